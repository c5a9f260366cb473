<?xml version="1.0" encoding="UTF-8"?>
<!--
  report.xml as JUnit XML, for the continuous integration of vendors. One
  testsuite a profile, one testcase a case, a control, and the verdict.

  "skipped" is kept for what does not apply, and for a waived failure, which
  says so in message and property. What was not run or not decided is an
  error: there are readers that take skipped for passed. So is a control that
  did not fail as planted, and a verdict that is not established.
-->
<xsl:stylesheet version="1.0"
  xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:r="urn:entente:report:1"
  xmlns:e="urn:entente:xsl" exclude-result-prefixes="r e">
  <xsl:include href="common.xsl"/>
  <xsl:output method="xml" encoding="UTF-8" indent="yes"/>

  <xsl:variable name="controls" select="/r:report/r:controls/r:control"/>
  <xsl:variable name="missed" select="$controls[@failed-as-planted = 'no']"/>

  <xsl:template match="/">
    <xsl:variable name="all" select="$report/r:cases/r:case/r:outcome"/>
    <xsl:variable name="v" select="$report/r:summary/r:verdict"/>
    <testsuites name="{e:suite()}" tests="{count($all) + count($v) * (1 + count($controls))}" failures="{count($all[@value = 'fail'])}"
      errors="{count($all[@value = 'error' or @value = 'not-run' or @value = 'inconclusive']) + count($v[@value = 'not-established']) + count($v) * count($missed)}">
      <xsl:apply-templates select="$v"/>
    </testsuites>
  </xsl:template>

  <xsl:template match="r:verdict">
    <xsl:variable name="p" select="@profile"/>
    <xsl:variable name="mine" select="$report/r:cases/r:case/r:outcome[@profile = $p]"/>
    <testsuite name="{e:suite()} {$p}" id="{position() - 1}" tests="{count($mine) + 1 + count($controls)}"
      failures="{count($mine[@value = 'fail'])}"
      errors="{count($mine[@value = 'error' or @value = 'not-run' or @value = 'inconclusive']) + (@value = 'not-established') + count($missed)}"
      skipped="{count($mine[@value = 'not-applicable' or @value = 'waived'])}">
      <xsl:if test="$report/r:environment/@created">
        <xsl:attribute name="timestamp"><xsl:value-of select="translate($report/r:environment/@created, 'Z', '')"/></xsl:attribute>
      </xsl:if>
      <properties>
        <property name="suite" value="{e:suite()}"/>
        <property name="suite.sha256" value="{$report/r:suite/@sha256}"/>
        <property name="result.digest" value="{$report/r:summary/@digest}"/>
        <property name="evidence.level" value="{$report/r:summary/@level}"/>
        <property name="product" value="{e:product()}"/>
        <property name="profile" value="{$p}"/>
        <property name="verdict" value="{@value}"/>
        <property name="provisional" value="{@provisional}"/>
        <xsl:for-each select="$mine[@waiver]">
          <property name="waived.{../@id}" value="{@waiver}"/>
        </xsl:for-each>
      </properties>
      <xsl:apply-templates select="$mine"/>
      <xsl:for-each select="$controls">
        <testcase name="{@id} {e:bi(r:title)}" classname="{$report/r:suite/@id}.{$p}.controls">
          <xsl:if test="@failed-as-planted = 'no'">
            <error type="control" message="{e:t('the negative control did not fail as planted', 'le témoin négatif n’a pas échoué comme prévu')}"/>
          </xsl:if>
        </testcase>
      </xsl:for-each>
      <testcase name="verdict" classname="{$report/r:suite/@id}.{$p}">
        <xsl:if test="@value = 'not-established'">
          <error type="{@value}" message="{e:verdict(@value)}{e:t(': ', '&#xA0;: ')}{e:verdict-means(@value)}"/>
        </xsl:if>
        <system-out><xsl:value-of select="e:verdict(@value)"/></system-out>
      </testcase>
    </testsuite>
  </xsl:template>

  <xsl:template match="r:outcome">
    <xsl:variable name="say"><xsl:call-template name="say"/></xsl:variable>
    <testcase name="{../@id} {e:bi(../r:title)}" classname="{$report/r:suite/@id}.{@profile}">
      <xsl:choose>
        <xsl:when test="@value = 'fail'">
          <failure type="{@value}" message="{$say}"><xsl:call-template name="findings"/></failure>
        </xsl:when>
        <xsl:when test="@value = 'error' or @value = 'not-run' or @value = 'inconclusive'">
          <error type="{@value}" message="{e:outcome(@value)}{e:t(': ', '&#xA0;: ')}{$say}"><xsl:call-template name="findings"/></error>
        </xsl:when>
        <xsl:when test="@value = 'not-applicable'">
          <skipped message="{e:outcome(@value)}{e:t(': ', '&#xA0;: ')}{$say}"/>
        </xsl:when>
        <xsl:when test="@value = 'waived'">
          <skipped message="{e:outcome(@value)} ({@waiver}){e:t(': ', '&#xA0;: ')}{$say}"/>
        </xsl:when>
        <xsl:when test="@value = 'pass-with-warning'">
          <system-out><xsl:value-of select="concat(e:outcome(@value), e:t(': ', '&#xA0;: '), $say)"/></system-out>
        </xsl:when>
      </xsl:choose>
    </testcase>
  </xsl:template>

  <!-- What was measured and required, or why nothing was. -->
  <xsl:template name="say">
    <xsl:variable name="p" select="@profile"/>
    <xsl:value-of select="e:cause(..)"/>
    <xsl:for-each select="../r:criterion[@profile = $p or @profile = 'COMMON'][@outcome = 'fail' or @outcome = 'inconclusive']">
      <xsl:if test="position() &gt; 1"><xsl:value-of select="e:t('; ', '&#x202F;; ')"/></xsl:if>
      <xsl:value-of select="e:metric(@metric)"/>
      <xsl:if test="@stratum != '*'"><xsl:value-of select="concat(' (', @stratum, ')')"/></xsl:if>
      <xsl:value-of select="concat(' ', e:measured(.))"/>
      <xsl:if test="@lo"><xsl:value-of select="concat(' [', e:interval(.), ']')"/></xsl:if>
      <xsl:value-of select="concat(e:t(', required ', ', exigé '), e:required(.))"/>
      <xsl:if test="@plan-n"><xsl:value-of select="concat('. ', e:plan(.))"/></xsl:if>
    </xsl:for-each>
  </xsl:template>

  <xsl:template name="findings">
    <xsl:for-each select="key('measurement', ../@measurement)/r:finding[position() &lt;= 100]">
      <xsl:value-of select="concat(@code, ' ', @file)"/>
      <xsl:if test="@line"><xsl:value-of select="concat(':', @line)"/></xsl:if>
      <xsl:value-of select="concat(' ', e:bi(r:text), '&#10;')"/>
    </xsl:for-each>
  </xsl:template>
</xsl:stylesheet>
