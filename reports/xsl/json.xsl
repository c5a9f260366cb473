<?xml version="1.0" encoding="UTF-8"?>
<!-- Members of JSON objects; e:json() makes a text safe (RFC 8259). -->
<xsl:stylesheet version="1.0"
  xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:e="urn:entente:xsl" exclude-result-prefixes="e">

  <!-- "name":"value" -->
  <xsl:template name="json-member">
    <xsl:param name="name"/>
    <xsl:param name="s"/>
    <xsl:value-of select="concat('&quot;', $name, '&quot;:', e:json($s))"/>
  </xsl:template>
</xsl:stylesheet>
