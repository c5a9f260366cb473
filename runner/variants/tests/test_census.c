#include "variants/census.h"

#include <htslib/hts_log.h>

#include "core/tally.h"
#include "formats/tests/scratch.h"

#define HEAD                                                                   \
    "##fileformat=VCFv4.2\n##contig=<ID=c,length=90000000>\n"                  \
    "#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT\tS\n"
#define R(pos, ref, alt, filter, gt)                                           \
    "c\t" pos "\t.\t" ref "\t" alt "\t.\t" filter "\t.\tGT\t" gt "\n"

static int count(struct variants_result *r, const char *text,
                 struct variants_job *job, struct err *e)
{
    job->query.path = scratch_write("c.vcf", text, strlen(text));
    return census_count(r, job, e);
}

/* A whole VCF line from "POS REF ALT FILTER GT". */
static void add_record(char text[512], const char *record)
{
    static const char *const around[] = {"c\t", "\t.\t", "\t", "\t.\t",
                                         "\t.\tGT\t"};
    size_t n = strlen(text);

    for (size_t i = 0; i < T_LEN(around); i++) {
        size_t len = strcspn(record, " ");

        n += (size_t)snprintf(text + n, 512 - n, "%s%.*s", around[i], (int)len,
                              record);
        record += len + (record[len] == ' ');
    }
    snprintf(text + n, 512 - n, "\n");
}

/* All counters that are not 0. */
static void show(char out[512], const struct variants_result *r)
{
    size_t n = 0;

    out[0] = '\0';
    for (size_t i = 0; i < CENSUS_COUNTERS; i++) {
        int v = (int)tally_sum(&r->tally, 0, i);

        if (v)
            n += (size_t)snprintf(out + n, 512 - n, "%s%s=%d", n ? " " : "",
                                  census_counters[i].name, v);
    }
}

static void each_record_is_counted_by_its_type(void **state)
{
    static const struct {
        const char *record; /* POS REF ALT FILTER GT */
        const char *counters;
    } row[] = {
        {"",                   ""                                  },
        {"1 A G PASS 0/1",     "snv=1 snv.ti=1 snv.het=1 records=1"},
        {"1 c t . 1|1",        "snv=1 snv.ti=1 snv.hom=1 records=1"},
        {"1 A T PASS 1",       "snv=1 snv.tv=1 snv.hom=1 records=1"},
        {"5 AAC AAT PASS 0/1", "snv=1 snv.ti=1 snv.het=1 records=1"},
        {"1 A C,G PASS 0/2",   "snv=1 snv.ti=1 snv.het=1 records=1"},
        {"1 A C,G PASS 1/2",   "multi=1 records=1"                 },
        {"1 A AT PASS 0/1",    "ins=1 indel.het=1 records=1"       },
        {"1 AT A PASS 1/1",    "del=1 indel.hom=1 records=1"       },
        {"1 AC TG PASS 1/1",   "mnp=1 records=1"                   },
        {"1 AC TGT PASS 1/1",  "other=1 records=1"                 },
        {"1 A G Low 0/1",      "records=1 not-assessed.filtered=1" },
        {"1 A G PASS 0/0",     "records=1 not-assessed.hom-ref=1"  },
        {"2 A G PASS ./.",     "records=1 not-assessed.no-call=1"  },
        {"1 A <DEL> PASS 0/1", "records=1 not-assessed.symbolic=1" },
        {"2 A * PASS 0/1",     "records=1 not-assessed.star=1"     },
    };

    (void)state;
    for (size_t i = 0; i < T_LEN(row); i++) {
        struct variants_job job = {0};
        struct variants_result r;
        struct err e = {0};
        char text[512] = HEAD;
        char out[512];

        if (*row[i].record)
            add_record(text, row[i].record);
        assert_int_equal(count(&r, text, &job, &e), 0);
        show(out, &r);
        if (strcmp(out, row[i].counters) != 0)
            fail_msg("row %zu: %s, not %s", i, out, row[i].counters);
        variants_result_release(&r);
    }
}

static void regions_and_blocks_are_kept_apart(void **state)
{
    struct variants_job job = {.filter = VARIANTS_ALL};
    struct variants_result r;
    struct err e = {0};
    char out[512];

    (void)state;
    job.regions = scratch_write("r.bed", S("c\t0\t100\nc\t7000000\t7000100\n"));
    assert_int_equal(count(&r,
                           HEAD R("5", "A", "G", "Low", "0/1")
                               R("101", "A", "G", "PASS", "0/1")
                                   R("7000005", "A", "C", "PASS", "0/1"),
                           &job, &e),
                     0);
    show(out, &r);
    assert_string_equal(out, "snv=2 snv.ti=1 snv.tv=1 snv.het=2 outside=1 "
                             "records=3");
    assert_int_equal(r.tally.n_rows, 3); /* two blocks and the whole file */
    variants_result_release(&r);
}

static void a_defect_is_the_calls_or_the_regions(void **state)
{
    static const struct {
        const char *text;
        const char *regions;
        enum variants_part part;
    } row[] = {
        {HEAD R("1", "A",           "G",                                 "PASS", "0/3"), NULL, VARIANTS_PART_QUERY},
        {"",    NULL,             VARIANTS_PART_QUERY                            },
        {HEAD,         "c\t2\t1\n",               VARIANTS_PART_REGIONS                  },
        {HEAD,       "d\t1\t2\n", VARIANTS_PART_QUERY},
    };

    (void)state;
    for (size_t i = 0; i < T_LEN(row); i++) {
        struct variants_job job = {0};
        struct variants_result r;
        struct err e = {0};

        if (row[i].regions)
            job.regions =
                scratch_write("r.bed", row[i].regions, strlen(row[i].regions));
        assert_int_equal(count(&r, row[i].text, &job, &e), -1);
        assert_int_equal(r.part, row[i].part);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_record_is_counted_by_its_type),
        cmocka_unit_test(regions_and_blocks_are_kept_apart),
        cmocka_unit_test(a_defect_is_the_calls_or_the_regions),
    };

    hts_set_log_level(HTS_LOG_OFF);
    return cmocka_run_group_tests_name("census", tests, scratch_make,
                                       scratch_remove);
}
