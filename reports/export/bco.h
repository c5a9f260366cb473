/*
 * bco -- a BioCompute object (IEEE 2791-2020) of a sealed report or
 * certificate: how its figures came about. Domains are filled with what the
 * documents say and no more: what is unknown is left out, or empty where the
 * standard wants a field; the licence, which it wants, is "not stated".
 *
 * Files are named by their octets (RFC 6920: ni:///sha-256;...), since nothing
 * is known of where they are. Programs are named as package URLs.
 */
#ifndef REPORTS_EXPORT_BCO_H
#define REPORTS_EXPORT_BCO_H

struct buf;
struct dossier;
struct err;

int bco_write(struct buf *out, const struct dossier *d, struct err *e);

#endif
