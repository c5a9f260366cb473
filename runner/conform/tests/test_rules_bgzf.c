/* Damage to a BGZF file, and the rule that it breaks. */
#include "conform/tests/vcfcase.h"

#include <stdint.h>

/* A block that holds `n` bytes of text, stored; returns its length. */
static size_t block(unsigned char *out, const char *text, size_t n,
                    uint32_t crc)
{
    static const unsigned char head[] = {0x1f, 0x8b, 8, 4, 0,   0,   0, 0,
                                         0,    0xff, 6, 0, 'B', 'C', 2, 0};
    size_t size = 18 + 5 + n + 8;

    memcpy(out, head, 16);
    out[16] = (unsigned char)((size - 1) & 0xff);
    out[17] = (unsigned char)((size - 1) >> 8);
    out[18] = 1;
    out[19] = (unsigned char)(n & 0xff);
    out[20] = (unsigned char)(n >> 8);
    out[21] = (unsigned char)(~n & 0xff);
    out[22] = (unsigned char)(~n >> 8 & 0xff);
    memcpy(out + 23, text, n);
    for (int i = 0; i < 4; i++) {
        out[23 + n + (size_t)i] = (unsigned char)(crc >> (8 * i));
        out[27 + n + (size_t)i] = (unsigned char)((uint32_t)n >> (8 * i));
    }
    return size;
}

static uint32_t crc_of(const char *text, size_t n)
{
    uint32_t crc = 0xffffffff;

    for (size_t i = 0; i < n; i++) {
        crc ^= (unsigned char)text[i];
        for (int k = 0; k < 8; k++)
            crc = crc >> 1 ^ (crc & 1 ? 0xedb88320 : 0);
    }
    return ~crc;
}

static const char text[] = "##fileformat=VCFv4.3\n##reference=file:///x\n"
                           "#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\n";

enum damage {
    NONE,
    CUT,
    NO_END,
    BEHIND_END,
    JUNK_BETWEEN,
    BSIZE,
    ISIZE,
    CRC,
    DEFLATE,
    EMPTY_BETWEEN,
};

static size_t make(unsigned char *out, enum damage d)
{
    size_t n = sizeof(text) - 1;
    size_t half = n / 2;
    size_t at = block(out, text, half, crc_of(text, half));

    if (d == ISIZE)
        out[at - 4]--;
    if (d == CRC)
        out[at - 8] ^= 1;
    if (d == DEFLATE)
        out[18] = 7;
    if (d == BSIZE)
        out[16] = 10;
    if (d == JUNK_BETWEEN)
        at += (size_t)sprintf((char *)out + at, "a junk text of 18 bytes");
    if (d == EMPTY_BETWEEN)
        at += block(out + at, "", 0, 0);
    at += block(out + at, text + half, n - half, crc_of(text + half, n - half));
    if (d == CUT)
        return at - 5;
    if (d != NO_END)
        at += block(out + at, "", 0, 0);
    if (d == BEHIND_END)
        at += (size_t)sprintf((char *)out + at, "a text behind the end");
    return at;
}

static void damage_is_told_by_its_rule(void **state)
{
    static const struct {
        enum damage damage;
        const char *rule;
    } row[] = {
        {NONE,          NULL      },
        {JUNK_BETWEEN,  "BGZF-001"},
        {BSIZE,         "BGZF-002"},
        {CUT,           "BGZF-002"},
        {ISIZE,         "BGZF-003"},
        {CRC,           "BGZF-004"},
        {DEFLATE,       "BGZF-005"},
        {NO_END,        "BGZF-006"},
        {BEHIND_END,    "BGZF-007"},
        {EMPTY_BETWEEN, "BGZF-008"},
    };

    (void)state;
    for (size_t i = 0; i < T_LEN(row); i++) {
        unsigned char bytes[1024];
        struct examine_job job = {0};
        struct examined x = {0};
        char rules[512];

        vcfcase_examine(&x, bytes, make(bytes, row[i].damage), &job);
        vcfcase_rules(rules, sizeof(rules), &x, "");
        assert_true(x.judged);
        if (!row[i].rule)
            assert_string_equal(rules, "");
        else if (strcmp(rules + 1, row[i].rule) != 0)
            fail_msg("%s instead of %s", rules, row[i].rule);
        examined_release(&x);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(damage_is_told_by_its_rule),
    };

    return cmocka_run_group_tests_name("rules_bgzf", tests, vcfcase_setup,
                                       vcfcase_teardown);
}
