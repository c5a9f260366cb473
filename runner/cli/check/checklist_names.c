#include "cli/check/checklist_names.h"

#include <string.h>

#include "base/path.h"

static bool ends_among(const char *name, const char *const *ends)
{
    for (; *ends; ends++) {
        if (path_ends(name, *ends))
            return true;
    }
    return false;
}

static bool is_separator(char c)
{
    return c == '_' || c == '.' || c == '-';
}

/* Is this 1, of a name's base, the number of a read? */
static bool is_number(const char *base, const char *one)
{
    const char *before = one;

    if (*one != '1' || (one[1] != '.' && one[1] != '_') || one == base)
        return false;
    before--;
    if ((*before == 'R' || *before == 'r') && before > base)
        before--;
    return is_separator(*before);
}

bool checklist_mate_of(char *out, const char *name, size_t k)
{
    static const char *const fastq[] = {
        ".fastq", ".fq", ".fastq.gz", ".fq.gz", ".fastq.bgz", ".fq.bgz", NULL};
    const char *base = path_base(name);
    size_t n = strlen(name);

    *out = '\0';
    if (n >= PATH_TEXT_MAX || k >= strlen(base) || !ends_among(name, fastq))
        return false;
    if (is_number(base, name + n - 1 - k)) {
        memcpy(out, name, n + 1);
        out[n - 1 - k] = '2';
    }
    return true;
}

bool checklist_data_of(char *out, const char *name, int way)
{
    static const char *const index[] = {".bai", ".csi", ".tbi", NULL};
    static const char *const data[] = {".bam",     ".bcf",    ".vcf.gz",
                                       ".vcf.bgz", ".bed.gz", NULL};
    size_t n = strlen(name);

    if (n + 1 > PATH_TEXT_MAX || n < 5 || !ends_among(name, index))
        return false;
    memcpy(out, name, n - 4);
    out[n - 4] = '\0';
    if (way == 0)
        return ends_among(out, data);
    if (!path_ends(name, ".bai"))
        return false;
    memcpy(out + n - 4, ".bam", 5);
    return true;
}

bool checklist_is_document(const char *name)
{
    static const char *const ends[] = {".txt",  ".md",   ".pdf", ".html",
                                       ".json", ".xml",  ".csv", ".tsv",
                                       ".log",  ".docx", ".png", NULL};

    return ends_among(name, ends);
}
