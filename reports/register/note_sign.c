#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <openssl/bio.h>
#include <openssl/crypto.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>

#include "base/buf.h"
#include "base/err.h"
#include "reports/register/note.h"
#include "reports/register/note_internal.h"
#include "reports/seal/b64.h"
#include "reports/seal/pki_key.h"

struct note_signer {
    EVP_PKEY *key;
    struct note_key public;
};

static int take_name(struct note_key *k, const char *name, struct err *e)
{
    size_t len = strlen(name);

    if (!note_name_fits(name, len))
        return err_set(e, ERR_USAGE,
                       "the name of a key holds no blank and no '+', and has "
                       "1 to %d bytes: '%s'",
                       NOTE_NAME_MAX - 1, name);
    memcpy(k->name, name, len + 1);
    return 0;
}

struct note_signer *note_signer_open(const char *key_path, int passphrase_fd,
                                     const char *name, enum note_kind kind,
                                     struct err *e)
{
    struct note_signer *s = calloc(1, sizeof *s);
    size_t n = sizeof(s->public.public);

    if (!s) {
        err_nomem(e);
        return NULL;
    }
    s->public.kind = kind;
    if (take_name(&s->public, name, e))
        goto fail;
    s->key = pki_key_open(key_path, passphrase_fd, e);
    if (!s->key)
        goto fail;
    if (EVP_PKEY_get_base_id(s->key) != EVP_PKEY_ED25519 ||
        EVP_PKEY_get_raw_public_key(s->key, s->public.public, &n) != 1) {
        err_set(e, ERR_REFUSED,
                "a register is signed with an Ed25519 key, this is another "
                "kind");
        err_at(e, key_path, 0, 0);
        goto fail;
    }
    if (note_key_id(s->public.id, &s->public, e))
        goto fail;
    return s;
fail:
    note_signer_free(s);
    return NULL;
}

void note_signer_free(struct note_signer *s)
{
    if (!s)
        return;
    EVP_PKEY_free(s->key);
    free(s);
}

const struct note_key *note_signer_key(const struct note_signer *s)
{
    return &s->public;
}

/* The private key as PEM text; OpenSSL wipes it with the BIO. */
static int new_pem(BIO *out)
{
    EVP_PKEY *key = EVP_PKEY_Q_keygen(NULL, NULL, "ED25519");
    int ok = key &&
             PEM_write_bio_PrivateKey(out, key, NULL, NULL, 0, NULL, NULL) == 1;

    EVP_PKEY_free(key);
    return ok ? 0 : -1;
}

static int write_all(int fd, const char *s, size_t n)
{
    while (n > 0) {
        ssize_t got = write(fd, s, n);

        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return -1;
        s += got;
        n -= (size_t)got;
    }
    return fsync(fd);
}

int note_key_make(const char *path, struct err *e)
{
    BIO *pem = BIO_new(BIO_s_secmem());
    char *text = NULL;
    long n;
    int fd = -1;
    int rc = -1;

    if (!pem || new_pem(pem)) {
        ERR_clear_error();
        err_set(e, ERR_MEMORY, "no Ed25519 key could be made");
        goto done;
    }
    fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (fd < 0 && errno == EEXIST) {
        err_set(e, ERR_REFUSED,
                "the file is there already, and a key is never overwritten");
        goto done;
    }
    n = BIO_get_mem_data(pem, &text);
    if (fd < 0 || n <= 0 || write_all(fd, text, (size_t)n)) {
        err_set(e, ERR_IO, "cannot write: %s", err_os(errno));
        goto done;
    }
    rc = 0;
done:
    if (fd >= 0 && close(fd) && rc == 0)
        rc = err_set(e, ERR_IO, "cannot write: %s", err_os(errno));
    if (rc && fd >= 0)
        unlink(path);
    BIO_free(pem);
    return rc ? err_at(e, path, 0, 0) : 0;
}

/* "— NAME base64(id || time || signature)" and a newline. */
static int add_line(struct buf *out, const struct note_signer *s,
                    const unsigned char *stamp, size_t n_stamp,
                    const unsigned char *sig)
{
    unsigned char raw[4 + 8 + 64];

    memcpy(raw, s->public.id, 4);
    memcpy(raw + 4, stamp, n_stamp);
    memcpy(raw + 4 + n_stamp, sig, 64);
    buf_printf(out, NOTE_DASH "%s ", s->public.name);
    b64_write(out, raw, 4 + n_stamp + 64);
    buf_char(out, '\n');
    return 0;
}

static int sign(unsigned char sig[64], const struct note_signer *s,
                const void *data, size_t n, struct err *e)
{
    EVP_MD_CTX *ctx = EVP_MD_CTX_new();
    size_t len = 64;
    int ok = ctx && EVP_DigestSignInit(ctx, NULL, NULL, NULL, s->key) == 1 &&
             EVP_DigestSign(ctx, sig, &len, data, n) == 1 && len == 64;

    EVP_MD_CTX_free(ctx);
    if (ok)
        return 0;
    ERR_clear_error();
    return err_set(e, ERR_MEMORY, "the key could not sign");
}

/* The line of this text. */
static int sign_text(struct buf *out, const char *text, size_t len,
                     const struct note_signer *s, int64_t time, struct err *e)
{
    unsigned char sig[64];
    unsigned char stamp[8] = {0};
    struct buf b;
    int rc = -1;

    if (s->public.kind == NOTE_ED25519) {
        if (sign(sig, s, text, len, e))
            return -1;
        return add_line(out, s, stamp, 0, sig);
    }
    for (int i = 0; i < 8; i++)
        stamp[i] = (unsigned char)((uint64_t)time >> (56 - 8 * i));
    buf_init(&b, NOTE_BYTES_MAX + 64);
    note_cosigned(&b, text, len, time);
    if (buf_check(&b, e) == 0 && sign(sig, s, b.s, b.n, e) == 0)
        rc = add_line(out, s, stamp, 8, sig);
    buf_release(&b);
    return rc;
}

int note_sign(struct buf *out, const char *text, size_t len,
              const struct note_signer *s, struct err *e)
{
    buf_add(out, text, len);
    buf_char(out, '\n');
    if (sign_text(out, text, len, s, 0, e))
        return -1;
    return buf_check(out, e);
}

int note_add_line(struct buf *out, const struct note *n,
                  const struct note_signer *s, int64_t time, struct err *e)
{
    buf_add(out, n->text, n->text_len);
    buf_char(out, '\n');
    for (size_t i = 0; i < n->n; i++) {
        const char *from = n->line[i].name - NOTE_DASH_BYTES;

        buf_add(out, from, strcspn(from, "\n") + 1);
    }
    if (sign_text(out, n->text, n->text_len, s, time, e))
        return -1;
    return buf_check(out, e);
}
