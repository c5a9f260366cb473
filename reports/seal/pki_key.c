#include "reports/seal/pki_key.h"

#include <fcntl.h>
#include <stdbool.h>
#include <string.h>
#include <unistd.h>

#include <openssl/bio.h>
#include <openssl/crypto.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/lang.h"
#include "base/path.h"
#include "reports/seal/pki_internal.h"

#define PEM_BYTES_MAX ((size_t)1 << 20)

struct passphrase {
    int fd;     /* < 0: ask on the terminal */
    bool asked; /* the key is encrypted */
    bool got;
};

/* The first line that `fd` gives, without its end; -1 when there is none. */
static int read_line(char *out, int size, int fd)
{
    int n = 0;

    while (n < size) {
        char c;
        ssize_t got = read(fd, &c, 1);

        if (got < 0 || (got == 0 && n == 0))
            return -1;
        if (got == 0 || c == '\n')
            return n;
        out[n++] = c;
    }
    return -1;
}

static int ask_terminal(char *out, int size, const char *prompt)
{
    int tty = open("/dev/tty", O_RDWR | O_NOCTTY | O_CLOEXEC);

    if (tty < 0)
        return -1;
    close(tty);
    if (EVP_read_pw_string(out, size, lang_tr(prompt), 0))
        return -1;
    return (int)strlen(out);
}

int pki_secret(char *out, int size, int fd, const char *prompt)
{
    return fd >= 0 ? read_line(out, size, fd) : ask_terminal(out, size, prompt);
}

/* OpenSSL's pem_password_cb. */
static int passphrase_cb(char *out, int size, int writing, void *of)
{
    struct passphrase *p = of;
    int n;

    (void)writing;
    p->asked = true;
    n = pki_secret(out, size, p->fd, N_("Passphrase of the key: "));
    p->got = n >= 0;
    return n;
}

int pki_pem_open(BIO **bio, struct buf *pem, const char *path, struct err *e)
{
    buf_init(pem, PEM_BYTES_MAX);
    if (path_read(pem, path, e))
        return -1;
    *bio = BIO_new_mem_buf(pem->s ? pem->s : "", (int)pem->n);
    return *bio ? 0 : err_nomem(e);
}

static int why_no_key(const struct passphrase *p, struct err *e)
{
    const char *reason = pki_reason();

    if (p->asked && !p->got)
        return err_set(e, ERR_USAGE,
                       "the key is encrypted and no passphrase could be read: "
                       "give it with --passphrase-fd");
    if (p->asked)
        return err_set(e, ERR_REFUSED,
                       "the key can not be decrypted with this passphrase: %s",
                       reason);
    return err_set(e, ERR_SYNTAX,
                   "the file holds no private key in PEM form: %s", reason);
}

EVP_PKEY *pki_key_open(const char *path, int passphrase_fd, struct err *e)
{
    struct passphrase pass = {.fd = passphrase_fd};
    struct buf pem = {0};
    BIO *in = NULL;
    EVP_PKEY *key = NULL;

    if (pki_pem_open(&in, &pem, path, e))
        goto done;
    key = PEM_read_bio_PrivateKey(in, NULL, passphrase_cb, &pass);
    if (!key)
        why_no_key(&pass, e);
done:
    if (!key)
        err_at(e, path, 0, 0);
    BIO_free(in);
    if (pem.s)
        OPENSSL_cleanse(pem.s, pem.n);
    buf_release(&pem);
    return key;
}
