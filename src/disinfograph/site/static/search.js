// The search where no server is: it reads parts of an index that `disinfograph publish` wrote beside the pages.
const home = new URL("../", import.meta.url);
const index = new URL("search/", home);
const SHOWN = 10;
const MOST_PARTS = 12;

const LETTERS = { ß: "ss", æ: "ae", œ: "oe", ø: "o", đ: "d", ł: "l", ı: "i", ς: "σ" };

/** The words of a text, as the index has them. */
export function words(text) {
  const plain = text.toLowerCase().replace(/[ßæœøđłıς]/g, (letter) => LETTERS[letter]);
  const bare = plain.normalize("NFKD").replace(/\p{Mn}/gu, "");
  return (bare.match(/[\p{L}\p{N}]+/gu) ?? []).filter((word) => [...word].length <= 40);
}

/** What was typed, taken apart: words that must be there, beginnings of words, and words that must not. */
export function wanted(text) {
  const found = { words: [], starts: [], without: [] };
  for (const piece of text.split(/\s+/).filter((each) => each && each !== "OR" && each !== "AND")) {
    const list = words(piece);
    if (piece.startsWith("-")) found.without.push(...list);
    else if (piece.endsWith("*") && list.length) {
      found.words.push(...list.slice(0, -1));
      found.starts.push(list[list.length - 1]);
    } else found.words.push(...list);
  }
  return found;
}

/** The numbers behind a first one and differences. */
export function numbers(steps) {
  let sum = 0;
  return steps.map((step) => (sum += step));
}

const kept = new Map();
function load(name) {
  if (!kept.has(name)) {
    kept.set(name, fetch(new URL(name, index)).then((reply) => {
      if (!reply.ok) throw new Error(`${name}: ${reply.status}`);
      return reply.json();
    }));
  }
  return kept.get(name);
}

/** The last part whose first word is not after a word. */
function partOf(first, word) {
  let low = 0;
  let high = first.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (first[middle] <= word) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** The cases that hold a word, or a word that begins so, with what that weighs: more in a title or a claim. */
async function holding(about, word, isStart, from) {
  const found = new Map();
  const first = partOf(about.words, word);
  const last = isStart ? Math.min(partOf(about.words, `${word}\uffff`), first + MOST_PARTS) : first;
  for (let part = first; part <= last; part += 1) {
    for (const [each, strong, weak] of await from(`words-${part}.json`)) {
      if (each !== word && !(isStart && each.startsWith(word))) continue;
      const rare = Math.log(1 + about.cases / (strong.length + weak.length));
      for (const number of numbers(weak)) found.set(number, Math.max(found.get(number) ?? 0, rare));
      for (const number of numbers(strong)) found.set(number, Math.max(found.get(number) ?? 0, 3 * rare));
    }
  }
  return found;
}

/** The cases that have all of the words, best first, and among equals the newest first; null for all cases. */
export async function ranked(about, text, from = load) {
  const ask = wanted(text);
  if (!ask.words.length && !ask.starts.length && !ask.without.length) return null;
  let scores = null;
  for (const [word, isStart] of [...ask.words.map((each) => [each, false]), ...ask.starts.map((each) => [each, true])]) {
    const found = await holding(about, word, isStart, from);
    if (scores === null) scores = found;
    else for (const [number, score] of scores) {
      if (found.has(number)) scores.set(number, score + found.get(number));
      else scores.delete(number);
    }
  }
  scores ??= new Map(Array.from({ length: about.cases }, (_, number) => [number, 0]));
  for (const word of ask.without) {
    for (const number of (await holding(about, word, false, from)).keys()) scores.delete(number);
  }
  return [...scores].sort((a, b) => b[1] - a[1] || a[0] - b[0]).map(([number]) => number);
}

/** The cases that have of each kind one of the chosen things, or all of them; null for all cases. */
export function narrowed(facets, chosen, every) {
  let found = null;
  for (const [kind, slugs] of Object.entries(chosen)) {
    const sets = slugs.map((slug) => new Set(numbers(facets[kind]?.find(([each]) => each === slug)?.[3] ?? [])));
    if (!sets.length) continue;
    const some = every
      ? new Set([...sets[0]].filter((number) => sets.every((set) => set.has(number))))
      : new Set(sets.flatMap((set) => [...set]));
    found = found === null ? some : new Set([...found].filter((number) => some.has(number)));
  }
  return found;
}

function made(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) if (value) element.setAttribute(name, value);
  element.append(...children);
  return element;
}

function hit([slug, title, language, day, text]) {
  const link = made("a", { class: "claim", href: new URL(`case/${slug}.html`, home).href },
    made("span", { class: "mark" }, "Claim:"), " ", made("span", { lang: language }, title));
  const item = made("li", {}, made("p", {}, link));
  if (text) item.append(made("p", { class: "excerpt claim" }, made("span", { class: "mark" }, "Claim:"), ` ${text}`));
  item.append(made("p", { class: "faint" }, day ? made("time", { datetime: day }, day) : "no date"));
  return item;
}

function choice(kind, [slug, label, language, count], isChosen) {
  const box = made("input", { type: "checkbox", name: kind, value: slug });
  box.checked = isChosen;
  const name = made(kind === "narrative" ? "q" : "span", { lang: language }, label);
  return made("label", { class: "choice" }, box, " ", name, " ",
    made("span", { class: "number faint" }, count.toLocaleString("en")));
}

function showFacet(kind, heading, rows, found, taken) {
  const counts = rows.map(([slug, label, language, steps]) => {
    const list = numbers(steps);
    return [slug, label, language, found ? list.filter((number) => found.has(number)).length : list.length];
  });
  const order = kind === "year" ? (a, b) => (a[0] < b[0] ? 1 : -1) : (a, b) => b[3] - a[3] || (a[0] < b[0] ? -1 : 1);
  const chosen = counts.filter(([slug]) => taken.includes(slug));
  const rest = counts.filter(([slug, , , count]) => count && !taken.includes(slug)).sort(order);
  const group = document.querySelector(`[data-facet="${kind}"]`);
  if (!group) return;
  const legend = made("legend", { class: "hidden" }, heading);
  const shown = [...chosen, ...rest.slice(0, Math.max(0, SHOWN - chosen.length))];
  group.querySelector("fieldset").replaceChildren(legend, ...shown.map((row) => choice(kind, row, taken.includes(row[0]))));
  group.querySelector("summary").replaceChildren(`${heading} `,
    made("span", { class: "faint" }, (chosen.length + rest.length).toLocaleString("en")));
  if (taken.length) group.open = true;
}

function pages(given, number, last) {
  const to = (page) => {
    const query = new URLSearchParams(given);
    query.set("page", page);
    return `search.html?${query}`;
  };
  const steps = [made("li", {}, `page ${number} of ${last.toLocaleString("en")}`)];
  if (number > 1) steps.unshift(made("li", {}, made("a", { rel: "prev", href: to(number - 1) }, "Before")));
  if (number < last) steps.push(made("li", {}, made("a", { rel: "next", href: to(number + 1) }, "Next")));
  return made("nav", { class: "pages", "aria-label": "Pages of results" }, made("ul", {}, ...steps));
}

async function show(given) {
  const about = await load("index.json");
  const kinds = Object.keys(about.facets);
  const lists = await Promise.all(kinds.map((kind) => load(`facet-${kind}.json`)));
  const facets = Object.fromEntries(kinds.map((kind, place) => [kind, lists[place]]));
  const named = (kind) => [...given.getAll(kind), ...(kind === "place" ? given.getAll("country") : [])];
  const chosen = Object.fromEntries(kinds.map((kind) => [kind, [...new Set(named(kind))]]));
  const words = given.get("q") ?? "";
  const some = narrowed(facets, chosen, given.get("match") === "all");
  const best = (await ranked(about, words)) ?? Array.from({ length: about.cases }, (_, number) => number);
  const found = some ? best.filter((number) => some.has(number)) : best;
  const last = Math.max(1, Math.ceil(found.length / about.page));
  const page = Math.min(Math.max(1, Number.parseInt(given.get("page") ?? "1", 10) || 1), last);
  const here = found.slice(about.page * (page - 1), about.page * page);
  const parts = await Promise.all(here.map((number) => load(`cases-${Math.floor(number / about.portion)}.json`)));
  const hits = document.querySelector("[data-hits]");
  hits.start = about.page * (page - 1) + 1;
  hits.replaceChildren(...here.map((number, place) => hit(parts[place][number % about.portion])));
  document.querySelector("[data-found]").textContent =
    found.length === 1 ? "1 case" : `${found.length.toLocaleString("en")} cases`;
  document.querySelector(".results nav.pages")?.remove();
  if (last > 1) hits.after(pages(given, page, last));
  if (!found.length) hits.after(made("p", {}, "No case has all of this. Try fewer words, or remove a choice."));
  const seen = new Set(found);
  kinds.forEach((kind) => showFacet(kind, about.facets[kind], facets[kind], seen, chosen[kind]));
  document.querySelector("#q").value = words;
  const match = document.querySelector('input[name="match"][value="all"]');
  if (match) match.checked = given.get("match") === "all";
  if (words) document.title = `Search: ${words} · disinfograph`;
}

if (typeof document !== "undefined") {
  const given = new URLSearchParams(document.location.search);
  const status = document.querySelector("[data-found]");
  status?.setAttribute("aria-live", "polite");
  if ([...given].length) {
    show(given).catch(() => {
      if (status) status.textContent = "The search index could not be loaded: these are the newest cases";
    });
  }
}
