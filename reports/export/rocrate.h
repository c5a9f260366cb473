/*
 * rocrate -- ro-crate-metadata.json (RO-Crate 1.1) for a folder that holds the
 * container: what it is, who made it, what it is about, by which suite. Only
 * what the documents say; of the licence, which RO-Crate wants, that nobody
 * stated one.
 */
#ifndef REPORTS_EXPORT_ROCRATE_H
#define REPORTS_EXPORT_ROCRATE_H

struct buf;
struct dossier;
struct err;

#define ROCRATE_NAME "ro-crate-metadata.json"

int rocrate_write(struct buf *out, const struct dossier *d, struct err *e);

#endif
