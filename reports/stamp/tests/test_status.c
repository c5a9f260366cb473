/* What follows from what the issuers say of the certificates: suspended, good
 * again, revoked. Made by hand (t_stamp.h), at any time. */
#include "base/tests/t.h"

#include <string.h>

#include "base/err.h"
#include "reports/stamp/tests/t_trial.h"
#include "reports/stamp/timeproof.h"
#include "reports/trust/trust.h"

/* Suspended: no longer good, not yet revoked. The last word counts. */
static void a_suspension_is_a_doubt_until_it_is_lifted(void **state)
{
    static const char *const before =
        "the signer's certificate, or one of its issuers', is suspended since "
        "%s, before the time stamp of %s: whether it will be good again or "
        "revoked is not known yet";
    static const struct t_status held = {.revoked = "2026-11-23T09:00:00Z",
                                         .held = true};
    static const struct t_status later = {.produced = "2026-11-24T00:00:00Z",
                                          .revoked = "2026-11-23T12:00:00Z",
                                          .held = true};
    static const struct t_status good = {.produced = "2026-11-25T00:00:00Z"};
    static const struct t_status good_before = {.updated = "2026-11-23T08:00:"
                                                           "00Z"};
    static const struct {
        struct t_status status[2];
        size_t n;
        enum seal_status want;
        const char *time;
        const char *doubt; /* NULL: none */
    } row[] = {
        {{held},              1, SEAL_STATUS_HELD,       "2026-11-23T09:00:00Z", before},
        {{later},             1, SEAL_STATUS_HELD_LATER, "2026-11-23T12:00:00Z", NULL  },
        {{held, good},        2, SEAL_STATUS_GOOD,       "2026-11-25T00:00:00Z", NULL  },
        {{good, held},        2, SEAL_STATUS_GOOD,       "2026-11-25T00:00:00Z", NULL  },
        {{good_before, held},
         2,                      SEAL_STATUS_HELD,
         "2026-11-23T09:00:00Z",                                                 before},
        {{held, good_before},
         2,                      SEAL_STATUS_HELD,
         "2026-11-23T09:00:00Z",                                                 before},
    };

    (void)state;
    for (size_t i = 0; i < T_LEN(row); i++) {
        struct trial t;
        struct err e = {0};

        begin(&t);
        stamp(&t, (struct t_token){0});
        for (size_t k = 0; k < row[i].n; k++)
            add_status(&t, row[i].status[k]);
        if (judge(&t, &fix.trust, NULL, &e))
            fail_msg("row %zu: %s", i, e.msg);
        if (t.proof.status != row[i].want)
            fail_msg("row %zu: status %d", i, (int)t.proof.status);
        assert_string_equal(t.proof.status_time, row[i].time);
        if (row[i].doubt)
            assert_string_equal(t.proof.doubt.id, row[i].doubt);
        else
            assert_int_equal(t.proof.doubt.code, ERR_NONE);
        end(&t);
    }
}

static void a_revocation_is_never_lifted(void **state)
{
    struct trial t;

    (void)state;
    begin(&t);
    stamp(&t, (struct t_token){0});
    add_status(&t, (struct t_status){.revoked = "2026-11-23T09:00:00Z"});
    add_status(&t, (struct t_status){.produced = "2026-11-25T00:00:00Z"});
    add_status(&t, (struct t_status){.produced = "2026-11-26T00:00:00Z",
                                     .revoked = "2026-11-25T12:00:00Z",
                                     .held = true});
    refused(&t, "the signer's certificate, or one of its issuers', was revoked "
                "at %s, before the time stamp of %s");
}

/* By a time stamp that is believed, or not. */
static void a_suspended_certificate_needs_a_proved_time(void **state)
{
    static const struct trust nobody = {0};
    struct trial t;
    struct err e = {0};

    (void)state;
    begin(&t);
    stamp(&t, (struct t_token){0});
    add_status(&t, (struct t_status){.produced = "2026-11-24T00:00:00Z",
                                     .revoked = "2026-11-23T12:00:00Z",
                                     .held = true});
    assert_int_equal(judge(&t, &nobody, NULL, &e), 0);
    assert_string_equal(t.proof.doubt.id,
                        "the signer's certificate is suspended, and that the "
                        "seal is older is not proved: %s");
    end(&t);
    begin(&t);
    stamp(&t, (struct t_token){.more = fix.ca.cert});
    add_status(&t, (struct t_status){.of = &fix.tsa,
                                     .revoked = "2026-11-23T09:00:00Z",
                                     .held = true});
    assert_int_equal(judge(&t, &fix.trust, NULL, &e), 0);
    assert_false(t.proof.proved);
    assert_string_equal(t.proof.why_not,
                        "the certificate of the authority that made its time "
                        "stamp is suspended");
    end(&t);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_suspension_is_a_doubt_until_it_is_lifted),
        cmocka_unit_test(a_revocation_is_never_lifted),
        cmocka_unit_test(a_suspended_certificate_needs_a_proved_time),
    };

    return cmocka_run_group_tests_name("status", tests, set_up, tear_down);
}
