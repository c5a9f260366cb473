<?xml version="1.0" encoding="UTF-8"?>
<!-- figures.csv: one row a criterion, with the evidence that it comes from. The
     header is the same in both languages, for programs. -->
<xsl:stylesheet version="1.0"
  xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:p="urn:entente:page:1"
  xmlns:r="urn:entente:report:1"
  xmlns:e="urn:entente:xsl" exclude-result-prefixes="p r e">
  <xsl:include href="common.xsl"/>
  <xsl:include href="method-words.xsl"/>
  <xsl:output method="text" encoding="UTF-8"/>

  <xsl:template match="/">
    <xsl:text>evidence,suite,case,title,profile,severity,metric,unit,stratum,value,numerator,denominator,low,high,method,sides,confidence,min,max,limit_status,limit_source,outcome,measurement,numerator_counters,denominator_counters,tallies_sha256&#10;</xsl:text>
    <xsl:apply-templates select="$sources/r:report/r:cases/r:case/r:criterion"/>
  </xsl:template>

  <xsl:template match="r:criterion">
    <xsl:variable name="source" select="ancestor::p:source"/>
    <xsl:variable name="suite" select="$source/r:report/r:suite"/>
    <xsl:variable name="m" select="e:metric-of(.)"/>
    <xsl:value-of select="concat('E', $source/@n, ',', e:cell(concat($suite/@id, '@', $suite/@version)), ',', e:cell(../@id), ',', e:cell(e:bi(../r:title)), ',', e:cell(@profile), ',', e:cell(@severity), ',')"/>
    <xsl:value-of select="concat(e:cell(@metric), ',', e:cell($m/@unit), ',', e:cell(@stratum), ',', e:cell(@value, 'number'), ',', e:cell(@num, 'number'), ',', e:cell(@den, 'number'), ',', e:cell(@lo, 'number'), ',', e:cell(@hi, 'number'), ',')"/>
    <xsl:value-of select="concat(e:cell(@method), ',', e:cell(@sides), ',', e:cell(@confidence, 'number'), ',', e:cell(@min, 'number'), ',', e:cell(@max, 'number'), ',', e:cell(@status), ',', e:cell(@source), ',', e:cell(@outcome), ',')"/>
    <xsl:value-of select="concat(e:cell(../@measurement), ',', e:cell($m/@numerator), ',', e:cell($m/@denominator), ',', e:cell($source/@tallies-sha256), '&#10;')"/>
  </xsl:template>
</xsl:stylesheet>
