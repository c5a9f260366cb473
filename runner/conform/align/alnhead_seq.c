/* @HD and @SQ: versions, orders, and the dictionary of reference sequences,
 * also against the reference. */
#include <string.h>

#include <stdlib.h>

#include "conform/align/alnhead_internal.h"
#include "conform/align/alnversion.h"
#include "conform/bytes.h"
#include "formats/fastaio.h"

/* ---- @HD ---- */

enum {
    HD_VN,
    HD_SO,
    HD_GO,
    HD_SS
};

/* As digits.digits. */
static const char *dot_of(struct alnheadx_span v)
{
    const char *dot = memchr(v.s, '.', v.n);
    size_t major = dot ? (size_t)(dot - v.s) : 0;

    if (!dot || !bytes_all(v.s, major, BYTES_DIGIT) || !major ||
        major + 1 == v.n || !bytes_all(dot + 1, v.n - major - 1, BYTES_DIGIT))
        return NULL;
    return dot;
}

/* 1.0 to 1.6 are published. */
static bool is_published(struct alnheadx_span v)
{
    return v.n == 3 && v.s[0] == '1' && v.s[2] <= '6';
}

static void judge_vn(struct alnheadx *x, struct alnheadx_span v)
{
    struct problem_place at = alnheadx_at(x, v);
    size_t n = v.n < sizeof(x->head->version) ? v.n : 0;

    if (!dot_of(v)) {
        problem_add(x->p, "SAM-HD-004", &at, x->e,
                    "the version is not two numbers and a dot between");
        return;
    }
    memcpy(x->head->version, v.s, n);
    x->head->behind = alnversion_behind(v.s, v.n);
    if (x->job->practice && !is_published(v))
        problem_add(x->p, "SAM-HD-009", &at, x->e,
                    "no such version was published");
}

static void judge_so(struct alnheadx *x, struct alnheadx_span v)
{
    static const char *const word[] = {"unknown", "unsorted", "queryname",
                                       "coordinate"};
    struct problem_place at = alnheadx_at(x, v);

    for (int i = 0; i < 4; i++) {
        if (alnheadx_is(v, word[i])) {
            x->head->order = (enum alnhead_order)i;
            return;
        }
    }
    problem_add(x->p, "SAM-HD-005", &at, x->e, "there is no such order");
}

static void judge_go(struct alnheadx *x, struct alnheadx_span v)
{
    static const char *const word[] = {"none", "query", "reference"};
    struct problem_place at = alnheadx_at(x, v);

    for (int i = 0; i < 3; i++) {
        if (alnheadx_is(v, word[i])) {
            x->head->group = (enum alnhead_group)i;
            return;
        }
    }
    problem_add(x->p, "SAM-HD-006", &at, x->e, "there is no such grouping");
}

/* Bytes of (coordinate|queryname|unsorted) at the begin; 0: none. */
static size_t order_of(struct alnheadx_span v)
{
    static const char *const word[] = {"coordinate", "queryname", "unsorted"};

    for (int i = 0; i < 3; i++) {
        size_t n = strlen(word[i]);

        if (v.n > n && memcmp(v.s, word[i], n) == 0 && v.s[n] == ':')
            return n;
    }
    return 0;
}

static void judge_ss(struct alnheadx *x, struct alnheadx_span v)
{
    struct problem_place at = alnheadx_at(x, v);
    size_t n = order_of(v);
    bool ok = n && v.s[v.n - 1] != ':';

    for (size_t i = n; ok && i < v.n; i++) {
        if (v.s[i] == ':')
            ok = v.s[i + 1] != ':';
        else
            ok = bytes_is(v.s[i], BYTES_WORD) || v.s[i] == '-';
    }
    if (!ok) {
        problem_add(x->p, "SAM-HD-007", &at, x->e,
                    "it is not an order and words, joined by colons");
        return;
    }
    free(x->head->subsort);
    x->head->subsort = strndup(v.s, v.n);
    if (!x->head->subsort)
        err_nomem(x->e);
}

static void end_hd(struct alnheadx *x)
{
    struct problem_place at =
        alnheadx_at(x, (struct alnheadx_span){x->s, x->n});
    struct alnheadx_span so = x->value[HD_SO];
    struct alnheadx_span ss = x->value[HD_SS];
    size_t n = ss.s ? order_of(ss) : 0;

    if (x->head->has_hd)
        problem_add(x->p, "SAM-HD-001", &at, x->e, "there is an @HD before");
    else if (x->line != 1)
        problem_add(x->p, "SAM-HD-002", &at, x->e,
                    "other lines stand before @HD");
    x->head->has_hd = true;
    if (so.s && n && (so.n != n || memcmp(so.s, ss.s, n) != 0)) {
        at = alnheadx_at(x, ss);
        problem_add(x->p, "SAM-HD-008", &at, x->e,
                    "SO says another order: SS is to be passed over");
    }
}

static const struct alnheadx_key hd_keys[] = {
    {"VN", judge_vn, "SAM-HD-003", false},
    {"SO", judge_so, NULL,         false},
    {"GO", judge_go, NULL,         false},
    {"SS", judge_ss, NULL,         false},
};

const struct alnheadx_type alnheadx_hd = {"HD", hd_keys, 4, end_hd};

/* ---- @SQ ---- */

enum {
    SQ_SN,
    SQ_LN,
    SQ_M5,
    SQ_TP,
    SQ_AN,
    SQ_AH,
    SQ_UR
};

static void judge_sn(struct alnheadx *x, struct alnheadx_span v)
{
    struct problem_place at = alnheadx_at(x, v);

    if (!alnhead_is_rname(v.s, v.n))
        problem_add(x->p, "SAM-SQ-003", &at, x->e,
                    "a sequence can not be called so");
}

static void judge_ln(struct alnheadx *x, struct alnheadx_span v)
{
    struct problem_place at = alnheadx_at(x, v);

    if (alnheadx_integer(v, INT32_MAX) < 1)
        problem_add(x->p, "SAM-SQ-005", &at, x->e,
                    "the length is not a number from 1 to 2147483647");
}

static bool is_md5(struct alnheadx_span v)
{
    for (size_t i = 0; i < v.n; i++) {
        if (!bytes_is(v.s[i], BYTES_DIGIT) && (v.s[i] < 'a' || v.s[i] > 'f'))
            return false;
    }
    return v.n == 32;
}

static void judge_m5(struct alnheadx *x, struct alnheadx_span v)
{
    struct problem_place at = alnheadx_at(x, v);

    if (!is_md5(v))
        problem_add(x->p, "SAM-SQ-008", &at, x->e,
                    "it is not 32 lower-case hexadecimal digits");
}

static void judge_tp(struct alnheadx *x, struct alnheadx_span v)
{
    struct problem_place at = alnheadx_at(x, v);

    if (!alnheadx_is(v, "linear") && !alnheadx_is(v, "circular"))
        problem_add(x->p, "SAM-SQ-011", &at, x->e,
                    "the topology is neither linear nor circular");
}

static void other_name(struct alnheadx *x, struct alnheadx_span name)
{
    struct problem_place at = alnheadx_at(x, name);
    uint32_t i;

    if (!alnhead_is_rname(name.s, name.n))
        problem_add(x->p, "SAM-SQ-006", &at, x->e,
                    "a sequence can not be called so");
    else if (!alnheadx_keep(&i, x, &x->others, name) && i != NAMES_NONE)
        problem_add(x->p, "SAM-SQ-007", &at, x->e,
                    "another AN has this name too");
}

static void judge_an(struct alnheadx *x, struct alnheadx_span v)
{
    const char *end = v.s + v.n;

    for (const char *p = v.s; p <= end;) {
        const char *comma = memchr(p, ',', (size_t)(end - p));
        const char *stop = comma ? comma : end;

        other_name(x, (struct alnheadx_span){p, (size_t)(stop - p)});
        p = stop + 1;
    }
}

/* chr:start-end; *name is chr. False: it has no such end. */
static bool cut_locus(struct alnheadx_span *name, int64_t *start, int64_t *end,
                      struct alnheadx_span v)
{
    size_t hyphen = v.n;
    size_t colon;

    while (hyphen && v.s[hyphen - 1] != '-')
        hyphen--;
    colon = hyphen;
    while (colon && v.s[colon - 1] != ':')
        colon--;
    if (colon < 2 || hyphen < colon + 1)
        return false;
    *start = alnheadx_integer(
        (struct alnheadx_span){v.s + colon, hyphen - 1 - colon}, INT32_MAX);
    *end = alnheadx_integer((struct alnheadx_span){v.s + hyphen, v.n - hyphen},
                            INT32_MAX);
    *name = (struct alnheadx_span){v.s, colon - 1};
    return *start >= 0 && *end >= 0;
}

static void judge_ah(struct alnheadx *x, struct alnheadx_span v)
{
    struct problem_place at = alnheadx_at(x, v);
    struct alnheadx_span name;
    int64_t start;
    int64_t end;
    uint32_t i;

    if (alnheadx_is(v, "*"))
        return;
    if (!alnhead_is_rname(v.s, v.n) ||
        (cut_locus(&name, &start, &end, v) && (start < 1 || start > end))) {
        problem_add(x->p, "SAM-SQ-009", &at, x->e,
                    "it is neither * nor a sequence, with start and end or "
                    "without");
        return;
    }
    if (!alnheadx_keep(&i, x, &x->loci, v))
        return;
    x->locus_line = alnheadx_grow(x->locus_line, &x->locus_cap, i,
                                  sizeof(*x->locus_line), x);
    if (i < x->locus_cap)
        x->locus_line[i] = x->line;
}

/* The sequence against that of the reference. */
static void compare(struct alnheadx *x, struct alnhead_seq *q)
{
    const struct fasta *f = x->job->reference;
    struct alnheadx_span sn = x->value[SQ_SN];
    struct problem_place at = alnheadx_at(x, sn);
    char md5[FASTA_MD5_HEX];

    q->contig = f ? names_find(&f->names, sn.s, sn.n) : NAMES_NONE;
    if (!f)
        return;
    if (q->contig == NAMES_NONE) {
        if (x->job->practice)
            problem_add(x->p, "SAM-SQ-015", &at, x->e,
                        "the reference has no such sequence");
        return;
    }
    if (q->len && q->len != f->seq[q->contig].length) {
        problem_add(x->p, "REF-002", &at, x->e,
                    "LN is %lld, the reference has %lld bases",
                    (long long)q->len, (long long)f->seq[q->contig].length);
        q->contig = NAMES_NONE; /* its bases say nothing of the records */
        return;
    }
    if (!q->m5[0] || fasta_md5(md5, x->view, q->contig, x->e))
        return;
    if (strcmp(md5, q->m5) != 0) {
        at = alnheadx_at(x, x->value[SQ_M5]);
        problem_add(x->p, "REF-001", &at, x->e,
                    "the MD5 of the reference's sequence is %s", md5);
        q->contig = NAMES_NONE;
    }
}

static void end_sq(struct alnheadx *x)
{
    struct alnheadx_span sn = x->value[SQ_SN];
    struct alnheadx_span m5 = x->value[SQ_M5];
    struct problem_place at = alnheadx_at(x, sn);
    struct alnhead *h = x->head;
    struct alnhead_seq *q;
    int64_t len;
    uint32_t i;

    if (!sn.s)
        return;
    if (!alnheadx_keep(&i, x, &h->seq_names, sn)) {
        if (i == NAMES_NONE)
            return;
        at.header_line = h->seq[i].line;
        problem_add(x->p, "SAM-SQ-004", &at, x->e,
                    "another @SQ has this name too");
        return;
    }
    h->seq = alnheadx_grow(h->seq, &h->seq_cap, i, sizeof(*h->seq), x);
    if (i >= h->seq_cap)
        return;
    h->n_seq = i + 1;
    q = &h->seq[i];
    len = alnheadx_integer(x->value[SQ_LN], INT32_MAX);
    q->len = len > 0 ? len : 0;
    q->circular = alnheadx_is(x->value[SQ_TP], "circular");
    q->alternate = x->value[SQ_AH].s != NULL;
    q->has_uri = x->value[SQ_UR].s != NULL;
    q->line = x->line;
    if (m5.s && is_md5(m5))
        memcpy(q->m5, m5.s, 32);
    compare(x, q);
}

static const struct alnheadx_key sq_keys[] = {
    {"SN", judge_sn, "SAM-SQ-001", false},
    {"LN", judge_ln, "SAM-SQ-002", false},
    {"M5", judge_m5, NULL,         false},
    {"TP", judge_tp, NULL,         false},
    {"AN", judge_an, NULL,         false},
    {"AH", judge_ah, NULL,         false},
    {"UR", NULL,     NULL,         false},
    {"AS", NULL,     NULL,         false},
    {"DS", NULL,     NULL,         true },
    {"SP", NULL,     NULL,         false},
};

const struct alnheadx_type alnheadx_sq = {"SQ", sq_keys, 10, end_sq};

/* What AH names is of the primary assembly, so it has no AH itself. */
static void ask_locus(struct alnheadx *x, size_t i)
{
    const struct names *set = &x->head->seq_names;
    struct alnheadx_span all = {x->loci.a[i], x->loci.len[i]};
    struct problem_place at = alnheadx_at(x, all);
    struct alnheadx_span name;
    int64_t start;
    int64_t end;
    uint32_t q = names_find(set, all.s, all.n);

    if (q == NAMES_NONE && cut_locus(&name, &start, &end, all))
        q = names_find(set, name.s, name.n);
    at.line = x->locus_line[i];
    if (q != NAMES_NONE && x->head->seq[q].alternate) {
        at.header_line = x->head->seq[q].line;
        problem_add(x->p, "SAM-SQ-016", &at, x->e,
                    "this sequence has an AH itself");
    } else if (q == NAMES_NONE && x->job->practice) {
        problem_add(x->p, "SAM-SQ-010", &at, x->e, "no @SQ has this name");
    }
}

void alnheadx_sq_end(struct alnheadx *x)
{
    for (size_t i = 0; i < x->others.n; i++) {
        uint32_t q =
            names_find(&x->head->seq_names, x->others.a[i], x->others.len[i]);
        struct problem_place at = {
            .offset = -1, .text = x->others.a[i], .text_len = x->others.len[i]};

        if (q == NAMES_NONE)
            continue;
        at.line = x->head->seq[q].line;
        problem_add(x->p, "SAM-SQ-007", &at, x->e,
                    "the name is also an AN of this or another @SQ");
    }
    for (size_t i = 0; i < x->loci.n; i++)
        ask_locus(x, i);
}
