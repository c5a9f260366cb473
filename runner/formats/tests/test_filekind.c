/* Content before name; the name where the content says nothing. */
#include "formats/filekind.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <htslib/bgzf.h>

#include "base/err.h"
#include "base/path.h"
#include "base/tests/t.h"

static void each_kind_is_known(void **state)
{
    static const struct {
        const char *name;
        const char *text;
        const char *mode; /* of bgzf_open() */
        const char *kind;
    } row[] = {
        {"x",            "##fileformat=VCFv4.3\n", "wu", "vcf"        },
        {"x",            "##fileformat=VCFv4.3\n", "w",  "vcf"        },
        {"x.bam",        "##fileformat=VCFv4.3\n", "wg", "vcf"        },
        {"x",            "BCF\2\2",                "w",  "vcf"        },
        {"x",            "BAM\1",                  "w",  "bam"        },
        {"x",            "CRAM\3\1xx",             "wu", "bam"        },
        {"x",            "@HD\tVN:1.6\n",          "wu", "bam"        },
        {"x",            ">c\nACGT\n",             "wu", "fasta"      },
        {"x",            "@r\nACGT\n+\nIIII\n",    "wu", "fastq"      },
        {"x",            "BAI\1",                  "wu", "bam-index"  },
        {"x.vcf.gz.tbi", "TBI\1",                  "w",  "vcf-index"  },
        {"x.vcf.gz.csi", "CSI\1",                  "w",  "vcf-index"  },
        {"x.bam.csi",    "CSI\1",                  "w",  "bam-index"  },
        {"x.bed.gz.tbi", "TBI\1",                  "w",  "bed-index"  },
        {"x.vcf.gz",     "nonsense",               "wu", "vcf"        },
        {"x.bcf",        "",                       "wu", "vcf"        },
        {"x.cram",       "",                       "wu", "bam"        },
        {"x.bed",        "c\t1\t2\n",              "wu", "bed"        },
        {"x.fa.fai",     "c\t4\t3\t4\t5\n",        "wu", "fasta-index"},
        {"x.txt",        "words\n",                "wu", ""           },
        {"x.pdf",        "%PDF-1.7",               "wu", ""           },
    };
    char dir[] = "/tmp/test-filekind-XXXXXX";
    struct err e = {0};

    (void)state;
    assert_non_null(mkdtemp(dir));
    for (size_t i = 0; i < T_LEN(row); i++) {
        char path[PATH_TEXT_MAX];
        const char *kind;
        BGZF *out;

        assert_int_equal(path_join(path, dir, row[i].name, &e), 0);
        out = bgzf_open(path, row[i].mode);
        assert_non_null(out);
        assert_int_equal(bgzf_write(out, row[i].text, strlen(row[i].text)),
                         strlen(row[i].text));
        assert_int_equal(bgzf_close(out), 0);
        kind = filekind_of(path, &e);
        assert_non_null(kind);
        if (strcmp(kind, row[i].kind) != 0)
            fail_msg("row %zu: '%s', expected '%s'", i, kind, row[i].kind);
        assert_int_equal(unlink(path), 0);
    }
    assert_null(filekind_of(dir, &e));
    assert_int_equal(e.code, ERR_REFUSED);
    assert_int_equal(rmdir(dir), 0);
}

static void each_kind_has_its_indexes(void **state)
{
    static const struct {
        const char *kind;
        const char *first; /* NULL: none */
    } row[] = {
        {"vcf",   ".tbi"},
        {"bed",   ".tbi"},
        {"bam",   ".bai"},
        {"fasta", ".fai"},
        {"fastq", NULL  },
        {"",      NULL  },
    };

    (void)state;
    for (size_t i = 0; i < T_LEN(row); i++) {
        const char *const *ends = filekind_index_ends(row[i].kind);

        if (row[i].first)
            assert_string_equal(ends[0], row[i].first);
        else
            assert_null(ends[0]);
    }
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_kind_is_known),
        cmocka_unit_test(each_kind_has_its_indexes),
    };

    return cmocka_run_group_tests_name("filekind", tests, NULL, NULL);
}
