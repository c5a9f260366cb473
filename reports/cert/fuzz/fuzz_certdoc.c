/* A sealed document that is read (certificate, recognition, waiver) is written
 * again byte for byte, and is a document of one kind only. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/err.h"
#include "reports/cert/certificate.h"
#include "reports/cert/recognition.h"
#include "reports/cert/waiver.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void same(const struct buf *again, const uint8_t *data, size_t size)
{
    if (again->failed || again->n != size || memcmp(again->s, data, size) != 0)
        abort();
}

static int certificate(struct buf *again, const char *xml, size_t n)
{
    struct certificate c = {0};
    struct err e = {0};
    int rc = certificate_read(&c, xml, n, &e);

    if ((rc == 0) != (e.code == ERR_NONE) || (rc && c.number))
        abort();
    if (rc == 0)
        certificate_write(again, &c);
    certificate_release(&c);
    return rc;
}

static int recognition(struct buf *again, const char *xml, size_t n)
{
    struct recognition r = {0};
    struct err e = {0};
    int rc = recognition_read(&r, xml, n, "r.xml", false, &e);

    if ((rc == 0) != (e.code == ERR_NONE) || (rc && r.number))
        abort();
    if (rc == 0)
        recognition_write(again, &r);
    recognition_release(&r);
    return rc;
}

static int waiver(struct buf *again, const char *xml, size_t n)
{
    struct waiver_file w = {0};
    struct err e = {0};
    int rc = waiver_read(&w, xml, n, "w.xml", false, &e);

    if ((rc == 0) != (e.code == ERR_NONE) || (rc && w.id))
        abort();
    if (rc == 0)
        waiver_write(again, &w);
    waiver_release(&w);
    return rc;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static int (*const read[])(struct buf *, const char *,
                               size_t) = {certificate, recognition, waiver};
    int kinds = 0;

    for (size_t i = 0; i < sizeof read / sizeof *read; i++) {
        struct buf again;

        buf_init(&again, size + 1);
        if (read[i](&again, (const char *)data, size) == 0) {
            same(&again, data, size);
            kinds++;
        }
        buf_release(&again);
    }
    if (kinds > 1)
        abort();
    return 0;
}
