#include "variants/outputs/recordtext.h"

#include <string.h>

#include "formats/tabs.h"
#include "formats/vcfhead.h"

enum {
    COLUMN_REF = 3,
    COLUMN_ALT = 4,
    COLUMN_INFO = 7,
    COLUMN_FORMAT = 8,
    COLUMN_SAMPLE = 9
};

static const struct vcftext missing = {".", 1};

/* The text up to `c`, and *at moved behind it. */
static struct vcftext cut(const char **at, const char *end, char c)
{
    const char *s = *at;
    const char *stop = s < end ? memchr(s, c, (size_t)(end - s)) : NULL;

    if (!stop)
        stop = end;
    *at = stop < end ? stop + 1 : end;
    return (struct vcftext){s, (size_t)(stop - s)};
}

/* The value of GT in a sample's column. */
static struct vcftext genotype(struct vcftext format, struct vcftext sample)
{
    const char *key = format.s;
    const char *value = sample.s;

    while (key < format.s + format.n && value < sample.s + sample.n) {
        struct vcftext k = cut(&key, format.s + format.n, ':');
        struct vcftext v = cut(&value, sample.s + sample.n, ':');

        if (k.n == 2 && memcmp(k.s, "GT", 2) == 0)
            return v.n ? v : missing;
    }
    return missing;
}

void recordtext_cut(struct recordtext *out, const char *line, size_t len,
                    size_t sample)
{
    struct vcftext format = {0};
    size_t last =
        sample == RECORDTEXT_NO_SAMPLE ? COLUMN_INFO : COLUMN_SAMPLE + sample;
    struct tabs tabs;

    *out = (struct recordtext){missing, missing, missing, missing};
    tabs_init(&tabs, line, len, line + len);
    for (size_t i = 0; i <= last && tabs.at && tabs.at < tabs.end; i++) {
        struct vcftext t = tabs_field(&tabs);

        if (i == COLUMN_REF)
            out->ref = t;
        else if (i == COLUMN_ALT)
            out->alt = t;
        else if (i == COLUMN_INFO)
            out->info = t;
        else if (i == COLUMN_FORMAT)
            format = t;
        else if (i == last)
            out->gt = genotype(format, t);
    }
}

void recordtext_of(struct recordtext *out, const struct judged *j,
                   size_t sample)
{
    const struct judged_columns *c = j->columns;

    if (!c) {
        recordtext_cut(out, j->text, j->text_len, sample);
        return;
    }
    out->ref = (struct vcftext){j->text + c->ref, c->ref_len};
    out->alt = (struct vcftext){out->ref.s + c->ref_len + 1, c->alt_len};
    out->info = (struct vcftext){j->text + c->info, c->info_len};
    out->gt = missing;
    if (sample != RECORDTEXT_NO_SAMPLE && c->gt_len)
        out->gt = (struct vcftext){j->text + c->gt, c->gt_len};
}

/* Digits; 0 when there is anything else. */
static int64_t number(struct vcftext t)
{
    int64_t v = 0;

    for (size_t i = 0; i < t.n; i++) {
        if (t.s[i] < '0' || t.s[i] > '9' || v > VCFIN_POS_MAX)
            return 0;
        v = 10 * v + (t.s[i] - '0');
    }
    return v <= VCFIN_POS_MAX ? v : 0;
}

int64_t recordtext_end(const struct recordtext *r, int64_t pos)
{
    const char *at = r->info.s;
    const char *stop = at + r->info.n;
    int64_t end = pos + (int64_t)r->ref.n;

    if (r->info.n <= 4) /* mostly "." */
        return end;
    while (at < stop) {
        struct vcftext field = cut(&at, stop, ';');

        if (field.n > 4 && memcmp(field.s, "END=", 4) == 0) {
            int64_t stated = number((struct vcftext){field.s + 4, field.n - 4});

            return stated > pos ? stated : end;
        }
    }
    return end;
}

size_t recordtext_sample(const struct judged_start *s, enum judged_side side)
{
    const struct variants_input *from =
        side == JUDGED_TRUTH ? &s->job->truth : &s->job->query;

    if (from->alts)
        return RECORDTEXT_NO_SAMPLE;
    return from->sample ? names_find(&s->file[side].head->samples, from->sample,
                                     strlen(from->sample))
                        : 0;
}
