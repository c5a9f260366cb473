/*
 * The grammar of .tbi and .csi (SAMv1 section 5.2, CSIv1, tabix). The index is
 * held whole: its size is bounded, and each number in it is compared with what
 * is left of it.
 */
#include "formats/htsguard.h"

#include <string.h>
#include <unistd.h>

#include <htslib/bgzf.h>
#include <htslib/hfile.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/path.h"

#define TABIX_CONF    28 /* bytes before the names */
#define TABIX_VCF     2  /* the preset */
#define TBI_SHIFT     14
#define TBI_DEPTH     5
#define CSI_SHIFT_MAX 30
#define CSI_DEPTH_MAX 10
#define META_CHUNKS   2 /* of the pseudo-bin: offsets, then counts */

struct walk {
    const unsigned char *p;
    size_t left;
    bool csi;
    uint32_t meta_bin; /* number of the pseudo-bin: the highest one */
};

static int damaged(struct err *e)
{
    return err_set(e, ERR_SYNTAX,
                   "this is no index, or it is damaged or was cut short; index "
                   "the file again (bcftools index)");
}

static int u32(uint32_t *out, struct walk *w, struct err *e)
{
    if (w->left < 4)
        return damaged(e);
    *out = (uint32_t)w->p[0] | (uint32_t)w->p[1] << 8 |
           (uint32_t)w->p[2] << 16 | (uint32_t)w->p[3] << 24;
    w->p += 4;
    w->left -= 4;
    return 0;
}

/* `n` things of `size` bytes. */
static int pass(struct walk *w, uint32_t n, size_t size, struct err *e)
{
    if (n > w->left / size)
        return damaged(e);
    w->p += n * size;
    w->left -= n * size;
    return 0;
}

static int bin(struct walk *w, struct err *e)
{
    uint32_t number;
    uint32_t chunks;

    if (u32(&number, w, e) || pass(w, w->csi, 8, e) || u32(&chunks, w, e))
        return -1;
    if (number > w->meta_bin ||
        (number == w->meta_bin && chunks != META_CHUNKS))
        return damaged(e);
    return pass(w, chunks, 16, e);
}

static int references(struct walk *w, uint32_t n, struct err *e)
{
    for (uint32_t i = 0; i < n; i++) {
        uint32_t bins;
        uint32_t windows;

        if (u32(&bins, w, e))
            return -1;
        for (uint32_t k = 0; k < bins; k++)
            if (bin(w, e))
                return -1;
        if (!w->csi && (u32(&windows, w, e) || pass(w, windows, 8, e)))
            return -1;
    }
    return 0;
}

/* format, col_seq, col_beg, col_end, meta, skip, l_nm, names */
static int tabix_conf(struct walk *w, uint32_t *n_names, struct err *e)
{
    static const uint32_t vcf[] = {TABIX_VCF, 1, 2, 0, '#', 0};
    uint32_t l_nm;

    for (size_t i = 0; i < sizeof(vcf) / sizeof(vcf[0]); i++) {
        uint32_t v = 0;

        if (u32(&v, w, e))
            return -1;
        if (v != vcf[i])
            return err_set(e, ERR_SYNTAX,
                           "the index was not made for a VCF file; index the "
                           "file again (bcftools index)");
    }
    if (u32(&l_nm, w, e))
        return -1;
    if (l_nm > w->left || (l_nm && w->p[l_nm - 1] != '\0'))
        return damaged(e);
    *n_names = 0;
    for (uint32_t i = 0; i < l_nm; i++)
        *n_names += w->p[i] == '\0';
    return pass(w, l_nm, 1, e);
}

static int set_depth(struct walk *w, uint32_t shift, uint32_t depth,
                     struct err *e)
{
    if (shift < 1 || shift > CSI_SHIFT_MAX || depth > CSI_DEPTH_MAX)
        return damaged(e);
    /* Bins of all levels: (8^(depth+1) - 1) / 7; the pseudo-bin is one more. */
    w->meta_bin = (uint32_t)(((UINT64_C(1) << (3 * (depth + 1))) - 1) / 7) + 1;
    return 0;
}

static int tbi(struct walk *w, struct err *e)
{
    uint32_t n_ref;
    uint32_t names;

    if (u32(&n_ref, w, e) || tabix_conf(w, &names, e) ||
        set_depth(w, TBI_SHIFT, TBI_DEPTH, e))
        return -1;
    return names == n_ref ? references(w, n_ref, e) : damaged(e);
}

static int csi(struct walk *w, bool of_bcf, struct err *e)
{
    uint32_t shift;
    uint32_t depth;
    uint32_t aux_len;
    uint32_t n_ref;
    uint32_t names = 0;
    struct walk aux = {0};

    if (u32(&shift, w, e) || u32(&depth, w, e) ||
        set_depth(w, shift, depth, e) || u32(&aux_len, w, e))
        return -1;
    aux.p = w->p;
    aux.left = aux_len;
    if (pass(w, aux_len, 1, e) || u32(&n_ref, w, e))
        return -1;
    if (!of_bcf && (tabix_conf(&aux, &names, e) || names != n_ref))
        return damaged(e);
    return references(w, n_ref, e);
}

static int judge(const struct buf *b, bool of_bcf, struct err *e)
{
    struct walk w = {.p = (const unsigned char *)b->s, .left = b->n};

    if (b->n < 4)
        return damaged(e);
    w.p += 4;
    w.left -= 4;
    w.csi = memcmp(b->s, "CSI\1", 4) == 0;
    if (w.csi)
        return csi(&w, of_bcf, e);
    if (memcmp(b->s, "TBI\1", 4) != 0)
        return damaged(e);
    if (of_bcf)
        return err_set(e, ERR_SYNTAX,
                       "a BCF needs an index of the kind .csi; make one with "
                       "bcftools index");
    return tbi(&w, e);
}

static int read_all(struct buf *out, BGZF *in, struct err *e)
{
    char part[1 << 14];
    ssize_t got;

    while ((got = bgzf_read(in, part, sizeof(part))) > 0) {
        buf_add(out, part, (size_t)got);
        if (buf_check(out, e))
            return -1;
    }
    if (got < 0 && herrno(in->fp))
        return err_set(e, ERR_IO, "cannot read: %s", err_os(herrno(in->fp)));
    return got < 0 || in->no_eof_block ? damaged(e) : 0;
}

int htsguard_index(const char *path, bool of_bcf, struct err *e)
{
    int fd = path_open_read(path, e);
    BGZF *in = fd >= 0 ? bgzf_dopen(fd, "r") : NULL;
    struct buf b;
    int rc = -1;

    if (fd < 0)
        return -1;
    if (!in) {
        close(fd);
        return err_nomem(e);
    }
    buf_init(&b, HTSGUARD_INDEX_BYTES_MAX);
    if (read_all(&b, in, e) == 0)
        rc = judge(&b, of_bcf, e);
    buf_release(&b);
    bgzf_close(in);
    return rc;
}
