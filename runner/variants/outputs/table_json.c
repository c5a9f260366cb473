#include <math.h>

#include "base/buf.h"
#include "base/escape.h"
#include "core/tally.h"
#include "variants/outputs/table_internal.h"
#include "variants/outputs/table_write.h"

/* ---- a small writer: it knows where a comma belongs -----------------------
 */
struct json {
    struct buf *b;
    bool comma; /* before what comes next */
};

/* name NULL: an element of a list. */
static void key(struct json *j, const char *name)
{
    if (j->comma)
        buf_char(j->b, ',');
    j->comma = true;
    if (name) {
        buf_json(j->b, name);
        buf_char(j->b, ':');
    }
}

static void begin(struct json *j, const char *name, char bracket)
{
    key(j, name);
    buf_char(j->b, bracket);
    j->comma = false;
}

/* An element that gets a line of its own. */
static void begin_line(struct json *j)
{
    if (j->comma)
        buf_char(j->b, ',');
    buf_str(j->b, "\n{");
    j->comma = false;
}

static void end(struct json *j, char bracket)
{
    buf_char(j->b, bracket);
    j->comma = true;
}

static void put_int(struct json *j, const char *name, int64_t v)
{
    key(j, name);
    buf_i64(j->b, v);
}

static void put_real(struct json *j, const char *name, double v)
{
    key(j, name);
    if (isfinite(v))
        buf_printf(j->b, "%.9g", v + 0.0);
    else
        buf_str(j->b, "null");
}

static void put_text(struct json *j, const char *name, const char *text)
{
    key(j, name);
    if (text)
        buf_json(j->b, text);
    else
        buf_str(j->b, "null");
}

/* A number that may be unknown: below 0. */
static void put_known(struct json *j, const char *name, int64_t v)
{
    if (v >= 0)
        put_int(j, name, v);
    else
        put_text(j, name, NULL);
}

/* ---- counts and metrics -----------------------------------------------------
 */
static void put_counts(struct json *j, const struct table_sums *s)
{
    begin(j, "truth", '{');
    put_int(j, "total", s->truth_total);
    put_int(j, "tp", s->truth_tp);
    put_int(j, "fn", s->truth_fn);
    put_int(j, "fn_genotype", s->truth_ge);
    put_int(j, "fn_near", s->truth_lm);
    put_int(j, "unresolved", s->truth_unresolved);
    put_int(j, "outside", s->truth_outside);
    end(j, '}');
    begin(j, "query", '{');
    put_int(j, "total", s->query_total);
    put_int(j, "tp", s->query_tp);
    put_int(j, "fp", s->query_fp);
    put_int(j, "fp_genotype", s->query_ge);
    put_int(j, "fp_near", s->query_lm);
    put_int(j, "unresolved", s->query_unresolved);
    put_int(j, "unk", s->query_unk);
    end(j, '}');
}

static void put_interval(struct json *j, const char *method, struct interval i)
{
    begin(j, NULL, '{');
    put_text(j, "method", method);
    put_real(j, "lo", i.lo);
    put_real(j, "hi", i.hi);
    end(j, '}');
}

/* `jack` may be NULL, as in all strata but the first. */
static void put_share(struct json *j, const char *name,
                      const struct table_share *s,
                      const struct table_jackknife *jack)
{
    begin(j, name, '{');
    put_real(j, "value", s->value);
    put_int(j, "num", s->num);
    put_int(j, "den", s->den);
    put_real(j, "if_unresolved_wrong", s->worst);
    put_real(j, "if_unresolved_right", s->best);
    begin(j, "intervals", '[');
    if (s->den)
        put_interval(j, "wilson", s->wilson);
    if (jack && jack->blocks >= 2) {
        put_interval(j, "delete-one-block-jackknife-normal", jack->normal);
        put_interval(j, "wilson-by-design-effect", jack->wilson);
    }
    end(j, ']');
    if (jack && jack->blocks >= 2) {
        begin(j, "jackknife", '{');
        put_int(j, "blocks", (int64_t)jack->blocks);
        put_real(j, "standard_error", jack->se);
        put_real(j, "design_effect", jack->design_effect);
        end(j, '}');
    }
    end(j, '}');
}

static void put_sides(struct json *j, const char *name,
                      const double v[JUDGED_SIDES])
{
    begin(j, name, '{');
    put_real(j, "truth", v[JUDGED_TRUTH]);
    put_real(j, "query", v[JUDGED_QUERY]);
    end(j, '}');
}

static void put_metrics(struct json *j, const struct table *t,
                        const struct table_pick *pick, unsigned shape)
{
    bool whole = pick->stratum == 0 && !pick->subtypes && !pick->zygosities;
    struct table_metrics m;

    table_measure(&m, t, pick);
    put_share(j, "recall", &m.recall,
              whole ? table_jackknife(t, shape, TABLE_JACK_RECALL) : NULL);
    put_share(j, "precision", &m.precision,
              whole ? table_jackknife(t, shape, TABLE_JACK_PRECISION) : NULL);
    put_real(j, "f1", m.f1);
    put_real(j, "frac_na", m.frac_na);
    put_share(j, "genotype_concordance", &m.genotype, NULL);
    put_real(j, "fn_per_mb", m.fn_per_mb);
    put_real(j, "fp_per_mb", m.fp_per_mb);
    put_sides(j, "ti_tv", m.titv);
    put_sides(j, "het_hom", m.het_hom);
}

static bool is_empty(const struct table_sums *s)
{
    return !s->truth_total && !s->query_total && !s->truth_outside;
}

/* Counts of the parts that hold records. */
static void put_parts(struct json *j, const struct table *t,
                      const struct table_pick *of, bool zygosities)
{
    size_t n = zygosities ? JUDGED_ZYGOSITIES : JUDGED_SUBTYPES;

    begin(j, zygosities ? "zygosities" : "subtypes", '[');
    for (size_t i = 0; i < n; i++) {
        struct table_pick pick = *of;
        struct table_sums s;

        *(zygosities ? &pick.zygosities : &pick.subtypes) = TABLE_BIT(i);
        table_sum(&s, t, &pick);
        if (is_empty(&s))
            continue;
        begin(j, NULL, '{');
        put_text(j, "name",
                 zygosities ? judged_zygosity_name((enum judged_zygosity)i)
                            : judged_subtype_name((enum judged_subtype)i));
        put_counts(j, &s);
        end(j, '}');
    }
    end(j, ']');
}

static const char *type_name(unsigned shape)
{
    return shape == JUDGED_SHAPES ? "ALL"
                                  : judged_shape_name((enum judged_shape)shape);
}

static void put_stratum(struct json *j, const struct table *t, size_t k)
{
    begin_line(j);
    put_text(j, "name", t->name[k]);
    put_known(j, "bp", t->bp[2 * k]);
    put_known(j, "bp_inside", t->bp[2 * k + 1]);
    begin(j, "types", '[');
    for (unsigned shape = 0; shape < SHAPES_AND_ALL; shape++) {
        struct table_pick pick = {.stratum = k};
        struct table_sums s;

        if (shape < JUDGED_SHAPES)
            pick.shapes = TABLE_BIT(shape);
        table_sum(&s, t, &pick);
        if (k && is_empty(&s))
            continue;
        begin_line(j);
        put_text(j, "type", type_name(shape));
        put_counts(j, &s);
        put_metrics(j, t, &pick, shape);
        put_parts(j, t, &pick, false);
        put_parts(j, t, &pick, true);
        end(j, '}');
    }
    end(j, ']');
    end(j, '}');
}

/* ---- curves ----------------------------------------------------------------
 */
static void put_row(struct json *j, const struct roc_row *r, int64_t truth)
{
    begin(j, NULL, '[');
    put_real(j, NULL, r->score);
    put_real(j, NULL, r->found);
    put_int(j, NULL, r->right);
    put_int(j, NULL, r->wrong);
    put_real(j, NULL, fmax(0, (double)truth - r->found));
    end(j, ']');
}

/* Into which of equal parts of all calls a row falls. */
static int64_t step_of(const struct roc_curve *c, size_t i)
{
    const struct roc_row *last = &c->a[c->n - 1];
    double all = (double)(last->right + last->wrong);

    return all > 0 ? (int64_t)((double)(c->a[i].right + c->a[i].wrong) / all *
                               (TABLE_JSON_POINTS - 2))
                   : 0;
}

static void put_curve(struct json *j, const struct table *t, unsigned shape)
{
    const struct roc_curve *c = table_roc(t, shape);
    struct table_pick pick = {.shapes =
                                  shape < JUDGED_SHAPES ? TABLE_BIT(shape) : 0};
    struct table_sums s;

    table_sum(&s, t, &pick);
    begin_line(j);
    put_text(j, "type", type_name(shape));
    put_int(j, "rows", (int64_t)c->n);
    put_int(j, "score_bits", ROC_DIGITS + 1 - (int)c->dropped);
    begin(j, "points", '[');
    for (size_t i = 0; i < c->n; i++) {
        if (i == 0 || i + 1 == c->n || step_of(c, i) != step_of(c, i - 1))
            put_row(j, &c->a[i], s.truth_tp + s.truth_fn);
    }
    end(j, ']');
    end(j, '}');
}

void table_write_json(struct buf *out, const struct table *t)
{
    static const char *const column[] = {"score", "truth_tp", "query_tp",
                                         "query_fp", "truth_fn"};
    struct json j = {.b = out};

    begin(&j, NULL, '{');
    put_text(&j, "format", "entente-comparison/1");
    put_text(&j, "unit", "record");
    put_text(&j, "filter", t->filter == VARIANTS_ALL ? "all" : "pass");
    put_text(&j, "score", t->score);
    put_real(&j, "confidence", TABLE_CONFIDENCE);
    put_int(&j, "block_bp", TALLY_BLOCK_BP);
    begin(&j, "strata", '[');
    for (size_t k = 0; k < t->n; k++)
        put_stratum(&j, t, k);
    end(&j, ']');
    begin(&j, "roc_columns", '[');
    for (size_t i = 0; i < sizeof(column) / sizeof(column[0]); i++)
        put_text(&j, NULL, column[i]);
    end(&j, ']');
    begin(&j, "roc", '[');
    for (unsigned shape = 0; shape < SHAPES_AND_ALL; shape++)
        put_curve(&j, t, shape);
    end(&j, ']');
    end(&j, '}');
    buf_char(out, '\n');
}
