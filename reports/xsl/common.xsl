<?xml version="1.0" encoding="UTF-8"?>
<!--
  What all renderings share: words in both languages, numbers as each language
  writes them, and escaping.

  e:t(en, fr) is the one of the two texts that is asked for. Texts of a suite
  come with xml:lang and may lack French: e:bi() falls back to what there is.
-->
<xsl:stylesheet version="1.0"
  xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:func="http://exslt.org/functions"
  xmlns:r="urn:entente:report:1"
  xmlns:e="urn:entente:xsl"
  extension-element-prefixes="func" exclude-result-prefixes="r e">

  <xsl:param name="lang" select="'en'"/>
  <!-- One line about the seal; empty for an unsealed report. -->
  <xsl:param name="seal" select="''"/>

  <xsl:variable name="is-fr" select="$lang = 'fr'"/>
  <xsl:variable name="report" select="/r:report"/>
  <xsl:variable name="profiles" select="/r:report/r:suite/r:profile"/>
  <xsl:variable name="one-profile" select="count($profiles) = 1"/>
  <xsl:variable name="engaged" select="boolean(/r:report/r:engagement)"/>

  <!-- Absolute patterns: an element of that name elsewhere is not meant, and
       nothing else of a large report need be searched. -->
  <xsl:key name="metric" match="/r:report/r:suite/r:metric" use="@id"/>
  <xsl:key name="measurement" match="/r:report/r:measurements/r:measurement" use="@id"/>
  <xsl:key name="waiver" match="/r:report/r:waivers/r:waiver" use="@id"/>
  <!-- Cases that a reader must look at, by what they were measured with. -->
  <xsl:key name="trouble" use="@measurement" match="/r:report/r:cases/r:case[r:outcome[
    @value != 'pass' and @value != 'not-applicable' and @value != 'reported']]"/>

  <!-- The cases that tell the findings of what they were measured with: of each
       measurement the first that is in trouble, so that each finding is told
       once. Made once: a suite may have 10,000 cases of one measurement. -->
  <xsl:variable name="tellers">
    <xsl:text>|</xsl:text>
    <xsl:for-each select="/r:report/r:measurements/r:measurement[r:finding]">
      <xsl:value-of select="concat(generate-id(key('trouble', @id)[1]), '|')"/>
    </xsl:for-each>
  </xsl:variable>
  <func:function name="e:tells">
    <xsl:param name="case"/>
    <func:result select="contains($tellers, concat('|', generate-id($case), '|'))"/>
  </func:function>

  <xsl:decimal-format name="en" decimal-separator="." grouping-separator=","/>

  <!-- ==== languages ==================================================== -->
  <func:function name="e:t">
    <xsl:param name="en"/>
    <xsl:param name="fr"/>
    <xsl:choose>
      <xsl:when test="$is-fr"><func:result select="$fr"/></xsl:when>
      <xsl:otherwise><func:result select="$en"/></xsl:otherwise>
    </xsl:choose>
  </func:function>

  <!-- The text of these nodes in the language asked for, else the first. -->
  <func:function name="e:bi">
    <xsl:param name="nodes"/>
    <xsl:choose>
      <xsl:when test="$nodes[@xml:lang = $lang]">
        <func:result select="string($nodes[@xml:lang = $lang])"/>
      </xsl:when>
      <xsl:otherwise><func:result select="string($nodes)"/></xsl:otherwise>
    </xsl:choose>
  </func:function>

  <func:function name="e:title-of-profile">
    <xsl:param name="id"/>
    <xsl:choose>
      <xsl:when test="$profiles[@id = $id]/r:title">
        <func:result select="e:bi($profiles[@id = $id]/r:title)"/>
      </xsl:when>
      <xsl:otherwise><func:result select="string($id)"/></xsl:otherwise>
    </xsl:choose>
  </func:function>

  <func:function name="e:metric">
    <xsl:param name="id"/>
    <xsl:variable name="m" select="key('metric', $id)"/>
    <xsl:choose>
      <xsl:when test="$m/r:title">
        <func:result select="e:bi($m/r:title)"/>
      </xsl:when>
      <xsl:otherwise><func:result select="string($id)"/></xsl:otherwise>
    </xsl:choose>
  </func:function>

  <!-- " (tandem)": only when it is not the whole. -->
  <func:function name="e:stratum">
    <xsl:param name="id"/>
    <xsl:choose>
      <xsl:when test="$id = '*'">
        <func:result select="e:t('all that was assessed', 'tout ce qui a été évalué')"/>
      </xsl:when>
      <xsl:otherwise><func:result select="string($id)"/></xsl:otherwise>
    </xsl:choose>
  </func:function>

  <!-- ==== numbers ====================================================== -->
  <!-- Digits in groups of three: 12,345 and 12 345 (thin no-break space). -->
  <func:function name="e:groups">
    <xsl:param name="digits"/>
    <xsl:choose>
      <xsl:when test="string-length($digits) &lt; 4 or string-length($digits) &gt; 15">
        <func:result select="$digits"/>
      </xsl:when>
      <xsl:when test="$is-fr">
        <func:result select="translate(format-number($digits, '#,##0', 'en'), ',', '&#x202F;')"/>
      </xsl:when>
      <xsl:otherwise>
        <func:result select="format-number($digits, '#,##0', 'en')"/>
      </xsl:otherwise>
    </xsl:choose>
  </func:function>

  <xsl:variable name="point" select="substring('.,', 1 + $is-fr, 1)"/>

  <!-- A number as text of the report, in the language's dress. What is not
       plain digits (an exponent) keeps its form but for the decimal sign. -->
  <func:function name="e:n">
    <xsl:param name="x"/>
    <xsl:variable name="int" select="substring-before(concat($x, '.'), '.')"/>
    <xsl:choose>
      <xsl:when test="string-length($int) &lt; 4 or translate($x, '0123456789.', '') != ''">
        <func:result select="translate($x, '.', $point)"/>
      </xsl:when>
      <xsl:when test="contains($x, '.')">
        <func:result select="concat(e:groups($int), $point, substring-after($x, '.'))"/>
      </xsl:when>
      <xsl:otherwise><func:result select="e:groups($int)"/></xsl:otherwise>
    </xsl:choose>
  </func:function>

  <!-- A share as a percentage with one decimal, never rounded up to 100. -->
  <func:function name="e:percent">
    <xsl:param name="share"/>
    <func:result select="concat(e:n(format-number(floor($share * 1000) div 10, '0.#', 'en')), e:t('%', '&#xA0;%'))"/>
  </func:function>

  <func:function name="e:confidence">
    <xsl:param name="c"/>
    <func:result select="concat(e:n(format-number($c * 100, '0.####', 'en')), e:t('%', '&#xA0;%'))"/>
  </func:function>

  <!-- One word or the other: "2 files"; French counts 0 and 1 as one. -->
  <func:function name="e:plural">
    <xsl:param name="n"/>
    <xsl:param name="one"/>
    <xsl:param name="many"/>
    <xsl:choose>
      <xsl:when test="$n = 1 or ($is-fr and $n &lt; 2)"><func:result select="$one"/></xsl:when>
      <xsl:otherwise><func:result select="$many"/></xsl:otherwise>
    </xsl:choose>
  </func:function>

  <!-- Behind a number: nothing for proportions and ratios. -->
  <func:function name="e:unit">
    <xsl:param name="metric"/>
    <xsl:param name="n"/>
    <xsl:variable name="u" select="string($metric/@unit)"/>
    <xsl:choose>
      <xsl:when test="$u = '' or $u = '1'"><func:result select="''"/></xsl:when>
      <xsl:when test="$u = '/Mbp'"><func:result select="e:t('&#xA0;per Mbp', '&#xA0;par Mpb')"/></xsl:when>
      <xsl:when test="$u = 'bp'"><func:result select="e:t('&#xA0;bp', '&#xA0;pb')"/></xsl:when>
      <xsl:when test="$u = 'file'"><func:result select="concat('&#xA0;', e:t(e:plural($n, 'file', 'files'), e:plural($n, 'fichier', 'fichiers')))"/></xsl:when>
      <xsl:when test="$u = 'record'"><func:result select="concat('&#xA0;', e:t(e:plural($n, 'record', 'records'), e:plural($n, 'enregistrement', 'enregistrements')))"/></xsl:when>
      <xsl:when test="$u = 'allele'"><func:result select="concat('&#xA0;', e:t(e:plural($n, 'allele', 'alleles'), e:plural($n, 'allèle', 'allèles')))"/></xsl:when>
      <xsl:when test="$u = 'contig'"><func:result select="concat('&#xA0;', e:t(e:plural($n, 'contig', 'contigs'), e:plural($n, 'contig', 'contigs')))"/></xsl:when>
      <xsl:otherwise><func:result select="concat('&#xA0;', $u)"/></xsl:otherwise>
    </xsl:choose>
  </func:function>

  <xsl:variable name="months" select="'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec '"/>

  <!-- 2026-11-23[T20:15:00Z] as 23 Nov 2026[, 20:15 UTC] or 23/11/2026[ …]. -->
  <func:function name="e:date">
    <xsl:param name="iso"/>
    <xsl:variable name="s" select="string($iso)"/>
    <xsl:variable name="y" select="substring($s, 1, 4)"/>
    <xsl:variable name="m" select="substring($s, 6, 2)"/>
    <xsl:variable name="d" select="substring($s, 9, 2)"/>
    <xsl:variable name="time">
      <xsl:if test="substring($s, 11, 1) = 'T'">
        <xsl:value-of select="concat(e:t(', ', ' à '), substring($s, 12, 5), ' UTC')"/>
      </xsl:if>
    </xsl:variable>
    <xsl:choose>
      <xsl:when test="translate(substring($s, 1, 10), '0123456789', '##########') != '####-##-##'">
        <func:result select="$s"/>
      </xsl:when>
      <xsl:when test="$is-fr">
        <func:result select="concat($d, '/', $m, '/', $y, $time)"/>
      </xsl:when>
      <xsl:otherwise>
        <func:result select="concat(number($d), ' ', substring($months, $m * 4 - 3, 3), ' ', $y, $time)"/>
      </xsl:otherwise>
    </xsl:choose>
  </func:function>

  <!-- ==== measured and required ========================================
       c: a criterion, point or control's number; m: its metric. -->
  <func:function name="e:measured">
    <xsl:param name="c"/>
    <xsl:param name="m" select="key('metric', $c/@metric)"/>
    <xsl:choose>
      <xsl:when test="$c/@value"><func:result select="concat(e:n($c/@value), e:unit($m, $c/@value))"/></xsl:when>
      <xsl:when test="$c/@num"><func:result select="e:t('no data', 'aucune donnée')"/></xsl:when>
      <xsl:otherwise><func:result select="e:t('not measured', 'non mesuré')"/></xsl:otherwise>
    </xsl:choose>
  </func:function>

  <!-- "71,904 of 72,174": what the decimal was made of; empty for counts. -->
  <func:function name="e:made-of">
    <xsl:param name="c"/>
    <xsl:param name="m" select="key('metric', $c/@metric)"/>
    <xsl:variable name="kind" select="$m/@kind"/>
    <xsl:choose>
      <xsl:when test="$kind = 'count' or not($c/@num)"><func:result select="''"/></xsl:when>
      <xsl:when test="$kind = 'proportion'">
        <func:result select="concat(e:n($c/@num), e:t(' of ', ' sur '), e:n($c/@den))"/>
      </xsl:when>
      <xsl:when test="$kind = 'rate'">
        <func:result select="concat(e:n($c/@num), e:t(' in ', ' sur '), e:n($c/@den), e:t('&#xA0;bp', '&#xA0;pb'))"/>
      </xsl:when>
      <xsl:otherwise>
        <func:result select="concat(e:n($c/@num), e:t(' to ', ' pour '), e:n($c/@den))"/>
      </xsl:otherwise>
    </xsl:choose>
  </func:function>

  <!-- "0.9958 to 0.9967" -->
  <func:function name="e:interval">
    <xsl:param name="c"/>
    <func:result select="concat(e:n($c/@lo), e:t(' to ', ' à '), e:n($c/@hi))"/>
  </func:function>

  <!-- "≥ 0.99", "≤ 0", "1.95 to 2.15", "no limit" -->
  <func:function name="e:required">
    <xsl:param name="c"/>
    <xsl:param name="m" select="key('metric', $c/@metric)"/>
    <xsl:choose>
      <xsl:when test="$m/@kind = 'rate'">
        <func:result select="concat(e:limit($c), e:unit($m, 2))"/>
      </xsl:when>
      <xsl:otherwise><func:result select="e:limit($c)"/></xsl:otherwise>
    </xsl:choose>
  </func:function>

  <func:function name="e:limit">
    <xsl:param name="c"/>
    <xsl:choose>
      <xsl:when test="$c/@min and $c/@max">
        <func:result select="concat(e:n($c/@min), e:t(' to ', ' à '), e:n($c/@max))"/>
      </xsl:when>
      <xsl:when test="$c/@min"><func:result select="concat('≥&#xA0;', e:n($c/@min))"/></xsl:when>
      <xsl:when test="$c/@max"><func:result select="concat('≤&#xA0;', e:n($c/@max))"/></xsl:when>
      <xsl:otherwise><func:result select="e:t('no limit', 'aucune limite')"/></xsl:otherwise>
    </xsl:choose>
  </func:function>

  <!-- "Clopper–Pearson interval, one-sided, 95 %" -->
  <func:function name="e:rule">
    <xsl:param name="c"/>
    <xsl:choose>
      <xsl:when test="$c/@method = 'exact'">
        <func:result select="e:t('the number itself', 'le nombre lui-même')"/>
      </xsl:when>
      <xsl:when test="$c/@method = 'report'">
        <func:result select="e:t('printed, not judged', 'indiqué, non jugé')"/>
      </xsl:when>
      <xsl:otherwise>
        <func:result select="concat(e:method($c/@method), ', ',
          e:confidence($c/@confidence), ', ', e:sides($c/@sides))"/>
      </xsl:otherwise>
    </xsl:choose>
  </func:function>

  <func:function name="e:method">
    <xsl:param name="m"/>
    <xsl:choose>
      <xsl:when test="$m = 'clopper-pearson'"><func:result select="'Clopper–Pearson'"/></xsl:when>
      <xsl:when test="$m = 'wilson'"><func:result select="'Wilson'"/></xsl:when>
      <xsl:when test="$m = 'jeffreys'"><func:result select="'Jeffreys'"/></xsl:when>
      <xsl:when test="$m = 'garwood'"><func:result select="'Garwood'"/></xsl:when>
      <xsl:otherwise><func:result select="string($m)"/></xsl:otherwise>
    </xsl:choose>
  </func:function>

  <func:function name="e:sides">
    <xsl:param name="s"/>
    <xsl:choose>
      <xsl:when test="$s = 'one'"><func:result select="e:t('one-sided', 'unilatéral')"/></xsl:when>
      <xsl:otherwise><func:result select="e:t('two-sided', 'bilatéral')"/></xsl:otherwise>
    </xsl:choose>
  </func:function>

  <func:function name="e:severity">
    <xsl:param name="s"/>
    <xsl:choose>
      <xsl:when test="$s = 'mandatory'"><func:result select="e:t('mandatory', 'obligatoire')"/></xsl:when>
      <xsl:otherwise><func:result select="e:t('advisory', 'indicatif')"/></xsl:otherwise>
    </xsl:choose>
  </func:function>

  <func:function name="e:status">
    <xsl:param name="s"/>
    <xsl:choose>
      <xsl:when test="$s = 'published'"><func:result select="e:t('published', 'publiée')"/></xsl:when>
      <xsl:when test="$s = 'proposed'"><func:result select="e:t('proposed', 'proposée')"/></xsl:when>
      <xsl:otherwise><func:result select="e:t('unconfirmed', 'non confirmée')"/></xsl:otherwise>
    </xsl:choose>
  </func:function>

  <!-- COMMON holds for every profile. -->
  <func:function name="e:profile">
    <xsl:param name="p"/>
    <xsl:choose>
      <xsl:when test="$p = 'COMMON'"><func:result select="e:t('all profiles', 'tous les profils')"/></xsl:when>
      <xsl:otherwise><func:result select="string($p)"/></xsl:otherwise>
    </xsl:choose>
  </func:function>

  <!-- ==== closed sets of words ========================================= -->
  <func:function name="e:outcome">
    <xsl:param name="o"/>
    <xsl:choose>
      <xsl:when test="$o = 'pass'"><func:result select="e:t('Pass', 'Réussi')"/></xsl:when>
      <xsl:when test="$o = 'fail'"><func:result select="e:t('Fail', 'Échoué')"/></xsl:when>
      <xsl:when test="$o = 'pass-with-warning'"><func:result select="e:t('Pass with warning', 'Réussi avec avertissement')"/></xsl:when>
      <xsl:when test="$o = 'inconclusive'"><func:result select="e:t('Inconclusive', 'Non concluant')"/></xsl:when>
      <xsl:when test="$o = 'waived'"><func:result select="e:t('Waived', 'Dérogation')"/></xsl:when>
      <xsl:when test="$o = 'not-applicable'"><func:result select="e:t('Not applicable', 'Sans objet')"/></xsl:when>
      <xsl:when test="$o = 'not-run'"><func:result select="e:t('Not run', 'Non exécuté')"/></xsl:when>
      <xsl:when test="$o = 'error'"><func:result select="e:t('Error of the runner', 'Erreur du programme d’essai')"/></xsl:when>
      <xsl:when test="$o = 'reported'"><func:result select="e:t('Reported', 'Indiqué')"/></xsl:when>
      <xsl:otherwise><func:result select="string($o)"/></xsl:otherwise>
    </xsl:choose>
  </func:function>

  <!-- A sign beside the word, so that colour is never alone. -->
  <func:function name="e:sign">
    <xsl:param name="o"/>
    <xsl:choose>
      <xsl:when test="$o = 'pass' or $o = 'conformant'"><func:result select="'✓'"/></xsl:when>
      <xsl:when test="$o = 'fail' or $o = 'non-conformant'"><func:result select="'✗'"/></xsl:when>
      <xsl:when test="$o = 'pass-with-warning'"><func:result select="'!'"/></xsl:when>
      <xsl:when test="$o = 'inconclusive'"><func:result select="'?'"/></xsl:when>
      <xsl:when test="$o = 'waived' or $o = 'conformant-with-waivers'"><func:result select="'§'"/></xsl:when>
      <xsl:when test="$o = 'error'"><func:result select="'⚠'"/></xsl:when>
      <xsl:when test="$o = 'reported'"><func:result select="'i'"/></xsl:when>
      <xsl:when test="$o = 'not-established'"><func:result select="'○'"/></xsl:when>
      <xsl:when test="$o = 'not-run'"><func:result select="'○'"/></xsl:when>
      <xsl:otherwise><func:result select="'–'"/></xsl:otherwise>
    </xsl:choose>
  </func:function>

  <func:function name="e:verdict">
    <xsl:param name="v"/>
    <xsl:choose>
      <xsl:when test="$v = 'conformant'"><func:result select="e:t('Conformant', 'Conforme')"/></xsl:when>
      <xsl:when test="$v = 'conformant-with-waivers'"><func:result select="e:t('Conformant with waivers', 'Conforme avec dérogations')"/></xsl:when>
      <xsl:when test="$v = 'non-conformant'"><func:result select="e:t('Non-conformant', 'Non conforme')"/></xsl:when>
      <xsl:when test="$v = 'inconclusive'"><func:result select="e:t('Inconclusive', 'Non concluant')"/></xsl:when>
      <xsl:otherwise><func:result select="e:t('Not established', 'Non établi')"/></xsl:otherwise>
    </xsl:choose>
  </func:function>

  <func:function name="e:verdict-means">
    <xsl:param name="v"/>
    <xsl:choose>
      <xsl:when test="$v = 'conformant'"><func:result select="e:t(
        'Every mandatory case was executed and passed, and every negative control failed as planted.',
        'Tous les cas obligatoires ont été exécutés et réussis, et chaque témoin négatif a échoué comme prévu.')"/></xsl:when>
      <xsl:when test="$v = 'conformant-with-waivers'"><func:result select="e:t(
        'Every mandatory case passed or is covered by a waiver in force; what was waived did fail.',
        'Chaque cas obligatoire est réussi ou couvert par une dérogation en vigueur&#xA0;; ce qui fait l’objet d’une dérogation a bien échoué.')"/></xsl:when>
      <xsl:when test="$v = 'non-conformant'"><func:result select="e:t(
        'At least one mandatory case failed.',
        'Au moins un cas obligatoire a échoué.')"/></xsl:when>
      <xsl:when test="$v = 'inconclusive'"><func:result select="e:t(
        'No mandatory case failed, but at least one could not be decided with the data handed in.',
        'Aucun cas obligatoire n’a échoué, mais au moins un n’a pas pu être tranché avec les données remises.')"/></xsl:when>
      <xsl:otherwise><func:result select="e:t(
        'Nothing can be concluded: a mandatory case was not run or ended in an error, not all cases were asked for, or a negative control did not fail as planted.',
        'Rien ne peut être conclu&#xA0;: un cas obligatoire n’a pas été exécuté ou s’est terminé par une erreur, tous les cas n’ont pas été demandés, ou un témoin négatif n’a pas échoué comme prévu.')"/></xsl:otherwise>
    </xsl:choose>
  </func:function>

  <func:function name="e:level">
    <xsl:param name="l"/>
    <xsl:choose>
      <xsl:when test="$l = 'declared'"><func:result select="e:t('Declared', 'Déclaré')"/></xsl:when>
      <xsl:when test="$l = 'recomputed'"><func:result select="e:t('Recomputed', 'Recalculé')"/></xsl:when>
      <xsl:when test="$l = 'executed-by-lab'"><func:result select="e:t('Executed by a laboratory', 'Exécuté par un laboratoire')"/></xsl:when>
      <xsl:otherwise><func:result select="e:t('Executed by a certification body', 'Exécuté par un organisme de certification')"/></xsl:otherwise>
    </xsl:choose>
  </func:function>

  <func:function name="e:level-means">
    <xsl:param name="l"/>
    <xsl:choose>
      <xsl:when test="$l = 'declared'"><func:result select="e:t(
        'only the arithmetic on the counts handed in was rechecked; the files behind them were not seen',
        'seule l’arithmétique sur les comptes remis a été vérifiée&#xA0;; les fichiers dont ils proviennent n’ont pas été vus')"/></xsl:when>
      <xsl:when test="$l = 'recomputed'"><func:result select="e:t(
        'every number was counted anew from the files handed in; how these files were made was not witnessed',
        'chaque nombre a été recompté à partir des fichiers remis&#xA0;; leur production n’a pas été observée')"/></xsl:when>
      <xsl:when test="$l = 'executed-by-lab'"><func:result select="e:t(
        'a laboratory states that it ran the product itself and judged what came out',
        'un laboratoire déclare avoir fait fonctionner lui-même le produit et jugé ce qui en est sorti')"/></xsl:when>
      <xsl:otherwise><func:result select="e:t(
        'a certification body states that it ran the product itself and judged what came out',
        'un organisme de certification déclare avoir fait fonctionner lui-même le produit et jugé ce qui en est sorti')"/></xsl:otherwise>
    </xsl:choose>
  </func:function>

  <func:function name="e:state">
    <xsl:param name="s"/>
    <xsl:choose>
      <xsl:when test="$s = 'measured'"><func:result select="e:t('measured', 'mesuré')"/></xsl:when>
      <xsl:when test="$s = 'defect'"><func:result select="e:t('found defective', 'reconnu défectueux')"/></xsl:when>
      <xsl:when test="$s = 'blocked'"><func:result select="e:t('blocked by an earlier defect', 'bloqué par un défaut antérieur')"/></xsl:when>
      <xsl:when test="$s = 'absent'"><func:result select="e:t('not handed in', 'non remis')"/></xsl:when>
      <xsl:when test="$s = 'error'"><func:result select="e:t('error of the runner', 'erreur du programme d’essai')"/></xsl:when>
      <xsl:otherwise><func:result select="e:t('not run', 'non exécuté')"/></xsl:otherwise>
    </xsl:choose>
  </func:function>

  <func:function name="e:document-title">
    <xsl:choose>
      <xsl:when test="$engaged"><func:result select="e:t('Test report', 'Rapport d’essai')"/></xsl:when>
      <xsl:otherwise><func:result select="e:t('Results record', 'Relevé de résultats')"/></xsl:otherwise>
    </xsl:choose>
  </func:function>

  <!-- Of the document: the laboratory's, else made from the result digest. -->
  <func:function name="e:document-id">
    <xsl:choose>
      <xsl:when test="$report/r:engagement/r:report-id">
        <func:result select="string($report/r:engagement/r:report-id)"/>
      </xsl:when>
      <xsl:otherwise>
        <func:result select="concat('R-', substring($report/r:summary/@digest, 1, 16))"/>
      </xsl:otherwise>
    </xsl:choose>
  </func:function>

  <func:function name="e:product">
    <xsl:variable name="s" select="$report/r:submission"/>
    <xsl:choose>
      <xsl:when test="$s/r:product">
        <func:result select="normalize-space(concat($s/r:product, ' ', $s/r:version))"/>
      </xsl:when>
      <xsl:otherwise><func:result select="string($s/@name)"/></xsl:otherwise>
    </xsl:choose>
  </func:function>

  <func:function name="e:suite">
    <func:result select="concat($report/r:suite/@id, '@', $report/r:suite/@version)"/>
  </func:function>

  <!-- Why a case was not run or does not apply. -->
  <func:function name="e:cause">
    <xsl:param name="case"/>
    <xsl:variable name="c" select="$case/r:cause"/>
    <xsl:variable name="m" select="key('measurement', $case/@measurement)"/>
    <xsl:choose>
      <xsl:when test="$c/@case">
        <func:result select="concat(e:t('because of case ', 'à cause du cas '), $c/@case)"/>
      </xsl:when>
      <xsl:when test="$c"><func:result select="e:bi($c)"/></xsl:when>
      <xsl:when test="$m/@state = 'error' and $m/@cause"><func:result select="string($m/@cause)"/></xsl:when>
      <xsl:otherwise><func:result select="''"/></xsl:otherwise>
    </xsl:choose>
  </func:function>

  <!-- What an inconclusive criterion asks of the next attempt. -->
  <func:function name="e:plan">
    <xsl:param name="c"/>
    <xsl:choose>
      <xsl:when test="$c/@plan-n = 'none'">
        <func:result select="e:t(
          'More data will not help: the estimate lies on the wrong side of the limit.',
          'Davantage de données n’y changera rien&#xA0;: l’estimation est du mauvais côté de la limite.')"/>
      </xsl:when>
      <xsl:when test="$c/@plan-n">
        <func:result select="concat(
          e:t('Plan a new attempt with at least ', 'Prévoir un nouvel essai avec au moins '), e:n($c/@plan-n),
          e:t(' observations (probability of deciding: 90%).', ' observations (probabilité de trancher&#xA0;: 90&#xA0;%).'))"/>
      </xsl:when>
      <xsl:otherwise><func:result select="''"/></xsl:otherwise>
    </xsl:choose>
  </func:function>
</xsl:stylesheet>
