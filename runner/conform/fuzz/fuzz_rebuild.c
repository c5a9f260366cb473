/*
 * Bytes as an index, and records that are looked for in it: the first byte says
 * what the index is of, the next whether records of a BAM are in order. Never a
 * crash; the same problems when looked at again.
 */
#include "conform/fuzz/examined.h"

#include "conform/index/rebuild.h"

#define RECORDS 200

static void put_records(struct rebuild *b, enum rebuild_of of, uint8_t how,
                        struct err *e)
{
    static const char *const seq[] = {"a", "b", "chr1"};

    for (uint64_t i = 0; i < RECORDS; i++) {
        int64_t beg = (int64_t)(i % 67) * 5000 * (how % 4 + 1) - 1;
        const char *name = seq[i / 67 % 3];
        struct rebuild_record r = {.tid = (int32_t)(i / 67) - (i > 190),
                                   .seq = name,
                                   .seq_len = strlen(name),
                                   .beg = how & 128 ? -beg : beg,
                                   .end = beg + (int64_t)(i % 9) * 20000,
                                   .from = i * (how + 1) << (i % 3 * 7),
                                   .mapped = i % 5 != 0,
                                   .record = i + 1};

        if (of != REBUILD_TEXT && i > 195)
            r.tid = -1;
        if (rebuild_add(b, &r, e))
            abort();
    }
}

/* The file may be of any kind: it is examined like those of a user. */
static void look(struct buf *said, const char *index, uint8_t of, uint8_t how,
                 struct crew *crew)
{
    struct examine_job job = {
        .path = "/dev/null", .index = index, .crew = crew};
    struct examined x = {.format = ""};
    struct said_file f = {"x", &x, &job};
    struct rebuild *b = NULL;
    struct err e = {0};

    if (rebuild_open(&b, &x, &job, (enum rebuild_of)(of % 3), &e))
        abort();
    if (b)
        put_records(b, (enum rebuild_of)(of % 3), how, &e);
    if (rebuild_end(b, &e))
        abort();
    rebuild_free(b);
    x.why = (struct err){0}; /* holds the name of the file */
    said_json(said, &f, 1);
    examined_release(&x);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char path[] = "/tmp/entente-fuzz-XXXXXX";
    struct buf said[2];
    struct err e = {0};
    struct crew *crew;
    int fd;

    if (size < 2)
        return 0;
    crew = crew_new(1, &e);
    fd = mkstemp(path);
    if (fd < 0 || !crew || write(fd, data + 2, size - 2) != (ssize_t)size - 2)
        abort();
    close(fd);
    for (int i = 0; i < 2; i++) {
        buf_init(&said[i], SAID_MAX);
        look(&said[i], path, data[0], data[1], crew);
    }
    if (said[0].n != said[1].n || memcmp(said[0].s, said[1].s, said[0].n) != 0)
        abort();
    buf_release(&said[0]);
    buf_release(&said[1]);
    crew_free(crew);
    unlink(path);
    return 0;
}
