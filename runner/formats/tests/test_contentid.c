/* The same records give the same digest, other records another. */
#include "formats/contentid.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <htslib/bgzf.h>

#include "base/digest.h"
#include "base/err.h"
#include "base/path.h"
#include "base/tests/t.h"
#include "core/suite.h"

static char path[] = "/tmp/test-contentid-XXXXXX";

static int set_up(void **state)
{
    int fd;

    (void)state;
    memcpy(path + sizeof path - 7, "XXXXXX", 6);
    fd = mkstemp(path);
    assert_true(fd >= 0);
    (void)close(fd);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    return unlink(path);
}

/* mode "wu": plain; "w": BGZF; "wg": gzip. */
static void put(const char *text, const char *mode)
{
    BGZF *out = bgzf_open(path, mode);

    assert_non_null(out);
    assert_int_equal(bgzf_write(out, text, strlen(text)), strlen(text));
    assert_int_equal(bgzf_close(out), 0);
}

#define R1 "c\t1\t.\tA\tG\t.\t.\t."
#define R2 "c\t2\t.\tC\tT\t.\t.\t."

static void only_records_count(void **state)
{
    static const struct {
        const char *kind;
        const char *text;
        const char *records; /* what is digested */
        uint64_t n;
    } row[] = {
        {"vcf", "##fileformat=VCFv4.2\n#CHROM\n" R1 "\n" R2 "\n",
         R1 "\n" R2 "\n",                                                               2},
        {"vcf", "##other\n#CHROM\tPOS\n" R1 "\r\n\n" R2,          R1 "\n" R2 "\n",      2},
        {"vcf", R1 "\n",                                          R1 "\n",              1},
        {"vcf", "track\n",                                        "track\n",            1},
        {"bed", "track x\nbrowser y\n#z\nc\t1\t2\tname\n",        "c\t1\t2\tname\n",
         1                                                                               },
        {"bed", "c\t1\t2\nc\t4\t5\n",                             "c\t1\t2\nc\t4\t5\n", 2},
        {"bed", "c\t1\t2 \n",                                     "c\t1\t2 \n",         1},
    };
    static const char *const modes[] = {"wu", "w", "wg"};

    (void)state;
    for (size_t i = 0; i < T_LEN(row); i++) {
        char want[DIGEST_HEX_MAX];
        struct err e = {0};

        assert_int_equal(digest_hex_of(want, DIGEST_SHA256, row[i].records,
                                       strlen(row[i].records), &e),
                         0);
        for (size_t m = 0; m < T_LEN(modes); m++) {
            char got[65] = "";
            uint64_t n = 0;

            put(row[i].text, modes[m]);
            assert_int_equal(contentid_records(got, &n, row[i].kind, path, &e),
                             0);
            assert_string_equal(got, want);
            assert_int_equal(n, row[i].n);
        }
    }
}

static void what_has_no_records_is_refused(void **state)
{
    static const struct {
        const char *kind;
        const char *text;
        const char *mode;
        enum err_code code;
        const char *why;
    } row[] = {
        {"vcf",   "",              "wu", ERR_REFUSED, "holds no record" },
        {"vcf",   "##x\n#CHROM\n", "w",  ERR_REFUSED, "holds no record" },
        {"bed",   "track\n\n",     "wu", ERR_REFUSED, "holds no record" },
        {"fasta", ">c\nACGT\n",    "wu", ERR_REFUSED, "only vcf and bed"},
    };
    char got[65] = "untouched";
    struct err e = {0};

    (void)state;
    for (size_t i = 0; i < T_LEN(row); i++) {
        e = (struct err){0};
        put(row[i].text, row[i].mode);
        assert_int_equal(contentid_records(got, NULL, row[i].kind, path, &e),
                         -1);
        assert_int_equal(e.code, row[i].code);
        assert_non_null(strstr(e.en, row[i].why));
        assert_string_equal(got, "untouched");
    }
    e = (struct err){0};
    assert_int_equal(contentid_records(got, NULL, "vcf", "/nowhere", &e), -1);
    assert_int_equal(e.code, ERR_MISSING);
    e = (struct err){0};
    assert_int_equal(path_write(path, "BCF\2\2\0\0\0x\n", 10, &e), 0);
    assert_int_equal(contentid_records(got, NULL, "vcf", path, &e), -1);
    assert_int_equal(e.code, ERR_SYNTAX);
}

/* Without its last block, a file of the same records is not the same. */
static void a_file_cut_short_has_no_digest(void **state)
{
    char got[65] = "";
    struct err e = {0};

    (void)state;
    put(R1 "\n", "w");
    assert_int_equal(contentid_records(got, NULL, "vcf", path, &e), 0);
    put(R1 "\n", "w");
    assert_int_equal(truncate(path, 20), 0);
    assert_int_equal(contentid_records(got, NULL, "vcf", path, &e), -1);
    assert_int_equal(e.code, ERR_SYNTAX);
}

/* md5 of ACGT and of AC */
#define MD5_ACGT "f1f8f4bf413b16ad135722aa4591043e"
#define MD5_AC   "4144e097d2fa7a491cec2a7a4322f2bc"

static void contigs_are_known_by_length_and_bases(void **state)
{
    static const struct {
        struct suite_contig c[2];
        size_t n;
        const char *why; /* NULL: they are these */
    } row[] = {
        {{{"one", 4, MD5_ACGT}},                         1, NULL                      },
        {{{"two", 4, MD5_ACGT}, {"one", 4, MD5_ACGT}},   2, NULL                      },
        {{{"chr1", 4, MD5_ACGT}},                        1, "has no contig chr1"      },
        {{{"one", 5, MD5_ACGT}},                         1, "has 4 bp, expected are 5"},
        {{{"one", 4, MD5_ACGT}, {"three", 4, MD5_ACGT}},
         2,                                                 "contig three has the MD5"},
    };

    (void)state;
    put(">one text\nAC\nGT\n>two\nacgt\n>three\nACGA\n", "wu");
    for (size_t i = 0; i < T_LEN(row); i++) {
        struct err e = {0};
        int rc = contentid_contigs(path, row[i].c, row[i].n, &e);

        if (!row[i].why)
            assert_int_equal(rc, 0);
        if (!row[i].why)
            continue;
        assert_int_equal(rc, -1);
        assert_int_equal(e.code, ERR_MISMATCH);
        if (!strstr(e.en, row[i].why))
            fail_msg("%s", e.en);
    }
}

static void a_list_of_contigs_has_a_name(void **state)
{
    static const struct suite_contig c[] = {
        {"a", 4, MD5_ACGT},
        {"b", 2, MD5_AC  }
    };
    static const char text[] = "a\t4\t" MD5_ACGT "\nb\t2\t" MD5_AC "\n";
    char got[65] = "";
    char want[DIGEST_HEX_MAX];
    struct err e = {0};

    (void)state;
    assert_int_equal(contentid_contig_list(got, c, 2, &e), 0);
    assert_int_equal(digest_hex_of(want, DIGEST_SHA256, text, strlen(text), &e),
                     0);
    assert_string_equal(got, want);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
#define T(t) cmocka_unit_test_setup_teardown(t, set_up, tear_down)
        T(only_records_count),
        T(what_has_no_records_is_refused),
        T(a_file_cut_short_has_no_digest),
        T(contigs_are_known_by_length_and_bases),
        cmocka_unit_test(a_list_of_contigs_has_a_name),
    };

    return cmocka_run_group_tests_name("contentid", tests, NULL, NULL);
}
