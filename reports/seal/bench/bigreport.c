/*
 * bigreport tallies|bits BYTES DIR -- the files of a run, as `entente run`
 * leaves them, of about so many bytes: for verify.sh. All is invented, but the
 * verdict follows from the counts.
 *
 *   tallies  counts by block and stratum are the bulk, as of a whole genome
 *            with many strata; and the marks of 4,000,000 records
 *   bits     the marks of single records are the bulk
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/path.h"
#include "core/decide.h"
#include "core/plan.h"
#include "core/tally.h"
#include "formats/suitexml.h"
#include "reports/doc/report.h"

/* As many as the small-variants check has. */
#define COUNTERS     69
#define ASSESSED     46
#define STRATA       60
#define CONTIGS      24
#define NAME         32
#define RECORDS      INT64_C(4000000)
#define OF_ONE_HOLD  30 /* marks: one in so many is no hit */
#define BYTES_OF_ROW 194
#define BYTES_MAX    ((size_t)1 << 28)

static const char suite_text[] =
    "<suite xmlns=\"urn:entente:suite:1\" id=\"bench\" version=\"1.0.0\" "
    "status=\"released\" requires=\"1\">\n"
    "<publisher>bench</publisher>\n"
    "<title xml:lang=\"en\">Bench</title><title xml:lang=\"fr\">Banc</title>\n"
    "<classes>short-read</classes>\n"
    "<fixtures><fixture id=\"bad\" kind=\"vcf\" href=\"bad.vcf.gz\" "
    "pin=\"octets\" sha256=\"00000000000000000000000000000000"
    "00000000000000000000000000000000\" access=\"open\"/>"
    "<fixture id=\"truth\" kind=\"vcf\" href=\"truth.vcf.gz\" "
    "pin=\"octets\" sha256=\"11111111111111111111111111111111"
    "11111111111111111111111111111111\" access=\"open\"/></fixtures>\n"
    "<deliverables><deliverable role=\"calls\" kind=\"vcf\" required=\"yes\">"
    "<title xml:lang=\"en\">Calls</title><title xml:lang=\"fr\">Appels</title>"
    "</deliverable></deliverables>\n"
    "<metrics><metric id=\"entente:snv-recall:1\" check=\"small-variants\" "
    "measure=\"snv-recall\" kind=\"proportion\" unit=\"1\" "
    "numerator=\"snv.truth.tp\" denominator=\"snv.truth.tp snv.truth.fn\">"
    "<title xml:lang=\"en\">Recall</title>"
    "<title xml:lang=\"fr\">Rappel</title></metric></metrics>\n"
    "<cases><case id=\"GERM-001\" check=\"small-variants\" waivable=\"yes\" "
    "clause=\"bench\" source=\"bench\"><title xml:lang=\"en\">Recall</title>"
    "<title xml:lang=\"fr\">Rappel</title><input name=\"query\" "
    "from=\"calls\"/><input name=\"truth\" from=\"truth\"/>"
    "<criterion profile=\"COMMON\" severity=\"mandatory\" "
    "metric=\"entente:snv-recall:1\" stratum=\"*\" min=\"0.9\" "
    "method=\"exact\" claim=\"file\" status=\"published\" source=\"bench\"/>"
    "</case></cases>\n"
    "<controls><control id=\"NC-1\" deliverable=\"calls\" fixture=\"bad\" "
    "fails=\"GERM-001\"><title xml:lang=\"en\">Bad calls</title>"
    "<title xml:lang=\"fr\">Mauvais appels</title></control></controls>\n"
    "<not-tested><item><title xml:lang=\"en\">All else</title>"
    "<title xml:lang=\"fr\">Le reste</title></item></not-tested>\n"
    "</suite>\n";

/* What the run counted of the truth. */
struct counted {
    int64_t right, missed, out;
};

static void die(const struct err *e)
{
    fprintf(stderr, "bigreport: %s%s%s\n", e->path, e->path[0] ? ": " : "",
            e->msg);
    exit(1);
}

/* The same numbers on every machine. */
static uint32_t next(uint32_t *state)
{
    *state = *state * 1664525U + 1013904223U;
    return *state >> 8;
}

static void start_tally(struct tally *t, size_t strata)
{
    static char name[COUNTERS + STRATA][NAME];
    const char *counter[COUNTERS] = {"snv.truth.tp", "snv.truth.fn",
                                     "truth.records"};
    const char *stratum[STRATA];
    struct err e = {0};

    for (size_t i = 3; i < COUNTERS; i++) {
        (void)snprintf(name[i], NAME, "query.kind-%zu", i);
        counter[i] = name[i];
    }
    for (size_t i = 0; i < STRATA; i++) {
        (void)snprintf(name[COUNTERS + i], NAME, "stratum-%zu", i);
        stratum[i] = name[COUNTERS + i];
    }
    if (tally_init(t, counter, COUNTERS, stratum, strata, &e))
        die(&e);
}

/* As in a real row: some counters always count, in up to three digits, some
 * now and then; and those of what could not be assessed hardly ever. */
static int64_t value_of(uint32_t counter, uint32_t *state)
{
    if (counter > ASSESSED)
        return 0;
    switch (counter % 4) {
    case 0:
        return next(state) % (counter % 8 ? 1000 : 80) + 1;
    case 1:
        return next(state) % 3 ? 0 : next(state) % 10;
    default:
        return 0;
    }
}

static void fill_row(struct tally *t, uint32_t stratum, uint32_t at,
                     uint32_t *state)
{
    char name[NAME];
    uint32_t contig = 0;
    struct err e = {0};

    (void)snprintf(name, sizeof name, "chr%u", at % CONTIGS + 1);
    if (tally_contig(&contig, t, name, &e))
        die(&e);
    for (uint32_t k = 3; k < COUNTERS; k++) {
        if (tally_add(t, stratum, contig, at / CONTIGS, k, value_of(k, state),
                      &e))
            die(&e);
    }
}

static void count(struct tally *t, const struct counted *c, bool fails,
                  size_t rows)
{
    const int64_t all = c->right + c->missed;
    const int64_t right = fails ? all / 10 : c->right;
    uint32_t state = 7;
    struct err e = {0};

    start_tally(t, rows ? STRATA : 0);
    for (size_t i = 0; i < rows; i++)
        fill_row(t, (uint32_t)(i % (STRATA + 1)), (uint32_t)(i / (STRATA + 1)),
                 &state);
    if (tally_count(t, "truth.records", all + c->out, &e) ||
        tally_count(t, "snv.truth.tp", right, &e) ||
        tally_count(t, "snv.truth.fn", all - right, &e))
        die(&e);
}

/* Runs of two to thirty hits, then one of another kind. */
static void mark(struct measurement *m, struct counted *c, size_t n,
                 int longest)
{
    char *letters = malloc(n);
    uint32_t state = 11;
    struct err e = {0};
    size_t i = 0;

    if (!letters)
        exit(1);
    while (i < n) {
        size_t run = next(&state) % (uint32_t)longest + 1;

        for (; run > 0 && i < n; run--)
            letters[i++] = 'T';
        if (i < n)
            letters[i++] = next(&state) % OF_ONE_HOLD ? 'N' : 'F';
    }
    for (i = 0; i < n; i++) {
        c->right += letters[i] == 'T';
        c->missed += letters[i] == 'F';
        c->out += letters[i] == 'N';
    }
    if (marks_make(&m->marks, letters, n, "truth", &e))
        die(&e);
    free(letters);
}

static void put(const char *dir, const char *name, const struct buf *b)
{
    char path[PATH_TEXT_MAX];
    struct err e = {0};

    if (buf_check(b, &e) || path_join(path, dir, name, &e) ||
        path_write(path, b->s, b->n, &e))
        die(&e);
}

static void write_run(const struct suite *suite, const struct plan *plan,
                      const struct evidence *ev, const char *dir)
{
    static const struct submission_item item = {.id = "i1", .sample = "BENCH"};
    static const struct submission_file file = {
        .name = "calls.vcf.gz", .role = "calls", .size = 1};
    static const struct report_file found = {
        .id = "calls", .name = "calls.vcf.gz", .size = 1};
    static const struct report_environment environment = {
        .program_version = "0",
        .created = "2026-11-23T09:00:00Z",
        .system = "Linux",
        .htslib = "1",
        .libxml2 = "2",
        .openssl = "3",
        .threads = 1};
    struct submission sub = {.vendor = "Bench",
                             .product = "Bench",
                             .version = "1",
                             .technology_class = "short-read",
                             .items = &item,
                             .n_items = 1,
                             .files = &file,
                             .n_files = 1};
    struct result result = {0};
    struct report r = {.suite = suite,
                       .submission = &sub,
                       .submission_name = "bench",
                       .evidence = ev,
                       .plan = plan,
                       .result = &result,
                       .files = &found,
                       .n_files = 1,
                       .environment = &environment};
    struct buf b;
    struct err e = {0};

    memset(sub.sha256, 'a', 64);
    buf_init(&b, BYTES_MAX);
    if (decide(&result, suite, plan, ev, &e) || report_write(&b, &r, &e))
        die(&e);
    put(dir, REPORT_XML, &b);
    buf_clear(&b);
    if (report_tallies(&b, ev, &e))
        die(&e);
    put(dir, REPORT_TALLIES, &b);
    buf_clear(&b);
    if (report_marks(&b, ev, &e))
        die(&e);
    put(dir, REPORT_MARKS, &b);
    buf_clear(&b);
    buf_str(&b, suite_text);
    put(dir, REPORT_SUITE_XML, &b);
    buf_release(&b);
    result_release(&result);
}

int main(int argc, char **argv)
{
    const bool tallies = argc == 4 && strcmp(argv[1], "tallies") == 0;
    const size_t bytes = argc == 4 ? strtoul(argv[2], NULL, 10) : 0;
    struct evidence ev = {.level = EVIDENCE_RECOMPUTED,
                          .technology_class = "short-read"};
    struct counted c = {0};
    struct suite suite = {0};
    struct plan plan = {0};
    struct err e = {0};

    if (argc != 4 || bytes > BYTES_MAX / 2) {
        fprintf(stderr, "usage: bigreport tallies|bits BYTES DIR\n");
        return 2;
    }
    if (suitexml_parse(&suite, suite_text, strlen(suite_text), "suite.xml",
                       &e) ||
        plan_make(&plan, &suite, &e))
        die(&e);
    ev.n = plan.n;
    ev.m = calloc(plan.n, sizeof *ev.m);
    if (!ev.m)
        return 1;
    for (size_t i = 0; i < plan.n; i++) {
        ev.m[i].id = strdup(plan.a[i].id);
        ev.m[i].state = MEASURED_OK;
        if (!plan.a[i].control)
            mark(&ev.m[i], &c, tallies ? (size_t)RECORDS : bytes / 5 * 7,
                 tallies ? 60 : 5);
        count(&ev.m[i].tally, &c, plan.a[i].control,
              tallies ? bytes / plan.n / BYTES_OF_ROW : 0);
    }
    write_run(&suite, &plan, &ev, argv[3]);
    evidence_release(&ev);
    plan_release(&plan);
    suite_release(&suite);
    return 0;
}
