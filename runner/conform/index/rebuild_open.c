#include <stdlib.h>
#include <string.h>

#include "base/err.h"
#include "conform/index/rebuild_internal.h"

static const struct rebuild_rules rules_of[INDEXFILE_KINDS] = {
    {"BAI-004", "BAI-005", "BAI-002", "BAI-006", "BAI-007", "BAI-004",
     "BAI-009"},
    {"CSI-009", "CSI-010", "CSI-003", "CSI-011", "CSI-011", "CSI-002",
     "CSI-004"},
    {"TBI-004", "TBI-008", "TBI-006", "TBI-010", "TBI-010", "TBI-004",
     "TBI-005"},
};

const struct problem_place *rebuild_place_in(struct problem_place *at,
                                             const struct rebuild_one *m)
{
    const char *base = path_base(m->path);

    *at = (struct problem_place){
        .offset = -1, .name = base, .name_len = strlen(base)};
    return at;
}

static int ascending(const void *a, const void *b)
{
    uint64_t x = *(const uint64_t *)a;
    uint64_t y = *(const uint64_t *)b;

    return (x > y) - (x < y);
}

static int list_begins(struct rebuild_one *m, struct err *e)
{
    size_t n = 0;

    for (size_t i = 0; i < m->x.n_bins; i++)
        n += m->x.bin[i].n_chunks;
    m->begins = malloc((n + 1) * sizeof(*m->begins));
    m->seen = calloc(m->x.n_refs + 1, sizeof(*m->seen));
    if (!m->begins || !m->seen)
        return err_nomem(e);
    for (size_t i = 0; i < m->x.n_bins; i++) {
        for (uint32_t k = 0; k < m->x.bin[i].n_chunks; k++)
            m->begins[m->n_begins++] =
                indexfile_chunk_beg(&m->x, &m->x.bin[i], k);
    }
    qsort(m->begins, m->n_begins, sizeof(*m->begins), ascending);
    return 0;
}

/* 1; 0: it can not be compared; -1. */
static int load(struct rebuild *b, struct rebuild_one *m, bool faulty,
                struct err *e)
{
    struct err why = {0};
    struct problem_place at;
    int got = indexfile_read(&m->x, m->path, REBUILD_INDEX_MAX, &why);

    if (got < 0 && why.code == ERR_MEMORY) {
        *e = why;
        return -1;
    }
    if (got < 0) {
        b->out->why = why;
        return 0;
    }
    m->rules = &rules_of[m->x.kind];
    if (got && b->of == REBUILD_TEXT && !m->x.named)
        return problem_add(&b->out->problems, "CSI-006",
                           rebuild_place_in(&at, m), e,
                           "the index has no names of references");
    if (got)
        return list_begins(m, e) ? -1 : 1;
    if (faulty) /* it was told */
        return 0;
    return problem_add(&b->out->problems, m->rules->whole,
                       rebuild_place_in(&at, m), e,
                       "a bin or a name stands twice");
}

static int open_one(struct rebuild *b, const struct examine_job *job,
                    const char *path, struct err *e)
{
    struct rebuild_one *m = &b->a[b->n];
    bool fit = false;
    bool faulty = false;
    int got;

    if (rebuild_find_judge(&fit, &faulty, b->out, job, path, b->of, e))
        return -1;
    if (!fit)
        return 0;
    memcpy(m->path, path, strlen(path) + 1);
    m->ref = -1;
    got = load(b, m, faulty, e);
    if (got > 0)
        b->n++;
    else
        indexfile_release(&m->x);
    return got < 0 ? -1 : 0;
}

int rebuild_open(struct rebuild **out, struct examined *x,
                 const struct examine_job *job, enum rebuild_of of,
                 struct err *e)
{
    struct rebuild_found found = {0};
    struct rebuild *b;

    *out = NULL;
    if (rebuild_find(&found, x, job, of, e))
        return -1;
    if (!found.n)
        return 0;
    b = calloc(1, sizeof(*b));
    if (!b)
        return err_nomem(e);
    b->out = x;
    b->of = of;
    datafile_open_at(&b->data, job->path, NULL);
    for (size_t i = 0; i < found.n; i++) {
        if (open_one(b, job, found.path[i], e)) {
            rebuild_free(b);
            return -1;
        }
    }
    if (b->n)
        *out = b;
    else
        rebuild_free(b);
    return 0;
}

bool rebuild_has(const struct rebuild *b, enum indexfile_kind kind)
{
    for (size_t i = 0; i < b->n; i++) {
        if (b->a[i].x.kind == kind)
            return true;
    }
    return false;
}

void rebuild_free(struct rebuild *b)
{
    if (!b)
        return;
    for (size_t i = 0; i < b->n; i++) {
        indexfile_release(&b->a[i].x);
        free(b->a[i].begins);
        free(b->a[i].seen);
    }
    datafile_close(&b->data);
    free(b->seq);
    free(b);
}
