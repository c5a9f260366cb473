/*
 * xades_internal -- the fixed pieces of a signature file. Writer and reader
 * both go through them from top to bottom; `%` marks no conversion here, values
 * stand between the pieces.
 */
#ifndef REPORTS_SEAL_XADES_INTERNAL_H
#define REPORTS_SEAL_XADES_INTERNAL_H

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
#define X_TAIL                                                                 \
    "</xades:SignedDataObjectProperties>\n"                                    \
    "</xades:SignedProperties>\n"                                              \
    "</xades:QualifyingProperties>\n"                                          \
    "</ds:Object>\n"                                                           \
    "</ds:Signature>\n"                                                        \
    "</asic:XAdESSignatures>\n"

#endif
