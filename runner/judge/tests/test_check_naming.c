#include "judge/check_list.h"
#include "judge/tests/folder.h"
#include "judge/tests/measured.h"

#define SUM     "d41d8cd98f00b204e9800998ecf8427e"
#define PATTERN "[0-9]{4}/**"

static struct folder d;

static const struct suite_deliverable list_role = {.role = "list",
                                                   .kind = "sums"};
static const struct suite suite = {.deliverables = &list_role,
                                   .n_deliverables = 1};

/* The list stands at `at` in a submission of these files (up to a NULL). */
static void judge(struct measurement *m, const char *text, const char *at,
                  const char *id, const char *const *names, bool bare)
{
    char path[PATH_TEXT_MAX];
    struct submission_file files[4] = {{.name = at}};
    struct submission sub = {.files = files, .n_files = 1, .bare = bare};
    struct suite_case of = {.id = "C"};
    const struct suite_param param = {.name = "template", .value = PATTERN};
    struct check_file file = {"list", id, at, path, true};
    const struct check_env env = {.decl = check_naming.decl,
                                  .of = &of,
                                  .suite = &suite,
                                  .submission = &sub,
                                  .files = &file,
                                  .n_files = 1,
                                  .threads = 1};
    struct err e = {0};

    of.params = &param;
    of.n_params = 1;
    for (; *names; names++)
        files[sub.n_files++].name = *names;
    folder_text(&d, "list", text);
    memcpy(path, folder_at(&d, "list"), sizeof(path));
    *m = (struct measurement){0};
    assert_int_equal(check_tally(m, &env, &e), 0);
    if (check_naming.run(m, &env, &e))
        fail_msg("%s", e.msg);
}

static void names_are_judged_and_files_are_looked_for(void **state)
{
    static const struct {
        const char *text, *at, *id;
        const char *names[3];
        bool bare;
        int64_t wrong, unnamed;
    } row[] = {
        {SUM "  2026/a\n" SUM " *2026/b\n",
         "sums.txt",                                      "list",
         {"2026/a", NULL},
         false,                                                                               0,
         0                                                                                        },
        {SUM "  2026/a\n",
         "sums.txt",                                      "list",
         {"2026/a", "2026/b"},
         false,                                                                               0,
         1                                                                                        },
        {SUM "  ./2026/a\n# x\n\n",
         "sums.txt",                                      "list",
         {"2026/a", NULL},
         false,                                                                               0,
         0                                                                                        },
        {"MD5 (2026/a) = " SUM "\n",
         "sums.txt",                                      "list",
         {"2026/a", NULL},
         false,                                                                               0,
         0                                                                                        },
        {SUM "  26/a\n",                    "sums.txt",   "list",    {"26/a", NULL},   false, 1, 0},
        {"",                                "sums.txt",   "list",    {"2026/a", NULL}, false, 0, 1},
 /* names are relative to the folder of the list */
        {SUM "  2026/a\n",
         "x/sums.txt",                                    "list",
         {"x/2026/a", NULL},
         false,                                                                               0,
         0                                                                                        },
        {SUM "  2026/a\n",                  "x/sums.txt", "list",    {"2026/a", NULL}, false, 0, 1},
 /* a control's list, and a bare file, vouch for no other files */
        {SUM "  26/a\n",                    "sums.txt",   "planted", {"2026/b", NULL}, false, 1, 0},
        {SUM "  2026/a\n",                  "sums.txt",   "list",    {"2026/b", NULL}, true,  0, 0},
    };

    (void)state;
    for (size_t i = 0; i < T_LEN(row); i++) {
        struct measurement m;

        judge(&m, row[i].text, row[i].at, row[i].id, row[i].names, row[i].bare);
        if (m.state != MEASURED_OK ||
            measured_count(&m, "naming.wrong") != row[i].wrong ||
            measured_count(&m, "naming.unnamed") != row[i].unnamed)
            fail_msg("row %zu: %d wrong, %d unnamed", i,
                     (int)measured_count(&m, "naming.wrong"),
                     (int)measured_count(&m, "naming.unnamed"));
        measured_release(&m);
    }
}

static void what_is_no_list_is_a_defect(void **state)
{
    static const char *const none[] = {NULL};
    static const char *const row[] = {"hello\n", SUM "\n", SUM "  \n",
                                      "\\" SUM "  a\\nb\n"};

    (void)state;
    for (size_t i = 0; i < T_LEN(row); i++) {
        struct measurement m;

        judge(&m, row[i], "sums.txt", "list", none, false);
        if (m.state != MEASURED_DEFECT || !measured_found(&m, "NAME-LIST"))
            fail_msg("row %zu was taken", i);
        measured_release(&m);
    }
}

static int make(void **state)
{
    (void)state;
    folder_make(&d);
    return 0;
}

static int drop(void **state)
{
    (void)state;
    folder_remove(&d);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_are_judged_and_files_are_looked_for),
        cmocka_unit_test(what_is_no_list_is_a_defect),
    };

    return cmocka_run_group_tests_name("check_naming", tests, make, drop);
}
