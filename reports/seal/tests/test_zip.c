#include "base/tests/t.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/err.h"
#include "reports/seal/zip.h"

#define MEDIA_TYPE "application/vnd.etsi.asic-e+zip"

static const struct zip_entry sample[] = {
    {"mimetype",              MEDIA_TYPE, sizeof MEDIA_TYPE - 1},
    {"report.xml",            "<r/>",     4                    },
    {"empty",                 "",         0                    },
    {"META-INF/manifest.xml", "<m/>",     4                    },
};

static void make(struct buf *b)
{
    struct err e = {0};

    buf_init(b, 1 << 16);
    assert_int_equal(zip_write(b, sample, T_LEN(sample), &e), 0);
}

static void writes_the_media_type_where_it_is_looked_for(void **state)
{
    struct buf b = {0};

    (void)state;
    make(&b);
    assert_memory_equal(b.s, "PK\3\4", 4);
    assert_memory_equal(b.s + 30, "mimetype", 8);
    assert_memory_equal(b.s + 38, MEDIA_TYPE, strlen(MEDIA_TYPE));
    buf_release(&b);
}

static void reads_back_what_it_wrote(void **state)
{
    struct buf b = {0};
    struct zip z = {0};
    struct err e = {0};

    (void)state;
    make(&b);
    assert_int_equal(zip_read(&z, b.s, b.n, &e), 0);
    assert_int_equal(z.n, T_LEN(sample));
    for (size_t i = 0; i < z.n; i++) {
        assert_string_equal(z.a[i].name, sample[i].name);
        assert_int_equal(z.a[i].len, sample[i].len);
        assert_memory_equal(z.a[i].data, sample[i].data, sample[i].len);
    }
    assert_ptr_equal(zip_find(&z, "empty"), &z.a[2]);
    assert_null(zip_find(&z, "EMPTY"));
    zip_release(&z);
    buf_release(&b);
}

/* Whatever byte is changed, in whatever way that keeps it a byte. */
static void refuses_each_changed_byte(void **state)
{
    struct buf b = {0};

    (void)state;
    make(&b);
    for (size_t i = 0; i < b.n; i++) {
        for (unsigned bit = 0; bit < 8; bit++) {
            struct zip z = {0};
            struct err e = {0};

            b.s[i] = (char)(b.s[i] ^ (1 << bit));
            assert_int_equal(zip_read(&z, b.s, b.n, &e), -1);
            assert_true(e.code == ERR_REFUSED || e.code == ERR_LIMIT);
            assert_null(z.a);
            b.s[i] = (char)(b.s[i] ^ (1 << bit));
        }
    }
    buf_release(&b);
}

static void refuses_each_shorter_archive(void **state)
{
    struct buf b = {0};

    (void)state;
    make(&b);
    for (size_t n = 0; n < b.n; n++) {
        struct zip z = {0};
        struct err e = {0};
        char *copy = malloc(n + 1); /* so that ASan sees a read past it */

        assert_non_null(copy);
        memcpy(copy, b.s, n);
        assert_int_equal(zip_read(&z, copy, n, &e), -1);
        assert_int_equal(e.code, ERR_REFUSED);
        free(copy);
    }
    buf_release(&b);
}

/* Overwrite bytes of the sample archive, or put some in, and see the reason. */
static void says_why_it_refuses(void **state)
{
    static const struct {
        size_t at;     /* where; SIZE_MAX: at the end */
        size_t insert; /* bytes put in there, or 0: overwrite */
        const char *bytes;
        size_t n;
        const char *why;
    } row[] = {
        {0,        1, "#",   1,
         "not a sealed container: it does not begin with a ZIP member"             },
        {SIZE_MAX, 1, "#",   1, "the container goes on after its end: %zu bytes"   },
        {69,       1, "gap", 3,
         "the container holds bytes that belong to no member, at offset %zu"       },
        {6,        0, "\1",  1, "a member of the container is encrypted"           },
        {6,        0, "\10", 1,
         "a member of the container hides its size behind its contents (data "
         "descriptor): this program did not make this container"                   },
        {8,        0, "\10", 1,
         "a member of the container is compressed: this program did not make "
         "this container"                                                          },
        {28,       0, "\4",  1,
         "a member of the container has an extra field: this program did not "
         "make this container"                                                     },
        {18,       0, "\1",  1, "a member of the container has two different sizes"},
        {18,       0,
         "\377\377\377\377"
         "\377\377\377\377", 8, "the container is cut off"                         },
        {10,       0, "\1",  1,
         "the header of the member '%s' has fields that a sealed container "
         "of this program never has: a time, attributes, extra data, or a "
         "size, name or place that does not agree with the member"                 },
        {38,       0, "b",   1,
         "the checksum of the member '%s' does not agree with its contents"        },
        {30,       0, "\0",  1, "a file name holds a NUL byte"                     },
        {30,       0, "/",   1, "a file name has an empty part"                    },
    };

    (void)state;
    for (size_t i = 0; i < T_LEN(row); i++) {
        struct buf b = {0};
        struct buf bad = {0};
        struct zip z = {0};
        struct err e = {0};
        size_t at;

        make(&b);
        buf_init(&bad, 1 << 16);
        at = row[i].at == SIZE_MAX ? b.n : row[i].at;
        buf_add(&bad, b.s, at);
        buf_add(&bad, row[i].bytes, row[i].n);
        if (!row[i].insert)
            at += row[i].n;
        buf_add(&bad, b.s + at, b.n - at);
        assert_int_equal(zip_read(&z, bad.s, bad.n, &e), -1);
        assert_string_equal(e.id, row[i].why);
        buf_release(&bad);
        buf_release(&b);
    }
}

/* The writer refuses such names itself; so patch them in. */
static void refuses_names_that_meet(void **state)
{
    static const struct {
        const char *other; /* as long as "one.xml" */
        int rc;
    } row[] = {
        {"one.xml", -1},
        {"ONE.xml", -1},
        {"../.xml", -1},
        {"two.xml", 0 },
    };
    struct zip_entry two[] = {
        {"one.xml", "1", 1},
        {"two.xml", "2", 1},
    };

    (void)state;
    for (size_t i = 0; i < T_LEN(row); i++) {
        struct buf b = {0};
        struct zip z = {0};
        struct err e = {0};

        buf_init(&b, 1 << 16);
        assert_int_equal(zip_write(&b, two, 2, &e), 0);
        for (size_t at = 0; at + 7 <= b.n; at++)
            if (memcmp(b.s + at, "two.xml", 7) == 0)
                memcpy(b.s + at, row[i].other, 7);
        assert_int_equal(zip_read(&z, b.s, b.n, &e), row[i].rc);
        zip_release(&z);
        two[1].name = row[i].other;
        buf_clear(&b);
        e = (struct err){0};
        assert_int_equal(zip_write(&b, two, 2, &e), row[i].rc);
        two[1].name = "two.xml";
        buf_release(&b);
    }
}

static void stops_at_its_ceilings(void **state)
{
    struct zip_entry many[ZIP_ENTRIES_MAX + 1];
    char names[ZIP_ENTRIES_MAX + 1][8];
    struct zip_entry huge = {"huge", "", ZIP_BYTES_MAX};
    struct buf b = {0};
    struct buf more = {0};
    struct zip z = {0};
    struct err e = {0};

    (void)state;
    for (size_t i = 0; i < T_LEN(many); i++) {
        snprintf(names[i], sizeof names[i], "m%zu", i);
        many[i] = (struct zip_entry){names[i], "x", 1};
    }
    buf_init(&b, 1 << 16);
    buf_init(&more, 1 << 16);
    assert_int_equal(zip_write(&b, many, T_LEN(many), &e), -1);
    assert_int_equal(e.code, ERR_LIMIT);
    e = (struct err){0};
    assert_int_equal(zip_write(&b, &huge, 1, &e), -1);
    assert_int_equal(e.code, ERR_LIMIT);
    e = (struct err){0};
    assert_int_equal(zip_write(&b, many, ZIP_ENTRIES_MAX, &e), 0);
    /* One local member more than may be, in front of the others. */
    buf_add(&more, b.s, 33);
    memcpy(more.s + 30, "mX", 2);
    buf_add(&more, b.s, b.n);
    assert_int_equal(zip_read(&z, more.s, more.n, &e), -1);
    assert_int_equal(e.code, ERR_LIMIT);
    e = (struct err){0};
    assert_int_equal(zip_read(&z, b.s, ZIP_BYTES_MAX + 1, &e), -1);
    assert_int_equal(e.code, ERR_LIMIT);
    buf_release(&more);
    buf_release(&b);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(writes_the_media_type_where_it_is_looked_for),
        cmocka_unit_test(reads_back_what_it_wrote),
        cmocka_unit_test(refuses_each_changed_byte),
        cmocka_unit_test(refuses_each_shorter_archive),
        cmocka_unit_test(says_why_it_refuses),
        cmocka_unit_test(refuses_names_that_meet),
        cmocka_unit_test(stops_at_its_ceilings),
    };

    return cmocka_run_group_tests_name("zip", tests, NULL, NULL);
}
