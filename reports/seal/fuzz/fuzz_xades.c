/* A signature file that is read is written again from its values, byte for
 * byte, and libxml2 can canonicalise the two signed parts of it. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/err.h"
#include "reports/seal/xades.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const char *text = (const char *)data;
    struct pki_cert *chain[PKI_CERTS_MAX] = {0};
    struct xades x = {0};
    struct err e = {0};
    struct buf again = {0};

    if (xades_read(&x, text, size, &e)) {
        if (e.code == ERR_NONE || x.refs)
            abort();
        return 0;
    }
    buf_init(&again, size);
    xades_write(&again, &x);
    if (again.n != size || memcmp(again.s, data, size) != 0)
        abort();
    if (xades_check(chain, &x, text, size, &e)) {
        if (e.code != ERR_REFUSED)
            abort(); /* such as ERR_SYNTAX: the form is always XML */
    } else {
        pki_chain_free(chain, x.n_certs);
    }
    buf_release(&again);
    xades_release(&x);
    return 0;
}
