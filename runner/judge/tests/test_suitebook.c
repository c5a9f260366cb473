#include "base/tests/t.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/err.h"
#include "base/path.h"
#include "judge/suitebook.h"

static char root1[PATH_TEXT_MAX];
static char root2[PATH_TEXT_MAX];

static void put(const char *root, const char *folder, const char *id,
                const char *version, const char *status, const char *extra)
{
    char path[PATH_TEXT_MAX];
    char dir[PATH_TEXT_MAX];
    char text[1000];
    struct err e = {0};
    int n = snprintf(text, sizeof text,
                     "<suite xmlns='urn:entente:suite:1' id='%s' version='%s' "
                     "status='%s' requires='1'><publisher>p</publisher>"
                     "<title xml:lang='en'>%s</title>%s</suite>",
                     id, version, status, root, extra);

    if (path_join(dir, root, folder, &e) || path_make_dirs(dir, &e) ||
        path_join(path, dir, "suite.xml", &e) ||
        path_write(path, text, (size_t)n, &e))
        fail_msg("%s", e.en);
}

static int set_up(void **state)
{
    static char dir[] = "/tmp/test_suitebook.XXXXXX";
    struct err e = {0};

    *state = mkdtemp(dir);
    if (!*state || path_join(root1, dir, "one", &e) ||
        path_join(root2, dir, "two", &e))
        return -1;
    put(root1, "a/1.0.0", "a", "1.0.0", "released", "");
    put(root1, "a/1.10.0", "a", "1.10.0", "released", "");
    put(root1, "a/1.9.0", "a", "1.9.0", "released", "");
    put(root1, "a/2.0.0", "a", "2.0.0", "draft", "");
    put(root1, "a/3.0.0", "a", "3.0.0", "retired", "");
    put(root1, "d/0.1.0", "d", "0.1.0", "draft", "");
    put(root1, "d/0.2.0", "d", "0.2.0", "draft", "");
    put(root1, "x/1.0.0", "x", "1.0.0", "released", "<broken/>");
    put(root2, "a/1.10.0", "a", "1.10.0", "released", "");
    put(root2, "b/1.0.0", "b", "1.0.0", "released", "");
    put(root2, ".hidden/1.0.0", "h", "1.0.0", "released", "");
    return 0;
}

static int tear_down(void **state)
{
    struct err e = {0};

    return path_remove_tree(*state, &e);
}

static void lists_all_suites_in_order(void **state)
{
    static const char *const expected[] = {
        "a 1.0.0", "a 1.9.0", "a 1.10.0", "a 1.10.0", "a 2.0.0",
        "a 3.0.0", "b 1.0.0", "d 0.1.0",  "d 0.2.0",  "x 1.0.0"};
    const char *const roots[] = {root1, "/nonexistent", root2};
    struct suitebook b = {0};
    struct err e = {0};

    (void)state;
    assert_int_equal(suitebook_list(&b, roots, 3, &e), 0);
    assert_int_equal(b.n, T_LEN(expected));
    for (size_t i = 0; i < b.n; i++) {
        char name[64];

        (void)snprintf(name, sizeof name, "%s %d.%d.%d", b.a[i].id,
                       (int)b.a[i].version.major, (int)b.a[i].version.minor,
                       (int)b.a[i].version.patch);
        assert_string_equal(name, expected[i]);
        assert_int_equal(b.a[i].broken != NULL, b.a[i].id[0] == 'x');
        assert_int_equal(strlen(b.a[i].sha256), b.a[i].broken ? 0 : 64);
    }
    assert_string_equal(b.a[2].title_en, root1);
    assert_string_equal(b.a[3].title_en, root2);
    assert_null(b.a[2].title_fr);
    suitebook_release(&b);
    assert_int_equal(b.n, 0);
}

static void finds_a_suite_by_name_or_path(void **state)
{
    static const struct {
        const char *name;
        int root;         /* 1 or 2 */
        const char *path; /* below it; NULL: none is found */
        const char *says;
    } row[] = {
        {"a",         1, "a/1.10.0/suite.xml", NULL                   },
        {"a@1.9.0",   1, "a/1.9.0/suite.xml",  NULL                   },
        {"a@2.0.0",   1, "a/2.0.0/suite.xml",  NULL                   },
        {"a@3.0.0",   1, "a/3.0.0/suite.xml",  NULL                   },
        {"b",         2, "b/1.0.0/suite.xml",  NULL                   },
        {"d",         1, "d/0.2.0/suite.xml",  NULL                   },
        {"x@1.0.0",   1, "x/1.0.0/suite.xml",  NULL                   },
        {"x",         0, NULL,                 "there are: a, b, d, x"},
        {"a@9.9.9",   0, NULL,                 "no suite a@9.9.9"     },
        {"a@1",       0, NULL,                 "three numbers"        },
        {"aa",        0, NULL,                 "there are: a, b, d, x"},
        {"../escape", 0, NULL,                 "no suite ../escape"   },
    };
    const char *const roots[] = {root1, root2};

    (void)state;
    for (size_t i = 0; i < T_LEN(row); i++) {
        char path[PATH_TEXT_MAX] = "";
        char expected[PATH_TEXT_MAX] = "";
        struct err e = {0};
        int rc = suitebook_find(path, row[i].name, roots, 2, &e);

        if (!row[i].path) {
            assert_int_equal(rc, -1);
            if (!strstr(e.en, row[i].says))
                fail_msg("row %zu: %s", i, e.en);
            continue;
        }
        if (rc)
            fail_msg("row %zu: %s", i, e.en);
        (void)snprintf(expected, sizeof expected, "%s/%s",
                       roots[row[i].root - 1], row[i].path);
        assert_string_equal(path, expected);
    }
}

static void takes_a_path_as_it_is(void **state)
{
    const char *const roots[] = {root2};
    char folder[PATH_TEXT_MAX];
    char file[PATH_TEXT_MAX];
    char path[PATH_TEXT_MAX];
    struct err e = {0};

    (void)state;
    assert_int_equal(path_join(folder, root1, "d/0.1.0", &e), 0);
    assert_int_equal(path_join(file, folder, "suite.xml", &e), 0);
    assert_int_equal(suitebook_find(path, folder, roots, 1, &e), 0);
    assert_string_equal(path, file);
    assert_int_equal(suitebook_find(path, file, roots, 1, &e), 0);
    assert_string_equal(path, file);
    assert_int_equal(suitebook_find(path, root1, roots, 1, &e), -1);
}

static void says_when_there_is_none_at_all(void **state)
{
    const char *const roots[] = {"/nonexistent"};
    char path[PATH_TEXT_MAX];
    struct err e = {0};

    (void)state;
    assert_int_equal(suitebook_find(path, "a", roots, 1, &e), -1);
    assert_int_equal(e.code, ERR_MISSING);
    assert_non_null(strstr(e.en, "ENTENTE_SUITES"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lists_all_suites_in_order),
        cmocka_unit_test(finds_a_suite_by_name_or_path),
        cmocka_unit_test(takes_a_path_as_it_is),
        cmocka_unit_test(says_when_there_is_none_at_all),
    };

    return cmocka_run_group_tests_name("suitebook", tests, set_up, tear_down);
}
