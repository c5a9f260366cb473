/*
 * Names of an archive's members: which are allowed, and that no two of them
 * mean the same file, also on a disk that takes upper and lower case as equal.
 */
#include <stdlib.h>
#include <string.h>

#include "base/err.h"
#include "base/path.h"
#include "formats/tarball_internal.h"

#define NAMESET_SLOTS 4096 /* a power of two */

struct nameset_entry {
    struct nameset_entry *next;
    const char *name;
    bool is_dir;
};

int nameset_init(struct nameset *s, struct err *e)
{
    *s = (struct nameset){0};
    s->slot = calloc(NAMESET_SLOTS, sizeof(struct nameset_entry *));
    return s->slot ? 0 : err_nomem(e);
}

void nameset_release(struct nameset *s)
{
    arena_release(&s->arena);
    free(s->slot);
    *s = (struct nameset){0};
}

static unsigned char lower(char c)
{
    return (unsigned char)(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
}

static bool same_folded(const char *a, const char *b)
{
    while (*a && lower(*a) == lower(*b)) {
        a++;
        b++;
    }
    return *a == *b;
}

/* FNV-1a, 64 bits, of the lower-case name. */
static size_t slot_of(const char *name)
{
    uint64_t h = UINT64_C(14695981039346656037);

    for (; *name; name++)
        h = (h ^ lower(*name)) * UINT64_C(1099511628211);
    return (size_t)(h & (NAMESET_SLOTS - 1));
}

/* `name` was seen as `old` before: is that a contradiction? */
static int check_again(const struct nameset_entry *old, const char *name,
                       bool is_dir, struct err *e)
{
    if (strcmp(old->name, name) != 0)
        return err_set(e, ERR_REFUSED,
                       "two members of the archive have names that differ "
                       "only in upper and lower case");
    if (old->is_dir != is_dir)
        return err_set(e, ERR_REFUSED,
                       "the archive uses one name for a file and a folder");
    if (!is_dir)
        return err_set(e, ERR_REFUSED,
                       "the archive holds two members of the same name");
    return 0;
}

static int add_one(struct nameset *s, const char *name, bool is_dir,
                   struct err *e)
{
    size_t i = slot_of(name);
    struct nameset_entry *n;

    for (n = s->slot[i]; n; n = n->next) {
        if (same_folded(n->name, name))
            return check_again(n, name, is_dir, e);
    }
    n = arena_alloc(&s->arena, sizeof *n, e);
    if (!n)
        return -1;
    n->name = arena_strdup(&s->arena, name, e);
    if (!n->name)
        return -1;
    n->is_dir = is_dir;
    n->next = s->slot[i];
    s->slot[i] = n;
    return 0;
}

int nameset_add(struct nameset *s, const char *name, bool is_dir, struct err *e)
{
    char above[PATH_NAME_MAX + 1];
    size_t len = strlen(name);

    if (len > PATH_NAME_MAX)
        return err_set(e, ERR_REFUSED, "a file name is longer than %d bytes",
                       PATH_NAME_MAX);
    memcpy(above, name, len + 1);
    for (char *p = above; (p = strchr(p, '/')); p++) {
        *p = '\0';
        if (add_one(s, above, true, e))
            return -1;
        *p = '/';
    }
    return add_one(s, name, is_dir, e);
}

int tarball_clean_name(char *out, const char *name, bool is_dir, struct err *e)
{
    size_t len;

    out[0] = '\0';
    if (name[0] == '/')
        return err_set(e, ERR_REFUSED,
                       "a member of an archive may not have an absolute "
                       "path; pack the folder by a relative one");
    while (name[0] == '.' && name[1] == '/')
        name += 2;
    len = strlen(name);
    if (is_dir && len > 0 && name[len - 1] == '/')
        len--;
    if (is_dir && (len == 0 || (len == 1 && name[0] == '.')))
        return 0;
    if (len > PATH_NAME_MAX)
        return err_set(e, ERR_REFUSED, "a file name is longer than %d bytes",
                       PATH_NAME_MAX);
    memcpy(out, name, len);
    out[len] = '\0';
    return path_check_name(out, e);
}
