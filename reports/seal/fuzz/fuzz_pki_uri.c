/* A URI of a key is read, or refused with a reason; one that is read takes a
 * module from beside it exactly when it has none. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/err.h"
#include "reports/seal/pki_uri.h"

#define MODULE "/a b/%.so"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static char text[PKI_URI_MAX];
    static char with[PKI_URI_MAX];
    static struct pki_uri u;
    static struct pki_uri again;
    struct err e = {0};
    struct err none = {0};

    if (size > PKI_URI_MAX / 2)
        return 0;
    if (size)
        memcpy(text, data, size);
    text[size] = '\0';
    if (pki_uri_parse(&u, text, &e)) {
        if (e.code != ERR_USAGE)
            abort();
        return 0;
    }
    if ((pki_uri_with_module(with, text, MODULE, &e) == 0) != !*u.module)
        abort();
    if (!*u.module && (pki_uri_parse(&again, with, &none) ||
                       strcmp(again.module, MODULE) != 0))
        abort();
    return 0;
}
