/* Blocks of each method that open to the size that they state, and others. */
#include <string.h>

#include "base/tests/t.h"
#include "conform/cram/cramwalk_internal.h"
#include "formats/cramblock.h"

/* Twenty bases by xz -6, which says so at its end. */
static const unsigned char xz_of_20[] = {
    0xfd, 0x37, 0x7a, 0x58, 0x5a, 0x00, 0x00, 0x04, 0xe6, 0xd6, 0xb4, 0x46,
    0x02, 0x00, 0x21, 0x01, 0x16, 0x00, 0x00, 0x00, 0x74, 0x2f, 0xe5, 0xa3,
    0xe0, 0x00, 0x13, 0x00, 0x0a, 0x5d, 0x00, 0x20, 0x90, 0xc5, 0x0a, 0xba,
    0xbc, 0xa4, 0xd8, 0x00, 0x00, 0x00, 0x00, 0x00, 0xdf, 0xa6, 0xc9, 0x70,
    0x90, 0x48, 0x17, 0x14, 0x00, 0x01, 0x26, 0x14, 0x72, 0xe2, 0x82, 0xf9,
    0x1f, 0xb6, 0xf3, 0x7d, 0x01, 0x00, 0x00, 0x00, 0x00, 0x04, 0x59, 0x5a,
};
/* The same by gzip, stored. */
static const unsigned char gzip_of_4[] = {
    0x1f, 0x8b, 8,   0,   0,   0,    0,    0,    0,    0xff, 1, 4, 0, 0xfb,
    0xff, 'A',  'C', 'G', 'T', 0xf2, 0x9f, 0x0e, 0xa3, 4,    0, 0, 0,
};

#define BYTES(s) (const unsigned char *)(s), sizeof(s) - 1

static const struct {
    int method;
    const unsigned char *data;
    size_t n;
    int32_t raw;
    bool wrong;
} row[] = {
    {CRAMWALK_RAW,                         BYTES("abc"),          3,false},
    {CRAMWALK_GZIP,                        BYTES(""),             0,false}, /* none has no method */
    {CRAMWALK_GZIP,                        gzip_of_4,             sizeof(gzip_of_4),4,     false},
    {CRAMWALK_GZIP,                                    gzip_of_4,                                             sizeof(gzip_of_4),3,true},
    {CRAMWALK_GZIP,                                gzip_of_4,                                                     sizeof(gzip_of_4),5,                                                              true},
    {CRAMWALK_GZIP,                                   gzip_of_4,                                                    sizeof(gzip_of_4) - 1,            4,true},
 /* Large ones by what they say at their end; then they are opened. */
    {CRAMWALK_GZIP,               BYTES("..............CRC.\1\4\0\0"),1025,false},
    {CRAMWALK_GZIP,BYTES("..............CRC.\1\4\0\0"),                     1026,                                                true                                                                                                             },
    {CRAMWALK_GZIP,               BYTES("..............CRC.\0\4\0\0"),            1024,true},
    {CRAMWALK_BZIP2,BYTES("anything"),7,                             false                                                                                                                                                                                                                                                                        },
    {CRAMWALK_XZ,                                 xz_of_20,                                                             sizeof(xz_of_20),20,false},
    {CRAMWALK_XZ,xz_of_20,sizeof(xz_of_20),1,                                                                                                                                                                                                                                       true},
    {CRAMWALK_XZ,                          xz_of_20,                                            sizeof(xz_of_20), 21,                                                                                              true},
    {CRAMWALK_XZ,                                    xz_of_20,                                               sizeof(xz_of_20) - 1,20,true},
    {CRAMWALK_XZ,                                BYTES("YZ"),                                                     20,true},
    {CRAMWALK_XZ,                                  BYTES("\0\1\1\24\0\0\0\0\0\0\0\0YZ"),                                                   20,                                      true                                                                                                                                                                },
    {CRAMWALK_XZ,                                  BYTES("\0\1\1\24\0\0\0\0\0\0\0\0\0\0YZ"),20,false                                                                                                                               },
    {CRAMWALK_XZ,                                  BYTES("\0\2\1\24\0\0\0\0\0\0\0\0\0\0YZ"), 20,true},
    {CRAMWALK_XZ,                                  BYTES("\0\1\1\24\0\0\0\0\377\377\377\377\0\0YZ"),                                                    20,         true},
    {CRAMWALK_RANS4X8,                                  BYTES("\1\2\0\0\0\7\0\0\0ab"),                                                   7,                                                                                        false                                                                                                                                                                                                                                                                                                                                                                                   },
    {CRAMWALK_RANS4X8,                                  BYTES("\1\2\0\0\0\7\0\0\0ab"),8,true                  },
    {CRAMWALK_RANS4X8,                                   BYTES("\1\3\0\0\0\7\0\0\0ab"), 7,true},
    {CRAMWALK_RANS4X8,                                   BYTES("\2\2\0\0\0\7\0\0\0ab"),                                                     7,                                                              true                                 },
    {CRAMWALK_RANS4X8,                                   BYTES("\1\0\0\0\0\7\0\0"),                                                    7,                                                                                                                                           true                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                           },
    {CRAMWALK_NX16,                                   BYTES("\0\201\0ab"),128,false},
    {CRAMWALK_NX16,                                   BYTES("\0\201\0ab"), 129,true},
    {CRAMWALK_NX16,                                 BYTES("\20ab"),                                                  129,                                                                                                                false                                                                                                                                                                                                                                                                                                        }, /* it does not say */
    {CRAMWALK_NX16,                                 BYTES("\0\201"),                                                  1,                                                                                                                                                                                            true                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                       },
    {CRAMWALK_ARITH,                                 BYTES("\1\7ab"),7,false},
    {CRAMWALK_ARITH,                                   BYTES("\1\7ab"),   9,true},
    {CRAMWALK_FQZCOMP,                                   BYTES("\7ab"),                                                    7,                                                                                                                                                                    false                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                 },
    {CRAMWALK_FQZCOMP,                                   BYTES("\377\377\377\377\377\1"),                                                  7,                                                                                                                                                                                                                                           true                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                               },
    {CRAMWALK_NAMES,                                   BYTES("\7\0\0\0ab"),7,false},
    {CRAMWALK_NAMES,                                   BYTES("\7\0\0"),   7,true},
    {CRAMWALK_NAMES,                                   BYTES("\7\0\0\0ab"),                                                    6,                                                                                                                                                                                                                        true                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                     },
};

static void a_block_opens_to_the_size_it_states(void **state)
{
    (void)state;
    for (size_t i = 0; i < T_LEN(row); i++) {
        struct problems told = {0};
        struct err e = {0};
        struct cramwalk w = {.problems = &told, .e = &e, .version = 31};
        struct cramwalk_block b = {.method = row[i].method,
                                   .raw = row[i].raw,
                                   .data = row[i].data,
                                   .n = row[i].n};

        if (cramwalk_size(&w, &b) != (row[i].wrong ? -1 : 0))
            fail_msg("row %zu, method %d", i, row[i].method);
        assert_int_equal(told.n, row[i].wrong);
        if (row[i].wrong)
            assert_string_equal(told.a[0].rule->id, "CRAM-BLK-004");
        assert_int_equal(e.code, ERR_NONE);
        problems_release(&told);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_block_opens_to_the_size_it_states),
    };

    return cmocka_run_group_tests_name("cramwalk_size", tests, NULL, NULL);
}
