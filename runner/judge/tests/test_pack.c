/* A folder becomes a submission: made, filled in, completed, archived. */
#include "judge/pack.h"

#include "core/submission.h"
#include "core/suite.h"
#include "judge/opened.h"
#include "judge/tests/folder.h"

#define VCF                                                                    \
    "##fileformat=VCFv4.3\n#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\n"

static const struct suite_deliverable deliverables[] = {
    {.role = "calls", .kind = "vcf", .required = true},
    {.role = "calls-index",               .kind = "vcf-index"       },
    {.role = "tumour",               .kind = "bam"     },
    {.role = "normal",               .kind = "bam"       },
};

static const struct suite suite = {
    .id = "s", .deliverables = deliverables, .n_deliverables = 4};

static struct folder f;

static int set_up(void **state)
{
    (void)state;
    folder_make(&f);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    folder_remove(&f);
    return 0;
}

static int pack_it(struct pack_summary *sum, const struct pack_options *o,
                   struct err *e)
{
    char dir[PATH_TEXT_MAX];

    memcpy(dir, folder_at(&f, "in"), sizeof dir);
    return pack_folder(sum, dir, o, e);
}

static int open_it(struct opened *o, const char *name, struct err *e)
{
    char path[PATH_TEXT_MAX];

    memcpy(path, folder_at(&f, name), sizeof path);
    return opened_open(o, path, &suite, f.top, e);
}

static void replace(const char *name, const char *from, const char *to)
{
    char *text = folder_read(&f, name);
    char *at = strstr(text, from);
    struct buf b;

    assert_non_null(at);
    buf_init(&b, 1 << 20);
    buf_add(&b, text, (size_t)(at - text));
    buf_str(&b, to);
    buf_str(&b, at + strlen(from));
    folder_text(&f, name, b.s);
    buf_release(&b);
    free(text);
}

static void a_folder_is_described_filled_in_and_opened(void **state)
{
    static const struct pack_options plain = {.threads = 2};
    struct pack_summary sum = {0};
    struct opened o = {0};
    struct err e = {0};
    char *first;
    char *again;

    (void)state;
    folder_text(&f, "in/calls.vcf", VCF);
    folder_text(&f, "in/doc/readme.txt", "hello\n");
    assert_int_equal(pack_it(&sum, &plain, &e), 0);
    assert_true(sum.made);
    assert_int_equal(sum.files, 2);
    assert_int_equal(sum.added, 2);
    assert_string_equal(sum.open, "FILL IN: vendor");
    assert_int_equal(open_it(&o, "in", &e), -1);
    assert_says(&e, ERR_REFUSED, "FILL IN: vendor");
    e = (struct err){0};
    replace("in/submission.xml", "FILL IN: vendor", "Ångström &amp; Sons");
    replace("in/submission.xml", "FILL IN: product", "Caller");
    replace("in/submission.xml", "FILL IN: version of the product", "2.1");
    replace("in/submission.xml", "FILL-IN-technology-class", "hifi");
    replace("in/submission.xml", "FILL IN: sample", "HG002");
    replace("in/submission.xml", "name=\"calls.vcf\"",
            "name=\"calls.vcf\" role=\"calls\"");
    first = folder_read(&f, "in/submission.xml");
    assert_int_equal(pack_it(&sum, &plain, &e), 0);
    assert_false(sum.made);
    assert_int_equal(sum.added + sum.changed, 0);
    assert_string_equal(sum.open, "");
    again = folder_read(&f, "in/submission.xml");
    assert_string_equal(first, again);
    free(first);
    free(again);
    assert_int_equal(open_it(&o, "in", &e), 0);
    assert_string_equal(o.submission.vendor, "Ångström & Sons");
    assert_string_equal(o.submission.items[0].sample, "HG002");
    assert_string_equal(submission_role(&o.submission, "calls")->name,
                        "calls.vcf");
    opened_close(&o);
}

static const struct pack_options full = {
    .vendor = "V",
    .product = "P",
    .version = "1",
    .technology_class = "ont",
    .claims = "snv, indel sv",
    .sample = "HG003",
    .suite = &suite,
    .threads = 2,
};

static void options_fill_in_and_the_suite_gives_roles(void **state)
{
    static const char *const roles[] = {"tumour=b.bam"};
    struct pack_options o = full;
    struct pack_summary sum = {0};
    struct opened opened = {0};
    struct err e = {0};
    const struct submission *s = &opened.submission;

    (void)state;
    o.roles = roles;
    o.n_roles = 1;
    folder_text(&f, "in/x.vcf.gz", VCF);
    folder_text(&f, "in/x.vcf.gz.tbi", "i");
    folder_text(&f, "in/a.bam", "a");
    folder_text(&f, "in/b.bam", "b");
    assert_int_equal(pack_it(&sum, &o, &e), 0);
    assert_string_equal(sum.open, "");
    assert_null(sum.lacking);
    assert_int_equal(open_it(&opened, "in", &e), 0);
    assert_int_equal(s->n_claims, 3);
    assert_string_equal(s->claims[2], "sv");
    assert_string_equal(s->items[0].sample, "HG003");
    assert_string_equal(submission_role(s, "calls")->name, "x.vcf.gz");
    assert_string_equal(submission_role(s, "calls-index")->name,
                        "x.vcf.gz.tbi");
    assert_string_equal(submission_role(s, "tumour")->name, "b.bam");
    /* With one of the two given, the other has only one place left. */
    assert_string_equal(submission_role(s, "normal")->name, "a.bam");
    opened_close(&opened);
}

static void a_choice_is_not_guessed(void **state)
{
    struct pack_summary sum = {0};
    struct opened o = {0};
    struct err e = {0};

    (void)state;
    folder_text(&f, "in/a.bam", "a");
    folder_text(&f, "in/1.vcf", VCF);
    folder_text(&f, "in/2.vcf", VCF);
    assert_int_equal(pack_it(&sum, &full, &e), 0);
    assert_string_equal(sum.lacking, "calls");
    assert_int_equal(open_it(&o, "in", &e), 0);
    assert_null(submission_role(&o.submission, "normal"));
    assert_null(submission_role(&o.submission, "tumour"));
    assert_null(submission_role(&o.submission, "calls"));
    opened_close(&o);
}

static void new_and_changed_files_are_brought_up_to_date(void **state)
{
    struct pack_summary sum = {0};
    struct opened o = {0};
    struct err e = {0};

    (void)state;
    folder_text(&f, "in/b.vcf", VCF);
    assert_int_equal(pack_it(&sum, &full, &e), 0);
    folder_text(&f, "in/b.vcf", VCF VCF);
    folder_text(&f, "in/a.txt", "new");
    assert_int_equal(pack_it(&sum, &full, &e), 0);
    assert_int_equal(sum.added, 1);
    assert_int_equal(sum.changed, 1);
    assert_int_equal(open_it(&o, "in", &e), 0);
    assert_string_equal(o.submission.files[0].name, "b.vcf");
    assert_int_equal(o.submission.files[0].size, 2 * strlen(VCF));
    assert_string_equal(o.submission.files[1].name, "a.txt");
    opened_close(&o);
}

static void a_listed_file_that_is_gone_is_an_error(void **state)
{
    struct pack_summary sum = {0};
    struct err e = {0};
    char *before;
    char *after;

    (void)state;
    folder_text(&f, "in/a.txt", "a");
    folder_text(&f, "in/b.txt", "b");
    assert_int_equal(pack_it(&sum, &full, &e), 0);
    before = folder_read(&f, "in/submission.xml");
    assert_int_equal(unlink(folder_at(&f, "in/a.txt")), 0);
    assert_int_equal(pack_it(&sum, &full, &e), -1);
    assert_says(&e, ERR_MISSING, "'a.txt' is not in the folder");
    assert_true(e.line > 0);
    after = folder_read(&f, "in/submission.xml");
    assert_string_equal(before, after);
    free(before);
    free(after);
}

static void senseless_requests_are_refused(void **state)
{
    static const struct {
        const char *role;
        const char *archive;
        const char *vendor;
        const char *sample;
        const char *classname;
        enum err_code code;
        const char *why;
    } row[] = {
        {"calls",       NULL,       NULL,              NULL, NULL,        ERR_USAGE,   "write ROLE=FILE" },
        {"=a.vcf",      NULL,       NULL,              NULL, NULL,        ERR_USAGE,   "write ROLE=FILE" },
        {"calls=",      NULL,       NULL,              NULL, NULL,        ERR_USAGE,   "write ROLE=FILE" },
        {"sv=a.vcf",    NULL,       NULL,              NULL, NULL,        ERR_USAGE,
         "no file with the role 'sv'"                                                                    },
        {"calls=b.vcf", NULL,       NULL,              NULL, NULL,        ERR_USAGE,
         "no file of this name"                                                                          },
        {"calls=c.txt", NULL,       NULL,              NULL, NULL,        ERR_USAGE,
         "the file 'a.vcf' has this role"                                                                },
        {NULL,          "x.rar",    NULL,              NULL, NULL,        ERR_USAGE,   "must end in .tar"},
        {NULL,          "in/x.tar", NULL,              NULL, NULL,        ERR_USAGE,
         "in the folder that it packs"                                                                   },
        {NULL,          "x.tar",    "FILL IN: vendor", NULL, NULL,        ERR_REFUSED,
         "still holds the text"                                                                          },
        {NULL,          NULL,       NULL,              NULL, "two words", ERR_SYNTAX,  ""                },
    };

    (void)state;
    for (size_t i = 0; i < T_LEN(row); i++) {
        struct pack_options o = full;
        struct pack_summary sum = {0};
        struct err e = {0};
        char archive[PATH_TEXT_MAX];

        folder_text(&f, "in/a.vcf", VCF);
        folder_text(&f, "in/c.txt", "c");
        assert_int_equal(pack_it(&sum, &full, &e), 0);
        if (row[i].role) {
            o.roles = &row[i].role;
            o.n_roles = 1;
        }
        if (row[i].archive) {
            memcpy(archive, folder_at(&f, row[i].archive), sizeof archive);
            o.archive = archive;
        }
        if (row[i].vendor)
            o.vendor = row[i].vendor;
        if (row[i].classname)
            o.technology_class = row[i].classname;
        assert_int_equal(pack_it(&sum, &o, &e), -1);
        assert_says(&e, row[i].code, row[i].why);
        e = (struct err){0};
        assert_int_equal(path_remove_tree(folder_at(&f, "in"), &e), 0);
    }
}

static void a_folder_that_can_be_no_submission_is_refused(void **state)
{
    struct pack_summary sum = {0};
    struct err e = {0};

    (void)state;
    assert_int_equal(pack_it(&sum, &full, &e), -1);
    assert_says(&e, ERR_USAGE, "is no folder");
    e = (struct err){0};
    assert_int_equal(path_make_dirs(folder_at(&f, "in"), &e), 0);
    assert_int_equal(pack_it(&sum, &full, &e), -1);
    assert_says(&e, ERR_MISSING, "holds no file to hand in");
    e = (struct err){0};
    folder_text(&f, "in/a b", "x");
    assert_int_equal(pack_it(&sum, &full, &e), -1);
    assert_says(&e, ERR_REFUSED, "a character other than");
    e = (struct err){0};
    assert_int_equal(unlink(folder_at(&f, "in/a b")), 0);
    assert_int_equal(symlink("/etc/hostname", folder_at(&f, "in/a")), 0);
    assert_int_equal(pack_it(&sum, &full, &e), -1);
    assert_says(&e, ERR_REFUSED, "symbolic link");
    assert_false(path_exists(folder_at(&f, "in/submission.xml")));
}

static void two_items_keep_their_samples(void **state)
{
    struct pack_options o = full;
    struct pack_summary sum = {0};
    struct opened opened = {0};
    struct err e = {0};

    (void)state;
    folder_text(&f, "in/a.vcf", VCF);
    assert_int_equal(pack_it(&sum, &o, &e), 0);
    replace("in/submission.xml", "</items>",
            "<item id=\"i2\" sample=\"HG004\" day=\"2026-11-23\"/></items>");
    assert_int_equal(pack_it(&sum, &o, &e), -1);
    assert_says(&e, ERR_USAGE, "has 2 items");
    e = (struct err){0};
    o.sample = NULL;
    assert_int_equal(pack_it(&sum, &o, &e), 0);
    assert_int_equal(open_it(&opened, "in", &e), 0);
    assert_int_equal(opened.submission.n_items, 2);
    assert_string_equal(opened.submission.items[1].day, "2026-11-23");
    opened_close(&opened);
}

static void an_archive_of_each_kind_is_a_submission(void **state)
{
    static const char *const names[] = {"s.tar", "s.tar.gz", "s.tar.zst",
                                        "s.zip"};

    (void)state;
    folder_text(&f, "in/d/a.vcf", VCF);
    for (size_t i = 0; i < T_LEN(names); i++) {
        struct pack_options o = full;
        struct pack_summary sum = {0};
        struct opened opened = {0};
        struct err e = {0};
        char archive[PATH_TEXT_MAX];

        memcpy(archive, folder_at(&f, names[i]), sizeof archive);
        o.archive = archive;
        assert_int_equal(pack_it(&sum, &o, &e), 0);
        assert_int_equal(open_it(&opened, names[i], &e), 0);
        assert_string_equal(opened.name, names[i]);
        assert_string_equal(submission_role(&opened.submission, "calls")->name,
                            "d/a.vcf");
        opened_close(&opened);
    }
}

static void an_archive_that_could_not_be_opened_is_not_passed_on(void **state)
{
    struct pack_options o = full;
    struct pack_summary sum = {0};
    struct err e = {0};
    char archive[PATH_TEXT_MAX];
    char *zeros = calloc(1, 30000000);

    (void)state;
    assert_non_null(zeros);
    folder_write(&f, "in/zeros", zeros, 30000000);
    free(zeros);
    memcpy(archive, folder_at(&f, "s.tar.gz"), sizeof archive);
    o.archive = archive;
    assert_int_equal(pack_it(&sum, &o, &e), -1);
    assert_says(&e, ERR_LIMIT, "times its size");
    assert_false(path_exists(archive));
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
#define T(t) cmocka_unit_test_setup_teardown(t, set_up, tear_down)
        T(a_folder_is_described_filled_in_and_opened),
        T(options_fill_in_and_the_suite_gives_roles),
        T(a_choice_is_not_guessed),
        T(new_and_changed_files_are_brought_up_to_date),
        T(a_listed_file_that_is_gone_is_an_error),
        T(senseless_requests_are_refused),
        T(a_folder_that_can_be_no_submission_is_refused),
        T(two_items_keep_their_samples),
        T(an_archive_of_each_kind_is_a_submission),
        T(an_archive_that_could_not_be_opened_is_not_passed_on),
    };

    return cmocka_run_group_tests_name("pack", tests, NULL, NULL);
}
