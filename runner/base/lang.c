#include "base/lang.h"

#include <stdbool.h>
#include <string.h>

#include "base/lang_internal.h"

/* clang-format off: one a line, so that areas grow without meeting */
const struct lang_pair *const lang_fr_all[] = {
    lang_fr_assess,  lang_fr_bam,      lang_fr_base,
    lang_fr_cert,    lang_fr_check,    lang_fr_cli,
    lang_fr_conform, lang_fr_core,     lang_fr_cram,
    lang_fr_defects, lang_fr_deliver,  lang_fr_forge,
    lang_fr_formats, lang_fr_judge,    lang_fr_marks,
    lang_fr_mutants, lang_fr_register, lang_fr_reports,
    lang_fr_sam,     lang_fr_variants, NULL,
};
/* clang-format on */

static enum lang current = LANG_EN; /* written once, by main */

void lang_set(enum lang l)
{
    current = l;
}

enum lang lang_get(void)
{
    return current;
}

static const char *french_of(const char *en)
{
    for (size_t i = 0; lang_fr_all[i]; i++) {
        for (const struct lang_pair *p = lang_fr_all[i]; p->en; p++) {
            if (strcmp(p->en, en) == 0)
                return p->fr;
        }
    }
    return NULL;
}

const char *lang_in(enum lang l, const char *en)
{
    const char *fr = l == LANG_FR ? french_of(en) : NULL;

    return fr ? fr : en;
}

const char *lang_tr(const char *en)
{
    return lang_in(current, en);
}

int lang_has_french(const char *en)
{
    return french_of(en) != NULL;
}

enum lang lang_from_locale(const char *name)
{
    bool fr = name && (name[0] == 'f' || name[0] == 'F') &&
              (name[1] == 'r' || name[1] == 'R') &&
              strchr("_-.@", name[2]) != NULL; /* its NUL counts as well */

    return fr ? LANG_FR : LANG_EN;
}
