/*
 * template -- what a name must look like, as a suite writes it: characters that
 * stand for themselves, sets and repeats.
 *
 *     [A-Z]{2}[0-9]{7,8}-DNA_[A-H]0[1-9]/calls.*
 *
 *     [abc0-9]   one of these characters
 *     {m} {m,n}  the element before it so many times
 *     *          any characters but /, none too
 *     **         any characters, none too
 *     \c         the character c itself
 *
 * A template is for a whole name. Several stand with blanks between: the name
 * must be like one of them. Work is bounded by name times template times the
 * largest repeat, whatever they say.
 */
#ifndef JUDGE_TEMPLATE_H
#define JUDGE_TEMPLATE_H

#include <stdbool.h>
#include <stddef.h>

struct err;

#define TEMPLATE_ELEMENTS_MAX 128
#define TEMPLATE_NAME_MAX     1024 /* bytes of a name; longer ones never fit */

struct template_element {
    unsigned char set[32]; /* a bit for each character */
    size_t min;
    size_t max; /* TEMPLATE_NAME_MAX: without end */
};

struct template
{
    struct template_element a[TEMPLATE_ELEMENTS_MAX];
    size_t n;
};

/* One template, of `len` bytes. ERR_SYNTAX, ERR_LIMIT. */
int template_parse(struct template *out, const char *text, size_t len,
                   struct err *e);
bool template_fits(const struct template *t, const char *name, size_t len);

/* The same for a list of them; fits: like any of these. ERR_SYNTAX also for an
 * empty list. */
int templates_fit(bool *fits, const char *list, const char *name, size_t len,
                  struct err *e);

#endif
