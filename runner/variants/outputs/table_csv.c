#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "variants/outputs/table_internal.h"
#include "variants/outputs/table_write.h"

static const struct {
    const char *name;
    unsigned shapes;
} type[] = {
    {"INDEL", TABLE_INDEL},
    {"SNP",   TABLE_SNP  },
};

#define TYPES (sizeof(type) / sizeof(type[0]))

static const struct {
    size_t type;
    const char *name;
    unsigned subtypes;
} subtype[] = {
    {0, "*",        0                         },
    {0, "C16_PLUS", TABLE_BIT(JUDGED_C16_PLUS)},
    {0, "C1_5",     TABLE_BIT(JUDGED_C1_5)    },
    {0, "C6_15",    TABLE_BIT(JUDGED_C6_15)   },
    {0, "D16_PLUS", TABLE_BIT(JUDGED_D16_PLUS)},
    {0, "D1_5",     TABLE_BIT(JUDGED_D1_5)    },
    {0, "D6_15",    TABLE_BIT(JUDGED_D6_15)   },
    {0, "I16_PLUS", TABLE_BIT(JUDGED_I16_PLUS)},
    {0, "I1_5",     TABLE_BIT(JUDGED_I1_5)    },
    {0, "I6_15",    TABLE_BIT(JUDGED_I6_15)   },
    {1, "*",        0                         },
    {1, "mnp",      TABLE_BIT(JUDGED_MNP_ANY) },
    {1, "ti",       TABLE_BIT(JUDGED_TI)      },
    {1, "tv",       TABLE_BIT(JUDGED_TV)      },
};

static const struct {
    const char *name;
    unsigned zygosities;
} genotype[] = {
    {"*",      0                       },
    {"het",    TABLE_BIT(JUDGED_HET)   },
    {"hetalt", TABLE_BIT(JUDGED_HETALT)},
    {"homalt", TABLE_BIT(JUDGED_HOMALT)},
};

/* The counts that extended.csv tells apart. */
static const char *const group[] = {
    "TRUTH.TOTAL", "TRUTH.TP", "TRUTH.FN",  "QUERY.TOTAL",
    "QUERY.TP",    "QUERY.FP", "QUERY.UNK",
};

#define VALUES (sizeof(group) / sizeof(group[0]))

enum { /* places in it */
    TRUTH_TOTAL,
    TRUTH_TP,
    TRUTH_FN,
    QUERY_TOTAL,
    QUERY_TP,
    QUERY_FP,
    QUERY_UNK
};

static void values_of(int64_t v[VALUES], const struct table_sums *s)
{
    v[TRUTH_TOTAL] = s->truth_total;
    v[TRUTH_TP] = s->truth_tp;
    v[TRUTH_FN] = s->truth_fn;
    v[QUERY_TOTAL] = s->query_total;
    v[QUERY_TP] = s->query_tp;
    v[QUERY_FP] = s->query_fp;
    v[QUERY_UNK] = s->query_unk + s->query_unresolved;
}

static void text(struct buf *b, const char *s)
{
    if (!strpbrk(s, ",\"\r\n")) {
        buf_str(b, s);
        return;
    }
    buf_char(b, '"');
    for (; *s; s++) {
        if (*s == '"')
            buf_char(b, '"');
        buf_char(b, *s);
    }
    buf_char(b, '"');
}

/* ",v" with six decimals at most and one at least; never 1 unless it is. */
static void fraction(struct buf *b, double v)
{
    char s[32];
    size_t n;

    buf_char(b, ',');
    if (isnan(v))
        return;
    if (v < 1 && v > 0.999999)
        v = 0.999999;
    (void)snprintf(s, sizeof(s), "%.6f", v);
    n = strlen(s);
    while (s[n - 1] == '0' && s[n - 2] != '.')
        n--;
    buf_add(b, s, n);
}

/* ",num/den" with twelve digits. */
static void quotient(struct buf *b, int64_t num, int64_t den)
{
    char s[32];

    buf_char(b, ',');
    if (!den)
        return;
    (void)snprintf(s, sizeof(s), "%.12g", (double)num / (double)den);
    buf_str(b, s);
    if (!strpbrk(s, ".e"))
        buf_str(b, ".0");
}

static void count(struct buf *b, int64_t v)
{
    buf_char(b, ',');
    buf_i64(b, v);
}

static void bp(struct buf *b, int64_t v)
{
    buf_char(b, ',');
    if (v >= 0)
        buf_i64(b, v);
}

static const char *filter(const struct table *t)
{
    return t->filter == VARIANTS_ALL ? "ALL" : "PASS";
}

static void part_of(int64_t v[VALUES], const struct table *t,
                    struct table_pick pick, unsigned subtypes,
                    unsigned zygosities)
{
    struct table_sums s = {0};

    if (subtypes)
        pick.subtypes = pick.subtypes ? pick.subtypes & subtypes : subtypes;
    if (zygosities)
        pick.zygosities =
            pick.zygosities ? pick.zygosities & zygosities : zygosities;
    /* Nothing left of a mask would mean all. */
    if ((pick.subtypes || !subtypes) && (pick.zygosities || !zygosities))
        table_sum(&s, t, &pick);
    values_of(v, &s);
}

/* What a row counts, whole and in parts. */
struct parts {
    int64_t all[VALUES];
    int64_t ti[VALUES];
    int64_t tv[VALUES];
    int64_t het[VALUES];
    int64_t homalt[VALUES];
};

static void take_apart(struct parts *p, const struct table *t,
                       const struct table_pick *pick)
{
    part_of(p->all, t, *pick, 0, 0);
    part_of(p->ti, t, *pick, TABLE_BIT(JUDGED_TI), 0);
    part_of(p->tv, t, *pick, TABLE_BIT(JUDGED_TV), 0);
    part_of(p->het, t, *pick, 0, TABLE_BIT(JUDGED_HET));
    part_of(p->homalt, t, *pick, 0, TABLE_BIT(JUDGED_HOMALT));
}

static void summary_row(struct buf *b, const struct table *t, size_t k)
{
    struct table_pick pick = {.shapes = type[k].shapes};
    bool snp = type[k].shapes == TABLE_SNP;
    struct table_metrics m;
    struct table_sums s;
    struct parts p;

    table_sum(&s, t, &pick);
    table_measure(&m, t, &pick);
    take_apart(&p, t, &pick);
    buf_printf(b, "%s,%s", type[k].name, filter(t));
    for (size_t i = 0; i < VALUES; i++) {
        if (i != QUERY_TP)
            count(b, p.all[i]);
    }
    count(b, s.query_ge);
    fraction(b, m.recall.value);
    fraction(b, m.precision.value);
    fraction(b, m.frac_na);
    fraction(b, m.f1);
    quotient(b, p.ti[TRUTH_TOTAL], snp ? p.tv[TRUTH_TOTAL] : 0);
    quotient(b, p.ti[QUERY_TOTAL], snp ? p.tv[QUERY_TOTAL] : 0);
    quotient(b, p.het[TRUTH_TOTAL], p.homalt[TRUTH_TOTAL]);
    quotient(b, p.het[QUERY_TOTAL], p.homalt[QUERY_TOTAL]);
    buf_char(b, '\n');
}

void table_write_summary(struct buf *out, const struct table *t)
{
    buf_str(out,
            "Type,Filter,TRUTH.TOTAL,TRUTH.TP,TRUTH.FN,QUERY.TOTAL,QUERY.FP,"
            "QUERY.UNK,FP.gt,METRIC.Recall,METRIC.Precision,METRIC.Frac_NA,"
            "METRIC.F1_Score,TRUTH.TOTAL.TiTv_ratio,QUERY.TOTAL.TiTv_ratio,"
            "TRUTH.TOTAL.het_hom_ratio,QUERY.TOTAL.het_hom_ratio\n");
    for (size_t k = 0; k < TYPES; k++)
        summary_row(out, t, k);
}

static void extended_header(struct buf *b)
{
    static const char *const part[] = {
        "", ".ti", ".tv", ".het", ".homalt", ".TiTv_ratio", ".het_hom_ratio"};

    buf_str(b, "Type,Subtype,Subset,Filter,Genotype,QQ.Field,QQ,METRIC.Recall,"
               "METRIC.Precision,METRIC.Frac_NA,METRIC.F1_Score,FP.gt,FP.al,"
               "Subset.Size,Subset.IS_CONF.Size,Subset.Level");
    for (size_t i = 0; i < VALUES; i++) {
        for (size_t k = 0; k < sizeof(part) / sizeof(part[0]); k++)
            buf_printf(b, ",%s%s", group[i], part[k]);
    }
    buf_char(b, '\n');
}

static void extended_counts(struct buf *b, const struct parts *p, bool snp)
{
    for (size_t i = 0; i < VALUES; i++) {
        count(b, p->all[i]);
        if (snp) {
            count(b, p->ti[i]);
            count(b, p->tv[i]);
        } else {
            buf_str(b, ",.,.");
        }
        count(b, p->het[i]);
        count(b, p->homalt[i]);
        quotient(b, p->ti[i], snp ? p->tv[i] : 0);
        quotient(b, p->het[i], p->homalt[i]);
    }
}

static void extended_row(struct buf *b, const struct table *t, size_t sub,
                         size_t stratum, size_t geno)
{
    size_t k = subtype[sub].type;
    struct table_pick pick = {.stratum = stratum,
                              .shapes = type[k].shapes,
                              .subtypes = subtype[sub].subtypes,
                              .zygosities = genotype[geno].zygosities};
    struct table_metrics m;
    struct table_sums s;
    struct parts p;

    table_sum(&s, t, &pick);
    table_measure(&m, t, &pick);
    take_apart(&p, t, &pick);
    buf_printf(b, "%s,%s,", type[k].name, subtype[sub].name);
    text(b, t->name[stratum]);
    buf_printf(b, ",%s,%s,", filter(t), genotype[geno].name);
    text(b, t->score ? t->score : ".");
    buf_str(b, ",*");
    fraction(b, m.recall.value);
    fraction(b, m.precision.value);
    fraction(b, m.frac_na);
    fraction(b, m.f1);
    count(b, s.query_ge);
    count(b, s.query_lm);
    bp(b, t->bp[2 * stratum]);
    bp(b, t->has_regions ? t->bp[2 * stratum + 1] : -1);
    count(b, 0);
    extended_counts(b, &p, type[k].shapes == TABLE_SNP);
    buf_char(b, '\n');
}

void table_write_extended(struct buf *out, const struct table *t)
{
    extended_header(out);
    for (size_t i = 0; i < sizeof(subtype) / sizeof(subtype[0]); i++) {
        size_t genotypes = subtype[i].subtypes ? 1 : 4;

        for (size_t k = 0; k < t->n; k++) {
            for (size_t g = 0; g < genotypes; g++)
                extended_row(out, t, i, k, g);
        }
    }
}
