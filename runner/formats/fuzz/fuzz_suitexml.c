#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/err.h"
#include "core/suite.h"
#include "formats/suitexml.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* What readers of a struct suite rely on. */
static void check(const struct suite *s)
{
    if (!s->id || !s->publisher || !s->title.en || s->n_profiles == 0 ||
        strlen(s->sha256) != 64 || s->requires_format > SUITE_FORMAT)
        abort();
    for (size_t i = 0; i < s->n_cases; i++) {
        const struct suite_case *c = &s->cases[i];

        if (suite_case(s, c->id) != c || !c->title.en || !c->check ||
            c->at.line == 0)
            abort();
        for (size_t k = 0; k < c->n_criteria; k++)
            if (!c->criteria[k].metric || !c->criteria[k].stratum ||
                c->criteria[k].sides < 1 || c->criteria[k].sides > 2)
                abort();
    }
    for (size_t i = 0; i < s->n_fixtures; i++)
        if (s->fixtures[i].pin <= PIN_RECORDS && !s->fixtures[i].sha256)
            abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct suite s = {0};
    struct err e = {0};
    int rc = suitexml_parse(&s, (const char *)data, size, "fuzz", &e);

    if ((rc == 0) != (e.code == ERR_NONE))
        abort(); /* a failure without a reason, or the reverse */
    if (rc == 0)
        check(&s);
    else if (s.id)
        abort();
    suite_release(&s);
    return 0;
}
