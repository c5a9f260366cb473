/* Lists of status, commitments, checkpoints and proofs as text: what is read,
 * what is not. */
#include "base/tests/t.h"

#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "base/err.h"
#include "reports/register/checkpoint.h"
#include "reports/register/regcommit.h"
#include "reports/register/regstatus.h"
#include "reports/register/tlogproof.h"

#define ROOT "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU="
#define HEAD "example.org/register\n12\n" ROOT "\n"
#define LIST                                                                   \
    "entente.status@1\n" HEAD "2027-03-01T09:00:00Z\n2027-03-08T09:00:00Z\n"   \
    "valid FR-0 2027-01-01T00:00:00Z 2\n"                                      \
    "suspended FR-1 2027-02-01T00:00:00Z 4\n"                                  \
    "withdrawn FR-2 2027-02-02T00:00:00Z 5\n"                                  \
    "superseded FR-3 2027-02-03T00:00:00Z 11\n"

struct change {
    const char *find, *put;
};

static void apply(struct buf *out, const char *text, const struct change *c)
{
    const char *at = strstr(text, c->find);

    if (!at)
        fail_msg("no %s", c->find);
    buf_clear(out);
    buf_add(out, text, (size_t)(at - text));
    buf_str(out, c->put);
    buf_str(out, at + strlen(c->find));
}

/* --- status -------------------------------------------------------------- */

static void says_what_stands_against_a_certificate(void **state)
{
    static const struct {
        const char *id;
        enum regstanding standing;
        const char *since;
        uint64_t index;
    } row[] = {
        {"FR-1",      REGSTATE_SUSPENDED,  "2027-02-01T00:00:00Z", 4 },
        {"FR-2",      REGSTATE_WITHDRAWN,  "2027-02-02T00:00:00Z", 5 },
        {"FR-3",      REGSTATE_SUPERSEDED, "2027-02-03T00:00:00Z", 11},
        {"FR-",       REGSTATE_VALID,      "",                     0 },
        {"FR-11",     REGSTATE_VALID,      "",                     0 },
        {"R-1",       REGSTATE_VALID,      "",                     0 },
        {"suspended", REGSTATE_VALID,      "",                     0 },
    };
    struct regstatus s;
    struct err e = {0};

    (void)state;
    assert_int_equal(regstatus_parse(&s, LIST, strlen(LIST), &e), 0);
    assert_string_equal(s.checkpoint.origin, "example.org/register");
    assert_int_equal(s.checkpoint.head.size, 12);
    for (size_t i = 0; i < T_LEN(row); i++) {
        struct regstatus_row r;

        assert_int_equal(regstatus_find(&r, &s, row[i].id, &e), 0);
        assert_int_equal(r.standing, row[i].standing);
        assert_string_equal(r.since, row[i].since);
        assert_int_equal(r.index, row[i].index);
    }
    assert_true(regstatus_is_fresh(&s, "2027-03-08T09:00:00Z"));
    assert_false(regstatus_is_fresh(&s, "2027-03-08T09:00:01Z"));
}

static void refuses_what_is_no_list(void **state)
{
    static const struct change row[] = {
        {"status@1",               "status@2"              },
        {"entente",                "\nentente"             },
        {"12\n",                   "012\n"                 },
        {"12\n",                   "-1\n"                  },
        {"12\n",                   "1x\n"                  },
        {"12\n",                   "99999999999999999999\n"},
        {ROOT,                     "47DEQpj8HBSa"          },
        {ROOT,                     "x" ROOT                },
        {"2027-03-01T09:00:00Z\n", ""                      },
        {"2027-03-01T09:00:00Z",   "2027-03-01"            },
        {"2027-03-01T09:00:00Z",   "2027-02-30T09:00:00Z"  },
        {"2027-03-08",             "2027-03-01"            }, /* due when it is made */
        {"2027-03-08",             "2026-03-08"            },
        {"2027-03-08T09:00:00Z\n", "2027-03-08T09:00:00Z"  },
    };
    struct buf b;

    (void)state;
    buf_init(&b, 1 << 16);
    for (size_t i = 0; i < T_LEN(row); i++) {
        struct regstatus s;
        struct err e = {0};

        apply(&b, LIST, &row[i]);
        if (regstatus_parse(&s, b.s, b.n, &e) == 0)
            fail_msg("'%s' is read", row[i].put);
        assert_int_equal(e.code, ERR_SYNTAX);
    }
    for (size_t n = 0; n < (size_t)(strstr(LIST, "valid FR-0") - LIST); n++) {
        struct regstatus s;
        struct err e = {0};

        if (regstatus_parse(&s, LIST, n, &e) == 0)
            fail_msg("%zu bytes of a list are read", n);
    }
    buf_release(&b);
}

/* The line of a certificate that can not be read never means that it is valid.
 */
static void a_bad_line_is_not_passed_over(void **state)
{
    static const struct change row[] = {
        {"suspended FR-1 ",        "paused FR-1 "          },
        {"2027-02-01T00:00:00Z 4", "2027-02-01 4"          },
        {"2027-02-01T00:00:00Z 4", "2027-02-31T00:00:00Z 4"},
        {"00Z 4\n",                "00Z four\n"            },
        {"00Z 4\n",                "00Z 4 5\n"             },
        {"00Z 4\n",                "00Z 4 \n"              },
        {"00Z 4\n",                "00Z\n"                 },
        {"00Z 4\n",                "00Z -4\n"              },
    };
    struct buf b;

    (void)state;
    buf_init(&b, 1 << 16);
    for (size_t i = 0; i < T_LEN(row); i++) {
        struct regstatus s;
        struct regstatus_row r;
        struct err e = {0};

        apply(&b, LIST, &row[i]);
        if (regstatus_parse(&s, b.s, b.n, &e) == 0 &&
            regstatus_find(&r, &s, "FR-1", &e) == 0)
            fail_msg("'%s' is read", row[i].put);
        assert_int_equal(e.code, ERR_SYNTAX);
    }
    /* A list that is cut off in a line says nothing of what may follow. */
    for (size_t n = strlen(LIST) - 1; LIST[n - 1] != '\n'; n--) {
        struct regstatus s;
        struct regstatus_row r;
        struct err e = {0};

        assert_int_equal(regstatus_parse(&s, LIST, n, &e), 0);
        assert_int_equal(regstatus_find(&r, &s, "FR-9", &e), -1);
    }
    buf_release(&b);
}

static void writes_what_it_reads(void **state)
{
    struct regcert cert[] = {
        {.id = "FR-0",
         .standing = REGSTATE_VALID,
         .since = "2027-01-01T00:00:00Z",
         .last = 2 },
        {.id = "FR-1",
         .standing = REGSTATE_SUSPENDED,
         .since = "2027-02-01T00:00:00Z",
         .last = 4 },
        {.id = "FR-2",
         .standing = REGSTATE_WITHDRAWN,
         .since = "2027-02-02T00:00:00Z",
         .last = 5 },
        {.id = "FR-3",
         .standing = REGSTATE_SUPERSEDED,
         .since = "2027-02-03T00:00:00Z",
         .last = 11},
    };
    const struct regstate s = {.certs = cert, .n = T_LEN(cert)};
    struct checkpoint head;
    struct err e = {0};
    struct buf b;

    (void)state;
    buf_init(&b, 1 << 16);
    assert_int_equal(checkpoint_parse(&head, HEAD, strlen(HEAD), &e), 0);
    assert_int_equal(regstatus_write(&b, &head, &s, "2027-03-01T09:00:00Z",
                                     "2027-03-08T09:00:00Z", &e),
                     0);
    assert_string_equal(b.s, LIST);
    buf_release(&b);
}

/* --- checkpoint and proof ------------------------------------------------ */

static void refuses_what_is_no_checkpoint(void **state)
{
    static const struct change row[] = {
        {"example.org/register\n", "\n"                    },
        {"12\n",                   "\n"                    },
        {"12\n",                   "012\n"                 },
        {"12\n",                   "+12\n"                 },
        {"12\n",                   " 12\n"                 },
        {"12\n",                   "12 \n"                 },
        {"12\n",                   "0x12\n"                },
        {"12\n",                   "9223372036854775807\n" },
        {"12\n",                   "18446744073709551628\n"},
        {ROOT,                     ""                      },
        {"FU=",                    "FV="                   }, /* bits beyond the 32 bytes */
        {"FU=",                    "FU"                    },
        {"FU=\n",                  "FU="                   },
        {"+/",                     "-_"                    },
    };
    struct checkpoint c;
    struct err e = {0};
    struct buf b;

    (void)state;
    buf_init(&b, 1 << 16);
    assert_int_equal(checkpoint_parse(&c, HEAD, strlen(HEAD), &e), 0);
    checkpoint_write(&b, &c);
    assert_string_equal(b.s, HEAD);
    for (size_t i = 0; i < T_LEN(row); i++) {
        e = (struct err){0};
        apply(&b, HEAD, &row[i]);
        if (checkpoint_parse(&c, b.s, b.n, &e) == 0)
            fail_msg("'%s' is read", row[i].put);
        assert_int_equal(e.code, ERR_SYNTAX);
    }
    e = (struct err){0};
    assert_int_equal(checkpoint_parse(&c, "a\0b\n12\n" ROOT "\n",
                                      sizeof("a\0b\n12\n" ROOT "\n") - 1, &e),
                     -1);
    buf_clear(&b);
    for (int i = 0; i < NOTE_NAME_MAX; i++)
        buf_char(&b, 'x');
    buf_str(&b, "\n12\n" ROOT "\n");
    assert_int_equal(checkpoint_parse(&c, b.s, b.n, &e), -1);
    buf_release(&b);
}

#define PROOF                                                                  \
    TLOGPROOF_HEAD "\nindex 3\n" ROOT "\n" ROOT "\n\n" HEAD                    \
                   "\n\xe2\x80\x94 log x08go/ZJ\n"

static void refuses_what_is_no_proof(void **state)
{
    static const struct change row[] = {
        {"proof@v1",         "proof@v2"                 },
        {"index 3",          "index 03"                 },
        {"index 3",          "index -3"                 },
        {"index 3",          "index 3 "                 },
        {"index 3",          "Index 3"                  },
        {"index 3",          "index "                   },
        {"index 3",          "index 9999999999999999999"},
        {"index 3\n",        ""                         },
        {"index 3\n",        "extra x\n"                },
        {ROOT "\n",          "x\n"                      },
        {"FU=\n\n",          "FU=\n"                    },
        {"\n\n"
         "example", "\n\n\n"
         "example"          },
        {"\xe2\x80\x94 ",    "- "                       },
        {"/ZJ\n",            "/ZJ"                      },
        {"12\n",             "x\n"                      },
    };
    struct tlogproof p;
    struct err e = {0};
    struct buf b;

    (void)state;
    buf_init(&b, 1 << 20);
    if (tlogproof_parse(&p, PROOF, strlen(PROOF), &e))
        fail_msg("%s", e.msg);
    assert_int_equal(p.index, 3);
    assert_int_equal(p.proof.n, 2);
    for (size_t i = 0; i < T_LEN(row); i++) {
        e = (struct err){0};
        apply(&b, PROOF, &row[i]);
        if (tlogproof_parse(&p, b.s, b.n, &e) == 0)
            fail_msg("'%s' is read", row[i].put);
        assert_int_equal(e.code, ERR_SYNTAX);
    }
    for (size_t n = 0; n < strlen(PROOF); n++)
        assert_int_equal(tlogproof_parse(&p, PROOF, n, &e), -1);
    buf_clear(&b);
    buf_str(&b, TLOGPROOF_HEAD "\nindex 3\n");
    for (int i = 0; i <= MERKLE_PROOF_MAX; i++)
        buf_str(&b, ROOT "\n");
    buf_str(&b, "\n" HEAD "\n\xe2\x80\x94 log x08go/ZJ\n");
    assert_int_equal(tlogproof_parse(&p, b.s, b.n, &e), -1);
    buf_release(&b);
}

/* --- commitments --------------------------------------------------------- */

static void attempt(struct regentry *r)
{
    static const struct {
        enum regfield field;
        const char *value;
    } row[] = {
        {REG_ACTION,     "attempt"                                         },
        {REG_AT,         "2027-03-01T09:00:00Z"                            },
        {REG_BODY,       "Certif FR"                                       },
        {REG_FORMAT,     "1"                                               },
        {REG_NATION,     "FR"                                              },
        {REG_OUTCOME,    "non-conformant"                                  },
        {REG_PRODUCT,    "Secret"                                          },
        {REG_SHA256,     "0123456789abcdef0123456789abcdef"
                     "0123456789abcdef0123456789abcdef"},
        {REG_SUITES,     "g@1.0.0"                                         },
        {REG_TECHNOLOGY, "hifi"                                            },
        {REG_VENDOR,     "Nobody"                                          },
        {REG_VERSION,    "1"                                               },
    };
    struct err e = {0};

    *r = (struct regentry){0};
    for (size_t i = 0; i < T_LEN(row); i++)
        assert_int_equal(regentry_set(r, row[i].field, row[i].value, &e), 0);
}

static void a_commitment_hides_and_opens(void **state)
{
    struct regentry told;
    struct regentry hidden;
    struct regentry again;
    struct buf opening[2];
    struct err e = {0};
    struct buf b;

    (void)state;
    attempt(&told);
    buf_init(&b, 1 << 16);
    for (int i = 0; i < 2; i++) {
        buf_init(&opening[i], 1 << 16);
        assert_int_equal(regcommit_make(&hidden, &opening[i], &told, &e), 0);
    }
    /* Two salts: nobody finds out by guessing, nor that it is the same. */
    assert_memory_not_equal(opening[0].s, opening[1].s, 64);
    regentry_write(&b, &hidden);
    assert_null(strstr(b.s, "Secret"));
    assert_null(strstr(b.s, "Nobody"));
    assert_int_equal(
        regcommit_open(&again, &hidden, opening[1].s, opening[1].n, &e), 0);
    assert_string_equal(regentry_get(&again, REG_PRODUCT), "Secret");
    assert_int_equal(
        regcommit_open(&again, &hidden, opening[0].s, opening[0].n, &e), -1);
    assert_int_equal(e.code, ERR_MISMATCH);
    for (size_t i = 0; i < opening[1].n; i++) {
        e = (struct err){0};
        opening[1].s[i] ^= 1;
        assert_int_equal(
            regcommit_open(&again, &hidden, opening[1].s, opening[1].n, &e),
            -1);
        assert_int_equal(e.code, ERR_MISMATCH);
        assert_int_equal(regcommit_open(&again, &hidden, opening[1].s, i, &e),
                         -1);
        opening[1].s[i] ^= 1;
    }
    buf_release(&opening[0]);
    buf_release(&opening[1]);
    buf_release(&b);
}

/* Whoever commits to something else than an entry can not open it. */
static void a_commitment_is_to_an_entry(void **state)
{
    struct regentry hidden = {0};
    struct regentry told;
    struct err e = {0};
    struct buf b;

    (void)state;
    buf_init(&b, 1 << 16);
    assert_int_equal(regcommit_open(&told, &hidden, "x", 1, &e), -1);
    assert_string_equal(e.id, "this entry of the register hides nothing");
    e = (struct err){0};
    /* SHA-256 of "x\n". */
    assert_int_equal(regentry_set(&hidden, REG_COMMITMENT,
                                  "73cb3858a687a8494ca3323053016282"
                                  "f3dad39d42cf62ca4e79dda2aac7d9ac",
                                  &e),
                     0);
    assert_int_equal(regcommit_open(&told, &hidden, "x\n", 2, &e), -1);
    assert_int_equal(e.code, ERR_SYNTAX);
    e = (struct err){0};
    attempt(&told);
    told.action = REG_ISSUE;
    assert_int_equal(regcommit_make(&hidden, &b, &told, &e), -1);
    assert_int_equal(e.code, ERR_USAGE);
    buf_release(&b);
}

/* --- suites and keys ----------------------------------------------------- */

#define A64 "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
#define B64 "bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb"

static void parse_list(struct regstatus *s, const char *text)
{
    struct err e = {0};

    if (regstatus_parse(s, text, strlen(text), &e))
        fail_msg("%s", e.msg);
}

static void says_which_suites_are_retired_and_which_keys_stolen(void **state)
{
    static const char text[] =
        LIST "retired-suite g@1.0.0=" A64 " 2027-05-01 6\n"
             "retired-suite g@1.0.0=" A64 " 2027-04-01 7\n"
             "distrusted-key " B64 " 2027-03-01 8\n";
    struct regstatus_row row;
    char since[ISODATE_DAY];
    struct regstatus s;
    struct err e = {0};

    (void)state;
    parse_list(&s, text);
    assert_int_equal(regstatus_suite(since, &s, "g@1.0.0", A64, &e), 0);
    assert_string_equal(since, "2027-04-01"); /* the earliest */
    assert_int_equal(regstatus_suite(since, &s, "g@1.0.0", B64, &e), 0);
    assert_string_equal(since, "");
    assert_int_equal(regstatus_suite(since, &s, "g@1.0.1", A64, &e), 0);
    assert_string_equal(since, "");
    assert_int_equal(regstatus_key(since, &s, B64, &e), 0);
    assert_string_equal(since, "2027-03-01");
    assert_int_equal(regstatus_key(since, &s, A64, &e), 0);
    assert_string_equal(since, "");
    /* They are of no certificate, whatever that is called. */
    assert_int_equal(regstatus_find(&row, &s, B64, &e), 0);
    assert_int_equal(row.standing, REGSTATE_VALID);
    assert_int_equal(regstatus_find(&row, &s, "FR-2", &e), 0);
    assert_int_equal(row.standing, REGSTATE_WITHDRAWN);
}

static void refuses_suites_and_keys_without_a_day(void **state)
{
    static const char *const line[] = {
        "distrusted-key " B64 "\n",
        "distrusted-key " B64 " soon 8\n",
        "distrusted-key " B64 " 2027-02-30 8\n",
        "distrusted-key " B64 " 2027-03-01T00:00:00Z 8\n",
    };

    (void)state;
    for (size_t i = 0; i < T_LEN(line); i++) {
        char since[ISODATE_DAY];
        struct regstatus s;
        struct err e = {0};
        struct buf b;

        buf_init(&b, 4096);
        buf_str(&b, LIST);
        buf_str(&b, line[i]);
        parse_list(&s, b.s);
        assert_int_equal(regstatus_key(since, &s, B64, &e), -1);
        assert_int_equal(e.code, ERR_SYNTAX);
        buf_release(&b);
    }
}

/* What is written of a state is read again as it was. */
static void a_state_becomes_a_list(void **state)
{
    struct regkey key = {.sha256 = B64, .since = "2027-03-01", .index = 3};
    struct regretired suite = {"g@1.0.0", A64, "2027-04-01", 2};
    struct regerratum errata[] = {
        {"g@1.0.0", A64, "G-1", "2027-04-02T00:00:00Z", 4},
        {"g@1.0.0", B64, "G-2", "2027-04-03T00:00:00Z", 5},
        {"g@1.0.0", A64, "G-3", "2027-04-04T00:00:00Z", 6},
    };
    const struct regstate st = {.keys = &key,
                                .n_keys = 1,
                                .retired = &suite,
                                .n_retired = 1,
                                .errata = errata,
                                .n_errata = T_LEN(errata)};
    struct checkpoint head = {.origin = "example.org/register"};
    char since[ISODATE_DAY];
    struct regstatus_erratum x;
    const char *at = NULL;
    struct regstatus s;
    struct err e = {0};
    bool found;
    struct buf b;

    (void)state;
    buf_init(&b, 4096);
    assert_int_equal(regstatus_write(&b, &head, &st, "2027-03-01T09:00:00Z",
                                     "2027-03-08T09:00:00Z", &e),
                     0);
    parse_list(&s, b.s);
    assert_int_equal(regstatus_key(since, &s, B64, &e), 0);
    assert_string_equal(since, "2027-03-01");
    assert_int_equal(regstatus_suite(since, &s, "g@1.0.0", A64, &e), 0);
    assert_string_equal(since, "2027-04-01");
    for (size_t i = 0; i < T_LEN(errata); i += 2) {
        assert_int_equal(
            regstatus_next_erratum(&x, &found, &at, &s, "g@1.0.0", A64, &e), 0);
        assert_true(found);
        assert_string_equal(x.case_id, errata[i].case_id);
        assert_string_equal(x.since, errata[i].since);
        assert_int_equal(x.index, errata[i].index);
    }
    assert_int_equal(
        regstatus_next_erratum(&x, &found, &at, &s, "g@1.0.0", A64, &e), 0);
    assert_false(found);
    buf_release(&b);
}

static void refuses_errata_without_case_time_or_entry(void **state)
{
    static const char *const line[] = {
        "erratum g@1.0.0=" A64 "\n",
        "erratum g@1.0.0=" A64 " G-1\n",
        "erratum g@1.0.0=" A64 "  2027-04-02T00:00:00Z 4\n",
        "erratum g@1.0.0=" A64 " G-1 2027-04-02 4\n",
        "erratum g@1.0.0=" A64 " G-1 2027-04-02T00:00:00Z\n",
        "erratum g@1.0.0=" A64 " G-1 2027-04-02T00:00:00Z 4 5\n",
        "erratum g@1.0.0=" A64 " G-1 2027-04-02T00:00:00Z 4",
    };

    (void)state;
    for (size_t i = 0; i < T_LEN(line); i++) {
        struct regstatus_erratum x;
        struct regstatus s;
        struct err e = {0};
        const char *at = NULL;
        bool found;
        struct buf b;

        buf_init(&b, 4096);
        buf_str(&b, LIST);
        buf_str(&b, line[i]);
        parse_list(&s, b.s);
        assert_int_equal(
            regstatus_next_erratum(&x, &found, &at, &s, "g@1.0.0", A64, &e),
            -1);
        assert_int_equal(e.code, ERR_SYNTAX);
        buf_release(&b);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(says_which_suites_are_retired_and_which_keys_stolen),
        cmocka_unit_test(refuses_suites_and_keys_without_a_day),
        cmocka_unit_test(a_state_becomes_a_list),
        cmocka_unit_test(refuses_errata_without_case_time_or_entry),
        cmocka_unit_test(says_what_stands_against_a_certificate),
        cmocka_unit_test(refuses_what_is_no_list),
        cmocka_unit_test(a_bad_line_is_not_passed_over),
        cmocka_unit_test(writes_what_it_reads),
        cmocka_unit_test(refuses_what_is_no_checkpoint),
        cmocka_unit_test(refuses_what_is_no_proof),
        cmocka_unit_test(a_commitment_hides_and_opens),
        cmocka_unit_test(a_commitment_is_to_an_entry),
    };

    return cmocka_run_group_tests_name("regstatus", tests, NULL, NULL);
}
