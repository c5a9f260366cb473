/*
 * cramin -- the records of a CRAM, decoded by htslib into BAM's layout.
 *
 *     struct cramin *in = cramin_open(path, reference, &e);
 *     struct cramin_record r;
 *     while ((got = cramin_next(&r, in, &e)) > 0)
 *         printf("%s\n", (const char *)r.data);
 *     cramin_close(in);
 *
 * The codecs of a CRAM can be made to take any time and memory, or to crash
 * their reader. So htslib works in a child process, which has ceilings of both
 * and whose end harms nobody: see CRAMIN_*. It has no network, opens no file
 * that the header names, and writes nothing; the reference is the one given,
 * handed over as links in a work folder that is gone afterwards. The build of
 * the file is to be judged before (conform/cram): sizes in it are believed.
 *
 * NM and MD come out only where they are stored.
 *
 * Errors:    ERR_SYNTAX: htslib can not decode what comes next: a defect of
 *            the file, or another reference than it was made with.
 *            ERR_LIMIT: a ceiling was met. ERR_REFUSED: htslib crashed.
 *            ERR_IO, also when the child stands still. ERR_MEMORY.
 * Ownership: `data` lives until the next call.
 * Threads:   a handle belongs to one thread.
 */
#ifndef FORMATS_CRAMIN_H
#define FORMATS_CRAMIN_H

#include <stddef.h>
#include <stdint.h>

struct cramin;
struct err;
struct fasta;

#define CRAMIN_MEMORY_MAX     ((uint64_t)2 << 30) /* bytes beyond the parent's */
#define CRAMIN_SECONDS        10                  /* of CPU, */
#define CRAMIN_BYTES_A_SECOND 100000    /* one more for so many of the file, */
#define CRAMIN_BASES_A_SECOND 100000000 /* and of the whole reference */
#define CRAMIN_STILL_SECONDS  60        /* without a word and without work */
#define CRAMIN_RECORD_MAX     ((size_t)256 << 20) /* bytes of a record */

struct cramin_record {
    int64_t pos; /* 0-based; -1: none */
    int64_t mate_pos;
    int64_t tlen;
    int32_t tid;
    int32_t mate_tid;
    uint16_t flag;
    uint8_t mapq;
    uint32_t qname_len; /* without its NUL */
    uint32_t n_cigar;
    uint32_t l_seq;
    size_t n;            /* bytes of data: */
    const uint8_t *data; /* name, CIGAR, bases, qualities, tags, as in BAM; */
    size_t cigar_at;     /* where its CIGAR begins */
};

/* `reference` may be NULL: then what needs one can not be decoded. */
struct cramin *cramin_open(const char *path, const struct fasta *reference,
                           struct err *e);
void cramin_close(struct cramin *in);

/* 1 and a record; 0 at the end; -1. */
int cramin_next(struct cramin_record *r, struct cramin *in, struct err *e);

#endif
