#include "conform/rule.h"

#include <string.h>

#include "conform/rules.h"

const struct rule_table rule_tables[] = {
    {"file", rules_file, &rules_file_n},
    {NULL,   NULL,       NULL         },
};

const struct rule *rule_find(const char *id)
{
    for (const struct rule_table *t = rule_tables; t->format; t++) {
        for (size_t i = 0; i < *t->n; i++) {
            if (strcmp(t->a[i].id, id) == 0)
                return &t->a[i];
        }
    }
    return NULL;
}

const char *rule_kind_name(enum rule_kind k)
{
    static const char *const name[RULE_KINDS] = {"specification", "practice",
                                                 "policy"};

    return name[k];
}

const char *rule_level_name(enum rule_level l)
{
    static const char *const name[RULE_LEVELS] = {"error", "warning", "note"};

    return name[l];
}
