<?xml version="1.0" encoding="UTF-8"?>
<!-- Cases, one by one: what is amiss, all of them in a table, by stratum. -->
<xsl:stylesheet version="1.0"
  xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:r="urn:entente:report:1"
  xmlns:e="urn:entente:xsl" exclude-result-prefixes="r e">

  <xsl:variable name="findings-shown" select="40"/>

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

  <!-- A web address becomes a link, anything else stays text. -->
  <xsl:template name="source">
    <xsl:param name="s"/>
    <xsl:choose>
      <xsl:when test="starts-with($s, 'https://') and not(contains($s, ' '))">
        <a href="{$s}"><xsl:value-of select="$s"/></a>
      </xsl:when>
      <xsl:otherwise><xsl:value-of select="$s"/></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <!-- By far the most frequent one, made once. -->
  <xsl:variable name="badge-pass">
    <span class="o pass"><span aria-hidden="true"><xsl:value-of select="e:sign('pass')"/></span>&#xA0;<xsl:value-of select="e:outcome('pass')"/></span>
  </xsl:variable>

  <xsl:template name="badge">
    <xsl:param name="o"/>
    <xsl:choose>
      <xsl:when test="$o = 'pass'"><xsl:copy-of select="$badge-pass"/></xsl:when>
      <xsl:otherwise>
        <span class="o {$o}"><span aria-hidden="true"><xsl:value-of select="e:sign($o)"/></span>&#xA0;<xsl:value-of select="e:outcome($o)"/></span>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <!-- One outcome when all profiles agree, else one a profile. -->
  <xsl:template name="outcomes">
    <xsl:param name="case"/>
    <xsl:variable name="o" select="$case/r:outcome"/>
    <xsl:choose>
      <xsl:when test="not($o/@value != $o[1]/@value)">
        <xsl:call-template name="badge"><xsl:with-param name="o" select="$o[1]/@value"/></xsl:call-template>
      </xsl:when>
      <xsl:otherwise>
        <ul class="os">
          <xsl:for-each select="$o">
            <li>
              <span class="small"><xsl:value-of select="@profile"/></span>
              <xsl:text> </xsl:text>
              <xsl:call-template name="badge"><xsl:with-param name="o" select="@value"/></xsl:call-template>
            </li>
          </xsl:for-each>
        </ul>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <!-- ==== a bar: interval against limits =================================
       Drawn to the width it is given; numbers stand beside it as text. -->
  <xsl:template name="bar">
    <xsl:param name="p"/>      <!-- holds value, lo, hi -->
    <xsl:param name="limits"/> <!-- elements with min, max -->
    <xsl:param name="a"/>      <!-- scale -->
    <xsl:param name="b"/>
    <xsl:variable name="k" select="100 div ($b - $a)"/>
    <svg class="bar" viewBox="0 0 100 14" preserveAspectRatio="none" aria-hidden="true" focusable="false">
      <xsl:for-each select="$limits[1]">
        <xsl:variable name="from">
          <xsl:choose><xsl:when test="@min"><xsl:value-of select="(@min - $a) * $k"/></xsl:when><xsl:otherwise>0</xsl:otherwise></xsl:choose>
        </xsl:variable>
        <xsl:variable name="to">
          <xsl:choose><xsl:when test="@max"><xsl:value-of select="(@max - $a) * $k"/></xsl:when><xsl:otherwise>100</xsl:otherwise></xsl:choose>
        </xsl:variable>
        <xsl:if test="$to &gt; $from">
          <rect class="in" x="{format-number($from, '0.##')}" y="0" width="{format-number($to - $from, '0.##')}" height="14"/>
        </xsl:if>
      </xsl:for-each>
      <path class="axis" d="M0 13.5H100"/>
      <xsl:if test="$p/@lo and $p/@hi">
        <xsl:variable name="lo" select="format-number(($p/@lo - $a) * $k, '0.##')"/>
        <xsl:variable name="hi" select="format-number(($p/@hi - $a) * $k, '0.##')"/>
        <path class="ci" d="M{$lo} 7H{$hi}"/>
        <path class="cap" d="M{$lo} 3V11M{$hi} 3V11"/>
      </xsl:if>
      <xsl:for-each select="$limits/@min | $limits/@max">
        <path class="limit" d="M{format-number((. - $a) * $k, '0.##')} 0V14"/>
      </xsl:for-each>
      <path class="at" d="M{format-number(($p/@value - $a) * $k, '0.##')} 2V12"/>
    </svg>
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
    <xsl:variable name="bad" select="$report/r:cases/r:case[r:outcome[@value = 'fail']]"/>
    <xsl:variable name="rest" select="$report/r:cases/r:case[not(r:outcome[@value = 'fail'])][r:outcome[@value = 'error' or @value = 'not-run' or @value = 'inconclusive' or @value = 'waived' or @value = 'pass-with-warning']]"/>
    <section aria-labelledby="why">
      <h2 id="why"><xsl:value-of select="e:t('What did not simply pass, and why', 'Ce qui n’est pas simplement réussi, et pourquoi')"/></h2>
      <xsl:if test="not($bad) and not($rest)">
        <p><xsl:value-of select="e:t('Nothing: every case that applies passed.', 'Rien&#xA0;: tous les cas applicables sont réussis.')"/></p>
      </xsl:if>
      <xsl:apply-templates select="$bad" mode="trouble"/>
      <xsl:apply-templates select="$rest" mode="trouble"/>
    </section>
  </xsl:template>

  <xsl:template match="r:case" mode="trouble">
    <xsl:variable name="cause" select="e:cause(.)"/>
    <div class="case">
    <h3>
      <a href="#c-{@id}"><xsl:value-of select="@id"/></a>
      <xsl:text> </xsl:text>
      <xsl:call-template name="bi"><xsl:with-param name="nodes" select="r:title"/></xsl:call-template>
    </h3>
    <div><xsl:call-template name="outcomes"><xsl:with-param name="case" select="."/></xsl:call-template></div>
    <xsl:if test="$cause != ''">
      <p><xsl:value-of select="e:t('Why: ', 'Motif&#xA0;: ')"/><xsl:value-of select="$cause"/></p>
    </xsl:if>
    <xsl:variable name="missed" select="r:criterion[@outcome = 'fail' or @outcome = 'inconclusive']"/>
    <xsl:if test="$missed">
      <ul><xsl:apply-templates select="$missed" mode="trouble"/></ul>
    </xsl:if>
    <xsl:for-each select="key('waiver', r:outcome/@waiver)">
      <p>
        <xsl:value-of select="e:t('Waiver ', 'Dérogation ')"/><strong><xsl:value-of select="@id"/></strong>
        <xsl:text> (</xsl:text><xsl:value-of select="@authoriser"/><xsl:value-of select="e:t(', until ', ', jusqu’au ')"/><xsl:value-of select="e:date(@until)"/><xsl:text>)</xsl:text>
        <xsl:value-of select="e:t(': ', '&#xA0;: ')"/><xsl:value-of select="r:reason"/>
      </p>
    </xsl:for-each>
    </div>
    <xsl:variable name="m" select="key('measurement', @measurement)"/>
    <xsl:if test="e:tells(.)">
      <xsl:call-template name="findings"><xsl:with-param name="m" select="$m"/></xsl:call-template>
    </xsl:if>
  </xsl:template>

  <xsl:template match="r:criterion" mode="trouble">
    <xsl:variable name="made" select="e:made-of(.)"/>
    <li>
      <xsl:call-template name="bi"><xsl:with-param name="nodes" select="key('metric', @metric)/r:title"/></xsl:call-template>
      <xsl:if test="@stratum != '*'"> (<xsl:value-of select="@stratum"/>)</xsl:if>
      <xsl:value-of select="e:t(': measured ', '&#xA0;: mesuré ')"/>
      <span class="value"><xsl:value-of select="e:measured(.)"/></span>
      <xsl:if test="$made != ''"> (<xsl:value-of select="$made"/>)</xsl:if>
      <xsl:if test="@lo"><xsl:value-of select="e:t(', interval ', ', intervalle ')"/><xsl:value-of select="e:interval(.)"/></xsl:if>
      <xsl:value-of select="e:t('; required ', '&#x202F;; exigé ')"/>
      <span class="value"><xsl:value-of select="e:required(.)"/></span>
      <xsl:text> (</xsl:text><xsl:value-of select="e:profile(@profile)"/>, <xsl:value-of select="e:severity(@severity)"/>
      <xsl:text>). </xsl:text>
      <xsl:if test="@outcome = 'inconclusive'">
        <xsl:value-of select="e:t('Undecided: the interval holds the limit. ', 'Indécis&#xA0;: l’intervalle contient la limite. ')"/>
        <xsl:value-of select="e:plan(.)"/>
      </xsl:if>
    </li>
  </xsl:template>

  <xsl:template name="findings">
    <xsl:param name="m"/>
    <xsl:variable name="n" select="count($m/r:finding)"/>
    <xsl:variable name="more" select="$n + sum($m/@dropped) - $findings-shown * ($n &gt; $findings-shown) - $n * ($n &lt;= $findings-shown)"/>
    <xsl:if test="$n &gt; 0">
      <p class="small"><xsl:value-of select="e:t('Noticed in the files:', 'Relevé dans les fichiers&#xA0;:')"/></p>
      <ul class="small">
        <xsl:for-each select="$m/r:finding[position() &lt;= $findings-shown]">
          <li>
            <code><xsl:value-of select="@code"/></code>
            <xsl:if test="@file"><xsl:text> </xsl:text><xsl:value-of select="@file"/></xsl:if>
            <xsl:if test="@line"><xsl:value-of select="e:t(', record or line ', ', enregistrement ou ligne ')"/><xsl:value-of select="e:n(@line)"/></xsl:if>
            <xsl:value-of select="e:t(': ', '&#xA0;: ')"/>
            <xsl:call-template name="bi"><xsl:with-param name="nodes" select="r:text"/></xsl:call-template>
          </li>
        </xsl:for-each>
        <xsl:if test="$more &gt; 0">
          <li><xsl:value-of select="e:t('and ', 'et ')"/><xsl:value-of select="e:n($more)"/><xsl:value-of select="e:t(' more', ' de plus')"/></li>
        </xsl:if>
      </ul>
    </xsl:if>
  </xsl:template>

  <!-- What was noticed where every case passed. -->
  <xsl:template name="other-findings">
    <xsl:variable name="quiet" select="$report/r:measurements/r:measurement[r:finding][not(key('trouble', @id))]"/>
    <xsl:if test="$quiet">
      <section aria-labelledby="noticed">
        <h2 id="noticed"><xsl:value-of select="e:t('Also noticed', 'Également relevé')"/></h2>
        <xsl:for-each select="$quiet">
          <h3><code><xsl:value-of select="@id"/></code></h3>
          <xsl:call-template name="findings"><xsl:with-param name="m" select="."/></xsl:call-template>
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
        <xsl:apply-templates select="$report/r:cases/r:case" mode="table"/>
      </table>
    </section>
  </xsl:template>

  <xsl:template match="r:case" mode="table">
    <tbody id="c-{@id}">
      <tr class="head">
        <th scope="rowgroup" colspan="3">
          <span class="id"><xsl:value-of select="@id"/></span><xsl:text> </xsl:text>
          <xsl:call-template name="bi"><xsl:with-param name="nodes" select="r:title"/></xsl:call-template>
          <xsl:if test="r:text">
            <br/><span class="small"><xsl:call-template name="bi"><xsl:with-param name="nodes" select="r:text"/></xsl:call-template></span>
          </xsl:if>
          <xsl:if test="@clause or @source">
            <br/><span class="small soft">
              <xsl:value-of select="@clause"/>
              <xsl:if test="@clause and @source"> · </xsl:if>
              <xsl:call-template name="source"><xsl:with-param name="s" select="@source"/></xsl:call-template>
            </span>
          </xsl:if>
          <xsl:if test="r:cause or r:outcome/@value = 'error'"><br/><span class="small"><xsl:value-of select="e:cause(.)"/></span></xsl:if>
        </th>
        <td><xsl:call-template name="outcomes"><xsl:with-param name="case" select="."/></xsl:call-template></td>
      </tr>
      <xsl:apply-templates select="r:criterion" mode="table"/>
    </tbody>
  </xsl:template>

  <xsl:variable name="exact" select="e:t('the number itself', 'le nombre lui-même')"/>

  <xsl:template match="r:criterion" mode="table">
    <xsl:variable name="m" select="key('metric', @metric)"/>
    <xsl:variable name="made" select="e:made-of(., $m)"/>
    <tr class="crit">
      <td>
        <xsl:call-template name="bi"><xsl:with-param name="nodes" select="$m/r:title"/></xsl:call-template>
        <xsl:if test="@stratum != '*'"><xsl:value-of select="e:t(', stratum ', ', strate ')"/><code><xsl:value-of select="@stratum"/></code></xsl:if>
        <br/><span class="small soft"><xsl:value-of select="e:profile(@profile)"/> · <xsl:value-of select="e:severity(@severity)"/><xsl:if test="@claim = 'process'"> · <xsl:value-of select="e:t('claim about the technology', 'énoncé sur la technologie')"/></xsl:if></span>
      </td>
      <td>
        <span class="value"><xsl:value-of select="e:measured(., $m)"/></span>
        <xsl:if test="$made != ''"><br/><span class="small soft"><xsl:value-of select="$made"/></span></xsl:if>
        <xsl:if test="@lo and @value">
          <xsl:variable name="a"><xsl:call-template name="least"><xsl:with-param name="of" select="@lo | @min | @max"/></xsl:call-template></xsl:variable>
          <xsl:variable name="b"><xsl:call-template name="most"><xsl:with-param name="of" select="@hi | @min | @max"/></xsl:call-template></xsl:variable>
          <xsl:variable name="pad" select="($b - $a) * 0.12"/>
          <xsl:if test="$b &gt; $a">
            <xsl:call-template name="bar">
              <xsl:with-param name="p" select="."/>
              <xsl:with-param name="limits" select="."/>
              <xsl:with-param name="a" select="$a - $pad"/>
              <xsl:with-param name="b" select="$b + $pad"/>
            </xsl:call-template>
          </xsl:if>
          <span class="small"><xsl:value-of select="e:t('interval ', 'intervalle ')"/><xsl:value-of select="e:interval(.)"/></span>
        </xsl:if>
        <xsl:if test="@design-effect and @design-effect != 1">
          <br/><span class="small soft"><xsl:value-of select="e:t('design effect ', 'effet de plan ')"/><xsl:value-of select="e:n(@design-effect)"/></span>
        </xsl:if>
      </td>
      <td>
        <span class="value"><xsl:value-of select="e:required(., $m)"/></span>
        <xsl:if test="@guard != 0"><br/><span class="small"><xsl:value-of select="e:t('guard band ', 'bande de garde ')"/><xsl:value-of select="e:n(@guard)"/></span></xsl:if>
        <br/><span class="small"><xsl:choose><xsl:when test="@method = 'exact'"><xsl:value-of select="$exact"/></xsl:when><xsl:otherwise><xsl:value-of select="e:rule(.)"/></xsl:otherwise></xsl:choose></span>
        <xsl:if test="@min or @max">
          <br/><span class="small soft">
            <xsl:value-of select="e:t('limit ', 'limite ')"/><xsl:value-of select="e:status(@status)"/>
            <xsl:if test="@source"><xsl:value-of select="e:t(': ', '&#xA0;: ')"/><xsl:call-template name="source"><xsl:with-param name="s" select="@source"/></xsl:call-template></xsl:if>
          </span>
        </xsl:if>
      </td>
      <td>
        <xsl:call-template name="badge"><xsl:with-param name="o" select="@outcome"/></xsl:call-template>
        <xsl:if test="@plan-n"><br/><span class="small"><xsl:value-of select="e:plan(.)"/></span></xsl:if>
      </td>
    </tr>
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
                <xsl:call-template name="bar">
                  <xsl:with-param name="p" select="."/>
                  <xsl:with-param name="limits" select="$mine"/>
                  <xsl:with-param name="a" select="$a - ($b - $a) * 0.03"/>
                  <xsl:with-param name="b" select="$b + ($b - $a) * 0.03"/>
                </xsl:call-template>
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
