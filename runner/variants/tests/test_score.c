#include "variants/score.h"

#include <math.h>
#include <string.h>

#include "base/tests/t.h"
#include "formats/vcfin.h"

static struct vcftext text(const char *s)
{
    return (struct vcftext){s, strlen(s)};
}

static void a_field_gives_its_first_number(void **state)
{
    static const struct {
        const char *field, *qual, *info, *format, *sample;
        double want; /* NAN: none */
    } row[] = {
        {"QUAL",      "30.5",                                                ".",           "GT",     "0/1",      30.5},
        {"QUAL",      ".",                                                   "QUAL=3",      "GT",     "0/1",      NAN },
        {"QUAL",      "1e3",                                                 ".",           "GT",     "0/1",      1000},
        {"QUAL",      "-1",                                                  ".",           "GT",     "0/1",      -1  },
        {"QUAL",      "3x",                                                  ".",           "GT",     "0/1",      NAN },
        {"QUAL",      "nan",                                                 ".",           "GT",     "0/1",      NAN },
        {"QUAL",      "inf",                                                 ".",           "GT",     "0/1",      NAN },
        {"INFO/QD",   "9",                                                   "DP=1;QD=2.5", "GT",     "0/1",      2.5 },
        {"INFO/QD",   "9",                                                   "QD=2,7;DP=1", "GT",     "0/1",      2   },
        {"INFO/QD",   "9",                                                   "QDX=1;XQD=2", "GT",     "0/1",      NAN },
        {"INFO/QD",   "9",                                                   "QD",          "GT",     "0/1",      NAN },
        {"INFO/QD",   "9",                                                   "QD=",         "GT",     "0/1",      NAN },
        {"INFO/QD",   "9",                                                   "QD=.",        "GT",     "0/1",      NAN },
        {"INFO/QD",   "9",                                                   "",            "GT",     "0/1",      NAN },
        {"FORMAT/GQ", "9",                                                   ".",           "GT:GQ",  "0/1:40",   40  },
        {"GQ",        "9",                                                   ".",           "GT:GQ",  "0/1:40",   40  },
        {"GQ",        "9",                                                   ".",           "GT:GQ",  "0/1",      NAN },
        {"GQ",        "9",                                                   ".",           "GQ:GT",  "7:0/1",    7   },
        {"GQ",        "9",                                                   ".",           "GT:GQ",  "0/1:.",    NAN },
        {"GQ",        "9",                                                   ".",           "GT:GQX", "0/1:1",    NAN },
        {"GQ",        "9",                                                   ".",           "",       "",         NAN },
        {"AD",        "9",                                                   ".",           "GT:AD",  "0/1:8,12", 8   },
        {"QUAL",
         "1234567890123456789012345678901234567890123456789012345678901234", ".",           "GT",     "0/1",      NAN },
    };

    (void)state;
    for (size_t i = 0; i < T_LEN(row); i++) {
        const struct vcfrec r = {
            .qual = text(row[i].qual),
            .info = text(row[i].info),
            .format = text(row[i].format),
            .sample = text(row[i].sample),
        };
        double got = score_of(&r, row[i].field);

        if (isnan(row[i].want) ? !isnan(got) : fabs(got - row[i].want) > 1e-9)
            fail_msg("row %zu is %f, not %f", i, got, row[i].want);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_field_gives_its_first_number),
    };

    return cmocka_run_group_tests_name("score", tests, NULL, NULL);
}
