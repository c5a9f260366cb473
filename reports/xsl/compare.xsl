<?xml version="1.0" encoding="UTF-8"?>
<!--
  A comparison of two call sets (urn:entente:comparison:1) as one HTML page: no
  script, no other file needed, prints on A4. It says what was counted and
  passes no verdict. Parameter lang is en or fr.
-->
<xsl:stylesheet version="1.0"
  xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:c="urn:entente:comparison:1"
  xmlns:e="urn:entente:xsl" exclude-result-prefixes="c e">
  <xsl:include href="common.xsl"/>
  <xsl:include href="html-style.xsl"/>
  <xsl:include href="compare-words.xsl"/>
  <xsl:include href="compare-plots.xsl"/>
  <xsl:include href="compare-tables.xsl"/>
  <xsl:output method="html" encoding="UTF-8" indent="no" doctype-system="about:legacy-compat"/>

  <xsl:variable name="job" select="/c:comparison/c:job"/>
  <xsl:variable name="types" select="/c:comparison/c:whole/c:type"/>
  <xsl:variable name="strata-all" select="/c:comparison/c:strata"/>
  <xsl:variable name="causes" select="/c:comparison/c:causes"/>
  <xsl:variable name="confidence" select="e:confidence(/c:comparison/@confidence)"/>
  <xsl:variable name="title" select="e:t('Comparison of small variants', 'Comparaison de petits variants')"/>

  <xsl:template match="/">
    <html lang="{e:t('en', 'fr')}">
      <head>
        <meta name="viewport" content="width=device-width, initial-scale=1"/>
        <meta name="color-scheme" content="light dark"/>
        <title><xsl:value-of select="concat($title, $colon, e:name($job/c:file[@role = 'query']/@name))"/></title>
        <xsl:call-template name="style">
          <xsl:with-param name="top-left" select="$title"/>
          <xsl:with-param name="top-right">
            <xsl:call-template name="css-text"><xsl:with-param name="s" select="$job/c:file[@role = 'query']/@name"/></xsl:call-template>
          </xsl:with-param>
          <xsl:with-param name="more"><xsl:call-template name="compare-style"/></xsl:with-param>
        </xsl:call-template>
      </head>
      <body>
        <a class="skip" href="#main"><xsl:value-of select="e:t('Skip to the result', 'Aller au résultat')"/></a>
        <div class="page">
          <header>
            <p class="kind"><xsl:value-of select="$title"/></p>
            <h1><xsl:value-of select="e:name($job/c:file[@role = 'query']/@name)"/></h1>
            <p class="lead">
              <xsl:value-of select="concat(e:t('against ', 'contre '), e:name($job/c:file[@role = 'truth']/@name))"/>
              <xsl:if test="$job/c:file[@role = 'regions']"><xsl:value-of select="concat(e:t(', inside ', ', dans '), e:name($job/c:file[@role = 'regions']/@name))"/></xsl:if>
            </p>
          </header>
          <main id="main">
            <xsl:call-template name="headline"/>
            <xsl:call-template name="contents"/>
            <xsl:call-template name="causes"/>
            <xsl:call-template name="curves"/>
            <xsl:call-template name="strata"/>
            <xsl:call-template name="totals"/>
            <xsl:call-template name="subtypes"/>
            <xsl:call-template name="genotypes"/>
            <xsl:call-template name="unresolved"/>
            <xsl:call-template name="not-assessed"/>
            <xsl:call-template name="how"/>
          </main>
          <footer class="end">
            <p style="max-width:none"><strong><xsl:value-of select="e:t('End of document', 'Fin du document')"/></strong></p>
          </footer>
        </div>
      </body>
    </html>
  </xsl:template>

  <xsl:template name="compare-style">
.figures td,.figures th{padding-top:.6rem;padding-bottom:.6rem}
.figures th[scope=row]{font-size:1.05rem}
.figures .value{font-size:1.35rem;line-height:1.3}
.figures tr.all .value{font-size:1.05rem}
tr.all th,tr.all td{border-top:2px solid var(--soft)}
tr.all th{font-weight:700}
th[scope=row]{font-weight:600}
th[scope=row] .small{font-weight:400}
.sum td{font-variant-numeric:tabular-nums}
th.num,td.num{text-align:right}
.note{display:block;font-weight:400}
.causes td:nth-child(2){width:17%}.causes td:nth-child(3){width:23%}.causes td:nth-child(4){width:27%}
.places{list-style:none;margin:0;padding:0;display:flex;flex-wrap:wrap;column-gap:1rem}
.places li{margin:0}
.places code{user-select:all;-webkit-user-select:all;display:inline-block;padding:.1rem 0}
.share{display:block;height:.45rem;background:var(--wash);border:1px solid var(--line);margin:.2rem 0}
.share span{display:block;height:100%;background:var(--bar)}
.curves{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,21rem),1fr));gap:1rem 2rem}
figure{margin:0;break-inside:avoid}
.r{white-space:nowrap}
figure svg{display:block;overflow:visible;width:100%;height:auto}
figure text{font-size:11px;fill:var(--soft);font-family:inherit}
figure text.name{fill:var(--ink);font-size:12px}
figcaption h3{margin:.2rem 0}
figcaption p{margin:.15rem 0}
.grid{stroke:var(--line);stroke-width:1px;fill:none}
.frame{stroke:var(--soft);stroke-width:1px;fill:none}
.line{stroke:var(--bar);stroke-width:2px;fill:none;stroke-linejoin:round}
.all{fill:var(--ink)}
figure .best{fill:var(--paper);stroke:var(--ink);stroke-width:1.6px}
.dot{display:block;width:100%;min-width:6rem;height:14px;margin:.2rem 0;overflow:visible}
.dot *{vector-effect:non-scaling-stroke}
.dot .ci{stroke:var(--bar);stroke-width:2px}
.dot .cap{stroke:var(--bar);stroke-width:2px}
.dot .at{stroke:var(--ink);stroke-width:8px;stroke-linecap:round}
.dots{table-layout:fixed}
.dots th:first-child{width:25%;overflow-wrap:anywhere}
.ticks{display:block;position:relative;height:1.2rem;font-weight:400;font-size:.8rem;margin-top:.1rem}
.ticks span{position:absolute;transform:translateX(-50%);white-space:nowrap}
.dots .nums{display:flex;justify-content:space-between;gap:.5rem;flex-wrap:wrap}
@media screen and (max-width:44rem){
th.num,td.num{text-align:left}
.stack tr.group th{background:var(--wash);font-size:1.05rem}
.sum.stack tr{display:grid;grid-template-columns:repeat(3,1fr)}
.causes td{width:auto!important}
.stack td.none{display:none}
.stack tr.all th,.stack tr.all td{border:0}
.stack tr.all{border-top:2px solid var(--soft)}
.figures.stack tr,.genotypes.stack tr,.parts.stack tr{display:grid;grid-template-columns:1fr 1fr}
.stack th[scope=row],.stack th[scope=rowgroup]{grid-column:1/-1}
}
@media print{.share,.share span,figure,.dot{-webkit-print-color-adjust:exact;print-color-adjust:exact}.curves{grid-template-columns:1fr 1fr}}
</xsl:template>

  <xsl:template name="contents">
    <nav class="toc" aria-label="{e:t('Contents', 'Sommaire')}">
      <ul>
        <li><a href="#causes"><xsl:value-of select="e:t('Worst causes', 'Pires causes')"/></a></li>
        <xsl:if test="/c:comparison/c:curves/c:curve"><li><a href="#curves"><xsl:value-of select="e:t('By score', 'Selon le score')"/></a></li></xsl:if>
        <xsl:if test="$strata-all/c:stratum"><li><a href="#strata"><xsl:value-of select="e:t('By stratum', 'Par strate')"/></a></li></xsl:if>
        <li><a href="#totals"><xsl:value-of select="e:t('All counts', 'Tous les comptes')"/></a></li>
        <li><a href="#subtypes"><xsl:value-of select="e:t('Subtypes', 'Sous-types')"/></a></li>
        <li><a href="#genotypes"><xsl:value-of select="e:t('Genotypes', 'Génotypes')"/></a></li>
        <li><a href="#unresolved"><xsl:value-of select="e:t('Unresolved', 'Non résolu')"/></a></li>
        <li><a href="#notassessed"><xsl:value-of select="e:t('Not assessed', 'Non évalué')"/></a></li>
        <li><a href="#how"><xsl:value-of select="e:t('How it was compared', 'Comment la comparaison est faite')"/></a></li>
      </ul>
    </nav>
  </xsl:template>

  <!-- ==== recall, precision, F1 ========================================= -->
  <xsl:template name="headline">
    <section aria-labelledby="result">
      <h2 id="result"><xsl:value-of select="e:t('Recall, precision, F1', 'Rappel, précision, F1')"/></h2>
      <xsl:choose>
        <xsl:when test="$types">
          <table class="figures stack">
            <caption><xsl:value-of select="concat(e:t('By type, with intervals of ', 'Par type, avec des intervalles à '), $confidence)"/></caption>
            <thead>
              <tr>
                <th scope="col"><xsl:value-of select="$w-type"/></th>
                <th scope="col"><xsl:value-of select="$w-recall"/><span class="note"><xsl:value-of select="e:t('of the truth, what is found', 'de la vérité, ce qui est trouvé')"/></span></th>
                <th scope="col"><xsl:value-of select="$w-precision"/><span class="note"><xsl:value-of select="e:t('of the calls, what is right', 'des appels, ce qui est juste')"/></span></th>
                <th scope="col">F1<span class="note"><xsl:value-of select="e:t('harmonic mean of both', 'moyenne harmonique des deux')"/></span></th>
              </tr>
            </thead>
            <tbody><xsl:apply-templates select="$types" mode="headline"/></tbody>
          </table>
          <p class="small">
            <xsl:value-of select="concat(e:t('Intervals are Wilson score intervals, two-sided, ', 'Les intervalles sont des intervalles du score de Wilson, bilatéraux, à '), $confidence, e:t('. ', '. '))"/>
            <xsl:if test="$types//@blocks">
              <xsl:value-of select="e:t('“By blocks” is a delete-one-block jackknife over blocks of 5 Mbp, which allows for errors that come in clusters. ', '«&#xA0;Par blocs&#xA0;» est un jackknife qui ôte un bloc de 5&#xA0;Mpb à la fois et tient compte des erreurs groupées. ')"/>
            </xsl:if>
            <xsl:value-of select="e:t('F1 has no interval of its own: its range goes from both lower to both upper bounds. ', 'F1 n’a pas d’intervalle propre&#xA0;: sa plage va des deux bornes inférieures aux deux bornes supérieures. ')"/>
          </p>
        </xsl:when>
        <xsl:otherwise>
          <p><xsl:value-of select="e:t('No record was assessed.', 'Aucun enregistrement n’a été évalué.')"/></p>
        </xsl:otherwise>
      </xsl:choose>
    </section>
  </xsl:template>

  <xsl:template match="c:type" mode="headline">
    <tr>
      <xsl:if test="@name = 'ALL'"><xsl:attribute name="class">all</xsl:attribute></xsl:if>
      <th scope="row"><xsl:value-of select="e:type(@name)"/></th>
      <td data-l="{$w-recall}"><xsl:apply-templates select="c:recall" mode="headline"/></td>
      <td data-l="{$w-precision}"><xsl:apply-templates select="c:precision" mode="headline"/></td>
      <td data-l="F1">
        <span class="value"><xsl:value-of select="e:share(@f1)"/></span>
        <xsl:if test="@f1-lo"><br/><span class="small"><xsl:value-of select="e:range(@f1-lo, @f1-hi)"/></span></xsl:if>
      </td>
    </tr>
  </xsl:template>

  <xsl:template match="c:recall | c:precision" mode="headline">
    <span class="value"><xsl:value-of select="e:share(@value)"/></span>
    <xsl:if test="@lo">
      <br/><span class="small"><span class="soft">Wilson </span><span class="r"><xsl:value-of select="e:range(@lo, @hi)"/></span></span>
      <xsl:if test="@blocks">
        <br/><span class="small"><span class="soft"><xsl:value-of select="e:t('by blocks ', 'par blocs ')"/></span><span class="r"><xsl:value-of select="e:range(@jack-lo, @jack-hi)"/></span></span>
      </xsl:if>
    </xsl:if>
    <br/><span class="small soft"><xsl:value-of select="e:of(.)"/></span>
  </xsl:template>

  <!-- ==== causes ========================================================= -->
  <xsl:template name="causes">
    <xsl:variable name="all" select="$causes/@truth + $causes/@query"/>
    <section aria-labelledby="causes">
      <h2 id="causes"><xsl:value-of select="e:t('The worst causes of failure', 'Les pires causes d’échec')"/></h2>
      <xsl:choose>
        <xsl:when test="$all = 0">
          <p><xsl:value-of select="e:t('Nothing failed.', 'Rien n’a échoué.')"/></p>
        </xsl:when>
        <xsl:otherwise>
          <p>
            <xsl:value-of select="concat(
              e:n($causes/@truth), e:t(' truth records are missed and ', ' enregistrements de la vérité sont manqués et '),
              e:n($causes/@query), e:t(' calls are wrong. ', ' appels sont faux. '),
              e:t('Each is told once', 'Chacun est compté une fois'))"/>
            <xsl:if test="$strata-all/c:stratum">
              <xsl:value-of select="e:t(', in the smallest stratum that holds it', ', dans la plus petite strate qui le contient')"/>
            </xsl:if>
            <xsl:value-of select="e:t('; the causes with the most records come first. The gain is what mending this cause alone would give back to recall and precision of its type.', '&#x202F;; les causes qui en ont le plus viennent d’abord. Le gain est ce que rendrait la correction de cette seule cause au rappel et à la précision de son type.')"/>
          </p>
          <p><xsl:value-of select="e:t('To see what happened at a place, add it to the command:', 'Pour voir ce qui s’est passé à un endroit, l’ajouter à la commande&#xA0;:')"/></p>
          <pre><code>entente compare … --explain <xsl:value-of select="e:place($causes/c:cause/c:place)"/></code></pre>
          <table class="causes stack">
            <caption>
              <xsl:value-of select="concat(count($causes/c:cause), e:t(' of ', ' sur '), e:n($causes/@n), e:plural($causes/@n, ' cause', ' causes'), e:t(', the worst first', ', les pires d’abord'))"/>
            </caption>
            <thead>
              <tr>
                <th scope="col"><xsl:value-of select="e:t('Cause', 'Cause')"/></th>
                <th scope="col"><xsl:value-of select="e:t('Records', 'Enregistrements')"/></th>
                <th scope="col"><xsl:value-of select="e:t('Gain if mended', 'Gain si corrigée')"/></th>
                <th scope="col"><xsl:value-of select="e:t('Examples', 'Exemples')"/></th>
              </tr>
            </thead>
            <tbody>
              <xsl:apply-templates select="$causes/c:cause | $causes/c:rest">
                <xsl:with-param name="all" select="$all"/>
              </xsl:apply-templates>
            </tbody>
          </table>
        </xsl:otherwise>
      </xsl:choose>
    </section>
  </xsl:template>

  <xsl:template match="c:cause | c:rest">
    <xsl:param name="all"/>
    <xsl:variable name="n" select="@truth + @query"/>
    <tr>
      <th scope="row">
        <xsl:choose>
          <xsl:when test="self::c:rest"><xsl:value-of select="concat(e:n(@n), e:t(e:plural(@n, ' other cause', ' other causes'), e:plural(@n, ' autre cause', ' autres causes')))"/></xsl:when>
          <xsl:otherwise>
            <xsl:value-of select="e:kind(@kind)"/><br/>
            <span class="small"><xsl:value-of select="concat(e:type(@type), $colon, e:subtype(@subtype))"/></span>
            <xsl:if test="$strata-all/c:stratum">
              <br/><span class="small"><xsl:call-template name="context"/></span>
            </xsl:if>
          </xsl:otherwise>
        </xsl:choose>
      </th>
      <td data-l="{e:t('Records', 'Enregistrements')}">
        <xsl:if test="@truth &gt; 0"><xsl:value-of select="concat(e:n(@truth), e:t(' missed', e:plural(@truth, ' manqué', ' manqués')))"/></xsl:if>
        <xsl:if test="@truth &gt; 0 and @query &gt; 0"><br/></xsl:if>
        <xsl:if test="@query &gt; 0"><xsl:value-of select="concat(e:n(@query), e:t(' false', e:plural(@query, ' faux', ' faux')))"/></xsl:if>
        <span class="share" aria-hidden="true"><span style="width:{format-number($n * 100 div $all, '0.#')}%"></span></span>
        <span class="small soft"><xsl:value-of select="concat(e:part($n, $all), e:t(' of all failures', ' des échecs'))"/></span>
      </td>
      <td data-l="{e:t('Gain if mended', 'Gain si corrigée')}">
        <xsl:if test="self::c:rest"><xsl:attribute name="class">none</xsl:attribute>–</xsl:if>
        <xsl:if test="@recall"><span class="value"><xsl:value-of select="concat('+', e:share(@recall))"/></span><xsl:value-of select="concat(e:t(' recall ', ' de rappel '), e:of-type(@type))"/></xsl:if>
        <xsl:if test="@recall and @precision"><br/></xsl:if>
        <xsl:if test="@precision"><span class="value"><xsl:value-of select="concat('+', e:share(@precision))"/></span><xsl:value-of select="concat(e:t(' precision ', ' de précision '), e:of-type(@type))"/></xsl:if>
      </td>
      <td data-l="{e:t('Examples', 'Exemples')}">
        <xsl:if test="not(c:place)"><xsl:attribute name="class">none</xsl:attribute>–</xsl:if>
        <xsl:if test="c:place">
          <ul class="places">
            <xsl:for-each select="c:place"><li><code><xsl:value-of select="e:place(.)"/></code></li></xsl:for-each>
          </ul>
        </xsl:if>
      </td>
    </tr>
  </xsl:template>

  <xsl:template name="context">
    <xsl:choose>
      <xsl:when test="@mixed"><xsl:value-of select="e:t('strata not told apart', 'strates non distinguées')"/></xsl:when>
      <xsl:when test="@stratum"><xsl:value-of select="e:t('stratum ', 'strate ')"/><code><xsl:value-of select="e:name(@stratum)"/></code></xsl:when>
      <xsl:otherwise><xsl:value-of select="e:t('in no stratum', 'dans aucune strate')"/></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <!-- ==== by score ======================================================= -->
  <xsl:template name="curves">
    <xsl:variable name="curves" select="/c:comparison/c:curves/c:curve"/>
    <xsl:if test="$curves">
      <section aria-labelledby="curves">
        <h2 id="curves"><xsl:value-of select="e:t('Precision against recall, by score', 'Précision en fonction du rappel, selon le score')"/></h2>
        <p>
          <xsl:value-of select="concat(e:t('Along a line the threshold on ', 'Le long d’une ligne, le seuil de '), e:name($job/@score), e:t(' falls, from few calls at the left to all of them at the dot. On the scales, 90%, 99% and 99.9% are equally far apart: each leaves ten times fewer errors.', ' baisse, de peu d’appels à gauche jusqu’à tous au point noir. Sur les échelles, 90&#xA0;%, 99&#xA0;% et 99,9&#xA0;% sont à distance égale&#xA0;: chacun laisse dix fois moins d’erreurs.'))"/>
        </p>
        <div class="curves">
          <xsl:apply-templates select="$curves[@type != 'ALL']"/>
        </div>
      </section>
    </xsl:if>
  </xsl:template>

  <!-- ==== how ============================================================ -->
  <xsl:template name="how">
    <section aria-labelledby="how">
      <h2 id="how"><xsl:value-of select="e:t('How it was compared', 'Comment la comparaison est faite')"/></h2>
      <dl>
        <xsl:apply-templates select="$job/c:file"/>
        <dt><xsl:value-of select="e:t('Records assessed', 'Enregistrements évalués')"/></dt>
        <dd>
          <xsl:choose>
            <xsl:when test="$job/@filter = 'all'"><xsl:value-of select="e:t('all, whatever FILTER says', 'tous, quoi que dise FILTER')"/></xsl:when>
            <xsl:otherwise>
              <xsl:value-of select="e:t('those whose FILTER is PASS or missing', 'ceux dont FILTER vaut PASS ou manque')"/>
              <xsl:if test="$job/@passes"><xsl:value-of select="concat(e:t(', or ', ', ou '), e:name($job/@passes))"/></xsl:if>
            </xsl:otherwise>
          </xsl:choose>
        </dd>
        <xsl:if test="$job/@score"><dt><xsl:value-of select="e:t('Score', 'Score')"/></dt><dd><xsl:value-of select="e:name($job/@score)"/></dd></xsl:if>
        <dt><xsl:value-of select="e:t('Longest allele', 'Plus long allèle')"/></dt><dd><xsl:value-of select="concat(e:n($job/@max-length), e:t('&#xA0;bp', '&#xA0;pb'))"/></dd>
        <dt><xsl:value-of select="e:t('Genotypes', 'Génotypes')"/></dt>
        <dd><xsl:value-of select="e:t(substring(concat('must agree      ', 'are not compared'), 1 + 16 * ($job/@squash = 'yes'), 16), substring(concat('doivent concorder    ', 'ne sont pas comparés '), 1 + 21 * ($job/@squash = 'yes'), 21))"/></dd>
        <xsl:if test="$job/@obey-phase = 'yes'"><dt><xsl:value-of select="e:t('Phase', 'Phase')"/></dt><dd><xsl:value-of select="e:t('must agree where both are phased', 'doit concorder là où les deux sont phasés')"/></dd></xsl:if>
        <xsl:if test="$job/@strict-ref = 'yes'"><dt><xsl:value-of select="e:t('Bases equal to the reference', 'Bases égales à la référence')"/></dt><dd><xsl:value-of select="e:t('are asserted by an allele that holds them', 'sont affirmées par un allèle qui les contient')"/></dd></xsl:if>
        <xsl:if test="$job/@overlap = 'yes'"><dt><xsl:value-of select="e:t('Inside a region', 'Dans une région')"/></dt><dd><xsl:value-of select="e:t('is what has any base in it', 'est ce qui y a au moins une base')"/></dd></xsl:if>
        <xsl:if test="$job/@edge &gt; 0"><dt><xsl:value-of select="e:t('Taken off the ends of regions', 'Ôté aux bouts des régions')"/></dt><dd><xsl:value-of select="concat(e:n($job/@edge), e:t('&#xA0;bp', '&#xA0;pb'))"/></dd></xsl:if>
      </dl>
      <p><xsl:value-of select="e:t('What is compared is haplotypes: records are right when those of truth and calls together give the same sequence, whatever way they are written. The unit of counting is the record. A genotype error counts as missed and as false (comparison method 3 of GA4GH).', 'Ce sont les haplotypes qui sont comparés&#xA0;: des enregistrements sont justes quand ceux de la vérité et des appels donnent ensemble la même séquence, de quelque façon qu’ils soient écrits. L’unité de compte est l’enregistrement. Une erreur de génotype compte comme manquée et comme fausse (méthode de comparaison 3 du GA4GH).')"/></p>
      <p class="small"><xsl:value-of select="e:t('This page exists in English and French, made from the same counts. It states what was counted and passes no verdict.', 'Cette page existe en français et en anglais, à partir des mêmes comptes. Elle dit ce qui a été compté et ne rend aucun verdict.')"/></p>
    </section>
  </xsl:template>

  <xsl:template match="c:file">
    <dt>
      <xsl:choose>
        <xsl:when test="@role = 'truth'"><xsl:value-of select="$w-truth"/></xsl:when>
        <xsl:when test="@role = 'query'"><xsl:value-of select="$w-calls"/></xsl:when>
        <xsl:when test="@role = 'reference'"><xsl:value-of select="e:t('Reference', 'Référence')"/></xsl:when>
        <xsl:otherwise><xsl:value-of select="e:t('Confident regions', 'Régions de confiance')"/></xsl:otherwise>
      </xsl:choose>
    </dt>
    <dd><xsl:value-of select="e:name(@name)"/><xsl:if test="@sample"><xsl:value-of select="concat(e:t(', sample ', ', échantillon '), e:name(@sample))"/></xsl:if></dd>
  </xsl:template>
</xsl:stylesheet>
