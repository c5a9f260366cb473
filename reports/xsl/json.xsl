<?xml version="1.0" encoding="UTF-8"?>
<!--
  Text made safe as a JSON string (RFC 8259), also inside HTML and JavaScript:
  "<" and the line separators U+2028, U+2029 are escaped too.

  A text without such a character goes out as it is; any other is halved until
  it is one character, so that the depth is the logarithm of its length.
-->
<xsl:stylesheet version="1.0"
  xmlns:xsl="http://www.w3.org/1999/XSL/Transform">

  <xsl:variable name="json-bad" select="concat('&quot;\&lt;&#9;&#10;&#13;&#x7F;&#x2028;&#x2029;', '')"/>

  <xsl:template name="json">
    <xsl:param name="s"/>
    <xsl:text>"</xsl:text>
    <xsl:call-template name="json-text"><xsl:with-param name="s" select="string($s)"/></xsl:call-template>
    <xsl:text>"</xsl:text>
  </xsl:template>

  <!-- "name":"value" -->
  <xsl:template name="json-member">
    <xsl:param name="name"/>
    <xsl:param name="s"/>
    <xsl:value-of select="concat('&quot;', $name, '&quot;:')"/>
    <xsl:call-template name="json"><xsl:with-param name="s" select="$s"/></xsl:call-template>
  </xsl:template>

  <xsl:template name="json-text">
    <xsl:param name="s"/>
    <xsl:variable name="n" select="string-length($s)"/>
    <xsl:choose>
      <xsl:when test="translate($s, $json-bad, '') = $s"><xsl:value-of select="$s"/></xsl:when>
      <xsl:when test="$n &gt; 1">
        <xsl:call-template name="json-text"><xsl:with-param name="s" select="substring($s, 1, floor($n div 2))"/></xsl:call-template>
        <xsl:call-template name="json-text"><xsl:with-param name="s" select="substring($s, floor($n div 2) + 1)"/></xsl:call-template>
      </xsl:when>
      <xsl:when test="$s = '&quot;'">\"</xsl:when>
      <xsl:when test="$s = '\'">\\</xsl:when>
      <xsl:when test="$s = '&lt;'">\u003c</xsl:when>
      <xsl:when test="$s = '&#9;'">\t</xsl:when>
      <xsl:when test="$s = '&#10;'">\n</xsl:when>
      <xsl:when test="$s = '&#13;'">\r</xsl:when>
      <xsl:when test="$s = '&#x7F;'">\u007f</xsl:when>
      <xsl:when test="$s = '&#x2028;'">\u2028</xsl:when>
      <xsl:when test="$s = '&#x2029;'">\u2029</xsl:when>
    </xsl:choose>
  </xsl:template>
</xsl:stylesheet>
