/*
 * dossier -- a sealed container opened for whoever wants to tell of it: the
 * pages that people read (face.h) and the exports for other programs.
 *
 * It is verified first, without a trust store: what a refused container says is
 * worth nothing, and nothing is told of it. Who the signers are, and whether
 * they had the right, only the reader's trust store says: a page repeats what
 * the documents claim, and says that it is no evidence.
 *
 * Ownership: a dossier owns all it points to; dossier_release(). It may not be
 *            moved once it is open.
 * Threads:   no shared state.
 */
#ifndef REPORTS_FACE_DOSSIER_H
#define REPORTS_FACE_DOSSIER_H

#include <stddef.h>

#include "base/buf.h"
#include "formats/xmldoc.h"
#include "reports/cert/certify.h"
#include "reports/cert/recognition.h"
#include "reports/cert/scheme.h"
#include "reports/cert/waiver.h"
#include "reports/seal/asic.h"
#include "reports/seal/verify.h"

struct err;

/* One sealed report: the container itself, or a member of a certificate's. */
struct dossier_report {
    const char *member; /* "reports/1.asice"; NULL: the container itself */
    char sha256[65];    /* of its container */
    char tallies_sha256[65];
    const struct verified *verified;
    struct asic asic;
    const struct zip_entry *xml; /* report.xml */
    struct xmldoc doc;           /* the same, parsed */
};

struct dossier {
    struct buf bytes;
    const char *name; /* base name of the path, which must outlive it */
    char sha256[65];
    struct verified v;
    struct asic asic;
    struct asic inner; /* of a recognition: the certificate's container */
    /* The certificate, or the one that is recognised; else NULL. */
    const struct verified *certificate;
    char certificate_sha256[65]; /* of its container */
    struct scheme scheme;        /* of that certificate */
    struct dossier_report *reports;
    size_t n_reports; /* none for a waiver */
};

/* What kind of document a container holds; nothing is verified. */
int dossier_kind(enum verify_kind *out, const char *path, struct err *e);

/* ERR_REFUSED when it does not verify, with the reason. */
int dossier_open(struct dossier *out, const char *path, struct err *e);
/* The same of bytes that will be called `name`, which must outlive it. */
int dossier_open_bytes(struct dossier *out, const char *name, const void *bytes,
                       size_t len, struct err *e);
void dossier_release(struct dossier *d);

/* "FR-2026-0001" of a certificate or recognition, the id of a waiver; of a
 * report "R-" and the first 16 digits of its result digest. Always fits. */
#define DOSSIER_ID_MAX 160
void dossier_id(char out[DOSSIER_ID_MAX], const struct dossier *d);

#endif
