/*
 * One VCF line into a record, in place. What most records are is dealt with
 * first, without calls and with few branches. FORMAT is looked through only
 * when it differs from that of the line before.
 */
#include "formats/vcfline.h"

#include <stdlib.h>
#include <string.h>

#include "base/err.h"
#include "formats/eight.h"
#include "formats/tabs.h"

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
    N_COLUMNS /* and then the samples */
};

/* memchr() for what is mostly near: a call costs more than a few bytes do. */
static inline const char *find(const char *p, const char *end, char c)
{
    const char *near = end - p > 8 ? p + 8 : end;

    for (; p < near; p++)
        if (*p == c)
            return p;
    return p < end ? memchr(p, c, (size_t)(end - p)) : NULL;
}

/* Where each column begins: the next one, or what would be it, begins behind
 * the TAB or the end of the line. */
struct columns {
    const char *at[N_COLUMNS + 1];
    const char *sample[2];
};

static inline struct vcftext column(const struct columns *c, enum column i)
{
    return (struct vcftext){c->at[i], (size_t)(c->at[i + 1] - c->at[i]) - 1};
}

/* At most `n` columns; says how many there were. */
static inline size_t cut(const char **col, struct tabs *t, size_t n)
{
    const char *at = t->at;
    size_t i = 0;

    while (at && i < n) {
        const char *tab = tabs_next(t);

        col[i++] = at;
        col[i] = (tab ? tab : t->end) + 1;
        at = tab ? tab + 1 : NULL;
    }
    t->at = at;
    return i;
}

/* The columns of the samples; says how many there were. */
static size_t cut_samples(struct columns *c, const struct vcfline *s,
                          struct tabs *t)
{
    size_t before = s->sample;
    size_t behind = s->n_samples - before - 1;
    size_t n = before ? tabs_skip(t, before) : 0;

    n += cut(c->sample, t, 1);
    return behind ? n + tabs_skip(t, behind) : n;
}

static int too_few(size_t n, size_t expected, struct err *e)
{
    return err_set(e, ERR_SYNTAX,
                   "the record has %zu columns where %zu are needed", n,
                   expected);
}

/* Most lines: one sample, and all TABs at hand. The places of these depend on
 * the mask alone, not on each other. false: nothing is known of the line. */
static inline bool quick_columns(struct columns *c, const struct tabs *t)
{
    size_t len = (size_t)(t->end - t->window);
    uint64_t mask = t->mask;

    if (tabs_count(mask) != N_COLUMNS)
        return false;
    c->at[CHROM] = t->window;
    for (int i = POS; i <= N_COLUMNS; i++, mask &= mask - 1)
        c->at[i] = t->window + bits_lowest(mask) + 1;
    c->sample[0] = c->at[N_COLUMNS];
    c->sample[1] = t->end + 1;
    return len <= TABS_WINDOW ||
           !memchr(t->window + TABS_WINDOW, '\t', len - TABS_WINDOW);
}

/* The fixed columns and that of the sample, as many as there should be. */
static int split(struct columns *c, const struct vcfline *s, const char *line,
                 size_t len, struct err *e)
{
    size_t fixed = s->n_samples ? N_COLUMNS : FORMAT;
    struct tabs t;
    size_t n;

    if (!len)
        return err_set(e, ERR_SYNTAX,
                       "the line is empty, where a record is expected; remove "
                       "it");
    tabs_init(&t, line, len, s->readable ? s->readable : line + len);
    if (s->n_samples == 1 && quick_columns(c, &t))
        return 0;
    n = cut(c->at, &t, N_COLUMNS); /* FORMAT is allowed without samples too */
    if (n < fixed)
        return too_few(n, fixed + s->n_samples, e);
    n = s->n_samples ? cut_samples(c, s, &t) : 0;
    if (n < s->n_samples)
        return too_few(fixed + n, fixed + s->n_samples, e);
    if (t.at)
        return err_set(e, ERR_SYNTAX,
                       "the record has more columns than the header line");
    return 0;
}

/* Decimal digits up to `max`; -1 when there are none or the number is larger.
 * As num_parse(), but without a struct err to clear for each of the numbers of
 * a file: that was a sixth of the time. */
static inline int digits(int64_t *out, const char **at, const char *end,
                         int64_t max)
{
    const char *p = *at;
    int64_t n = 0;

    for (; p < end; p++) {
        unsigned d = (unsigned)*p - '0';

        if (d > 9)
            break;
        n = 10 * n + d;
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
    unsigned n;

    if (f.n > 1 && f.n < 9) { /* six more columns make it eight bytes */
        pos1 = eight_digits(&n, at);
        if (n && n == f.n) {
            *pos = pos1 - 1;
            return 0;
        }
    }
    if (digits(&pos1, &at, f.s + f.n, VCFIN_POS_MAX) || at != f.s + f.n)
        return err_set(e, ERR_SYNTAX,
                       "POS is not a whole number from 0 to %d: \"%.*s\"",
                       VCFIN_POS_MAX, (int)(f.n < 40 ? f.n : 40), f.s);
    *pos = pos1 - 1;
    return 0;
}

/* Mostly that of the line before; one byte of it and the seven columns behind
 * make eight. */
static int contig(struct vcfline *s, struct vcftext f, struct err *e)
{
    uint64_t first;

    if (!f.n)
        return err_set(e, ERR_SYNTAX, "CHROM is empty");
    first = eight_first(f.s, f.n);
    if (f.n == s->chrom.n && first == s->chrom_first &&
        (f.n <= 8 || memcmp(f.s, s->chrom.s, f.n) == 0))
        return 0;
    s->contig = names_find(s->contigs, f.s, f.n);
    s->chrom = f;
    s->chrom_first = first;
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
    if (f.n == 1 && *at != '.' && *at != ',' && s->cap_alts) { /* mostly */
        s->alts[n++] = f;
        at = NULL;
    }
    while (at && !is_dot(f)) {
        const char *comma = find(at, end, ',');
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

/* Where GT, PS and FT stand among the ':'-separated keys of FORMAT. */
static void find_keys(struct vcfline *s, struct vcftext f)
{
    const char *at = f.s;
    const char *end = f.s + f.n;
    int i = 0;

    s->gt_at = s->ps_at = s->ft_at = -1;
    do {
        const char *colon = memchr(at, ':', (size_t)(end - at));
        size_t n = (size_t)((colon ? colon : end) - at);

        if (n == 2 && memcmp(at, "GT", 2) == 0 && s->gt_at < 0)
            s->gt_at = i;
        if (n == 2 && memcmp(at, "PS", 2) == 0 && s->ps_at < 0)
            s->ps_at = i;
        if (n == 2 && memcmp(at, "FT", 2) == 0 && s->ft_at < 0)
            s->ft_at = i;
        at = colon ? colon + 1 : NULL;
        i++;
    } while (at);
    s->format_len = f.n <= sizeof(s->format) ? f.n : 0;
    memcpy(s->format, f.s, s->format_len);
}

/* What begins with the k-th ':'-separated value; empty when there are fewer. */
static struct vcftext from_value(struct vcftext f, int k)
{
    const char *end = f.s + f.n;

    while (k-- > 0) {
        const char *colon = memchr(f.s, ':', (size_t)(end - f.s));

        if (!colon)
            return (struct vcftext){end, 0};
        f.s = colon + 1;
    }
    return (struct vcftext){f.s, (size_t)(end - f.s)};
}

/* The k-th value alone; empty when it is missing. */
static struct vcftext value(struct vcftext sample, int k)
{
    struct vcftext v = from_value(sample, k);
    const char *colon = memchr(v.s, ':', v.n);

    if (colon)
        v.n = (size_t)(colon - v.s);
    if (is_dot(v))
        v.n = 0;
    return v;
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

/* Most genotypes: two alleles of one digit. */
static inline bool quick_genotype(struct vcfrec *r, struct vcftext f)
{
    unsigned a;
    unsigned b;

    if (f.n < 3 || (f.n > 3 && f.s[3] != ':') ||
        (f.s[1] != '|' && f.s[1] != '/'))
        return false;
    a = (unsigned)f.s[0] - '0';
    b = (unsigned)f.s[2] - '0';
    if (a > 9 || b > 9 || a > r->n_alts || b > r->n_alts)
        return false;
    r->gt[0] = (int)a;
    r->gt[1] = (int)b;
    r->ploidy = 2;
    r->phased = f.s[1] == '|';
    return true;
}

/* GT, which ends with `f` or at a ':'. */
static int genotype(struct vcfrec *r, struct vcftext f, struct err *e)
{
    const char *at = f.s;
    const char *end = f.s + f.n;

    if (at == end || *at == ':' || quick_genotype(r, f))
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
        if (at == end || *at == ':')
            return 0;
        if (*at != '|' && *at != '/')
            return err_set(e, ERR_SYNTAX,
                           "the genotype (GT) is not alleles with | or / "
                           "between them");
        if (*at++ == '/')
            r->phased = false;
    }
}

/* Is FORMAT that of the line before? Mostly, and mostly short. */
static inline bool same_format(const struct vcfline *s, struct vcftext f)
{
    if (!s->format_len || s->format_len != f.n)
        return false;
    if (f.n > 16 || !s->readable || s->readable - f.s < 16)
        return memcmp(s->format, f.s, f.n) == 0;
    return eight_first(s->format, f.n) == eight_first(f.s, f.n) &&
           (f.n <= 8 || eight_first(s->format + 8, f.n - 8) ==
                            eight_first(f.s + 8, f.n - 8));
}

/* GT, PS and FT of the sample. */
static int sample(struct vcfrec *r, struct vcfline *s, struct vcftext format,
                  struct vcftext f, struct err *e)
{
    if (!same_format(s, format))
        find_keys(s, format);
    r->format = format;
    r->sample = f;
    if (s->ps_at >= 0)
        r->ps = value(f, s->ps_at);
    if (s->ft_at >= 0)
        r->ft = value(f, s->ft_at);
    return s->gt_at < 0 ? 0 : genotype(r, from_value(f, s->gt_at), e);
}

int vcfline_record(struct vcfrec *r, struct vcfline *s, const char *line,
                   size_t len, struct err *e)
{
    struct columns c;

    r->ploidy = 0;
    r->phased = false;
    r->ps = (struct vcftext){line, 0};
    r->ft = (struct vcftext){line, 0};
    r->format = (struct vcftext){line, 0};
    r->sample = (struct vcftext){line, 0};
    memset(r->gt, 0, sizeof(r->gt));
    if (split(&c, s, line, len, e) || contig(s, column(&c, CHROM), e) ||
        position(&r->pos, column(&c, POS), e))
        return -1;
    r->contig = s->contig;
    r->text = (struct vcftext){line, len};
    r->ref = column(&c, REF);
    r->qual = column(&c, QUAL);
    r->filter = column(&c, FILTER);
    if (!r->ref.n || is_dot(r->ref))
        return err_set(e, ERR_SYNTAX, "REF is empty");
    r->passed = is_dot(r->filter) ||
                (r->filter.n == 4 && memcmp(r->filter.s, "PASS", 4) == 0);
    r->info = column(&c, INFO);
    if (alts(r, s, column(&c, ALT), e))
        return -1;
    if (!s->n_samples || s->no_genotype)
        return 0;
    return sample(
        r, s, column(&c, FORMAT),
        (struct vcftext){c.sample[0], (size_t)(c.sample[1] - c.sample[0]) - 1},
        e);
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
