#include "reports/register/register.h"

#include <inttypes.h>
#include <string.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/path.h"

/* The head's text, signed, becomes the checkpoint. */
static int sign_head(struct tlog *t, const struct checkpoint *head,
                     const struct note_signer *s, struct err *e)
{
    struct buf text;
    struct buf note;
    int rc = -1;

    buf_init(&text, TLOG_CHECKPOINT_MAX);
    buf_init(&note, TLOG_CHECKPOINT_MAX);
    checkpoint_write(&text, head);
    if (buf_check(&text, e) == 0 && note_sign(&note, text.s, text.n, s, e) == 0)
        rc = tlog_commit(t, note.s, note.n, e);
    buf_release(&text);
    buf_release(&note);
    return rc;
}

static int write_key(const char *dir, const struct note_key *k, struct err *e)
{
    char path[PATH_TEXT_MAX];
    struct buf b;
    int rc = -1;

    buf_init(&b, NOTE_KEY_TEXT);
    note_key_write(&b, k);
    buf_char(&b, '\n');
    if (buf_check(&b, e) == 0 && path_join(path, dir, REGISTER_VKEY, e) == 0)
        rc = path_write(path, b.s, b.n, e);
    buf_release(&b);
    return rc;
}

int register_init(const char *dir, const struct note_signer *s, struct err *e)
{
    struct tlog *t = tlog_open(dir, note_signer_key(s)->name, true, e);
    struct checkpoint head;
    int rc = -1;

    if (!t)
        return -1;
    if (tlog_note(t))
        err_set(e, ERR_REFUSED, "%s holds a register already", dir);
    else if (write_key(dir, note_signer_key(s), e) == 0 &&
             tlog_flush(&head, t, e) == 0)
        rc = sign_head(t, &head, s, e);
    tlog_close(t);
    return rc;
}

int register_check_signer(const struct note *n, const struct note_key *log,
                          struct err *e)
{
    bool found;

    if (note_check(&found, NULL, n, log, e))
        return -1;
    if (!found)
        return err_set(e, ERR_REFUSED, "the checkpoint is not signed by %s",
                       log->name);
    return 0;
}

/* Only the key that signed the last checkpoint may sign the next. */
static int check_same_key(const struct tlog *t, const struct note_signer *s,
                          struct err *e)
{
    const struct note *n = tlog_note(t);

    if (!n)
        return err_set(e, ERR_MISSING,
                       "there is no register yet: entente "
                       "register init makes one");
    return register_check_signer(n, note_signer_key(s), e);
}

static int append(void *arg, const char *entry, size_t n, struct err *e)
{
    return tlog_append(arg, entry, n, e);
}

int register_checkpoint(uint64_t *added, const char *dir,
                        const struct note_signer *s, struct err *e)
{
    struct tlog *t = tlog_open(dir, note_signer_key(s)->name, true, e);
    struct checkpoint head;
    uint64_t before;
    int rc = -1;

    if (!t)
        return -1;
    before = tlog_head(t)->head.size;
    if (check_same_key(t, s, e) || tlog_staged(t, append, t, e) ||
        tlog_flush(&head, t, e))
        goto done;
    /* Nothing new: the checkpoint keeps the cosignatures that it has. */
    if (head.head.size > before && sign_head(t, &head, s, e))
        goto done;
    if (added)
        *added = head.head.size - before;
    rc = 0;
done:
    tlog_close(t);
    return rc;
}

/* --- the partner's side -------------------------------------------------- */

/* What the copy must become: the other side's entries behind its own. */
static int replay(struct tlog *to, struct tlog *from, struct err *e)
{
    struct buf b;
    int rc = -1;

    buf_init(&b, TLOG_ENTRY_MAX);
    for (uint64_t i = tlog_head(to)->head.size; i < tlog_head(from)->head.size;
         i++) {
        if (tlog_entry(&b, from, i, e) || tlog_append(to, b.s, b.n, e))
            goto done;
    }
    rc = 0;
done:
    buf_release(&b);
    return rc;
}

static int compare_heads(const struct checkpoint *mine,
                         const struct checkpoint *theirs, struct err *e)
{
    if (memcmp(mine->head.root.b, theirs->head.root.b, MERKLE_BYTES) == 0)
        return 0;
    return err_set(e, ERR_MISMATCH,
                   "the log of %" PRIu64 " entries is not what this copy and "
                   "its new entries give: it was forked or rewritten. Keep "
                   "both checkpoints, they prove it",
                   theirs->head.size);
}

static int bring_up(struct tlog *to, struct tlog *from, struct err *e)
{
    struct checkpoint head;
    const char *note;
    size_t n;

    if (tlog_head(from)->head.size < tlog_head(to)->head.size)
        return err_set(e, ERR_MISMATCH,
                       "the log has %" PRIu64 " entries, this copy has seen "
                       "%" PRIu64 ": entries were taken away",
                       tlog_head(from)->head.size, tlog_head(to)->head.size);
    if (replay(to, from, e) || tlog_flush(&head, to, e) ||
        compare_heads(&head, tlog_head(from), e))
        return -1;
    /* The same head: a line of cosignature may have been added or be ours. */
    if (tlog_note(to) && tlog_head(to)->head.size == tlog_head(from)->head.size)
        return 0;
    note = tlog_note_bytes(&n, from);
    return tlog_commit(to, note, n, e);
}

int register_mirror(struct register_mirrored *out, const char *from,
                    const char *to, const struct note_key *log, struct err *e)
{
    struct tlog *source = tlog_open(from, NULL, false, e);
    struct tlog *copy = NULL;
    int rc = -1;

    if (!source)
        return -1;
    if (register_check_signer(tlog_note(source), log, e))
        goto done;
    copy = tlog_open(to, tlog_head(source)->origin, true, e);
    if (!copy)
        goto done;
    out->before = tlog_head(copy)->head.size;
    if (bring_up(copy, source, e) || write_key(to, log, e))
        goto done;
    out->after = tlog_head(copy)->head.size;
    rc = 0;
done:
    tlog_close(copy);
    tlog_close(source);
    return rc;
}

int register_cosign(struct buf *out, const char *dir,
                    const struct note_key *log, const struct note_signer *s,
                    int64_t time, struct err *e)
{
    struct tlog *t = tlog_open(dir, NULL, true, e);
    struct checkpoint head;
    bool found;
    int rc = -1;

    if (!t)
        return -1;
    if (register_check_signer(tlog_note(t), log, e) ||
        note_check(&found, NULL, tlog_note(t), note_signer_key(s), e))
        goto done;
    if (found) {
        err_set(e, ERR_REFUSED, "%s has cosigned this checkpoint already",
                note_signer_key(s)->name);
        goto done;
    }
    /* What is cosigned is the log that is here, not only what its keeper signed
     * somewhere: a checkpoint put over that of the copy is not. */
    if (tlog_flush(&head, t, e) || note_add_line(out, tlog_note(t), s, time, e))
        goto done;
    rc = tlog_commit(t, out->s, out->n, e);
done:
    tlog_close(t);
    return rc;
}

int register_take(const char *dir, const char *note, size_t n,
                  const struct note_key *cosigner, struct err *e)
{
    struct tlog *t = tlog_open(dir, NULL, true, e);
    struct note_key log;
    char path[PATH_TEXT_MAX];
    struct note parsed;
    bool found;
    int rc = -1;

    if (!t)
        return -1;
    if (path_join(path, dir, REGISTER_VKEY, e) ||
        note_key_read(&log, path, e) || note_parse(&parsed, note, n, e) ||
        register_check_signer(&parsed, &log, e) ||
        note_check(&found, NULL, &parsed, cosigner, e))
        goto done;
    if (!found)
        err_set(e, ERR_REFUSED, "the checkpoint is not signed by %s",
                cosigner->name);
    else
        rc = tlog_commit(t, note, n, e);
done:
    tlog_close(t);
    return rc;
}

int register_check_older(struct tlog *t, const struct note *older,
                         struct err *e)
{
    const struct merkle_tree tree = tlog_tree(t);
    struct merkle_proof proof = {0};
    struct checkpoint c;

    if (checkpoint_parse(&c, older->text, older->text_len, e))
        return -1;
    if (strcmp(c.origin, tlog_head(t)->origin) != 0)
        return err_set(e, ERR_MISMATCH,
                       "the older checkpoint is of the log %s, not of %s",
                       c.origin, tlog_head(t)->origin);
    if (c.head.size == 0)
        return 0;
    if (c.head.size > tlog_head(t)->head.size)
        return err_set(e, ERR_MISMATCH,
                       "the log has %" PRIu64 " entries, this copy has seen "
                       "%" PRIu64 ": entries were taken away",
                       tlog_head(t)->head.size, c.head.size);
    if (merkle_consistency(&proof, &tree, c.head.size, e))
        return -1;
    return merkle_check_consistency(&c.head, &tlog_head(t)->head, &proof, e);
}
