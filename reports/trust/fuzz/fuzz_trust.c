/* A trust store that parses is complete; one that does not has a reason. */
#include <stdint.h>
#include <stdlib.h>

#include "base/err.h"
#include "reports/trust/trust.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct trust t = {0};
    struct err e = {0};
    int rc = trust_parse(&t, (const char *)data, size, "trust.xml", &e);

    if ((rc == 0) != (e.code == ERR_NONE))
        abort();
    for (size_t i = 0; i < t.n_holders; i++) {
        const struct trust_holder *h = &t.holders[i];

        if (!h->name || !h->nation || !h->certificate == !h->subject)
            abort();
        if (h->subject && h->anchor >= t.n_anchors)
            abort();
    }
    trust_release(&t);
    return 0;
}
