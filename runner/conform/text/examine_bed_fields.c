#include "conform/text/examine_bed_internal.h"

#include <string.h>

#include "conform/bytes.h"
#include "formats/fastaio.h"

#define TEXT_MAX 255 /* characters of chrom and name */

bool bedx_number(uint64_t *out, struct bedx_span t)
{
    uint64_t n = 0;

    if (!t.n)
        return false;
    for (size_t i = 0; i < t.n; i++) {
        unsigned digit = (unsigned)(unsigned char)t.s[i] - '0';

        if (digit > 9 || n > (UINT64_MAX - digit) / 10)
            return false;
        n = n * 10 + digit;
    }
    *out = n;
    return true;
}

static bool is(struct bedx_span t, char c)
{
    return t.n == 1 && t.s[0] == c;
}

static void compare_reference(struct bedx *b)
{
    const struct fasta *r = b->job->reference;
    struct bedx_span chrom = b->field[BEDX_CHROM];
    uint32_t i;
    uint64_t length;

    if (!r)
        return;
    i = names_find(&r->names, chrom.s, chrom.n);
    if (i == NAMES_NONE) {
        problem_add(&b->out->problems, "BED-CHROM-002", bedx_at(b, chrom), b->e,
                    "the reference has no sequence of this name");
        return;
    }
    length = (uint64_t)r->seq[i].length;
    if (b->start > length)
        problem_add(&b->out->problems, "BED-START-002",
                    bedx_at(b, b->field[BEDX_START]), b->e,
                    "the sequence has %llu bases", (unsigned long long)length);
    if (b->end > length)
        problem_add(&b->out->problems, "BED-END-003",
                    bedx_at(b, b->field[BEDX_END]), b->e,
                    "the sequence has %llu bases", (unsigned long long)length);
}

void bedx_check_place(struct bedx *b)
{
    struct bedx_span chrom = b->field[BEDX_CHROM];
    bool start = bedx_number(&b->start, b->field[BEDX_START]);
    bool end = bedx_number(&b->end, b->field[BEDX_END]);

    if (!chrom.n || chrom.n > TEXT_MAX ||
        !bytes_all(chrom.s, chrom.n, BYTES_WORD))
        problem_add(&b->out->problems, "BED-CHROM-001", bedx_at(b, chrom), b->e,
                    "chrom is 1 to 255 letters, digits or _");
    if (!start)
        problem_add(&b->out->problems, "BED-START-001",
                    bedx_at(b, b->field[BEDX_START]), b->e,
                    "chromStart is no integer from 0 to 2^64-1");
    if (!end)
        problem_add(&b->out->problems, "BED-END-001",
                    bedx_at(b, b->field[BEDX_END]), b->e,
                    "chromEnd is no integer from 0 to 2^64-1");
    if (!start || !end)
        return;
    b->has_span = b->end >= b->start;
    if (!b->has_span)
        problem_add(&b->out->problems, "BED-END-002",
                    bedx_at(b, b->field[BEDX_END]), b->e,
                    "chromEnd is before chromStart");
    else
        compare_reference(b);
}

static void check_name(struct bedx *b, struct bedx_span t)
{
    bool good = t.n && t.n <= TEXT_MAX;

    for (size_t i = 0; good && i < t.n; i++)
        good = bytes_is(t.s[i], BYTES_GRAPHIC) || t.s[i] == ' ';
    if (!good)
        problem_add(&b->out->problems, "BED-NAME-001", bedx_at(b, t), b->e,
                    "name is 1 to 255 printable ASCII characters");
}

static void check_thick(struct bedx *b)
{
    uint64_t start = 0;
    uint64_t end = 0;

    if (!bedx_number(&start, b->field[BEDX_THICK_START]) ||
        (b->has_span && (start < b->start || start > b->end))) {
        problem_add(&b->out->problems, "BED-THICK-001",
                    bedx_at(b, b->field[BEDX_THICK_START]), b->e,
                    "thickStart is no integer from chromStart to chromEnd");
        start = b->start;
    }
    if (b->n <= BEDX_THICK_END)
        return;
    if (!bedx_number(&end, b->field[BEDX_THICK_END]) ||
        (b->has_span && (end < start || end > b->end)))
        problem_add(&b->out->problems, "BED-THICK-002",
                    bedx_at(b, b->field[BEDX_THICK_END]), b->e,
                    "thickEnd is no integer from thickStart to chromEnd");
}

static bool is_colour(struct bedx_span t)
{
    if (is(t, '0'))
        return true;
    for (int i = 0; i < 3; i++) {
        const char *comma = i < 2 ? memchr(t.s, ',', t.n) : t.s + t.n;
        struct bedx_span part;
        uint64_t v;

        if (!comma)
            return false;
        part = (struct bedx_span){t.s, (size_t)(comma - t.s)};
        if (!bedx_number(&v, part) || v > 255)
            return false;
        t.n -= part.n + (i < 2);
        t.s = comma + (i < 2);
    }
    return true;
}

void bedx_check_fields(struct bedx *b)
{
    size_t n = b->n < b->standard ? b->n : b->standard;
    uint64_t score;

    if (n > BEDX_NAME)
        check_name(b, b->field[BEDX_NAME]);
    if (n > BEDX_SCORE &&
        (!bedx_number(&score, b->field[BEDX_SCORE]) || score > 1000))
        problem_add(&b->out->problems, "BED-SCORE-001",
                    bedx_at(b, b->field[BEDX_SCORE]), b->e,
                    "score is no integer from 0 to 1000");
    if (n > BEDX_STRAND && !is(b->field[BEDX_STRAND], '+') &&
        !is(b->field[BEDX_STRAND], '-') && !is(b->field[BEDX_STRAND], '.'))
        problem_add(&b->out->problems, "BED-STRAND-001",
                    bedx_at(b, b->field[BEDX_STRAND]), b->e,
                    "strand is none of + - .");
    if (n > BEDX_THICK_START)
        check_thick(b);
    if (n > BEDX_RGB && !is_colour(b->field[BEDX_RGB]))
        problem_add(&b->out->problems, "BED-RGB-001",
                    bedx_at(b, b->field[BEDX_RGB]), b->e,
                    "itemRgb is neither 0 nor three integers from 0 to 255");
}
