/* Certificates, recognitions and waivers have one form: nothing in them can be
 * left out, doubled, moved or added but what a list lets be, and nothing be
 * written otherwise. Each place of a sample is tried. */
#include "base/tests/t.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/path.h"
#include "reports/cert/certificate.h"
#include "reports/cert/recognition.h"
#include "reports/cert/waiver.h"

#define SAMPLES "reports/cert/tests/samples/"

static int certificate(struct buf *again, const char *xml, size_t n,
                       struct err *e)
{
    struct certificate c = {0};
    int rc = certificate_read(&c, xml, n, e);

    if (rc == 0)
        certificate_write(again, &c);
    certificate_release(&c);
    return rc;
}

static int recognition(struct buf *again, const char *xml, size_t n,
                       struct err *e)
{
    struct recognition r = {0};
    int rc = recognition_read(&r, xml, n, "r.xml", false, e);

    if (rc == 0)
        recognition_write(again, &r);
    recognition_release(&r);
    return rc;
}

static int waiver(struct buf *again, const char *xml, size_t n, struct err *e)
{
    struct waiver_file w = {0};
    int rc = waiver_read(&w, xml, n, "w.xml", false, e);

    if (rc == 0)
        waiver_write(again, &w);
    waiver_release(&w);
    return rc;
}

/* `lists`: elements that may be there again; of the optional ones none need be.
 * `may_miss`: attributes. All with a blank at both ends. */
static const struct sample {
    const char *file;
    int (*read)(struct buf *again, const char *xml, size_t n, struct err *e);
    const char *lists;
    const char *optional;
    const char *may_miss;
} samples[] = {
    {SAMPLES "certificate.xml", certificate,
     " report verdict waiver condition not-tested not-asked regulatory "
     "evaluated-by ",                                         " waiver condition not-tested not-asked regulatory ", " supersedes "},
    {SAMPLES "recognition.xml", recognition, " reservation ", " ",                                                  " "           },
    {SAMPLES "waiver.xml",      waiver,      " ",             " ",                                                  " "           },
};

static bool among(const char *words, const char *name, size_t n)
{
    char word[64] = " ";

    assert_true(n < sizeof(word) - 3);
    strncat(word, name, n);
    strcat(word, " ");
    return strstr(words, word) != NULL;
}

/* Is it read exactly when it should be, and then written the same? */
static void expect(const struct sample *s, const char *what,
                   const struct buf *b, bool reads)
{
    struct err e = {0};
    struct buf again;
    int rc;

    buf_init(&again, 1 << 20);
    rc = s->read(&again, b->s, b->n, &e);
    if ((rc == 0) != reads)
        fail_msg("%s: %s %s: %s\n%.*s", s->file, what,
                 reads ? "is not read" : "is read", e.msg, (int)b->n, b->s);
    if (rc == 0 && (again.n != b->n || memcmp(again.s, b->s, b->n) != 0))
        fail_msg("%s: %s is written otherwise", s->file, what);
    if (rc != 0 && (e.code == ERR_NONE || !e.msg[0]))
        fail_msg("%s: %s is refused without a reason", s->file, what);
    buf_release(&again);
}

static void load(struct buf *b, const struct sample *s)
{
    struct err e = {0};

    buf_init(b, 1 << 20);
    assert_int_equal(path_read(b, s->file, &e), 0);
}

/* --- elements
 * ------------------------------------------------------------------
 */

struct piece { /* lines of one element, with its indent and last newline */
    const char *name;
    size_t n_name;
    size_t beg, end;
};

/* The element whose start tag is the next at or behind `at`; false at the end.
 */
static bool next_element(struct piece *p, const struct buf *b, size_t at)
{
    const char *s = b->s;
    size_t close;

    for (; at < b->n; at++) {
        if (s[at] == '<' && s[at + 1] != '/' && s[at + 1] != '?')
            break;
    }
    if (at >= b->n)
        return false;
    p->name = s + at + 1;
    p->n_name = strcspn(p->name, " />\n");
    p->beg = at;
    while (p->beg > 0 && s[p->beg - 1] != '\n')
        p->beg--;
    close = at + strcspn(s + at, ">");
    if (s[close - 1] != '/') {
        char tag[70] = "</";

        strncat(tag, p->name, p->n_name);
        strcat(tag, ">\n");
        close = (size_t)(strstr(s + close, tag) - s) + strlen(tag) - 2;
    }
    p->end = close + strcspn(s + close, "\n") + 1;
    return true;
}

static size_t start_of(const struct piece *p, const struct buf *b)
{
    return (size_t)(p->name - b->s);
}

static size_t count(const struct piece *p, const struct buf *b)
{
    char tag[70] = "<";
    size_t n = 0;

    strncat(tag, p->name, p->n_name);
    for (const char *at = b->s; (at = strstr(at, tag)); at++)
        n += strchr(" >\n", at[strlen(tag)]) != NULL;
    return n;
}

static void put(struct buf *out, const struct buf *b, size_t beg, size_t end)
{
    buf_add(out, b->s + beg, end - beg);
}

static void no_element_is_left_out_doubled_or_moved(void **state)
{
    (void)state;
    for (size_t i = 0; i < T_LEN(samples); i++) {
        const struct sample *s = &samples[i];
        struct buf b;
        struct buf t;
        struct piece p;
        struct piece q;

        load(&b, s);
        expect(s, "the sample", &b, true);
        assert_true(next_element(&p, &b, 0)); /* the root stays */
        buf_init(&t, 1 << 20);
        while (next_element(&p, &b, start_of(&p, &b))) {
            bool list = among(s->lists, p.name, p.n_name);
            bool free = among(s->optional, p.name, p.n_name);

            buf_clear(&t);
            put(&t, &b, 0, p.beg);
            put(&t, &b, p.end, b.n);
            expect(s, "left out", &t, free || (list && count(&p, &b) > 1));
            buf_clear(&t);
            put(&t, &b, 0, p.end);
            put(&t, &b, p.beg, b.n);
            expect(s, "doubled", &t, list);
            if (!next_element(&q, &b, p.end) || q.beg != p.end)
                continue;
            buf_clear(&t);
            put(&t, &b, 0, p.beg);
            put(&t, &b, q.beg, q.end);
            put(&t, &b, p.beg, p.end);
            put(&t, &b, q.end, b.n);
            expect(s, "moved", &t,
                   list && p.n_name == q.n_name &&
                       memcmp(p.name, q.name, p.n_name) == 0);
        }
        buf_release(&b);
        buf_release(&t);
    }
}

/* --- attributes ---------------------------------------------------------- */

struct attr { /* with the blank before it */
    size_t beg, end;
    size_t name, n_name;
};

/* The next ` name="value"` in a tag; false at the end. */
static bool next_attr(struct attr *a, const struct buf *b, size_t at)
{
    const char *s = b->s;
    bool tag = false;

    for (size_t i = 0; i < b->n; i++) {
        if (s[i] == '<')
            tag = true;
        else if (s[i] == '>')
            tag = false;
        else if (tag && s[i] == '"')
            i += 1 + strcspn(s + i + 1, "\"");
        else if (tag && s[i] == ' ' && i >= at) {
            a->beg = i;
            a->name = i + 1;
            a->n_name = strcspn(s + i + 1, "=");
            a->end = i + strcspn(s + i, "\"");
            a->end += 2 + strcspn(s + a->end + 1, "\"");
            return true;
        }
    }
    return false;
}

static void no_attribute_is_left_out_doubled_moved_or_empty(void **state)
{
    (void)state;
    for (size_t i = 0; i < T_LEN(samples); i++) {
        const struct sample *s = &samples[i];
        struct attr a = {0};
        struct attr c;
        struct buf b;
        struct buf t;

        load(&b, s);
        buf_init(&t, 1 << 20);
        /* Behind the declaration of XML. */
        for (size_t at = strcspn(b.s, "\n"); next_attr(&a, &b, at);
             at = a.end) {
            buf_clear(&t);
            put(&t, &b, 0, a.beg);
            put(&t, &b, a.end, b.n);
            expect(s, "attribute left out", &t,
                   among(s->may_miss, b.s + a.name, a.n_name));
            buf_clear(&t);
            put(&t, &b, 0, a.end);
            put(&t, &b, a.beg, b.n);
            expect(s, "attribute doubled", &t, false);
            buf_clear(&t);
            put(&t, &b, 0, a.name + a.n_name);
            buf_str(&t, "=\"\"");
            put(&t, &b, a.end, b.n);
            expect(s, "attribute empty", &t, false);
            buf_clear(&t);
            put(&t, &b, 0, a.name);
            buf_char(&t, 'z');
            put(&t, &b, a.name, b.n);
            expect(s, "attribute renamed", &t, false);
            if (!next_attr(&c, &b, a.end) || c.beg != a.end)
                continue;
            buf_clear(&t);
            put(&t, &b, 0, a.beg);
            put(&t, &b, c.beg, c.end);
            put(&t, &b, a.beg, a.end);
            put(&t, &b, c.end, b.n);
            expect(s, "attribute moved", &t, false);
        }
        buf_release(&b);
        buf_release(&t);
    }
}

/* --- what is added, what is written otherwise ---------------------------- */

/* Between any two lines, and in any tag. */
static void nothing_is_added(void **state)
{
    static const char *const line[] = {
        "<!-- -->\n",      "<?x y?>\n", "\n",     " ",
        "<![CDATA[ ]]>\n", "<x/>\n",    "more\n", "<y xmlns=\"urn:y\"/>\n",
    };
    static const char *const attr[] = {" x=\"y\"", " xmlns:x=\"urn:x\"",
                                       " xml:space=\"preserve\"", " "};

    (void)state;
    for (size_t i = 0; i < T_LEN(samples); i++) {
        struct buf b;
        struct buf t;

        load(&b, &samples[i]);
        buf_init(&t, 1 << 20);
        for (size_t at = 0; at <= b.n; at++) {
            bool begins = at == 0 || b.s[at - 1] == '\n';
            bool in_tag = at > 0 && at < b.n && b.s[at - 1] == '"' &&
                          strchr(" />", b.s[at]);

            for (size_t k = 0; begins && k < T_LEN(line); k++) {
                buf_clear(&t);
                put(&t, &b, 0, at);
                buf_str(&t, line[k]);
                put(&t, &b, at, b.n);
                expect(&samples[i], line[k], &t, false);
            }
            for (size_t k = 0; in_tag && k < T_LEN(attr); k++) {
                buf_clear(&t);
                put(&t, &b, 0, at);
                buf_str(&t, attr[k]);
                put(&t, &b, at, b.n);
                expect(&samples[i], attr[k], &t, false);
            }
        }
        buf_release(&b);
        buf_release(&t);
    }
}

static void nothing_is_written_otherwise(void **state)
{
    static const struct {
        const char *find, *put;
    } row[] = {
        {"<?xml",               "\xef\xbb\xbf<?xml"       },
        {"?>\n",                "?>"                      },
        {"version=\"1.0\"",     "version='1.0'"           },
        {"UTF-8",               "utf-8"                   },
        {" encoding=\"UTF-8\"", ""                        },
        {"\n",                  "\r\n"                    },
        {"FR",                  "&#70;R"                  },
        {"/>",                  " />"                     },
        {"/>",                  ">"                       },
        {"en\">",               "en\"> "                  },
        {"en\">",               "en\"><![CDATA[x]]>"      },
        {"</",                  " </"                     },
        {"-",                   "&#45;"                   },
        {"T0",                  "t0"                      },
        {"T1",                  " 1"                      },
        {":00Z",                ":00+00:00"               },
        {":00Z",                ":60Z"                    },
        {":00Z",                ".5Z"                     },
        {"2026-11",             "2026-13"                 },
        {"=\"2026-",            "=\"02026-"               },
        {"aaaa",                "AAAA"                    },
        {"urn:entente:",        "urn:entente:x:"          },
        {"xmlns=",              "xmlns:q=\"urn:q\" xmlns="},
    };

    (void)state;
    for (size_t i = 0; i < T_LEN(samples); i++) {
        struct buf b;
        struct buf t;

        load(&b, &samples[i]);
        buf_init(&t, 1 << 20);
        for (size_t k = 0; k < T_LEN(row); k++) {
            const char *at = strstr(b.s, row[k].find);

            if (!at)
                continue;
            buf_clear(&t);
            put(&t, &b, 0, (size_t)(at - b.s));
            buf_str(&t, row[k].put);
            put(&t, &b, (size_t)(at - b.s) + strlen(row[k].find), b.n);
            expect(&samples[i], row[k].put, &t, false);
        }
        buf_clear(&t);
        put(&t, &b, 0, b.n - 1);
        expect(&samples[i], "no last newline", &t, false);
        for (size_t n = 0; n + 1 < b.n; n += 97) {
            buf_clear(&t);
            buf_add(&t, b.s, n);
            expect(&samples[i], "cut off", &t, false);
        }
        buf_release(&b);
        buf_release(&t);
    }
}

static void lists_and_bytes_have_a_ceiling(void **state)
{
    struct buf b;
    struct buf t;
    struct err e = {0};
    const char *at;

    (void)state;
    load(&b, &samples[0]);
    buf_init(&t, (size_t)8 << 20);
    at = strstr(b.s, " <regulatory");
    put(&t, &b, 0, (size_t)(at - b.s));
    for (int i = 0; i < 32; i++)
        buf_add(&t, at, strcspn(at, "\n") + 1);
    put(&t, &b, (size_t)(at - b.s), b.n);
    expect(&samples[0], "33 of a list", &t, false);
    buf_clear(&t);
    for (size_t i = 0; i <= CERTIFICATE_BYTES_MAX; i++)
        buf_char(&t, ' ');
    for (size_t i = 0; i < T_LEN(samples); i++) {
        e = (struct err){0};
        assert_int_equal(samples[i].read(&b, t.s, t.n, &e), -1);
        assert_int_equal(e.code, ERR_LIMIT);
    }
    buf_release(&b);
    buf_release(&t);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(no_element_is_left_out_doubled_or_moved),
        cmocka_unit_test(no_attribute_is_left_out_doubled_moved_or_empty),
        cmocka_unit_test(nothing_is_added),
        cmocka_unit_test(nothing_is_written_otherwise),
        cmocka_unit_test(lists_and_bytes_have_a_ceiling),
    };

    return cmocka_run_group_tests_name("form", tests, NULL, NULL);
}
