#include "reports/export/jsonout.h"

#include "base/buf.h"
#include "base/err.h"

void jsonout_set(struct jsonout *j, json_t *object, const char *key, json_t *v)
{
    if (json_object_set_new(object, key, v))
        j->failed = true;
}

void jsonout_add(struct jsonout *j, json_t *array, json_t *v)
{
    if (json_array_append_new(array, v))
        j->failed = true;
}

void jsonout_text(struct jsonout *j, json_t *object, const char *key,
                  const char *text)
{
    if (text)
        jsonout_set(j, object, key, json_string(text));
}

static int put(const char *s, size_t n, void *arg)
{
    struct buf *out = arg;

    buf_add(out, s, n);
    return out->failed ? -1 : 0;
}

int jsonout_write(struct buf *out, const struct jsonout *j, json_t *root,
                  bool lines, struct err *e)
{
    size_t flags = JSON_SORT_KEYS | (lines ? JSON_INDENT(2) : JSON_COMPACT);
    int rc = -1;

    if (j->failed || !root) {
        err_nomem(e);
    } else if (json_dump_callback(root, put, out, flags) && !out->failed) {
        err_nomem(e);
    } else {
        if (lines)
            buf_char(out, '\n');
        rc = buf_check(out, e);
    }
    json_decref(root);
    return rc;
}
