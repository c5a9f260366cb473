<?xml version="1.0" encoding="UTF-8"?>
<!-- evidence.csv: one row a report, which figures.csv cites. -->
<xsl:stylesheet version="1.0"
  xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:p="urn:entente:page:1"
  xmlns:r="urn:entente:report:1"
  xmlns:e="urn:entente:xsl" exclude-result-prefixes="p r e">
  <xsl:include href="common.xsl"/>
  <xsl:include href="method-words.xsl"/>
  <xsl:output method="text" encoding="UTF-8"/>

  <xsl:template match="/">
    <xsl:text>evidence,container,container_sha256,member,report_sha256,suite,suite_sha256,tallies_sha256,result_digest,level,created,signer,vendor,product,version,class&#10;</xsl:text>
    <xsl:apply-templates select="$sources"/>
  </xsl:template>

  <xsl:template match="p:source">
    <xsl:variable name="rep" select="r:report"/>
    <xsl:variable name="s" select="$rep/r:submission"/>
    <xsl:value-of select="concat('E', @n, ',', e:cell($facts/p:container/@name), ',', e:cell($facts/p:container/@sha256), ',', e:cell(@member), ',', e:cell(@sha256), ',', e:cell(concat($rep/r:suite/@id, '@', $rep/r:suite/@version)), ',', e:cell($rep/r:suite/@sha256), ',')"/>
    <xsl:value-of select="concat(e:cell(@tallies-sha256), ',', e:cell($rep/r:summary/@digest), ',', e:cell($rep/r:summary/@level), ',', e:cell($rep/r:environment/@created), ',', e:cell(e:signer(.)), ',', e:cell($s/r:vendor), ',', e:cell($s/r:product), ',', e:cell($s/r:version), ',', e:cell($s/@class), '&#10;')"/>
  </xsl:template>
</xsl:stylesheet>
