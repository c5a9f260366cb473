/*
 * vcforder -- the order of records that formats/vcfin.h asks for: those of one
 * contig stand together, by rising POS. For this layer only.
 *
 * Ownership: a struct vcforder owns its flags; all-zero is none, to be started
 * with vcforder_init().
 */
#ifndef FORMATS_VCFORDER_H
#define FORMATS_VCFORDER_H

#include <stddef.h>
#include <stdint.h>

struct err;
struct vcfhead;

struct vcforder {
    uint32_t contig; /* of the record before; NAMES_NONE at the start */
    int64_t pos;
    unsigned char *closed; /* per contig: its records are over */
    size_t cap_closed;
};

void vcforder_init(struct vcforder *o);
void vcforder_release(struct vcforder *o);

/* The next record. ERR_SYNTAX when it stands in the wrong place. */
int vcforder_check(struct vcforder *o, const struct vcfhead *h, uint32_t contig,
                   int64_t pos, struct err *e);

#endif
