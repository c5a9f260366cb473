#include "reports/face/qr.h"

#include <errno.h>
#include <string.h>

#include <qrencode.h>

#include "base/buf.h"
#include "base/err.h"

/* The lowest bit of a module says whether it is dark. */
static void draw_row(struct buf *path, const unsigned char *row, int width,
                     int y)
{
    for (int x = 0; x < width; x++) {
        int from = x;

        while (x < width && row[x] & 1)
            x++;
        if (x > from)
            buf_printf(path, "M%d %dh%dv1h-%dz", from, y, x - from, x - from);
    }
}

int qr_path(struct buf *path, size_t *size, const char *text, struct err *e)
{
    QRcode *code;

    if (strlen(text) > QR_TEXT_MAX)
        return err_set(e, ERR_LIMIT, "a QR code holds at most %d bytes here",
                       QR_TEXT_MAX);
    code = QRcode_encodeString8bit(text, 0, QR_ECLEVEL_M);
    if (!code)
        return errno == ENOMEM ? err_nomem(e)
                               : err_set(e, ERR_RANGE,
                                         "no QR code can be made of this text");
    for (int y = 0; y < code->width; y++)
        draw_row(path, code->data + (size_t)y * (size_t)code->width,
                 code->width, y);
    *size = (size_t)code->width;
    QRcode_free(code);
    return buf_check(path, e);
}
