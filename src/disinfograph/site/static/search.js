// The search where no server is: it reads parts of an index that `disinfograph publish` wrote beside the pages.
import { stem } from "./stemming.js";

const home = new URL("../", import.meta.url);
const index = new URL("search/", home);
const SHOWN = 10;
const MOST_PARTS = 12;
const STEM_WEIGHT = 0.5;
const NAMES = { keyword: 1.5, narrative: 1.5, outlet: 2, place: 2 };
/** Words that begin otherwise than what they are without their endings. */
const ODD = { die: ["dying"], lie: ["lying"], tie: ["tying"] };

const LETTERS = { ß: "ss", æ: "ae", œ: "oe", ø: "o", đ: "d", ł: "l", ı: "i", ς: "σ" };

/** The words of a text, as the index has them. */
export function words(text) {
  const plain = text.toLowerCase().replace(/[ßæœøđłıς]/g, (letter) => LETTERS[letter]);
  const bare = plain.normalize("NFKD").replace(/\p{Mn}/gu, "");
  return (bare.match(/[\p{L}\p{N}]+/gu) ?? []).filter((word) => [...word].length <= 40);
}

const PIECE = /(-?)"([^"]*)(?:"(\*?)|$)|\S+/g;

/** A piece of what was typed: words in a row, the last perhaps a beginning, in other forms as well unless quoted. */
function piece([text, minus, quoted, star]) {
  const isQuoted = quoted !== undefined;
  const list = words(isQuoted ? quoted : text);
  return { words: list, isStart: isQuoted ? star === "*" : text.endsWith("*"), isExact: isQuoted,
    isLeftOut: (isQuoted ? minus : text[0]) === "-" };
}

/** What was typed, taken apart: of each list in `all` one piece must be there, none of `without` may be. */
export function wanted(text) {
  const found = { all: [], without: [] };
  let [isOther, isLeftOut] = [false, false];
  for (const match of text.replace(/[“”„‟«»＂]/g, '"').replace(/[()]/g, " ").matchAll(PIECE)) {
    if (["AND", "NOT", "OR"].includes(match[0])) {
      isOther = match[0] === "OR" && found.all.length > 0;
      isLeftOut = match[0] === "NOT";
      continue;
    }
    const one = piece(match);
    if (one.words.length) {
      if (one.isLeftOut || isLeftOut) found.without.push(one);
      else if (isOther) found.all[found.all.length - 1].push(one);
      else found.all.push([one]);
      [isOther, isLeftOut] = [false, false];
    }
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

/** How well a word of the index fits one that was typed: 0 for not at all. */
function fit(each, word, isStart, isExact, root) {
  if (each === word || (isStart && each.startsWith(word))) return 1;
  return !isExact && stem(each) === root ? STEM_WEIGHT : 0;
}

/** The rows of the index for a word and its other forms: what each weighs, its part and its place there. */
async function rows(about, word, isStart, isExact, from) {
  const root = isExact ? word : stem(word);
  // All forms of a word begin like it: what endings change is the last letter of the rest.
  const begin = isExact ? word : [...root].slice(0, -1).join("");
  const ranges = [begin || root, ...(isExact ? [] : ODD[root] ?? [])].map((each) => {
    const first = partOf(about.words, each);
    const last = isExact && !isStart ? first : partOf(about.words, `${isStart ? word : each}\uffff`);
    return [first, Math.max(first, last)];
  });
  const found = [];
  const parts = new Set(ranges.flatMap(([first, last]) =>
    Array.from({ length: last - first + 1 }, (_, step) => first + step)));
  for (const part of [...parts].slice(0, MOST_PARTS)) {
    (await from(`words-${part}.json`)).forEach((row, place) => {
      const weight = fit(row[0], word, isStart, isExact, root);
      if (weight) found.push({ weight, part, place, strong: numbers(row[1]), weak: numbers(row[2]) });
    });
  }
  return found;
}

function take(found, number, score) {
  found.set(number, Math.max(found.get(number) ?? 0, score));
}

/** The cases that hold one word, with what that weighs: more in a title or a claim. */
async function holding(about, [word], isStart, isExact, from) {
  const found = new Map();
  for (const { weight, strong, weak } of await rows(about, word, isStart, isExact, from)) {
    const rare = weight * Math.log(1 + about.cases / (strong.length + weak.length));
    for (const number of weak) take(found, number, rare);
    for (const number of strong) take(found, number, 3 * rare);
  }
  return found;
}

/** Where a word and its other forms stand, by case. */
async function spots(about, word, isStart, isExact, from) {
  const found = new Map();
  for (const { part, place, strong, weak } of await rows(about, word, isStart, isExact, from)) {
    const told = (await from(`spots-${part}.json`))[place].split(",");
    [...strong, ...weak].forEach((number, at) => {
      const list = numbers(told[at].split(" ").map((step) => Number.parseInt(step, 36)));
      if (!found.has(number)) found.set(number, new Set());
      for (const spot of list) found.get(number).add(spot);
    });
  }
  return found;
}

/** The cases that hold words in a row. */
async function inARow(about, list, isStart, isExact, from) {
  const last = list.length - 1;
  const each = await Promise.all(list.map((word, at) => spots(about, word, isStart && at === last, isExact, from)));
  const found = new Map();
  for (const [number, starts] of each[0]) {
    const times = [...starts].filter((spot) => each.every((where, at) => where.get(number)?.has(spot + at))).length;
    if (times) found.set(number, 3 + times / (1 + times));
  }
  if (found.size) {
    const rare = Math.log(1 + about.cases / found.size);
    for (const [number, score] of found) found.set(number, score * rare);
  }
  return found;
}

/** The cases of things in whose names words stand in a row. */
async function named(about, list, isStart, isExact, from) {
  const found = new Map();
  const roots = list.map((word) => (isExact ? word : stem(word)));
  for (const kind of Object.keys(about.facets).filter((each) => each in NAMES)) {
    for (const [, label, , steps] of await from(`facet-${kind}.json`)) {
      const name = words(label);
      const fits = (start) => list.every((word, at) => start + at < name.length
        && fit(name[start + at], word, isStart && at === list.length - 1, isExact, roots[at]));
      if (!name.some((_, start) => fits(start))) continue;
      const rare = NAMES[kind] * Math.log(1 + about.cases / steps.length);
      for (const number of numbers(steps)) take(found, number, rare);
    }
  }
  return found;
}

/** The cases that have a piece, in their texts or in the name of a thing that they have. */
async function having(about, { words: list, isStart, isExact }, from) {
  const look = list.length > 1 ? inARow : holding;
  const [found, more] = await Promise.all([look, named].map((each) => each(about, list, isStart, isExact, from)));
  for (const [number, score] of more) take(found, number, score);
  return found;
}

/** The cases that have all that is wanted, best first, and among equals the newest first; null for all cases. */
export async function ranked(about, text, from = load) {
  const ask = wanted(text);
  if (!text.trim()) return null;
  if (!ask.all.length && !ask.without.length) return [];
  let scores = null;
  for (const pieces of ask.all) {
    const found = new Map();
    for (const one of pieces) {
      for (const [number, score] of await having(about, one, from)) found.set(number, score + (found.get(number) ?? 0));
    }
    if (scores === null) scores = found;
    else for (const [number, score] of scores) {
      if (found.has(number)) scores.set(number, score + found.get(number));
      else scores.delete(number);
    }
  }
  scores ??= new Map(Array.from({ length: about.cases }, (_, number) => [number, 0]));
  for (const one of ask.without) {
    for (const number of (await having(about, one, from)).keys()) scores.delete(number);
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
  if (words) document.title = `Search: ${words} · ${document.title.split(" · ").at(-1)}`;
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
