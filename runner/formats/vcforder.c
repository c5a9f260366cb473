#include "formats/vcforder.h"

#include <stdlib.h>
#include <string.h>

#include "base/err.h"
#include "formats/vcfhead.h"

void vcforder_init(struct vcforder *o)
{
    *o = (struct vcforder){.contig = NAMES_NONE};
}

void vcforder_release(struct vcforder *o)
{
    free(o->closed);
    *o = (struct vcforder){0};
}

/* Note that the records of o->contig are over. */
static int close_contig(struct vcforder *o, size_t cap, struct err *e)
{
    if (o->contig == NAMES_NONE)
        return 0;
    if (o->cap_closed < cap) {
        unsigned char *more = realloc(o->closed, cap);

        if (!more)
            return err_nomem(e);
        memset(more + o->cap_closed, 0, cap - o->cap_closed);
        o->closed = more;
        o->cap_closed = cap;
    }
    o->closed[o->contig] = 1;
    return 0;
}

int vcforder_check(struct vcforder *o, const struct vcfhead *h, uint32_t contig,
                   int64_t pos, struct err *e)
{
    if (contig == o->contig && pos < o->pos)
        return err_set(e, ERR_SYNTAX,
                       "the records are not sorted: %s:%lld stands after "
                       "%s:%lld; sort the file, for example with bcftools "
                       "sort",
                       h->contigs.a[contig], (long long)pos + 1,
                       h->contigs.a[contig], (long long)o->pos + 1);
    if (contig != o->contig) {
        if (close_contig(o, h->contigs.cap, e))
            return -1;
        if (contig < o->cap_closed && o->closed[contig])
            return err_set(e, ERR_SYNTAX,
                           "the records are not sorted: those of contig %s do "
                           "not stand together; sort the file, for example "
                           "with bcftools sort",
                           h->contigs.a[contig]);
    }
    o->contig = contig;
    o->pos = pos;
    return 0;
}
