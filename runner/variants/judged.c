#include "variants/judged.h"

const char *judged_shape_name(enum judged_shape s)
{
    static const char *const name[] = {
        [JUDGED_SNV] = "SNV",
        [JUDGED_MNP] = "MNP",
        [JUDGED_INDEL] = "INDEL",
        [JUDGED_COMPLEX] = "COMPLEX",
    };

    return name[s];
}

const char *judged_subtype_name(enum judged_subtype s)
{
    static const char *const name[] = {
        [JUDGED_TI] = "ti",
        [JUDGED_TV] = "tv",
        [JUDGED_MNP_ANY] = "mnp",
        [JUDGED_I1_5] = "i1_5",
        [JUDGED_I6_15] = "i6_15",
        [JUDGED_I16_PLUS] = "i16_plus",
        [JUDGED_D1_5] = "d1_5",
        [JUDGED_D6_15] = "d6_15",
        [JUDGED_D16_PLUS] = "d16_plus",
        [JUDGED_C1_5] = "c1_5",
        [JUDGED_C6_15] = "c6_15",
        [JUDGED_C16_PLUS] = "c16_plus",
    };

    return name[s];
}

const char *judged_zygosity_name(enum judged_zygosity z)
{
    static const char *const name[] = {
        [JUDGED_HET] = "het",
        [JUDGED_HOMALT] = "homalt",
        [JUDGED_HETALT] = "hetalt",
    };

    return name[z];
}

const char *judged_kind_name(enum judged_kind k)
{
    static const char *const name[] = {
        [JUDGED_NOTHING] = ".",
        [JUDGED_LM] = "lm",
        [JUDGED_AM] = "am",
        [JUDGED_GM] = "gm",
    };

    return name[k];
}
