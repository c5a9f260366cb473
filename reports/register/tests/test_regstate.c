/* What entries make of certificates: every sequence of up to 5 entries over two
 * of them, against a second telling of the rules that shares nothing with
 * regstate.c; and the days of validity. */
#include "base/tests/t.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/err.h"
#include "reports/register/regstate.h"

#define SUM "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"

/* An action on certificate A or B; `by` is of supersede. */
static const struct move {
    const char *action;
    int on; /* 0: A, 1: B, -1: none */
    int by;
} move[] = {
    {"issue",     0,  -1},
    {"issue",     1,  -1},
    {"recognise", 0,  -1},
    {"suspend",   0,  -1},
    {"suspend",   1,  -1},
    {"reinstate", 0,  -1},
    {"reinstate", 1,  -1},
    {"withdraw",  0,  -1},
    {"withdraw",  1,  -1},
    {"supersede", 0,  1 },
    {"supersede", 1,  0 },
    {"waive",     0,  -1},
    {"waive",     1,  -1},
    {"attempt",   -1, -1},
};
#define MOVES T_LEN(move)

static const char *const id[2] = {"A", "B"};
static struct regentry entry[MOVES];

static void put(struct regentry *r, enum regfield f, const char *value)
{
    struct err e = {0};

    assert_int_equal(regentry_set(r, f, value, &e), 0);
}

/* Only what regstate looks at. */
static int make_entries(void **state)
{
    (void)state;
    for (size_t i = 0; i < MOVES; i++) {
        put(&entry[i], REG_ACTION, move[i].action);
        put(&entry[i], REG_AT, "2027-03-01T09:00:00Z");
        if (move[i].on >= 0)
            put(&entry[i], REG_CERTIFICATE, id[move[i].on]);
        if (move[i].by >= 0)
            put(&entry[i], REG_BY, id[move[i].by]);
    }
    return 0;
}

/* --- the second telling
 * -----------------------------------------------------------
 */

struct oracle {
    char at[2]; /* '-' none, 'v'alid, 's'uspended, 'w'ithdrawn, 'r'eplaced */
    uint64_t last[2];
    uint64_t waivers[2];
    uint64_t attempts, bad;
};

/* Where an action leads from each standing; '.' no effect. */
static char leads(const char *action, char from)
{
    static const struct {
        const char *action;
        const char *to; /* from - v s w r */
    } table[] = {
        {"issue",     "v...."},
        {"recognise", "v...."},
        {"suspend",   ".s..."},
        {"reinstate", "..v.."},
        {"withdraw",  ".ww.."},
        {"supersede", ".rr.."},
        {"waive",     ".vs.."},
    };

    for (size_t i = 0; i < T_LEN(table); i++) {
        if (strcmp(table[i].action, action) == 0)
            return table[i].to[strchr("-vswr", from) - "-vswr"];
    }
    return '.';
}

static void tell(struct oracle *o, const struct move *m, uint64_t index)
{
    char to;

    if (m->on < 0) {
        o->attempts++;
        return;
    }
    to = leads(m->action, o->at[m->on]);
    if (m->by >= 0 && o->at[m->by] == '-')
        to = '.';
    if (to == '.') {
        o->bad++;
    } else if (strcmp(m->action, "waive") == 0) {
        o->waivers[m->on]++;
    } else {
        o->at[m->on] = to;
        o->last[m->on] = index;
    }
}

/* --- all sequences
 * ------------------------------------------------------------------
 */

static enum regstanding standing_of(char c)
{
    switch (c) {
    case 's':
        return REGSTATE_SUSPENDED;
    case 'w':
        return REGSTATE_WITHDRAWN;
    case 'r':
        return REGSTATE_SUPERSEDED;
    default:
        return REGSTATE_VALID;
    }
}

static void compare(const struct regstate *s, const struct oracle *o,
                    const size_t *seq, size_t n)
{
    bool same =
        s->attempts == o->attempts && s->n_bad == o->bad && s->entries == n;

    for (int k = 0; k < 2; k++) {
        const struct regcert *c = regstate_find(s, id[k]);

        same = same && (c == NULL) == (o->at[k] == '-');
        same = same &&
               (!c || (c->standing == standing_of(o->at[k]) &&
                       c->last == o->last[k] && c->n_waivers == o->waivers[k] &&
                       (c->by != NULL) == (o->at[k] == 'r')));
    }
    if (same)
        return;
    for (size_t i = 0; i < n; i++)
        print_message("%s %s\n", move[seq[i]].action,
                      move[seq[i]].on < 0 ? "" : id[move[seq[i]].on]);
    fail_msg("the oracle says %c %c", o->at[0], o->at[1]);
}

static void try_sequence(const size_t *seq, size_t n)
{
    struct oracle o = {
        .at = {'-', '-'}
    };
    struct regstate s = {0};
    struct err e = {0};

    for (size_t i = 0; i < n; i++) {
        uint64_t bad = o.bad;
        const char *why = regstate_refuses(&s, &entry[seq[i]]);

        assert_int_equal(regstate_add(&s, &entry[seq[i]], &e), 0);
        tell(&o, &move[seq[i]], i);
        assert_int_equal(why != NULL, o.bad > bad);
    }
    compare(&s, &o, seq, n);
    regstate_release(&s);
}

static void every_sequence_of_entries_is_told_the_same(void **state)
{
    const char *mode = getenv("ENTENTE_TEST_MODE");
    size_t most = mode && strcmp(mode, "release") != 0 ? 4 : 5;

    (void)state;
    for (size_t n = 1; n <= most; n++) {
        size_t seq[5] = {0};
        size_t at = n;

        while (at > 0) {
            try_sequence(seq, n);
            for (at = n; at > 0 && ++seq[at - 1] == MOVES; at--)
                seq[at - 1] = 0;
        }
    }
}

static void days_of_validity_count_while_it_is_valid(void **state)
{
    static const struct {
        enum regstanding is;
        const char *from, *to, *day;
        enum regstanding on;
    } row[] = {
        {REGSTATE_VALID,     "2027-01-01", "2027-12-31", "2026-12-31",
         REGSTATE_NOT_YET                                                            },
        {REGSTATE_VALID,     "2027-01-01", "2027-12-31", "2027-01-01",
         REGSTATE_VALID                                                              },
        {REGSTATE_VALID,     "2027-01-01", "2027-12-31", "2027-12-31",
         REGSTATE_VALID                                                              },
        {REGSTATE_VALID,     "2027-01-01", "2027-12-31", "2028-01-01",
         REGSTATE_EXPIRED                                                            },
        {REGSTATE_VALID,     NULL,         NULL,         "2099-01-01", REGSTATE_VALID},
        {REGSTATE_SUSPENDED, "2027-01-01", "2027-12-31", "2026-01-01",
         REGSTATE_SUSPENDED                                                          },
        {REGSTATE_WITHDRAWN, "2027-01-01", "2027-12-31", "2028-01-01",
         REGSTATE_WITHDRAWN                                                          },
    };

    (void)state;
    for (size_t i = 0; i < T_LEN(row); i++) {
        const struct regcert c = {
            .standing = row[i].is, .from = row[i].from, .to = row[i].to};

        assert_int_equal(regcert_on(&c, row[i].day), row[i].on);
    }
}

/* More than the first table holds: each is found, none is found twice. */
static void finds_each_of_many(void **state)
{
    struct regstate s = {0};
    struct err e = {0};
    char name[32];

    (void)state;
    for (int i = 0; i < 5000; i++) {
        struct regentry r = {0};

        snprintf(name, sizeof(name), "FR-%d", i);
        put(&r, REG_ACTION, i % 2 ? "issue" : "recognise");
        put(&r, REG_AT, "2027-03-01T09:00:00Z");
        put(&r, REG_CERTIFICATE, name);
        put(&r, REG_SHA256, SUM);
        if (i % 2 == 0)
            put(&r, REG_ORIGIN, "gb");
        assert_int_equal(regstate_add(&s, &r, &e), 0);
        assert_int_equal(regstate_add(&s, &r, &e), 0); /* without effect */
    }
    assert_int_equal(s.n, 5000);
    assert_int_equal(s.n_bad, 5000);
    assert_int_equal(s.bad[17].index, 35);
    for (int i = 0; i < 5000; i++) {
        const struct regcert *c;

        snprintf(name, sizeof(name), "FR-%d", i);
        c = regstate_find(&s, name);
        assert_non_null(c);
        assert_int_equal(c->issued, 2 * i);
        assert_int_equal(c->recognition, i % 2 == 0);
        assert_string_equal(c->sha256, SUM);
        assert_int_equal(c->origin != NULL, i % 2 == 0);
    }
    assert_null(regstate_find(&s, "FR-5000"));
    regstate_release(&s);
    assert_null(regstate_find(&s, "FR-1"));
}

static void a_suite_is_one_of_a_list_by_name_and_digest(void **state)
{
    static const char other[] =
        "fedcba9876543210fedcba9876543210fedcba9876543210fedcba9876543210";
    static const char list[] =
        "big@1.0.0=" SUM " none  g@1.0.0="
        "fedcba9876543210fedcba9876543210fedcba9876543210fedcba9876543210";

    (void)state;
    assert_true(regstate_has_suite(list, "big@1.0.0", SUM));
    assert_true(regstate_has_suite(list, "g@1.0.0", other));
    assert_false(regstate_has_suite(list, "g@1.0.0", SUM));
    assert_false(regstate_has_suite(list, "big@1.0.0", other));
    assert_false(regstate_has_suite(list, "big@1.0.", SUM));
    assert_false(regstate_has_suite("", "g@1.0.0", SUM));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_suite_is_one_of_a_list_by_name_and_digest),
        cmocka_unit_test(every_sequence_of_entries_is_told_the_same),
        cmocka_unit_test(days_of_validity_count_while_it_is_valid),
        cmocka_unit_test(finds_each_of_many),
    };

    return cmocka_run_group_tests_name("regstate", tests, make_entries, NULL);
}
