#include "conform/align/alnversion.h"

#include <string.h>

#include "base/err.h"
#include "conform/align/alnjudge_internal.h"
#include "formats/bamaux.h"

#define CIGAR_MAX 65535 /* before 1.6 */

unsigned alnversion_behind(const char *vn, size_t n)
{
    const char newest = '0' + ALNVERSION_NEWEST;

    if (n == 3 && vn[0] == '1' && vn[1] == '.' && vn[2] >= '0' &&
        vn[2] <= newest)
        return (unsigned)(newest - vn[2]);
    return 0;
}

unsigned alnversion_of_key(const char *type, const char *key)
{
    static const struct {
        char name[5];
        unsigned minor;
    } row[] = {
        {"RGPG", 3},
        {"RGFO", 4},
        {"RGKS", 4},
        {"HDGO", 5},
        {"PGDS", 5},
        {"SQAH", 5},
        {"SQAN", 5},
        {"HDSS", 6},
        {"RGBC", 6},
        {"SQDS", 6},
        {"SQTP", 6},
    };

    for (size_t i = 0; i < sizeof(row) / sizeof(*row); i++) {
        if (memcmp(row[i].name, type, 2) == 0 &&
            memcmp(row[i].name + 2, key, 2) == 0)
            return row[i].minor;
    }
    return 0;
}

/* A base that is none of ACGTN and '='. */
static bool has_iupac(const struct alnrec *r)
{
    static const unsigned plain =
        1u << 0 | 1u << 1 | 1u << 2 | 1u << 4 | 1u << 8 | 1u << 15;

    for (uint32_t i = 0; i < r->l_seq; i++) {
        unsigned pair = r->seq[i / 2];
        unsigned base = (i % 2 ? pair : pair >> 4) & 15u;

        if (!(plain >> base & 1u))
            return true;
    }
    return false;
}

static bool has_array(const struct alnrec *r)
{
    const uint8_t *at = r->aux;
    struct bamaux x;

    while (bamaux_next(&x, &at, r->aux + r->aux_len)) {
        if (x.type == 'B')
            return true;
    }
    return false;
}

void alnversion_record(struct problems *p, const struct alnjudge *j,
                       const struct alnrec *r, struct err *e)
{
    struct alnjudging x = {.problems = p, .j = j, .r = r, .e = e};
    unsigned minor = ALNVERSION_NEWEST - j->head->behind;
    bool before_4 = minor < 4;
    const struct {
        bool is;
        unsigned minor;
        const char *what; /* the same in all languages */
    } row[] = {
        {r->n_cigar > CIGAR_MAX, 6,                           "CIGAR > 65535"       },
        {alnjudge_has(&x,        ALNFLAG_SUPPLEMENTARY),      5,                      "FLAG 0x800"},
        {before_4 && r->qname_len == 1 && *r->qname == '*',                      4, "QNAME *"},
        {before_4 && has_iupac(r),                      4,                          "SEQ IUPAC"                         },
        {before_4 && has_array(r),                      4,                          "B"},
    };

    for (size_t i = 0; i < sizeof(row) / sizeof(*row); i++) {
        if (row[i].is && row[i].minor > minor)
            problem_add(p, "SAM-HD-010", alnjudge_at(&x), e,
                        "%s came with version 1.%u", row[i].what, row[i].minor);
    }
}
