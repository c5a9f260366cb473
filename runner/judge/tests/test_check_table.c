#include "judge/check_list.h"
#include "judge/columns.h"
#include "judge/table_judge.h"
#include "judge/tests/folder.h"
#include "judge/tests/measured.h"

#define LIST                                                                   \
    "# columns\n-\tN\tinteger\n-\tX\tdecimal\n-\tB\tboolean\n-\tT\ttext\n"     \
    "-\tM\tdecimal?\n"
#define PAIRS    "N,1\nX,2.5\nB,true\nT,a b\nM,-\n"
#define SECTIONS "S\tA\tinteger\nS\tB\ttext\nU\tA\tdecimal?\n"

static struct folder d;

static int judge(struct measurement *m, const char *list, const char *text,
                 const char *layout, struct err *e)
{
    char file[PATH_TEXT_MAX];
    char columns[PATH_TEXT_MAX];
    const struct measured_job job = {
        .check = &check_table,
        .file = {{"file", "t", file}, {"columns", "c", columns}},
        .param = {{.name = "layout", .value = layout}                  }
    };

    folder_text(&d, "table", text);
    folder_text(&d, "columns", list);
    memcpy(file, folder_at(&d, "table"), sizeof(file));
    memcpy(columns, folder_at(&d, "columns"), sizeof(columns));
    return measured(m, &job, e);
}

static void tables_are_held_against_their_columns(void **state)
{
    static const struct {
        const char *list, *layout, *text;
        int64_t missing, empty, twice, unknown, wrong;
    } row[] = {
        {LIST,                            "names",    PAIRS,                                            0, 0, 0, 0, 0},
        {LIST,                            "names",    "N,X,B,T,M\n1,2.5,true,a,\n",                     0, 0, 0, 0, 0},
        {LIST,                            "names",    "\"N\",\"X\",\"B\",\"T\",\"M\"\n1,2,False,a,3\n", 0, 0,
         0,                                                                                                      0, 0},
        {LIST,                            "names",    "N,X,B,T,M\n",                                    0, 5, 0, 0, 0},
        {LIST,                            "names",    "N,X,B,T,M\n1,2.5\n",                             0, 0, 0, 0, 2},
        {LIST,                            "names",    "X,2\nB,true\nT,a\nM,1\n",                        1, 0, 0, 0, 0},
        {LIST,                            "names",    PAIRS "N,2\n",                                    0, 0, 1, 0, 0},
        {LIST,                            "names",    PAIRS "Z,2\n",                                    0, 0, 0, 1, 0},
        {LIST,                            "names",    "N,1.5\nX,x\nB,yes\nT,\nM,many\n",                0, 0, 0, 0, 5},
        {LIST,                            "names",    "N,\nX,nan\nB,1\nT,a\nM,?\n",                     0, 0, 0, 0, 3},
        {LIST,                            "names",    "N\nX,1\nB,true\nT,a\nM,1\n",                     0, 0, 0, 0, 1},
        {LIST,                            "names",    "",                                               5, 0, 0, 0, 0},
        {SECTIONS,                        "sections", "S\nA,B\n1,x\n2,y\n\nU\nA\n?\n",                  0, 0, 0, 0, 0},
        {SECTIONS,                        "sections", "S\nA,B\n1,x\n",                                  1, 0, 0, 0, 0},
        {SECTIONS,                        "sections", "S\nA,B\n\nU\nA\n1\n",                            0, 2, 0, 0, 0},
        {SECTIONS,                        "sections", "S\nA,C\n1,x\n\nU\nA\n1\n",                       1, 0, 0, 1, 0},
        {SECTIONS,                        "sections", "S\nA,B\n1,x\n\nV\nA\n1\n",                       1, 0, 0, 1, 0},
        {SECTIONS,                        "sections", "S\nA,B\nx,x\n\nU\nA\n1\n",                       0, 0, 0, 0, 1},
        {"-\ta.b\tinteger\n-\tc\ttext\n", "json",
         "{\"a\":{\"b\":1},\"c\":\"x\"}",                                                               0, 0, 0, 0, 0},
        {"-\ta.b\tinteger\n-\tc\ttext\n", "json",
         "{\"a\":{\"b\":1.5,\"z\":true},\"c\":null}",                                                   0, 0, 0, 1, 2},
    };

    (void)state;
    for (size_t i = 0; i < T_LEN(row); i++) {
        struct measurement m;
        struct err e = {0};

        if (judge(&m, row[i].list, row[i].text, row[i].layout, &e))
            fail_msg("row %zu: %s", i, e.msg);
        if (m.state != MEASURED_OK ||
            measured_count(&m, "table.columns-missing") != row[i].missing ||
            measured_count(&m, "table.columns-empty") != row[i].empty ||
            measured_count(&m, "table.columns-twice") != row[i].twice ||
            measured_count(&m, "table.columns-unknown") != row[i].unknown ||
            measured_count(&m, "table.values-wrong") != row[i].wrong)
            fail_msg("row %zu: state %d, first finding: %s", i, (int)m.state,
                     m.findings.n ? m.findings.a[0].en : "none");
        measured_release(&m);
    }
}

static void what_is_no_table_is_a_defect(void **state)
{
    static const struct {
        const char *layout, *text;
    } row[] = {
        {"names",    "N,\"1\n"             },
        {"names",    "N,X\n1,2,3\n"        },
        {"sections", "S,T\nA,B\n"          },
        {"json",     ""                    },
        {"json",     "[1]"                 },
        {"json",     "{\"N\": [1]}"        },
        {"json",     "{\"N\": 1, \"N\": 2}"},
        {"json",     "{\"N\": 1} x"        },
    };

    (void)state;
    for (size_t i = 0; i < T_LEN(row); i++) {
        struct measurement m;
        struct err e = {0};

        if (judge(&m, LIST, row[i].text, row[i].layout, &e))
            fail_msg("row %zu: %s", i, e.msg);
        if (m.state != MEASURED_DEFECT || !measured_found(&m, "TABLE-READ"))
            fail_msg("row %zu was taken", i);
        assert_int_equal(measured_count(&m, "table.unreadable"), 1);
        measured_release(&m);
    }
}

static void json_that_is_deep_or_long_named_is_a_defect(void **state)
{
    char deep[4096] = "";
    struct measurement m;
    struct err e = {0};

    (void)state;
    for (int i = 0; i < (TABLE_JSON_DEPTH_MAX + 1); i++)
        strcat(deep, "{\"a\":");
    strcat(deep, "1");
    for (int i = 0; i < (TABLE_JSON_DEPTH_MAX + 1); i++)
        strcat(deep, "}");
    assert_int_equal(judge(&m, LIST, deep, "json", &e), 0);
    assert_int_equal(m.state, MEASURED_DEFECT);
    measured_release(&m);
    memset(deep, 'a', sizeof(deep));
    memcpy(deep, "{\"", 2);
    memcpy(deep + sizeof(deep) - 6, "\":1}", 5);
    assert_int_equal(judge(&m, LIST, deep, "json", &e), 0);
    assert_int_equal(m.state, MEASURED_DEFECT);
    measured_release(&m);
}

static void a_list_that_is_none_is_our_own_fault(void **state)
{
    static const char *const row[] = {"", "# nothing\n", "-\tN\n",
                                      "-\tN\tnumber\n", "-\tN\tinteger!\n"};

    (void)state;
    for (size_t i = 0; i < T_LEN(row); i++) {
        struct measurement m;
        struct err e = {0};

        if (judge(&m, row[i], PAIRS, "names", &e) == 0)
            fail_msg("row %zu was taken", i);
        assert_int_equal(e.code, ERR_SYNTAX);
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
        cmocka_unit_test(tables_are_held_against_their_columns),
        cmocka_unit_test(what_is_no_table_is_a_defect),
        cmocka_unit_test(json_that_is_deep_or_long_named_is_a_defect),
        cmocka_unit_test(a_list_that_is_none_is_our_own_fault),
    };

    return cmocka_run_group_tests_name("check_table", tests, make, drop);
}
