// All rows are on the page; the script only hides some.
const f = document.getElementById('search');
const rows = Array.from(document.querySelectorAll('#rows tbody tr'),
  (tr) => ({tr, text: tr.textContent.toLowerCase()}));
const count = document.getElementById('count');
const fields = ['technology', 'nation', 'status'];
function show() {
  const words = f.q.value.toLowerCase().split(/\s+/).filter(Boolean);
  let n = 0;
  for (const {tr, text} of rows) {
    const fits = words.every((w) => text.includes(w)) &&
      fields.every((k) => !f[k].value || tr.dataset[k] === f[k].value);
    tr.hidden = !fits;
    n += fits;
  }
  count.textContent = n + ' / ' + rows.length;
  count.classList.toggle('part', n < rows.length);
}
for (const k of fields) {
  const seen = [...new Set(rows.map((r) => r.tr.dataset[k]))].sort();
  for (const v of seen) {
    const key = v.replace(/-./g, (x) => x[1].toUpperCase());
    f[k].add(new Option(Object.hasOwn(f[k].dataset, key) ? f[k].dataset[key] : v, v));
  }
}
f.q.value = new URLSearchParams(location.search).get('q') || '';
f.addEventListener('input', show);
f.addEventListener('submit', (e) => e.preventDefault());
f.hidden = false;
show();
