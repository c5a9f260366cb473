<?xml version="1.0" encoding="UTF-8"?>
<!--
  What a laboratory's method file takes from sealed reports, in both languages.
  How it looks is for method-html.xsl and method-text.xsl: templates `section`,
  `row` and `code` as in face-told.xsl, and `figures`.
-->
<xsl:stylesheet version="1.0"
  xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:func="http://exslt.org/functions"
  xmlns:p="urn:entente:page:1"
  xmlns:c="urn:entente:certificate:1"
  xmlns:r="urn:entente:report:1"
  xmlns:e="urn:entente:xsl"
  extension-element-prefixes="func" exclude-result-prefixes="p c r e">
  <xsl:include href="common.xsl"/>
  <xsl:include href="method-words.xsl"/>

  <xsl:variable name="name" select="$facts/p:container/@name"/>

  <func:function name="e:method-title">
    <func:result select="e:t('Figures for the method file', 'Chiffres pour le dossier de méthode')"/>
  </func:function>

  <func:function name="e:method-notice">
    <func:result select="concat(
      e:t('Derived from the container ', 'Tiré du conteneur '), $name,
      e:t(', which alone is evidence: verify it. These figures are what others measured, on the material named here. They do not replace the laboratory’s own verification or validation (ISO 15189:2022, 7.3.2 and 7.3.3), and are no regulatory approval.',
          ', qui seul fait preuve&#xA0;: vérifiez-le. Ces chiffres ont été mesurés par d’autres, sur le matériel nommé ici. Ils ne remplacent pas la vérification ou la validation propre au laboratoire (ISO 15189:2022, 7.3.2 et 7.3.3), et ne sont pas une autorisation réglementaire.'))"/>
  </func:function>

  <xsl:template name="told">
    <xsl:call-template name="section">
      <xsl:with-param name="title" select="e:t('Examination procedure', 'Procédure d’examen')"/>
      <xsl:with-param name="content"><xsl:call-template name="procedure"/></xsl:with-param>
    </xsl:call-template>
    <xsl:call-template name="section">
      <xsl:with-param name="title" select="e:t('Evidence', 'Preuves')"/>
      <xsl:with-param name="content"><xsl:apply-templates select="$sources" mode="evidence"/></xsl:with-param>
    </xsl:call-template>
    <xsl:call-template name="figures"/>
    <xsl:call-template name="section">
      <xsl:with-param name="title" select="e:t('What these figures do not show', 'Ce que ces chiffres ne montrent pas')"/>
      <xsl:with-param name="content"><xsl:call-template name="gaps"/></xsl:with-param>
    </xsl:call-template>
    <xsl:call-template name="section">
      <xsl:with-param name="title" select="e:t('For the laboratory to state', 'À déclarer par le laboratoire')"/>
      <xsl:with-param name="content"><xsl:call-template name="own"/></xsl:with-param>
    </xsl:call-template>
  </xsl:template>

  <xsl:template name="procedure">
    <xsl:variable name="s" select="$sources[1]/r:report/r:submission"/>
    <xsl:call-template name="row"><xsl:with-param name="name" select="e:t('Vendor', 'Fournisseur')"/><xsl:with-param name="value" select="$s/r:vendor"/></xsl:call-template>
    <xsl:call-template name="row"><xsl:with-param name="name" select="e:t('Product', 'Produit')"/><xsl:with-param name="value" select="concat($s/r:product, ' ', $s/r:version)"/></xsl:call-template>
    <xsl:call-template name="row"><xsl:with-param name="name" select="e:t('Class, claims', 'Classe, revendications')"/><xsl:with-param name="value" select="concat($s/@class, '; ', $s/@claims)"/></xsl:call-template>
    <xsl:call-template name="row"><xsl:with-param name="name" select="e:t('Document', 'Document')"/><xsl:with-param name="value" select="concat($facts/@id, ', ', $name)"/></xsl:call-template>
    <xsl:call-template name="code"><xsl:with-param name="name" select="e:t('Container SHA-256', 'SHA-256 du conteneur')"/><xsl:with-param name="value" select="$facts/p:container/@sha256"/></xsl:call-template>
    <xsl:if test="$cert">
      <xsl:call-template name="row"><xsl:with-param name="name" select="e:t('Certified scope', 'Portée certifiée')"/><xsl:with-param name="value" select="e:bi($cert/c:scope)"/></xsl:call-template>
    </xsl:if>
  </xsl:template>

  <xsl:template match="p:source" mode="evidence">
    <xsl:variable name="rep" select="r:report"/>
    <xsl:variable name="n" select="@n"/>
    <xsl:call-template name="row"><xsl:with-param name="name" select="concat('E', @n)"/><xsl:with-param name="value" select="concat($rep/r:suite/@id, '@', $rep/r:suite/@version, ', ', e:date($rep/r:environment/@created), ', ', e:level($rep/r:summary/@level))"/></xsl:call-template>
    <xsl:call-template name="row"><xsl:with-param name="name" select="e:t('Signed by', 'Signé par')"/><xsl:with-param name="value" select="e:signer(.)"/></xsl:call-template>
    <xsl:if test="$rep/r:engagement/r:report-id">
      <xsl:call-template name="row"><xsl:with-param name="name" select="e:t('Laboratory report', 'Rapport du laboratoire')"/><xsl:with-param name="value" select="concat($rep/r:engagement/r:report-id, ', ', $rep/r:engagement/r:laboratory)"/></xsl:call-template>
    </xsl:if>
    <xsl:for-each select="$rep/r:submission/r:item">
      <xsl:call-template name="row"><xsl:with-param name="name"><xsl:if test="position() = 1"><xsl:value-of select="e:t('Items', 'Objets')"/></xsl:if></xsl:with-param><xsl:with-param name="value" select="e:item(.)"/></xsl:call-template>
    </xsl:for-each>
    <xsl:call-template name="row"><xsl:with-param name="name" select="e:t('Negative controls', 'Témoins négatifs')"/><xsl:with-param name="value" select="concat(count($rep/r:controls/r:control[@failed-as-planted = 'yes']), e:t(' of ', ' sur '), count($rep/r:controls/r:control), e:t(' failed as planted', ' ont échoué comme prévu'))"/></xsl:call-template>
    <xsl:call-template name="code"><xsl:with-param name="name" select="e:t('Report SHA-256', 'SHA-256 du rapport')"/><xsl:with-param name="value" select="@sha256"/></xsl:call-template>
    <xsl:call-template name="code"><xsl:with-param name="name" select="e:t('Suite SHA-256', 'SHA-256 de la suite')"/><xsl:with-param name="value" select="$rep/r:suite/@sha256"/></xsl:call-template>
    <xsl:call-template name="code"><xsl:with-param name="name" select="e:t('Tallies SHA-256', 'SHA-256 des comptes')"/><xsl:with-param name="value" select="@tallies-sha256"/></xsl:call-template>
    <xsl:call-template name="code"><xsl:with-param name="name" select="e:t('Result digest', 'Empreinte du résultat')"/><xsl:with-param name="value" select="$rep/r:summary/@digest"/></xsl:call-template>
  </xsl:template>

  <xsl:template name="gaps">
    <xsl:for-each select="$sources/r:report/r:suite[not(@sha256 = ../../preceding-sibling::p:source/r:report/r:suite/@sha256)]/r:not-tested">
      <xsl:call-template name="row"><xsl:with-param name="name"><xsl:if test="position() = 1"><xsl:value-of select="e:t('Not tested', 'Non essayé')"/></xsl:if></xsl:with-param><xsl:with-param name="value" select="e:bi(r:title)"/></xsl:call-template>
    </xsl:for-each>
    <xsl:call-template name="row"><xsl:with-param name="name" select="e:t('Variation', 'Variation')"/><xsl:with-param name="value" select="concat(count($sources/r:report/r:submission/r:item), e:t(' items were judged in all; repeatability and reproducibility show only as far as these items differ in run, site and day', ' objets ont été jugés en tout&#x202F;; répétabilité et reproductibilité n’apparaissent que dans la mesure où ces objets diffèrent par le passage, le site et le jour'))"/></xsl:call-template>
    <xsl:call-template name="row"><xsl:with-param name="name" select="e:t('Limits', 'Limites')"/><xsl:with-param name="value" select="e:t('a limit marked proposed or unconfirmed was published by nobody; the table says so for each', 'une limite dite proposée ou non confirmée n’a été publiée par personne&#x202F;; le tableau le dit pour chacune')"/></xsl:call-template>
  </xsl:template>

  <xsl:template name="own">
    <xsl:call-template name="row"><xsl:with-param name="name" select="e:t('7.3.2 Verification', '7.3.2 Vérification')"/><xsl:with-param name="value" select="e:t('the laboratory’s own samples, instruments, staff and dates; the figures that it reached; whether the performance claimed is met in its hands', 'échantillons, instruments, personnel et dates propres au laboratoire&#x202F;; chiffres obtenus&#x202F;; la performance annoncée est-elle atteinte entre ses mains')"/></xsl:call-template>
    <xsl:call-template name="row"><xsl:with-param name="name" select="e:t('7.3.3 Validation', '7.3.3 Validation')"/><xsl:with-param name="value" select="e:t('needed when the method was designed or modified by the laboratory, or is used outside the scope above', 'requise si la méthode a été conçue ou modifiée par le laboratoire, ou sert hors de la portée ci-dessus')"/></xsl:call-template>
    <xsl:call-template name="row"><xsl:with-param name="name" select="e:t('Conclusion', 'Conclusion')"/><xsl:with-param name="value" select="'………………………………………………'"/></xsl:call-template>
    <xsl:call-template name="row"><xsl:with-param name="name" select="e:t('Authorised by, date', 'Autorisé par, date')"/><xsl:with-param name="value" select="'………………………………………………'"/></xsl:call-template>
  </xsl:template>
</xsl:stylesheet>
