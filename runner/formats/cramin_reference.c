/*
 * htslib writes an index beside a FASTA that has none, and wants a .gzi for one
 * that is compressed. So it gets a folder of its own, with a link to the FASTA
 * and both indexes made from ours.
 */
#include "formats/cramin_internal.h"

#include <errno.h>
#include <inttypes.h>
#include <string.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/path.h"
#include "base/workdir.h"
#include "formats/fastaio_internal.h"

#define INDEX_MAX ((size_t)1 << 30)

static int write_fai(const char *fasta, const struct fasta *f, struct err *e)
{
    char path[PATH_TEXT_MAX + 8];
    struct buf b;
    int rc;

    snprintf(path, sizeof(path), "%s.fai", fasta);
    buf_init(&b, INDEX_MAX);
    for (size_t i = 0; i < f->names.n; i++)
        buf_printf(&b,
                   "%s\t%" PRId64 "\t%" PRId64 "\t%" PRId64 "\t%" PRId64 "\n",
                   f->names.a[i], f->seq[i].length, f->seq[i].offset,
                   f->seq[i].line_bases, f->seq[i].line_bytes);
    rc = buf_check(&b, e);
    if (rc == 0)
        rc = path_write(path, b.s, b.n, e);
    buf_release(&b);
    return rc;
}

static void add_u64(struct buf *b, uint64_t v)
{
    for (int i = 0; i < 8; i++)
        buf_char(b, (char)(v >> (8 * i) & 0xff));
}

/* All blocks but the first, which needs none, and the end. */
static int write_gzi(const char *fasta, const struct fasta *f, struct err *e)
{
    char path[PATH_TEXT_MAX + 8];
    uint64_t n = f->n_blocks ? f->n_blocks - 1 : 0;
    struct buf b;
    int rc;

    snprintf(path, sizeof(path), "%s.gzi", fasta);
    buf_init(&b, INDEX_MAX);
    add_u64(&b, n);
    for (uint64_t i = 1; i <= n; i++) {
        add_u64(&b, (uint64_t)f->block[i].at);
        add_u64(&b, (uint64_t)f->block[i].text_at);
    }
    rc = buf_check(&b, e);
    if (rc == 0)
        rc = path_write(path, b.s, b.n, e);
    buf_release(&b);
    return rc;
}

int cramin_reference(char *folder, char *path, const struct fasta *reference,
                     struct err *e)
{
    char target[PATH_TEXT_MAX];

    if (path_absolute(target, reference->path, e) ||
        workdir_make(folder, NULL, e))
        return -1;
    if (path_join(path, folder, "reference.fa", e))
        return -1;
    if (symlink(target, path))
        return err_set(e, ERR_IO, "cannot make a link: %s", err_os(errno));
    if (write_fai(path, reference, e))
        return -1;
    return reference->block ? write_gzi(path, reference, e) : 0;
}
