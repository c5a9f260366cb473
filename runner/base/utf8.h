/*
 * utf8 -- strict UTF-8: shortest forms only, no surrogates, nothing above
 * U+10FFFF (RFC 3629).
 */
#ifndef BASE_UTF8_H
#define BASE_UTF8_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Are the `n` bytes at `s` well-formed? NUL bytes are characters too. */
bool utf8_valid(const char *s, size_t n);

/* The character at the start of the `n` bytes at `s`: returns its length, 1
 * to 4, and sets *cp; returns 0, *cp untouched, when it is malformed, cut off
 * or n is 0. */
size_t utf8_next(uint32_t *cp, const char *s, size_t n);

/* Replace, in place, what must not reach a terminal or a message by '?': bytes
 * that are not UTF-8, control characters, and the characters that reverse the
 * direction of writing. The text gets no longer. */
void utf8_make_printable(char *s);

#endif
