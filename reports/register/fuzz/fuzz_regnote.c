/* What a register signs and hands out: keys, notes, checkpoints, lists of
 * status, proofs. What is read points into what was given; keys and
 * checkpoints are written again as they were. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/err.h"
#include "reports/register/checkpoint.h"
#include "reports/register/note.h"
#include "reports/register/regstatus.h"
#include "reports/register/tlogproof.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void need(bool true_)
{
    if (!true_)
        abort();
}

static void key(const char *text, size_t n)
{
    struct note_key k;
    struct err e = {0};
    struct buf b;

    if (note_key_parse(&k, text, n, &e)) {
        need(e.code != ERR_NONE);
        return;
    }
    buf_init(&b, NOTE_KEY_TEXT);
    note_key_write(&b, &k);
    need(b.n == n && memcmp(b.s, text, n) == 0);
    buf_release(&b);
}

static void checkpoint(const char *text, size_t n)
{
    struct checkpoint c;
    struct err e = {0};
    struct buf b;

    if (checkpoint_parse(&c, text, n, &e)) {
        need(e.code != ERR_NONE);
        return;
    }
    buf_init(&b, 1 << 16);
    checkpoint_write(&b, &c);
    need(b.n <= n && memcmp(b.s, text, b.n) == 0);
    buf_release(&b);
}

static void status(const char *text, size_t n)
{
    struct regstatus_erratum x;
    const char *at = NULL;
    bool found;
    struct regstatus s;
    struct regstatus_row r;
    char since[ISODATE_DAY];
    struct err e = {0};

    if (regstatus_parse(&s, text, n, &e)) {
        need(e.code != ERR_NONE);
        return;
    }
    need(s.rows >= text && s.rows + s.rows_len == text + n);
    need(strcmp(s.made, s.next) < 0);
    (void)regstatus_key(since, &s, "aa", &e);
    e = (struct err){0};
    (void)regstatus_suite(since, &s, "g@1.0.0", "aa", &e);
    e = (struct err){0};
    while (regstatus_next_erratum(&x, &found, &at, &s, "g@1.0.0", "aa", &e) ==
               0 &&
           found)
        need(strlen(x.case_id) < REGSTATUS_CASE_MAX &&
             isodate_is_time(x.since));
    e = (struct err){0};
    if (regstatus_find(&r, &s, "FR-1", &e) == 0)
        need(r.standing == REGSTATE_VALID || isodate_is_time(r.since));
    else
        need(e.code != ERR_NONE);
}

static void note(const char *text, size_t n)
{
    static const struct note_key nobody = {.name = "log",
                                           .kind = NOTE_COSIGNATURE};
    struct note parsed;
    struct err e = {0};
    bool found;

    if (note_parse(&parsed, text, n, &e)) {
        need(e.code != ERR_NONE);
        return;
    }
    need(parsed.text == text && parsed.text_len < n);
    need(parsed.text[parsed.text_len - 1] == '\n' && parsed.n > 0);
    if (note_check(&found, NULL, &parsed, &nobody, &e))
        need(e.code != ERR_NONE);
    checkpoint(parsed.text, parsed.text_len);
    status(parsed.text, parsed.text_len);
}

static void proof(const char *text, size_t n)
{
    struct tlogproof p;
    struct err e = {0};

    if (tlogproof_parse(&p, text, n, &e)) {
        need(e.code != ERR_NONE);
        return;
    }
    need(p.proof.n <= MERKLE_PROOF_MAX);
    need(p.note.text > text && p.note.text < text + n);
    (void)tlogproof_check(&p, "entry", 5, &e);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const char *text = (const char *)data;

    key(text, size);
    checkpoint(text, size);
    status(text, size);
    note(text, size);
    proof(text, size);
    return 0;
}
