#include "variants/kit.h"

#include <pthread.h>
#include <stdlib.h>

#include "base/err.h"
#include "formats/fastaio.h"

struct shelf {
    const struct fasta *ref;
    pthread_mutex_t lock;
    struct kit *first;
};

static void kit_free(struct kit *k)
{
    if (!k)
        return;
    fasta_view_close(k->view);
    solver_free(k->solver);
    free(k->bases);
    for (int s = 0; s < 2; s++) {
        free(k->record[s]);
        free(k->answer[s]);
        free(k->index[s]);
    }
    free(k);
}

static struct kit *kit_new(const struct fasta *ref, struct err *e)
{
    struct kit *k = calloc(1, sizeof(*k));

    if (!k) {
        err_nomem(e);
        return NULL;
    }
    k->solver = solver_new(e);
    if (k->solver && ref)
        k->view = fasta_view_open(ref, e);
    if (!k->solver || (ref && !k->view)) {
        kit_free(k);
        return NULL;
    }
    return k;
}

struct shelf *shelf_new(const struct fasta *ref, struct err *e)
{
    struct shelf *s = calloc(1, sizeof(*s));

    if (!s || pthread_mutex_init(&s->lock, NULL)) {
        free(s);
        err_nomem(e);
        return NULL;
    }
    s->ref = ref;
    return s;
}

void shelf_free(struct shelf *s)
{
    if (!s)
        return;
    while (s->first) {
        struct kit *next = s->first->next;

        kit_free(s->first);
        s->first = next;
    }
    pthread_mutex_destroy(&s->lock);
    free(s);
}

struct kit *shelf_lend(struct shelf *s, struct err *e)
{
    struct kit *k;

    pthread_mutex_lock(&s->lock);
    k = s->first;
    if (k)
        s->first = k->next;
    pthread_mutex_unlock(&s->lock);
    return k ? k : kit_new(s->ref, e);
}

void shelf_return(struct shelf *s, struct kit *k)
{
    pthread_mutex_lock(&s->lock);
    k->next = s->first;
    s->first = k;
    pthread_mutex_unlock(&s->lock);
}
