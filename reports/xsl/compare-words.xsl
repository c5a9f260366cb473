<?xml version="1.0" encoding="UTF-8"?>
<!-- The words and numbers of the page about a comparison, in both languages. -->
<xsl:stylesheet version="1.0"
  xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:func="http://exslt.org/functions"
  xmlns:str="http://exslt.org/strings"
  xmlns:c="urn:entente:comparison:1"
  xmlns:e="urn:entente:xsl"
  extension-element-prefixes="func str" exclude-result-prefixes="c e">

  <xsl:variable name="colon" select="e:t(': ', '&#xA0;: ')"/>
  <xsl:variable name="w-recall" select="e:t('Recall', 'Rappel')"/>
  <xsl:variable name="w-precision" select="e:t('Precision', 'Précision')"/>
  <xsl:variable name="w-truth" select="e:t('Truth', 'Vérité')"/>
  <xsl:variable name="w-calls" select="e:t('Calls', 'Appels')"/>
  <xsl:variable name="w-type" select="e:t('Type', 'Type')"/>

  <func:function name="e:confidence">
    <xsl:param name="c"/>
    <func:result select="concat(e:n(format-number($c * 100, '0.####', 'en')), e:t('%', '&#xA0;%'))"/>
  </func:function>

  <!-- A share with four decimals, and more where little is left to 0 or 1. -->
  <func:function name="e:share">
    <xsl:param name="v"/>
    <xsl:choose>
      <xsl:when test="string($v) = ''"><func:result select="'–'"/></xsl:when>
      <xsl:when test="$v = 0 or $v = 1"><func:result select="string(number($v))"/></xsl:when>
      <xsl:when test="$v &gt;= 0.9999 or $v &lt; 0.0001"><func:result select="e:n(format-number($v, '0.000000', 'en'))"/></xsl:when>
      <xsl:when test="$v &gt;= 0.999 or $v &lt; 0.001"><func:result select="e:n(format-number($v, '0.00000', 'en'))"/></xsl:when>
      <xsl:otherwise><func:result select="e:n(format-number($v, '0.0000', 'en'))"/></xsl:otherwise>
    </xsl:choose>
  </func:function>

  <!-- "0.9581 to 0.9615" -->
  <func:function name="e:range">
    <xsl:param name="lo"/>
    <xsl:param name="hi"/>
    <func:result select="concat(e:share($lo), e:t(' to ', ' à '), e:share($hi))"/>
  </func:function>

  <!-- "49,667 of 51,744" -->
  <func:function name="e:of">
    <xsl:param name="s"/>
    <func:result select="concat(e:n($s/@num), e:t(' of ', ' sur '), e:n($s/@den))"/>
  </func:function>

  <!-- A share of two counts as a percentage: "24%"; "&lt; 1%". -->
  <func:function name="e:part">
    <xsl:param name="n"/>
    <xsl:param name="of"/>
    <xsl:variable name="p" select="$n * 100 div $of"/>
    <xsl:choose>
      <xsl:when test="$n &gt; 0 and $p &lt; 0.1"><func:result select="concat('&lt;&#xA0;', e:n('0.1'), e:t('%', '&#xA0;%'))"/></xsl:when>
      <xsl:otherwise><func:result select="concat(e:n(format-number($p, '0.0', 'en')), e:t('%', '&#xA0;%'))"/></xsl:otherwise>
    </xsl:choose>
  </func:function>

  <func:function name="e:type">
    <xsl:param name="t"/>
    <xsl:choose>
      <xsl:when test="$t = 'SNV'"><func:result select="e:t('SNVs', 'SNV')"/></xsl:when>
      <xsl:when test="$t = 'MNP'"><func:result select="e:t('MNPs', 'MNP')"/></xsl:when>
      <xsl:when test="$t = 'INDEL'"><func:result select="e:t('Indels', 'Indels')"/></xsl:when>
      <xsl:when test="$t = 'COMPLEX'"><func:result select="e:t('Complex', 'Complexes')"/></xsl:when>
      <xsl:otherwise><func:result select="e:t('All', 'Tous')"/></xsl:otherwise>
    </xsl:choose>
  </func:function>

  <!-- In a sentence: "recall of indels". -->
  <func:function name="e:of-type">
    <xsl:param name="t"/>
    <xsl:choose>
      <xsl:when test="$t = 'SNV'"><func:result select="e:t('of SNVs', 'des SNV')"/></xsl:when>
      <xsl:when test="$t = 'MNP'"><func:result select="e:t('of MNPs', 'des MNP')"/></xsl:when>
      <xsl:when test="$t = 'INDEL'"><func:result select="e:t('of indels', 'des indels')"/></xsl:when>
      <xsl:otherwise><func:result select="e:t('of complex variants', 'des variants complexes')"/></xsl:otherwise>
    </xsl:choose>
  </func:function>

  <func:function name="e:subtype">
    <xsl:param name="s"/>
    <xsl:variable name="bp" select="e:t('&#xA0;bp', '&#xA0;pb')"/>
    <xsl:variable name="what">
      <xsl:choose>
        <xsl:when test="$s = 'ti'"><xsl:value-of select="e:t('transitions', 'transitions')"/></xsl:when>
        <xsl:when test="$s = 'tv'"><xsl:value-of select="e:t('transversions', 'transversions')"/></xsl:when>
        <xsl:when test="$s = 'mnp'"><xsl:value-of select="e:t('several bases for as many', 'plusieurs bases pour autant')"/></xsl:when>
        <xsl:when test="starts-with($s, 'i')"><xsl:value-of select="e:t('insertions', 'insertions')"/></xsl:when>
        <xsl:when test="starts-with($s, 'd')"><xsl:value-of select="e:t('deletions', 'délétions')"/></xsl:when>
        <xsl:otherwise><xsl:value-of select="e:t('replacements', 'remplacements')"/></xsl:otherwise>
      </xsl:choose>
    </xsl:variable>
    <xsl:variable name="size">
      <xsl:choose>
        <xsl:when test="substring($s, 2) = '1_5'"><xsl:value-of select="concat(e:t(' of 1–5', ' de 1 à 5'), $bp)"/></xsl:when>
        <xsl:when test="substring($s, 2) = '6_15'"><xsl:value-of select="concat(e:t(' of 6–15', ' de 6 à 15'), $bp)"/></xsl:when>
        <xsl:when test="substring($s, 2) = '16_plus'"><xsl:value-of select="concat(e:t(' of 16', ' de 16'), $bp, e:t(' or more', ' ou plus'))"/></xsl:when>
      </xsl:choose>
    </xsl:variable>
    <func:result select="concat($what, $size)"/>
  </func:function>

  <func:function name="e:zygosity">
    <xsl:param name="z"/>
    <xsl:choose>
      <xsl:when test="$z = 'het'"><func:result select="e:t('heterozygous', 'hétérozygotes')"/></xsl:when>
      <xsl:when test="$z = 'homalt'"><func:result select="e:t('homozygous', 'homozygotes')"/></xsl:when>
      <xsl:otherwise><func:result select="e:t('two different ALT alleles', 'deux allèles ALT différents')"/></xsl:otherwise>
    </xsl:choose>
  </func:function>

  <func:function name="e:kind">
    <xsl:param name="k"/>
    <xsl:choose>
      <xsl:when test="$k = 'missed'"><func:result select="e:t('Missed, no call near', 'Manqués, aucun appel à proximité')"/></xsl:when>
      <xsl:when test="$k = 'filtered'"><func:result select="e:t('Missed, FILTER takes the call out', 'Manqués, FILTER écarte l’appel')"/></xsl:when>
      <xsl:when test="$k = 'no-call'"><func:result select="e:t('Missed, no genotype given there', 'Manqués, aucun génotype rendu à cet endroit')"/></xsl:when>
      <xsl:when test="$k = 'genotype'"><func:result select="e:t('Right allele, wrong genotype', 'Bon allèle, mauvais génotype')"/></xsl:when>
      <xsl:when test="$k = 'local-match'"><func:result select="e:t('Something else is called there', 'Autre chose est appelé à cet endroit')"/></xsl:when>
      <xsl:otherwise><func:result select="e:t('False call, nothing true near', 'Appels faux, rien de vrai à proximité')"/></xsl:otherwise>
    </xsl:choose>
  </func:function>

  <func:function name="e:reason">
    <xsl:param name="r"/>
    <xsl:choose>
      <xsl:when test="$r = 'filtered'"><func:result select="e:t('FILTER takes them out', 'FILTER les écarte')"/></xsl:when>
      <xsl:when test="$r = 'hom-ref'"><func:result select="e:t('the genotype has no ALT allele', 'le génotype n’a pas d’allèle ALT')"/></xsl:when>
      <xsl:when test="$r = 'no-call'"><func:result select="e:t('no genotype', 'sans génotype')"/></xsl:when>
      <xsl:when test="$r = 'half-call'"><func:result select="e:t('half a genotype', 'un demi-génotype')"/></xsl:when>
      <xsl:when test="$r = 'symbolic'"><func:result select="e:t('symbolic allele or breakend', 'allèle symbolique ou point de cassure')"/></xsl:when>
      <xsl:when test="$r = 'star'"><func:result select="e:t('only the allele *', 'seulement l’allèle *')"/></xsl:when>
      <xsl:when test="$r = 'ambiguous'"><func:result select="e:t('letters other than ACGTN', 'lettres autres que ACGTN')"/></xsl:when>
      <xsl:when test="$r = 'large'"><func:result select="concat(e:t('longer than ', 'plus longs que '), e:n($job/@max-length), e:t('&#xA0;bp', '&#xA0;pb'))"/></xsl:when>
      <xsl:when test="$r = 'ploidy'"><func:result select="e:t('too many alleles', 'trop d’allèles')"/></xsl:when>
      <xsl:when test="$r = 'contig'"><func:result select="e:t('their contig is not in the reference', 'leur contig n’est pas dans la référence')"/></xsl:when>
      <xsl:otherwise><func:result select="string($r)"/></xsl:otherwise>
    </xsl:choose>
  </func:function>

  <!-- A name from outside, without the characters that turn the direction of
       text around: they would show a place other than the one that is there. -->
  <func:function name="e:name">
    <xsl:param name="s"/>
    <func:result select="translate($s, '&#x61C;&#x200E;&#x200F;&#x202A;&#x202B;&#x202C;&#x202D;&#x202E;&#x2066;&#x2067;&#x2068;&#x2069;', '&#xFFFD;&#xFFFD;&#xFFFD;&#xFFFD;&#xFFFD;&#xFFFD;&#xFFFD;&#xFFFD;&#xFFFD;&#xFFFD;&#xFFFD;&#xFFFD;')"/>
  </func:function>

  <!-- chr:pos as one word of a shell, whatever the contig is called. -->
  <xsl:variable name="shell-safe" select="'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_.:+,-'"/>
  <func:function name="e:place">
    <xsl:param name="p"/>
    <xsl:variable name="s" select="e:name(concat($p/@contig, ':', $p/@pos))"/>
    <xsl:variable name="apos">'</xsl:variable>
    <xsl:choose>
      <xsl:when test="translate($s, $shell-safe, '') = ''"><func:result select="$s"/></xsl:when>
      <xsl:otherwise><func:result select="concat($apos, str:replace($s, $apos, concat($apos, '\', $apos, $apos)), $apos)"/></xsl:otherwise>
    </xsl:choose>
  </func:function>
</xsl:stylesheet>
