<?xml version="1.0" encoding="UTF-8"?>
<!-- Decision rules, how to verify, and what the words mean. -->
<xsl:stylesheet version="1.0"
  xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:r="urn:entente:report:1"
  xmlns:e="urn:entente:xsl" exclude-result-prefixes="r e">

  <xsl:template name="rules">
    <xsl:variable name="interval" select="e:criteria('method', 'clopper-pearson') + e:criteria('method', 'wilson') + e:criteria('method', 'jeffreys') + e:criteria('method', 'garwood')"/>
    <section aria-labelledby="rules">
      <h2 id="rules"><xsl:value-of select="e:t('Decision rules', 'Règles de décision')"/></h2>
      <p><xsl:value-of select="e:t('Each criterion names its rule in the table of cases. What the rules mean (ISO/IEC 17025:2017, 3.7 and 7.8.6; ILAC-G8:09/2019):', 'Chaque critère désigne sa règle dans le tableau des cas. Ce que veulent dire les règles (ISO/IEC 17025:2017, 3.7 et 7.8.6&#x202F;; ILAC-G8:09/2019)&#xA0;:')"/></p>
      <ul>
        <xsl:if test="e:criteria('method', 'exact') &gt; 0">
          <li><strong><xsl:value-of select="e:t('The number itself. ', 'Le nombre lui-même. ')"/></strong><xsl:value-of select="e:t('The count is compared with the limit. It is a recount of given files and has no sampling error.', 'Le compte est comparé à la limite. C’est un recomptage de fichiers donnés, sans erreur d’échantillonnage.')"/></li>
        </xsl:if>
        <xsl:if test="$interval &gt; 0">
          <li><strong><xsl:value-of select="e:t('Interval. ', 'Intervalle. ')"/></strong><xsl:value-of select="e:t('Passed when the whole confidence interval lies on the required side of the limit, failed when all of it lies on the other side, inconclusive in between. A one-sided interval holds its confidence for each bound alone, a two-sided one for both together.', 'Réussi quand tout l’intervalle de confiance est du côté exigé de la limite, échoué quand il est entièrement de l’autre côté, non concluant entre les deux. Un intervalle unilatéral tient sa confiance pour chaque borne seule, un intervalle bilatéral pour les deux ensemble.')"/></li>
        </xsl:if>
        <xsl:if test="e:criteria('method', 'clopper-pearson') &gt; 0">
          <li><strong>Clopper–Pearson. </strong><xsl:value-of select="e:t('Exact binomial interval of a proportion (1934).', 'Intervalle binomial exact d’une proportion (1934).')"/></li>
        </xsl:if>
        <xsl:if test="e:criteria('method', 'wilson') &gt; 0">
          <li><strong>Wilson. </strong><xsl:value-of select="e:t('Score interval of a proportion (1927).', 'Intervalle du score d’une proportion (1927).')"/></li>
        </xsl:if>
        <xsl:if test="e:criteria('method', 'jeffreys') &gt; 0">
          <li><strong>Jeffreys. </strong><xsl:value-of select="e:t('Interval of a proportion from the Beta(½, ½) prior.', 'Intervalle d’une proportion tiré de la loi a priori bêta(½, ½).')"/></li>
        </xsl:if>
        <xsl:if test="e:criteria('method', 'garwood') &gt; 0">
          <li><strong>Garwood. </strong><xsl:value-of select="e:t('Exact Poisson interval of a rate (1936).', 'Intervalle de Poisson exact d’un taux (1936).')"/></li>
        </xsl:if>
        <xsl:if test="e:criteria('guard', 'yes') &gt; 0">
          <li><strong><xsl:value-of select="e:t('Guard band. ', 'Bande de garde. ')"/></strong><xsl:value-of select="e:t('The limit is moved inwards by the width named, so that a pass is less often wrong.', 'La limite est déplacée vers l’intérieur de la largeur indiquée, pour qu’une réussite soit moins souvent erronée.')"/></li>
        </xsl:if>
        <xsl:if test="$process &gt; 0">
          <li><strong><xsl:value-of select="e:t('Claim about the technology. ', 'Énoncé sur la technologie. ')"/></strong><xsl:value-of select="e:t('Errors come in clusters along the genome: the interval is widened by the design effect of a jackknife over blocks of 5 Mbp.', 'Les erreurs sont groupées le long du génome&#xA0;: l’intervalle est élargi par l’effet de plan d’un jackknife sur des blocs de 5&#xA0;Mpb.')"/></li>
        </xsl:if>
        <li><strong><xsl:value-of select="e:t('Verdict. ', 'Verdict. ')"/></strong><xsl:value-of select="e:t('All mandatory cases of a profile must pass together; no correction for their number is needed for the one who relies on it. Advisory criteria give warnings, never a failure.', 'Tous les cas obligatoires d’un profil doivent être réussis ensemble&#x202F;; aucune correction pour leur nombre n’est nécessaire pour qui s’y fie. Les critères indicatifs donnent des avertissements, jamais un échec.')"/></li>
      </ul>
    </section>
  </xsl:template>

  <xsl:template name="check-it">
    <section aria-labelledby="verify">
      <h2 id="verify"><xsl:value-of select="e:t('How to verify', 'Comment vérifier')"/></h2>
      <p><xsl:value-of select="e:t('Anyone who holds the sealed report can decide it again, without a network and without trusting its author:', 'Quiconque détient le rapport scellé peut le décider à nouveau, sans réseau et sans faire confiance à son auteur&#xA0;:')"/></p>
      <pre><code>entente verify report.asice
entente report report.asice --html --lang <xsl:value-of select="e:t('en', 'fr')"/> -o report.html
sha256sum suite.xml tallies.tsv</code></pre>
      <p><xsl:value-of select="e:t('Compare the suite’s SHA-256 with the one that its publisher names, and the result digest with that of any other run on the same files: it is the same on every machine.', 'Comparez le SHA-256 de la suite à celui que publie son éditeur, et l’empreinte du résultat à celle de tout autre passage sur les mêmes fichiers&#xA0;: elle est la même sur toute machine.')"/></p>
      <dl>
        <xsl:call-template name="row-code"><xsl:with-param name="name" select="e:t('Suite', 'Suite')"/><xsl:with-param name="value" select="$report/r:suite/@sha256"/></xsl:call-template>
        <xsl:call-template name="row-code"><xsl:with-param name="name" select="e:t('Result', 'Résultat')"/><xsl:with-param name="value" select="$report/r:summary/@digest"/></xsl:call-template>
      </dl>
      <p class="small"><xsl:value-of select="e:t('This page exists in English and French. Both are made from the same report.xml; if they seem to differ, neither prevails: the data do.', 'Cette page existe en français et en anglais. Les deux sont tirées du même report.xml&#x202F;; si elles semblent différer, aucune ne prévaut&#xA0;: les données font foi.')"/></p>
    </section>
  </xsl:template>

  <xsl:template name="word">
    <xsl:param name="o"/>
    <xsl:param name="means"/>
    <dt><xsl:call-template name="badge"><xsl:with-param name="o" select="$o"/></xsl:call-template></dt>
    <dd><xsl:value-of select="$means"/></dd>
  </xsl:template>

  <xsl:template name="words">
    <section aria-labelledby="words">
      <h2 id="words"><xsl:value-of select="e:t('What the words mean', 'Ce que veulent dire les mots')"/></h2>
      <dl>
        <xsl:call-template name="word"><xsl:with-param name="o" select="'pass'"/><xsl:with-param name="means" select="e:t('executed, and every mandatory criterion is met', 'exécuté, et chaque critère obligatoire est satisfait')"/></xsl:call-template>
        <xsl:call-template name="word"><xsl:with-param name="o" select="'pass-with-warning'"/><xsl:with-param name="means" select="e:t('passed, but an advisory criterion is not met or not decided', 'réussi, mais un critère indicatif n’est pas satisfait ou pas tranché')"/></xsl:call-template>
        <xsl:call-template name="word"><xsl:with-param name="o" select="'fail'"/><xsl:with-param name="means" select="e:t('a mandatory criterion is not met, or the file handed in is defective', 'un critère obligatoire n’est pas satisfait, ou le fichier remis est défectueux')"/></xsl:call-template>
        <xsl:call-template name="word"><xsl:with-param name="o" select="'inconclusive'"/><xsl:with-param name="means" select="e:t('too little data to decide; never counts as a pass', 'trop peu de données pour trancher&#x202F;; ne vaut jamais réussite')"/></xsl:call-template>
        <xsl:call-template name="word"><xsl:with-param name="o" select="'waived'"/><xsl:with-param name="means" select="e:t('failed, and a waiver in force covers the failure; it stays visible', 'échoué, et une dérogation en vigueur couvre l’échec&#x202F;; il reste visible')"/></xsl:call-template>
        <xsl:call-template name="word"><xsl:with-param name="o" select="'not-applicable'"/><xsl:with-param name="means" select="e:t('does not concern this technology class or what the vendor claims', 'ne concerne pas cette classe de technologie ou ce que le fournisseur revendique')"/></xsl:call-template>
        <xsl:call-template name="word"><xsl:with-param name="o" select="'not-run'"/><xsl:with-param name="means" select="e:t('left out, not handed in, or impossible after an earlier failure; never counts as a pass', 'laissé de côté, non remis, ou impossible après un échec antérieur&#x202F;; ne vaut jamais réussite')"/></xsl:call-template>
        <xsl:call-template name="word"><xsl:with-param name="o" select="'error'"/><xsl:with-param name="means" select="e:t('the program that tests could not do its work; never held against the product', 'le programme d’essai n’a pas pu faire son travail&#x202F;; jamais reproché au produit')"/></xsl:call-template>
        <xsl:call-template name="word"><xsl:with-param name="o" select="'reported'"/><xsl:with-param name="means" select="e:t('printed for information; no limit is set', 'donné pour information&#x202F;; aucune limite n’est fixée')"/></xsl:call-template>
      </dl>
    </section>
  </xsl:template>
</xsl:stylesheet>
