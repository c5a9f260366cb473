/*
 * checkpoint -- the head of a log, as it is signed (C2SP tlog-checkpoint):
 * the log's name, how many entries it has, the root over them.
 *
 *     example.org/register        origin
 *     109482                      entries
 *     sFodV/vSp5O8n9a8QpW6P...    root, base64
 *
 * It is the text of a note (note.h).
 */
#ifndef REPORTS_REGISTER_CHECKPOINT_H
#define REPORTS_REGISTER_CHECKPOINT_H

#include <stddef.h>

#include "reports/register/merkle.h"
#include "reports/register/note.h"

struct buf;
struct err;

struct checkpoint {
    char origin[NOTE_NAME_MAX];
    struct merkle_head head;
};

/* Of a note's text; lines after the third are another's extensions and are
 * passed over. ERR_SYNTAX. */
int checkpoint_parse(struct checkpoint *out, const char *text, size_t len,
                     struct err *e);
void checkpoint_write(struct buf *out, const struct checkpoint *c);

#endif
