#include "reports/doc/comparehtml.h"

#include "base/buf.h"
#include "reports/doc/render.h"

int comparehtml_make(struct buf *html, const struct buf *xml,
                     const char *datadir, enum lang l, struct err *e)
{
    const struct render_page page = {
        .sheet = "compare.xsl",
        .ns = COMPAREHTML_NS,
        .datadir = datadir,
        .lang = l,
    };

    return render_page(html, &page, xml->s ? xml->s : "", xml->n, e);
}
