<?xml version="1.0" encoding="UTF-8"?>
<!-- The method file's text, 80 columns; the figures one after another. -->
<xsl:stylesheet version="1.0"
  xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:p="urn:entente:page:1"
  xmlns:r="urn:entente:report:1"
  xmlns:e="urn:entente:xsl" exclude-result-prefixes="p r e">
  <xsl:include href="method-told.xsl"/>
  <xsl:include href="told-text.xsl"/>
  <xsl:output method="text" encoding="UTF-8"/>

  <xsl:template match="/">
    <xsl:value-of select="concat(e:wrap(e:clean(concat(e:method-title(), ' ', $facts/@id)), 80, ''), '&#10;')"/>
    <xsl:value-of select="e:wrap(e:clean(e:method-notice()), 80, '')"/>
    <xsl:call-template name="told"/>
  </xsl:template>

  <xsl:template name="figures">
    <xsl:call-template name="section">
      <xsl:with-param name="title" select="e:t('Figures', 'Chiffres')"/>
      <xsl:with-param name="content"><xsl:apply-templates select="$sources/r:report/r:cases/r:case/r:criterion"/></xsl:with-param>
    </xsl:call-template>
  </xsl:template>

  <xsl:template match="r:criterion">
    <xsl:variable name="m" select="e:metric-of(.)"/>
    <xsl:call-template name="row">
      <xsl:with-param name="name" select="../@id"/>
      <xsl:with-param name="value" select="concat(e:bi($m/r:title), e:t(': ', '&#xA0;: '), e:measured(., $m), substring(concat(' (', e:interval(., $m), ')'), 1, 500 * boolean(@lo)), e:t('; required ', '&#x202F;; exigé '), e:required(., $m), ' (', e:profile(@profile), ', ', e:severity(@severity), ', ', e:status(@status), '), ', e:outcome(@outcome), ' [', e:cite(.), ']')"/>
    </xsl:call-template>
  </xsl:template>
</xsl:stylesheet>
