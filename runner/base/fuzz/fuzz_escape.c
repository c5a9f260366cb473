/* Whatever the text, what is written for XML and JSON is well-formed. */
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/escape.h"
#include "base/utf8.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void must(bool ok)
{
    if (!ok)
        abort();
}

static void must_be_clean(const struct buf *b, const char *never)
{
    must(!b->failed);
    must(utf8_valid(b->s, b->n));
    for (size_t i = 0; i < b->n; i++)
        must((unsigned char)b->s[i] >= 0x20 && !strchr(never, b->s[i]));
}

static void write_json(struct buf *b, const char *text)
{
    buf_clear(b);
    buf_json(b, text);
    must(!b->failed && utf8_valid(b->s, b->n));
    must(b->n >= 2 && b->s[0] == '"' && b->s[b->n - 1] == '"');
    for (size_t i = 1; i + 1 < b->n; i++) {
        must((unsigned char)b->s[i] >= 0x20 && b->s[i] != '"');
        if (b->s[i] == '\\') {
            i++;
            must(i + 1 < b->n && strchr("\"\\bfnrtu", b->s[i]));
        }
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char *text = malloc(size + 1);
    struct buf b;

    if (!text)
        return 0;
    if (size > 0)
        memcpy(text, data, size);
    text[size] = '\0';
    buf_init(&b, 8 * size + 16);
    buf_add(&b, "", 0);
    buf_xml(&b, text);
    must_be_clean(&b, "<>\"");
    write_json(&b, text);
    buf_release(&b);
    utf8_make_printable(text);
    must(utf8_valid(text, strlen(text)) && strlen(text) <= size);
    free(text);
    return 0;
}
