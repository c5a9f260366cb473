#include "base/digest.h"

#include <assert.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <openssl/evp.h>

#include "base/err.h"
#include "base/path.h"

#define PIECE_BYTES ((size_t)1 << 20)

struct digest {
    EVP_MD_CTX *ctx;
    enum digest_kind kind;
    bool ended;
};

static const struct {
    const char *name; /* OpenSSL's */
    size_t size;
} kinds[] = {
    [DIGEST_MD5] = {"MD5",    16},
    [DIGEST_SHA256] = {"SHA256", 32},
    [DIGEST_SHA384] = {"SHA384", 48},
    [DIGEST_SHA512] = {"SHA512", 64},
};

size_t digest_size(enum digest_kind k)
{
    return kinds[k].size;
}

struct digest *digest_new(enum digest_kind k, struct err *e)
{
    struct digest *d = calloc(1, sizeof *d);
    const EVP_MD *md = EVP_get_digestbyname(kinds[k].name);

    if (!d)
        goto no_memory;
    d->kind = k;
    d->ctx = EVP_MD_CTX_new();
    if (!d->ctx)
        goto no_memory;
    if (!md || EVP_DigestInit_ex(d->ctx, md, NULL) != 1) {
        err_set(e, ERR_MISSING,
                "this machine's cryptographic library does not offer %s",
                kinds[k].name);
        goto fail;
    }
    return d;
no_memory:
    err_nomem(e);
fail:
    digest_free(d);
    return NULL;
}

static int failed(const struct digest *d, struct err *e)
{
    return err_set(e, ERR_MEMORY, "the cryptographic library failed at %s",
                   kinds[d->kind].name);
}

int digest_add(struct digest *d, const void *data, size_t n, struct err *e)
{
    assert(!d->ended);
    if (n > 0 && EVP_DigestUpdate(d->ctx, data, n) != 1)
        return failed(d, e);
    return 0;
}

int digest_end(unsigned char out[DIGEST_BYTES_MAX], struct digest *d,
               struct err *e)
{
    assert(!d->ended);
    d->ended = true;
    if (EVP_DigestFinal_ex(d->ctx, out, NULL) != 1)
        return failed(d, e);
    return 0;
}

int digest_hex(char out[DIGEST_HEX_MAX], struct digest *d, struct err *e)
{
    unsigned char bytes[DIGEST_BYTES_MAX] = {0};

    if (digest_end(bytes, d, e))
        return -1;
    digest_to_hex(out, bytes, digest_size(d->kind));
    return 0;
}

int digest_again(struct digest *d, struct err *e)
{
    d->ended = false;
    /* No kind: that of before, which need not be looked up. */
    if (EVP_DigestInit_ex(d->ctx, NULL, NULL) != 1)
        return failed(d, e);
    return 0;
}

void digest_free(struct digest *d)
{
    if (d)
        EVP_MD_CTX_free(d->ctx);
    free(d);
}

int digest_of(unsigned char out[DIGEST_BYTES_MAX], enum digest_kind k,
              const void *data, size_t n, struct err *e)
{
    struct digest *d = digest_new(k, e);
    int rc = -1;

    if (d && digest_add(d, data, n, e) == 0)
        rc = digest_end(out, d, e);
    digest_free(d);
    return rc;
}

int digest_hex_of(char out[DIGEST_HEX_MAX], enum digest_kind k,
                  const void *data, size_t n, struct err *e)
{
    unsigned char bytes[DIGEST_BYTES_MAX] = {0};

    if (digest_of(bytes, k, data, n, e))
        return -1;
    digest_to_hex(out, bytes, digest_size(k));
    return 0;
}

/* Add all that `fd` still gives, in pieces. */
static int add_fd(struct digest *d, int64_t *size_bytes, int fd, struct err *e)
{
    unsigned char *piece = malloc(PIECE_BYTES);
    int64_t total = 0;
    int rc = -1;

    if (!piece)
        return err_nomem(e);
    for (;;) {
        ssize_t got = read(fd, piece, PIECE_BYTES);

        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0) {
            err_set(e, ERR_IO, "cannot read: %s", err_os(errno));
            goto done;
        }
        if (got == 0)
            break;
        if (digest_add(d, piece, (size_t)got, e))
            goto done;
        total += got;
    }
    if (size_bytes)
        *size_bytes = total;
    rc = 0;
done:
    free(piece);
    return rc;
}

int digest_hex_fd(char out[DIGEST_HEX_MAX], int64_t *size_bytes,
                  enum digest_kind k, int fd, struct err *e)
{
    struct digest *d = digest_new(k, e);
    int rc = -1;

    if (d && add_fd(d, size_bytes, fd, e) == 0)
        rc = digest_hex(out, d, e);
    digest_free(d);
    return rc;
}

int digest_hex_file(char out[DIGEST_HEX_MAX], int64_t *size_bytes,
                    enum digest_kind k, const char *path, struct err *e)
{
    int fd = path_open_read(path, e);
    int rc = -1;

    if (fd >= 0)
        rc = digest_hex_fd(out, size_bytes, k, fd, e);
    if (rc)
        err_at(e, path, 0, 0);
    if (fd >= 0)
        (void)close(fd);
    return rc;
}

void digest_to_hex(char *out, const unsigned char *bytes, size_t n)
{
    static const char digit[] = "0123456789abcdef";

    for (size_t i = 0; i < n; i++) {
        out[2 * i] = digit[bytes[i] >> 4];
        out[2 * i + 1] = digit[bytes[i] & 15];
    }
    out[2 * n] = '\0';
}

bool digest_is_hex(const char *text, size_t digits)
{
    return strspn(text, "0123456789abcdef") == digits && text[digits] == '\0';
}
