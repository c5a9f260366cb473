#include "formats/vcfscan.h"

#include <stdbool.h>

#include <htslib/hts.h>
#include <htslib/tbx.h>
#include <htslib/vcf.h>

#include "base/buf.h"
#include "formats/tests/scratch.h"
#include "formats/vcfin.h"

#define HEAD                                                                   \
    "##fileformat=VCFv4.2\n"                                                   \
    "##contig=<ID=c1,length=100000000>\n"                                      \
    "##contig=<ID=c2,length=100000000>\n"                                      \
    "##INFO=<ID=DP,Number=1,Type=Integer,Description=\"x\">\n"                 \
    "##FORMAT=<ID=GT,Number=1,Type=String,Description=\"x\">\n"                \
    "#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT\tA\n"
#define REC(contig, pos) contig "\t" pos "\t.\tA\tC\t.\tPASS\t.\tGT\t0/1\n"
#define FOUR                                                                   \
    HEAD REC("c1", "5") REC("c1", "50000") REC("c2", "1") REC("c2", "70000000")

#define BAD_POS    REC("c1", "1") "c1\tx\t.\tA\tC\t.\tPASS\t.\tGT\t0/1\n"
#define BAD_FILTER REC("c1", "1") "c1\t2\t.\tA\tC\t.\t \t.\tGT\t0/1\n"
#define FIVE       FOUR REC("c2", "70000001")
#define OTHER      FOUR REC("c3", "1")
#define ONE_C1     HEAD REC("c1", "5")
#define ONE_C2     HEAD REC("c2", "5")
#define NEAR       HEAD REC("c1", "5") REC("c2", "50000")

enum kind {
    PLAIN,
    GZIP,
    BGZIPPED,
    BCF,
    BCF_PLAIN,
    KINDS
};

/* A file's path that lives as long as the test. */
static const char *at(const char *name)
{
    static char path[16][128];
    static char known[16][16];
    size_t i = 0;

    while (known[i][0] && strcmp(known[i], name) != 0)
        assert_true(++i < T_LEN(known));
    snprintf(known[i], sizeof(known[i]), "%s", name);
    snprintf(path[i], sizeof(path[i]), "%s", scratch_path(name));
    return path[i];
}

static const char *put(const char *name, const void *bytes, size_t n)
{
    scratch_write(name, bytes, n);
    return at(name);
}

static const char *put_bgzf(const char *name, const void *bytes, size_t n)
{
    scratch_bgzf(name, "w", bytes, n);
    return at(name);
}

/* The text as a file of this kind. */
static const char *make(enum kind kind, const char *name, const char *text)
{
    static const char *const mode[] = {"", "wg", "w", "wb", "wbu"};
    const char *path = at(name);
    htsFile *in;
    htsFile *out;
    bcf_hdr_t *h;
    bcf1_t *r;

    if (kind == PLAIN)
        return put(name, text, strlen(text));
    if (kind == GZIP || kind == BGZIPPED) {
        scratch_bgzf(name, mode[kind], text, strlen(text));
        return path;
    }
    in = hts_open(put("from.vcf", text, strlen(text)), "r");
    out = hts_open(path, mode[kind]);
    h = bcf_hdr_read(in);
    r = bcf_init();
    assert_int_equal(bcf_hdr_write(out, h), 0);
    while (bcf_read(in, h, r) == 0)
        assert_int_equal(bcf_write(out, h, r), 0);
    bcf_destroy(r);
    bcf_hdr_destroy(h);
    hts_close(in);
    assert_int_equal(hts_close(out), 0);
    return path;
}

/* FOUR with `n` records more on c2: many blocks. */
static char *many(size_t n)
{
    size_t cap = sizeof(FOUR) + n * 64;
    char *text = malloc(cap);
    size_t at = (size_t)snprintf(text, cap, "%s", FOUR);

    for (size_t i = 0; i < n; i++)
        at += (size_t)snprintf(text + at, cap - at, REC("c2", "%zu"),
                               70000001 + i * 7);
    return text;
}

static void good_files_of_each_kind_are_read(void **state)
{
    (void)state;
    for (int kind = PLAIN; kind < KINDS; kind++) {
        struct vcfscan s = {0};
        struct err e = {0};

        if (vcfscan_read(&s, make((enum kind)kind, "t", FOUR), &e))
            fail_msg("kind %d: %s", kind, e.msg);
        assert_int_equal(s.bcf, kind >= BCF);
        assert_int_equal(s.bgzf, kind == BGZIPPED || kind == BCF);
        assert_int_equal(s.compressed, kind != PLAIN && kind != BCF_PLAIN);
        assert_int_equal(s.records, 4);
        assert_int_equal(s.unsorted, 0);
        assert_int_equal(s.undeclared, 0);
        assert_int_equal(s.tags, 0);
        assert_int_equal(s.n_contigs, 2);
        assert_string_equal(s.contig[1], "c2");
        assert_int_equal(s.per_contig[0], 2);
        assert_int_equal(s.per_contig[1], 2);
        assert_int_equal(s.n_places, 4);
        assert_int_equal(s.place[3].pos, 69999999);
        vcfscan_release(&s);
    }
}

static void order_and_declarations_are_counted(void **state)
{
    static const struct {
        const char *text;
        uint64_t records, unsorted, first_unsorted, undeclared,
            first_undeclared, tags, first_tag;
    } row[] = {
        {HEAD,           0,                         0,                                                 0,0, 0, 0,       0                      },
        {HEAD REC("c1",  "5") REC("c1",             "5"),                                              2,0, 0, 0,       0,                       0, 0},
        {HEAD REC("c2",             "5") REC("c1",                                      "5"),                                                                           2,0,0,0,0,                                                                      0, 0},
        {HEAD REC("c1",             "0") REC("c1",                                     "1"),                                                                                     2,0,0,0,0,0, 0},
        {HEAD REC("c1",             "5") REC("c1",                                     "4"),                                                                                     2,1,           2,                                                                                                                               0,                                                                                                                                                                  0,                                                                                                                                                                                                                                                                                                                                           0, 0},
        {HEAD REC("c1",             "5") REC("c1",                                     "4") REC("c1", "4"),3,1,2,0,0, 0,
         0},
        {HEAD REC("c1","5") REC("c1","4") REC("c1",          "3"),3,                       2,                                                                                                                                                                                                                                                   2,                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                0,                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                0, 0,
         0},
        {HEAD REC("c1",              "5") REC("c2",                                       "4") REC("c1",                                                                            "9"),3,1,3, 0, 0, 0,
         0},
        {HEAD REC("c1",             "5") REC("c2",                                     "4") REC("c1",                                                                                     "9") REC("c1","9")
             REC("c2","9"),
         5,2,3, 0, 0, 0, 0},
        {HEAD REC("c1",             "5") REC("c3",                                     "4"),                                                                                     2,          0,                                                                            0,                                                                                                                                                          1,2,0, 0},
        {HEAD REC("c3","5") REC("c3","4") REC("c1","1"),3,0,0,                                          2,                                                                                                                                                                                                1, 0,
         0},
        {HEAD REC("c1",             "5") "c1\t6\t.\tA\tC\t.\tlow\tXX=1\tGT:YY\t0/1:3\n",                                     2,
         0,0,0,0,3,2},
        {HEAD "c1\t6\t.\tA\tC\t.\tPASS\tXX=1\tGT\t0/1\n"
              "c1\t6\t.\tA\tC\t.\tPASS\tXX=1\tGT\t0/1\n",             2,                                     0,                                                                                     0,0,0,1,1},
        {HEAD "c3\t6\t.\tA\tC\t.\tPASS\tXX=1\tGT\t0/1\n",          1,                                  0,                                                                                                                                                                      0,                                                                                                                                                                                                                                                                             1,                                                                                                                                                                                                                                                                                                                                                                                                                                                                                      1,                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                       1,                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                    1},
    };

    (void)state;
    for (size_t i = 0; i < T_LEN(row); i++) {
        struct vcfscan s = {0};
        struct err e = {0};

        if (vcfscan_read(&s, make(BGZIPPED, "t", row[i].text), &e))
            fail_msg("row %zu: %s", i, e.msg);
        if (s.records != row[i].records || s.unsorted != row[i].unsorted ||
            s.first_unsorted != row[i].first_unsorted ||
            s.undeclared != row[i].undeclared ||
            s.first_undeclared != row[i].first_undeclared ||
            s.tags != row[i].tags || s.first_tag != row[i].first_tag)
            fail_msg("row %zu: %d records, unsorted %d (%d), undeclared %d "
                     "(%d), tags %d (%d)",
                     i, (int)s.records, (int)s.unsorted, (int)s.first_unsorted,
                     (int)s.undeclared, (int)s.first_undeclared, (int)s.tags,
                     (int)s.first_tag);
        vcfscan_release(&s);
    }
}

/* Must fail as a defect of the file. */
static void refused(const char *path, enum err_code code, uint64_t line,
                    const char *says, const char *what)
{
    struct vcfscan s = {0};
    struct err e = {0};

    if (vcfscan_read(&s, path, &e) == 0)
        fail_msg("%s: accepted", what);
    if (e.code != code || e.line != line || (says && !strstr(e.en, says)))
        fail_msg("%s: code %d line %d: %s", what, (int)e.code, (int)e.line,
                 e.en);
    assert_null(s.contig);
}

static void what_can_not_be_read_is_named_with_its_place(void **state)
{
    /* The last three rows are records that only htslib refuses: `line` is the
     * number of the record. */
    static const struct {
        const char *text;
        uint64_t line;
        const char *says;
    } row[] = {
        {"",                   0,                             "no VCF or BCF"                       },
        {"hello\n",            0,                             "no VCF or BCF"                       },
        {"\n\n",               0,                             "no VCF or BCF"                       },
        {REC("c1",             "1"),                          0,                                      "no VCF or BCF"},
        {"#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\n",                    0, "no VCF or BCF"                  },
        {"@HD\tVN:1.6\n",                    0,                                   "no VCF or BCF"                                  },
        {"BCF\4\0\0\0\0",                    0,                                   NULL                  },
        {"##fileformat=VCFv4.2\n",                    0,                          "header"                         },
        {"##fileformat=VCFv4.2\n" REC("c1",                    "1"),                 2,       "header"},
        {"##fileformat=VCFv3.3\n",            1,                                         "version"                                                 },
        {"##fileformat=VCFv4.2\n#CHROM\tPOS\n",           2,"header line"},
        {HEAD "c1\t1\t.\tA\n",       7,                                     "columns"                                                                                                       },
        {HEAD "c1\t1\t.\tA\tC\t.\tPASS\t.\tGT\n",           7,    "columns"},
        {HEAD "c1\t1\t.\tA\tC\t.\tPASS\t.\tGT\t0/1\t0/1\n",           7,                                     "more columns"                                                                                                                              },
        {HEAD "\n",      7,"the line is empty"},
        {HEAD BAD_POS, 8,                                "POS"                                                                                                                                                            },
        {HEAD "c1\t1\t.\t\tC\t.\tPASS\t.\tGT\t0/1\n",               7,             "REF"},
        {HEAD "\t1\t.\tA\tC\t.\tPASS\t.\tGT\t0/1\n",               7,                                "CHROM"                                                                                                                                                                                },
        {HEAD "c1\t1\t.\tA\tC\t.\tPASS\t.\tGT\tx/1\n",             7,           "GT"},
        {HEAD "c1\t1\t.\tA\tC\t.\tPASS\t.\tGT\t0/1:3\n",                1,                                   "htslib"                                                                                                                                                                                                      },
        {HEAD "<c1\t1\t.\tA\tC\t.\tPASS\t.\tGT\t0/1\n",            1,       "htslib"},
        {HEAD BAD_FILTER,            2,                                   "htslib"                                                                                                                                                                                                                                                                },
    };

    (void)state;
    for (size_t i = 0; i < T_LEN(row); i++) {
        char what[16];

        snprintf(what, sizeof(what), "row %zu", i);
        refused(make(PLAIN, "t", row[i].text), ERR_SYNTAX, row[i].line,
                row[i].says, what);
        if (*row[i].text)
            refused(make(BGZIPPED, "t", row[i].text), ERR_SYNTAX, row[i].line,
                    row[i].says, what);
    }
    refused(put("t", S(HEAD "c1\t1\t.\tA\0\tC\t.\t.\t.\tGT\t0\n")), ERR_SYNTAX,
            7, "NUL", "NUL byte");
}

static void what_is_no_file_is_no_verdict_on_a_file(void **state)
{
    struct vcfscan s = {0};
    struct err missing = {0};
    struct err folder = {0};

    (void)state;
    assert_int_equal(vcfscan_read(&s, at("none"), &missing), -1);
    assert_int_equal(missing.code, ERR_MISSING);
    assert_int_equal(vcfscan_read(&s, scratch_dir, &folder), -1);
    assert_int_equal(folder.code, ERR_REFUSED);
}

/* Every cut of a file of several blocks: on the blocks' boundaries, inside
 * each, and by the end-of-file block alone. */
static void a_file_cut_short_anywhere_is_refused(void **state)
{
    static const enum kind kind[] = {BGZIPPED, BCF};
    char *text = many(8000);

    (void)state;
    for (size_t k = 0; k < T_LEN(kind); k++) {
        struct buf whole;
        struct err e = {0};
        size_t blocks = 0;
        size_t at = 0;

        buf_init(&whole, 1 << 24);
        assert_int_equal(path_read(&whole, make(kind[k], "t", text), &e), 0);
        while (at < whole.n) {
            const unsigned char *b = (const unsigned char *)whole.s + at;
            size_t size = (size_t)b[16] + ((size_t)b[17] << 8) + 1;
            const size_t cut[] = {at, at + 1, at + 18, at + size / 2,
                                  at + size - 1};

            for (size_t i = 0; i < T_LEN(cut); i++) {
                struct vcfscan s = {0};
                struct err why = {0};

                if (cut[i] == 0 || cut[i] >= whole.n)
                    continue;
                assert_int_equal(
                    vcfscan_read(&s, put("t", whole.s, cut[i]), &why), -1);
                if (why.code != ERR_SYNTAX)
                    fail_msg("cut at %zu: code %d %s", cut[i], (int)why.code,
                             why.msg);
            }
            at += size;
            blocks++;
        }
        assert_true(blocks > 3);
        buf_release(&whole);
    }
    free(text);
}

/* One byte changed, all over the file: never read as something else. */
static void a_damaged_byte_is_refused(void **state)
{
    static const enum kind kind[] = {GZIP, BGZIPPED, BCF};
    char *text = many(2000);

    (void)state;
    for (size_t k = 0; k < T_LEN(kind); k++) {
        struct buf whole;
        struct err e = {0};

        buf_init(&whole, 1 << 24);
        assert_int_equal(path_read(&whole, make(kind[k], "t", text), &e), 0);
        /* From 18 on: behind the first header, whose flags and dates mean
         * nothing; before the end-of-file block. */
        for (size_t at = 18; at + 40 < whole.n; at += 997) {
            struct vcfscan s = {0};
            struct err why = {0};

            whole.s[at] = (char)(whole.s[at] ^ 0x10);
            if (vcfscan_read(&s, put("t", whole.s, whole.n), &why) == 0)
                fail_msg("kind %d: byte %zu changed unseen", (int)kind[k], at);
            assert_int_equal(why.code, ERR_SYNTAX);
            whole.s[at] = (char)(whole.s[at] ^ 0x10);
        }
        buf_release(&whole);
    }
    free(text);
}

static void a_line_above_the_ceiling_is_refused(void **state)
{
    size_t n = 100 << 20;
    char *text = malloc(n + 1);
    size_t at = (size_t)snprintf(text, n, "%sc1\t1\t.\tA\t", HEAD);

    (void)state;
    memset(text + at, 'C', n - at);
    refused(put_bgzf("t", text, n), ERR_LIMIT, 7, "longer", "line");
    free(text);
}

/* A plain BCF with what is asked for at the start, to lie in its numbers. */
static const char *lying_bcf(const void *head, size_t n_head, uint32_t shared,
                             uint32_t indiv)
{
    unsigned char b[4096] = "BCF\2\2";
    uint32_t field[3] = {(uint32_t)n_head, shared, indiv};
    size_t n = 9 + n_head;

    for (int i = 0; i < 4; i++)
        b[5 + i] = (unsigned char)(field[0] >> (8 * i));
    memcpy(b + 9, head, n_head);
    for (int k = 1; k < 3 && shared; k++)
        for (int i = 0; i < 4; i++)
            b[n++] = (unsigned char)(field[k] >> (8 * i));
    return put("t", b, n);
}

static void numbers_that_lie_cost_nothing(void **state)
{
    static const char idx[] =
        "##fileformat=VCFv4.2\n##contig=<ID=c1,IDX=2000000000>\n"
        "#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\n";
    unsigned char huge[] = "BCF\2\2\xff\xff\xff\xffxx";

    (void)state;
    refused(lying_bcf(S(HEAD), 0xffffffff, 1), ERR_LIMIT, 1, "longer",
            "shared");
    refused(lying_bcf(S(HEAD), 32, 0xfffffff0), ERR_LIMIT, 1, "longer",
            "indiv");
    refused(lying_bcf(S(HEAD), 8, 0), ERR_SYNTAX, 1, "damaged", "short");
    refused(lying_bcf(S(HEAD), 32, 8), ERR_SYNTAX, 1, "damaged", "cut");
    refused(put("t", huge, sizeof(huge)), ERR_SYNTAX, 0, "header", "header");
    refused(lying_bcf(S(idx), 0, 0), ERR_LIMIT, 0, "IDX", "IDX in BCF");
    refused(put("t", S(idx)), ERR_LIMIT, 2, "IDX", "IDX in text");
}

/* So does the reader of the engines. */
static void a_reader_of_records_is_spared_too(void **state)
{
    static const char idx[] =
        "##fileformat=VCFv4.2\n##contig=<ID=c1,IDX=2000000000>\n"
        "#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\n";
    struct err record = {0};
    struct err header = {0};

    (void)state;
    assert_null(vcfin_open(lying_bcf(S(HEAD), 0xffffffff, 1), &record));
    assert_int_equal(record.code, ERR_LIMIT);
    assert_int_equal(record.line, 1);
    assert_null(vcfin_open(lying_bcf(S(idx), 0, 0), &header));
    assert_int_equal(header.code, ERR_LIMIT);
}

static void headers_and_names_without_end_are_refused(void **state)
{
    size_t cap = (size_t)32 << 20;
    char *text = malloc(cap);
    size_t n = (size_t)snprintf(text, cap, "##fileformat=VCFv4.2\n");

    (void)state;
    for (int i = 0; i < 20001; i++)
        n += (size_t)snprintf(text + n, cap - n, "##k%d=v\n", i);
    refused(put_bgzf("t", text, n), ERR_LIMIT, 20001, "besides", "free lines");
    n = (size_t)snprintf(text, cap, "%s", HEAD);
    for (int i = 0; i < 10001; i++)
        n += (size_t)snprintf(text + n, cap - n, REC("x%d", "1"), i);
    refused(put_bgzf("t", text, n), ERR_LIMIT, 10001, "10000 names", "contigs");
    n = (size_t)snprintf(text, cap, "%s", HEAD);
    for (int i = 0; i < 10001; i++)
        n += (size_t)snprintf(text + n, cap - n,
                              "c1\t1\t.\tA\tC\t.\tf%d\t.\tGT\t0\n", i);
    refused(put_bgzf("t", text, n), ERR_LIMIT, 10001, "10000 names", "filters");
    free(text);
}

static void one_long_value_for_many_samples_is_refused(void **state)
{
    size_t cap = (size_t)4 << 20;
    char *text = malloc(cap);
    size_t n = (size_t)snprintf(text, cap, "%.*s", (int)sizeof(HEAD) - 4, HEAD);

    (void)state;
    for (int i = 0; i < 1000; i++)
        n += (size_t)snprintf(text + n, cap - n, "\tS%d", i);
    n += (size_t)snprintf(text + n, cap - n, "\nc1\t1\t.\tA\tC\t.\t.\t.\tGT\t");
    memset(text + n, '1', 300000);
    n += 300000;
    for (int i = 1; i < 1000; i++)
        n += (size_t)snprintf(text + n, cap - n, "\t.");
    text[n++] = '\n';
    refused(put_bgzf("t", text, n), ERR_LIMIT, 7, "too long", "value");
    free(text);
}

/* ---- indexes ---- */

/* Index `path` as .tbi (shift 0) or .csi; the index's path. */
static const char *index_of(const char *path, int shift, bool bcf)
{
    static char out[300];

    snprintf(out, sizeof(out), "%s.%s", path, shift ? "csi" : "tbi");
    unlink(out);
    assert_int_equal(bcf ? bcf_index_build3(path, out, shift, 0)
                         : tbx_index_build3(path, out, shift, 0, &tbx_conf_vcf),
                     0);
    return out;
}

static int judge(struct vcfscan_index *x, const char *path, const char *index,
                 struct err *e)
{
    struct vcfscan s = {0};
    int rc;

    if (vcfscan_read(&s, path, e))
        fail_msg("%s", e->msg);
    rc = vcfscan_index(x, &s, path, index, e);
    vcfscan_release(&s);
    return rc;
}

static void a_true_index_fits(void **state)
{
    static const struct {
        enum kind kind;
        int shift;
    } row[] = {
        {BGZIPPED, 0 },
        {BGZIPPED, 14},
        {BGZIPPED, 30},
        {BGZIPPED, 1 },
        {BCF,      14},
        {BCF,      8 },
    };
    static const char *const text[] = {
        HEAD,
        FOUR,
        HEAD REC("c2", "5"),                /* a contig without records */
        HEAD REC("c1", "0") REC("c1", "1"), /* the telomere */
        HEAD REC("c3", "7") REC("c1", "1"), /* undeclared */
        HEAD "c1\t6\t.\tA\tC\t.\tlow\tXX=1\tGT:YY\t0/1:3\n",
        NULL, /* many */
    };
    char *big = many(20000);

    (void)state;
    for (size_t i = 0; i < T_LEN(row) * T_LEN(text); i++) {
        const char *t = text[i / T_LEN(row)];
        size_t r = i % T_LEN(row);
        const char *path;
        struct vcfscan_index x;
        struct err e = {0};

        /* A BCF can not hold what its header does not declare. */
        if (row[r].kind == BCF && t && (strstr(t, "c3") || strstr(t, "XX")))
            continue;
        path = make(row[r].kind, "t", t ? t : big);

        if (judge(&x, path, index_of(path, row[r].shift, row[r].kind == BCF),
                  &e))
            fail_msg("%zu: %s", i, e.msg);
        if (x.contigs_differ || x.places_lost || x.example[0])
            fail_msg("%zu: %d contigs differ (%s), %d places lost", i,
                     (int)x.contigs_differ, x.example, (int)x.places_lost);
    }
    free(big);
}

/* htslib would take from it the contigs that the header lacks. */
static void an_index_beside_the_file_tells_the_scan_nothing(void **state)
{
    static const char text[] = "##fileformat=VCFv4.2\n"
                               "#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\n"
                               "c1\t5\t.\tA\tC\t.\t.\t.\n"
                               "c2\t6\t.\tA\tC\t.\t.\t.\n";
    const char *path = make(BGZIPPED, "beside", text);

    (void)state;
    for (int with = 0; with < 2; with++) {
        struct vcfscan s = {0};
        struct err e = {0};

        if (with)
            (void)index_of(path, 0, false);
        assert_int_equal(vcfscan_read(&s, path, &e), 0);
        assert_int_equal(s.records, 2);
        assert_int_equal(s.undeclared, 2);
        vcfscan_release(&s);
    }
}

static void an_index_of_other_contents_is_found_out(void **state)
{
    /* The first three are stale: a record was added. The last two are of a
     * file with other contigs. */
    static const struct {
        enum kind kind;
        int shift;
        const char *indexed, *file;
        uint64_t differ;
        const char *example;
    } row[] = {
        {BGZIPPED, 0,  FOUR,   FIVE,   1, "c2: 2 / 3"},
        {BGZIPPED, 14, FOUR,   FIVE,   1, "c2: 2 / 3"},
        {BCF,      14, FOUR,   FIVE,   1, "c2: 2 / 3"},
        {BGZIPPED, 0,  HEAD,   FOUR,   2, "c1: 0 / 2"},
        {BGZIPPED, 0,  FOUR,   HEAD,   2, "c1: 2 / 0"},
        {BCF,      14, FOUR,   HEAD,   2, "c1: 2 / 0"},
        {BGZIPPED, 0,  OTHER,  FOUR,   1, "c3: 1 / 0"},
        {BGZIPPED, 0,  ONE_C1, ONE_C2, 2, "c1: 1 / 0"},
    };

    (void)state;
    for (size_t i = 0; i < T_LEN(row); i++) {
        const char *path = make(row[i].kind, "t", row[i].indexed);
        const char *index = index_of(path, row[i].shift, row[i].kind == BCF);
        struct vcfscan_index x;
        struct err e = {0};

        make(row[i].kind, "t", row[i].file);
        if (judge(&x, path, index, &e))
            fail_msg("row %zu: %s", i, e.msg);
        if (x.contigs_differ != row[i].differ ||
            strcmp(x.example, row[i].example) != 0)
            fail_msg("row %zu: %d differ, %s", i, (int)x.contigs_differ,
                     x.example);
    }
}

/* The same numbers of records at other places: only looking shows it. */
static void an_index_that_leads_astray_is_found_out(void **state)
{
    static const enum kind kind[] = {BGZIPPED, BCF};

    (void)state;
    for (size_t k = 0; k < T_LEN(kind); k++) {
        const char *path =
            make(kind[k], "t", HEAD REC("c1", "5") REC("c1", "90000000"));
        const char *index = index_of(path, 14, kind[k] == BCF);
        struct vcfscan_index x;
        struct err e = {0};

        make(kind[k], "t", HEAD REC("c1", "30000000") REC("c1", "60000000"));
        assert_int_equal(judge(&x, path, index, &e), 0);
        assert_int_equal(x.contigs_differ, 0);
        assert_int_equal(x.places_sought, 2);
        assert_true(x.places_lost > 0);
    }
}

static void index_refused(const char *path, const char *index, size_t i)
{
    struct vcfscan_index x;
    struct err e = {0};

    if (judge(&x, path, index, &e) == 0)
        fail_msg("%zu: accepted", i);
    if (e.code != ERR_SYNTAX)
        fail_msg("%zu: code %d %s", i, (int)e.code, e.msg);
}

static void an_index_cut_short_anywhere_is_refused(void **state)
{
    static const struct {
        enum kind kind;
        int shift;
    } row[] = {
        {BGZIPPED, 0 },
        {BGZIPPED, 14},
        {BCF,      14},
    };

    (void)state;
    for (size_t r = 0; r < T_LEN(row); r++) {
        const char *file = make(row[r].kind, "t", NEAR);
        const char *index = index_of(file, row[r].shift, row[r].kind == BCF);
        BGZF *in = bgzf_open(index, "r");
        char bytes[16384];
        ssize_t n;

        n = bgzf_read(in, bytes, sizeof(bytes));
        assert_true(n > 100 && n < (ssize_t)sizeof(bytes));
        assert_int_equal(bgzf_close(in), 0);
        /* The compressed file cut... */
        for (int cut = 1; cut < 60; cut += 9) {
            scratch_cut(index, 9);
            index_refused(file, index, (size_t)cut);
        }
        /* ... and whole blocks that hold too little. The last 8 bytes are
         * optional: records without a place. */
        for (ssize_t len = 0; len < n - 8; len++)
            index_refused(file, put_bgzf("x", bytes, (size_t)len), (size_t)len);
        assert_int_equal(judge(&(struct vcfscan_index){0}, file,
                               put_bgzf("x", bytes, (size_t)n - 8),
                               &(struct err){0}),
                         0);
    }
}

/* Every 32-bit number of an index set to values that lie. What is still a
 * readable index is judged by what it finds. */
static void an_index_that_lies_costs_nothing(void **state)
{
    static const uint32_t lie[] = {0, 1, 0x7fffffff, 0xffffffff, 0x10000};
    const char *file = make(BGZIPPED, "t", NEAR);
    BGZF *in = bgzf_open(index_of(file, 14, false), "r");
    char bytes[16384];
    ssize_t n;

    (void)state;
    n = bgzf_read(in, bytes, sizeof(bytes));
    assert_int_equal(bgzf_close(in), 0);
    for (ssize_t at = 0; at + 4 <= n; at += 2) {
        for (size_t i = 0; i < T_LEN(lie); i++) {
            char copy[16384];
            struct vcfscan_index x;
            struct err e = {0};

            memcpy(copy, bytes, (size_t)n);
            for (int k = 0; k < 4; k++)
                copy[at + k] = (char)(lie[i] >> (8 * k));
            if (judge(&x, file, put_bgzf("x", copy, (size_t)n), &e))
                assert_int_equal(e.code, ERR_SYNTAX);
        }
    }
}

static void what_is_no_index_for_this_file_is_refused(void **state)
{
    struct vcfscan_index x;
    struct err plain = {0};
    struct err folder = {0};
    struct err missing = {0};
    const char *vcf = make(BGZIPPED, "t.vcf.gz", NEAR);
    const char *bcf = make(BCF, "t.bcf", NEAR);
    const char *bed = at("t.bed.gz.tbi");
    tbx_conf_t conf = tbx_conf_bed;

    (void)state;
    index_refused(vcf, put("x", "", 0), 0);
    index_refused(vcf, put("x", S("hello")), 1);
    index_refused(vcf, vcf, 2);
    index_refused(vcf, put_bgzf("x", S("BAI\1\0\0\0\0")), 3);
    assert_int_equal(judge(&x, vcf, scratch_dir, &folder), -1);
    assert_int_equal(folder.code, ERR_REFUSED);
    /* A BCF's .csi has no names; a BCF needs a .csi. */
    index_refused(vcf, index_of(bcf, 14, true), 5);
    index_refused(bcf, index_of(vcf, 0, false), 6);
    put_bgzf("t.bed.gz", S("c1\t5\t6\nc2\t7\t8\n"));
    assert_int_equal(tbx_index_build3(at("t.bed.gz"), bed, 0, 0, &conf), 0);
    index_refused(vcf, bed, 7);
    assert_int_equal(judge(&x, make(PLAIN, "p", NEAR), bed, &plain), -1);
    assert_int_equal(plain.code, ERR_SYNTAX);
    assert_non_null(strstr(plain.en, "bgzip"));
    assert_int_equal(judge(&x, vcf, at("none"), &missing), -1);
    assert_int_equal(missing.code, ERR_MISSING);
}

static int set_up(void **state)
{
    hts_set_log_level(HTS_LOG_OFF);
    return scratch_make(state);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(good_files_of_each_kind_are_read),
        cmocka_unit_test(order_and_declarations_are_counted),
        cmocka_unit_test(what_can_not_be_read_is_named_with_its_place),
        cmocka_unit_test(what_is_no_file_is_no_verdict_on_a_file),
        cmocka_unit_test(a_file_cut_short_anywhere_is_refused),
        cmocka_unit_test(a_damaged_byte_is_refused),
        cmocka_unit_test(a_line_above_the_ceiling_is_refused),
        cmocka_unit_test(numbers_that_lie_cost_nothing),
        cmocka_unit_test(a_reader_of_records_is_spared_too),
        cmocka_unit_test(headers_and_names_without_end_are_refused),
        cmocka_unit_test(one_long_value_for_many_samples_is_refused),
        cmocka_unit_test(a_true_index_fits),
        cmocka_unit_test(an_index_beside_the_file_tells_the_scan_nothing),
        cmocka_unit_test(an_index_of_other_contents_is_found_out),
        cmocka_unit_test(an_index_that_leads_astray_is_found_out),
        cmocka_unit_test(an_index_cut_short_anywhere_is_refused),
        cmocka_unit_test(an_index_that_lies_costs_nothing),
        cmocka_unit_test(what_is_no_index_for_this_file_is_refused),
    };

    return cmocka_run_group_tests_name("vcfscan", tests, set_up,
                                       scratch_remove);
}
