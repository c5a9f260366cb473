#include "base/tests/t.h"

#include "formats/bgzfin.h"
#include "formats/bgzfout.h"
#include "formats/stage.h"
#include "formats/tests/scratch.h"

#define BYTES ((size_t)3 << 20)

static unsigned char text[BYTES];

static void make_text(void)
{
    uint32_t x = 1;

    for (size_t i = 0; i < BYTES; i++) {
        x = x * 1664525 + 1013904223;
        text[i] = (unsigned char)(x >> 28);
    }
}

/* The pieces are the text, and each byte is where the writer put it. */
static void check_pieces(const struct bgzfout *out, const char *path,
                         int threads)
{
    struct err e = {0};
    struct crew *crew = crew_new(threads, &e);
    struct bgzfin *in = bgzfin_open(path, crew, &e);
    struct bgzfin_piece *p;
    size_t done = 0;

    assert_non_null(in);
    while (bgzfin_next(&p, in, &e) > 0) {
        size_t hint = 0;

        assert_memory_equal(p->mem + BGZFIN_ROOM, text + done, p->n);
        for (size_t at = 0; at <= p->n && done + at < BYTES; at += 97) {
            uint64_t place;

            assert_true(bgzfout_place(&place, out, (int64_t)(done + at)));
            assert_int_equal(bgzfin_place(p, at, &hint), place);
        }
        done += p->n;
        bgzfin_give_back(in, p);
    }
    assert_int_equal(e.code, ERR_NONE);
    assert_int_equal(done, BYTES);
    assert_true(bgzfin_how(in).bgzf);
    assert_int_equal(bgzfin_how(in).end, TEXTIN_WELL);
    bgzfin_close(in);
    crew_free(crew);
}

static void pieces_are_the_text_in_its_places(void **state)
{
    const char *path = scratch_path("a.bgzf");
    const struct bgzfout_options o = {.level = 1, .no_digests = true};
    struct err e = {0};
    struct bgzfout *out = bgzfout_open(path, &o, &e);
    struct bgzfout_sum sum;

    (void)state;
    make_text();
    assert_int_equal(bgzfout_write(out, text, BYTES, &e), 0);
    assert_int_equal(bgzfout_end(&sum, out, &e), 0);
    check_pieces(out, path, 1);
    check_pieces(out, path, 3);
    bgzfout_free(out);
}

enum damage {
    CUT_BLOCK = 1,
    NO_MARKER,
    JUNK_BEHIND,
    GZIP_BEHIND,
};

static const char *damaged(enum damage d)
{
    const char *path = scratch_bgzf("d.bgzf", "w", text, 100000);
    FILE *f;

    if (d == CUT_BLOCK)
        scratch_cut(path, 30);
    if (d == NO_MARKER)
        scratch_cut(path, 28);
    if (d == JUNK_BEHIND || d == GZIP_BEHIND) {
        f = fopen(path, "ab");
        assert_non_null(f);
        if (d == GZIP_BEHIND)
            fwrite("\x1f\x8b\x08\0\0\0\0\0\0\3", 1, 10, f);
        fwrite("a text that is none of blocks", 1, 29, f);
        fclose(f);
    }
    return path;
}

static void damage_is_told(void **state)
{
    static const struct {
        enum damage damage;
        enum textin_end end;
        enum blocks_fault fault;
        bool behind_end;
    } row[] = {
        {CUT_BLOCK,   TEXTIN_CUT,          BLOCKS_SOUND,    false},
        {NO_MARKER,   TEXTIN_NO_END_BLOCK, BLOCKS_SOUND,    false},
        {JUNK_BEHIND, TEXTIN_DAMAGED,      BLOCKS_BAD_HEAD, true },
        {GZIP_BEHIND, TEXTIN_DAMAGED,      BLOCKS_BAD_HEAD, true },
    };
    struct err none = {0};
    struct crew *crew = crew_new(2, &none);

    (void)state;
    make_text();
    for (size_t i = 0; i < T_LEN(row); i++) {
        struct err e = {0};
        struct bgzfin *in = bgzfin_open(damaged(row[i].damage), crew, &e);
        struct bgzfin_piece *p;
        int got;

        while ((got = bgzfin_next(&p, in, &e)) > 0)
            bgzfin_give_back(in, p);
        assert_int_equal(got, -1);
        assert_int_equal(e.code, ERR_SYNTAX);
        assert_int_equal(bgzfin_how(in).end, row[i].end);
        assert_int_equal(bgzfin_how(in).behind_end, row[i].behind_end);
        if (row[i].end == TEXTIN_DAMAGED)
            assert_int_equal(bgzfin_how(in).fault, row[i].fault);
        bgzfin_close(in);
    }
    crew_free(crew);
}

static void what_is_not_in_blocks_is_not_read(void **state)
{
    struct err e = {0};
    struct crew *crew = crew_new(1, &e);
    struct bgzfin_piece *p;
    struct bgzfin *in;

    (void)state;
    in = bgzfin_open(scratch_bgzf("g.gz", "wg", S("hello")), crew, &e);
    assert_int_equal(bgzfin_next(&p, in, &e), 0);
    assert_false(bgzfin_how(in).bgzf);
    assert_true(bgzfin_how(in).gzip);
    bgzfin_close(in);
    in = bgzfin_open(scratch_write("plain", S("hello")), crew, &e);
    assert_int_equal(bgzfin_next(&p, in, &e), 0);
    assert_false(bgzfin_how(in).bgzf);
    assert_false(bgzfin_how(in).gzip);
    bgzfin_close(in);
    assert_null(bgzfin_open("/nowhere/x.bam", crew, &e));
    assert_int_not_equal(e.code, ERR_NONE);
    crew_free(crew);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(pieces_are_the_text_in_its_places),
        cmocka_unit_test(damage_is_told),
        cmocka_unit_test(what_is_not_in_blocks_is_not_read),
    };

    return cmocka_run_group_tests_name("bgzfin", tests, scratch_make,
                                       scratch_remove);
}
