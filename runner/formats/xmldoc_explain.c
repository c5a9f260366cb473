/* libxml2's error codes as sentences that say what to mend. */
#include "base/err.h"
#include "formats/xmldoc_internal.h"

static const char *or_none(const char *s)
{
    return s ? s : "?";
}

/* Errors that name something; 0 when this is none of them. */
static int explain_named(struct err *e, const xmlError *what)
{
    const char *a = or_none(what->str1);
    const char *b = or_none(what->str2);

    switch (what->code) {
    case XML_ERR_TAG_NAME_MISMATCH:
        return err_set(e, ERR_SYNTAX,
                       "the element '%.64s' is closed by the end tag of "
                       "'%.64s'",
                       a, b);
    case XML_ERR_TAG_NOT_FINISHED:
        return err_set(e, ERR_SYNTAX,
                       "the document ends before the end tag of '%.64s'", a);
    case XML_ERR_ATTRIBUTE_REDEFINED:
    case XML_NS_ERR_ATTRIBUTE_REDEFINED:
        return err_set(e, ERR_SYNTAX, "the attribute '%.64s' stands twice", a);
    case XML_ERR_UNDECLARED_ENTITY:
    case XML_WAR_UNDECLARED_ENTITY:
        return err_set(e, ERR_SYNTAX,
                       "the entity '&%.64s;' is not known: only &amp; &lt; "
                       "&gt; &quot; &apos; and numbers are",
                       a);
    case XML_NS_ERR_UNDEFINED_NAMESPACE:
        return err_set(e, ERR_SYNTAX,
                       "the namespace prefix '%.64s' is not declared", a);
    case XML_ERR_ATTRIBUTE_WITHOUT_VALUE:
        return err_set(e, ERR_SYNTAX, "the attribute '%.64s' has no value", a);
    default:
        return 0;
    }
}

static int explain_plain(struct err *e, const xmlError *what)
{
    switch (what->code) {
    case XML_ERR_DOCUMENT_EMPTY:
        return err_set(e, ERR_SYNTAX,
                       "this is not XML: a document begins with '<'");
    case XML_ERR_DOCUMENT_END:
        return err_set(e, ERR_SYNTAX,
                       "something follows the end of the document");
    case XML_ERR_LT_IN_ATTRIBUTE:
        return err_set(e, ERR_SYNTAX,
                       "'<' may not stand in an attribute: write &lt;");
    case XML_ERR_ATTRIBUTE_NOT_STARTED:
    case XML_ERR_ATTRIBUTE_NOT_FINISHED:
        return err_set(e, ERR_SYNTAX,
                       "the value of an attribute must stand in quotes");
    case XML_ERR_SPACE_REQUIRED:
        return err_set(e, ERR_SYNTAX, "a space is missing before this name");
    case XML_ERR_GT_REQUIRED:
        return err_set(e, ERR_SYNTAX, "a tag is not closed by '>'");
    case XML_ERR_INVALID_CHAR:
    case XML_ERR_INVALID_CHARREF:
        return err_set(e, ERR_SYNTAX,
                       "a character that XML does not allow stands here");
    case XML_ERR_MISPLACED_CDATA_END:
        return err_set(e, ERR_SYNTAX,
                       "']]>' may not stand in text: write ]]&gt;");
    case XML_ERR_HYPHEN_IN_COMMENT:
        return err_set(e, ERR_SYNTAX, "'--' may not stand in a comment");
    case XML_ERR_NAME_REQUIRED:
    case XML_ERR_ENTITYREF_SEMICOL_MISSING:
        return err_set(e, ERR_SYNTAX,
                       "'&' or '<' without a name after it: write &amp; or "
                       "&lt;");
    default:
        return 0;
    }
}

void xmldoc_explain(struct err *e, const xmlError *what)
{
    if (what->code == XML_ERR_NO_MEMORY) {
        (void)err_nomem(e);
        return;
    }
    if (explain_named(e, what) == 0 && explain_plain(e, what) == 0)
        err_set(e, ERR_SYNTAX,
                "the document is not well-formed XML (libxml2 error %d)",
                what->code);
}
