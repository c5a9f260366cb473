/*
 * pki_key -- a private key from a PEM file, of whatever algorithm, and PEM
 * files in general. The passphrase of an encrypted key is never an argument:
 * it is the first line that a descriptor gives, or is asked for on the
 * terminal.
 */
#ifndef REPORTS_SEAL_PKI_KEY_H
#define REPORTS_SEAL_PKI_KEY_H

#include <openssl/bio.h>
#include <openssl/evp.h>

struct buf;
struct err;

/* `passphrase_fd` < 0: ask on the terminal. NULL with *e (and the path);
 * EVP_PKEY_free(). */
EVP_PKEY *pki_key_open(const char *path, int passphrase_fd, struct err *e);

/* A secret into out[size]: the first line that `fd` gives, without its end, or
 * what is typed on the terminal at `prompt` (an N_() text) when it is negative.
 * Bytes, or -1 when there is none or it does not fit; no NUL is promised. */
int pki_secret(char *out, int size, int fd, const char *prompt);

/* The file's bytes in `pem` (released by the caller, also after a failure) and
 * a reader of them in *bio. */
int pki_pem_open(BIO **bio, struct buf *pem, const char *path, struct err *e);

#endif
