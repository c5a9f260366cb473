#include "reports/register/regfrom.h"

#include <stdbool.h>
#include <string.h>

#include "base/buf.h"
#include "base/err.h"
#include "reports/cert/certificate.h"
#include "reports/cert/recognition.h"

/* "id@version=sha256", each once, blanks between. */
static void list_suites(struct buf *out, const struct certificate *c)
{
    for (size_t i = 0; i < c->n_reports; i++) {
        const struct cert_report *r = &c->reports[i];
        bool seen = false;

        for (size_t k = 0; k < i; k++)
            seen = seen || strcmp(c->reports[k].suite, r->suite) == 0;
        if (!seen)
            buf_printf(out, "%s%s=%s", out->n ? " " : "", r->suite,
                       r->suite_sha256);
    }
}

struct row {
    enum regfield field;
    const char *value;
};

static int set_all(struct regentry *out, const struct row *row, size_t n,
                   struct err *e)
{
    for (size_t i = 0; i < n; i++) {
        if (regentry_set(out, row[i].field, row[i].value, e))
            return -1;
    }
    return 0;
}

/* What both kinds say of the product. */
static int set_product(struct regentry *out, const struct certificate *c,
                       struct err *e)
{
    const struct row row[] = {
        {REG_VENDOR,     c->vendor    },
        {REG_PRODUCT,    c->product   },
        {REG_VERSION,    c->version   },
        {REG_TECHNOLOGY, c->technology},
    };
    struct buf suites;
    int rc = -1;

    buf_init(&suites, REGENTRY_BYTES_MAX);
    if (set_all(out, row, sizeof row / sizeof *row, e))
        goto done;
    list_suites(&suites, c);
    if (buf_check(&suites, e) == 0)
        rc = regentry_set(out, REG_SUITES, suites.s, e);
done:
    buf_release(&suites);
    return rc;
}

int regfrom_certificate(struct regentry *out, const struct certificate *c,
                        const char *sha256, struct err *e)
{
    const struct row row[] = {
        {REG_CERTIFICATE, c->number},
        {REG_SHA256,      sha256   },
        {REG_FROM,        c->from  },
        {REG_TO,          c->to    },
    };

    return set_all(out, row, sizeof row / sizeof *row, e) ||
                   set_product(out, c, e)
               ? -1
               : 0;
}

/* In English: an entry is read by machines and by both nations. */
static int set_reservations(struct regentry *out, const struct recognition *r,
                            struct err *e)
{
    struct buf text;
    int rc = -1;

    buf_init(&text, REGENTRY_BYTES_MAX);
    for (size_t i = 0; i < r->n_reservations; i++)
        buf_printf(&text, "%s%s", i > 0 ? "; " : "", r->reservations[i].en);
    if (buf_check(&text, e) == 0)
        rc = regentry_set(out, REG_RESERVATIONS, text.s ? text.s : "", e);
    buf_release(&text);
    return rc;
}

int regfrom_recognition(struct regentry *out, const struct recognition *r,
                        const struct certificate *c, const char *sha256,
                        struct err *e)
{
    const struct row row[] = {
        {REG_CERTIFICATE, r->number     },
        {REG_OF,          r->certificate},
        {REG_SHA256,      sha256        },
        {REG_FROM,        r->from       },
        {REG_TO,          r->to         },
    };

    return set_all(out, row, sizeof row / sizeof *row, e) ||
                   set_product(out, c, e) || set_reservations(out, r, e)
               ? -1
               : 0;
}
