/* Where fixtures are found, and that nothing but the right one is used. */
#include "judge/store.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <time.h>

#include "base/digest.h"
#include "judge/adopted.h"
#include "judge/tests/folder.h"

#define RECORDS "c\t1\t.\tA\tG\t.\t.\t.\n"
#define VCF     "##fileformat=VCFv4.3\n#CHROM\n" RECORDS
#define FASTA   ">one\nACGT\n"
#define MD5     "f1f8f4bf413b16ad135722aa4591043e" /* of ACGT */

static struct folder f;
static char sha_octets[DIGEST_HEX_MAX];
static char sha_records[DIGEST_HEX_MAX];

static const struct suite_contig contigs[] = {
    {"one", 4, MD5}
};

/* One fixture of each pin. */
static struct suite_fixture fixture[] = {
    {.id = "octets",
     .kind = "vcf",
     .href = "v/truth.vcf",
     .pin = PIN_OCTETS,
     .sha256 = sha_octets,
     .hint = "https://example.org/truth.vcf"},
    {.id = "records",
     .kind = "vcf",
     .href = "v/truth.vcf",
     .pin = PIN_RECORDS,
     .sha256 = sha_records},
    {.id = "contigs",
     .kind = "fasta",
     .href = "r.fa",
     .pin = PIN_CONTIGS,
     .contigs = contigs,
     .n_contigs = 1},
    {.id = "adopted",
     .kind = "bed",
     .pin = PIN_ADOPTED,
     .hint = "ask the body"                         },
};

static const struct suite draft = {
    .id = "s", .status = SUITE_DRAFT, .fixtures = fixture, .n_fixtures = 4};

static char roots[2][PATH_TEXT_MAX];
static const char *const root_list[] = {roots[0], roots[1]};
static char list_path[PATH_TEXT_MAX];
static struct store store = {root_list, 2, list_path};

static int set_up(void **state)
{
    struct err e = {0};

    (void)state;
    folder_make(&f);
    memcpy(roots[0], folder_at(&f, "one"), sizeof roots[0]);
    memcpy(roots[1], folder_at(&f, "two"), sizeof roots[1]);
    memcpy(list_path, folder_at(&f, "home/entente/adopted.tsv"),
           sizeof list_path);
    assert_int_equal(
        digest_hex_of(sha_octets, DIGEST_SHA256, VCF, strlen(VCF), &e), 0);
    assert_int_equal(
        digest_hex_of(sha_records, DIGEST_SHA256, RECORDS, strlen(RECORDS), &e),
        0);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    folder_remove(&f);
    return 0;
}

static int adopt(const struct suite_fixture *fx, const char *name,
                 struct err *e)
{
    struct stored st = {0};
    char path[PATH_TEXT_MAX];

    memcpy(path, folder_at(&f, name), sizeof path);
    return store_adopt(&st, list_path, &draft, fx, path, e);
}

static void a_fixture_is_proved_by_its_pin(void **state)
{
    static const struct {
        size_t fixture;
        const char *file; /* below a root */
        const char *text;
        enum err_code code;
        const char *why;
    } row[] = {
        {0, "one/v/truth.vcf", VCF,                      ERR_NONE,     ""                            },
        {0, "two/v/truth.vcf", VCF,                      ERR_NONE,     ""                            },
        {0, "one/v/truth.vcf", "##x\n" RECORDS,          ERR_MISMATCH, "its SHA-256 is"              },
        {0, "one/other.vcf",   VCF,                      ERR_MISSING,  "looked for v/truth.vcf below"},
        {1, "one/v/truth.vcf", "##x\n" RECORDS,          ERR_NONE,     ""                            },
        {1, "one/v/truth.vcf", "##x\n" RECORDS "c\t2\n", ERR_MISMATCH,
         "SHA-256 of its records is"                                                                 },
        {1, "one/v/truth.vcf", "",                       ERR_REFUSED,  "no record"                   },
        {2, "two/r.fa",        FASTA ">more\nAC\n",      ERR_NONE,     ""                            },
        {2, "two/r.fa",        ">one\nACGA\n",           ERR_MISMATCH, "contig one has the MD5"      },
        {3, "one/x.bed",       "c\t1\t2\n",              ERR_MISSING,
         "adopt yours: `entente fixtures adopt adopted FILE --suite s`"                              },
    };

    (void)state;
    for (size_t i = 0; i < T_LEN(row); i++) {
        struct stored st = {0};
        struct err e = {0};
        char hex[DIGEST_HEX_MAX];

        folder_text(&f, row[i].file, row[i].text);
        assert_int_equal(
            store_find(&st, &store, &draft, &fixture[row[i].fixture], &e),
            row[i].code ? -1 : 0);
        if (row[i].code) {
            assert_says(&e, row[i].code, row[i].why);
        } else {
            assert_string_equal(st.path, folder_at(&f, row[i].file));
            assert_int_equal(st.size, strlen(row[i].text));
            assert_int_equal(digest_hex_of(hex, DIGEST_SHA256, row[i].text,
                                           strlen(row[i].text), &e),
                             0);
            assert_string_equal(st.sha256, hex);
            assert_int_equal(strlen(st.content), row[i].fixture ? 64 : 0);
        }
        assert_int_equal(unlink(folder_at(&f, row[i].file)), 0);
    }
}

static void a_wrong_copy_does_not_hide_a_right_one(void **state)
{
    struct stored st = {0};
    struct err e = {0};

    (void)state;
    folder_text(&f, "one/v/truth.vcf", "wrong");
    folder_text(&f, "two/v/truth.vcf", VCF);
    assert_int_equal(store_find(&st, &store, &draft, &fixture[0], &e), 0);
    assert_string_equal(st.path, folder_at(&f, "two/v/truth.vcf"));
    folder_text(&f, "two/v/truth.vcf", "wrong too");
    assert_int_equal(store_find(&st, &store, &draft, &fixture[0], &e), -1);
    assert_says(&e, ERR_MISMATCH, "fetch it again");
    assert_string_equal(e.path, folder_at(&f, "one/v/truth.vcf"));
    e = (struct err){0};
    folder_text(&f, "mine.vcf", VCF);
    assert_int_equal(adopt(&fixture[0], "mine.vcf", &e), 0);
    assert_int_equal(store_find(&st, &store, &draft, &fixture[0], &e), 0);
    assert_string_equal(st.path, folder_at(&f, "mine.vcf"));
}

static void a_copy_is_adopted_only_if_it_is_the_fixture(void **state)
{
    static const struct {
        size_t fixture;
        const char *text;
        enum err_code code;
    } row[] = {
        {0, VCF,               ERR_NONE    },
        {0, "##x\n" RECORDS,   ERR_MISMATCH},
        {1, "##y\n" RECORDS,   ERR_NONE    },
        {2, FASTA,             ERR_NONE    },
        {2, ">one\nAAAA\n",    ERR_MISMATCH},
        {3, "anything at all", ERR_NONE    },
    };

    (void)state;
    for (size_t i = 0; i < T_LEN(row); i++) {
        struct stored st = {0};
        struct err e = {0};

        folder_text(&f, "copy", row[i].text);
        assert_int_equal(adopt(&fixture[row[i].fixture], "copy", &e),
                         row[i].code ? -1 : 0);
        assert_int_equal(e.code, row[i].code);
        if (row[i].code)
            continue;
        assert_int_equal(
            store_find(&st, &store, &draft, &fixture[row[i].fixture], &e), 0);
        assert_string_equal(st.path, folder_at(&f, "copy"));
    }
}

static void a_copy_that_changed_since_is_not_used(void **state)
{
    struct stored st = {0};
    struct err e = {0};

    (void)state;
    folder_text(&f, "copy.bed", "c\t1\t2\n");
    assert_int_equal(adopt(&fixture[3], "copy.bed", &e), 0);
    folder_text(&f, "copy.bed", "c\t1\t3\n");
    assert_int_equal(store_find(&st, &store, &draft, &fixture[3], &e), -1);
    assert_says(&e, ERR_MISMATCH, "no longer the file that was adopted");
    e = (struct err){0};
    assert_int_equal(adopt(&fixture[3], "copy.bed", &e), 0);
    assert_int_equal(store_find(&st, &store, &draft, &fixture[3], &e), 0);
    assert_int_equal(unlink(folder_at(&f, "copy.bed")), 0);
    assert_int_equal(store_find(&st, &store, &draft, &fixture[3], &e), -1);
    assert_int_equal(e.code, ERR_MISSING);
}

/* A small file is read again even when its times say that it is the same. */
static void small_copies_are_always_proved(void **state)
{
    struct timespec times[2];
    struct stored st = {0};
    struct err e = {0};
    struct stat s;

    (void)state;
    folder_text(&f, "copy", VCF);
    assert_int_equal(adopt(&fixture[0], "copy", &e), 0);
    assert_int_equal(stat(folder_at(&f, "copy"), &s), 0);
    folder_text(&f, "copy", "#" VCF);
    assert_int_equal(truncate(folder_at(&f, "copy"), (off_t)strlen(VCF)), 0);
    times[0] = s.st_atim;
    times[1] = s.st_mtim;
    assert_int_equal(utimensat(AT_FDCWD, folder_at(&f, "copy"), times, 0), 0);
    assert_int_equal(store_find(&st, &store, &draft, &fixture[0], &e), -1);
    assert_says(&e, ERR_MISMATCH, "not the fixture 'octets'");
}

/* A large one is believed until its size or time changes: here the list says
 * that a file of zeros was proved. */
static void large_copies_are_proved_once(void **state)
{
    struct adopted list = {0};
    struct stored st = {0};
    struct err e = {0};
    struct stat s;
    struct adopted_row row = {.suite = "s",
                              .fixture = "octets",
                              .pin = PIN_OCTETS,
                              .digest = sha_octets,
                              .sha256 = sha_octets};

    (void)state;
    folder_text(&f, "large", "");
    assert_int_equal(truncate(folder_at(&f, "large"), STORE_PROVE_BELOW), 0);
    assert_int_equal(stat(folder_at(&f, "large"), &s), 0);
    row.size = s.st_size;
    row.mtime_ns = (int64_t)s.st_mtim.tv_sec * 1000000000 + s.st_mtim.tv_nsec;
    row.path = folder_at(&f, "large");
    assert_int_equal(adopted_put(&list, &row, &e), 0);
    assert_int_equal(adopted_write(&list, list_path, &e), 0);
    assert_int_equal(store_find(&st, &store, &draft, &fixture[0], &e), 0);
    assert_string_equal(st.sha256, sha_octets);
    /* Another pin than the one that was proved. */
    assert_int_equal(store_find(&st, &store, &draft, &fixture[1], &e), -1);
    assert_int_equal(e.code, ERR_MISSING);
    e = (struct err){0};
    row.mtime_ns++;
    assert_int_equal(adopted_put(&list, &row, &e), 0);
    assert_int_equal(adopted_write(&list, list_path, &e), 0);
    assert_int_equal(store_find(&st, &store, &draft, &fixture[0], &e), -1);
    assert_int_equal(e.code, ERR_MISMATCH);
    adopted_release(&list);
}

static void only_a_draft_may_leave_a_fixture_unpinned(void **state)
{
    struct suite released = draft;
    struct stored st = {0};
    struct err e = {0};

    (void)state;
    released.status = SUITE_RELEASED;
    assert_int_equal(store_find(&st, &store, &released, &fixture[3], &e), -1);
    assert_says(&e, ERR_REFUSED, "only a draft suite");
}

static void a_reference_outside_the_roots_is_refused(void **state)
{
    struct suite_fixture fx = fixture[0];
    struct stored st = {0};
    struct err e = {0};

    (void)state;
    fx.href = "../two/v/truth.vcf";
    folder_text(&f, "two/v/truth.vcf", VCF);
    assert_int_equal(store_find(&st, &store, &draft, &fx, &e), -1);
    assert_says(&e, ERR_REFUSED, "'.' or '..'");
}

static void the_list_is_read_strictly_and_written_back(void **state)
{
#define H64 "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"
    static const struct {
        const char *text;
        uint64_t line;
        const char *why; /* NULL: accepted */
    } row[] = {
        {"#entente-adopted 1\n",                                            0, NULL                       },
        {"#entente-adopted 1\ns\tf\toctets\t" H64 "\t" H64 "\t1\t-2\t/x\n", 0,
         NULL                                                                                             },
        {"",                                                                1, "no list of adopted copies"},
        {"#entente-adopted 2\n",                                            1, "no list of adopted copies"},
        {"#entente-adopted 1\nx\n",                                         2, "the line has 1 fields"    },
        {"#entente-adopted 1\ns\tf\tfaith\t" H64 "\t" H64 "\t1\t2\t/x\n",   2,
         "no way to pin"                                                                                  },
        {"#entente-adopted 1\ns\tf\toctets\tX\t" H64 "\t1\t2\t/x\n",        2,
         "64 hexadecimal digits"                                                                          },
        {"#entente-adopted 1\ns\tf\toctets\t" H64 "\t" H64 "\tx\t2\t/x\n",  2,
         "whole number"                                                                                   },
        {"#entente-adopted 1\ns\tf\toctets\t" H64 "\t" H64 "\t1\t2\tx\n",   2,
         "not absolute"                                                                                   },
        {"#entente-adopted 1\ns\tf\toctets\t" H64 "\t" H64
         "\t1\t2\t/x\ns\tf\toctets\t" H64 "\t" H64 "\t1\t2\t/y\n",
         3,                                                                    "stands twice"             },
    };

    (void)state;
    for (size_t i = 0; i < T_LEN(row); i++) {
        struct adopted list = {0};
        struct err e = {0};
        int rc =
            adopted_parse(&list, row[i].text, strlen(row[i].text), "list", &e);

        assert_int_equal(rc, row[i].why ? -1 : 0);
        if (row[i].why) {
            assert_says(&e, ERR_SYNTAX, row[i].why);
            assert_int_equal(e.line, row[i].line);
            continue;
        }
        assert_int_equal(adopted_write(&list, list_path, &e), 0);
        {
            char *back = folder_read(&f, "home/entente/adopted.tsv");

            assert_string_equal(back, row[i].text);
            free(back);
        }
        adopted_release(&list);
    }
}

static void a_path_that_would_break_the_list_is_refused(void **state)
{
    struct err e = {0};

    (void)state;
    folder_text(&f, "a\tb", VCF);
    assert_int_equal(adopt(&fixture[0], "a\tb", &e), -1);
    assert_says(&e, ERR_REFUSED, "tabulator");
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
#define T(t) cmocka_unit_test_setup_teardown(t, set_up, tear_down)
        T(a_fixture_is_proved_by_its_pin),
        T(a_wrong_copy_does_not_hide_a_right_one),
        T(a_copy_is_adopted_only_if_it_is_the_fixture),
        T(a_copy_that_changed_since_is_not_used),
        T(small_copies_are_always_proved),
        T(large_copies_are_proved_once),
        T(only_a_draft_may_leave_a_fixture_unpinned),
        T(a_reference_outside_the_roots_is_refused),
        T(the_list_is_read_strictly_and_written_back),
        T(a_path_that_would_break_the_list_is_refused),
    };

    return cmocka_run_group_tests_name("store", tests, NULL, NULL);
}
