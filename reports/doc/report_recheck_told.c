/*
 * What is told in a report, where suite and tallies can contradict it: that
 * other fixtures were used than those the suite pins, or that more bases were
 * judged than were counted. A reader sees these beside the verdict.
 */
#include <stdint.h>
#include <string.h>

#include "base/err.h"
#include "base/num.h"
#include "reports/doc/report.h"
#include "reports/doc/report_internal.h"

/* What the pin is compared with; NULL when the suite names no digest. */
static const char *proof_of(const struct suite_fixture *f,
                            const struct xmlnode *file)
{
    switch (f->pin) {
    case PIN_OCTETS:
        return xmldoc_attr(file, "sha256");
    case PIN_RECORDS:
        return xmldoc_attr(file, "content");
    case PIN_CONTIGS:
    case PIN_ADOPTED:
        break;
    }
    return NULL;
}

static int check_fixture(const struct suite *s, const struct xmlnode *file,
                         struct err *e)
{
    const char *id = xmldoc_attr(file, "id");
    const char *pinned = xmldoc_attr(file, "pinned");
    const struct suite_fixture *f = id ? suite_fixture(s, id) : NULL;
    const char *proof;

    if (!f)
        return err_set(e, ERR_MISMATCH,
                       "the report tells of the fixture '%.100s', which the "
                       "suite does not have",
                       id ? id : "");
    proof = proof_of(f, file);
    if (!pinned || strcmp(pinned, fixture_pin_name(f->pin)) != 0 ||
        (f->sha256 && (!proof || strcmp(proof, f->sha256) != 0)))
        return err_set(e, ERR_MISMATCH,
                       "the report tells of another fixture '%.100s' than the "
                       "one that the suite pins",
                       f->id);
    return 0;
}

/* The most that one measurement of the submission counted. */
static int64_t counted(const char *counter, const struct plan *p,
                       const struct evidence *ev)
{
    int64_t most = 0;

    for (size_t i = 0; i < p->n_main; i++) {
        const struct tally *t = &ev->m[i].tally;
        int c = tally_find_counter(t, counter);
        int64_t sum = c >= 0 ? tally_sum(t, 0, (size_t)c) : 0;

        if (sum > most)
            most = sum;
    }
    return most;
}

static int check_territory(const struct xmlnode *n, const struct plan *p,
                           const struct evidence *ev, struct err *e)
{
    static const struct {
        const char *attr, *counter;
    } row[] = {
        {"regions-bp",   "regions.bp"  },
        {"reference-bp", "reference.bp"},
    };

    for (size_t i = 0; i < sizeof row / sizeof row[0]; i++) {
        const char *said = xmldoc_attr(n, row[i].attr);
        int64_t is = counted(row[i].counter, p, ev);
        int64_t bp = 0;

        if (said && num_int(&bp, said, 0, INT64_MAX, e))
            return -1;
        if (said && is > 0 && bp != is)
            return err_set(e, ERR_MISMATCH,
                           "the report tells of %lld bases judged, the tallies "
                           "of %lld",
                           (long long)bp, (long long)is);
    }
    return 0;
}

int report_recheck_told(const struct report_claim *c, const struct suite *s,
                        const struct plan *p, const struct evidence *ev,
                        struct err *e)
{
    const struct xmlnode *used = xmldoc_child(c->doc.root, "fixtures-used");
    const struct xmlnode *territory = xmldoc_child(c->doc.root, "territory");

    for (const struct xmlnode *f = used ? used->first : NULL; f; f = f->next) {
        if (check_fixture(s, f, e))
            return -1;
    }
    return territory ? check_territory(territory, p, ev, e) : 0;
}
