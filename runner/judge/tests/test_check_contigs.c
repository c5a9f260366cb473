#include <stdbool.h>

#include "core/tally.h"
#include "judge/check_list.h"
#include "judge/checks.h"
#include "judge/tests/folder.h"

#define COLUMNS            "#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\n"
#define HEAD               "##fileformat=VCFv4.2\n"
#define CONTIG(attributes) "##contig=<" attributes ">\n"

static const char chr_names[] = ">chr1\nACGTACGTAC\n>chr2\nACGT\n";
static const char numbers[] = ">1\nACGTACGTAC\n>2\nACGT\n";

/* The check on one file; 0 or -1 as it answers. */
static int judge(struct measurement *m, const char *vcf, const char *fasta,
                 struct err *e)
{
    struct folder d;
    char vcf_path[PATH_TEXT_MAX];
    char fasta_path[PATH_TEXT_MAX];
    const struct suite_case of = {.id = "C"};
    const struct check_file files[] = {
        {"file",      "calls",     "calls.vcf", vcf_path,   true },
        {"reference", "reference", "reference", fasta_path, false},
    };
    const struct check_env env = {.decl = check_contigs.decl,
                                  .of = &of,
                                  .files = files,
                                  .n_files = 2,
                                  .threads = 1};
    int rc;

    *m = (struct measurement){0};
    folder_make(&d);
    folder_text(&d, "calls.vcf", vcf);
    memcpy(vcf_path, folder_at(&d, "calls.vcf"), sizeof(vcf_path));
    memcpy(fasta_path, folder_at(&d, "ref.fa"), sizeof(fasta_path));
    if (fasta)
        folder_text(&d, "ref.fa", fasta);
    rc = check_tally(m, &env, e);
    if (rc == 0)
        rc = check_contigs.run(m, &env, e);
    folder_remove(&d);
    return rc;
}

static void release(struct measurement *m)
{
    tally_release(&m->tally);
    findings_release(&m->findings);
}

static int64_t count(const struct measurement *m, const char *counter)
{
    return tally_sum(&m->tally, 0,
                     (size_t)tally_find_counter(&m->tally, counter));
}

static void declared_contigs_are_compared_with_the_reference(void **state)
{
    static const struct {
        const char *vcf;
        const char *fasta;
        int64_t declared, unknown, differs, unstated, undeclared, extra;
        const char *code; /* of the first finding; NULL: none */
    } row[] = {
        {HEAD CONTIG("ID=chr1,length=10") CONTIG("ID=chr2,length=4") COLUMNS,
         chr_names,                                                                         2, 0, 0, 0, 0, 0, NULL               },
        {HEAD CONTIG("ID=chr1,length=10") COLUMNS,                               chr_names, 1, 0, 0, 0, 1, 0,
         "CONTIG-UNDECLARED"                                                                                                     },
        {HEAD COLUMNS,                                                           chr_names, 0, 0, 0, 0, 2, 0, "CONTIG-UNDECLARED"},
        {HEAD CONTIG("ID=1,length=10") CONTIG("ID=2,length=4") COLUMNS,
         chr_names,                                                                         2, 2, 0, 0, 2, 0, "CONTIG-NAMING"    },
        {HEAD CONTIG("ID=chr1,length=10") CONTIG("ID=chr2,length=4") COLUMNS,
         numbers,                                                                           2, 2, 0, 0, 2, 0, "CONTIG-NAMING"    },
        {HEAD CONTIG("ID=chr1,length=11") CONTIG("ID=chr2,length=4") COLUMNS,
         chr_names,                                                                         2, 0, 1, 0, 0, 0, "CONTIG-LENGTH"    },
        {HEAD CONTIG("ID=chr1") CONTIG("ID=chr2,length=4") COLUMNS,              chr_names,
         2,                                                                                    0, 0, 1, 0, 0, NULL               },
        {HEAD CONTIG("ID=chr1,length=x") CONTIG("ID=chr2,length=4") COLUMNS,
         chr_names,                                                                         2, 0, 0, 1, 0, 0, NULL               },
        {HEAD CONTIG("ID=chr1,length=10") CONTIG("ID=chr2,length=4")
             CONTIG("ID=decoy,length=4") COLUMNS,
         chr_names,                                                                         3, 0, 0, 0, 0, 1, "CONTIG-EXTRA"     },
        {HEAD CONTIG("ID=chr1,length=10") CONTIG("ID=chr2,length=4")
             CONTIG("ID=chr,length=4") COLUMNS,
         chr_names,                                                                         3, 0, 0, 0, 0, 1, "CONTIG-EXTRA"     },
        {HEAD CONTIG("ID=chr1,length=10") CONTIG("ID=decoy,length=4") COLUMNS,
         chr_names,                                                                         2, 1, 0, 0, 1, 0, "CONTIG-UNKNOWN"   },
        {HEAD CONTIG("ID=chr1,length=10") CONTIG("ID=chr2,length=4")
             CONTIG("ID=2,length=4") COLUMNS,
         chr_names,                                                                         3, 1, 0, 0, 0, 0, "CONTIG-NAMING"    },
        {HEAD CONTIG("ID=decoy,length=4") CONTIG("ID=chr1,length=11")
             CONTIG("ID=chr2,length=4") COLUMNS,
         chr_names,                                                                         3, 0, 1, 0, 0, 1, "CONTIG-LENGTH"    },
 /* Records do not declare anything. */
        {HEAD CONTIG("ID=chr1,length=10") COLUMNS "chr2\t1\t.\tA\tC\t.\t.\t.\n",
         chr_names,                                                                         1, 0, 0, 0, 1, 0, "CONTIG-UNDECLARED"},
    };

    (void)state;
    for (size_t i = 0; i < T_LEN(row); i++) {
        struct measurement m;
        struct err e = {0};

        if (judge(&m, row[i].vcf, row[i].fasta, &e))
            fail_msg("row %zu: %s", i, e.msg);
        assert_int_equal(m.state, MEASURED_OK);
        assert_false(m.spoils);
        assert_int_equal(count(&m, "contigs.declared"), row[i].declared);
        assert_int_equal(count(&m, "contigs.unknown"), row[i].unknown);
        assert_int_equal(count(&m, "contigs.length-differs"), row[i].differs);
        assert_int_equal(count(&m, "contigs.length-unstated"), row[i].unstated);
        assert_int_equal(count(&m, "contigs.undeclared"), row[i].undeclared);
        assert_int_equal(count(&m, "contigs.extra"), row[i].extra);
        assert_int_equal(m.findings.n > 0, row[i].code != NULL);
        if (row[i].code)
            assert_string_equal(m.findings.a[0].code, row[i].code);
        release(&m);
    }
}

static void a_very_long_name_is_only_unknown(void **state)
{
    char vcf[1024] = HEAD "##contig=<ID=";
    size_t n = strlen(vcf);
    struct measurement m;
    struct err e = {0};

    (void)state;
    memset(vcf + n, 'x', 500);
    snprintf(vcf + n + 500, sizeof(vcf) - n - 500, ",length=4>\n%s", COLUMNS);
    assert_int_equal(judge(&m, vcf, chr_names, &e), 0);
    assert_int_equal(count(&m, "contigs.unknown"), 1);
    release(&m);
}

static void an_unreadable_header_is_a_defect(void **state)
{
    static const char *const vcf[] = {"", "hello\n", HEAD,
                                      "##fileformat=VCFv9\n" COLUMNS};

    (void)state;
    for (size_t i = 0; i < T_LEN(vcf); i++) {
        struct measurement m;
        struct err e = {0};

        assert_int_equal(judge(&m, vcf[i], chr_names, &e), 0);
        assert_int_equal(m.state, MEASURED_DEFECT);
        assert_true(m.spoils);
        assert_int_equal(count(&m, "contigs.unreadable"), 1);
        assert_int_equal(m.findings.n, 1);
        assert_string_equal(m.findings.a[0].code, "VCF-READ");
        release(&m);
    }
}

static void an_unusable_reference_is_our_error(void **state)
{
    static const struct {
        const char *fasta;
        enum err_code code;
    } row[] = {
        {NULL,              ERR_MISSING},
        {"no fasta at all", ERR_SYNTAX },
    };

    (void)state;
    for (size_t i = 0; i < T_LEN(row); i++) {
        struct measurement m;
        struct err e = {0};

        assert_int_equal(judge(&m, HEAD COLUMNS, row[i].fasta, &e), -1);
        assert_int_equal(e.code, row[i].code);
        assert_int_equal(m.findings.n, 0);
        assert_int_not_equal(m.state, MEASURED_OK);
        release(&m);
    }
}

static void a_check_is_known_by_its_name_and_blames_files_only(void **state)
{
    static const enum err_code ours[] = {ERR_NONE,    ERR_USAGE,  ERR_IO,
                                         ERR_MISSING, ERR_MEMORY, ERR_STOPPED,
                                         ERR_MISMATCH};
    static const enum err_code theirs[] = {ERR_SYNTAX, ERR_LIMIT, ERR_RANGE,
                                           ERR_REFUSED};
    size_t n;
    const struct check *const *all = checks_all(&n);

    (void)state;
    for (size_t i = 0; i < n; i++)
        assert_ptr_equal(checks_find(all[i]->decl->name), all[i]);
    assert_null(checks_find("contig"));
    assert_null(checks_find(""));
    for (size_t i = 0; i < T_LEN(ours); i++)
        assert_false(checks_is_defect(&(struct err){.code = ours[i]}));
    for (size_t i = 0; i < T_LEN(theirs); i++)
        assert_true(checks_is_defect(&(struct err){.code = theirs[i]}));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(declared_contigs_are_compared_with_the_reference),
        cmocka_unit_test(a_very_long_name_is_only_unknown),
        cmocka_unit_test(an_unreadable_header_is_a_defect),
        cmocka_unit_test(an_unusable_reference_is_our_error),
        cmocka_unit_test(a_check_is_known_by_its_name_and_blames_files_only),
    };

    return cmocka_run_group_tests_name("check_contigs", tests, NULL, NULL);
}
