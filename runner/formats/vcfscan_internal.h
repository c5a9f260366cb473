/* vcfscan_internal -- what the two files of vcfscan share. */
#ifndef FORMATS_VCFSCAN_INTERNAL_H
#define FORMATS_VCFSCAN_INTERNAL_H

#include <htslib/hts.h>

struct err;

/* Open for reading from a descriptor of ours; NULL with *e. */
htsFile *vcfscan_open(const char *path, struct err *e);

#endif
