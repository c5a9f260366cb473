#include "variants/side.h"

#include "formats/stage.h"
#include "formats/tests/scratch.h"
#include "formats/vcfflow.h"

#define FASTA ">chr1\nACGTACGT\n>chr2\nACGTACGTAC\n>3\nACGT\n"

struct opened {
    struct variants_job job;
    struct genome genome;
    struct crew *crew;
    struct side side;
    char path[256];
};

/* Records as "CONTIG POS", one a line. */
static int open_side(struct opened *o, bool truth, bool ref, const char *head,
                     const char *records, struct err *e)
{
    char text[4096];
    int n = snprintf(text, sizeof(text),
                     "##fileformat=VCFv4.2\n%s#CHROM\tPOS\tID\tREF\tALT\tQUAL"
                     "\tFILTER\tINFO\tFORMAT\tS\n",
                     head);

    while (*records) {
        int len = (int)strcspn(records, " ");
        long pos = strtol(records + len, NULL, 10);

        n += snprintf(text + n, sizeof(text) - (size_t)n,
                      "%.*s\t%ld\t.\tA\tC\t.\t.\t.\tGT\t0/1\n", len, records,
                      pos);
        records += strcspn(records, "\n");
        records += *records == '\n';
    }
    *o = (struct opened){.job = {.threads = 1}};
    snprintf(o->path, sizeof(o->path), "%s",
             scratch_write("side.vcf", text, (size_t)n));
    o->job.truth.path = o->job.query.path = o->path;
    o->crew = crew_new(2, e);
    assert_non_null(o->crew);
    assert_int_equal(
        genome_open(&o->genome, ref ? scratch_write("side.fa", S(FASTA)) : NULL,
                    e),
        0);
    if (side_open(&o->side, truth ? &o->job.truth : &o->job.query, &o->job,
                  &o->genome, o->crew, e))
        return -1;
    return genome_order(&o->genome, vcfflow_head(o->side.flow), e);
}

static void close_side(struct opened *o)
{
    side_close(&o->side);
    crew_free(o->crew);
    genome_release(&o->genome);
}

/* Takes all pieces, two calls at a time: "chr1 2 3, chr2 1...". -1: an error.
 */
static int show(char *out, size_t size, struct side *s, struct err *e)
{
    size_t n = 0;
    int got;

    out[0] = '\0';
    while ((got = side_peek(s, e)) > 0) {
        size_t left = s->next.n < 2 ? s->next.n : 2;
        const struct call *k = s->next.batch->calls->a + s->next.first;
        struct batch *b;

        n += (size_t)snprintf(out + n, size - n, "%s%s%s", n ? ", " : "",
                              s->next.known ? "" : "?",
                              s->genome->contigs.a[s->next.contig]);
        for (size_t i = 0; i < left; i++)
            n += (size_t)snprintf(out + n, size - n, " %d", k[i].pos + 1);
        b = side_take(s, left);
        side_release(s, b);
    }
    return got;
}

#define HEAD "##contig=<ID=chr1,length=8>\n##contig=<ID=chr2>\n"

static void pieces_come_in_the_order_of_the_file_or_of_the_contigs(void **state)
{
    static const struct {
        bool ref;
        const char *head, *records, *in_file, *gathered;
    } row[] = {
        {true,  HEAD, "",                               "",                    ""                        },
        {true,  HEAD, "chr1 1\nchr1 2\nchr1 3\nchr2 5",
         "chr1 1 2, chr1 3, chr2 5",                                           "chr1 1 2, chr1 3, chr2 5"},
        {true,  HEAD, "chr2 5\nchr1 1\nchr1 1",         "chr2 5, chr1 1 1",
         "chr1 1 1, chr2 5"                                                                              },
        {true,  HEAD, "3 1\nchr2 5\nchr1 1",            "3 1, chr2 5, chr1 1",
         "chr1 1, chr2 5, 3 1"                                                                           },
        {true,  HEAD, "x 1\nchr1 1\ny 1",               "?x 1, chr1 1, ?y 1",
         "chr1 1, ?x 1, ?y 1"                                                                            },
        {false, HEAD, "x 1\nchr1 1\nchr2 1",            "x 1, chr1 1, chr2 1",
         "chr1 1, chr2 1, x 1"                                                                           },
        {false, "",   "x 1\nchr1 1\nchr2 1",            "x 1, chr1 1, chr2 1",
         "x 1, chr1 1, chr2 1"                                                                           },
    };

    (void)state;
    for (size_t i = 0; i < 2 * T_LEN(row); i++) {
        size_t k = i / 2;
        struct opened o;
        struct err e = {0};
        char out[256];

        assert_int_equal(
            open_side(&o, false, row[k].ref, row[k].head, row[k].records, &e),
            0);
        if (i % 2)
            assert_int_equal(side_gather(&o.side, &e), 0);
        assert_int_equal(show(out, sizeof(out), &o.side, &e), 0);
        assert_string_equal(out, i % 2 ? row[k].gathered : row[k].in_file);
        assert_int_equal(side_check_end(&o.side, &e), 0);
        close_side(&o);
    }
}

/* What was not taken is let go of. */
static void it_can_be_closed_half_way(void **state)
{
    (void)state;
    for (int i = 0; i < 6; i++) {
        struct opened o;
        struct err e = {0};

        assert_int_equal(
            open_side(&o, false, true, HEAD, "chr2 1\nchr2 2\nchr1 2\n3 1", &e),
            0);
        if (i >= 3)
            assert_int_equal(side_gather(&o.side, &e), 0);
        for (int k = 0; k < i % 3; k++) {
            assert_int_equal(side_peek(&o.side, &e), 1);
            side_release(&o.side, side_take(&o.side, 1));
        }
        assert_int_equal(side_peek(&o.side, &e), 1);
        close_side(&o);
    }
}

static void contigs_are_checked_as_they_arrive(void **state)
{
    static const struct {
        bool truth;
        const char *head, *records, *says;
        uint64_t line;
        bool at_end; /* only then is it known */
    } row[] = {
        {false, "",                              "1 1",            "not in the reference, which calls it chr1", 3,
         false                                                                                                          },
        {false, "",                              "chr3 1",         "which calls it 3",                          3, false},
        {true,  "",                              "chr1 1\nx 1",    "contig x is not in the reference",          4, false},
        {false, "",                              "x 1\ny 1",       "contig x is not in the reference",          3, true },
        {false, "##contig=<ID=chr1,length=9>\n", "chr1 1",
         "9 bases in the header, but 8",                                                                        4, false},
        {false, "##contig=<ID=chr1,length=9>\n", "chr2 1",         NULL,                                        0, false},
        {false, "##contig=<ID=x,length=9>\n",    "chr2 1\nx 1",    NULL,                                        0, false},
        {true,  "##contig=<ID=x,length=9>\n",    "chr2 1",         NULL,                                        0, false},
        {false, "",                              "chr1 2\nchr1 1", "not sorted",                                4, false},
    };

    (void)state;
    for (size_t i = 0; i < 2 * T_LEN(row); i++) {
        size_t k = i / 2;
        struct opened o;
        struct err e = {0};
        char out[256];
        int rc;

        assert_int_equal(
            open_side(&o, row[k].truth, true, row[k].head, row[k].records, &e),
            0);
        rc = i % 2 ? side_gather(&o.side, &e) : 0;
        rc = rc ? rc : show(out, sizeof(out), &o.side, &e);
        assert_int_equal(rc, row[k].says && !row[k].at_end ? -1 : 0);
        if (!rc)
            rc = side_check_end(&o.side, &e);
        assert_int_equal(rc, row[k].says ? -1 : 0);
        if (rc) {
            if (!strstr(e.msg, row[k].says))
                fail_msg("row %zu: %s", k, e.msg);
            assert_string_equal(e.path, o.path);
            assert_int_equal(e.line, row[k].line);
        }
        close_side(&o);
    }
}

static void an_undeclared_contig_is_remembered(void **state)
{
    struct opened o;
    struct err e = {0};
    char out[256];

    (void)state;
    assert_int_equal(open_side(&o, false, true, HEAD, "chr1 1\n3 1\nx 1", &e),
                     0);
    assert_int_equal(show(out, sizeof(out), &o.side, &e), 0);
    assert_string_equal(o.side.undeclared, "3");
    assert_string_equal(o.side.foreign, "x");
    assert_int_equal(o.side.records, 3);
    assert_int_equal(o.side.first_contig, 0);
    close_side(&o);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(
            pieces_come_in_the_order_of_the_file_or_of_the_contigs),
        cmocka_unit_test(it_can_be_closed_half_way),
        cmocka_unit_test(contigs_are_checked_as_they_arrive),
        cmocka_unit_test(an_undeclared_contig_is_remembered),
    };

    return cmocka_run_group_tests_name("side", tests, scratch_make,
                                       scratch_remove);
}
