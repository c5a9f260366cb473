/* A report from any bytes: read, or refused with a reason; what was read has
 * the parts that everyone relies on. */
#include <stdlib.h>

#include "base/digest.h"
#include "base/err.h"
#include "reports/doc/report.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct report_claim c = {0};
    struct err e = {0};
    int rc = report_read(&c, (const char *)data, size, "fuzz", &e);

    if ((rc == 0) != (e.code == ERR_NONE))
        abort(); /* a failure without a reason, or the reverse */
    if (rc == 0 && (!c.suite_id || !digest_is_hex(c.suite_sha256, 64) ||
                    !digest_is_hex(c.tallies_sha256, 64) ||
                    !digest_is_hex(c.result_digest, 64)))
        abort();
    for (size_t i = 0; rc == 0 && i < c.n_outcomes; i++) {
        if (!c.outcomes[i].case_id || !c.outcomes[i].profile)
            abort();
    }
    report_claim_release(&c);
    return 0;
}
