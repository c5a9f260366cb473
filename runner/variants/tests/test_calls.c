#include "variants/calls.h"

#include "variants/shape.h"
#include "variants/tests/made.h"

/* "kind reason ploidy gt alleles": of the first call of a batch. */
static void show(char *out, size_t size, const struct calls *c)
{
    static const char *const kind[] = {"assessed", "filtered", "nocall",
                                       "none"};
    const struct call *k = &c->a[0];
    size_t n = (size_t)snprintf(out, size, "%s", kind[k->kind]);

    if (k->reason != VARIANTS_TP)
        n += (size_t)snprintf(out + n, size - n, " %s",
                              variants_verdict_name(k->reason));
    if (!k->n_alleles)
        return;
    n += (size_t)snprintf(out + n, size - n, " ");
    for (unsigned h = 0; h < k->ploidy; h++)
        n += (size_t)snprintf(out + n, size - n, "%s%d",
                              !h          ? ""
                              : k->phased ? "|"
                                          : "/",
                              k->gt[h]);
    for (unsigned i = 0; i < k->n_alleles; i++) {
        const struct allele *a = call_allele(c, k, i);

        n += (size_t)snprintf(out + n, size - n, " %d-%d%.*s", a->beg, a->end,
                              (int)a->alt_len, c->texts + a->alt);
    }
}

struct row {
    const char *record;
    const char *want;
};

static void check(const struct row *row, size_t n,
                  const struct variants_job *job, bool alts)
{
    for (size_t i = 0; i < n; i++) {
        struct made m;
        char out[256];

        made_init(&m, job, alts, row[i].record);
        show(out, sizeof(out), m.calls);
        if (strcmp(out, row[i].want) != 0)
            fail_msg("'%s' is %s, not %s", row[i].record, out, row[i].want);
        made_release(&m);
    }
}

static void a_genotype_names_alleles_or_a_reason(void **state)
{
    static const struct row row[] = {
        {"5 A C 0/1",             "assessed 0/1 4-5C"                    },
        {"5 A C 1|0",             "assessed 1|0 4-5C"                    },
        {"5 A C 1",               "assessed 1 4-5C"                      },
        {"5 A C 1/1/0",           "assessed 1/1/0 4-5C"                  },
        {"5 A C 0/0/0/1",         "assessed 0/0/0/1 4-5C"                },
        {"5 A C 0/0/0/0/1",       "none ploidy"                          },
        {"5 a c 0/1",             "assessed 0/1 4-5C"                    },
        {"5 A C,G 1/2",           "assessed 1/2 4-5C 4-5G"               },
        {"5 A C,G 0/2",           "assessed 0/1 4-5G"                    },
        {"5 A C,G,T 3/3",         "assessed 1/1 4-5T"                    },
        {"5 A C,c 1/2",           "assessed 1/1 4-5C"                    },
        {"5 A A,C 1/2",           "assessed 0/1 4-5C"                    },
        {"5 A C,G,T,CC 1/2/3/4",  "assessed 1/2/3/4 4-5C 4-5G 4-5T 4-5CC"},
 /* trimmed from the right first */
        {"5 AAA AA 0/1",          "assessed 0/1 4-5"                     },
        {"5 AA AAA 0/1",          "assessed 0/1 4-4A"                    },
        {"5 ACGT ATGT 0/1",       "assessed 0/1 5-6T"                    },
        {"5 ACGT TCGA 0/1",       "assessed 0/1 4-8TCGA"                 },
        {"5 AC A,ACC 1/2",        "assessed 1/2 5-6 5-5C"                },
 /* nothing is asserted */
        {"5 A . 0/0",             "none hom-ref"                         },
        {"5 A C 0/0",             "none hom-ref"                         },
        {"5 A C 0",               "none hom-ref"                         },
        {"5 A A 0/1",             "none hom-ref"                         },
        {"5 A C ./.",             "nocall no-call"                       },
        {"5 A C .",               "nocall no-call"                       },
        {"5 A C ./1",             "nocall half-call"                     },
        {"5 A C,G 1/./2",         "nocall half-call"                     },
        {"5 A C 0|.",             "nocall no-call"                       },
        {"5 A C ./0/0",           "nocall no-call"                       },
        {"5 A * 0/1",             "none star"                            },
        {"5 A <DEL> 0/1",         "none symbolic"                        },
        {"5 A <NON_REF>,C 0/2",   "assessed 0/1 4-5C"                    },
        {"5 A A[c:9[ 0/1",        "none symbolic"                        },
        {"5 A .C 0/1",            "none symbolic"                        },
        {"5 A R 0/1",             "none ambiguous"                       },
        {"5 A N 0/1",             "assessed 0/1 4-5N"                    },
        {"5 A *,<DEL> 1/2",       "none symbolic"                        },
        {"5 A <DEL>,* 1/2",       "none symbolic"                        },
        {"5 A C,* 1/2",           "assessed 1/0 4-5C"                    },
        {"5 A *,C 1|2",           "assessed 0|1 4-5C"                    },
        {"5 A C,R 1/2",           "assessed 1/0 4-5C"                    },
 /* length counts without what is shared with REF */
        {"5 A ACGTACG 0/1",       "none large"                           },
        {"5 ACGTACG A 0/1",       "none large"                           },
        {"5 ACGTACG ACGTATG 0/1", "assessed 0/1 9-10T"                   },
        {"5 A C,ACGTACG 1/2",     "assessed 1/0 4-5C"                    },
    };
    const struct variants_job job = {.max_length = 5};

    (void)state;
    check(row, T_LEN(row), &job, false);
}

static void filters_pass_by_name_or_all(void **state)
{
    static const struct row pass[] = {
        {"5 A C 0/1 PASS",    "assessed 0/1 4-5C"         },
        {"5 A C 0/1 .",       "assessed 0/1 4-5C"         },
        {"5 A C 0/1 Low",     "filtered filtered 0/1 4-5C"},
        {"5 A C 0/1 Ok",      "filtered filtered 0/1 4-5C"},
        {"5 A C ./. Low",     "none filtered"             },
        {"5 A C 0/0 Low",     "none filtered"             },
        {"5 A <DEL> 0/1 Low", "none filtered"             },
    };
    static const struct row listed[] = {
        {"5 A C 0/1 Ok",   "assessed 0/1 4-5C"         },
        {"5 A C 0/1 O",    "filtered filtered 0/1 4-5C"},
        {"5 A C 0/1 Okay", "filtered filtered 0/1 4-5C"},
        {"5 A C 0/1 Fine", "assessed 0/1 4-5C"         },
        {"5 A C 0/1 Low",  "filtered filtered 0/1 4-5C"},
        {"5 A C 0/1 PASS", "assessed 0/1 4-5C"         },
        {"5 A C ./. Fine", "nocall no-call"            },
    };
    static const struct row all[] = {
        {"5 A C 0/1 Low", "assessed 0/1 4-5C"},
        {"5 A C ./. Low", "nocall no-call"   },
    };
    const struct variants_job job[] = {
        {.filter = VARIANTS_PASS},
        {.filter = VARIANTS_PASS, .pass = "Ok,Fine"},
        {.filter = VARIANTS_ALL                      },
    };

    (void)state;
    check(pass, T_LEN(pass), &job[0], false);
    check(listed, T_LEN(listed), &job[1], false);
    check(all, T_LEN(all), &job[2], false);
}

static void without_genotypes_any_alt_allele_may_be_meant(void **state)
{
    static const struct row row[] = {
        {"5 A C .",           "assessed 1 4-5C"         },
        {"5 A C,G 0/0",       "assessed 1 4-5C 4-5G"    },
        {"5 A C,<DEL>,c,A .", "assessed 1 4-5C"         },
        {"5 A C,G,T,CC,GG .", "none ploidy"             },
        {"5 A . 0/1",         "none hom-ref"            },
        {"5 A * .",           "none star"               },
        {"5 A C . Low",       "filtered filtered 1 4-5C"},
    };
    const struct variants_job job = {.max_length = 0};

    (void)state;
    check(row, T_LEN(row), &job, true);
}

/* Kept are the bases between what all alleles share with REF. */
static void strict_alleles_keep_what_equals_the_reference(void **state)
{
    static const struct row row[] = {
        {"5 A C 0/1",         "assessed 0/1 4-5C"       },
        {"5 ACGT ATGT 0/1",   "assessed 0/1 5-6T"       },
        {"5 ACGT TCGA 0/1",   "assessed 0/1 4-8TCGA"    },
        {"5 AC A 0/1",        "assessed 0/1 5-6"        },
        {"5 ACG AC,A 1/2",    "assessed 1/2 5-7C 5-7"   },
        {"5 ACG ATG,ACT 1/2", "assessed 1/2 5-7TG 5-7CT"},
        {"5 AAA AA 0/1",      "assessed 0/1 6-7"        },
        {"5 AA AAA 0/1",      "assessed 0/1 6-6A"       },
        {"5 AA AAA,A 1/2",    "assessed 1/2 5-6AA 5-6"  },
    };
    const struct variants_job job = {.strict_ref = true};

    (void)state;
    check(row, T_LEN(row), &job, false);
}

static void alleles_have_one_order(void **state)
{
    /* All put three bases in at the same leftmost place, 0 to 2 bp further
     * right. */
    static const struct {
        const char *bases;
        int left;
        const char *turned;
    } row[] = {
        {"ACG", 0, "ACG"},
        {"CGA", 1, "ACG"},
        {"GAC", 2, "ACG"},
        {"BCA", 0, "BCA"},
        {"ACB", 1, "BAC"},
        {"CAB", 1, "BCA"},
        {"AAB", 1, "BAA"},
        {"ABA", 1, "AAB"},
        {"CAA", 1, "ACA"},
        {"AAC", 2, "ACA"},
        {"ACA", 2, "CAA"},
        {"AAC", 5, "ACA"},
    };

    (void)state;
    for (size_t i = 0; i < T_LEN(row); i++) {
        for (size_t k = 0; k < T_LEN(row); k++) {
            char x[4];
            char y[4];
            struct calls c = {.texts = x};
            struct calls d = {.texts = y};
            struct allele a = {.alt_len = 3,
                               .beg = 9 + row[i].left,
                               .end = 9 + row[i].left,
                               .left = row[i].left};
            struct allele b = {.alt_len = 3,
                               .beg = 9 + row[k].left,
                               .end = 9 + row[k].left,
                               .left = row[k].left};
            int want = strcmp(row[i].turned, row[k].turned);
            int got;

            memcpy(x, row[i].bases, sizeof(x));
            memcpy(y, row[k].bases, sizeof(y));
            got = allele_compare(&c, &a, &d, &b);
            if ((got < 0) != (want < 0) || (got > 0) != (want > 0))
                fail_msg("%s-%d and %s-%d: %d", row[i].bases, row[i].left,
                         row[k].bases, row[k].left, got);
            assert_int_equal(allele_same(&c, &a, &d, &b), want == 0);
        }
    }
}

static void a_span_is_that_of_the_leftmost_place(void **state)
{
    static const struct {
        struct allele a;
        int64_t beg;
        int64_t end;
    } row[] = {
        {{.beg = 4, .end = 5, .alt_len = 1},            4, 5},
        {{.beg = 4, .end = 8, .alt_len = 2},            4, 8},
        {{.beg = 4, .end = 6, .left = 3},               1, 3},
        {{.beg = 4, .end = 4, .alt_len = 2},            3, 5},
        {{.beg = 4, .end = 4, .alt_len = 2, .left = 2}, 1, 3},
        {{.beg = 4, .end = 4, .alt_len = 2, .left = 4}, 0, 1},
        {{.beg = 0, .end = 0, .alt_len = 2},            0, 1},
    };

    (void)state;
    for (size_t i = 0; i < T_LEN(row); i++) {
        int64_t beg;
        int64_t end;

        allele_span(&beg, &end, &row[i].a);
        assert_int_equal(beg, row[i].beg);
        assert_int_equal(end, row[i].end);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_genotype_names_alleles_or_a_reason),
        cmocka_unit_test(filters_pass_by_name_or_all),
        cmocka_unit_test(without_genotypes_any_alt_allele_may_be_meant),
        cmocka_unit_test(strict_alleles_keep_what_equals_the_reference),
        cmocka_unit_test(alleles_have_one_order),
        cmocka_unit_test(a_span_is_that_of_the_leftmost_place),
    };

    return cmocka_run_group_tests_name("calls", tests, NULL, NULL);
}
