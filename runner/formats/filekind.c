#include "formats/filekind.h"

#include <stdbool.h>
#include <string.h>
#include <unistd.h>

#include <htslib/hfile.h>
#include <htslib/hts.h>

#include "base/err.h"
#include "base/path.h"

static const struct {
    const char *end;
    const char *kind;
} ends[] = {
    {".vcf.gz.tbi",  "vcf-index"  },
    {".vcf.gz.csi",  "vcf-index"  },
    {".vcf.bgz.tbi", "vcf-index"  },
    {".vcf.bgz.csi", "vcf-index"  },
    {".bcf.csi",     "vcf-index"  },
    {".bed.gz.tbi",  "bed-index"  },
    {".bed.gz.csi",  "bed-index"  },
    {".bam.csi",     "bam-index"  },
    {".bai",         "bam-index"  },
    {".crai",        "bam-index"  },
    {".fai",         "fasta-index"},
    {".gzi",         "fasta-index"},
    {".vcf",         "vcf"        },
    {".vcf.gz",      "vcf"        },
    {".vcf.bgz",     "vcf"        },
    {".bcf",         "vcf"        },
    {".bam",         "bam"        },
    {".cram",        "bam"        },
    {".sam",         "bam"        },
    {".sam.gz",      "bam"        },
    {".fa",          "fasta"      },
    {".fa.gz",       "fasta"      },
    {".fasta",       "fasta"      },
    {".fasta.gz",    "fasta"      },
    {".fna",         "fasta"      },
    {".fna.gz",      "fasta"      },
    {".fq",          "fastq"      },
    {".fq.gz",       "fastq"      },
    {".fastq",       "fastq"      },
    {".fastq.gz",    "fastq"      },
    {".bed",         "bed"        },
    {".bed.gz",      "bed"        },
};

const char *filekind_of_name(const char *name)
{
    for (size_t i = 0; i < sizeof ends / sizeof ends[0]; i++) {
        if (path_ends(name, ends[i].end))
            return ends[i].kind;
    }
    return "";
}

const char *const *filekind_index_ends(const char *kind)
{
    static const char *const vcf[] = {".tbi", ".csi", NULL};
    static const char *const bam[] = {".bai", ".csi", ".crai", NULL};
    static const char *const fasta[] = {".fai", ".gzi", NULL};
    static const char *const none[] = {NULL};

    if (strcmp(kind, "vcf") == 0 || strcmp(kind, "bed") == 0)
        return vcf;
    if (strcmp(kind, "bam") == 0)
        return bam;
    return strcmp(kind, "fasta") == 0 ? fasta : none;
}

/* "" for what the content alone does not tell: many a table looks like BED. */
static const char *kind_of_format(enum htsExactFormat f)
{
    if (f == vcf || f == bcf)
        return "vcf";
    if (f == bam || f == cram || f == sam)
        return "bam";
    if (f == fasta_format)
        return "fasta";
    if (f == fastq_format)
        return "fastq";
    if (f == bai || f == crai)
        return "bam-index";
    return f == fai_format ? "fasta-index" : "";
}

const char *filekind_of(const char *path, struct err *e)
{
    htsFormat format = {0};
    const char *kind = "";
    int fd = path_open_read(path, e);
    hFILE *in;

    if (fd < 0)
        return NULL;
    in = hdopen(fd, "r"); /* owns fd */
    if (!in) {
        (void)close(fd);
        err_nomem(e);
        return NULL;
    }
    if (hts_detect_format(in, &format) == 0)
        kind = kind_of_format(format.format);
    if (hclose(in)) /* of a file that was only read */
        kind = "";
    return kind[0] ? kind : filekind_of_name(path);
}
