<?xml version="1.0" encoding="UTF-8"?>
<!-- The method file as one HTML page: no script, no other file needed. -->
<xsl:stylesheet version="1.0"
  xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:p="urn:entente:page:1"
  xmlns:r="urn:entente:report:1"
  xmlns:e="urn:entente:xsl" exclude-result-prefixes="p r e">
  <xsl:include href="method-told.xsl"/>
  <xsl:include href="told-html.xsl"/>
  <xsl:include href="html-style.xsl"/>
  <xsl:output method="html" encoding="UTF-8" indent="no" doctype-system="about:legacy-compat"/>

  <xsl:variable name="more">
.method dt{grid-column:1}.method dd{grid-column:2}
.method td code{overflow-wrap:anywhere}
@media screen and (max-width:44rem){.method dd{grid-column:1}}
</xsl:variable>

  <xsl:template match="/">
    <html lang="{e:t('en', 'fr')}">
      <head>
        <meta name="viewport" content="width=device-width, initial-scale=1"/>
        <meta name="color-scheme" content="light dark"/>
        <title><xsl:value-of select="concat(e:method-title(), ' ', $facts/@id)"/></title>
        <xsl:call-template name="style">
          <xsl:with-param name="top-left"><xsl:call-template name="css-text"><xsl:with-param name="s" select="$facts/@id"/></xsl:call-template></xsl:with-param>
          <xsl:with-param name="top-right"><xsl:value-of select="e:method-title()"/></xsl:with-param>
          <xsl:with-param name="bottom-left"><xsl:value-of select="concat('SHA-256 ', substring($facts/p:container/@sha256, 1, 16))"/></xsl:with-param>
          <xsl:with-param name="more" select="$more"/>
        </xsl:call-template>
      </head>
      <body>
        <a class="skip" href="#main"><xsl:value-of select="e:t('Skip to the content', 'Aller au contenu')"/></a>
        <div class="page method">
          <header>
            <p class="kind"><xsl:value-of select="$facts/@id"/></p>
            <h1><xsl:value-of select="e:method-title()"/></h1>
          </header>
          <main id="main">
            <div class="notice"><p><xsl:value-of select="e:method-notice()"/></p></div>
            <xsl:call-template name="told"/>
          </main>
        </div>
      </body>
    </html>
  </xsl:template>

  <xsl:template name="figures">
    <section>
      <h2><xsl:value-of select="e:t('Figures', 'Chiffres')"/></h2>
      <table class="stack">
        <caption><xsl:value-of select="e:t('Each with its evidence: report, case, measurement, stratum and counters of tallies.tsv', 'Chacun avec sa preuve&#xA0;: rapport, cas, mesure, strate et compteurs de tallies.tsv')"/></caption>
        <thead>
          <tr>
            <th scope="col"><xsl:value-of select="e:t('Case, quantity', 'Cas, grandeur')"/></th>
            <th scope="col"><xsl:value-of select="e:t('Measured', 'Mesuré')"/></th>
            <th scope="col"><xsl:value-of select="e:t('Required', 'Exigé')"/></th>
            <th scope="col"><xsl:value-of select="e:t('Outcome', 'Résultat')"/></th>
            <th scope="col"><xsl:value-of select="e:t('Evidence', 'Preuve')"/></th>
          </tr>
        </thead>
        <tbody><xsl:apply-templates select="$sources/r:report/r:cases/r:case/r:criterion"/></tbody>
      </table>
    </section>
  </xsl:template>

  <xsl:template match="r:criterion">
    <xsl:variable name="m" select="e:metric-of(.)"/>
    <tr>
      <th scope="row"><xsl:value-of select="../@id"/><br/><span style="font-weight:400"><xsl:value-of select="e:bi($m/r:title)"/></span></th>
      <td data-l="{e:t('Measured', 'Mesuré')}">
        <span class="value"><xsl:value-of select="e:measured(., $m)"/></span>
        <xsl:if test="@lo"><br/><xsl:value-of select="e:interval(., $m)"/></xsl:if>
        <xsl:if test="e:made-of(., $m) != ''"><br/><span class="small soft"><xsl:value-of select="e:made-of(., $m)"/></span></xsl:if>
      </td>
      <td data-l="{e:t('Required', 'Exigé')}">
        <xsl:value-of select="e:required(., $m)"/><br/>
        <span class="small soft"><xsl:value-of select="concat(e:profile(@profile), ', ', e:severity(@severity), ', ', e:status(@status))"/>
        <xsl:if test="@source"><br/><xsl:value-of select="@source"/></xsl:if></span>
      </td>
      <td data-l="{e:t('Outcome', 'Résultat')}"><span class="o {@outcome}"><xsl:value-of select="e:outcome(@outcome)"/></span></td>
      <td data-l="{e:t('Evidence', 'Preuve')}"><code><xsl:value-of select="e:cite(.)"/></code></td>
    </tr>
  </xsl:template>
</xsl:stylesheet>
