/*
 * xades_internal -- the fixed pieces of a signature file. Writer and reader
 * both go through them from top to bottom; `%` marks no conversion here, values
 * stand between the pieces.
 */
#ifndef REPORTS_SEAL_XADES_INTERNAL_H
#define REPORTS_SEAL_XADES_INTERNAL_H

#include <stdbool.h>
#include <stddef.h>

#include "reports/seal/pki.h"

struct err;

#define URI_C14N   "http://www.w3.org/2001/10/xml-exc-c14n#"
#define URI_SHA256 "http://www.w3.org/2001/04/xmlenc#sha256"

#define X_HEAD                                                                 \
    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"                             \
    "<asic:XAdESSignatures"                                                    \
    " xmlns:asic=\"http://uri.etsi.org/02918/v1.2.1#\""                        \
    " xmlns:ds=\"http://www.w3.org/2000/09/xmldsig#\""                         \
    " xmlns:xades=\"http://uri.etsi.org/01903/v1.3.2#\">\n"                    \
    "<ds:Signature Id=\"S0\">\n"                                               \
    "<ds:SignedInfo>\n"                                                        \
    "<ds:CanonicalizationMethod Algorithm=\""
#define X_METHOD "\"/>\n<ds:SignatureMethod Algorithm=\""
#define X_REFS   "\"/>\n"
/* One for each member: number, name, digest. */
#define X_REF_ID  "<ds:Reference Id=\"S0-R"
#define X_REF_URI "\" URI=\""
#define X_REF_DIGEST                                                           \
    "\">\n"                                                                    \
    "<ds:DigestMethod Algorithm=\""
#define X_DIGEST_VALUE "\"/>\n<ds:DigestValue>"
#define X_REF_END      "</ds:DigestValue>\n</ds:Reference>\n"
/* The signed properties: transform, digest. */
#define X_PROPS_REF                                                            \
    "<ds:Reference Type=\"http://uri.etsi.org/01903#SignedProperties\""        \
    " URI=\"#S0-P\">\n"                                                        \
    "<ds:Transforms>\n"                                                        \
    "<ds:Transform Algorithm=\""
#define X_PROPS_DIGEST                                                         \
    "\"/>\n"                                                                   \
    "</ds:Transforms>\n"                                                       \
    "<ds:DigestMethod Algorithm=\""
#define X_SIGNATURE                                                            \
    "</ds:SignedInfo>\n"                                                       \
    "<ds:SignatureValue Id=\"S0-V\">"
#define X_KEYINFO                                                              \
    "</ds:SignatureValue>\n"                                                   \
    "<ds:KeyInfo>\n"                                                           \
    "<ds:X509Data>\n"
/* One for each certificate. */
#define X_CERT     "<ds:X509Certificate>"
#define X_CERT_END "</ds:X509Certificate>\n"
#define X_PROPS                                                                \
    "</ds:X509Data>\n"                                                         \
    "</ds:KeyInfo>\n"                                                          \
    "<ds:Object>\n"                                                            \
    "<xades:QualifyingProperties Target=\"#S0\">\n"                            \
    "<xades:SignedProperties Id=\"S0-P\">\n"                                   \
    "<xades:SignedSignatureProperties>\n"                                      \
    "<xades:SigningTime>"
#define X_CERT_DIGESTS                                                         \
    "</xades:SigningTime>\n"                                                   \
    "<xades:SigningCertificateV2>\n"
/* One for each certificate. */
#define X_CERT_DIGEST                                                          \
    "<xades:Cert>\n"                                                           \
    "<xades:CertDigest>\n"                                                     \
    "<ds:DigestMethod Algorithm=\""
#define X_CERT_DIGEST_END                                                      \
    "</ds:DigestValue>\n"                                                      \
    "</xades:CertDigest>\n"                                                    \
    "</xades:Cert>\n"
#define X_FORMATS                                                              \
    "</xades:SigningCertificateV2>\n"                                          \
    "</xades:SignedSignatureProperties>\n"                                     \
    "<xades:SignedDataObjectProperties>\n"
/* One for each member: number, media type. */
#define X_FORMAT_ID "<xades:DataObjectFormat ObjectReference=\"#S0-R"
#define X_FORMAT_TYPE                                                          \
    "\">\n"                                                                    \
    "<xades:MimeType>"
#define X_FORMAT_END "</xades:MimeType>\n</xades:DataObjectFormat>\n"
#define X_SIGNED_END                                                           \
    "</xades:SignedDataObjectProperties>\n"                                    \
    "</xades:SignedProperties>\n"
/* From level B-T on. */
#define X_TIME                                                                 \
    "<xades:UnsignedProperties>\n"                                             \
    "<xades:UnsignedSignatureProperties>\n"                                    \
    "<xades:SignatureTimeStamp Id=\"S0-T\">\n"                                 \
    "<ds:CanonicalizationMethod Algorithm=\""
#define X_TOKEN     "\"/>\n<xades:EncapsulatedTimeStamp>"
#define X_TOKEN_END "</xades:EncapsulatedTimeStamp>\n"
#define X_TIME_END  "</xades:SignatureTimeStamp>\n"
/* Of what is needed to judge: each part only when it holds something. */
#define X_CERTS           "<xades:CertificateValues>\n"
#define X_VALUE           "<xades:EncapsulatedX509Certificate>"
#define X_VALUE_END       "</xades:EncapsulatedX509Certificate>\n"
#define X_CERTS_END       "</xades:CertificateValues>\n"
#define X_REVOCATIONS     "<xades:RevocationValues>\n"
#define X_CRLS            "<xades:CRLValues>\n"
#define X_CRL             "<xades:EncapsulatedCRLValue>"
#define X_CRL_END         "</xades:EncapsulatedCRLValue>\n"
#define X_CRLS_END        "</xades:CRLValues>\n"
#define X_OCSPS           "<xades:OCSPValues>\n"
#define X_OCSP            "<xades:EncapsulatedOCSPValue>"
#define X_OCSP_END        "</xades:EncapsulatedOCSPValue>\n"
#define X_OCSPS_END       "</xades:OCSPValues>\n"
#define X_REVOCATIONS_END "</xades:RevocationValues>\n"
/* One for each archive time stamp: what the one before needs, its number. */
#define NS_141       " xmlns:xades141=\"http://uri.etsi.org/01903/v1.4.1#\""
#define X_BEFORE     "<xades141:TimeStampValidationData" NS_141 ">\n"
#define X_BEFORE_END "</xades141:TimeStampValidationData>\n"
#define X_ARCHIVE    "<xades141:ArchiveTimeStamp" NS_141 " Id=\"S0-A"
#define X_ARCHIVE_C14N                                                         \
    "\">\n"                                                                    \
    "<ds:CanonicalizationMethod Algorithm=\""
#define X_ARCHIVE_END "</xades141:ArchiveTimeStamp>\n"
#define X_UNSIGNED_END                                                         \
    "</xades:UnsignedSignatureProperties>\n"                                   \
    "</xades:UnsignedProperties>\n"
#define X_TAIL                                                                 \
    "</xades:QualifyingProperties>\n"                                          \
    "</ds:Object>\n"                                                           \
    "</ds:Signature>\n"                                                        \
    "</asic:XAdESSignatures>\n"

struct buf;
struct xades;
struct xades_cursor;

/* The unsigned properties (xades_time.c); nothing when there is no token. */
void xades_write_time(struct buf *out, const struct xades *x);
int xades_read_time(struct xades_cursor *c, struct err *e);

/* --- the cursor (xades_read.c) ------------------------------------------- */

struct xades_cursor {
    const char *beg;
    const char *p;
    const char *end;
    struct xades *x;
    size_t cap; /* of x->refs */
};

/* Does the piece stand here? */
bool xades_is_at(const struct xades_cursor *c, const char *piece);
/* Take the piece; ERR_REFUSED with the line where it differs. */
int xades_want(struct xades_cursor *c, const char *piece, struct err *e);
/* An Algorithm attribute that may have one value only. */
int xades_algorithm(struct xades_cursor *c, const char *only, struct err *e);
/* The number that an Id ends with: `only`, nothing else. */
int xades_index(struct xades_cursor *c, size_t only, struct err *e);
/* base64 up to the next '<', into x->arena; at most `max` bytes, at least 1. */
int xades_der(struct pki_der *out, struct xades_cursor *c, size_t max,
              struct err *e);

#endif
