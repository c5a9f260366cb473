#include "reports/export/method.h"

#include "base/err.h"
#include "reports/doc/render.h"
#include "reports/doc/report.h"
#include "reports/export/told.h"
#include "reports/face/face.h"

static const struct {
    const char *name, *sheet;
} files[METHOD_FILES] = {
    {"method.html",  "method-html.xsl"    },
    {"method.txt",   "method-text.xsl"    },
    {"figures.csv",  "method-figures.xsl" },
    {"evidence.csv", "method-evidence.xsl"},
};

const char *method_name(size_t i)
{
    return files[i].name;
}

int method_make(struct method *out, const struct dossier *d, enum lang l,
                const char *datadir, struct err *e)
{
    struct buf xml;
    int rc;

    *out = (struct method){0};
    buf_init(&xml, REPORT_BYTES_MAX);
    rc = told_check(d, e) ? -1 : face_document(&xml, d, true, e);
    for (size_t i = 0; rc == 0 && i < METHOD_FILES; i++) {
        const struct render_page page = {
            .sheet = files[i].sheet,
            .ns = FACE_NS,
            .datadir = datadir,
            .lang = l,
        };

        buf_init(&out->file[i], REPORT_BYTES_MAX);
        rc = render_page(&out->file[i], &page, xml.s, xml.n, e);
    }
    buf_release(&xml);
    return rc;
}

void method_release(struct method *m)
{
    for (size_t i = 0; i < METHOD_FILES; i++)
        buf_release(&m->file[i]);
}
