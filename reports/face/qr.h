/*
 * qr -- a text as a QR code (ISO/IEC 18004), as the path of an SVG: which
 * modules are dark is libqrencode's to say, how they are drawn is ours.
 *
 * Error correction M (15 %), so that a crease or a stamp does no harm. The same
 * text gives the same bytes.
 */
#ifndef REPORTS_FACE_QR_H
#define REPORTS_FACE_QR_H

#include <stddef.h>

struct buf;
struct err;

#define QR_TEXT_MAX 512 /* bytes */
#define QR_QUIET    4   /* modules of white that must be around it */

/* Appends to `path` one "Mx yhNv1h-Nz" for each run of dark modules, row by
 * row from the top left, one unit a module, without the quiet zone. *size:
 * modules a side. `text`: ASCII; ERR_LIMIT when it is longer. */
int qr_path(struct buf *path, size_t *size, const char *text, struct err *e);

#endif
