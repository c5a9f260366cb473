#include "net/http.h"

#include <stdbool.h>
#include <string.h>
#include <strings.h>

#include <curl/curl.h>

#include "base/buf.h"
#include "base/err.h"
#include "net/curlload.h"

#ifndef ENTENTE_VERSION
#define ENTENTE_VERSION "unknown"
#endif

#define HEADER_MAX 256 /* bytes of one line that we send */

/* libcurl's CURLOPT_WRITEFUNCTION: less than `n` ends the transfer. */
static size_t on_bytes(char *data, size_t one, size_t n, void *of)
{
    struct buf *out = of;

    buf_add(out, data, one * n);
    return out->failed ? 0 : one * n;
}

static int check_url(const char *url, struct err *e)
{
    if (strlen(url) < HTTP_URL_MAX &&
        (strncmp(url, "http://", 7) == 0 || strncmp(url, "https://", 8) == 0))
        return 0;
    return err_set(e, ERR_USAGE,
                   "an address of a server begins with http:// or https://, "
                   "not '%.80s'",
                   url);
}

/* "NAME: VALUE" at the end of the list; false when out of memory. */
static bool add_header(const struct curl_calls *k, struct curl_slist **list,
                       const char *name, const char *value)
{
    struct buf line = {0};
    struct curl_slist *more = NULL;

    buf_init(&line, HEADER_MAX);
    buf_printf(&line, "%s: %s", name, value);
    if (!line.failed)
        more = k->slist_append(*list, line.s);
    if (more)
        *list = more;
    buf_release(&line);
    return more != NULL;
}

/* What is not to be left to defaults or to the environment. */
static bool set_limits(const struct curl_calls *k, CURL *c,
                       const struct http_ask *ask)
{
    return k->easy_setopt(c, CURLOPT_URL, ask->url) == CURLE_OK &&
           k->easy_setopt(c, CURLOPT_PROTOCOLS_STR, "http,https") == CURLE_OK &&
           k->easy_setopt(c, CURLOPT_FOLLOWLOCATION, 0L) == CURLE_OK &&
           k->easy_setopt(c, CURLOPT_PROXY, "") == CURLE_OK &&
           k->easy_setopt(c, CURLOPT_DISALLOW_USERNAME_IN_URL, 1L) ==
               CURLE_OK &&
           k->easy_setopt(c, CURLOPT_NOSIGNAL, 1L) == CURLE_OK &&
           k->easy_setopt(c, CURLOPT_NOPROGRESS, 1L) == CURLE_OK &&
           k->easy_setopt(c, CURLOPT_TIMEOUT, (long)ask->seconds) == CURLE_OK &&
           k->easy_setopt(c, CURLOPT_USERAGENT, "entente/" ENTENTE_VERSION) ==
               CURLE_OK;
}

static bool set_question(const struct curl_calls *k, CURL *c,
                         struct curl_slist **headers,
                         const struct http_ask *ask, struct buf *out)
{
    if (ask->want_type && !add_header(k, headers, "Accept", ask->want_type))
        return false;
    if (ask->body &&
        (!add_header(k, headers, "Content-Type", ask->body_type) ||
         k->easy_setopt(c, CURLOPT_POST, 1L) != CURLE_OK ||
         k->easy_setopt(c, CURLOPT_POSTFIELDSIZE, (long)ask->len) != CURLE_OK ||
         k->easy_setopt(c, CURLOPT_POSTFIELDS, ask->body) != CURLE_OK))
        return false;
    return k->easy_setopt(c, CURLOPT_HTTPHEADER, *headers) == CURLE_OK &&
           k->easy_setopt(c, CURLOPT_WRITEFUNCTION, on_bytes) == CURLE_OK &&
           k->easy_setopt(c, CURLOPT_WRITEDATA, out) == CURLE_OK;
}

/* Without parameters such as charset. */
static bool is_type(const char *got, const char *want)
{
    size_t n = strlen(want);

    return got && strncasecmp(got, want, n) == 0 &&
           (got[n] == '\0' || got[n] == ';' || got[n] == ' ');
}

static int check_answer(const struct curl_calls *k, CURL *c,
                        const struct http_ask *ask, struct err *e)
{
    long status = 0;
    const char *type = NULL;

    (void)k->easy_getinfo(c, CURLINFO_RESPONSE_CODE, &status);
    (void)k->easy_getinfo(c, CURLINFO_CONTENT_TYPE, &type);
    if (status != 200)
        return err_set(e, ERR_REFUSED,
                       "the server %.200s answers with the status %ld, not 200",
                       ask->url, status);
    if (ask->want_type && !is_type(type, ask->want_type))
        return err_set(e, ERR_REFUSED,
                       "the server %.200s answers with the media type '%.60s', "
                       "not %s",
                       ask->url, type ? type : "", ask->want_type);
    return 0;
}

static int perform(const struct curl_calls *k, CURL *c,
                   const struct http_ask *ask, struct buf *out, struct err *e)
{
    CURLcode got = k->easy_perform(c);

    if (got == CURLE_OK)
        return check_answer(k, c, ask, e);
    if (out->failed)
        return buf_check(out, e);
    return err_set(e, ERR_IO, "no answer from the server %.200s: %s", ask->url,
                   k->easy_strerror(got));
}

int http_fetch(struct buf *out, const struct http_ask *ask, struct err *e)
{
    struct curl_slist *headers = NULL;
    struct curl_calls k;
    CURL *c = NULL;
    int rc = -1;

    if (check_url(ask->url, e) || curlload(&k, curlload_names, e))
        return -1;
    c = k.easy_init();
    if (!c || !set_limits(&k, c, ask) ||
        !set_question(&k, c, &headers, ask, out))
        err_set(e, ERR_IO, "no connection can be prepared to '%.200s'",
                ask->url);
    else
        rc = perform(&k, c, ask, out, e);
    k.slist_free_all(headers);
    k.easy_cleanup(c);
    return rc;
}
