// An answer to a SPARQL query as a table, and where its columns allow it as a chart, a map and a network.
import { button, colour, copier, count, draw, make, number } from "./making.js";
import { enliven as livelyMap } from "./map.js";
import { live as network } from "./network.js";
import { enliven as sortable } from "./sorting.js";

const ROWS = 500;
const BARS = 40;
const TIES = 400;
const NUMERIC = /#(integer|int|long|short|byte|decimal|double|float|nonNegativeInteger|positiveInteger)$/;
const DAY = /^\d{4}(-\d\d){0,2}$/;
const root = new URL("../", import.meta.url);
const kinds = /^(case|claim|issue|keyword|language|narrative|outlet|place|source|article|evidence)\//;

/** Show a reply of the endpoint; `known` holds prefixes and the base of IRIs. */
export async function show(answer, reply, known) {
  const type = reply.headers.get("Content-Type") ?? "";
  if (!reply.ok) return answer.replaceChildren(make("p", { class: "caution error", role: "alert" }, sentence(await reply.text())));
  if (!type.includes("sparql-results+json")) return answer.replaceChildren(...text(await reply.text()));
  const said = await reply.json();
  if ("boolean" in said) return answer.replaceChildren(make("p", { role: "status" }, said.boolean ? "Yes." : "No."));
  return rows(answer, said, known);
}

function sentence(text) {
  try {
    const said = JSON.parse(text);
    return said.detail ?? said.error ?? text;
  } catch {
    return text;
  }
}

function text(words) {
  return [make("div", { class: "tools" }, copier("Copy", () => words)), make("pre", { tabindex: "0" }, words)];
}

function rows(answer, said, known) {
  const found = { columns: said.head.vars, rows: said.results.bindings, known };
  const cut = said.head.truncated ?? said.truncated;
  const views = { Table: table, Chart: chart, Map: map, Network: ties };
  const place = make("div");
  const pick = async (name) => {
    for (const each of choices) each.setAttribute("aria-pressed", String(each.textContent === name));
    place.replaceChildren(await views[name](found));
  };
  const choices = Object.keys(views).map((name) => button(name, () => pick(name), { class: "quiet", disabled: !can[name](found) }));
  const told = `${count(found.rows.length, "row")}${cut ? ", and more that are not shown" : ""}`;
  const care = "Claims and narratives in an answer are what was told, and was debunked.";
  answer.replaceChildren(make("p", { role: "status" }, `${told}. `, make("span", { class: "faint" }, care)), make("div", { class: "views", role: "group", "aria-label": "Show as" }, ...choices), place);
  return pick("Table");
}

function of(found, test) {
  return found.columns.find((name) => found.rows.some((row) => row[name]) && found.rows.every((row) => !row[name] || test(row[name])));
}

const isNumber = (term) => term.type === "literal" && NUMERIC.test(term.datatype ?? "");
const isThing = (term) => term.type === "uri";
const numbers = (found) => of(found, isNumber);
const label = (found) => of(found, (term) => term.type === "literal" && !isNumber(term)) ?? of(found, isThing);
const places = (found) => of(found, (term) => isThing(term) && term.value.startsWith(`${found.known.base}place/`));

function ends(found) {
  const things = found.columns.filter((name) => found.rows.some((row) => row[name]) && found.rows.every((row) => !row[name] || isThing(row[name])));
  return things.length > 1 ? things.slice(0, 2) : null;
}

const can = {
  Table: () => true,
  Chart: (found) => found.rows.length > 0 && numbers(found) && label(found),
  Map: (found) => places(found),
  Network: (found) => ends(found),
};

function short(iri, { base, prefixes }) {
  if (iri.startsWith(base) && kinds.test(iri.slice(base.length))) return iri.slice(base.length).replace("/", ":");
  const found = Object.entries(prefixes).find(([, start]) => iri.startsWith(start));
  return found ? `${found[0]}:${iri.slice(found[1].length)}` : iri;
}

function address(iri, { base }) {
  if (iri.startsWith(base) && kinds.test(iri.slice(base.length))) {
    const path = iri.slice(base.length);
    return new URL(path.startsWith("claim/") ? `case/${path.slice(6)}.html#claim` : `${path}.html`, root).href;
  }
  return /^https?:\/\//.test(iri) ? iri : "";
}

// What a row says beside a case, a claim or a narrative may be what claims say, so it stands in quotation marks.
const isTold = (term, { base }) => term?.type === "uri" && /^(case|claim|narrative)\//.test(term.value.startsWith(base) ? term.value.slice(base.length) : "");

function isQuoted(name, row, known) {
  const term = row[name];
  if (term.type !== "literal" || (term.datatype && !term.datatype.endsWith("#string")) || term.value.startsWith("Claim:")) return false;
  if (!Object.values(row).some((other) => isTold(other, known))) return false;
  const of = Object.keys(row).find((other) => other !== name && name.startsWith(`${other}_`) && row[other].type === "uri");
  return !of || isTold(row[of], known);
}

function cell(name, row, known) {
  const term = row[name];
  if (!term) return make("td");
  if (term.type !== "uri") {
    if (term.value.startsWith("Claim: ")) {
      const mark = make("span", { class: "mark" }, "Claim:");
      return make("td", {}, make("span", { class: "claim" }, mark, term.value.slice(6)));
    }
    const words = make(isQuoted(name, row, known) ? "q" : "bdi", { lang: term["xml:lang"] ?? null }, term.value);
    return make("td", { class: isNumber(term) ? "number" : null }, words);
  }
  const [words, there] = [short(term.value, known), address(term.value, known)];
  return make("td", {}, there ? make("a", { href: there, rel: there.startsWith(root.href) ? null : "nofollow noreferrer" }, words) : words);
}

function table({ columns, rows, known }) {
  const shown = rows.slice(0, ROWS);
  const words = rows.length > ROWS ? `The first ${ROWS} of ${number.format(rows.length)} rows` : "Rows of the answer";
  const made = make(
    "table",
    {},
    make("caption", {}, words),
    make("thead", {}, make("tr", {}, ...columns.map((name) => make("th", { scope: "col", class: rows.some((row) => row[name] && isNumber(row[name])) ? "number" : null }, name)))),
    make("tbody", {}, ...shown.map((row) => make("tr", {}, ...columns.map((name) => cell(name, row, known))))),
  );
  sortable(made);
  return make("div", { class: "fit", role: "region", "aria-label": words, tabindex: "0" }, made);
}

async function chart(found) {
  const Plot = await import("./vendor/plot.js");
  const [amount, name] = [numbers(found), label(found)];
  const days = found.rows.every((row) => row[name] && DAY.test(row[name].value));
  const words = (term) => (term?.type === "uri" ? short(term.value, found.known) : term?.value ?? "");
  const told = (row) => (row[name] && isQuoted(name, row, found.known) ? `“${row[name].value}”` : words(row[name]));
  const given = found.rows.map((row) => ({ name: told(row), amount: Number(row[amount]?.value ?? 0) }));
  const shown = days ? given.map((each) => ({ ...each, name: new Date(each.name) })).sort((one, other) => one.name - other.name) : given.slice(0, BARS);
  const marks = days
    ? [Plot.ruleY([0]), Plot.lineY(shown, { x: "name", y: "amount", stroke: colour("accent"), strokeWidth: 2 })]
    : [Plot.barX(shown, { y: "name", x: "amount", fill: colour("accent"), sort: { y: null } }), Plot.ruleX([0])];
  const longest = Math.min(320, 8 * Math.max(1, ...shown.map((each) => String(each.name).length)));
  const drawn = Plot.plot({ marks, width: 900, style: { fontSize: "13px", background: "none" }, marginLeft: days ? 60 : longest, x: { label: days ? name : amount, grid: !days }, y: { label: days ? amount : null, tickFormat: days ? undefined : cutOff } });
  drawn.setAttribute("role", "img");
  drawn.setAttribute("aria-label", `${amount} by ${name}; the table has the same`);
  const more = !days && given.length > BARS ? `: the first ${BARS} of ${number.format(given.length)}` : "";
  return make("figure", {}, make("figcaption", {}, `${amount} by ${name}${more}`), drawn);
}

function cutOff(words) {
  return words.length > 42 ? `${words.slice(0, 41)}…${words.startsWith("“") ? "”" : ""}` : words;
}

async function map(found) {
  const world = await (await fetch(new URL("assets/world.json", root))).json();
  const [place, amount] = [places(found), numbers(found)];
  const name = of(found, (term) => term.type === "literal" && !isNumber(term));
  const countries = {};
  for (const row of found.rows) {
    const slug = row[place]?.value.slice(found.known.base.length + 6);
    if (!(slug in world.paths)) continue;
    countries[slug] ??= [row[name]?.value ?? slug, 0, address(row[place].value, found.known)];
    countries[slug][1] += amount ? Number(row[amount]?.value ?? 0) : 1;
  }
  const most = Math.max(1, ...Object.values(countries).map(([, cases]) => cases));
  const paths = Object.entries(world.paths).map(([slug, d]) => {
    const cases = countries[slug]?.[1] ?? 0;
    return draw("path", { d, class: `shade-${cases ? 1 + Math.floor(4 * Math.sqrt(cases / most)) : 0}`, "data-place": cases ? slug : null });
  });
  const words = `${amount ?? "Rows"} by country`;
  const svg = draw("svg", { viewBox: world.viewBox, "aria-label": words }, ...paths);
  const figure = make("figure", { class: "map" }, make("figcaption", {}, words), svg);
  livelyMap(svg, countries, amount ?? "row");
  return figure;
}

async function ties(found) {
  const [one, other] = ends(found);
  const amount = numbers(found);
  const at = new Map();
  const nodes = [];
  const node = (iri) => {
    if (!at.has(iri)) {
      at.set(iri, nodes.length);
      nodes.push([iri.startsWith(found.known.base) ? iri.slice(found.known.base.length) : iri, short(iri, found.known), 0, address(iri, found.known)]);
    }
    return at.get(iri);
  };
  const seen = new Set();
  const edges = [];
  for (const row of found.rows) {
    if (!row[one] || !row[other] || edges.length === TIES) continue;
    const pair = [node(row[one].value), node(row[other].value)].sort((a, b) => a - b);
    if (pair[0] === pair[1] || seen.has(pair.join())) continue;
    seen.add(pair.join());
    edges.push([...pair, amount ? Math.max(1, Number(row[amount]?.value ?? 1)) : 1]);
  }
  const figure = make("figure", { class: "network" });
  const library = await import("./vendor/network.js");
  // Sigma measures its place, so the figure must stand in the page first.
  setTimeout(() => {
    try {
      network(figure, { nodes, edges }, library);
    } catch {
      figure.replaceChildren(make("p", { class: "caution" }, "This browser cannot draw it: it has no WebGL."));
    }
  });
  return figure;
}
