#include "judge/check_list.h"
#include "judge/tests/folder.h"
#include "judge/tests/measured.h"

#define HEAD                                                                   \
    "##fileformat=VCFv4.3\n##contig=<ID=c1,length=30>\n"                       \
    "##contig=<ID=c2,length=10>\n"                                             \
    "#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT\tS\n"
#define BLOCK(c, pos, end)                                                     \
    c "\t" pos "\t.\tA\t<NON_REF>\t.\tPASS\tX;END=" end ";Y=1\tGT\t0/0\n"
#define STAR(c, pos, len)                                                      \
    c "\t" pos "\t.\tA\t<*>\t.\tPASS\t.\tGT:LEN\t0/0:" len "\n"
#define CALL(c, pos, ref)                                                      \
    c "\t" pos "\t.\t" ref "\tC,<NON_REF>\t.\tPASS\t.\tGT\t0/1\n"

static struct folder d;

static void judge(struct measurement *m, const char *vcf, const char *bed)
{
    char file[PATH_TEXT_MAX];
    char regions[PATH_TEXT_MAX];
    const struct measured_job job = {
        .check = &check_tiling,
        .file = {{"file", "g", file}, {"regions", "r", regions}}
    };
    struct err e = {0};

    folder_text(&d, "g.vcf", vcf);
    folder_text(&d, "r.bed", bed);
    memcpy(file, folder_at(&d, "g.vcf"), sizeof(file));
    memcpy(regions, folder_at(&d, "r.bed"), sizeof(regions));
    if (measured(m, &job, &e))
        fail_msg("%s", e.msg);
}

static void each_base_of_the_territory_is_covered_once(void **state)
{
    static const struct {
        const char *records, *territory;
        int64_t gaps, gap_bp, overlaps, overlap_bp;
    } row[] = {
        {BLOCK("c1",              "1",  "30"),             "c1\t0\t30\n",                0,                                             0,                                                                           0,                                                                                     0                                                                                                                                                                                             },
        {BLOCK("c1","1",       "10") BLOCK("c1",             "11",                "30"),                                             "c1\t0\t30\n",                                                                           0,                                                                                     0,                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                 0,
         0},
        {BLOCK("c1","1",       "10") BLOCK("c1",             "12",                "30"),                                             "c1\t0\t30\n",                                                                           1,                                                                                     1,                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                 0,
         0},
        {BLOCK("c1","1",       "10") BLOCK("c1",             "10",                "30"),                                             "c1\t0\t30\n",                                                                           0,                                                                                     0,                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                 1,
         1},
        {BLOCK("c1","1",        "20") BLOCK("c1",   "5",                         "9") BLOCK("c1",                                         "21",                                                                                                                                                                                              "30"),
         "c1\t0\t30\n",                                                                                                                                                                                                                                                                                                                                                                                                                                                                               0, 0, 1, 5},
 /* outside the territory nothing is asked */
        {BLOCK("c1","1",  "10") BLOCK("c1",  "15",                         "30"),
         "c1\t0\t10\nc1\t14\t30\n",                                                                                                                                                                                  0,                                                                                     0,                                                                                                                                                                                              0, 0},
        {BLOCK("c1","1",  "10") BLOCK("c1",  "15",                         "30"),
         "c1\t0\t12\nc1\t13\t30\n",                                                                                                                                                                                  2,                                                                                     3,                                                                                                                                                                                              0, 0},
        {BLOCK("c1","1",  "10") BLOCK("c1",  "9",                          "30"),                                         "c1\t20\t30\n",                                                              0,                                                                                     0,                                                                                                                                                                                              0,
         0},
 /* its ends */
        {BLOCK("c1","2",  "29"),             "c1\t0\t30\n",                2,                                             2,                                                                           0,                                                                                     0                                                                                                                                                                                             },
        {"",                             "c1\t0\t30\nc2\t0\t10\n",                        2,                 40,                            0,                                              0                                                                  },
        {BLOCK("c1","1",                         "30"),                                          "c1\t0\t30\nc2\t0\t10\n",                                                             1,                                                                                  10,                                                                                                                     0,                                                              0                                                                                                                                                                                                                              },
        {BLOCK("c2","1",                         "10") BLOCK("c1",                                          "1",                                                             "30"),
         "c1\t0\t30\nc2\t0\t10\n",                                                                                                                                      0,0,0, 0},
        { BLOCK("c2", "1",                  "10"),           "c3\t0\t5\n", 1, 5, 0,                                                                                                                                                                                                     0                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                      },
 /* variants cover REF, and may stand on each other */
        {BLOCK("c1",                                                                                                                                                                                                                                                                                                                                                                                                                      "1",                         "9") CALL("c1",                                          "10",                                                             "A") BLOCK("c1",                                                                                  "11",                                                                                                                       "30"),
         "c1\t0\t30\n",0, 0, 0, 0},
        {BLOCK("c1","1",                         "9") CALL("c1",                                         "10",                                                                    "ACG") BLOCK("c1",                                                                                                                 "13",                                                                                                                                                                                   "30"),
         "c1\t0\t30\n",                                                                                                                                                                                                                                                                          0, 0, 0, 0},
        {BLOCK("c1","1", "9") CALL("c1",             "10",                                                                  "ACG") CALL("c1",                                                                                                              "11",                                                                                                                                                                                        "C")
             BLOCK("c1",                                                                                                                                                                                                                                                                     "13",                                                                                                                                                                            "30"),
         "c1\t0\t30\n", 0, 0, 0, 0},
        {BLOCK("c1","1",         "9") CALL("c1", "10",                         "ACG") BLOCK("c1",                                         "11",                                                                                                                                                                                              "30"),
         "c1\t0\t30\n",                                                                                                                                                                                                                                                                                                                                                                                                                                                                         0, 0, 1, 2},
 /* VCF 4.5 */
        {STAR("c1","1",  "10") STAR("c1",   "11",                         "20"),                                         "c1\t0\t30\n",                                                               0,                                                                                                                                                                                                                                                                                  0,       0,
         0},
        {STAR("c1","1",  "9") STAR("c1",    "11",                         "."),                                          "c1\t0\t30\n",                                                               2,                                                                                     20, 0,
         0},
    };

    (void)state;
    for (size_t i = 0; i < T_LEN(row); i++) {
        char text[4096];
        struct measurement m;

        snprintf(text, sizeof(text), "%s%s", HEAD, row[i].records);
        judge(&m, text, row[i].territory);
        if (m.state != MEASURED_OK ||
            measured_count(&m, "tiling.gaps") != row[i].gaps ||
            measured_count(&m, "tiling.gap-bp") != row[i].gap_bp ||
            measured_count(&m, "tiling.overlaps") != row[i].overlaps ||
            measured_count(&m, "tiling.overlap-bp") != row[i].overlap_bp)
            fail_msg("row %zu: state %d, first: %s", i, (int)m.state,
                     m.findings.n ? m.findings.a[0].en : "none");
        measured_release(&m);
    }
}

static void what_can_not_be_followed_is_a_defect(void **state)
{
    static const char *const row[] = {
        "",
        "no VCF\n",
        HEAD BLOCK("c1", "5", "x"),
        HEAD BLOCK("c1", "5", "4"),
        HEAD BLOCK("c1", "5", "99999999999"),
        HEAD STAR("c1", "5", "0"),
        HEAD BLOCK("c1", "5", "6") BLOCK("c1", "1", "4"),
        HEAD BLOCK("c1", "1", "2") BLOCK("c2", "1", "2") BLOCK("c1", "3", "4"),
    };

    (void)state;
    for (size_t i = 0; i < T_LEN(row); i++) {
        struct measurement m;

        judge(&m, row[i], "c1\t0\t30\n");
        if (m.state != MEASURED_DEFECT || !measured_found(&m, "GVCF-READ"))
            fail_msg("row %zu was taken", i);
        assert_int_equal(measured_count(&m, "tiling.unreadable"), 1);
        measured_release(&m);
    }
}

static int make(void **state)
{
    (void)state;
    folder_make(&d);
    return 0;
}

static int drop(void **state)
{
    (void)state;
    folder_remove(&d);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_base_of_the_territory_is_covered_once),
        cmocka_unit_test(what_can_not_be_followed_is_a_defect),
    };

    return cmocka_run_group_tests_name("check_tiling", tests, make, drop);
}
