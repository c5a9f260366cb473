<?xml version="1.0" encoding="UTF-8"?>
<!--
  What the face of a certificate, recognition or waiver says, in both languages:
  ISO/IEC 17065:2012, 7.7. How it looks is for told-html.xsl and told-text.xsl,
  which have the templates `section` (title, content), `row` (name, value) and
  `code` (the same, to be compared sign by sign); a row without name goes on
  with the row before it.
-->
<xsl:stylesheet version="1.0"
  xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:func="http://exslt.org/functions"
  xmlns:p="urn:entente:page:1"
  xmlns:c="urn:entente:certificate:1"
  xmlns:k="urn:entente:recognition:1"
  xmlns:w="urn:entente:waiver:1"
  xmlns:e="urn:entente:xsl"
  extension-element-prefixes="func" exclude-result-prefixes="p c k w e">
  <xsl:include href="common.xsl"/>

  <xsl:variable name="facts" select="/p:page/p:facts"/>
  <xsl:variable name="kind" select="$facts/@kind"/>
  <xsl:variable name="c" select="/p:page/c:certificate"/>
  <xsl:variable name="k" select="/p:page/k:recognition"/>
  <xsl:variable name="w" select="/p:page/w:waiver"/>
  <xsl:variable name="name" select="$facts/p:container/@name"/>
  <xsl:variable name="colon"><xsl:value-of select="e:t(': ', '&#xA0;: ')"/></xsl:variable>

  <!-- ==== words ========================================================= -->
  <func:function name="e:face-title">
    <xsl:choose>
      <xsl:when test="$k"><func:result select="e:t('Recognition with reservations', 'Reconnaissance avec réserves')"/></xsl:when>
      <xsl:when test="$w"><func:result select="e:t('Waiver', 'Dérogation')"/></xsl:when>
      <xsl:otherwise><func:result select="e:t('Certificate (ISO/IEC 17065)', 'Certificat (ISO/IEC 17065)')"/></xsl:otherwise>
    </xsl:choose>
  </func:function>

  <func:function name="e:face-product">
    <xsl:variable name="at" select="($c/c:product | $w/w:product)[1]"/>
    <func:result select="concat($at/@name, ' ', $at/@version)"/>
  </func:function>

  <func:function name="e:party">
    <xsl:param name="at"/>
    <func:result select="concat($at/@name, ' (', $at/@nation, ')')"/>
  </func:function>

  <func:function name="e:role">
    <xsl:param name="r"/>
    <xsl:choose>
      <xsl:when test="$r = 'vendor'"><func:result select="e:t('vendor', 'fournisseur')"/></xsl:when>
      <xsl:when test="$r = 'lab'"><func:result select="e:t('laboratory', 'laboratoire')"/></xsl:when>
      <xsl:when test="$r = 'body'"><func:result select="e:t('certification body', 'organisme de certification')"/></xsl:when>
      <xsl:otherwise><func:result select="string($r)"/></xsl:otherwise>
    </xsl:choose>
  </func:function>

  <func:function name="e:covers">
    <xsl:param name="v"/>
    <xsl:choose>
      <xsl:when test="$v = 'patches-by-delta'"><func:result select="e:t('this version and its later patches, each by a delta report', 'cette version et ses correctifs ultérieurs, chacun par un rapport de différence')"/></xsl:when>
      <xsl:when test="$v = 'patches'"><func:result select="e:t('this version and its later patches', 'cette version et ses correctifs ultérieurs')"/></xsl:when>
      <xsl:otherwise><func:result select="e:t('exactly this version and no other', 'exactement cette version et aucune autre')"/></xsl:otherwise>
    </xsl:choose>
  </func:function>

  <func:function name="e:scheme-status">
    <xsl:param name="s"/>
    <xsl:choose>
      <xsl:when test="$s = 'published'"><func:result select="e:t('published', 'publié')"/></xsl:when>
      <xsl:when test="$s = 'proposed'"><func:result select="e:t('proposed', 'proposé')"/></xsl:when>
      <xsl:otherwise><func:result select="e:t('unconfirmed', 'non confirmé')"/></xsl:otherwise>
    </xsl:choose>
  </func:function>

  <func:function name="e:suite-title">
    <xsl:param name="id"/>
    <xsl:variable name="t" select="$facts/p:suite[@id = $id][1]/p:title"/>
    <xsl:choose>
      <xsl:when test="$t[@xml:lang = $lang]"><func:result select="string($t[@xml:lang = $lang]/@text)"/></xsl:when>
      <xsl:otherwise><func:result select="string($t[1]/@text)"/></xsl:otherwise>
    </xsl:choose>
  </func:function>

  <!-- ==== what every page says ========================================== -->
  <func:function name="e:no-evidence">
    <func:result select="concat(
      e:t('This page is not evidence. It was derived from the container ', 'Cette page ne fait pas preuve. Elle est tirée du conteneur '), $name,
      e:t(', which alone is: verify it.', ', qui seul fait preuve&#xA0;: vérifiez-le.'))"/>
  </func:function>

  <func:function name="e:no-approval">
    <func:result select="e:t(
      'It is no regulatory approval, replaces none, and says nothing of one.',
      'Ce n’est pas une autorisation réglementaire&#x202F;; il n’en remplace aucune et n’en dit rien.')"/>
  </func:function>

  <xsl:template name="told">
    <xsl:if test="$k"><xsl:call-template name="told-recognition"/></xsl:if>
    <xsl:if test="$w"><xsl:call-template name="told-waiver"/></xsl:if>
    <xsl:if test="$c"><xsl:call-template name="told-certificate"/></xsl:if>
    <xsl:call-template name="told-verify"/>
  </xsl:template>

  <!-- ==== recognition =================================================== -->
  <xsl:template name="told-recognition">
    <xsl:call-template name="section">
      <xsl:with-param name="title" select="e:t('The recognition', 'La reconnaissance')"/>
      <xsl:with-param name="content">
        <xsl:call-template name="row"><xsl:with-param name="name" select="e:t('Number', 'Numéro')"/><xsl:with-param name="value" select="$k/@number"/></xsl:call-template>
        <xsl:call-template name="row"><xsl:with-param name="name" select="e:t('Recognised by', 'Reconnu par')"/><xsl:with-param name="value" select="concat(e:party($k/k:body), ', ', e:date($k/@issued))"/></xsl:call-template>
        <xsl:call-template name="row"><xsl:with-param name="name" select="e:t('In force', 'En vigueur')"/><xsl:with-param name="value" select="e:term($k/@from, $k/@to)"/></xsl:call-template>
        <xsl:call-template name="row"><xsl:with-param name="name" select="e:t('Scope', 'Portée')"/><xsl:with-param name="value" select="e:bi($k/k:scope)"/></xsl:call-template>
        <xsl:for-each select="$k/k:reservation">
          <xsl:call-template name="row"><xsl:with-param name="name"><xsl:if test="position() = 1"><xsl:value-of select="e:t('Reservations', 'Réserves')"/></xsl:if></xsl:with-param><xsl:with-param name="value" select="e:bi(k:text)"/></xsl:call-template>
        </xsl:for-each>
        <xsl:call-template name="row"><xsl:with-param name="name" select="e:t('Certificate recognised', 'Certificat reconnu')"/><xsl:with-param name="value" select="concat($k/k:certificate/@number, e:t(': all below is what it says', '&#xA0;: tout ce qui suit est ce qu’il dit'))"/></xsl:call-template>
        <xsl:call-template name="code"><xsl:with-param name="name" select="e:t('Container SHA-256', 'SHA-256 du conteneur')"/><xsl:with-param name="value" select="$k/k:certificate/@sha256"/></xsl:call-template>
      </xsl:with-param>
    </xsl:call-template>
  </xsl:template>

  <!-- ==== waiver ======================================================== -->
  <xsl:template name="told-waiver">
    <xsl:call-template name="section">
      <xsl:with-param name="title" select="e:t('What is waived', 'Objet de la dérogation')"/>
      <xsl:with-param name="content">
        <xsl:call-template name="row"><xsl:with-param name="name" select="e:t('Number', 'Numéro')"/><xsl:with-param name="value" select="$w/@id"/></xsl:call-template>
        <xsl:call-template name="row"><xsl:with-param name="name" select="e:t('Granted by', 'Accordée par')"/><xsl:with-param name="value" select="concat(e:party($w/w:body), ', ', e:date($w/@issued))"/></xsl:call-template>
        <xsl:call-template name="row"><xsl:with-param name="name" select="e:t('Case', 'Cas')"/><xsl:with-param name="value" select="concat($w/@case, e:t(' of ', ' de '), $w/@suite)"/></xsl:call-template>
        <xsl:call-template name="code"><xsl:with-param name="name" select="e:t('Suite SHA-256', 'SHA-256 de la suite')"/><xsl:with-param name="value" select="$w/@suite-sha256"/></xsl:call-template>
        <xsl:call-template name="row"><xsl:with-param name="name" select="e:t('Raw outcome covered', 'Résultat brut couvert')"/><xsl:with-param name="value" select="concat(e:outcome($w/@outcome), e:t(': it stays visible in every report', '&#xA0;: il reste visible dans tout rapport'))"/></xsl:call-template>
        <xsl:call-template name="row"><xsl:with-param name="name" select="e:t('Vendor', 'Fournisseur')"/><xsl:with-param name="value" select="$w/w:product/@vendor"/></xsl:call-template>
        <xsl:call-template name="row"><xsl:with-param name="name" select="e:t('Product', 'Produit')"/><xsl:with-param name="value" select="e:face-product()"/></xsl:call-template>
        <xsl:call-template name="row"><xsl:with-param name="name" select="e:t('Versions', 'Versions')"/><xsl:with-param name="value" select="e:covers($w/w:product/@covers)"/></xsl:call-template>
        <xsl:call-template name="row"><xsl:with-param name="name" select="e:t('Reason', 'Motif')"/><xsl:with-param name="value" select="e:bi($w/w:reason)"/></xsl:call-template>
        <xsl:call-template name="row"><xsl:with-param name="name" select="e:t('Last day', 'Dernier jour')"/><xsl:with-param name="value" select="concat(e:date($w/@until), e:t(': it then ends by itself', '&#xA0;: elle prend alors fin d’elle-même'))"/></xsl:call-template>
      </xsl:with-param>
    </xsl:call-template>
  </xsl:template>

  <!-- ==== how to verify ================================================= -->
  <xsl:template name="told-verify">
    <xsl:call-template name="section">
      <xsl:with-param name="title" select="e:t('How to verify', 'Comment vérifier')"/>
      <xsl:with-param name="content">
        <xsl:call-template name="code"><xsl:with-param name="name" select="e:t('Command', 'Commande')"/><xsl:with-param name="value" select="concat('entente verify ', $name, e:t(' --trust FOLDER --status LIST --status-vkey KEY', ' --trust DOSSIER --status LISTE --status-vkey CLÉ'))"/></xsl:call-template>
        <xsl:call-template name="row"><xsl:with-param name="value" select="e:t('The reader’s own trust store says who the signers are; the register’s list of status, whether it still holds.', 'Le magasin de confiance du lecteur dit qui sont les signataires&#x202F;; la liste d’états du registre, s’il vaut encore.')"/></xsl:call-template>
        <xsl:call-template name="row"><xsl:with-param name="name" select="e:t('Container', 'Conteneur')"/><xsl:with-param name="value" select="concat($name, ', ', e:n($facts/p:container/@bytes), e:t(' bytes', ' octets'))"/></xsl:call-template>
        <xsl:call-template name="code"><xsl:with-param name="name" select="e:t('Its SHA-256', 'Son SHA-256')"/><xsl:with-param name="value" select="$facts/p:container/@sha256"/></xsl:call-template>
        <xsl:for-each select="$facts/p:seal">
          <xsl:call-template name="row"><xsl:with-param name="name" select="e:seal-name(@of)"/><xsl:with-param name="value" select="concat(@signer, ', ', @algorithm, ', ', e:t('dated by the signer ', 'daté par le signataire du '), e:date(@time))"/></xsl:call-template>
          <xsl:call-template name="row"><xsl:with-param name="value" select="e:stamp(.)"/></xsl:call-template>
          <xsl:if test="@says-qualified"><xsl:call-template name="row"><xsl:with-param name="value" select="e:t('its certificate states that it is for qualified electronic seals: the word of whoever issued it', 'son certificat se dit qualifié pour les cachets électroniques&#xA0;: c’est la parole de qui l’a émis')"/></xsl:call-template></xsl:if>
          <xsl:call-template name="code"><xsl:with-param name="name" select="e:t('Certificate SHA-256', 'SHA-256 du certificat')"/><xsl:with-param name="value" select="@certificate"/></xsl:call-template>
        </xsl:for-each>
        <xsl:for-each select="$facts/p:proof">
          <xsl:call-template name="row"><xsl:with-param name="name" select="e:t('Register', 'Registre')"/><xsl:with-param name="value" select="e:proof(.)"/></xsl:call-template>
        </xsl:for-each>
        <xsl:if test="not($facts/p:proof) and not($w)">
          <xsl:call-template name="row"><xsl:with-param name="name" select="e:t('Register', 'Registre')"/><xsl:with-param name="value" select="e:t('the container holds no proof that it was registered', 'le conteneur ne contient aucune preuve d’inscription')"/></xsl:call-template>
        </xsl:if>
      </xsl:with-param>
    </xsl:call-template>
  </xsl:template>

  <!-- Which authority counts is for the reader's trust store. -->
  <func:function name="e:stamp">
    <xsl:param name="s"/>
    <xsl:choose>
      <xsl:when test="$s/@stamped"><func:result select="concat(e:t('time stamp of ', 'horodatage du '), e:date($s/@stamped), e:t(' by ', ' par '), $s/@authority)"/></xsl:when>
      <xsl:otherwise><func:result select="e:t('a draft: no time stamp proves when it was sealed', 'un projet&#xA0;: aucun horodatage ne prouve quand il a été scellé')"/></xsl:otherwise>
    </xsl:choose>
  </func:function>

  <!-- A proof is covered by no seal. -->
  <func:function name="e:proof">
    <xsl:param name="p"/>
    <xsl:choose>
      <xsl:when test="$p/@origin"><func:result select="concat($p/@origin, e:t(', with ', ', avec '), e:n($p/@size), e:t(' entries, as a proof in the container claims; it is not checked here, and nothing in it says what came later', ' entrées, selon une preuve du conteneur&#x202F;; elle n’est pas vérifiée ici, et rien n’y dit ce qui a suivi'))"/></xsl:when>
      <xsl:otherwise><func:result select="e:t('the container holds a proof that can not be read', 'le conteneur contient une preuve qui ne peut être lue')"/></xsl:otherwise>
    </xsl:choose>
  </func:function>

  <func:function name="e:seal-name">
    <xsl:param name="of"/>
    <xsl:choose>
      <xsl:when test="$of = 'certificate'"><func:result select="e:t('Seal of the certificate', 'Cachet du certificat')"/></xsl:when>
      <xsl:when test="$of = 'further'"><func:result select="e:t('Further seal', 'Autre cachet')"/></xsl:when>
      <xsl:when test="$of = 'recognition'"><func:result select="e:t('Seal of the recognition', 'Cachet de la reconnaissance')"/></xsl:when>
      <xsl:otherwise><func:result select="e:t('Seal of the waiver', 'Cachet de la dérogation')"/></xsl:otherwise>
    </xsl:choose>
  </func:function>

  <func:function name="e:term">
    <xsl:param name="from"/>
    <xsl:param name="to"/>
    <func:result select="concat(e:t('from ', 'du '), e:date($from), e:t(' to ', ' au '), e:date($to), e:t(', both days included', ', ces deux jours compris'))"/>
  </func:function>
</xsl:stylesheet>
