/*
 * check_tiling -- the check `tiling`: the records of a gVCF cover a territory,
 * each base once (judge/tiling.h).
 */
#include <inttypes.h>
#include <stdbool.h>

#include "base/err.h"
#include "base/lang.h"
#include "core/finding.h"
#include "formats/bedio.h"
#include "formats/vcfin.h"
#include "judge/check_list.h"
#include "judge/checks.h"
#include "judge/tiling.h"

static const struct check_input inputs[] = {
    {"file",    "vcf", INPUT_DELIVERABLE, true,  false,
     N_("the gVCF, as VCF text of one sample")              },
    {"regions", "bed", INPUT_FIXTURE,     true,  false,
     N_("the territory that it must cover")                 },
    {NULL,      NULL,  INPUT_EITHER,      false, false, NULL},
};

static const struct check_counter counters[] = {
    {"tiling.unreadable", "file",   N_("gVCF files that can not be read") },
    {"tiling.records",    "record", N_("records read")                    },
    {"tiling.blocks",     "record", N_("blocks of the reference")         },
    {"tiling.territory",  "bp",     N_("bases that must be covered")      },
    {"tiling.gaps",       "place",  N_("places that no record covers")    },
    {"tiling.gap-bp",     "bp",     N_("bases that no record covers")     },
    {"tiling.overlaps",   "place",  N_("places that a block covers again")},
    {"tiling.overlap-bp", "bp",     N_("bases that a block covers again") },
    {NULL,                NULL,     NULL                                  },
};

static const struct check_measure measures[] = {
    {"gap-bp",
     "bp",               {MEASURE_COUNT, {"tiling.gap-bp", "tiling.unreadable"}, {NULL}},
     N_("bases that no record covers")                                                            },
    {"overlap-bp",
     "bp",               {MEASURE_COUNT, {"tiling.overlap-bp", "tiling.unreadable"}, {NULL}},
     N_("bases that a block covers again")                                                        },
    {"blocks",
     "record",           {MEASURE_COUNT, {"tiling.blocks"}, {NULL}},
     N_("blocks of the reference")                                                                },
    {NULL,         NULL, {MEASURE_COUNT, {NULL}, {NULL}},                                     NULL},
};

static const struct check_decl decl = {
    .name = "tiling",
    .en = N_("the records of a gVCF cover a territory, each base once"),
    .inputs = inputs,
    .params = NULL,
    .counters = counters,
    .measures = measures,
};

struct telling {
    struct measurement *m;
    const char *name; /* of the file */
};

static int tell(void *told, bool gap, const char *contig, int64_t beg,
                int64_t end, uint64_t record, struct err *e)
{
    struct telling *t = told;

    if (tally_count(&t->m->tally, gap ? "tiling.gaps" : "tiling.overlaps", 1,
                    e) ||
        tally_count(&t->m->tally, gap ? "tiling.gap-bp" : "tiling.overlap-bp",
                    end - beg, e))
        return -1;
    if (gap)
        return finding_add(&t->m->findings, FINDING_ERROR, "GVCF-GAP", t->name,
                           0, e,
                           "%.100s:%" PRId64 "-%" PRId64 " (%" PRId64
                           " bp) of the territory is in no record",
                           contig, beg + 1, end, end - beg);
    return finding_add(&t->m->findings, FINDING_ERROR, "GVCF-OVERLAP", t->name,
                       0, e,
                       "%.100s:%" PRId64 "-%" PRId64 " (%" PRId64
                       " bp) is in a block of the reference, record %" PRIu64
                       ", and in a record before it",
                       contig, beg + 1, end, end - beg, record);
}

static int take(struct tiling *t, struct measurement *m, struct vcfin *in,
                const struct vcfrec *r, uint32_t *contig, struct err *e)
{
    const struct vcfhead *head = vcfin_head(in);
    int64_t end;
    bool block;

    if (r->text.n == 0)
        return err_set(e, ERR_SYNTAX,
                       "this is a BCF; hand in the gVCF as VCF text");
    if (tiling_extent(&end, &block, r, e)) {
        return err_at(e, NULL, r->line, 0);
    }
    if (r->contig != *contig && tiling_contig(t, head->contigs.a[r->contig],
                                              head->contigs.len[r->contig], e))
        return err_at(e, NULL, r->line, 0);
    *contig = r->contig;
    if (tally_count(&m->tally, "tiling.records", 1, e) ||
        tally_count(&m->tally, "tiling.blocks", block, e))
        return -1;
    return tiling_record(t, r->pos, end, block, r->n, e);
}

static int read_all(struct tiling *t, struct measurement *m, const char *path,
                    struct err *e)
{
    struct vcfin *in = vcfin_open(path, e);
    struct vcfrec r;
    uint32_t contig = NAMES_NONE;
    int got = in ? 1 : -1;

    while (got > 0 && (got = vcfin_next(&r, in, e)) > 0)
        if (take(t, m, in, &r, &contig, e))
            got = -1;
    vcfin_close(in);
    return got < 0 ? -1 : tiling_finish(t, e);
}

static int give_up(struct measurement *m, const char *name,
                   const struct err *why, struct err *e)
{
    m->state = MEASURED_DEFECT;
    m->spoils = true;
    return tally_count(&m->tally, "tiling.unreadable", 1, e) ||
                   finding_from_err(&m->findings, "GVCF-READ", name, why, e)
               ? -1
               : 0;
}

static int run(struct measurement *m, const struct check_env *env,
               struct err *e)
{
    const struct check_file *file = check_input(env, "file");
    struct telling told = {m, file->name};
    struct bed territory = {0};
    struct tiling t = {0};
    struct err why = {0};
    int rc = -1;

    m->state = MEASURED_OK;
    if (bed_read(&territory, check_input(env, "regions")->path, e) ||
        tally_count(&m->tally, "tiling.territory", bed_bp(&territory), e) ||
        tiling_init(&t, &territory, tell, &told, e))
        goto done;
    if (read_all(&t, m, file->path, &why) == 0)
        rc = 0;
    else if (checks_is_defect(&why))
        rc = give_up(m, file->name, &why, e);
    else
        *e = why;
done:
    tiling_release(&t);
    bed_release(&territory);
    return rc;
}

const struct check check_tiling = {&decl, run};
