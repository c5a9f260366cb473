<?xml version="1.0" encoding="UTF-8"?>
<!--
  The style sheet of the HTML pages. Contrast of every pair of colours is at
  least 4.5 : 1 in both schemes; no outcome is told by colour alone. Text in the
  margins of printed pages comes through css-text; `more` is CSS of one page.
-->
<xsl:stylesheet version="1.0"
  xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:e="urn:entente:xsl" exclude-result-prefixes="e">

  <!-- Text of the report inside a CSS string: only what can not end it. -->
  <xsl:variable name="css-safe" select="'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789 ._:@+-'"/>
  <xsl:template name="css-text">
    <xsl:param name="s"/>
    <xsl:variable name="bad" select="translate($s, $css-safe, '')"/>
    <xsl:value-of select="substring(translate($s, $bad, ''), 1, 60)"/>
  </xsl:template>

  <xsl:template name="style">
    <xsl:param name="top-left"/>
    <xsl:param name="top-right"/>
    <xsl:param name="bottom-left"/>
    <xsl:param name="more"/>
    <style>
:root{--ink:#1b1d21;--soft:#4c525c;--line:#c9ced6;--paper:#fff;--wash:#f3f5f8;--link:#0a4a94;
--pass:#0a5428;--pass-b:#e2f3e7;--fail:#8f1717;--fail-b:#fdebea;--warn:#6d4300;--warn-b:#fff2d4;--none:#394150;--none-b:#e9ecf0;--bar:#2b5fa3}
@media (prefers-color-scheme:dark){@media screen{:root{--ink:#e8eaee;--soft:#b4bbc6;--line:#454c58;--paper:#15181d;--wash:#1f242b;--link:#8fc1ff;
--pass:#8fe0a8;--pass-b:#12301c;--fail:#ffaaa5;--fail-b:#3d1715;--warn:#f5cb77;--warn-b:#372808;--none:#c8cfda;--none-b:#2a3039;--bar:#8fb8ee}}}
*{box-sizing:border-box}
html{font-size:100%;-webkit-text-size-adjust:100%;text-size-adjust:100%}
body{margin:0;background:var(--paper);color:var(--ink);font:1rem/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"Liberation Sans",Arial,sans-serif}
.page{max-width:64rem;margin:0 auto;padding:1.5rem 1.25rem 3rem}
.skip{position:absolute;left:-99rem}
.skip:focus{left:.5rem;top:.5rem;background:var(--paper);padding:.5rem .75rem;z-index:2}
a{color:var(--link)}
:focus-visible{outline:3px solid var(--link);outline-offset:2px}
h1,h2,h3{line-height:1.25;text-wrap:balance}
h1{font-size:1.9rem;margin:.2rem 0 .4rem}
h2{font-size:1.35rem;margin:2.5rem 0 .8rem;padding-bottom:.3rem;border-bottom:2px solid var(--line)}
h3{font-size:1.05rem;margin:1.4rem 0 .4rem}
p{margin:.5rem 0;max-width:46rem}
ul,ol{margin:.5rem 0;padding-left:1.4rem;max-width:46rem}
li{margin:.25rem 0}
code{font:.86em/1.4 ui-monospace,"DejaVu Sans Mono","Liberation Mono",Menlo,Consolas,monospace;overflow-wrap:anywhere}
pre{background:var(--wash);border:1px solid var(--line);border-radius:4px;padding:.7rem .9rem;overflow-x:auto;white-space:pre-wrap}
.kind{margin:0;color:var(--soft);font-weight:600;letter-spacing:.02em}
.lead{font-size:1.1rem;margin:.1rem 0}
.soft{color:var(--soft)}
.small{font-size:.9rem}
.notice{border-left:4px solid var(--line);background:var(--wash);padding:.6rem .9rem;margin:1rem 0;max-width:none}
.notice p{margin:.25rem 0;max-width:none}
nav.toc{margin:1.5rem 0 0}
nav.toc ul{list-style:none;padding:0;display:flex;flex-wrap:wrap;gap:.2rem 1.1rem;max-width:none}
nav.toc a{display:inline-block;padding:.25rem 0}
.cards{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,19rem),1fr));gap:1rem;margin:1rem 0}
.card{border:1px solid var(--line);border-left:.6rem solid var(--none);border-radius:4px;padding:.8rem 1rem;background:var(--wash)}
.card h3{margin:0;font-size:1rem;font-weight:600}
.card .word{font-size:1.5rem;font-weight:700;margin:.15rem 0;line-height:1.25}
.card p{margin:.35rem 0}
.card.conformant{border-left-color:var(--pass)}.card.conformant .word{color:var(--pass)}
.card.conformant-with-waivers,.card.inconclusive{border-left-color:var(--warn)}
.card.conformant-with-waivers .word,.card.inconclusive .word{color:var(--warn)}
.card.non-conformant{border-left-color:var(--fail)}.card.non-conformant .word{color:var(--fail)}
.o{display:inline-block;border:1px solid currentColor;border-radius:3px;padding:.05rem .4rem;font-size:.85rem;font-weight:600;line-height:1.4;color:var(--none);background:var(--none-b)}
.o.pass{color:var(--pass);background:var(--pass-b)}
.o.fail,.o.error{color:var(--fail);background:var(--fail-b)}
.o.pass-with-warning,.o.inconclusive,.o.waived,.o.provisional{color:var(--warn);background:var(--warn-b)}
.o.provisional{border-style:dashed}
.os{margin:0;padding:0;list-style:none}
.os li{margin:.15rem 0}
table{border-collapse:collapse;width:100%;margin:.8rem 0;font-size:.92rem}
caption{text-align:left;font-weight:600;padding:.3rem 0}
th,td{text-align:left;vertical-align:top;padding:.4rem .6rem;border-bottom:1px solid var(--line)}
thead th{border-bottom:2px solid var(--soft);font-size:.88rem}
td.num{font-variant-numeric:tabular-nums}
.value{font-weight:600;font-variant-numeric:tabular-nums}
.cases tbody{border-bottom:2px solid var(--line)}
.cases tr.head th,.cases tr.head td{background:var(--wash);border-bottom-width:1px}
.cases tr.head th{font-weight:400}
.cases .id{font-weight:700}
.cases tr.crit td{border-bottom:0}
.cases{table-layout:fixed}
.cases thead th:nth-child(1){width:31%}.cases thead th:nth-child(2){width:25%}.cases thead th:nth-child(3){width:24%}
.os .small{display:inline-block;min-width:4.6rem}
.bar{display:block;width:100%;min-width:6rem;height:14px;margin:.25rem 0;overflow:visible}
.bar *{vector-effect:non-scaling-stroke}
.bar .in{fill:var(--pass-b);stroke:none}
.bar .axis{stroke:var(--line);stroke-width:1px}
.bar .limit{stroke:var(--ink);stroke-width:2px;stroke-dasharray:3 2}
.bar .ci{stroke:var(--bar);stroke-width:3px}
.bar .cap{stroke:var(--bar);stroke-width:2px}
.bar .at{stroke:var(--ink);stroke-width:4px}
.scale{display:flex;justify-content:space-between;font-weight:400;font-variant-numeric:tabular-nums}
.strata td.plot{width:34%}
dl{display:grid;grid-template-columns:minmax(9rem,15rem) 1fr;gap:.25rem 1rem;margin:.6rem 0}
dt{font-weight:600}
dd{margin:0;overflow-wrap:anywhere}
.end{margin-top:3rem;border-top:2px solid var(--line);padding-top:.8rem;text-align:center}
@media screen and (max-width:44rem){
.page{padding:1rem .8rem 2rem}
h1{font-size:1.5rem}
dl{grid-template-columns:1fr;gap:0}dd{margin-bottom:.6rem}
table.stack,.stack tbody,.stack tr,.stack th,.stack td,.stack caption{display:block;width:auto!important}
.stack thead{position:absolute;clip-path:inset(50%);height:1px;overflow:hidden}
.stack tr{padding:.35rem 0;border-bottom:1px solid var(--line)}
.stack th,.stack td{border:0;padding:.15rem .5rem}
.stack td[data-l]::before{content:attr(data-l);display:block;font-size:.8rem;color:var(--soft)}
.cases tr.crit td::before{display:block;font-size:.8rem;color:var(--soft)}
.cases tr.crit td:nth-child(2)::before{content:"<xsl:value-of select="e:t('Measured', 'Mesuré')"/>"}
.cases tr.crit td:nth-child(3)::before{content:"<xsl:value-of select="e:t('Required', 'Exigé')"/>"}
.cases tr.crit td:nth-child(4)::before{content:"<xsl:value-of select="e:t('Outcome', 'Résultat')"/>"}
}
@page{size:A4;margin:19mm 15mm 19mm;
@top-left{content:"<xsl:value-of select="$top-left"/>";font:8pt sans-serif;color:#444}
@top-right{content:"<xsl:value-of select="$top-right"/>";font:8pt sans-serif;color:#444}
@bottom-left{content:"<xsl:value-of select="$bottom-left"/>";font:8pt sans-serif;color:#444}
@bottom-right{content:"<xsl:value-of select="e:t('Page ', 'Page ')"/>" counter(page) " / " counter(pages);font:8pt sans-serif;color:#444}}
@media print{
html{font-size:68%}
.page{max-width:none;padding:0}
.skip,nav.toc{display:none}
a{color:inherit;text-decoration:none}
h2{break-after:avoid;margin-top:1.8rem}h3,caption{break-after:avoid}
thead{display:table-header-group}
tr,.card,.notice,.case,dd,li{break-inside:avoid}
.cases tbody{break-inside:avoid}
.o,.card,.bar,.cases tr.head th,.cases tr.head td,pre,.notice{-webkit-print-color-adjust:exact;print-color-adjust:exact}
}
    <xsl:value-of select="$more"/></style>
  </xsl:template>
</xsl:stylesheet>
