#include "conform/align/walk/alnwalk.h"

#include <stdlib.h>
#include <string.h>

#include "base/err.h"
#include "conform/align/alnjudge_internal.h"
#include "conform/align/walk/alnwalk_internal.h"

struct alnwalk {
    struct problems *problems;
    bool practice;
    struct alnorder order;
    struct alnmates *mates;
    struct alnnames *names;
    struct alnalone alone;
};

struct alnwalk *alnwalk_new(struct problems *p, const struct alnhead *head,
                            const struct alnwalk_options *o, struct err *e)
{
    struct alnwalk *w = calloc(1, sizeof(*w));

    if (!w) {
        err_nomem(e);
        return NULL;
    }
    w->problems = p;
    w->practice = o->practice;
    w->names = alnnames_new(p, o, e);
    w->mates = w->names ? alnmates_new(p, w->names, &w->alone, o, e) : NULL;
    w->order.problems = p;
    w->order.head = head;
    w->order.names = w->names;
    w->order.practice = o->practice;
    if (!w->mates) {
        alnwalk_free(w);
        return NULL;
    }
    return w;
}

void alnwalk_free(struct alnwalk *w)
{
    if (!w)
        return;
    alnmates_free(w->mates);
    alnnames_free(w->names);
    alnalone_release(&w->alone);
    free(w);
}

/* ---- one record ---- */

static int32_t within_int32(int64_t n)
{
    if (n > INT32_MAX)
        return INT32_MAX;
    return n < -INT32_MAX ? -INT32_MAX : (int32_t)n;
}

static int16_t mate_mapq_of(const struct alnstep *s)
{
    if (!s->has_mate_mapq || s->mate_mapq < 0)
        return -1;
    return (int16_t)(s->mate_mapq > 255 ? 256 : s->mate_mapq);
}

/* All but `seen`. The text is set as far as it goes. */
static void make_mate(struct alnmate *m, const struct alnstep *s,
                      const struct problem_place *at)
{
    m->name[0] = s->name[0];
    m->name[1] = s->name[1];
    m->record = at->record;
    m->line = at->line;
    m->offset = at->offset;
    m->cigar = s->cigar;
    m->mate_cigar = s->mate_cigar;
    m->tid = s->tid;
    m->pos = within_int32(s->pos);
    m->mate_tid = s->mate_tid;
    m->mate_pos = within_int32(s->mate_pos);
    m->tlen = within_int32(s->tlen);
    m->flag = s->flag;
    m->mate_mapq = mate_mapq_of(s);
    m->mapq = s->mapq;
    m->has_mate_cigar = s->has_mate_cigar;
    m->many = s->many;
    m->text_len =
        (uint8_t)(s->qname_len < ALNMATE_TEXT ? s->qname_len : ALNMATE_TEXT);
    memcpy(m->text, s->qname, m->text_len);
    if (m->text_len < s->qname_len)
        memcpy(m->text + ALNMATE_TEXT - 3, "...", 3);
}

static bool has_name(const struct alnstep *s)
{
    return s->qname_len && !(s->qname_len == 1 && *s->qname == '*');
}

static int step_other(struct alnwalk *w, const struct alnstep *s,
                      const struct problem_place *at, struct err *e)
{
    struct alnclaim c;

    if (!alnclaim_make(&c, s, at, w->practice))
        return 0;
    return alnnames_claim(
        w->names, s->flag & ALNFLAG_PAIRED ? ALNNAMES_PAIR : ALNNAMES_SINGLE,
        &c, e);
}

static int step_single(struct alnwalk *w, const struct alnstep *s,
                       const struct problem_place *at, struct err *e)
{
    struct alnname name = {.name = s->name, .record = at->record};

    if (!(s->flag & ALNFLAG_UNMAPPED))
        name.place[0] =
            alnplace_of(s->tid, s->pos, (s->flag & ALNFLAG_REVERSE) != 0);
    return alnnames_put(w->names, ALNNAMES_SINGLE, &name, e);
}

/* Lines of reads that have a name. */
static int step_read(struct alnwalk *w, const struct alnstep *s,
                     const struct problem_place *at, struct err *e)
{
    if (s->flag & (ALNFLAG_SECONDARY | ALNFLAG_SUPPLEMENTARY))
        return step_other(w, s, at, e);
    if (s->flag & ALNFLAG_PAIRED) {
        struct alnmate *m = alnmates_room(w->mates, e);

        if (!m)
            return -1;
        make_mate(m, s, at);
        return alnmates_add(w->mates, m, e);
    }
    return w->practice ? step_single(w, s, at, e) : 0;
}

static int step(struct alnwalk *w, const struct alnwalk_base *base,
                const struct alnstep *s, struct err *e)
{
    struct problem_place at = {
        .line = s->line ? s->line + base->lines : 0,
        .record = s->record + base->records,
        .offset = s->offset < 0 ? -1 : s->offset + base->offset,
        .name = s->qname,
        .name_len = s->qname_len};

    if (w->practice && s->has_mate_cigar && s->flag & ALNFLAG_MATE_UNMAPPED)
        problem_add(w->problems, "TAG-MC-002", &at, e,
                    "there is an MC, of a mate that is unmapped");
    if (alnorder_step(&w->order, s, &at, e))
        return -1;
    return has_name(s) ? step_read(w, s, &at, e) : 0;
}

int alnwalk_batch(struct alnwalk *w, const struct alnwalk_base *base,
                  const struct alnstep *s, size_t n, struct err *e)
{
    for (size_t i = 0; i < n; i++) {
        if (step(w, base, &s[i], e))
            return -1;
    }
    return e->code == ERR_NONE ? 0 : -1;
}

int alnwalk_end(struct alnwalk *w, struct err *why, struct err *e)
{
    uint64_t lost;

    if (alnmates_end(w->mates, e) || alnnames_end(w->names, &w->alone, e) ||
        alnorder_end(&w->order, e))
        return -1;
    alnalone_tell(&w->alone, w->problems, e);
    lost = alnmates_lost(w->mates) + alnnames_lost(w->names);
    if (lost)
        err_set(why, ERR_LIMIT,
                "%llu reads were not compared with those before: there was no "
                "room for their names in the folder for temporary files",
                (unsigned long long)lost);
    return e->code == ERR_NONE ? 0 : -1;
}
