/*
 * signkey -- the private key of a command line: a PEM file, or a key in a token
 * whose PKCS#11 module is named by --pkcs11-module or by the environment.
 */
#ifndef CLI_SIGNKEY_H
#define CLI_SIGNKEY_H

struct err;

#define SIGNKEY_MAX        8192 /* bytes: PKI_URI_MAX */
#define SIGNKEY_MODULE_ENV "ENTENTE_PKCS11_MODULE"

/* --key as pki_signer_open() takes it, into out[SIGNKEY_MAX]: a pkcs11: URI
 * with `module` (NULL: what the environment says) as its module-path, unless it
 * has one. ERR_USAGE when none is named, or one for a key that is a file. */
int signkey_text(char *out, const char *key, const char *module, struct err *e);

/* The option, the same in each command that signs. */
#define SIGNKEY_OPT(module)                                                    \
    {                                                                          \
        OPT_TEXT, "pkcs11-module", 0, &(module), "FILE",                       \
            N_("its module, when --key is pkcs11:token=NAME;object=NAME"), 0,  \
            0                                                                  \
    }

#endif
