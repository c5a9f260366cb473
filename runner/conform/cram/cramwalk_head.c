/* The container of the SAM header (CRAMv3 s7.1, s8.3). */
#include <stdlib.h>
#include <string.h>

#include "base/le.h"
#include "conform/cram/cramwalk_internal.h"

#define LENGTH 4 /* bytes of the number in front of the text */

/* The text, with a NUL behind it; NULs that fill it up are no part of it. */
static void keep_text(struct cramwalk *w, const unsigned char *s, size_t n)
{
    while (n && !s[n - 1])
        n--;
    w->header = malloc(n + 1);
    if (!w->header) {
        err_nomem(w->e);
        return;
    }
    memcpy(w->header, s, n);
    w->header[n] = '\0';
    w->n_header = n;
    cramwalk_sequences(w);
}

static void take_text(struct cramwalk *w, const struct cramwalk_block *b,
                      const unsigned char *s)
{
    struct problem_place at = cramwalk_at(w, b->at);
    uint32_t n = b->raw >= LENGTH ? le32(s) : 0;

    if (b->raw < LENGTH || n > (uint32_t)b->raw - LENGTH)
        problem_add(w->problems, "CRAM-HDR-002", &at, w->e,
                    "the text of the SAM header is to have %u bytes, its "
                    "block has %d",
                    n, b->raw);
    else
        keep_text(w, s + LENGTH, n);
}

static void first_block(struct cramwalk *w, const struct cramwalk_block *b)
{
    struct problem_place at = cramwalk_at(w, b->at);
    const unsigned char *s;
    unsigned char *owned;

    if (b->content != CRAMWALK_FILE_HEADER)
        problem_add(w->problems, "CRAM-BLK-005", &at, w->e,
                    "a block of content %d does not stand here", b->content);
    else if (b->raw && b->method != CRAMWALK_RAW && b->method != CRAMWALK_GZIP)
        problem_add(w->problems, "CRAM-HDR-001", &at, w->e,
                    "the block of the SAM header is compressed by another "
                    "method than gzip");
    else if (cramwalk_open_block(&s, &owned, w, b) == 0) {
        if (s)
            take_text(w, b, s);
        free(owned);
    }
}

/* Blocks that keep room for the header to grow. */
static void other_block(struct cramwalk *w, const struct cramwalk_block *b)
{
    struct problem_place at = cramwalk_at(w, b->at);

    if (b->raw && b->method != CRAMWALK_RAW)
        problem_add(w->problems, "CRAM-HDR-001", &at, w->e,
                    "a block behind the SAM header is compressed");
}

void cramwalk_header(struct cramwalk *w)
{
    struct cramcur c = {w->body, w->body + w->c.length, false};
    struct problem_place at = {.offset = w->c.offset};
    int32_t i;

    for (i = 0; i < w->c.blocks && c.p < c.end; i++) {
        struct cramwalk_block b;

        if (cramwalk_block(&b, w, &c))
            return;
        if (b.raw > CRAMWALK_RAW_MAX / 4) {
            err_set(&w->why, ERR_LIMIT, "the header is larger than %zu bytes",
                    (size_t)CRAMWALK_RAW_MAX / 4);
            return;
        }
        if (i == 0)
            first_block(w, &b);
        else
            other_block(w, &b);
    }
    if (i < w->c.blocks || !i)
        problem_add(w->problems, "CRAM-CON-003", &at, w->e,
                    "the container has %d blocks, its head states %d", i,
                    w->c.blocks);
}

/* ---- @SQ ---- */

/* One line: its SN, NUL-ended in place, and whether it has an M5. */
static void sequence(struct cramwalk *w, char *line)
{
    char *name = NULL;
    bool m5 = false;

    for (char *p = line; p;) {
        char *tab = strchr(p, '\t');

        if (tab)
            *tab = '\0';
        if (strncmp(p, "SN:", 3) == 0 && !name)
            name = p + 3;
        m5 = m5 || strncmp(p, "M5:", 3) == 0;
        p = tab ? tab + 1 : NULL;
    }
    w->seq[w->n_seq] = name ? name : line;
    w->has_m5[w->n_seq++] = m5;
}

void cramwalk_sequences(struct cramwalk *w)
{
    size_t lines = 1;

    for (size_t i = 0; i < w->n_header; i++)
        lines += w->header[i] == '\n';
    w->header_copy = strdup(w->header);
    w->seq = calloc(lines, sizeof(*w->seq));
    w->has_m5 = calloc(lines, sizeof(*w->has_m5));
    if (!w->header_copy || !w->seq || !w->has_m5) {
        err_nomem(w->e);
        return;
    }
    for (char *s = w->header_copy; s;) {
        char *lf = strchr(s, '\n');

        if (lf) {
            *lf = '\0';
            if (lf > s && lf[-1] == '\r')
                lf[-1] = '\0';
        }
        if (strncmp(s, "@SQ\t", 4) == 0)
            sequence(w, s);
        s = lf ? lf + 1 : NULL;
    }
}
