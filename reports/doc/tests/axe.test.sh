#!/bin/bash
# The HTML pages (report, comparison, certificate, recognition, waiver, method
# file) in both languages, wide and narrow, light and dark: no WCAG 2.2 A or AA
# violation by axe-core in Chromium, no sideways scrolling, no request for
# another file. axe-core and playwright-core come from npm (make deps-test).
set -euo pipefail
entente=$1
out=build/axe
npm=build/npm

skip() {
	echo "skip - accessibility: $1"
	[ -z "${ENTENTE_REQUIRE_DATA:-}" ] || exit 1
	exit 0
}

command -v chromium >/dev/null || skip "chromium absent"
command -v node >/dev/null || skip "node absent"
[ -d $npm/node_modules/axe-core ] || skip "axe-core absent (make deps-test)"

mkdir -p $out
for lang in en fr; do
	"$entente" report reports/doc/tests/golden/sample.xml --html \
		--lang $lang -o $out/$lang.html
done

cat >$out/axe.js <<'JS'
const fs = require('fs'), path = require('path');
const [modules, ...pages] = process.argv.slice(2);
const {chromium} = require(path.resolve(modules, 'playwright-core'));
const axe = fs.readFileSync(path.join(modules, 'axe-core/axe.min.js'), 'utf8');
const runOnly = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

async function look(browser, page, width, colorScheme) {
  const tab = await browser.newPage({viewport: {width, height: 800}, colorScheme});
  const asked = [];
  tab.on('request', (r) => asked.push(r.url()));
  await tab.goto('file://' + path.resolve(page));
  await tab.evaluate(axe);
  const got = await tab.evaluate((r) => axe.run(document, {runOnly: r}), runOnly);
  const wide = await tab.evaluate(() => document.documentElement.scrollWidth);
  const bad = got.violations.map((v) => v.help + ': ' + v.nodes[0].html.slice(0, 200));
  if (wide > width) bad.push('scrolls sideways: ' + wide + ' px');
  if (asked.length > 1) bad.push('asks for ' + asked[1]);
  if (got.passes.length < 10) bad.push('only ' + got.passes.length + ' rules applied');
  const what = path.basename(page) + ' at ' + width + ' px, ' + colorScheme;
  bad.forEach((b) => console.log('not ok - ' + what + ': ' + b));
  if (!bad.length) console.log('ok - ' + what + ': ' + got.passes.length + ' rules hold');
  await tab.close();
  return bad.length;
}

(async () => {
  const browser = await chromium.launch(
    {executablePath: '/usr/bin/chromium', args: ['--no-sandbox']});
  let bad = 0;
  for (const page of pages)
    for (const width of [1280, 360])
      for (const scheme of ['light', 'dark'])
        bad += await look(browser, page, width, scheme);
  await browser.close();
  process.exit(bad ? 1 : 0);
})();
JS
# That these are what is made, test_comparehtml, test_face and test_export say.
golden=reports/doc/tests/golden
node $out/axe.js $npm/node_modules $out/en.html $out/fr.html \
	$golden/comparison.{en,fr}.html $golden/certificate.{en,fr}.html \
	$golden/recognition.fr.html $golden/waiver.fr.html \
	$golden/certificate.en.method.html $golden/report.fr.method.html
