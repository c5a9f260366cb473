#include "reports/site/site.h"

#include <string.h>

#include "base/err.h"
#include "reports/register/register.h"
#include "reports/register/tlog.h"
#include "reports/site/site_internal.h"

#define ASSETS     "reports/pages"
#define ASSET_MAX  ((size_t)1 << 20)
#define STATUS     "status"
#define STATUS_MAX ((size_t)256 << 20)

static int read_asset(struct buf *b, const char *datadir, const char *name,
                      struct err *e)
{
    char folder[PATH_TEXT_MAX];
    char path[PATH_TEXT_MAX];

    buf_init(b, ASSET_MAX);
    if (path_join(folder, datadir, ASSETS, e) ||
        path_join(path, folder, name, e))
        return -1;
    return path_read(b, path, e) ? err_at(e, path, 0, 0) : 0;
}

static int open_all(struct site *s, struct site_built *built,
                    const struct site_ask *ask, struct err *e)
{
    s->now = ask->now;
    memcpy(s->day, ask->now, ISODATE_DAY - 1);
    if (read_asset(&s->css, ask->datadir, "site.css", e) ||
        read_asset(&s->search, ask->datadir, "search.js", e) ||
        read_asset(&s->lookup, ask->datadir, "lookup.js", e) ||
        site_log_open(&s->own, ask->log, e))
        return -1;
    if (ask->partner) {
        if (site_log_open(&s->partner, ask->partner, e))
            return -1;
        if (strcmp(s->partner.origin, s->own.origin) == 0)
            return err_set(e, ERR_USAGE,
                           "the partner's register is the register itself: %s",
                           s->own.origin);
        site_log_relate(&s->own, &s->partner);
    }
    return site_files_open(&s->files, ask->out, built, e);
}

static int find_status(struct site *s, const char *dir, struct err *e)
{
    char path[PATH_TEXT_MAX];

    if (path_join(path, dir, STATUS, e))
        return -1;
    s->has_status = path_is_file(path);
    return 0;
}

/* A file that lies beside the log, when it is there. */
static int copy_beside(struct site *s, const char *dir, const char *name,
                       struct err *e)
{
    char path[PATH_TEXT_MAX];
    struct buf b;
    int rc = 0;

    if (path_join(path, dir, name, e))
        return -1;
    if (!path_is_file(path))
        return 0;
    buf_init(&b, STATUS_MAX);
    rc = path_read(&b, path, e) ? err_at(e, path, 0, 0)
                                : site_files_put(&s->files, name, &b, e);
    buf_release(&b);
    return rc;
}

static int make_certificates(struct site *s, struct err *e)
{
    for (size_t i = 0; i < s->own.n; i++) {
        if (site_certificate_files(s, i, e) ||
            site_certificate(s, i, false, e) || site_certificate(s, i, true, e))
            return -1;
    }
    return 0;
}

static int make_pages(struct site *s, struct err *e)
{
    static int (*const page[])(struct site *, bool, struct err *) = {
        site_lists,  site_ended,  site_attempts, site_nations,
        site_limits, site_lookup, site_feed,
    };

    for (size_t i = 0; i < sizeof page / sizeof *page; i++) {
        if (page[i](s, false, e) || page[i](s, true, e))
            return -1;
    }
    return site_index_json(s, e) || site_choice(s, e) ? -1 : 0;
}

int site_build(struct site_built *out, const struct site_ask *ask,
               struct err *e)
{
    struct site_built built = {0};
    struct site s = {0};
    int rc = -1;

    if (open_all(&s, &built, ask, e) || find_status(&s, ask->log, e) ||
        (ask->containers && site_containers(&s, ask->containers, e)) ||
        make_certificates(&s, e) || make_pages(&s, e) ||
        copy_beside(&s, ask->log, STATUS, e) ||
        copy_beside(&s, ask->log, REGISTER_VKEY, e) ||
        site_files_close(&s.files, e))
        goto done;
    built.certificates = s.own.n;
    *out = built;
    rc = 0;
done:
    site_files_release(&s.files);
    site_log_release(&s.own);
    site_log_release(&s.partner);
    buf_release(&s.css);
    buf_release(&s.search);
    buf_release(&s.lookup);
    return rc;
}
