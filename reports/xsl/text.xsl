<?xml version="1.0" encoding="UTF-8"?>
<!-- report.xml as plain text, 80 columns, for a terminal or a mail. -->
<xsl:stylesheet version="1.0"
  xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:func="http://exslt.org/functions"
  xmlns:r="urn:entente:report:1"
  xmlns:e="urn:entente:xsl"
  extension-element-prefixes="func" exclude-result-prefixes="r e">
  <xsl:include href="common.xsl"/>
  <xsl:output method="text" encoding="UTF-8"/>

  <!-- 'yes': marks for the colours of a terminal (reports/doc/render.c). -->
  <xsl:param name="color" select="'no'"/>

  <xsl:variable name="blanks" select="'                                                                                '"/>
  <xsl:variable name="upper" select="'ABCDEFGHIJKLMNOPQRSTUVWXYZÉÈÊÀÂÎÔÛÇ'"/>
  <xsl:variable name="lower" select="'abcdefghijklmnopqrstuvwxyzéèêàâîôûç'"/>
  <xsl:variable name="ids-shown" select="20"/>
  <xsl:variable name="longest" select="2000"/>
  <!-- `s` in the colour of an outcome or a verdict. -->
  <func:function name="e:paint">
    <xsl:param name="value"/>
    <xsl:param name="s"/>
    <xsl:choose>
      <xsl:when test="$color != 'yes' or $value = 'not-applicable' or $value = 'reported'"><func:result select="$s"/></xsl:when>
      <xsl:when test="$value = 'pass' or $value = 'conformant'"><func:result select="concat('&#xE000;', $s, '&#xE003;')"/></xsl:when>
      <xsl:when test="$value = 'fail' or $value = 'error' or $value = 'non-conformant'"><func:result select="concat('&#xE001;', $s, '&#xE003;')"/></xsl:when>
      <xsl:otherwise><func:result select="concat('&#xE002;', $s, '&#xE003;')"/></xsl:otherwise>
    </xsl:choose>
  </func:function>

  <!-- A paragraph after `by` blanks. -->
  <xsl:template name="para">
    <xsl:param name="s"/>
    <xsl:param name="by" select="0"/>
    <xsl:variable name="indent" select="substring($blanks, 1, $by)"/>
    <xsl:value-of select="concat($indent, e:wrap(substring(e:clean($s), 1, $longest), 80 - $by, $indent))"/>
  </xsl:template>

  <xsl:template match="/">
    <xsl:call-template name="para"><xsl:with-param name="s" select="concat(translate(e:document-title(), $lower, $upper), ' ', e:document-id(), '  ', e:date($report/r:environment/@created))"/></xsl:call-template>
    <xsl:call-template name="para"><xsl:with-param name="s" select="concat(e:product(), substring(', ', 1, 2 * boolean($report/r:submission/r:vendor != '')), $report/r:submission/r:vendor)"/></xsl:call-template>
    <xsl:call-template name="para"><xsl:with-param name="s" select="concat(e:suite(), e:t(': ', '&#xA0;: '), e:bi($report/r:suite/r:title))"/></xsl:call-template>
    <xsl:for-each select="$report/r:amends">
      <xsl:call-template name="para"><xsl:with-param name="s" select="concat(e:t('Replaces the report of ', 'Remplace le rapport du '), e:date(@created), e:t(': ', '&#xA0;: '), r:reason)"/></xsl:call-template>
      <xsl:value-of select="concat('SHA-256 ', @sha256, '&#10;')"/>
    </xsl:for-each>
    <xsl:text>&#10;</xsl:text>
    <xsl:apply-templates select="$report/r:summary/r:verdict"/>
    <xsl:call-template name="in-the-way"/>
    <xsl:text>&#10;</xsl:text>
    <xsl:call-template name="worth"/>
    <xsl:text>&#10;</xsl:text>
    <xsl:value-of select="e:text-table($profiles, $report/r:cases/r:case, $color = 'yes')"/>
    <xsl:text>&#10;</xsl:text>
    <xsl:apply-templates select="$report/r:controls/r:control"/>
    <xsl:call-template name="end"/>
  </xsl:template>

  <xsl:template match="r:verdict">
    <xsl:variable name="p" select="@profile"/>
    <xsl:variable name="word" select="translate(e:verdict(@value), $lower, $upper)"/>
    <xsl:value-of select="concat('  ', e:pad(e:clean(e:profile(@profile)), 12))"/>
    <xsl:value-of select="e:paint(@value, e:pad(concat($word, substring(e:t(' (provisional)', ' (provisoire)'), 1, 14 * (@provisional = 'yes'))), 32))"/>
    <xsl:value-of select="concat(e:mandatory($p, 'pass pass-with-warning'), '/', e:mandatory($p, 'pass pass-with-warning fail inconclusive waived not-run error reported'))"/>
    <xsl:value-of select="concat(e:t(' mandatory cases passed', ' cas obligatoires réussis'), '&#10;')"/>
  </xsl:template>

  <!-- The mandatory cases that are in the way, before the table of all. -->
  <xsl:template name="in-the-way">
    <xsl:call-template name="ids">
      <xsl:with-param name="what" select="e:t('Failed: ', 'Échoués&#xA0;: ')"/>
      <xsl:with-param name="cases" select="e:cases-with('fail', 'mandatory')"/>
    </xsl:call-template>
    <xsl:call-template name="ids">
      <xsl:with-param name="what" select="e:t('Undecided: ', 'Non concluants&#xA0;: ')"/>
      <xsl:with-param name="cases" select="e:cases-with('inconclusive', 'mandatory')"/>
    </xsl:call-template>
    <xsl:call-template name="ids">
      <xsl:with-param name="what" select="e:t('Not established: ', 'Non établis&#xA0;: ')"/>
      <xsl:with-param name="cases" select="e:cases-with('not-run error', 'mandatory')"/>
    </xsl:call-template>
  </xsl:template>

  <xsl:template name="ids">
    <xsl:param name="what"/>
    <xsl:param name="cases"/>
    <xsl:if test="$cases">
      <xsl:call-template name="para">
        <xsl:with-param name="by" select="2"/>
        <xsl:with-param name="s">
          <xsl:value-of select="$what"/>
          <xsl:for-each select="$cases[position() &lt;= $ids-shown]">
            <xsl:if test="position() &gt; 1">, </xsl:if>
            <xsl:value-of select="@id"/>
          </xsl:for-each>
          <xsl:if test="count($cases) &gt; $ids-shown">
            <xsl:value-of select="concat(e:t(' and ', ' et '), e:n(count($cases) - $ids-shown), e:t(' more', ' autres'))"/>
          </xsl:if>
        </xsl:with-param>
      </xsl:call-template>
    </xsl:if>
  </xsl:template>

  <xsl:template name="worth">
    <xsl:call-template name="para"><xsl:with-param name="s" select="concat(e:t('Evidence: ', 'Preuve&#xA0;: '), e:level($report/r:summary/@level), ' – ', e:level-means($report/r:summary/@level), '.')"/></xsl:call-template>
    <xsl:if test="$report/r:summary/r:verdict/@provisional = 'yes'">
      <xsl:call-template name="para"><xsl:with-param name="s" select="e:t('Provisional: mandatory limits of this suite are not published; no certificate may rest on them.', 'Provisoire&#xA0;: des limites obligatoires de cette suite ne sont pas publiées&#x202F;; aucun certificat ne peut s’y appuyer.')"/></xsl:call-template>
    </xsl:if>
    <xsl:if test="$report/r:summary/@waivers-refused">
      <xsl:call-template name="para"><xsl:with-param name="s" select="concat(e:n($report/r:summary/@waivers-refused), e:t(e:plural($report/r:summary/@waivers-refused, ' waiver would apply, and the suite allows ', ' waivers would apply, and the suite allows '), e:plural($report/r:summary/@waivers-refused, ' dérogation s’appliquerait, et la suite en admet ', ' dérogations s’appliqueraient, et la suite en admet ')), e:n($report/r:suite/@max-waivers), e:t(': none of them counts.', '&#xA0;: aucune ne compte.'))"/></xsl:call-template>
    </xsl:if>
    <xsl:if test="$report/r:summary/@only">
      <xsl:call-template name="para"><xsl:with-param name="s" select="concat(e:t('Only these cases were asked for: ', 'Seuls ces cas ont été demandés&#xA0;: '), $report/r:summary/@only)"/></xsl:call-template>
    </xsl:if>
    <xsl:choose>
      <xsl:when test="$report/@bare = 'yes'"><xsl:call-template name="para"><xsl:with-param name="s" select="e:t('Pre-check of a bare file: can not be sealed.', 'Contrôle préalable d’un fichier seul&#xA0;: ne peut être scellé.')"/></xsl:call-template></xsl:when>
      <xsl:when test="$seal != ''"><xsl:call-template name="para"><xsl:with-param name="s" select="concat(e:t('Seal: ', 'Cachet&#xA0;: '), $seal)"/></xsl:call-template></xsl:when>
      <xsl:otherwise><xsl:call-template name="para"><xsl:with-param name="s" select="e:t('Not sealed: no evidence by itself. No regulatory approval.', 'Sans cachet&#xA0;: ne fait pas preuve. Ceci n’est pas une autorisation réglementaire.')"/></xsl:call-template></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <xsl:template match="r:control">
    <xsl:call-template name="para">
      <xsl:with-param name="s">
        <xsl:value-of select="concat(e:t('Control ', 'Témoin '), @id, ' (', e:bi(r:title), ')', e:t(': ', '&#xA0;: '))"/>
        <xsl:choose>
          <xsl:when test="@failed-as-planted = 'yes'"><xsl:value-of select="e:t('failed as planted', 'a échoué comme prévu')"/></xsl:when>
          <xsl:otherwise><xsl:value-of select="e:t('DID NOT FAIL AS PLANTED', 'N’A PAS ÉCHOUÉ COMME PRÉVU')"/></xsl:otherwise>
        </xsl:choose>
      </xsl:with-param>
    </xsl:call-template>
  </xsl:template>

  <xsl:template name="end">
    <xsl:text>&#10;</xsl:text>
    <xsl:value-of select="concat(e:pad(e:t('suite SHA-256', 'SHA-256 suite'), 16), $report/r:suite/@sha256, '&#10;')"/>
    <xsl:value-of select="concat(e:pad(e:t('result digest', 'empreinte'), 16), $report/r:summary/@digest, '&#10;')"/>
  </xsl:template>
</xsl:stylesheet>
