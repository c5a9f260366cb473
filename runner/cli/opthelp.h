/*
 * opthelp -- help texts, laid out for a terminal of 80 columns.
 *
 * Columns are counted in characters. A text is broken at blanks, never within
 * [...], and a single line break in it is only a blank; an empty line starts a
 * new line. No-break spaces, as French has before a colon, do not break.
 */
#ifndef CLI_OPTHELP_H
#define CLI_OPTHELP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

struct opt_spec;

/* Write `text` and a line break; `at` columns of the first line are used
 * already, further lines start after `indent` blanks. */
void opthelp_wrap(FILE *out, const char *text, int at, int indent);

/* Write `text` and blanks up to `width` columns, at least one. */
void opthelp_pad(FILE *out, const char *text, int width);

/* The help of one command, on standard output. */
void opthelp_print(const struct opt_spec *spec);

/* The options that every command takes; --version only with no command. */
void opthelp_general(FILE *out, bool version);

/* "suite list", from the usage "suite list [--json]". */
void opthelp_command(char *out, size_t size, const struct opt_spec *spec);

#endif
