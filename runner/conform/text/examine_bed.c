#include "conform/text/examine_bed.h"

#include <stdio.h>
#include <string.h>

#include "base/err.h"
#include "base/path.h"
#include "conform/bytes.h"
#include "conform/index/rebuild.h"
#include "conform/text/examine_bed_internal.h"
#include "formats/textpieces.h"

#define CHROMS_MAX                                                             \
    1000000 /* names that are kept to see whether one returns                  \
             */

static bool starts_with(const char *s, size_t n, const char *word)
{
    size_t len = strlen(word);

    return n >= len && memcmp(s, word, len) == 0 &&
           (n == len || bytes_is(s[len], BYTES_BLANK));
}

static bool is_track(const char *s, size_t n)
{
    return starts_with(s, n, "track") || starts_with(s, n, "browser");
}

/* A first line of data that has two numbers after a name? */
bool examine_bed_sniff(const unsigned char *head, size_t n)
{
    const char *s = (const char *)head;
    const char *end = s + n;

    while (s < end) {
        size_t len = 0;
        const char *p;

        while (s + len < end && s[len] != '\n' && s[len] != '\r')
            len++;
        if (is_track(s, len))
            return true;
        if (len == 0 || *s == '#') {
            s += len + (s + len < end);
            continue;
        }
        p = s + bytes_span(s, len, BYTES_GRAPHIC);
        for (int i = 0; i < 2; i++) {
            size_t gap = bytes_span(p, (size_t)(s + len - p), BYTES_BLANK);
            size_t digits =
                bytes_span(p + gap, (size_t)(s + len - p) - gap, BYTES_DIGIT);

            if (!gap || !digits)
                return false;
            p += gap + digits;
        }
        return p == s + len || bytes_is(*p, BYTES_BLANK);
    }
    return false;
}

const struct problem_place *bedx_at(struct bedx *b, struct bedx_span t)
{
    b->place = textwalk_place(&b->walk, t.s, t.n);
    b->place.record = b->out->records;
    b->place.name = b->name;
    b->place.name_len = strlen(b->name);
    return &b->place;
}

static const struct bedx_span nothing = {NULL, 0};

/* ---- a line into fields */

static void add_field(struct bedx *b, const char *s, size_t n)
{
    if (b->n < BEDX_FIELDS)
        b->field[b->n] = (struct bedx_span){s, n};
    b->n++;
}

static void split_at_tabs(struct bedx *b)
{
    const char *s = b->walk.line;
    const char *end = s + b->walk.len;
    const char *tab;

    b->n = 0;
    while ((tab = memchr(s, '\t', (size_t)(end - s)))) {
        add_field(b, s, (size_t)(tab - s));
        s = tab + 1;
    }
    add_field(b, s, (size_t)(end - s));
}

static void split_at_blanks(struct bedx *b)
{
    const char *s = b->walk.line;
    const char *end = s + b->walk.len;

    b->n = 0;
    s += bytes_span(s, (size_t)(end - s), BYTES_BLANK);
    while (s < end) {
        const char *from = s;

        while (s < end && !bytes_is(*s, BYTES_BLANK))
            s++;
        add_field(b, from, (size_t)(s - from));
        s += bytes_span(s, (size_t)(end - s), BYTES_BLANK);
    }
}

/* Can the line be one of single tabs? No field of the standard is empty, and
 * no blank stands where only a name may have one. */
static bool fits_tabs(const struct bedx *b)
{
    size_t n = b->n < b->standard ? b->n : b->standard;

    if (b->n < 3)
        return false;
    for (size_t i = 0; i < n; i++) {
        if (!b->field[i].n)
            return false;
        if (i < BEDX_NAME && memchr(b->field[i].s, ' ', b->field[i].n))
            return false;
    }
    return true;
}

/* Does the line need tabs to be the only separator: for a blank or nothing in
 * a field? */
static bool needs_tabs(const struct bedx *b)
{
    const char *s = b->walk.line;
    const char *end = s + b->walk.len;

    if (memchr(s, ' ', b->walk.len) || end[-1] == '\t')
        return true;
    if (b->n <= b->standard)
        return false;
    while ((s = memchr(s, '\t', (size_t)(end - s))) && ++s < end) {
        if (*s == '\t')
            return true;
    }
    return false;
}

static void leave_tabs(struct bedx *b)
{
    b->tabs = false;
    if (b->tabs_line)
        problem_add(&b->out->problems, "BED-NAME-002", bedx_at(b, nothing),
                    b->e,
                    "single tabs separate no longer, but line %llu has a blank "
                    "or nothing in a field",
                    (unsigned long long)b->tabs_line);
}

static void tell_blanks(struct bedx *b)
{
    const char *s = b->walk.line;
    size_t n = b->walk.len;

    if (bytes_is(s[0], BYTES_BLANK) || bytes_is(s[n - 1], BYTES_BLANK))
        problem_add(&b->out->problems, "BED-FILE-003", bedx_at(b, nothing),
                    b->e, "the line begins or ends with a separator");
    if (!b->blanks_told)
        problem_add(&b->out->problems, "BED-FILE-007", bedx_at(b, nothing),
                    b->e, "fields are separated by more than a tab");
    b->blanks_told = true;
}

static void split(struct bedx *b)
{
    if (b->tabs) {
        split_at_tabs(b);
        if (fits_tabs(b)) {
            if (!b->tabs_line && needs_tabs(b))
                b->tabs_line = b->walk.number;
            return;
        }
        leave_tabs(b);
    }
    split_at_blanks(b);
    tell_blanks(b);
}

/* ---- lines */

static void check_count(struct bedx *b)
{
    if (b->n < 3)
        problem_add(&b->out->problems, "BED-FILE-002", bedx_at(b, nothing),
                    b->e, "there are %zu fields, at least 3 are needed", b->n);
    else if ((b->n == 10 || b->n == 11) && b->standard == BEDX_FIELDS)
        problem_add(&b->out->problems, "BED-FILE-002", bedx_at(b, nothing),
                    b->e, "there are %zu fields", b->n);
    if (!b->any_data)
        b->n_fields = b->n;
    else if (b->n != b->n_fields)
        problem_add(&b->out->problems, "BED-FILE-001", bedx_at(b, nothing),
                    b->e,
                    "there are %zu fields, the first line of data has %zu",
                    b->n, b->n_fields);
    b->any_data = true;
}

/* Fields after those of the standard: printable characters. */
static void check_custom(struct bedx *b)
{
    const char *s;
    size_t n;

    if (b->n <= b->standard)
        return;
    s = b->field[b->standard - 1].s + b->field[b->standard - 1].n;
    n = (size_t)(b->walk.line + b->walk.len - s);
    for (size_t i = 0; i < n; i++) {
        if (bytes_is(s[i], BYTES_GRAPHIC | BYTES_BLANK))
            continue;
        problem_add(&b->out->problems, "BED-CUSTOM-001",
                    bedx_at(b, (struct bedx_span){s + i, n - i}), b->e,
                    "a custom field holds a character that is not printable "
                    "ASCII");
        return;
    }
}

static void check_order(struct bedx *b)
{
    uint32_t i = b->chrom;
    int added = 0;
    const struct bedx_span *c = &b->field[BEDX_CHROM];

    if (b->unsorted_told || !b->has_span)
        return;
    if (b->chrom == NAMES_NONE || b->chroms.len[b->chrom] != c->n ||
        memcmp(b->chroms.a[b->chrom], c->s, c->n) != 0) {
        if (b->chroms.n >= CHROMS_MAX)
            return;
        if (names_add(&i, &added, &b->chroms, c->s, c->n, b->e))
            return;
        b->unsorted_told = !added;
    } else {
        b->unsorted_told = b->start < b->last_start;
    }
    if (b->unsorted_told)
        problem_add(&b->out->problems, "BED-FILE-008", bedx_at(b, nothing),
                    b->e, "this is not in order after the line before");
    b->chrom = i;
    b->last_start = b->start;
}

static void data_line(struct bedx *b)
{
    b->out->records++;
    b->has_span = false;
    b->name[0] = '\0';
    split(b);
    check_count(b);
    if (b->n < 3)
        return;
    snprintf(b->name, sizeof(b->name), "%.*s:%.*s",
             (int)(b->field[0].n < 40 ? b->field[0].n : 40), b->field[0].s,
             (int)(b->field[1].n < 20 ? b->field[1].n : 20), b->field[1].s);
    bedx_check_place(b);
    bedx_check_fields(b);
    if (b->n >= BEDX_FIELDS && b->standard == BEDX_FIELDS)
        bedx_check_blocks(b);
    check_custom(b);
    check_order(b);
    if (b->index && b->has_span)
        bedx_check_index(b);
}

static void check_line_end(struct bedx *b)
{
    if (b->walk.separator == TEXTWALK_NONE)
        return;
    if (b->first_line)
        b->line_end = b->walk.separator;
    else if (b->walk.separator != b->line_end && !b->line_end_told) {
        problem_add(&b->out->problems, "BED-FILE-004", bedx_at(b, nothing),
                    b->e, "this line ends otherwise than the first one");
        b->line_end_told = true;
    }
    b->first_line = false;
}

static void any_line(struct bedx *b)
{
    const char *s = b->walk.line;
    size_t n = b->walk.len;
    size_t blank = bytes_span(s, n, BYTES_BLANK);
    struct bedx_span all = {s, n};

    check_line_end(b);
    if (n == blank || s[0] == '#')
        return;
    b->name[0] = '\0';
    if (s[blank] == '#')
        problem_add(&b->out->problems, "BED-FILE-006", bedx_at(b, all), b->e,
                    "blanks stand before #");
    else if (is_track(s, n))
        problem_add(&b->out->problems, "BED-FILE-005", bedx_at(b, all), b->e,
                    "this belongs into a track file");
    else
        data_line(b);
}

/* ENCODE's formats are BED6 with fields of their own. */
static size_t standard_fields(const struct examine_job *job)
{
    const char *name = job->name ? job->name : job->path;
    static const char *const six[] = {".narrowPeak", ".broadPeak",
                                      ".narrowPeak.gz", ".broadPeak.gz"};

    for (size_t i = 0; i < sizeof(six) / sizeof(six[0]); i++) {
        if (path_ends(name, six[i]))
            return 6;
    }
    return BEDX_FIELDS;
}

int examine_bed(struct examined *out, const struct examine_job *job,
                struct err *e)
{
    struct bedx b = {.out = out,
                     .job = job,
                     .e = e,
                     .standard = standard_fields(job),
                     .first_line = true,
                     .tabs = true,
                     .chrom = NAMES_NONE};
    struct err why = {0};
    enum textin_end how = TEXTIN_WELL;
    int rc;

    if (textwalk_open(&b.walk, job, &why) == 0) {
        b.walk.cr_ends_line = true;
        bedx_open_index(&b);
        while (!e->code && !out->why.code && textwalk_next(&b.walk, &why) == 1)
            any_line(&b);
        how = textpieces_how(b.walk.pieces).end;
        if (!e->code && !why.code)
            rebuild_end(b.index, e);
    }
    b.name[0] = '\0';
    if (!e->code && out->why.code)
        rc = 0;
    else
        rc = e->code
                 ? -1
                 : textend_tell(out, &why, how,
                                how == TEXTIN_NO_END_BLOCK ? "FILE-GZIP-002"
                                                           : "FILE-GZIP-001",
                                bedx_at(&b, nothing), e);
    textwalk_close(&b.walk);
    rebuild_free(b.index);
    names_release(&b.chroms);
    return rc;
}
