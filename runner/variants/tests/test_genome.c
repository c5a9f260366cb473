#include "variants/genome.h"

#include "formats/tests/scratch.h"
#include "formats/vcfhead.h"

/* A header that declares one-letter contigs. */
static void head(struct vcfhead *h, const char *contigs, int64_t *length)
{
    struct err e = {0};

    *h = (struct vcfhead){.contig_length = length};
    for (const char *c = contigs; *c; c++) {
        uint32_t at;

        assert_int_equal(names_add(&at, NULL, &h->contigs, c, 1, &e), 0);
        length[at] = 100 + at;
    }
    h->n_declared = (uint32_t)h->contigs.n;
}

static void contigs_are_ranked_by_the_truths_header(void **state)
{
    static const struct {
        const char *reference; /* NULL: none */
        const char *truth, *query;
        const char *list;   /* the common list */
        const char *ranked; /* in the order of ranks */
    } row[] = {
        {NULL,  "abc", "abc", "abc", "abc"},
        {NULL,  "ab",  "cba", "abc", "abc"},
        {NULL,  "",    "ba",  "ba",  "ba" },
        {"abc", "abc", "abc", "abc", "abc"},
        {"abc", "cab", "abc", "abc", "cab"},
        {"abc", "c",   "abc", "abc", "cab"},
        {"abc", "xcy", "abc", "abc", "cab"},
        {"abc", "",    "",    "abc", "abc"},
    };

    (void)state;
    for (size_t i = 0; i < T_LEN(row); i++) {
        struct genome g = {0};
        struct vcfhead h[2];
        int64_t length[2][8];
        struct err e = {0};
        char text[64] = "";
        uint32_t late;

        for (const char *c = row[i].reference; c && *c; c++)
            snprintf(text + strlen(text), sizeof(text) - strlen(text),
                     ">%c\nACGT\n", *c);
        assert_int_equal(
            genome_open(&g,
                        row[i].reference
                            ? scratch_write("g.fa", text, strlen(text))
                            : NULL,
                        &e),
            0);
        head(&h[0], row[i].truth, length[0]);
        head(&h[1], row[i].query, length[1]);
        for (int s = 0; s < 2; s++)
            assert_int_equal(genome_join(&g, &h[s], &e), 0);
        assert_int_equal(g.contigs.n, strlen(row[i].list));
        assert_int_equal(genome_order(&g, &h[0], &e), 0);
        assert_int_equal(g.n_ranked, g.contigs.n);
        for (uint32_t k = 0; k < g.contigs.n; k++) {
            assert_int_equal(*g.contigs.a[k], row[i].list[k]);
            assert_int_equal(*g.contigs.a[g.by_rank[k]], row[i].ranked[k]);
            assert_int_equal(genome_rank(&g, g.by_rank[k]), k);
            assert_int_equal(g.length[k] == 4, row[i].reference != NULL);
        }
        /* who comes later comes last */
        assert_int_equal(genome_add(&late, &g, "late", 4, 9, &e), 0);
        assert_int_equal(late, g.contigs.n - 1);
        assert_int_equal(genome_rank(&g, late), late);
        assert_int_equal(g.length[late], 9);
        /* and is added once; a length that was unknown is learnt */
        assert_int_equal(genome_add(&late, &g, "late", 4, 10, &e), 0);
        assert_int_equal(g.length[late], 9);
        for (int s = 0; s < 2; s++)
            names_release(&h[s].contigs);
        genome_release(&g);
        assert_null(g.rank);
    }
}

static void many_contigs_keep_their_lengths(void **state)
{
    struct genome g = {0};
    struct err e = {0};

    (void)state;
    for (int i = 0; i < 5000; i++) {
        char name[16];
        uint32_t at;
        int n = snprintf(name, sizeof(name), "k%d", i);

        assert_int_equal(genome_add(&at, &g, name, (size_t)n, i, &e), 0);
        assert_int_equal(at, i);
    }
    for (int i = 0; i < 5000; i++)
        assert_int_equal(g.length[i], i);
    genome_release(&g);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(contigs_are_ranked_by_the_truths_header),
        cmocka_unit_test(many_contigs_keep_their_lengths),
    };

    return cmocka_run_group_tests_name("genome", tests, scratch_make,
                                       scratch_remove);
}
