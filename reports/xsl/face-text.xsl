<?xml version="1.0" encoding="UTF-8"?>
<!-- The face as plain text, 80 columns, for a terminal or a mail. -->
<xsl:stylesheet version="1.0"
  xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:p="urn:entente:page:1"
  xmlns:c="urn:entente:certificate:1"
  xmlns:e="urn:entente:xsl" exclude-result-prefixes="p c e">
  <xsl:include href="face-told.xsl"/>
  <xsl:include href="face-certificate.xsl"/>
  <xsl:include href="told-text.xsl"/>
  <xsl:output method="text" encoding="UTF-8"/>

  <xsl:template match="/">
    <xsl:value-of select="concat(e:wrap(e:clean(concat(e:face-title(), ' ', $facts/@id, $colon, e:face-product())), 80, ''), '&#10;')"/>
    <xsl:value-of select="concat(e:wrap(e:clean(e:no-evidence()), 80, ''), e:wrap(e:clean(e:no-approval()), 80, ''))"/>
    <xsl:call-template name="told"/>
  </xsl:template>

  <xsl:template name="verdict">
    <xsl:variable name="rest"><xsl:call-template name="limits"/></xsl:variable>
    <xsl:call-template name="row">
      <xsl:with-param name="name" select="@profile"/>
      <xsl:with-param name="value" select="concat(e:verdict(@is), ', ', $rest, ' (', @suite, ')')"/>
    </xsl:call-template>
  </xsl:template>
</xsl:stylesheet>
