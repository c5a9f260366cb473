/*
 * bgzfin -- the bytes of a BGZF file that is not text (BAM, BCF), in pieces
 * that a crew inflates, with the place of each block.
 *
 * A piece ends where blocks end, about each BLOCKS_TEXT bytes; it has room in
 * front, where its user may put what the piece before had left over. Where
 * pieces end depends on the file alone, never on the crew.
 *
 * Errors:    ERR_SYNTAX: the compressed data are at fault, bgzfin_how() says
 *            how; ERR_IO. What is good before is given first.
 * Ownership: a piece is the caller's until bgzfin_give_back().
 * Threads:   a handle belongs to one thread; a piece to whoever has it.
 */
#ifndef FORMATS_BGZFIN_H
#define FORMATS_BGZFIN_H

#include <stddef.h>
#include <stdint.h>

#include "formats/blocks.h"
#include "formats/textflow.h"

struct bgzfin;
struct crew;
struct err;

#define BGZFIN_ROOM ((size_t)64 << 10)

struct bgzfin_block {
    size_t at;     /* of its first byte, in the piece's text */
    int64_t place; /* of the block, in the file */
};

struct bgzfin_piece {
    unsigned char *mem;         /* BGZFIN_ROOM bytes, then the text */
    size_t n;                   /* bytes of text */
    struct bgzfin_block *block; /* those with text */
    size_t n_blocks;
    size_t cap_blocks;
    int64_t end; /* place in the file of what follows */
    struct blocks_group packed;
    struct bgzfin_piece *next; /* among those given back */
};

/* "-" is standard input. */
struct bgzfin *bgzfin_open(const char *path, struct crew *crew, struct err *e);
void bgzfin_close(struct bgzfin *b);

/* 1 and a piece, never without text; 0 at the end, or when the file is no BGZF
 * (how.bgzf); -1. */
int bgzfin_next(struct bgzfin_piece **out, struct bgzfin *b, struct err *e);
void bgzfin_give_back(struct bgzfin *b, struct bgzfin_piece *p);

/* As far as the file was read. how.gzip: compressed, but not as BGZF. */
struct textflow_how bgzfin_how(const struct bgzfin *b);

/* The virtual offset (SAMv1 s4.1.1) of byte `at` of the text, at <= n; of the
 * end, that of the block that follows. *hint starts at 0 and rises with `at`.
 */
uint64_t bgzfin_place(const struct bgzfin_piece *p, size_t at, size_t *hint);

#endif
