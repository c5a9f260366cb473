#include "variants/shape.h"

#include "variants/tests/made.h"

static void a_call_has_shape_subtype_and_zygosity(void **state)
{
    static const struct {
        const char *record;
        const char *shape, *subtype, *zygosity;
        enum variants_type type;
    } row[] = {
        {"5 A G 0/1",                 "SNV",     "ti",       "het",    VARIANTS_SNV  },
        {"5 C T 1/1",                 "SNV",     "ti",       "homalt", VARIANTS_SNV  },
        {"5 A C 1",                   "SNV",     "tv",       "homalt", VARIANTS_SNV  },
        {"5 A N 0/1",                 "SNV",     "tv",       "het",    VARIANTS_SNV  },
        {"5 A C 1/1/0",               "SNV",     "tv",       "het",    VARIANTS_SNV  },
        {"5 A C,G 1/2",               "SNV",     "tv",       "hetalt", VARIANTS_SNV  },
        {"5 ACG ATG 0/1",             "SNV",     "ti",       "het",    VARIANTS_SNV  },
        {"5 ACG TCA 0/1",             "MNP",     "mnp",      "het",    VARIANTS_OTHER},
        {"5 AC GT,AT 1/2",            "MNP",     "mnp",      "hetalt", VARIANTS_OTHER},
        {"5 A AC 0/1",                "INDEL",   "i1_5",     "het",    VARIANTS_INDEL},
        {"5 A ACCCCC 0/1",            "INDEL",   "i1_5",     "het",    VARIANTS_INDEL},
        {"5 A ACCCCCC 0/1",           "INDEL",   "i6_15",    "het",    VARIANTS_INDEL},
        {"5 A ACCCCCCCCCCCCCCC 0/1",  "INDEL",   "i6_15",    "het",    VARIANTS_INDEL},
        {"5 A ACCCCCCCCCCCCCCCC 0/1", "INDEL",   "i16_plus", "het",
         VARIANTS_INDEL                                                              },
        {"5 AC A 1/1",                "INDEL",   "d1_5",     "homalt", VARIANTS_INDEL},
        {"5 ACCCCCC A 0/1",           "INDEL",   "d6_15",    "het",    VARIANTS_INDEL},
        {"5 ACCCCCCCCCCCCCCCC A 0/1", "INDEL",   "d16_plus", "het",
         VARIANTS_INDEL                                                              },
        {"5 AC A,ACCC 1/2",           "INDEL",   "i1_5",     "hetalt", VARIANTS_INDEL},
        {"5 AC A,ACC 1/2",            "INDEL",   "d1_5",     "hetalt", VARIANTS_INDEL},
        {"5 AC GTT 0/1",              "COMPLEX", "c1_5",     "het",    VARIANTS_OTHER},
        {"5 A CCCCCCC 0/1",           "COMPLEX", "c6_15",    "het",    VARIANTS_OTHER},
        {"5 ACGTACGTACGTACGTA C 0/1", "COMPLEX", "c16_plus", "het",
         VARIANTS_OTHER                                                              },
        {"5 A C,AC 1/2",              "COMPLEX", "tv",       "hetalt", VARIANTS_OTHER},
        {"5 A C,ACC 1/2",             "COMPLEX", "i1_5",     "hetalt", VARIANTS_OTHER},
    };

    (void)state;
    for (size_t i = 0; i < T_LEN(row); i++) {
        for (int strict = 0; strict < 2; strict++) {
            const struct variants_job job = {.strict_ref = strict};
            struct made m;
            const struct call *k;

            made_init(&m, &job, false, row[i].record);
            k = &m.calls->a[0];
            if (strcmp(judged_shape_name(k->shape), row[i].shape) != 0 ||
                strcmp(judged_subtype_name(k->subtype), row[i].subtype) != 0 ||
                strcmp(judged_zygosity_name(k->zygosity), row[i].zygosity) !=
                    0 ||
                shape_type(k->shape) != row[i].type)
                fail_msg("'%s', %d: %s %s %s", row[i].record, strict,
                         judged_shape_name(k->shape),
                         judged_subtype_name(k->subtype),
                         judged_zygosity_name(k->zygosity));
            made_release(&m);
        }
    }
}

static void kinds_have_the_names_of_ga4gh(void **state)
{
    (void)state;
    assert_string_equal(judged_kind_name(JUDGED_NOTHING), ".");
    assert_string_equal(judged_kind_name(JUDGED_LM), "lm");
    assert_string_equal(judged_kind_name(JUDGED_AM), "am");
    assert_string_equal(judged_kind_name(JUDGED_GM), "gm");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_call_has_shape_subtype_and_zygosity),
        cmocka_unit_test(kinds_have_the_names_of_ga4gh),
    };

    return cmocka_run_group_tests_name("shape", tests, NULL, NULL);
}
