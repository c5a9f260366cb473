<?xml version="1.0" encoding="UTF-8"?>
<!-- Tables of the page about a comparison: strata, counts, subtypes, genotypes,
     what is unresolved and what was not assessed. -->
<xsl:stylesheet version="1.0"
  xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:c="urn:entente:comparison:1"
  xmlns:e="urn:entente:xsl" exclude-result-prefixes="c e">

  <!-- ==== by stratum ===================================================== -->
  <xsl:variable name="strata-shown" select="30"/>

  <xsl:template name="strata">
    <xsl:if test="$strata-all/c:stratum">
      <section aria-labelledby="strata">
        <h2 id="strata"><xsl:value-of select="e:t('By stratum', 'Par strate')"/></h2>
        <p><xsl:value-of select="concat(e:t('Strata are parts of the genome, such as repeats; they may overlap. Those with the lowest F1 come first. The dot is the value, the bar its Wilson interval (', 'Les strates sont des parties du génome, par exemple les répétitions&#x202F;; elles peuvent se chevaucher. Celles dont le F1 est le plus bas viennent d’abord. Le point est la valeur, la barre son intervalle de Wilson ('), $confidence, e:t('). On the scales, 90%, 99% and 99.9% are equally far apart: each leaves ten times fewer errors; 1 is at the right edge.', '). Sur les échelles, 90&#xA0;%, 99&#xA0;% et 99,9&#xA0;% sont à distance égale&#xA0;: chacun laisse dix fois moins d’erreurs&#x202F;; 1 est au bord droit.'))"/></p>
        <xsl:call-template name="strata-of"><xsl:with-param name="type" select="'SNV'"/></xsl:call-template>
        <xsl:call-template name="strata-of"><xsl:with-param name="type" select="'INDEL'"/></xsl:call-template>
      </section>
    </xsl:if>
  </xsl:template>

  <xsl:template name="strata-of">
    <xsl:param name="type"/>
    <xsl:variable name="all" select="$strata-all/c:stratum/c:type[@name = $type]"/>
    <xsl:variable name="enough" select="$all[c:recall/@den &gt;= $strata-all/@least]"/>
    <xsl:variable name="ranked">
      <xsl:for-each select="$enough">
        <xsl:sort select="number(concat('0', @f1))" data-type="number"/>
        <xsl:sort select="count(../preceding-sibling::c:stratum)" data-type="number"/>
        <xsl:if test="position() &lt;= $strata-shown"><xsl:value-of select="concat('|', generate-id(), '|')"/></xsl:if>
      </xsl:for-each>
    </xsl:variable>
    <xsl:variable name="shown" select="$enough[contains($ranked, concat('|', generate-id(), '|'))]"/>
    <xsl:variable name="drawn" select="$shown/c:recall | $shown/c:precision[@value]"/>
    <xsl:variable name="a"><xsl:call-template name="axis-low"><xsl:with-param name="of" select="$drawn/@lo"/></xsl:call-template></xsl:variable>
    <xsl:variable name="b"><xsl:call-template name="axis-high"><xsl:with-param name="of" select="$drawn/@hi | $drawn/@value"/><xsl:with-param name="low" select="$a"/></xsl:call-template></xsl:variable>
    <xsl:if test="$shown">
      <table class="dots stack">
        <caption><xsl:value-of select="e:type($type)"/></caption>
        <thead>
          <tr>
            <th scope="col"><xsl:value-of select="e:t('Stratum', 'Strate')"/></th>
            <th scope="col"><xsl:value-of select="$w-recall"/><xsl:call-template name="dot-scale"><xsl:with-param name="a" select="$a"/><xsl:with-param name="b" select="$b"/></xsl:call-template></th>
            <th scope="col"><xsl:value-of select="$w-precision"/><xsl:call-template name="dot-scale"><xsl:with-param name="a" select="$a"/><xsl:with-param name="b" select="$b"/></xsl:call-template></th>
          </tr>
        </thead>
        <tbody>
          <xsl:for-each select="$shown">
            <xsl:sort select="number(concat('0', @f1))" data-type="number"/>
            <xsl:sort select="count(../preceding-sibling::c:stratum)" data-type="number"/>
            <tr>
              <th scope="row">
                <xsl:value-of select="e:name(../@name)"/><br/>
                <span class="small soft"><xsl:value-of select="concat('F1 ', e:share(@f1))"/></span>
              </th>
              <xsl:for-each select="c:recall | c:precision">
                <td>
                  <xsl:attribute name="data-l"><xsl:choose><xsl:when test="self::c:recall"><xsl:value-of select="$w-recall"/></xsl:when><xsl:otherwise><xsl:value-of select="$w-precision"/></xsl:otherwise></xsl:choose></xsl:attribute>
                  <span class="nums">
                    <span><span class="value"><xsl:value-of select="e:share(@value)"/></span><xsl:if test="@lo"><span class="small soft"><xsl:value-of select="concat(' (', e:range(@lo, @hi), ')')"/></span></xsl:if></span>
                    <span class="small soft"><xsl:value-of select="e:of(.)"/></span>
                  </span>
                  <xsl:call-template name="dot"><xsl:with-param name="p" select="."/><xsl:with-param name="a" select="$a"/><xsl:with-param name="b" select="$b"/></xsl:call-template>
                </td>
              </xsl:for-each>
            </tr>
          </xsl:for-each>
        </tbody>
      </table>
    </xsl:if>
    <xsl:variable name="more" select="count($enough) - count($shown)"/>
    <xsl:variable name="few" select="count($all) - count($enough)"/>
    <xsl:if test="$more &gt; 0 or $few &gt; 0">
      <p class="small">
        <xsl:value-of select="concat(e:type($type), $colon)"/>
        <xsl:if test="$more &gt; 0"><xsl:value-of select="concat(e:n($more), e:t(e:plural($more, ' stratum with a better F1 is', ' strata with a better F1 are'), e:plural($more, ' strate au F1 meilleur n’est', ' strates au F1 meilleur ne sont')), e:t(' not shown. ', e:plural($more, ' pas montrée. ', ' pas montrées. ')))"/></xsl:if>
        <xsl:if test="$few &gt; 0"><xsl:value-of select="concat(e:n($few), e:t(e:plural($few, ' stratum with fewer than ', ' strata with fewer than '), e:plural($few, ' strate de moins de ', ' strates de moins de ')), $strata-all/@least, e:t(' truth records left out. ', e:plural($few, ' enregistrements de la vérité laissée de côté. ', ' enregistrements de la vérité laissées de côté. ')))"/></xsl:if>
        <xsl:value-of select="e:t('The outputs json and csv hold them all.', 'Les sorties json et csv les contiennent toutes.')"/>
      </p>
    </xsl:if>
  </xsl:template>

  <!-- ==== counts ========================================================= -->
  <xsl:template name="col">
    <xsl:param name="name"/>
    <xsl:param name="note"/>
    <th scope="col" class="num"><xsl:value-of select="$name"/><xsl:if test="$note"><span class="note"><xsl:value-of select="$note"/></span></xsl:if></th>
  </xsl:template>

  <xsl:template name="cell">
    <xsl:param name="name"/>
    <xsl:param name="n"/>
    <td class="num" data-l="{$name}"><xsl:value-of select="e:n($n)"/></td>
  </xsl:template>

  <xsl:variable name="n-total" select="e:t('Assessed', 'Évalués')"/>
  <xsl:variable name="n-found" select="e:t('Found (TP)', 'Trouvés (VP)')"/>
  <xsl:variable name="n-missed" select="e:t('Missed (FN)', 'Manqués (FN)')"/>
  <xsl:variable name="n-right" select="e:t('Right (TP)', 'Justes (VP)')"/>
  <xsl:variable name="n-false" select="e:t('False (FP)', 'Faux (FP)')"/>
  <xsl:variable name="n-genotype" select="e:t('of which genotype', 'dont génotype')"/>
  <xsl:variable name="n-near" select="e:t('something else there', 'autre chose à cet endroit')"/>
  <xsl:variable name="n-alone" select="e:t('nothing near', 'rien à proximité')"/>
  <xsl:variable name="n-unresolved" select="e:t('Unresolved', 'Non résolus')"/>
  <xsl:variable name="n-outside" select="e:t('Outside regions', 'Hors régions')"/>

  <xsl:template name="totals">
    <section aria-labelledby="totals">
      <h2 id="totals"><xsl:value-of select="e:t('All counts', 'Tous les comptes')"/></h2>
      <xsl:call-template name="side"><xsl:with-param name="truth" select="true()"/></xsl:call-template>
      <xsl:call-template name="side"><xsl:with-param name="truth" select="false()"/></xsl:call-template>
    </section>
  </xsl:template>

  <xsl:template name="side">
    <xsl:param name="truth"/>
    <xsl:variable name="good" select="substring(concat($n-right, $n-found), 1 + string-length($n-right) * $truth, string-length($n-right) + (string-length($n-found) - string-length($n-right)) * $truth)"/>
    <xsl:variable name="bad" select="substring(concat($n-false, $n-missed), 1 + string-length($n-false) * $truth, string-length($n-false) + (string-length($n-missed) - string-length($n-false)) * $truth)"/>
    <table class="sum stack">
      <caption>
        <xsl:choose>
          <xsl:when test="$truth"><xsl:value-of select="e:t('Records of the truth: assessed = found + missed + unresolved', 'Enregistrements de la vérité&#xA0;: évalués = trouvés + manqués + non résolus')"/></xsl:when>
          <xsl:otherwise><xsl:value-of select="e:t('Records of the calls: assessed = right + false + unresolved', 'Enregistrements des appels&#xA0;: évalués = justes + faux + non résolus')"/></xsl:otherwise>
        </xsl:choose>
      </caption>
      <thead>
        <tr>
          <th scope="col"><xsl:value-of select="$w-type"/></th>
          <xsl:call-template name="col"><xsl:with-param name="name" select="$n-total"/></xsl:call-template>
          <xsl:call-template name="col"><xsl:with-param name="name" select="$good"/></xsl:call-template>
          <xsl:call-template name="col"><xsl:with-param name="name" select="$bad"/></xsl:call-template>
          <xsl:call-template name="col"><xsl:with-param name="name" select="$n-genotype"/></xsl:call-template>
          <xsl:call-template name="col"><xsl:with-param name="name" select="$n-near"/></xsl:call-template>
          <xsl:call-template name="col"><xsl:with-param name="name" select="$n-alone"/></xsl:call-template>
          <xsl:call-template name="col"><xsl:with-param name="name" select="$n-unresolved"/></xsl:call-template>
          <xsl:call-template name="col"><xsl:with-param name="name" select="$n-outside"/></xsl:call-template>
        </tr>
      </thead>
      <tbody>
        <xsl:for-each select="$types">
          <xsl:variable name="s" select="c:truth[$truth] | c:query[not($truth)]"/>
          <xsl:variable name="wrong" select="sum($s/@fn) + sum($s/@fp)"/>
          <tr>
            <xsl:if test="@name = 'ALL'"><xsl:attribute name="class">all</xsl:attribute></xsl:if>
            <th scope="row"><xsl:value-of select="e:type(@name)"/></th>
            <xsl:call-template name="cell"><xsl:with-param name="name" select="$n-total"/><xsl:with-param name="n" select="string($s/@tp + $wrong + $s/@unresolved)"/></xsl:call-template>
            <xsl:call-template name="cell"><xsl:with-param name="name" select="$good"/><xsl:with-param name="n" select="string($s/@tp)"/></xsl:call-template>
            <xsl:call-template name="cell"><xsl:with-param name="name" select="$bad"/><xsl:with-param name="n" select="string($wrong)"/></xsl:call-template>
            <xsl:call-template name="cell"><xsl:with-param name="name" select="$n-genotype"/><xsl:with-param name="n" select="string($s/@genotype)"/></xsl:call-template>
            <xsl:call-template name="cell"><xsl:with-param name="name" select="$n-near"/><xsl:with-param name="n" select="string($s/@near)"/></xsl:call-template>
            <xsl:call-template name="cell"><xsl:with-param name="name" select="$n-alone"/><xsl:with-param name="n" select="string($wrong - $s/@genotype - $s/@near)"/></xsl:call-template>
            <xsl:call-template name="cell"><xsl:with-param name="name" select="$n-unresolved"/><xsl:with-param name="n" select="string($s/@unresolved)"/></xsl:call-template>
            <xsl:call-template name="cell"><xsl:with-param name="name" select="$n-outside"/><xsl:with-param name="n" select="string($s/@outside)"/></xsl:call-template>
          </tr>
        </xsl:for-each>
      </tbody>
    </table>
  </xsl:template>

  <!-- ==== subtypes ======================================================= -->
  <xsl:template name="subtypes">
    <section aria-labelledby="subtypes">
      <h2 id="subtypes"><xsl:value-of select="e:t('Subtypes', 'Sous-types')"/></h2>
      <table class="parts stack">
        <caption><xsl:value-of select="concat(e:t('The subtypes of GA4GH, with Wilson intervals of ', 'Les sous-types du GA4GH, avec des intervalles de Wilson à '), $confidence)"/></caption>
        <thead>
          <tr>
            <th scope="col"><xsl:value-of select="e:t('Subtype', 'Sous-type')"/></th>
            <xsl:call-template name="col"><xsl:with-param name="name" select="$n-found"/></xsl:call-template>
            <xsl:call-template name="col"><xsl:with-param name="name" select="$n-missed"/></xsl:call-template>
            <xsl:call-template name="col"><xsl:with-param name="name" select="$w-recall"/></xsl:call-template>
            <xsl:call-template name="col"><xsl:with-param name="name" select="$n-false"/></xsl:call-template>
            <xsl:call-template name="col"><xsl:with-param name="name" select="$w-precision"/></xsl:call-template>
            <xsl:call-template name="col"><xsl:with-param name="name" select="'F1'"/></xsl:call-template>
          </tr>
        </thead>
        <xsl:for-each select="$types[c:subtype]">
          <tbody>
            <tr class="group"><th scope="rowgroup" colspan="7"><xsl:value-of select="e:type(@name)"/></th></tr>
            <xsl:for-each select="c:subtype">
              <tr>
                <th scope="row"><span class="small"><xsl:value-of select="e:subtype(@name)"/></span></th>
                <xsl:call-template name="cell"><xsl:with-param name="name" select="$n-found"/><xsl:with-param name="n" select="string(c:truth/@tp)"/></xsl:call-template>
                <xsl:call-template name="cell"><xsl:with-param name="name" select="$n-missed"/><xsl:with-param name="n" select="string(c:truth/@fn)"/></xsl:call-template>
                <td class="num" data-l="{$w-recall}"><xsl:apply-templates select="c:recall" mode="short"/></td>
                <xsl:call-template name="cell"><xsl:with-param name="name" select="$n-false"/><xsl:with-param name="n" select="string(c:query/@fp)"/></xsl:call-template>
                <td class="num" data-l="{$w-precision}"><xsl:apply-templates select="c:precision" mode="short"/></td>
                <td class="num" data-l="F1"><xsl:value-of select="e:share(@f1)"/></td>
              </tr>
            </xsl:for-each>
          </tbody>
        </xsl:for-each>
      </table>
    </section>
  </xsl:template>

  <xsl:template match="c:recall | c:precision | c:concordance" mode="short">
    <span class="value"><xsl:value-of select="e:share(@value)"/></span>
    <xsl:if test="@lo"><br/><span class="small soft"><xsl:value-of select="e:range(@lo, @hi)"/></span></xsl:if>
  </xsl:template>

  <!-- ==== genotypes ====================================================== -->
  <xsl:variable name="zygosity-list"><z z="het"/><z z="homalt"/><z z="hetalt"/></xsl:variable>
  <xsl:variable name="zygosities" select="exsl:node-set($zygosity-list)/z" xmlns:exsl="http://exslt.org/common"/>

  <xsl:template match="c:concordance" mode="genotype">
    <xsl:apply-templates select="." mode="short"/>
    <xsl:if test="@den &gt; 0"><br/><span class="small soft"><xsl:value-of select="e:of(.)"/></span></xsl:if>
  </xsl:template>

  <xsl:template name="genotypes">
    <xsl:variable name="r" select="/c:comparison/c:whole/c:ratios"/>
    <section aria-labelledby="genotypes">
      <h2 id="genotypes"><xsl:value-of select="e:t('Genotypes', 'Génotypes')"/></h2>
      <table class="genotypes stack">
        <caption><xsl:value-of select="concat(e:t('Genotype concordance: of truth records whose allele is called, those with the right genotype; by genotype of the truth, with Wilson intervals of ', 'Concordance des génotypes&#xA0;: des enregistrements de la vérité dont l’allèle est appelé, ceux qui ont le bon génotype&#x202F;; par génotype de la vérité, avec des intervalles de Wilson à '), $confidence)"/></caption>
        <thead>
          <tr>
            <th scope="col"><xsl:value-of select="$w-type"/></th>
            <xsl:for-each select="$zygosities">
              <xsl:call-template name="col"><xsl:with-param name="name" select="e:zygosity(@z)"/></xsl:call-template>
            </xsl:for-each>
            <xsl:call-template name="col"><xsl:with-param name="name" select="e:t('all together', 'tous ensemble')"/></xsl:call-template>
          </tr>
        </thead>
        <tbody>
          <xsl:for-each select="$types">
            <xsl:variable name="type" select="."/>
            <tr>
              <xsl:if test="@name = 'ALL'"><xsl:attribute name="class">all</xsl:attribute></xsl:if>
              <th scope="row"><xsl:value-of select="e:type(@name)"/></th>
              <xsl:for-each select="$zygosities">
                <xsl:variable name="z" select="@z"/>
                <td class="num" data-l="{e:zygosity(@z)}">
                  <xsl:apply-templates select="$type/c:zygosity[@name = $z]/c:concordance" mode="genotype"/>
                  <xsl:if test="not($type/c:zygosity[@name = $z])">–</xsl:if>
                </td>
              </xsl:for-each>
              <td class="num" data-l="{e:t('all together', 'tous ensemble')}"><xsl:apply-templates select="c:concordance" mode="genotype"/></td>
            </tr>
          </xsl:for-each>
        </tbody>
      </table>
      <dl>
        <xsl:if test="$r/@titv-truth or $r/@titv-query">
          <dt><xsl:value-of select="e:t('Ti/Tv of SNVs', 'Ti/Tv des SNV')"/></dt>
          <dd><xsl:value-of select="concat(e:t('truth ', 'vérité '), e:ratio($r/@titv-truth), e:t(', calls ', ', appels '), e:ratio($r/@titv-query))"/></dd>
        </xsl:if>
        <xsl:if test="$r/@hethom-truth or $r/@hethom-query">
          <dt><xsl:value-of select="e:t('Heterozygous/homozygous', 'Hétérozygotes/homozygotes')"/></dt>
          <dd><xsl:value-of select="concat(e:t('truth ', 'vérité '), e:ratio($r/@hethom-truth), e:t(', calls ', ', appels '), e:ratio($r/@hethom-query))"/></dd>
        </xsl:if>
      </dl>
    </section>
  </xsl:template>

  <func:function name="e:ratio" xmlns:func="http://exslt.org/functions">
    <xsl:param name="x"/>
    <func:result select="concat(e:n(string($x)), substring('–', 1 + boolean($x), 1))"/>
  </func:function>

  <!-- ==== unresolved ===================================================== -->
  <xsl:template name="unresolved">
    <xsl:variable name="n-recall" select="e:t('Recall, all wrong to all right', 'Rappel, tous faux à tous justes')"/>
    <xsl:variable name="n-precision" select="e:t('Precision, all wrong to all right', 'Précision, tous faux à tous justes')"/>
    <xsl:variable name="some" select="$types[c:truth/@unresolved &gt; 0 or c:query/@unresolved &gt; 0]"/>
    <section aria-labelledby="unresolved">
      <h2 id="unresolved"><xsl:value-of select="e:t('Unresolved', 'Non résolu')"/></h2>
      <xsl:choose>
        <xsl:when test="$some">
          <p><xsl:value-of select="e:t('Where too many variants lie too close together, the search for equal haplotypes stops. These records are neither right nor wrong and are left out of recall and precision; the table says what these would be, were all of them wrong, or right.', 'Là où trop de variants sont trop proches, la recherche d’haplotypes égaux s’arrête. Ces enregistrements ne sont ni justes ni faux et ne comptent ni dans le rappel ni dans la précision&#x202F;; le tableau dit ce que ceux-ci seraient si tous étaient faux, ou justes.')"/></p>
          <table class="stack">
            <caption><xsl:value-of select="e:t('Unresolved records', 'Enregistrements non résolus')"/></caption>
            <thead>
              <tr>
                <th scope="col"><xsl:value-of select="$w-type"/></th>
                <xsl:call-template name="col"><xsl:with-param name="name" select="$w-truth"/></xsl:call-template>
                <xsl:call-template name="col"><xsl:with-param name="name" select="$w-calls"/></xsl:call-template>
                <xsl:call-template name="col"><xsl:with-param name="name" select="$n-recall"/></xsl:call-template>
                <xsl:call-template name="col"><xsl:with-param name="name" select="$n-precision"/></xsl:call-template>
              </tr>
            </thead>
            <tbody>
              <xsl:for-each select="$some">
                <tr>
                  <xsl:if test="@name = 'ALL'"><xsl:attribute name="class">all</xsl:attribute></xsl:if>
                  <th scope="row"><xsl:value-of select="e:type(@name)"/></th>
                  <xsl:call-template name="cell"><xsl:with-param name="name" select="$w-truth"/><xsl:with-param name="n" select="string(c:truth/@unresolved)"/></xsl:call-template>
                  <xsl:call-template name="cell"><xsl:with-param name="name" select="$w-calls"/><xsl:with-param name="n" select="string(c:query/@unresolved)"/></xsl:call-template>
                  <td class="num" data-l="{$n-recall}"><xsl:value-of select="e:range(c:recall/@worst, c:recall/@best)"/></td>
                  <td class="num" data-l="{$n-precision}"><xsl:value-of select="e:range(c:precision/@worst, c:precision/@best)"/></td>
                </tr>
              </xsl:for-each>
            </tbody>
          </table>
        </xsl:when>
        <xsl:otherwise><p><xsl:value-of select="e:t('Nothing: every record that was assessed is right or wrong.', 'Rien&#xA0;: tout enregistrement évalué est juste ou faux.')"/></p></xsl:otherwise>
      </xsl:choose>
    </section>
  </xsl:template>

  <!-- ==== not assessed =================================================== -->
  <xsl:template name="records">
    <xsl:param name="name"/>
    <xsl:param name="truth"/>
    <xsl:param name="query"/>
    <xsl:param name="class"/>
    <tr>
      <xsl:if test="$class"><xsl:attribute name="class"><xsl:value-of select="$class"/></xsl:attribute></xsl:if>
      <th scope="row"><xsl:value-of select="$name"/></th>
      <xsl:call-template name="cell"><xsl:with-param name="name" select="$w-truth"/><xsl:with-param name="n" select="string($truth)"/></xsl:call-template>
      <xsl:call-template name="cell"><xsl:with-param name="name" select="$w-calls"/><xsl:with-param name="n" select="string($query)"/></xsl:call-template>
    </tr>
  </xsl:template>

  <xsl:template name="not-assessed">
    <xsl:variable name="na" select="/c:comparison/c:not-assessed/c:reason"/>
    <xsl:variable name="all" select="$types[@name = 'ALL']"/>
    <xsl:variable name="t" select="$all/c:truth"/>
    <xsl:variable name="q" select="$all/c:query"/>
    <xsl:variable name="t-in" select="sum($t/@total)"/>
    <xsl:variable name="q-in" select="sum($q/@total) - sum($q/@outside)"/>
    <section aria-labelledby="notassessed">
      <h2 id="notassessed"><xsl:value-of select="e:t('What was not assessed, and why', 'Ce qui n’a pas été évalué, et pourquoi')"/></h2>
      <table class="sum stack">
        <caption><xsl:value-of select="e:t('Every record of both files', 'Chaque enregistrement des deux fichiers')"/></caption>
        <thead>
          <tr>
            <th scope="col"><xsl:value-of select="e:t('Records', 'Enregistrements')"/></th>
            <xsl:call-template name="col"><xsl:with-param name="name" select="$w-truth"/></xsl:call-template>
            <xsl:call-template name="col"><xsl:with-param name="name" select="$w-calls"/></xsl:call-template>
          </tr>
        </thead>
        <tbody>
          <xsl:call-template name="records"><xsl:with-param name="name" select="e:t('assessed', 'évalués')"/><xsl:with-param name="truth" select="$t-in"/><xsl:with-param name="query" select="$q-in"/></xsl:call-template>
          <xsl:if test="sum($t/@outside) + sum($q/@outside) &gt; 0">
            <xsl:call-template name="records"><xsl:with-param name="name" select="e:t('not: outside the confident regions', 'non&#xA0;: hors des régions de confiance')"/><xsl:with-param name="truth" select="sum($t/@outside)"/><xsl:with-param name="query" select="sum($q/@outside)"/></xsl:call-template>
          </xsl:if>
          <xsl:for-each select="$na">
            <xsl:call-template name="records"><xsl:with-param name="name" select="concat(e:t('not: ', 'non&#xA0;: '), e:reason(@name))"/><xsl:with-param name="truth" select="@truth"/><xsl:with-param name="query" select="@query"/></xsl:call-template>
          </xsl:for-each>
          <xsl:call-template name="records"><xsl:with-param name="class" select="'all'"/><xsl:with-param name="name" select="e:t('in the file', 'dans le fichier')"/><xsl:with-param name="truth" select="$t-in + sum($t/@outside) + sum($na/@truth)"/><xsl:with-param name="query" select="$q-in + sum($q/@outside) + sum($na/@query)"/></xsl:call-template>
        </tbody>
      </table>
    </section>
  </xsl:template>
</xsl:stylesheet>
