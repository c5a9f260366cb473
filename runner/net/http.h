/*
 * http -- one question to a server, one answer: the only code of the program
 * that opens a connection (libcurl).
 *
 * Nothing happens that was not asked for: no redirect is followed, no proxy
 * taken from the environment, no cookie, no .netrc, no user name in the URL,
 * no other protocol than http and https; certificates of https are checked.
 *
 * Both answers of an authority that this program asks (time stamps, the status
 * of certificates) are signed, so plain http is no danger to them.
 *
 * Threads: not for two threads at once.
 */
#ifndef NET_HTTP_H
#define NET_HTTP_H

#include <stddef.h>

struct buf;
struct err;

#define HTTP_URL_MAX     2048 /* bytes */
#define HTTP_SECONDS_MAX 300

struct http_ask {
    const char *url;       /* http://... or https://... */
    const char *body_type; /* media type of body */
    const void *body;      /* POST; NULL: GET */
    size_t len;
    const char *want_type; /* media type that the answer must bear; NULL: any */
    int seconds;           /* in all, 1 to HTTP_SECONDS_MAX */
};

/*
 * The body of the answer is added to `out`, which is empty and whose ceiling
 * is the answer's. Only status 200 is an answer. ERR_USAGE for a URL of
 * another kind; ERR_LIMIT for a longer answer; ERR_IO when no answer comes, or
 * not in time; ERR_REFUSED for another status or media type.
 */
int http_fetch(struct buf *out, const struct http_ask *ask, struct err *e);

#endif
