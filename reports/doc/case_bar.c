#include "reports/doc/case_bar.h"

#include "base/buf.h"
#include "reports/doc/decimals.h"

/* Where `x` lies on a scale from a to b, in hundredths of its length. */
struct scale {
    double a, k;
};

static double position(const struct scale *s, const char *x)
{
    return (decimals_read(x) - s->a) * s->k;
}

static void raw(const struct say *w, const char *markup)
{
    buf_str(w->to, markup);
}

static void decimal(const struct say *w, double x)
{
    char text[DECIMALS_TEXT];

    decimals_write(text, x, 2);
    raw(w, text);
}

static void tint(const struct say *w, const struct scale *s,
                 const xmlNode *limit)
{
    const char *min = say_attr(limit, "min");
    const char *max = say_attr(limit, "max");
    double from = min ? position(s, min) : 0;
    double to = max ? position(s, max) : 100;

    if (!(to > from))
        return;
    raw(w, "<rect class=\"in\" x=\"");
    decimal(w, from);
    raw(w, "\" y=\"0\" width=\"");
    decimal(w, to - from);
    raw(w, "\" height=\"14\"></rect>");
}

static void stroke(const struct say *w, const char *start, double x,
                   const char *end)
{
    raw(w, start);
    decimal(w, x);
    raw(w, end);
}

static void line(const struct say *w, const struct scale *s, const char *x)
{
    if (x)
        stroke(w, "<path class=\"limit\" d=\"M", position(s, x),
               " 0V14\"></path>");
}

static void interval(const struct say *w, const struct scale *s,
                     const xmlNode *p)
{
    double lo = position(s, say_attr(p, "lo"));
    double hi = position(s, say_attr(p, "hi"));

    stroke(w, "<path class=\"ci\" d=\"M", lo, " 7H");
    stroke(w, "", hi, "\"></path>");
    stroke(w, "<path class=\"cap\" d=\"M", lo, " 3V11M");
    stroke(w, "", hi, " 3V11\"></path>");
}

void case_bar(const struct say *w, const xmlNode *p,
              const xmlNode *const limits[], size_t n, double a, double b)
{
    const struct scale s = {a, 100 / (b - a)};

    raw(w, "<svg class=\"bar\" viewBox=\"0 0 100 14\" "
           "preserveAspectRatio=\"none\" aria-hidden=\"true\" "
           "focusable=\"false\">");
    if (n > 0)
        tint(w, &s, limits[0]);
    raw(w, "<path class=\"axis\" d=\"M0 13.5H100\"></path>");
    if (say_attr(p, "lo") && say_attr(p, "hi"))
        interval(w, &s, p);
    for (size_t i = 0; i < n; i++) {
        line(w, &s, say_attr(limits[i], "min"));
        line(w, &s, say_attr(limits[i], "max"));
    }
    stroke(w, "<path class=\"at\" d=\"M", position(&s, say_attr(p, "value")),
           " 2V12\"></path></svg>");
}
