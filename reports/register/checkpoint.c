#include "reports/register/checkpoint.h"

#include <inttypes.h>
#include <string.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/num.h"
#include "reports/register/note_internal.h"
#include "reports/seal/b64.h"

static int no_checkpoint(struct err *e)
{
    return err_set(e, ERR_SYNTAX,
                   "this is no checkpoint: the log's name, its size and its "
                   "root are expected, a line each");
}

/* The next line of [*at, end), without its newline; NULL at the end. */
static const char *next_line(size_t *n, const char **at, const char *end)
{
    const char *line = *at;
    const char *eol = memchr(line, '\n', (size_t)(end - line));

    if (!eol)
        return NULL;
    *n = (size_t)(eol - line);
    *at = eol + 1;
    return line;
}

int checkpoint_parse(struct checkpoint *out, const char *text, size_t len,
                     struct err *e)
{
    struct checkpoint c = {0};
    const char *at = text;
    const char *end = text + len;
    size_t n[3];
    const char *line[3];
    struct err no = {0};
    int64_t size;

    for (int i = 0; i < 3; i++) {
        line[i] = next_line(&n[i], &at, end);
        if (!line[i] || n[i] == 0)
            return no_checkpoint(e);
    }
    if (n[0] >= sizeof(c.origin) || memchr(line[0], 0, n[0]))
        return no_checkpoint(e);
    memcpy(c.origin, line[0], n[0]);
    if (n[1] > 1 && line[1][0] == '0')
        return no_checkpoint(e);
    at = line[1];
    if (num_parse(&size, &at, line[1] + n[1], INT64_MAX - 1, &no) ||
        at != line[1] + n[1])
        return no_checkpoint(e);
    c.head.size = (uint64_t)size;
    if (b64_read(c.head.root.b, MERKLE_BYTES, line[2], n[2]) != MERKLE_BYTES)
        return no_checkpoint(e);
    *out = c;
    return 0;
}

void checkpoint_write(struct buf *out, const struct checkpoint *c)
{
    buf_printf(out, "%s\n%" PRIu64 "\n", c->origin, c->head.size);
    b64_write(out, c->head.root.b, MERKLE_BYTES);
    buf_char(out, '\n');
}
