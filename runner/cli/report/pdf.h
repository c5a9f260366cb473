/*
 * pdf -- an HTML page of ours as PDF/A, by WeasyPrint, which is a program of
 * its own and need not be installed.
 *
 * It runs in a private work folder, with signals as usual and SOURCE_DATE_EPOCH
 * set, so that the same page gives the same date inside.
 */
#ifndef CLI_REPORT_PDF_H
#define CLI_REPORT_PDF_H

struct buf;
struct err;

/* `when`: time, for SOURCE_DATE_EPOCH unless that is set already. ERR_MISSING
 * when there is no weasyprint on the PATH; ERR_IO when it fails. */
int pdf_make(struct buf *out, const struct buf *html, const char *when,
             struct err *e);

#endif
