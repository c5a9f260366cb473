/* Archives that must be refused, each for its own reason, and those that must
 * not. Nothing may ever appear outside the folder extracted to. */
#include "formats/tarball.h"

#include "formats/tests/box.h"
#include "formats/tests/rawtar.h"

#define A10  "aaaaaaaaaa"
#define A100 A10 A10 A10 A10 A10 A10 A10 A10 A10 A10
#define D4   "d/d/d/d/"

static void hostile_members_are_refused_and_named(void **state)
{
    static const struct {
        struct rawtar_member m[4];
        enum err_code code;
        const char *why;
        const char *member;
    } row[] = {
        {{{"../escaped", '0', NULL, "x"}},
         ERR_REFUSED,                                                            "'.' or '..'",
         "(../escaped)"                                                                                                               },
        {{{"a/../../escaped", '0', NULL, "x"}},
         ERR_REFUSED,                                                            "'.' or '..'",
         "(a/../../escaped)"                                                                                                          },
        {{{"a/./b", '0', NULL, "x"}},                               ERR_REFUSED, "'.' or '..'",                              "(a/./b)"},
        {{{"..", '5', NULL, NULL}},                                 ERR_REFUSED, "'.' or '..'",                              "(..)"   },
        {{{"/tmp/test-tarball-absolute", '0', NULL, "x"}},
         ERR_REFUSED,                                                            "absolute path",
         "(/tmp/test-tarball-absolute)"                                                                                               },
        {{{".//etc/x", '0', NULL, "x"}},                            ERR_REFUSED, "empty part",                               "etc"    },
        {{{"a//b", '0', NULL, "x"}},                                ERR_REFUSED, "empty part",                               "(a//b)" },
        {{{"a\nb", '0', NULL, "x"}},
         ERR_REFUSED,                                                            "a character other than",
         "(a?b)"                                                                                                                      },
        {{{"a\033[2Jb", '0', NULL, "x"}},
         ERR_REFUSED,                                                            "a character other than",
         "a?[2Jb"                                                                                                                     },
        {{{"a b", '0', NULL, "x"}},
         ERR_REFUSED,                                                            "a character other than",
         "(a b)"                                                                                                                      },
        {{{"caf\303\251", '0', NULL, "x"}},
         ERR_REFUSED,                                                            "a character other than",
         NULL                                                                                                                         },
        {{{"bad\377utf8", '0', NULL, "x"}},
         ERR_REFUSED,                                                            "a character other than",
         NULL                                                                                                                         },
        {{{A100 A100 A10 A10 A10 A10 A10 A10, '0', NULL, "x"}},
         ERR_REFUSED,                                                            "a part of a file name is longer than 255",
         NULL                                                                                                                         },
        {{{D4 D4 D4 D4 "x", '0', NULL, "x"}},
         ERR_REFUSED,                                                            "more than 16 parts",
         D4                                                                                                                           },
        {{{"link", '2', "/etc", NULL}, {"link/x", '0', NULL, "x"}},
         ERR_REFUSED,                                                            "symbolic links",
         "(link)"                                                                                                                     },
        {{{"a", '0', NULL, "x"}, {"hard", '1', "a", NULL}},
         ERR_REFUSED,                                                            "hard links",
         "(hard)"                                                                                                                     },
        {{{"hard", '1', "/etc/hostname", NULL}},
         ERR_REFUSED,                                                            "hard links",
         "(hard)"                                                                                                                     },
        {{{"null", '3', NULL, NULL}},                               ERR_REFUSED, "device nodes",                             "(null)" },
        {{{"disk", '4', NULL, NULL}},                               ERR_REFUSED, "device nodes",                             "(disk)" },
        {{{"pipe", '6', NULL, NULL}},                               ERR_REFUSED, "pipes",                                    "(pipe)" },
        {{{"rest", 'M', NULL, "x"}},                                ERR_REFUSED, "volume of several",                        NULL     },
        {{{"name", 'V', NULL, NULL}, {"a", '0', NULL, "x"}},
         ERR_REFUSED,                                                            "volume of several",
         NULL                                                                                                                         },
        {{{"a", '0', NULL, "1"}, {"a", '0', NULL, "2"}},
         ERR_REFUSED,                                                            "two members of the same name",
         "(a)"                                                                                                                        },
        {{{"a", '0', NULL, "1"}, {"./a", '0', NULL, "2"}},
         ERR_REFUSED,                                                            "two members of the same name",
         "(./a)"                                                                                                                      },
        {{{"Calls", '0', NULL, "1"}, {"calls", '0', NULL, "2"}},
         ERR_REFUSED,                                                            "upper and lower case",
         "(calls)"                                                                                                                    },
        {{{"D/a", '0', NULL, "1"}, {"d/b", '0', NULL, "2"}},
         ERR_REFUSED,                                                            "upper and lower case",
         "(d/b)"                                                                                                                      },
        {{{"a", '0', NULL, "1"}, {"a/b", '0', NULL, "2"}},
         ERR_REFUSED,                                                            "one name for a file and a folder",
         "(a/b)"                                                                                                                      },
        {{{"a/b", '0', NULL, "1"}, {"a", '0', NULL, "2"}},
         ERR_REFUSED,                                                            "one name for a file and a folder",
         "(a)"                                                                                                                        },
        {{{"d", '5', NULL, NULL}},                                  ERR_REFUSED, "holds no file",                            NULL     },
        {{{"d/" A100 A100 "/" A100 A100 "/" A100 A100 "/" A100 A100
           "/" A100 A100 "/" A100,
           '0', NULL, "x"}},
         ERR_REFUSED,                                                            "longer than 1024 bytes",
         "d/aaaa"                                                                                                                     },
        {{{"d", '5', NULL, "content"}},                             ERR_SYNTAX,  "",                                         NULL     },
    };
    const struct place *p = *state;

    for (size_t i = 0; i < T_LEN(row); i++) {
        struct buf b;

        rawtar_make(&b, row[i].m);
        put(p, &b);
        refused(p, row[i].code, row[i].why, row[i].member);
        buf_release(&b);
    }
    assert_false(path_exists("/tmp/test-tarball-absolute"));
}

/* A tar header that says `size`, and pax records in front of it. */
static void headers_that_lie_are_refused(void **state)
{
    static const struct {
        const char *pax; /* NULL: none */
        const char *size;
        enum err_code code;
        const char *why;
    } row[] = {
        {NULL,                                                  "\377\377\377\377\377\377\377\377\377\377\377\377", ERR_SYNTAX,
         "damaged"                                                                                                                            },
        {NULL,                                                  "\200\0\0\0\0\0\1\0\0\0\0\1",                       ERR_LIMIT,
         "larger than 1099511627776 bytes"                                                                                                    },
        {NULL,                                                  "00000001000\0",                                    ERR_SYNTAX,  "cut short"  },
        {NULL,                                                  "\200\0\0\0\0\0\0\376\0\0\0\0",                     ERR_IO,      "make room"  },
        {"22 GNU.sparse.size=20\n27 GNU.sparse.map=0,1,10,1\n", NULL,
         ERR_REFUSED,                                                                                                            "sparse"     },
        {"16 path=../../x\n",                                   NULL,                                               ERR_REFUSED, "'.' or '..'"},
        {"18 linkpath=/etc/x\n",                                NULL,                                               ERR_SYNTAX,  "damaged"    },
        {"99999999 path=x\n",                                   NULL,                                               ERR_SYNTAX,  "damaged"    },
    };
    static const struct rawtar_member m = {"a", '0', NULL, "xy"};
    const struct place *p = *state;

    for (size_t i = 0; i < T_LEN(row); i++) {
        const struct rawtar_member pax = {"x", 'x', NULL, row[i].pax};
        struct buf b;

        buf_init(&b, 1 << 20);
        if (row[i].pax)
            rawtar_add(&b, &pax);
        rawtar_header(&b, &m, 2, row[i].size);
        buf_str(&b, m.data);
        rawtar_pad(&b);
        put(p, &b);
        refused(p, row[i].code, row[i].why, NULL);
        buf_release(&b);
    }
}

static void other_archives_are_named_as_not_read(void **state)
{
    static const char *const row[] = {
        "\xfd"
        "7zXZ plus",
        "BZh91AY",
        "7z\xbc\xaf\x27\x1c..",
        "Rar!\x1a\x07..",
        "070701000",
        "!<arch>\nx",
        "LZIP.",
        "begin 644 x\n",
        "\x04\x22\x4d\x18..",
    };
    const struct place *p = *state;

    for (size_t i = 0; i < T_LEN(row); i++) {
        enum tarball_kind kind = TARBALL_NONE;
        struct err e = {0};
        struct buf b;

        buf_init(&b, 100);
        buf_str(&b, row[i]);
        put(p, &b);
        refused(p, ERR_REFUSED, "this kind of archive is not read", NULL);
        assert_int_equal(tarball_detect(&kind, p->file, &e), 0);
        assert_int_equal(kind, TARBALL_FOREIGN);
        buf_release(&b);
    }
}

static void a_compressed_file_is_no_archive(void **state)
{
    static const struct {
        const char *bytes;
        size_t n;
    } row[] = {
        {"\x1f\x8b\x08\0\0\0\0\0\0\3\x4b\4\0\x43\xbe\xb7\xe8\1\0\0\0", 21},
        {"\x1f\x8b",                                                   2 },
        {"\x28\xb5\x2f\xfd",                                           4 },
        {"",                                                           0 },
        {"##fileformat=VCFv4.3\n",                                     21},
    };
    const struct place *p = *state;

    for (size_t i = 0; i < T_LEN(row); i++) {
        struct buf b;

        buf_init(&b, 100);
        buf_add(&b, row[i].bytes, row[i].n);
        put(p, &b);
        refused(p, ERR_REFUSED, "not an archive", NULL);
        buf_release(&b);
    }
}

static void compression_inside_compression_is_refused(void **state)
{
    const struct place *p = *state;
    struct buf b;

    make_one(&b, false, "twice", 100);
    put(p, &b);
    refused(p, ERR_REFUSED, "compressed more than once", NULL);
    buf_release(&b);
}

static void plain_members_arrive_whole_and_private(void **state)
{
    static const char inner[] = "PK\003\004 not opened";
    static const struct rawtar_member m[] = {
        {"./",              '5',  NULL, NULL       },
        {"./d/",            '5',  NULL, NULL       },
        {"./d/",            '5',  NULL, NULL       },
        {"./d/e/inner.zip", '0',  NULL, inner      },
        {"./old",           '\0', NULL, "old style"},
        {"./empty",         '0',  NULL, NULL       },
        {NULL,              0,    NULL, NULL       },
    };
    const struct place *p = *state;
    struct tarball_summary sum = {0};
    struct err e = {0};
    struct stat st;
    struct buf b;
    char path[PATH_TEXT_MAX];

    rawtar_make(&b, m);
    put(p, &b);
    assert_int_equal(tarball_extract(&sum, p->file, p->box, NULL, &e), 0);
    assert_int_equal(sum.files, 3);
    assert_int_equal(sum.bytes, strlen(inner) + strlen("old style"));
    assert_int_equal(sum.kind, TARBALL_TAR);
    assert_int_equal(size_of(p->box, "d/e/inner.zip"), strlen(inner));
    assert_int_equal(size_of(p->box, "empty"), 0);
    buf_release(&b);
    clear(p);
    make_one(&b, false, "", 10); /* set-user-id, another owner, an xattr */
    put(p, &b);
    assert_int_equal(tarball_extract(&sum, p->file, p->box, NULL, &e), 0);
    assert_int_equal(path_join(path, p->box, "a", &e), 0);
    assert_int_equal(stat(path, &st), 0);
    assert_int_equal(st.st_mode & 07777, 0600);
    assert_int_equal(st.st_uid, geteuid());
    buf_release(&b);
}

static void what_exists_already_is_not_overwritten(void **state)
{
    const struct place *p = *state;
    struct tarball_summary sum = {0};
    struct err e = {0};
    struct buf b;
    char path[PATH_TEXT_MAX];

    make_one(&b, false, "", 10);
    put(p, &b);
    assert_int_equal(path_join(path, p->box, "a", &e), 0);
    assert_int_equal(path_write(path, "old", 3, &e), 0);
    assert_int_equal(tarball_extract(&sum, p->file, p->box, NULL, &e), -1);
    assert_int_equal(e.code, ERR_REFUSED);
    assert_int_equal(size_of(p->box, "a"), 3);
    assert_int_equal(unlink(path), 0);
    e = (struct err){0};
    assert_int_equal(symlink("../around", path), 0);
    assert_int_equal(tarball_extract(&sum, p->file, p->box, NULL, &e), -1);
    assert_int_equal(e.code, ERR_REFUSED);
    nothing_escaped(p);
    buf_release(&b);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
#define T(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)
        T(hostile_members_are_refused_and_named),
        T(headers_that_lie_are_refused),
        T(other_archives_are_named_as_not_read),
        T(a_compressed_file_is_no_archive),
        T(compression_inside_compression_is_refused),
        T(plain_members_arrive_whole_and_private),
        T(what_exists_already_is_not_overwritten),
    };

    return cmocka_run_group_tests_name("tarball", tests, NULL, NULL);
}
