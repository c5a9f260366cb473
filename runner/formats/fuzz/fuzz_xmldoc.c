#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/err.h"
#include "formats/xmldoc.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Every element has a name, a place where '<' stands, and its parent. */
static void check(const struct xmlnode *n, const struct xmlnode *parent)
{
    for (; n; n = n->next) {
        if (!n->name[0] || !n->ns || !n->text || n->at.line == 0 ||
            n->at.col == 0 || n->parent != parent)
            abort();
        for (size_t i = 0; i < n->n_attr; i++)
            if (!n->attr[i].name[0] || !n->attr[i].ns || !n->attr[i].value)
                abort();
        check(n->first, n);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct xmldoc d = {0};
    struct err e = {0};
    int rc = xmldoc_parse(&d, (const char *)data, size, "fuzz", &e);

    if ((rc == 0) != (e.code == ERR_NONE) || (rc == 0) != (d.root != NULL))
        abort(); /* a failure without a reason, or the reverse */
    check(d.root, NULL);
    xmldoc_release(&d);
    return 0;
}
