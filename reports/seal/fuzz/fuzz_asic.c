/* A container that opens: its members, seals and proofs are all of its entries
 * in their order; whatever its seals are worth. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/err.h"
#include "reports/seal/asic.h"
#include "reports/seal/verify.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void need(bool true_)
{
    if (!true_)
        abort();
}

static void check_seals(const struct asic *a)
{
    for (size_t i = 0; i < a->n_sigs; i++) {
        struct pki_cert *chain[PKI_CERTS_MAX] = {0};
        struct err e = {0};

        if (asic_check(chain, a, i, &e))
            need(e.code != ERR_NONE);
        pki_chain_free(chain, PKI_CERTS_MAX);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct verified v = {0};
    struct asic a;
    struct err e = {0};
    bool opens = asic_open(&a, data, size, &e) == 0;

    if (opens) {
        need(a.n > 0 && a.n_sigs > 0 && a.n_sigs <= ASIC_SEALS_MAX);
        need(a.n_proofs <= ASIC_PROOFS_MAX);
        need(a.zip.n == 2 + a.n + a.n_sigs + a.n_proofs);
        check_seals(&a);
        asic_release(&a);
    } else {
        need(e.code != ERR_NONE);
    }
    e = (struct err){0};
    need(verify_bytes(&v, data, size, NULL, &e) == 0);
    need(opens || v.state == VERIFY_REFUSED);
    need(v.state != VERIFY_VALID); /* there is no store */
    need(v.state != VERIFY_REFUSED || (v.reason[0] && v.n_seals == 0));
    verified_release(&v);
    return 0;
}
