<?xml version="1.0" encoding="UTF-8"?>
<!--
  Cases, one by one: what is amiss, all of them in a table, by stratum. What
  there is for each case comes as markup from C (reports/doc/case_html.h).
-->
<xsl:stylesheet version="1.0"
  xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:r="urn:entente:report:1"
  xmlns:e="urn:entente:xsl" exclude-result-prefixes="r e">

  <!-- Text of a suite, marked when it is not in the page's language. -->
  <xsl:template name="bi">
    <xsl:param name="nodes"/>
    <xsl:variable name="mine" select="$nodes[@xml:lang = $lang]"/>
    <xsl:choose>
      <xsl:when test="$mine">
        <xsl:value-of select="$mine"/>
      </xsl:when>
      <xsl:when test="$nodes">
        <span lang="{$nodes[1]/@xml:lang}"><xsl:value-of select="$nodes[1]"/></span>
      </xsl:when>
    </xsl:choose>
  </xsl:template>

  <xsl:template name="badge">
    <xsl:param name="o"/>
    <span class="o {$o}"><span aria-hidden="true"><xsl:value-of select="e:sign($o)"/></span>&#xA0;<xsl:value-of select="e:outcome($o)"/></span>
  </xsl:template>

  <xsl:template name="least">
    <xsl:param name="of"/>
    <xsl:for-each select="$of"><xsl:sort data-type="number"/><xsl:if test="position() = 1"><xsl:value-of select="."/></xsl:if></xsl:for-each>
  </xsl:template>
  <xsl:template name="most">
    <xsl:param name="of"/>
    <xsl:for-each select="$of"><xsl:sort data-type="number" order="descending"/><xsl:if test="position() = 1"><xsl:value-of select="."/></xsl:if></xsl:for-each>
  </xsl:template>

  <!-- ==== what is amiss and why ======================================= -->
  <xsl:template name="trouble">
    <xsl:variable name="bad" select="e:html-trouble(e:cases-with('fail'))"/>
    <xsl:variable name="rest" select="e:html-trouble(e:cases-with('error not-run inconclusive waived pass-with-warning')[not(r:outcome/@value = 'fail')])"/>
    <section aria-labelledby="why">
      <h2 id="why"><xsl:value-of select="e:t('What did not simply pass, and why', 'Ce qui n’est pas simplement réussi, et pourquoi')"/></h2>
      <xsl:if test="$bad = '' and $rest = ''">
        <p><xsl:value-of select="e:t('Nothing: every case that applies passed.', 'Rien&#xA0;: tous les cas applicables sont réussis.')"/></p>
      </xsl:if>
      <xsl:value-of select="$bad" disable-output-escaping="yes"/>
      <xsl:value-of select="$rest" disable-output-escaping="yes"/>
    </section>
  </xsl:template>

  <!-- What was noticed and no case tells. -->
  <xsl:template name="other-findings">
    <xsl:variable name="quiet" select="$report/r:measurements/r:measurement[e:html-findings(.) != '']"/>
    <xsl:if test="$quiet">
      <section aria-labelledby="noticed">
        <h2 id="noticed"><xsl:value-of select="e:t('Also noticed', 'Également relevé')"/></h2>
        <xsl:for-each select="$quiet">
          <h3><code><xsl:value-of select="@id"/></code></h3>
          <xsl:value-of select="e:html-findings(.)" disable-output-escaping="yes"/>
        </xsl:for-each>
      </section>
    </xsl:if>
  </xsl:template>

  <!-- ==== all cases ===================================================== -->
  <xsl:template name="case-table">
    <section aria-labelledby="cases">
      <h2 id="cases"><xsl:value-of select="e:t('All cases', 'Tous les cas')"/></h2>
      <table class="cases stack">
        <caption>
          <xsl:value-of select="e:t('Each case with its criteria: what was measured, what is required, and by which rule it was decided', 'Chaque cas avec ses critères&#xA0;: ce qui a été mesuré, ce qui est exigé, et la règle de décision')"/>
        </caption>
        <thead>
          <tr>
            <th scope="col"><xsl:value-of select="e:t('Requirement', 'Exigence')"/></th>
            <th scope="col"><xsl:value-of select="e:t('Measured', 'Mesuré')"/></th>
            <th scope="col"><xsl:value-of select="e:t('Required', 'Exigé')"/></th>
            <th scope="col"><xsl:value-of select="e:t('Outcome', 'Résultat')"/></th>
          </tr>
        </thead>
        <xsl:value-of select="e:html-rows($report/r:cases/r:case)" disable-output-escaping="yes"/>
      </table>
    </section>
  </xsl:template>

  <!-- ==== by stratum ===================================================== -->
  <!-- All of them when they are few; else those of cases in trouble. -->
  <xsl:variable name="series-shown" select="60"/>
  <xsl:variable name="series" select="/r:report/r:cases/r:case/r:series"/>
  <xsl:variable name="series-many" select="count($series) &gt; $series-shown"/>

  <xsl:template name="strata">
    <xsl:if test="$series">
      <section aria-labelledby="strata">
        <h2 id="strata"><xsl:value-of select="e:t('By stratum', 'Par strate')"/></h2>
        <p>
          <xsl:value-of select="e:t('Strata are parts of what was assessed, such as repeats; they may overlap. The heavy mark is the value, the bar its interval, the dashed line a limit of this case for this stratum; the tinted side is the side required. Strata without a limit are shown for information.',
            'Les strates sont des parties de ce qui a été évalué, par exemple les répétitions&#x202F;; elles peuvent se chevaucher. Le trait épais est la valeur, la barre son intervalle, la ligne tiretée une limite de ce cas pour cette strate&#x202F;; le côté teinté est le côté exigé. Les strates sans limite sont données pour information.')"/>
        </p>
        <xsl:choose>
          <xsl:when test="$series-many">
            <xsl:variable name="amiss" select="$series[../r:outcome[@value != 'pass' and @value != 'not-applicable' and @value != 'reported']]"/>
            <p>
              <xsl:value-of select="concat(e:t('The report holds ', 'Le rapport contient '), e:n(count($series)), e:t(' such tables; shown are the first of the cases that did not simply pass. All are in report.xml.', ' de ces tableaux&#x202F;; sont montrés les premiers des cas qui ne sont pas simplement réussis. Tous figurent dans report.xml.'))"/>
            </p>
            <xsl:apply-templates select="$amiss[position() &lt;= $series-shown]"/>
          </xsl:when>
          <xsl:otherwise><xsl:apply-templates select="$series"/></xsl:otherwise>
        </xsl:choose>
      </section>
    </xsl:if>
  </xsl:template>

  <xsl:template match="r:series">
    <xsl:variable name="case" select=".."/>
    <xsl:variable name="metric" select="@metric"/>
    <xsl:variable name="m" select="key('metric', @metric)"/>
    <xsl:variable name="limits" select="$case/r:criterion[@metric = $metric]"/>
    <xsl:variable name="a"><xsl:call-template name="least"><xsl:with-param name="of" select="r:point/@value | r:point/@lo | $limits/@min | $limits/@max"/></xsl:call-template></xsl:variable>
    <xsl:variable name="b"><xsl:call-template name="most"><xsl:with-param name="of" select="r:point/@value | r:point/@hi | $limits/@min | $limits/@max"/></xsl:call-template></xsl:variable>
    <table class="strata stack">
      <caption>
        <xsl:value-of select="$case/@id"/><xsl:value-of select="e:t(': ', '&#xA0;: ')"/>
        <xsl:call-template name="bi"><xsl:with-param name="nodes" select="key('metric', @metric)/r:title"/></xsl:call-template>
      </caption>
      <thead>
        <tr>
          <th scope="col"><xsl:value-of select="e:t('Stratum', 'Strate')"/></th>
          <th scope="col"><xsl:value-of select="e:t('Value', 'Valeur')"/></th>
          <th scope="col"><xsl:value-of select="e:t('Interval', 'Intervalle')"/></th>
          <th scope="col">
            <xsl:if test="$b &gt; $a">
              <span class="scale"><span><xsl:value-of select="e:n($a)"/></span><span><xsl:value-of select="e:t('Plot', 'Tracé')"/></span><span><xsl:value-of select="e:n($b)"/></span></span>
            </xsl:if>
          </th>
          <th scope="col"><xsl:value-of select="e:t('Required', 'Exigé')"/></th>
        </tr>
      </thead>
      <tbody>
        <xsl:for-each select="r:point">
          <xsl:variable name="here" select="@stratum"/>
          <xsl:variable name="mine" select="$limits[@stratum = $here][@min or @max]"/>
          <tr>
            <th scope="row"><xsl:value-of select="e:stratum(@stratum)"/></th>
            <td class="num" data-l="{e:t('Value', 'Valeur')}">
              <span class="value">
                <xsl:choose>
                  <xsl:when test="@value"><xsl:value-of select="e:n(@value)"/></xsl:when>
                  <xsl:otherwise><xsl:value-of select="e:t('no data', 'aucune donnée')"/></xsl:otherwise>
                </xsl:choose>
              </span>
              <br/><span class="small soft"><xsl:value-of select="e:made-of(., $m)"/></span>
            </td>
            <td class="num" data-l="{e:t('Interval', 'Intervalle')}">
              <xsl:choose>
                <xsl:when test="@lo"><xsl:value-of select="e:interval(.)"/></xsl:when>
                <xsl:otherwise>–</xsl:otherwise>
              </xsl:choose>
            </td>
            <td class="plot">
              <xsl:if test="@value and $b &gt; $a">
                <xsl:value-of select="e:html-bar(., $mine, $a - ($b - $a) * 0.03, $b + ($b - $a) * 0.03)" disable-output-escaping="yes"/>
              </xsl:if>
            </td>
            <td data-l="{e:t('Required', 'Exigé')}">
              <xsl:for-each select="$mine">
                <xsl:if test="position() &gt; 1"><br/></xsl:if>
                <xsl:value-of select="e:required(., $m)"/><xsl:text> </xsl:text>
                <span class="small soft"><xsl:value-of select="e:profile(@profile)"/></span>
              </xsl:for-each>
              <xsl:if test="not($mine)">–</xsl:if>
            </td>
          </tr>
        </xsl:for-each>
      </tbody>
    </table>
  </xsl:template>
</xsl:stylesheet>
