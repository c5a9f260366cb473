/* A signature file that is read is written again from its values, byte for
 * byte, and libxml2 can canonicalise the signed parts of it and what its time
 * stamps are over. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/err.h"
#include "reports/seal/seal.h"
#include "reports/seal/xades.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void digest_stamped(const struct xades *x)
{
    static const struct seal_member members[XADES_REFS_MAX];
    unsigned char md[DIGEST_BYTES_MAX];
    struct err e = {0};

    if (x->time.token.n == 0)
        return;
    if (xades_imprint(md, DIGEST_SHA256, x, &e))
        abort();
    for (size_t k = 0; k < x->time.n_archives; k++)
        if (xades_archive_imprint(md, DIGEST_SHA512, x, k, members, &e))
            abort();
}

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
    digest_stamped(&x);
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
