/*
 * The types of the standard tags (SAMtags, table of section 1), and what tags
 * say of the header. Each record is walked once; the tags that more is asked of
 * are kept by name meanwhile.
 */
#include "conform/align/alntag.h"

#include <stdio.h>
#include <string.h>

#include "base/err.h"
#include "conform/align/alntag_internal.h"

#define TAGS_COMPARED 32 /* with each other, for doubles; more: by a set */

struct standard {
    char name[3];
    char type;    /* A B Z; i: of any size */
    char element; /* of B */
    bool count;   /* not negative */
    enum alntagx_name kept;
};

#define PLAIN ALNTAGX_PLAIN

/* By name. */
static const struct standard standards[] = {
    {"AM", 'i', 0,   true,  PLAIN     },
    {"AS", 'i', 0,   false, PLAIN     },
    {"BC", 'Z', 0,   false, ALNTAGX_BC},
    {"BQ", 'Z', 0,   false, ALNTAGX_BQ},
    {"BZ", 'Z', 0,   false, ALNTAGX_BZ},
    {"CB", 'Z', 0,   false, PLAIN     },
    {"CC", 'Z', 0,   false, PLAIN     },
    {"CG", 'B', 'I', false, ALNTAGX_CG},
    {"CM", 'i', 0,   true,  PLAIN     },
    {"CO", 'Z', 0,   false, PLAIN     },
    {"CP", 'i', 0,   true,  PLAIN     },
    {"CQ", 'Z', 0,   false, ALNTAGX_CQ},
    {"CR", 'Z', 0,   false, ALNTAGX_CR},
    {"CS", 'Z', 0,   false, ALNTAGX_CS},
    {"CT", 'Z', 0,   false, ALNTAGX_CT},
    {"CY", 'Z', 0,   false, ALNTAGX_CY},
    {"E2", 'Z', 0,   false, ALNTAGX_E2},
    {"FI", 'i', 0,   true,  ALNTAGX_FI},
    {"FS", 'Z', 0,   false, PLAIN     },
    {"FZ", 'B', 'S', false, PLAIN     },
    {"H0", 'i', 0,   true,  PLAIN     },
    {"H1", 'i', 0,   true,  PLAIN     },
    {"H2", 'i', 0,   true,  PLAIN     },
    {"HI", 'i', 0,   true,  ALNTAGX_HI},
    {"IH", 'i', 0,   true,  PLAIN     },
    {"LB", 'Z', 0,   false, ALNTAGX_LB},
    {"MC", 'Z', 0,   false, ALNTAGX_MC},
    {"MD", 'Z', 0,   false, ALNTAGX_MD},
    {"MI", 'Z', 0,   false, PLAIN     },
    {"ML", 'B', 'C', false, ALNTAGX_ML},
    {"MM", 'Z', 0,   false, ALNTAGX_MM},
    {"MN", 'i', 0,   true,  ALNTAGX_MN},
    {"MQ", 'i', 0,   true,  ALNTAGX_MQ},
    {"NH", 'i', 0,   true,  ALNTAGX_NH},
    {"NM", 'i', 0,   true,  ALNTAGX_NM},
    {"OA", 'Z', 0,   false, ALNTAGX_OA},
    {"OC", 'Z', 0,   false, ALNTAGX_OC},
    {"OP", 'i', 0,   true,  PLAIN     },
    {"OQ", 'Z', 0,   false, ALNTAGX_OQ},
    {"OX", 'Z', 0,   false, ALNTAGX_OX},
    {"PG", 'Z', 0,   false, ALNTAGX_PG},
    {"PQ", 'i', 0,   true,  PLAIN     },
    {"PT", 'Z', 0,   false, ALNTAGX_PT},
    {"PU", 'Z', 0,   false, ALNTAGX_PU},
    {"Q2", 'Z', 0,   false, ALNTAGX_Q2},
    {"QT", 'Z', 0,   false, ALNTAGX_QT},
    {"QX", 'Z', 0,   false, ALNTAGX_QX},
    {"R2", 'Z', 0,   false, ALNTAGX_R2},
    {"RG", 'Z', 0,   false, ALNTAGX_RG},
    {"RX", 'Z', 0,   false, ALNTAGX_RX},
    {"SA", 'Z', 0,   false, ALNTAGX_SA},
    {"SM", 'i', 0,   true,  PLAIN     },
    {"TC", 'i', 0,   true,  ALNTAGX_TC},
    {"TS", 'A', 0,   false, ALNTAGX_TS},
    {"U2", 'Z', 0,   false, ALNTAGX_U2},
    {"UQ", 'i', 0,   true,  PLAIN     },
};

/* Where the names of each letter begin in it, A to Z, and its end. */
static const uint8_t first[27] = {0,  2,  5,  16, 16, 17, 20, 20, 24,
                                  25, 25, 25, 26, 33, 35, 40, 44, 47,
                                  50, 52, 54, 56, 56, 56, 56, 56, 56};

static const struct standard *standard_of(uint16_t tag)
{
    unsigned a = (unsigned)(tag & 255) - 'A';
    char b = (char)(tag >> 8);

    if (a > 25)
        return NULL;
    for (size_t i = first[a]; i < first[a + 1]; i++) {
        if (standards[i].name[1] == b)
            return &standards[i];
    }
    return NULL;
}

/* ---- places ---- */

static void show(char *out, size_t n, const struct bamaux *a)
{
    int64_t v;
    char t[2] = {(char)(a->tag & 255), (char)(a->tag >> 8)};

    if (bamaux_int(&v, a))
        (void)snprintf(out, n, "%.2s:i:%lld", t, (long long)v);
    else if (a->type == 'Z' || a->type == 'H')
        (void)snprintf(out, n, "%.2s:%c:%.*s", t, a->type,
                       (int)PROBLEM_TEXT_MAX, (const char *)a->value);
    else if (a->type == 'A')
        (void)snprintf(out, n, "%.2s:A:%c", t, (char)a->value[0]);
    else if (a->type == 'B')
        (void)snprintf(out, n, "%.2s:B:%c", t, (char)a->value[0]);
    else
        (void)snprintf(out, n, "%.2s:%c", t, a->type);
}

const struct problem_place *alntagx_at(struct alntagx_place *out,
                                       const struct alntagx *x,
                                       const struct bamaux *a)
{
    const struct alnrec *r = x->r;

    out->at = (struct problem_place){.line = r->line,
                                     .record = r->record,
                                     .offset = r->offset,
                                     .name = r->qname,
                                     .name_len = r->qname_len};
    if (!a)
        return &out->at;
    show(out->text, sizeof(out->text), a);
    out->at.text = out->text;
    out->at.text_len = strlen(out->text);
    return &out->at;
}

/* ---- types ---- */

static bool is_of_type(const struct standard *s, const struct bamaux *a)
{
    int64_t v;

    return s->type == 'i' ? bamaux_int(&v, a) : s->type == a->type;
}

static void wrong_type(struct alntagx *x, const struct standard *s,
                       const struct bamaux *a)
{
    struct alntagx_place at;

    if (s->kept != ALNTAGX_BC)
        problem_add(x->p, "SAM-AUX-011", alntagx_at(&at, x, a), x->e,
                    "the type of %s is %c", s->name, s->type);
    else if (x->j->practice)
        problem_add(x->p, "SAM-AUX-013", alntagx_at(&at, x, a), x->e,
                    "the type of %s is %c", s->name, s->type);
}

static void one_tag(struct alntagx *x, const struct bamaux *a)
{
    const struct standard *s = standard_of(a->tag);
    struct alntagx_place at;
    int64_t v;

    if (!s)
        return;
    if (!is_of_type(s, a)) {
        wrong_type(x, s, a);
        return;
    }
    if (s->type == 'B' && (char)a->value[0] != s->element && x->j->practice)
        problem_add(x->p, "SAM-AUX-012", alntagx_at(&at, x, a), x->e,
                    "the elements of %s are of type %c", s->name, s->element);
    if (s->count && bamaux_int(&v, a) && v < 0)
        problem_add(x->p, "TAG-INT-001", alntagx_at(&at, x, a), x->e,
                    "the number is negative");
    if (s->kept == PLAIN)
        return;
    x->tag[s->kept] = *a;
    x->has |= UINT64_C(1) << s->kept;
}

/* ---- doubles ---- */

struct doubles {
    uint16_t seen[TAGS_COMPARED];
    size_t n;
};

/* Compares with all tags before, once more from the begin: for the rare record
 * that has more tags than are kept. */
static bool stands_before(const struct alnrec *r, const struct bamaux *a)
{
    const uint8_t *at = r->aux;
    struct bamaux b;

    while (bamaux_next(&b, &at, r->aux + r->aux_len) && b.value < a->value) {
        if (b.tag == a->tag)
            return true;
    }
    return false;
}

static void ask_double(struct alntagx *x, struct doubles *d,
                       const struct bamaux *a)
{
    struct alntagx_place at;
    bool found = false;

    for (size_t i = 0; i < d->n; i++)
        found = found || d->seen[i] == a->tag;
    if (d->n < TAGS_COMPARED)
        d->seen[d->n++] = a->tag;
    else
        found = found || stands_before(x->r, a);
    if (found)
        problem_add(x->p, "SAM-AUX-002", alntagx_at(&at, x, a), x->e,
                    "the record has this tag twice");
}

/* ---- against the header ---- */

static bool is_in(const struct names *set, struct alntagx_text v)
{
    return names_find(set, v.s, v.n) != NAMES_NONE;
}

static void ask_group(struct alntagx *x)
{
    const struct alnhead *h = x->j->head;
    const struct bamaux *a = &x->tag[ALNTAGX_RG];
    struct alntagx_place at;

    if (!alntagx_has(x, ALNTAGX_RG)) {
        if (x->j->policy && h->groups.n)
            problem_add(x->p, "SAM-RG-102", alntagx_at(&at, x, NULL), x->e,
                        "the record does not say its read group");
        return;
    }
    if (is_in(&h->groups, alntagx_text(x, ALNTAGX_RG)))
        return;
    if (h->groups.n)
        problem_add(x->p, "SAM-RG-101", alntagx_at(&at, x, a), x->e,
                    "no @RG has this ID");
    else if (x->j->practice)
        problem_add(x->p, "SAM-RG-104", alntagx_at(&at, x, a), x->e,
                    "the header has no @RG");
}

static void ask_header(struct alntagx *x)
{
    const struct alnhead *h = x->j->head;
    struct alntagx_place at;

    ask_group(x);
    if (alntagx_has(x, ALNTAGX_PG) && h->programs.n &&
        !is_in(&h->programs, alntagx_text(x, ALNTAGX_PG)))
        problem_add(x->p, "SAM-PG-101", alntagx_at(&at, x, &x->tag[ALNTAGX_PG]),
                    x->e, "no @PG has this ID");
    if (alntagx_has(x, ALNTAGX_LB) && h->groups.n &&
        !is_in(&h->libraries, alntagx_text(x, ALNTAGX_LB)))
        problem_add(x->p, "SAM-LB-101", alntagx_at(&at, x, &x->tag[ALNTAGX_LB]),
                    x->e, "no @RG has this LB");
    if (alntagx_has(x, ALNTAGX_PU) && h->groups.n &&
        !is_in(&h->units, alntagx_text(x, ALNTAGX_PU)))
        problem_add(x->p, "SAM-PU-101", alntagx_at(&at, x, &x->tag[ALNTAGX_PU]),
                    x->e, "no @RG has this PU");
}

/* ---- small numbers ---- */

static int64_t number_of(const struct alntagx *x, enum alntagx_name t)
{
    int64_t v = 0;

    (void)bamaux_int(&v, &x->tag[t]);
    return v;
}

static void ask_numbers(struct alntagx *x)
{
    struct alntagx_place at;

    if (alntagx_has(x, ALNTAGX_FI) && alntagx_has(x, ALNTAGX_TC) &&
        number_of(x, ALNTAGX_FI) > number_of(x, ALNTAGX_TC))
        problem_add(x->p, "TAG-FI-001", alntagx_at(&at, x, &x->tag[ALNTAGX_FI]),
                    x->e, "the template has only %lld segments",
                    (long long)number_of(x, ALNTAGX_TC));
    if (x->j->practice && alntagx_has(x, ALNTAGX_HI) &&
        alntagx_has(x, ALNTAGX_NH) &&
        (number_of(x, ALNTAGX_HI) < 1 ||
         number_of(x, ALNTAGX_HI) > number_of(x, ALNTAGX_NH)))
        problem_add(x->p, "TAG-NH-001", alntagx_at(&at, x, &x->tag[ALNTAGX_HI]),
                    x->e, "HI is not from 1 to NH, %lld",
                    (long long)number_of(x, ALNTAGX_NH));
    if (alntagx_has(x, ALNTAGX_MQ) && number_of(x, ALNTAGX_MQ) > UINT8_MAX)
        problem_add(x->p, "TAG-MQ-002", alntagx_at(&at, x, &x->tag[ALNTAGX_MQ]),
                    x->e, "a mapping quality is 255 at most");
    /* A record of text has a line. */
    if (x->j->practice && alntagx_has(x, ALNTAGX_CG) && x->r->line)
        problem_add(x->p, "TAG-CG-001", alntagx_at(&at, x, &x->tag[ALNTAGX_CG]),
                    x->e, "SAM needs no CG: CIGAR may be as long as it is");
}

int alntag_record(struct problems *p, const struct alnjudge *j,
                  const struct alnrec *r, struct err *e)
{
    const uint8_t *at = r->aux;
    struct alntagx x; /* not zeroed as a whole: `has` says what is there */
    struct doubles d;
    struct bamaux a;

    x.p = p;
    x.j = j;
    x.r = r;
    x.e = e;
    x.has = 0;
    d.n = 0;
    while (bamaux_next(&a, &at, r->aux + r->aux_len)) {
        ask_double(&x, &d, &a);
        if (!r->line) /* of a line, they were asked as it was read */
            alntagx_characters(&x, &a);
        one_tag(&x, &a);
    }
    ask_header(&x);
    ask_numbers(&x);
    alntagx_match(&x);
    alntagx_mods(&x);
    alntagx_bases(&x);
    alntagx_forms(&x);
    return e->code == ERR_NONE ? 0 : -1;
}
