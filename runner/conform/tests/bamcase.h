/*
 * bamcase -- small BAM files, made byte by byte from lines like SAM's, and
 * examined: for the tests of the rules of BAM, of records and of their order.
 *
 * A line is SAM's, but RNAME and RNEXT are numbers of the list of references
 * ("0", "*"), SEQ and QUAL may be "*", and a tag of type i is an int32.
 */
#ifndef CONFORM_TESTS_BAMCASE_H
#define CONFORM_TESTS_BAMCASE_H

#include "conform/tests/textcase.h"

#include <stdbool.h>
#include <stdint.h>

#include "formats/bgzfout.h"

#define BAMCASE_MAX (1 << 20)

struct bamcase {
    unsigned char bytes[BAMCASE_MAX];
    size_t n;
    size_t record; /* where the last record begins (its block_size) */
};

#define BAMCASE_HEAD(sort)                                                     \
    "@HD\tVN:1.6\tSO:" sort "\n@SQ\tSN:chr1\tLN:1000\n@SQ\tSN:chr2\tLN:2000\n" \
    "@RG\tID:a\tSM:s\tLB:l\tPL:ILLUMINA\tPU:u\n@PG\tID:p\tPN:p\tVN:1\n"

static inline void bamcase_add(struct bamcase *b, const void *bytes, size_t n)
{
    assert_true(b->n + n <= sizeof(b->bytes));
    memcpy(b->bytes + b->n, bytes, n);
    b->n += n;
}

static inline void bamcase_le(struct bamcase *b, uint32_t v, size_t n)
{
    for (size_t i = 0; i < n; i++)
        bamcase_add(b, &(unsigned char){(unsigned char)(v >> (8 * i))}, 1);
}

static inline void bamcase_put(struct bamcase *b, size_t at, uint32_t v,
                               size_t n)
{
    for (size_t i = 0; i < n; i++)
        b->bytes[at + i] = (unsigned char)(v >> (8 * i));
}

static inline void bamcase_ref(struct bamcase *b, const char *name,
                               uint32_t bases)
{
    bamcase_le(b, (uint32_t)strlen(name) + 1, 4);
    bamcase_add(b, name, strlen(name) + 1);
    bamcase_le(b, bases, 4);
}

/* With chr1 of 1,000 and chr2 of 2,000 bases. */
static inline void bamcase_head(struct bamcase *b, const char *text)
{
    b->n = 0;
    bamcase_add(b, "BAM\1", 4);
    bamcase_le(b, (uint32_t)strlen(text), 4);
    bamcase_add(b, text, strlen(text));
    bamcase_le(b, 2, 4);
    bamcase_ref(b, "chr1", 1000);
    bamcase_ref(b, "chr2", 2000);
}

static inline uint32_t bamcase_number(const char *s)
{
    return (uint32_t)(*s == '*' ? -1 : strtol(s, NULL, 10));
}

static inline uint32_t bamcase_cigar(struct bamcase *b, const char *s,
                                     uint32_t *length)
{
    uint32_t n = 0;

    for (*length = 0; *s && *s != '*'; n++) {
        char *end;
        uint32_t len = (uint32_t)strtoul(s, &end, 10);
        uint32_t code = (uint32_t)(strchr("MIDNSHP=X", *end) - "MIDNSHP=X");

        *length += strchr("MDN=X", *end) ? len : 0;
        bamcase_le(b, len << 4 | code, 4);
        s = end + 1;
    }
    return n;
}

static inline void bamcase_seq(struct bamcase *b, const char *s, size_t n)
{
    static const char codes[] = "=ACMGRSVTWYHKDBN";

    for (size_t i = 0; i < n; i += 2) {
        unsigned hi = (unsigned)(strchr(codes, s[i]) - codes);
        unsigned lo =
            i + 1 < n ? (unsigned)(strchr(codes, s[i + 1]) - codes) : 0;

        bamcase_le(b, hi << 4 | lo, 1);
    }
}

static inline void bamcase_tag(struct bamcase *b, const char *s)
{
    bamcase_add(b, s, 2);
    bamcase_add(b, s + 3, 1);
    if (s[3] == 'i')
        bamcase_le(b, (uint32_t)strtol(s + 5, NULL, 10), 4);
    else
        bamcase_add(b, s + 5, strlen(s + 5) + 1);
}

/* As SAMv1 s5.3, for alignments within the first 16 kb. */
static inline uint32_t bamcase_bin(int64_t pos)
{
    return pos < 0 ? 4680 : 4681;
}

static inline void bamcase_record(struct bamcase *b, const char *line)
{
    char text[4096];
    char *f[32] = {0};
    size_t n = 0;
    size_t n_seq;
    uint32_t length;
    size_t n_cigar_at;

    snprintf(text, sizeof(text), "%s", line);
    for (char *s = text; s && n < T_LEN(f); n++) {
        f[n] = s;
        s = strchr(s, '\t');
        if (s)
            *s++ = '\0';
    }
    assert_true(n >= 11);
    n_seq = *f[9] == '*' ? 0 : strlen(f[9]);
    b->record = b->n;
    bamcase_le(b, 0, 4);
    bamcase_le(b, bamcase_number(f[2]), 4);
    bamcase_le(b, bamcase_number(f[3]) - 1, 4);
    bamcase_le(b, (uint32_t)strlen(f[0]) + 1, 1);
    bamcase_le(b, bamcase_number(f[4]), 1);
    bamcase_le(b, bamcase_bin((int32_t)bamcase_number(f[3]) - 1), 2);
    n_cigar_at = b->n;
    bamcase_le(b, 0, 2);
    bamcase_le(b, bamcase_number(f[1]), 2);
    bamcase_le(b, (uint32_t)n_seq, 4);
    bamcase_le(b, bamcase_number(f[6]), 4);
    bamcase_le(b, bamcase_number(f[7]) - 1, 4);
    bamcase_le(b, bamcase_number(f[8]), 4);
    bamcase_add(b, f[0], strlen(f[0]) + 1);
    bamcase_put(b, n_cigar_at, bamcase_cigar(b, f[5], &length), 2);
    bamcase_seq(b, f[9], n_seq);
    for (size_t i = 0; i < n_seq; i++)
        bamcase_le(b, *f[10] == '*' ? 0xff : (uint32_t)(f[10][i] - 33), 1);
    for (size_t i = 11; i < n; i++)
        bamcase_tag(b, f[i]);
    bamcase_put(b, b->record, (uint32_t)(b->n - b->record - 4), 4);
}

/* Lines that end with LF; returns how many. */
static inline size_t bamcase_records(struct bamcase *b, const char *lines)
{
    size_t count = 0;

    while (*lines) {
        size_t n = strcspn(lines, "\n");
        char line[4096];

        assert_true(n < sizeof(line));
        memcpy(line, lines, n);
        line[n] = '\0';
        bamcase_record(b, line);
        lines += n + 1;
        count++;
    }
    return count;
}

/* A file of these bytes, in blocks. */
static inline const char *bamcase_write(const struct bamcase *b)
{
    static const struct bgzfout_options o = {.level = 1, .no_digests = true};
    const char *path = scratch_path("case.bam");
    struct err e = {0};
    struct bgzfout_sum sum;
    struct bgzfout *out = bgzfout_open(path, &o, &e);

    assert_non_null(out);
    assert_int_equal(bgzfout_write(out, b->bytes, b->n, &e), 0);
    assert_int_equal(bgzfout_end(&sum, out, &e), 0);
    bgzfout_free(out);
    return path;
}

/* The rules that it breaks are `rules`, each with a blank before it; those of
 * policy are not asked. */
static inline void bamcase_expect(const struct bamcase *b, const char *what,
                                  const char *rules)
{
    struct examine_job job = {.format = "bam",
                              .path = bamcase_write(b),
                              .practice = true,
                              .crew = textcase_crew};
    struct examined x = {0};
    struct err e = {0};
    char found[1024];

    assert_int_equal(examine(&x, &job, &e), 0);
    textcase_rules(found, sizeof(found), &x);
    if (!x.judged || strcmp(found, rules) != 0)
        fail_msg("\"%s\" instead of \"%s\" for %s", found, rules, what);
    examined_release(&x);
}

static inline void bamcase_expect_lines(const char *head, const char *lines,
                                        const char *rules)
{
    static struct bamcase b;

    bamcase_head(&b, head);
    bamcase_records(&b, lines);
    bamcase_expect(&b, lines, rules);
}

#endif
