#include "cli/cert/signkey.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/err.h"
#include "reports/seal/pki_uri.h"

static int copy(char *out, const char *key, struct err *e)
{
    if (snprintf(out, SIGNKEY_MAX, "%s", key) < SIGNKEY_MAX)
        return 0;
    return err_set(e, ERR_LIMIT, "a path is longer than %d bytes",
                   SIGNKEY_MAX - 1);
}

int signkey_text(char *out, const char *key, const char *module, struct err *e)
{
    struct pki_uri uri;
    const char *env = getenv(SIGNKEY_MODULE_ENV);

    _Static_assert(SIGNKEY_MAX >= PKI_URI_MAX, "a URI fits");
    if (!pki_uri_is(key)) {
        if (module)
            return err_set(e, ERR_USAGE,
                           "--pkcs11-module is for a key in a token, named by "
                           "--key pkcs11:token=...");
        return copy(out, key, e);
    }
    if (pki_uri_parse(&uri, key, e))
        return -1;
    if (!module && !*uri.module && env && *env)
        module = env;
    if (!module && !*uri.module)
        return err_set(e, ERR_USAGE,
                       "the key is in a token: name its PKCS#11 module with "
                       "--pkcs11-module");
    return module ? pki_uri_with_module(out, key, module, e)
                  : copy(out, key, e);
}
