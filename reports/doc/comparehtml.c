#include "reports/doc/comparehtml.h"

#include "base/buf.h"
#include "reports/doc/render.h"

int comparehtml_make(struct buf html[LANG_FR + 1], const struct buf *xml,
                     const char *datadir, struct err *e)
{
    const struct render_page page = {
        .sheet = "compare.xsl",
        .ns = COMPAREHTML_NS,
        .datadir = datadir,
    };

    return render_page_each(html, &page, xml->s ? xml->s : "", xml->n, e);
}
