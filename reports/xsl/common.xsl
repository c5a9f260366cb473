<?xml version="1.0" encoding="UTF-8"?>
<!--
  What all renderings share: words in both languages, numbers as each language
  writes them, and escaping.

  Functions are of two kinds: those below, and those in C, which a large report
  asks for each case or criterion (reports/doc/xslfunc.h lists them), such as
  e:t(en, fr), the one of two texts that is asked for.
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
  <xsl:variable name="engaged" select="boolean(/r:report/r:engagement)"/>

  <!-- Absolute patterns: an element of that name elsewhere is not meant, and
       nothing else of a large report need be searched. -->
  <xsl:key name="metric" match="/r:report/r:suite/r:metric" use="@id"/>
  <xsl:key name="measurement" match="/r:report/r:measurements/r:measurement" use="@id"/>

  <xsl:decimal-format name="en" decimal-separator="." grouping-separator=","/>

  <!-- ==== languages ==================================================== -->
  <func:function name="e:title-of-profile">
    <xsl:param name="id"/>
    <xsl:choose>
      <xsl:when test="$profiles[@id = $id]/r:title">
        <func:result select="e:bi($profiles[@id = $id]/r:title)"/>
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
  <!-- A share as a percentage with one decimal, never rounded up to 100. -->
  <func:function name="e:percent">
    <xsl:param name="share"/>
    <func:result select="concat(e:n(format-number(floor($share * 1000) div 10, '0.#', 'en')), e:t('%', '&#xA0;%'))"/>
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

  <!-- ==== closed sets of words ========================================= -->
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

</xsl:stylesheet>
