<?xml version="1.0" encoding="UTF-8"?>
<!--
  One row for each case, profile and criterion that counts there, as CSV
  (RFC 4180: CRLF, quotes doubled). Numbers have a point, whatever the language.

  A cell that a spreadsheet could take for a formula (it begins with = + - @,
  a tab or a carriage return) gets an apostrophe in front.
-->
<xsl:stylesheet version="1.0"
  xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:r="urn:entente:report:1"
  xmlns:e="urn:entente:xsl" exclude-result-prefixes="r e">
  <xsl:include href="common.xsl"/>
  <xsl:output method="text" encoding="UTF-8"/>

  <!-- What all rows begin with. -->
  <xsl:variable name="product" select="$report/r:submission"/>
  <xsl:variable name="same" select="concat(e:cell(e:suite()), ',', $report/r:suite/@sha256, ',', $report/r:summary/@digest, ',',
    e:cell($product/r:vendor), ',', e:cell($product/r:product), ',', e:cell($product/r:version), ',')"/>

  <xsl:template match="/">
    <xsl:text>suite,suite_sha256,result_digest,vendor,product,version,profile,verdict,provisional,case,title,clause,case_outcome,case_outcome_before_waiver,case_mandatory,waiver,cause,metric,metric_title,stratum,severity,numerator,denominator,value,lower,upper,minimum,maximum,guard,method,sides,confidence,design_effect,claim,limit_status,limit_source,criterion_outcome,plan_n&#13;&#10;</xsl:text>
    <xsl:for-each select="$report/r:cases/r:case/r:outcome">
      <xsl:variable name="o" select="."/>
      <xsl:variable name="mine" select="../r:criterion[@profile = $o/@profile or @profile = 'COMMON']"/>
      <xsl:for-each select="$mine">
        <xsl:call-template name="line"><xsl:with-param name="o" select="$o"/><xsl:with-param name="c" select="."/></xsl:call-template>
      </xsl:for-each>
      <xsl:if test="not($mine)">
        <xsl:call-template name="line"><xsl:with-param name="o" select="$o"/><xsl:with-param name="c" select="/.."/></xsl:call-template>
      </xsl:if>
    </xsl:for-each>
  </xsl:template>

  <xsl:template name="line">
    <xsl:param name="o"/>
    <xsl:param name="c"/>
    <xsl:variable name="case" select="$o/.."/>
    <xsl:variable name="v" select="$report/r:summary/r:verdict[@profile = $o/@profile]"/>
    <xsl:value-of select="$same"/>
    <xsl:value-of select="e:cell($o/@profile)"/>
    <xsl:value-of select="concat(',', $v/@value, ',', $v/@provisional, ',')"/>
    <xsl:value-of select="e:cell($case/@id)"/>,<xsl:text/>
    <xsl:value-of select="e:cell(e:bi($case/r:title))"/>,<xsl:text/>
    <xsl:value-of select="e:cell($case/@clause)"/>
    <xsl:value-of select="concat(',', $o/@value, ',', $o/@raw, ',', $o/@mandatory, ',')"/>
    <xsl:value-of select="e:cell($o/@waiver)"/>,<xsl:text/>
    <xsl:value-of select="e:cell(e:cause($case))"/>,<xsl:text/>
    <xsl:value-of select="e:cell($c/@metric)"/>,<xsl:text/>
    <xsl:value-of select="e:cell(e:metric($c/@metric))"/>,<xsl:text/>
    <xsl:value-of select="e:cell($c/@stratum)"/>
    <xsl:value-of select="concat(',', $c/@severity, ',', $c/@num, ',', $c/@den, ',', $c/@value, ',', $c/@lo, ',', $c/@hi, ',')"/>
    <xsl:value-of select="e:cell($c/@min, 'number')"/>,<xsl:text/>
    <xsl:value-of select="e:cell($c/@max, 'number')"/>
    <xsl:value-of select="concat(',', $c/@guard, ',', $c/@method, ',', $c/@sides, ',', $c/@confidence, ',', $c/@design-effect, ',', $c/@claim, ',', $c/@status, ',')"/>
    <xsl:value-of select="e:cell($c/@source)"/>
    <xsl:value-of select="concat(',', $c/@outcome, ',', $c/@plan-n, '&#13;&#10;')"/>
  </xsl:template>
</xsl:stylesheet>
