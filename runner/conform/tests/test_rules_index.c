/* Indexes, sums and crypt4gh: files made byte by byte, then spoiled. */
#include "conform/tests/textcase.h"

struct bytes {
    unsigned char s[4096];
    size_t n;
};

static void put(struct bytes *b, const void *s, size_t n)
{
    assert_true(b->n + n <= sizeof(b->s));
    memcpy(b->s + b->n, s, n);
    b->n += n;
}

static void put_number(struct bytes *b, uint64_t v, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        unsigned char c = (unsigned char)(v >> (8 * i));

        put(b, &c, 1);
    }
}

static void put32(struct bytes *b, uint32_t v)
{
    put_number(b, v, 4);
}

static void put64(struct bytes *b, uint64_t v)
{
    put_number(b, v, 8);
}

/* What a row of the tests changes. */
struct parts {
    const char *magic;
    uint32_t n_ref;
    uint32_t bin;
    uint64_t beg;
    uint64_t end;
    uint32_t meta_chunks;
    uint64_t window;
    size_t cut;
    size_t tail;
};

/* One bin, the bin of metadata; windows (BAI, TBI) or loffset (CSI). */
static void put_reference(struct bytes *b, const struct parts *p, int csi)
{
    put32(b, 2);
    put32(b, p->bin);
    if (csi)
        put64(b, p->window);
    put32(b, 1);
    put64(b, p->beg);
    put64(b, p->end);
    put32(b, 37450);
    if (csi)
        put64(b, 0);
    put32(b, p->meta_chunks);
    for (uint32_t i = 0; i < 2 * p->meta_chunks; i++)
        put64(b, i);
    if (!csi) {
        put32(b, 1);
        put64(b, p->window);
    }
}

static void end(struct bytes *b, const struct parts *p)
{
    static const char tail[64];

    put64(b, 0);
    b->n -= p->cut;
    put(b, tail, p->tail);
}

#define GOOD .n_ref = 1, .bin = 4681, .beg = 0, .end = 10, .meta_chunks = 2

static void bai_is_judged(void **state)
{
    static const struct {
        struct parts p;
        const char *rules;
    } row[] = {
        {{"BAI\1", GOOD},                                ""        },
        {{"BAI\1", GOOD, .cut = 8},                      ""        },
        {{"BAI\2", GOOD},                                " BAI-001"},
        {{"BAI\1", GOOD, .cut = 9},                      " BAI-009"},
        {{"BAI\1", GOOD, .cut = 3},                      " BAI-009"},
        {{"BAI\1", GOOD, .tail = 1},                     " BAI-009"},
        {{"BAI\1", 2, 4681, 0, 10, 2, 0, 8, 0},          " BAI-009"},
        {{"BAI\1", 0x80000000, 4681, 0, 10, 2, 0, 0, 0}, " BAI-009"},
        {{"BAI\1", 1, 4681, 10, 10, 2, 0, 0, 0},         " BAI-002"},
        {{"BAI\1", 1, 37449, 0, 10, 2, 0, 0, 0},         " BAI-003"},
        {{"BAI\1", 1, 99999, 0, 10, 2, 0, 0, 0},         " BAI-003"},
        {{"BAI\1", 1, 4681, 0, 10, 3, 0, 0, 0},          " BAI-003"},
    };

    (void)state;
    for (size_t i = 0; i < T_LEN(row); i++) {
        struct bytes b = {.n = 0};

        put(&b, row[i].p.magic, 4);
        put32(&b, row[i].p.n_ref);
        put_reference(&b, &row[i].p, 0);
        end(&b, &row[i].p);
        textcase_expect("bai", (const char *)b.s, b.n, row[i].rules);
    }
}

/* A BAM of one reference, without reads; the index points into it. */
static void bai_is_compared_with_its_bam(void **state)
{
    static const struct {
        struct parts p;
        const char *rules;
    } row[] = {
        {{"BAI\1", GOOD},                             ""        },
        {{"BAI\1", 1, 4681, 0, 99 << 16, 2, 0, 0, 0}, " BAI-002"},
        {{"BAI\1", 1, 4681, 0, 10, 2, 7 << 16, 0, 0}, " BAI-005"},
        {{"BAI\1", 0, 4681, 0, 10, 2, 0, 84, 0},      " BAI-001"},
    };
    struct bytes bam = {.n = 0};

    (void)state;
    put(&bam, "BAM\1\0\0\0\0", 8);
    put32(&bam, 1);
    put32(&bam, 2);
    put(&bam, "c", 2);
    put32(&bam, 100);
    for (size_t i = 0; i < T_LEN(row); i++) {
        struct examine_job job = {.format = "bai"};
        struct bytes b = {.n = 0};

        scratch_bgzf("x.bam", "w", bam.s, bam.n);
        put(&b, row[i].p.magic, 4);
        put32(&b, row[i].p.n_ref);
        put_reference(&b, &row[i].p, 0);
        end(&b, &row[i].p);
        if (row[i].p.n_ref == 0)
            b.n = 8;
        job.path = scratch_write(i % 2 ? "x.bai" : "x.bam.bai", b.s, b.n);
        textcase_expect_of(&job, "x.bam.bai", row[i].rules);
    }
}

static void csi_is_judged(void **state)
{
    static const struct {
        struct parts p;
        uint32_t depth;
        const char *aux;
        size_t n_aux;
        const char *rules;
    } row[] = {
        {{"CSI\1", GOOD},                        5,  "",   0,  ""        },
        {{"CSI\1", GOOD},                        5,  "xy", 2,  ""        },
        {{"CSI\2", GOOD},                        5,  "",   0,  " CSI-001"},
        {{"CSI\1", GOOD},                        30, "",   0,  " CSI-001"},
        {{"CSI\1", 1, 4681, 10, 10, 2, 0, 0, 0}, 5,  "",   0,  " CSI-003"},
        {{"CSI\1", GOOD, .cut = 9},              5,  "",   0,  " CSI-004"},
        {{"CSI\1", GOOD, .tail = 2},             5,  "",   0,  " CSI-004"},
        {{"CSI\1", 1, 37449, 0, 10, 2, 0, 0, 0}, 5,  "",   0,  " CSI-005"},
        {{"CSI\1", GOOD},
         5,                                          "\2\0\0\0\1\0\0\0\2\0\0\0\0\0\0\0#\0\0\0\0\0\0\0"
         "\2\0\0\0c",                           30,
         ""                                                              },
        {{"CSI\1", GOOD},
         5,                                          "\2\0\0\0\1\0\0\0\2\0\0\0\0\0\0\0#\0\0\0\0\0\0\0"
         "\4\0\0\0c\0d",                        32,
         " CSI-006"                                                      },
        {{"CSI\1", GOOD},
         5,                                          "\3\0\0\0\1\0\0\0\2\0\0\0\0\0\0\0#\0\0\0\0\0\0\0"
         "\2\0\0\0c",                           30,
         " CSI-007"                                                      },
    };

    (void)state;
    for (size_t i = 0; i < T_LEN(row); i++) {
        struct examine_job job = {.format = "csi"};
        struct bytes b = {.n = 0};

        put(&b, row[i].p.magic, 4);
        put32(&b, 14);
        put32(&b, row[i].depth);
        put32(&b, (uint32_t)row[i].n_aux);
        put(&b, row[i].aux, row[i].n_aux);
        put32(&b, row[i].p.n_ref);
        put_reference(&b, &row[i].p, 1);
        end(&b, &row[i].p);
        job.path = scratch_bgzf("case.csi", "w", b.s, b.n);
        textcase_expect_of(&job, "csi", row[i].rules);
    }
}

static void tbi_is_judged(void **state)
{
    static const struct {
        struct parts p;
        uint32_t format;
        const char *names;
        const char *rules;
    } row[] = {
        {{"TBI\1", GOOD},                        2, "c",    ""        },
        {{"TBI\2", GOOD},                        2, "c",    " TBI-001"},
        {{"TBI\1", GOOD},                        2, "c\0d", " TBI-002"},
        {{"TBI\1", GOOD},                        7, "c",    " TBI-003"},
        {{"TBI\1", GOOD, .cut = 9},              2, "c",    " TBI-005"},
        {{"TBI\1", 1, 4681, 11, 10, 2, 0, 0, 0}, 2, "c",    " TBI-006"},
        {{"TBI\1", 1, 37452, 0, 10, 2, 0, 0, 0}, 2, "c",    " TBI-007"},
    };

    (void)state;
    for (size_t i = 0; i < T_LEN(row); i++) {
        struct examine_job job = {.format = "tbi"};
        struct bytes b = {.n = 0};
        size_t n = row[i].names[1] || i == 2 ? 4 : 2;

        put(&b, row[i].p.magic, 4);
        put32(&b, row[i].p.n_ref);
        put32(&b, row[i].format);
        put32(&b, 1);
        put32(&b, 2);
        put32(&b, 0);
        put32(&b, '#');
        put32(&b, 0);
        put32(&b, (uint32_t)n);
        put(&b, row[i].names, n);
        put_reference(&b, &row[i].p, 0);
        end(&b, &row[i].p);
        job.path = scratch_bgzf("case.tbi", "w", b.s, b.n);
        textcase_expect_of(&job, "tbi", row[i].rules);
        if (i == 0)
            textcase_expect("tbi", (const char *)b.s, b.n, " TBI-001");
    }
}

static void fai_rows_are_possible(void **state)
{
    static const struct {
        const char *text;
        const char *rules;
    } row[] = {
        {"c\t4\t3\t4\t5\nd\t4\t11\t4\t6\n",   ""        },
        {"c\t4\t3\t4\t5\t10\n",               ""        },
        {"c\t0\t3\t0\t0\n",                   ""        },
        {"c\t4\t3\t4\n",                      " FAI-001"},
        {"c\t4\t3\t4\t5\t6\t7\n",             " FAI-001"},
        {"c\t4\t-3\t4\t5\n",                  " FAI-001"},
        {"\t4\t3\t4\t5\n",                    " FAI-001"},
        {"c 4 3 4 5\n",                       " FAI-001"},
        {"c\t4\t3\t4\t3\n",                   " FAI-003"},
        {"c\t4\t3\t0\t1\n",                   " FAI-003"},
        {"c\t4\t3\t4\t5\nd\t4\t5\t4\t5\n",    " FAI-003"},
        {"c\t9223372036854775807\t3\t4\t5\n", " FAI-003"},
        {"c\t4\t3\t4\t5\nc\t4\t11\t4\t5\n",   " FAI-004"},
    };

    (void)state;
    for (size_t i = 0; i < T_LEN(row); i++)
        textcase_expect("fai", row[i].text, strlen(row[i].text), row[i].rules);
}

static void gzi_is_compared_with_its_file(void **state)
{
    char text[200000];
    struct examine_job job = {.format = "gzi"};
    struct bytes b = {.n = 0};
    unsigned char head[18];
    FILE *in;
    uint64_t at = 0;

    (void)state;
    memset(text, 'A', sizeof(text));
    in = fopen(scratch_bgzf("g.gz", "w", text, sizeof(text)), "rb");
    assert_non_null(in);
    put64(&b, 3);
    for (int i = 0; i < 3; i++) {
        assert_int_equal(fseek(in, (long)at, SEEK_SET), 0);
        assert_int_equal(fread(head, 1, sizeof(head), in), sizeof(head));
        at += (uint64_t)head[16] + ((uint64_t)head[17] << 8) + 1;
        put64(&b, at);
        put64(&b, 65280 * (uint64_t)(i + 1));
    }
    fclose(in);
    job.path = scratch_write("g.gz.gzi", b.s, b.n);
    textcase_expect_of(&job, "gzi", "");
    job.path = scratch_write("g.gz.gzi", b.s, b.n - 1);
    textcase_expect_of(&job, "gzi, cut", " GZI-001");
    b.s[0] = 2;
    job.path = scratch_write("g.gz.gzi", b.s, b.n);
    textcase_expect_of(&job, "gzi, with more", " GZI-001");
    b.s[0] = 1;
    job.path = scratch_write("g.gz.gzi", b.s, 24);
    textcase_expect_of(&job, "gzi, not of all blocks", " GZI-001");
    b.s[0] = 3;
    b.s[8] ^= 1;
    job.path = scratch_write("g.gz.gzi", b.s, b.n);
    textcase_expect_of(&job, "gzi, of another file", " GZI-001");
    job.path = scratch_write("alone.gzi", b.s, b.n);
    textcase_expect_of(&job, "gzi, alone", "");
}

static void sums_are_compared(void **state)
{
    static const struct {
        const char *text;
        const char *rules;
    } row[] = {
        {"d41d8cd98f00b204e9800998ecf8427e  none.txt\n",          ""        },
        {"D41D8CD98F00B204E9800998ECF8427E *./none.txt\n",        ""        },
        {"MD5 (none.txt) = d41d8cd98f00b204e9800998ecf8427e\n",   ""        },
        {"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855  "
         "none.txt\r\n",                                 ""        },
        {"# a\n\n",                                               ""        },
        {"d41d8cd98f00b204e9800998ecf8427e none.txt\n",           " SUM-001"},
        {"d41d8cd98f00b204e9800998ecf8427  none.txt\n",           " SUM-001"},
        {"x41d8cd98f00b204e9800998ecf8427e  none.txt\n",          " SUM-001"},
        {"d41d8cd98f00b204e9800998ecf8427f  none.txt\n",          " SUM-002"},
        {"d41d8cd98f00b204e9800998ecf8427e  lost.txt\n",          " SUM-002"},
        {"d41d8cd98f00b204e9800998ecf8427e  none.txt\n"
         "d41d8cd98f00b204e9800998ecf8427e  none.txt\n", " SUM-003"},
        {"d41d8cd98f00b204e9800998ecf8427e  a/../../b\n",         " SUM-004"},
        {"d41d8cd98f00b204e9800998ecf8427e  /etc/passwd\n",       " SUM-004"},
        {"d41d8cd98f00b204e9800998ecf8427e  a b\n",               " SUM-005"},
        {"d41d8cd98f00b204e9800998ecf8427e  link.txt\n",          " SUM-005"},
    };

    (void)state;
    scratch_write("none.txt", "", 0);
    assert_int_equal(symlink("none.txt", scratch_path("link.txt")), 0);
    for (size_t i = 0; i < T_LEN(row); i++)
        textcase_expect("sums", row[i].text, strlen(row[i].text), row[i].rules);
}

static void put_packet(struct bytes *b, uint32_t length, uint32_t method)
{
    static const char nothing[256];

    put32(b, length);
    put32(b, method);
    put(b, nothing, length > 8 ? length - 8 : 0);
}

static void crypt4gh_is_judged(void **state)
{
    static const struct {
        const char *magic;
        uint32_t version;
        uint32_t packets;
        uint32_t length;
        uint32_t method;
        size_t data;
        const char *rules;
    } row[] = {
        {"crypt4gh", 1, 1, 108, 0, 40, ""         },
        {"crypt4gh", 1, 1, 108, 0, 28, ""         },
        {"crypt4gh", 1, 1, 108, 0, 0,  ""         },
        {"crypt4gx", 1, 1, 108, 0, 40, " C4GH-001"},
        {"crypt4gh", 2, 1, 108, 0, 40, " C4GH-001"},
        {"crypt4gh", 1, 0, 108, 0, 40, " C4GH-002"},
        {"crypt4gh", 1, 2, 108, 0, 0,  " C4GH-002"},
        {"crypt4gh", 1, 1, 71,  0, 40, " C4GH-002"},
        {"crypt4gh", 1, 1, 108, 1, 40, " C4GH-003"},
        {"crypt4gh", 1, 1, 108, 0, 27, " C4GH-006"},
    };
    static const char data[64];

    (void)state;
    for (size_t i = 0; i < T_LEN(row); i++) {
        struct bytes b = {.n = 0};

        put(&b, row[i].magic, 8);
        put32(&b, row[i].version);
        put32(&b, row[i].packets);
        put_packet(&b, row[i].length, row[i].method);
        put(&b, data, row[i].data);
        textcase_expect("crypt4gh", (const char *)b.s, b.n, row[i].rules);
    }
    textcase_expect("crypt4gh", "", 0, " C4GH-001");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(bai_is_judged),
        cmocka_unit_test(bai_is_compared_with_its_bam),
        cmocka_unit_test(csi_is_judged),
        cmocka_unit_test(tbi_is_judged),
        cmocka_unit_test(fai_rows_are_possible),
        cmocka_unit_test(gzi_is_compared_with_its_file),
        cmocka_unit_test(sums_are_compared),
        cmocka_unit_test(crypt4gh_is_judged),
    };

    return cmocka_run_group_tests_name("rules_index", tests, textcase_setup,
                                       textcase_teardown);
}
