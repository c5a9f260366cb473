/* note_internal -- what note.c and note_sign.c share. */
#ifndef REPORTS_REGISTER_NOTE_INTERNAL_H
#define REPORTS_REGISTER_NOTE_INTERNAL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "reports/register/note.h"

/* An em dash and a blank begin each line of a signature. */
#define NOTE_DASH       "\xe2\x80\x94 "
#define NOTE_DASH_BYTES (sizeof(NOTE_DASH) - 1)

/* The first 4 bytes of SHA-256(name, newline, kind, public key). */
int note_key_id(unsigned char out[4], const struct note_key *k, struct err *e);

/* UTF-8 without blanks, '+' and control bytes, not empty. */
bool note_name_fits(const char *name, size_t len);

/* The bytes that a cosignature signs. */
void note_cosigned(struct buf *out, const char *text, size_t len, int64_t time);

#endif
