/*
 * pki_uri -- where a key stands in a token: a PKCS#11 URI (RFC 7512), as far
 * as it is of use for a private key that signs.
 *
 *   pkcs11:token=Certif%20FR;object=seal?module-path=/usr/lib/.../module.so
 *
 * Path attributes, separated by ';', each at most once: token, manufacturer,
 * model, serial (all of the token), object, id (of the key) and type, which
 * can only be "private". Query attribute: module-path. Values are bytes, other
 * characters than those of RFC 7512 as %XX. What the URI does not name is not
 * compared. pin-value is refused: a PIN is no part of a command line; so is
 * everything else that would be ignored.
 *
 * Ownership: struct pki_uri owns nothing and may be copied.
 */
#ifndef REPORTS_SEAL_PKI_URI_H
#define REPORTS_SEAL_PKI_URI_H

#include <stdbool.h>
#include <stddef.h>

#include "base/path.h"

struct err;

#define PKI_URI_VALUE_MAX 255  /* bytes of one attribute */
#define PKI_URI_MAX       8192 /* bytes of a URI */

struct pki_uri_value {
    bool given;
    size_t n;
    unsigned char s[PKI_URI_VALUE_MAX + 1]; /* a NUL after n bytes */
};

struct pki_uri {
    struct pki_uri_value token, manufacturer, model, serial, object, id;
    char module[PATH_TEXT_MAX]; /* "" when not given */
};

/* Does `text` begin as such a URI does? */
bool pki_uri_is(const char *text);

/* ERR_USAGE with what is wrong; *out is then untouched. */
int pki_uri_parse(struct pki_uri *out, const char *text, struct err *e);

/* The URI `text` with this module-path, into out[PKI_URI_MAX]. ERR_USAGE when
 * it has one already, ERR_LIMIT. */
int pki_uri_with_module(char *out, const char *text, const char *module,
                        struct err *e);

#endif
