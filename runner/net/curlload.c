#include "net/curlload.h"

#include <dlfcn.h>
#include <string.h>

#include "base/err.h"

/* Debian's two builds of one interface. */
const char *const curlload_names[] = {"libcurl-gnutls.so.4", "libcurl.so.4",
                                      NULL};

/* `call` is the address of a pointer to a function: ISO C has no cast for it.
 */
static int find(void *call, void *library, const char *name, struct err *e)
{
    void *symbol = dlsym(library, name);

    if (!symbol)
        return err_set(e, ERR_MISSING,
                       "libcurl, which fetches from servers, has no function "
                       "%s",
                       name);
    memcpy(call, &symbol, sizeof symbol);
    return 0;
}

int curlload(struct curl_calls *out, const char *const *names, struct err *e)
{
    void *library = NULL;

    for (; *names && !library; names++)
        library = dlopen(*names, RTLD_NOW | RTLD_LOCAL);
    if (!library)
        return err_set(e, ERR_MISSING,
                       "libcurl, which fetches from servers, is not installed "
                       "on this machine");
    return find(&out->easy_init, library, "curl_easy_init", e) ||
                   find(&out->easy_setopt, library, "curl_easy_setopt", e) ||
                   find(&out->easy_perform, library, "curl_easy_perform", e) ||
                   find(&out->easy_getinfo, library, "curl_easy_getinfo", e) ||
                   find(&out->easy_strerror, library, "curl_easy_strerror",
                        e) ||
                   find(&out->easy_cleanup, library, "curl_easy_cleanup", e) ||
                   find(&out->slist_append, library, "curl_slist_append", e) ||
                   find(&out->slist_free_all, library, "curl_slist_free_all", e)
               ? -1
               : 0;
}
