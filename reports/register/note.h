/*
 * note -- signed notes (C2SP signed-note): a short text and who signs it, one
 * line each. What a register signs is a note: its checkpoints and its lists of
 * status.
 *
 *     text, ends with a newline
 *     (empty line)
 *     — NAME base64(key id || signature)
 *
 * Two kinds of signature, both Ed25519: that of the text itself (kind 1), and
 * the dated cosignature of a checkpoint by another party (kind 4, C2SP
 * tlog-cosignature v1): "at this time this was the largest log that I saw, and
 * it was consistent with all that I saw before".
 *
 * A party is known by its verifier key, one line of text:
 * NAME+8 hexadecimal digits+base64(kind || public key).
 *
 * Ownership: a struct note points into the bytes that it was read from.
 * Errors:    a text that is no note is ERR_SYNTAX; a signature that does not
 *            hold ERR_REFUSED.
 */
#ifndef REPORTS_REGISTER_NOTE_H
#define REPORTS_REGISTER_NOTE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct buf;
struct err;

#define NOTE_BYTES_MAX ((size_t)16 << 20)
#define NOTE_LINES_MAX 16  /* signature lines */
#define NOTE_NAME_MAX  256 /* of a key, with NUL */
#define NOTE_KEY_TEXT  (NOTE_NAME_MAX + 64)

enum note_kind {
    NOTE_ED25519 = 1,
    NOTE_COSIGNATURE = 4
};

struct note_key { /* a verifier key */
    char name[NOTE_NAME_MAX];
    enum note_kind kind;
    unsigned char id[4];
    unsigned char public[32];
};

struct note_line {
    const char *name; /* not NUL-ended */
    size_t name_len;
    unsigned char id[4];
    unsigned char sig[72]; /* 64, or 8 of time and 64 */
    size_t sig_len;        /* 0: of a kind that is not ours */
};

struct note {
    const char *text; /* with its last newline */
    size_t text_len;
    struct note_line line[NOTE_LINES_MAX];
    size_t n;
};

/* From "NAME+id+key"; the id is computed again and must agree. */
int note_key_parse(struct note_key *out, const char *text, size_t len,
                   struct err *e);
/* From a file of which it is the first line. */
int note_key_read(struct note_key *out, const char *path, struct err *e);
void note_key_write(struct buf *out, const struct note_key *k);

int note_parse(struct note *out, const char *bytes, size_t len, struct err *e);

/* *found: is there a line of this key? If so its signature must hold, all of
 * them if there are several. Of a cosignature *time is its time (seconds since
 * 1970); `time` may be NULL. */
int note_check(bool *found, int64_t *time, const struct note *n,
               const struct note_key *k, struct err *e);

/* --- signing ------------------------------------------------------------ */

struct note_signer;

/* An Ed25519 private key in PEM; a passphrase as pki_signer_open() has it. */
struct note_signer *note_signer_open(const char *key_path, int passphrase_fd,
                                     const char *name, enum note_kind kind,
                                     struct err *e);
void note_signer_free(struct note_signer *s);
const struct note_key *note_signer_key(const struct note_signer *s);

/* A new private key in `path` (mode 0600; ERR_REFUSED when it is there). */
int note_key_make(const char *path, struct err *e);

/* `out` receives the text and this one signature. */
int note_sign(struct buf *out, const char *text, size_t len,
              const struct note_signer *s, struct err *e);
/* One line more at the end of a note; `time` counts for cosignatures only. */
int note_add_line(struct buf *out, const struct note *n,
                  const struct note_signer *s, int64_t time, struct err *e);

#endif
