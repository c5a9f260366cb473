/* Is the party that a document names the one that sealed it? */
#include <string.h>

#include "base/err.h"
#include "reports/cert/certificate.h"
#include "reports/seal/verify_internal.h"

static bool is_known(const struct trust *t, const char *name)
{
    for (size_t i = 0; i < t->n_holders; i++) {
        if (strcmp(t->holders[i].name, name) == 0)
            return true;
    }
    return false;
}

int verify_party(const struct verify_job *j, const struct verified_seal *s,
                 const struct cert_party *said)
{
    if (s->standing != TRUST_KNOWN)
        return 0;
    if (strcmp(s->nation, said->nation) == 0 &&
        (strcmp(s->role_name, said->name) == 0 ||
         !is_known(j->trust, said->name)))
        return 0;
    return err_set(j->e, ERR_REFUSED,
                   "the document says that it is by %s of %s; the trust store "
                   "knows its signer as %s of %s",
                   said->name, said->nation, s->role_name, s->nation);
}
