/*
 * lang_internal -- the French catalogue: one table an area, each in a file of
 * its own (lang_fr_AREA.c), so that areas grow without meeting.
 *
 * To add a text: append a row before the closing {NULL, NULL} of your area's
 * table, English first, exactly as in the source; conversions such as %s keep
 * their order or are numbered (%2$s). Write the spaces that must not break as
 * \u00a0 (before : and %, inside « ») and \u202f (before ; ! ?). The order of
 * rows does not matter; no English text stands twice with different French.
 * test_catalogue.c and test_french.c in runner/base/tests check all this.
 */
#ifndef BASE_LANG_INTERNAL_H
#define BASE_LANG_INTERNAL_H

struct lang_pair {
    const char *en;
    const char *fr;
};

/* Each ends with {NULL, NULL}. */
extern const struct lang_pair lang_fr_assess[];
extern const struct lang_pair lang_fr_bam[];
extern const struct lang_pair lang_fr_base[];
extern const struct lang_pair lang_fr_cert[];
extern const struct lang_pair lang_fr_chain[];
extern const struct lang_pair lang_fr_check[];
extern const struct lang_pair lang_fr_cli[];
extern const struct lang_pair lang_fr_conform[];
extern const struct lang_pair lang_fr_core[];
extern const struct lang_pair lang_fr_cram[];
extern const struct lang_pair lang_fr_defects[];
extern const struct lang_pair lang_fr_deliver[];
extern const struct lang_pair lang_fr_errata[];
extern const struct lang_pair lang_fr_face[];
extern const struct lang_pair lang_fr_forge[];
extern const struct lang_pair lang_fr_formats[];
extern const struct lang_pair lang_fr_judge[];
extern const struct lang_pair lang_fr_marks[];
extern const struct lang_pair lang_fr_mutants[];
extern const struct lang_pair lang_fr_register[];
extern const struct lang_pair lang_fr_reports[];
extern const struct lang_pair lang_fr_rerun[];
extern const struct lang_pair lang_fr_sam[];
extern const struct lang_pair lang_fr_site[];
extern const struct lang_pair lang_fr_stamp[];
extern const struct lang_pair lang_fr_status[];
extern const struct lang_pair lang_fr_token[];
extern const struct lang_pair lang_fr_trust[];
extern const struct lang_pair lang_fr_variants[];

/* All of them (lang.c); the last is NULL. */
extern const struct lang_pair *const lang_fr_all[];

#endif
