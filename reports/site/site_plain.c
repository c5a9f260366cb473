/* Pages that do not depend on entries: what a certificate does not say, the
 * look-up of a file, the choice of language. */
#include "base/err.h"
#include "reports/site/site_internal.h"

static const struct {
    const char *en;
    const char *fr;
} limits[] = {
    {"It is no regulatory approval. Whether a product may be placed on the "
     "market or used in care is for the authorities to say; what a certificate "
     "repeats of that is the vendor’s declaration.",                            "Il n’est pas une autorisation réglementaire. Si un produit peut être mis "
     "sur le marché ou servir aux soins, c’est aux autorités de le dire\u202f; ce "
     "qu’un certificat en répète est la déclaration du fournisseur."},
    {"It says nothing beyond its suites: what no case asks was not looked at. "
     "Each certificate lists what was not tested and which cases did not apply.",
     "Il ne dit rien au-delà de ses suites\u00a0: ce qu’aucun cas ne demande n’a pas "
     "été examiné. Chaque certificat énumère ce qui n’a pas été testé et les "
     "cas qui ne s’appliquaient pas."                                                                                             },
    {"It is about one version of one product, or, when it says so, its later "
     "patches by delta.",                                                         "Il porte sur une version d’un produit, ou, quand il le dit, sur ses "
     "correctifs ultérieurs par delta."                                                              },
    {"A claim about a file is exact; a claim about a technology comes from few "
     "samples, and holds for samples like them.",                                 "Une affirmation sur un fichier est exacte\u202f; une affirmation sur une "
     "technologie vient de peu d’échantillons, et vaut pour des échantillons "
     "qui leur ressemblent."                                                  },
    {"The level of evidence matters: declared, recomputed from the files handed "
     "in, executed by a laboratory, executed by the body. Only the last two saw "
     "the product run.",                                                          "Le niveau de preuve compte\u00a0: déclaré, recalculé à partir des fichiers "
     "remis, exécuté par un laboratoire, exécuté par l’organisme. Seuls les "
     "deux derniers ont vu le produit fonctionner."                                                    },
    {"A waived case failed. The failure stays visible, and counts again when "
     "the waiver ends.",                                                          "Un cas objet d’une dérogation a échoué. L’échec reste visible, et compte "
     "de nouveau quand la dérogation prend fin."                                                      },
    {"Limits that nobody published yet are adopted by the scheme; the "
     "certificate says which.",                                                   "Les limites que personne n’a encore publiées sont adoptées par le "
     "programme\u202f; le certificat dit lesquelles."                                           },
    {"It does not bind the other nation. Its recognition, with or without "
     "reservations, is an act of its own, and each nation adopts by its own "
     "policy.",                                                                   "Il ne lie pas l’autre nation. La reconnaissance par elle, avec ou sans "
     "réserves, est un acte à part, et chaque nation adopte selon sa propre "
     "politique."                                                                                               },
    {"It does not say that it is in force today. Only a dated list, signed by "
     "the register and cosigned by the partner, says that nothing came later.",   "Il ne dit pas qu’il est en vigueur aujourd’hui. Seule une liste datée, "
     "signée par le registre et cosignée par le partenaire, dit que rien n’est "
     "venu après."                             },
    {"A badge, a PDF or a web page is no certificate. What counts is the sealed "
     "container, which anybody can verify.",                                      "Un badge, un PDF ou une page web n’est pas un certificat. Ce qui compte "
     "est le conteneur scellé, que chacun peut vérifier."                        },
};

int site_limits(struct site *s, bool fr, struct err *e)
{
    struct site_page p;

    site_page_begin(&p, s, fr, "limits.html",
                    fr ? "Ce qu’un certificat ne dit pas"
                       : "What a certificate does not say",
                    NULL);
    site_par(&p,
             "A certificate says: on the day it was issued, this product met "
             "these suites, by this evidence, which you can check. It does not "
             "say more.",
             "Un certificat dit\u00a0: le jour où il a été délivré, ce produit "
             "satisfaisait à ces suites, d’après ces éléments, que vous pouvez "
             "contrôler. Il n’en dit pas plus.");
    site_raw(&p, "<ul>\n");
    for (size_t i = 0; i < sizeof limits / sizeof *limits; i++) {
        site_raw(&p, "<li>");
        site_say(&p, limits[i].en, limits[i].fr);
        site_raw(&p, "</li>\n");
    }
    site_raw(&p, "</ul>\n");
    return site_page_end(&p, s, e);
}

/* What the script says, in the page's language. */
static void put_words(struct site_page *p)
{
    site_raw(p, "<p id=\"answer\" class=\"lead\" role=\"status\" data-wait=\"");
    site_say(p, "Reading…", "Lecture…");
    site_raw(p, "\" data-yes=\"");
    site_say(
        p,
        "The register has an entry of exactly this container. Its page "
        "says how it stands:",
        "Le registre a une entrée sur exactement ce conteneur. Sa page dit "
        "son état\u00a0:");
    site_raw(p, "\" data-no=\"");
    site_say(
        p,
        "The register, when these pages were made, had no entry of this "
        "file. It may have been altered, or be no container of this "
        "register.",
        "Le registre, quand ces pages ont été faites, n’avait pas d’entrée "
        "sur ce fichier. Il a pu être modifié, ou n’est pas un conteneur de "
        "ce registre.");
    site_raw(p, "\" data-bad=\"");
    site_say(
        p,
        "This did not work: the file can not be read, or the pages are not "
        "served by a web server.",
        "Cela n’a pas marché\u00a0: le fichier est illisible, ou les pages ne "
        "sont pas servies par un serveur web.");
    site_raw(p, "\"></p>\n<ul id=\"found\"></ul>\n"
                "<p class=\"soft\"><code id=\"digest\"></code></p>\n");
}

int site_lookup(struct site *s, bool fr, struct err *e)
{
    struct site_page p;

    site_page_begin(&p, s, fr, "lookup.html",
                    fr ? "Chercher un fichier" : "Look a file up", &s->lookup);
    site_par(
        &p,
        "Is this file a container that the register has an entry of? Its "
        "SHA-256 is computed here, in your browser, and compared with the "
        "register’s list: the file is not uploaded. A proof or a seal that "
        "was added later does not matter; of one that was renewed with an "
        "archive time stamp, look up the file as it was issued.",
        "Ce fichier est-il un conteneur sur lequel le registre a une "
        "entrée\u202f? Son SHA-256 est calculé ici, dans votre navigateur, et "
        "comparé à la liste du registre\u00a0: le fichier n’est pas envoyé. Une "
        "preuve ou un sceau ajouté plus tard ne change rien\u202f; d’un "
        "conteneur renouvelé par un horodatage d’archive, cherchez le fichier "
        "tel que délivré.");
    site_raw(&p, "<div id=\"drop\" class=\"drop\" hidden>\n"
                 "<label for=\"file\">");
    site_say(&p, "Drop a file here, or choose one",
             "Déposez un fichier ici, ou choisissez-en un");
    site_raw(&p, "</label>\n<input type=\"file\" id=\"file\">\n</div>\n");
    put_words(&p);
    site_raw(&p, "<noscript><p>");
    site_say(
        &p,
        "Without script: print the digest of the file and search for it "
        "in the list for machines.",
        "Sans script\u00a0: affichez l’empreinte du fichier et cherchez-la dans "
        "la liste pour les machines.");
    site_raw(&p, "</p></noscript>\n<pre>sha256sum FILE.asice</pre>\n");
    site_par(
        &p,
        "That it is here does not say whose seal it is or what it is "
        "worth: verify the container.",
        "Qu’il soit ici ne dit pas à qui est le sceau, ni ce qu’il vaut\u00a0: "
        "vérifiez le conteneur.");
    site_raw(&p, "<pre>entente verify FILE.asice --trust TRUST</pre>\n");
    return site_page_end(&p, s, e);
}

int site_choice(struct site *s, struct err *e)
{
    struct buf b;
    struct say w = {.to = &b, .html = true};
    int rc;

    buf_init(&b, SITE_PAGE_MAX);
    buf_str(&b,
            "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n"
            "<meta charset=\"utf-8\">\n"
            "<meta http-equiv=\"Content-Security-Policy\" content=\""
            "default-src 'none'; style-src 'unsafe-inline'; img-src data:\">\n"
            "<meta name=\"viewport\" content=\"width=device-width,"
            "initial-scale=1\">\n<link rel=\"icon\" "
            "href=\"data:,\">\n<title>");
    say_put(&w, s->own.origin);
    buf_str(&b, "</title>\n<style>\n");
    buf_add(&b, s->css.s, s->css.n);
    buf_str(&b, "</style>\n</head>\n<body>\n<div class=\"page\"><main>\n<h1>");
    say_put(&w, s->own.origin);
    buf_str(&b, "</h1>\n<p class=\"lead\"><a href=\"en/index.html\" "
                "hreflang=\"en\">Register of certificates</a></p>\n"
                "<p class=\"lead\"><a href=\"fr/index.html\" lang=\"fr\" "
                "hreflang=\"fr\">Registre de certificats</a></p>\n"
                "</main></div>\n</body>\n</html>\n");
    rc = site_files_put(&s->files, "index.html", &b, e);
    buf_release(&b);
    return rc;
}
