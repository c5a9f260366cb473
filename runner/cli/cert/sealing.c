#include "cli/cert/sealing.h"

#include <stddef.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/err.h"
#include "base/lang.h"
#include "base/path.h"
#include "cli/cmd.h"
#include "reports/seal/pki.h"
#include "reports/seal/pki_uri.h"
#include "reports/stamp/stamp.h"

int sealing_check_free(const char *out, bool force, struct err *e)
{
    if (force || !path_exists(out))
        return 0;
    err_set(e, ERR_USAGE,
            "the file is there already: give another name with -o, or "
            "--force to replace it");
    return err_at(e, out, 0, 0);
}

/* An authority is not asked for a time stamp that nothing comes of. */
static int check_list(const char *crl, struct err *e)
{
    int fd;

    if (stamp_is_address(crl))
        return 0;
    fd = path_open_read(crl, e);
    if (fd < 0)
        return err_at(e, crl, 0, 0);
    close(fd);
    return 0;
}

int sealing_check(const struct sealing *s, struct err *e)
{
    if (!s->key || !s->cert)
        return err_set(e, ERR_USAGE,
                       "give the key with --key and its certificate with "
                       "--cert");
    if (s->ocsp && s->crl)
        return err_set(e, ERR_USAGE,
                       "--crl and --ocsp are two ways to one answer: give one");
    if (s->crl && !s->tsa)
        return err_set(e, ERR_USAGE,
                       "--crl goes with --tsa: a status is of use only beside "
                       "a time stamp");
    if (s->ocsp && !s->tsa)
        return err_set(e, ERR_USAGE,
                       "--ocsp goes with --tsa: a status is of use only beside "
                       "a time stamp");
    if (s->crl && check_list(s->crl, e))
        return -1;
    return s->out ? sealing_check_free(s->out, s->force, e) : 0;
}

/* The key as pki_signer_open() takes it: a pkcs11: URI gets its module from
 * the option or the environment, unless it has one. */
static const char *key_text(char uri_text[PKI_URI_MAX], const struct sealing *s,
                            struct err *e)
{
    struct pki_uri uri;
    const char *module = s->module;
    const char *env = getenv(SEALING_MODULE_ENV);

    if (!pki_uri_is(s->key)) {
        if (!module)
            return s->key;
        err_set(e, ERR_USAGE,
                "--pkcs11-module is for a key in a token, named by "
                "--key pkcs11:token=...");
        return NULL;
    }
    if (pki_uri_parse(&uri, s->key, e))
        return NULL;
    if (!module && *uri.module)
        return s->key;
    if (!module && env && *env)
        module = env;
    if (!module) {
        err_set(e, ERR_USAGE,
                "the key is in a token: name its PKCS#11 module with "
                "--pkcs11-module");
        return NULL;
    }
    return pki_uri_with_module(uri_text, s->key, module, e) ? NULL : uri_text;
}

struct pki_signer *sealing_open(const struct sealing *s, const char *now,
                                struct err *e)
{
    char uri_text[PKI_URI_MAX];
    const char *key = key_text(uri_text, s, e);
    int64_t time;

    if (!key || pki_time(&time, now, e))
        return NULL;
    return pki_signer_open(key, (int)s->passphrase_fd, s->cert, time, e);
}

int sealing_stamp(const struct cli *cli, struct buf *container,
                  const struct sealing *s, struct err *e)
{
    const struct stamp_ask ask = {
        .tsa = s->tsa, .ocsp = s->ocsp, .crl = s->crl};

    if (s->tsa)
        return stamp_seal(container, &ask, e);
    cmd_say(cli, lang_tr("a draft: without --tsa no time stamp proves when it "
                         "was sealed\n"));
    return 0;
}
