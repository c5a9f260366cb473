#include "variants/outputs/truthbits.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/digest.h"
#include "base/err.h"
#include "core/marks.h"

#define NAME  "compare"
#define LINES 8192 /* bytes of lines that are digested at once */

struct truthbits {
    const char *truth;
    char *letter; /* of each record */
    size_t n;
    size_t cap;
    struct digest *digest; /* NULL: the truth has a name */
    char lines[LINES];     /* of records, for it */
    size_t n_lines;
};

struct truthbits *truthbits_new(const char *truth, struct err *e)
{
    struct truthbits *t = calloc(1, sizeof(*t));

    if (t)
        t->truth = truth;
    else
        err_nomem(e);
    return t;
}

static void again(void *arg)
{
    struct truthbits *t = arg;

    t->n = 0;
    t->n_lines = 0;
    digest_free(t->digest);
    t->digest = NULL;
}

void truthbits_free(struct truthbits *t)
{
    if (!t)
        return;
    digest_free(t->digest);
    free(t->letter);
    free(t);
}

static int begin(void *arg, const struct judged_start *s, struct err *e)
{
    struct truthbits *t = arg;

    (void)s;
    if (t->truth)
        return 0;
    t->digest = digest_new(DIGEST_SHA256, e);
    return t->digest ? 0 : -1;
}

/* Records of a file come contig by contig, which need not be its order; but in
 * the end all have come. */
static int set_letter(struct truthbits *t, uint64_t record, char letter,
                      struct err *e)
{
    size_t cap = (size_t)record + (size_t)record / 2 + 4096;
    char *more;

    if (record > (uint64_t)MARKS_RECORDS_MAX)
        return err_set(e, ERR_LIMIT, "more than %" PRId64 " records",
                       MARKS_RECORDS_MAX);
    if (record > t->cap) {
        more = realloc(t->letter, cap);
        if (!more)
            return err_nomem(e);
        memset(more + t->cap, MARKS_LETTERS[MARKS_OUT], cap - t->cap);
        t->letter = more;
        t->cap = cap;
    }
    if (record > t->n)
        t->n = (size_t)record;
    t->letter[record - 1] = letter;
    return 0;
}

static char letter_of(enum variants_verdict v)
{
    if (v >= VARIANTS_OUTSIDE)
        return MARKS_LETTERS[MARKS_OUT];
    return MARKS_LETTERS[v == VARIANTS_TP ? MARKS_RIGHT : MARKS_MISSED];
}

static int digest_lines(struct truthbits *t, struct err *e)
{
    size_t n = t->n_lines;

    t->n_lines = 0;
    return digest_add(t->digest, t->lines, n, e);
}

/* A line with its LF. The digest takes some at once, as it is slow to start. */
static int digest_line(struct truthbits *t, const char *s, size_t n,
                       struct err *e)
{
    if (n >= LINES - t->n_lines && digest_lines(t, e))
        return -1;
    if (n >= LINES)
        return digest_add(t->digest, s, n, e) ||
                       digest_add(t->digest, "\n", 1, e)
                   ? -1
                   : 0;
    memcpy(t->lines + t->n_lines, s, n);
    t->n_lines += n;
    t->lines[t->n_lines++] = '\n';
    return 0;
}

static int hear(void *arg, const struct judged_chunk *c, struct err *e)
{
    struct truthbits *t = arg;

    for (size_t i = 0; i < c->n; i++) {
        const struct judged *j = &c->a[i];

        if (j->side != JUDGED_TRUTH)
            continue;
        if (set_letter(t, j->record, letter_of(j->verdict), e))
            return -1;
        if (t->digest && digest_line(t, j->text, j->text_len, e))
            return -1;
    }
    return 0;
}

struct judged_listener truthbits_listener(struct truthbits *t)
{
    return (struct judged_listener){
        .arg = t,
        .wants_text = !t->truth,
        .any_thread = true,
        .hear = hear,
        .again = again,
        .begin = begin,
    };
}

int truthbits_marks(struct marks *out, struct truthbits *t, struct err *e)
{
    char name[sizeof("sha256:") + DIGEST_HEX_MAX] = "sha256:";

    if (!t->truth &&
        (digest_lines(t, e) || digest_hex(name + strlen(name), t->digest, e)))
        return -1;
    return marks_make(out, t->letter, t->n, t->truth ? t->truth : name, e);
}

int truthbits_write(struct buf *out, struct truthbits *t, struct err *e)
{
    struct marks m = {0};
    int rc = truthbits_marks(&m, t, e);

    buf_str(out, MARKS_MAGIC);
    marks_write(out, &m, NAME);
    marks_release(&m);
    return rc ? rc : buf_check(out, e);
}
