/* FASTQ: what is legal, what is not, and that one defect is told once. */
#include "conform/tests/textcase.h"

static void each_text_breaks_its_rules(void **state)
{
    static const struct {
        const char *text;
        const char *rules;
    } row[] = {
  /* legal */
        {"@r\nACGUNRYKMSWBDHVacgun.-*\n+r\n!~@+IIIIIIIIIIIIIIIIIII\n", ""                    },
        {"@r\nAC\n+\n@@\n@s\nAC\n+\n++",                               ""                    },
        {"@r 1:N:0:ACGT\nAC\n+\nII\n@r 2:N:0:ACGT\nAC\n+\nII\n",       ""                    },
        {"@r/1\nAC\n+\nII\n@r/2\nAC\n+\nII\n",                         ""                    },
        {"@r\nAC\n+\nII\n@r\nGT\n+\nII\n",                             ""                    },
        {"@r\nAC\nGT\n+\n@I\n@I\n@s\nA\n+\nI\n",                       " FASTQ-010"          },
        {"@r\r\nAC\r\n+\r\nII\r\n",                                    " FASTQ-011"          },
        {"@r\n\n+\n\n@s\nA\n+\nI\n",                                   " FASTQ-019"          },
        {"@r\n\n+\n@s\nA\n+\nI\n",                                     " FASTQ-019"          },
        {"@r\nAC\n+\nhh\n",                                            " FASTQ-013"          },
 /* not legal */
        {"r\nAC\n+\nII\n@s\nA\n+\nI\n",                                " FASTQ-001"          },
        {"@ r\nAC\n+\nII\n",                                           " FASTQ-001"          },
        {"@r\nAC\n+\nII\nextra\n@s\nA\n+\nI\n",                        " FASTQ-001"          },
        {"@r\nAC\nII\n@s\nA\n+\nI\n",                                  " FASTQ-002"          },
        {"@r\nAC\n@s\nA\n+\nI\n",                                      " FASTQ-002"          },
        {"@r\nAC\n+s\nII\n",                                           " FASTQ-003"          },
        {"@r\nAC\n+\nI\n@s\nA\n+\nI\n",                                " FASTQ-004"          },
        {"@r\nAC\n+\nIII\n@s\nA\n+\nI\n",                              " FASTQ-004"          },
        {"@r\nAC\n+\nI\x7f\n",                                         " FASTQ-005"          },
        {"@r\nAC\n+\nI\xe9\n",                                         " FASTQ-005"          },
        {"@r\nAE\n+\nII\n",                                            " FASTQ-006"          },
        {"@r\nA1\n+\nII\n",                                            " FASTQ-006"          },
        {"@r",                                                         " FASTQ-007"          },
        {"@r\nAC\n",                                                   " FASTQ-007"          },
        {"@r\nAC\n+\n",                                                " FASTQ-007"          },
        {"@r\nAC\n+\nI",                                               " FASTQ-007"          },
        {"@r\nA C\n+\nIII\n",                                          " FASTQ-008"          },
        {"@r\nAC\n+\nI\t\n",                                           " FASTQ-008"          },
        {"@r\nAC\n+\nII\n\n@s\nA\n+\nI\n",                             " FASTQ-009"          },
        {"@r\n\nAC\n+\nII\n",                                          " FASTQ-009 FASTQ-010"},
        {"@r\nAC\n+\n\nII\n",                                          " FASTQ-009 FASTQ-010"},
        {"@r\nAC\n+\nII\n\n",                                          " FASTQ-024"          },
        {"@r/1\nA\n+\nI\n@s\nA\n+\nI\n@r/1\nA\n+\nI\n",                " FASTQ-012"          },
        {"@r\nA\n+\nI\n@r\nA\n+\nI\n@r\nA\n+\nI\n",                    " FASTQ-012"          },
        {"@r 1:N:0\nA\n+\nI\n@s 1:Q:0:A\nA\n+\nI\n",                   " FASTQ-018"          },
        {"",                                                           " FASTQ-020"          },
    };

    (void)state;
    for (size_t i = 0; i < T_LEN(row); i++)
        textcase_expect("fastq", row[i].text, strlen(row[i].text),
                        row[i].rules);
    textcase_expect("fastq", S("@r\nA\n+\n\0\n"), " FASTQ-005");
    textcase_expect("fastq", S("@r\0\nA\n+\nI\n"), " FASTQ-023");
}

static void mates_go_together(void **state)
{
    static const struct {
        const char *first;
        const char *second;
        const char *rules;
    } row[] = {
        {"@r/1\nA\n+\nI\n",                "@r/2\nC\n+\nI\n",                ""          },
        {"@r\nA\n+\nI\n",                  "@r\nC\n+\nI\n",                  ""          },
        {"@r x\nA\n+\nI\n",                "@r y\nC\n+\nI\n",                ""          },
        {"@r 1:N:0:A\nA\n+\nI\n",          "@r 2:N:0:A\nC\n+\nI\n",          ""          },
        {"@r 1:N:0:A\nA\n+\nI\n",          "@r 3:N:0:A\nC\n+\nI\n",          ""          },
        {"@SRR1.7.1\nA\n+\nI\n",           "@SRR1.7.2\nC\n+\nI\n",           ""          },
        {"@r/1\nA\n+\nI\n@s/1\nA\n+\nI\n", "@r/2\nC\n+\nI\n",                " FASTQ-015"},
        {"@r/1\nA\n+\nI\n",                "@r/2\nC\n+\nI\n@s/2\nA\n+\nI\n", " FASTQ-015"},
        {"@r/1\nA\n+\nI\n",                "@s/2\nC\n+\nI\n",                " FASTQ-016"},
        {"@r/1\nA\n+\nI\n",                "@r/1\nC\n+\nI\n",                " FASTQ-016"},
        {"@r/2\nA\n+\nI\n",                "@r/1\nC\n+\nI\n",                " FASTQ-016"},
        {"@r/1\nA\n+\nI\n",                "@r/3\nC\n+\nI\n",                " FASTQ-016"},
        {"@r\nA\n+\nI\n",                  "@r/2\nC\n+\nI\n",                " FASTQ-016"},
        {"@r:1\nA\n+\nI\n",                "@r:1/2\nC\n+\nI\n",              " FASTQ-016"},
 /* Mates are not compared after a record that can not be followed. */
        {"@r/1\nA\nI\n@s/1\nA\n+\nI\n",    "@r/2\nC\n+\nI\n@s/2\nA\n+\nI\n",
         " FASTQ-002"                                                                    },
    };

    (void)state;
    for (size_t i = 0; i < T_LEN(row); i++) {
        struct examine_job job = {.format = "fastq"};

        job.path = scratch_write("r1", row[i].first, strlen(row[i].first));
        job.mate = scratch_write("r2", row[i].second, strlen(row[i].second));
        textcase_expect_of(&job, row[i].second, row[i].rules);
    }
}

static void interleaved_mates_stand_in_turn(void **state)
{
    static const struct {
        const char *text;
        const char *rules;
    } row[] = {
        {"@r/1\nA\n+\nI\n@r/2\nA\n+\nI\n",                ""          },
        {"@r/1\nA\n+\nI\n@s/2\nA\n+\nI\n",                " FASTQ-021"},
        {"@r/1\nA\n+\nI\n@r/1\nA\n+\nI\n",                " FASTQ-021"},
        {"@r/1\nA\n+\nI\n@r/2\nA\n+\nI\n@s/1\nA\n+\nI\n", " FASTQ-021"},
    };

    (void)state;
    for (size_t i = 0; i < T_LEN(row); i++) {
        struct examine_job job = {.format = "fastq", .interleaved = true};

        job.path = scratch_write("case", row[i].text, strlen(row[i].text));
        textcase_expect_of(&job, row[i].text, row[i].rules);
    }
}

/* Many records, so that pieces end within them; one name twice, far apart. */
static void pieces_may_end_anywhere(void **state)
{
    enum {
        N = 30000
    };
    char *text = malloc((size_t)N * 64);
    struct examine_job job = {.format = "fastq"};
    size_t n = 0;

    (void)state;
    assert_non_null(text);
    for (int i = 0; i < N; i++)
        n += (size_t)snprintf(text + n, 64, "@read%d x\nACGTACGTAC\n+\n%s\n", i,
                              i % 7 ? "IIIIIIIIII" : "@+@+@+@+!~");
    job.path = scratch_write("plain", text, n);
    textcase_expect_of(&job, "plain", "");
    job.path = scratch_bgzf("blocks", "w", text, n);
    textcase_expect_of(&job, "blocks", "");
    scratch_cut(job.path, 28);
    textcase_expect_of(&job, "blocks without an end", " FASTQ-022");
    scratch_cut(job.path, 100);
    textcase_expect_of(&job, "blocks cut short", " FASTQ-017");
    job.path = scratch_bgzf("gzip", "wg", text, n);
    textcase_expect_of(&job, "gzip", "");
    scratch_cut(job.path, 9);
    textcase_expect_of(&job, "gzip cut short", " FASTQ-017");
    n += (size_t)snprintf(text + n, 64, "@read7\nA\n+\nI\n");
    job.path = scratch_write("twice", text, n);
    textcase_expect_of(&job, "a name twice", " FASTQ-012");
    free(text);
}

static void what_can_not_be_opened_is_not_judged(void **state)
{
    struct examine_job job = {.path = "none", .format = "fastq"};
    struct examined x = {0};
    struct err e = {0};

    (void)state;
    job.crew = textcase_crew;
    assert_int_equal(examine(&x, &job, &e), 0);
    assert_false(x.judged);
    assert_int_equal(x.why.code, ERR_MISSING);
    examined_release(&x);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_text_breaks_its_rules),
        cmocka_unit_test(mates_go_together),
        cmocka_unit_test(interleaved_mates_stand_in_turn),
        cmocka_unit_test(pieces_may_end_anywhere),
        cmocka_unit_test(what_can_not_be_opened_is_not_judged),
    };

    return cmocka_run_group_tests_name("rules_reads", tests, textcase_setup,
                                       textcase_teardown);
}
