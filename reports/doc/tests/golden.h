/* golden -- what is made now against what was looked at and kept. */
#ifndef REPORTS_DOC_TESTS_GOLDEN_H
#define REPORTS_DOC_TESTS_GOLDEN_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/path.h"
#include "base/tests/t.h"

/*
 * Compare with a file of golden/. ENTENTE_UPDATE_GOLDEN=1 writes the files
 * instead: look at the difference before it is committed.
 */
static void golden_check(const char *name, const char *text, size_t n)
{
    char path[PATH_TEXT_MAX];
    struct buf is = {0};
    struct err e = {0};

    (void)snprintf(path, sizeof(path), "reports/doc/tests/golden/%s", name);
    if (getenv("ENTENTE_UPDATE_GOLDEN")) {
        if (path_write(path, text, n, &e))
            fail_msg("%s", e.msg);
        return;
    }
    buf_init(&is, (size_t)64 << 20);
    if (path_read(&is, path, &e))
        fail_msg("%s: %s", path, e.msg);
    if (is.n != n || memcmp(is.s, text, n) != 0)
        fail_msg("%s differs from what is made now", path);
    buf_release(&is);
}

#endif
