#include "variants/outputs/table_xml.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "base/escape.h"
#include "variants/outputs/causes.h"
#include "variants/outputs/table.h"
#include "variants/outputs/table_write.h"

#define SHAPES_AND_ALL (JUDGED_SHAPES + 1)
#define DEPTH          8

/* ---- a small writer ------------------------------------------------------ */
struct xml {
    struct buf *b;
    const char *open[DEPTH];
    size_t depth;
    bool in_tag;
};

static void begin(struct xml *x, const char *name)
{
    if (x->in_tag)
        buf_str(x->b, ">");
    buf_printf(x->b, "\n%*s<%s", (int)x->depth, "", name);
    x->open[x->depth++] = name;
    x->in_tag = true;
}

static void end(struct xml *x)
{
    const char *name = x->open[--x->depth];

    if (x->in_tag)
        buf_str(x->b, "/>");
    else
        buf_printf(x->b, "\n%*s</%s>", (int)x->depth, "", name);
    x->in_tag = false;
}

static void put_text(struct xml *x, const char *name, const char *value)
{
    buf_printf(x->b, " %s=\"", name);
    buf_xml(x->b, value);
    buf_char(x->b, '"');
}

static void put_bool(struct xml *x, const char *name, bool value)
{
    put_text(x, name, value ? "yes" : "no");
}

static void put_int(struct xml *x, const char *name, int64_t value)
{
    buf_printf(x->b, " %s=\"%lld\"", name, (long long)value);
}

static void put_real(struct xml *x, const char *name, double v, int decimals)
{
    if (isfinite(v))
        buf_printf(x->b, " %s=\"%.*f\"", name, decimals, v + 0.0);
}

static void put_share(struct xml *x, const char *name, double v)
{
    if (v < 1 && v > 0.999999)
        v = 0.999999;
    if (v > 0 && v < 0.000001)
        v = 0.000001;
    put_real(x, name, v, 6);
}

/* ---- counts and shares of a group -----------------------------------------
 */
static void counts(struct xml *x, const struct table_sums *s)
{
    begin(x, "truth");
    put_int(x, "total", s->truth_total);
    put_int(x, "tp", s->truth_tp);
    put_int(x, "fn", s->truth_fn);
    put_int(x, "genotype", s->truth_ge);
    put_int(x, "near", s->truth_lm);
    put_int(x, "unresolved", s->truth_unresolved);
    put_int(x, "outside", s->truth_outside);
    end(x);
    begin(x, "query");
    put_int(x, "total", s->query_total);
    put_int(x, "tp", s->query_tp);
    put_int(x, "fp", s->query_fp);
    put_int(x, "genotype", s->query_ge);
    put_int(x, "near", s->query_lm);
    put_int(x, "unresolved", s->query_unresolved);
    put_int(x, "outside", s->query_unk);
    end(x);
}

/* `jack` may be NULL; it is told from TABLE_BLOCKS_MIN blocks on. */
static void share(struct xml *x, const char *name, const struct table_share *s,
                  const struct table_jackknife *jack)
{
    begin(x, name);
    put_int(x, "num", s->num);
    put_int(x, "den", s->den);
    if (s->den) {
        put_share(x, "value", s->value);
        put_share(x, "lo", s->wilson.lo);
        put_share(x, "hi", s->wilson.hi);
    }
    put_share(x, "worst", s->worst);
    put_share(x, "best", s->best);
    if (s->den && jack && jack->blocks >= TABLE_BLOCKS_MIN) {
        put_share(x, "jack-lo", jack->normal.lo);
        put_share(x, "jack-hi", jack->normal.hi);
        put_int(x, "blocks", (int64_t)jack->blocks);
        put_real(x, "design-effect", jack->design_effect, 2);
    }
    end(x);
}

static double harmonic(double a, double b)
{
    return a + b > 0 ? 2 * a * b / (a + b) : (double)NAN;
}

static bool is_empty(const struct table_sums *s)
{
    return !s->truth_total && !s->query_total && !s->truth_outside;
}

/* An element with all that is known of what was picked, left open; or nothing,
 * when no record is in it. */
static bool group(struct xml *x, const char *element, const char *name,
                  const struct table *t, const struct table_pick *pick)
{
    bool whole = !pick->stratum && !pick->subtypes && !pick->zygosities;
    unsigned shape = JUDGED_SHAPES;
    struct table_metrics m;
    struct table_sums s;

    table_sum(&s, t, pick);
    if (is_empty(&s))
        return false;
    for (unsigned k = 0; k < JUDGED_SHAPES; k++)
        shape = pick->shapes == TABLE_BIT(k) ? k : shape;
    table_measure(&m, t, pick);
    begin(x, element);
    put_text(x, "name", name);
    put_share(x, "f1", m.f1);
    if (!isnan(m.f1)) { /* of both bounds at once */
        put_share(x, "f1-lo",
                  harmonic(m.recall.wilson.lo, m.precision.wilson.lo));
        put_share(x, "f1-hi",
                  harmonic(m.recall.wilson.hi, m.precision.wilson.hi));
    }
    counts(x, &s);
    share(x, "recall", &m.recall,
          whole ? table_jackknife(t, shape, TABLE_JACK_RECALL) : NULL);
    share(x, "precision", &m.precision,
          whole ? table_jackknife(t, shape, TABLE_JACK_PRECISION) : NULL);
    share(x, "concordance", &m.genotype, NULL);
    return true;
}

/* The order in which types are told. */
static const unsigned told[SHAPES_AND_ALL] = {
    JUDGED_SNV, JUDGED_INDEL, JUDGED_MNP, JUDGED_COMPLEX, JUDGED_SHAPES,
};

static const char *type_name(unsigned shape)
{
    return shape == JUDGED_SHAPES ? "ALL"
                                  : judged_shape_name((enum judged_shape)shape);
}

static unsigned shapes_of(unsigned shape)
{
    return shape == JUDGED_SHAPES ? 0 : TABLE_BIT(shape);
}

/* ---- the whole ------------------------------------------------------------
 */
static void parts(struct xml *x, const struct table *t, unsigned shape)
{
    for (size_t i = 0; i < JUDGED_SUBTYPES; i++) {
        struct table_pick pick = {.shapes = shapes_of(shape),
                                  .subtypes = TABLE_BIT(i)};

        if (shape < JUDGED_SHAPES &&
            group(x, "subtype", judged_subtype_name((enum judged_subtype)i), t,
                  &pick))
            end(x);
    }
    for (size_t i = 0; i < JUDGED_ZYGOSITIES; i++) {
        struct table_pick pick = {.shapes = shapes_of(shape),
                                  .zygosities = TABLE_BIT(i)};

        if (group(x, "zygosity", judged_zygosity_name((enum judged_zygosity)i),
                  t, &pick))
            end(x);
    }
}

static void ratios(struct xml *x, const struct table *t)
{
    const struct table_pick snv = {.shapes = TABLE_BIT(JUDGED_SNV)};
    struct table_metrics m;

    begin(x, "ratios");
    table_measure(&m, t, &snv);
    put_real(x, "titv-truth", m.titv[JUDGED_TRUTH], 3);
    put_real(x, "titv-query", m.titv[JUDGED_QUERY], 3);
    table_measure(&m, t, &(struct table_pick){0});
    put_real(x, "hethom-truth", m.het_hom[JUDGED_TRUTH], 3);
    put_real(x, "hethom-query", m.het_hom[JUDGED_QUERY], 3);
    end(x);
}

static void whole(struct xml *x, const struct table *t)
{
    begin(x, "whole");
    ratios(x, t);
    for (size_t i = 0; i < SHAPES_AND_ALL; i++) {
        struct table_pick pick = {.shapes = shapes_of(told[i])};

        if (!group(x, "type", type_name(told[i]), t, &pick))
            continue;
        parts(x, t, told[i]);
        end(x);
    }
    end(x);
}

static void strata(struct xml *x, const struct table *t)
{
    begin(x, "strata");
    put_int(x, "n", (int64_t)table_strata(t) - 1);
    put_int(x, "least", TABLE_WORST_MIN);
    for (size_t k = 1; k < table_strata(t); k++) {
        begin(x, "stratum");
        put_text(x, "name", table_stratum(t, k));
        for (unsigned shape = 0; shape < JUDGED_SHAPES; shape++) {
            struct table_pick pick = {.stratum = k, .shapes = shapes_of(shape)};

            if (group(x, "type", type_name(shape), t, &pick))
                end(x);
        }
        end(x);
    }
    end(x);
}

/* ---- curves ----------------------------------------------------------------
 */
struct drawn {
    const struct roc_curve *c;
    double truth; /* records that there are to be found */
};

static double recall_at(const struct drawn *d, size_t i)
{
    return fmin(1, d->c->a[i].found / d->truth);
}

static double precision_at(const struct drawn *d, size_t i)
{
    const struct roc_row *r = &d->c->a[i];

    return (double)r->right / (double)(r->right + r->wrong);
}

static bool has_calls(const struct drawn *d, size_t i)
{
    return d->c->a[i].right + d->c->a[i].wrong > 0;
}

static void point(struct xml *x, const char *name, const struct drawn *d,
                  size_t i)
{
    const struct roc_row *r = &d->c->a[i];

    begin(x, name);
    if (isfinite(r->score))
        buf_printf(x->b, " score=\"%.6g\"", r->score + 0.0);
    put_share(x, "recall", recall_at(d, i));
    put_share(x, "precision", precision_at(d, i));
    put_share(x, "f1", harmonic(recall_at(d, i), precision_at(d, i)));
    end(x);
}

/* The first of the rows with the best F1. */
static size_t best_row(const struct drawn *d)
{
    size_t best = d->c->n - 1;
    double top = -1;

    for (size_t i = 0; i < d->c->n; i++) {
        double f1 = has_calls(d, i)
                        ? harmonic(recall_at(d, i), precision_at(d, i))
                        : -1;

        if (f1 > top) {
            best = i;
            top = f1;
        }
    }
    return best;
}

/* A third of the points each in even steps of calls, of recall, and of decades
 * of what is left to find: the page draws decades. */
static bool is_step(const struct drawn *d, size_t i)
{
    const struct roc_row *last = &d->c->a[d->c->n - 1];
    double all = (double)(last->right + last->wrong);
    int step[2][3];

    for (size_t k = 0; k < 2; k++) {
        const struct roc_row *r = &d->c->a[i - 1 + k];
        double recall = recall_at(d, i - 1 + k);
        double third = TABLE_XML_POINTS / 3.0 - 2;

        step[k][0] = (int)((double)(r->right + r->wrong) / all * third);
        step[k][1] = (int)(recall * third);
        step[k][2] = (int)(-log10(fmax(1 - recall, 1e-6)) / 6 * third);
    }
    return memcmp(step[0], step[1], sizeof(step[0])) != 0;
}

static void curve(struct xml *x, const struct table *t, unsigned shape)
{
    const struct table_pick pick = {.shapes = shapes_of(shape)};
    struct drawn d = {.c = table_roc(t, shape)};
    struct table_sums s;
    size_t best;

    table_sum(&s, t, &pick);
    d.truth = (double)(s.truth_tp + s.truth_fn);
    if (!d.c->n || d.truth < 1 || !has_calls(&d, d.c->n - 1))
        return;
    best = best_row(&d);
    begin(x, "curve");
    put_text(x, "type", type_name(shape));
    put_int(x, "rows", (int64_t)d.c->n);
    point(x, "all", &d, d.c->n - 1);
    point(x, "best", &d, best);
    for (size_t i = 0; i < d.c->n; i++) {
        if (has_calls(&d, i) &&
            (i == 0 || i == best || i + 1 == d.c->n || is_step(&d, i)))
            point(x, "at", &d, i);
    }
    end(x);
}

/* ---- causes ----------------------------------------------------------------
 */

/* What recall and precision of its type would gain, were it mended: what is
 * missed is found, what is false is gone; a call that is there, but wrong,
 * becomes right. */
static void gain(struct xml *x, const struct table *t,
                 const struct causes_one *one)
{
    const struct table_pick pick = {.shapes = TABLE_BIT(one->shape)};
    struct table_metrics m;
    double now, then;

    table_measure(&m, t, &pick);
    if (one->truth)
        put_share(x, "recall", (double)one->truth / (double)m.recall.den);
    if (!one->query)
        return;
    now = m.precision.value;
    then =
        one->kind == CAUSES_FALSE
            ? (m.precision.den > one->query
                   ? (double)m.precision.num /
                         (double)(m.precision.den - one->query)
                   : 1)
            : (double)(m.precision.num + one->query) / (double)m.precision.den;
    put_share(x, "precision", then - now);
}

static void cause(struct xml *x, const struct table *t, const struct causes *c,
                  const struct causes_one *one)
{
    begin(x, "cause");
    put_text(x, "kind", causes_kind_name(one->kind));
    put_text(x, "type", judged_shape_name(one->shape));
    put_text(x, "subtype", judged_subtype_name(one->subtype));
    if (one->stratum == CAUSES_MIXED)
        put_bool(x, "mixed", true);
    else if (one->stratum)
        put_text(x, "stratum", table_stratum(t, one->stratum));
    put_int(x, "truth", one->truth);
    put_int(x, "query", one->query);
    gain(x, t, one);
    for (size_t k = 0; k < one->n_places; k++) {
        begin(x, "place");
        put_text(x, "contig", causes_contig(c, one->place[k].contig));
        put_int(x, "pos", one->place[k].pos + 1);
        end(x);
    }
    end(x);
}

static void all_causes(struct xml *x, const struct table *t,
                       const struct causes *c)
{
    int64_t truth[2] = {0};
    int64_t query[2] = {0};
    size_t n = causes_n(c);

    for (size_t i = 0; i < n; i++) {
        truth[i >= TABLE_XML_CAUSES] += causes_at(c, i)->truth;
        query[i >= TABLE_XML_CAUSES] += causes_at(c, i)->query;
    }
    begin(x, "causes");
    put_int(x, "n", (int64_t)n);
    put_int(x, "truth", truth[0] + truth[1]);
    put_int(x, "query", query[0] + query[1]);
    for (size_t i = 0; i < n && i < TABLE_XML_CAUSES; i++)
        cause(x, t, c, causes_at(c, i));
    if (n > TABLE_XML_CAUSES) {
        begin(x, "rest");
        put_int(x, "n", (int64_t)n - TABLE_XML_CAUSES);
        put_int(x, "truth", truth[1]);
        put_int(x, "query", query[1]);
        end(x);
    }
    end(x);
}

static void not_assessed(struct xml *x, const struct causes *c)
{
    begin(x, "not-assessed");
    for (int v = VARIANTS_NA_FIRST; v < VARIANTS_VERDICTS; v++) {
        enum variants_verdict why = (enum variants_verdict)v;
        int64_t truth = causes_not_assessed(c, JUDGED_TRUTH, why);
        int64_t query = causes_not_assessed(c, JUDGED_QUERY, why);

        if (!truth && !query)
            continue;
        begin(x, "reason");
        put_text(x, "name", variants_verdict_name(why));
        put_int(x, "truth", truth);
        put_int(x, "query", query);
        end(x);
    }
    end(x);
}

/* ---- what was compared ------------------------------------------------------
 */
static void file(struct xml *x, const char *role, const char *path,
                 const char *sample)
{
    const char *slash = path ? strrchr(path, '/') : NULL;

    if (!path)
        return;
    begin(x, "file");
    put_text(x, "role", role);
    put_text(x, "name", slash ? slash + 1 : path);
    if (sample)
        put_text(x, "sample", sample);
    end(x);
}

static void job_of(struct xml *x, const struct variants_job *job)
{
    const struct variants_input *truth = &job->truth;
    const struct variants_input *query = &job->query;

    begin(x, "job");
    put_text(x, "filter", job->filter == VARIANTS_ALL ? "all" : "pass");
    if (job->pass)
        put_text(x, "passes", job->pass);
    if (job->score)
        put_text(x, "score", job->score);
    put_int(x, "max-length",
            job->max_length ? job->max_length : VARIANTS_LENGTH);
    put_bool(x, "squash", job->squash);
    put_bool(x, "obey-phase", job->obey_phase);
    put_bool(x, "strict-ref", job->strict_ref);
    put_bool(x, "overlap", job->overlap);
    put_int(x, "edge", job->edge);
    file(x, "truth", truth->name ? truth->name : truth->path, truth->sample);
    file(x, "query", query->name ? query->name : query->path, query->sample);
    file(x, "reference", job->reference, NULL);
    file(x, "regions", job->regions, NULL);
    end(x);
}

void table_xml_write(struct buf *out, const struct table *t,
                     const struct causes *c, const struct variants_job *job)
{
    struct xml x = {.b = out};

    buf_str(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>");
    begin(&x, "comparison");
    put_text(&x, "xmlns", "urn:entente:comparison:1");
    put_text(&x, "format", "1");
    put_real(&x, "confidence", TABLE_CONFIDENCE, 2);
    job_of(&x, job);
    whole(&x, t);
    strata(&x, t);
    begin(&x, "curves");
    for (size_t i = 0; i < SHAPES_AND_ALL; i++)
        curve(&x, t, told[i]);
    end(&x);
    all_causes(&x, t, c);
    not_assessed(&x, c);
    end(&x);
    buf_char(out, '\n');
}
