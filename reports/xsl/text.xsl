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
  <xsl:variable name="findings-shown" select="3"/>
  <xsl:variable name="ids-shown" select="20"/>
  <xsl:variable name="longest" select="2000"/>
  <!-- Outcomes get a column a profile; more than three would not fit. -->
  <xsl:variable name="columns" select="count($profiles) &lt;= 3"/>
  <xsl:variable name="outcome-width" select="12"/>
  <!-- As wide as the longest id, within bounds: a longer one gets a line. -->
  <xsl:variable name="longest-id">
    <xsl:for-each select="$report/r:cases/r:case">
      <xsl:sort select="string-length(@id)" data-type="number" order="descending"/>
      <xsl:if test="position() = 1"><xsl:value-of select="string-length(@id)"/></xsl:if>
    </xsl:for-each>
  </xsl:variable>
  <xsl:variable name="id-width">
    <xsl:choose>
      <xsl:when test="$longest-id &gt; 19">20</xsl:when>
      <xsl:when test="$longest-id &gt; 9"><xsl:value-of select="$longest-id + 1"/></xsl:when>
      <xsl:otherwise>10</xsl:otherwise>
    </xsl:choose>
  </xsl:variable>
  <xsl:variable name="value-width" select="10"/>
  <xsl:variable name="outcomes-width" select="$outcome-width * (count($profiles) * $columns + not($columns))"/>
  <xsl:variable name="title-width" select="80 - $outcomes-width - $id-width - $value-width - 1"/>

  <!-- Control characters of a terminal have no place here: what XML lets
       through (C1, DEL, line breaks in a text) becomes a blank. -->
  <xsl:variable name="control" select="'&#9;&#10;&#13;&#x7F;&#x80;&#x81;&#x82;&#x83;&#x84;&#x85;&#x86;&#x87;&#x88;&#x89;&#x8A;&#x8B;&#x8C;&#x8D;&#x8E;&#x8F;&#x90;&#x91;&#x92;&#x93;&#x94;&#x95;&#x96;&#x97;&#x98;&#x99;&#x9A;&#x9B;&#x9C;&#x9D;&#x9E;&#x9F;&#x200E;&#x200F;&#x202A;&#x202B;&#x202C;&#x202D;&#x202E;&#x2066;&#x2067;&#x2068;&#x2069;&#x2028;&#x2029;&#xE000;&#xE001;&#xE002;&#xE003;'"/>
  <func:function name="e:clean">
    <xsl:param name="s"/>
    <func:result select="translate($s, $control, '                                                     ')"/>
  </func:function>

  <func:function name="e:pad">
    <xsl:param name="s"/>
    <xsl:param name="n"/>
    <xsl:choose>
      <xsl:when test="string-length($s) &gt;= $n"><func:result select="concat($s, ' ')"/></xsl:when>
      <xsl:otherwise><func:result select="substring(concat($s, $blanks), 1, $n)"/></xsl:otherwise>
    </xsl:choose>
  </func:function>

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

  <!-- Where to break: the last blank of the first n + 1 characters, else n. -->
  <func:function name="e:break">
    <xsl:param name="s"/>
    <xsl:param name="n"/>
    <xsl:param name="at" select="$n + 1"/>
    <xsl:choose>
      <xsl:when test="string-length($s) &lt;= $n"><func:result select="string-length($s)"/></xsl:when>
      <xsl:when test="$at &lt; 2"><func:result select="$n"/></xsl:when>
      <xsl:when test="substring($s, $at, 1) = ' '"><func:result select="$at - 1"/></xsl:when>
      <xsl:otherwise><func:result select="e:break($s, $n, $at - 1)"/></xsl:otherwise>
    </xsl:choose>
  </func:function>

  <!-- `s` in lines of `n`, each but the first after `indent`; `tail` stands at
       the end of the first line. -->
  <xsl:template name="wrap">
    <xsl:param name="s"/>
    <xsl:param name="n"/>
    <xsl:param name="indent"/>
    <xsl:param name="tail" select="''"/>
    <xsl:variable name="cut" select="e:break($s, $n)"/>
    <xsl:variable name="line" select="substring($s, 1, $cut)"/>
    <xsl:variable name="rest" select="substring($s, $cut + 1 + (substring($s, $cut + 1, 1) = ' '))"/>
    <xsl:choose>
      <xsl:when test="$tail != ''"><xsl:value-of select="concat(e:pad($line, $n + 1), $tail)"/></xsl:when>
      <xsl:otherwise><xsl:value-of select="$line"/></xsl:otherwise>
    </xsl:choose>
    <xsl:text>&#10;</xsl:text>
    <xsl:if test="$rest != ''">
      <xsl:value-of select="$indent"/>
      <xsl:call-template name="wrap"><xsl:with-param name="s" select="$rest"/><xsl:with-param name="n" select="$n"/><xsl:with-param name="indent" select="$indent"/></xsl:call-template>
    </xsl:if>
  </xsl:template>

  <!-- A paragraph after `by` blanks. -->
  <xsl:template name="para">
    <xsl:param name="s"/>
    <xsl:param name="by" select="0"/>
    <xsl:param name="mark" select="''"/>
    <xsl:variable name="indent" select="substring($blanks, 1, $by)"/>
    <xsl:value-of select="substring(concat($mark, $indent), 1, $by)"/>
    <xsl:call-template name="wrap">
      <xsl:with-param name="s" select="substring(e:clean($s), 1, $longest)"/>
      <xsl:with-param name="n" select="80 - $by"/>
      <xsl:with-param name="indent" select="$indent"/>
    </xsl:call-template>
  </xsl:template>

  <!-- Short words; capitals where someone must act. -->
  <func:function name="e:short">
    <xsl:param name="o"/>
    <xsl:choose>
      <xsl:when test="$o = 'pass'"><func:result select="e:t('pass', 'réussi')"/></xsl:when>
      <xsl:when test="$o = 'fail'"><func:result select="e:t('FAIL', 'ÉCHOUÉ')"/></xsl:when>
      <xsl:when test="$o = 'pass-with-warning'"><func:result select="e:t('warning', 'avert.')"/></xsl:when>
      <xsl:when test="$o = 'inconclusive'"><func:result select="e:t('UNDECIDED', 'NON CONCL.')"/></xsl:when>
      <xsl:when test="$o = 'waived'"><func:result select="e:t('waived', 'dérogation')"/></xsl:when>
      <xsl:when test="$o = 'not-applicable'"><func:result select="e:t('n/a', 'sans objet')"/></xsl:when>
      <xsl:when test="$o = 'not-run'"><func:result select="e:t('NOT RUN', 'NON EXÉC.')"/></xsl:when>
      <xsl:when test="$o = 'error'"><func:result select="e:t('ERROR', 'ERREUR')"/></xsl:when>
      <xsl:otherwise><func:result select="e:t('reported', 'indiqué')"/></xsl:otherwise>
    </xsl:choose>
  </func:function>

  <xsl:template match="/">
    <xsl:call-template name="para"><xsl:with-param name="s" select="concat(translate(e:document-title(), $lower, $upper), ' ', e:document-id(), '  ', e:date($report/r:environment/@created))"/></xsl:call-template>
    <xsl:call-template name="para"><xsl:with-param name="s" select="concat(e:product(), substring(', ', 1, 2 * boolean($report/r:submission/r:vendor != '')), $report/r:submission/r:vendor)"/></xsl:call-template>
    <xsl:call-template name="para"><xsl:with-param name="s" select="concat(e:suite(), e:t(': ', '&#xA0;: '), e:bi($report/r:suite/r:title))"/></xsl:call-template>
    <xsl:text>&#10;</xsl:text>
    <xsl:apply-templates select="$report/r:summary/r:verdict"/>
    <xsl:call-template name="in-the-way"/>
    <xsl:text>&#10;</xsl:text>
    <xsl:call-template name="worth"/>
    <xsl:text>&#10;</xsl:text>
    <xsl:call-template name="cases"/>
    <xsl:text>&#10;</xsl:text>
    <xsl:apply-templates select="$report/r:controls/r:control"/>
    <xsl:call-template name="end"/>
  </xsl:template>

  <xsl:template match="r:verdict">
    <xsl:variable name="p" select="@profile"/>
    <xsl:variable name="must" select="$report/r:cases/r:case/r:outcome[@mandatory = 'yes' and @profile = $p and @value != 'not-applicable']"/>
    <xsl:variable name="word" select="translate(e:verdict(@value), $lower, $upper)"/>
    <xsl:value-of select="concat('  ', e:pad(e:clean(e:profile(@profile)), 12))"/>
    <xsl:value-of select="e:paint(@value, e:pad(concat($word, substring(e:t(' (provisional)', ' (provisoire)'), 1, 14 * (@provisional = 'yes'))), 32))"/>
    <xsl:value-of select="concat(count($must[@value = 'pass' or @value = 'pass-with-warning']), '/', count($must))"/>
    <xsl:value-of select="concat(e:t(' mandatory cases passed', ' cas obligatoires réussis'), '&#10;')"/>
  </xsl:template>

  <!-- The mandatory cases that are in the way, before the table of all. -->
  <xsl:template name="in-the-way">
    <!-- By their predicates: going up from outcomes would have to sort out
         doubles, which takes the square of their number. -->
    <xsl:variable name="cases" select="$report/r:cases/r:case"/>
    <xsl:call-template name="ids">
      <xsl:with-param name="what" select="e:t('Failed: ', 'Échoués&#xA0;: ')"/>
      <xsl:with-param name="cases" select="$cases[r:outcome[@value = 'fail' and @mandatory = 'yes']]"/>
    </xsl:call-template>
    <xsl:call-template name="ids">
      <xsl:with-param name="what" select="e:t('Undecided: ', 'Non concluants&#xA0;: ')"/>
      <xsl:with-param name="cases" select="$cases[r:outcome[@value = 'inconclusive' and @mandatory = 'yes']]"/>
    </xsl:call-template>
    <xsl:call-template name="ids">
      <xsl:with-param name="what" select="e:t('Not established: ', 'Non établis&#xA0;: ')"/>
      <xsl:with-param name="cases" select="$cases[r:outcome[(@value = 'not-run' or @value = 'error') and @mandatory = 'yes']]"/>
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
    <xsl:if test="$report/r:summary/@only">
      <xsl:call-template name="para"><xsl:with-param name="s" select="concat(e:t('Only these cases were asked for: ', 'Seuls ces cas ont été demandés&#xA0;: '), $report/r:summary/@only)"/></xsl:call-template>
    </xsl:if>
    <xsl:choose>
      <xsl:when test="$report/@bare = 'yes'"><xsl:call-template name="para"><xsl:with-param name="s" select="e:t('Pre-check of a bare file: can not be sealed.', 'Contrôle préalable d’un fichier seul&#xA0;: ne peut être scellé.')"/></xsl:call-template></xsl:when>
      <xsl:when test="$seal != ''"><xsl:call-template name="para"><xsl:with-param name="s" select="concat(e:t('Seal: ', 'Cachet&#xA0;: '), $seal)"/></xsl:call-template></xsl:when>
      <xsl:otherwise><xsl:call-template name="para"><xsl:with-param name="s" select="e:t('Not sealed: no evidence by itself. No regulatory approval.', 'Sans cachet&#xA0;: ne fait pas preuve. Ceci n’est pas une autorisation réglementaire.')"/></xsl:call-template></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <!-- ==== cases ========================================================== -->
  <xsl:template name="cases">
    <xsl:choose>
      <xsl:when test="$columns"><xsl:for-each select="$profiles"><xsl:value-of select="e:pad(substring(e:profile(@id), 1, $outcome-width - 1), $outcome-width)"/></xsl:for-each></xsl:when>
      <xsl:otherwise><xsl:value-of select="e:pad(e:t('OUTCOME', 'RÉSULTAT'), $outcome-width)"/></xsl:otherwise>
    </xsl:choose>
    <xsl:value-of select="e:pad(e:t('CASE', 'CAS'), $id-width)"/>
    <xsl:value-of select="e:pad(e:t('REQUIREMENT', 'EXIGENCE'), $title-width + 1)"/>
    <xsl:value-of select="e:t('MEASURED', 'MESURÉ')"/>
    <xsl:text>&#10;</xsl:text>
    <xsl:apply-templates select="$report/r:cases/r:case"/>
  </xsl:template>

  <xsl:template match="r:case">
    <xsl:variable name="same" select="not(r:outcome/@value != r:outcome[1]/@value)"/>
    <xsl:choose>
      <xsl:when test="$columns"><xsl:for-each select="r:outcome"><xsl:value-of select="e:paint(@value, e:pad(e:short(@value), $outcome-width))"/></xsl:for-each></xsl:when>
      <xsl:when test="$same"><xsl:value-of select="e:paint(r:outcome[1]/@value, e:pad(e:short(r:outcome[1]/@value), $outcome-width))"/></xsl:when>
      <xsl:otherwise><xsl:value-of select="e:pad(e:t('differs', 'diffère'), $outcome-width)"/></xsl:otherwise>
    </xsl:choose>
    <xsl:value-of select="e:pad(e:clean(@id), $id-width)"/>
    <xsl:if test="string-length(@id) &gt;= $id-width">
      <xsl:value-of select="concat('&#10;', substring($blanks, 1, $outcomes-width + $id-width))"/>
    </xsl:if>
    <xsl:call-template name="wrap">
      <xsl:with-param name="s" select="substring(e:clean(e:bi(r:title)), 1, $longest)"/>
      <xsl:with-param name="n" select="$title-width"/>
      <xsl:with-param name="indent" select="substring($blanks, 1, $outcomes-width + $id-width)"/>
      <xsl:with-param name="tail" select="e:clean(e:n(r:criterion[1]/@value))"/>
    </xsl:call-template>
    <xsl:if test="not($columns) and not($same)">
      <xsl:for-each select="r:outcome">
        <xsl:value-of select="concat('    ', e:pad(@profile, 16), e:short(@value), '&#10;')"/>
      </xsl:for-each>
    </xsl:if>
    <xsl:variable name="cause" select="e:cause(.)"/>
    <xsl:if test="$cause != ''">
      <xsl:call-template name="para"><xsl:with-param name="by" select="4"/><xsl:with-param name="s" select="$cause"/></xsl:call-template>
    </xsl:if>
    <xsl:apply-templates select="r:criterion[@outcome = 'fail' or @outcome = 'inconclusive']"/>
    <xsl:for-each select="key('waiver', r:outcome/@waiver)">
      <xsl:call-template name="para"><xsl:with-param name="by" select="4"/><xsl:with-param name="s" select="concat(e:t('waiver ', 'dérogation '), @id, e:t(': ', '&#xA0;: '), r:reason)"/></xsl:call-template>
    </xsl:for-each>
    <xsl:if test="e:tells(.)">
      <xsl:variable name="m" select="key('measurement', @measurement)"/>
      <xsl:apply-templates select="$m/r:finding[position() &lt;= $findings-shown]"/>
      <xsl:variable name="more" select="count($m/r:finding) + sum($m/@dropped) - $findings-shown"/>
      <xsl:if test="$m/r:finding and $more &gt; 0">
        <xsl:value-of select="concat('    ', e:t('and ', 'et '), e:n($more), e:t(' more findings', ' constats de plus'), '&#10;')"/>
      </xsl:if>
    </xsl:if>
  </xsl:template>

  <xsl:template match="r:criterion">
    <xsl:variable name="made" select="e:made-of(.)"/>
    <xsl:call-template name="para">
      <xsl:with-param name="by" select="4"/>
      <xsl:with-param name="s">
        <xsl:value-of select="concat(e:profile(@profile), ', ', e:severity(@severity), e:t(': ', '&#xA0;: '), e:metric(@metric))"/>
        <xsl:if test="@stratum != '*'"><xsl:value-of select="concat(' (', @stratum, ')')"/></xsl:if>
        <xsl:value-of select="concat(' ', e:measured(.))"/>
        <xsl:if test="$made != ''"><xsl:value-of select="concat(' (', $made, ')')"/></xsl:if>
        <xsl:if test="@lo"><xsl:value-of select="concat(e:t(', interval ', ', intervalle '), e:interval(.))"/></xsl:if>
        <xsl:value-of select="concat(e:t('; required ', '&#x202F;; exigé '), e:required(.), e:t('; limit ', '&#x202F;; limite '), e:status(@status), '.')"/>
        <xsl:if test="@plan-n"><xsl:value-of select="concat(' ', e:plan(.))"/></xsl:if>
      </xsl:with-param>
    </xsl:call-template>
  </xsl:template>

  <xsl:template match="r:finding">
    <xsl:call-template name="para">
      <xsl:with-param name="by" select="6"/>
      <xsl:with-param name="mark" select="'    - '"/>
      <xsl:with-param name="s">
        <xsl:value-of select="concat(@code, ' ', @file)"/>
        <xsl:if test="@line"><xsl:value-of select="concat(':', @line)"/></xsl:if>
        <xsl:value-of select="concat(' ', e:bi(r:text))"/>
      </xsl:with-param>
    </xsl:call-template>
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
