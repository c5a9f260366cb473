/* A small suite against small submissions: what each state of a delivery makes
 * of cases and verdict. */
#include "judge/run.h"

#include <fcntl.h>
#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <sys/stat.h>

#include <htslib/hts_log.h>

#include "base/digest.h"
#include "formats/suitexml.h"
#include "formats/tarball.h"
#include "judge/opened.h"
#include "judge/store.h"
#include "judge/tests/folder.h"

#define HEAD                                                                   \
    "##fileformat=VCFv4.2\n##contig=<ID=c1,length=10>\n"                       \
    "#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\n"
#define GOOD       HEAD "c1\t1\t.\tA\tC\t.\tPASS\t.\nc1\t3\t.\tG\tC\t.\tPASS\t.\n"
#define UNSORTED   HEAD "c1\t3\t.\tG\tC\t.\tPASS\t.\nc1\t1\t.\tA\tC\t.\tPASS\t.\n"
#define BROKEN     HEAD "c1\tx\t.\tA\tC\t.\tPASS\t.\n"
#define LONG_LINES 50000
#define FASTA      ">c1\nACGTACGTAC\n"

#define METRIC(id, check, measure, counters)                                   \
    "<metric id=\"t:" id ":1\" check=\"" check "\" measure=\"" measure         \
    "\" kind=\"count\" unit=\"file\" numerator=\"" counters                    \
    "\"><title xml:lang=\"en\">t</title></metric>"
#define CASE(id, check, more, inputs, metric)                                  \
    "<case id=\"" id "\" check=\"" check                                       \
    "\" waivable=\"no\" source=\"s\"" more                                     \
    "><title xml:lang=\"en\">t</title>" inputs                                 \
    "<criterion profile=\"COMMON\" severity=\"mandatory\" metric=\"t:" metric  \
    ":1\" max=\"0\" method=\"exact\" claim=\"file\" status=\"published\" "     \
    "source=\"s\"/></case>"
#define FILE_IN "<input name=\"file\" from=\"calls\"/>"
#define REF_IN  "<input name=\"reference\" from=\"reference\"/>"
#define SV_IN   "<input name=\"reference\" from=\"elsewhere\"/>"

/* Cases in this order: what is read last depends on what is read first. Case
 * SV is only for who claims "sv", and its fixture is nowhere. */
#define SUITE                                                                                                                                    \
    "<suite xmlns=\"urn:entente:suite:1\" id=\"t\" version=\"1.0.0\" "                                                                           \
    "status=\"draft\" requires=\"1\"><publisher>p</publisher>"                                                                                   \
    "<title xml:lang=\"en\">t</title><classes>short-read</classes><fixtures>"                                                                    \
    "<fixture id=\"reference\" kind=\"fasta\" href=\"ref.fa\" pin=\"octets\" "                                                                   \
    "sha256=\"%s\" access=\"open\"/>"                                                                                                            \
    "<fixture id=\"planted\" kind=\"vcf\" href=\"planted.vcf\" "                                                                                 \
    "pin=\"octets\" sha256=\"%s\" access=\"open\"/>"                                                                                             \
    "<fixture id=\"elsewhere\" kind=\"fasta\" href=\"none.fa\" "                                                                                 \
    "pin=\"octets\" sha256=\"%s\" access=\"open\"/></fixtures><deliverables>"                                                                    \
    "<deliverable role=\"calls\" kind=\"vcf\" required=\"yes\">"                                                                                 \
    "<title xml:lang=\"en\">t</title></deliverable>"                                                                                             \
    "<deliverable role=\"more\" kind=\"bed\" required=\"no\">"                                                                                   \
    "<title xml:lang=\"en\">t</title></deliverable></deliverables><metrics>" METRIC(                                                             \
        "wrong", "inventory", "files-wrong",                                                                                                     \
        "files.missing files.digest-wrong files.size-wrong")                                                                                     \
        METRIC("absent", "inventory", "deliverables-absent",                                                                                     \
               "deliverables.absent") METRIC("unsorted", "format", "unsorted",                                                                   \
                                             "format.unsorted")                                                                                  \
            METRIC("contigs", "contigs", "contigs-wrong", "contigs.unknown contigs.length-differs contigs.unreadable") "</metrics><cases>" CASE( \
                "INV", "inventory", " claims=\"snv\"", "",                                                                                       \
                "wrong") CASE("ALL", "inventory", "", "",                                                                                        \
                              "absent") CASE("SORT", "format", "", FILE_IN,                                                                      \
                                             "unsorted")                                                                                         \
                CASE("CTG", "contigs", "", FILE_IN REF_IN, "contigs") CASE(                                                                      \
                    "SV", "contigs", " claims=\"sv\"", FILE_IN SV_IN,                                                                            \
                    "contigs") "</cases><controls><control id=\"NC\" deliverable=\"calls\" "                                                     \
                               "fixture=\"planted\" fails=\"SORT\"><title xml:lang=\"en\">t</title>"                                             \
                               "</control></controls></suite>"

static struct folder f;

static const char *sha(char out[DIGEST_HEX_MAX], const char *text)
{
    struct err e = {0};

    assert_int_equal(digest_hex_of(out, DIGEST_SHA256, text, strlen(text), &e),
                     0);
    return out;
}

/* The suite, with what its control plants. */
static void make_suite(struct suite *s, const char *planted)
{
    char digest[2][DIGEST_HEX_MAX];
    char xml[16384];
    struct err e = {0};
    int n = snprintf(xml, sizeof(xml), SUITE, sha(digest[0], FASTA),
                     sha(digest[1], planted), digest[0]);

    folder_text(&f, "fixtures/ref.fa", FASTA);
    folder_text(&f, "fixtures/planted.vcf", planted);
    if (suitexml_parse(s, xml, (size_t)n, "suite.xml", &e))
        fail_msg("%d: %s", (int)e.col, e.msg);
}

#define SUBMISSION                                                             \
    "<submission xmlns=\"urn:entente:submission:1\"><vendor>V</vendor>"        \
    "<product>P</product><version>1</version>"                                 \
    "<technology-class>short-read</technology-class><claims>%s</claims>"       \
    "<files><file name=\"calls.vcf\" role=\"calls\" sha256=\"%s\" "            \
    "size=\"%zu\"/></files></submission>"

/* A delivery below `dir` that lists `listed` and holds `calls` (NULL: not). */
static void make_delivery(const char *dir, const char *listed,
                          const char *calls, const char *claims)
{
    char digest[DIGEST_HEX_MAX];
    char xml[4096];
    char name[64];

    snprintf(xml, sizeof(xml), SUBMISSION, claims, sha(digest, listed),
             strlen(listed));
    snprintf(name, sizeof(name), "%s/submission.xml", dir);
    folder_text(&f, name, xml);
    snprintf(name, sizeof(name), "%s/calls.vcf", dir);
    if (calls)
        folder_text(&f, name, calls);
}

static struct store store_of(const char **root)
{
    static char path[PATH_TEXT_MAX];

    memcpy(path, folder_at(&f, "fixtures"), sizeof(path));
    *root = path;
    return (struct store){.roots = root, .n_roots = 1};
}

/* One run of what stands at `name`; the submission is closed by the caller. */
static int run_it(struct run *r, struct opened *o, const struct suite *s,
                  const char *name, const struct run_options *options,
                  struct err *e)
{
    char path[PATH_TEXT_MAX];
    const char *root;
    const struct store store = store_of(&root);

    *r = (struct run){0};
    *o = (struct opened){0};
    memcpy(path, folder_at(&f, name), sizeof(path));
    if (opened_open(o, path, s, NULL, e))
        return -1;
    return run_suite(r, s, o, &store, options, e);
}

static enum outcome outcome_of(const struct run *r, const char *id)
{
    const struct suite *s = r->result.suite;

    return r->result.cases[suite_case(s, id) - s->cases].outcome[0];
}

static const struct run_options plain = {.threads = 1};

static void each_state_of_a_delivery_has_its_verdict(void **state)
{
    static const struct {
        const char *listed, *calls, *planted;
        enum verdict verdict;
        enum outcome inv, all, sort, ctg;
        const char *cause; /* of CTG */
    } row[] = {
        {GOOD,     GOOD,     UNSORTED, VERDICT_CONFORMANT,      OUTCOME_PASS, OUTCOME_PASS,
         OUTCOME_PASS,                                                                                       OUTCOME_PASS,    NULL  },
        {UNSORTED, UNSORTED, UNSORTED, VERDICT_NON_CONFORMANT,  OUTCOME_PASS,
         OUTCOME_PASS,                                                                      OUTCOME_FAIL,    OUTCOME_PASS,    NULL  },
        {BROKEN,   BROKEN,   UNSORTED, VERDICT_NON_CONFORMANT,  OUTCOME_PASS,
         OUTCOME_PASS,                                                                      OUTCOME_FAIL,    OUTCOME_NOT_RUN, "SORT"},
        {GOOD,     NULL,     UNSORTED, VERDICT_NON_CONFORMANT,  OUTCOME_FAIL,
         OUTCOME_FAIL,                                                                      OUTCOME_NOT_RUN, OUTCOME_NOT_RUN, NULL  },
        {UNSORTED, GOOD,     UNSORTED, VERDICT_NON_CONFORMANT,  OUTCOME_FAIL,
         OUTCOME_PASS,                                                                      OUTCOME_FAIL,    OUTCOME_FAIL,    NULL  },
        {GOOD,     GOOD,     GOOD,     VERDICT_NOT_ESTABLISHED, OUTCOME_PASS, OUTCOME_PASS,
         OUTCOME_PASS,                                                                                       OUTCOME_PASS,    NULL  },
        {GOOD,     GOOD,     BROKEN,   VERDICT_CONFORMANT,      OUTCOME_PASS, OUTCOME_PASS,
         OUTCOME_PASS,                                                                                       OUTCOME_PASS,    NULL  },
    };

    (void)state;
    for (size_t i = 0; i < T_LEN(row); i++) {
        struct suite s = {0};
        struct opened o;
        struct run r;
        struct err e = {0};

        folder_make(&f);
        make_suite(&s, row[i].planted);
        make_delivery("d", row[i].listed, row[i].calls, "snv");
        if (run_it(&r, &o, &s, "d", &plain, &e))
            fail_msg("row %zu: %s: %s", i, e.path, e.msg);
        assert_int_equal(outcome_of(&r, "INV"), row[i].inv);
        assert_int_equal(outcome_of(&r, "ALL"), row[i].all);
        assert_int_equal(outcome_of(&r, "SORT"), row[i].sort);
        assert_int_equal(outcome_of(&r, "CTG"), row[i].ctg);
        assert_int_equal(outcome_of(&r, "SV"), OUTCOME_NA);
        if (row[i].cause)
            assert_string_equal(r.result.cases[3].cause, row[i].cause);
        assert_int_equal(r.result.controls[0].failed_as_planted,
                         row[i].planted != (const char *)GOOD &&
                             strcmp(row[i].planted, GOOD) != 0);
        assert_int_equal(result_overall(&r.result), row[i].verdict);
        run_release(&r);
        opened_close(&o);
        suite_release(&s);
        folder_remove(&f);
    }
}

static void
a_file_that_is_not_the_listed_one_is_named_with_its_digest(void **state)
{
    struct suite s = {0};
    struct opened o;
    struct run r;
    struct err e = {0};
    char digest[DIGEST_HEX_MAX];
    const struct findings *found;

    (void)state;
    folder_make(&f);
    make_suite(&s, UNSORTED);
    make_delivery("d", UNSORTED, GOOD, "snv");
    assert_int_equal(run_it(&r, &o, &s, "d", &plain, &e), 0);
    found = &r.evidence.m[r.plan.of_case[2]].findings;
    assert_int_equal(found->n, 1);
    assert_string_equal(found->a[0].code, "RUN-DIGEST");
    assert_non_null(strstr(found->a[0].en, sha(digest, GOOD)));
    assert_int_equal(r.n_files, 1);
    assert_string_equal(r.files[0].sha256, digest);
    assert_int_equal(r.files[0].size, strlen(GOOD));
    assert_int_equal(r.n_fixtures, 2); /* in the suite's order */
    assert_string_equal(r.fixtures[0].id, "reference");
    assert_string_equal(r.fixtures[1].id, "planted");
    run_release(&r);
    opened_close(&o);
    suite_release(&s);
    folder_remove(&f);
}

static void only_leaves_out_and_establishes_nothing(void **state)
{
    static const struct {
        const char *only;
        int rc;
        enum outcome sort, ctg;
        bool control_applies;
    } row[] = {
        {"SORT", 0,  OUTCOME_PASS,    OUTCOME_NOT_RUN, true },
        {"CTG",  0,  OUTCOME_NOT_RUN, OUTCOME_PASS,    false},
        {"SOR",  -1, OUTCOME_NOT_RUN, OUTCOME_NOT_RUN, false},
        {"",     -1, OUTCOME_NOT_RUN, OUTCOME_NOT_RUN, false},
    };
    struct suite s = {0};

    (void)state;
    folder_make(&f);
    make_suite(&s, UNSORTED);
    make_delivery("d", GOOD, GOOD, "snv");
    for (size_t i = 0; i < T_LEN(row); i++) {
        const struct run_options options = {
            .only = &row[i].only, .n_only = 1, .threads = 1};
        struct opened o;
        struct run r;
        struct err e = {0};

        assert_int_equal(run_it(&r, &o, &s, "d", &options, &e), row[i].rc);
        if (row[i].rc) {
            assert_int_equal(e.code, ERR_USAGE);
        } else {
            assert_int_equal(outcome_of(&r, "SORT"), row[i].sort);
            assert_int_equal(outcome_of(&r, "CTG"), row[i].ctg);
            assert_int_equal(r.result.controls[0].applies,
                             row[i].control_applies);
            assert_int_equal(result_overall(&r.result),
                             VERDICT_NOT_ESTABLISHED);
        }
        run_release(&r);
        opened_close(&o);
    }
    suite_release(&s);
    folder_remove(&f);
}

static void a_fixture_that_is_missing_or_wrong_ends_the_run(void **state)
{
    static const struct {
        const char *name;
        const char *text; /* NULL: it is taken away */
        const char *claims;
        enum err_code code;
    } row[] = {
        {"fixtures/ref.fa",      NULL,        "snv", ERR_MISSING },
        {"fixtures/ref.fa",      FASTA "A\n", "snv", ERR_MISMATCH},
        {"fixtures/planted.vcf", NULL,        "snv", ERR_MISSING },
        {"fixtures/planted.vcf", GOOD,        "snv", ERR_MISMATCH},
        {"fixtures/ref.fa",      FASTA,       "sv",  ERR_MISSING },
    };

    (void)state;
    for (size_t i = 0; i < T_LEN(row); i++) {
        struct suite s = {0};
        struct opened o;
        struct run r;
        struct err e = {0};

        folder_make(&f);
        make_suite(&s, UNSORTED);
        make_delivery("d", GOOD, GOOD, row[i].claims);
        if (row[i].text)
            folder_text(&f, row[i].name, row[i].text);
        else
            assert_int_equal(unlink(folder_at(&f, row[i].name)), 0);
        assert_int_equal(run_it(&r, &o, &s, "d", &plain, &e), -1);
        if (e.code != row[i].code)
            fail_msg("row %zu: code %d, %s", i, (int)e.code, e.msg);
        assert_null(r.files);
        opened_close(&o);
        suite_release(&s);
        folder_remove(&f);
    }
}

static void the_digest_depends_on_the_content_alone(void **state)
{
    static const char *const name[] = {"d", "d.tar.gz", "d.zip", "elsewhere/e"};
    static const char *const member[] = {"calls.vcf", "submission.xml"};
    static const int threads[] = {1, 2, 4};
    struct suite s = {0};
    char first[65] = "";
    char from[PATH_TEXT_MAX];
    struct err e = {0};

    (void)state;
    folder_make(&f);
    make_suite(&s, UNSORTED);
    make_delivery("d", GOOD, GOOD, "snv");
    make_delivery("elsewhere/e", GOOD, GOOD, "snv");
    memcpy(from, folder_at(&f, "d"), sizeof(from));
    assert_int_equal(tarball_write(folder_at(&f, name[1]), TARBALL_TAR_GZ, from,
                                   member, T_LEN(member), &e),
                     0);
    assert_int_equal(tarball_write(folder_at(&f, name[2]), TARBALL_ZIP, from,
                                   member, T_LEN(member), &e),
                     0);
    for (size_t i = 0; i < T_LEN(name) * T_LEN(threads); i++) {
        const struct run_options options = {.threads = threads[i % 3]};
        struct opened o;
        struct run r;

        if (run_it(&r, &o, &s, name[i / 3], &options, &e))
            fail_msg("%zu: %s", i, e.msg);
        assert_int_equal(result_overall(&r.result), VERDICT_CONFORMANT);
        if (!*first)
            memcpy(first, r.result.digest, sizeof(first));
        assert_string_equal(r.result.digest, first);
        run_release(&r);
        opened_close(&o);
    }
    suite_release(&s);
    folder_remove(&f);
}

static void a_bare_file_is_judged_by_what_it_is(void **state)
{
    struct suite s = {0};
    struct opened o;
    struct run r;
    struct err e = {0};
    char digest[DIGEST_HEX_MAX];

    (void)state;
    folder_make(&f);
    make_suite(&s, UNSORTED);
    folder_text(&f, "x.vcf", GOOD);
    folder_text(&f, "fixtures/none.fa", FASTA); /* all cases apply */
    assert_int_equal(run_it(&r, &o, &s, "x.vcf", &plain, &e), 0);
    assert_int_equal(outcome_of(&r, "SV"), OUTCOME_PASS);
    assert_int_equal(result_overall(&r.result), VERDICT_CONFORMANT);
    assert_int_equal(r.n_files, 1);
    assert_string_equal(r.files[0].sha256, sha(digest, GOOD));
    run_release(&r);
    opened_close(&o);
    suite_release(&s);
    folder_remove(&f);
}

/* What a suite gets wrong that lint would have found: never judged silently. */
static void a_suite_that_asks_nonsense_is_refused(void **state)
{
    enum wrong {
        NO_REFERENCE,
        TWO_FILES,
        STRANGE_INPUT,
        STRANGE_CHECK,
        CONTROL_MISPLACED,
        WRONG
    };

    (void)state;
    for (int i = 0; i < WRONG; i++) {
        struct suite s = {0};
        struct suite_case cases[5];
        struct suite_control control;
        const struct suite_input ctg[] = {
            {.name = "file",                             .from = "calls"    },
            {.name = "reference",                        .from = "reference"},
            {.name = i == TWO_FILES ? "file" : "genome", .from = "reference"},
        };
        struct opened o;
        struct run r;
        struct err e = {0};

        folder_make(&f);
        make_suite(&s, UNSORTED);
        make_delivery("d", GOOD, GOOD, "snv");
        memcpy(cases, s.cases, sizeof(cases));
        control = s.controls[0];
        cases[3].inputs = ctg;
        cases[3].n_inputs = i == NO_REFERENCE                      ? 1
                            : i == TWO_FILES || i == STRANGE_INPUT ? 3
                                                                   : 2;
        if (i == STRANGE_CHECK)
            cases[3].check = "horoscope";
        if (i == CONTROL_MISPLACED)
            control.deliverable = "more";
        s.cases = cases;
        s.controls = &control;
        s.case_by_id = NULL;
        assert_int_equal(run_it(&r, &o, &s, "d", &plain, &e), -1);
        if (e.code != (i == STRANGE_CHECK ? ERR_MISSING : ERR_SYNTAX))
            fail_msg("%d: code %d %s", i, (int)e.code, e.msg);
        opened_close(&o);
        suite_release(&s);
        folder_remove(&f);
    }
}

/* An unsorted file that takes longer to read than a tick of the clock. */
static char *long_file(void)
{
    size_t cap = sizeof(HEAD) + LONG_LINES * 64;
    char *text = malloc(cap);
    size_t n = (size_t)snprintf(text, cap, "%s", HEAD);

    for (int i = LONG_LINES; i > 0; i--)
        n += (size_t)snprintf(text + n, cap - n,
                              "c1\t%d\t.\tA\tC\t.\tPASS\t.\n", i);
    return text;
}

static atomic_bool stop;
static atomic_int touched;

/* Write to the file again and again; its content stays. */
static void *meddle(void *path)
{
    while (!stop) {
        int fd = open(path, O_WRONLY);

        if (fd >= 0) {
            touched += futimens(fd, NULL) == 0;
            close(fd);
        }
    }
    return NULL;
}

static void a_file_that_changes_meanwhile_is_not_judged(void **state)
{
    static const char *const name[] = {"d/calls.vcf", "fixtures/ref.fa",
                                       "fixtures/planted.vcf"};
    char *text = long_file();

    (void)state;
    for (size_t i = 0; i < T_LEN(name); i++) {
        struct suite s = {0};
        struct opened o;
        struct run r;
        struct err e = {0};
        pthread_t thread;
        char path[PATH_TEXT_MAX];
        int rc;

        folder_make(&f);
        make_suite(&s, text);
        make_delivery("d", text, text, "snv");
        memcpy(path, folder_at(&f, name[i]), sizeof(path));
        stop = false;
        touched = 0;
        assert_int_equal(pthread_create(&thread, NULL, meddle, path), 0);
        while (!touched)
            sched_yield();
        rc = run_it(&r, &o, &s, "d", &plain, &e);
        stop = true;
        pthread_join(thread, NULL);
        assert_int_equal(rc, -1);
        /* by the run's own look, or by the engine that read it */
        assert_true(e.code == ERR_MISMATCH || e.code == ERR_IO);
        assert_non_null(strstr(e.en, "changed"));
        opened_close(&o);
        suite_release(&s);
        folder_remove(&f);
    }
    free(text);
}

static int quiet(void **state)
{
    (void)state;
    hts_set_log_level(HTS_LOG_OFF);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_state_of_a_delivery_has_its_verdict),
        cmocka_unit_test(
            a_file_that_is_not_the_listed_one_is_named_with_its_digest),
        cmocka_unit_test(only_leaves_out_and_establishes_nothing),
        cmocka_unit_test(a_fixture_that_is_missing_or_wrong_ends_the_run),
        cmocka_unit_test(the_digest_depends_on_the_content_alone),
        cmocka_unit_test(a_bare_file_is_judged_by_what_it_is),
        cmocka_unit_test(a_suite_that_asks_nonsense_is_refused),
        cmocka_unit_test(a_file_that_changes_meanwhile_is_not_judged),
    };

    return cmocka_run_group_tests_name("run", tests, quiet, NULL);
}
