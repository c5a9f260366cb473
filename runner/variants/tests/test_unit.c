#include "variants/unit.h"

#include "formats/fastaio.h"
#include "formats/tests/scratch.h"
#include "variants/calls.h"

/* A call made of text: REF and up to two ALTs. */
static void make_call(struct calls *c, struct call *k, int64_t pos,
                      const char *ref, const char *alt0, const char *alt1)
{
    static char texts[4096];

    *c = (struct calls){.texts = texts};
    *k = (struct call){
        .pos = (int32_t)pos,
        .ref_len = (uint32_t)strlen(ref),
        .n_alts = alt1 ? 2 : 1,
        .copies = {1, 1}
    };
    k->alt_len[0] = (uint32_t)strlen(alt0);
    k->alt_len[1] = alt1 ? (uint32_t)strlen(alt1) : 0;
    snprintf(texts, sizeof(texts), "%s%s%s", ref, alt0, alt1 ? alt1 : "");
}

static void show(char out[256], const struct units *u)
{
    size_t n = 0;

    out[0] = '\0';
    for (size_t i = 0; i < u->n; i++)
        n += (size_t)snprintf(out + n, 256 - n, "%s%d-%u:%.*s", i ? " " : "",
                              (int)u->a[i].pos, u->a[i].ref_len,
                              (int)u->a[i].alt_len, u->a[i].alt);
}

static struct fasta fasta;
static struct fasta_view *view;

static struct unit_ref with_reference(const char *bases)
{
    char text[4096];
    struct err e = {0};
    size_t n = (size_t)snprintf(text, sizeof(text), ">c\n%s\n", bases);

    assert_int_equal(fasta_open(&fasta, scratch_write("r.fa", text, n), &e), 0);
    view = fasta_view_open(&fasta, &e);
    assert_non_null(view);
    return (struct unit_ref){view, 0, "c"};
}

static void without_reference(void)
{
    fasta_view_close(view);
    fasta_close(&fasta);
}

static void a_record_comes_apart_into_units(void **state)
{
    /*                          0         1         2
     *                          0123456789012345678901234 */
    static const char bases[] = "ACGTTTTGACACACTGGNNNNCATG";
    static const struct {
        int64_t pos;
        const char *ref, *alt0, *alt1;
        const char *units; /* pos-bases replaced:bases put in */
    } row[] = {
        {0,  "A",     "C",   NULL, "0-1:C"      },
        {1,  "CGT",   "CAT", NULL, "2-1:A"      },
        {1,  "CGT",   "TGA", NULL, "1-1:T 3-1:A"}, /* MNP */
        {0,  "A",     "C",   "G",  "0-1:C 0-1:G"},
        {6,  "TG",    "T",   NULL, "7-1:"       },
        {5,  "TT",    "T",   NULL, "3-1:"       }, /* shifted */
        {3,  "TTTT",  "TTT", NULL, "3-1:"       },
        {6,  "T",     "TT",  NULL, "3-0:T"      },
        {2,  "G",     "GT",  NULL, "3-0:T"      },
        {12, "ACT",   "T",   NULL, "8-2:"       }, /* AC of 3 */
        {13, "C",     "CAC", NULL, "8-0:AC"     },
        {12, "A",     "ACA", NULL, "8-0:AC"     },
        {9,  "C",     "CAC", NULL, "8-0:AC"     }, /* turned */
        {10, "A",     "ACA", NULL, "8-0:AC"     },
        {2,  "GT",    "CAA", NULL, "2-2:CAA"    }, /* unequal */
        {2,  "GTT",   "CT",  NULL, "2-2:C"      },
        {2,  "GTTTT", "GTT", "G",  "3-2: 3-4:"  },
        {0,  "A",     "TA",  NULL, "0-0:T"      }, /* at the start */
        {0,  "A",     "AA",  NULL, "0-0:A"      },
        {24, "G",     "GA",  NULL, "25-0:A"     }, /* at the end */
        {20, "N",     "NN",  NULL, "20-0:N"     }, /* stops at N */
    };

    (void)state;
    for (size_t i = 0; i < T_LEN(row); i++) {
        struct unit_ref ref = with_reference(bases);
        struct units u = {0};
        struct calls c;
        struct call k;
        struct err e = {0};
        char out[256];

        make_call(&c, &k, row[i].pos, row[i].ref, row[i].alt0, row[i].alt1);
        assert_int_equal(unit_check_ref(&c, &k, &ref, &e), 0);
        assert_int_equal(units_add(&u, &c, &k, 0, &ref, &e), 0);
        show(out, &u);
        if (strcmp(out, row[i].units) != 0)
            fail_msg("row %zu gives %s, not %s", i, out, row[i].units);
        assert_int_equal(k.units, u.n);
        units_release(&u);
        without_reference();
    }
}

static void without_a_reference_nothing_moves(void **state)
{
    struct unit_ref none = {NULL, 0, ""};
    struct units u = {0};
    struct calls c;
    struct call k;
    struct err e = {0};
    char out[256];

    (void)state;
    make_call(&c, &k, 6, "T", "TT", NULL);
    assert_int_equal(unit_check_ref(&c, &k, &none, &e), 0);
    assert_int_equal(units_add(&u, &c, &k, 0, &none, &e), 0);
    show(out, &u);
    assert_string_equal(out, "6-0:T");
    units_release(&u);
}

static void ref_must_be_that_of_the_reference(void **state)
{
    static const struct {
        int64_t pos;
        const char *ref;
        const char *says; /* NULL: agrees */
    } row[] = {
        {0,  "ACGT", NULL                                 },
        {4,  "NT",   "N at c:5"                           },
        {5,  "C",    NULL                                 }, /* R in the reference */
        {6,  "T",    NULL                                 },
        {1,  "CA",   "A at c:3, where the reference has G"},
        {6,  "TA",   "outside"                            },
        {-1, "N",    "outside"                            },
        {7,  "A",    "outside"                            },
    };

    (void)state;
    for (size_t i = 0; i < T_LEN(row); i++) {
        struct unit_ref ref = with_reference("ACGTARt");
        struct calls c;
        struct call k;
        struct err e = {0};

        make_call(&c, &k, row[i].pos, row[i].ref, "A", NULL);
        assert_int_equal(unit_check_ref(&c, &k, &ref, &e),
                         row[i].says ? -1 : 0);
        if (row[i].says) {
            assert_int_equal(e.code, ERR_MISMATCH);
            if (!strstr(e.msg, row[i].says))
                fail_msg("row %zu says: %s", i, e.msg);
        }
        without_reference();
    }
}

static uint32_t next(uint32_t *x)
{
    *x = *x * 1664525 + 1013904223;
    return *x >> 16;
}

/* Put [pos, pos + del) out and `ins` in. */
static void apply(char *out, const char *bases, size_t pos, size_t del,
                  const char *ins)
{
    snprintf(out, 64, "%.*s%s%s", (int)pos, bases, ins, bases + pos + del);
}

/*
 * Random indels of a random small reference: each way to write the same
 * sequence as one indel, with or without extra bases around it, gives the same
 * unit, and it is the leftmost.
 */
static void all_writings_of_an_indel_are_one_unit(void **state)
{
    uint32_t x = 11;

    (void)state;
    for (int round = 0; round < 400; round++) {
        char bases[21];
        char want[64];
        char got[64];
        char ins[5] = "";
        size_t del = 0;
        size_t pos;
        char first[256] = "";
        struct unit_ref ref;
        size_t n = 1 + next(&x) % 4;

        for (int i = 0; i < 20; i++)
            bases[i] = "AC"[next(&x) % 2];
        bases[20] = '\0';
        pos = 1 + next(&x) % 14;
        if (round % 2)
            del = n;
        for (size_t i = 0; i < n && !del; i++) {
            ins[i] = "AC"[next(&x) % 2];
            ins[i + 1] = '\0';
        }
        apply(want, bases, pos, del, ins);
        ref = with_reference(bases);
        for (size_t p = 0; p + del <= 20; p++) {
            /* At p the inserted text is what stands there in `want`. */
            char text[5] = "";
            size_t before = p < 3 ? p : 3;
            size_t after = 20 - p - del < 2 ? 20 - p - del : 2;
            char ref_text[16];
            char alt_text[16];
            struct units u = {0};
            struct calls c;
            struct call k;
            struct err e = {0};
            char out[256];

            if (!del)
                snprintf(text, sizeof(text), "%.*s", (int)n, want + p);
            apply(got, bases, p, del, text);
            if (strcmp(got, want) != 0)
                continue;
            snprintf(ref_text, sizeof(ref_text), "%.*s",
                     (int)(before + del + after), bases + p - before);
            snprintf(alt_text, sizeof(alt_text), "%.*s%s%.*s", (int)before,
                     bases + p - before, text, (int)after, bases + p + del);
            make_call(&c, &k, (int64_t)(p - before), ref_text, alt_text, NULL);
            assert_int_equal(unit_check_ref(&c, &k, &ref, &e), 0);
            assert_int_equal(units_add(&u, &c, &k, 0, &ref, &e), 0);
            show(out, &u);
            if (!*first) {
                memcpy(first, out, sizeof(first));
                assert_int_equal(u.a[0].pos, p); /* the leftmost */
            }
            assert_string_equal(out, first);
            units_release(&u);
        }
        assert_true(*first);
        without_reference();
    }
}

static void units_sort_by_place_and_alleles(void **state)
{
    uint32_t x = 5;

    (void)state;
    for (int round = 0; round < 60; round++) {
        struct units u = {0};
        struct unit_ref none = {NULL, 0, ""};
        struct calls c = {0};
        struct err e = {0};
        char texts[4096];
        size_t n = 400;

        /* Rounds of 20 and more are far out of order: qsort takes over. */
        for (size_t i = 0; i < n; i++) {
            struct call k = {
                .pos =
                    (int32_t)(round < 20 ? i + next(&x) % 9 : next(&x) % 100),
                .text = 3 * i,
                .ref_len = 1,
                .n_alts = 1,
                .copies = {1,                0},
                .alt_len = {1 + next(&x) % 2, 0}
            };

            memcpy(texts + 3 * i, "A", 1);
            texts[3 * i + 1] = "CGT"[next(&x) % 3];
            texts[3 * i + 2] = "CGT"[next(&x) % 3];
            c.texts = texts;
            assert_int_equal(units_add(&u, &c, &k, (uint32_t)i, &none, &e), 0);
        }
        units_sort(&u);
        for (size_t i = 1; i < u.n; i++) {
            int by = unit_compare(&u.a[i - 1], &u.a[i]);

            assert_true(by < 0 || (by == 0 && u.a[i - 1].id < u.a[i].id));
        }
        units_release(&u);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_record_comes_apart_into_units),
        cmocka_unit_test(without_a_reference_nothing_moves),
        cmocka_unit_test(ref_must_be_that_of_the_reference),
        cmocka_unit_test(all_writings_of_an_indel_are_one_unit),
        cmocka_unit_test(units_sort_by_place_and_alleles),
    };

    return cmocka_run_group_tests_name("unit", tests, scratch_make,
                                       scratch_remove);
}
