#include "reports/register/regcommit.h"

#include <string.h>

#include <openssl/rand.h>

#include "base/buf.h"
#include "base/digest.h"
#include "base/err.h"

#define SALT_BYTES  32
#define SALT_DIGITS ((size_t)2 * SALT_BYTES)

/* SHA-256 of the opening's octets: the salt's digits, newline, entry,
 * newline. */
static int commit(char out[DIGEST_HEX_MAX], const char *opening, size_t n,
                  struct err *e)
{
    return digest_hex_of(out, DIGEST_SHA256, opening, n, e);
}

int regcommit_make(struct regentry *hidden, struct buf *opening,
                   const struct regentry *told, struct err *e)
{
    static const enum regfield same[] = {REG_ACTION, REG_AT, REG_BODY,
                                         REG_FORMAT, REG_NATION};
    unsigned char salt[SALT_BYTES];
    char hex[SALT_DIGITS + 1];
    char sum[DIGEST_HEX_MAX];

    if (told->action != REG_ATTEMPT)
        return err_set(e, ERR_USAGE, "only an attempt can be confidential");
    if (RAND_bytes(salt, sizeof(salt)) != 1)
        return err_set(e, ERR_IO, "no random numbers can be had");
    digest_to_hex(hex, salt, sizeof(salt));
    buf_printf(opening, "%s\n", hex);
    regentry_write(opening, told);
    buf_char(opening, '\n');
    if (buf_check(opening, e) || commit(sum, opening->s, opening->n, e))
        return -1;
    *hidden = (struct regentry){0};
    for (size_t i = 0; i < sizeof same / sizeof *same; i++) {
        if (regentry_set(hidden, same[i], regentry_get(told, same[i]), e))
            return -1;
    }
    if (regentry_set(hidden, REG_COMMITMENT, sum, e))
        return -1;
    return regentry_check(hidden, e);
}

int regcommit_open(struct regentry *told, const struct regentry *hidden,
                   const char *opening, size_t n, struct err *e)
{
    const char *want = regentry_get(hidden, REG_COMMITMENT);
    char sum[DIGEST_HEX_MAX];

    if (!want)
        return err_set(e, ERR_MISMATCH,
                       "this entry of the register hides nothing");
    if (commit(sum, opening, n, e))
        return -1;
    if (strcmp(sum, want) != 0)
        return err_set(e, ERR_MISMATCH,
                       "the opening does not fit this entry of the register");
    if (n < SALT_DIGITS + 3 || opening[SALT_DIGITS] != '\n' ||
        opening[n - 1] != '\n')
        return err_set(e, ERR_SYNTAX,
                       "this is no opening: salt and entry, a "
                       "line each");
    return regentry_parse(told, opening + SALT_DIGITS + 1, n - SALT_DIGITS - 2,
                          e);
}
