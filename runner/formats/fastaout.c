#include "formats/fastaout.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/path.h"

#define FAI_MAX        ((size_t)64 << 20)
#define NAME_MAX_BYTES 1024

struct fastaout {
    struct bgzfout *out;
    char fai_path[PATH_TEXT_MAX];
    struct buf fai;
    char name[NAME_MAX_BYTES];
    int64_t length; /* of the contig so far */
    int64_t offset; /* of its first base */
    bool open;      /* a contig has begun */
    size_t column;
};

struct fastaout *fastaout_open(const char *path, bool plain, int level,
                               struct err *e)
{
    struct fastaout *f = calloc(1, sizeof(*f));
    char gzi[PATH_TEXT_MAX];
    struct bgzfout_options o = {.plain = plain, .level = level};

    if (!f) {
        err_nomem(e);
        return NULL;
    }
    buf_init(&f->fai, FAI_MAX);
    if (snprintf(f->fai_path, sizeof(f->fai_path), "%s.fai", path) >=
            (int)sizeof(f->fai_path) ||
        snprintf(gzi, sizeof(gzi), "%s.gzi", path) >= (int)sizeof(gzi)) {
        err_set(e, ERR_LIMIT, "the path is longer than %d bytes",
                PATH_TEXT_MAX - 1);
    } else {
        o.gzi = plain ? NULL : gzi;
        f->out = bgzfout_open(path, &o, e);
    }
    if (!f->out) {
        fastaout_free(f);
        return NULL;
    }
    return f;
}

/* Close the line and note the contig in the index. */
static int end_contig(struct fastaout *f, struct err *e)
{
    if (!f->open)
        return 0;
    buf_printf(&f->fai, "%s\t%" PRId64 "\t%" PRId64 "\t%d\t%d\n", f->name,
               f->length, f->offset, FASTAOUT_LINE, FASTAOUT_LINE + 1);
    f->open = false;
    return f->column > 0 ? bgzfout_write(f->out, "\n", 1, e) : 0;
}

int fastaout_contig(struct fastaout *f, const char *name, struct err *e)
{
    char head[NAME_MAX_BYTES + 2];
    int n;

    if (end_contig(f, e))
        return -1;
    n = snprintf(f->name, sizeof(f->name), "%s", name);
    if (n >= (int)sizeof(f->name))
        return err_set(e, ERR_LIMIT, "a contig's name is longer than %d bytes",
                       NAME_MAX_BYTES - 1);
    n = snprintf(head, sizeof(head), ">%s\n", name);
    if (bgzfout_write(f->out, head, (size_t)n, e))
        return -1;
    f->open = true;
    f->length = 0;
    f->column = 0;
    f->offset = bgzfout_tell(f->out);
    return 0;
}

int fastaout_bases(struct fastaout *f, const char *seq,
                   const unsigned char *soft, size_t n, struct err *e)
{
    char text[4096];
    size_t m = 0;

    f->length += (int64_t)n;
    for (size_t i = 0; i < n; i++) {
        char lower = soft && soft[i] ? 'a' - 'A' : 0;

        text[m++] = (char)(seq[i] + lower);
        if (++f->column == FASTAOUT_LINE) {
            text[m++] = '\n';
            f->column = 0;
        }
        if (m + 2 > sizeof(text)) {
            if (bgzfout_write(f->out, text, m, e))
                return -1;
            m = 0;
        }
    }
    return bgzfout_write(f->out, text, m, e);
}

int fastaout_end(struct bgzfout_sum *sum, struct fastaout *f, struct err *e)
{
    if (end_contig(f, e) || bgzfout_end(sum, f->out, e) ||
        buf_check(&f->fai, e))
        return -1;
    return path_write(f->fai_path, f->fai.s ? f->fai.s : "", f->fai.n, e);
}

void fastaout_free(struct fastaout *f)
{
    if (!f)
        return;
    bgzfout_free(f->out);
    buf_release(&f->fai);
    free(f);
}
