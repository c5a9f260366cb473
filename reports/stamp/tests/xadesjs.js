// xadesjs.js NODE_MODULES (FOLDER SIGNATURES.XML)...: what npm's xadesjs, a
// XAdES library of others, says of signature files whose references are files
// of the folder before each. A line a file: verified or refused, references,
// data object formats; certificates, revocation lists and status responses among
// the unsigned properties; time.
const fs = require("fs");
const path = require("path");
const [modules, ...rest] = process.argv.slice(2);
const load = (name) => require(path.resolve(modules, name));
const xmldom = load("@xmldom/xmldom");
const xades = load("xadesjs");
load("xml-core").setNodeDependencies({
  DOMParser: xmldom.DOMParser,
  XMLSerializer: xmldom.XMLSerializer,
  DOMImplementation: xmldom.DOMImplementation,
  xpath: load("xpath"),
});
xades.Application.setEngine("node", require("crypto").webcrypto);

function unsigned(signed) {
  const u = signed.UnsignedProperties && signed.UnsignedProperties.UnsignedSignatureProperties;
  const count = { certs: 0, lists: 0, responses: 0 };
  if (!u) return count;
  u.ForEach((p) => {
    const name = p.constructor.name;
    if (name === "CertificateValues") count.certs += p.EncapsulatedX509Certificates.Count;
    if (name === "RevocationValues") {
      count.lists += p.CRLValues.Count;
      count.responses += p.OCSPValues.Count;
    }
  });
  return count;
}

async function judge(folder, file) {
  const doc = xades.Parse(fs.readFileSync(file, "utf8"));
  const found = doc.getElementsByTagNameNS("http://www.w3.org/2000/09/xmldsig#", "Signature");
  const signed = new xades.SignedXml(doc);
  signed.contentHandler = async (ref) =>
    ref.Uri.startsWith("#") ? undefined : fs.readFileSync(path.join(folder, ref.Uri));
  signed.LoadXml(found[0]);
  const ok = found.length === 1 && (await signed.Verify());
  const p = signed.SignedProperties;
  const u = unsigned(signed);
  return [
    ok ? "verified" : "refused",
    signed.XmlSignature.SignedInfo.References.Count,
    p.SignedDataObjectProperties.DataObjectFormats.Count,
    u.certs,
    u.lists,
    u.responses,
    p.SignedSignatureProperties.SigningTime.Value.toISOString().slice(0, 19) + "Z",
  ].join(" ");
}

async function main() {
  for (let i = 0; i + 1 < rest.length; i += 2) {
    try {
      console.log(await judge(rest[i], rest[i + 1]));
    } catch (e) {
      console.log("refused " + e.message);
    }
  }
}
main();
