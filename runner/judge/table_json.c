/* Tables in JSON: each member that is a number, text, boolean or null is a
 * value, named by the way to it. */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include <jansson.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/path.h"
#include "judge/table_judge.h"

#define BYTES_MAX ((size_t)64 << 20)

static int take(struct table_judge *t, const char *name, const json_t *v)
{
    char number[64] = "";
    const char *value = number;
    size_t column;

    if (table_column(&column, t, "", name, 0))
        return -1;
    if (column == t->columns->n)
        return 0;
    if (json_is_string(v))
        value = json_string_value(v);
    else if (json_is_integer(v))
        (void)snprintf(number, sizeof(number), "%" PRId64,
                       (int64_t)json_integer_value(v));
    else if (json_is_real(v))
        (void)snprintf(number, sizeof(number), "%.17g", json_real_value(v));
    else if (json_is_boolean(v))
        value = json_is_true(v) ? "true" : "false";
    return table_value(t, column, value, 0);
}

/* Recursion is bounded by TABLE_JSON_DEPTH_MAX. */
static int walk(struct table_judge *t, const char *name, json_t *v, int depth,
                struct err *why)
{
    char inner[TABLE_NAME_MAX];
    const char *key;
    json_t *member;

    if (json_is_array(v))
        return err_set(why, ERR_SYNTAX, "%.100s is an array, not a value",
                       *name ? name : "the whole");
    if (!json_is_object(v))
        return take(t, name, v);
    if (depth == TABLE_JSON_DEPTH_MAX)
        return err_set(why, ERR_LIMIT, "objects stand more than %d deep",
                       TABLE_JSON_DEPTH_MAX);
    json_object_foreach(v, key, member)
    {
        int n = snprintf(inner, sizeof(inner), "%s%s%s", name, *name ? "." : "",
                         key);

        if (n < 0 || (size_t)n >= sizeof(inner))
            return err_set(why, ERR_LIMIT, "a name is longer than %d bytes",
                           TABLE_NAME_MAX - 1);
        if (walk(t, inner, member, depth + 1, why))
            return -1;
    }
    return 0;
}

int table_json(struct table_judge *t, const char *path, struct err *why)
{
    json_error_t error;
    json_t *root;
    struct buf b;
    int rc = -1;

    buf_init(&b, BYTES_MAX);
    if (path_read(&b, path, why)) {
        buf_release(&b);
        return -1;
    }
    root = json_loadb(b.s ? b.s : "", b.n, JSON_REJECT_DUPLICATES, &error);
    if (json_is_object(root)) {
        rc = walk(t, "", root, 0, why);
    } else if (root) {
        err_set(why, ERR_SYNTAX, "the JSON is no object");
    } else {
        err_set(why, ERR_SYNTAX, "this is no JSON: %s", error.text);
        err_at(why, NULL, (uint64_t)(error.line > 0 ? error.line : 0), 0);
    }
    json_decref(root);
    buf_release(&b);
    return rc;
}
