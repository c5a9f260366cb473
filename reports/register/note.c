#include "reports/register/note.h"

#include <string.h>

#include <openssl/evp.h>

#include "base/buf.h"
#include "base/digest.h"
#include "base/err.h"
#include "base/path.h"
#include "base/utf8.h"
#include "reports/register/note_internal.h"
#include "reports/seal/b64.h"

int note_key_id(unsigned char out[4], const struct note_key *k, struct err *e)
{
    unsigned char bytes[DIGEST_BYTES_MAX];
    struct buf b;
    int rc = -1;

    buf_init(&b, NOTE_KEY_TEXT);
    buf_str(&b, k->name);
    buf_char(&b, '\n');
    buf_char(&b, (char)k->kind);
    buf_add(&b, k->public, sizeof(k->public));
    if (buf_check(&b, e) || digest_of(bytes, DIGEST_SHA256, b.s, b.n, e))
        goto done;
    memcpy(out, bytes, 4);
    rc = 0;
done:
    buf_release(&b);
    return rc;
}

bool note_name_fits(const char *name, size_t len)
{
    if (len == 0 || len >= NOTE_NAME_MAX || !utf8_valid(name, len))
        return false;
    for (size_t i = 0; i < len; i++) {
        if ((unsigned char)name[i] <= ' ' || name[i] == '+' || name[i] == 0x7f)
            return false;
    }
    return true;
}

static int no_key(struct err *e)
{
    return err_set(e, ERR_SYNTAX,
                   "this is no verifier key: NAME+8 hexadecimal digits+base64 "
                   "is expected");
}

int note_key_parse(struct note_key *out, const char *text, size_t len,
                   struct err *e)
{
    struct note_key k = {.kind = NOTE_ED25519};
    const char *plus = memchr(text, '+', len);
    unsigned char raw[33];
    char id[9];
    size_t name;

    if (!plus)
        return no_key(e);
    name = (size_t)(plus - text);
    if (!note_name_fits(text, name) || len < name + 11 || plus[9] != '+')
        return no_key(e);
    memcpy(k.name, text, name);
    if (b64_read(raw, sizeof(raw), plus + 10, len - name - 10) != 33)
        return no_key(e);
    if (raw[0] != NOTE_ED25519 && raw[0] != NOTE_COSIGNATURE)
        return err_set(e, ERR_REFUSED,
                       "the verifier key is of kind %d; 1 (Ed25519) and 4 "
                       "(cosignature) are known",
                       raw[0]);
    k.kind = raw[0] == NOTE_ED25519 ? NOTE_ED25519 : NOTE_COSIGNATURE;
    memcpy(k.public, raw + 1, sizeof(k.public));
    if (note_key_id(k.id, &k, e))
        return -1;
    digest_to_hex(id, k.id, 4);
    if (memcmp(id, plus + 1, 8) != 0)
        return err_set(e, ERR_MISMATCH,
                       "the verifier key of %s does not fit its id", k.name);
    *out = k;
    return 0;
}

int note_key_read(struct note_key *out, const char *path, struct err *e)
{
    struct buf b;
    int rc = -1;

    buf_init(&b, NOTE_KEY_TEXT + 1);
    if (path_read(&b, path, e))
        goto done;
    if (b.n == 0)
        no_key(e);
    else
        rc = note_key_parse(out, b.s, strcspn(b.s, "\n"), e);
done:
    if (rc)
        err_at(e, path, 0, 0);
    buf_release(&b);
    return rc;
}

void note_key_write(struct buf *out, const struct note_key *k)
{
    unsigned char raw[33];
    char id[9];

    raw[0] = (unsigned char)k->kind;
    memcpy(raw + 1, k->public, sizeof(k->public));
    digest_to_hex(id, k->id, 4);
    buf_printf(out, "%s+%s+", k->name, id);
    b64_write(out, raw, sizeof(raw));
}

/* --- reading ------------------------------------------------------------ */

static int no_note(struct err *e)
{
    return err_set(e, ERR_SYNTAX,
                   "this is no signed note: a text, an empty line, and lines "
                   "of signatures are expected");
}

/* "— NAME base64", without its newline. */
static int parse_line(struct note_line *out, const char *s, size_t len,
                      struct err *e)
{
    unsigned char raw[4096];
    const char *blank;
    long n;

    if (len < NOTE_DASH_BYTES || memcmp(s, NOTE_DASH, NOTE_DASH_BYTES) != 0)
        return no_note(e);
    s += NOTE_DASH_BYTES;
    len -= NOTE_DASH_BYTES;
    blank = memchr(s, ' ', len);
    if (!blank || !note_name_fits(s, (size_t)(blank - s)))
        return no_note(e);
    out->name = s;
    out->name_len = (size_t)(blank - s);
    n = b64_read(raw, sizeof(raw), blank + 1, len - out->name_len - 1);
    if (n < 5)
        return no_note(e);
    memcpy(out->id, raw, 4);
    out->sig_len = 0;
    if ((size_t)n - 4 <= sizeof(out->sig)) {
        out->sig_len = (size_t)n - 4;
        memcpy(out->sig, raw + 4, out->sig_len);
    }
    return 0;
}

/* Where the text ends: after the newline before the last empty line. */
static const char *last_gap(const char *bytes, size_t len)
{
    for (size_t i = len; i >= 2; i--) {
        if (bytes[i - 1] == '\n' && bytes[i - 2] == '\n')
            return bytes + i - 1;
    }
    return NULL;
}

static bool plain(const char *s, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if ((unsigned char)s[i] < ' ' && s[i] != '\n')
            return false;
    }
    return utf8_valid(s, n);
}

int note_parse(struct note *out, const char *bytes, size_t len, struct err *e)
{
    const char *end = bytes + len;
    const char *gap;
    const char *at;

    *out = (struct note){0};
    if (len == 0 || len > NOTE_BYTES_MAX || !plain(bytes, len) ||
        bytes[len - 1] != '\n')
        return no_note(e);
    gap = last_gap(bytes, len);
    if (!gap || gap == bytes || gap + 1 == end)
        return no_note(e);
    out->text = bytes;
    out->text_len = (size_t)(gap - bytes);
    at = gap + 1;
    while (at < end) {
        const char *eol = memchr(at, '\n', (size_t)(end - at));

        if (!eol)
            return no_note(e);
        if (out->n == NOTE_LINES_MAX)
            return err_set(e, ERR_LIMIT, "more than %d signatures",
                           NOTE_LINES_MAX);
        if (parse_line(&out->line[out->n++], at, (size_t)(eol - at), e))
            return -1;
        at = eol + 1;
    }
    return 0;
}

/* --- checking ----------------------------------------------------------- */

static uint64_t big_endian(const unsigned char *p)
{
    uint64_t v = 0;

    for (int i = 0; i < 8; i++)
        v = v << 8 | p[i];
    return v;
}

void note_cosigned(struct buf *out, const char *text, size_t len, int64_t time)
{
    buf_printf(out, "cosignature/v1\ntime %lld\n", (long long)time);
    buf_add(out, text, len);
}

static bool holds(const struct note_key *k, const unsigned char *sig,
                  const void *data, size_t n)
{
    EVP_PKEY *key = EVP_PKEY_new_raw_public_key(EVP_PKEY_ED25519, NULL,
                                                k->public, sizeof(k->public));
    EVP_MD_CTX *ctx = EVP_MD_CTX_new();
    bool ok = key && ctx &&
              EVP_DigestVerifyInit(ctx, NULL, NULL, NULL, key) == 1 &&
              EVP_DigestVerify(ctx, sig, 64, data, n) == 1;

    EVP_MD_CTX_free(ctx);
    EVP_PKEY_free(key);
    return ok;
}

static int does_not_hold(const struct note_key *k, struct err *e)
{
    return err_set(e, ERR_REFUSED,
                   "the signature of %s does not hold: the text was changed, "
                   "or another key signed it",
                   k->name);
}

static int check_line(int64_t *time, const struct note *n,
                      const struct note_line *l, const struct note_key *k,
                      struct err *e)
{
    struct buf b;
    uint64_t when;
    bool ok;

    if (k->kind == NOTE_ED25519) {
        if (l->sig_len != 64 || !holds(k, l->sig, n->text, n->text_len))
            return does_not_hold(k, e);
        return 0;
    }
    when = l->sig_len == 72 ? big_endian(l->sig) : UINT64_MAX;
    if (when > INT64_MAX)
        return does_not_hold(k, e);
    buf_init(&b, NOTE_BYTES_MAX + 64);
    note_cosigned(&b, n->text, n->text_len, (int64_t)when);
    if (buf_check(&b, e)) {
        buf_release(&b);
        return -1;
    }
    ok = holds(k, l->sig + 8, b.s, b.n);
    buf_release(&b);
    if (ok && time)
        *time = (int64_t)when;
    return ok ? 0 : does_not_hold(k, e);
}

int note_check(bool *found, int64_t *time, const struct note *n,
               const struct note_key *k, struct err *e)
{
    *found = false;
    for (size_t i = 0; i < n->n; i++) {
        const struct note_line *l = &n->line[i];

        if (l->name_len != strlen(k->name) ||
            memcmp(l->name, k->name, l->name_len) != 0 ||
            memcmp(l->id, k->id, sizeof(k->id)) != 0)
            continue;
        if (check_line(time, n, l, k, e))
            return -1;
        *found = true;
    }
    return 0;
}
