/*
 * site_internal -- what the files of this folder share.
 *
 *   site_data.c   the logs, read once: rows beside regstate's certificates
 *   site_files.c  writing what changed, removing what is gone
 *   site_page.c   head and foot of a page, words that all pages use
 *   site_cert.c   the page of one certificate
 *   site_parts.c  its badge, entry, proof and container
 *   site_list.c   the tables of certificates
 *   site_told.c   ended, attempts
 *   site_nations.c  where the partner's register differs
 *   site_plain.c  limits, lookup, the choice of language
 *   site_feed.c   index.json, feed.atom
 *
 * Style sheet and scripts are files of the data folder: reports/pages.
 */
#ifndef REPORTS_SITE_SITE_INTERNAL_H
#define REPORTS_SITE_SITE_INTERNAL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/isodate.h"
#include "base/path.h"
#include "reports/doc/say.h"
#include "reports/register/regentry.h"
#include "reports/register/regstate.h"
#include "reports/site/site.h"

struct err;
struct tlog;

#define SITE_NONE     SIZE_MAX
#define SITE_NAME     256 /* bytes of a file's name without its end, with NUL */
#define SITE_PAGE_MAX ((size_t)1 << 30)

/* --- the logs -------------------------------------------------------------
 */

/* What regstate does not keep of certificate i. */
struct site_row {
    const char *vendor, *product, *version, *technology, *suites; /* or "" */
    const char *nation, *body;
    size_t first; /* its entries: links[first], and so on by next */
    size_t last;
    size_t base;  /* recognition: certificate in the other log, or SITE_NONE */
    size_t taken; /* certificate: the first recognition of it in the other log,
                     or SITE_NONE ... */
    size_t more;  /* ... and in that log the next of the same certificate */
    bool handed_out; /* its container is on the site */
};

struct site_link {
    uint64_t entry;
    size_t next; /* SITE_NONE at the end */
};

struct site_log {
    struct tlog *t; /* NULL: there is none */
    const char *origin;
    const char *vkey; /* of register.vkey; NULL */
    struct regstate s;
    struct arena arena;
    struct site_row *rows; /* s.n of them */
    size_t n, cap;
    struct site_link *links;
    size_t n_links, cap_links;
    uint64_t *others; /* entries about no certificate */
    size_t n_others, cap_others;
    const char *last_at; /* time of the last entry; NULL */
};

int site_log_open(struct site_log *out, const char *dir, struct err *e);
void site_log_release(struct site_log *l);
/* Which recognitions of one log are of which certificates of the other. */
void site_log_relate(struct site_log *own, struct site_log *partner);
/* Entry `index`, parsed and as it stands in the log (`text`, cleared). */
int site_log_entry(struct regentry *out, struct buf *text, struct site_log *l,
                   uint64_t index, struct err *e);

/* --- files ------------------------------------------------------------------
 */

struct site_files {
    char dir[PATH_TEXT_MAX];
    struct arena arena;
    const char **names; /* made in this build */
    size_t n, cap;
    struct buf old; /* bytes of the file that is there */
    struct site_built *built;
};

/* ERR_REFUSED when the folder holds files and no SITE_STATE. */
int site_files_open(struct site_files *f, const char *dir,
                    struct site_built *built, struct err *e);
/* `name` below the folder; its folders are made. */
int site_files_put(struct site_files *f, const char *name, const struct buf *b,
                   struct err *e);
/* One that is there already and stays as it is. */
int site_files_keep(struct site_files *f, const char *name, struct err *e);
/* Removes what the last build made and this one did not; SITE_STATE. */
int site_files_close(struct site_files *f, struct err *e);
void site_files_release(struct site_files *f);

/* A name that can stand in a file system and in a link, one for each text. */
void site_name(char out[SITE_NAME], const char *text);

/* --- pages ------------------------------------------------------------------
 */

struct site {
    struct site_log own;
    struct site_log partner;
    struct site_files files;
    struct buf css, search, lookup; /* the files of reports/pages */
    const char *now;
    char day[ISODATE_DAY];
    bool has_status; /* a list of status lies beside the log */
};

struct site_page {
    struct say w;
    const struct site *site;
    const char *path; /* below en/ or fr/: "certificate/X.html" */
    const struct buf *script;
    bool deep; /* in a folder of its own there */
    struct buf buf;
};

/* Begins a page up to its <h1>; `title` in the page's language, any text.
 * `script`: NULL or one of the site's. `path` lives until the end. */
void site_page_begin(struct site_page *p, const struct site *s, bool fr,
                     const char *path, const char *title,
                     const struct buf *script);
int site_page_end(struct site_page *p, struct site *s, struct err *e);

void site_raw(struct site_page *p, const char *html);
void site_say(struct site_page *p, const char *en, const char *fr);
/* <p>...</p>, <h2>...</h2> */
void site_par(struct site_page *p, const char *en, const char *fr);
void site_head(struct site_page *p, const char *id, const char *en,
               const char *fr);
/* Text out of a log. */
void site_foreign(struct site_page *p, const char *text);
/* A day or time as it is; its day alone. */
void site_date(struct site_page *p, const char *iso);
void site_day(struct site_page *p, const char *iso);
/* To the root of the site, to that of the language: "../", "../../". */
const char *site_root(const struct site_page *p);
const char *site_top(const struct site_page *p);
/* A link to a certificate's page. */
void site_link(struct site_page *p, const char *id);
/* <dt>...</dt><dd> and </dd>. */
void site_term(struct site_page *p, const char *en, const char *fr);
/* An action, in words. */
void site_action(struct site_page *p, enum regaction a);
/* Standing with its date, as it is on the day of the build. */
void site_standing(struct site_page *p, const struct regcert *c);
/* Standing as the entries made it: "suspended since ..."; of one that nothing
 * speaks against, its term. */
void site_made(struct site_page *p, const struct regcert *c);
/* A table's head, with the words of its columns in both languages, up to
 * <tbody>; the end of a cell and the begin of the next. */
void site_columns(struct site_page *p, const char *const (*words)[2], size_t n);
void site_cell(struct site_page *p, const char *en, const char *fr);
/* "None", and "as it stood on ...". */
void site_none(struct site_page *p);
void site_as_of(struct site_page *p);
/* "vendor, product version" */
void site_product(struct site_page *p, const struct site_row *r);

/* The page, and with it, once, badge, entry and proof. */
int site_certificate(struct site *s, size_t i, bool fr, struct err *e);
int site_certificate_files(struct site *s, size_t i, struct err *e);
/* Containers in `dir` that an entry names, by their digest. */
int site_containers(struct site *s, const char *dir, struct err *e);
int site_lists(struct site *s, bool fr, struct err *e);
int site_ended(struct site *s, bool fr, struct err *e);
int site_attempts(struct site *s, bool fr, struct err *e);
int site_nations(struct site *s, bool fr, struct err *e);
int site_limits(struct site *s, bool fr, struct err *e);
int site_lookup(struct site *s, bool fr, struct err *e);
int site_choice(struct site *s, struct err *e);
int site_feed(struct site *s, bool fr, struct err *e);
int site_index_json(struct site *s, struct err *e);

#endif
