#include "reports/doc/decimals.h"

#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include <libxml/xpath.h>

double decimals_read(const char *s)
{
    return xmlXPathCastStringToNumber((const xmlChar *)(s ? s : ""));
}

void decimals_write(char out[DECIMALS_TEXT], double x, int places)
{
    int64_t scale = 1;
    int64_t n;
    size_t end;

    if (!(fabs(x) < 1e12)) {
        (void)snprintf(out, DECIMALS_TEXT, "NaN");
        return;
    }
    for (int i = 0; i < places && i < 6; i++)
        scale *= 10;
    n = (int64_t)floor(fabs(x) * (double)scale + 0.5);
    (void)snprintf(out, DECIMALS_TEXT, "%s%" PRId64 ".%0*" PRId64,
                   x < 0 ? "-" : "", n / scale, places, n % scale);
    end = strlen(out);
    while (out[end - 1] == '0')
        end--;
    if (out[end - 1] == '.')
        end--;
    out[end] = '\0';
}
