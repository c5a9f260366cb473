<?xml version="1.0" encoding="UTF-8"?>
<!-- The verdict, and what it is worth. -->
<xsl:stylesheet version="1.0"
  xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:r="urn:entente:report:1"
  xmlns:e="urn:entente:xsl" exclude-result-prefixes="r e">

  <xsl:variable name="process" select="e:criteria('claim', 'process')"/>
  <xsl:variable name="criteria" select="$process + e:criteria('claim', 'file')"/>

  <xsl:template name="verdict">
    <section aria-labelledby="verdict">
      <h2 id="verdict"><xsl:value-of select="e:t('Verdict', 'Verdict')"/></h2>
      <div class="cards">
        <xsl:apply-templates select="$report/r:summary/r:verdict"/>
      </div>
      <xsl:call-template name="worth"/>
    </section>
  </xsl:template>

  <xsl:template match="r:verdict">
    <xsl:variable name="p" select="@profile"/>
    <xsl:variable name="passed" select="e:mandatory($p, 'pass pass-with-warning')"/>
    <xsl:variable name="failed" select="e:mandatory($p, 'fail')"/>
    <xsl:variable name="open" select="e:mandatory($p, 'inconclusive')"/>
    <xsl:variable name="waived" select="e:mandatory($p, 'waived')"/>
    <xsl:variable name="lost" select="e:mandatory($p, 'not-run error')"/>
    <div class="card {@value}">
      <h3>
        <xsl:choose>
          <xsl:when test="$profiles[@id = $p]/r:title">
            <xsl:call-template name="bi"><xsl:with-param name="nodes" select="$profiles[@id = $p]/r:title"/></xsl:call-template>
            <xsl:text> (</xsl:text><xsl:value-of select="$p"/><xsl:text>)</xsl:text>
          </xsl:when>
          <xsl:when test="$p = 'COMMON'"><xsl:value-of select="e:t('All profiles', 'Tous les profils')"/></xsl:when>
          <xsl:otherwise><xsl:value-of select="$p"/></xsl:otherwise>
        </xsl:choose>
      </h3>
      <p class="word"><span aria-hidden="true"><xsl:value-of select="e:sign(@value)"/></span><xsl:text> </xsl:text><xsl:value-of select="e:verdict(@value)"/></p>
      <xsl:if test="@provisional = 'yes'">
        <p><span class="o provisional"><xsl:value-of select="e:t('Provisional', 'Provisoire')"/></span></p>
      </xsl:if>
      <p><xsl:value-of select="e:verdict-means(@value)"/></p>
      <p class="small">
        <xsl:value-of select="e:n($passed)"/>
        <xsl:value-of select="e:t(' of ', ' sur ')"/>
        <xsl:value-of select="e:n($passed + $failed + $open + $waived + $lost)"/>
        <xsl:value-of select="e:t(' mandatory cases that apply passed', ' cas obligatoires applicables sont réussis')"/>
        <xsl:call-template name="count"><xsl:with-param name="o" select="$failed"/><xsl:with-param name="word" select="e:t('failed', 'en échec')"/></xsl:call-template>
        <xsl:call-template name="count"><xsl:with-param name="o" select="$open"/><xsl:with-param name="word" select="e:t('inconclusive', e:plural($open, 'non concluant', 'non concluants'))"/></xsl:call-template>
        <xsl:call-template name="count"><xsl:with-param name="o" select="$waived"/><xsl:with-param name="word" select="e:t('waived', 'sous dérogation')"/></xsl:call-template>
        <xsl:call-template name="count"><xsl:with-param name="o" select="$lost"/><xsl:with-param name="word" select="e:t('not run or in error', e:plural($lost, 'non exécuté ou en erreur', 'non exécutés ou en erreur'))"/></xsl:call-template>
        <xsl:text>.</xsl:text>
      </p>
    </div>
  </xsl:template>

  <xsl:template name="count">
    <xsl:param name="o"/>
    <xsl:param name="word"/>
    <xsl:if test="$o &gt; 0">
      <xsl:value-of select="concat(e:t('; ', '&#x202F;; '), e:n($o), ' ', $word)"/>
    </xsl:if>
  </xsl:template>

  <xsl:template name="worth">
    <h3 id="worth"><xsl:value-of select="e:t('What this is worth', 'Ce que cela vaut')"/></h3>
    <ul>
      <li>
        <strong><xsl:value-of select="e:t('Evidence level: ', 'Niveau de preuve&#xA0;: ')"/><xsl:value-of select="e:level($report/r:summary/@level)"/></strong>
        <xsl:text> – </xsl:text><xsl:value-of select="e:level-means($report/r:summary/@level)"/><xsl:text>.</xsl:text>
      </li>
      <xsl:if test="$report/r:summary/r:verdict/@provisional = 'yes'">
        <li>
          <strong><xsl:value-of select="e:t('Provisional', 'Provisoire')"/></strong>
          <xsl:value-of select="e:t(
            ' – mandatory limits of this suite have not been published by a responsible body; no certificate may rest on them.',
            ' – des limites obligatoires de cette suite n’ont pas été publiées par un organisme responsable&#x202F;; aucun certificat ne peut s’y appuyer.')"/>
        </li>
      </xsl:if>
      <li>
        <strong><xsl:value-of select="e:t('Reach: ', 'Portée&#xA0;: ')"/></strong>
        <xsl:value-of select="e:t('the results relate only to the items and files listed here. ', 'les résultats ne concernent que les objets et fichiers énumérés ici. ')"/>
        <xsl:choose>
          <xsl:when test="$process = 0">
            <xsl:value-of select="e:t('All criteria are statements about these files, not about the technology at large.', 'Tous les critères sont des énoncés sur ces fichiers, non sur la technologie en général.')"/>
          </xsl:when>
          <xsl:otherwise>
            <xsl:value-of select="concat(e:n($process), e:t(' of ', ' sur '), e:n($criteria), e:t(
              ' criteria are statements about the technology, widened for errors that come in clusters; the others are about these files.',
              ' critères sont des énoncés sur la technologie, élargis pour tenir compte d’erreurs groupées&#x202F;; les autres portent sur ces fichiers.'))"/>
          </xsl:otherwise>
        </xsl:choose>
      </li>
      <xsl:if test="$report/r:summary/@waivers-refused">
        <li>
          <strong><xsl:value-of select="e:t('Too many waivers: ', 'Trop de dérogations&#xA0;: ')"/></strong>
          <xsl:value-of select="concat(e:n($report/r:summary/@waivers-refused), e:t(' would apply, and the suite allows ', e:plural($report/r:summary/@waivers-refused, ' s’appliquerait, et la suite en admet ', ' s’appliqueraient, et la suite en admet ')), e:n($report/r:suite/@max-waivers), e:t('; none of them counts', '&#x202F;; aucune ne compte'))"/>
        </li>
      </xsl:if>
      <xsl:if test="$report/r:summary/@only">
        <li>
          <strong><xsl:value-of select="e:t('Part of the suite only: ', 'Partie de la suite seulement&#xA0;: ')"/></strong>
          <xsl:value-of select="concat(e:t('only these cases were asked for, so no verdict is established: ', 'seuls ces cas ont été demandés, aucun verdict n’est donc établi&#xA0;: '), $report/r:summary/@only)"/>
        </li>
      </xsl:if>
      <xsl:if test="$report/r:suite/@status != 'released'">
        <li>
          <strong><xsl:value-of select="e:t('The suite is not in force', 'La suite n’est pas en vigueur')"/></strong>
          <xsl:choose>
            <xsl:when test="$report/r:suite/@status = 'draft'"><xsl:value-of select="e:t(' – it is a draft.', ' – c’est un projet.')"/></xsl:when>
            <xsl:otherwise><xsl:value-of select="e:t(' – it has been retired.', ' – elle a été retirée.')"/></xsl:otherwise>
          </xsl:choose>
        </li>
      </xsl:if>
    </ul>
    <div class="notice">
      <p><strong><xsl:value-of select="e:t('No regulatory approval.', 'Ceci n’est pas une autorisation réglementaire.')"/></strong>
        <xsl:text> </xsl:text><xsl:value-of select="e:t(
        'This document states what was measured against the named suite. It is neither a certificate, nor a CE or UKCA marking, nor a decision of an authority.',
        'Ce document énonce ce qui a été mesuré par rapport à la suite désignée. Il n’est ni un certificat, ni un marquage CE ou UKCA, ni une décision d’une autorité.')"/></p>
      <p>
        <xsl:choose>
          <xsl:when test="$report/@bare = 'yes'">
            <strong><xsl:value-of select="e:t('Pre-check of a bare file: ', 'Contrôle préalable d’un fichier seul&#xA0;: ')"/></strong>
            <xsl:value-of select="e:t('product and origin are not stated, so this result can not be sealed.', 'produit et origine ne sont pas indiqués, ce résultat ne peut donc pas être scellé.')"/>
          </xsl:when>
          <xsl:when test="$seal != ''"><strong><xsl:value-of select="e:t('Seal: ', 'Cachet&#xA0;: ')"/></strong><xsl:value-of select="$seal"/></xsl:when>
          <xsl:otherwise>
            <strong><xsl:value-of select="e:t('Not sealed. ', 'Sans cachet. ')"/></strong>
            <xsl:value-of select="e:t('This page is a rendering for people and is no evidence by itself; rely on a sealed report that verifies.', 'Cette page est une présentation pour la lecture et ne fait pas preuve à elle seule&#x202F;; fiez-vous à un rapport scellé et vérifié.')"/>
          </xsl:otherwise>
        </xsl:choose>
      </p>
    </div>
  </xsl:template>
</xsl:stylesheet>
