/* The tags of a line, TAG:TYPE:VALUE each (SAMv1 s1.5), into the record. */
#include <string.h>

#include "conform/align/sam/examine_sam_internal.h"
#include "conform/bytes.h"
#include "formats/bamaux.h"

static void put(struct samx_batch *b, const void *bytes, size_t n)
{
    memcpy(b->to, bytes, n);
    b->to += n;
}

static void put_char(struct samx_batch *b, char c)
{
    *b->to++ = (uint8_t)c;
}

/* The low `n` bytes, little-endian. */
static void put_number(struct samx_batch *b, int64_t v, size_t n)
{
    for (size_t i = 0; i < n; i++)
        *b->to++ = (uint8_t)((uint64_t)v >> (8 * i));
}

static void put_float(struct samx_batch *b, float v)
{
    uint32_t u;

    memcpy(&u, &v, sizeof(u));
    put_number(b, u, 4);
}

/* ---- values, by type; false: malformed, and told ---- */

static bool character(struct samx_batch *b, struct samx_span v)
{
    struct problem_place at;

    if (v.n != 1 || !bytes_is(*v.s, BYTES_GRAPHIC)) {
        problem_add(&b->problems, "SAM-AUX-004", samx_at(&at, b, v), &b->e,
                    "the value of type A is not one printable character");
        return false;
    }
    put_char(b, 'A');
    put_char(b, *v.s);
    return true;
}

static bool integer(struct samx_batch *b, struct samx_span v)
{
    struct problem_place at;
    int64_t n;

    switch (samx_integer(&n, v, INT32_MIN, UINT32_MAX)) {
    case SAMX_SOUND:
        put_char(b, n > INT32_MAX ? 'I' : 'i');
        put_number(b, n, 4);
        return true;
    case SAMX_MALFORMED:
        problem_add(&b->problems, "SAM-AUX-005", samx_at(&at, b, v), &b->e,
                    "the value of type i is not a whole number");
        break;
    case SAMX_OUTSIDE:
        problem_add(&b->problems, "SAM-AUX-005", samx_at(&at, b, v), &b->e,
                    "the value is not from -2147483648 to 4294967295");
        break;
    }
    return false;
}

static bool decimal(struct samx_batch *b, struct samx_span v)
{
    struct problem_place at;
    float f;

    switch (samx_float(&f, v)) {
    case SAMX_SOUND:
        put_char(b, 'f');
        put_float(b, f);
        return true;
    case SAMX_MALFORMED:
        problem_add(&b->problems, "SAM-AUX-006", samx_at(&at, b, v), &b->e,
                    "the value of type f is not a decimal number");
        break;
    case SAMX_OUTSIDE:
        problem_add(&b->problems, "SAM-AUX-006", samx_at(&at, b, v), &b->e,
                    "single precision can not hold the value");
        break;
    }
    return false;
}

static bool string(struct samx_batch *b, struct samx_span v)
{
    struct problem_place at;

    for (size_t i = 0; i < v.n; i++) {
        if (v.s[i] >= ' ' && v.s[i] <= '~')
            continue;
        problem_add(&b->problems, "SAM-AUX-007", samx_at(&at, b, v), &b->e,
                    "the value of type Z has a character that is not from "
                    "blank to ~");
        return false;
    }
    put_char(b, 'Z');
    put(b, v.s, v.n);
    put_char(b, '\0');
    return true;
}

static bool hex(struct samx_batch *b, struct samx_span v)
{
    struct problem_place at;
    bool ok = v.n % 2 == 0;

    for (size_t i = 0; ok && i < v.n; i++)
        ok = bytes_is(v.s[i], BYTES_DIGIT) || (v.s[i] >= 'A' && v.s[i] <= 'F');
    if (!ok) {
        problem_add(&b->problems, "SAM-AUX-008", samx_at(&at, b, v), &b->e,
                    "the value of type H is not pairs of 0 to 9 and A to F");
        return false;
    }
    put_char(b, 'H');
    put(b, v.s, v.n);
    put_char(b, '\0');
    return true;
}

/* ---- arrays ---- */

static const struct subtype {
    char type;
    int64_t min;
    int64_t max;
} subtypes[] = {
    {'c', INT8_MIN,  INT8_MAX  },
    {'C', 0,         UINT8_MAX },
    {'s', INT16_MIN, INT16_MAX },
    {'S', 0,         UINT16_MAX},
    {'i', INT32_MIN, INT32_MAX },
    {'I', 0,         UINT32_MAX},
    {'f', 0,         0         },
};

static bool element(struct samx_batch *b, const struct subtype *t,
                    struct samx_span v)
{
    int64_t n;
    float f;

    if (t->type == 'f') {
        if (samx_float(&f, v) != SAMX_SOUND)
            return false;
        put_float(b, f);
        return true;
    }
    if (samx_integer(&n, v, t->min, t->max) != SAMX_SOUND)
        return false;
    put_number(b, n, bamaux_size(t->type));
    return true;
}

/* From the comma behind the subtype on. */
static bool elements(struct samx_batch *b, const struct subtype *t,
                     struct samx_span v)
{
    const char *end = v.s + v.n;
    struct problem_place at;
    uint8_t *count;
    uint32_t n = 0;

    put_char(b, 'B');
    put_char(b, t->type);
    count = b->to;
    put_number(b, 0, 4);
    for (const char *p = v.s; p < end; n++) {
        const char *comma = memchr(p + 1, ',', (size_t)(end - p) - 1);
        const char *stop = comma ? comma : end;
        struct samx_span one = {p + 1, (size_t)(stop - p) - 1};

        if (!element(b, t, one)) {
            problem_add(&b->problems, "SAM-AUX-010", samx_at(&at, b, one),
                        &b->e, "an element is no number that type %c can hold",
                        t->type);
            return false;
        }
        p = stop;
    }
    for (int i = 0; i < 4; i++)
        count[i] = (uint8_t)(n >> (8 * i));
    return true;
}

static bool array(struct samx_batch *b, struct samx_span v)
{
    struct problem_place at;

    for (size_t i = 0; v.n && i < sizeof(subtypes) / sizeof(*subtypes); i++) {
        if (subtypes[i].type == *v.s && (v.n == 1 || v.s[1] == ','))
            return elements(b, &subtypes[i],
                            (struct samx_span){v.s + 1, v.n - 1});
    }
    problem_add(&b->problems, "SAM-AUX-009", samx_at(&at, b, v), &b->e,
                "the elements are of none of the types cCsSiIf");
    return false;
}

/* ---- fields ---- */

static bool is_tag(const char *s)
{
    return bytes_is(s[0], BYTES_LETTER) && !bytes_is(s[0], BYTES_GAP) &&
           bytes_is(s[1], BYTES_WORD) && s[1] != '_';
}

static bool value(struct samx_batch *b, char type, struct samx_span v,
                  struct samx_span f)
{
    struct problem_place at;

    switch (type) {
    case 'A':
        return character(b, v);
    case 'i':
        return integer(b, v);
    case 'f':
        return decimal(b, v);
    case 'Z':
        return string(b, v);
    case 'H':
        return hex(b, v);
    case 'B':
        return array(b, v);
    default:
        problem_add(&b->problems, "SAM-AUX-003", samx_at(&at, b, f), &b->e,
                    "the type is none of A, i, f, Z, H and B");
        return false;
    }
}

static bool field(struct samx_batch *b, struct samx_span f)
{
    struct problem_place at;

    if (!f.n) {
        problem_add(&b->problems, "SAM-REC-002", samx_at(&at, b, f), &b->e,
                    "a tab begins no field: two tabs, or one at the end");
        return false;
    }
    if (f.n < 5 || f.s[2] != ':' || f.s[4] != ':' || !is_tag(f.s)) {
        problem_add(&b->problems, "SAM-AUX-001", samx_at(&at, b, f), &b->e,
                    "the field is not TAG:TYPE:VALUE with a tag of a letter "
                    "and a letter or digit");
        return false;
    }
    put(b, f.s, 2);
    return value(b, f.s[3], (struct samx_span){f.s + 5, f.n - 5}, f);
}

void samx_tags(struct samx_batch *b)
{
    b->rec.aux = b->to;
    for (const char *p = b->tags; p < b->end;) {
        const char *tab = memchr(p + 1, '\t', (size_t)(b->end - p) - 1);
        const char *stop = tab ? tab : b->end;

        if (!field(b, (struct samx_span){p + 1, (size_t)(stop - p) - 1}))
            b->sound = false;
        p = stop;
    }
    b->rec.aux_len = (size_t)(b->to - b->rec.aux);
}
