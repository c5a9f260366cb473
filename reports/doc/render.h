/*
 * render -- report.xml into the forms that people and machines read, by the
 * stylesheets in DATADIR/reports/xsl/.
 *
 * The stylesheets are ours; the report is data. They run without network,
 * file access, or extension functions but EXSLT's and those of xslfunc.h.
 */
#ifndef REPORTS_DOC_RENDER_H
#define REPORTS_DOC_RENDER_H

#include <stddef.h>

#include "base/buf.h"
#include "base/lang.h"

struct err;

enum render_form {
    RENDER_HTML,
    RENDER_TEXT,
    RENDER_JUNIT,
    RENDER_EARL, /* JSON-LD */
    RENDER_CSV,
    RENDER_TESTBED, /* GA4GH testbed report shape, JSON */
    RENDER_MULTIQC, /* custom content, JSON */
};

#define RENDER_FORMS 7

/* Name on the command line ("html") and usual file name suffix (".html"). */
const char *render_name(enum render_form f);
const char *render_suffix(enum render_form f);

/* `datadir` holds reports/xsl. `seal` is a one-line text about the seal to be
 * shown in HTML and text, or NULL for an unsealed report. */
int render(struct buf *out, enum render_form f, enum lang l, const char *xml,
           size_t len, const char *datadir, const char *seal, struct err *e);

/* A report that is read once and rendered more than once. */
struct render_source;

/* NULL with *e set when it is none. Free it with render_source_free(). */
struct render_source *render_source_new(const char *xml, size_t len,
                                        struct err *e);
void render_source_free(struct render_source *s);

int render_from(struct buf *out, enum render_form f, enum lang l,
                struct render_source *s, const char *datadir, const char *seal,
                struct err *e);

/* RENDER_TEXT with the colours of a terminal: green what passed, red what did
 * not, yellow what someone must look at. The words say the same. */
int render_painted(struct buf *out, enum lang l, struct render_source *s,
                   const char *datadir, const char *seal, struct err *e);

/* Another document of ours, by the stylesheet made for it. */
struct render_page {
    const char *sheet; /* file in reports/xsl */
    const char *ns;    /* of the document's root element */
    const char *datadir;
    enum lang lang;
};

int render_page(struct buf *out, const struct render_page *p, const char *xml,
                size_t len, struct err *e);

/* The page in each language, whatever p->lang: stylesheet and document are read
 * once. After an error some of `out` may have been written. */
int render_page_each(struct buf out[LANG_FR + 1], const struct render_page *p,
                     const char *xml, size_t len, struct err *e);

#endif
