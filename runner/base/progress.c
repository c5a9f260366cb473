#include "base/progress.h"

#include <inttypes.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "base/lang.h"
#include "base/utf8.h"

#define REDRAW_NS INT64_C(200000000)
#define WIPE      "\r\033[K"

static int64_t now_ns(void)
{
    struct timespec t = {0};

    (void)clock_gettime(CLOCK_MONOTONIC, &t);
    return (int64_t)t.tv_sec * 1000000000 + t.tv_nsec;
}

void progress_init(struct progress *p, FILE *out, bool quiet)
{
    *p = (struct progress){0};
    if (!quiet && out && isatty(fileno(out)))
        p->out = out;
}

static void draw(struct progress *p)
{
    double part = 0;

    if (p->total > 0 && p->done > 0)
        part = (double)p->done / (double)p->total;
    (void)fprintf(p->out, WIPE "%s", p->what);
    if (p->total > 0)
        (void)fprintf(p->out, lang_tr(" %d%%"),
                      (int)(100 * (part < 1 ? part : 1)));
    else if (p->done > 0)
        (void)fprintf(p->out, " %" PRId64, p->done);
    (void)fflush(p->out);
    p->drawn = true;
    p->next_ns = now_ns() + REDRAW_NS;
}

void progress_stage(struct progress *p, const char *what, int64_t total)
{
    if (!p->out)
        return;
    (void)snprintf(p->what, sizeof p->what, "%.60s", what);
    utf8_make_printable(p->what);
    p->done = 0;
    p->total = total;
    draw(p);
}

void progress_at(struct progress *p, int64_t done)
{
    if (!p->out)
        return;
    p->done = done;
    if (now_ns() >= p->next_ns)
        draw(p);
}

void progress_end(struct progress *p)
{
    if (!p->out || !p->drawn)
        return;
    (void)fputs(WIPE, p->out);
    (void)fflush(p->out);
    p->drawn = false;
}
