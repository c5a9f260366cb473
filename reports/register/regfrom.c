#include "reports/register/regfrom.h"

#include <stdbool.h>
#include <string.h>

#include "base/buf.h"
#include "base/err.h"
#include "reports/cert/certificate.h"

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

int regfrom_certificate(struct regentry *out, const struct certificate *c,
                        const char *sha256, struct err *e)
{
    const struct {
        enum regfield field;
        const char *value;
    } row[] = {
        {REG_CERTIFICATE, c->number    },
        {REG_SHA256,      sha256       },
        {REG_VENDOR,      c->vendor    },
        {REG_PRODUCT,     c->product   },
        {REG_VERSION,     c->version   },
        {REG_TECHNOLOGY,  c->technology},
        {REG_FROM,        c->from      },
        {REG_TO,          c->to        },
    };
    struct buf suites;
    int rc = -1;

    buf_init(&suites, REGENTRY_BYTES_MAX);
    for (size_t i = 0; i < sizeof row / sizeof *row; i++) {
        if (regentry_set(out, row[i].field, row[i].value, e))
            goto done;
    }
    list_suites(&suites, c);
    if (buf_check(&suites, e) == 0)
        rc = regentry_set(out, REG_SUITES, suites.s, e);
done:
    buf_release(&suites);
    return rc;
}
