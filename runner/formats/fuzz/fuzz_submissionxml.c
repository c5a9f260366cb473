#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/path.h"
#include "core/submission.h"
#include "formats/submissionxml.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Written, read and written again: the same bytes. */
static void round_trip(const struct submission *s, bool draft)
{
    struct submission again = {0};
    struct err e = {0};
    struct buf a;
    struct buf b;

    buf_init(&a, (size_t)1 << 26);
    buf_init(&b, (size_t)1 << 26);
    submissionxml_write(&a, s);
    if (submissionxml_parse(&again, a.s, a.n, "again", draft, &e))
        abort();
    submissionxml_write(&b, &again);
    if (a.n != b.n || memcmp(a.s, b.s, a.n) != 0)
        abort();
    buf_release(&a);
    buf_release(&b);
    submission_release(&again);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    for (int draft = 0; draft < 2; draft++) {
        struct submission s = {0};
        struct err e = {0};
        int rc = submissionxml_parse(&s, (const char *)data, size, "fuzz",
                                     draft != 0, &e);

        if ((rc == 0) != (e.code == ERR_NONE))
            abort(); /* a failure without a reason, or the reverse */
        for (size_t i = 0; i < s.n_files; i++)
            if (path_check_name(s.files[i].name, &e) ||
                (!draft && (!s.files[i].sha256 || s.files[i].size < 0)))
                abort();
        if (rc == 0)
            round_trip(&s, draft != 0);
        submission_release(&s);
    }
    return 0;
}
