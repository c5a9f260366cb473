<?xml version="1.0" encoding="UTF-8"?>
<!--
  Plots of the page about a comparison. Shares are drawn by what is left to 1,
  in decades: 90 %, 99 % and 99.9 % are as far from each other, because a step
  from one to the next leaves ten times fewer errors. Every number that matters
  stands beside its plot as text.
-->
<xsl:stylesheet version="1.0"
  xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:func="http://exslt.org/functions"
  xmlns:math="http://exslt.org/math"
  xmlns:exsl="http://exslt.org/common"
  xmlns:c="urn:entente:comparison:1"
  xmlns:e="urn:entente:xsl"
  extension-element-prefixes="func math exsl" exclude-result-prefixes="c e">

  <!-- Decades: 0 for 0, 1 for 0.9, 2 for 0.99; 1 itself has none: 9. -->
  <func:function name="e:decades">
    <xsl:param name="v"/>
    <xsl:choose>
      <xsl:when test="$v &gt;= 1"><func:result select="9"/></xsl:when>
      <xsl:otherwise><func:result select="0 - math:log(1 - $v) div 2.302585092994046"/></xsl:otherwise>
    </xsl:choose>
  </func:function>

  <!-- Where a share is drawn between the decades a and b: 0 to `length`. -->
  <func:function name="e:at">
    <xsl:param name="v"/>
    <xsl:param name="a"/>
    <xsl:param name="b"/>
    <xsl:param name="length"/>
    <xsl:variable name="x" select="(e:decades($v) - $a) * $length div ($b - $a)"/>
    <xsl:choose>
      <xsl:when test="$x &lt; 0"><func:result select="'0'"/></xsl:when>
      <xsl:when test="$x &gt; $length"><func:result select="format-number($length, '0')"/></xsl:when>
      <xsl:otherwise><func:result select="format-number($x, '0.#')"/></xsl:otherwise>
    </xsl:choose>
  </func:function>

  <!-- The axis that these shares need: least and most decades, a little wider.
       What is 1 is drawn at the edge. -->
  <xsl:template name="axis-low">
    <xsl:param name="of"/>
    <xsl:variable name="v"><xsl:call-template name="least"><xsl:with-param name="of" select="$of"/></xsl:call-template></xsl:variable>
    <xsl:variable name="d" select="e:decades($v) - 0.12"/>
    <xsl:choose>
      <xsl:when test="$d &gt; 0 and $d &lt; 6"><xsl:value-of select="$d"/></xsl:when>
      <xsl:otherwise>0</xsl:otherwise>
    </xsl:choose>
  </xsl:template>
  <xsl:template name="axis-high">
    <xsl:param name="of"/>
    <xsl:param name="low" select="0"/>
    <xsl:variable name="v"><xsl:call-template name="most"><xsl:with-param name="of" select="$of[. &lt; 1]"/></xsl:call-template></xsl:variable>
    <xsl:variable name="least" select="$low + 0.8"/>
    <xsl:variable name="d" select="e:decades(number(concat('0', $v))) + 0.2"/>
    <xsl:choose>
      <xsl:when test="$d &gt; $least"><xsl:value-of select="$d"/></xsl:when>
      <xsl:otherwise><xsl:value-of select="$least"/></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <xsl:template name="least">
    <xsl:param name="of"/>
    <xsl:for-each select="$of"><xsl:sort data-type="number"/><xsl:if test="position() = 1"><xsl:value-of select="."/></xsl:if></xsl:for-each>
  </xsl:template>
  <xsl:template name="most">
    <xsl:param name="of"/>
    <xsl:for-each select="$of"><xsl:sort data-type="number" order="descending"/><xsl:if test="position() = 1"><xsl:value-of select="."/></xsl:if></xsl:for-each>
  </xsl:template>

  <xsl:variable name="tick-list">
    <t v="0.5">50</t><t v="0.8" minor="1">80</t><t v="0.9">90</t><t v="0.95" minor="1">95</t><t v="0.98" minor="1">98</t><t v="0.99">99</t>
    <t v="0.995" minor="1">99.5</t><t v="0.998" minor="1">99.8</t><t v="0.999">99.9</t><t v="0.9995" minor="1">99.95</t><t v="0.9998" minor="1">99.98</t>
    <t v="0.9999">99.99</t><t v="0.99999">99.999</t>
  </xsl:variable>
  <xsl:variable name="ticks" select="exsl:node-set($tick-list)/t"/>

  <!-- Those between the decades a and b; all of them where that is little. -->
  <func:function name="e:ticks">
    <xsl:param name="a"/>
    <xsl:param name="b"/>
    <func:result select="$ticks[not(@minor) or $b - $a &lt; 1.9][e:decades(@v) &gt; $a + 0.02 and e:decades(@v) &lt; $b - 0.02]"/>
  </func:function>

  <!-- ==== dot and whiskers ============================================== -->
  <xsl:template name="dot">
    <xsl:param name="p"/> <!-- holds value, lo, hi -->
    <xsl:param name="a"/>
    <xsl:param name="b"/>
    <svg class="dot" viewBox="0 0 200 14" preserveAspectRatio="none" aria-hidden="true" focusable="false">
      <path class="grid">
        <xsl:attribute name="d">
          <xsl:for-each select="e:ticks($a, $b)">M<xsl:value-of select="e:at(@v, $a, $b, 200)"/> 0V14</xsl:for-each>
        </xsl:attribute>
      </path>
      <xsl:if test="$p/@value">
        <xsl:variable name="lo" select="e:at($p/@lo, $a, $b, 200)"/>
        <xsl:variable name="hi" select="e:at($p/@hi, $a, $b, 200)"/>
        <path class="ci" d="M{$lo} 7H{$hi}"/>
        <path class="cap" d="M{$lo} 3V11M{$hi} 3V11"/>
        <path class="at" d="M{e:at($p/@value, $a, $b, 200)} 7h0"/>
      </xsl:if>
    </svg>
  </xsl:template>

  <!-- The scale above a column of dots. -->
  <xsl:template name="dot-scale">
    <xsl:param name="a"/>
    <xsl:param name="b"/>
    <span class="ticks" aria-hidden="true">
      <xsl:for-each select="e:ticks($a, $b)">
        <span style="left:{format-number((e:decades(@v) - $a) * 100 div ($b - $a), '0.#')}%"><xsl:value-of select="concat(e:n(.), e:t('%', '&#xA0;%'))"/></span>
      </xsl:for-each>
    </span>
  </xsl:template>

  <!-- ==== precision against recall ====================================== -->
  <xsl:template match="c:curve">
    <xsl:variable name="seen" select="c:at[@recall &gt; 0.02] | c:all"/>
    <xsl:variable name="xb"><xsl:call-template name="axis-high"><xsl:with-param name="of" select="$seen/@recall"/></xsl:call-template></xsl:variable>
    <xsl:variable name="ya"><xsl:call-template name="axis-low"><xsl:with-param name="of" select="$seen/@precision"/></xsl:call-template></xsl:variable>
    <xsl:variable name="yb"><xsl:call-template name="axis-high"><xsl:with-param name="of" select="$seen/@precision"/><xsl:with-param name="low" select="$ya"/></xsl:call-template></xsl:variable>
    <figure class="curve">
      <svg viewBox="0 0 340 246" role="img" aria-labelledby="curve-{@type}">
        <title id="curve-{@type}"><xsl:value-of select="concat(e:type(@type), $colon, e:t('precision against recall', 'précision en fonction du rappel'))"/></title>
        <g transform="translate(56 22)">
          <xsl:for-each select="e:ticks(0, $xb)">
            <xsl:variable name="x" select="e:at(@v, 0, $xb, 274)"/>
            <path class="grid" d="M{$x} 0V184"/>
            <text x="{$x}" y="199" text-anchor="middle"><xsl:value-of select="concat(e:n(.), e:t('%', '&#xA0;%'))"/></text>
          </xsl:for-each>
          <xsl:for-each select="e:ticks($ya, $yb)">
            <xsl:variable name="y" select="184 - e:at(@v, $ya, $yb, 184)"/>
            <path class="grid" d="M0 {$y}H274"/>
            <text x="-5" y="{$y + 4}" text-anchor="end"><xsl:value-of select="concat(e:n(.), e:t('%', '&#xA0;%'))"/></text>
          </xsl:for-each>
          <xsl:if test="c:at/@precision = 1 and not(e:ticks($ya, $yb)[e:at(@v, $ya, $yb, 184) &gt; 168])">
            <text x="-5" y="4" text-anchor="end"><xsl:value-of select="concat('100', e:t('%', '&#xA0;%'))"/></text>
          </xsl:if>
          <path class="frame" d="M0 0V184H274"/>
          <text x="137" y="218" text-anchor="middle" class="name"><xsl:value-of select="$w-recall"/></text>
          <text x="-54" y="-9" class="name"><xsl:value-of select="$w-precision"/></text>
          <path class="line">
            <xsl:attribute name="d">
              <xsl:for-each select="c:at">
                <xsl:value-of select="concat(substring('LM', 1 + (position() = 1), 1), e:at(@recall, 0, $xb, 274), ' ', 184 - e:at(@precision, $ya, $yb, 184))"/>
              </xsl:for-each>
            </xsl:attribute>
          </path>
          <xsl:if test="c:best/@score and not(c:best/@score = c:all/@score)">
            <xsl:variable name="x" select="e:at(c:best/@recall, 0, $xb, 274)"/>
            <xsl:variable name="y" select="184 - e:at(c:best/@precision, $ya, $yb, 184)"/>
            <path class="best" d="M{$x} {$y - 6}l6 6l-6 6l-6 -6z"/>
          </xsl:if>
          <circle class="all" r="4.5" cx="{e:at(c:all/@recall, 0, $xb, 274)}" cy="{184 - e:at(c:all/@precision, $ya, $yb, 184)}"/>
        </g>
      </svg>
      <figcaption>
        <h3><xsl:value-of select="e:type(@type)"/></h3>
        <p class="small"><span aria-hidden="true">● </span><xsl:value-of select="concat(e:t('No threshold', 'Sans seuil'), $colon, e:point(c:all))"/></p>
        <xsl:choose>
          <xsl:when test="c:best/@score and not(c:best/@score = c:all/@score)">
            <p class="small"><span aria-hidden="true">◇ </span><xsl:value-of select="concat(e:t('Best F1, at ', 'Meilleur F1, à '), e:name($job/@score), '&#xA0;≥&#xA0;', e:n(c:best/@score), $colon, e:point(c:best))"/></p>
          </xsl:when>
          <xsl:when test="count(c:at) &gt; 1">
            <p class="small"><xsl:value-of select="e:t('No threshold has a better F1.', 'Aucun seuil n’a un meilleur F1.')"/></p>
          </xsl:when>
          <xsl:otherwise>
            <p class="small"><xsl:value-of select="e:t('The calls have no scores that differ.', 'Les appels n’ont pas de scores différents.')"/></p>
          </xsl:otherwise>
        </xsl:choose>
      </figcaption>
    </figure>
  </xsl:template>

  <func:function name="e:point">
    <xsl:param name="p"/>
    <func:result select="concat(e:t('recall ', 'rappel '), e:share($p/@recall), e:t(', precision ', ', précision '), e:share($p/@precision), ', F1&#xA0;', e:share($p/@f1))"/>
  </func:function>
</xsl:stylesheet>
