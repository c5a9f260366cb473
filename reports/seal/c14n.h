/*
 * c14n -- the canonical form of one element (Exclusive XML Canonicalization
 * 1.0 without comments, W3C 2002), by libxml2.
 *
 * For signature files that this program wrote, or that xades_read() has
 * accepted byte by byte: nothing else is given to it.
 */
#ifndef REPORTS_SEAL_C14N_H
#define REPORTS_SEAL_C14N_H

#include <stddef.h>

struct buf;
struct err;

/*
 * The canonical form of the element reached from the root by `path`: local
 * names, the root's first, NULL at the end; at each step exactly one child must
 * bear the name. ERR_SYNTAX when the text is not XML, ERR_MISSING when there is
 * no such element, ERR_REFUSED when there are two or there is a DOCTYPE.
 */
int c14n_element(struct buf *out, const char *xml, size_t len,
                 const char *const *path, struct err *e);

/* The canonical forms, one after the other, of the first `n` elements below
 * that element. ERR_MISSING when there are fewer. */
int c14n_children(struct buf *out, const char *xml, size_t len,
                  const char *const *path, size_t n, struct err *e);

#endif
