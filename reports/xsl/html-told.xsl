<?xml version="1.0" encoding="UTF-8"?>
<!-- Controls, limits of the test, laboratory, product, suite, verification. -->
<xsl:stylesheet version="1.0"
  xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:r="urn:entente:report:1"
  xmlns:e="urn:entente:xsl" exclude-result-prefixes="r e">

  <xsl:template name="row">
    <xsl:param name="name"/>
    <xsl:param name="value"/>
    <dt><xsl:value-of select="$name"/></dt>
    <dd>
      <xsl:choose>
        <xsl:when test="string($value) != ''"><xsl:value-of select="$value"/></xsl:when>
        <xsl:otherwise><span class="soft"><xsl:value-of select="e:t('not stated', 'non précisé')"/></span></xsl:otherwise>
      </xsl:choose>
    </dd>
  </xsl:template>

  <xsl:template name="row-code">
    <xsl:param name="name"/>
    <xsl:param name="value"/>
    <xsl:if test="string($value) != ''">
      <dt><xsl:value-of select="$name"/></dt>
      <dd><code><xsl:value-of select="$value"/></code></dd>
    </xsl:if>
  </xsl:template>

  <!-- ==== controls ====================================================== -->
  <xsl:template name="controls">
    <section aria-labelledby="controls">
      <h2 id="controls"><xsl:value-of select="e:t('Negative controls', 'Témoins négatifs')"/></h2>
      <xsl:choose>
        <xsl:when test="not($report/r:controls/r:control)">
          <p><xsl:value-of select="e:t('The suite has none: nothing shows here that it would have noticed a defect.', 'La suite n’en a pas&#xA0;: rien ne montre ici qu’elle aurait remarqué un défaut.')"/></p>
        </xsl:when>
        <xsl:otherwise>
          <p><xsl:value-of select="e:t('In the same run, defects were planted that the suite must see. Had it missed one, no verdict would stand.', 'Au cours du même passage, des défauts ont été introduits à dessein, que la suite doit voir. Si elle en avait manqué un, aucun verdict ne tiendrait.')"/></p>
          <table class="stack">
            <caption><xsl:value-of select="e:t('Planted defects and what became of them', 'Défauts introduits et ce qu’il en est advenu')"/></caption>
            <thead>
              <tr>
                <th scope="col"><xsl:value-of select="e:t('Control', 'Témoin')"/></th>
                <th scope="col"><xsl:value-of select="e:t('Case that must fail', 'Cas qui doit échouer')"/></th>
                <th scope="col"><xsl:value-of select="e:t('Measured on the planted file', 'Mesuré sur le fichier défectueux')"/></th>
                <th scope="col"><xsl:value-of select="e:t('Seen as planted', 'Vu comme prévu')"/></th>
              </tr>
            </thead>
            <tbody>
              <xsl:apply-templates select="$report/r:controls/r:control"/>
            </tbody>
          </table>
        </xsl:otherwise>
      </xsl:choose>
    </section>
  </xsl:template>

  <xsl:template match="r:control">
    <xsl:variable name="k" select="."/>
    <xsl:for-each select="r:case">
      <tr>
        <th scope="row">
          <xsl:value-of select="$k/@id"/><xsl:text> </xsl:text>
          <xsl:if test="position() = 1"><span style="font-weight:400"><xsl:call-template name="bi"><xsl:with-param name="nodes" select="$k/r:title"/></xsl:call-template></span></xsl:if>
        </th>
        <td data-l="{e:t('Case that must fail', 'Cas qui doit échouer')}"><a href="#c-{@id}"><xsl:value-of select="@id"/></a></td>
        <td data-l="{e:t('Measured on the planted file', 'Mesuré sur le fichier défectueux')}">
          <xsl:if test="@state and @state != 'measured'"><xsl:value-of select="e:state(@state)"/><br/></xsl:if>
          <xsl:for-each select="r:seen">
            <xsl:if test="position() &gt; 1"><br/></xsl:if>
            <span class="value"><xsl:value-of select="e:measured(.)"/></span>
            <xsl:value-of select="e:t('; required ', '&#x202F;; exigé ')"/>
            <xsl:value-of select="e:required(.)"/>
            <xsl:if test="@stratum != '*'"> (<xsl:value-of select="@stratum"/>)</xsl:if>
          </xsl:for-each>
        </td>
        <td data-l="{e:t('Seen as planted', 'Vu comme prévu')}">
          <xsl:choose>
            <xsl:when test="$k/@failed-as-planted = 'yes'"><span class="o pass"><span aria-hidden="true">✓</span>&#xA0;<xsl:value-of select="e:t('Yes', 'Oui')"/></span></xsl:when>
            <xsl:otherwise><span class="o fail"><span aria-hidden="true">✗</span>&#xA0;<xsl:value-of select="e:t('No', 'Non')"/></span></xsl:otherwise>
          </xsl:choose>
        </td>
      </tr>
    </xsl:for-each>
  </xsl:template>

  <!-- ==== not tested ===================================================== -->
  <xsl:template name="not-tested">
    <xsl:variable name="t" select="$report/r:territory"/>
    <xsl:variable name="items" select="$report/r:submission/r:item"/>
    <section aria-labelledby="nottested">
      <h2 id="nottested"><xsl:value-of select="e:t('What was not tested', 'Ce qui n’a pas été essayé')"/></h2>
      <ul>
        <xsl:for-each select="$report/r:suite/r:not-tested">
          <li><xsl:call-template name="bi"><xsl:with-param name="nodes" select="r:title"/></xsl:call-template></li>
        </xsl:for-each>
        <xsl:if test="$t/@regions-bp and $t/@reference-bp">
          <li>
            <xsl:value-of select="concat(
              e:t('The rest of the genome: ', 'Le reste du génome&#xA0;: '),
              e:n($t/@regions-bp), e:t(' of the ', ' des '), e:n($t/@reference-bp),
              e:t(' bp of the reference lie in the regions that were judged (', ' pb de la référence se trouvent dans les régions jugées ('),
              e:percent($t/@regions-bp div $t/@reference-bp),
              e:t('); nothing is known from here of the other ', ')&#x202F;; rien n’est établi ici sur les autres '),
              e:percent(1 - $t/@regions-bp div $t/@reference-bp), '.')"/>
          </li>
        </xsl:if>
        <li>
          <xsl:choose>
            <xsl:when test="count($items) &gt; 1">
              <xsl:value-of select="concat(e:t('Other samples and runs than the ', 'D’autres échantillons et passages que les '), e:n(count($items)), e:t(' items listed here.', ' objets énumérés ici.'))"/>
            </xsl:when>
            <xsl:otherwise>
              <xsl:value-of select="e:t('Other samples and runs: one item was judged, so nothing shows here how results vary between samples, runs, sites or days.', 'D’autres échantillons et passages&#xA0;: un seul objet a été jugé, rien ne montre donc ici comment les résultats varient d’un échantillon, d’un passage, d’un site ou d’un jour à l’autre.')"/>
            </xsl:otherwise>
          </xsl:choose>
        </li>
        <xsl:if test="not($report/r:suite/r:not-tested)">
          <li><xsl:value-of select="e:t('The suite does not say what it leaves out.', 'La suite ne dit pas ce qu’elle laisse de côté.')"/></li>
        </xsl:if>
      </ul>
    </section>
  </xsl:template>

  <!-- ==== laboratory: ISO/IEC 17025:2017, 7.8.2.1 ======================== -->
  <xsl:template name="engagement">
    <xsl:variable name="g" select="$report/r:engagement"/>
    <xsl:if test="$g">
      <section aria-labelledby="engagement">
        <h2 id="engagement"><xsl:value-of select="e:t('Laboratory and engagement', 'Laboratoire et prestation')"/></h2>
        <dl>
          <xsl:call-template name="row"><xsl:with-param name="name" select="e:t('Report', 'Rapport')"/><xsl:with-param name="value" select="$g/r:report-id"/></xsl:call-template>
          <xsl:call-template name="row"><xsl:with-param name="name" select="e:t('Laboratory', 'Laboratoire')"/><xsl:with-param name="value" select="$g/r:laboratory"/></xsl:call-template>
          <xsl:call-template name="row"><xsl:with-param name="name" select="e:t('Address', 'Adresse')"/><xsl:with-param name="value" select="$g/r:laboratory-address"/></xsl:call-template>
          <xsl:call-template name="row"><xsl:with-param name="name" select="e:t('Accreditation, as stated', 'Accréditation, telle que déclarée')"/><xsl:with-param name="value" select="$g/r:accreditation"/></xsl:call-template>
          <xsl:call-template name="row"><xsl:with-param name="name" select="e:t('Place of test', 'Lieu de l’essai')"/><xsl:with-param name="value" select="$g/r:test-place"/></xsl:call-template>
          <xsl:call-template name="row"><xsl:with-param name="name" select="e:t('Customer', 'Client')"/><xsl:with-param name="value" select="$g/r:customer"/></xsl:call-template>
          <xsl:call-template name="row"><xsl:with-param name="name" select="e:t('Contact', 'Contact')"/><xsl:with-param name="value" select="$g/r:customer-contact"/></xsl:call-template>
          <xsl:call-template name="row"><xsl:with-param name="name" select="e:t('Items received', 'Réception des objets')"/><xsl:with-param name="value" select="e:date($g/r:received)"/></xsl:call-template>
          <xsl:call-template name="row"><xsl:with-param name="name" select="e:t('Condition of items', 'État des objets')"/><xsl:with-param name="value" select="$g/r:item-condition"/></xsl:call-template>
          <xsl:call-template name="row"><xsl:with-param name="name" select="e:t('Test began', 'Début de l’essai')"/><xsl:with-param name="value" select="e:date($g/r:tested-from)"/></xsl:call-template>
          <xsl:call-template name="row"><xsl:with-param name="name" select="e:t('Test ended', 'Fin de l’essai')"/><xsl:with-param name="value" select="e:date($g/r:tested-to)"/></xsl:call-template>
          <xsl:call-template name="row"><xsl:with-param name="name" select="e:t('Issued', 'Établi le')"/><xsl:with-param name="value" select="e:date($g/r:issued)"/></xsl:call-template>
          <xsl:call-template name="row"><xsl:with-param name="name" select="e:t('Attempt', 'Tentative')"/><xsl:with-param name="value" select="$g/@attempt"/></xsl:call-template>
          <xsl:call-template name="row"><xsl:with-param name="name" select="e:t('Method', 'Méthode')"/><xsl:with-param name="value" select="concat(e:t('suite ', 'suite '), e:suite())"/></xsl:call-template>
          <xsl:call-template name="row"><xsl:with-param name="name" select="e:t('Additions, deviations, exclusions', 'Ajouts, écarts, exclusions')"/><xsl:with-param name="value" select="$g/r:deviations"/></xsl:call-template>
          <xsl:call-template name="row"><xsl:with-param name="name" select="e:t('Results from external providers', 'Résultats de prestataires externes')"/><xsl:with-param name="value" select="$g/r:external-providers"/></xsl:call-template>
          <xsl:call-template name="row"><xsl:with-param name="name" select="e:t('Authorised by', 'Autorisé par')"/><xsl:with-param name="value" select="$g/r:authorised-by"/></xsl:call-template>
        </dl>
        <xsl:if test="$g/r:opinions">
          <h3><xsl:value-of select="e:t('Opinions and interpretations', 'Avis et interprétations')"/></h3>
          <p><xsl:value-of select="$g/r:opinions"/></p>
        </xsl:if>
        <p class="small"><xsl:value-of select="e:t('This part is stated by the laboratory. The results relate only to the items tested. The report may be copied only in full, unless the laboratory agrees.', 'Cette partie est déclarée par le laboratoire. Les résultats ne se rapportent qu’aux objets soumis à l’essai. Le rapport ne peut être reproduit qu’en entier, sauf accord du laboratoire.')"/></p>
      </section>
    </xsl:if>
  </xsl:template>

  <!-- ==== product, items, files ========================================= -->
  <xsl:template name="items">
    <xsl:variable name="s" select="$report/r:submission"/>
    <section aria-labelledby="items">
      <h2 id="items"><xsl:value-of select="e:t('Product and items tested', 'Produit et objets soumis à l’essai')"/></h2>
      <dl>
        <xsl:call-template name="row"><xsl:with-param name="name" select="e:t('Vendor', 'Fournisseur')"/><xsl:with-param name="value" select="$s/r:vendor"/></xsl:call-template>
        <xsl:call-template name="row"><xsl:with-param name="name" select="e:t('Product', 'Produit')"/><xsl:with-param name="value" select="$s/r:product"/></xsl:call-template>
        <xsl:call-template name="row"><xsl:with-param name="name" select="e:t('Version', 'Version')"/><xsl:with-param name="value" select="$s/r:version"/></xsl:call-template>
        <xsl:call-template name="row"><xsl:with-param name="name" select="e:t('Technology class', 'Classe de technologie')"/><xsl:with-param name="value" select="$s/@class"/></xsl:call-template>
        <xsl:call-template name="row"><xsl:with-param name="name" select="e:t('Claims', 'Revendications')"/><xsl:with-param name="value" select="$s/@claims"/></xsl:call-template>
        <xsl:call-template name="row"><xsl:with-param name="name" select="e:t('Trained on, as declared', 'Entraîné sur, tel que déclaré')"/><xsl:with-param name="value" select="$s/r:trained-on"/></xsl:call-template>
        <xsl:call-template name="row"><xsl:with-param name="name" select="e:t('Regulatory status, as declared by the vendor', 'Statut réglementaire, tel que déclaré par le fournisseur')"/><xsl:with-param name="value" select="$s/r:regulatory"/></xsl:call-template>
        <xsl:call-template name="row"><xsl:with-param name="name" select="e:t('Handed in as', 'Remis sous le nom')"/><xsl:with-param name="value" select="$s/@name"/></xsl:call-template>
        <xsl:call-template name="row-code"><xsl:with-param name="name" select="e:t('SHA-256 of submission.xml', 'SHA-256 de submission.xml')"/><xsl:with-param name="value" select="$s/@sha256"/></xsl:call-template>
        <xsl:call-template name="row-code"><xsl:with-param name="name" select="e:t('SHA-256 of the archive', 'SHA-256 de l’archive')"/><xsl:with-param name="value" select="$s/@archive-sha256"/></xsl:call-template>
      </dl>
      <xsl:for-each select="$s/r:item">
        <h3><xsl:value-of select="concat(e:t('Item ', 'Objet '), @id)"/></h3>
        <dl>
          <xsl:call-template name="row"><xsl:with-param name="name" select="e:t('Sample', 'Échantillon')"/><xsl:with-param name="value" select="@sample"/></xsl:call-template>
          <xsl:call-template name="row"><xsl:with-param name="name" select="e:t('Reference material, lot', 'Matériau de référence, lot')"/><xsl:with-param name="value" select="@material-lot"/></xsl:call-template>
          <xsl:call-template name="row"><xsl:with-param name="name" select="e:t('Instrument', 'Instrument')"/><xsl:with-param name="value" select="@instrument"/></xsl:call-template>
          <xsl:call-template name="row"><xsl:with-param name="name" select="e:t('Reagents, lots', 'Réactifs, lots')"/><xsl:with-param name="value" select="@reagents"/></xsl:call-template>
          <xsl:call-template name="row"><xsl:with-param name="name" select="e:t('Base caller', 'Logiciel d’appel de bases')"/><xsl:with-param name="value" select="@basecaller"/></xsl:call-template>
          <xsl:call-template name="row"><xsl:with-param name="name" select="e:t('Run', 'Passage')"/><xsl:with-param name="value" select="@run"/></xsl:call-template>
          <xsl:call-template name="row"><xsl:with-param name="name" select="e:t('Site', 'Site')"/><xsl:with-param name="value" select="@site"/></xsl:call-template>
          <xsl:call-template name="row"><xsl:with-param name="name" select="e:t('Day', 'Jour')"/><xsl:with-param name="value" select="e:date(@day)"/></xsl:call-template>
          <xsl:call-template name="row"><xsl:with-param name="name" select="e:t('Replicate', 'Réplicat')"/><xsl:with-param name="value" select="@replicate"/></xsl:call-template>
        </dl>
      </xsl:for-each>
      <xsl:if test="$s/r:file">
        <table class="stack">
          <caption><xsl:value-of select="e:t('Files handed in', 'Fichiers remis')"/></caption>
          <thead><tr>
            <th scope="col"><xsl:value-of select="e:t('Role', 'Rôle')"/></th>
            <th scope="col"><xsl:value-of select="e:t('File', 'Fichier')"/></th>
            <th scope="col"><xsl:value-of select="e:t('Bytes', 'Octets')"/></th>
            <th scope="col">SHA-256</th>
          </tr></thead>
          <tbody>
            <xsl:for-each select="$s/r:file">
              <tr>
                <th scope="row"><xsl:choose><xsl:when test="@role"><xsl:value-of select="@role"/></xsl:when><xsl:otherwise><xsl:value-of select="e:t('none', 'aucun')"/></xsl:otherwise></xsl:choose></th>
                <td data-l="{e:t('File', 'Fichier')}"><code><xsl:value-of select="@name"/></code></td>
                <td class="num" data-l="{e:t('Bytes', 'Octets')}"><xsl:value-of select="e:n(@size)"/></td>
                <td data-l="SHA-256"><xsl:choose><xsl:when test="@sha256"><code><xsl:value-of select="@sha256"/></code></xsl:when><xsl:otherwise><xsl:value-of select="e:t('was not there', 'absent')"/></xsl:otherwise></xsl:choose></td>
              </tr>
            </xsl:for-each>
          </tbody>
        </table>
      </xsl:if>
    </section>
  </xsl:template>

  <!-- ==== suite, fixtures, environment =================================== -->
  <xsl:template name="suite-used">
    <xsl:variable name="s" select="$report/r:suite"/>
    <xsl:variable name="v" select="$report/r:environment"/>
    <xsl:variable name="took"><xsl:if test="$v/@seconds"><xsl:value-of select="concat(e:n($v/@seconds), '&#xA0;s, ')"/></xsl:if></xsl:variable>
    <section aria-labelledby="suite">
      <h2 id="suite"><xsl:value-of select="e:t('Suite, fixtures, program', 'Suite, jeux de référence, programme')"/></h2>
      <xsl:if test="$s/r:text"><p><xsl:call-template name="bi"><xsl:with-param name="nodes" select="$s/r:text"/></xsl:call-template></p></xsl:if>
      <dl>
        <xsl:call-template name="row-code"><xsl:with-param name="name" select="e:t('Suite', 'Suite')"/><xsl:with-param name="value" select="e:suite()"/></xsl:call-template>
        <xsl:call-template name="row"><xsl:with-param name="name" select="e:t('Publisher', 'Éditeur')"/><xsl:with-param name="value" select="$s/r:publisher"/></xsl:call-template>
        <xsl:call-template name="row-code"><xsl:with-param name="name" select="e:t('SHA-256 of suite.xml', 'SHA-256 de suite.xml')"/><xsl:with-param name="value" select="$s/@sha256"/></xsl:call-template>
        <xsl:call-template name="row-code"><xsl:with-param name="name" select="e:t('SHA-256 of tallies.tsv', 'SHA-256 de tallies.tsv')"/><xsl:with-param name="value" select="$report/r:tallies/@sha256"/></xsl:call-template>
        <xsl:call-template name="row-code"><xsl:with-param name="name" select="e:t('Result digest', 'Empreinte du résultat')"/><xsl:with-param name="value" select="$report/r:summary/@digest"/></xsl:call-template>
        <xsl:if test="$v">
          <xsl:call-template name="row"><xsl:with-param name="name" select="e:t('Program', 'Programme')"/><xsl:with-param name="value" select="concat('entente ', $v/@program, ', ', $v/@system)"/></xsl:call-template>
          <xsl:call-template name="row-code"><xsl:with-param name="name" select="e:t('SHA-256 of the program', 'SHA-256 du programme')"/><xsl:with-param name="value" select="$v/@program-sha256"/></xsl:call-template>
          <xsl:call-template name="row"><xsl:with-param name="name" select="e:t('Libraries', 'Bibliothèques logicielles')"/><xsl:with-param name="value" select="concat('htslib ', $v/@htslib, ', libxml2 ', $v/@libxml2, ', OpenSSL ', $v/@openssl)"/></xsl:call-template>
          <xsl:call-template name="row"><xsl:with-param name="name" select="e:t('Run', 'Exécution')"/><xsl:with-param name="value" select="concat(e:date($v/@created), e:t('; ', '&#x202F;; '), $took, e:n($v/@threads), e:t(e:plural($v/@threads, ' thread', ' threads'), e:plural($v/@threads, ' fil d’exécution', ' fils d’exécution')))"/></xsl:call-template>
        </xsl:if>
      </dl>
      <xsl:if test="$s/r:fixture">
        <table class="stack">
          <caption><xsl:value-of select="e:t('Fixtures: the reference data of the suite, and what was found and used', 'Jeux de référence de la suite, et ce qui a été trouvé et utilisé')"/></caption>
          <thead><tr>
            <th scope="col"><xsl:value-of select="e:t('Fixture', 'Jeu')"/></th>
            <th scope="col"><xsl:value-of select="e:t('Recognised by', 'Reconnu par')"/></th>
            <th scope="col"><xsl:value-of select="e:t('Access', 'Accès')"/></th>
            <th scope="col"><xsl:value-of select="e:t('File used', 'Fichier utilisé')"/></th>
          </tr></thead>
          <tbody><xsl:apply-templates select="$s/r:fixture"/></tbody>
        </table>
      </xsl:if>
    </section>
  </xsl:template>

  <xsl:template match="r:fixture">
    <xsl:variable name="used" select="$report/r:fixtures-used/r:file[@id = current()/@id]"/>
    <tr>
      <th scope="row"><xsl:value-of select="@id"/> <span class="small soft"> <xsl:value-of select="@kind"/></span></th>
      <td data-l="{e:t('Recognised by', 'Reconnu par')}">
        <xsl:choose>
          <xsl:when test="@pin = 'octets'"><xsl:value-of select="e:t('its bytes', 'ses octets')"/></xsl:when>
          <xsl:when test="@pin = 'records'"><xsl:value-of select="e:t('its records', 'ses enregistrements')"/></xsl:when>
          <xsl:when test="@pin = 'contigs'"><xsl:value-of select="e:t('its sequences', 'ses séquences')"/></xsl:when>
          <xsl:otherwise><xsl:value-of select="e:t('nothing: a local copy was adopted', 'rien&#xA0;: une copie locale a été adoptée')"/></xsl:otherwise>
        </xsl:choose>
        <xsl:if test="@sha256"><br/><code><xsl:value-of select="@sha256"/></code></xsl:if>
      </td>
      <td data-l="{e:t('Access', 'Accès')}">
        <xsl:choose>
          <xsl:when test="@access = 'open'"><xsl:value-of select="e:t('open', 'ouvert')"/></xsl:when>
          <xsl:when test="@access = 'sealed'"><xsl:value-of select="e:t('sealed', 'scellé')"/></xsl:when>
          <xsl:when test="@access = 'one-time'"><xsl:value-of select="e:t('one-time', 'à usage unique')"/></xsl:when>
          <xsl:otherwise><xsl:value-of select="@access"/></xsl:otherwise>
        </xsl:choose>
      </td>
      <td data-l="{e:t('File used', 'Fichier utilisé')}">
        <xsl:choose>
          <xsl:when test="$used">
            <code><xsl:value-of select="$used/@name"/></code>
            <xsl:if test="$used/@sha256 and not($used/@sha256 = @sha256)"><br/><code><xsl:value-of select="$used/@sha256"/></code></xsl:if>
          </xsl:when>
          <xsl:otherwise><span class="soft"><xsl:value-of select="e:t('not used', 'non utilisé')"/></span></xsl:otherwise>
        </xsl:choose>
      </td>
    </tr>
  </xsl:template>
</xsl:stylesheet>
