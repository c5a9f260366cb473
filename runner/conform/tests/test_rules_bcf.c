/*
 * The rules of BCF: a file made byte by byte here, in which one thing is wrong
 * at a time. Exactly its rule is told, and none of the file as it was.
 */
#include "conform/tests/textcase.h"

#include <stdbool.h>

#include "conform/rules.h"
#include "formats/bgzfout.h"

#define CAP 8192

struct bytes {
    unsigned char b[CAP];
    size_t n;
};

enum wrong {
    NOTHING,
    MAGIC,
    MAJOR,
    MINOR,
    NO_NUL,
    BEHIND_NUL,
    HEADER_CUT,
    IDX_MISSING,
    IDX_SHARED,
    IDX_TEXT,
    IDX_TWO,
    SHARED_SHORT,
    SHARED_LONG,
    SHARED_TINY,
    INDIV_LONG,
    RECORD_CUT,
    NUMBERS_CUT,
    CHROM,
    CHROM_NEGATIVE,
    FILTER_KEY,
    FILTER_USE,
    FILTER_TYPE,
    INFO_KEY,
    INFO_USE,
    FORMAT_KEY,
    FORMAT_USE,
    SAMPLES,
    TYPE,
    KEY_VECTOR,
    LENGTH_VECTOR,
    LENGTH_NEGATIVE,
    ID_TYPE,
    GT_TYPE,
    ENDED_INT,
    ENDED_FLOAT,
    ENDED_TEXT,
    ENDED_GT,
    GT_MISSING,
    RLEN,
    RLEN_NEGATIVE,
    RLEN_END,
    CONTROL,
    RESERVED_INT,
    RESERVED_FLOAT,
    NO_ALLELE,
    POS,
    STORED_INFO,
    STORED_FORMAT,
    /* the record is sound, what it means is not */
    VCF_ALLELE,
    VCF_NUMBER,
    VCF_ORDER,
    VCF_HEADER,
};

/* ---- little-endian ---- */

static void add(struct bytes *w, const void *s, size_t n)
{
    assert_true(w->n + n <= CAP);
    memcpy(w->b + w->n, s, n);
    w->n += n;
}

static void u8(struct bytes *w, unsigned v)
{
    unsigned char c = (unsigned char)v;

    add(w, &c, 1);
}

static void u32(struct bytes *w, uint32_t v)
{
    for (int i = 0; i < 4; i++)
        u8(w, v >> (8 * i) & 0xff);
}

static void f32(struct bytes *w, float f)
{
    uint32_t v;

    memcpy(&v, &f, 4);
    u32(w, v);
}

static void text(struct bytes *w, const char *s)
{
    u8(w, (unsigned)(strlen(s) << 4 | 7));
    add(w, s, strlen(s));
}

static void key(struct bytes *w, unsigned v)
{
    u8(w, 0x11);
    u8(w, v);
}

/* ---- the header ---- */

/* clang-format off */
static const char header[] =
    "##fileformat=VCFv4.3\n"
    "##reference=file:///x.fa\n"
    "##contig=<ID=1,length=1000,IDX=0>\n"
    "##contig=<ID=2,length=1000,IDX=1>\n"
    "##FILTER=<ID=PASS,Description=\"x\",IDX=0>\n"
    "##FILTER=<ID=q10,Description=\"x, IDX=9\",IDX=1>\n"
    "##INFO=<ID=DP,Number=1,Type=Integer,Description=\"x\",IDX=2>\n"
    "##INFO=<ID=AF,Number=A,Type=Float,Description=\"x\",IDX=3>\n"
    "##INFO=<ID=DB,Number=0,Type=Flag,Description=\"x\",IDX=4>\n"
    "##INFO=<ID=NOTE,Number=.,Type=String,Description=\"x\",IDX=5>\n"
    "##INFO=<ID=LIST,Number=.,Type=Integer,Description=\"x\",IDX=6>\n"
    "##INFO=<ID=END,Number=1,Type=Integer,Description=\"x\",IDX=7>\n"
    "##FORMAT=<ID=GT,Number=1,Type=String,Description=\"x\",IDX=8>\n"
    "##FORMAT=<ID=AD,Number=R,Type=Integer,Description=\"x\",IDX=9>\n"
    "##FORMAT=<ID=TX,Number=1,Type=String,Description=\"x\",IDX=10>\n"
    "##FORMAT=<ID=FL,Number=.,Type=Float,Description=\"x\",IDX=11>\n"
    "##FORMAT=<ID=DP,Number=1,Type=Integer,Description=\"x\",IDX=2>\n"
    "##INFO=<ID=NONE,Number=1,Type=Integer,Description=\"x\",IDX=12>\n"
    "#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT\tS1\tS2\n";
/* clang-format on */

static void replace(char *s, const char *what, const char *with)
{
    char *at = strstr(s, what);

    assert_non_null(at);
    memmove(at + strlen(with), at + strlen(what),
            strlen(at + strlen(what)) + 1);
    memcpy(at, with, strlen(with));
}

static void add_header(struct bytes *w, enum wrong x)
{
    char s[4096];
    size_t n;

    snprintf(s, sizeof(s), "%s", header);
    if (x == IDX_MISSING)
        replace(s, ",IDX=3", "");
    if (x == IDX_SHARED)
        replace(s, "IDX=12", "IDX=4");
    if (x == IDX_TEXT)
        replace(s, "IDX=12", "IDX=1x");
    if (x == IDX_TWO) {
        replace(s,
                "##FORMAT=<ID=DP,Number=1,Type=Integer,Description=\"x\","
                "IDX=2>",
                "##FORMAT=<ID=DP,Number=1,Type=Integer,"
                "Description=\"x\",IDX=13>");
    }
    if (x == VCF_HEADER)
        replace(s, "Number=A", "Number=?");
    n = strlen(s) + (x != NO_NUL) + (x == BEHIND_NUL);
    if (x == BEHIND_NUL)
        s[n - 1] = 'x';
    add(w, x == MAGIC ? "BCX" : "BCF", 3);
    u8(w, x == MAJOR ? 3 : 2);
    u8(w, x == MINOR ? 3 : 2);
    u32(w, (uint32_t)n);
    add(w, s, x == HEADER_CUT ? n - 100 : n);
}

/* ---- a record ---- */

static void fixed(struct bytes *w, enum wrong x, uint32_t pos)
{
    u32(w, x == CHROM ? 2 : x == CHROM_NEGATIVE ? UINT32_MAX : 0);
    u32(w, x == POS ? (uint32_t)-2 : pos);
    u32(w, x == RLEN ? 2 : x == RLEN_NEGATIVE ? UINT32_MAX : 1);
    u32(w, 0x7f800001);
    u32(w, (x == NO_ALLELE ? 0u : 2u) << 16 | 5);
    u32(w, (uint32_t)(4 << 24) | (x == SAMPLES ? 3 : 2));
}

static void info(struct bytes *w, enum wrong x)
{
    key(w, x == INFO_KEY ? 14 : x == INFO_USE ? 8 : 2); /* DP */
    if (x == STORED_INFO) {
        u8(w, 0x15);
        f32(w, 3);
    } else {
        u8(w, x == TYPE ? 0x14 : x == VCF_NUMBER ? 0x21 : 0x11);
        u8(w, x == RESERVED_INT ? 0x83 : 3);
        if (x == VCF_NUMBER)
            u8(w, 4);
    }
    key(w, 3); /* AF */
    u8(w, 0x15);
    if (x == RESERVED_FLOAT)
        u32(w, 0x7f800004);
    else
        f32(w, 0.1F);
    if (x == KEY_VECTOR) {
        u8(w, 0x21);
        u8(w, 4);
        u8(w, 4);
    } else {
        key(w, 4); /* DB */
    }
    u8(w, 0x00);
    key(w, 5); /* NOTE */
    text(w, x == CONTROL ? "a\tb" : "a,b");
    key(w, 6); /* LIST, 16 values */
    u8(w, 0xf1);
    if (x == LENGTH_VECTOR) {
        u8(w, 0x21);
        u8(w, 16);
    } else {
        u8(w, 0x11);
    }
    u8(w, x == LENGTH_NEGATIVE ? 0xf0 : 16);
    for (unsigned i = 0; i < 16; i++)
        u8(w, i == 14 && x == ENDED_INT ? 0x81 : i == 3 ? 0x80 : i);
}

static void shared(struct bytes *w, enum wrong x, uint32_t pos)
{
    fixed(w, x, pos);
    if (x == ID_TYPE)
        key(w, 1);
    else
        text(w, "");
    for (int i = 0; x != NO_ALLELE && i < 2; i++)
        text(w, i ? "C" : "A");
    if (x == FILTER_TYPE) {
        text(w, "PASS");
    } else {
        u8(w, 0x11);
        u8(w, x == FILTER_KEY ? 14 : x == FILTER_USE ? 2 : 1);
    }
    info(w, x);
}

static void genotypes(struct bytes *w, enum wrong x)
{
    key(w, 8);
    if (x == GT_TYPE) {
        u8(w, 0x37);
        add(w, "0/10/1", 6);
        return;
    }
    u8(w, 0x21);
    u8(w, 2);
    u8(w, x == VCF_ALLELE ? 7 : 5);
    u8(w, x == ENDED_GT ? 0x81 : x == GT_MISSING ? 0x80 : 4);
    u8(w, x == ENDED_GT ? 2 : 0x81);
}

static void individual(struct bytes *w, enum wrong x)
{
    genotypes(w, x);
    key(w, x == FORMAT_KEY ? 14 : x == FORMAT_USE ? 3 : 9); /* AD */
    if (x == STORED_FORMAT) {
        u8(w, 0x25);
        for (int i = 0; i < 4; i++)
            f32(w, 3);
    } else {
        u8(w, 0x22);
        add(w, "\x2c\x01\x03\x00\x00\x80\x01\x80", 8);
    }
    key(w, 10); /* TX */
    u8(w, 0x47);
    add(w, x == ENDED_TEXT ? "ab\0d" : "ab\0\0", 4);
    add(w, "abcd", 4);
    key(w, 11); /* FL */
    u8(w, 0x25);
    f32(w, 1.5F);
    u32(w, 0x7f800002);
    u32(w, x == ENDED_FLOAT ? 0x7f800002 : 0x7f800001);
    u32(w, x == ENDED_FLOAT ? 0x7f800001 : 0x7f800002);
}

static void record(struct bytes *w, enum wrong x, uint32_t pos)
{
    struct bytes s = {0};
    struct bytes i = {0};

    shared(&s, x, pos);
    individual(&i, x);
    u32(w, (uint32_t)s.n - (x == SHARED_SHORT) + (x == SHARED_LONG));
    u32(w, (uint32_t)i.n + (x == INDIV_LONG));
    add(w, s.b, s.n);
    if (x == SHARED_LONG)
        u8(w, 0);
    add(w, i.b, i.n);
    if (x == INDIV_LONG)
        u8(w, 0);
}

/* A deletion whose END is 20. */
static void symbolic(struct bytes *w, enum wrong x)
{
    struct bytes s = {0};

    u32(&s, 1);
    u32(&s, 9);
    u32(&s, x == RLEN_END ? 1 : 11);
    f32(&s, 30.5F);
    u32(&s, 2 << 16 | 1);
    u32(&s, 2);
    text(&s, "rs1");
    text(&s, "A");
    text(&s, "<*>");
    u8(&s, 0x00);
    key(&s, 7);
    key(&s, 20);
    u32(w, (uint32_t)s.n);
    u32(w, 0);
    add(w, s.b, s.n);
}

static void make(struct bytes *w, enum wrong x)
{
    w->n = 0;
    add_header(w, x);
    if (x == HEADER_CUT)
        return;
    record(w, NOTHING, x == VCF_ORDER ? 19 : 9);
    record(w, x, 10);
    if (x == SHARED_TINY) {
        u32(w, 8);
        u32(w, 0);
        add(w, "12345678", 8);
    }
    symbolic(w, x);
    if (x == RECORD_CUT)
        w->n -= 3;
    if (x == NUMBERS_CUT)
        add(w, "123", 3);
}

/* ---- */

static void look(struct examined *x, const struct bytes *w)
{
    struct examine_job job = {.format = "bcf",
                              .practice = true,
                              .policy = true,
                              .crew = textcase_crew};
    struct err e = {0};

    job.path = scratch_write("case", w->b, w->n);
    assert_int_equal(examine(x, &job, &e), 0);
}

static void each_rule_is_told_alone(void **state)
{
    bool broken[32] = {false}; /* by row of the table of rules */
    static const struct {
        enum wrong wrong;
        const char *rule;
    } row[] = {
        {NOTHING,         ""             },
        {MAGIC,           " BCF-001"     },
        {MAJOR,           " BCF-001"     },
        {MINOR,           " BCF-001"     },
        {NO_NUL,          " BCF-002"     },
        {BEHIND_NUL,      " BCF-002"     },
        {HEADER_CUT,      " BCF-002"     },
        {FILTER_USE,      " BCF-003"     },
        {INFO_USE,        " BCF-003"     },
        {FORMAT_USE,      " BCF-003"     },
        {IDX_MISSING,     " BCF-004"     },
        {IDX_SHARED,      " BCF-004"     },
        {IDX_TEXT,        " BCF-004"     },
        {IDX_TWO,         " BCF-004"     },
        {SHARED_SHORT,    " BCF-005"     },
        {SHARED_LONG,     " BCF-005"     },
        {SHARED_TINY,     " BCF-005"     },
        {INDIV_LONG,      " BCF-005"     },
        {RECORD_CUT,      " BCF-005"     },
        {NUMBERS_CUT,     " BCF-005"     },
        {CHROM,           " BCF-006"     },
        {CHROM_NEGATIVE,  " BCF-006"     },
        {FILTER_KEY,      " BCF-006"     },
        {INFO_KEY,        " BCF-006"     },
        {FORMAT_KEY,      " BCF-006"     },
        {SAMPLES,         " BCF-007"     },
        {TYPE,            " BCF-008"     },
        {KEY_VECTOR,      " BCF-008"     },
        {LENGTH_VECTOR,   " BCF-008"     },
        {LENGTH_NEGATIVE, " BCF-008"     },
        {ID_TYPE,         " BCF-008"     },
        {FILTER_TYPE,     " BCF-008"     },
        {GT_TYPE,         " BCF-008"     },
        {ENDED_INT,       " BCF-009"     },
        {ENDED_FLOAT,     " BCF-009"     },
        {ENDED_TEXT,      " BCF-009"     },
        {ENDED_GT,        " BCF-009"     },
        {GT_MISSING,      " BCF-010"     },
        {RLEN,            " BCF-011"     },
        {RLEN_NEGATIVE,   " BCF-011"     },
        {RLEN_END,        " BCF-012"     },
        {CONTROL,         " BCF-013"     },
        {RESERVED_INT,    " BCF-014"     },
        {RESERVED_FLOAT,  " BCF-014"     },
        {NO_ALLELE,       " BCF-015"     },
        {POS,             " BCF-015"     },
        {STORED_INFO,     " BCF-016"     },
        {STORED_FORMAT,   " BCF-016"     },
        {VCF_ALLELE,      " VCF-GT-002"  },
        {VCF_NUMBER,      " VCF-INFO-104"},
        {VCF_ORDER,       " VCF-POS-002" },
        {VCF_HEADER,      " VCF-INFO-003"},
    };

    (void)state;
    for (size_t i = 0; i < T_LEN(row); i++) {
        struct bytes w;
        struct examined x = {0};
        char rules[512];

        make(&w, row[i].wrong);
        look(&x, &w);
        textcase_rules(rules, sizeof(rules), &x);
        if (!x.judged || strcmp(rules, row[i].rule) != 0)
            fail_msg("%zu: \"%s\" instead of \"%s\" %s %s", i, rules,
                     row[i].rule, x.why.msg,
                     x.problems.n ? x.problems.a[0].example[0].en : "");
        for (size_t k = 0; k < rules_bcf_n && k < T_LEN(broken); k++)
            broken[k] |= strcmp(rules_bcf[k].id,
                                *row[i].rule ? row[i].rule + 1 : "") == 0;
        examined_release(&x);
    }
    for (size_t k = 0; k < rules_bcf_n; k++) {
        if (!broken[k])
            fail_msg("nothing here breaks %s", rules_bcf[k].id);
    }
}

static void a_place_is_a_record_and_an_offset(void **state)
{
    struct bytes w;
    struct examined x = {0};
    const struct problem_example *p;

    (void)state;
    make(&w, CONTROL);
    look(&x, &w);
    assert_int_equal(x.records, 3);
    assert_string_equal(x.format, "bcf");
    assert_string_equal(x.version, "2.2");
    assert_int_equal(x.problems.n, 1);
    p = &x.problems.a[0].example[0];
    assert_int_equal(p->line, 0);
    assert_int_equal(p->record, 2);
    assert_string_equal(p->name, "1:11");
    assert_int_equal(w.b[p->offset], '\t');
    examined_release(&x);

    make(&w, VCF_NUMBER);
    look(&x, &w);
    p = &x.problems.a[0].example[0];
    assert_int_equal(p->line, 0);
    assert_int_equal(p->record, 2);
    assert_string_equal(p->name, "1:11");
    assert_true(p->header_line > 0);
    assert_memory_equal(w.b + p->offset, "\0\0\0\0\x0a\0\0\0\1\0\0\0", 12);
    examined_release(&x);
}

static void version_1_fills_up_with_missing_values(void **state)
{
    struct bytes w;
    struct examined x = {0};
    char rules[512];

    (void)state;
    make(&w, GT_MISSING);
    w.b[4] = 1;
    /* 0x80 0x81 of GT: both fill up */
    look(&x, &w);
    textcase_rules(rules, sizeof(rules), &x);
    assert_string_equal(rules, "");
    assert_string_equal(x.version, "2.1");
    examined_release(&x);
}

/* ---- compressed ---- */

static size_t pack(unsigned char *out, const struct bytes *w)
{
    const char *path = scratch_path("packed");
    struct err e = {0};
    struct bgzfout *z = bgzfout_open(path, &(struct bgzfout_options){0}, &e);
    struct bgzfout_sum sum;
    FILE *in;
    size_t n;

    assert_non_null(z);
    assert_int_equal(bgzfout_write(z, w->b, w->n, &e), 0);
    assert_int_equal(bgzfout_end(&sum, z, &e), 0);
    bgzfout_free(z);
    in = fopen(path, "rb");
    assert_non_null(in);
    n = fread(out, 1, CAP, in);
    fclose(in);
    return n;
}

static void damage_to_blocks_is_told_as_that(void **state)
{
    static const struct {
        size_t cut;  /* bytes from the end */
        size_t turn; /* a byte, from the end; 0: none */
        const char *rule;
    } row[] = {
        {0,  0,      " FILE-INDEX-001"         }, /* none stands beside it */
        {28, 0,      " FILE-INDEX-001 BGZF-006"},
        {40, 0,      " BGZF-002"               },
        {0,  28 + 8, " BGZF-004"               },
        {0,  28 + 4, " BGZF-003"               },
    };

    (void)state;
    for (size_t i = 0; i < T_LEN(row); i++) {
        struct bytes w;
        struct bytes z = {0};
        struct examined x = {0};
        char rules[512];

        make(&w, NOTHING);
        z.n = pack(z.b, &w) - row[i].cut;
        if (row[i].turn)
            z.b[z.n - row[i].turn] ^= 1;
        look(&x, &z);
        textcase_rules(rules, sizeof(rules), &x);
        if (!x.judged || strcmp(rules, row[i].rule) != 0)
            fail_msg("%zu: \"%s\" instead of \"%s\" %s", i, rules, row[i].rule,
                     x.why.msg);
        examined_release(&x);
    }
}

/* A length that no file has is no reason to take memory. */
static void lengths_are_not_believed(void **state)
{
    struct bytes w;
    struct examined x = {0};

    (void)state;
    make(&w, NOTHING);
    u32(&w, 0xfffffff0);
    u32(&w, 0);
    look(&x, &w);
    assert_false(x.judged);
    assert_int_equal(x.why.code, ERR_LIMIT);
    examined_release(&x);

    w.n = 0;
    add(&w, "BCF\2\2\xff\xff\xff\x7f", 9);
    look(&x, &w);
    assert_false(x.judged);
    assert_int_equal(x.why.code, ERR_LIMIT);
    examined_release(&x);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_rule_is_told_alone),
        cmocka_unit_test(a_place_is_a_record_and_an_offset),
        cmocka_unit_test(version_1_fills_up_with_missing_values),
        cmocka_unit_test(damage_to_blocks_is_told_as_that),
        cmocka_unit_test(lengths_are_not_believed),
    };

    return cmocka_run_group_tests_name("rules_bcf", tests, textcase_setup,
                                       textcase_teardown);
}
