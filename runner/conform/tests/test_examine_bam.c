/* BAM files of more than one piece: records that no piece holds, and the same
 * words at any number of threads. */
#include "conform/tests/bamcase.h"

#include "base/buf.h"
#include "conform/said.h"

#define TAIL "\tNM:i:0\tRG:Z:a\n"
#define LINE "\t0\t0\t9\t60\t5M\t*\t0\t0\tACGTA\tIIIII" TAIL

static struct bgzfout *open_out(const char *path)
{
    static const struct bgzfout_options o = {.level = 1, .no_digests = true};
    struct err e = {0};
    struct bgzfout *out = bgzfout_open(path, &o, &e);

    assert_non_null(out);
    return out;
}

static void write_out(struct bgzfout *out, const struct bamcase *b)
{
    struct err e = {0};

    assert_int_equal(bgzfout_write(out, b->bytes, b->n, &e), 0);
}

static void close_out(struct bgzfout *out)
{
    struct bgzfout_sum sum;
    struct err e = {0};

    assert_int_equal(bgzfout_end(&sum, out, &e), 0);
    bgzfout_free(out);
}

/* An unmapped read of `n` bases; of quality 94 at its end when `bad`. */
static void long_record(struct bamcase *b, uint32_t n, bool bad)
{
    b->n = 0;
    bamcase_record(b, "long\t4\t*\t0\t0\t*\t*\t0\t0\t*\t*");
    bamcase_put(b, b->record + 20, n, 4);
    for (uint32_t i = 0; i < (n + 1) / 2; i++)
        bamcase_le(b, 0x11, 1);
    for (uint32_t i = 0; i < n; i++)
        bamcase_le(b, bad && i + 1 == n ? 94 : 30, 1);
    bamcase_add(b, "RGZa\0", 5);
    bamcase_put(b, b->record, (uint32_t)(b->n - b->record - 4), 4);
}

/* Records of 5 bases, 5,000 of them between long ones of up to 600,000; each
 * 999th short one has a bad name, each long one a bad quality. */
static const char *many_records(uint64_t *records)
{
    static struct bamcase b;
    static const uint32_t lengths[] = {10,     70000,  250000, 330000,
                                       600000, 200000, 600000};
    const char *path = scratch_path("many.bam");
    struct bgzfout *out = open_out(path);

    bamcase_head(&b, BAMCASE_HEAD("unsorted"));
    write_out(out, &b);
    *records = 0;
    for (size_t k = 0; k < T_LEN(lengths); k++) {
        for (int i = 0; i < 5000; i++) {
            char line[128];

            snprintf(line, sizeof(line), "%s%zu.%d" LINE,
                     i % 999 == 998 ? "@" : "r", k, i);
            b.n = 0;
            bamcase_records(&b, line);
            write_out(out, &b);
        }
        long_record(&b, lengths[k], true);
        write_out(out, &b);
        *records += 5001;
    }
    close_out(out);
    return path;
}

static void said_by(struct buf *out, const char *path, int threads,
                    uint64_t records)
{
    struct err e = {0};
    struct crew *crew = crew_new(threads, &e);
    struct examine_job job = {
        .format = "bam", .path = path, .name = "x", .crew = crew};
    struct examined x = {0};
    const struct said_file f = {"x", &x, &job};

    job.practice = true;
    assert_non_null(crew);
    assert_int_equal(examine(&x, &job, &e), 0);
    assert_true(x.judged);
    assert_int_equal(x.records, records);
    assert_int_equal(problems_find(&x.problems, "BAM-010")->count, 7);
    assert_int_equal(problems_find(&x.problems, "BAM-010")->example[1].record,
                     10002);
    assert_int_equal(problems_find(&x.problems, "SAM-QNAME-001")->count, 35);
    assert_int_equal(
        problems_find(&x.problems, "SAM-QNAME-001")->example[0].record, 999);
    buf_init(out, SAID_MAX);
    said_json(out, &f, 1);
    examined_release(&x);
    crew_free(crew);
}

static void threads_change_nothing(void **state)
{
    uint64_t records;
    char path[256];
    struct buf said[3];

    (void)state;
    snprintf(path, sizeof(path), "%s", many_records(&records));
    for (int i = 0; i < 3; i++)
        said_by(&said[i], path, 1 + 2 * i, records);
    for (int i = 1; i < 3; i++) {
        assert_int_equal(said[i].n, said[0].n);
        assert_memory_equal(said[i].s, said[0].s, said[0].n);
    }
    for (int i = 0; i < 3; i++)
        buf_release(&said[i]);
}

/* 300 reads of 5 bases, of qualities 31 to `high`. */
static void qualities_of_old_files_are_told(void **state)
{
    static const struct {
        char high;
        const char *rules;
    } row[] = {
        {71, " SAM-QUAL-004"},
        {40, ""             }
    };

    (void)state;
    for (size_t i = 0; i < T_LEN(row); i++) {
        static struct bamcase b;

        bamcase_head(&b, BAMCASE_HEAD("unsorted"));
        for (int k = 0; k < 300; k++) {
            char line[128];

            snprintf(line, sizeof(line),
                     "r%d\t4\t*\t0\t0\t*\t*\t0\t0\tACGTA\t@@@@%c\tRG:Z:a", k,
                     row[i].high + 33);
            bamcase_record(&b, line);
        }
        bamcase_expect(&b, "qualities", row[i].rules);
    }
}

/* A record that claims more than is accepted: not judged, unless the file ends
 * before, which is its defect. */
static void a_record_has_a_ceiling(void **state)
{
    static struct bamcase b;
    struct examine_job job = {.format = "bam", .crew = textcase_crew};
    struct examined x = {0};
    struct err e = {0};

    (void)state;
    bamcase_head(&b, BAMCASE_HEAD("unsorted"));
    bamcase_le(&b, INT32_MAX, 4);
    while (b.n < 900000)
        bamcase_le(&b, 0, 4);
    job.path = bamcase_write(&b);
    assert_int_equal(examine(&x, &job, &e), 0);
    assert_false(x.judged);
    assert_int_equal(x.why.code, ERR_LIMIT);
    examined_release(&x);
    b.n = 1000;
    bamcase_expect(&b, "a record beyond the end", " BAM-004");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(threads_change_nothing),
        cmocka_unit_test(qualities_of_old_files_are_told),
        cmocka_unit_test(a_record_has_a_ceiling),
    };

    return cmocka_run_group_tests_name("examine_bam", tests, textcase_setup,
                                       textcase_teardown);
}
