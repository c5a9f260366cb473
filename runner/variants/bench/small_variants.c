/*
 * Compare two call sets; what small-variants.sh times. Prints how many records
 * there were and the most anonymous memory that was resident (RssAnon of
 * /proc/self/status, looked at every 5 ms: pages of files are the system's), in
 * KiB. With -p, also each counter and stratum.
 */
#include <inttypes.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "base/err.h"
#include "variants/variants.h"

#define STRATA 1000

struct strata_list {
    struct variants_stratum a[STRATA];
    char name[STRATA][64];
    char path[STRATA][1024];
    size_t n;
};

static atomic_bool over;

static long anonymous_kb(void)
{
    char line[128];
    long kb = 0;
    FILE *f = fopen("/proc/self/status", "r");

    while (f && fgets(line, sizeof(line), f)) {
        if (strncmp(line, "RssAnon:", 8) == 0)
            kb = strtol(line + 8, NULL, 10);
    }
    if (f)
        fclose(f);
    return kb;
}

static void *watch(void *most)
{
    const struct timespec pause = {0, 5000000};
    long *kb = most;

    while (!over) {
        long now = anonymous_kb();

        *kb = now > *kb ? now : *kb;
        nanosleep(&pause, NULL);
    }
    return NULL;
}

/* Lines NAME <TAB> PATH; paths are taken from the list's folder. */
static int read_strata(struct strata_list *l, const char *path)
{
    const char *slash = strrchr(path, '/');
    int folder = slash ? (int)(slash - path) + 1 : 0;
    char line[512];
    FILE *f = fopen(path, "r");

    while (f && l->n < STRATA && fgets(line, sizeof(line), f)) {
        char *tab = strchr(line, '\t');
        size_t i = l->n;

        if (!tab)
            continue;
        *tab = '\0';
        tab[1 + strcspn(tab + 1, "\n")] = '\0';
        (void)snprintf(l->name[i], sizeof(l->name[i]), "%.60s", line);
        (void)snprintf(l->path[i], sizeof(l->path[i]), "%.*s%s", folder, path,
                       tab + 1);
        l->a[i] = (struct variants_stratum){l->name[i], l->path[i]};
        l->n++;
    }
    if (!f)
        return -1;
    fclose(f);
    return 0;
}

static void print_tally(const struct tally *t, const struct variants_job *job)
{
    for (size_t k = 0; k <= job->n_strata; k++) {
        for (uint32_t i = 0; i <= VARIANTS_C_REGIONS; i++)
            printf("%s\t%s\t%" PRId64 "\n", k ? job->strata[k - 1].name : "*",
                   variants_counters[i].name, tally_sum(t, (uint32_t)k, i));
    }
}

static int compare(const struct variants_job *job, bool print)
{
    struct variants_result r = {0};
    struct err e = {0};
    pthread_t watcher;
    long kb = 0;

    if (pthread_create(&watcher, NULL, watch, &kb))
        return 1;
    if (variants_compare(&r, job, &e)) {
        err_print(&e, stderr);
        return 1;
    }
    over = true;
    pthread_join(watcher, NULL);
    printf("%" PRId64 " records %ld KiB\n",
           tally_sum(&r.tally, 0, VARIANTS_C_TRUTH_RECORDS) +
               tally_sum(&r.tally, 0, VARIANTS_C_QUERY_RECORDS),
           kb);
    if (print)
        print_tally(&r.tally, job);
    variants_result_release(&r);
    return 0;
}

int main(int argc, char **argv)
{
    static struct strata_list strata;
    struct variants_job job = {.threads = 2};
    bool print = false;
    int c;

    while ((c = getopt(argc, argv, "t:s:p")) >= 0) {
        if (c == 't')
            job.threads = (int)strtol(optarg, NULL, 10);
        else if (c == 'p')
            print = true;
        else if (c != 's' || read_strata(&strata, optarg))
            return 2;
    }
    if (argc - optind != 4) {
        fputs("usage: small_variants [-p] [-t THREADS] [-s STRATA.TSV] "
              "TRUTH QUERY REFERENCE REGIONS\n",
              stderr);
        return 2;
    }
    job.truth.path = argv[optind];
    job.query.path = argv[optind + 1];
    job.reference = argv[optind + 2];
    job.regions = argv[optind + 3];
    job.strata = strata.a;
    job.n_strata = strata.n;
    return compare(&job, print);
}
