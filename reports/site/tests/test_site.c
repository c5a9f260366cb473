/* Names of files, badges, and what is written again (the pages themselves:
 * runner/cli/tests/site.test.sh). */
#include "base/tests/t.h"

#include <string.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/path.h"
#include "base/workdir.h"
#include "formats/xmldoc.h"
#include "reports/site/badge.h"
#include "reports/site/site_internal.h"

static void a_name_is_one_part_of_a_path(void **state)
{
    static const struct {
        const char *text;
        const char *name;
    } row[] = {
        {"FR-2026-0001", "FR-2026-0001"   },
        {"a.b",          "a.b"            },
        {".hidden",      "_2ehidden"      },
        {"..",           "_2e."           },
        {"../x",         "_2e._2fx"       },
        {"a_b",          "a_5fb"          },
        {"a b\xc3\xa9",  "a_20b_c3_a9"    },
        {"\"<&>'",       "_22_3c_26_3e_27"},
    };

    (void)state;
    for (size_t i = 0; i < T_LEN(row); i++) {
        char name[SITE_NAME];
        struct err e = {0};

        site_name(name, row[i].text);
        assert_string_equal(name, row[i].name);
        assert_int_equal(path_check_name(name, &e), 0);
        assert_null(strchr(name, '/'));
    }
}

static void long_texts_keep_names_of_their_own(void **state)
{
    char a[3001];
    char b[3001];
    char name_a[SITE_NAME];
    char name_b[SITE_NAME];
    struct err e = {0};

    (void)state;
    memset(a, 'x', sizeof(a));
    memset(b, 'x', sizeof(b));
    a[3000] = b[3000] = 0;
    b[2999] = 'y';
    site_name(name_a, a);
    site_name(name_b, b);
    assert_string_not_equal(name_a, name_b);
    assert_int_equal(path_check_name(name_a, &e), 0);
    /* What looks like such a name is another one. */
    site_name(name_b, name_a);
    assert_string_not_equal(name_a, name_b);
}

static void a_badge_is_an_image_whatever_the_number(void **state)
{
    static const char *const number[] = {"FR-2026-0001", "<script>\"&'", "",
                                         ("é\xff"
                                          "x")};
    static const char sha256[] =
        "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

    (void)state;
    for (size_t i = 0; i < T_LEN(number); i++) {
        struct xmldoc doc = {0};
        struct err e = {0};
        struct buf b;

        buf_init(&b, 1 << 16);
        badge_write(&b, number[i], sha256);
        if (xmldoc_parse(&doc, b.s, b.n, "badge", &e))
            fail_msg("%s: %s", number[i], e.msg);
        assert_non_null(strstr(b.s, "sha256 0123456789ab<"));
        assert_null(strstr(b.s, "<script"));
        xmldoc_release(&doc);
        buf_release(&b);
    }
}

static void put_text(struct site_files *f, const char *name, const char *text)
{
    struct err e = {0};
    struct buf b;

    buf_init(&b, 100);
    buf_str(&b, text);
    if (site_files_put(f, name, &b, &e))
        fail_msg("%s", e.msg);
    buf_release(&b);
}

static void open_site(struct site_files *f, const char *dir,
                      struct site_built *built)
{
    struct err e = {0};

    *built = (struct site_built){0};
    assert_int_equal(site_files_open(f, dir, built, &e), 0);
}

static void close_site(struct site_files *f)
{
    struct err e = {0};

    assert_int_equal(site_files_close(f, &e), 0);
    site_files_release(f);
}

static void only_what_changed_is_written_and_what_is_gone_removed(void **state)
{
    char dir[PATH_TEXT_MAX];
    char path[PATH_TEXT_MAX];
    struct site_built built;
    struct site_files f;
    struct err e = {0};

    (void)state;
    assert_int_equal(workdir_make(dir, NULL, &e), 0);
    open_site(&f, dir, &built);
    put_text(&f, "a/one", "1");
    put_text(&f, "b/c/two", "2");
    close_site(&f);
    assert_int_equal(built.written, 2);
    open_site(&f, dir, &built);
    put_text(&f, "a/one", "1");
    put_text(&f, "b/three", "3");
    close_site(&f);
    assert_int_equal(built.written, 1);
    assert_int_equal(built.removed, 1);
    assert_int_equal(built.files, 2);
    assert_int_equal(path_join(path, dir, "b/c/two", &e), 0);
    assert_false(path_exists(path));
    open_site(&f, dir, &built);
    assert_int_equal(site_files_put(&f, "../x", &(struct buf){0}, &e), -1);
    assert_int_equal(e.code, ERR_REFUSED);
    site_files_release(&f);
    workdir_remove(dir);
}

/* A state that names files outside the site removes none. */
static void a_state_can_not_lead_out_of_the_site(void **state)
{
    static const char text[] = "entente.site@1\n../victim\n";
    char dir[PATH_TEXT_MAX];
    char site[PATH_TEXT_MAX];
    char victim[PATH_TEXT_MAX];
    char path[PATH_TEXT_MAX];
    struct site_built built;
    struct site_files f;
    struct err e = {0};

    (void)state;
    assert_int_equal(workdir_make(dir, NULL, &e), 0);
    assert_int_equal(path_join(site, dir, "site", &e), 0);
    assert_int_equal(path_join(victim, dir, "victim", &e), 0);
    assert_int_equal(path_make_dirs(site, &e), 0);
    assert_int_equal(path_join(path, site, SITE_STATE, &e), 0);
    assert_int_equal(path_write(path, text, strlen(text), &e), 0);
    assert_int_equal(path_write(victim, "x", 1, &e), 0);
    open_site(&f, site, &built);
    assert_int_equal(site_files_close(&f, &e), -1);
    assert_int_equal(e.code, ERR_REFUSED);
    assert_true(path_exists(victim));
    site_files_release(&f);
    workdir_remove(dir);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_name_is_one_part_of_a_path),
        cmocka_unit_test(long_texts_keep_names_of_their_own),
        cmocka_unit_test(a_badge_is_an_image_whatever_the_number),
        cmocka_unit_test(only_what_changed_is_written_and_what_is_gone_removed),
        cmocka_unit_test(a_state_can_not_lead_out_of_the_site),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
