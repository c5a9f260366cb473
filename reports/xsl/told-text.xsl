<?xml version="1.0" encoding="UTF-8"?>
<!-- Sections and rows as plain text: for face-text.xsl and method-text.xsl. -->
<xsl:stylesheet version="1.0"
  xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:e="urn:entente:xsl" exclude-result-prefixes="e">

  <xsl:variable name="indent" select="'                          '"/>
  <xsl:variable name="longest" select="2000"/>

  <xsl:template name="section">
    <xsl:param name="title"/>
    <xsl:param name="content"/>
    <xsl:value-of select="concat('&#10;', e:clean($title), '&#10;', $content)"/>
  </xsl:template>

  <xsl:template name="row">
    <xsl:param name="name"/>
    <xsl:param name="value"/>
    <xsl:value-of select="concat('  ', e:pad(e:clean($name), 24), e:wrap(substring(e:clean($value), 1, $longest), 54, $indent))"/>
  </xsl:template>

  <!-- One line, so that it can be copied. -->
  <xsl:template name="code">
    <xsl:param name="name"/>
    <xsl:param name="value"/>
    <xsl:value-of select="concat('  ', e:pad(e:clean($name), 24), e:clean($value), '&#10;')"/>
  </xsl:template>
</xsl:stylesheet>
