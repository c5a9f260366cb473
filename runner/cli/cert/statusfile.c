#include "cli/cert/statusfile.h"

#include "base/err.h"
#include "base/path.h"
#include "cli/register/register.h"

static int check_key(const struct note *n, const char *key, struct err *e)
{
    struct note_key k;
    bool found;

    if (register_key(&k, key, e) || note_check(&found, NULL, n, &k, e))
        return -1;
    if (!found)
        return err_set(e, ERR_REFUSED, "the list of status is not signed by %s",
                       k.name);
    return 0;
}

int statusfile_read(struct statusfile *out, const char *path,
                    const char *const *keys, size_t n_keys, struct err *e)
{
    *out = (struct statusfile){0};
    if (!path && n_keys > 0)
        return err_set(e, ERR_USAGE,
                       "--status-vkey goes with the list that it has signed: "
                       "give that with --status");
    if (!path)
        return 0;
    if (n_keys == 0)
        return err_set(e, ERR_USAGE,
                       "a list of status counts by who signed it: give the "
                       "register's verifier key with --status-vkey");
    buf_init(&out->bytes, NOTE_BYTES_MAX);
    if (path_read(&out->bytes, path, e) ||
        note_parse(&out->note, out->bytes.s ? out->bytes.s : "", out->bytes.n,
                   e))
        return err_at(e, path, 0, 0);
    for (size_t i = 0; i < n_keys; i++) {
        if (check_key(&out->note, keys[i], e))
            return err_at(e, path, 0, 0);
    }
    if (regstatus_parse(&out->list, out->note.text, out->note.text_len, e))
        return err_at(e, path, 0, 0);
    return 0;
}

void statusfile_release(struct statusfile *s)
{
    buf_release(&s->bytes);
    *s = (struct statusfile){0};
}
