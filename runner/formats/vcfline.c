/*
 * One VCF line into a record, in place. Fields are found by memchr; FORMAT is
 * looked through only when it differs from that of the line before.
 */
#include "formats/vcfline.h"

#include <stdlib.h>
#include <string.h>

#include "base/err.h"

enum column {
    CHROM,
    POS,
    ID,
    REF,
    ALT,
    QUAL,
    FILTER,
    INFO,
    FORMAT,
    SAMPLE,
    N_COLUMNS
};

/* Cut the field that starts at *at; *at moves behind its TAB, or to NULL when
 * it was the last one. */
static struct vcftext field(const char **at, const char *end)
{
    const char *s = *at;
    const char *tab = memchr(s, '\t', (size_t)(end - s));

    *at = tab ? tab + 1 : NULL;
    return (struct vcftext){s, (size_t)((tab ? tab : end) - s)};
}

/* The fixed columns and that of the sample; says how many there should be. */
static int split(struct vcftext *col, const struct vcfline *s, const char *line,
                 size_t len, struct err *e)
{
    size_t n_samples = s->n_samples;
    size_t expected = n_samples ? FORMAT + 1 + n_samples : INFO + 1;
    const char *end = line + len;
    const char *at = line;
    size_t n = 0;

    if (!len)
        return err_set(e, ERR_SYNTAX,
                       "the line is empty, where a record is expected; remove "
                       "it");
    for (int i = 0; i < N_COLUMNS; i++)
        col[i] = (struct vcftext){line, 0};
    for (; n < expected && at; n++) {
        struct vcftext f = field(&at, end);

        if (n <= FORMAT)
            col[n] = f;
        else if (n == SAMPLE + s->sample)
            col[SAMPLE] = f;
    }
    /* A FORMAT column without samples is allowed. */
    if (!n_samples && at)
        (void)field(&at, end);
    if (n < expected)
        return err_set(e, ERR_SYNTAX,
                       "the record has %zu columns where %zu are needed", n,
                       expected);
    if (at)
        return err_set(e, ERR_SYNTAX,
                       "the record has more columns than the header line");
    return 0;
}

/* Decimal digits up to `max`; -1 when there are none or the number is larger.
 * As num_parse(), but without a struct err to clear for each of the numbers of
 * a file: that was a sixth of the time. */
static int digits(int64_t *out, const char **at, const char *end, int64_t max)
{
    const char *p = *at;
    int64_t n = 0;

    for (; p < end && *p >= '0' && *p <= '9'; p++) {
        n = 10 * n + (*p - '0');
        if (n > max) /* max is far below INT64_MAX / 10 */
            return -1;
    }
    if (p == *at)
        return -1;
    *out = n;
    *at = p;
    return 0;
}

static int position(int64_t *pos, struct vcftext f, struct err *e)
{
    const char *at = f.s;
    int64_t pos1;

    if (digits(&pos1, &at, f.s + f.n, VCFIN_POS_MAX) || at != f.s + f.n)
        return err_set(e, ERR_SYNTAX,
                       "POS is not a whole number from 0 to %d: \"%.*s\"",
                       VCFIN_POS_MAX, (int)(f.n < 40 ? f.n : 40), f.s);
    *pos = pos1 - 1;
    return 0;
}

static int contig(struct vcfline *s, struct vcftext f, struct err *e)
{
    if (f.n == s->chrom.n && f.n && memcmp(f.s, s->chrom.s, f.n) == 0)
        return 0;
    if (!f.n)
        return err_set(e, ERR_SYNTAX, "CHROM is empty");
    s->contig = names_find(s->contigs, f.s, f.n);
    s->chrom = f;
    return 0;
}

static bool is_dot(struct vcftext f)
{
    return f.n == 1 && f.s[0] == '.';
}

static int alts(struct vcfrec *r, struct vcfline *s, struct vcftext f,
                struct err *e)
{
    const char *at = f.s;
    const char *end = f.s + f.n;
    size_t n = 0;

    if (!f.n)
        return err_set(e, ERR_SYNTAX, "ALT is empty");
    while (!is_dot(f) && at) {
        const char *comma = memchr(at, ',', (size_t)(end - at));
        const char *stop = comma ? comma : end;

        if (stop == at)
            return err_set(e, ERR_SYNTAX, "an ALT allele is empty");
        if ((n == s->cap_alts || n == VCFIN_ALTS_MAX) &&
            vcfline_alts(s, n + 1, e))
            return -1;
        s->alts[n++] = (struct vcftext){at, (size_t)(stop - at)};
        at = comma ? comma + 1 : NULL;
    }
    r->alts = s->alts;
    r->n_alts = n;
    return 0;
}

/* Where GT and PS stand among the ':'-separated keys of FORMAT. */
static void find_keys(struct vcfline *s, struct vcftext f)
{
    const char *at = f.s;
    const char *end = f.s + f.n;
    int i = 0;

    s->gt_at = s->ps_at = -1;
    do {
        const char *colon = memchr(at, ':', (size_t)(end - at));
        size_t n = (size_t)((colon ? colon : end) - at);

        if (n == 2 && memcmp(at, "GT", 2) == 0 && s->gt_at < 0)
            s->gt_at = i;
        if (n == 2 && memcmp(at, "PS", 2) == 0 && s->ps_at < 0)
            s->ps_at = i;
        at = colon ? colon + 1 : NULL;
        i++;
    } while (at);
    s->format_len = f.n <= sizeof(s->format) ? f.n : 0;
    memcpy(s->format, f.s, s->format_len);
}

/* The k-th ':'-separated value; empty when k < 0 or there are fewer. */
static struct vcftext subfield(struct vcftext f, int k)
{
    const char *at = f.s;
    const char *end = f.s + f.n;

    while (k-- > 0 && at) {
        const char *colon = memchr(at, ':', (size_t)(end - at));

        at = colon ? colon + 1 : NULL;
    }
    if (k < -1 || !at)
        return (struct vcftext){f.s, 0};
    f.s = memchr(at, ':', (size_t)(end - at));
    return (struct vcftext){at, (size_t)((f.s ? f.s : end) - at)};
}

/* One allele of GT: a number or '.'. */
static int allele(int *out, const char **at, const char *end, size_t n_alts,
                  struct err *e)
{
    int64_t n;

    if (*at < end && **at == '.') {
        *out = VCFIN_MISSING;
        (*at)++;
        return 0;
    }
    if (digits(&n, at, end, VCFIN_ALTS_MAX))
        return err_set(e, ERR_SYNTAX,
                       "the genotype (GT) is not alleles with | or / between "
                       "them");
    if (n > (int64_t)n_alts)
        return err_set(e, ERR_SYNTAX,
                       "the genotype names allele %d, but ALT has only %zu",
                       (int)n, n_alts);
    *out = (int)n;
    return 0;
}

static int genotype(struct vcfrec *r, struct vcftext f, struct err *e)
{
    const char *at = f.s;
    const char *end = f.s + f.n;

    if (!f.n)
        return 0;
    r->phased = true;
    if (*at == '|' || *at == '/') /* VCFv4.4: phase of the first allele */
        r->phased = *at++ == '|';
    for (;;) {
        int a = VCFIN_MISSING;

        if (allele(&a, &at, end, r->n_alts, e))
            return -1;
        if (r->ploidy < VCFIN_PLOIDY_MAX)
            r->gt[r->ploidy] = a;
        r->ploidy++;
        if (at == end)
            return 0;
        if (*at != '|' && *at != '/')
            return err_set(e, ERR_SYNTAX,
                           "the genotype (GT) is not alleles with | or / "
                           "between them");
        if (*at++ == '/')
            r->phased = false;
    }
}

int vcfline_record(struct vcfrec *r, struct vcfline *s, const char *line,
                   size_t len, struct err *e)
{
    struct vcftext col[N_COLUMNS];

    memset(r, 0, sizeof(*r));
    if (split(col, s, line, len, e) || contig(s, col[CHROM], e) ||
        position(&r->pos, col[POS], e))
        return -1;
    if (!col[REF].n || is_dot(col[REF]))
        return err_set(e, ERR_SYNTAX, "REF is empty");
    r->contig = s->contig;
    r->text = (struct vcftext){line, len};
    r->ref = col[REF];
    r->qual = col[QUAL];
    r->filter = col[FILTER];
    r->passed = is_dot(col[FILTER]) ||
                (col[FILTER].n == 4 && memcmp(col[FILTER].s, "PASS", 4) == 0);
    r->info = col[INFO];
    if (alts(r, s, col[ALT], e))
        return -1;
    if (!s->n_samples || s->no_genotype)
        return 0;
    if (!s->format_len || s->format_len != col[FORMAT].n ||
        memcmp(s->format, col[FORMAT].s, s->format_len) != 0)
        find_keys(s, col[FORMAT]);
    r->format = col[FORMAT];
    r->sample = col[SAMPLE];
    r->ps = subfield(col[SAMPLE], s->ps_at);
    if (is_dot(r->ps))
        r->ps.n = 0;
    return genotype(r, subfield(col[SAMPLE], s->gt_at), e);
}

void vcfline_init(struct vcfline *s, const struct vcfhead *h)
{
    s->contigs = &h->contigs;
    s->n_samples = h->samples.n;
    s->contig = NAMES_NONE;
}

void vcfline_release(struct vcfline *s)
{
    free(s->alts);
    *s = (struct vcfline){0};
}

int vcfline_alts(struct vcfline *s, size_t n, struct err *e)
{
    size_t cap = s->cap_alts ? s->cap_alts : 16;
    struct vcftext *more;

    if (n > VCFIN_ALTS_MAX)
        return err_set(e, ERR_LIMIT, "the record has more than %d ALT alleles",
                       VCFIN_ALTS_MAX);
    if (n <= s->cap_alts)
        return 0;
    while (cap < n)
        cap *= 2;
    more = realloc(s->alts, cap * sizeof(*more));
    if (!more)
        return err_nomem(e);
    s->alts = more;
    s->cap_alts = cap;
    return 0;
}
