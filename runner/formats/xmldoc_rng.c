/*
 * libxml2's RELAX NG violations as sentences of ours. It reports several for
 * one defect, from the inside out, and a bare "failed to validate" for each
 * level: the rank tells the useful ones from those.
 */
#include <libxml/relaxng.h>

#include "base/err.h"
#include "formats/xmldoc_internal.h"

static const char *or_none(const char *s)
{
    return s ? s : "?";
}

int xmldoc_rng_rank(const xmlError *what)
{
    switch (what->code) {
    case XML_RELAXNG_ERR_INVALIDATTR:
        return 6;
    case XML_RELAXNG_ERR_ATTRWRONGNS:
    case XML_RELAXNG_ERR_ELEMNAME:
    case XML_RELAXNG_ERR_ELEMWRONG:
    case XML_RELAXNG_ERR_ELEMWRONGNS:
    case XML_RELAXNG_ERR_TEXTWRONG:
        return 5;
    case XML_RELAXNG_ERR_NOELEM:
    case XML_RELAXNG_ERR_ATTRVALID:
    case XML_RELAXNG_ERR_EXTRACONTENT:
        return 4;
    case XML_RELAXNG_ERR_VALUE:
    case XML_RELAXNG_ERR_DATATYPE:
    case XML_RELAXNG_ERR_TYPEVAL:
        return 3;
    case XML_RELAXNG_ERR_CONTENTVALID:
        return 1;
    default:
        return 0;
    }
}

void xmldoc_rng_explain(struct err *e, const xmlError *what)
{
    const char *a = or_none(what->str1);
    const char *b = or_none(what->str2);

    switch (what->code) {
    case XML_RELAXNG_ERR_INVALIDATTR:
        err_set(e, ERR_SYNTAX,
                "the attribute '%.64s' of '%.64s' is not allowed or has a "
                "value that is not allowed",
                a, b);
        break;
    case XML_RELAXNG_ERR_ATTRVALID:
        err_set(e, ERR_SYNTAX,
                "'%.64s' lacks an attribute, or has one that is wrong", a);
        break;
    case XML_RELAXNG_ERR_ELEMNAME:
        err_set(e, ERR_SYNTAX,
                "the element '%.64s' is expected here, not '%.64s'", a, b);
        break;
    case XML_RELAXNG_ERR_NOELEM:
        err_set(e, ERR_SYNTAX, "an element is missing at the end of this one");
        break;
    case XML_RELAXNG_ERR_ELEMWRONG:
    case XML_RELAXNG_ERR_EXTRACONTENT:
        err_set(e, ERR_SYNTAX,
                "the element '%.64s' may not stand here, or not again", a);
        break;
    case XML_RELAXNG_ERR_TEXTWRONG:
        err_set(e, ERR_SYNTAX, "'%.64s' may not hold text", a);
        break;
    case XML_RELAXNG_ERR_CONTENTVALID:
        err_set(e, ERR_SYNTAX, "the content of '%.64s' is not as it must be",
                a);
        break;
    default:
        err_set(e, ERR_SYNTAX,
                "the document does not follow its schema (libxml2 error %d)",
                what->code);
        break;
    }
}
