<?xml version="1.0" encoding="UTF-8"?>
<!-- The face as one HTML page: no script, no other file needed, prints on A4. -->
<xsl:stylesheet version="1.0"
  xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:p="urn:entente:page:1"
  xmlns:c="urn:entente:certificate:1"
  xmlns:k="urn:entente:recognition:1"
  xmlns:w="urn:entente:waiver:1"
  xmlns:e="urn:entente:xsl" exclude-result-prefixes="p c k w e">
  <xsl:include href="face-told.xsl"/>
  <xsl:include href="face-certificate.xsl"/>
  <xsl:include href="told-html.xsl"/>
  <xsl:include href="html-style.xsl"/>
  <xsl:output method="html" encoding="UTF-8" indent="no" doctype-system="about:legacy-compat"/>

  <!-- In print without grid and without var() in a shorthand: WeasyPrint of
       Debian 12 knows neither. -->
  <xsl:variable name="more">
.face header{display:flex;gap:1.5rem;align-items:flex-start;justify-content:space-between}
.face .qr{flex:none;width:9.5rem;margin:0;text-align:center}
.face .qr svg{display:block;width:100%;height:auto;background:#fff;color:#000}
.face .qr figcaption{font-size:.8rem;color:var(--soft);overflow-wrap:anywhere}
.face h2{margin:1.6rem 0 .5rem;font-size:1.2rem}
.face dl{grid-template-columns:minmax(8rem,13rem) 1fr;margin:.4rem 0}
.face dt,.face dd{min-width:0}
.face dt{grid-column:1}.face dd{grid-column:2}
.face dt{overflow-wrap:anywhere}
@media screen and (max-width:44rem){.face header{display:block}.face .qr{width:8rem;margin:.6rem 0}.face dl{grid-template-columns:1fr}.face dd{grid-column:1}}
@media print{
html{font-size:58%}
.face h1{font-size:1.7rem}
.face h2{margin:.9rem 0 .3rem;font-size:1.1rem}
.face .qr{width:29mm}
.face p,.face dl{margin:.25rem 0}
.face dl{display:block}
.face dt{float:left;clear:left;width:16rem;white-space:nowrap}
.face dd{margin:0 0 .1rem 16.5rem;min-height:1.5em}
.face h2{clear:both;border-bottom:1px solid #c9ced6}
.face .end{border-top:1px solid #c9ced6}
.face .notice{border-left:4px solid #c9ced6;background:#f3f5f8}
.face .card{border:1px solid #c9ced6;border-left:.6rem solid #394150;background:#f3f5f8}
.face .card.conformant{border-left-color:#0a5428}
.face .card.conformant-with-waivers{border-left-color:#6d4300}
.face .notice{margin:.5rem 0;padding:.35rem .7rem}
.face .card{padding:.4rem .7rem}.face .card .word{font-size:1.2rem}.face .cards{gap:.5rem;margin:.4rem 0}
.face .end{margin-top:1rem;padding-top:.3rem}
.face section{break-inside:avoid}
}
</xsl:variable>

  <xsl:template match="/">
    <html lang="{e:t('en', 'fr')}">
      <head>
        <meta name="viewport" content="width=device-width, initial-scale=1"/>
        <meta name="color-scheme" content="light dark"/>
        <title><xsl:value-of select="concat(e:face-title(), ' ', $facts/@id, $colon, e:face-product())"/></title>
        <xsl:call-template name="style">
          <xsl:with-param name="top-left"><xsl:call-template name="css-text"><xsl:with-param name="s" select="$facts/@id"/></xsl:call-template></xsl:with-param>
          <xsl:with-param name="top-right"><xsl:value-of select="e:t('Not evidence: verify the container', 'Ne fait pas preuve : vérifier le conteneur')"/></xsl:with-param>
          <xsl:with-param name="bottom-left"><xsl:value-of select="concat('SHA-256 ', substring($facts/p:container/@sha256, 1, 16))"/></xsl:with-param>
          <xsl:with-param name="more" select="$more"/>
        </xsl:call-template>
      </head>
      <body>
        <a class="skip" href="#main"><xsl:value-of select="e:t('Skip to the content', 'Aller au contenu')"/></a>
        <div class="page face">
          <header>
            <div>
              <p class="kind"><xsl:value-of select="concat(e:face-title(), ' ', $facts/@id)"/></p>
              <h1><xsl:value-of select="e:face-product()"/></h1>
              <p class="lead"><xsl:call-template name="lead"/></p>
            </div>
            <xsl:call-template name="qr"/>
          </header>
          <main id="main">
            <div class="notice">
              <p><strong><xsl:value-of select="e:no-evidence()"/></strong><xsl:text> </xsl:text><xsl:value-of select="e:no-approval()"/></p>
            </div>
            <xsl:call-template name="told"/>
          </main>
          <footer class="end">
            <p style="max-width:none"><strong><xsl:value-of select="concat(e:t('End of the page of ', 'Fin de la page de '), $facts/@id)"/></strong></p>
          </footer>
        </div>
      </body>
    </html>
  </xsl:template>

  <xsl:template name="lead">
    <xsl:value-of select="($c/c:product | $w/w:product)[1]/@vendor"/>
    <xsl:text> · </xsl:text>
    <xsl:choose>
      <xsl:when test="$k"><xsl:value-of select="e:term($k/@from, $k/@to)"/></xsl:when>
      <xsl:when test="$w"><xsl:value-of select="concat(e:t('until ', 'jusqu’au '), e:date($w/@until))"/></xsl:when>
      <xsl:otherwise><xsl:value-of select="e:term($c/c:validity/@from, $c/c:validity/@to)"/></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <xsl:template name="qr">
    <xsl:variable name="q" select="$facts/p:qr"/>
    <xsl:variable name="side" select="$q/@size + 2 * $q/@quiet"/>
    <figure class="qr">
      <svg xmlns="http://www.w3.org/2000/svg" viewBox="{-$q/@quiet} {-$q/@quiet} {$side} {$side}" role="img" aria-label="{e:t('QR code: number, SHA-256 of the container, register', 'Code QR : numéro, SHA-256 du conteneur, registre')}" shape-rendering="crispEdges">
        <rect x="{-$q/@quiet}" y="{-$q/@quiet}" width="{$side}" height="{$side}" fill="#fff"/>
        <path d="{$q/@path}" fill="#000"/>
      </svg>
      <figcaption><xsl:value-of select="e:t('number and SHA-256 of the container', 'numéro et SHA-256 du conteneur')"/></figcaption>
    </figure>
  </xsl:template>

  <xsl:template name="verdict">
    <div class="card {@is}">
      <h3><xsl:value-of select="concat(@profile, ', ', @suite)"/></h3>
      <p class="word"><xsl:value-of select="e:verdict(@is)"/></p>
      <p><xsl:call-template name="limits"/></p>
    </div>
  </xsl:template>
</xsl:stylesheet>
