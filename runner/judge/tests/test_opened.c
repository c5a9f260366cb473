/* A submission in each form that it can come in, and what is refused. */
#include "judge/opened.h"

#include <signal.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>

#include "base/digest.h"
#include "base/workdir.h"
#include "formats/tarball.h"
#include "formats/tests/rawtar.h"
#include "judge/tests/folder.h"

#define SHA_A "87428fc522803d31065e7bce3cf03fe475096631e5e07bbd7a0fde60c4cf25c7"

#define HEAD                                                                   \
    "<submission xmlns=\"urn:entente:submission:1\">"                          \
    "<vendor>V</vendor><product>P</product><version>1</version>"               \
    "<technology-class>short-read</technology-class>"
#define FILE_A                                                                 \
    "<file name=\"a\" role=\"calls\" sha256=\"" SHA_A "\" size=\"2\"/>"
#define GOOD HEAD "<files>" FILE_A "</files></submission>"

static const struct suite_deliverable deliverables[] = {
    {.role = "calls", .kind = "vcf", .required = true},
    {.role = "calls-index",               .kind = "vcf-index"       },
    {.role = "reads",               .kind = "bam"      },
    {.role = "more-reads",               .kind = "bam"  },
};

static const struct suite suite = {
    .id = "s", .deliverables = deliverables, .n_deliverables = 4};

static struct folder f;

static int set_up(void **state)
{
    struct err e = {0};

    (void)state;
    folder_make(&f);
    assert_int_equal(path_make_dirs(folder_at(&f, "work"), &e), 0);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    folder_remove(&f);
    return 0;
}

static int open_it(struct opened *o, const char *name, struct err *e)
{
    char path[PATH_TEXT_MAX];
    char work[PATH_TEXT_MAX];

    memcpy(path, folder_at(&f, name), sizeof path);
    memcpy(work, folder_at(&f, "work"), sizeof work);
    return opened_open(o, path, &suite, work, e);
}

static void a_folder_is_opened_where_it_stands(void **state)
{
    struct opened o = {0};
    struct err e = {0};

    (void)state;
    folder_text(&f, "in/submission.xml", GOOD);
    folder_text(&f, "in/a", "a\n");
    assert_int_equal(open_it(&o, "in/", &e), 0);
    assert_string_equal(o.name, "in");
    assert_string_equal(o.work, "");
    assert_string_equal(o.archive_sha256, "");
    assert_false(o.submission.bare);
    assert_string_equal(o.submission.vendor, "V");
    assert_int_equal(o.submission.n_files, 1);
    opened_close(&o);
    assert_int_equal(folder_count(&f, "in"), 2);
    opened_close(&o);
}

static void what_is_no_submission_is_refused(void **state)
{
    static const struct {
        const char *text; /* of submission.xml; NULL: none */
        enum err_code code;
        const char *why;
    } row[] = {
        {NULL,                                                  ERR_MISSING, "`entente pack "                                 },
        {"no xml",                                              ERR_SYNTAX,  ""                                               },
        {"<!DOCTYPE x><x/>",                                    ERR_REFUSED, ""                                               },
        {HEAD "</submission>",                                  ERR_REFUSED, "lists no file"                                  },
        {HEAD "<files><file name=\"a\"/></files></submission>", ERR_REFUSED,
         "no digest or size; complete submission.xml with `entente pack`"                                                     },
        {HEAD "<files><file name=\"../../etc/passwd\" sha256=\"" SHA_A
              "\" size=\"2\"/></files></submission>",  ERR_REFUSED, "'.' or '..'"                                    },
        {HEAD "<files><file name=\"/etc/passwd\" sha256=\"" SHA_A
              "\" size=\"2\"/></files></submission>",  ERR_REFUSED, "empty part"                                     },
        {HEAD "<files>" FILE_A FILE_A "</files></submission>",  ERR_SYNTAX,
         "twice"                                                                                                              },
        {"<submission xmlns=\"urn:entente:submission:1\">"
         "<vendor>FILL IN: vendor</vendor><product>P</product>"
         "<version>1</version><technology-class>ont</technology-class>"
         "<files>" FILE_A "</files></submission>",
         ERR_REFUSED,                                                        "still holds the text 'FILL IN: vendor'"         },
        {"<submission xmlns=\"urn:entente:submission:1\">"
         "<vendor>V</vendor><product>P</product>"
         "<version>1</version>"
         "<technology-class>FILL-IN-technology-class</technology-class>"
         "<files>" FILE_A "</files></submission>",
         ERR_REFUSED,                                                        "still holds the text 'FILL-IN-technology-class'"},
    };

    (void)state;
    for (size_t i = 0; i < T_LEN(row); i++) {
        struct opened o = {0};
        struct err e = {0};

        folder_text(&f, "in/a", "a\n");
        if (row[i].text)
            folder_text(&f, "in/submission.xml", row[i].text);
        assert_int_equal(open_it(&o, "in", &e), -1);
        assert_says(&e, row[i].code, row[i].why);
        assert_string_equal(o.root, "");
    }
}

static void links_and_pipes_in_a_folder_are_refused(void **state)
{
    (void)state;
    for (int i = 0; i < 3; i++) {
        struct opened o = {0};
        struct err e = {0};

        folder_text(&f, "in/submission.xml", GOOD);
        if (i == 0)
            assert_int_equal(symlink("/etc/hostname", folder_at(&f, "in/a")),
                             0);
        if (i == 1)
            assert_int_equal(symlink("/etc", folder_at(&f, "in/d")), 0);
        if (i == 2)
            assert_int_equal(mkfifo(folder_at(&f, "in/p"), 0600), 0);
        assert_int_equal(open_it(&o, "in", &e), -1);
        assert_says(&e, ERR_REFUSED, "symbolic link or special file");
        e = (struct err){0};
        assert_int_equal(path_remove_tree(folder_at(&f, "in"), &e), 0);
    }
}

static void write_tar(const char *name, const struct rawtar_member *m)
{
    struct buf b;

    rawtar_make(&b, m);
    folder_write(&f, name, b.s, b.n);
    buf_release(&b);
}

static void an_archive_is_unpacked_and_cleared_away(void **state)
{
    static const struct rawtar_member row[][4] = {
        {{"a", '0', NULL, "a\n"},   {"submission.xml", '0', NULL, GOOD}},
        {{"top/", '5', NULL, NULL},
         {"top/submission.xml", '0', NULL, GOOD},
         {"top/a", '0', NULL, "a\n"}},
        {{"./top/submission.xml", '0', NULL, GOOD},
         {"./top/d/a", '0', NULL, "a\n"}                   },
    };

    (void)state;
    for (size_t i = 0; i < T_LEN(row); i++) {
        struct opened o = {0};
        struct err e = {0};
        char hex[DIGEST_HEX_MAX];

        write_tar("s.tar", row[i]);
        assert_int_equal(open_it(&o, "s.tar", &e), 0);
        assert_string_equal(o.name, "s.tar");
        assert_int_equal(digest_hex_file(hex, NULL, DIGEST_SHA256,
                                         folder_at(&f, "s.tar"), &e),
                         0);
        assert_string_equal(o.archive_sha256, hex);
        assert_true(path_is_dir(o.root));
        assert_int_equal(strncmp(o.root, o.work, strlen(o.work)), 0);
        assert_int_equal(folder_count(&f, "work"), 2);
        opened_close(&o);
        assert_int_equal(folder_count(&f, "work"), 0);
    }
}

static void what_a_mac_adds_beside_the_folder_is_passed_over(void **state)
{
    static const struct rawtar_member row[][5] = {
        {{"__MACOSX/top/._a", '0', NULL, "x"},
         {".DS_Store", '0', NULL, "x"},
         {"top/submission.xml", '0', NULL, GOOD},
         {"top/a", '0', NULL, "a\n"}},
        {{"._top", '0', NULL, "x"},
         {"top/submission.xml", '0', NULL, GOOD},
         {"top/a", '0', NULL, "a\n"}},
    };

    (void)state;
    for (size_t i = 0; i < T_LEN(row); i++) {
        struct opened o = {0};
        struct err e = {0};

        write_tar("s.tar", row[i]);
        assert_int_equal(open_it(&o, "s.tar", &e), 0);
        assert_string_equal(path_base(o.root), "top");
        opened_close(&o);
    }
}

static void a_refused_archive_leaves_nothing(void **state)
{
    static const struct {
        struct rawtar_member m[4];
        enum err_code code;
        const char *why;
    } row[] = {
        {{{"a", '0', NULL, "a\n"}},                                          ERR_MISSING, "holds no submission.xml"},
        {{{"t/submission.xml", '0', NULL, GOOD}, {"u/a", '0', NULL, "a\n"}},
         ERR_MISSING,                                                                     "holds no submission.xml"},
        {{{"__MACOSX/submission.xml", '0', NULL, GOOD}},
         ERR_MISSING,                                                                     "holds no submission.xml"},
        {{{"t/u/submission.xml", '0', NULL, GOOD}},
         ERR_MISSING,                                                                     "holds no submission.xml"},
        {{{"submission.xml", '0', NULL, GOOD}, {"../a", '0', NULL, "a\n"}},
         ERR_REFUSED,                                                                     "'.' or '..'"            },
        {{{"submission.xml", '0', NULL, GOOD}, {"a", '2', "/etc", NULL}},
         ERR_REFUSED,                                                                     "symbolic links"         },
        {{{"submission.xml", '0', NULL, "<x/>"}, {"a", '0', NULL, "a\n"}},
         ERR_SYNTAX,                                                                      ""                       },
    };

    (void)state;
    for (size_t i = 0; i < T_LEN(row); i++) {
        struct opened o = {0};
        struct err e = {0};

        write_tar("s.tar", row[i].m);
        assert_int_equal(open_it(&o, "s.tar", &e), -1);
        assert_says(&e, row[i].code, row[i].why);
        assert_int_equal(folder_count(&f, "work"), 0);
        assert_int_equal(folder_count(&f, "."), 1);
        assert_string_equal(o.work, "");
    }
}

static void a_bare_file_gets_its_role_from_the_suite(void **state)
{
    static const char vcf[] = "##fileformat=VCFv4.3\n"
                              "#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\n";
    static const struct {
        const char *name;
        const char *text;
        const char *role; /* NULL: refused */
        enum err_code code;
        const char *why;
    } row[] = {
        {"my calls.txt", vcf,          "calls", ERR_NONE,    ""                     },
        {"damaged.vcf",  "nonsense",   "calls", ERR_NONE,    ""                     },
        {"empty.vcf.gz", "",           "calls", ERR_NONE,    ""                     },
        {"x.bam",        "",           NULL,    ERR_USAGE,   "2 files of kind bam"  },
        {"x.fa",         ">c\nACGT\n", NULL,    ERR_REFUSED, "no file of kind fasta"},
        {"x.pdf",        "%PDF-1.4",   NULL,    ERR_REFUSED, "neither a submission" },
        {"x.tar.xz",
         "\xfd"
         "7zXZ..",                     NULL,    ERR_REFUSED, "kind of archive"      },
    };

    (void)state;
    for (size_t i = 0; i < T_LEN(row); i++) {
        struct opened o = {0};
        struct err e = {0};

        folder_text(&f, row[i].name, row[i].text);
        assert_int_equal(open_it(&o, row[i].name, &e), row[i].role ? 0 : -1);
        if (!row[i].role) {
            assert_says(&e, row[i].code, row[i].why);
            continue;
        }
        assert_true(o.submission.bare);
        assert_string_equal(o.root, f.top);
        assert_int_equal(o.submission.n_files, 1);
        assert_string_equal(o.submission.files[0].name, row[i].name);
        assert_string_equal(o.submission.files[0].role, row[i].role);
        assert_null(o.submission.files[0].sha256);
        opened_close(&o);
    }
}

static void an_index_beside_a_bare_file_is_taken_along(void **state)
{
    static const char *const ends[] = {".tbi", ".csi"};

    (void)state;
    for (size_t i = 0; i < T_LEN(ends); i++) {
        struct opened o = {0};
        struct err e = {0};
        char name[64];

        folder_text(&f, "c.vcf.gz", "");
        (void)snprintf(name, sizeof name, "c.vcf.gz%s", ends[i]);
        folder_text(&f, name, "x");
        assert_int_equal(open_it(&o, "c.vcf.gz", &e), 0);
        assert_int_equal(o.submission.n_files, 2);
        assert_string_equal(o.submission.files[1].name, name);
        assert_string_equal(o.submission.files[1].role, "calls-index");
        opened_close(&o);
        assert_int_equal(unlink(folder_at(&f, name)), 0);
    }
}

static void what_is_not_there_is_said(void **state)
{
    struct opened o = {0};
    struct err e = {0};

    (void)state;
    assert_int_equal(open_it(&o, "absent", &e), -1);
    assert_int_equal(e.code, ERR_MISSING);
}

/* A plain archive of 1 GiB of zeros, of which the disk holds none. */
static void write_large(const char *name)
{
    static const struct rawtar_member head = {"submission.xml", '0', NULL,
                                              GOOD};
    static const struct rawtar_member large = {"large", '0', NULL, NULL};
    off_t size;
    struct buf b;

    buf_init(&b, 1 << 20);
    rawtar_add(&b, &head);
    rawtar_header(&b, &large, (size_t)1 << 30, NULL);
    folder_write(&f, name, b.s, b.n);
    size = (off_t)b.n + ((off_t)1 << 30) + 1024;
    assert_int_equal(truncate(folder_at(&f, name), size), 0);
    buf_release(&b);
}

static void an_interrupted_run_clears_its_work_away(void **state)
{
    static const int signals[] = {SIGINT, SIGTERM};
    /* What runs in the background has SIGINT ignored. */
    const struct sigaction usual = {.sa_handler = SIG_DFL};

    (void)state;
    write_large("s.tar");
    for (size_t i = 0; i < T_LEN(signals); i++) {
        const struct timespec tick = {.tv_nsec = 1000000};
        int status = 0;
        pid_t child = fork();

        assert_true(child >= 0);
        if (child == 0) {
            struct opened o = {0};
            struct err e = {0};

            (void)sigaction(signals[i], &usual, NULL);
            if (workdir_guard(&e) == 0)
                (void)open_it(&o, "s.tar", &e);
            _exit(9); /* the signal came too late */
        }
        while (waitpid(child, &status, WNOHANG) == 0 &&
               folder_count(&f, "work") < 2)
            (void)nanosleep(&tick, NULL);
        assert_int_equal(kill(child, signals[i]), 0);
        assert_int_equal(waitpid(child, &status, 0), child);
        assert_true(WIFEXITED(status));
        assert_int_equal(WEXITSTATUS(status), 128 + signals[i]);
        assert_int_equal(folder_count(&f, "work"), 0);
    }
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
#define T(t) cmocka_unit_test_setup_teardown(t, set_up, tear_down)
        T(a_folder_is_opened_where_it_stands),
        T(what_is_no_submission_is_refused),
        T(links_and_pipes_in_a_folder_are_refused),
        T(an_archive_is_unpacked_and_cleared_away),
        T(what_a_mac_adds_beside_the_folder_is_passed_over),
        T(a_refused_archive_leaves_nothing),
        T(a_bare_file_gets_its_role_from_the_suite),
        T(an_index_beside_a_bare_file_is_taken_along),
        T(what_is_not_there_is_said),
        T(an_interrupted_run_clears_its_work_away),
    };

    return cmocka_run_group_tests_name("opened", tests, NULL, NULL);
}
