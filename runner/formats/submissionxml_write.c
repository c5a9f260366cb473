/* submission.xml from struct submission: the same bytes for the same content.
 * What is NULL or empty is left out. */
#include <string.h>

#include "base/buf.h"
#include "base/escape.h"
#include "core/submission.h"
#include "formats/submissionxml.h"
#include "formats/submissionxml_internal.h"

const struct item_attr submissionxml_item_attr[SUBMISSIONXML_ITEM_ATTRS] = {
    {"sample",       offsetof(struct submission_item, sample)      },
    {"material-lot", offsetof(struct submission_item, material_lot)},
    {"instrument",   offsetof(struct submission_item, instrument)  },
    {"reagents",     offsetof(struct submission_item, reagents)    },
    {"basecaller",   offsetof(struct submission_item, basecaller)  },
    {"run",          offsetof(struct submission_item, run)         },
    {"site",         offsetof(struct submission_item, site)        },
    {"day",          offsetof(struct submission_item, day)         },
    {"replicate",    offsetof(struct submission_item, replicate)   },
};

const char **submissionxml_item_field(struct submission_item *item, size_t i)
{
    /* The field is a const char *, at an offset that offsetof() gave. */
    return (const char **)(void *)((char *)item +
                                   submissionxml_item_attr[i].offset);
}

static void element(struct buf *b, const char *name, const char *text)
{
    if (!text)
        return;
    buf_printf(b, "  <%s>", name);
    buf_xml(b, text);
    buf_printf(b, "</%s>\n", name);
}

static void attr(struct buf *b, const char *name, const char *value)
{
    if (!value)
        return;
    buf_printf(b, " %s=\"", name);
    buf_xml(b, value);
    buf_char(b, '"');
}

static void write_claims(struct buf *b, const struct submission *s)
{
    if (s->n_claims == 0)
        return;
    buf_str(b, "  <claims>");
    for (size_t i = 0; i < s->n_claims; i++) {
        buf_str(b, i > 0 ? " " : "");
        buf_xml(b, s->claims[i]);
    }
    buf_str(b, "</claims>\n");
}

static void write_item(struct buf *b, const struct submission_item *item)
{
    struct submission_item copy = *item; /* the field function wants its own */

    buf_str(b, "    <item");
    attr(b, "id", item->id);
    for (size_t i = 0; i < SUBMISSIONXML_ITEM_ATTRS; i++)
        attr(b, submissionxml_item_attr[i].name,
             *submissionxml_item_field(&copy, i));
    buf_str(b, "/>\n");
}

static void write_file(struct buf *b, const struct submission_file *f)
{
    buf_str(b, "    <file");
    attr(b, "name", f->name);
    attr(b, "role", f->role);
    attr(b, "sha256", f->sha256);
    if (f->size >= 0) {
        buf_str(b, " size=\"");
        buf_i64(b, f->size);
        buf_char(b, '"');
    }
    attr(b, "item", f->item);
    buf_str(b, "/>\n");
}

void submissionxml_write(struct buf *out, const struct submission *s)
{
    buf_str(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                 "<submission xmlns=\"" SUBMISSIONXML_NS "\">\n");
    element(out, "vendor", s->vendor);
    element(out, "product", s->product);
    element(out, "version", s->version);
    element(out, "technology-class", s->technology_class);
    element(out, "regulatory", s->regulatory);
    element(out, "trained-on", s->trained_on);
    write_claims(out, s);
    if (s->n_items > 0) {
        buf_str(out, "  <items>\n");
        for (size_t i = 0; i < s->n_items; i++)
            write_item(out, &s->items[i]);
        buf_str(out, "  </items>\n");
    }
    if (s->n_files > 0) {
        buf_str(out, "  <files>\n");
        for (size_t i = 0; i < s->n_files; i++)
            write_file(out, &s->files[i]);
        buf_str(out, "  </files>\n");
    }
    buf_str(out, "</submission>\n");
}
