/*
 * sealing -- what every command that seals asks for, and does with it: a key,
 * its certificate, where the container goes, and who says when it was sealed.
 *
 * The key is a PEM file, or one in a token whose PKCS#11 module is named by
 * --pkcs11-module or by the environment.
 */
#ifndef CLI_CERT_SEALING_H
#define CLI_CERT_SEALING_H

#include <stdbool.h>
#include <stdint.h>

struct buf;
struct cli;
struct err;
struct pki_signer;

#define SEALING_MODULE_ENV "ENTENTE_PKCS11_MODULE"
#define SEALING_FD_MAX     1023

struct sealing {
    const char *key;
    const char *module; /* NULL: what the environment says */
    const char *cert;
    const char *out;
    int64_t passphrase_fd;
    const char *tsa; /* NULL: no time stamp, a draft */
    const char *ocsp;
    const char *crl;
    bool force; /* replace a container that is there already */
};

#define SEALING_INIT                                                           \
    {                                                                          \
        .passphrase_fd = -1                                                    \
    }

/* --- rows of a command's options ------------------------------------------ */

#define SEALING_KEY_OPTS(s)                                                    \
    {                                                                          \
        OPT_TEXT,                                                              \
        "key",                                                                 \
        0,                                                                     \
        &(s).key,                                                              \
        "FILE",                                                                \
        N_("private key, PEM: ECDSA P-256 or P-384, RSA from 3072 bits"),      \
        0,                                                                     \
        0},                                                                    \
        {OPT_TEXT,  "cert", 0,                                                 \
         &(s).cert, "FILE", N_("its certificate, PEM, first; then the chain"), \
         0,         0},                                                        \
    {                                                                          \
        OPT_TEXT, "pkcs11-module", 0, &(s).module, "FILE",                     \
            N_("its module, when --key is pkcs11:token=NAME;object=NAME"), 0,  \
            0                                                                  \
    }

/* `where` says where it goes without --output. */
#define SEALING_OUT_OPT(s, where)                                              \
    {                                                                          \
        OPT_TEXT, "output", 'o', &(s).out, "FILE", where, 0, 0                 \
    }

#define SEALING_PASSPHRASE_OPT(s)                                              \
    {                                                                          \
        OPT_INT, "passphrase-fd", 0, &(s).passphrase_fd, "N",                  \
            N_("read the key's passphrase from this descriptor"), 0,           \
            SEALING_FD_MAX                                                     \
    }

#define SEALING_STAMP_OPTS(s)                                                  \
    {OPT_TEXT, "tsa", 0,                                                       \
     &(s).tsa, "URL", N_("address of a time-stamping authority (RFC 3161)"),   \
     0,        0},                                                             \
        {OPT_TEXT,                                                             \
         "ocsp",                                                               \
         0,                                                                    \
         &(s).ocsp,                                                            \
         "URL",                                                                \
         N_("address of the responder (default: as the certificate says)"),    \
         0,                                                                    \
         0},                                                                   \
    {                                                                          \
        OPT_TEXT, "crl", 0, &(s).crl, "FILE",                                  \
            N_("its issuer's revocation list: a file or an address"), 0, 0     \
    }

#define SEALING_FORCE_OPT(s)                                                   \
    {                                                                          \
        OPT_FLAG, "force", 0, &(s).force, NULL,                                \
            N_("replace a container that is there already"), 0, 0              \
    }

/* --- what is done with them ----------------------------------------------- */

/* Before any work. ERR_USAGE: no key or no certificate; --ocsp or --crl without
 * --tsa; `out`, unless NULL, is there already and --force is not given. */
int sealing_check(const struct sealing *s, struct err *e);

/* The last of these alone. */
int sealing_check_free(const char *out, bool force, struct err *e);

/* The signer, its certificate in force at `now`; caller frees. NULL: err;
 * ERR_USAGE for a module where the key is a file, or a key in a token without
 * one. */
struct pki_signer *sealing_open(const struct sealing *s, const char *now,
                                struct err *e);

/* Stamp the last seal of the container; without --tsa say that it is a draft.
 */
int sealing_stamp(const struct cli *cli, struct buf *container,
                  const struct sealing *s, struct err *e);

#endif
