#include "reports/register/regentry.h"

#include <stdbool.h>
#include <string.h>

#include "base/buf.h"
#include "base/digest.h"
#include "base/err.h"
#include "base/isodate.h"
#include "base/utf8.h"

#define BIT(a) (1U << (a))
#define ON_CERTIFICATE                                                         \
    (BIT(REG_ISSUE) | BIT(REG_RECOGNISE) | BIT(REG_SUSPEND) |                  \
     BIT(REG_REINSTATE) | BIT(REG_WITHDRAW) | BIT(REG_SUPERSEDE) |             \
     BIT(REG_WAIVE))
#define ALL (BIT(REG_ACTIONS) - 1)

enum form {
    FORM_TEXT,
    FORM_WORD, /* no blank */
    FORM_TIME,
    FORM_DAY,
    FORM_SHA256
};

/* In the order of the alphabet, as written. */
static const struct {
    const char *name;
    enum form form;
    unsigned needed; /* by these actions */
    unsigned may;    /* be with these */
} field[REG_FIELDS] = {
    [REG_ACTION] = {"action",       FORM_TEXT,   ALL,                               0                 },
    [REG_AT] = {"at",           FORM_TIME,   ALL,                               0                 },
    [REG_BODY] = {"body",         FORM_TEXT,   ALL,                               0                 },
    [REG_BY] = {"by",           FORM_WORD,   BIT(REG_SUPERSEDE),                0                 },
    [REG_CASE] = {"case",         FORM_WORD,   BIT(REG_WAIVE) | BIT(REG_ERRATUM), 0                 },
    [REG_CERTIFICATE] = {"certificate",  FORM_WORD,   ON_CERTIFICATE,                    0                 },
    [REG_COMMITMENT] = {"commitment",   FORM_SHA256, 0,                                 BIT(REG_ATTEMPT)  },
    [REG_FORMAT] = {"format",       FORM_TEXT,   ALL,                               0                 },
    [REG_FROM] = {"from",         FORM_DAY,    BIT(REG_ISSUE),                    BIT(REG_RECOGNISE)},
    [REG_KEY] = {"key",          FORM_SHA256, BIT(REG_DISTRUST_KEY),             0                 },
    [REG_NATION] = {"nation",       FORM_WORD,   ALL,                               0                 },
    [REG_ORIGIN] = {"origin",       FORM_WORD,   BIT(REG_RECOGNISE),                0                 },
    [REG_OUTCOME] = {"outcome",      FORM_WORD,   0,                                 BIT(REG_ATTEMPT)  },
    [REG_PRODUCT] = {"product",      FORM_TEXT,   BIT(REG_ISSUE),
                    BIT(REG_RECOGNISE) | BIT(REG_ATTEMPT)                                             },
    [REG_REASON] = {"reason",       FORM_TEXT,
                    BIT(REG_SUSPEND) | BIT(REG_WITHDRAW) | BIT(REG_REINSTATE) |
                        BIT(REG_WAIVE) | BIT(REG_ERRATUM) |
                        BIT(REG_DISTRUST_KEY),
                    ALL                                                                               },
    [REG_RESERVATIONS] = {"reservations", FORM_TEXT,   0,                                 BIT(REG_RECOGNISE)},
    [REG_SHA256] = {"sha256",       FORM_SHA256,
                    BIT(REG_ISSUE) | BIT(REG_RECOGNISE) | BIT(REG_WAIVE) |
                        BIT(REG_ERRATUM),
                    BIT(REG_ATTEMPT)                                                                  },
    [REG_SINCE] = {"since",        FORM_DAY,
                    BIT(REG_DISTRUST_KEY) | BIT(REG_RETIRE_SUITE),                  0                 },
    [REG_SUITES] = {"suites",       FORM_TEXT,
                    BIT(REG_ISSUE) | BIT(REG_RETIRE_SUITE) | BIT(REG_ERRATUM),
                    BIT(REG_RECOGNISE) | BIT(REG_ATTEMPT)                                             },
    [REG_TECHNOLOGY] = {"technology",   FORM_WORD,   BIT(REG_ISSUE),
                    BIT(REG_RECOGNISE) | BIT(REG_ATTEMPT)                                             },
    [REG_TO] = {"to",           FORM_DAY,    BIT(REG_ISSUE) | BIT(REG_WAIVE),
                    BIT(REG_RECOGNISE)                                                                },
    [REG_VENDOR] = {"vendor",       FORM_TEXT,   BIT(REG_ISSUE),
                    BIT(REG_RECOGNISE) | BIT(REG_ATTEMPT)                                             },
    [REG_VERSION] = {"version",      FORM_TEXT,   BIT(REG_ISSUE),
                    BIT(REG_RECOGNISE) | BIT(REG_ATTEMPT)                                             },
};

static const char *const action[REG_ACTIONS] = {
    "issue",    "recognise",    "suspend",      "reinstate",
    "withdraw", "supersede",    "waive",        "attempt",
    "erratum",  "retire-suite", "distrust-key",
};

const char *regaction_name(enum regaction a)
{
    return action[a];
}

const char *regfield_name(enum regfield f)
{
    return field[f].name;
}

const char *regentry_get(const struct regentry *r, enum regfield f)
{
    return r->at[f] ? r->text + r->at[f] : NULL;
}

static int take_action(struct regentry *r, const char *value, struct err *e)
{
    for (int a = 0; a < REG_ACTIONS; a++) {
        if (strcmp(value, action[a]) == 0) {
            r->action = (enum regaction)a;
            return 0;
        }
    }
    return err_set(e, ERR_SYNTAX, "a register knows no action called %s",
                   value);
}

/* Nothing that a terminal or a page would show otherwise than it is written:
 * registers are read by people. `s` ends with NUL. */
static bool plain(const char *s, size_t n)
{
    char copy[REGENTRY_BYTES_MAX + 1];

    if (n == 0 || n >= sizeof(copy) || memchr(s, 0, n))
        return false;
    memcpy(copy, s, n);
    copy[n] = 0;
    utf8_make_printable(copy);
    return strlen(copy) == n && memcmp(copy, s, n) == 0;
}

static bool is_nation(const char *v)
{
    return v[0] >= 'A' && v[0] <= 'Z' && v[1] >= 'A' && v[1] <= 'Z' && !v[2];
}

/* `value` is NUL-terminated at value[len]. */
static int set(struct regentry *r, enum regfield f, const char *value,
               size_t len, struct err *e)
{
    size_t at = r->n ? r->n : 1;

    if (at + len + 1 > sizeof(r->text))
        return err_set(e, ERR_LIMIT,
                       "an entry of a register has at most %d bytes",
                       REGENTRY_BYTES_MAX);
    if (!plain(value, len))
        return err_set(e, ERR_SYNTAX,
                       "field %s of an entry is empty, or not plain UTF-8 on "
                       "one line",
                       field[f].name);
    if (r->at[f])
        return err_set(e, ERR_SYNTAX, "field %s of an entry is set twice",
                       field[f].name);
    memcpy(r->text + at, value, len);
    r->text[at + len] = 0;
    if (f == REG_ACTION && take_action(r, r->text + at, e))
        return -1;
    r->at[f] = (uint16_t)at;
    r->n = (uint16_t)(at + len + 1);
    return 0;
}

int regentry_set(struct regentry *r, enum regfield f, const char *value,
                 struct err *e)
{
    return set(r, f, value, strlen(value), e);
}

static bool in_form(enum form form, const char *value)
{
    switch (form) {
    case FORM_TEXT:
        return true;
    case FORM_WORD:
        return !strchr(value, ' ');
    case FORM_TIME:
        return isodate_is_time(value);
    case FORM_DAY:
        return isodate_is_day(value);
    case FORM_SHA256:
        return digest_is_hex(value, DIGEST_SHA256_HEX);
    }
    return false;
}

static int check_field(const struct regentry *r, enum regfield f, struct err *e)
{
    const char *value = regentry_get(r, f);
    bool needed = field[f].needed & BIT(r->action);

    if (!value && needed)
        return err_set(e, ERR_SYNTAX, "action %s needs the field %s",
                       action[r->action], field[f].name);
    if (value && !needed && !(field[f].may & BIT(r->action)))
        return err_set(e, ERR_SYNTAX, "action %s has no field %s",
                       action[r->action], field[f].name);
    if (value && !in_form(field[f].form, value))
        return err_set(e, ERR_SYNTAX, "field %s can not be '%s'", field[f].name,
                       value);
    return 0;
}

/* An attempt says either who tried what, or gives a commitment to it. */
static int check_attempt(const struct regentry *r, struct err *e)
{
    bool hidden = regentry_get(r, REG_COMMITMENT);

    if (r->action != REG_ATTEMPT)
        return 0;
    for (int f = 0; f < REG_FIELDS; f++) {
        bool names = f == REG_PRODUCT || f == REG_VENDOR || f == REG_VERSION ||
                     f == REG_OUTCOME || f == REG_SHA256 || f == REG_SUITES ||
                     f == REG_TECHNOLOGY;
        bool there = regentry_get(r, (enum regfield)f);

        if (names && hidden && there)
            return err_set(e, ERR_SYNTAX,
                           "a confidential attempt has no field %s",
                           field[f].name);
        if (names && !hidden && !there)
            return err_set(e, ERR_SYNTAX, "action %s needs the field %s",
                           "attempt", field[f].name);
    }
    return 0;
}

int regentry_check(const struct regentry *r, struct err *e)
{
    const char *format = regentry_get(r, REG_FORMAT);
    const char *nation = regentry_get(r, REG_NATION);
    const char *from = regentry_get(r, REG_FROM);
    const char *to = regentry_get(r, REG_TO);

    for (int f = 0; f < REG_FIELDS; f++) {
        if (check_field(r, (enum regfield)f, e))
            return -1;
    }
    if (strcmp(format, REGENTRY_FORMAT) != 0)
        return err_set(e, ERR_SYNTAX,
                       "the entry is of format %s, this program knows 1: use a "
                       "newer one",
                       format);
    if (!is_nation(nation))
        return err_set(e, ERR_SYNTAX, "field %s can not be '%s'",
                       field[REG_NATION].name, nation);
    if (from && to && strcmp(from, to) > 0)
        return err_set(e, ERR_SYNTAX, "the entry ends before it begins");
    return check_attempt(r, e);
}

void regentry_write(struct buf *out, const struct regentry *r)
{
    char between = '{';

    for (int f = 0; f < REG_FIELDS; f++) {
        const char *value = regentry_get(r, (enum regfield)f);

        if (!value)
            continue;
        buf_char(out, between);
        buf_char(out, '"');
        buf_str(out, field[f].name);
        buf_str(out, "\":\"");
        for (; *value; value++) {
            if (*value == '"' || *value == '\\')
                buf_char(out, '\\');
            buf_char(out, *value);
        }
        buf_char(out, '"');
        between = ',';
    }
    buf_char(out, '}');
}

/* --- reading ------------------------------------------------------------ */

struct cursor {
    const char *at;
    const char *end;
};

static bool eat(struct cursor *c, const char *word)
{
    size_t n = strlen(word);

    if ((size_t)(c->end - c->at) < n || memcmp(c->at, word, n) != 0)
        return false;
    c->at += n;
    return true;
}

static int other_form(struct err *e)
{
    return err_set(e, ERR_SYNTAX,
                   "an entry of the register is not in its one form (JSON of "
                   "strings, keys in order, no blanks)");
}

/* Up to the closing quote, unescaped. */
static int read_value(char *out, size_t *n, struct cursor *c, struct err *e)
{
    *n = 0;
    while (c->at < c->end && *c->at != '"') {
        if (*c->at == '\\') {
            c->at++;
            if (c->at == c->end || (*c->at != '"' && *c->at != '\\'))
                return other_form(e);
        }
        out[(*n)++] = *c->at++;
    }
    out[*n] = 0;
    return eat(c, "\"") ? 0 : other_form(e);
}

static int read_field(struct regentry *out, enum regfield f, struct cursor *c,
                      struct err *e)
{
    char value[REGENTRY_BYTES_MAX + 1];
    struct cursor from = *c;
    size_t n;

    if (!eat(c, out->n ? "," : "{") || !eat(c, "\"") ||
        !eat(c, field[f].name) || !eat(c, "\":\"")) {
        *c = from;
        return 0;
    }
    return read_value(value, &n, c, e) ? -1 : set(out, f, value, n, e);
}

int regentry_parse(struct regentry *out, const char *bytes, size_t n,
                   struct err *e)
{
    struct cursor c = {bytes, bytes + n};

    out->n = 0;
    memset(out->at, 0, sizeof(out->at));
    if (n > REGENTRY_BYTES_MAX)
        return err_set(e, ERR_LIMIT,
                       "an entry of a register has at most %d bytes",
                       REGENTRY_BYTES_MAX);
    for (int f = 0; f < REG_FIELDS; f++) {
        if (read_field(out, (enum regfield)f, &c, e))
            return -1;
    }
    if (!eat(&c, "}") || c.at != c.end || !regentry_get(out, REG_ACTION))
        return other_form(e);
    return regentry_check(out, e);
}
