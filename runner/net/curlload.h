/*
 * curlload -- libcurl, loaded when something is to be fetched.
 *
 * It brings 25 other libraries along (TLS, LDAP, Kerberos, SSH...), and linked
 * to the program they would double the time in which every command starts,
 * though nearly none opens a connection.
 */
#ifndef NET_CURLLOAD_H
#define NET_CURLLOAD_H

#include <curl/curl.h>

struct err;

/* libcurl's functions, without their prefix. */
struct curl_calls {
    CURL *(*easy_init)(void);
    CURLcode (*easy_setopt)(CURL *, CURLoption, ...);
    CURLcode (*easy_perform)(CURL *);
    CURLcode (*easy_getinfo)(CURL *, CURLINFO, ...);
    const char *(*easy_strerror)(CURLcode);
    void (*easy_cleanup)(CURL *);
    struct curl_slist *(*slist_append)(struct curl_slist *, const char *);
    void (*slist_free_all)(struct curl_slist *);
};

/* From the first library of the list that is there: curlload_names, but in a
 * test. NULL ends it. The library stays loaded. ERR_MISSING. */
int curlload(struct curl_calls *out, const char *const *names, struct err *e);

extern const char *const curlload_names[];

#endif
