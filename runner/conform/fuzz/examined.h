/* examined -- for the fuzz targets of the smaller formats: bytes as a file of
 * one format. Never a crash; judged, or there is a reason; the same problems
 * when looked at again. */
#ifndef CONFORM_FUZZ_EXAMINED_H
#define CONFORM_FUZZ_EXAMINED_H

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/err.h"
#include "conform/examine.h"
#include "conform/said.h"
#include "formats/stage.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static inline void examined_look(struct buf *said, struct examine_job *job)
{
    struct examined x = {0};
    struct said_file f = {"x", &x, job};
    struct err e = {0};

    if (examine(&x, job, &e))
        abort();
    if (x.judged != (x.why.code == ERR_NONE))
        abort(); /* not judged without a reason, or the reverse */
    said_json(said, &f, 1);
    examined_release(&x);
}

static inline void examined_twice(struct examine_job *job, const uint8_t *data,
                                  size_t size)
{
    char path[] = "/tmp/entente-fuzz-XXXXXX";
    int fd = mkstemp(path);
    struct err e = {0};
    struct buf said[2];

    job->crew = crew_new(1, &e);
    if (fd < 0 || !job->crew || write(fd, data, size) != (ssize_t)size)
        abort();
    close(fd);
    job->path = path;
    job->name = "x";
    job->practice = job->policy = true;
    for (int i = 0; i < 2; i++) {
        buf_init(&said[i], SAID_MAX);
        examined_look(&said[i], job);
    }
    if (said[0].n != said[1].n || memcmp(said[0].s, said[1].s, said[0].n) != 0)
        abort();
    buf_release(&said[0]);
    buf_release(&said[1]);
    crew_free(job->crew);
    unlink(path);
}

#endif
