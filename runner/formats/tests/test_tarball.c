/* Archives that must be refused, each for its own reason, and those that must
 * not. Nothing may ever appear outside the folder extracted to. */
#include "formats/tarball.h"

#include <signal.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include <archive.h>
#include <archive_entry.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/path.h"
#include "base/tests/t.h"
#include "formats/tests/rawtar.h"

/* A folder for one test: "box" is extracted to, "around" is the sentinel. */
struct place {
    char top[64];
    char box[80];
    char file[80];
};

static int set_up(void **state)
{
    static struct place p;
    struct err e = {0};

    (void)snprintf(p.top, sizeof p.top, "/tmp/test-tarball-XXXXXX");
    assert_non_null(mkdtemp(p.top));
    (void)snprintf(p.box, sizeof p.box, "%s/box", p.top);
    (void)snprintf(p.file, sizeof p.file, "%s/in", p.top);
    assert_int_equal(path_make_dirs(p.box, &e), 0);
    *state = &p;
    return 0;
}

static int tear_down(void **state)
{
    struct place *p = *state;
    struct err e = {0};

    assert_int_equal(path_remove_tree(p->top, &e), 0);
    return 0;
}

static void put(const struct place *p, const struct buf *b)
{
    struct err e = {0};

    assert_false(b->failed);
    assert_int_equal(path_write(p->file, b->s, b->n, &e), 0);
}

/* An empty box again. */
static void clear(const struct place *p)
{
    struct err e = {0};

    assert_int_equal(path_remove_tree(p->box, &e), 0);
    assert_int_equal(path_make_dirs(p->box, &e), 0);
}

/* Only the archive and the box are in the folder around it. */
static void nothing_escaped(const struct place *p)
{
    struct err e = {0};
    char **name = NULL;
    size_t n = 0;

    clear(p);
    assert_int_equal(path_walk(&name, &n, p->top, 10, &e), 0);
    assert_int_equal(n, 1);
    assert_string_equal(name[0], "in");
    free(name);
}

static void refused(const struct place *p, enum err_code code, const char *why,
                    const char *member)
{
    struct tarball_summary sum = {0};
    struct err e = {0};
    struct err listed = {0};

    if (tarball_extract(&sum, p->file, p->box, NULL, &e) == 0)
        fail_msg("accepted, but expected '%s'", why);
    if (!strstr(e.en, why))
        fail_msg("expected '%s', got '%s' (%s)", why, e.en, e.path);
    assert_int_equal(e.code, code);
    if (member && !strstr(e.path, member))
        fail_msg("expected '%s' in '%s'", member, e.path);
    nothing_escaped(p);
    assert_int_equal(tarball_list(&sum, p->file, NULL, NULL, NULL, &listed),
                     -1);
    if (code != ERR_IO) /* of the disk, which listing does not need */
        assert_string_equal(listed.en, e.en);
}

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

/* What libarchive can write, to a buffer. */
struct maker {
    struct archive *a;
    char *bytes;
    size_t used;
    size_t cap;
};

static void maker_open(struct maker *m, bool zip, const char *options)
{
    m->cap = (size_t)64 << 20;
    m->bytes = malloc(m->cap);
    m->a = archive_write_new();
    assert_non_null(m->bytes);
    if (zip)
        archive_write_set_format_zip(m->a);
    else
        archive_write_set_format_pax_restricted(m->a);
    if (!zip && !strstr(options, "plain"))
        archive_write_add_filter_gzip(m->a);
    if (strstr(options, "twice"))
        archive_write_add_filter_gzip(m->a);
    if (strstr(options, "stored"))
        assert_int_equal(
            archive_write_set_options(m->a, "zip:compression=store"), 0);
    if (strstr(options, "locked")) {
        assert_int_equal(
            archive_write_set_options(m->a, "zip:encryption=aes256"), 0);
        archive_write_set_passphrase(m->a, "secret");
    }
    assert_int_equal(
        archive_write_open_memory(m->a, m->bytes, m->cap, &m->used), 0);
}

/* A member of `n` bytes of `fill`. */
static void maker_add(struct maker *m, const char *name, size_t n, char fill)
{
    struct archive_entry *entry = archive_entry_new();
    char piece[65536];

    memset(piece, fill, sizeof piece);
    archive_entry_set_pathname(entry, name);
    archive_entry_set_filetype(entry, AE_IFREG);
    archive_entry_set_perm(entry, 06755);
    archive_entry_set_uid(entry, 12345);
    archive_entry_xattr_add_entry(entry, "user.x", "y", 1);
    archive_entry_set_size(entry, (la_int64_t)n);
    assert_int_equal(archive_write_header(m->a, entry), 0);
    while (n > 0) {
        size_t k = n < sizeof piece ? n : sizeof piece;

        assert_int_equal(archive_write_data(m->a, piece, k), k);
        n -= k;
    }
    archive_entry_free(entry);
}

/* Close and leave the bytes in `b`. */
static void maker_close(struct maker *m, struct buf *b)
{
    assert_int_equal(archive_write_close(m->a), 0);
    archive_write_free(m->a);
    buf_init(b, m->cap);
    buf_add(b, m->bytes, m->used);
    free(m->bytes);
}

static void make_one(struct buf *b, bool zip, const char *options, size_t n)
{
    struct maker m = {0};

    maker_open(&m, zip, options);
    maker_add(&m, "a", n, 'x');
    maker_close(&m, b);
}

static char *find(const struct buf *b, const char *magic)
{
    for (size_t i = 0; i + 4 <= b->n; i++) {
        if (memcmp(b->s + i, magic, 4) == 0)
            return b->s + i;
    }
    return NULL;
}

#define LOCAL   "PK\003\004"
#define CENTRAL "PK\001\002"
#define END     "PK\005\006"

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

static int64_t size_of(const char *dir, const char *name)
{
    char path[PATH_TEXT_MAX];
    struct err e = {0};
    struct stat st;

    assert_int_equal(path_join(path, dir, name, &e), 0);
    return stat(path, &st) == 0 ? (int64_t)st.st_size : -1;
}

/* 200 MB of zeros: stopped before a tenth of it is written. */
static void a_bomb_is_stopped_early(void **state)
{
    const struct place *p = *state;

    for (int zip = 0; zip < 2; zip++) {
        struct tarball_summary sum = {0};
        struct err e = {0};
        struct buf b;
        int64_t wrote;

        make_one(&b, zip, "", 200000000);
        assert_in_range(b.n, 1, 250000);
        put(p, &b);
        assert_int_equal(tarball_extract(&sum, p->file, p->box, NULL, &e), -1);
        assert_int_equal(e.code, ERR_LIMIT);
        assert_non_null(strstr(e.en, "200 times its size"));
        wrote = size_of(p->box, "a");
        assert_in_range(wrote, 1, 20000000);
        nothing_escaped(p);
        buf_release(&b);
    }
}

static void fifty_thousand_members_are_too_many(void **state)
{
    const struct place *p = *state;

    for (int zip = 0; zip < 2; zip++) {
        struct tarball_summary sum = {0};
        struct err e = {0};
        struct maker m = {0};
        struct buf b;
        char name[32];

        maker_open(&m, zip, "");
        for (int i = 0; i < 50000; i++) {
            (void)snprintf(name, sizeof name, "f%d", i);
            maker_add(&m, name, 0, 'x');
        }
        maker_close(&m, &b);
        put(p, &b);
        assert_int_equal(tarball_list(&sum, p->file, NULL, NULL, NULL, &e), -1);
        assert_int_equal(e.code, ERR_LIMIT);
        assert_string_equal(e.en, "the archive holds more than 20000 members");
        buf_release(&b);
    }
}

static void limits_hold_to_the_byte(void **state)
{
    static const struct {
        struct tarball_limits lim;
        const char *why; /* NULL: accepted */
    } row[] = {
        {{2, 1000, 2000, 200}, NULL                                 },
        {{1, 1000, 2000, 200}, "holds more than 1 members"          },
        {{2, 999, 2000, 200},  "the member is larger than 999 bytes"},
        {{2, 1000, 1999, 200}, "expands to more than 1999 bytes"    },
    };
    const struct place *p = *state;

    for (int zip = 0; zip < 2; zip++) {
        struct maker m = {0};
        struct buf b;

        maker_open(&m, zip, "");
        maker_add(&m, "a", 1000, 'x');
        maker_add(&m, "b", 1000, 'y');
        maker_close(&m, &b);
        put(p, &b);
        for (size_t i = 0; i < T_LEN(row); i++) {
            struct tarball_summary sum = {0};
            struct err e = {0};
            int rc = tarball_extract(&sum, p->file, p->box, &row[i].lim, &e);

            assert_int_equal(rc, row[i].why ? -1 : 0);
            if (row[i].why)
                assert_non_null(strstr(e.en, row[i].why));
            nothing_escaped(p);
        }
        buf_release(&b);
    }
}

/* Cut anywhere, an archive is refused, or nothing of its files is lost. */
static void an_archive_cut_short_is_refused(void **state)
{
    const struct place *p = *state;
    static const struct {
        bool zip;
        const char *options;
    } row[] = {
        {false, "plain" },
        {false, ""      },
        {true,  ""      },
        {true,  "stored"},
    };

    for (size_t i = 0; i < T_LEN(row); i++) {
        struct maker m = {0};
        struct buf b;
        size_t whole;
        int kept = 0;

        maker_open(&m, row[i].zip, row[i].options);
        maker_add(&m, "a", 3000, 'x');
        maker_add(&m, "d/b", 2000, 'y');
        maker_close(&m, &b);
        whole = b.n;
        for (size_t n = 0; n<whole; n += whole> 4096 ? 512 : 7) {
            struct tarball_summary sum = {0};
            struct err e = {0};

            b.n = n;
            put(p, &b);
            if (tarball_extract(&sum, p->file, p->box, NULL, &e) == 0) {
                kept++;
                assert_int_equal(size_of(p->box, "a"), 3000);
                assert_int_equal(size_of(p->box, "d/b"), 2000);
            }
            nothing_escaped(p);
        }
        /* Only zeros after the end mark, or a check sum, may be missing. */
        assert_true(kept < 12);
        buf_release(&b);
    }
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

static void a_file_that_can_not_grow_is_reported(void **state)
{
    const struct place *p = *state;
    struct tarball_summary sum = {0};
    struct err e = {0};
    struct rlimit old;
    struct rlimit low;
    struct buf b;

    make_one(&b, false, "", 100000);
    put(p, &b);
    assert_int_equal(getrlimit(RLIMIT_FSIZE, &old), 0);
    low = (struct rlimit){.rlim_cur = 5000, .rlim_max = old.rlim_max};
    (void)signal(SIGXFSZ, SIG_IGN);
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &low), 0);
    assert_int_equal(tarball_extract(&sum, p->file, p->box, NULL, &e), -1);
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &old), 0);
    assert_int_equal(e.code, ERR_IO);
    assert_non_null(strstr(e.en, "cannot write"));
    buf_release(&b);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
#define T(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)
        T(hostile_members_are_refused_and_named),
        T(headers_that_lie_are_refused),
        T(zip_tricks_are_refused),
        T(a_rare_zip_method_is_refused),
        T(what_follows_or_precedes_a_zip_is_refused),
        T(other_archives_are_named_as_not_read),
        T(a_compressed_file_is_no_archive),
        T(compression_inside_compression_is_refused),
        T(a_bomb_is_stopped_early),
        T(fifty_thousand_members_are_too_many),
        T(limits_hold_to_the_byte),
        T(an_archive_cut_short_is_refused),
        T(plain_members_arrive_whole_and_private),
        T(what_exists_already_is_not_overwritten),
        T(a_file_that_can_not_grow_is_reported),
    };

    return cmocka_run_group_tests_name("tarball", tests, NULL, NULL);
}
