<?xml version="1.0" encoding="UTF-8"?>
<!--
  report.xml in the shape of a GA4GH testbed report 0.1.0: a phase a profile, a
  test a measurement, a case a case. Status: UNKNOWN, PASS, WARN, FAIL, SKIP.

  SKIP is kept for what does not apply; what was not run, not decided or in
  error is UNKNOWN; a waived failure is WARN and says so.
-->
<xsl:stylesheet version="1.0"
  xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:func="http://exslt.org/functions"
  xmlns:r="urn:entente:report:1"
  xmlns:e="urn:entente:xsl"
  extension-element-prefixes="func" exclude-result-prefixes="r e">
  <xsl:include href="common.xsl"/>
  <xsl:include href="json.xsl"/>
  <xsl:output method="text" encoding="UTF-8"/>

  <xsl:key name="measured" match="/r:report/r:cases/r:case" use="@measurement"/>

  <!-- The worst of a set of outcomes, as a testbed status. -->
  <func:function name="e:status-of">
    <xsl:param name="o"/>
    <xsl:choose>
      <xsl:when test="$o/@value = 'fail'"><func:result select="'FAIL'"/></xsl:when>
      <xsl:when test="$o/@value = 'inconclusive' or $o/@value = 'error' or $o/@value = 'not-run'"><func:result select="'UNKNOWN'"/></xsl:when>
      <xsl:when test="$o/@value = 'waived' or $o/@value = 'pass-with-warning'"><func:result select="'WARN'"/></xsl:when>
      <xsl:when test="$o/@value = 'pass' or $o/@value = 'reported'"><func:result select="'PASS'"/></xsl:when>
      <xsl:otherwise><func:result select="'SKIP'"/></xsl:otherwise>
    </xsl:choose>
  </func:function>

  <func:function name="e:status-of-verdict">
    <xsl:param name="v"/>
    <xsl:choose>
      <xsl:when test="$v/@value = 'non-conformant'"><func:result select="'FAIL'"/></xsl:when>
      <xsl:when test="$v/@value = 'not-established' or $v/@value = 'inconclusive'"><func:result select="'UNKNOWN'"/></xsl:when>
      <xsl:when test="$v/@value = 'conformant-with-waivers'"><func:result select="'WARN'"/></xsl:when>
      <xsl:otherwise><func:result select="'PASS'"/></xsl:otherwise>
    </xsl:choose>
  </func:function>

  <!-- The four members that every level has. -->
  <xsl:template name="level">
    <xsl:param name="o"/>
    <xsl:param name="status"/>
    <xsl:call-template name="times"/>
    <xsl:value-of select="concat(',&quot;status&quot;:&quot;', $status, '&quot;,&quot;summary&quot;:{&quot;unknown&quot;:',
      count($o[@value = 'inconclusive' or @value = 'error' or @value = 'not-run']),
      ',&quot;passed&quot;:', count($o[@value = 'pass' or @value = 'reported']),
      ',&quot;warned&quot;:', count($o[@value = 'waived' or @value = 'pass-with-warning']),
      ',&quot;failed&quot;:', count($o[@value = 'fail']),
      ',&quot;skipped&quot;:', count($o[@value = 'not-applicable']), '}')"/>
  </xsl:template>

  <!-- One moment is known: when the report was made. -->
  <xsl:template name="times">
    <xsl:call-template name="json-member"><xsl:with-param name="name" select="'start_time'"/><xsl:with-param name="s" select="$report/r:environment/@created"/></xsl:call-template>
    <xsl:text>,</xsl:text>
    <xsl:call-template name="json-member"><xsl:with-param name="name" select="'end_time'"/><xsl:with-param name="s" select="$report/r:environment/@created"/></xsl:call-template>
  </xsl:template>

  <xsl:template match="/">
    <xsl:text>{"schema_name":"ga4gh-testbed-report","schema_version":"0.1.0",</xsl:text>
    <xsl:call-template name="json-member"><xsl:with-param name="name" select="'testbed_name'"/><xsl:with-param name="s" select="$report/r:suite/@id"/></xsl:call-template>,<xsl:text/>
    <xsl:call-template name="json-member"><xsl:with-param name="name" select="'testbed_version'"/><xsl:with-param name="s" select="$report/r:suite/@version"/></xsl:call-template>,<xsl:text/>
    <xsl:call-template name="json-member"><xsl:with-param name="name" select="'testbed_description'"/><xsl:with-param name="s" select="e:bi($report/r:suite/r:title)"/></xsl:call-template>,<xsl:text/>
    <xsl:call-template name="json-member"><xsl:with-param name="name" select="'platform_name'"/><xsl:with-param name="s" select="e:product()"/></xsl:call-template>,<xsl:text/>
    <xsl:call-template name="json-member"><xsl:with-param name="name" select="'platform_description'"/><xsl:with-param name="s" select="$report/r:submission/r:vendor"/></xsl:call-template>
    <xsl:text>,"input_parameters":{</xsl:text>
    <xsl:call-template name="json-member"><xsl:with-param name="name" select="'suite_sha256'"/><xsl:with-param name="s" select="$report/r:suite/@sha256"/></xsl:call-template>,<xsl:text/>
    <xsl:call-template name="json-member"><xsl:with-param name="name" select="'result_digest'"/><xsl:with-param name="s" select="$report/r:summary/@digest"/></xsl:call-template>,<xsl:text/>
    <xsl:call-template name="json-member"><xsl:with-param name="name" select="'evidence_level'"/><xsl:with-param name="s" select="$report/r:summary/@level"/></xsl:call-template>
    <xsl:text>},</xsl:text>
    <xsl:call-template name="level">
      <xsl:with-param name="o" select="$report/r:cases/r:case/r:outcome"/>
      <xsl:with-param name="status" select="e:status-of-verdict($report/r:summary/r:verdict)"/>
    </xsl:call-template>
    <xsl:text>,&#10;"phases":[</xsl:text>
    <xsl:for-each select="$report/r:summary/r:verdict">
      <xsl:if test="position() &gt; 1">,</xsl:if>
      <xsl:call-template name="phase"/>
    </xsl:for-each>
    <xsl:text>]}&#10;</xsl:text>
  </xsl:template>

  <xsl:template name="phase">
    <xsl:variable name="p" select="@profile"/>
    <xsl:text>&#10;{</xsl:text>
    <xsl:call-template name="json-member"><xsl:with-param name="name" select="'phase_name'"/><xsl:with-param name="s" select="$p"/></xsl:call-template>,<xsl:text/>
    <xsl:call-template name="json-member"><xsl:with-param name="name" select="'phase_description'"/><xsl:with-param name="s" select="concat(e:title-of-profile($p), e:t(': ', '&#xA0;: '), e:verdict(@value))"/></xsl:call-template>,<xsl:text/>
    <xsl:call-template name="level">
      <xsl:with-param name="o" select="$report/r:cases/r:case/r:outcome[@profile = $p]"/>
      <xsl:with-param name="status" select="e:status-of-verdict(.)"/>
    </xsl:call-template>
    <xsl:text>,"tests":[</xsl:text>
    <xsl:for-each select="$report/r:measurements/r:measurement[not(@control)]">
      <xsl:if test="position() &gt; 1">,</xsl:if>
      <xsl:call-template name="test"><xsl:with-param name="p" select="$p"/></xsl:call-template>
    </xsl:for-each>
    <xsl:text>]}</xsl:text>
  </xsl:template>

  <xsl:template name="test">
    <xsl:param name="p"/>
    <xsl:variable name="o" select="key('measured', @id)/r:outcome[@profile = $p]"/>
    <xsl:text>&#10;{</xsl:text>
    <xsl:call-template name="json-member"><xsl:with-param name="name" select="'test_name'"/><xsl:with-param name="s" select="@id"/></xsl:call-template>,<xsl:text/>
    <xsl:call-template name="json-member"><xsl:with-param name="name" select="'test_description'"/><xsl:with-param name="s" select="concat(e:t('cases decided by the check ', 'cas jugés par le contrôle '), @check)"/></xsl:call-template>,<xsl:text/>
    <xsl:call-template name="level">
      <xsl:with-param name="o" select="$o"/>
      <xsl:with-param name="status" select="e:status-of($o)"/>
    </xsl:call-template>
    <xsl:text>,"cases":[</xsl:text>
    <xsl:for-each select="$o">
      <xsl:if test="position() &gt; 1">,</xsl:if>
      <xsl:call-template name="case"/>
    </xsl:for-each>
    <xsl:text>]}</xsl:text>
  </xsl:template>

  <xsl:template name="case">
    <xsl:text>&#10;{</xsl:text>
    <xsl:call-template name="json-member"><xsl:with-param name="name" select="'case_name'"/><xsl:with-param name="s" select="../@id"/></xsl:call-template>,<xsl:text/>
    <xsl:call-template name="json-member"><xsl:with-param name="name" select="'case_description'"/><xsl:with-param name="s" select="e:bi(../r:title)"/></xsl:call-template>
    <xsl:text>,"log_messages":[</xsl:text>
    <xsl:for-each select="../r:criterion[@profile = current()/@profile or @profile = 'COMMON']">
      <xsl:if test="position() &gt; 1">,</xsl:if>
      <xsl:value-of select="e:json(concat(e:metric(@metric), ' ', e:measured(.), e:t(', required ', ', exigé '), e:required(.), e:t(': ', '&#xA0;: '), e:outcome(@outcome)))"/>
    </xsl:for-each>
    <xsl:text>],</xsl:text>
    <xsl:call-template name="times"/>
    <xsl:value-of select="concat(',&quot;status&quot;:&quot;', e:status-of(.), '&quot;,')"/>
    <xsl:call-template name="json-member"><xsl:with-param name="name" select="'message'"/><xsl:with-param name="s" select="normalize-space(concat(e:outcome(@value), ' ', @waiver, '. ', e:cause(..)))"/></xsl:call-template>
    <xsl:text>}</xsl:text>
  </xsl:template>
</xsl:stylesheet>
