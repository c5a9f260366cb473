#include "base/tests/t.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <htslib/bgzf.h>
#include <htslib/faidx.h>
#include <htslib/tbx.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/path.h"
#include "base/workdir.h"
#include "formats/bgzfout.h"
#include "formats/fastaout.h"

#define BIG  (3 * BGZFOUT_BLOCK + 17)
#define MANY 1000000000

struct place {
    char dir[PATH_TEXT_MAX];
    char path[PATH_TEXT_MAX];
};

static void place_make(struct place *p, const char *name)
{
    struct err e = {0};

    assert_int_equal(workdir_make(p->dir, NULL, &e), 0);
    assert_int_equal(path_join(p->path, p->dir, name, &e), 0);
}

/* `n` bytes that hardly compress, in pieces of odd sizes. */
static void write_some(const char *path, const struct bgzfout_options *o,
                       size_t n, struct bgzfout_sum *sum, char *copy)
{
    struct err e = {0};
    struct bgzfout *b = bgzfout_open(path, o, &e);
    uint32_t x = 1;
    size_t at = 0;

    assert_non_null(b);
    for (size_t i = 0; i < n; i++) {
        x = x * 1664525 + 1013904223;
        copy[i] = (char)(x >> 24);
    }
    while (at < n) {
        size_t piece = 1 + (at * 7) % 50000;

        if (piece > n - at)
            piece = n - at;
        assert_int_equal(bgzfout_write(b, copy + at, piece, &e), 0);
        at += piece;
        assert_int_equal(bgzfout_tell(b), at);
    }
    assert_int_equal(bgzfout_end(sum, b, &e), 0);
    bgzfout_free(b);
}

static void htslib_reads_what_was_written(void **state)
{
    static const struct {
        size_t n;
        bool plain;
        int level;
    } row[] = {
        {0,                 false, 0 },
        {1,                 false, 1 },
        {BGZFOUT_BLOCK,     false, 6 },
        {BGZFOUT_BLOCK + 1, false, 12},
        {BIG,               false, 0 },
        {BIG,               false, 1 },
        {BIG,               true,  0 },
        {0,                 true,  0 },
    };
    char *want = malloc(BIG);
    char *got = malloc(BIG + 1);

    (void)state;
    assert_non_null(want);
    assert_non_null(got);
    for (size_t i = 0; i < T_LEN(row); i++) {
        const struct bgzfout_options o = {.plain = row[i].plain,
                                          .level = row[i].level};
        struct bgzfout_sum sum = {0};
        char hex[DIGEST_HEX_MAX];
        struct err e = {0};
        struct place p;
        int64_t bytes;
        BGZF *in;

        place_make(&p, "x");
        write_some(p.path, &o, row[i].n, &sum, want);
        in = bgzf_open(p.path, "r");
        assert_non_null(in);
        assert_int_equal(bgzf_read(in, got, BIG + 1), row[i].n);
        assert_memory_equal(got, want, row[i].n);
        if (!row[i].plain)
            assert_int_equal(bgzf_check_EOF(in), 1);
        (void)bgzf_close(in);
        assert_int_equal(
            digest_hex_file(hex, &bytes, DIGEST_SHA256, p.path, &e), 0);
        assert_string_equal(hex, sum.sha256);
        assert_int_equal(bytes, sum.bytes);
        assert_int_equal(digest_hex_of(hex, DIGEST_SHA256, want, row[i].n, &e),
                         0);
        assert_string_equal(hex, sum.content_sha256);
        assert_int_equal(sum.content_bytes, row[i].n);
        assert_int_equal(bgzfout_content(hex, &bytes, p.path, MANY, &e), 0);
        assert_string_equal(hex, sum.content_sha256);
        assert_int_equal(bytes, row[i].n);
        workdir_remove(p.dir);
    }
    free(want);
    free(got);
}

/* What new memory holds, by and large: that of the stack and of the heap. */
static void leave_behind(uint16_t what)
{
    volatile uint16_t stack[1 << 18];
    uint16_t *heap[8];

    for (size_t i = 0; i < T_LEN(stack); i++)
        stack[i] = what;
    for (size_t k = 0; k < T_LEN(heap); k++) {
        heap[k] = malloc(sizeof stack);
        assert_non_null(heap[k]);
        for (size_t i = 0; i < T_LEN(stack); i++)
            heap[k][i] = what;
    }
    for (size_t k = 0; k < T_LEN(heap); k++)
        free(heap[k]);
}

/* Words, so that there is something to look back for. */
static void write_words(const char *path, int level, struct bgzfout_sum *sum)
{
    const struct bgzfout_options o = {.level = level};
    struct err e = {0};
    struct bgzfout *b = bgzfout_open(path, &o, &e);
    uint32_t x = 1;

    assert_non_null(b);
    for (int i = 0; i < 40000; i++) {
        char line[64];
        int n;

        x = x * 1664525 + 1013904223;
        n = snprintf(line, sizeof line, "chr%u\t%u\t.\tA\tC\n", x >> 28,
                     x >> 12 & 4095);
        assert_int_equal(bgzfout_write(b, line, (size_t)n, &e), 0);
    }
    assert_int_equal(bgzfout_end(sum, b, &e), 0);
    bgzfout_free(b);
}

static void the_bytes_depend_on_the_text_alone(void **state)
{
    static const uint16_t left[] = {0, 1, 5, 9, 14, 0xffff};
    static const int levels[] = {1, 2, 6};

    (void)state;
    for (size_t l = 0; l < T_LEN(levels); l++) {
        char first[DIGEST_HEX_MAX] = "";

        for (size_t i = 0; i < T_LEN(left); i++) {
            struct bgzfout_sum sum = {0};
            struct place p;

            place_make(&p, "x");
            leave_behind(left[i]);
            write_words(p.path, levels[l], &sum);
            if (i == 0)
                memcpy(first, sum.sha256, sizeof first);
            assert_string_equal(sum.sha256, first);
            workdir_remove(p.dir);
        }
    }
}

static void the_block_index_leads_to_any_place(void **state)
{
    char *want = malloc(BIG);
    struct bgzfout_options o = {0};
    struct bgzfout_sum sum = {0};
    char gzi[PATH_TEXT_MAX];
    struct err e = {0};
    struct place p;
    BGZF *in;

    (void)state;
    assert_non_null(want);
    place_make(&p, "x.gz");
    assert_int_equal(path_join(gzi, p.dir, "x.gz.gzi", &e), 0);
    o.gzi = gzi;
    write_some(p.path, &o, BIG, &sum, want);
    in = bgzf_open(p.path, "r");
    assert_int_equal(bgzf_index_load(in, p.path, ".gzi"), 0);
    for (long at = BIG - 100; at > 0; at -= 40001) {
        char got[50];

        assert_int_equal(bgzf_useek(in, at, SEEK_SET), 0);
        assert_int_equal(bgzf_read(in, got, sizeof(got)), sizeof(got));
        assert_memory_equal(got, want + at, sizeof(got));
    }
    (void)bgzf_close(in);
    free(want);
    workdir_remove(p.dir);
}

static void files_that_can_not_be_made_are_errors(void **state)
{
    char longest[PATH_TEXT_MAX + 10];
    const struct bgzfout_options none = {0};
    const struct bgzfout_options long_gzi = {.gzi = longest};
    const struct {
        const char *path;
        const struct bgzfout_options *o;
        enum err_code code;
    } row[] = {
        {"/nowhere/at/all/x", &none,     ERR_IO   },
        {longest,             &none,     ERR_LIMIT},
        {"/tmp/x",            &long_gzi, ERR_LIMIT},
    };

    (void)state;
    memset(longest, 'a', sizeof(longest) - 1);
    longest[sizeof(longest) - 1] = '\0';
    for (size_t i = 0; i < T_LEN(row); i++) {
        struct err e = {0};

        assert_null(bgzfout_open(row[i].path, row[i].o, &e));
        assert_int_equal(e.code, row[i].code);
        e = (struct err){0};
        assert_null(fastaout_open(row[i].o == &none ? row[i].path : longest,
                                  false, 0, &e));
        assert_int_not_equal(e.code, ERR_NONE);
    }
}

static void a_full_disk_is_noticed(void **state)
{
    const struct bgzfout_options o = {.plain = true};
    struct bgzfout_sum sum;
    struct err e = {0};
    char *text = calloc(1, BIG);
    struct bgzfout *b;

    (void)state;
    assert_non_null(text);
    if (!path_exists("/dev/full")) {
        free(text);
        skip();
    }
    b = bgzfout_open("/dev/full", &o, &e);
    assert_non_null(b);
    assert_true(bgzfout_write(b, text, BIG, &e) || bgzfout_end(&sum, b, &e));
    assert_int_equal(e.code, ERR_IO);
    assert_string_equal(e.path, "/dev/full");
    bgzfout_free(b);
    free(text);
}

static void contents_that_can_not_be_read_are_errors(void **state)
{
    /* A BGZF head whose data are cut off. */
    static const unsigned char cut[] = {31, 139, 8,   4,   0, 0, 0,  0, 0,  255,
                                        6,  0,   'B', 'C', 2, 0, 90, 0, 75, 76};
    struct err e = {0};
    char hex[DIGEST_HEX_MAX];
    struct place p;
    int64_t bytes;

    (void)state;
    place_make(&p, "x");
    assert_int_equal(path_write(p.path, cut, sizeof(cut), &e), 0);
    assert_int_equal(bgzfout_content(hex, &bytes, p.path, MANY, &e), -1);
    assert_int_equal(e.code, ERR_SYNTAX);
    e = (struct err){0};
    assert_int_equal(path_write(p.path, "hello", 5, &e), 0);
    assert_int_equal(bgzfout_content(hex, &bytes, p.path, 4, &e), -1);
    assert_int_equal(e.code, ERR_LIMIT);
    e = (struct err){0};
    assert_int_equal(bgzfout_content(hex, &bytes, "/nowhere/x", 4, &e), -1);
    assert_int_equal(e.code, ERR_IO);
    assert_string_equal(e.path, "/nowhere/x");
    workdir_remove(p.dir);
}

static const char two_lines[] =
    "##fileformat=VCFv4.2\n"
    "##contig=<ID=a,length=100000>\n"
    "#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\n"
    "a\t5\t.\tA\tC\t.\t.\t.\n"
    "a\t70000\t.\tA\tC\t.\t.\t.\n";

static void a_vcf_gets_the_index_that_was_asked_for(void **state)
{
    static const char *const ending[] = {".tbi", ".csi"};

    (void)state;
    for (int csi = 0; csi < 2; csi++) {
        const struct bgzfout_options o = {0};
        struct bgzfout_sum sum;
        char name[32];
        char index[PATH_TEXT_MAX];
        struct err e = {0};
        struct place p;
        struct bgzfout *b;
        tbx_t *t;

        place_make(&p, "x.vcf.gz");
        b = bgzfout_open(p.path, &o, &e);
        assert_int_equal(bgzfout_write(b, two_lines, strlen(two_lines), &e), 0);
        assert_int_equal(bgzfout_end(&sum, b, &e), 0);
        bgzfout_free(b);
        assert_int_equal(bgzfout_index_vcf(p.path, csi == 1, &e), 0);
        (void)snprintf(name, sizeof(name), "x.vcf.gz%s", ending[csi]);
        assert_int_equal(path_join(index, p.dir, name, &e), 0);
        t = tbx_index_load2(p.path, index);
        assert_non_null(t);
        assert_int_equal(tbx_name2id(t, "a"), 0);
        tbx_destroy(t);
        workdir_remove(p.dir);
    }
}

static void what_is_no_bgzf_gets_no_index(void **state)
{
    struct err e = {0};

    (void)state;
    assert_int_equal(bgzfout_index_vcf("/nowhere/x.vcf.gz", false, &e), -1);
    assert_int_equal(e.code, ERR_IO);
    assert_string_equal(e.path, "/nowhere/x.vcf.gz");
}

/* ---- FASTA ---- */

static void write_fasta(const char *path, bool plain)
{
    static const unsigned char soft[] = {0, 1, 1, 0};
    char line[61];
    struct bgzfout_sum sum = {0};
    struct err e = {0};
    struct fastaout *f = fastaout_open(path, plain, 0, &e);

    memset(line, 'C', 60);
    assert_non_null(f);
    assert_int_equal(fastaout_contig(f, "one", &e), 0);
    for (int i = 0; i < 3000; i++) /* 12,000 bp: whole lines */
        assert_int_equal(fastaout_bases(f, "ACGT", soft, 4, &e), 0);
    assert_int_equal(fastaout_contig(f, "empty", &e), 0);
    assert_int_equal(fastaout_contig(f, "two", &e), 0);
    assert_int_equal(fastaout_bases(f, line, NULL, 60, &e), 0);
    assert_int_equal(fastaout_bases(f, "GG", NULL, 2, &e), 0);
    assert_int_equal(fastaout_end(&sum, f, &e), 0);
    fastaout_free(f);
}

static void faidx_reads_the_fasta_by_our_indexes(void **state)
{
    (void)state;
    for (int plain = 0; plain < 2; plain++) {
        struct place p;
        faidx_t *fai;
        char *seq;
        hts_pos_t n;

        place_make(&p, plain ? "x.fa" : "x.fa.gz");
        write_fasta(p.path, plain == 1);
        fai = fai_load3(p.path, NULL, NULL, 0); /* makes none itself */
        assert_non_null(fai);
        assert_int_equal(faidx_nseq(fai), 3);
        assert_int_equal(faidx_seq_len(fai, "one"), 12000);
        assert_int_equal(faidx_seq_len(fai, "empty"), 0);
        assert_int_equal(faidx_seq_len(fai, "two"), 62);
        seq = faidx_fetch_seq64(fai, "one", 11996, 12010, &n);
        assert_string_equal(seq, "AcgT");
        free(seq);
        seq = faidx_fetch_seq64(fai, "two", 58, 61, &n);
        assert_string_equal(seq, "CCGG");
        free(seq);
        fai_destroy(fai);
        workdir_remove(p.dir);
    }
}

static void a_contig_with_an_endless_name_is_refused(void **state)
{
    char name[2000];
    struct err e = {0};
    struct fastaout *f;
    struct place p;

    (void)state;
    memset(name, 'a', sizeof(name) - 1);
    name[sizeof(name) - 1] = '\0';
    place_make(&p, "x.fa");
    f = fastaout_open(p.path, true, 0, &e);
    assert_non_null(f);
    assert_int_equal(fastaout_contig(f, name, &e), -1);
    assert_int_equal(e.code, ERR_LIMIT);
    fastaout_free(f);
    workdir_remove(p.dir);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(htslib_reads_what_was_written),
        cmocka_unit_test(the_bytes_depend_on_the_text_alone),
        cmocka_unit_test(the_block_index_leads_to_any_place),
        cmocka_unit_test(files_that_can_not_be_made_are_errors),
        cmocka_unit_test(a_full_disk_is_noticed),
        cmocka_unit_test(contents_that_can_not_be_read_are_errors),
        cmocka_unit_test(a_vcf_gets_the_index_that_was_asked_for),
        cmocka_unit_test(what_is_no_bgzf_gets_no_index),
        cmocka_unit_test(faidx_reads_the_fasta_by_our_indexes),
        cmocka_unit_test(a_contig_with_an_endless_name_is_refused),
    };

    return cmocka_run_group_tests_name("bgzfout", tests, NULL, NULL);
}
