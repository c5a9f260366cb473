/*
 * The rules of CRAM and CRAI: a file made byte by byte here, in which one thing
 * is wrong at a time. Exactly its rule is told, and none of the file as it was.
 *
 * The file: one sequence of 100 bases, one container of two slices, each of two
 * reads of 10 bases that are those of the reference.
 */
#include "conform/tests/textcase.h"

#include <stdbool.h>

#include "base/digest.h"
#include "conform/cram/cramcur.h"
#include "conform/rules.h"
#include "formats/cramblock.h"
#include "formats/fastaio.h"

#define CAP   8192
#define BASES 100

struct bytes {
    unsigned char b[CAP];
    size_t n;
};

enum wrong {
    NOTHING,
    MAGIC,
    VERSION,
    VERSION_2_0,
    NO_EOF,
    EOF_CUT,
    EOF_OTHER,
    BEHIND_EOF,
    HEAD_CRC,
    LENGTH_LONG,
    LENGTH_SHORT,
    BLOCKS,
    LANDMARK,
    LANDMARKS,
    LANDMARKS_MANY,
    RECORDS,
    COUNTER,
    SLICE_REF,
    BASE_COUNT,
    CONTAINER_SPAN,
    BLOCK_CRC,
    METHOD,
    METHOD_3_1,
    RAW_SIZE,
    GZIP,
    BLOCK_ORDER,
    CONTENT_3,
    EXTERNAL_TWICE,
    EXTERNAL_ZERO,
    HEADER_BZIP2,
    HEADER_GZIP,
    HEADER_LENGTH,
    NO_M5,
    NO_UR,
    NO_SM,
    NO_TD,
    NO_SERIES,
    NO_TAG,
    TAG_NAME,
    TAG_NUL,
    CODEC,
    CODEC_LENGTH,
    MAP_SIZE,
    BOOLEAN,
    UNKNOWN_KEY,
    MD5,
    AP_EXTERNAL, /* a series in a block that is not there */
    EMBEDDED,
    SLICE_CUT,
    READ_OUTSIDE,
    SLICE_BLOCKS,
    SLICE_IDS,
    REF_ABSENT,
    SLICE_PACKED,
    QUALITY,
    TAG_VALUE,
    MATE,
    STORED, /* nothing: bases are stored, no reference is needed */
    /* what a record means */
    SAM_FLAG,
};

/* ---- numbers ---- */

static void add(struct bytes *w, const void *s, size_t n)
{
    assert_true(w->n + n <= CAP);
    memcpy(w->b + w->n, s, n);
    w->n += n;
}

static void u8(struct bytes *w, unsigned v)
{
    unsigned char c = (unsigned char)v;

    add(w, &c, 1);
}

static void u32(struct bytes *w, uint32_t v)
{
    for (int i = 0; i < 4; i++)
        u8(w, v >> (8 * i) & 0xff);
}

static void itf8(struct bytes *w, int32_t n)
{
    uint32_t v = (uint32_t)n;

    if (v < 0x80) {
        u8(w, v);
    } else if (v < 0x4000) {
        u8(w, 0x80 | v >> 8);
        u8(w, v & 0xff);
    } else {
        u8(w, 0xf0 | v >> 28);
        u8(w, v >> 20 & 0xff);
        u8(w, v >> 12 & 0xff);
        u8(w, v >> 4 & 0xff);
        u8(w, v & 0x0f);
    }
}

/* ---- blocks ---- */

struct block {
    unsigned method;
    unsigned content;
    int32_t id;
    const struct bytes *data;
    int32_t raw; /* -1: as it is */
    bool bad_crc;
};

static void add_block(struct bytes *w, const struct block *b)
{
    size_t at = w->n;

    u8(w, b->method);
    u8(w, b->content);
    itf8(w, b->id);
    itf8(w, (int32_t)b->data->n);
    itf8(w, b->raw < 0 ? (int32_t)b->data->n : b->raw);
    add(w, b->data->b, b->data->n);
    u32(w, cramblock_crc(w->b + at, w->n - at) ^ b->bad_crc);
}

static void plain(struct bytes *w, unsigned content, int32_t id,
                  const struct bytes *data)
{
    add_block(w, &(struct block){
                     .content = content, .id = id, .data = data, .raw = -1});
}

/* ---- the reference ---- */

static void reference(char *out)
{
    for (int i = 0; i < BASES; i++)
        out[i] = "ACGT"[(i * i + i / 3) % 4];
    out[BASES] = '\0';
}

/* Needs it no reference? */
static bool stores_bases(enum wrong x)
{
    return x == STORED || x == READ_OUTSIDE;
}

static void md5_of(unsigned char *out, int beg, int end)
{
    char bases[BASES + 1];
    struct err e = {0};

    reference(bases);
    assert_int_equal(
        digest_of(out, DIGEST_MD5, bases + beg, (size_t)(end - beg), &e), 0);
}

/* ---- the container of the header ---- */

struct container {
    int32_t ref;
    int32_t start;
    int32_t span;
    int32_t records;
    int32_t counter;
    int32_t bases;
    int32_t blocks;
    int32_t n_landmarks;
    int32_t landmark[4];
    int32_t length;
    bool bad_crc;
};

static void add_container(struct bytes *w, const struct container *c,
                          const struct bytes *body)
{
    size_t at = w->n;

    u32(w, (uint32_t)c->length);
    itf8(w, c->ref);
    itf8(w, c->start);
    itf8(w, c->span);
    itf8(w, c->records);
    itf8(w, c->counter);
    itf8(w, c->bases);
    itf8(w, c->blocks);
    itf8(w, c->n_landmarks);
    for (int i = 0; i < c->n_landmarks && i < 4; i++)
        itf8(w, c->landmark[i]);
    u32(w, cramblock_crc(w->b + at, w->n - at) ^ c->bad_crc);
    add(w, body->b, body->n);
}

static void add_header(struct bytes *w, enum wrong x)
{
    char text[256];
    unsigned char md5[DIGEST_BYTES_MAX];
    char hex[40];
    struct bytes data = {0};
    struct bytes body = {0};
    size_t n;

    md5_of(md5, 0, BASES);
    digest_to_hex(hex, md5, 16);
    n = (size_t)snprintf(text, sizeof(text),
                         "@HD\tVN:1.6\tSO:coordinate\n"
                         "@SQ\tSN:c\tLN:%d%s%s%s\n"
                         "@RG\tID:g\tSM:s\tPL:ILLUMINA\n",
                         BASES, x == NO_UR ? "" : "\tUR:c.fa",
                         x == NO_M5 ? "" : "\tM5:", x == NO_M5 ? "" : hex);
    u32(&data, (uint32_t)n + (x == HEADER_LENGTH ? 20 : 0));
    add(&data, text, n);
    add(&data, "\0\0\0\0", 4); /* room to grow */
    add_block(&body, &(struct block){
                         .method = x == HEADER_BZIP2 ? 2 : x == HEADER_GZIP,
                         .data = &data,
                         .raw = -1});
    add_container(
        w, &(struct container){.blocks = 1, .length = (int32_t)body.n}, &body);
}

/* ---- the compression header ---- */

static void constant(struct bytes *w, const char *key, int32_t v)
{
    struct bytes p = {0};

    itf8(&p, 1);
    itf8(&p, v);
    itf8(&p, 1);
    itf8(&p, 0);
    add(w, key, 2);
    itf8(w, 3);
    itf8(w, (int32_t)p.n);
    add(w, p.b, p.n);
}

static void external(struct bytes *w, const char *key, int32_t id)
{
    add(w, key, 2);
    itf8(w, 1);
    itf8(w, 1);
    itf8(w, id);
}

static void add_map(struct bytes *w, int32_t keys, const struct bytes *map,
                    int wrong_by)
{
    struct bytes n = {0};

    itf8(&n, keys);
    itf8(w, (int32_t)(n.n + map->n) + wrong_by);
    add(w, n.b, n.n);
    add(w, map->b, map->n);
}

static void preservation(struct bytes *w, enum wrong x)
{
    struct bytes m = {0};
    int32_t n = 3;
    const char *tags = x == TAG_NAME    ? "N-C"
                       : x == NO_TAG    ? "NMc"
                       : x == TAG_VALUE ? "NMZ"
                                        : "NMC";

    add(&m, "RN\1AP\1RR", 8);
    u8(&m, x == BOOLEAN ? 2 : !stores_bases(x));
    if (x == UNKNOWN_KEY) {
        add(&m, "ZZ\1", 3);
        n++;
    }
    if (x != NO_SM) {
        add(&m, "SM\x1b\x1b\x1b\x1b\x1b", 7);
        n++;
    }
    if (x != NO_TD) {
        add(&m, "TD", 2);
        itf8(&m, x == TAG_NUL ? 3 : 4);
        add(&m, tags, x == TAG_NUL ? 3 : 4);
        n++;
    }
    add_map(w, n, &m, x == MAP_SIZE);
}

static void series(struct bytes *w, enum wrong x)
{
    struct bytes m = {0};
    int32_t n = 12;

    constant(&m, "BF", x == SAM_FLAG ? 0x400 | 0x40 : x == MATE ? 1 : 0);
    constant(&m, "CF", x == MATE ? 3 : 1);
    constant(&m, "RL", 10);
    external(&m, "AP", x == AP_EXTERNAL ? 99 : 1);
    constant(&m, "RG", x == TAG_VALUE ? -1 : 0);
    add(&m, "RN\5\2\0\2", 6); /* up to a NUL, in block 2 */
    constant(&m, "TL", 0);
    constant(&m, "FN", stores_bases(x));
    external(&m, "QS", 4);
    if (x == CODEC) {
        add(&m, "BB\x0b\1\1", 5);
    } else if (x == CODEC_LENGTH) {
        add(&m, "BB\1\2\1\1", 6);
    } else if (stores_bases(x)) { /* ten bytes, in block 5 */
        add(&m, "BB\4\x09\3\4\1\x0a\1\0\1\1\5", 13);
        constant(&m, "FC", 'b');
        constant(&m, "FP", 1);
        n += 2;
    } else {
        external(&m, "BB", 5);
    }
    external(&m, "BA", 5);
    if (x == NO_SERIES)
        constant(&m, "DL", 30);
    else
        constant(&m, "MQ", 30);
    if (x == MATE) {
        constant(&m, "MF", 0);
        constant(&m, "NS", 7); /* there is no such reference */
        constant(&m, "NP", 5);
        constant(&m, "TS", 0);
        n += 4;
    }
    if (x == NO_SERIES) { /* the first, BF, gets another name */
        m.b[0] = 'D';
        m.b[1] = 'X';
    }
    add_map(w, n, &m, 0);
}

static void tags(struct bytes *w, enum wrong x)
{
    struct bytes m = {0};

    itf8(&m, 'N' << 16 | 'M' << 8 | (x == TAG_VALUE ? 'Z' : 'C'));
    add(&m, "\4\x09\3\4\1\1\1\0\1\1\3", 11); /* one byte, in block 3 */
    add_map(w, 1, &m, 0);
}

/* ---- slices ---- */

static void slice_header(struct bytes *w, enum wrong x, int i)
{
    unsigned char md5[DIGEST_BYTES_MAX];

    md5_of(md5, 40 * i, 40 * i + 30);
    if (x == MD5 && i)
        md5[3] ^= 1;
    itf8(w, x == SLICE_REF && i ? -1 : x == REF_ABSENT ? 1 : 0);
    itf8(w, 40 * i + 1);
    itf8(w, x == READ_OUTSIDE && i ? 29 : 30);
    itf8(w, 2);
    itf8(w, 2 * i);
    itf8(w, x == SLICE_BLOCKS && i ? 5 : 6);
    itf8(w, 5);
    for (int k = 1; k <= 5; k++)
        itf8(w, k == 5 && x == EXTERNAL_TWICE   ? 4
                : k == 5 && x == EXTERNAL_ZERO  ? 0
                : k == 5 && x == SLICE_IDS && i ? 9
                                                : k);
    itf8(w, x == EMBEDDED && i ? 77 : -1);
    if (stores_bases(x))
        memset(md5, 0, 16);
    add(w, md5, x == SLICE_CUT && i ? 15 : 16);
}

static void external_blocks(struct bytes *w, enum wrong x, int i)
{
    struct bytes ap = {0};
    struct bytes names = {0};
    struct bytes nm = {0};
    struct bytes qual = {0};
    struct bytes bases = {0};
    char genome[BASES + 1];

    reference(genome);
    itf8(&ap, 0);
    itf8(&ap, 20);
    for (int k = 0; k < 2; k++) {
        char name[8];
        int n = snprintf(name, sizeof(name), "r%d", 2 * i + k);

        add(&names, name, (size_t)n + 1);
        u8(&nm, x == TAG_VALUE ? '0' : 0);
        if (stores_bases(x))
            add(&bases, genome + 40 * i + 20 * k, 10);
        for (int q = 0; q < 10; q++)
            u8(&qual, x == QUALITY && i ? 94 : 30);
    }
    plain(w, 4, 1, &ap);
    plain(w, 4, 2, &names);
    plain(w, 4, 3, &nm);
    add_block(w, &(struct block){
                     .content = 4,
                     .id = 4,
                     .data = &qual,
                     .method = x == METHOD       ? 9
                               : x == METHOD_3_1 ? 5
                               : x == GZIP && i  ? 1
                                                 : 0,
                     .raw = x == RAW_SIZE && i ? 19 : -1,
                     .bad_crc = x == BLOCK_CRC && i,
                 });
    plain(w, x == CONTENT_3 && i ? 3 : 4,
          x == EXTERNAL_TWICE  ? 4
          : x == EXTERNAL_ZERO ? 0
                               : 5,
          &bases);
}

static void add_slice(struct bytes *w, enum wrong x, int i)
{
    struct bytes head = {0};
    struct bytes core = {0};

    slice_header(&head, x, i);
    add_block(w, &(struct block){.content = 2,
                                 .data = &head,
                                 .method = x == SLICE_PACKED && i,
                                 .raw = -1});
    if (x != BLOCK_ORDER)
        plain(w, 5, 0, &core);
    external_blocks(w, x, i);
    if (x == BLOCK_ORDER)
        plain(w, 5, 0, &core);
}

static void add_data(struct bytes *w, enum wrong x)
{
    struct container c = {.start = 1,
                          .span = 70,
                          .records = 4,
                          .bases = 40,
                          .blocks = 15,
                          .n_landmarks = 2};
    struct bytes coding = {0};
    struct bytes body = {0};

    preservation(&coding, x);
    series(&coding, x);
    tags(&coding, x);
    plain(&body, 1, 0, &coding);
    c.landmark[0] = (int32_t)body.n;
    add_slice(&body, x, 0);
    c.landmark[1] = (int32_t)body.n;
    add_slice(&body, x, 1);
    c.landmark[1] += x == LANDMARK;
    c.n_landmarks = x == LANDMARKS ? 1 : x == LANDMARKS_MANY ? 100000 : 2;
    c.records += x == RECORDS;
    c.bases += x == BASE_COUNT;
    c.blocks += x == BLOCKS;
    c.span -= x == CONTAINER_SPAN;
    c.ref = x == REF_ABSENT;
    c.length = (int32_t)body.n + (x == LENGTH_LONG) * 3 - (x == LENGTH_SHORT);
    c.bad_crc = x == HEAD_CRC;
    if (x == LENGTH_LONG)
        add(&body, "\0\0\0", 3);
    if (x == LENGTH_SHORT)
        body.n--;
    add_container(w, &c, &body);
}

/* ---- the file ---- */

/* A second container of records that has none, for the counter. */
static void add_empty(struct bytes *w, enum wrong x)
{
    struct container c = {.counter = x == COUNTER ? 9 : 4 + (x == RECORDS),
                          .ref = -1,
                          .blocks = 1};
    struct bytes coding = {0};
    struct bytes body = {0};

    preservation(&coding, NOTHING);
    series(&coding, NOTHING);
    tags(&coding, NOTHING);
    plain(&body, 1, 0, &coding);
    c.length = (int32_t)body.n;
    add_container(w, &c, &body);
}

static void add_end(struct bytes *w, enum wrong x)
{
    static const unsigned char end[] = {
        0x0f, 0, 0, 0, 0xff, 0xff, 0xff, 0xff, 0x0f, 0xe0, 0x45, 0x4f, 0x46,
        0,    0, 0, 0, 1,    0,    0x05, 0xbd, 0xd9, 0x4f, 0,    1,    0,
        6,    6, 1, 0, 1,    0,    1,    0,    0xee, 0x63, 0x01, 0x4b};

    if (x == NO_EOF)
        return;
    add(w, end, sizeof(end) - (x == EOF_CUT ? 5 : 0));
    if (x == EOF_OTHER)
        w->b[w->n - 8] = 7;
    if (x == BEHIND_EOF)
        u8(w, 0);
}

static void make(struct bytes *w, enum wrong x)
{
    w->n = 0;
    add(w, x == MAGIC ? "CRAX" : "CRAM", 4);
    u8(w, x == VERSION_2_0 ? 2 : 3);
    u8(w, x == VERSION ? 7 : 0);
    add(w, "a file of twenty....", 20);
    add_header(w, x);
    add_data(w, x);
    add_empty(w, x);
    add_end(w, x);
}

static struct fasta genome;

static void open_genome(void)
{
    char text[BASES + 8];
    char bases[BASES + 1];
    const char *path;
    struct err e = {0};
    int n;

    reference(bases);
    n = snprintf(text, sizeof(text), ">c\n%s\n", bases);
    path = scratch_write("genome.fa", text, (size_t)n);
    assert_int_equal(fasta_open(&genome, path, &e), 0);
}

/* `all`: practice and policy are asked too. */
static void look_as(struct examined *x, const struct bytes *w, bool reference,
                    bool all)
{
    struct examine_job job = {.format = "cram",
                              .practice = all,
                              .policy = all,
                              .crew = textcase_crew,
                              .reference = reference ? &genome : NULL};
    struct err e = {0};

    job.path = scratch_write("case.cram", w->b, w->n);
    assert_int_equal(examine(x, &job, &e), 0);
}

static void look(struct examined *x, const struct bytes *w, bool reference)
{
    look_as(x, w, reference, true);
}

static void each_rule_is_told_alone(void **state)
{
    bool broken[64] = {false}; /* by row of the table of rules */
    static const struct {
        enum wrong wrong;
        const char *rule;
    } row[] = {
        {NOTHING,        ""             },
        {MAGIC,          " CRAM-FD-001" },
        {VERSION,        " CRAM-FD-002" },
        {NO_EOF,         " CRAM-EOF-001"},
        {EOF_CUT,        " CRAM-EOF-001"},
        {EOF_OTHER,      " CRAM-EOF-001"},
        {BEHIND_EOF,     " CRAM-EOF-002"},
        {HEAD_CRC,       " CRAM-CON-001"},
        {LENGTH_LONG,    " CRAM-CON-002"},
        {LENGTH_SHORT,   " CRAM-CON-002"},
        {BLOCKS,         " CRAM-CON-003"},
        {LANDMARK,       " CRAM-CON-004"},
        {LANDMARKS,      " CRAM-CON-004"},
        {LANDMARKS_MANY, " CRAM-CON-004"},
        {RECORDS,        " CRAM-CON-005"},
        {COUNTER,        " CRAM-CON-006"},
        {SLICE_REF,      " CRAM-CON-007"},
        {BASE_COUNT,     " CRAM-CON-008"},
        {CONTAINER_SPAN, " CRAM-CON-009"},
        {BLOCK_CRC,      " CRAM-BLK-001"},
        {METHOD,         " CRAM-BLK-002"},
        {METHOD_3_1,     " CRAM-BLK-002"},
        {RAW_SIZE,       " CRAM-BLK-003"},
        {GZIP,           " CRAM-BLK-004"},
        {BLOCK_ORDER,    " CRAM-BLK-005"},
        {CONTENT_3,      " CRAM-BLK-005"},
        {EXTERNAL_TWICE, " CRAM-BLK-006"},
        {EXTERNAL_ZERO,  " CRAM-BLK-007"},
        {HEADER_GZIP,    " CRAM-BLK-004"},
        {HEADER_BZIP2,   " CRAM-HDR-001"},
        {HEADER_LENGTH,  " CRAM-HDR-002"},
        {NO_M5,          " CRAM-HDR-003"},
        {NO_UR,          " CRAM-HDR-004"},
        {NO_SM,          " CRAM-CH-001" },
        {NO_TD,          " CRAM-CH-001" },
        {NO_SERIES,      " CRAM-CH-002" },
        {NO_TAG,         " CRAM-CH-002" },
        {TAG_NAME,       " CRAM-CH-003" },
        {TAG_NUL,        " CRAM-CH-003" },
        {CODEC,          " CRAM-CH-004" },
        {CODEC_LENGTH,   " CRAM-CH-004" },
        {MAP_SIZE,       " CRAM-CH-004" },
        {UNKNOWN_KEY,    " CRAM-CH-004" },
        {BOOLEAN,        " CRAM-CH-005" },
        {MD5,            " CRAM-SL-001" },
        {AP_EXTERNAL,    " CRAM-SL-002" },
        {EMBEDDED,       " CRAM-SL-003" },
        {SLICE_CUT,      " CRAM-SL-004" },
        {READ_OUTSIDE,   " CRAM-SL-005" },
        {SLICE_BLOCKS,   " CRAM-SL-006" },
        {SLICE_IDS,      " CRAM-SL-006" },
        {REF_ABSENT,     " CRAM-SL-007" },
        {SLICE_PACKED,   " CRAM-SL-008" },
        {MATE,           " CRAM-REC-001"},
        {QUALITY,        " CRAM-REC-002"},
        {TAG_VALUE,      " CRAM-REC-003"},
        {SAM_FLAG,       " SAM-FLAG-003"},
    };

    (void)state;
    open_genome();
    for (size_t i = 0; i < T_LEN(row); i++) {
        struct bytes w;
        struct examined x = {0};
        char rules[512];

        make(&w, row[i].wrong);
        /* without its tags a record lacks what policy asks for */
        look_as(&x, &w, true, row[i].wrong != TAG_VALUE);
        textcase_rules(rules, sizeof(rules), &x);
        if (!x.judged || strcmp(rules, row[i].rule) != 0)
            fail_msg("%zu: \"%s\" instead of \"%s\" %s %s", i, rules,
                     row[i].rule, x.why.msg,
                     x.problems.n ? x.problems.a[0].example[0].en : "");
        for (size_t k = 0; k < rules_cram_n && k < T_LEN(broken); k++)
            broken[k] |= strcmp(rules_cram[k].id,
                                *row[i].rule ? row[i].rule + 1 : "") == 0;
        examined_release(&x);
    }
    fasta_close(&genome);
    for (size_t k = 0; k < rules_cram_n; k++) {
        if (!broken[k])
            fail_msg("nothing here breaks %s", rules_cram[k].id);
    }
}

/* What was not decoded is never a pass. */
static void what_needs_a_reference_is_not_judged_without(void **state)
{
    struct bytes w;
    struct examined x = {0};
    char rules[512];

    (void)state;
    make(&w, NOTHING);
    look(&x, &w, false);
    assert_false(x.judged);
    assert_int_equal(x.why.code, ERR_MISSING);
    assert_int_equal(x.problems.n, 0);
    examined_release(&x);

    make(&w, BLOCKS); /* a build that is wrong is verdict enough */
    look(&x, &w, false);
    assert_true(x.judged);
    textcase_rules(rules, sizeof(rules), &x);
    assert_string_equal(rules, " CRAM-CON-003");
    examined_release(&x);

    make(&w, STORED);
    look(&x, &w, false);
    assert_true(x.judged);
    assert_int_equal(x.records, 4);
    assert_int_equal(x.problems.n, 0);
    assert_string_equal(x.version, "3.0");
    examined_release(&x);

    make(&w, VERSION_2_0);
    look(&x, &w, false);
    assert_false(x.judged);
    assert_int_equal(x.why.code, ERR_LIMIT);
    examined_release(&x);
}

static void another_reference_is_not_taken(void **state)
{
    const char *path = scratch_write("other.fa", ">d\nACGT\n", 8);
    struct bytes w;
    struct examined x = {0};
    struct err e = {0};

    (void)state;
    assert_int_equal(fasta_open(&genome, path, &e), 0);
    make(&w, NOTHING);
    look(&x, &w, true);
    assert_false(x.judged);
    assert_int_equal(x.why.code, ERR_MISMATCH);
    examined_release(&x);
    fasta_close(&genome);
}

static void the_folder_of_a_reference_stays_as_it_is(void **state)
{
    (void)state;
    assert_int_not_equal(access(scratch_path("genome.fa.fai"), F_OK), 0);
}

/* ---- the index ---- */

/* Where the container of records stands, and its slices in it. */
struct places {
    long container;
    long landmark[2];
    long size[2];
};

static struct places places_of(const struct bytes *w)
{
    struct places p = {0};
    uint32_t length;
    struct cramcur c;

    memcpy(&length, w->b + 26, 4);
    c = (struct cramcur){w->b + 30, w->b + w->n, false};
    for (int i = 0; i < 8; i++)
        (void)cramcur_itf8(&c);
    p.container = (long)(c.p - w->b) + 4 + (long)length;
    memcpy(&length, w->b + p.container, 4);
    c = (struct cramcur){w->b + p.container + 4, w->b + w->n, false};
    for (int i = 0; i < 8; i++)
        (void)cramcur_itf8(&c);
    p.landmark[0] = cramcur_itf8(&c);
    p.landmark[1] = cramcur_itf8(&c);
    p.size[0] = p.landmark[1] - p.landmark[0];
    p.size[1] = (long)length - p.landmark[1];
    return p;
}

static size_t gzip(unsigned char *out, const char *text, size_t n)
{
    static const unsigned char head[] = {0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3, 1};
    uint32_t crc = cramblock_crc(text, n);

    memcpy(out, head, 11);
    out[11] = (unsigned char)(n & 0xff);
    out[12] = (unsigned char)(n >> 8);
    out[13] = (unsigned char)~out[11];
    out[14] = (unsigned char)~out[12];
    memcpy(out + 15, text, n);
    for (int i = 0; i < 4; i++) {
        out[15 + n + (size_t)i] = (unsigned char)(crc >> (8 * i));
        out[19 + n + (size_t)i] = (unsigned char)((uint32_t)n >> (8 * i));
    }
    return 23 + n;
}

static void index_is(const char *text, bool packed, const char *rules)
{
    unsigned char bytes[512];
    size_t n = strlen(text);
    struct examine_job job = {.crew = textcase_crew};
    const char *names[] = {"case.cram.crai", "case.cram"};
    struct bytes w;

    make(&w, STORED);
    scratch_write("case.cram", w.b, w.n);
    if (packed)
        n = gzip(bytes, text, n);
    else
        memcpy(bytes, text, n);
    scratch_write("case.cram.crai", bytes, n);
    for (int i = 0; i < 2; i++) {
        char path[4096];

        snprintf(path, sizeof(path), "%s", scratch_path(names[i]));
        job.path = path;
        job.format = i ? "cram" : "crai";
        textcase_expect_of(&job, text, rules);
    }
    unlink(scratch_path("case.cram.crai"));
}

static void an_index_is_compared_with_its_slices(void **state)
{
    struct bytes w;
    struct places p;
    char text[512];

    (void)state;
    make(&w, STORED);
    p = places_of(&w);
#define ROW "%d\t%d\t%d\t%ld\t%ld\t%ld\n"
#define FIRST(ref, start, span)                                                \
    ref, start, span, p.container, p.landmark[0], p.size[0]
#define SECOND(d) 0, 41, 30, p.container, p.landmark[1], p.size[1] + (d)
    snprintf(text, sizeof(text), ROW ROW, FIRST(0, 1, 30), SECOND(0));
    index_is(text, true, "");
    index_is(text, false, " CRAI-001");
    snprintf(text, sizeof(text), ROW ROW "x\n", FIRST(0, 1, 30), SECOND(0));
    index_is(text, true, " CRAI-001");
    snprintf(text, sizeof(text), ROW ROW ROW, FIRST(0, 1, 30), SECOND(0),
             FIRST(-2, 1, 30));
    index_is(text, true, " CRAI-002");
    snprintf(text, sizeof(text), ROW ROW, FIRST(0, 1, 30), SECOND(1));
    index_is(text, true, " CRAI-003");
    snprintf(text, sizeof(text), ROW ROW ROW, FIRST(0, 1, 30), SECOND(0), 0, 1,
             1, p.container, p.landmark[0] + 1, p.size[0]);
    index_is(text, true, " CRAI-003");
    snprintf(text, sizeof(text), ROW, FIRST(0, 1, 30));
    index_is(text, true, " CRAI-004");
    snprintf(text, sizeof(text), ROW ROW, FIRST(1, 1, 30), SECOND(0));
    index_is(text, true, " CRAI-005");
    snprintf(text, sizeof(text), ROW ROW, FIRST(0, 2, 29), SECOND(0));
    index_is(text, true, " CRAI-005");
    snprintf(text, sizeof(text), ROW ROW, FIRST(0, 1, 29), SECOND(0));
    index_is(text, true, " CRAI-005");
#undef ROW
#undef FIRST
#undef SECOND
}

/* ---- numbers that no file has ---- */

static void lengths_are_not_believed(void **state)
{
    struct bytes w = {0};
    struct bytes body = {0};
    struct examined x = {0};

    (void)state;
    make(&w, NOTHING);
    w.n = 26; /* a container of 2 GB */
    add_container(&w, &(struct container){.blocks = 1, .length = INT32_MAX},
                  &body);
    look(&x, &w, false);
    assert_false(x.judged);
    assert_int_equal(x.why.code, ERR_LIMIT);
    examined_release(&x);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_rule_is_told_alone),
        cmocka_unit_test(what_needs_a_reference_is_not_judged_without),
        cmocka_unit_test(another_reference_is_not_taken),
        cmocka_unit_test(the_folder_of_a_reference_stays_as_it_is),
        cmocka_unit_test(an_index_is_compared_with_its_slices),
        cmocka_unit_test(lengths_are_not_believed),
    };

    return cmocka_run_group_tests_name("rules_cram", tests, textcase_setup,
                                       textcase_teardown);
}
