<?xml version="1.0" encoding="UTF-8"?>
<!-- The certificate proper: see face-told.xsl. -->
<xsl:stylesheet version="1.0"
  xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:p="urn:entente:page:1"
  xmlns:c="urn:entente:certificate:1"
  xmlns:e="urn:entente:xsl" exclude-result-prefixes="p c e">

  <xsl:template name="told-certificate">
    <xsl:call-template name="section">
      <xsl:with-param name="title" select="e:t('What is certified', 'Ce qui est certifié')"/>
      <xsl:with-param name="content"><xsl:call-template name="certified"/></xsl:with-param>
    </xsl:call-template>
    <xsl:call-template name="section">
      <xsl:with-param name="title" select="e:t('Verdicts', 'Verdicts')"/>
      <xsl:with-param name="content"><xsl:call-template name="verdicts"/></xsl:with-param>
    </xsl:call-template>
    <xsl:call-template name="section">
      <xsl:with-param name="title" select="e:t('Validity and what ends it', 'Validité et ce qui y met fin')"/>
      <xsl:with-param name="content"><xsl:call-template name="validity"/></xsl:with-param>
    </xsl:call-template>
    <xsl:call-template name="section">
      <xsl:with-param name="title" select="e:t('Evidence', 'Preuves')"/>
      <xsl:with-param name="content"><xsl:call-template name="evidence"/></xsl:with-param>
    </xsl:call-template>
    <xsl:call-template name="section">
      <xsl:with-param name="title" select="e:t('What it does not say', 'Ce qu’il ne dit pas')"/>
      <xsl:with-param name="content"><xsl:call-template name="gaps"/></xsl:with-param>
    </xsl:call-template>
    <xsl:call-template name="section">
      <xsl:with-param name="title" select="e:t('Who is responsible', 'Qui en répond')"/>
      <xsl:with-param name="content"><xsl:call-template name="people"/></xsl:with-param>
    </xsl:call-template>
  </xsl:template>

  <xsl:template name="certified">
    <xsl:call-template name="row"><xsl:with-param name="name" select="e:t('Number', 'Numéro')"/><xsl:with-param name="value" select="$c/@number"/></xsl:call-template>
    <xsl:if test="$c/@supersedes"><xsl:call-template name="row"><xsl:with-param name="name" select="e:t('Replaces', 'Remplace')"/><xsl:with-param name="value" select="$c/@supersedes"/></xsl:call-template></xsl:if>
    <xsl:call-template name="row"><xsl:with-param name="name" select="e:t('Issued by', 'Délivré par')"/><xsl:with-param name="value" select="concat(e:party($c/c:body), ', ', e:date($c/@issued))"/></xsl:call-template>
    <xsl:call-template name="row"><xsl:with-param name="name" select="e:t('Scheme', 'Programme')"/><xsl:with-param name="value" select="concat($c/c:scheme/@id, ', ', e:bi($facts/p:scheme/p:title), ' (', e:scheme-status($facts/p:scheme/@status), ')')"/></xsl:call-template>
    <xsl:call-template name="code"><xsl:with-param name="name" select="e:t('Its SHA-256', 'Son SHA-256')"/><xsl:with-param name="value" select="$c/c:scheme/@sha256"/></xsl:call-template>
    <xsl:call-template name="row"><xsl:with-param name="name" select="e:t('Vendor', 'Fournisseur')"/><xsl:with-param name="value" select="$c/c:product/@vendor"/></xsl:call-template>
    <xsl:call-template name="row"><xsl:with-param name="name" select="e:t('Product', 'Produit')"/><xsl:with-param name="value" select="e:face-product()"/></xsl:call-template>
    <xsl:call-template name="row"><xsl:with-param name="name" select="e:t('Versions', 'Versions')"/><xsl:with-param name="value" select="e:covers($c/c:product/@covers)"/></xsl:call-template>
    <xsl:call-template name="row"><xsl:with-param name="name" select="e:t('Technology', 'Technologie')"/><xsl:with-param name="value" select="$c/c:product/@technology"/></xsl:call-template>
    <xsl:call-template name="row"><xsl:with-param name="name" select="e:t('Scope', 'Portée')"/><xsl:with-param name="value" select="e:bi($c/c:scope)"/></xsl:call-template>
    <xsl:for-each select="$c/c:condition">
      <xsl:call-template name="row"><xsl:with-param name="name"><xsl:if test="position() = 1"><xsl:value-of select="e:t('Conditions', 'Conditions')"/></xsl:if></xsl:with-param><xsl:with-param name="value" select="e:bi(c:text)"/></xsl:call-template>
    </xsl:for-each>
    <xsl:if test="not($c/c:condition)"><xsl:call-template name="row"><xsl:with-param name="name" select="e:t('Conditions', 'Conditions')"/><xsl:with-param name="value" select="e:t('none', 'aucune')"/></xsl:call-template></xsl:if>
  </xsl:template>

  <xsl:template name="validity">
    <xsl:variable name="n" select="$c/c:validity/@grace-days"/>
    <xsl:call-template name="row"><xsl:with-param name="name" select="e:t('In force', 'En vigueur')"/><xsl:with-param name="value" select="e:term($c/c:validity/@from, $c/c:validity/@to)"/></xsl:call-template>
    <xsl:variable name="grace"><xsl:if test="$n &gt; 0"><xsl:value-of select="concat(e:n($n), ' ', e:plural($n, e:t('day', 'jour'), e:t('days', 'jours')), ' ')"/></xsl:if></xsl:variable>
    <xsl:variable name="retired"><xsl:choose><xsl:when test="$n &gt; 0"><xsl:value-of select="e:t('after a suite of it is retired', 'après le retrait d’une de ses suites')"/></xsl:when><xsl:otherwise><xsl:value-of select="e:t('when a suite of it is retired', 'lorsqu’une de ses suites est retirée')"/></xsl:otherwise></xsl:choose></xsl:variable>
    <xsl:call-template name="row"><xsl:with-param name="name" select="e:t('Ends earlier', 'Prend fin plus tôt')"/><xsl:with-param name="value" select="concat($grace, $retired)"/></xsl:call-template>
    <xsl:call-template name="row"><xsl:with-param name="value" select="e:t('when the register says that it is suspended, withdrawn or replaced', 'lorsque le registre le dit suspendu, retiré ou remplacé')"/></xsl:call-template>
    <xsl:for-each select="$c/c:waiver">
      <xsl:call-template name="row"><xsl:with-param name="name"><xsl:if test="position() = 1"><xsl:value-of select="e:t('Waivers', 'Dérogations')"/></xsl:if></xsl:with-param>
        <xsl:with-param name="value" select="concat(@id, e:t(' for ', ' pour '), @case, e:t(' of ', ' de '), @suite, e:t(', by ', ', par '), @authoriser, e:t(', until ', ', jusqu’au '), e:date(@until), $colon, @reason)"/></xsl:call-template>
    </xsl:for-each>
    <xsl:choose>
      <xsl:when test="$c/c:waiver"><xsl:call-template name="row"><xsl:with-param name="value" select="e:t('a waived case did fail; a waiver ends by itself after its last day', 'un cas sous dérogation a bien échoué&#x202F;; une dérogation prend fin d’elle-même après son dernier jour')"/></xsl:call-template></xsl:when>
      <xsl:otherwise><xsl:call-template name="row"><xsl:with-param name="name" select="e:t('Waivers', 'Dérogations')"/><xsl:with-param name="value" select="e:t('none', 'aucune')"/></xsl:call-template></xsl:otherwise>
    </xsl:choose>
    <xsl:call-template name="row"><xsl:with-param name="name" select="e:t('Surveillance', 'Surveillance')"/><xsl:with-param name="value" select="e:bi($c/c:surveillance)"/></xsl:call-template>
  </xsl:template>

  <xsl:template name="verdicts">
    <xsl:for-each select="$c/c:verdict">
      <xsl:call-template name="verdict"/>
    </xsl:for-each>
  </xsl:template>

  <xsl:template name="evidence">
    <xsl:for-each select="$c/c:report">
      <xsl:variable name="suite" select="@suite"/>
      <xsl:call-template name="row"><xsl:with-param name="name" select="concat(e:t('Report ', 'Rapport '), position())"/><xsl:with-param name="value" select="concat(e:date(@created), e:t(', evidence: ', ', niveau de preuve&#xA0;: '), e:level(@level), ' (', e:level-means(@level), ')')"/></xsl:call-template>
      <xsl:call-template name="row"><xsl:with-param name="name" select="e:t('Signed by', 'Signé par')"/><xsl:with-param name="value" select="concat(e:party(c:signer), e:t(', in the role ', ', dans le rôle '), e:role(c:signer/@role), e:t(', as the issuing body knows it', ', tel que l’organisme émetteur le connaît'))"/></xsl:call-template>
      <xsl:call-template name="code"><xsl:with-param name="name" select="e:t('Its SHA-256', 'Son SHA-256')"/><xsl:with-param name="value" select="@sha256"/></xsl:call-template>
      <xsl:call-template name="code"><xsl:with-param name="name" select="e:t('Result digest', 'Empreinte du résultat')"/><xsl:with-param name="value" select="@result-digest"/></xsl:call-template>
      <xsl:if test="not(preceding-sibling::c:report[@suite = $suite])">
        <xsl:call-template name="row"><xsl:with-param name="name" select="e:t('Suite', 'Suite')"/><xsl:with-param name="value" select="concat(@suite, ', ', e:suite-title(@suite))"/></xsl:call-template>
        <xsl:call-template name="code"><xsl:with-param name="name" select="e:t('Its SHA-256', 'Son SHA-256')"/><xsl:with-param name="value" select="@suite-sha256"/></xsl:call-template>
      </xsl:if>
    </xsl:for-each>
    <xsl:call-template name="row"><xsl:with-param name="name" select="e:t('Attempt', 'Tentative')"/><xsl:with-param name="value" select="concat(e:t('number ', 'numéro '), e:n($c/c:attempt/@number), e:t('; attempts in the register: ', '&#x202F;; tentatives inscrites au registre&#xA0;: '), e:n($c/c:attempt/@registered))"/></xsl:call-template>
  </xsl:template>

  <xsl:template name="gaps">
    <xsl:for-each select="$c/c:not-tested">
      <xsl:call-template name="row"><xsl:with-param name="name"><xsl:if test="position() = 1"><xsl:value-of select="e:t('Not tested', 'Non essayé')"/></xsl:if></xsl:with-param><xsl:with-param name="value" select="e:bi(c:item)"/></xsl:call-template>
    </xsl:for-each>
    <xsl:if test="not($c/c:not-tested)"><xsl:call-template name="row"><xsl:with-param name="name" select="e:t('Not tested', 'Non essayé')"/><xsl:with-param name="value" select="e:t('the suites do not say what they leave out', 'les suites ne disent pas ce qu’elles laissent de côté')"/></xsl:call-template></xsl:if>
    <xsl:for-each select="$c/c:not-asked">
      <xsl:call-template name="row"><xsl:with-param name="name"><xsl:if test="position() = 1"><xsl:value-of select="e:t('Not asked', 'Non demandé')"/></xsl:if></xsl:with-param><xsl:with-param name="value" select="concat(., e:t(': mandatory, but not applicable to this class and these claims', '&#xA0;: obligatoire, mais sans objet pour cette classe et ces revendications'))"/></xsl:call-template>
    </xsl:for-each>
    <xsl:if test="not($c/c:not-asked)"><xsl:call-template name="row"><xsl:with-param name="name" select="e:t('Not asked', 'Non demandé')"/><xsl:with-param name="value" select="e:t('nothing: every mandatory case applied', 'rien&#xA0;: chaque cas obligatoire s’appliquait')"/></xsl:call-template></xsl:if>
    <xsl:for-each select="$c/c:regulatory">
      <xsl:call-template name="row"><xsl:with-param name="name"><xsl:if test="position() = 1"><xsl:value-of select="e:t('Regulatory status', 'Statut réglementaire')"/></xsl:if></xsl:with-param><xsl:with-param name="value" select="concat(@regime, $colon, @declared, e:t(' (as the vendor declares it, not checked)', ' (déclaré par le fournisseur, non vérifié)'))"/></xsl:call-template>
    </xsl:for-each>
    <xsl:if test="not($c/c:regulatory)"><xsl:call-template name="row"><xsl:with-param name="name" select="e:t('Regulatory status', 'Statut réglementaire')"/><xsl:with-param name="value" select="e:t('none declared', 'aucun déclaré')"/></xsl:call-template></xsl:if>
    <xsl:call-template name="row"><xsl:with-param name="name" select="e:t('No approval', 'Pas d’autorisation')"/><xsl:with-param name="value" select="e:no-approval()"/></xsl:call-template>
  </xsl:template>

  <xsl:template name="people">
    <xsl:for-each select="$c/c:evaluated-by">
      <xsl:call-template name="row"><xsl:with-param name="name"><xsl:if test="position() = 1"><xsl:value-of select="e:t('Evaluated by', 'Évalué par')"/></xsl:if></xsl:with-param><xsl:with-param name="value" select="."/></xsl:call-template>
    </xsl:for-each>
    <xsl:call-template name="row"><xsl:with-param name="name" select="e:t('Reviewed by', 'Revu par')"/><xsl:with-param name="value" select="$c/c:reviewed-by"/></xsl:call-template>
    <xsl:call-template name="row"><xsl:with-param name="name" select="e:t('Decided by', 'Décidé par')"/><xsl:with-param name="value" select="$c/c:decided-by"/></xsl:call-template>
    <xsl:call-template name="row"><xsl:with-param name="name" select="e:t('Complaints', 'Réclamations')"/><xsl:with-param name="value" select="$c/c:body/@complaints"/></xsl:call-template>
  </xsl:template>

  <!-- For both forms: what one verdict rests on. -->
  <xsl:template name="limits">
    <xsl:choose>
      <xsl:when test="@limits-adopted = 'yes'"><xsl:value-of select="e:t('by limits that nobody published and the scheme adopted', 'selon des limites que personne n’a publiées et que le programme a adoptées')"/></xsl:when>
      <xsl:otherwise><xsl:value-of select="e:t('by published limits', 'selon des limites publiées')"/></xsl:otherwise>
    </xsl:choose>
  </xsl:template>
</xsl:stylesheet>
