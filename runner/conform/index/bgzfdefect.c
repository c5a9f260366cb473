#include "conform/index/bgzfdefect.h"

#include "base/err.h"
#include "conform/problem.h"
#include "formats/textflow.h"

static void tell_fault(struct problems *p, const struct textflow_how *how,
                       const struct problem_place *at, struct err *e)
{
    switch (how->fault) {
    case BLOCKS_BAD_HEAD:
        if (how->behind_end)
            problem_add(p, "BGZF-007", at, e,
                        "bytes follow the end-of-file block");
        else
            problem_add(p, "BGZF-001", at, e, "no block begins here");
        return;
    case BLOCKS_BAD_SIZE:
        problem_add(p, "BGZF-002", at, e,
                    "BSIZE is smaller than a block can be");
        return;
    case BLOCKS_BAD_LENGTH:
        problem_add(p, "BGZF-003", at, e,
                    "ISIZE is not the length of the inflated data");
        return;
    case BLOCKS_BAD_CRC:
        problem_add(p, "BGZF-004", at, e,
                    "CRC32 is not that of the inflated data");
        return;
    case BLOCKS_SOUND:
    case BLOCKS_BAD_DEFLATE:
        break;
    }
    problem_add(p, "BGZF-005", at, e, "the data can not be inflated");
}

bool bgzfdefect_tell(struct problems *p, const struct textflow_how *how,
                     struct err *e)
{
    struct problem_place at = {.offset =
                                   how->fault_at > 0 ? how->fault_at : -1};

    if (how->n_empty)
        problem_add(p, "BGZF-008", NULL, e,
                    "%llu empty blocks stand before the end",
                    (unsigned long long)how->n_empty);
    if (how->gzip)
        problem_add(p, "BGZF-009", NULL, e,
                    "the file is compressed by gzip, not block by block");
    switch (how->end) {
    case TEXTIN_CUT:
        problem_add(p, "BGZF-002", &at, e, "the file ends within a block");
        return true;
    case TEXTIN_DAMAGED:
        tell_fault(p, how, &at, e);
        return true;
    case TEXTIN_NO_END_BLOCK:
        problem_add(p, "BGZF-006", NULL, e, "the end-of-file block is missing");
        return true;
    case TEXTIN_WELL:
    case TEXTIN_IO:
        break;
    }
    return false;
}
