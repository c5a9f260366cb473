#include "core/marks.h"

#include <inttypes.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/num.h"

#define RUN_MAX 16 /* bytes of one run */

/* ---- write --------------------------------------------------------------- */

/* "120T"; its length. */
static size_t run_text(char out[RUN_MAX], int64_t n, char letter)
{
    size_t len = 0;
    char digit[RUN_MAX];
    size_t k = 0;

    for (int64_t left = n; n > 1 && left; left /= 10)
        digit[k++] = (char)('0' + left % 10);
    while (k)
        out[len++] = digit[--k];
    out[len++] = letter;
    return len;
}

/* Runs into lines; each line ends with LF. */
static void put_runs(struct buf *b, const char *letters, size_t n)
{
    size_t used = 0;

    for (size_t i = 0; i < n;) {
        char text[RUN_MAX];
        size_t from = i;
        size_t len;

        while (i < n && letters[i] == letters[from])
            i++;
        len = run_text(text, (int64_t)(i - from), letters[from]);
        if (used && used + len > MARKS_LINE) {
            buf_char(b, '\n');
            used = 0;
        }
        buf_add(b, text, len);
        used += len;
    }
    if (used)
        buf_char(b, '\n');
}

int marks_make(struct marks *out, const char *letters, size_t n,
               const char *truth, struct err *e)
{
    struct buf b;

    if (n > (size_t)MARKS_RECORDS_MAX)
        return err_set(e, ERR_LIMIT, "more than %" PRId64 " records",
                       MARKS_RECORDS_MAX);
    buf_init(&b, MARKS_TEXT_MAX);
    put_runs(&b, letters, n);
    buf_str(&b, ""); /* a text even when there is no run */
    if (buf_check(&b, e)) {
        buf_release(&b);
        return -1;
    }
    *out = (struct marks){strdup(truth), (int64_t)n, buf_take(&b)};
    if (!out->truth || !out->lines) {
        marks_release(out);
        return err_nomem(e);
    }
    return 0;
}

void marks_release(struct marks *m)
{
    free(m->truth);
    free(m->lines);
    *m = (struct marks){0};
}

void marks_write(struct buf *out, const struct marks *m, const char *name)
{
    if (!m->lines)
        return;
    buf_printf(out, "@%s\t%" PRId64 "\t%s\n", name, m->records, m->truth);
    buf_str(out, m->lines);
}

/* ---- read ---------------------------------------------------------------- */

int marks_begin(const char **at, const char *end, struct err *e)
{
    size_t n = strlen(MARKS_MAGIC);

    if ((size_t)(end - *at) < n || memcmp(*at, MARKS_MAGIC, n) != 0)
        return err_set(e, ERR_SYNTAX,
                       "the truth bits do not begin with '#entente-truth-bits "
                       "1'");
    *at += n;
    return 0;
}

/* A word of the head that ends with `stop`. */
static int read_word(const char **word, size_t *len, const char **at,
                     const char *end, char stop, struct err *e)
{
    const char *p = *at;

    while (p<end && * p> ' ' && *p <= '~')
        p++;
    if (p == *at || p == end || *p != stop)
        return err_set(e, ERR_SYNTAX,
                       "a block of truth bits begins with @, a name, the "
                       "number of records and the truth, separated by tabs");
    *word = *at;
    *len = (size_t)(p - *at);
    *at = p + 1;
    return 0;
}

static int read_head(struct marks_block *b, const char **at, const char *end,
                     struct err *e)
{
    struct err bad = {0};
    const char *number;
    const char *stop;
    size_t len;

    if (**at != '@')
        return err_set(e, ERR_SYNTAX,
                       "a block of truth bits begins with @, a name, the "
                       "number of records and the truth, separated by tabs");
    (*at)++;
    if (read_word(&b->name, &b->name_len, at, end, '\t', e) ||
        read_word(&number, &len, at, end, '\t', e))
        return -1;
    stop = number + len;
    if ((*number == '0' && len > 1) ||
        num_parse(&b->records, &number, stop, MARKS_RECORDS_MAX, &bad) ||
        number != stop)
        return err_set(e, ERR_SYNTAX,
                       "the truth bits say of how many records they are by no "
                       "whole number");
    return read_word(&b->truth, &b->truth_len, at, end, '\n', e);
}

static int bad_run(struct err *e)
{
    return err_set(e, ERR_SYNTAX,
                   "the truth bits are no runs of T, F and N as they are "
                   "written");
}

/* How many of its letter a run says there are: nothing for one, and no leading
 * zero. */
static int read_count(int64_t *out, const char **at, const char *end,
                      struct err *e)
{
    const char *p = *at;
    int64_t n = 0;

    *out = 1;
    if (p == end || *p < '0' || *p > '9')
        return 0;
    if (*p == '0')
        return bad_run(e);
    for (; p < end && *p >= '0' && *p <= '9'; p++) {
        n = 10 * n + (*p - '0');
        if (n > MARKS_RECORDS_MAX)
            return bad_run(e);
    }
    if (n == 1)
        return bad_run(e);
    *out = n;
    *at = p;
    return 0;
}

/* One run, as run_text() writes it. */
static int read_run(int64_t *n, enum marks_letter *kind, const char **at,
                    const char *end, struct err *e)
{
    if (read_count(n, at, end, e))
        return -1;
    if (*at == end)
        return bad_run(e);
    switch (*(*at)++) {
    case 'T':
        *kind = MARKS_RIGHT;
        return 0;
    case 'F':
        *kind = MARKS_MISSED;
        return 0;
    case 'N':
        *kind = MARKS_OUT;
        return 0;
    default:
        return bad_run(e);
    }
}

static int read_runs(struct marks_block *b, const char **at, const char *end,
                     struct err *e)
{
    enum marks_letter before = MARKS_KINDS;
    int64_t left = b->records;
    size_t used = 0;

    while (left) {
        const char *from = *at;
        enum marks_letter kind = MARKS_KINDS;
        int64_t n = 0;
        bool broken = used && from < end && *from == '\n';

        *at += broken;
        if (read_run(&n, &kind, at, end, e))
            return -1;
        from += broken;
        if (n > left || kind == before ||
            broken != (used && used + (size_t)(*at - from) > MARKS_LINE))
            return bad_run(e);
        used = (broken ? 0 : used) + (size_t)(*at - from);
        b->n[kind] += n;
        left -= n;
        before = kind;
    }
    if (!b->records)
        return 0;
    if (*at == end || **at != '\n')
        return bad_run(e);
    (*at)++;
    return 0;
}

int marks_next(struct marks_block *out, const char **at, const char *end,
               struct err *e)
{
    struct marks_block b = {0};
    const char *p = *at;

    if (p == end)
        return 0;
    if (read_head(&b, &p, end, e) || read_runs(&b, &p, end, e))
        return -1;
    *out = b;
    *at = p;
    return 1;
}
