// Names of things in the reader's language, where no server chooses it: a file holds the names for each language.
import { make } from "./making.js";

const KEY = "disinfograph-names";
const RIGHT_TO_LEFT = new Set(["ar", "fa", "he", "ur"]);
const place = new URL(document.querySelector("script[data-names]").dataset.names, document.baseURI);
const root = new URL(".", place);
const first = new Map();

function kept() {
  try {
    return localStorage.getItem(KEY) ?? "";
  } catch {
    return "";
  }
}

function keep(tag) {
  try {
    localStorage.setItem(KEY, tag);
  } catch {
    // A browser that keeps nothing shows the names all the same.
  }
}

async function read(address) {
  const answer = await fetch(address);
  return answer.ok ? answer.json() : null;
}

function thing(link) {
  const address = new URL(link.href, document.baseURI);
  if (!address.href.startsWith(root.href) || address.hash) return "";
  return decodeURI(address.pathname.slice(root.pathname.length)).replace(/\.html$/, "");
}

function rename(names, tag) {
  for (const link of document.querySelectorAll("main a[href]")) {
    if (link.matches(".claim, [class=away], nav a")) continue;
    const spot = link.querySelector("q, bdi") ?? link;
    if (spot === link && link.children.length) continue;
    if (!first.has(spot)) first.set(spot, [spot.textContent, spot.getAttribute("lang")]);
    const [text, language] = first.get(spot);
    const name = names?.[thing(link)];
    spot.textContent = name ?? text;
    const spoken = name ? tag : language;
    if (spoken) spot.setAttribute("lang", spoken);
    else spot.removeAttribute("lang");
    if (name && RIGHT_TO_LEFT.has(tag)) spot.setAttribute("dir", "rtl");
    else spot.removeAttribute("dir");
  }
}

async function choose(tag) {
  keep(tag);
  rename(tag ? await read(new URL(`names/${tag}.json`, root)) : null, tag);
}

const languages = (await read(place)) ?? [];
if (languages.length) {
  const options = [["", "English"], ...languages];
  const select = make("select", { id: "names-in" }, ...options.map(([tag, name]) => make("option", { value: tag, lang: tag || "en" }, name)));
  select.value = options.some(([tag]) => tag === kept()) ? kept() : "";
  select.addEventListener("change", () => choose(select.value));
  document.querySelector(".disclaimer").after(make("p", {}, make("label", { for: "names-in" }, "Names of things in "), select));
  if (select.value) choose(select.value);
}
