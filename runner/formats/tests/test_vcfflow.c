#include "formats/vcfflow.h"

#include <pthread.h>

#include <htslib/hts_log.h>
#include <htslib/vcf.h>

#include "base/buf.h"
#include "formats/tests/scratch.h"
#include "formats/tests/twin.h"
#include "formats/tests/vcfrows.h"

static const int threads[] = {1, 2, 4};
static struct crew *crews[T_LEN(threads)];

static int begin(void **state)
{
    struct err e = {0};

    for (size_t i = 0; i < T_LEN(threads); i++)
        crews[i] = crew_new(threads[i], &e);
    return e.code ? -1 : scratch_make(state);
}

static int end(void **state)
{
    for (size_t i = 0; i < T_LEN(threads); i++)
        crew_free(crews[i]);
    return scratch_remove(state);
}

/* One file through both, with each number of threads: how many records. */
static size_t same(const char *path, const char *what)
{
    struct err ignored = {0};
    struct vcfin *in = vcfin_open(path, &ignored);
    const struct names *samples = in ? &vcfin_head(in)->samples : NULL;
    struct vcfflow_options o = {.no_sample = !samples || !samples->n};
    char sample[64] = "";
    uint64_t cuts = 0;
    struct twin want = {0};
    size_t n;

    if (samples && samples->n) {
        snprintf(sample, sizeof(sample), "%s", samples->a[0]);
        o.sample = sample;
    }
    vcfin_close(in);
    twin_by_vcfin(&want, vcfin_open(path, &want.e));
    for (size_t i = 0; i < T_LEN(threads); i++) {
        struct twin got = {0};
        const char *why;

        o.keep_text = i % 2 == 1;
        twin_by_flow(&got, path, crews[i], &o);
        why = twin_differ(&want, &got);
        if (why)
            fail_msg("%s, %d threads: %s", what, threads[i], why);
        if (i && got.cuts != cuts)
            fail_msg("%s, %d threads: other batches", what, threads[i]);
        cuts = got.cuts;
        twin_release(&got);
    }
    n = want.n;
    twin_release(&want);
    return n;
}

struct writer {
    int fd;
    const char *text;
    size_t n;
};

static void *write_all(void *arg)
{
    struct writer *w = arg;
    size_t done = 0;

    while (done < w->n) {
        ssize_t got = write(w->fd, w->text + done, w->n - done);

        if (got <= 0)
            break;
        done += (size_t)got;
    }
    close(w->fd);
    return NULL;
}

/* Both, with this descriptor in place of standard input; it is closed. */
static void by_stdin(struct twin *out, int fd, struct crew *crew,
                     bool no_sample)
{
    struct vcfflow_options o = {.no_sample = no_sample};
    int keep = dup(STDIN_FILENO);

    if (fd >= 0) {
        assert_int_equal(dup2(fd, STDIN_FILENO), STDIN_FILENO);
        close(fd);
    } else {
        close(STDIN_FILENO);
    }
    if (crew)
        twin_by_flow(out, "-", crew, &o);
    else
        twin_by_vcfin(out, vcfin_open_fd(dup(STDIN_FILENO), "-", &out->e));
    dup2(keep, STDIN_FILENO);
    close(keep);
}

static void same_by_pipe(const char *text, size_t n, const char *what)
{
    bool no_sample = !strstr(text, "\tFORMAT\t");
    struct twin want = {0};

    for (size_t i = 0; i < T_LEN(threads) + 1; i++) {
        struct twin got = {0};
        struct writer w = {0, text, n};
        pthread_t thread;
        const char *why;
        int fd[2];

        assert_int_equal(pipe(fd), 0);
        w.fd = fd[1];
        assert_int_equal(pthread_create(&thread, NULL, write_all, &w), 0);
        by_stdin(i ? &got : &want, fd[0], i ? crews[i - 1] : NULL, no_sample);
        pthread_join(thread, NULL);
        why = i ? twin_differ(&want, &got) : NULL;
        if (why)
            fail_msg("%s, a pipe: %s", what, why);
        twin_release(&got);
    }
    twin_release(&want);
}

/* The same bytes plain, in BGZF and in gzip. */
static size_t same_in_all(const char *text, size_t n, const char *what)
{
    static const char *const mode[] = {"wu", "w", "wg"};
    size_t records = 0;

    for (size_t m = 0; m < T_LEN(mode); m++)
        records = same(scratch_bgzf("t", mode[m], text, n), what);
    return records;
}

static void the_rows_of_vcfin_read_alike(void **state)
{
    (void)state;
    for (size_t i = 0; i < T_LEN(vcf_defect); i++)
        same_in_all(vcf_defect[i].text, strlen(vcf_defect[i].text),
                    vcf_defect[i].text);
    for (size_t i = 0; i < T_LEN(vcf_record); i++) {
        char text[4096];
        int n = snprintf(text, sizeof(text), "%s%s", TWO, vcf_record[i].body);

        same_in_all(text, (size_t)n, vcf_record[i].body);
    }
}

static void odd_texts_read_alike(void **state)
{
    static const struct {
        const char *text;
        size_t n;
    } row[] = {
        {S(ONE "c1\t1\t.\tA\tC\t.\t.\t.\tGT\t0\r\n")},
        {S(ONE "c1\t1\t.\tA\tC\t.\t.\t.\tGT\t0")},
        {S(ONE "c1\t1\t.\tA\tC\t.\t.\t.\tGT\t0\n\n")},
        {S(ONE "c1\t1\t.\tA\tC\t.\t.\t.\tGT\t0\n\r\n")},
        {S(ONE "c1\t1\t.\tA\tC\t.\t.\t.\tGT\t0\nc1\t2\0")},
        {S(ONE "c1\t1\t.\tA\tC\t.\t.\t.\tGT\t0\n\0\n")},
        {S(ONE "c1\t1\t.\tA\tC\t.\t.\t\0.\tGT\t0\n")},
        {S("##fileformat=VCFv4.2\n##a\0b\n")},
        {S("##fileformat=VCFv4.2\n#CHROM\tPOS")},
        {S(ONE)},
        {S(HEAD COLUMNS "\tFORMAT\tA")},
        {S(HEAD COLUMNS "\nc1\t1\t.\tA\tC\t.\t.\t.\n")},
        {S(HEAD COLUMNS "\nc1\t1\t.\tA\tC\t.\t.\t.\tGT\n")},
        {S(HEAD COLUMNS "\tFORMAT\nc1\t1\t.\tA\tC\t.\t.\t.\tGT\tx\n")},
        {S(ONE "u\t1\t.\tA\tC\t.\t.\t.\tGT\t0\nu\t2\t.\tA\tC\t.\t.\t.\tGT\t0\n"
               "c1\t1\t.\tA\tC\t.\t.\t.\tGT\t0\nv\t2\t.\tA\tC\t.\t.\t.\tGT\t"
               "0\n")},
        {S(ONE "u\t1\t.\tA\tC\t.\t.\t.\tGT\t0\nv\t2\t.\tA\tC\t.\t.\t.\tGT\t0\n"
               "u\t1\t.\tA\tC\t.\t.\t.\tGT\t0\nv\t2\t.\tA\tC\t.\t.\t.\tGT\t"
               "x\n")},
        {S(ONE
           "u\t2\t.\tA\tC\t.\t.\t.\tGT\t0\nu\t1\t.\tA\tC\t.\t.\t.\tGT\t0\n")},
        {S("\x1f\x8b")},
        {S("\x1f\x8b\x08\4aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa")},
        {S("\n")},
    };

    (void)state;
    for (size_t i = 0; i < T_LEN(row); i++) {
        same(scratch_write("t", row[i].text, row[i].n), row[i].text);
        same_in_all(row[i].text, row[i].n, row[i].text);
        same_by_pipe(row[i].text, row[i].n, row[i].text);
    }
}

/* ---- generated files ---- */

struct gen {
    uint32_t x;
    struct buf text;
    int64_t pos;
    int contig;
    size_t n; /* records */
};

static uint32_t pick(struct gen *g, uint32_t below)
{
    g->x = g->x * 1664525 + 1013904223;
    return (uint32_t)((uint64_t)(g->x >> 8) * below >> 24);
}

static void bases(struct gen *g, uint32_t n)
{
    for (uint32_t i = 0; i < n; i++)
        buf_char(&g->text, "ACGT"[pick(g, 4)]);
}

/* Mostly short, at times of any length up to `longest`. */
static void long_text(struct gen *g, uint32_t longest)
{
    uint32_t n = pick(g, pick(g, 4) ? 30 : longest);

    buf_str(&g->text, "X=");
    for (uint32_t i = 0; i < n; i++)
        buf_char(&g->text, (char)('a' + (i * 7 + n) % 26));
}

static void one_line(struct gen *g, int samples, uint32_t longest)
{
    static const char *const gt[] = {"0/1",   "1|1", "./.", "1",
                                     "0|1|1", "0",   "|1/0"};
    static const char *const format[] = {"GT", "GT:PS", "GQ:GT", "GQ"};
    uint32_t kind = pick(g, 4);

    if (pick(g, 400) == 0) {
        g->contig++;
        g->pos = 0;
    }
    g->pos += pick(g, 100);
    buf_printf(&g->text, g->contig < 2 ? "c%d\t%lld\t.\t" : "new%d\t%lld\t.\t",
               g->contig + 1, (long long)g->pos);
    bases(g, 1 + pick(g, pick(g, 5) ? 2 : 60));
    buf_char(&g->text, '\t');
    bases(g, 1 + pick(g, 3));
    if (pick(g, 6) == 0)
        buf_str(&g->text, ",<DEL>,*");
    buf_printf(&g->text, "\t%u\t%s\t", pick(g, 2000),
               pick(g, 3) ? "PASS" : "q10;LowQual");
    long_text(g, longest);
    if (samples)
        buf_printf(&g->text, "\t%s", format[kind]);
    for (int i = 0; i < samples; i++) {
        static const char *const front[] = {"", "", "17:", ""};

        buf_printf(&g->text, "\t%s%s%s", front[kind],
                   kind == 3 ? "3" : gt[pick(g, T_LEN(gt))],
                   kind == 1 ? ":42" : "");
    }
    buf_str(&g->text, pick(g, 50) ? "\n" : "\r\n");
}

/* A file of about `bytes`. */
static void generate(struct gen *g, uint32_t seed, size_t bytes, int samples,
                     uint32_t longest)
{
    *g = (struct gen){.x = seed};
    buf_init(&g->text, (size_t)1 << 28);
    buf_str(&g->text, HEAD COLUMNS);
    if (samples)
        buf_str(&g->text, "\tFORMAT");
    for (int i = 0; i < samples; i++)
        buf_printf(&g->text, "\tS%d", i);
    buf_char(&g->text, '\n');
    for (; g->text.n < bytes; g->n++)
        one_line(g, samples, longest);
    assert_false(g->text.failed);
}

static void generated_files_read_alike(void **state)
{
    static const struct {
        size_t bytes;
        int samples;
        uint32_t longest;
    } row[] = {
        {3000000, 1,    500    },
        {1500000, 0,    50     },
        {1500000, 1,    60000  },
        {3000000, 1,    400000 },
        {1500000, 3,    500    },
        {2000000, 200,  500    },
        {262144,  1,    500    },
        {9000000, 2,    1200000},
        {4000000, 9000, 500    },
    };

    (void)state;
    for (size_t i = 0; i < T_LEN(row); i++) {
        struct gen g;
        char what[64];

        snprintf(what, sizeof(what), "generated %zu", i);
        generate(&g, (uint32_t)i + 1, row[i].bytes, row[i].samples,
                 row[i].longest);
        assert_int_equal(same_in_all(g.text.s, g.text.n, what), g.n);
        if (row[i].samples == 1)
            same_by_pipe(g.text.s, g.text.n, what);
        /* No LF at the end. */
        same_in_all(g.text.s, g.text.n - 2, what);
        buf_release(&g.text);
    }
}

/* One byte is changed somewhere: the first defect must be the same one. */
static void defects_far_into_a_file_are_the_same(void **state)
{
    static const char spoil[] = {'\0', '\n', '\t', 'x', '9', ',', '/', '\r'};

    (void)state;
    for (uint32_t i = 0; i < 32; i++) {
        struct gen g;
        char what[64];
        size_t at;

        generate(&g, 100 + i, 700000, 1, 300);
        at = 1000 + pick(&g, (uint32_t)g.text.n - 1001);
        g.text.s[at] = spoil[i % sizeof(spoil)];
        snprintf(what, sizeof(what), "byte %zu of seed %u", at, 100 + i);
        same(scratch_bgzf("t", i % 3 ? "w" : "wu", g.text.s, g.text.n), what);
        buf_release(&g.text);
    }
}

/* Records of the file in another order, at batch ends too: each contig comes
 * back after some records of the next. */
static void order_is_judged_across_batches(void **state)
{
    (void)state;
    for (int lines = 1; lines < 60000; lines = lines * 3 + 1) {
        for (int kind = 0; kind < 4; kind++) {
            struct gen g = {.x = 7};
            char what[64];

            buf_init(&g.text, (size_t)1 << 28);
            buf_str(&g.text, ONE);
            for (int i = 0; i < lines; i++)
                buf_printf(&g.text, "c1\t%d\t.\tA\tC\t.\t.\t.\tGT\t0\n",
                           i + 10);
            for (int i = 0; kind > 1 && i < lines; i++)
                buf_printf(&g.text, "%s\t%d\t.\tA\tC\t.\t.\t.\tGT\t0\n",
                           kind == 2 ? "c2" : "new", i + 10);
            buf_printf(&g.text, "c1\t%d\t.\tA\tC\t.\t.\t.\tGT\t0\n",
                       kind ? lines + 8 : lines + 10);
            buf_str(&g.text, "c2\t5\t.\tA\tC\t.\t.\t.\tGT\tx\n");
            snprintf(what, sizeof(what), "%d lines, kind %d", lines, kind);
            same(scratch_bgzf("t", "w", g.text.s, g.text.n), what);
            buf_release(&g.text);
        }
    }
}

static void lines_at_the_ceiling_read_alike(void **state)
{
    static const long over[] = {-1, 0, 1, 300000};

    (void)state;
    for (size_t i = 0; i < T_LEN(over); i++) {
        const char *front = "c1\t1\t.\tA\tC\t.\t.\t";
        const char *back = "\tGT\t0\n";
        size_t line = ((size_t)64 << 20) + (size_t)over[i];
        size_t fill = line - strlen(front) - strlen(back) + 1;
        size_t n = strlen(ONE) + line + 1;
        char *text = malloc(2 * n);
        char *p = text;

        assert_non_null(text);
        p = (char *)memcpy(p, ONE, strlen(ONE)) + strlen(ONE);
        p = (char *)memcpy(p, front, strlen(front)) + strlen(front);
        p = (char *)memset(p, 'i', fill) + fill;
        memcpy(p, back, strlen(back));
        same(scratch_write("t", text, n), "a long line");
        same(scratch_write("t", text, n - 1), "a long line without LF");
        if (over[i] == 1)
            same(scratch_bgzf("t", "w1", text, n), "a long line in BGZF");
        free(text);
    }
}

/* ---- compression ---- */

/* BGZF of a few small blocks. */
static const char *small_blocks(const char *name, size_t *bytes)
{
    static const char body[] = "c1\t1\t.\tA\tC\t50\tPASS\t.\tGT\t0/1\n"
                               "c1\t2\t.\tA\tC\t50\tPASS\t.\tGT\t0/1\n"
                               "u\t3\t.\tA\tC\t50\tPASS\t.\tGT\t1/1\n";
    const char *path = scratch_path(name);
    BGZF *out = bgzf_open(path, "w");
    struct stat st;

    assert_non_null(out);
    assert_int_equal(bgzf_write(out, S(ONE)), sizeof(ONE) - 1);
    assert_int_equal(bgzf_flush(out), 0);
    assert_int_equal(bgzf_write(out, body, 40), 40);
    assert_int_equal(bgzf_flush(out), 0);
    assert_int_equal(bgzf_write(out, body + 40, 12), 12);
    assert_int_equal(bgzf_flush(out), 0);
    assert_int_equal(bgzf_write(out, body + 52, sizeof(body) - 53),
                     sizeof(body) - 53);
    assert_int_equal(bgzf_close(out), 0);
    assert_int_equal(stat(path, &st), 0);
    *bytes = (size_t)st.st_size;
    return path;
}

static void slurp(struct buf *b, const char *path)
{
    struct err e = {0};

    buf_init(b, (size_t)1 << 24);
    assert_int_equal(path_read(b, path, &e), 0);
}

static void a_file_cut_anywhere_is_the_same_defect(void **state)
{
    struct buf b;
    size_t n;

    (void)state;
    slurp(&b, small_blocks("whole", &n));
    for (size_t i = 0; i <= n; i++) {
        char what[64];

        snprintf(what, sizeof(what), "%zu bytes of %zu", i, n);
        same(scratch_write("t", b.s, i), what);
    }
    buf_release(&b);
}

static void a_flipped_bit_anywhere_is_the_same_defect(void **state)
{
    struct buf b;
    size_t n;

    (void)state;
    slurp(&b, small_blocks("whole", &n));
    for (size_t i = 0; i < n; i++) {
        int bit = 1 << i * 5 % 8;
        char what[64];

        snprintf(what, sizeof(what), "bit %d of byte %zu", bit, i);
        b.s[i] = (char)(b.s[i] ^ bit);
        same(scratch_write("t", b.s, n), what);
        b.s[i] = (char)(b.s[i] ^ bit);
    }
    buf_release(&b);
}

/* Parts in a row, as `cat` makes them. */
static void joined_files_read_alike(void **state)
{
    static const char more[] = "u\t9\t.\tA\tC\t50\tPASS\t.\tGT\t1/1\n";
    static const char *const mode[] = {"w", "wg", "wu"};
    struct buf first;
    struct buf end;
    size_t n;

    (void)state;
    slurp(&first, small_blocks("first", &n));
    slurp(&end, scratch_bgzf("end", "w", "", 0));
    for (size_t m = 0; m < T_LEN(mode); m++) {
        for (size_t cut = 0; cut < 60; cut += cut < 30 ? 1 : 14) {
            struct buf all;
            struct buf last;

            slurp(&last, scratch_bgzf("last", mode[m], more, sizeof(more) - 1));
            buf_init(&all, (size_t)1 << 24);
            buf_add(&all, first.s, first.n - (cut % 2 ? 28 : 0));
            buf_add(&all, end.s, end.n);
            buf_add(&all, end.s, end.n);
            buf_add(&all, last.s, last.n - (cut < last.n ? cut : last.n));
            same(scratch_write("t", all.s, all.n), mode[m]);
            buf_add(&all, first.s, 40);
            same(scratch_write("t", all.s, all.n), mode[m]);
            buf_release(&all);
            buf_release(&last);
        }
    }
    buf_release(&first);
    buf_release(&end);
}

/* A big file, damaged in a block far from its end. */
static void damage_in_a_big_file_is_the_same(void **state)
{
    struct gen g;
    struct stat st;
    const char *path;

    (void)state;
    generate(&g, 5, 3000000, 1, 300);
    for (long at = 1000; at < 800000; at = at * 3 + 12345) {
        for (int cut = 0; cut < 2; cut++) {
            path = scratch_bgzf("t", "w", g.text.s, g.text.n);
            assert_int_equal(stat(path, &st), 0);
            if (at >= st.st_size)
                continue;
            if (cut)
                scratch_cut(path, at);
            else
                scratch_spoil(path, at);
            same(path, "a big file");
        }
    }
    buf_release(&g.text);
}

/* ---- BCF ---- */

static const char *make_bcf(const char *text, size_t n)
{
    const char *out_path = scratch_path("t.bcf");
    htsFile *from = hts_open(scratch_write("t.vcf", text, n), "r");
    htsFile *to = hts_open(out_path, "wb");
    bcf_hdr_t *h = bcf_hdr_read(from);
    bcf1_t *r = bcf_init();

    assert_int_equal(bcf_hdr_write(to, h), 0);
    while (bcf_read(from, h, r) == 0)
        assert_int_equal(bcf_write(to, h, r), 0);
    bcf_destroy(r);
    bcf_hdr_destroy(h);
    hts_close(from);
    hts_close(to);
    return out_path;
}

static void bcf_reads_alike(void **state)
{
    struct buf b;
    const char *path;

    (void)state;
    buf_init(&b, (size_t)1 << 24);
    buf_str(&b, TWO);
    for (int i = 0; i < 10000; i++)
        buf_printf(&b, "%s\t%d\t.\tA\tC\t%d\tPASS\t.\tGT:PS\t0/1:3\t1\n",
                   i < 5000 ? "c1" : "c2", i + 1, i % 50);
    assert_int_equal(same(make_bcf(b.s, b.n), "BCF"), 10000);
    buf_str(&b, "c2\t7\t.\tA\tC\t3\tPASS\t.\tGT\t0/1\t1\n");
    same(make_bcf(b.s, b.n), "BCF, not sorted");
    path = make_bcf(b.s, b.n);
    scratch_cut(path, 500);
    same(path, "BCF, cut short");
    buf_release(&b);
}

/* ---- what only vcfflow has ---- */

static struct vcfflow *flow(const char *path, const struct vcfflow_options *o,
                            const struct vcfflow_taker *t, struct err *e)
{
    struct vcfflow_taker usual = {NULL, twin_open, twin_take, twin_free};

    return vcfflow_open(path, crews[1], o, t ? t : &usual, e);
}

static void the_sample_is_chosen_or_said_to_be_missing(void **state)
{
    static const struct {
        const char *text;
        struct vcfflow_options o;
        enum err_code code;
        const char *says;
    } row[] = {
        {ONE,               {0},                 ERR_NONE,     ""             },
        {TWO,               {0},                 ERR_MISMATCH, "has 2 samples"},
        {TWO,               {.sample = "B"},     ERR_NONE,     ""             },
        {TWO,               {.sample = "C"},     ERR_MISSING,  "called C"     },
        {HEAD COLUMNS "\n", {0},                 ERR_SYNTAX,   "has no sample"},
        {HEAD COLUMNS "\n", {.no_sample = true}, ERR_NONE,     ""             },
        {TWO,               {.no_sample = true}, ERR_NONE,     ""             },
    };

    (void)state;
    for (size_t i = 0; i < 2 * T_LEN(row); i++) {
        size_t k = i / 2;
        struct err e = {0};
        const char *path =
            i % 2 ? make_bcf(row[k].text, strlen(row[k].text))
                  : scratch_write("t", row[k].text, strlen(row[k].text));
        struct vcfflow *f = flow(path, &row[k].o, NULL, &e);

        assert_int_equal(e.code, row[k].code);
        assert_true(!f == (row[k].code != ERR_NONE));
        if (!strstr(e.msg, row[k].says))
            fail_msg("row %zu says: %s", k, e.msg);
        if (!f)
            assert_string_equal(e.path, path);
        vcfflow_close(f);
    }
}

static void without_a_sample_no_genotype_is_looked_at(void **state)
{
    static const char text[] =
        TWO "c1\t1\t.\tA\tC\t50\tPASS\t.\tGT:PS\tnonsense:3\t1/1\n";
    struct vcfflow_options o = {.no_sample = true};
    struct err e = {0};
    struct vcfflow *f = flow(scratch_write("t", S(text)), &o, NULL, &e);
    struct vcfflow_batch *b;

    (void)state;
    assert_non_null(f);
    assert_int_equal(vcfflow_next(&b, f, &e), 1);
    assert_int_equal(b->n, 1);
    vcfflow_batch_free(b, f);
    assert_int_equal(vcfflow_next(&b, f, &e), 0);
    vcfflow_close(f);
}

static void the_header_is_handed_on(void **state)
{
    struct vcfflow_options o = {0};
    struct err e = {0};
    struct vcfflow *f;
    const char *text;
    size_t len;

    (void)state;
    f = flow(scratch_write("t", S(ONE "u\t1\t.\tA\tC\t.\t.\t.\tGT\t0\n")), &o,
             NULL, &e);
    assert_non_null(f);
    text = vcfflow_head_text(f, &len);
    assert_int_equal(len, strlen(ONE));
    assert_memory_equal(text, ONE, len);
    assert_int_equal(vcfflow_head(f)->contigs.n, 2);
    vcfflow_close(f);
    f = flow(make_bcf(S(ONE)), &o, NULL, &e);
    text = vcfflow_head_text(f, &len); /* htslib declares PASS */
    assert_int_equal(len, strlen(text));
    assert_memory_equal(text, "##fileformat=VCFv4.2\n", 21);
    assert_string_equal(strstr(text, "#CHROM"), strstr(ONE, "#CHROM"));
    assert_int_equal(vcfflow_head(f)->contigs.n, 2);
    vcfflow_close(f);
}

static int refuse_the_third(void *content, const struct vcfrec *r,
                            struct err *e)
{
    if (r->pos == 2)
        return err_set(e, ERR_REFUSED, "no");
    return twin_take(content, r, e);
}

static void *open_nothing(void *arg, struct err *e)
{
    (void)arg;
    err_set(e, ERR_REFUSED, "no");
    return NULL;
}

static void a_taker_may_refuse(void **state)
{
    static const struct vcfflow_taker taker[] = {
        {NULL, twin_open,    refuse_the_third, twin_free},
        {NULL, open_nothing, twin_take,        twin_free},
    };
    static const char body[] = "c1\t1\t.\tA\tC\t50\tPASS\t.\tGT\t0/1\n"
                               "c1\t2\t.\tA\tC\t50\tPASS\t.\tGT\t0/1\n"
                               "c1\t3\t.\tA\tC\t50\tPASS\t.\tGT\t1/1\n";

    (void)state;
    for (size_t i = 0; i < 4; i++) {
        char text[4096];
        int n = snprintf(text, sizeof(text), "%s%s", ONE, body);
        struct vcfflow_options o = {0};
        struct err e = {0};
        struct vcfflow_batch *b;
        struct vcfflow *f;
        bool bcf = i / 2;

        f = flow(bcf ? make_bcf(text, (size_t)n)
                     : scratch_write("t", text, (size_t)n),
                 &o, &taker[i % 2], &e);
        assert_non_null(f);
        if (i % 2 == 0) {
            assert_int_equal(vcfflow_next(&b, f, &e), 1);
            assert_int_equal(b->n, 2);
            vcfflow_batch_free(b, f);
        }
        assert_int_equal(vcfflow_next(&b, f, &e), -1);
        assert_int_equal(e.code, ERR_REFUSED);
        assert_int_equal(e.line, (bcf ? 0 : 9) + (i % 2 ? 1 : 3));
        vcfflow_close(f);
    }
}

static void a_flow_can_be_left_at_any_time(void **state)
{
    struct gen g;

    (void)state;
    generate(&g, 9, 3000000, 1, 300);
    for (int stop = 0; stop < 6; stop++) {
        struct vcfflow_options o = {.keep_text = stop % 2};
        struct err e = {0};
        struct vcfflow_batch *b;
        struct vcfflow *f =
            flow(scratch_bgzf("t", "w", g.text.s, g.text.n), &o, NULL, &e);

        for (int i = 0; i < stop; i++) {
            assert_int_equal(vcfflow_next(&b, f, &e), 1);
            vcfflow_batch_free(b, f);
        }
        vcfflow_close(f);
    }
    buf_release(&g.text);
}

/* A file there is read as by its name, also when part of it is read. */
static void standard_input_may_be_a_file(void **state)
{
    static const char *const mode[] = {"wu", "w", "wg"};
    struct gen g;

    (void)state;
    generate(&g, 11, 2000000, 1, 300);
    for (size_t i = 0; i < 2 * T_LEN(mode) * T_LEN(threads); i++) {
        const char *path =
            scratch_bgzf("t", mode[i % T_LEN(mode)], g.text.s, g.text.n);
        off_t at = i % 2 ? 20 : 0;
        struct twin want = {0};
        struct twin got = {0};
        const char *why;

        for (int k = 0; k < 2; k++) {
            int fd = open(path, O_RDONLY);

            assert_int_equal(lseek(fd, at, SEEK_SET), at);
            by_stdin(k ? &got : &want, fd, k ? crews[i / 2 % 3] : NULL, at > 0);
        }
        assert_int_equal(want.e.code, at ? ERR_SYNTAX : ERR_NONE);
        why = twin_differ(&want, &got);
        if (why)
            fail_msg("row %zu: %s", i, why);
        twin_release(&want);
        twin_release(&got);
    }
    buf_release(&g.text);
}

static void standard_input_may_be_unreadable(void **state)
{
    (void)state;
    for (int i = 0; i < 3; i++) {
        struct twin got = {0};
        int fd[2];

        assert_int_equal(pipe(fd), 0);
        close(fd[0]);
        if (i == 1) {
            close(fd[1]);
            fd[1] = open(scratch_dir, O_RDONLY);
        } else if (i == 2) {
            close(fd[1]);
            fd[1] = -1;
        }
        by_stdin(&got, fd[1], crews[1], true);
        assert_int_equal(got.e.code, ERR_IO);
        assert_string_equal(got.e.path, "-");
        assert_int_equal(got.n, 0);
        twin_release(&got);
    }
}

static void what_can_not_be_opened_says_why(void **state)
{
    (void)state;
    same(scratch_path("nowhere"), "no file");
    same(scratch_dir, "a folder");
    same(scratch_bgzf("t.bam", "w", S("BAM\1\0\0\0\0\0\0\0\0")), "BAM");
    same(scratch_write("t.sam", S("@HD\tVN:1.6\n")), "SAM");
    vcfflow_close(NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_rows_of_vcfin_read_alike),
        cmocka_unit_test(odd_texts_read_alike),
        cmocka_unit_test(generated_files_read_alike),
        cmocka_unit_test(defects_far_into_a_file_are_the_same),
        cmocka_unit_test(order_is_judged_across_batches),
        cmocka_unit_test(lines_at_the_ceiling_read_alike),
        cmocka_unit_test(a_file_cut_anywhere_is_the_same_defect),
        cmocka_unit_test(a_flipped_bit_anywhere_is_the_same_defect),
        cmocka_unit_test(joined_files_read_alike),
        cmocka_unit_test(damage_in_a_big_file_is_the_same),
        cmocka_unit_test(bcf_reads_alike),
        cmocka_unit_test(the_sample_is_chosen_or_said_to_be_missing),
        cmocka_unit_test(without_a_sample_no_genotype_is_looked_at),
        cmocka_unit_test(the_header_is_handed_on),
        cmocka_unit_test(a_taker_may_refuse),
        cmocka_unit_test(a_flow_can_be_left_at_any_time),
        cmocka_unit_test(standard_input_may_be_a_file),
        cmocka_unit_test(standard_input_may_be_unreadable),
        cmocka_unit_test(what_can_not_be_opened_says_why),
    };

    hts_set_log_level(HTS_LOG_OFF);
    return cmocka_run_group_tests_name("vcfflow", tests, begin, end);
}
