#include "core/evidence.h"

#include <stdlib.h>

#include "core/words.h"

static const char *const states[] = {
    "not-run", "measured", "defect", "blocked", "absent", "error",
};

_Static_assert(WORDS_LEN(states) == MEASURED_ERROR + 1, "a name each");

const char *measured_name(enum measured m)
{
    return words_name(states, WORDS_LEN(states), (size_t)m);
}

int measured_parse(enum measured *out, const char *text)
{
    int i = words_find(states, WORDS_LEN(states), text);

    if (i < 0)
        return -1;
    *out = (enum measured)i;
    return 0;
}

void evidence_release(struct evidence *ev)
{
    for (size_t i = 0; i < ev->n; i++) {
        free(ev->m[i].id);
        free(ev->m[i].cause);
        tally_release(&ev->m[i].tally);
        findings_release(&ev->m[i].findings);
        marks_release(&ev->m[i].marks);
    }
    free(ev->m);
    *ev = (struct evidence){0};
}
