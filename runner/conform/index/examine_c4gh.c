#include "conform/index/examine_c4gh.h"

#include <stdlib.h>
#include <string.h>

#include "base/err.h"
#include "base/le.h"
#include "conform/examine.h"
#include "conform/text/textwalk.h"
#include "formats/bytesin.h"

#define PIECE       ((size_t)64 << 10)
#define HEAD        16
#define PACKET_HEAD 8 /* length and method */
/* Key, nonce, type of the packet and MAC besides. */
#define PACKET_MIN     (PACKET_HEAD + 32 + 12 + 4 + 16)
#define SEGMENT        (65536 + 28)
#define SEGMENT_AROUND 28 /* nonce and MAC */

struct c4ghx {
    struct examined *out;
    struct err *e;
    struct problem_place place;
    struct bytesin *in;
    struct err why;
    unsigned char *piece;
    int64_t offset;
    uint32_t packet;
};

static const struct problem_place *at(struct c4ghx *x)
{
    x->place = (struct problem_place){.record = x->packet, .offset = x->offset};
    return &x->place;
}

bool examine_c4gh_sniff(const unsigned char *head, size_t n)
{
    return n >= 8 && memcmp(head, "crypt4gh", 8) == 0;
}

/* `n` bytes; what is not kept is passed over. */
static uint64_t pass(struct c4ghx *x, uint64_t n)
{
    uint64_t passed = 0;

    while (passed < n) {
        size_t take = n - passed < PIECE ? (size_t)(n - passed) : PIECE;
        ssize_t got = bytesin_read(x->in, x->piece, take, &x->why);

        if (got <= 0)
            break;
        passed += (uint64_t)got;
        x->offset += got;
    }
    return passed;
}

/* false: there is nothing to follow it. */
static bool read_packet(struct c4ghx *x)
{
    uint32_t length;

    if (pass(x, PACKET_HEAD) != PACKET_HEAD) {
        problem_add(&x->out->problems, "C4GH-002", at(x), x->e,
                    "the file ends before this packet of the header");
        return false;
    }
    length = le32(x->piece);
    if (le32(x->piece + 4) != 0)
        problem_add(&x->out->problems, "C4GH-003", at(x), x->e,
                    "the packet's encryption is of method %u",
                    le32(x->piece + 4));
    if (length < PACKET_MIN) {
        problem_add(&x->out->problems, "C4GH-002", at(x), x->e,
                    "a packet of %u bytes is too short", length);
        return false;
    }
    if (pass(x, length - PACKET_HEAD) != length - PACKET_HEAD) {
        problem_add(&x->out->problems, "C4GH-002", at(x), x->e,
                    "the file ends within a packet of %u bytes", length);
        return false;
    }
    return true;
}

/* All segments are full but the last, so their lengths tell little: whether
 * what is left can be one. */
static void read_segments(struct c4ghx *x)
{
    uint64_t n = 0;
    uint64_t got;

    while ((got = pass(x, SEGMENT)) == SEGMENT)
        n++;
    if (got && got < SEGMENT_AROUND)
        problem_add(&x->out->problems, "C4GH-006", at(x), x->e,
                    "the last segment has %llu bytes", (unsigned long long)got);
    x->out->records = n + (got != 0);
}

static void read_file(struct c4ghx *x)
{
    uint32_t packets;

    if (pass(x, HEAD) != HEAD || !examine_c4gh_sniff(x->piece, HEAD)) {
        problem_add(&x->out->problems, "C4GH-001", at(x), x->e,
                    "it does not begin with crypt4gh");
        return;
    }
    packets = le32(x->piece + 12);
    if (le32(x->piece + 8) != 1) {
        problem_add(&x->out->problems, "C4GH-001", at(x), x->e,
                    "the version is %u", le32(x->piece + 8));
        return;
    }
    x->out->version[0] = '1';
    if (packets == 0) {
        problem_add(&x->out->problems, "C4GH-002", at(x), x->e,
                    "the header has no packet");
        return;
    }
    for (x->packet = 1; x->packet <= packets && !x->e->code; x->packet++) {
        if (!read_packet(x))
            return;
    }
    x->packet = 0;
    read_segments(x);
}

int examine_c4gh(struct examined *out, const struct examine_job *job,
                 struct err *e)
{
    static const struct problem_place nowhere = {.offset = -1};
    struct c4ghx x = {.out = out, .e = e};
    int rc;

    x.piece = malloc(PIECE);
    if (!x.piece)
        return err_nomem(e);
    x.in = bytesin_open(job->path, &x.why);
    if (x.in)
        read_file(&x);
    rc = e->code ? -1
                 : textend_tell(out, &x.why, TEXTIN_WELL, "FILE-GZIP-001",
                                &nowhere, e);
    bytesin_close(x.in);
    free(x.piece);
    return rc;
}
