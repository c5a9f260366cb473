/*
 * verifytext -- what verification came to, told to a person in the current
 * language, or to a machine as JSON.
 *
 * The state stands first. What a signer claims is called a claim.
 */
#ifndef REPORTS_SEAL_VERIFYTEXT_H
#define REPORTS_SEAL_VERIFYTEXT_H

struct buf;
struct verified;

/* A few lines; `name` is the container's. */
void verifytext_write(struct buf *out, const struct verified *v,
                      const char *name);

/*
 * One JSON object and a newline. Keys: state ("valid", "refused", "unknown"),
 * reason (current language, "" when valid), attributed; then, unless refused,
 * document ("report", "certificate"...),
 * seals [signer, role, name, nation, standard, accreditation,
 * certificate_sha256, algorithm, claimed_time, level ("B-B (draft)", "B-T",
 * "B-LT", "B-LTA"), proved_time, stamped_time, time_authority,
 * time_authority_name, not_proved (why; current language), certificate_status
 * ("good", "good, by a stranger", "revoked later", "suspended", "suspended
 * later"), certificate_status_time,
 * archive_time_stamps, says_qualified_seal], product, suite, suite_sha256,
 * suite_recognised, created, verdicts [profile, verdict, provisional], waivers
 * [id, case, authoriser, until], evidence_level, result_digest; of any kind
 * proofs [register, action, entry, entries, known, cosigned]; trust_store
 * {version, nation, issued, signer, certificate_sha256, attributed} when it
 * says which issue it is.
 */
void verifytext_json(struct buf *out, const struct verified *v);

#endif
