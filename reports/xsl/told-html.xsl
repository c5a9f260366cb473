<?xml version="1.0" encoding="UTF-8"?>
<!-- Sections and rows as HTML: for face-html.xsl and method-html.xsl. -->
<xsl:stylesheet version="1.0"
  xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:e="urn:entente:xsl" exclude-result-prefixes="e">

  <xsl:template name="section">
    <xsl:param name="title"/>
    <xsl:param name="content"/>
    <section>
      <h2><xsl:value-of select="$title"/></h2>
      <xsl:choose>
        <xsl:when test="$title = e:t('Verdicts', 'Verdicts')"><div class="cards"><xsl:copy-of select="$content"/></div></xsl:when>
        <xsl:otherwise><dl><xsl:copy-of select="$content"/></dl></xsl:otherwise>
      </xsl:choose>
    </section>
  </xsl:template>

  <xsl:template name="row">
    <xsl:param name="name"/>
    <xsl:param name="value"/>
    <xsl:if test="string($name) != ''"><dt><xsl:value-of select="$name"/></dt></xsl:if>
    <dd><xsl:value-of select="$value"/></dd>
  </xsl:template>

  <xsl:template name="code">
    <xsl:param name="name"/>
    <xsl:param name="value"/>
    <dt><xsl:value-of select="$name"/></dt>
    <dd><code><xsl:value-of select="$value"/></code></dd>
  </xsl:template>
</xsl:stylesheet>
