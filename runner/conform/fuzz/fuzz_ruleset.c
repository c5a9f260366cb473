/* Bytes as a profile and as a selection of rules. Never a crash; a failure has
 * a reason; no profile lowers a rule of a specification. */
#include <stdlib.h>

#include "base/err.h"
#include "conform/ruleset.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void look(const uint8_t *data, size_t size, bool profile)
{
    struct ruleset s = {0};
    struct err e = {0};
    const char *text = (const char *)data;
    int rc = profile ? ruleset_add_profile(&s, "x", text, size, &e)
                     : ruleset_add(&s, text, size, &e);

    if ((rc == 0) != (e.code == ERR_NONE))
        abort();
    for (size_t i = 0; profile && i < s.n; i++) {
        if (s.a[i].rule->kind == RULE_SPECIFICATION &&
            (!s.a[i].asked || s.a[i].level > s.a[i].rule->level))
            abort();
    }
    ruleset_release(&s);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    look(data, size, true);
    look(data, size, false);
    return 0;
}
