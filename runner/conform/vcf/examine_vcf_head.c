/*
 * The lines of the header, taken apart: KEY=VALUE, KEY=<KEY=VALUE,...>, and the
 * line of columns.
 */
#include <string.h>

#include "conform/vcf/examine_vcf_internal.h"

const struct vcfx_field *vcfx_field(const struct vcfx_meta *m, const char *key)
{
    for (size_t i = 0; i < m->n; i++) {
        if (vcfx_is(m->field[i].key, key))
            return &m->field[i];
    }
    return NULL;
}

/* Behind the closing quote; NULL when there is none. */
static const char *past_quoted(const char *p, const char *end)
{
    for (p++; p < end; p++) {
        if (*p == '\\' && p + 1 < end)
            p++;
        else if (*p == '"')
            return p + 1;
    }
    return NULL;
}

/* A value that begins at `p`; what follows it, or NULL. */
static const char *take_value(struct vcfx_field *f, const char *p,
                              const char *end)
{
    const char *stop;

    f->quoted = p < end && *p == '"';
    f->list = p < end && *p == '[';
    if (f->quoted) {
        stop = past_quoted(p, end);
        if (stop)
            f->value = (struct vcfx_span){p + 1, (size_t)(stop - p - 2)};
        return stop;
    }
    if (f->list) {
        stop = memchr(p, ']', (size_t)(end - p));
        if (stop)
            f->value = (struct vcfx_span){p + 1, (size_t)(stop - p - 1)};
        return stop ? stop + 1 : NULL;
    }
    stop = p < end ? memchr(p, ',', (size_t)(end - p)) : NULL;
    if (!stop)
        stop = end;
    f->value = (struct vcfx_span){p, (size_t)(stop - p)};
    return stop;
}

static bool take_key(struct vcfx_field *f, const char *p, const char *end)
{
    const char *q = p;

    while (q < end && *q != '=' && *q != ',' && *q != ' ' && *q != '"')
        q++;
    f->key = (struct vcfx_span){p, (size_t)(q - p)};
    return q < end && *q == '=' && q > p;
}

bool vcfx_parse_meta(struct vcfx *x, struct vcfx_meta *m, struct vcfx_span key,
                     struct vcfx_span value)
{
    const char *p = value.s + 1;
    const char *end = value.s + value.n - 1;

    m->key = key;
    m->n = 0;
    if (value.n < 2 || *end != '>') {
        problem_add(x->problems, "VCF-META-003", vcfx_at(x, value.s, value.n),
                    x->e, "the line is not closed by >");
        return false;
    }
    while (p <= end) {
        struct vcfx_field *f = &m->field[m->n];
        const char *from = p;

        if (!take_key(f, p, end)) {
            problem_add(x->problems, "VCF-META-003",
                        vcfx_at(x, from, (size_t)(end - from)), x->e,
                        "here KEY=VALUE is expected");
            return false;
        }
        p = take_value(f, f->key.s + f->key.n + 1, end);
        if (!p || (p < end && *p != ',')) {
            problem_add(x->problems, "VCF-META-003",
                        vcfx_at(x, from, (size_t)(end - from)), x->e,
                        "quotes or brackets of this value are not balanced");
            return false;
        }
        p++;
        if (m->n < VCFX_FIELDS_MAX - 1)
            m->n++;
    }
    return true;
}

/* ---- KEY=VALUE ---- */

static void fileformat(struct vcfx *x, struct vcfx_span value)
{
    if (x->line != 1 || x->has_fileformat)
        problem_add(x->problems, "VCF-FF-001", vcfx_at(x, x->at, 0), x->e,
                    "##fileformat stands on another line than the first");
    if (x->has_fileformat)
        return;
    x->has_fileformat = true;
    if (value.n == 7 && memcmp(value.s, "VCFv4.", 6) == 0 &&
        value.s[6] >= '1' && value.s[6] <= '5') {
        x->oldest = x->version = 40 + (value.s[6] - '0');
        memcpy(x->out->version, value.s + 4, 3);
        return;
    }
    problem_add(x->problems, "VCF-FF-002", vcfx_at(x, value.s, value.n), x->e,
                "this is none of VCFv4.1 to VCFv4.5; the file is judged by "
                "what all of them ask");
}

/* What begins with < but is not KEY=VALUE inside. */
static bool looks_structured(struct vcfx_span value)
{
    struct vcfx_field f;

    return value.n && *value.s == '<' &&
           take_key(&f, value.s + 1, value.s + value.n) &&
           vcfx_all(f.key, VCFX_WORD);
}

static bool must_be_structured(struct vcfx_span key)
{
    return vcfx_is(key, "INFO") || vcfx_is(key, "FORMAT") ||
           vcfx_is(key, "FILTER") || vcfx_is(key, "ALT") ||
           vcfx_is(key, "contig") || vcfx_is(key, "META") ||
           vcfx_is(key, "SAMPLE") || vcfx_is(key, "PEDIGREE");
}

static void key_and_value(struct vcfx *x, struct vcfx_span key,
                          struct vcfx_span value)
{
    struct vcfx_meta m;

    if (vcfx_is(key, "fileformat")) {
        fileformat(x, value);
        return;
    }
    if (!key.n || !value.n || vcfx_is(value, "<>")) {
        problem_add(x->problems, "VCF-META-001", vcfx_at(x, x->at, 0), x->e,
                    "key or value is empty");
        return;
    }
    if (must_be_structured(key) && *value.s != '<')
        problem_add(x->problems, "VCF-META-003", vcfx_at(x, value.s, value.n),
                    x->e, "the value of this key stands in < and >");
    else if (must_be_structured(key) || looks_structured(value)) {
        if (vcfx_parse_meta(x, &m, key, value))
            vcfx_structured(x, &m);
    } else {
        vcfx_unstructured(x, key, value);
    }
}

static void meta_line(struct vcfx *x)
{
    struct vcfx_span key;
    struct vcfx_span value = {x->at + 2, (size_t)(x->end - x->at - 2)};
    bool has_value = memchr(value.s, '=', value.n) != NULL;

    if (!has_value) {
        problem_add(x->problems, "VCF-META-001", vcfx_at(x, x->at, 0), x->e,
                    "the line is not ##KEY=VALUE");
        return;
    }
    key = vcfx_cut(&value, '=');
    key_and_value(x, key, value);
}

void vcfx_header_line(struct vcfx *x)
{
    bool meta = x->end - x->at >= 2 && x->at[1] == '#';

    if (x->line == 1 &&
        (x->end - x->at < 13 || memcmp(x->at, "##fileformat=", 13) != 0))
        problem_add(x->problems, "VCF-FF-001", vcfx_at(x, x->at, 0), x->e,
                    "the first line is not ##fileformat=VCFv4.x");
    if (!meta && x->n_columns)
        problem_add(x->problems, "VCF-HDR-001", vcfx_at(x, x->at, 0), x->e,
                    "a second line that begins with one #");
    else if (x->n_columns)
        problem_add(x->problems, "VCF-META-006", vcfx_at(x, x->at, 0), x->e,
                    "meta-information after the #CHROM line");
    if (meta)
        meta_line(x);
    else if (!x->n_columns)
        vcfx_column_line(x);
}

/* ---- the columns ---- */

static void take_samples(struct vcfx *x, struct vcfx_span rest)
{
    while (rest.n) {
        bool last = !memchr(rest.s, '\t', rest.n);
        struct vcfx_span name = vcfx_cut(&rest, '\t');
        uint32_t i;
        int added = 1;

        if (!name.n)
            problem_add(x->problems, "VCF-HDR-005", vcfx_at(x, name.s, 0), x->e,
                        "the name of a sample is empty");
        else if (names_add(&i, &added, &x->samples, name.s, name.n, x->e) ==
                     0 &&
                 !added)
            problem_add(x->problems, "VCF-HDR-005", vcfx_at(x, name.s, name.n),
                        x->e, "two samples have the same name");
        x->n_columns++;
        if (!last && !rest.n)
            problem_add(x->problems, "VCF-HDR-004", vcfx_at(x, x->at, 0), x->e,
                        "the line ends with a tab");
    }
}

void vcfx_column_line(struct vcfx *x)
{
    static const char *const column[] = {"#CHROM", "POS",  "ID",
                                         "REF",    "ALT",  "QUAL",
                                         "FILTER", "INFO", "FORMAT"};
    struct vcfx_span rest = {x->at, (size_t)(x->end - x->at)};

    for (size_t i = 0; i < VCFX_FIXED_COLUMNS && (rest.n || i < 8); i++) {
        bool tab = rest.n && memchr(rest.s, '\t', rest.n);
        struct vcfx_span name = vcfx_cut(&rest, '\t');

        x->n_columns++;
        if (tab && !rest.n)
            problem_add(x->problems, "VCF-HDR-004", vcfx_at(x, x->at, 0), x->e,
                        "the line ends with a tab");
        if (vcfx_is(name, column[i])) {
            x->has_format_column = i == VCFX_FORMAT;
            continue;
        }
        if (i == VCFX_FORMAT)
            problem_add(x->problems, "VCF-HDR-003", vcfx_at(x, name.s, name.n),
                        x->e, "the ninth column is not FORMAT");
        else
            problem_add(x->problems, "VCF-HDR-002", vcfx_at(x, name.s, name.n),
                        x->e, "column %zu is not %s, after one tab", i + 1,
                        column[i]);
    }
    take_samples(x, rest);
}
