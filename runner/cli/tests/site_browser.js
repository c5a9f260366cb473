// node site_browser.js MODULES SITE PROVED CONTAINER OTHER: the pages of a
// register in Chromium, from a static server: every link leads somewhere, the
// search hides rows, a container is found by its digest and nothing is sent,
// all is there without script, and axe-core finds nothing.
const fs = require('fs'), http = require('http'), path = require('path');
const [modules, site, proved, container, other] = process.argv.slice(2);
const {chromium} = require(path.resolve(modules, 'playwright-core'));
const axe = fs.readFileSync(path.join(modules, 'axe-core/axe.min.js'), 'utf8');
const runOnly = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
const types = {'.html': 'text/html', '.svg': 'image/svg+xml', '.json': 'application/json'};
let bad = 0;

function is(what, ok, more) {
  console.log((ok ? 'ok - ' : 'not ok - ') + what + (ok || more === undefined ? '' : ': ' + more));
  bad += !ok;
}

const methods = new Set();
const server = http.createServer((q, r) => {
  methods.add(q.method);
  const name = decodeURIComponent(new URL(q.url, 'http://x').pathname);
  fs.readFile(path.join(site, name), (e, data) => {
    r.writeHead(e ? 404 : 200, {'Content-Type': types[path.extname(name)] || 'application/octet-stream'});
    r.end(e ? '' : data);
  });
});

// Every file that a page names, from the first page on.
async function links(tab, base) {
  const seen = new Set(), wait = [base + 'index.html'], broken = [];
  while (wait.length) {
    const url = wait.pop().replace(/#.*/, '');
    if (seen.has(url)) continue;
    seen.add(url);
    const got = await tab.request.get(url);
    if (got.status() !== 200) broken.push(url);
    if (!url.endsWith('.html')) continue;
    for (const m of (await got.text()).matchAll(/(?:href|src)="([^"]*)"/g))
      if (!m[1].startsWith('data:')) wait.push(new URL(m[1].replace(/&amp;/g, '&'), url).href);
  }
  is('every link leads to a file (' + seen.size + ')', !broken.length && seen.size > 60, broken.join(' '));
  return seen;
}

async function search(browser, base) {
  const tab = await browser.newPage();
  const shown = () => tab.locator('#rows tbody tr:visible').count();
  await tab.goto(base + 'en/index.html');
  const all = await shown();
  await tab.fill('#q', 'acme longcaller');
  is('search by words', all === 7 && await shown() === 2, all + ', ' + await shown());
  is('and the count is told', (await tab.textContent('#count')) === '2 / 7');
  await tab.fill('#q', '');
  await tab.selectOption('#status', 'withdrawn');
  is('search by standing', await shown() === 1);
  await tab.selectOption('#status', '');
  await tab.selectOption('#technology', 'hifi');
  is('search by technology', await shown() === 2);
  await tab.goto(base + 'en/index.html?q=zed');
  is('a link can hold a search', await shown() === 1);
  await tab.close();
}

async function lookup(browser, base) {
  const tab = await browser.newPage();
  const asked = [];
  tab.on('request', (r) => asked.push(r.method() + ' ' + r.url() + (r.postData() || '')));
  await tab.goto(base + 'en/lookup.html');
  for (const [file, what, text] of [
    [container, 'a container is found', 'has an entry of exactly this'],
    [other, 'another file is not', 'had no entry of this'],
    [proved, 'a container with a proof in it is found', 'has an entry of exactly this']]) {
    await tab.setInputFiles('#file', file);
    await tab.waitForFunction((t) => document.getElementById('answer').textContent.includes(t), text,
      {timeout: 10000}).catch(() => 0);
    is(what, (await tab.textContent('#answer')).includes(text), await tab.textContent('#answer'));
  }
  is('with its page', (await tab.getAttribute('#found a', 'href')) === 'certificate/FR-2026-0001.html');
  is('nothing is sent', asked.every((a) => a.startsWith('GET ' + base)) &&
    asked.length === 4, asked.join(' '));
  await tab.close();
}

async function without(browser, base) {
  const ctx = await browser.newContext({javaScriptEnabled: false});
  const tab = await ctx.newPage();
  await tab.goto(base + 'fr/index.html');
  is('without script all rows are there', await tab.locator('#rows tbody tr:visible').count() === 7);
  is('and no search that would not work', !(await tab.isVisible('#search')));
  await tab.goto(base + 'fr/lookup.html');
  is('the look-up says what to do', (await tab.textContent('main')).includes('Sans script'));
  await ctx.close();
}

async function look(browser, base, page, width, colorScheme) {
  // axe is brought in from outside: the page's own policy would not let it.
  const tab = await browser.newPage({viewport: {width, height: 800}, colorScheme, bypassCSP: true});
  const said = [];
  tab.on('console', (m) => said.push(m.text()));
  tab.on('pageerror', (m) => said.push(m.message));
  tab.on('dialog', (d) => { said.push('dialog'); d.dismiss(); });
  await tab.goto(base + page);
  await tab.evaluate(axe);
  const got = await tab.evaluate((r) => axe.run(document, {runOnly: r}), runOnly);
  const wide = await tab.evaluate(() => document.documentElement.scrollWidth);
  const wrong = got.violations.map((v) => v.help + ': ' + v.nodes[0].html.slice(0, 200)).concat(said);
  if (wide > width) wrong.push('scrolls sideways: ' + wide + ' px');
  if (got.passes.length < 8) wrong.push('only ' + got.passes.length + ' rules applied');
  is(page + ' at ' + width + ' px, ' + colorScheme, !wrong.length, wrong.join('; '));
  await tab.close();
}

// What is folded is on paper, what leads elsewhere is not, and a list that a
// search cut short says so.
async function paper(browser, base) {
  const tab = await browser.newPage({viewport: {width: 688, height: 1000}});
  const seen = (what) => tab.locator(what).first().isVisible();
  const fits = async (page) => {
    const wide = await tab.evaluate(() => document.documentElement.scrollWidth);
    is(page + ' fits on paper', wide <= 688, wide + ' px');
  };
  await tab.emulateMedia({media: 'print'});
  await tab.goto(base + 'en/certificate/FR-2026-0001.html');
  is('on paper an entry is not folded', await seen('td pre'));
  is('nor are there links to elsewhere', !(await seen('nav')) && !(await seen('.go')));
  await fits('a certificate');
  await tab.goto(base + 'en/index.html');
  is('a whole list says nothing of it', !(await seen('#count')));
  await fits('the list');
  await tab.goto(base + 'en/index.html?q=acme');
  is('a part of it does', await seen('#count') && !(await seen('#q')));
  await tab.close();
}

// The policy of each page lets its own script run, and no other.
async function policy(browser, base) {
  const tab = await browser.newPage();
  await tab.goto(base + 'en/index.html');
  const ran = await tab.evaluate(() => {
    const s = document.createElement('script');
    s.textContent = 'window.ran = true';
    document.body.append(s);
    return window.ran === true;
  });
  is('no other script runs', !ran && await tab.isVisible('#search'));
  await tab.close();
}

server.listen(0, '127.0.0.1', async () => {
  const base = 'http://127.0.0.1:' + server.address().port + '/';
  const browser = await chromium.launch(
    {executablePath: '/usr/bin/chromium', args: ['--no-sandbox']});
  const tab = await browser.newPage();
  await links(tab, base);
  await search(browser, base);
  await lookup(browser, base);
  await without(browser, base);
  await policy(browser, base);
  await paper(browser, base);
  const pages = ['index.html', 'certificate/FR-2026-0001.html', 'certificate/FR-4.html',
    'certificate/FR-R-1.html', 'ended.html', 'nations.html', 'attempts.html', 'limits.html',
    'lookup.html', 'technology/hifi.html'];
  for (const page of pages)
    for (const [lang, width, scheme] of [['en', 1280, 'light'], ['fr', 360, 'dark']])
      await look(browser, base, lang + '/' + page, width, scheme);
  await look(browser, base, 'index.html', 360, 'light');
  is('the server was only read', [...methods].join() === 'GET', [...methods].join());
  await browser.close();
  server.close();
  process.exit(bad ? 1 : 0);
});
