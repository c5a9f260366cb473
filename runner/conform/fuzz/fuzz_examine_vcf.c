/* Bytes as a VCF: never a crash; judged, or there is a reason; the same
 * problems when looked at again. */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/err.h"
#include "conform/examine.h"
#include "conform/said.h"
#include "formats/stage.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void look(struct buf *said, const char *path, struct crew *crew)
{
    struct examine_job job = {.path = path,
                              .name = "x.vcf",
                              .format = "vcf",
                              .practice = true,
                              .policy = true,
                              .crew = crew};
    struct examined x = {0};
    struct said_file f = {"x.vcf", &x, &job};
    struct err e = {0};

    if (examine(&x, &job, &e))
        abort();
    if (x.judged != (x.why.code == ERR_NONE))
        abort(); /* not judged without a reason, or the reverse */
    said_json(said, &f, 1);
    examined_release(&x);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char path[] = "/tmp/entente-fuzz-XXXXXX";
    int fd = mkstemp(path);
    struct err e = {0};
    struct crew *crew = crew_new(1, &e);
    struct buf said[2];

    if (fd < 0 || !crew || write(fd, data, size) != (ssize_t)size)
        abort();
    close(fd);
    for (int i = 0; i < 2; i++) {
        buf_init(&said[i], SAID_MAX);
        look(&said[i], path, crew);
    }
    if (said[0].n != said[1].n || memcmp(said[0].s, said[1].s, said[0].n) != 0)
        abort();
    buf_release(&said[0]);
    buf_release(&said[1]);
    crew_free(crew);
    unlink(path);
    return 0;
}
