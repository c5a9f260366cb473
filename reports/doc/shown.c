#include "reports/doc/shown.h"

#include <float.h>
#include <math.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "base/err.h"
#include "base/num.h"

/* About four significant digits to begin with. */
static int first_decimals(double v)
{
    double size = fabs(v);

    if (size >= 10000)
        return 0;
    if (size >= 100)
        return 2;
    return 4;
}

static double rounded(double v, enum shown_way way, int decimals)
{
    double scale = pow(10, decimals);

    switch (way) {
    case SHOWN_DOWN:
        return floor(v * scale) / scale;
    case SHOWN_UP:
        return ceil(v * scale) / scale;
    case SHOWN_NEAREST:
        break;
    }
    return v;
}

static int side(double v, double limit)
{
    return (v > limit) - (v < limit);
}

static bool tells_truth(const char *text, double v, const double *limits,
                        size_t n)
{
    static const double always[] = {0, 1};
    double said = 0;
    struct err e = {0};

    if (num_real(&said, text, -DBL_MAX, DBL_MAX, &e))
        return false; /* can not be: it is our own text */
    for (size_t i = 0; i < sizeof(always) / sizeof(always[0]); i++) {
        if (side(said, always[i]) != side(v, always[i]))
            return false;
    }
    for (size_t i = 0; i < n; i++) {
        if (side(said, limits[i]) != side(v, limits[i]))
            return false;
    }
    return true;
}

static void trim(char *text)
{
    size_t n = strlen(text);

    while (n > 1 && text[n - 1] == '0')
        n--;
    if (n > 1 && text[n - 1] == '.')
        n--;
    text[n] = '\0';
}

void shown_text(char out[SHOWN_TEXT_MAX], double v, enum shown_way way,
                const double *limits, size_t n_limits)
{
    out[0] = '\0';
    if (!isfinite(v))
        return;
    if (v == floor(v)) {
        (void)snprintf(out, SHOWN_TEXT_MAX, "%.0f", v + 0.0);
        return;
    }
    for (int d = first_decimals(v); d <= SHOWN_DECIMALS_MAX; d++) {
        (void)snprintf(out, SHOWN_TEXT_MAX, "%.*f", d, rounded(v, way, d));
        if (tells_truth(out, v, limits, n_limits))
            return;
    }
    trim(out); /* nearer to a limit than can be shown: it is the limit */
}
