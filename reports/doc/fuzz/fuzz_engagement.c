/* An engagement from any bytes: read with all that makes a test report, or
 * refused with a reason and a place. */
#include <stdlib.h>

#include "base/err.h"
#include "reports/doc/engagement.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct engagement g = {0};
    struct err e = {0};
    int rc = engagement_parse(&g, (const char *)data, size, "fuzz", &e);

    if ((rc == 0) != (e.code == ERR_NONE))
        abort();
    if (rc == 0 && (!g.g.report_id || !g.g.laboratory || !g.g.issued ||
                    !g.g.authorised_by))
        abort();
    engagement_release(&g);
    return 0;
}
