/* Registers in a trust store: whose proofs are looked at. */
#include <string.h>

#include "base/err.h"
#include "formats/xmltake.h"
#include "reports/trust/trust_internal.h"

#define REGISTERS_MAX 1000
#define COSIGNERS_MAX 16

static int read_key(struct note_key *out, struct xmltake *x,
                    enum note_kind kind)
{
    const char *text = xmltake_need(x, "vkey");

    if (!text)
        return -1;
    if (note_key_parse(out, text, strlen(text), x->e))
        return xmltake_at(x);
    if (out->kind != kind) {
        err_set(x->e, ERR_SYNTAX,
                "the verifier key of %s is of kind %d, expected is kind %d",
                out->name, (int)out->kind, (int)kind);
        return xmltake_at(x);
    }
    return 0;
}

static int read_cosigner(struct trust *t, struct trust_register *r, size_t *cap,
                         const struct xmlnode *n, struct err *e)
{
    struct xmltake x;
    struct note_key k;
    struct note_key *slot;

    xmltake_begin(&x, n, e);
    if (read_key(&k, &x, NOTE_COSIGNATURE) || xmltake_end(&x))
        return -1;
    if (r->n == COSIGNERS_MAX)
        return err_set(e, ERR_LIMIT, "a register has at most %d cosigners",
                       COSIGNERS_MAX);
    slot = arena_push(&t->arena, &r->cosigners, &r->n, cap, sizeof k, e);
    if (!slot)
        return -1;
    *slot = k;
    return 0;
}

int trust_read_register(struct trust *t, size_t *cap, const struct xmlnode *n,
                        struct err *e)
{
    struct trust_register r = {0};
    struct trust_register *slot;
    struct xmltake x;
    const char *origin;
    size_t cosigners = 0;

    xmltake_begin(&x, n, e);
    origin = xmltake_need(&x, "origin");
    if (!origin || read_key(&r.log, &x, NOTE_ED25519))
        return -1;
    if (strcmp(origin, r.log.name) != 0)
        return xmltake_bad(&x, "origin", origin, r.log.name);
    while ((n = xmltake_child(&x, "cosigner"))) {
        if (read_cosigner(t, &r, &cosigners, n, e))
            return -1;
    }
    if (xmltake_end(&x))
        return -1;
    if (trust_register_of(t, r.log.name)) {
        err_set(e, ERR_SYNTAX, "the trust store lists '%.200s' twice",
                r.log.name);
        return xmltake_at(&x);
    }
    if (t->n_registers == REGISTERS_MAX)
        return err_set(e, ERR_LIMIT, "the trust store has more than %d entries",
                       REGISTERS_MAX);
    slot =
        arena_push(&t->arena, &t->registers, &t->n_registers, cap, sizeof r, e);
    if (!slot)
        return -1;
    *slot = r;
    return 0;
}

const struct trust_register *trust_register_of(const struct trust *t,
                                               const char *origin)
{
    for (size_t i = 0; i < t->n_registers; i++) {
        if (strcmp(t->registers[i].log.name, origin) == 0)
            return &t->registers[i];
    }
    return NULL;
}
