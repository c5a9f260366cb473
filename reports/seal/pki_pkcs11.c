/* The calls follow PKCS#11 2.40; CK_RV codes are shown as the standard's
 * numbers where nothing better can be said. */
#include "reports/seal/pki_pkcs11.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include <dlfcn.h>
#include <openssl/crypto.h>
#include <p11-kit/pkcs11.h>

#include "base/err.h"
#include "base/lang.h"
#include "base/path.h"
#include "reports/seal/pki_internal.h"
#include "reports/seal/pki_key.h"
#include "reports/seal/pki_uri.h"

#define SLOTS_MAX 256
#define PIN_MAX   256

struct pki_token {
    void *library;
    CK_FUNCTION_LIST *call; /* of the module */
    bool started;           /* by us: to be ended */
    bool open;              /* the session */
    CK_SESSION_HANDLE session;
    CK_OBJECT_HANDLE key;
    bool each_time; /* the PIN is asked for before each signature */
    bool keypad;    /* the token has its own */
    char pin[PIN_MAX + 1];
    CK_ULONG pin_len;
};

/* What a call answered other than CKR_OK. */
static int failed(const char *call, CK_RV rv, struct err *e)
{
    switch (rv) {
    case CKR_PIN_INCORRECT:
    case CKR_PIN_LEN_RANGE:
    case CKR_PIN_INVALID:
        return err_set(e, ERR_REFUSED, "the token does not accept this PIN");
    case CKR_PIN_LOCKED:
        return err_set(e, ERR_REFUSED,
                       "the token is locked after too many wrong PINs");
    case CKR_PIN_EXPIRED:
        return err_set(e, ERR_REFUSED, "the token's PIN has expired");
    case CKR_KEY_FUNCTION_NOT_PERMITTED:
    case CKR_KEY_TYPE_INCONSISTENT:
    case CKR_MECHANISM_INVALID:
    case CKR_MECHANISM_PARAM_INVALID:
        return err_set(e, ERR_REFUSED,
                       "the key in the token can not sign in the way that its "
                       "certificate asks for (error 0x%lX of %s)",
                       rv, call);
    case CKR_TOKEN_NOT_PRESENT:
    case CKR_DEVICE_REMOVED:
        return err_set(e, ERR_MISSING, "the token was removed");
    default:
        return err_set(e, ERR_IO,
                       "the PKCS#11 module failed: error 0x%lX of %s", rv,
                       call);
    }
}

/* --- the module --------------------------------------------------------- */

static int no_module(const char *path, struct err *e)
{
    err_set(e, ERR_REFUSED, "the file is no PKCS#11 module");
    return err_at(e, path, 0, 0);
}

static int load(struct pki_token *t, const char *path, struct err *e)
{
    char absolute[PATH_TEXT_MAX]; /* dlopen() looks elsewhere for bare names */
    CK_C_GetFunctionList get;
    void *symbol;

    if (path_absolute(absolute, path, e))
        return -1;
    if (!path_is_file(absolute)) {
        err_set(e, ERR_MISSING, "there is no such PKCS#11 module");
        return err_at(e, path, 0, 0);
    }
    t->library = dlopen(absolute, RTLD_NOW | RTLD_LOCAL);
    symbol = t->library ? dlsym(t->library, "C_GetFunctionList") : NULL;
    if (!symbol)
        return no_module(path, e);
    memcpy(&get, &symbol, sizeof get); /* ISO C has no cast for it */
    if (get(&t->call) != CKR_OK || !t->call || t->call->version.major < 2)
        return no_module(path, e);
    return 0;
}

static int start(struct pki_token *t, struct err *e)
{
    CK_C_INITIALIZE_ARGS args = {.flags = CKF_OS_LOCKING_OK};
    CK_RV rv = t->call->C_Initialize(&args);

    t->started = rv == CKR_OK;
    if (rv != CKR_OK && rv != CKR_CRYPTOKI_ALREADY_INITIALIZED)
        return failed("C_Initialize", rv, e);
    return 0;
}

/* --- the token ---------------------------------------------------------- */

/* A field of fixed length, filled up with blanks. */
static bool fits(const struct pki_uri_value *asked, const unsigned char *field,
                 size_t len)
{
    if (!asked->given)
        return true;
    if (asked->n > len || memcmp(asked->s, field, asked->n) != 0)
        return false;
    for (size_t i = asked->n; i < len; i++)
        if (field[i] != ' ' && field[i] != '\0')
            return false;
    return true;
}

static bool is_token(const struct pki_uri *u, const CK_TOKEN_INFO *i)
{
    return (i->flags & CKF_TOKEN_INITIALIZED) &&
           fits(&u->token, i->label, sizeof i->label) &&
           fits(&u->manufacturer, i->manufacturerID,
                sizeof i->manufacturerID) &&
           fits(&u->model, i->model, sizeof i->model) &&
           fits(&u->serial, i->serialNumber, sizeof i->serialNumber);
}

/* The slot of the one token that fits. */
static int find_token(CK_SLOT_ID *slot, CK_TOKEN_INFO *info,
                      const struct pki_token *t, const struct pki_uri *u,
                      struct err *e)
{
    CK_SLOT_ID slots[SLOTS_MAX];
    CK_ULONG n = SLOTS_MAX;
    CK_RV rv = t->call->C_GetSlotList(CK_TRUE, slots, &n);
    size_t found = 0;

    if (rv != CKR_OK || n > SLOTS_MAX)
        return failed("C_GetSlotList", rv, e);
    for (CK_ULONG i = 0; i < n; i++) {
        CK_TOKEN_INFO one;

        /* One that does not answer is none of ours. */
        if (t->call->C_GetTokenInfo(slots[i], &one) != CKR_OK ||
            !is_token(u, &one))
            continue;
        *slot = slots[i];
        *info = one;
        found++;
    }
    if (found == 1)
        return 0;
    if (found == 0)
        return err_set(e, ERR_MISSING, "no token fits the PKCS#11 URI");
    return err_set(e, ERR_USAGE,
                   "%zu tokens fit the PKCS#11 URI: name one by its serial",
                   found);
}

static int read_pin(struct pki_token *t, int fd, struct err *e)
{
    int n = pki_secret(t->pin, sizeof t->pin, fd, N_("PIN of the token: "));

    if (n < 0)
        return err_set(e, ERR_USAGE,
                       "the token asks for a PIN and none could be read: give "
                       "it with --passphrase-fd");
    t->pin_len = (CK_ULONG)n;
    return 0;
}

static int login(struct pki_token *t, CK_USER_TYPE user, struct err *e)
{
    CK_UTF8CHAR_PTR pin = t->keypad ? NULL : (CK_UTF8CHAR_PTR)t->pin;
    CK_RV rv =
        t->call->C_Login(t->session, user, pin, t->keypad ? 0 : t->pin_len);

    if (rv != CKR_OK && rv != CKR_USER_ALREADY_LOGGED_IN)
        return failed("C_Login", rv, e);
    return 0;
}

static int open_session(struct pki_token *t, CK_SLOT_ID slot,
                        const CK_TOKEN_INFO *info, int pin_fd, struct err *e)
{
    CK_RV rv = t->call->C_OpenSession(slot, CKF_SERIAL_SESSION, NULL, NULL,
                                      &t->session);

    if (rv != CKR_OK)
        return failed("C_OpenSession", rv, e);
    t->open = true;
    if (!(info->flags & CKF_LOGIN_REQUIRED))
        return 0;
    if (info->flags & CKF_USER_PIN_LOCKED)
        return failed("C_GetTokenInfo", CKR_PIN_LOCKED, e);
    t->keypad = info->flags & CKF_PROTECTED_AUTHENTICATION_PATH;
    if (!t->keypad && read_pin(t, pin_fd, e))
        return -1;
    return login(t, CKU_USER, e);
}

/* --- the key ------------------------------------------------------------ */

static int one_key(CK_OBJECT_HANDLE *out, const CK_OBJECT_HANDLE *found,
                   CK_ULONG n, struct err *e)
{
    if (n == 0)
        return err_set(e, ERR_MISSING,
                       "the token has no private key that fits the PKCS#11 "
                       "URI");
    if (n > 1)
        return err_set(e, ERR_USAGE,
                       "more than one private key fits the PKCS#11 URI: name "
                       "it by object and id");
    *out = found[0];
    return 0;
}

static int find_key(struct pki_token *t, struct pki_uri *u, struct err *e)
{
    CK_OBJECT_CLASS class = CKO_PRIVATE_KEY;
    CK_ATTRIBUTE want[3] = {
        {CKA_CLASS, &class, sizeof class}
    };
    CK_ULONG n = 1;
    CK_OBJECT_HANDLE found[2];
    CK_ULONG got = 0;
    CK_RV rv;

    if (u->object.given)
        want[n++] = (CK_ATTRIBUTE){CKA_LABEL, u->object.s, u->object.n};
    if (u->id.given)
        want[n++] = (CK_ATTRIBUTE){CKA_ID, u->id.s, u->id.n};
    rv = t->call->C_FindObjectsInit(t->session, want, n);
    if (rv != CKR_OK)
        return failed("C_FindObjectsInit", rv, e);
    rv = t->call->C_FindObjects(t->session, found, 2, &got);
    t->call->C_FindObjectsFinal(t->session);
    if (rv != CKR_OK)
        return failed("C_FindObjects", rv, e);
    return one_key(&t->key, found, got, e);
}

/* Of a token that does not know the attribute: `otherwise`. */
static bool key_is(const struct pki_token *t, CK_ATTRIBUTE_TYPE what,
                   bool otherwise)
{
    CK_BBOOL value = CK_FALSE;
    CK_ATTRIBUTE ask = {what, &value, sizeof value};

    if (t->call->C_GetAttributeValue(t->session, t->key, &ask, 1) != CKR_OK ||
        ask.ulValueLen != sizeof value)
        return otherwise;
    return value != CK_FALSE;
}

/* Modules have been seen to crash on a mechanism of another type of key. */
static int check_key(struct pki_token *t, enum pki_alg alg, struct err *e)
{
    CK_KEY_TYPE type = 0;
    CK_ATTRIBUTE ask = {CKA_KEY_TYPE, &type, sizeof type};
    CK_RV rv = t->call->C_GetAttributeValue(t->session, t->key, &ask, 1);

    if (rv != CKR_OK)
        return failed("C_GetAttributeValue", rv, e);
    if (type != (alg == PKI_RSA ? CKK_RSA : CKK_EC))
        return failed("C_GetAttributeValue", CKR_KEY_TYPE_INCONSISTENT, e);
    if (!key_is(t, CKA_SIGN, true))
        return err_set(e, ERR_REFUSED,
                       "the key in the token is not one that may sign");
    t->each_time = key_is(t, CKA_ALWAYS_AUTHENTICATE, false);
    return 0;
}

/* ------------------------------------------------------------------------ */

struct pki_token *pki_token_open(const char *uri, enum pki_alg alg, int pin_fd,
                                 struct err *e)
{
    struct pki_token *t = calloc(1, sizeof *t);
    struct pki_uri u;
    CK_SLOT_ID slot = 0;
    CK_TOKEN_INFO info = {0};

    if (!t) {
        err_nomem(e);
        return NULL;
    }
    if (pki_uri_parse(&u, uri, e))
        goto fail;
    if (!*u.module) {
        err_set(e, ERR_USAGE,
                "the key is in a token: name its PKCS#11 module with "
                "--pkcs11-module");
        goto fail;
    }
    if (load(t, u.module, e) || start(t, e) ||
        find_token(&slot, &info, t, &u, e) ||
        open_session(t, slot, &info, pin_fd, e) || find_key(t, &u, e) ||
        check_key(t, alg, e))
        goto fail;
    return t;
fail:
    pki_token_close(t);
    return NULL;
}

void pki_token_close(struct pki_token *t)
{
    if (!t)
        return;
    if (t->open)
        t->call->C_CloseSession(t->session);
    if (t->started)
        t->call->C_Finalize(NULL);
    /* The module stays loaded: some have left threads or exit handlers
     * behind, and the program is about to end anyway. */
    OPENSSL_cleanse(t->pin, sizeof t->pin);
    free(t);
}

int pki_token_sign(unsigned char out[PKI_SIGNATURE_MAX], size_t *out_len,
                   struct pki_token *t, enum pki_alg alg,
                   const unsigned char *digest, size_t n, struct err *e)
{
    CK_RSA_PKCS_PSS_PARAMS pss = {CKM_SHA256, CKG_MGF1_SHA256, n};
    CK_MECHANISM how = {CKM_ECDSA, NULL, 0};
    CK_BYTE data[64]; /* the module's argument is not const */
    CK_ULONG len = PKI_SIGNATURE_MAX;
    CK_RV rv;

    if (n > sizeof data)
        return err_set(e, ERR_RANGE, "a digest of %zu bytes", n);
    memcpy(data, digest, n);
    if (alg == PKI_RSA)
        how = (CK_MECHANISM){CKM_RSA_PKCS_PSS, &pss, sizeof pss};
    rv = t->call->C_SignInit(t->session, &how, t->key);
    if (rv != CKR_OK)
        return failed("C_SignInit", rv, e);
    if (t->each_time && login(t, CKU_CONTEXT_SPECIFIC, e))
        return -1;
    rv = t->call->C_Sign(t->session, data, n, out, &len);
    if (rv != CKR_OK)
        return failed("C_Sign", rv, e);
    *out_len = len;
    return 0;
}
