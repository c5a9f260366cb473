/*
 * badge -- a small picture (SVG) with a certificate's number and the beginning
 * of the digest of its container: a pointer to the register, for a vendor's
 * pages. It says nothing of validity, which a picture can not know: whoever
 * sees it looks the number up.
 *
 * Same inputs, same bytes; no font, script or link is needed.
 */
#ifndef REPORTS_SITE_BADGE_H
#define REPORTS_SITE_BADGE_H

struct buf;

#define BADGE_DIGITS 12 /* of the digest */

/* `sha256` in hexadecimal. */
void badge_write(struct buf *out, const char *number, const char *sha256);

#endif
