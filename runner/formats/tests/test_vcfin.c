#include "formats/vcfin.h"

#include <htslib/vcf.h>

#include "formats/tests/scratch.h"
#include "formats/tests/vcfrows.h"
#include "formats/vcfline.h"

static struct vcfin *from_text(const char *text, struct err *e)
{
    return vcfin_open_fd(scratch_pipe(text, strlen(text)), "-", e);
}

/* One record as text: every field of the struct. */
static void show(char out[512], const struct vcfrec *r, const struct vcfin *in)
{
    size_t n = (size_t)snprintf(out, 512, "%s:%lld %.*s>",
                                vcfin_head(in)->contigs.a[r->contig],
                                (long long)r->pos, (int)r->ref.n, r->ref.s);

    for (size_t i = 0; i < r->n_alts; i++)
        n += (size_t)snprintf(out + n, 512 - n, "%s%.*s", i ? "," : "",
                              (int)r->alts[i].n, r->alts[i].s);
    n += (size_t)snprintf(out + n, 512 - n, " %.*s %.*s%s ", (int)r->qual.n,
                          r->qual.s, (int)r->filter.n, r->filter.s,
                          r->passed ? "+" : "-");
    for (int i = 0; i < r->ploidy; i++)
        n += (size_t)snprintf(out + n, 512 - n, "%d%s", r->gt[i],
                              i == r->ploidy - 1 ? ""
                              : r->phased        ? "|"
                                                 : "/");
    snprintf(out + n, 512 - n, " %.*s", (int)r->ps.n, r->ps.s);
}

static void check_record(struct vcfin *in, size_t i, struct err *e)
{
    struct vcfrec r;
    char out[512];

    assert_non_null(in);
    assert_int_equal(vcfin_sample(in, vcf_record[i].sample, e), 0);
    assert_int_equal(vcfin_next(&r, in, e), 1);
    show(out, &r, in);
    assert_string_equal(out, vcf_record[i].shown);
    assert_int_equal(r.n, 1);
    assert_int_equal(vcfin_next(&r, in, e), 0);
}

static void each_field_of_a_vcf_record_is_read(void **state)
{
    (void)state;
    for (size_t i = 0; i < T_LEN(vcf_record); i++) {
        char text[4096];
        struct err e = {0};
        struct vcfin *in;

        snprintf(text, sizeof(text), "%s%s", TWO, vcf_record[i].body);
        in = from_text(text, &e);
        check_record(in, i, &e);
        vcfin_close(in);
    }
}

/* The same text through htslib into BCF. */
static const char *make_bcf(const char *text, const char *mode)
{
    const char *out_path = scratch_path("t.bcf");
    const char *path = scratch_write("t.vcf", text, strlen(text));
    htsFile *from = hts_open(path, "r");
    htsFile *to = hts_open(out_path, mode);
    bcf_hdr_t *h = bcf_hdr_read(from);
    bcf1_t *r = bcf_init();

    assert_int_equal(bcf_hdr_write(to, h), 0);
    while (bcf_read(from, h, r) == 0)
        assert_int_equal(bcf_write(to, h, r), 0);
    bcf_destroy(r);
    bcf_hdr_destroy(h);
    hts_close(from);
    hts_close(to);
    return out_path;
}

static void bcf_gives_the_same_records(void **state)
{
    static const char *const mode[] = {"wb", "wbu"};

    (void)state;
    for (size_t i = 0; i < T_LEN(vcf_record) * T_LEN(mode); i++) {
        char text[4096];
        struct err e = {0};
        struct vcfin *in;

        if (i / 2 == 7) /* sample B's genotype is out of range there */
            continue;
        snprintf(text, sizeof(text), "%s%s", TWO, vcf_record[i / 2].body);
        in = vcfin_open(make_bcf(text, mode[i % 2]), &e);
        check_record(in, i / 2, &e);
        vcfin_close(in);
    }
}

/* Lines of a BCF are those of the VCF that it was made of. */
static void a_record_of_bcf_is_its_line(void **state)
{
    static const char text[] =
        "##fileformat=VCFv4.2\n##contig=<ID=c1>\n##contig=<ID=c2>\n"
        "##FILTER=<ID=q10,Description=\"x\">\n"
        "##INFO=<ID=AF,Number=A,Type=Float,Description=\"x\">\n"
        "##INFO=<ID=DB,Number=0,Type=Flag,Description=\"x\">\n"
        "##INFO=<ID=SN,Number=.,Type=String,Description=\"x\">\n"
        "##FORMAT=<ID=GT,Number=1,Type=String,Description=\"x\">\n"
        "##FORMAT=<ID=AD,Number=R,Type=Integer,Description=\"x\">\n" COLUMNS
        "\tFORMAT\tA\tB\n";
    static const char *const row[] = {
        "c1\t7\trs1;x\tA\tC,<DEL>\t30.5\tq10\tAF=0.25,1e-05;DB\tGT:AD\t0|2:3,4,5\t.:.",
        "c2\t1\t.\tacgN\t*\t.\tPASS\tSN=a,b\tGT\t1\t./1",
        "c2\t9\t.\tG\t.\t0\t.\t.\tGT:AD\t0/0:.\t.:1,2",
    };

    (void)state;
    for (size_t i = 0; i < T_LEN(row); i++) {
        struct err e = {0};
        struct vcfrec r;
        struct vcfin *in;
        char file[2048];

        snprintf(file, sizeof(file), "%s%s\n", text, row[i]);
        in = vcfin_open(make_bcf(file, "wb"), &e);
        assert_non_null(in);
        assert_int_equal(vcfin_next(&r, in, &e), 1);
        if (r.text.n != strlen(row[i]))
            fail_msg("%.*s", (int)r.text.n, r.text.s);
        assert_memory_equal(r.text.s, row[i], r.text.n);
        assert_true(r.sample.n > 0 && r.format.n >= 2 && r.info.n > 0);
        vcfin_close(in);
    }
}

/* A BCF may hold what no line can. */
static void a_value_that_no_line_can_hold(void **state)
{
    static const struct {
        const char *value;
        const char *says; /* NULL: it is read */
    } row[] = {
        {"fine",    NULL              },
        {"a\nb",    "holds a line end"},
        {"a\rb",    "holds a line end"},
        {"a\tb\tc", "more columns"    },
    };

    (void)state;
    for (size_t i = 0; i < T_LEN(row); i++) {
        static const char head[] =
            "##fileformat=VCFv4.2\n##contig=<ID=c1>\n"
            "##INFO=<ID=X,Number=1,Type=String,Description=\"x\">\n" COLUMNS
            "\n";
        const char *path = scratch_write("h.vcf", S(head));
        htsFile *from = hts_open(path, "r");
        bcf_hdr_t *h = bcf_hdr_read(from);
        htsFile *to = hts_open(scratch_path("t.bcf"), "wb");
        bcf1_t *r = bcf_init();
        struct err e = {0};
        struct vcfrec got;
        struct vcfin *in;

        assert_int_equal(bcf_hdr_write(to, h), 0);
        assert_int_equal(bcf_update_alleles_str(h, r, "A,C"), 0);
        assert_int_equal(bcf_update_info_string(h, r, "X", row[i].value), 0);
        assert_int_equal(bcf_write(to, h, r), 0);
        bcf_destroy(r);
        bcf_hdr_destroy(h);
        hts_close(from);
        hts_close(to);
        in = vcfin_open(scratch_path("t.bcf"), &e);
        assert_non_null(in);
        if (vcfin_next(&got, in, &e) != (row[i].says ? -1 : 1))
            fail_msg("row %zu: %s", i, e.msg);
        if (row[i].says) {
            assert_int_equal(e.code, ERR_SYNTAX);
            assert_int_equal(e.line, 1);
            assert_non_null(strstr(e.msg, row[i].says));
        }
        vcfin_close(in);
    }
}

/* As in truth sets of GIAB, against the specification. */
static void a_phase_set_may_be_text(void **state)
{
    static const char text[] =
        "##fileformat=VCFv4.2\n##contig=<ID=c1>\n"
        "##FORMAT=<ID=GT,Number=1,Type=String,Description=\"x\">\n"
        "##FORMAT=<ID=PS,Number=1,Type=String,Description=\"x\">\n" COLUMNS
        "\tFORMAT\tA\tB\n"
        "c1\t1\t.\tA\tC\t.\t.\t.\tGT:PS\t0|1:PATMAT\t0|1:.\n";

    (void)state;
    for (int i = 0; i < 4; i++) {
        struct err e = {0};
        struct vcfin *in =
            i < 2 ? from_text(text, &e) : vcfin_open(make_bcf(text, "wb"), &e);
        struct vcfrec r;

        assert_non_null(in);
        assert_int_equal(vcfin_sample(in, i % 2 ? "B" : "A", &e), 0);
        assert_int_equal(vcfin_next(&r, in, &e), 1);
        assert_int_equal(r.ps.n, i % 2 ? 0 : 6);
        if (!(i % 2))
            assert_memory_equal(r.ps.s, "PATMAT", 6);
        vcfin_close(in);
    }
}

/* FT wherever it stands; left out at the end of a column it is missing. */
static void a_sample_may_have_a_filter(void **state)
{
    static const char head[] =
        "##fileformat=VCFv4.2\n##contig=<ID=c1>\n"
        "##FORMAT=<ID=GT,Number=1,Type=String,Description=\"x\">\n"
        "##FORMAT=<ID=FT,Number=1,Type=String,Description=\"x\">\n"
        "##FORMAT=<ID=DP,Number=1,Type=Integer,Description=\"x\">\n" COLUMNS
        "\tFORMAT\tA\tB\n";
    static const char *const row[][3] = {
        {"GT:FT\t0|1:q10;dim\t0|1:.",       "q10;dim", ""    },
        {"GT:FT:DP\t0|1:PASS:3\t0|1:dim:4", "PASS",    "dim" },
        {"GT:DP:FT\t0|1\t0|1:4:PASS",       "",        "PASS"},
        {"GT:DP\t0|1:3\t0|1:4",             "",        ""    },
    };

    (void)state;
    for (size_t i = 0; i < 4 * T_LEN(row); i++) {
        const char *const *one = row[i / 4];
        const char *want = one[1 + i % 2];
        struct err e = {0};
        struct vcfrec r;
        struct vcfin *in;
        char text[1024];

        snprintf(text, sizeof(text), "%sc1\t1\t.\tA\tC\t.\t.\t.\t%s\n", head,
                 one[0]);
        in = i % 4 < 2 ? from_text(text, &e)
                       : vcfin_open(make_bcf(text, "wb"), &e);
        assert_non_null(in);
        assert_int_equal(vcfin_sample(in, i % 2 ? "B" : "A", &e), 0);
        assert_int_equal(vcfin_next(&r, in, &e), 1);
        assert_int_equal(r.ft.n, strlen(want));
        assert_memory_equal(r.ft.s, want, r.ft.n);
        vcfin_close(in);
    }
}

static void what_can_not_be_read_is_the_systems_error(void **state)
{
    struct err missing = {0};
    struct err closed = {0};
    int fd[2];

    (void)state;
    assert_null(vcfin_open(scratch_path("none.vcf"), &missing));
    assert_int_equal(missing.code, ERR_MISSING);
    assert_int_equal(pipe(fd), 0);
    close(fd[0]);
    assert_null(vcfin_open_fd(fd[1], "-", &closed));
    assert_int_equal(closed.code, ERR_IO);
    assert_string_equal(closed.path, "-");
}

static void the_header_is_known(void **state)
{
    static const char text[] = TWO "c3\t7\t.\tA\tC\t.\t.\t.\tGT\t0/1\t.\n";
    struct err e = {0};
    struct vcfin *in = from_text(text, &e);
    const struct vcfhead *h = vcfin_head(in);
    struct vcfrec r;

    (void)state;
    assert_non_null(in);
    assert_string_equal(h->version, "4.2");
    assert_int_equal(h->contigs.n, 2);
    assert_int_equal(h->contig_length[0], 1000);
    assert_int_equal(h->contig_length[1], 500);
    assert_int_equal(h->samples.n, 2);
    assert_string_equal(h->samples.a[1], "B");
    assert_int_equal(names_find(&h->filters, "LowQual", 7), 0);
    assert_int_equal(h->infos.n, 1);
    assert_int_equal(h->formats.n, 3);
    assert_int_equal(vcfin_next(&r, in, &e), 1);
    assert_int_equal(r.line, 10);
    assert_int_equal(r.text.n, strlen(strstr(text, "c3\t")) - 1);
    assert_memory_equal(r.text.s, strstr(text, "c3\t"), r.text.n);
    assert_int_equal(r.contig, 2);
    assert_int_equal(h->n_declared, 2);
    vcfin_close(in);
}

static void a_sample_that_is_not_there_is_missing(void **state)
{
    struct err e = {0};
    struct vcfin *in = from_text(TWO, &e);

    (void)state;
    assert_int_equal(vcfin_sample(in, "C", &e), -1);
    assert_int_equal(e.code, ERR_MISSING);
    vcfin_close(in);
}

static void a_defect_is_named_with_its_line(void **state)
{
    (void)state;
    for (size_t i = 0; i < T_LEN(vcf_defect); i++) {
        struct err e = {0};
        struct vcfin *in = from_text(vcf_defect[i].text, &e);
        struct vcfrec r;
        int got = in ? 1 : -1;

        while (got > 0)
            got = vcfin_next(&r, in, &e);
        assert_int_equal(got, -1);
        assert_int_equal(e.code, vcf_defect[i].code);
        assert_int_equal(e.line, vcf_defect[i].line);
        if (!strstr(e.msg, vcf_defect[i].says))
            fail_msg("row %zu says: %s", i, e.msg);
        vcfin_close(in);
    }
}

static void too_many_alts_are_refused(void **state)
{
    static char text[2 * VCFIN_ALTS_MAX + 2048];
    struct err e = {0};
    struct vcfin *in;
    struct vcfrec r;
    size_t n = (size_t)snprintf(text, sizeof(text), "%sc1\t1\t.\tA\t", ONE);

    (void)state;
    for (size_t i = 0; i < VCFIN_ALTS_MAX; i++, n += 2)
        memcpy(text + n, "C,", 2);
    n += (size_t)snprintf(text + n, sizeof(text) - n, "C\t.\t.\t.\tGT\t0/1\n");
    in = vcfin_open(scratch_write("t.vcf", text, n), &e);
    assert_int_equal(vcfin_next(&r, in, &e), -1);
    assert_int_equal(e.code, ERR_LIMIT);
    vcfin_close(in);
}

static void a_bcf_cut_short_or_damaged_is_a_defect(void **state)
{
    static const struct {
        const char *mode;
        long cut;
        long spoil;
    } row[] = {
        {"wb",  28,  0  }, /* its last block */
        {"wb",  40,  0  },
        {"wb",  0,   200},
        {"wb",  0,   -40},
        {"wbu", 3,   0  }, /* uncompressed: within a record */
        {"wb",  300, 0  }, /* within the header */
    };

    (void)state;
    for (size_t i = 0; i < T_LEN(row); i++) {
        const char *path =
            make_bcf(ONE "c1\t1\t.\tA\tC\t50\tPASS\t.\tGT\t0/1\n"
                         "c1\t2\t.\tA\tC\t50\tPASS\t.\tGT\t0/1\n",
                     row[i].mode);
        struct err e = {0};
        struct vcfin *in;
        struct vcfrec r;
        int got = 1;

        if (row[i].cut)
            scratch_cut(path, row[i].cut);
        if (row[i].spoil)
            scratch_spoil(path, row[i].spoil);
        in = vcfin_open(path, &e);
        while (in && got > 0)
            got = vcfin_next(&r, in, &e);
        assert_true(!in || got < 0);
        if (e.code != ERR_SYNTAX)
            fail_msg("row %zu: code %d %s", i, (int)e.code, e.msg);
        vcfin_close(in);
    }
}

static void a_bam_is_not_a_vcf(void **state)
{
    struct err e = {0};
    struct err sam = {0};

    (void)state;
    scratch_bgzf("t.bam", "w", S("BAM\1\0\0\0\0\0\0\0\0"));
    assert_null(vcfin_open(scratch_path("t.bam"), &e));
    assert_int_equal(e.code, ERR_SYNTAX);
    assert_null(from_text("@HD\tVN:1.6\n", &sam));
    assert_int_equal(sam.code, ERR_SYNTAX);
}

static void sites_without_samples_have_no_genotype(void **state)
{
    struct err e = {0};
    struct vcfin *in =
        from_text(HEAD COLUMNS "\nc1\t3\t.\tG\tT\t.\tPASS\tDP=1\n", &e);
    struct vcfrec r;

    (void)state;
    assert_int_equal(vcfin_next(&r, in, &e), 1);
    assert_int_equal(r.ploidy, 0);
    assert_int_equal(r.pos, 2);
    vcfin_close(in);
}

/* A line that nothing is behind: what reads more is told by the sanitizer. */
static void scan_alone(struct vcfline *s, const char *text, size_t len)
{
    char *line = malloc(len ? len : 1);
    struct err e = {0};
    struct vcfrec r;

    assert_non_null(line);
    memcpy(line, text, len);
    s->chrom = (struct vcftext){"c1", 2}; /* lines do not last */
    (void)vcfline_record(&r, s, line, len, &e);
    s->readable = line + len;
    (void)vcfline_record(&r, s, line, len, &e);
    s->readable = NULL;
    free(line);
}

static void no_line_is_read_beyond_its_end(void **state)
{
    static const char *const lines[] = {
        "c1\t3\t.\tG\tT\t.\tPASS\tDP=1\tGT:PS\t0/1:7",
        "\t3\t.\tG\tT\t.\tPASS\tDP=1\tGT\t0/1",
        "\t\t\t\t\t\t\t\t\t\t",
        "1\t\t\t\t\t\t\t\t\t\t",
        "c1\t10\t\t\t\t\t\t\t\t",
    };

    (void)state;
    for (size_t samples = 0; samples < 3; samples++) {
        struct vcfhead h = {0};
        struct vcfline s = {0};

        vcfline_init(&s, &h);
        s.n_samples = samples;
        for (size_t i = 0; i < T_LEN(lines); i++) {
            for (size_t len = 0; len <= strlen(lines[i]); len++)
                scan_alone(&s, lines[i], len);
        }
        vcfline_release(&s);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_field_of_a_vcf_record_is_read),
        cmocka_unit_test(bcf_gives_the_same_records),
        cmocka_unit_test(a_record_of_bcf_is_its_line),
        cmocka_unit_test(a_value_that_no_line_can_hold),
        cmocka_unit_test(a_phase_set_may_be_text),
        cmocka_unit_test(a_sample_may_have_a_filter),
        cmocka_unit_test(what_can_not_be_read_is_the_systems_error),
        cmocka_unit_test(the_header_is_known),
        cmocka_unit_test(a_sample_that_is_not_there_is_missing),
        cmocka_unit_test(a_defect_is_named_with_its_line),
        cmocka_unit_test(too_many_alts_are_refused),
        cmocka_unit_test(a_bcf_cut_short_or_damaged_is_a_defect),
        cmocka_unit_test(a_bam_is_not_a_vcf),
        cmocka_unit_test(sites_without_samples_have_no_genotype),
        cmocka_unit_test(no_line_is_read_beyond_its_end),
    };

    return cmocka_run_group_tests_name("vcfin", tests, scratch_make,
                                       scratch_remove);
}
