#include "cli/cert/facefile.h"

#include <stdio.h>
#include <string.h>

#include "base/err.h"
#include "base/lang.h"
#include "base/path.h"
#include "cli/cert/sealing.h"
#include "cli/cmd.h"
#include "reports/face/dossier.h"
#include "reports/face/face.h"

#define CONTAINER_END ".asice"

static const struct {
    enum lang lang;
    const char *end;
} pages[FACEFILE_LANGS] = {
    {LANG_EN, ".en.html"},
    {LANG_FR, ".fr.html"},
};

/* X.asice to X.en.html; any other name gets the ending behind it. */
static int name_page(char out[PATH_TEXT_MAX], const char *container, size_t i,
                     struct err *e)
{
    size_t n = strlen(container);

    if (path_ends(container, CONTAINER_END))
        n -= strlen(CONTAINER_END);
    if (snprintf(out, PATH_TEXT_MAX, "%.*s%s", (int)n, container,
                 pages[i].end) >= PATH_TEXT_MAX)
        return err_set(e, ERR_LIMIT, "the path is longer than %d bytes",
                       PATH_TEXT_MAX - 1);
    return 0;
}

int facefile_free(const char *container, struct err *e)
{
    char path[PATH_TEXT_MAX];

    for (size_t i = 0; i < FACEFILE_LANGS; i++) {
        if (name_page(path, container, i, e) ||
            sealing_check_free(path, false, e))
            return -1;
    }
    return 0;
}

int facefile_make(struct facefile *out, const struct cli *cli,
                  const char *container, const struct buf *bytes, struct err *e)
{
    struct dossier d;
    int rc = 0;

    *out = (struct facefile){0};
    if (dossier_open_bytes(&d, container, bytes->s, bytes->n, e))
        return -1;
    for (size_t i = 0; rc == 0 && i < FACEFILE_LANGS; i++) {
        buf_init(&out->html[i], FACE_BYTES_MAX);
        rc = face_render(&out->html[i], &d, FACE_HTML, pages[i].lang,
                         cli->datadir, e);
    }
    dossier_release(&d);
    return rc;
}

int facefile_write(const struct facefile *f, const char *container,
                   struct err *e)
{
    char path[PATH_TEXT_MAX];

    for (size_t i = 0; i < FACEFILE_LANGS; i++) {
        if (name_page(path, container, i, e) ||
            path_write(path, f->html[i].s, f->html[i].n, e))
            return -1;
    }
    return 0;
}

void facefile_release(struct facefile *f)
{
    for (size_t i = 0; i < FACEFILE_LANGS; i++)
        buf_release(&f->html[i]);
}
