// The digest that an entry names is that of the container without proofs and
// later seals. These are the last entries of the archive, so the container as it
// was is: the bytes before them, the records of the entries that stay, and the
// end record with their numbers.
const $ = (id) => document.getElementById(id);
const hex = (b) => Array.from(new Uint8Array(b),
  (x) => x.toString(16).padStart(2, '0')).join('');
const sha = async (b) => hex(await crypto.subtle.digest('SHA-256', b));
function entries(bytes) {
  const v = new DataView(bytes), end = bytes.byteLength - 22;
  if (end < 0 || v.getUint32(end, true) !== 0x06054b50) return [];
  const n = v.getUint16(end + 10, true), list = [];
  let at = v.getUint32(end + 16, true);
  for (let i = 0; i < n; i++) {
    const len = v.getUint16(at + 28, true);
    const name = new TextDecoder().decode(bytes.slice(at + 46, at + 46 + len));
    list.push({name, at, size: 46 + len, local: v.getUint32(at + 42, true)});
    at += 46 + len;
  }
  return list;
}
function without(bytes, list, keep) {
  const head = list[0].at, cut = list[keep].local;
  const records = list.slice(0, keep).reduce((s, x) => s + x.size, 0);
  const out = new Uint8Array(cut + records + 22), v = new DataView(out.buffer);
  out.set(new Uint8Array(bytes, 0, cut));
  out.set(new Uint8Array(bytes, head, records), cut);
  out.set(new Uint8Array(bytes, bytes.byteLength - 22), cut + records);
  const end = cut + records;
  v.setUint16(end + 8, keep, true);
  v.setUint16(end + 10, keep, true);
  v.setUint32(end + 12, records, true);
  v.setUint32(end + 16, cut, true);
  return out.buffer;
}
async function digests(bytes) {
  const all = [await sha(bytes)];
  let list = [];
  try { list = entries(bytes); } catch (e) { list = []; }
  for (let keep = list.length - 1; keep > 0; keep--) {
    if (!/^META-INF\/(.*\.tlog-proof|signatures[1-9].*\.xml)$/.test(list[keep].name)) break;
    all.push(await sha(without(bytes, list, keep)));
  }
  return all;
}
async function look(file) {
  $('answer').textContent = $('answer').dataset.wait;
  $('found').replaceChildren();
  try {
    const all = await digests(await file.arrayBuffer());
    const list = await (await fetch('../index.json')).json();
    const hits = list.certificates.filter((c) => all.includes(c.sha256));
    $('digest').textContent = file.name + ': SHA-256 ' + all[0];
    $('answer').textContent = hits.length ?
      $('answer').dataset.yes : $('answer').dataset.no;
    for (const c of hits) {
      const li = document.createElement('li'), a = document.createElement('a');
      a.href = 'certificate/' + c.page + '.html';
      a.textContent = c.certificate + ' (' + c.vendor + ', ' + c.product + ' ' + c.version + ')';
      li.append(a);
      $('found').append(li);
    }
  } catch (e) {
    $('answer').textContent = $('answer').dataset.bad;
  }
}
const drop = $('drop');
$('file').addEventListener('change', (e) => e.target.files[0] && look(e.target.files[0]));
drop.addEventListener('dragover', (e) => { e.preventDefault(); drop.classList.add('over'); });
drop.addEventListener('dragleave', () => drop.classList.remove('over'));
drop.addEventListener('drop', (e) => {
  e.preventDefault();
  drop.classList.remove('over');
  if (e.dataTransfer.files[0]) look(e.dataTransfer.files[0]);
});
drop.hidden = false;
