#include "formats/stage.h"

#include <stdatomic.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/err.h"
#include "base/tests/t.h"

static const int crews[] = {1, 2, 4, CREW_MAX};

struct job {
    uint64_t n;
    uint64_t turns; /* of work: some jobs take much longer than others */
    uint64_t sum;
};

static void work(void *arg)
{
    struct job *j = arg;
    uint64_t x = j->n;

    for (uint64_t i = 0; i < j->turns; i++)
        x = x * 6364136223846793005U + 1442695040888963407U;
    j->sum = x;
}

static uint64_t expected(struct job j)
{
    work(&j);
    return j.sum;
}

static struct job job(uint64_t n)
{
    return (struct job){n, n % 7 == 0 ? 20000 : n % 3 * 10, 0};
}

static void jobs_come_out_in_order_with_their_work_done(void **state)
{
    enum {
        N = 500
    };
    static struct job jobs[N];

    (void)state;
    for (size_t c = 0; c < T_LEN(crews); c++) {
        for (size_t depth = 1; depth < 20; depth += 6) {
            struct err e = {0};
            struct crew *crew = crew_new(crews[c], &e);
            struct stage *s = stage_new(crew, depth, &e);
            size_t put = 0;

            assert_non_null(s);
            for (size_t got = 0; got < N; got++) {
                struct job *j;

                for (; put < N && !stage_is_full(s); put++) {
                    jobs[put] = job(put);
                    assert_int_equal(stage_put(s, work, &jobs[put], &e), 0);
                }
                assert_true(put == N || put - got == depth);
                j = stage_take(s);
                assert_ptr_equal(j, &jobs[got]);
                assert_int_equal(j->sum, expected(job(got)));
            }
            assert_null(stage_take(s));
            assert_false(stage_is_full(s));
            stage_free(s);
            crew_free(crew);
        }
    }
}

/* As a pipeline uses them: what comes out of one goes into the next. */
static void stages_share_a_crew(void **state)
{
    enum {
        N = 300
    };
    static struct job jobs[N];

    (void)state;
    for (size_t c = 0; c < T_LEN(crews); c++) {
        struct err e = {0};
        struct crew *crew = crew_new(crews[c], &e);
        struct stage *first = stage_new(crew, 3, &e);
        struct stage *second = stage_new(crew, 5, &e);
        size_t put = 0;

        assert_non_null(second);
        for (size_t got = 0; got < N; got++) {
            struct job *j;

            for (; put < N && !stage_is_full(first); put++) {
                jobs[put] = job(put);
                assert_int_equal(stage_put(first, work, &jobs[put], &e), 0);
            }
            while (!stage_is_full(second) && (j = stage_take(first))) {
                j->n = j->sum;
                assert_int_equal(stage_put(second, work, j, &e), 0);
            }
            j = stage_take(second);
            assert_ptr_equal(j, &jobs[got]);
            assert_int_equal(j->sum, expected((struct job){expected(job(got)),
                                                           j->turns, 0}));
        }
        stage_free(first);
        stage_free(second);
        crew_free(crew);
    }
}

/* What the jobs of a stage in turn share: only one of them may be at it. */
struct diary {
    struct stage *inner; /* its jobs put and take jobs here */
    uint64_t next;
    uint64_t sum;
    atomic_int inside;
    bool broken;
};

struct entry {
    struct diary *diary;
    uint64_t n;
};

static void write_entry(void *arg)
{
    struct entry *t = arg;
    struct diary *d = t->diary;
    struct job mine[3];

    d->broken = d->broken || d->inside++ || d->next != t->n;
    d->next = t->n + 1;
    for (uint64_t i = 0; i < T_LEN(mine); i++) {
        struct err e = {0};

        mine[i] = job(3 * t->n + i);
        d->broken = d->broken || stage_put(d->inner, work, &mine[i], &e);
    }
    for (uint64_t i = 0; i < T_LEN(mine); i++) {
        const struct job *j = stage_take(d->inner);

        d->broken = d->broken || j != &mine[i];
        d->sum += j->sum;
    }
    d->inside--;
}

static void jobs_of_a_stage_in_turn_never_meet(void **state)
{
    enum {
        N = 400,
        DIARIES = 3
    };
    static struct entry entries[DIARIES][N];
    uint64_t sum = 0;

    (void)state;
    for (uint64_t i = 0; i < (uint64_t)3 * N; i++)
        sum += expected(job(i));
    for (size_t c = 0; c < T_LEN(crews); c++) {
        struct err e = {0};
        struct crew *crew = crew_new(crews[c], &e);
        struct diary d[DIARIES] = {{0}};
        struct stage *turn[DIARIES];
        size_t put = 0;

        for (size_t k = 0; k < DIARIES; k++) {
            d[k].inner = stage_new(crew, 3, &e);
            turn[k] = stage_new_in_turn(crew, 5, &e);
            assert_non_null(turn[k]);
        }
        for (size_t got = 0; got < N; got++) {
            for (; put < N && !stage_is_full(turn[0]); put++) {
                for (size_t k = 0; k < DIARIES; k++) {
                    entries[k][put] = (struct entry){&d[k], put};
                    assert_int_equal(
                        stage_put(turn[k], write_entry, &entries[k][put], &e),
                        0);
                }
            }
            for (size_t k = 0; k < DIARIES; k++)
                assert_ptr_equal(stage_take(turn[k]), &entries[k][got]);
        }
        for (size_t k = 0; k < DIARIES; k++) {
            assert_false(d[k].broken);
            assert_int_equal(d[k].next, N);
            assert_int_equal(d[k].sum, sum);
            stage_free(turn[k]);
            stage_free(d[k].inner);
        }
        crew_free(crew);
    }
}

static void what_is_ready_is_known(void **state)
{
    (void)state;
    for (size_t c = 0; c < T_LEN(crews); c++) {
        struct err e = {0};
        struct crew *crew = crew_new(crews[c], &e);
        struct stage *s = stage_new(crew, 2, &e);
        struct job a = job(7);

        assert_int_equal(crew_threads(crew), crews[c]);
        assert_false(stage_is_ready(s));
        assert_int_equal(stage_put(s, work, &a, &e), 0);
        if (crews[c] == 1)
            assert_true(stage_is_ready(s));
        while (crews[c] > 1 && !stage_is_ready(s))
            continue;
        assert_ptr_equal(stage_take(s), &a);
        assert_false(stage_is_ready(s));
        stage_free(s);
        crew_free(crew);
    }
}

static atomic_int done;

static void count(void *arg)
{
    work(arg);
    done++;
}

static void a_stage_waits_for_its_jobs_when_freed(void **state)
{
    (void)state;
    for (size_t c = 0; c < T_LEN(crews); c++) {
        struct err e = {0};
        struct crew *crew = crew_new(crews[c], &e);
        struct stage *s = stage_new(crew, 40, &e);
        struct job jobs[40];

        done = 0;
        for (size_t i = 0; i < T_LEN(jobs); i++) {
            jobs[i] = job(7);
            assert_int_equal(stage_put(s, count, &jobs[i], &e), 0);
        }
        assert_true(stage_is_full(s));
        stage_free(s);
        assert_int_equal(done, T_LEN(jobs));
        crew_free(crew);
    }
}

static void numbers_out_of_bounds_are_bounded(void **state)
{
    struct err e = {0};
    struct crew *few = crew_new(-3, &e);
    struct crew *many = crew_new(100000, &e);
    struct stage *s = stage_new(few, 0, &e);
    struct job a = job(1);

    (void)state;
    assert_int_equal(crew_threads(few), 1);
    assert_int_equal(crew_threads(many), CREW_MAX);
    assert_int_equal(stage_put(s, work, &a, &e), 0);
    assert_true(stage_is_full(s));
    stage_free(s);
    crew_free(few);
    crew_free(many);
    crew_free(NULL);
    stage_free(NULL);
}

/* So that the child comes at another moment each time. */
static void pass_time(int n)
{
    void *some[50];

    for (int i = 0; i < n; i++)
        some[i] = malloc(100 + (size_t)i * 37);
    for (int i = 0; i < n; i++)
        free(some[i]);
}

/* To the end, or to its alarm where a lock of the allocator stays locked. */
static void allocate_in_a_child(void)
{
    int status = 0;
    pid_t child = fork();

    assert_true(child >= 0);
    if (child == 0) {
        (void)alarm(30);
        for (size_t i = 0; i < 2000; i++) {
            char *volatile some = malloc(i * 7919 % 5000 + 1);

            if (i % 3)
                free(some);
        }
        _exit(0);
    }
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFEXITED(status));
    assert_int_equal(WEXITSTATUS(status), 0);
}

/* While a crew's threads are on their way, one child in some fifty waits for
 * ever under the address sanitizer. */
static void a_process_with_a_crew_may_fork(void **state)
{
    (void)state;
    for (int round = 0; round < 200; round++) {
        struct err e = {0};
        struct crew *crew = crew_new(4, &e);

        pass_time(round % 50);
        allocate_in_a_child();
        crew_free(crew);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(jobs_come_out_in_order_with_their_work_done),
        cmocka_unit_test(stages_share_a_crew),
        cmocka_unit_test(jobs_of_a_stage_in_turn_never_meet),
        cmocka_unit_test(what_is_ready_is_known),
        cmocka_unit_test(a_stage_waits_for_its_jobs_when_freed),
        cmocka_unit_test(numbers_out_of_bounds_are_bounded),
        cmocka_unit_test(a_process_with_a_crew_may_fork),
    };

    return cmocka_run_group_tests_name("stage", tests, NULL, NULL);
}
