/*
 * told -- what the exports tell of a dossier's reports, read out of report.xml.
 * All texts point into the dossier.
 */
#ifndef REPORTS_EXPORT_TOLD_H
#define REPORTS_EXPORT_TOLD_H

#include <stdbool.h>
#include <stddef.h>

struct buf;
struct dossier;
struct dossier_report;
struct err;
struct xmlnode;

/* The first child `name` of root's child `in`; NULL. */
const struct xmlnode *told_first(const struct dossier_report *r, const char *in,
                                 const char *name);

/* An attribute of root's child `in`; NULL. */
const char *told_attr(const struct dossier_report *r, const char *in,
                      const char *name);

/* The English text of the children `name` of `n`, else of the first; "". */
const char *told_text(const struct xmlnode *n, const char *name);

/* Is this profile of the report certified by the dossier's certificate? Of a
 * report alone: each profile is told. */
bool told_profile(const struct dossier *d, const struct dossier_report *r,
                  const char *profile);

/* RFC 6920: "ni:///sha-256;..." names octets by their SHA-256, given as 64
 * hexadecimal digits. */
int told_ni(struct buf *out, const char *sha256, struct err *e);

/* ERR_REFUSED for what is neither a report nor a certificate. */
int told_check(const struct dossier *d, struct err *e);

#endif
