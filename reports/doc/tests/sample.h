/*
 * sample -- one report with every outcome, strata, controls, findings, an
 * engagement, and texts in both languages: what the tests of this folder work
 * on. Product, laboratory and numbers are invented.
 *
 * Everything points into static tables, but for evidence, plan and result,
 * which sample_release() frees.
 */
#ifndef REPORTS_DOC_TESTS_SAMPLE_H
#define REPORTS_DOC_TESTS_SAMPLE_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/tests/t.h"
#include "reports/doc/report.h"

#define HEX(c)                                                                 \
    c c c c c c c c c c c c c c c c c c c c c c c c c c c c c c c c c c c c c  \
        c c c c c c c c c c c c c c c c c c c c c c c c c c c

/* clang-format off */

/* ---- suite ---------------------------------------------------------------- */

static const char *const sample_classes[] = {"short-read", "hifi", "ont"};
static const struct suite_profile sample_profiles[] = {
    {.id = "GB-GEL", .title = {"United Kingdom, Genomics England", "Royaume-Uni, Genomics England"}},
    {.id = "FR-PFMG", .title = {"France, France Médecine Génomique 2025", "France, France Médecine Génomique 2025"}},
};
static const struct suite_contig sample_contigs[] = {
    {"chr20", 64444167, "b18e6c531b0bd70e949a7fc20859cb01"},
};
static const struct suite_fixture sample_fixtures[] = {
    {.id = "reference", .kind = "fasta", .href = "sample/reference.fa.gz", .pin = PIN_CONTIGS, .access = "open", .contigs = sample_contigs, .n_contigs = 1},
    {.id = "truth", .kind = "vcf", .href = "sample/truth.vcf.gz", .pin = PIN_RECORDS, .sha256 = HEX("a"), .access = "open"},
    {.id = "confident", .kind = "bed", .href = "sample/confident.bed", .pin = PIN_OCTETS, .sha256 = HEX("b"), .access = "open"},
    {.id = "tandem", .kind = "bed", .href = "sample/tandem.bed", .pin = PIN_OCTETS, .sha256 = HEX("c"), .access = "open"},
    {.id = "segdup", .kind = "bed", .href = "sample/segdup.bed", .pin = PIN_OCTETS, .sha256 = HEX("d"), .access = "open"},
    {.id = "lowmap", .kind = "bed", .href = "sample/lowmap.bed", .pin = PIN_OCTETS, .sha256 = HEX("e"), .access = "open"},
    {.id = "bad-calls", .kind = "vcf", .href = "sample/bad-calls.vcf.gz", .pin = PIN_OCTETS, .sha256 = HEX("f"), .access = "open"},
};
static const struct suite_deliverable sample_deliverables[] = {
    {.role = "calls", .kind = "vcf", .required = true, .title = {"Small-variant calls of one sample", "Appels de variants de petite taille d’un échantillon"}},
    {.role = "reads", .kind = "bam", .required = false, .title = {"Aligned reads", "Lectures alignées"}},
};
static const struct suite_metric sample_metrics[] = {
    {.id = "entente:files-missing:1", .check = "inventory", .measure = "files-missing", .unit = "file", .formula = {MEASURE_COUNT, {"files.missing"}, {NULL}}, .title = {"Files listed but absent", "Fichiers annoncés mais absents"}},
    {.id = "entente:format-errors:1", .check = "format", .measure = "errors", .unit = "record", .formula = {MEASURE_COUNT, {"errors"}, {NULL}}, .title = {"Records that break a rule of the format", "Enregistrements enfreignant une règle du format"}},
    {.id = "entente:format-warnings:1", .check = "format", .measure = "warnings", .unit = "record", .formula = {MEASURE_COUNT, {"warnings"}, {NULL}}, .title = {"Records that go against good practice", "Enregistrements contraires aux bonnes pratiques"}},
    {.id = "entente:snv-recall:1", .check = "small-variants", .measure = "snv-recall", .unit = "1", .formula = {MEASURE_PROPORTION, {"snv.truth.tp"}, {"snv.truth.tp", "snv.truth.fn"}}, .title = {"SNV recall, genotype match", "Rappel SNV, génotype concordant"}},
    {.id = "entente:snv-precision:1", .check = "small-variants", .measure = "snv-precision", .unit = "1", .formula = {MEASURE_PROPORTION, {"snv.query.tp"}, {"snv.query.tp", "snv.query.fp"}}, .title = {"SNV precision, genotype match", "Précision (VPP) SNV, génotype concordant"}},
    {.id = "entente:indel-recall:1", .check = "small-variants", .measure = "indel-recall", .unit = "1", .formula = {MEASURE_PROPORTION, {"indel.truth.tp"}, {"indel.truth.tp", "indel.truth.fn"}}, .title = {"Indel recall, genotype match", "Rappel indel, génotype concordant"}},
    {.id = "entente:indel-precision:1", .check = "small-variants", .measure = "indel-precision", .unit = "1", .formula = {MEASURE_PROPORTION, {"indel.query.tp"}, {"indel.query.tp", "indel.query.fp"}}, .title = {"Indel precision, genotype match", "Précision (VPP) indel, génotype concordant"}},
    {.id = "entente:snv-fp-rate:1", .check = "small-variants", .measure = "snv-fp-rate", .unit = "/Mbp", .formula = {MEASURE_RATE, {"snv.query.fp"}, {"assessed.bp"}}, .title = {"False-positive SNVs per million base pairs", "SNV faux positifs par million de paires de bases"}},
    {.id = "entente:ti-tv:1", .check = "small-variants", .measure = "ti-tv", .unit = "1", .formula = {MEASURE_RATIO, {"snv.query.ti"}, {"snv.query.tv"}}, .title = {"Transitions to transversions", "Transitions sur transversions"}},
    {.id = "entente:breadth-15x:1", .check = "reads", .measure = "breadth-15x", .unit = "1", .formula = {MEASURE_PROPORTION, {"bp.15x"}, {"bp.all"}}, .title = {"Bases covered at least 15 times", "Bases couvertes au moins 15 fois"}},
};

#define EXACT .method = RULE_EXACT, .claim = CLAIM_FILE, .stratum = "*"
#define MIN(v, t) .has_min = true, .min = (v), .min_text = (t)
#define MAX(v, t) .has_max = true, .max = (v), .max_text = (t)
#define CP1 .method = RULE_CP, .sides = 1, .confidence = 0.95
#define PUBLISHED(s) .status = LIMIT_PUBLISHED, .source = (s)
#define PROPOSED(s) .status = LIMIT_PROPOSED, .source = (s)

static const struct suite_criterion sample_files_c[] = {
    {.profile = "COMMON", .mandatory = true, .metric = "entente:files-missing:1", MAX(0, "0"), EXACT, PUBLISHED("NIST FIPS 180-4")},
};
static const struct suite_criterion sample_format_c[] = {
    {.profile = "COMMON", .mandatory = true, .metric = "entente:format-errors:1", MAX(0, "0"), EXACT, PUBLISHED("VCFv4.3 specification, 1.6.1")},
    {.profile = "FR-PFMG", .mandatory = false, .metric = "entente:format-warnings:1", MAX(0, "0"), EXACT, .status = LIMIT_UNCONFIRMED, .source = "no public text found"},
};
static const struct suite_criterion sample_snv_recall_c[] = {
    {.profile = "COMMON", .mandatory = true, .metric = "entente:snv-recall:1", .stratum = "*", MIN(0.99, "0.99"), CP1, .claim = CLAIM_FILE, PUBLISHED("https://doi.org/10.1038/s41587-019-0054-x")},
};
static const struct suite_criterion sample_snv_precision_c[] = {
    {.profile = "COMMON", .mandatory = true, .metric = "entente:snv-precision:1", .stratum = "*", MIN(0.99, "0.99"), CP1, .guard = 0.001, .claim = CLAIM_FILE, PROPOSED("catalogue GERM-002")},
};
static const struct suite_criterion sample_indel_recall_c[] = {
    {.profile = "GB-GEL", .mandatory = true, .metric = "entente:indel-recall:1", .stratum = "*", MIN(0.98, "0.98"), CP1, .claim = CLAIM_FILE, PROPOSED("catalogue GERM-003")},
    {.profile = "FR-PFMG", .mandatory = true, .metric = "entente:indel-recall:1", .stratum = "*", MIN(0.95, "0.95"), CP1, .claim = CLAIM_FILE, .status = LIMIT_UNCONFIRMED, .source = "no public text found"},
};
static const struct suite_criterion sample_indel_precision_c[] = {
    {.profile = "COMMON", .mandatory = true, .metric = "entente:indel-precision:1", .stratum = "*", MIN(0.985, "0.985"), CP1, .claim = CLAIM_FILE, PROPOSED("catalogue GERM-004")},
};
static const struct suite_criterion sample_tandem_c[] = {
    {.profile = "FR-PFMG", .mandatory = true, .metric = "entente:snv-recall:1", .stratum = "tandem", MIN(0.95, "0.95"), .method = RULE_WILSON, .sides = 2, .confidence = 0.95, .claim = CLAIM_FILE, .status = LIMIT_UNCONFIRMED, .source = "no public text found"},
    {.profile = "GB-GEL", .mandatory = false, .metric = "entente:snv-recall:1", .stratum = "segdup", MIN(0.96, "0.96"), .method = RULE_WILSON, .sides = 2, .confidence = 0.95, .claim = CLAIM_FILE, PROPOSED("catalogue GERM-005")},
};
static const struct suite_criterion sample_fp_rate_c[] = {
    {.profile = "COMMON", .mandatory = true, .metric = "entente:snv-fp-rate:1", .stratum = "*", MAX(5, "5"), .method = RULE_GARWOOD, .sides = 1, .confidence = 0.95, .claim = CLAIM_PROCESS, PROPOSED("catalogue GERM-006")},
};
static const struct suite_criterion sample_ti_tv_c[] = {
    {.profile = "COMMON", .mandatory = false, .metric = "entente:ti-tv:1", MIN(1.95, "1.95"), MAX(2.15, "2.15"), EXACT, PROPOSED("catalogue GERM-007")},
};
static const struct suite_criterion sample_report_c[] = {
    {.profile = "COMMON", .mandatory = false, .metric = "entente:ti-tv:1", .stratum = "tandem", .method = RULE_REPORT, .claim = CLAIM_FILE, PUBLISHED("none: printed for information")},
};
static const struct suite_criterion sample_str_c[] = {
    {.profile = "COMMON", .mandatory = true, .metric = "entente:indel-recall:1", .stratum = "tandem", MIN(0.9, "0.9"), CP1, .claim = CLAIM_FILE, PROPOSED("catalogue STR-001")},
};
static const struct suite_criterion sample_breadth_c[] = {
    {.profile = "GB-GEL", .mandatory = true, .metric = "entente:breadth-15x:1", MIN(0.95, "0.95"), EXACT, PUBLISHED("https://pipeline-rd-help.genomicsengland.co.uk/")},
};
static const struct suite_criterion sample_error_c[] = {
    {.profile = "COMMON", .mandatory = false, .metric = "entente:format-warnings:1", MAX(0, "0"), EXACT, PROPOSED("catalogue QC-001")},
};
static const struct suite_input sample_calls_in[] = {
    {.name = "query", .from = "calls"},
};
static const struct suite_input sample_variants_in[] = {
    {.name = "query", .from = "calls"},        {.name = "truth", .from = "truth"},
    {.name = "reference", .from = "reference"}, {.name = "regions", .from = "confident"},
    {.name = "stratum", .from = "tandem"},      {.name = "stratum", .from = "segdup"},
    {.name = "stratum", .from = "lowmap"},
};
static const struct suite_input sample_reads_in[] = {
    {.name = "reads", .from = "reads"},
};
static const struct suite_param sample_strict[] = {
    {.name = "practice", .value = "yes"},
};

#define CRIT(a) .criteria = (a), .n_criteria = T_LEN(a)
#define IN(a) .inputs = (a), .n_inputs = T_LEN(a)
static const struct suite_case sample_cases[] = {
    {.id = "FMT-001", .title = {"Every file listed in the submission exists and its digest matches", "Tous les fichiers du bordereau existent et leurs empreintes concordent"}, .clause = "FIPS 180-4", .check = "inventory", CRIT(sample_files_c)},
    {.id = "FMT-002", .title = {"The calls are valid VCF", "Les appels sont un VCF valide"}, .text = {"All rules of VCFv4.3 that concern one record or its order.", "Toutes les règles de VCFv4.3 relatives à un enregistrement ou à son ordre."}, .clause = "VCFv4.3 1.6.1", .source = "https://samtools.github.io/hts-specs/VCFv4.3.pdf", .check = "format", IN(sample_calls_in), CRIT(sample_format_c)},
    {.id = "GERM-001", .title = {"SNV recall in the benchmark regions", "Rappel SNV dans les régions de référence"}, .clause = "GA4GH small-variant benchmarking, method 3", .source = "Krusche et al. 2019", .claim_scope = "snv", .waivable = true, .check = "small-variants", IN(sample_variants_in), CRIT(sample_snv_recall_c)},
    {.id = "GERM-002", .title = {"SNV precision in the benchmark regions", "Précision (VPP) SNV dans les régions de référence"}, .clause = "GA4GH small-variant benchmarking, method 3", .claim_scope = "snv", .waivable = true, .check = "small-variants", IN(sample_variants_in), CRIT(sample_snv_precision_c)},
    {.id = "GERM-003", .title = {"Indel recall in the benchmark regions", "Rappel indel dans les régions de référence"}, .text = {"Indels of up to 49 base pairs.", "Indels de 49 paires de bases au plus."}, .clause = "GA4GH small-variant benchmarking, method 3", .claim_scope = "indel", .waivable = true, .check = "small-variants", IN(sample_variants_in), CRIT(sample_indel_recall_c)},
    {.id = "GERM-004", .title = {"Indel precision in the benchmark regions", "Précision (VPP) indel dans les régions de référence"}, .clause = "GA4GH small-variant benchmarking, method 3", .claim_scope = "indel", .waivable = true, .check = "small-variants", IN(sample_variants_in), CRIT(sample_indel_precision_c)},
    {.id = "GERM-005", .title = {"SNV recall in difficult regions", "Rappel SNV dans les régions difficiles"}, .clause = "GIAB stratifications v3.1", .claim_scope = "snv", .waivable = true, .check = "small-variants", IN(sample_variants_in), CRIT(sample_tandem_c)},
    {.id = "GERM-006", .title = {"False-positive SNVs of the technology", "SNV faux positifs de la technologie"}, .clause = "Catalogue GERM-006", .waivable = true, .check = "small-variants", IN(sample_variants_in), CRIT(sample_fp_rate_c)},
    {.id = "GERM-007", .title = {"Transition to transversion ratio is plausible", "Rapport transitions sur transversions plausible"}, .clause = "GA4GH WGS QC v1", .check = "small-variants", IN(sample_variants_in), CRIT(sample_ti_tv_c)},
    {.id = "GERM-008", .title = {"Transitions to transversions in tandem repeats, for information", NULL}, .clause = "Catalogue GERM-008", .check = "small-variants", IN(sample_variants_in), CRIT(sample_report_c)},
    {.id = "STR-001", .title = {"Indel recall in tandem repeats", "Rappel indel dans les répétitions en tandem"}, .clause = "Catalogue STR-001", .claim_scope = "str", .check = "small-variants", IN(sample_variants_in), CRIT(sample_str_c)},
    {.id = "COV-001", .title = {"95 % of the genome is covered at least 15 times", "95 % du génome est couvert au moins 15 fois"}, .clause = "Genomics England, sequence data quality", .check = "reads", IN(sample_reads_in), CRIT(sample_breadth_c)},
    {.id = "QC-001", .title = {"Calls follow good practice", "Les appels suivent les bonnes pratiques"}, .clause = "Catalogue QC-001", .check = "format", IN(sample_calls_in), .params = sample_strict, .n_params = 1, CRIT(sample_error_c)},
};
static const char *const sample_fails_1[] = {"GERM-001", "GERM-003"};
static const char *const sample_fails_2[] = {"FMT-002"};
static const struct suite_control sample_controls[] = {
    {.id = "NC-1", .title = {"Calls with one variant in five removed", "Appels privés d’un variant sur cinq"}, .deliverable = "calls", .fixture = "bad-calls", .fails = sample_fails_1, .n_fails = 2},
    {.id = "NC-2", .title = {"Calls out of order", "Appels en désordre"}, .deliverable = "calls", .fixture = "bad-calls", .fails = sample_fails_2, .n_fails = 1},
};
static const struct text2 sample_not_tested[] = {
    {"Structural variants, copy-number variants, repeat expansions", "Variants structuraux, variations du nombre de copies, expansions de répétitions"},
    {"Mitochondrial variants and heteroplasmy", "Variants mitochondriaux et hétéroplasmie"},
    {"Samples of ancestries other than European", "Échantillons d’ascendances autres qu’européenne"},
};

#define TABLE(list) .list = sample_##list, .n_##list = T_LEN(sample_##list)
static const struct suite sample_suite = {
    .sha256 = HEX("5"), .id = "germline-sample", .version = {1, 2, 0}, .status = SUITE_RELEASED,
    .publisher = "Sample standards body", .requires_format = 1,
    .title = {"Germline small variants, sample suite", "Variants constitutionnels de petite taille, suite d’exemple"},
    .text = {"Invented for the tests of the reports.", "Inventée pour les essais des rapports."},
    TABLE(classes), TABLE(profiles), TABLE(fixtures), TABLE(deliverables), TABLE(metrics),
    TABLE(cases), TABLE(controls), TABLE(not_tested),
};

/* ---- submission ----------------------------------------------------------- */

static const char *const sample_claims[] = {"snv", "indel"};
static const struct submission_item sample_items[] = {
    {.id = "i1", .sample = "HG002", .material_lot = "RM 8391, lot 2024-07", .instrument = "Sequencer X, serial 00417", .reagents = "kit A lot 7781", .basecaller = "basecall 4.2", .run = "run-0231", .site = "Lyon", .day = "2026-11-12", .replicate = "1"},
};
static const struct submission_file sample_sub_files[] = {
    {.name = "calls.vcf.gz", .role = "calls", .sha256 = HEX("1"), .size = 182340017, .item = "i1"},
};
static const struct submission sample_submission = {
    .sha256 = HEX("2"), .vendor = "Hélix & Sons <Ltd>", .product = "Caller \"Nova\"", .version = "3.1.4",
    .technology_class = "short-read", .regulatory = "CE-IVD declared, class C", .trained_on = "HG001, HG005",
    TABLE(claims), TABLE(items), .files = sample_sub_files, .n_files = 1,
};
static const struct report_file sample_used[] = {
    {.id = "reference", .name = "reference.fa.gz", .sha256 = HEX("3"), .size = 21001234, .pinned = "contigs", .content = HEX("4")},
    {.id = "truth", .name = "truth.vcf.gz", .sha256 = HEX("a"), .size = 812345, .pinned = "records", .content = HEX("a")},
    {.id = "confident", .name = "confident.bed", .sha256 = HEX("b"), .size = 51234, .pinned = "octets"},
};
static const struct report_file sample_files[] = {
    {.id = "calls", .name = "calls.vcf.gz", .sha256 = HEX("1"), .size = 182340017},
    {.id = "reads", .name = "reads.bam"},
};
static const struct report_engagement sample_engagement = {
    .report_id = "LBM-2026-0147", .laboratory = "Laboratoire d’essais Exemple", .laboratory_address = "1 rue de l’Exemple, 69000 Lyon, France",
    .test_place = "Lyon, room 3", .customer = "Hélix & Sons <Ltd>", .customer_contact = "quality@example.org",
    .received = "2026-11-14", .tested_from = "2026-11-20", .tested_to = "2026-11-21", .issued = "2026-11-23",
    .item_condition = "Files complete, digests matched", .deviations = "none", .accreditation = "COFRAC 1-0000, scope: sample",
    .authorised_by = "A. Exemple, technical manager", .opinions = "Indel calls in homopolymers deserve attention.", .attempt = 2,
};
static const struct report_environment sample_environment = {
    .program_version = "0.1.0", .created = "2026-11-23T20:15:00Z", .system = "Linux x86_64",
    .htslib = "1.16", .libxml2 = "2.9.14", .openssl = "3.0.17", .threads = 4, .seconds = 41.5,
};
static const struct waiver sample_waivers[] = {
    {"W-2026-003", "GERM-004", "Known defect of release 3.1, mended in 3.2; small effect on the intended use.", "Joint waiver board", "2027-06-30"},
};

/* ---- evidence ------------------------------------------------------------- */

static const char *const sample_inventory_n[] = {"files.missing"};
static const char *const sample_format_n[] = {"errors", "warnings"};
static const char *const sample_variants_n[] = {
    "snv.truth.tp", "snv.truth.fn", "snv.query.tp", "snv.query.fp",
    "indel.truth.tp", "indel.truth.fn", "indel.query.tp", "indel.query.fp",
    "snv.query.ti", "snv.query.tv", "assessed.bp",
};
static const char *const sample_strata[] = {"tandem", "segdup", "lowmap"};
/* Per block of the genome; 12 blocks, see fill_variants(). */
static const int64_t sample_counts[4][11] = {
    {5992, 21, 5995, 9, 812, 31, 809, 14, 4019, 1982, 4800000},
    {24, 1, 24, 0, 120, 19, 118, 6, 15, 9, 210000},
    {201, 7, 201, 3, 20, 1, 20, 1, 132, 71, 160000},
    {64, 4, 64, 1, 9, 1, 9, 0, 40, 24, 90000},
};
/* clang-format on */

struct sample {
    struct plan plan;
    struct evidence evidence;
    struct result result;
    struct report report;
};

static void sample_fill_variants(struct tally *t, bool planted)
{
    struct err e = {0};
    uint32_t contig;

    assert_int_equal(tally_init(t, sample_variants_n, T_LEN(sample_variants_n),
                                sample_strata, T_LEN(sample_strata), &e),
                     0);
    assert_int_equal(tally_contig(&contig, t, "chr20", &e), 0);
    for (uint32_t s = 0; s < 4; s++) {
        for (uint32_t b = 0; b < 12; b++) {
            for (uint32_t c = 0; c < T_LEN(sample_variants_n); c++) {
                int64_t n = sample_counts[s][c] + (s == 0 ? b % 4 : 0);

                if (planted && c < 8)
                    n = c % 2 == 0 ? n * 4 / 5 : n + n * 200;
                assert_int_equal(tally_add(t, s, contig, b, c, n, &e), 0);
            }
        }
    }
}

static void sample_finding(struct measurement *m, enum finding_level level,
                           const char *code, uint64_t line, const char *en,
                           const char *fr)
{
    struct findings *f = &m->findings;
    struct finding *a = realloc(f->a, (f->n + 1) * sizeof(*a));

    assert_non_null(a);
    f->a = a;
    f->a[f->n++] = (struct finding){.level = level,
                                    .code = code,
                                    .file = strdup("calls"),
                                    .line = line,
                                    .en = strdup(en),
                                    .fr = strdup(fr ? fr : en)};
}

/* A rule that counters are explained by, and one place of it. */
static void sample_rule(struct measurement *m, const char *counters,
                        const char *rule)
{
    char file[] = "calls";
    char source[] = "VCFv4.3 1.6.1";
    char explains[64];
    char en[] = "rule broken in one place: QUAL is a number";
    char fr[] = "règle enfreinte en un endroit\u00a0: QUAL est un nombre";
    struct finding f = {.level = FINDING_WARNING,
                        .code = rule,
                        .file = file,
                        .en = en,
                        .fr = fr,
                        .source = source,
                        .explains = explains};
    struct err e = {0};

    snprintf(explains, sizeof(explains), "%s", counters);
    assert_int_equal(finding_put(&m->findings, &f, &e), 0);
    snprintf(en, sizeof(en), "line 12, chr1:7: it is 'high'");
    snprintf(fr, sizeof(fr), "ligne 12, chr1:7\u00a0: c’est 'high'");
    f.source = NULL;
    f.line = 12;
    f.example = true;
    assert_int_equal(finding_put(&m->findings, &f, &e), 0);
}

static void sample_fill_format(struct measurement *m, bool planted)
{
    struct err e = {0};

    assert_int_equal(tally_init(&m->tally, sample_format_n,
                                T_LEN(sample_format_n), NULL, 0, &e),
                     0);
    assert_int_equal(tally_count(&m->tally, "errors", planted ? 812 : 0, &e),
                     0);
    assert_int_equal(tally_count(&m->tally, "warnings", 37, &e), 0);
    if (planted)
        return;
    sample_finding(m, FINDING_WARNING, "VCF-PRACTICE", 1042,
                   "Record 1042: the ID <b>rs\"1\"</b> stands twice",
                   "Enregistrement 1042\u00a0: l’identifiant <b>rs\"1\"</b> "
                   "figure deux fois");
    sample_finding(m, FINDING_NOTE, "VCF-HEADER", 3,
                   "The header names no reference", NULL);
    sample_rule(m, "warnings", "VCF-QUAL-001");
    sample_rule(m, "spare", "VCF-NORM-001");
    m->findings.dropped = 35;
}

static void sample_fill(struct measurement *m, const struct planned *p)
{
    struct err e = {0};
    const char *check = p->first->check;
    bool planted = p->control != NULL;

    m->id = strdup(p->id);
    assert_non_null(m->id);
    m->state = MEASURED_OK;
    if (strcmp(check, "inventory") == 0) {
        assert_int_equal(
            tally_init(&m->tally, sample_inventory_n, 1, NULL, 0, &e), 0);
    } else if (strcmp(check, "small-variants") == 0) {
        sample_fill_variants(&m->tally, planted);
    } else if (strcmp(check, "reads") == 0) {
        m->state = MEASURED_ABSENT;
    } else if (p->first->n_params > 0) {
        m->state = MEASURED_ERROR;
        m->cause = strdup("out of memory");
    } else {
        sample_fill_format(m, planted);
    }
}

static void sample_init(struct sample *s)
{
    struct err e = {0};
    struct evidence *ev = &s->evidence;

    *s = (struct sample){0};
    assert_int_equal(plan_make(&s->plan, &sample_suite, &e), 0);
    ev->m = calloc(s->plan.n, sizeof(*ev->m));
    assert_non_null(ev->m);
    ev->n = s->plan.n;
    for (size_t i = 0; i < ev->n; i++)
        sample_fill(&ev->m[i], &s->plan.a[i]);
    ev->level = EVIDENCE_LAB;
    ev->technology_class = sample_submission.technology_class;
    ev->claims = sample_claims;
    ev->n_claims = T_LEN(sample_claims);
    ev->waivers = sample_waivers;
    ev->n_waivers = T_LEN(sample_waivers);
    assert_int_equal(decide(&s->result, &sample_suite, &s->plan, ev, &e), 0);
    s->report = (struct report){
        .suite = &sample_suite,
        .submission = &sample_submission,
        .submission_name = "nova-3.1.4.tar",
        .archive_sha256 = HEX("6"),
        .evidence = ev,
        .plan = &s->plan,
        .result = &s->result,
        .fixtures = sample_used,
        .n_fixtures = T_LEN(sample_used),
        .files = sample_files,
        .n_files = T_LEN(sample_files),
        .engagement = &sample_engagement,
        .environment = &sample_environment,
        .regions_bp = 57600000,
        .reference_bp = 64444167,
    };
}

/* The report as text; buf_release() it. */
static void sample_write(struct buf *xml, const struct report *r)
{
    struct err e = {0};

    buf_init(xml, REPORT_BYTES_MAX);
    if (report_write(xml, r, &e))
        fail_msg("%s", e.msg);
}

static void sample_release(struct sample *s)
{
    result_release(&s->result);
    evidence_release(&s->evidence);
    plan_release(&s->plan);
}

#endif
