/*
 * The keys that the specification reserves, by version (VCFv4.5 s1.6.1.8,
 * s1.6.2, s3, s4). Versions 4.1 and 4.2 give Type and Number of many only in
 * words ("for each ALT allele", "(Integer)"); these are read as such.
 *
 * A Number of "." binds nobody: files with SVLEN,Number=1 are as old as 4.1.
 */
#include <stdlib.h>
#include <string.h>

#include "conform/vcf/examine_vcf_internal.h"

struct reserved {
    const char *id;
    int from; /* versions */
    int to;
    enum vcfx_type type;
    enum vcfx_number number;
    uint32_t count;
    enum vcfx_special special;
};

#define INTEGER VCFX_INTEGER
#define FLOAT   VCFX_FLOAT
#define STRING  VCFX_STRING
#define FLAG    VCFX_FLAG, VCFX_FIXED, 0, VCFX_PLAIN
#define ONE     VCFX_FIXED, 1
#define TWO     VCFX_FIXED, 2
#define FOUR    VCFX_FIXED, 4
#define ANY     VCFX_ANY, 0
#define PER_A   VCFX_A, 0
#define PER_R   VCFX_R, 0
#define PER_G   VCFX_G, 0
#define PLAIN   VCFX_PLAIN

/* clang-format off */
static const struct reserved of_info[] = {
    {"AA",        41, 45, STRING,  ONE,   PLAIN},
    {"AC",        41, 45, INTEGER, PER_A, VCFX_AC},
    {"AD",        43, 45, INTEGER, PER_R, VCFX_TOTALS},
    {"ADF",       43, 45, INTEGER, PER_R, PLAIN},
    {"ADR",       43, 45, INTEGER, PER_R, PLAIN},
    {"AF",        41, 45, FLOAT,   PER_A, VCFX_AF},
    {"AN",        41, 45, INTEGER, ONE,   VCFX_AN},
    {"BQ",        41, 45, FLOAT,   ONE,   PLAIN},
    {"CIGAR",     41, 45, STRING,  PER_A, VCFX_CIGAR},
    {"DB",        41, 45, FLAG},
    {"DP",        41, 45, INTEGER, ONE,   VCFX_TOTAL},
    {"END",       41, 45, INTEGER, ONE,   VCFX_END},
    {"H2",        41, 45, FLAG},
    {"H3",        41, 45, FLAG},
    {"MQ",        41, 45, FLOAT,   ONE,   PLAIN},
    {"MQ0",       41, 45, INTEGER, ONE,   VCFX_COUNTER},
    {"NS",        41, 45, INTEGER, ONE,   VCFX_COUNTER},
    {"SB",        43, 45, INTEGER, FOUR,  PLAIN},
    {"SOMATIC",   41, 45, FLAG},
    {"VALIDATED", 41, 45, FLAG},
    {"1000G",     41, 45, FLAG},
    {"IMPRECISE", 41, 45, VCFX_FLAG, VCFX_FIXED, 0, VCFX_IMPRECISE},
    {"NOVEL",     41, 45, FLAG},
    {"SVTYPE",    41, 45, STRING,  ONE,   PLAIN},
    {"SVLEN",     41, 43, INTEGER, ANY,   VCFX_SVLEN},
    {"SVLEN",     44, 45, INTEGER, PER_A, VCFX_SVLEN},
    {"CIPOS",     41, 43, INTEGER, TWO,   VCFX_CIPOS},
    {"CIPOS",     44, 45, INTEGER, ANY,   VCFX_CIPOS},
    {"CIEND",     41, 43, INTEGER, TWO,   VCFX_CIEND},
    {"CIEND",     44, 45, INTEGER, ANY,   VCFX_CIEND},
    {"HOMLEN",    41, 43, INTEGER, ANY,   PLAIN},
    {"HOMLEN",    44, 45, INTEGER, PER_A, PLAIN},
    {"HOMSEQ",    41, 43, STRING,  ANY,   PLAIN},
    {"HOMSEQ",    44, 45, STRING,  PER_A, PLAIN},
    {"BKPTID",    41, 43, STRING,  ANY,   PLAIN},
    {"BKPTID",    44, 45, STRING,  PER_A, PLAIN},
    {"MEINFO",    41, 43, STRING,  FOUR,  VCFX_MEINFO},
    {"MEINFO",    44, 45, STRING,  ANY,   VCFX_MEINFO},
    {"METRANS",   41, 43, STRING,  FOUR,  VCFX_METRANS},
    {"METRANS",   44, 45, STRING,  ANY,   VCFX_METRANS},
    {"DGVID",     41, 43, STRING,  ONE,   PLAIN},
    {"DGVID",     44, 45, STRING,  PER_A, PLAIN},
    {"DBVARID",   41, 43, STRING,  ONE,   PLAIN},
    {"DBVARID",   44, 45, STRING,  PER_A, PLAIN},
    {"DBRIPID",   41, 43, STRING,  ONE,   PLAIN},
    {"DBRIPID",   44, 45, STRING,  PER_A, PLAIN},
    {"MATEID",    41, 43, STRING,  ANY,   VCFX_MATEID},
    {"MATEID",    44, 45, STRING,  PER_A, VCFX_MATEID},
    {"PARID",     41, 43, STRING,  ONE,   PLAIN},
    {"PARID",     44, 45, STRING,  PER_A, PLAIN},
    {"EVENT",     41, 43, STRING,  ONE,   PLAIN},
    {"EVENT",     44, 45, STRING,  PER_A, PLAIN},
    {"EVENTTYPE", 44, 45, STRING,  PER_A, PLAIN},
    {"CILEN",     41, 43, INTEGER, TWO,   VCFX_CILEN},
    {"CILEN",     44, 45, INTEGER, ANY,   VCFX_CILEN},
    {"DPADJ",     41, 43, INTEGER, ANY,   PLAIN},
    {"CN",        41, 43, INTEGER, ONE,   PLAIN},
    {"CN",        44, 45, FLOAT,   PER_A, PLAIN},
    {"CNADJ",     41, 43, INTEGER, ANY,   PLAIN},
    {"CICN",      41, 43, INTEGER, TWO,   VCFX_CICN},
    {"CICN",      44, 45, FLOAT,   ANY,   VCFX_CICN},
    {"CICNADJ",   41, 43, INTEGER, ANY,   PLAIN},
    {"SVCLAIM",   44, 45, STRING,  PER_A, VCFX_SVCLAIM},
    {"RN",        44, 45, INTEGER, PER_A, VCFX_RN},
    {"RUS",       44, 45, STRING,  ANY,   VCFX_RUS},
    {"RUL",       44, 45, INTEGER, ANY,   VCFX_RUL},
    {"RUC",       44, 45, FLOAT,   ANY,   VCFX_RUC},
    {"RB",        44, 45, INTEGER, ANY,   VCFX_RB},
    {"CIRUC",     44, 45, FLOAT,   ANY,   VCFX_CIRUC},
    {"CIRB",      44, 45, INTEGER, ANY,   VCFX_CIRB},
    {"RUB",       44, 45, INTEGER, ANY,   VCFX_RUB},
    {NULL, 0, 0, VCFX_UNTYPED, ANY, PLAIN},
};

static const struct reserved of_format[] = {
    {"GT",   41, 45, STRING,  ONE,   VCFX_GT},
    {"DP",   41, 45, INTEGER, ONE,   PLAIN},
    {"FT",   41, 45, STRING,  ONE,   PLAIN},
    {"GL",   41, 45, FLOAT,   PER_G, VCFX_LIKELIHOOD},
    {"GLE",  41, 42, STRING,  ANY,   PLAIN},
    {"PL",   41, 45, INTEGER, PER_G, VCFX_LIKELIHOOD},
    {"GP",   41, 42, FLOAT,   PER_G, VCFX_LIKELIHOOD},
    {"GP",   43, 45, FLOAT,   PER_G, VCFX_GP},
    {"GQ",   41, 45, INTEGER, ONE,   PLAIN},
    {"HQ",   41, 45, INTEGER, TWO,   PLAIN},
    {"PS",   41, 45, INTEGER, ONE,   VCFX_PS},
    {"PQ",   41, 45, INTEGER, ONE,   PLAIN},
    {"EC",   41, 45, INTEGER, PER_A, PLAIN},
    {"MQ",   41, 45, INTEGER, ONE,   PLAIN},
    {"AD",   43, 45, INTEGER, PER_R, VCFX_DEPTHS},
    {"ADF",  43, 45, INTEGER, PER_R, VCFX_DEPTHS},
    {"ADR",  43, 45, INTEGER, PER_R, VCFX_DEPTHS},
    {"PP",   43, 45, INTEGER, PER_G, PLAIN},
    {"PSL",  44, 45, STRING,  VCFX_P, 0, VCFX_PSL},
    {"PSO",  44, 45, INTEGER, VCFX_P, 0, VCFX_PSO},
    {"PSQ",  44, 45, INTEGER, VCFX_P, 0, VCFX_PSQ},
    {"LEN",  45, 45, INTEGER, ONE,   VCFX_LEN},
    {"LA",   45, 45, INTEGER, ANY,   PLAIN},
    {"LAA",  45, 45, INTEGER, ANY,   VCFX_LAA},
    {"LAD",  45, 45, INTEGER, VCFX_LR, 0, PLAIN},
    {"LADF", 45, 45, INTEGER, VCFX_LR, 0, PLAIN},
    {"LADR", 45, 45, INTEGER, VCFX_LR, 0, PLAIN},
    {"LEC",  45, 45, INTEGER, VCFX_LA, 0, PLAIN},
    {"LGL",  45, 45, FLOAT,   VCFX_LG, 0, PLAIN},
    {"LGP",  45, 45, FLOAT,   VCFX_LG, 0, PLAIN},
    {"LPL",  45, 45, INTEGER, VCFX_LG, 0, PLAIN},
    {"LPP",  45, 45, INTEGER, VCFX_LG, 0, PLAIN},
    {"CN",   41, 43, INTEGER, ONE,   VCFX_CN},
    {"CN",   44, 45, FLOAT,   ONE,   VCFX_CN},
    {"CICN", 44, 45, FLOAT,   TWO,   VCFX_CICN_OF_SAMPLE},
    {"CNQ",  41, 45, FLOAT,   ONE,   PLAIN},
    {"CNL",  41, 45, FLOAT,   ANY,   PLAIN},
    {"CNP",  43, 45, FLOAT,   ANY,   PLAIN},
    {"NQ",   41, 45, INTEGER, ONE,   PLAIN},
    {"HAP",  41, 45, INTEGER, ONE,   PLAIN},
    {"AHAP", 41, 45, INTEGER, ONE,   PLAIN},
    {NULL, 0, 0, VCFX_UNTYPED, ANY, PLAIN},
};
/* clang-format on */

/* M5mC, DPM27551C...: VCFv4.5 s1.6.2. */
static bool is_modification(struct vcfx_span id, bool *depth)
{
    struct vcfx_span t = id;

    *depth =
        t.n > 2 && (memcmp(t.s, "DP", 2) == 0 || memcmp(t.s, "AD", 2) == 0);
    if (*depth) {
        t.s += 2;
        t.n -= 2;
    }
    if (t.n < 3 || *t.s != 'M' || !vcfx_among(t.s[t.n - 1], "ACGTUN"))
        return false;
    for (size_t i = 1; i + 1 < t.n; i++) {
        if (!vcfx_byte(t.s[i], VCFX_DIGIT))
            return false;
    }
    return true;
}

bool vcfx_reserved(struct vcfx_key *out, bool format, struct vcfx_span id,
                   const struct vcfx *x)
{
    const struct reserved *r = format ? of_format : of_info;
    bool depth;

    for (; r->id; r++) {
        if (x->oldest >= r->from && x->version <= r->to && vcfx_is(id, r->id)) {
            out->type = r->type;
            out->number = r->number;
            out->count = r->count;
            out->special = r->special;
            return true;
        }
    }
    if (format && x->oldest >= 45 && is_modification(id, &depth)) {
        out->type = depth ? VCFX_INTEGER : VCFX_FLOAT;
        out->number = VCFX_M;
        out->special = VCFX_PLAIN;
        return true;
    }
    return false;
}

static bool same_number(const struct vcfx_key *declared,
                        const struct vcfx_key *reserved, struct vcfx_span id)
{
    /* Heterogeneous ploidy: as many as there are genotypes, or unbounded. */
    if (vcfx_is(id, "GLE"))
        return declared->number == VCFX_G || declared->number == VCFX_ANY;
    return reserved->number == VCFX_ANY ||
           (reserved->number == declared->number &&
            (reserved->number != VCFX_FIXED ||
             reserved->count == declared->count));
}

void vcfx_compare_reserved(struct vcfx *x, bool format, struct vcfx_span id,
                           const struct vcfx_key *declared,
                           struct vcfx_span number, struct vcfx_span type)
{
    const char *rule = format ? "VCF-FMT-005" : "VCF-INFO-006";
    struct vcfx_key r = {0};

    if (!vcfx_reserved(&r, format, id, x))
        return;
    if (!same_number(declared, &r, id))
        problem_add(x->problems, rule, vcfx_at(x, number.s, number.n), x->e,
                    "%.*s is a reserved key with another Number", (int)id.n,
                    id.s);
    /* 4.1 and 4.2 give no type for MQ of INFO. */
    if (!format && x->oldest < 43 && vcfx_is(id, "MQ") &&
        declared->type == VCFX_INTEGER)
        return;
    if (declared->type != r.type)
        problem_add(x->problems, rule, vcfx_at(x, type.s, type.n), x->e,
                    "%.*s is a reserved key with another Type", (int)id.n,
                    id.s);
}

int vcfx_keys_add(uint32_t *i, int *added, struct vcfx_keys *k,
                  struct vcfx_span id, struct err *e)
{
    if (names_add(i, added, &k->names, id.s, id.n, e))
        return -1;
    if (*i >= k->cap) {
        size_t cap = k->cap ? 2 * k->cap : 64;
        struct vcfx_key *more = realloc(k->a, cap * sizeof(*more));

        if (!more)
            return err_nomem(e);
        k->a = more;
        k->cap = cap;
    }
    if (*added)
        k->a[*i] = (struct vcfx_key){0};
    return 0;
}

/* Up to 4.2 "alphanumeric"; that is asked of keys alone that no ##FORMAT line
 * declares, as the form of an ID was left open. */
static bool format_key_legal(struct vcfx_span id, int version)
{
    if (version >= 43)
        return vcfx_is_key(id);
    for (size_t i = 0; i < id.n; i++) {
        if (!vcfx_byte(id.s[i], VCFX_WORD) || id.s[i] == '_' || id.s[i] == '.')
            return false;
    }
    return id.n > 0;
}

static bool info_key_legal(struct vcfx_span id, int version)
{
    if (version < 43)
        return id.n && !memchr(id.s, ' ', id.n) && !memchr(id.s, ',', id.n);
    return vcfx_is_key(id) || vcfx_is(id, "1000G");
}

/* In one of the versions that it may be. */
static bool key_legal(const struct vcfx *x, bool format, struct vcfx_span id)
{
    if (format)
        return format_key_legal(id, x->version) ||
               format_key_legal(id, x->oldest);
    return info_key_legal(id, x->version) || info_key_legal(id, x->oldest);
}

static void tell_new(struct vcfx *x, bool format, struct vcfx_span id)
{
    bool legal = key_legal(x, format, id);

    if (format && !legal)
        problem_add(x->problems, "VCF-FMT-101", vcfx_at(x, id.s, id.n), x->e,
                    "this FORMAT key is not legal");
    else if (!legal)
        problem_add(x->problems, "VCF-INFO-101", vcfx_at(x, id.s, id.n), x->e,
                    "this INFO key is not legal");
    else if (format)
        problem_add(x->problems, "VCF-FMT-103", vcfx_at(x, id.s, id.n), x->e,
                    "no ##FORMAT line declares this key");
    else
        problem_add(x->problems, "VCF-INFO-103", vcfx_at(x, id.s, id.n), x->e,
                    "no ##INFO line declares this key");
}

uint32_t vcfx_key_of(struct vcfx *x, bool format, struct vcfx_span id)
{
    struct vcfx_keys *k = format ? &x->formats : &x->infos;
    uint32_t i = names_find(&k->names, id.s, id.n);
    int added;

    if (i != NAMES_NONE)
        return i;
    tell_new(x, format, id);
    if (k->names.n >= k->n_header + VCFX_BODY_KEYS ||
        vcfx_keys_add(&i, &added, k, id, x->e))
        return NAMES_NONE;
    vcfx_reserved(&k->a[i], format, id, x);
    /* Nothing but the header says the type of a key of FORMAT: the table of
     * the specification gives one "for reference". */
    if (format && k->a[i].special != VCFX_GT)
        k->a[i].type = VCFX_UNTYPED;
    return i;
}
