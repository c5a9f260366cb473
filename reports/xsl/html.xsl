<?xml version="1.0" encoding="UTF-8"?>
<!-- report.xml as one HTML page: no script, no other file needed, prints on A4. -->
<xsl:stylesheet version="1.0"
  xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:r="urn:entente:report:1"
  xmlns:e="urn:entente:xsl" exclude-result-prefixes="r e">
  <xsl:include href="common.xsl"/>
  <xsl:include href="html-style.xsl"/>
  <xsl:include href="html-verdict.xsl"/>
  <xsl:include href="html-cases.xsl"/>
  <xsl:include href="html-told.xsl"/>
  <xsl:include href="html-words.xsl"/>
  <xsl:output method="html" encoding="UTF-8" indent="no" doctype-system="about:legacy-compat"/>

  <xsl:template match="/">
    <html lang="{e:t('en', 'fr')}">
      <head>
        <meta name="viewport" content="width=device-width, initial-scale=1"/>
        <meta name="color-scheme" content="light dark"/>
        <title><xsl:value-of select="concat(e:document-title(), ' ', e:document-id(), e:t(': ', '&#xA0;: '), e:product(), ', ', e:suite())"/></title>
        <xsl:call-template name="style">
          <xsl:with-param name="top-left">
            <xsl:value-of select="e:document-title()"/><xsl:text> </xsl:text><xsl:call-template name="css-text"><xsl:with-param name="s" select="e:document-id()"/></xsl:call-template>
          </xsl:with-param>
          <xsl:with-param name="top-right">
            <xsl:call-template name="css-text"><xsl:with-param name="s" select="e:suite()"/></xsl:call-template>
          </xsl:with-param>
          <xsl:with-param name="bottom-left">
            <xsl:value-of select="e:t('Result digest', 'Empreinte du résultat')"/><xsl:text> </xsl:text><xsl:value-of select="substring($report/r:summary/@digest, 1, 16)"/>
          </xsl:with-param>
        </xsl:call-template>
      </head>
      <body>
        <a class="skip" href="#main"><xsl:value-of select="e:t('Skip to the verdict', 'Aller au verdict')"/></a>
        <div class="page">
          <header><xsl:call-template name="title"/></header>
          <main id="main">
            <xsl:call-template name="verdict"/>
            <xsl:call-template name="contents"/>
            <xsl:call-template name="trouble"/>
            <xsl:call-template name="case-table"/>
            <xsl:call-template name="strata"/>
            <xsl:call-template name="other-findings"/>
            <xsl:call-template name="controls"/>
            <xsl:call-template name="not-tested"/>
            <xsl:call-template name="engagement"/>
            <xsl:call-template name="items"/>
            <xsl:call-template name="suite-used"/>
            <xsl:call-template name="rules"/>
            <xsl:call-template name="check-it"/>
            <xsl:call-template name="words"/>
          </main>
          <footer class="end">
            <p style="max-width:none">
              <strong><xsl:value-of select="concat(e:t('End of document ', 'Fin du document '), e:document-id())"/></strong>
            </p>
          </footer>
        </div>
      </body>
    </html>
  </xsl:template>

  <xsl:template name="title">
    <p class="kind">
      <xsl:value-of select="e:document-title()"/><xsl:text> </xsl:text>
      <xsl:value-of select="e:document-id()"/>
      <xsl:if test="$report/r:environment/@created">
        <xsl:text> · </xsl:text><xsl:value-of select="e:date($report/r:environment/@created)"/>
      </xsl:if>
    </p>
    <h1><xsl:value-of select="e:product()"/></h1>
    <p class="lead">
      <xsl:if test="$report/r:submission/r:vendor"><xsl:value-of select="$report/r:submission/r:vendor"/> · </xsl:if>
      <xsl:call-template name="bi"><xsl:with-param name="nodes" select="$report/r:suite/r:title"/></xsl:call-template>
      <xsl:text> (</xsl:text><code><xsl:value-of select="e:suite()"/></code><xsl:text>)</xsl:text>
    </p>
    <xsl:for-each select="$report/r:amends">
      <p>
        <strong><xsl:value-of select="concat(e:t('Replaces the report of ', 'Remplace le rapport du '), e:date(@created))"/></strong>
        <xsl:text> (</xsl:text><code><xsl:value-of select="concat('SHA-256 ', @sha256)"/></code><xsl:text>). </xsl:text>
        <xsl:value-of select="concat(e:t('Reason: ', 'Motif&#xA0;: '), r:reason)"/>
      </p>
    </xsl:for-each>
  </xsl:template>

  <xsl:template name="contents">
    <nav class="toc" aria-label="{e:t('Contents', 'Sommaire')}">
      <ul>
        <li><a href="#why"><xsl:value-of select="e:t('What did not pass', 'Ce qui n’est pas réussi')"/></a></li>
        <li><a href="#cases"><xsl:value-of select="e:t('All cases', 'Tous les cas')"/></a></li>
        <xsl:if test="$series"><li><a href="#strata"><xsl:value-of select="e:t('By stratum', 'Par strate')"/></a></li></xsl:if>
        <li><a href="#controls"><xsl:value-of select="e:t('Negative controls', 'Témoins négatifs')"/></a></li>
        <li><a href="#nottested"><xsl:value-of select="e:t('Not tested', 'Non essayé')"/></a></li>
        <xsl:if test="$engaged"><li><a href="#engagement"><xsl:value-of select="e:t('Laboratory', 'Laboratoire')"/></a></li></xsl:if>
        <li><a href="#items"><xsl:value-of select="e:t('Product and items', 'Produit et objets')"/></a></li>
        <li><a href="#suite"><xsl:value-of select="e:t('Suite and fixtures', 'Suite et jeux de référence')"/></a></li>
        <li><a href="#rules"><xsl:value-of select="e:t('Decision rules', 'Règles de décision')"/></a></li>
        <li><a href="#verify"><xsl:value-of select="e:t('How to verify', 'Comment vérifier')"/></a></li>
        <li><a href="#words"><xsl:value-of select="e:t('Words', 'Vocabulaire')"/></a></li>
      </ul>
    </nav>
  </xsl:template>
</xsl:stylesheet>
