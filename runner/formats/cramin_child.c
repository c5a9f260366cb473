/* The process in which htslib decodes. */
#include "formats/cramin_internal.h"

#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

#include <htslib/cram.h>
#include <htslib/hfile.h>
#include <htslib/hts.h>
#include <htslib/hts_log.h>
#include <htslib/sam.h>

#define PIECE ((size_t)256 << 10)

struct child {
    int to;
    unsigned char *out; /* frames, [0, n) */
    size_t n;
    htsFile *file;
    sam_hdr_t *head;
    bam1_t *record;
};

/* The parent is gone when it can not be written to. */
static void flush(struct child *c)
{
    size_t at = 0;

    while (at < c->n) {
        ssize_t put = write(c->to, c->out + at, c->n - at);

        if (put < 0 && errno == EINTR)
            continue;
        if (put <= 0)
            _exit(0);
        at += (size_t)put;
    }
    c->n = 0;
}

static void add(struct child *c, const void *bytes, size_t n)
{
    while (n) {
        size_t m = PIECE - c->n < n ? PIECE - c->n : n;

        memcpy(c->out + c->n, bytes, m);
        c->n += m;
        bytes = (const char *)bytes + m;
        n -= m;
        if (c->n == PIECE)
            flush(c);
    }
}

static _Noreturn void end(struct child *c, enum cramin_kind kind)
{
    struct cramin_frame f = {.kind = kind};

    add(c, &f, sizeof(f));
    flush(c);
    _exit(0);
}

/* Memory that is wanting looks like a defect to htslib's callers: so more than
 * half of what was allowed says that it was that. */
static _Noreturn void failed(struct child *c)
{
    struct rusage used;

    if (getrusage(RUSAGE_SELF, &used) == 0 &&
        (uint64_t)used.ru_maxrss * 1024 > CRAMIN_MEMORY_MAX / 2)
        end(c, CRAMIN_MEMORY);
    end(c, CRAMIN_DEFECT);
}

/* htslib would look for sequences where the header says. */
static void forget_places(struct child *c)
{
    int n = sam_hdr_nref(c->head);

    for (int i = 0; i < n; i++) {
        const char *name = sam_hdr_tid2name(c->head, i);

        if (!name)
            continue;
        sam_hdr_remove_tag_id(c->head, "SQ", "SN", name, "UR");
        sam_hdr_remove_tag_id(c->head, "SQ", "SN", name, "M5");
    }
}

static void open_file(struct child *c, int fd, const char *fasta)
{
    hFILE *stream = hdopen(fd, "r");

    if (stream)
        c->file = hts_hopen(stream, "-", "r");
    c->record = bam_init1();
    if (!stream || !c->record)
        end(c, CRAMIN_MEMORY);
    if (!c->file || c->file->format.format != cram)
        failed(c);
    if (hts_set_opt(c->file, CRAM_OPT_DECODE_MD, 0))
        failed(c);
    if (fasta && hts_set_opt(c->file, CRAM_OPT_REFERENCE, fasta))
        failed(c);
    c->head = sam_hdr_read(c->file);
    if (!c->head)
        failed(c);
    forget_places(c);
}

static void send(struct child *c)
{
    const bam1_t *b = c->record;
    size_t name = b->core.l_qname - b->core.l_extranul;
    struct cramin_frame f = {
        .kind = CRAMIN_RECORD,
        .n = (uint32_t)b->l_data,
        .r =
            {
                .pos = b->core.pos,
                .mate_pos = b->core.mpos,
                .tlen = b->core.isize,
                .tid = b->core.tid,
                .mate_tid = b->core.mtid,
                .flag = b->core.flag,
                .mapq = b->core.qual,
                .qname_len = name ? (uint32_t)name - 1 : 0,
                .n_cigar = b->core.n_cigar,
                .l_seq = (uint32_t)b->core.l_qseq,
                .n = (size_t)b->l_data,
                .cigar_at = b->core.l_qname,
                },
    };

    add(c, &f, sizeof(f));
    add(c, b->data, (size_t)b->l_data);
}

/* Without any of the parent's ways with signals. */
static void be_a_child(void)
{
    sigset_t none;

    (void)signal(SIGPIPE, SIG_DFL);
    (void)signal(SIGXFSZ, SIG_DFL);
    sigemptyset(&none);
    pthread_sigmask(SIG_SETMASK, &none, NULL);
    hts_set_log_level(HTS_LOG_OFF);
    setenv("REF_PATH", "/dev/null/%s", 1); /* else it is a place in the net */
    unsetenv("REF_CACHE");
}

_Noreturn void cramin_child(int fd, int to, const char *fasta)
{
    struct child c = {.to = to};
    int got;

    be_a_child();
    c.out = malloc(PIECE);
    if (!c.out)
        _exit(1);
    open_file(&c, fd, fasta);
    while ((got = sam_read1(c.file, c.head, c.record)) >= 0)
        send(&c);
    if (got < -1)
        failed(&c);
    end(&c, CRAMIN_END);
}
