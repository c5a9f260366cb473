#include "core/submission.h"

#include <string.h>

void submission_release(struct submission *s)
{
    arena_release(&s->arena);
    *s = (struct submission){0};
}

const struct submission_file *submission_role(const struct submission *s,
                                              const char *role)
{
    for (size_t i = 0; i < s->n_files; i++) {
        if (s->files[i].role && strcmp(s->files[i].role, role) == 0)
            return &s->files[i];
    }
    return NULL;
}

bool submission_claims(const struct submission *s, const char *word)
{
    for (size_t i = 0; i < s->n_claims; i++) {
        if (strcmp(s->claims[i], word) == 0)
            return true;
    }
    return false;
}
