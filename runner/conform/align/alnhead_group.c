/* @RG and @PG: where reads come from, and what was done to them. */
#include <string.h>

#include "conform/align/alnhead_internal.h"

/* ---- @RG ---- */

enum {
    RG_ID,
    RG_LB,
    RG_PU,
    RG_PL,
    RG_SM
};

/* Is the value one of these, by letters of this case? */
static bool is_platform(struct alnheadx_span v, bool lower)
{
    static const char *const name[] = {
        "CAPILLARY", "DNBSEQ", "ELEMENT", "HELICOS",  "ILLUMINA", "IONTORRENT",
        "LS454",     "ONT",    "PACBIO",  "SINGULAR", "SOLID",    "ULTIMA"};

    for (size_t i = 0; i < sizeof(name) / sizeof(*name); i++) {
        size_t k = 0;

        while (k < v.n && name[i][k] &&
               v.s[k] == (lower && name[i][k] >= 'A' ? name[i][k] | 0x20
                                                     : name[i][k]))
            k++;
        if (k == v.n && !name[i][k])
            return true;
    }
    return false;
}

static void judge_pl(struct alnheadx *x, struct alnheadx_span v)
{
    struct problem_place at = alnheadx_at(x, v);

    if (is_platform(v, false))
        return;
    if (is_platform(v, true))
        problem_add(x->p, "SAM-RG-004", &at, x->e,
                    "the platform is written in lower case");
    else
        problem_add(x->p, "SAM-RG-003", &at, x->e,
                    "the platform is none of those that are listed");
}

static void judge_dt(struct alnheadx *x, struct alnheadx_span v)
{
    struct problem_place at = alnheadx_at(x, v);

    if (!alnheadx_is_date(v))
        problem_add(x->p, "SAM-RG-005", &at, x->e,
                    "it is no date, or date and time, of ISO 8601");
}

static void judge_fo(struct alnheadx *x, struct alnheadx_span v)
{
    struct problem_place at = alnheadx_at(x, v);
    bool ok = alnheadx_is_bases(v, false) && !memchr(v.s, 'U', v.n);

    if (!ok && !alnheadx_is(v, "*"))
        problem_add(x->p, "SAM-RG-006", &at, x->e,
                    "the flow order is neither * nor IUPAC codes of bases");
}

static void judge_ks(struct alnheadx *x, struct alnheadx_span v)
{
    struct problem_place at = alnheadx_at(x, v);

    if (x->job->practice && !alnheadx_is_bases(v, false))
        problem_add(x->p, "SAM-RG-012", &at, x->e,
                    "the key sequence is not bases");
}

static void judge_pi(struct alnheadx *x, struct alnheadx_span v)
{
    struct problem_place at = alnheadx_at(x, v);

    if (!alnheadx_is_number(v))
        problem_add(x->p, "SAM-RG-007", &at, x->e,
                    "the insert size is not a number");
    else if (!alnheadx_is_integer(v))
        problem_add(x->p, "SAM-RG-008", &at, x->e,
                    "the insert size is not a whole number");
}

static void judge_bc(struct alnheadx *x, struct alnheadx_span v)
{
    struct problem_place at = alnheadx_at(x, v);

    if (x->job->practice && !alnheadx_is_bases(v, true))
        problem_add(x->p, "SAM-RG-009", &at, x->e,
                    "the barcode is not bases, joined by hyphens");
}

static void ask_policy(struct alnheadx *x)
{
    struct problem_place at = alnheadx_at(x, x->value[RG_ID]);

    if (!x->value[RG_SM].s)
        problem_add(x->p, "SAM-RG-010", &at, x->e,
                    "the read group does not say of which sample it is");
    if (!x->value[RG_PL].s)
        problem_add(x->p, "SAM-RG-011", &at, x->e,
                    "the read group does not say its platform");
}

static void end_rg(struct alnheadx *x)
{
    struct alnheadx_span id = x->value[RG_ID];
    struct problem_place at = alnheadx_at(x, id);
    struct alnhead *h = x->head;
    uint32_t i;

    if (x->value[RG_LB].s)
        alnheadx_keep(&i, x, &h->libraries, x->value[RG_LB]);
    if (x->value[RG_PU].s)
        alnheadx_keep(&i, x, &h->units, x->value[RG_PU]);
    if (!id.s)
        return;
    if (!alnheadx_keep(&i, x, &h->groups, id)) {
        if (i == NAMES_NONE)
            return;
        at.header_line = h->of_group[i].line;
        problem_add(x->p, "SAM-RG-002", &at, x->e,
                    "another @RG has this ID too");
        return;
    }
    h->of_group =
        alnheadx_grow(h->of_group, &h->group_cap, i, sizeof(*h->of_group), x);
    if (i < h->group_cap)
        h->of_group[i].line = x->line;
    if (x->job->policy)
        ask_policy(x);
}

static const struct alnheadx_key rg_keys[] = {
    {"ID", NULL,     "SAM-RG-001", false},
    {"LB", NULL,     NULL,         false},
    {"PU", NULL,     NULL,         false},
    {"PL", judge_pl, NULL,         false},
    {"SM", NULL,     NULL,         false},
    {"BC", judge_bc, NULL,         false},
    {"CN", NULL,     NULL,         false},
    {"DS", NULL,     NULL,         true },
    {"DT", judge_dt, NULL,         false},
    {"FO", judge_fo, NULL,         false},
    {"KS", judge_ks, NULL,         false},
    {"PG", NULL,     NULL,         false},
    {"PI", judge_pi, NULL,         false},
    {"PM", NULL,     NULL,         false},
};

const struct alnheadx_type alnheadx_rg = {"RG", rg_keys, 14, end_rg};

void alnheadx_rg_end(struct alnheadx *x)
{
    if (x->job->policy && !x->head->groups.n)
        problem_add(x->p, "SAM-RG-103", NULL, x->e,
                    "the header has no read group");
}

/* ---- @PG ---- */

enum {
    PG_ID,
    PG_PP
};

static void end_pg(struct alnheadx *x)
{
    struct alnheadx_span id = x->value[PG_ID];
    struct alnheadx_span pp = x->value[PG_PP];
    struct problem_place at = alnheadx_at(x, id);
    uint32_t i;
    uint32_t k = NAMES_NONE;

    if (pp.s)
        alnheadx_keep(&k, x, &x->previous, pp);
    if (!id.s)
        return;
    if (!alnheadx_keep(&i, x, &x->head->programs, id)) {
        if (i == NAMES_NONE)
            return;
        at.header_line = x->link[i].line;
        problem_add(x->p, "SAM-PG-002", &at, x->e,
                    "another @PG has this ID too");
        return;
    }
    x->link = alnheadx_grow(x->link, &x->link_cap, i, sizeof(*x->link), x);
    if (i < x->link_cap)
        x->link[i] = (struct alnheadx_link){k, x->line};
}

static const struct alnheadx_key pg_keys[] = {
    {"ID", NULL, "SAM-PG-001", false},
    {"PP", NULL, NULL,         false},
    {"PN", NULL, NULL,         false},
    {"CL", NULL, NULL,         true },
    {"DS", NULL, NULL,         true },
    {"VN", NULL, NULL,         false},
};

const struct alnheadx_type alnheadx_pg = {"PG", pg_keys, 6, end_pg};

/* The program that PP of program `i` names; NAMES_NONE: none. */
static uint32_t previous_of(const struct alnheadx *x, uint32_t i)
{
    uint32_t k = x->link[i].previous;

    if (k == NAMES_NONE)
        return NAMES_NONE;
    return names_find(&x->head->programs, x->previous.a[k], x->previous.len[k]);
}

static struct problem_place place_of(const struct alnheadx *x, uint32_t i)
{
    uint32_t k = x->link[i].previous;

    return (struct problem_place){.line = x->link[i].line,
                                  .offset = -1,
                                  .text = x->previous.a[k],
                                  .text_len = x->previous.len[k]};
}

/* Does the chain that begins here run into itself? done[]: 0 not passed, 1 on
 * this way, 2 before; so each link is passed once, each circle told once. */
static void ask_circle(struct alnheadx *x, uint8_t *done, uint32_t first)
{
    uint32_t i = first;
    struct problem_place at;

    while (i != NAMES_NONE && !done[i]) {
        done[i] = 1;
        i = previous_of(x, i);
    }
    if (i != NAMES_NONE && done[i] == 1) {
        at = place_of(x, i);
        problem_add(x->p, "SAM-PG-004", &at, x->e,
                    "the chain of PP leads back to this program");
    }
    for (i = first; i != NAMES_NONE && done[i] == 1; i = previous_of(x, i))
        done[i] = 2;
}

void alnheadx_pg_end(struct alnheadx *x)
{
    struct arena memory = {0};
    uint8_t *done = arena_alloc(&memory, x->head->programs.n + 1, x->e);

    for (uint32_t i = 0; done && i < x->head->programs.n; i++) {
        struct problem_place at;

        if (x->link[i].previous == NAMES_NONE)
            continue;
        if (previous_of(x, i) == NAMES_NONE) {
            at = place_of(x, i);
            problem_add(x->p, "SAM-PG-003", &at, x->e, "no @PG has this ID");
            continue;
        }
        ask_circle(x, done, i);
    }
    arena_release(&memory);
}
