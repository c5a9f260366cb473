/*
 * face -- the page that people read of a certificate, a recognition or a
 * waiver: what ISO/IEC 17065:2012, 7.7 wants on its face, in either language,
 * as HTML that prints on A4 or as text for a terminal.
 *
 * A page is derived and says so: it is no evidence. It follows from the
 * container alone: the same container gives the same page.
 *
 * The stylesheets (reports/xsl/face*.xsl) read one document, made here: the
 * documents of the container as they were sealed, and facts about the container
 * (namespace FACE_NS; elements below).
 *
 *   <page>
 *     <facts kind="certificate" id="FR-2026-0001">
 *       <container name sha256 bytes/>
 *       <seal of="certificate" signer algorithm time certificate
 *             stamped authority says-qualified/>...
 *       <proof name origin size/>...          from the register
 *       <scheme id status source><title/>...</scheme>
 *       <suite id sha256><title/>...</suite>... one for each report
 *       <qr size path/>
 *     </facts>
 *     <certificate xmlns=.../> and what else the container says of itself
 *   </page>
 */
#ifndef REPORTS_FACE_FACE_H
#define REPORTS_FACE_FACE_H

#include <stdbool.h>

#include "base/lang.h"

struct buf;
struct dossier;
struct err;

#define FACE_NS        "urn:entente:page:1"
#define FACE_BYTES_MAX ((size_t)32 << 20)

enum face_form {
    FACE_HTML,
    FACE_TEXT
};

/* ERR_USAGE for a report, which has pages of its own (doc/render.h). `datadir`
 * holds reports/xsl. */
int face_render(struct buf *out, const struct dossier *d, enum face_form form,
                enum lang l, const char *datadir, struct err *e);

/* The document that the stylesheets read. `reports`: with each report, as
 * <source n member sha256 tallies-sha256><report xmlns=.../></source>; for
 * those `xml` needs a ceiling of their size. */
int face_document(struct buf *xml, const struct dossier *d, bool reports,
                  struct err *e);

#endif
