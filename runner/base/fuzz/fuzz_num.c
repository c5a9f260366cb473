/* Numbers from any text: a value within its bounds, or a reason. */
#include <math.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/err.h"
#include "base/num.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void must(bool ok)
{
    if (!ok)
        abort();
}

static void parse_at_cursor(const char *text, size_t size)
{
    const char *at = text;
    int64_t v = -1;
    struct err e = {0};
    int rc = num_parse(&v, &at, text + size, 1000000, &e);

    must((rc == 0) == (e.code == ERR_NONE));
    if (rc == 0)
        must(at > text && at <= text + size && v >= 0 && v <= 1000000);
    else
        must(at == text && v == -1);
}

static void parse_whole(const char *text)
{
    int64_t v = -77;
    double d = -77;
    struct err e = {0};
    struct err f = {0};
    int rc = num_int(&v, text, -50, INT64_MAX, &e);

    must((rc == 0) == (e.code == ERR_NONE));
    must(rc == 0 ? v >= -50 : v == -77);
    rc = num_real(&d, text, -50, 1e300, &f);
    must((rc == 0) == (f.code == ERR_NONE));
    must(rc == 0 ? isfinite(d) && d >= -50 && d <= 1e300 : d == -77);
    if (e.code == ERR_NONE && v < 1000000 && strlen(text) < 300)
        must(f.code == ERR_NONE && d == (double)v); /* both agree */
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char *text = malloc(size + 1);

    if (!text)
        return 0;
    parse_at_cursor((const char *)data, size);
    if (size > 0)
        memcpy(text, data, size);
    text[size] = '\0';
    parse_whole(text);
    free(text);
    return 0;
}
