#include "cli/machine.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/utsname.h>
#include <time.h>

#include <htslib/hts.h>
#include <libxml/xmlversion.h>
#include <openssl/crypto.h>

#include "base/err.h"
#include "base/num.h"

#ifndef ENTENTE_VERSION
#define ENTENTE_VERSION "unknown"
#endif

#define PROGRAM_FILE "/proc/self/exe"
#define EPOCH_MAX    INT64_C(253402300799) /* 9999-12-31T23:59:59Z */

static double monotonic_s(void)
{
    struct timespec t = {0};

    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

void machine_now(char out[32])
{
    const char *fixed = getenv("SOURCE_DATE_EPOCH");
    struct err ignored = {0};
    struct tm tm = {0};
    int64_t seconds = (int64_t)time(NULL);
    time_t when;

    if (fixed)
        (void)num_int(&seconds, fixed, 0, EPOCH_MAX, &ignored);
    when = (time_t)seconds;
    gmtime_r(&when, &tm);
    if (strftime(out, 32, "%Y-%m-%dT%H:%M:%SZ", &tm) == 0)
        out[0] = '\0';
}

void machine_init(struct machine *m, int threads)
{
    struct utsname u = {0};

    struct err none = {0};

    *m = (struct machine){0};
    machine_now(m->created);
    uname(&u);
    snprintf(m->system, sizeof(m->system), "%.70s %.70s", u.sysname, u.machine);
    snprintf(m->openssl, sizeof(m->openssl), "%.63s",
             OpenSSL_version(OPENSSL_VERSION_STRING));
    m->env = (struct report_environment){
        .program_version = ENTENTE_VERSION,
        .created = m->created,
        .system = m->system,
        .htslib = hts_version(),
        .libxml2 = LIBXML_DOTTED_VERSION,
        .openssl = m->openssl,
        .threads = threads,
    };
    /* Two builds of one version may count differently. */
    if (digest_hex_file(m->program, NULL, DIGEST_SHA256, PROGRAM_FILE, &none) ==
        0)
        m->env.program_sha256 = m->program;
    m->start_s = monotonic_s();
}

void machine_stop(struct machine *m)
{
    m->env.seconds =
        getenv("SOURCE_DATE_EPOCH") ? -1 : monotonic_s() - m->start_s;
}
