/*
 * jsonout -- JSON that we write: keys sorted, one form, so that equal content
 * gives equal bytes. Built with jansson, whose json_object_set_new() and
 * json_array_append_new() take a NULL as a failure: a tree that lacked memory
 * somewhere ends as NULL or shorter, so callers check their own appends by
 * struct jsonout.
 *
 * Threads: no shared state.
 */
#ifndef REPORTS_EXPORT_JSONOUT_H
#define REPORTS_EXPORT_JSONOUT_H

#include <stdbool.h>

#include <jansson.h>

struct buf;
struct err;

/* Sticky: once something failed, jsonout_write() says so. */
struct jsonout {
    bool failed;
};

/* Each takes `v` over; a NULL `v` is a failure. */
void jsonout_set(struct jsonout *j, json_t *object, const char *key, json_t *v);
void jsonout_add(struct jsonout *j, json_t *array, json_t *v);
/* Nothing for a NULL text. */
void jsonout_text(struct jsonout *j, json_t *object, const char *key,
                  const char *text);

/* The object or array; frees `root` in any case. `lines`: indented by two, and
 * a line end behind; else all in one line without one. */
int jsonout_write(struct buf *out, const struct jsonout *j, json_t *root,
                  bool lines, struct err *e);

#endif
