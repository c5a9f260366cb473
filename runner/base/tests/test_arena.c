#include "base/tests/t.h"

#include <stdbool.h>
#include <string.h>

#include "base/arena.h"
#include "base/err.h"

static void gives_zeroed_aligned_memory(void **state)
{
    static const size_t sizes[] = {0,     1, 7,      16, 100,   65535, 65536,
                                   65537, 1, 300000, 5,  60000, 60000, 3};
    struct arena a = {0};
    struct err e = {0};
    unsigned char *all[T_LEN(sizes)];

    (void)state;
    for (size_t i = 0; i < T_LEN(sizes); i++) {
        all[i] = arena_alloc(&a, sizes[i], &e);
        assert_non_null(all[i]);
        assert_int_equal((uintptr_t)all[i] % _Alignof(max_align_t), 0);
        for (size_t k = 0; k < sizes[i]; k++)
            assert_int_equal(all[i][k], 0);
        memset(all[i], (int)i + 1, sizes[i]);
    }
    for (size_t i = 0; i < T_LEN(sizes); i++) { /* nothing overlaps */
        for (size_t k = 0; k < sizes[i]; k++)
            assert_int_equal(all[i][k], i + 1);
    }
    arena_release(&a);
    assert_null(a.head);
    arena_release(&a);
}

static void copies_text(void **state)
{
    struct arena a = {0};
    struct err e = {0};

    (void)state;
    assert_string_equal(arena_strdup(&a, "text", &e), "text");
    assert_string_equal(arena_strndup(&a, "text", 2, &e), "te");
    assert_string_equal(arena_strndup(&a, NULL, 0, &e), "");
    arena_release(&a);
}

static void refuses_more_than_its_ceiling(void **state)
{
    static const struct {
        size_t max;
        size_t first;
        size_t second;
        bool fits;
    } row[] = {
        {0,        1,  1,         true },
        {0,        1,  ARENA_MAX, false},
        {0,        1,  SIZE_MAX,  false},
        {SIZE_MAX, 1,  SIZE_MAX,  false},
        {64,       32, 32,        true },
        {64,       32, 33,        false},
        {64,       65, 0,         false},
        {10,       1,  0,         false}, /* what is handed out is rounded up */
    };

    (void)state;
    for (size_t i = 0; i < T_LEN(row); i++) {
        struct arena a = {.max = row[i].max};
        struct err e = {0};
        void *p = arena_alloc(&a, row[i].first, &e);
        bool ok = p && arena_alloc(&a, row[i].second, &e);

        assert_int_equal(ok, row[i].fits);
        assert_int_equal(e.code, row[i].fits ? ERR_NONE : ERR_LIMIT);
        arena_release(&a);
    }
    {
        struct arena a = {0};
        struct err e = {0};

        assert_null(arena_strndup(&a, "", SIZE_MAX, &e));
        assert_int_equal(e.code, ERR_LIMIT);
    }
}

static void grows_an_array_and_keeps_its_elements(void **state)
{
    struct arena a = {0};
    struct err e = {0};
    int64_t *v = NULL;
    size_t n = 0;
    size_t cap = 0;

    (void)state;
    for (int64_t i = 0; i < 1000; i++) {
        int64_t *one = arena_push(&a, &v, &n, &cap, sizeof *v, &e);

        assert_non_null(one);
        assert_int_equal(*one, 0);
        *one = i;
    }
    assert_int_equal(n, 1000);
    for (int64_t i = 0; i < 1000; i++)
        assert_int_equal(v[i], i);
    arena_release(&a);
}

static void an_array_that_can_not_grow_stays(void **state)
{
    struct arena a = {.max = 256};
    struct err e = {0};
    int64_t *v = NULL;
    size_t n = 0;
    size_t cap = 0;
    char *w = NULL;
    size_t wn = 0;
    size_t wcap = 0;

    (void)state;
    while (arena_push(&a, &v, &n, &cap, sizeof *v, &e))
        continue;
    assert_int_equal(e.code, ERR_LIMIT);
    assert_int_equal(n, 16);
    assert_int_equal(cap, 16);
    e = (struct err){0};
    assert_null(arena_push(&a, &w, &wn, &wcap, SIZE_MAX / 4, &e));
    assert_int_equal(e.code, ERR_LIMIT);
    assert_int_equal(wn, 0);
    arena_release(&a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(gives_zeroed_aligned_memory),
        cmocka_unit_test(copies_text),
        cmocka_unit_test(refuses_more_than_its_ceiling),
        cmocka_unit_test(grows_an_array_and_keeps_its_elements),
        cmocka_unit_test(an_array_that_can_not_grow_stays),
    };

    return cmocka_run_group_tests_name("arena", tests, NULL, NULL);
}
