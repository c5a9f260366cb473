/* Records whose tags are those of a list in TD, and others. */
#include <string.h>

#include "base/err.h"
#include "base/tests/t.h"
#include "conform/align/alnrec.h"
#include "conform/cram/cramtags.h"
#include "formats/names.h"

#define BYTES(s) (const unsigned char *)(s), sizeof(s) - 1

static void a_record_has_the_tags_of_a_list(void **state)
{
    static const struct {
        const unsigned char *aux;
        size_t n;
        bool fits;
    } row[] = {
        {BYTES(""),                            true }, /* the empty list */
        {BYTES("NMC\1PGZa\0"),                 true },
        {BYTES("NMC\1PGZa\0RGZrg1\0"),         true }, /* htslib adds it */
        {BYTES("RGZrg1\0"),                    true },
        {BYTES("NMC\1"),                       false},
        {BYTES("PGZa\0NMC\1"),                 false},
        {BYTES("NMc\1PGZa\0"),                 false},
        {BYTES("NMC\1PGZa\0XXC\1RGZrg1\0"),    false},
        {BYTES("NMC\1PGZa\0RGZrg1\0RGZrg1\0"), false},
 /* without its NUL, the text takes in what follows */
        {BYTES("PGZaXAC\1\0"),                 false},
        {BYTES("NMC\1PGZaRGZrg1\0"),           false},
        {BYTES("NMC\1PGZaRGZrg2\0"),           true }, /* no such group: a text */
        {BYTES("NMC\1PGZRGZxRGZrg1\0"),        false},
    };
    struct cramtags t = {0};
    struct names groups = {0};
    struct err e = {0};
    uint32_t i;
    int added;

    (void)state;
    assert_int_equal(names_add(&i, &added, &groups, "rg1", 3, &e), 0);
    assert_int_equal(cramtags_add(&t, BYTES("NMCPGZ"), &e), 0);
    assert_int_equal(cramtags_add(&t, BYTES("PGZXAC"), &e), 0);
    assert_int_equal(cramtags_add(&t, BYTES(""), &e), 0);
    assert_int_equal(cramtags_add(&t, BYTES("NMCPGZ"), &e), 0);
    assert_int_equal(t.n, 3);
    for (size_t k = 0; k < T_LEN(row); k++) {
        struct alnrec r = {.aux = row[k].aux, .aux_len = row[k].n};

        if (cramtags_fit(&t, &r, &groups) != row[k].fits)
            fail_msg("row %zu", k);
    }
    names_release(&groups);
    cramtags_release(&t);
}

static void of_too_many_lists_nothing_is_told(void **state)
{
    struct cramtags t = {0};
    struct err e = {0};
    struct alnrec r = {.aux = (const uint8_t *)"XXC\1", .aux_len = 4};

    (void)state;
    for (int i = 0; i <= CRAMTAGS_LINES_MAX; i++) {
        unsigned char line[6] = {
            'A', 'A', 'C', 'B', (unsigned char)(i >> 8), (unsigned char)i};

        line[0] = (unsigned char)('A' + (i >> 16));
        assert_int_equal(t.unknown, false);
        assert_int_equal(cramtags_fit(&t, &r, NULL), false);
        assert_int_equal(cramtags_add(&t, line, sizeof(line), &e), 0);
    }
    assert_int_equal(t.n, CRAMTAGS_LINES_MAX);
    assert_true(t.unknown);
    assert_true(cramtags_fit(&t, &r, NULL));
    cramtags_release(&t);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_record_has_the_tags_of_a_list),
        cmocka_unit_test(of_too_many_lists_nothing_is_told),
    };

    return cmocka_run_group_tests_name("cramtags", tests, NULL, NULL);
}
