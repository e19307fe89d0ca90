// The page for addresses without a file: things are looked up, and shown where they are described.
const home = new URL("../", import.meta.url);
const path = decodeURIComponent(document.location.pathname.slice(home.pathname.length));
const thing = path.replace(/\.(html|ttl|jsonld|json|nt|rdf)$/, "").replace(/\/$/, "");

async function isThere(target) {
  return (await fetch(new URL(target, home), { method: "HEAD" })).ok;
}

async function where() {
  if (thing.startsWith("claim/")) return `case/${thing.slice("claim/".length)}.html#claim`;
  if (/^(article|assertion|evidence|link)\//.test(thing)) {
    const sum = new TextEncoder().encode(thing).reduce((total, byte) => total + byte, 0) % 256;
    const reply = await fetch(new URL(`search/where-${sum.toString(16).padStart(2, "0")}.json`, home));
    const found = reply.ok ? (await reply.json())[thing] : undefined;
    return found && `${found}.html`;
  }
  return path === thing && thing ? `${thing}.html` : undefined;
}

const target = await where().catch(() => undefined);
if (target && (await isThere(target.split("#")[0]).catch(() => false))) {
  document.location.replace(new URL(target, home));
}
