#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <htslib/hfile.h>

#include "base/path.h"
#include "formats/htsguard.h"
#include "formats/stage.h"
#include "formats/vcfflow_internal.h"
#include "formats/vcfin_internal.h"

/* The header's lines in this piece; the piece then begins behind them. 1 when
 * the #CHROM line was among them. */
static int take_header_lines(struct vcfflow *f, struct textpiece *t,
                             struct err *e)
{
    const char *end = t->mem + t->end;
    const char *nul = memchr(t->mem + t->beg, '\0', t->end - t->beg);
    int done = 0;

    while (done == 0 && t->beg < t->end) {
        const char *line = t->mem + t->beg;
        const char *stop;
        size_t len;

        if (vcfflow_cut(&len, &stop, line, end, nul, e))
            return err_at(e, f->name, f->head.n_lines + 1, 0);
        done = vcfhead_line(&f->head, line, len, e);
        if (done < 0)
            return err_at(e, f->name, f->head.n_lines, 0);
        buf_add(&f->head_text, line, len);
        buf_char(&f->head_text, '\n');
        t->beg += (size_t)(stop - line);
    }
    return buf_check(&f->head_text, e) ? -1 : done;
}

static int read_header(struct vcfflow *f, struct err *e)
{
    struct textpiece *t = NULL;
    int done = 0;

    while (done == 0) {
        int got = textflow_next(&t, f->text, e);

        if (got < 0)
            return err_at(e, f->name, f->head.n_lines + 1, 0);
        if (got == 0)
            return vcfhead_unfinished(&f->head, e);
        done = take_header_lines(f, t, e);
        if (done > 0 && t->beg < t->end)
            f->piece = t;
        else
            textflow_give_back(f->text, t);
    }
    return done < 0 ? -1 : 0;
}

static int copy_known(struct vcfflow *f, struct err *e)
{
    const struct names *from = &f->head.contigs;
    uint32_t i;

    for (size_t k = 0; k < from->n; k++)
        if (names_add(&i, NULL, &f->known, from->a[k], from->len[k], e))
            return -1;
    return 0;
}

/* What is the same for both kinds, once the header is read. */
static int be_ready(struct vcfflow *f, struct crew *crew, struct err *e)
{
    size_t threads = (size_t)crew_threads(crew);

    f->scanning = stage_new(crew, threads == 1 ? 1 : 2 * threads, e);
    if (!f->scanning || copy_known(f, e))
        return -1;
    vcfline_init(&f->scan, &f->head);
    f->scan.contigs = &f->known;
    return 0;
}

static int open_bcf(struct vcfflow *f, struct hFILE *stream, bool regular,
                    struct crew *crew, struct err *e)
{
    f->bcf = vcfin_open_stream(stream, f->name, e);
    if (!f->bcf)
        return -1;
    f->may_wait = !regular;
    f->head = f->bcf->head;
    f->bcf->head = (struct vcfhead){0};
    return be_ready(f, crew, e);
}

static int open_text(struct vcfflow *f, struct hFILE *stream, bool regular,
                     struct crew *crew, struct err *e)
{
    buf_init(&f->head_text, VCFHEAD_BYTES_MAX);
    f->text = textflow_open(stream, regular, crew, e);
    if (!f->text || read_header(f, e))
        return -1;
    f->may_wait = textflow_may_wait(f->text);
    return be_ready(f, crew, e);
}

static int pick_sample(struct vcfflow *f, const struct vcfflow_options *o,
                       struct err *e)
{
    const struct names *samples = &vcfflow_head(f)->samples;
    uint32_t i = 0;

    f->scan.no_genotype = o->no_sample;
    if (o->no_sample)
        return 0;
    if (!samples->n)
        return err_set(
            e, ERR_SYNTAX,
            "the file has no sample, so no genotype can be compared");
    if (!o->sample && samples->n > 1)
        return err_set(e, ERR_MISMATCH,
                       "the file has %zu samples, and none was chosen",
                       samples->n);
    if (o->sample)
        i = names_find(samples, o->sample, strlen(o->sample));
    if (i == NAMES_NONE)
        return err_set(e, ERR_MISSING, "the file has no sample called %s",
                       o->sample);
    f->scan.sample = i;
    return 0;
}

/* *regular: a file, at its start. */
static struct hFILE *open_stream(bool *regular, const char *path, struct err *e)
{
    bool given = strcmp(path, "-") == 0;
    struct hFILE *stream;
    struct stat st;
    int fd;

    if (!given && htsguard_if_bcf(path, e))
        return NULL;
    fd = given ? fcntl(STDIN_FILENO, F_DUPFD_CLOEXEC, 0)
               : path_open_read(path, e);
    if (given && fd < 0)
        err_set(e, ERR_IO, "cannot read: %s", err_os(errno));
    if (fd < 0)
        return NULL;
    *regular = fstat(fd, &st) == 0 && S_ISREG(st.st_mode) &&
               lseek(fd, 0, SEEK_CUR) == 0;
    stream = hdopen(fd, "r");
    if (!stream) {
        close(fd);
        err_nomem(e);
    }
    return stream;
}

struct vcfflow *vcfflow_open(const char *path, struct crew *crew,
                             const struct vcfflow_options *o,
                             const struct vcfflow_taker *t, struct err *e)
{
    struct vcfflow *f = calloc(1, sizeof(*f));
    struct hFILE *stream = NULL;
    bool regular = false;
    int bcf = -1;
    int rc = -1;

    if (f)
        f->name = strdup(path);
    if (!f || !f->name) {
        err_nomem(e);
        goto done;
    }
    f->taker = *t;
    f->keep_text = o->keep_text;
    vcforder_init(&f->order);
    stream = open_stream(&regular, path, e);
    if (stream)
        bcf = vcfin_is_bcf(stream, e);
    if (bcf < 0)
        goto done;
    rc = bcf ? open_bcf(f, stream, regular, crew, e)
             : open_text(f, stream, regular, crew, e);
    stream = NULL;
    if (rc == 0)
        rc = pick_sample(f, o, e);
done:
    if (stream)
        hclose_abruptly(stream);
    if (rc) {
        err_at(e, path, 0, 0);
        vcfflow_close(f);
        return NULL;
    }
    return f;
}

const struct vcfhead *vcfflow_head(const struct vcfflow *f)
{
    return &f->head;
}

const char *vcfflow_head_text(const struct vcfflow *f, size_t *len)
{
    if (f->bcf)
        return vcfin_bcf_head(f->bcf->bcf, len);
    *len = f->head_text.n;
    return f->head_text.s;
}
