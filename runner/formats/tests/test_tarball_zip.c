/* Zip archives that contradict themselves, or say what no submission may. */
#include "formats/tests/box.h"

static void zip_tricks_are_refused(void **state)
{
    static const struct {
        const char *options;
        const char *magic; /* of the record to change; NULL: none */
        size_t at;
        const char *put;
        size_t n;
        enum err_code code;
        const char *why;
    } row[] = {
        {"locked", NULL,    0,  "",                 0, ERR_REFUSED, "encrypted"             },
        {"",       CENTRAL, 40, "\355\301",         2, ERR_REFUSED, "sockets"               },
        {"",       CENTRAL, 40, "\377\241",         2, ERR_REFUSED, "symbolic links"        },
        {"",       CENTRAL, 40, "\266\041",         2, ERR_REFUSED, "device nodes"          },
        {"",       END,     4,  "\1\0",             2, ERR_REFUSED, "volume of several"     },
        {"",       END,     10, "\2\0",             2, ERR_REFUSED, "volume of several"     },
        {"",       END,     8,  "\2\0\2\0",         4, ERR_SYNTAX,  "directory"             },
        {"",       END,     8,  "\0\0\0\0",         4, ERR_SYNTAX,  "directory"             },
        {"",       END,     16, "\1\0\0\0",         4, ERR_SYNTAX,  "directory"             },
        {"",       END,     12, "\1\0\0\0",         4, ERR_SYNTAX,  "directory"             },
        {"",       END,     16, "\377\377\377\377", 4, ERR_SYNTAX,  "directory"             },
        {"",       END,     20, "\1\0",             2, ERR_SYNTAX,  "end record"            },
        {"",       END,     0,  "XX",               2, ERR_SYNTAX,  "end record"            },
        {"",       CENTRAL, 0,  "XX",               2, ERR_SYNTAX,  "directory"             },
        {"stored", CENTRAL, 10, "\014\0",           2, ERR_SYNTAX,
         "agree with its members"                                                           },
        {"stored", LOCAL,   8,  "\014\0",           2, ERR_SYNTAX,  "agree with its members"},
        {"stored", LOCAL,   30, "b",                1, ERR_SYNTAX,  "agree with its members"},
        {"stored", LOCAL,   26, "\2",               1, ERR_SYNTAX,  "agree with its members"},
        {"stored", CENTRAL, 20, "\0\0\1",           3, ERR_SYNTAX,
         "agree with its members"                                                           },
        {"stored", CENTRAL, 16, "\1\2\3\4",         4, ERR_SYNTAX,  "damaged"               },
        {"stored", CENTRAL, 24, "\1\0\0\0",         4, ERR_SYNTAX,  "damaged"               },
        {"",       CENTRAL, 42, "\7\0\0\0",         4, ERR_SYNTAX,  "agree with its members"},
        {"",       LOCAL,   0,  "PK\007\010",       4, ERR_REFUSED, "volume of several"     },
        {"",       LOCAL,   0,  "MZ\0\0",           4, ERR_REFUSED, "not an archive"        },
    };
    const struct place *p = *state;

    for (size_t i = 0; i < T_LEN(row); i++) {
        struct buf b;
        char *rec;

        make_one(&b, true, row[i].options, 5000);
        rec = row[i].magic ? find(&b, row[i].magic) : b.s;
        assert_non_null(rec);
        memcpy(rec + row[i].at, row[i].put, row[i].n);
        put(p, &b);
        refused(p, row[i].code, row[i].why, NULL);
        buf_release(&b);
    }
}

static void a_rare_zip_method_is_refused(void **state)
{
    const struct place *p = *state;
    struct buf b;

    make_one(&b, true, "stored", 100);
    memcpy(find(&b, LOCAL) + 8, "\014", 1);
    memcpy(find(&b, CENTRAL) + 10, "\014", 1);
    put(p, &b);
    refused(p, ERR_REFUSED, "other than deflate", "(a)");
    buf_release(&b);
}

static void a_folder_with_content_is_refused(void **state)
{
    const struct place *p = *state;
    struct maker m = {0};
    struct buf b;
    char *local;
    char *central;

    maker_open(&m, true, "stored");
    maker_add(&m, "dd", 5000, 'x');
    maker_close(&m, &b);
    local = find(&b, LOCAL);
    central = find(&b, CENTRAL);
    assert_true(local && central);
    local[31] = '/';
    central[47] = '/';
    put(p, &b);
    refused(p, ERR_REFUSED, "content of its own", "(d/)");
    buf_release(&b);
}

static void zip64_is_read_when_it_is_whole(void **state)
{
    static const struct {
        size_t from_end; /* where the byte to be changed is */
        const char *why; /* NULL: nothing is changed */
    } row[] = {
        {0,            NULL       },
        {22 + 20,      "directory"}, /* magic number of the locator */
        {22 + 12,      "directory"}, /* its offset of the other end record */
        {22 + 20 + 56, "directory"}, /* the magic number of that one */
        {22 + 20 + 8,  "directory"}, /* its offset of the directory */
    };
    const struct place *p = *state;

    for (size_t i = 0; i < T_LEN(row); i++) {
        struct tarball_summary sum = {0};
        struct err e = {0};
        struct buf b;

        make_one(&b, true, "zip64", 5000);
        /* The 32-bit fields say "see there", as they do in a large archive. */
        memset(b.s + b.n - 22 + 16, 0xff, 4);
        if (row[i].why)
            b.s[b.n - row[i].from_end] ^= 0x40;
        put(p, &b);
        if (row[i].why) {
            refused(p, ERR_SYNTAX, row[i].why, NULL);
        } else {
            assert_int_equal(tarball_list(&sum, p->file, NULL, NULL, NULL, &e),
                             0);
            assert_int_equal(sum.bytes, 5000);
        }
        buf_release(&b);
    }
}

static void what_follows_or_precedes_a_zip_is_refused(void **state)
{
    const struct place *p = *state;
    struct buf b;
    struct buf c;

    make_one(&b, true, "", 10);
    buf_str(&b, "tail");
    put(p, &b);
    refused(p, ERR_SYNTAX, "end record", NULL);
    buf_init(&c, 1 << 20);
    buf_str(&c, "#!/bin/sh\n");
    buf_add(&c, b.s, b.n - 4);
    put(p, &c);
    refused(p, ERR_REFUSED, "not an archive", NULL);
    buf_release(&b);
    buf_release(&c);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
#define T(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)
        T(zip_tricks_are_refused),
        T(a_rare_zip_method_is_refused),
        T(a_folder_with_content_is_refused),
        T(zip64_is_read_when_it_is_whole),
        T(what_follows_or_precedes_a_zip_is_refused),
    };

    return cmocka_run_group_tests_name("tarball_zip", tests, NULL, NULL);
}
