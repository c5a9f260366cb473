/* check_list -- the checks by name, for the table in checks.c. */
#ifndef JUDGE_CHECK_LIST_H
#define JUDGE_CHECK_LIST_H

struct check;

extern const struct check check_callset;
extern const struct check check_contigs;
extern const struct check check_format;
extern const struct check check_inventory;
extern const struct check check_naming;
extern const struct check check_read_pairs;
extern const struct check check_reads_header;
extern const struct check check_same_reads;
extern const struct check check_small_variants;
extern const struct check check_software;
extern const struct check check_table;
extern const struct check check_tiling;

#endif
