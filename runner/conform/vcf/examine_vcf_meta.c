/* What each kind of meta-information line has to say (VCFv4.5 s1.4). */
#include <stdlib.h>
#include <string.h>

#include "conform/vcf/examine_vcf_internal.h"

static const char *const sv_types[] = {"DEL", "INS", "DUP", "INV", "CNV"};
#define N_SV_TYPES (sizeof(sv_types) / sizeof(sv_types[0]))

static bool is_sv_type(struct vcfx_span t)
{
    for (size_t i = 0; i < N_SV_TYPES; i++) {
        if (vcfx_is(t, sv_types[i]))
            return true;
    }
    return false;
}

/* ---- ids ---- */

/* false: there is none, and that is told. */
static bool has_id(struct vcfx *x, const struct vcfx_meta *m, const char *rule)
{
    const struct vcfx_field *id = vcfx_field(m, "ID");

    if (id && id->value.n)
        return true;
    problem_add(x->problems, rule, vcfx_at(x, x->at, 0), x->e,
                "the line has no ID");
    return false;
}

static void tell_twice(struct vcfx *x, const char *rule, struct vcfx_span id)
{
    problem_add(x->problems, rule, vcfx_at(x, id.s, id.n), x->e,
                "another line of this kind has the same ID");
}

/* Ids of lines that nothing else keeps. */
static void keep_other(struct vcfx *x, const struct vcfx_meta *m)
{
    struct vcfx_span id = vcfx_field(m, "ID")->value;
    char both[512];
    uint32_t i;
    int added = 1;

    if (m->key.n + id.n + 1 > sizeof(both) || x->oldest < 43)
        return;
    memcpy(both, m->key.s, m->key.n);
    both[m->key.n] = '\x1f';
    memcpy(both + m->key.n + 1, id.s, id.n);
    if (names_add(&i, &added, &x->others, both, m->key.n + 1 + id.n, x->e) ==
            0 &&
        !added)
        tell_twice(x, "VCF-META-002", id);
}

/* ---- INFO and FORMAT ---- */

static bool take_number(struct vcfx_key *k, struct vcfx_span t, bool format,
                        int version)
{
    static const struct {
        const char *word;
        enum vcfx_number number;
        int from;
        bool format_only;
    } row[] = {
        {".",  VCFX_ANY, 41, false},
        {"A",  VCFX_A,   41, false},
        {"G",  VCFX_G,   41, false},
        {"R",  VCFX_R,   42, false},
        {"P",  VCFX_P,   44, true },
        {"LA", VCFX_LA,  45, true },
        {"LR", VCFX_LR,  45, true },
        {"LG", VCFX_LG,  45, true },
        {"M",  VCFX_M,   45, true },
    };
    int64_t n = vcfx_count(t);

    for (size_t i = 0; i < sizeof(row) / sizeof(row[0]); i++) {
        if (version >= row[i].from && (format || !row[i].format_only) &&
            vcfx_is(t, row[i].word)) {
            k->number = row[i].number;
            return true;
        }
    }
    k->number = n >= 0 && n <= INT32_MAX ? VCFX_FIXED : VCFX_ANY;
    k->count = k->number == VCFX_FIXED ? (uint32_t)n : 0;
    return k->number == VCFX_FIXED;
}

static bool take_type(struct vcfx_key *k, struct vcfx_span t, bool format)
{
    static const struct {
        const char *word;
        enum vcfx_type type;
    } row[] = {
        {"Integer",   VCFX_INTEGER  },
        {"Float",     VCFX_FLOAT    },
        {"Character", VCFX_CHARACTER},
        {"String",    VCFX_STRING   },
        {"Flag",      VCFX_FLAG     },
    };

    k->type = VCFX_UNTYPED;
    for (size_t i = 0; i < sizeof(row) / sizeof(row[0]); i++) {
        if (vcfx_is(t, row[i].word))
            k->type = row[i].type;
    }
    return k->type != VCFX_UNTYPED && !(format && k->type == VCFX_FLAG);
}

static bool is_one_of(struct vcfx_span t, const char *const *word, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (vcfx_is(t, word[i]))
            return true;
    }
    return false;
}

/* All fields but the `n` first of the form are optional: quoted. */
static void check_quotes(struct vcfx *x, const struct vcfx_meta *m,
                         const char *const *plain, size_t n)
{
    for (size_t i = 0; i < m->n; i++) {
        const struct vcfx_field *f = &m->field[i];

        if (f->quoted || is_one_of(f->key, plain, n))
            continue;
        /* BCF tools number the lines. */
        if (vcfx_is(f->key, "IDX"))
            continue;
        problem_add(
            x->problems,
            vcfx_is(m->key, "INFO") &&
                    (vcfx_is(f->key, "Description") ||
                     vcfx_is(f->key, "Source") || vcfx_is(f->key, "Version"))
                ? "VCF-INFO-007"
                : "VCF-META-005",
            vcfx_at(x, f->key.s, (size_t)(f->value.s - f->key.s) + f->value.n),
            x->e, "this value is not in double quotes");
    }
}

static void check_order(struct vcfx *x, const struct vcfx_meta *m,
                        const char *const *form, size_t n)
{
    if (x->version > 44)
        return;
    for (size_t i = 0; i < n; i++) {
        if (i >= m->n || !vcfx_is(m->field[i].key, form[i])) {
            problem_add(x->problems, "VCF-META-008", vcfx_at(x, x->at, 0), x->e,
                        "the fields are not in the order of the form");
            return;
        }
    }
}

static bool has_all(struct vcfx *x, const struct vcfx_meta *m,
                    const char *const *form, size_t n, const char *rule)
{
    for (size_t i = 0; i < n; i++) {
        const struct vcfx_field *f = vcfx_field(m, form[i]);

        if (f && (f->value.n || f->quoted))
            continue;
        problem_add(x->problems, rule, vcfx_at(x, x->at, 0), x->e,
                    "the line has no %s", form[i]);
        return false;
    }
    return true;
}

static void check_key_id(struct vcfx *x, struct vcfx_span id, bool format)
{
    bool legal = x->oldest < 43 ? !memchr(id.s, ' ', id.n) : vcfx_is_key(id);

    if (legal || (!format && vcfx_is(id, "1000G")))
        return;
    problem_add(x->problems, format ? "VCF-FMT-002" : "VCF-INFO-002",
                vcfx_at(x, id.s, id.n), x->e, "this ID is not legal");
}

static void check_flag(struct vcfx *x, const struct vcfx_key *k)
{
    bool none = k->number == VCFX_FIXED && k->count == 0;

    if (k->type == VCFX_FLAG && !none)
        problem_add(x->problems,
                    x->oldest > 44 ? "VCF-INFO-005" : "VCF-INFO-008",
                    vcfx_at(x, x->at, 0), x->e,
                    "a Flag has no values: its Number is 0");
    if (k->type != VCFX_FLAG && none)
        problem_add(x->problems, "VCF-INFO-005", vcfx_at(x, x->at, 0), x->e,
                    "Number is 0, but Type is not Flag");
}

static void keep_key(struct vcfx *x, struct vcfx_keys *keys, struct vcfx_key k,
                     struct vcfx_span id)
{
    uint32_t i;
    int added;

    if (vcfx_keys_add(&i, &added, keys, id, x->e))
        return;
    if (added)
        keys->a[i] = k;
    else if (x->oldest >= 43)
        tell_twice(x, "VCF-META-002", id);
}

static void check_modified(struct vcfx *x, const struct vcfx_key *k,
                           struct vcfx_span id)
{
    if (k->number == VCFX_M && !vcfx_among(id.s[id.n - 1], "ACGTUN"))
        problem_add(x->problems, "VCF-FMT-006", vcfx_at(x, id.s, id.n), x->e,
                    "a key of Number M does not end with A, C, G, T, U or N");
}

static void check_legal(struct vcfx *x, const struct vcfx_key *k, bool format,
                        const struct vcfx_meta *m)
{
    struct vcfx_span id = vcfx_field(m, "ID")->value;

    if (format)
        check_modified(x, k, id);
    else
        check_flag(x, k);
    vcfx_compare_reserved(x, format, id, k, vcfx_field(m, "Number")->value,
                          vcfx_field(m, "Type")->value);
}

void vcfx_declare_key(struct vcfx *x, const struct vcfx_meta *m, bool format)
{
    static const char *const form[] = {"ID", "Number", "Type", "Description"};
    struct vcfx_key k = {.declared = true, .header_line = x->line};
    struct vcfx_key reserved = {0};
    struct vcfx_span id;
    struct vcfx_span number;
    struct vcfx_span type;
    bool legal;

    if (!has_all(x, m, form, 4, format ? "VCF-FMT-001" : "VCF-INFO-001"))
        return;
    check_order(x, m, form, 4);
    check_quotes(x, m, form, 3);
    id = vcfx_field(m, "ID")->value;
    number = vcfx_field(m, "Number")->value;
    type = vcfx_field(m, "Type")->value;
    check_key_id(x, id, format);
    legal = take_number(&k, number, format, x->version);
    if (!legal)
        problem_add(x->problems, format ? "VCF-FMT-003" : "VCF-INFO-003",
                    vcfx_at(x, number.s, number.n), x->e,
                    "this Number is none of version %d.%d", x->version / 10,
                    x->version % 10);
    if (!take_type(&k, type, format)) {
        legal = false;
        problem_add(x->problems, format ? "VCF-FMT-004" : "VCF-INFO-004",
                    vcfx_at(x, type.s, type.n), x->e, "there is no such Type");
    }
    if (legal)
        check_legal(x, &k, format, m);
    if (vcfx_reserved(&reserved, format, id, x))
        k.special = reserved.special;
    keep_key(x, format ? &x->formats : &x->infos, k, id);
}

/* ---- FILTER, ALT ---- */

static void add_name(struct vcfx *x, struct names *set, struct vcfx_span id)
{
    uint32_t i;
    int added = 1;

    if (names_add(&i, &added, set, id.s, id.n, x->e) == 0 && !added &&
        x->oldest >= 43)
        tell_twice(x, "VCF-META-002", id);
}

/* 4.4 describes Description; all others require it. */
static size_t n_required(const struct vcfx *x)
{
    return x->oldest <= 44 && x->version >= 44 ? 1 : 2;
}

static void filter(struct vcfx *x, const struct vcfx_meta *m)
{
    static const char *const form[] = {"ID", "Description"};
    struct vcfx_span id;

    if (!has_all(x, m, form, n_required(x), "VCF-FLT-001"))
        return;
    check_quotes(x, m, form, 1);
    id = vcfx_field(m, "ID")->value;
    if (vcfx_is(id, "0") || memchr(id.s, ' ', id.n) || memchr(id.s, ';', id.n))
        problem_add(x->problems, "VCF-FLT-002", vcfx_at(x, id.s, id.n), x->e,
                    "the ID is 0, or has a blank or a semicolon");
    add_name(x, &x->filters, id);
}

static void alt(struct vcfx *x, const struct vcfx_meta *m)
{
    static const char *const form[] = {"ID", "Description"};
    struct vcfx_span id;
    struct vcfx_span first;

    if (!has_all(x, m, form, n_required(x), "VCF-ALT-001"))
        return;
    check_quotes(x, m, form, 1);
    id = first = vcfx_field(m, "ID")->value;
    if (memchr(id.s, ' ', id.n) || memchr(id.s, '<', id.n) ||
        memchr(id.s, '>', id.n))
        problem_add(x->problems, "VCF-ALT-002", vcfx_at(x, id.s, id.n), x->e,
                    "the ID has a blank or an angle bracket");
    first = vcfx_cut(&first, ':');
    if (first.n < id.n && !is_sv_type(first))
        problem_add(x->problems, "VCF-ALT-001", vcfx_at(x, id.s, id.n), x->e,
                    "the first level is none of DEL, INS, DUP, INV, CNV");
    add_name(x, &x->alts, id);
}

/* ---- contig ---- */

int vcfx_contig_of(uint32_t *i, int *added, struct vcfx *x,
                   struct vcfx_span name)
{
    if (names_add(i, added, &x->contigs, name.s, name.n, x->e))
        return -1;
    if (*i >= x->cap_contigs) {
        size_t cap = x->cap_contigs ? 2 * x->cap_contigs : 64;
        struct vcfx_contig *more = realloc(x->contig, cap * sizeof(*more));

        if (!more)
            return err_nomem(x->e);
        x->contig = more;
        x->cap_contigs = cap;
    }
    if (*added)
        x->contig[*i] = (struct vcfx_contig){.in_reference = NAMES_NONE};
    return 0;
}

static void contig_name(struct vcfx *x, struct vcfx_span id)
{
    if (x->oldest >= 43 ? !vcfx_is_contig(id)
                        : memchr(id.s, ' ', id.n) || memchr(id.s, '<', id.n) ||
                              memchr(id.s, '>', id.n))
        problem_add(x->problems, "VCF-CTG-002", vcfx_at(x, id.s, id.n), x->e,
                    "this is not the name of a contig");
    if (is_sv_type(id))
        problem_add(x->problems, "VCF-CTG-003", vcfx_at(x, id.s, id.n), x->e,
                    "the name is that of a symbolic allele");
}

static bool is_md5(struct vcfx_span t)
{
    if (t.n != 32)
        return false;
    for (size_t i = 0; i < t.n; i++) {
        if (!vcfx_among(t.s[i], "0123456789abcdefABCDEF"))
            return false;
    }
    return true;
}

static void contig(struct vcfx *x, const struct vcfx_meta *m)
{
    const struct vcfx_field *length = vcfx_field(m, "length");
    const struct vcfx_field *md5 = vcfx_field(m, "md5");
    struct vcfx_span id;
    uint32_t i;
    int added;

    if (!has_id(x, m, "VCF-CTG-001"))
        return;
    id = vcfx_field(m, "ID")->value;
    contig_name(x, id);
    if (length && vcfx_count(length->value) <= 0)
        problem_add(x->problems, "VCF-CTG-004",
                    vcfx_at(x, length->value.s, length->value.n), x->e,
                    "the length is not a positive integer");
    if (md5 && x->oldest >= 45 && !is_md5(md5->value))
        problem_add(x->problems, "VCF-CTG-004",
                    vcfx_at(x, md5->value.s, md5->value.n), x->e,
                    "the md5 is not 32 hexadecimal digits");
    if (vcfx_contig_of(&i, &added, x, id))
        return;
    if (!added) {
        tell_twice(x, "VCF-CTG-003", id);
        return;
    }
    x->contig[i].declared = true;
    x->contig[i].header_line = x->line;
    if (length && vcfx_count(length->value) > 0)
        x->contig[i].length = vcfx_count(length->value);
}

/* ---- META, SAMPLE, PEDIGREE ---- */

static void meta(struct vcfx *x, const struct vcfx_meta *m)
{
    const struct vcfx_field *type = vcfx_field(m, "Type");
    const struct vcfx_field *number = vcfx_field(m, "Number");
    const struct vcfx_field *values = vcfx_field(m, "Values");

    if (!has_id(x, m, "VCF-SMP-002"))
        return;
    if (!type || !vcfx_is(type->value, "String") || !number ||
        !vcfx_is(number->value, ".") || !values || !values->list)
        problem_add(x->problems, "VCF-SMP-002", vcfx_at(x, x->at, 0), x->e,
                    "the line is not <ID=...,Type=String,Number=.,"
                    "Values=[...]>");
    keep_other(x, m);
}

/* 4.1 and 4.2: ID, Genomes, Mixture, Description, of which the last is text. */
static void sample_before_43(struct vcfx *x, const struct vcfx_meta *m)
{
    static const char *const form[] = {"ID", "Genomes", "Mixture",
                                       "Description"};

    if (!has_all(x, m, form, 4, "VCF-SMP-001"))
        return;
    for (size_t i = 0; i < 3; i++) {
        const struct vcfx_field *f = vcfx_field(m, form[i]);

        if (f->quoted)
            problem_add(x->problems, "VCF-SMP-001",
                        vcfx_at(x, f->value.s, f->value.n), x->e,
                        "only Description stands in quotes");
    }
}

static void sample(struct vcfx *x, const struct vcfx_meta *m)
{
    struct vcfx_span id;

    if (x->oldest < 43 && x->version >= 43)
        return; /* either form, and the two have little in common */
    if (x->version < 43) {
        sample_before_43(x, m);
        return;
    }
    if (!has_id(x, m, "VCF-SMP-001"))
        return;
    id = vcfx_field(m, "ID")->value;
    if (memchr(id.s, ' ', id.n))
        problem_add(x->problems, "VCF-SMP-001", vcfx_at(x, id.s, id.n), x->e,
                    "the ID has a blank");
    keep_other(x, m);
}

static void pedigree(struct vcfx *x, const struct vcfx_meta *m)
{
    if (x->oldest >= 43) {
        if (!has_id(x, m, "VCF-PED-001"))
            return;
        keep_other(x, m);
    }
    for (size_t i = 0; i < m->n; i++) {
        if (!m->field[i].value.n)
            problem_add(x->problems, "VCF-PED-001",
                        vcfx_at(x, m->field[i].key.s, m->field[i].key.n), x->e,
                        "this relation names nobody");
    }
}

void vcfx_structured(struct vcfx *x, const struct vcfx_meta *m)
{
    static const struct {
        const char *key;
        void (*take)(struct vcfx *x, const struct vcfx_meta *m);
        int from;
    } row[] = {
        {"FILTER",   filter,   41},
        {"ALT",      alt,      41},
        {"contig",   contig,   41},
        {"META",     meta,     43},
        {"SAMPLE",   sample,   41},
        {"PEDIGREE", pedigree, 41},
    };

    if (vcfx_is(m->key, "INFO") || vcfx_is(m->key, "FORMAT")) {
        vcfx_declare_key(x, m, vcfx_is(m->key, "FORMAT"));
        return;
    }
    for (size_t i = 0; i < sizeof(row) / sizeof(row[0]); i++) {
        if (x->oldest >= row[i].from && vcfx_is(m->key, row[i].key)) {
            row[i].take(x, m);
            return;
        }
    }
    if (x->oldest >= 43 && has_id(x, m, "VCF-META-002"))
        keep_other(x, m);
}

/* ---- KEY=VALUE ---- */

/* The host of a URL: a name, or four numbers. */
static bool is_host(struct vcfx_span host)
{
    struct vcfx_span rest = host;
    struct vcfx_span label = {0};
    size_t labels = 0;
    bool digits = true;

    while (rest.n) {
        label = vcfx_cut(&rest, '.');
        if (!label.n)
            return false;
        digits = digits && vcfx_all(label, VCFX_DIGIT);
        labels++;
    }
    return labels && (!digits || labels == 4);
}

static bool is_url(struct vcfx_span t)
{
    struct vcfx_span rest = t;
    struct vcfx_span scheme = vcfx_cut(&rest, ':');
    struct vcfx_span host;

    if (!scheme.n || rest.n < 2 || memcmp(rest.s, "//", 2) != 0 ||
        memchr(t.s, ' ', t.n) || vcfx_byte(*scheme.s, VCFX_DIGIT))
        return false;
    rest.s += 2;
    rest.n -= 2;
    host = vcfx_cut(&rest, '/');
    if (vcfx_is(scheme, "file"))
        return true;
    if (host.n && memchr(host.s, '@', host.n))
        vcfx_cut(&host, '@');
    host = vcfx_cut(&host, ':');
    return is_host(host);
}

void vcfx_unstructured(struct vcfx *x, struct vcfx_span key,
                       struct vcfx_span value)
{
    bool bracketed = *value.s == '<';

    if (vcfx_is(key, "reference"))
        x->has_reference = true;
    if (bracketed && x->oldest >= 43)
        problem_add(x->problems, "VCF-META-004", vcfx_at(x, value.s, value.n),
                    x->e,
                    "the value begins with <, but is not a list of "
                    "KEY=VALUE");
    if (!vcfx_is(key, "assembly") && !vcfx_is(key, "pedigreeDB"))
        return;
    if (bracketed && value.n > 2 && value.s[value.n - 1] == '>') {
        value.s++;
        value.n -= 2;
    }
    if (!is_url(value))
        problem_add(x->problems, "VCF-ASM-001", vcfx_at(x, value.s, value.n),
                    x->e, "this is not a URL");
}

void vcfx_header_ends(struct vcfx *x)
{
    x->infos.n_header = x->infos.names.n;
    x->formats.n_header = x->formats.names.n;
    x->n_declared_contigs = x->contigs.n;
    if (!x->has_reference)
        problem_add(x->problems, "VCF-META-007", NULL, x->e,
                    "the header has no ##reference line");
}
