<?xml version="1.0" encoding="UTF-8"?>
<!-- What all files of the method bundle share: where a figure comes from. -->
<xsl:stylesheet version="1.0"
  xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:func="http://exslt.org/functions"
  xmlns:p="urn:entente:page:1"
  xmlns:c="urn:entente:certificate:1"
  xmlns:r="urn:entente:report:1"
  xmlns:e="urn:entente:xsl"
  extension-element-prefixes="func" exclude-result-prefixes="p c r e">

  <xsl:variable name="facts" select="/p:page/p:facts"/>
  <xsl:variable name="sources" select="/p:page/p:source"/>
  <xsl:variable name="cert" select="/p:page/c:certificate"/>

  <xsl:key name="metric-of" match="/p:page/p:source/r:report/r:suite/r:metric" use="concat(../../../@n, ' ', @id)"/>

  <!-- Of a criterion: the definition of its metric. -->
  <func:function name="e:metric-of">
    <xsl:param name="k"/>
    <func:result select="key('metric-of', concat($k/ancestor::p:source/@n, ' ', $k/@metric))"/>
  </func:function>

  <func:function name="e:signer">
    <xsl:param name="source"/>
    <xsl:variable name="s" select="$cert/c:report[position() = $source/@n]/c:signer"/>
    <xsl:choose>
      <xsl:when test="$s"><func:result select="concat($s/@name, ' (', $s/@nation, ')')"/></xsl:when>
      <xsl:otherwise><func:result select="string($facts/p:seal[1]/@signer)"/></xsl:otherwise>
    </xsl:choose>
  </func:function>

  <!-- "i1: HG002, lot RM 8391, ..." -->
  <func:function name="e:item">
    <xsl:param name="i"/>
    <xsl:variable name="text">
      <xsl:value-of select="concat($i/@id, e:t(': ', '&#xA0;: '), $i/@sample)"/>
      <xsl:if test="$i/@material-lot">, <xsl:value-of select="$i/@material-lot"/></xsl:if>
      <xsl:if test="$i/@instrument">, <xsl:value-of select="$i/@instrument"/></xsl:if>
      <xsl:if test="$i/@reagents">, <xsl:value-of select="$i/@reagents"/></xsl:if>
      <xsl:if test="$i/@basecaller">, <xsl:value-of select="$i/@basecaller"/></xsl:if>
      <xsl:if test="$i/@run">, <xsl:value-of select="$i/@run"/></xsl:if>
      <xsl:if test="$i/@site">, <xsl:value-of select="$i/@site"/></xsl:if>
      <xsl:if test="$i/@day">, <xsl:value-of select="e:date($i/@day)"/></xsl:if>
      <xsl:if test="$i/@replicate"><xsl:value-of select="concat(e:t(', replicate ', ', réplicat '), $i/@replicate)"/></xsl:if>
    </xsl:variable>
    <func:result select="string($text)"/>
  </func:function>

  <!-- "E1, GERM-001, small-variants.1, *, snv.truth.tp / snv.truth.tp snv.truth.fn" -->
  <func:function name="e:cite">
    <xsl:param name="k"/>
    <xsl:variable name="m" select="e:metric-of($k)"/>
    <xsl:variable name="text">
      <xsl:value-of select="concat('E', $k/ancestor::p:source/@n, ', ', $k/../@id, ', ', $k/../@measurement, ', ', $k/@stratum, ', ', $m/@numerator)"/>
      <xsl:if test="$m/@denominator"> / <xsl:value-of select="$m/@denominator"/></xsl:if>
    </xsl:variable>
    <func:result select="string($text)"/>
  </func:function>
</xsl:stylesheet>
