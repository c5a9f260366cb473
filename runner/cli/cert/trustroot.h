/* trustroot -- the option that says who must have sealed the trust store; the
 * same in each command that takes --trust. */
#ifndef CLI_TRUSTROOT_H
#define CLI_TRUSTROOT_H

#define TRUSTROOT_OPT(root)                                                    \
    {                                                                          \
        OPT_TEXT, "trust-root", 0, &(root), "SHA256",                          \
            N_("certificate that must have sealed the trust store"), 0, 0      \
    }

#endif
