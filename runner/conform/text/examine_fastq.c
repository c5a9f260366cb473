#include "conform/text/examine_fastq.h"

#include <string.h>

#include "base/err.h"
#include "conform/text/examine_fastq_internal.h"

/* SAM begins with @ too: @HD TAB and the like. */
bool examine_fastq_sniff(const unsigned char *head, size_t n)
{
    return n > 1 && head[0] == '@' &&
           !(n > 3 && head[3] == '\t' && head[1] >= 'A' && head[1] <= 'Z' &&
             head[2] >= 'A' && head[2] <= 'Z');
}

/* The place of a read that was passed. */
static struct problem_place place_of(struct fqx *f, struct fqx_name name)
{
    struct problem_place at = *fqx_at(f, NULL, 0);

    at.record = f->records;
    at.name = name.s;
    at.name_len = name.n;
    return at;
}

/* ---- one file */

static int run_single(struct fqx *f)
{
    struct fqx_seen *seen = NULL;
    struct fqx_name name;
    int got;

    if (f->job->practice) {
        seen = fqx_seen_new(f->e);
        if (!seen)
            return -1;
    }
    while ((got = fqx_next(&name, f)) == 1) {
        struct problem_place at;

        if (!seen || !fqx_seen_before(seen, name))
            continue;
        at = place_of(f, name);
        if (problem_add(&f->out->problems, "FASTQ-012", &at, f->e,
                        "the name was there before"))
            break;
    }
    fqx_seen_free(seen);
    return got ? -1 : 0;
}

/* ---- pairs */

/* One name, but for its last character: NAME.1 and NAME.2, as archives have
 * it. */
static bool differ_in_number(struct fqx_name a, struct fqx_name b)
{
    size_t n = a.n;

    return n > 2 && n == b.n && a.s[n - 1] == '1' && b.s[n - 1] == '2' &&
           memcmp(a.s, b.s, n - 1) == 0 &&
           (a.s[n - 2] == '.' || a.s[n - 2] == '_');
}

/* Compare two mates, the second of which was read from `f`. */
static int compare(struct fqx *f, const char *rule, struct fqx_name a,
                   struct fqx_name b)
{
    struct problem_place at;

    if (a.n != b.n || memcmp(a.s, b.s, a.n) != 0) {
        if (differ_in_number(a, b))
            return 0;
        at = place_of(f, b);
        return problem_add(&f->out->problems, rule, &at, f->e,
                           "the mates have different names");
    }
    if (a.mate == b.mate ? !a.mate : a.mate == '1' && b.mate == '2')
        return 0;
    at = place_of(f, b);
    if (!a.mate || !b.mate)
        return problem_add(&f->out->problems, rule, &at, f->e,
                           "only one of the mates says which read it is");
    return problem_add(&f->out->problems, rule, &at, f->e,
                       "the mates are not numbered as first and second read");
}

static int count_pairs(struct fqx *a, struct fqx *b)
{
    struct problem_place at = {.offset = -1};

    if (a->records == b->records)
        return 0;
    return problem_add(&a->out->problems, "FASTQ-015", &at, a->e,
                       "there are %llu first and %llu second reads",
                       (unsigned long long)a->records,
                       (unsigned long long)b->records);
}

static int run_pair(struct fqx *a, struct fqx *b)
{
    struct fqx_name first;
    struct fqx_name second;
    int got_a;
    int got_b;

    do {
        got_a = fqx_next(&first, a);
        got_b = fqx_next(&second, b);
        /* After a record that was left out, mates are no longer in step. */
        if (got_a == 1 && got_b == 1 && !a->was_lost && !b->was_lost &&
            compare(b, "FASTQ-016", first, second))
            return -1;
    } while (got_a == 1 || got_b == 1);
    if (got_a || got_b)
        return -1;
    if (a->was_lost || b->was_lost || a->why.code || b->why.code)
        return 0;
    return count_pairs(a, b);
}

static int run_interleaved(struct fqx *f)
{
    char kept[FQX_TITLE_MAX]; /* a name does not live until its mate comes */
    struct fqx_name first = {kept, 0, 0};
    struct fqx_name name;
    struct problem_place at;
    int got;

    while ((got = fqx_next(&name, f)) == 1) {
        if (f->records % 2) {
            first.n = name.n;
            first.mate = name.mate;
            memcpy(kept, name.s, name.n);
        } else if (!f->was_lost && compare(f, "FASTQ-021", first, name)) {
            return -1;
        }
    }
    if (got || f->records % 2 == 0 || f->was_lost || f->why.code)
        return got;
    at = place_of(f, first);
    return problem_add(&f->out->problems, "FASTQ-021", &at, f->e,
                       "the last read has no mate");
}

/* ---- */

/* A file of reads whose qualities all are high is probably of Phred+64. */
static int look_at_whole(struct fqx *f)
{
    struct problem_place at = {
        .offset = -1, .name = f->file, .name_len = strlen(f->file)};

    if (f->records == 0 && f->why.code == ERR_NONE && !f->was_lost)
        return problem_add(&f->out->problems, "FASTQ-020", &at, f->e,
                           "there are no reads");
    if (f->look_low && f->highest > 'K')
        return problem_add(
            &f->out->problems, "FASTQ-013", &at, f->e,
            "all qualities are from %c to %c, as Solexa or Illumina 1.3 to "
            "1.7 wrote them",
            f->lowest, f->highest);
    return 0;
}

static int run(struct fqx *a, struct fqx *b)
{
    int rc;

    if (b)
        rc = run_pair(a, b);
    else if (a->job->interleaved)
        rc = run_interleaved(a);
    else
        rc = run_single(a);
    if (rc || look_at_whole(a) || (b && look_at_whole(b)))
        return -1;
    return 0;
}

/* Judged only when both files were. */
static int end(struct examined *out, struct fqx *a, struct fqx *b)
{
    bool judged;

    out->records = a->records + (b ? b->records : 0);
    if (fqx_end(a))
        return -1;
    if (!b)
        return 0;
    judged = out->judged;
    out->judged = false;
    if (fqx_end(b))
        return -1;
    out->judged = out->judged && judged;
    return 0;
}

int examine_fastq(struct examined *out, const struct examine_job *job,
                  struct err *e)
{
    struct fqx a = {0};
    struct fqx b = {0};
    int rc = 0;
    bool opened = fqx_open(&a, job->path, out, job, e) == 0;

    if (opened && job->mate) {
        opened = fqx_open(&b, job->mate, out, job, e) == 0;
        a.file = "R1";
        b.file = "R2";
    }
    if (opened)
        rc = run(&a, job->mate ? &b : NULL);
    if (rc == 0)
        rc = end(out, &a, job->mate ? &b : NULL);
    fqx_close(&a);
    fqx_close(&b);
    return rc;
}
