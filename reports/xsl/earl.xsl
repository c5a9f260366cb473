<?xml version="1.0" encoding="UTF-8"?>
<!--
  report.xml as EARL 1.0 assertions in JSON-LD: one for each case and profile.

  EARL has five outcomes. A waived case did fail: earl:failed, with our own
  word beside it. What sets no limit can not pass: earl:inapplicable.
-->
<xsl:stylesheet version="1.0"
  xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:str="http://exslt.org/strings"
  xmlns:r="urn:entente:report:1"
  xmlns:e="urn:entente:xsl" exclude-result-prefixes="r e str">
  <xsl:include href="common.xsl"/>
  <xsl:include href="json.xsl"/>
  <xsl:output method="text" encoding="UTF-8"/>

  <xsl:variable name="suite-iri" select="concat('urn:entente:suite:', str:encode-uri($report/r:suite/@id, true()), ':', $report/r:suite/@version)"/>

  <xsl:template match="/">
    <xsl:text>{"@context":{"earl":"http://www.w3.org/ns/earl#","dct":"http://purl.org/dc/terms/","doap":"http://usefulinc.com/ns/doap#","entente":"urn:entente:report:1#"},&#10;"@graph":[&#10;</xsl:text>
    <xsl:text>{"@id":"_:assertor","@type":["earl:Assertor","earl:Software"],"dct:title":"entente",</xsl:text>
    <xsl:call-template name="json-member"><xsl:with-param name="name" select="'dct:hasVersion'"/><xsl:with-param name="s" select="$report/r:environment/@program"/></xsl:call-template>
    <xsl:text>},&#10;{"@id":"_:subject","@type":["earl:TestSubject","earl:Software"],</xsl:text>
    <xsl:call-template name="json-member"><xsl:with-param name="name" select="'dct:title'"/><xsl:with-param name="s" select="e:product()"/></xsl:call-template>
    <xsl:text>,</xsl:text>
    <xsl:call-template name="json-member"><xsl:with-param name="name" select="'dct:creator'"/><xsl:with-param name="s" select="$report/r:submission/r:vendor"/></xsl:call-template>
    <xsl:text>},&#10;{</xsl:text>
    <xsl:call-template name="json-member"><xsl:with-param name="name" select="'@id'"/><xsl:with-param name="s" select="$suite-iri"/></xsl:call-template>
    <xsl:text>,"@type":"earl:TestRequirement",</xsl:text>
    <xsl:call-template name="json-member"><xsl:with-param name="name" select="'dct:title'"/><xsl:with-param name="s" select="e:bi($report/r:suite/r:title)"/></xsl:call-template>
    <xsl:text>,</xsl:text>
    <xsl:call-template name="json-member"><xsl:with-param name="name" select="'entente:suiteSha256'"/><xsl:with-param name="s" select="$report/r:suite/@sha256"/></xsl:call-template>
    <xsl:text>,</xsl:text>
    <xsl:call-template name="json-member"><xsl:with-param name="name" select="'entente:resultDigest'"/><xsl:with-param name="s" select="$report/r:summary/@digest"/></xsl:call-template>
    <xsl:text>,"entente:verdict":[</xsl:text>
    <xsl:for-each select="$report/r:summary/r:verdict">
      <xsl:if test="position() &gt; 1">,</xsl:if>
      <xsl:value-of select="e:json(concat(@profile, ' ', @value, substring(' provisional', 1, 12 * (@provisional = 'yes'))))"/>
    </xsl:for-each>
    <xsl:text>]</xsl:text>
    <xsl:text>}</xsl:text>
    <xsl:apply-templates select="$report/r:cases/r:case"/>
    <xsl:text>&#10;]}&#10;</xsl:text>
  </xsl:template>

  <xsl:template match="r:case">
    <xsl:variable name="iri" select="concat($suite-iri, ':', str:encode-uri(@id, true()))"/>
    <xsl:text>,&#10;{</xsl:text>
    <xsl:call-template name="json-member"><xsl:with-param name="name" select="'@id'"/><xsl:with-param name="s" select="$iri"/></xsl:call-template>
    <xsl:text>,"@type":"earl:TestCase",</xsl:text>
    <xsl:call-template name="json-member"><xsl:with-param name="name" select="'dct:title'"/><xsl:with-param name="s" select="concat(@id, ' ', e:bi(r:title))"/></xsl:call-template>
    <xsl:text>,"dct:isPartOf":{</xsl:text>
    <xsl:call-template name="json-member"><xsl:with-param name="name" select="'@id'"/><xsl:with-param name="s" select="$suite-iri"/></xsl:call-template>
    <xsl:text>}}</xsl:text>
    <xsl:for-each select="r:outcome">
      <xsl:text>,&#10;{"@type":"earl:Assertion","earl:assertedBy":{"@id":"_:assertor"},"earl:subject":{"@id":"_:subject"},"earl:mode":{"@id":"earl:automatic"},"earl:test":{</xsl:text>
      <xsl:call-template name="json-member"><xsl:with-param name="name" select="'@id'"/><xsl:with-param name="s" select="$iri"/></xsl:call-template>
      <xsl:text>},</xsl:text>
      <xsl:call-template name="json-member"><xsl:with-param name="name" select="'entente:profile'"/><xsl:with-param name="s" select="@profile"/></xsl:call-template>
      <xsl:text>,"earl:result":{"@type":"earl:TestResult","earl:outcome":{"@id":"earl:</xsl:text>
      <xsl:choose>
        <xsl:when test="@value = 'pass' or @value = 'pass-with-warning'">passed</xsl:when>
        <xsl:when test="@value = 'fail' or @value = 'waived'">failed</xsl:when>
        <xsl:when test="@value = 'inconclusive' or @value = 'error'">cantTell</xsl:when>
        <xsl:when test="@value = 'not-run'">untested</xsl:when>
        <xsl:otherwise>inapplicable</xsl:otherwise>
      </xsl:choose>
      <xsl:text>"},</xsl:text>
      <xsl:call-template name="json-member"><xsl:with-param name="name" select="'entente:outcome'"/><xsl:with-param name="s" select="@value"/></xsl:call-template>
      <xsl:text>,</xsl:text>
      <xsl:call-template name="json-member"><xsl:with-param name="name" select="'dct:description'"/><xsl:with-param name="s" select="normalize-space(concat(e:outcome(@value), '. ', e:cause(..)))"/></xsl:call-template>
      <xsl:text>}}</xsl:text>
    </xsl:for-each>
  </xsl:template>
</xsl:stylesheet>
