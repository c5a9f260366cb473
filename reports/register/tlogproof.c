#include "reports/register/tlogproof.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/num.h"
#include "reports/register/tlog.h"
#include "reports/seal/b64.h"

#define EXTRA "extra "

/* Of an entry that is not the one that was signed there is no proof. */
static int check_entry(const struct merkle_head *head, const struct buf *entry,
                       uint64_t index, const struct merkle_proof *proof,
                       struct err *e)
{
    struct merkle_hash leaf;

    return merkle_leaf(&leaf, entry->s, entry->n, e) ||
                   merkle_check_inclusion(head, &leaf, index, proof, e)
               ? -1
               : 0;
}

int tlogproof_make(struct buf *out, struct tlog *t, uint64_t index,
                   struct err *e)
{
    struct merkle_tree tree = tlog_tree(t);
    struct merkle_proof proof;
    struct buf entry;
    const char *note;
    size_t n;
    int rc;

    if (merkle_inclusion(&proof, &tree, index, e))
        return -1;
    note = tlog_note_bytes(&n, t);
    if (!note)
        return err_set(e, ERR_MISSING, "the log has no checkpoint yet");
    buf_init(&entry, TLOG_ENTRY_MAX);
    rc = tlog_entry(&entry, t, index, e);
    if (rc == 0)
        rc = check_entry(&tlog_head(t)->head, &entry, index, &proof, e);
    buf_str(out, TLOGPROOF_HEAD "\n" EXTRA);
    b64_write(out, entry.s ? entry.s : "", entry.n);
    buf_release(&entry);
    if (rc)
        return -1;
    buf_printf(out, "\nindex %" PRIu64 "\n", index);
    for (size_t i = 0; i < proof.n; i++) {
        b64_write(out, proof.a[i].b, MERKLE_BYTES);
        buf_char(out, '\n');
    }
    buf_char(out, '\n');
    buf_add(out, note, n);
    return buf_check(out, e);
}

struct lines {
    const char *at;
    const char *end;
};

/* The next line without its newline; -1 at the end. */
static int next(const char **line, size_t *n, struct lines *l)
{
    const char *eol = memchr(l->at, '\n', (size_t)(l->end - l->at));

    if (!eol)
        return -1;
    *line = l->at;
    *n = (size_t)(eol - l->at);
    l->at = eol + 1;
    return 0;
}

static int no_proof(struct err *e)
{
    return err_set(e, ERR_SYNTAX,
                   "this is no proof of inclusion (c2sp.org/tlog-proof@v1)");
}

static int parse_index(uint64_t *out, const char *line, size_t n, struct err *e)
{
    static const char word[] = "index ";
    const size_t len = sizeof(word) - 1;
    const char *at = line + len;
    struct err no = {0};
    int64_t v;

    if (n <= len || memcmp(line, word, len) != 0 ||
        (line[len] == '0' && n > len + 1) ||
        num_parse(&v, &at, line + n, INT64_MAX, &no) || at != line + n)
        return no_proof(e);
    *out = (uint64_t)v;
    return 0;
}

static int parse_hashes(struct merkle_proof *out, struct lines *l,
                        struct err *e)
{
    const char *line;
    size_t n;

    out->n = 0;
    for (;;) {
        if (next(&line, &n, l))
            return no_proof(e);
        if (n == 0)
            return 0;
        if (out->n == MERKLE_PROOF_MAX ||
            b64_read(out->a[out->n++].b, MERKLE_BYTES, line, n) != MERKLE_BYTES)
            return no_proof(e);
    }
}

int tlogproof_parse(struct tlogproof *out, const char *bytes, size_t n,
                    struct err *e)
{
    struct lines l = {bytes, bytes + n};
    const char *line;
    size_t len;

    *out = (struct tlogproof){0};
    if (n > TLOGPROOF_BYTES_MAX || next(&line, &len, &l) ||
        len != strlen(TLOGPROOF_HEAD) ||
        memcmp(line, TLOGPROOF_HEAD, len) != 0 || next(&line, &len, &l))
        return no_proof(e);
    if (len > strlen(EXTRA) && memcmp(line, EXTRA, strlen(EXTRA)) == 0) {
        out->extra = line + strlen(EXTRA);
        out->extra_len = len - strlen(EXTRA);
        if (next(&line, &len, &l))
            return no_proof(e);
    }
    if (parse_index(&out->index, line, len, e) ||
        parse_hashes(&out->proof, &l, e) ||
        note_parse(&out->note, l.at, (size_t)(l.end - l.at), e))
        return -1;
    return checkpoint_parse(&out->checkpoint, out->note.text,
                            out->note.text_len, e);
}

int tlogproof_entry(struct buf *out, const struct tlogproof *p, struct err *e)
{
    unsigned char *bytes;
    long n;
    int rc = -1;

    if (!p->extra)
        return err_set(e, ERR_MISSING,
                       "the proof does not hold its entry: make it again with "
                       "`entente register prove`");
    bytes = malloc(p->extra_len);
    if (!bytes)
        return err_nomem(e);
    n = b64_read(bytes, p->extra_len, p->extra, p->extra_len);
    if (n <= 0) {
        (void)no_proof(e);
    } else {
        buf_add(out, bytes, (size_t)n);
        rc = buf_check(out, e);
    }
    free(bytes);
    return rc;
}

int tlogproof_check(const struct tlogproof *p, const void *entry, size_t n,
                    struct err *e)
{
    struct merkle_hash leaf;

    if (merkle_leaf(&leaf, entry, n, e))
        return -1;
    return merkle_check_inclusion(&p->checkpoint.head, &leaf, p->index,
                                  &p->proof, e);
}
