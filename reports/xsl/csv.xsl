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
    <xsl:variable name="s" select="$report/r:submission"/>
    <xsl:call-template name="cell"><xsl:with-param name="s" select="e:suite()"/></xsl:call-template>
    <xsl:value-of select="concat(',', $report/r:suite/@sha256, ',', $report/r:summary/@digest, ',')"/>
    <xsl:call-template name="cell"><xsl:with-param name="s" select="$s/r:vendor"/></xsl:call-template>,<xsl:text/>
    <xsl:call-template name="cell"><xsl:with-param name="s" select="$s/r:product"/></xsl:call-template>,<xsl:text/>
    <xsl:call-template name="cell"><xsl:with-param name="s" select="$s/r:version"/></xsl:call-template>,<xsl:text/>
    <xsl:call-template name="cell"><xsl:with-param name="s" select="$o/@profile"/></xsl:call-template>
    <xsl:value-of select="concat(',', $v/@value, ',', $v/@provisional, ',')"/>
    <xsl:call-template name="cell"><xsl:with-param name="s" select="$case/@id"/></xsl:call-template>,<xsl:text/>
    <xsl:call-template name="cell"><xsl:with-param name="s" select="e:bi($case/r:title)"/></xsl:call-template>,<xsl:text/>
    <xsl:call-template name="cell"><xsl:with-param name="s" select="$case/@clause"/></xsl:call-template>
    <xsl:value-of select="concat(',', $o/@value, ',', $o/@raw, ',', $o/@mandatory, ',')"/>
    <xsl:call-template name="cell"><xsl:with-param name="s" select="$o/@waiver"/></xsl:call-template>,<xsl:text/>
    <xsl:call-template name="cell"><xsl:with-param name="s" select="e:cause($case)"/></xsl:call-template>,<xsl:text/>
    <xsl:call-template name="cell"><xsl:with-param name="s" select="$c/@metric"/></xsl:call-template>,<xsl:text/>
    <xsl:call-template name="cell"><xsl:with-param name="s" select="e:metric($c/@metric)"/></xsl:call-template>,<xsl:text/>
    <xsl:call-template name="cell"><xsl:with-param name="s" select="$c/@stratum"/></xsl:call-template>
    <xsl:value-of select="concat(',', $c/@severity, ',', $c/@num, ',', $c/@den, ',', $c/@value, ',', $c/@lo, ',', $c/@hi, ',')"/>
    <xsl:call-template name="cell"><xsl:with-param name="s" select="$c/@min"/><xsl:with-param name="number" select="true()"/></xsl:call-template>,<xsl:text/>
    <xsl:call-template name="cell"><xsl:with-param name="s" select="$c/@max"/><xsl:with-param name="number" select="true()"/></xsl:call-template>
    <xsl:value-of select="concat(',', $c/@guard, ',', $c/@method, ',', $c/@sides, ',', $c/@confidence, ',', $c/@design-effect, ',', $c/@claim, ',', $c/@status, ',')"/>
    <xsl:call-template name="cell"><xsl:with-param name="s" select="$c/@source"/></xsl:call-template>
    <xsl:value-of select="concat(',', $c/@outcome, ',', $c/@plan-n, '&#13;&#10;')"/>
  </xsl:template>

  <xsl:template name="cell">
    <xsl:param name="s"/>
    <xsl:param name="number" select="false()"/>
    <xsl:variable name="text" select="string($s)"/>
    <xsl:variable name="first" select="substring($text, 1, 1)"/>
    <xsl:variable name="formula" select="$first != '' and contains('=+-@&#9;&#13;', $first) and not($number and number($text) = number($text))"/>
    <xsl:variable name="safe" select="concat(substring(&quot;'&quot;, 1, $formula), $text)"/>
    <xsl:choose>
      <xsl:when test="translate($safe, '&quot;,&#13;&#10;', '') = $safe"><xsl:value-of select="$safe"/></xsl:when>
      <xsl:otherwise>
        <xsl:text>"</xsl:text>
        <xsl:call-template name="double"><xsl:with-param name="s" select="$safe"/></xsl:call-template>
        <xsl:text>"</xsl:text>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <!-- Quotes doubled; halving as in json.xsl. -->
  <xsl:template name="double">
    <xsl:param name="s"/>
    <xsl:variable name="n" select="string-length($s)"/>
    <xsl:choose>
      <xsl:when test="not(contains($s, '&quot;'))"><xsl:value-of select="$s"/></xsl:when>
      <xsl:when test="$n &gt; 1">
        <xsl:call-template name="double"><xsl:with-param name="s" select="substring($s, 1, floor($n div 2))"/></xsl:call-template>
        <xsl:call-template name="double"><xsl:with-param name="s" select="substring($s, floor($n div 2) + 1)"/></xsl:call-template>
      </xsl:when>
      <xsl:otherwise>""</xsl:otherwise>
    </xsl:choose>
  </xsl:template>
</xsl:stylesheet>
