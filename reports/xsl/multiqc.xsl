<?xml version="1.0" encoding="UTF-8"?>
<!-- A MultiQC custom-content table (NAME_mqc.json): one row a report, with its
     verdicts and what was measured in all that was assessed. -->
<xsl:stylesheet version="1.0"
  xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:r="urn:entente:report:1"
  xmlns:e="urn:entente:xsl" exclude-result-prefixes="r e">
  <xsl:include href="common.xsl"/>
  <xsl:include href="json.xsl"/>
  <xsl:output method="text" encoding="UTF-8"/>

  <!-- The first criterion on each metric that has a number. -->
  <xsl:key name="whole" match="/r:report/r:cases/r:case/r:criterion[@stratum = '*'][@value]" use="@metric"/>

  <xsl:template match="/">
    <xsl:text>{"id":"entente","section_name":"entente","plot_type":"table",</xsl:text>
    <xsl:call-template name="json-member"><xsl:with-param name="name" select="'description'"/><xsl:with-param name="s" select="concat(e:t('Conformance with ', 'Conformité à '), e:suite(), ' (', e:bi($report/r:suite/r:title), e:t('); evidence level: ', ')&#x202F;; niveau de preuve&#xA0;: '), e:level($report/r:summary/@level))"/></xsl:call-template>
    <xsl:text>,&#10;"pconfig":{"id":"entente_table",</xsl:text>
    <xsl:call-template name="json-member"><xsl:with-param name="name" select="'title'"/><xsl:with-param name="s" select="concat('entente: ', e:suite())"/></xsl:call-template>
    <xsl:text>},&#10;"headers":{</xsl:text>
    <xsl:for-each select="$report/r:summary/r:verdict">
      <xsl:if test="position() &gt; 1">,</xsl:if>
      <xsl:value-of select="e:json(concat('verdict_', @profile))"/>
      <xsl:text>:{</xsl:text>
      <xsl:call-template name="json-member"><xsl:with-param name="name" select="'title'"/><xsl:with-param name="s" select="@profile"/></xsl:call-template>,<xsl:text/>
      <xsl:call-template name="json-member"><xsl:with-param name="name" select="'description'"/><xsl:with-param name="s" select="concat(e:t('Verdict: ', 'Verdict&#xA0;: '), e:title-of-profile(@profile))"/></xsl:call-template>
      <xsl:text>}</xsl:text>
    </xsl:for-each>
    <xsl:for-each select="$report/r:suite/r:metric[key('whole', @id)]">
      <xsl:text>,&#10;</xsl:text>
      <xsl:value-of select="e:json(@id)"/>
      <xsl:text>:{</xsl:text>
      <xsl:call-template name="json-member"><xsl:with-param name="name" select="'title'"/><xsl:with-param name="s" select="e:metric(@id)"/></xsl:call-template>,<xsl:text/>
      <xsl:call-template name="json-member"><xsl:with-param name="name" select="'description'"/><xsl:with-param name="s" select="concat(@id, e:t(', required ', ', exigé '), e:required(key('whole', @id)[1], .))"/></xsl:call-template>
      <xsl:text>}</xsl:text>
    </xsl:for-each>
    <xsl:text>},&#10;"data":{</xsl:text>
    <xsl:value-of select="e:json(e:product())"/>
    <xsl:text>:{</xsl:text>
    <xsl:for-each select="$report/r:summary/r:verdict">
      <xsl:if test="position() &gt; 1">,</xsl:if>
      <xsl:value-of select="e:json(concat('verdict_', @profile))"/>
      <xsl:text>:</xsl:text>
      <xsl:value-of select="e:json(@value)"/>
    </xsl:for-each>
    <xsl:for-each select="$report/r:suite/r:metric[key('whole', @id)]">
      <xsl:text>,&#10;</xsl:text>
      <xsl:value-of select="e:json(@id)"/>
      <xsl:value-of select="concat(':', key('whole', @id)[1]/@value)"/>
    </xsl:for-each>
    <xsl:text>}}}&#10;</xsl:text>
  </xsl:template>
</xsl:stylesheet>
