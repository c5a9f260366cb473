/*
 * The compression header (CRAMv3 s8.4): what is preserved, how each series of
 * data and each tag is encoded (s3, s13).
 */
#include <stdlib.h>
#include <string.h>

#include "conform/cram/cramwalk_internal.h"

enum codec {
    CODEC_NULL,
    CODEC_EXTERNAL,
    CODEC_GOLOMB,
    CODEC_HUFFMAN,
    CODEC_ARRAY_LEN,
    CODEC_ARRAY_STOP,
    CODEC_BETA,
    CODEC_SUBEXP,
    CODEC_GOLOMB_RICE,
    CODEC_GAMMA,
    CODECS
};

struct coder {
    struct cramwalk *w;
    struct problem_place at;
    struct cramcur c;
    const unsigned char *tags; /* TD; NULL: there is none */
    size_t n_tags;
    bool has_sm;
    bool series[26 * 26]; /* those that have an encoding, by their letters */
};

static int tell(struct coder *r, int rc)
{
    (void)rc;
    r->w->coding.known = false;
    return -1;
}

static int unreadable(struct coder *r)
{
    return tell(r, problem_add(r->w->problems, "CRAM-CH-004", &r->at, r->w->e,
                               "the compression header can not be read"));
}

/* ---- what is preserved ---- */

static int take_bool(struct coder *r, bool *out)
{
    unsigned char b = cramcur_byte(&r->c);

    *out = b != 0;
    if (b > 1)
        problem_add(r->w->problems, "CRAM-CH-005", &r->at, r->w->e,
                    "a yes or no is %u", b);
    return 0;
}

static int take_tags(struct coder *r)
{
    int32_t n = cramcur_itf8(&r->c);

    if (r->c.cut || n < 0)
        return -1;
    r->tags = cramcur_bytes(&r->c, (size_t)n);
    r->n_tags = r->tags ? (size_t)n : 0;
    return 0;
}

/* The length of a value is not written: an unknown key ends the reading. */
static int preserved(struct coder *r, const unsigned char *key)
{
    struct cramwalk_coding *k = &r->w->coding;
    bool ignored;

    if (memcmp(key, "RN", 2) == 0)
        return take_bool(r, &k->names);
    if (memcmp(key, "AP", 2) == 0)
        return take_bool(r, &k->delta);
    if (memcmp(key, "RR", 2) == 0)
        return take_bool(r, &k->reference);
    if (memcmp(key, "SM", 2) == 0) {
        r->has_sm = cramcur_bytes(&r->c, 5) != NULL;
        return 0;
    }
    if (memcmp(key, "TD", 2) == 0)
        return take_tags(r);
    if (memcmp(key, "MI", 2) == 0 || memcmp(key, "UI", 2) == 0 ||
        memcmp(key, "PI", 2) == 0) /* of CRAM 1 */
        return take_bool(r, &ignored);
    return -1;
}

/* The size of a map in bytes, then how many it has. */
static int begin_map(struct coder *r, const unsigned char **end, int32_t *n)
{
    int32_t size = cramcur_itf8(&r->c);

    if (r->c.cut || size < 0 || (size_t)size > cramcur_left(&r->c))
        return -1;
    *end = r->c.p + size;
    *n = cramcur_itf8(&r->c);
    return r->c.cut || *n < 0 ? -1 : 0;
}

static int end_map(const struct coder *r, const unsigned char *end)
{
    return r->c.cut || r->c.p != end ? -1 : 0;
}

static int preservation(struct coder *r)
{
    const unsigned char *end;
    int32_t n;

    if (begin_map(r, &end, &n))
        return -1;
    for (int32_t i = 0; i < n; i++) {
        const unsigned char *key = cramcur_bytes(&r->c, 2);

        if (!key || preserved(r, key) || r->c.cut)
            return -1;
    }
    return end_map(r, end);
}

/* ---- encodings ---- */

static bool huffman(struct cramcur *c)
{
    int32_t values = cramcur_itf8(c);
    int32_t lengths;

    if (c->cut || values < 0 || (size_t)values > cramcur_left(c))
        return false;
    for (int32_t i = 0; i < values; i++)
        (void)cramcur_itf8(c);
    lengths = cramcur_itf8(c);
    if (lengths != values)
        return false;
    for (int32_t i = 0; i < lengths; i++) {
        int32_t bits = cramcur_itf8(c);

        if (bits < 0 || bits > 31)
            return false;
    }
    return !c->cut;
}

static bool encoding(struct cramcur *c, bool array);

/* How many numbers a codec has for parameters, or how it is read. */
static bool parameters(struct cramcur *c, int32_t codec)
{
    static const int numbers[CODECS] = {
        [CODEC_EXTERNAL] = 1,   [CODEC_GOLOMB] = 2,      [CODEC_BETA] = 2,
        [CODEC_SUBEXP] = 2,     [CODEC_GOLOMB_RICE] = 2, [CODEC_GAMMA] = 1,
        [CODEC_ARRAY_STOP] = 1,
    };

    if (codec == CODEC_HUFFMAN)
        return huffman(c);
    if (codec == CODEC_ARRAY_LEN) {
        bool length = encoding(c, false);

        return length && encoding(c, false);
    }
    if (codec == CODEC_ARRAY_STOP)
        (void)cramcur_byte(c);
    for (int i = 0; i < numbers[codec]; i++)
        (void)cramcur_itf8(c);
    return !c->cut;
}

/* One encoding, all its bytes used. That of a byte array may hold two others,
 * which hold none: so this goes two deep at most. */
static bool encoding(struct cramcur *c, bool array)
{
    int32_t codec = cramcur_itf8(c);
    int32_t size = cramcur_itf8(c);
    struct cramcur in = *c;

    if (c->cut || codec < 0 || codec >= CODECS || size < 0 ||
        !cramcur_bytes(c, (size_t)size))
        return false;
    if (!array && (codec == CODEC_ARRAY_LEN || codec == CODEC_ARRAY_STOP))
        return false;
    in.end = c->p;
    if (codec == CODEC_NULL)
        return true;
    return parameters(&in, codec) && in.p == in.end;
}

static int tell_encoding(struct coder *r, const unsigned char *key, int n)
{
    return tell(r, problem_add(r->w->problems, "CRAM-CH-004", &r->at, r->w->e,
                               "the encoding of %.*s can not be read", n,
                               (const char *)key));
}

static bool *series(struct coder *r, const char *key)
{
    if (key[0] < 'A' || key[0] > 'Z' || key[1] < 'A' || key[1] > 'Z')
        return NULL;
    return &r->series[(key[0] - 'A') * 26 + key[1] - 'A'];
}

static int data_series(struct coder *r)
{
    const unsigned char *end;
    int32_t n;

    if (begin_map(r, &end, &n))
        return unreadable(r);
    for (int32_t i = 0; i < n; i++) {
        const unsigned char *key = cramcur_bytes(&r->c, 2);
        bool *has = key ? series(r, (const char *)key) : NULL;

        if (!key)
            return unreadable(r);
        if (!encoding(&r->c, true))
            return tell_encoding(r, key, 2);
        if (has)
            *has = true;
    }
    return end_map(r, end) ? unreadable(r) : 0;
}

/* ---- tags ---- */

static int by_value(const void *a, const void *b)
{
    int32_t x = *(const int32_t *)a;
    int32_t y = *(const int32_t *)b;

    return x < y ? -1 : x > y;
}

static bool is_tag(const unsigned char *t)
{
    bool letter = (t[0] | 0x20) >= 'a' && (t[0] | 0x20) <= 'z';
    bool second = ((t[1] | 0x20) >= 'a' && (t[1] | 0x20) <= 'z') ||
                  (t[1] >= '0' && t[1] <= '9');

    return letter && second && t[2] && strchr("AcCsSiIfZHB", t[2]);
}

/* Each tag of the dictionary, and whether it has an encoding. */
static void check_tags(struct coder *r, const int32_t *key, size_t n)
{
    const unsigned char *p = r->tags;
    const unsigned char *line = p;
    const unsigned char *end;

    if (!p) /* told elsewhere */
        return;
    end = p + r->n_tags;
    while (p < end) {
        int32_t want;

        if (!*p) { /* of one combination */
            if (cramtags_add(&r->w->tags, line, (size_t)(p - line), r->w->e))
                return;
            line = ++p;
            continue;
        }
        if (end - p < 3 || !is_tag(p)) {
            problem_add(r->w->problems, "CRAM-CH-003", &r->at, r->w->e,
                        "TD has an entry that is not a tag with its type");
            return;
        }
        want = p[0] << 16 | p[1] << 8 | p[2];
        if (!n || !bsearch(&want, key, n, sizeof(*key), by_value))
            problem_add(r->w->problems, "CRAM-CH-002", &r->at, r->w->e,
                        "the tag %.3s has no encoding", (const char *)p);
        p += 3;
    }
    if (r->n_tags && end[-1])
        problem_add(r->w->problems, "CRAM-CH-003", &r->at, r->w->e,
                    "TD does not end with a NUL byte");
}

static int take_tag_keys(struct coder *r, int32_t *key, int32_t n)
{
    for (int32_t i = 0; i < n; i++) {
        unsigned char name[3];

        key[i] = cramcur_itf8(&r->c);
        name[0] = (unsigned char)(key[i] >> 16 & 0xff);
        name[1] = (unsigned char)(key[i] >> 8 & 0xff);
        name[2] = (unsigned char)(key[i] & 0xff);
        if (!encoding(&r->c, true))
            return tell_encoding(r, name, 3);
    }
    return 0;
}

static int tag_encodings(struct coder *r)
{
    const unsigned char *end;
    int32_t *key;
    int32_t n;
    int rc;

    if (begin_map(r, &end, &n) || (size_t)n > cramcur_left(&r->c))
        return unreadable(r);
    key = malloc(((size_t)n + 1) * sizeof(*key));
    if (!key)
        return err_nomem(r->w->e);
    rc = take_tag_keys(r, key, n);
    if (rc == 0)
        rc = end_map(r, end) ? unreadable(r) : 0;
    if (rc == 0) {
        qsort(key, (size_t)n, sizeof(*key), by_value);
        check_tags(r, key, (size_t)n);
    }
    free(key);
    return rc;
}

/* ---- all of it ---- */

/* The first of these series that has no encoding. */
static void find_lack(struct coder *r, char out[3], const char *const name[3])
{
    for (size_t i = 0; i < 3 && !*out; i++) {
        if (name[i] && !*series(r, name[i]))
            memcpy(out, name[i], 3);
    }
}

static void check_mandatory(struct coder *r)
{
    static const char *const read_always[] = {"BF", "CF", "RL",
                                              "AP", "RG", "TL"};
    static const char *const mapped[3] = {"FN", "MQ", "QS"};
    static const char *const unmapped[3] = {"BA", "QS", NULL};

    if (!r->has_sm || !r->tags)
        problem_add(r->w->problems, "CRAM-CH-001", &r->at, r->w->e,
                    "the preservation map lacks SM or TD");
    for (size_t i = 0; r->w->c.records && i < 6; i++) {
        if (!*series(r, read_always[i]))
            problem_add(r->w->problems, "CRAM-CH-002", &r->at, r->w->e,
                        "the series %s has no encoding", read_always[i]);
    }
    if (r->w->c.records && r->w->coding.names && !*series(r, "RN"))
        problem_add(r->w->problems, "CRAM-CH-002", &r->at, r->w->e,
                    "the series %s has no encoding", "RN");
    r->w->coding.has_ri = *series(r, "RI");
    find_lack(r, r->w->coding.placed_lack, mapped);
    find_lack(r, r->w->coding.others_lack, unmapped);
}

void cramwalk_coding(struct cramwalk *w, const struct cramwalk_block *b)
{
    struct coder r = {.w = w, .at = cramwalk_at(w, b->at)};
    const unsigned char *bytes;
    unsigned char *owned;

    w->tags.unknown |= b->method != CRAMWALK_RAW && b->method != CRAMWALK_GZIP;
    if (cramwalk_open_block(&bytes, &owned, w, b) || !bytes)
        return;
    w->coding = (struct cramwalk_coding){
        .known = true, .names = true, .delta = true, .reference = true};
    r.c = (struct cramcur){bytes, bytes + b->raw, false};
    if (preservation(&r))
        unreadable(&r);
    else if (data_series(&r) == 0 && tag_encodings(&r) == 0)
        check_mandatory(&r);
    free(owned);
}
