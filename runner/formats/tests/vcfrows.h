/* vcfrows -- small VCF texts, right and wrong, that all readers are tried on.
 */
#ifndef FORMATS_TESTS_VCFROWS_H
#define FORMATS_TESTS_VCFROWS_H

#include <stdint.h>

#include "base/err.h"

#define HEAD                                                                   \
    "##fileformat=VCFv4.2\n"                                                   \
    "##FILTER=<ID=LowQual,Description=\"a,b>\">\n"                             \
    "##contig=<ID=c1,length=1000>\n"                                           \
    "##contig=<length=500,ID=c2>\n"                                            \
    "##INFO=<ID=DP,Number=1,Type=Integer,Description=\"x\">\n"                 \
    "##FORMAT=<ID=GT,Number=1,Type=String,Description=\"x\">\n"                \
    "##FORMAT=<ID=GQ,Number=1,Type=Integer,Description=\"x\">\n"               \
    "##FORMAT=<ID=PS,Number=1,Type=Integer,Description=\"x\">\n"
#define COLUMNS "#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO"
#define ONE     HEAD COLUMNS "\tFORMAT\tA\n"
#define TWO     HEAD COLUMNS "\tFORMAT\tA\tB\n"

/* Rows that VCF and BCF must read alike. */
static const struct {
    const char *body;
    const char *sample; /* of TWO; NULL the first */
    const char *shown;
} vcf_record[] = {
    {"c1\t1\t.\tA\tC\t50\tPASS\t.\tGT\t0/1\t1/1\n",                          NULL,
     "c1:0 A>C 50 PASS+ 0/1 "                                                                                           },
    {"c1\t1\t.\tA\tC\t50\tPASS\t.\tGT\t0/1\t1|1\n",                          "B",
     "c1:0 A>C 50 PASS+ 1|1 "                                                                                           },
    {"c1\t1\t.\tA\tC\t.\t.\tDP=3\tGT:GQ\t.\t1\n",                            "B",  "c1:0 A>C . .+ 1 "                   },
    {"c2\t499\trs1\tAT\tA,ATT\t1.5\tLowQual\tDP=1\tGQ:GT:PS\t3:1|2:77\t.\n",
     NULL,                                                                         "c2:498 AT>A,ATT 1.5 LowQual- 1|2 77"},
    {"c1\t0\t.\tN\t.\t.\tPASS\t.\tGT\t./.\t0/0\n",                           NULL,
     "c1:-1 N> . PASS+ -1/-1 "                                                                                          },
    {"c1\t5\t.\tA\t<DEL>,*\t.\tPASS\t.\tGT:PS\t0/1/2:.\t0\n",                NULL,
     "c1:4 A><DEL>,* . PASS+ 0/1/2 "                                                                                    },
    {"c1\t5\t.\tA\tC\t.\tPASS\t.\tGQ\t4\t5\n",                               NULL, "c1:4 A>C . PASS+  "                 },
    {"c1\t5\t.\tA\tC\t.\tPASS\t.\tGT\t.|1\t5\n",                             NULL,
     "c1:4 A>C . PASS+ -1|1 "                                                                                           },
};

/* The first defect of each, and what is said of it. */
static const struct {
    const char *text;
    enum err_code code;
    uint64_t line;
    const char *says;
} vcf_defect[] = {
    {"",                                              ERR_SYNTAX, 0,  "empty"                 },
    {"c1\t1\t.\tA\tC\n",                              ERR_SYNTAX, 1,  "no VCF header"         },
    {"##fileformat=VCFv4.2\n",                        ERR_SYNTAX, 0,  "#CHROM"                },
    {"##fileformat=VCFv4.2\nc1\t1\n",                 ERR_SYNTAX, 2,  "no VCF header"         },
    {"##fileformat=VCFv3.3\n",                        ERR_SYNTAX, 1,  "version 4"             },
    {"##fileformat=VCFv4.222222222222222222\n",       ERR_SYNTAX, 1,  "version 4"             },
    {"#CHROM\tPOS\n",                                 ERR_SYNTAX, 1,  "separated"             },
    {COLUMNS "\tFORMAX\n",                            ERR_SYNTAX, 1,  "ninth"                 },
    {COLUMNS "\tFORMAT\tA\tA\n",                      ERR_SYNTAX, 1,  "twice"                 },
    {COLUMNS "\tFORMAT\tA\t\tB\n",                    ERR_SYNTAX, 1,  "no name"               },
    {ONE "c1\t1\t.\tA\tC\t.\t.\t.\tGT\n",             ERR_SYNTAX, 10, "columns"               },
    {ONE "c1\n",                                      ERR_SYNTAX, 10, "columns"               },
    {ONE "\n",                                        ERR_SYNTAX, 10, "the line is empty"     },
    {ONE "c1\t1\t.\tA\tC\t.\t.\t.\tGT\t0\t0\n",       ERR_SYNTAX, 10, "more columns"          },
    {ONE "c1\tx\t.\tA\tC\t.\t.\t.\tGT\t0\n",          ERR_SYNTAX, 10, "POS"                   },
    {ONE "c1\t1.0\t.\tA\tC\t.\t.\t.\tGT\t0\n",        ERR_SYNTAX, 10, "POS"                   },
    {ONE "c1\t-1\t.\tA\tC\t.\t.\t.\tGT\t0\n",         ERR_SYNTAX, 10, "POS"                   },
    {ONE "c1\t2147483648\t.\tA\tC\t.\t.\t.\tGT\t0\n", ERR_SYNTAX, 10, "POS"                   },
    {ONE "\t1\t.\tA\tC\t.\t.\t.\tGT\t0\n",            ERR_SYNTAX, 10, "CHROM"                 },
    {ONE "c1\t1\t.\t\tC\t.\t.\t.\tGT\t0\n",           ERR_SYNTAX, 10, "REF is empty"          },
    {ONE "c1\t1\t.\t.\tC\t.\t.\t.\tGT\t0\n",          ERR_SYNTAX, 10, "REF is empty"          },
    {ONE "c1\t1\t.\tA\t\t.\t.\t.\tGT\t0\n",           ERR_SYNTAX, 10, "ALT is empty"          },
    {ONE "c1\t1\t.\tA\tC,\t.\t.\t.\tGT\t0\n",         ERR_SYNTAX, 10,
     "ALT allele is empty"                                                                    },
    {ONE "c1\t1\t.\tA\tC\t.\t.\t.\tGT\t0/2\n",        ERR_SYNTAX, 10,
     "names allele 2"                                                                         },
    {ONE "c1\t1\t.\tA\tC\t.\t.\t.\tGT\t0/\n",         ERR_SYNTAX, 10, "(GT)"                  },
    {ONE "c1\t1\t.\tA\tC\t.\t.\t.\tGT\t0-1\n",        ERR_SYNTAX, 10, "(GT)"                  },
    {ONE "c1\t1\t.\tA\tC\t.\t.\t.\tGT\tA\n",          ERR_SYNTAX, 10, "(GT)"                  },
    {ONE "c1\t9\t.\tA\tC\t.\t.\t.\tGT\t0\n"
         "c1\t8\t.\tA\tC\t.\t.\t.\tGT\t0\n",     ERR_SYNTAX, 11, "c1:8 stands after c1:9"},
    {ONE "c1\t9\t.\tA\tC\t.\t.\t.\tGT\t0\n"
         "c2\t1\t.\tA\tC\t.\t.\t.\tGT\t0\n"
         "c1\t9\t.\tA\tC\t.\t.\t.\tGT\t0\n",     ERR_SYNTAX, 12, "together"              },
};

#endif
