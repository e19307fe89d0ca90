// Compares any two countries where no server does: the page holds what is told about each.
import { data, draw, make, number } from "./making.js";
import { enliven as sortable } from "./sorting.js";
import { enliven as timeline } from "./timeline.js";

const LISTED = 15;
const form = document.querySelector("[data-compare]");
const given = data(form.dataset.compare);

function narrative(at) {
  const [name, address] = given.narratives[at];
  return make("a", { class: "narrative", href: address }, make("q", {}, name));
}

function row(at, ...numbers) {
  return make("tr", {}, make("th", { scope: "row" }, narrative(at)), ...numbers.map((each) => make("td", { class: "number" }, number.format(each))));
}

function rows(table, made) {
  const width = table.tHead.rows[0].cells.length;
  table.tBodies[0].replaceChildren(...(made.length ? made : [make("tr", {}, make("td", { colspan: width }, "none"))]));
  for (const head of table.tHead.rows[0].cells) head.removeAttribute("aria-sort");
  if (made.length && !table.querySelector("button.sort")) sortable(table);
}

function only(mine, other, at) {
  const found = [...mine].filter(([each]) => !other.has(each)).sort((one, two) => two[1] - one[1] || one[0] - two[0]);
  const table = document.querySelector(`[data-only="${at}"]`);
  rows(table, found.slice(0, LISTED).map(([each, cases]) => row(each, cases)));
  const more = found.length > LISTED ? ` (${LISTED} of ${found.length})` : "";
  table.caption.lastChild.remove();
  table.caption.append(make("span", {}, ` only${more}`));
}

function line(at, months, begin, end, most) {
  const years = Array.from({ length: end - begin + 1 }, (_, step) => make("li", {}, String(begin + step)));
  const figure = make(
    "figure",
    { class: "timeline" },
    make("figcaption", {}, "Cases by month"),
    make("div", { class: "plot" }, make("span", { class: "most", "aria-hidden": "true" }, number.format(most)), draw("svg", { preserveAspectRatio: "none", "aria-label": "Columns, one for each month" }), make("ol", { class: "years many", "aria-hidden": "true" }, ...years)),
  );
  document.querySelector(`[data-line="${at}"]`).replaceChildren(figure);
  if (Object.keys(months).length) timeline(figure, months);
}

function show(first, second) {
  const pair = [given.countries[first], given.countries[second]];
  if (!pair[0] || !pair[1]) return;
  const told = pair.map((country) => new Map(country[3]));
  const shared = [...told[0].keys()].filter((at) => told[1].has(at));
  shared.sort((one, other) => Math.min(told[0].get(other), told[1].get(other)) - Math.min(told[0].get(one), told[1].get(one)) || one - other);
  const either = told[0].size + told[1].size - shared.length;
  document.querySelectorAll("[data-name]").forEach((element) => {
    const country = pair[element.dataset.name];
    const inner = element.querySelector("button.sort") ?? element;
    inner.replaceChildren(element.tagName === "H3" ? make("a", { href: country[1] }, country[0]) : country[0]);
  });
  document.querySelector("[data-figures]").replaceChildren(
    make("span", {}, make("b", {}, number.format(shared.length)), ` of ${number.format(either)} narratives`), " ",
    make("span", {}, make("b", {}, either ? String(Math.round((100 * shared.length) / either) / 100) : "0"), " Jaccard index"),
  );
  rows(document.querySelector("[data-both]"), shared.map((at) => row(at, told[0].get(at), told[1].get(at))));
  only(told[0], told[1], 0);
  only(told[1], told[0], 1);
  const months = pair.map((country) => country[4]);
  const years = months.flatMap(Object.keys).map((month) => Number(month.slice(0, 4)));
  const most = Math.max(1, ...months.flatMap((each) => Object.values(each)));
  months.forEach((each, at) => line(at, each, Math.min(...years), Math.max(...years), most));
  document.title = `Compare ${pair[0][0]} and ${pair[1][0]} · ${document.title.split(" · ").at(-1)}`;
}

function read() {
  const asked = new URLSearchParams(location.search);
  for (const name of ["a", "b"]) {
    if (given.countries[asked.get(name)]) form.elements[name].value = asked.get(name);
  }
  if (asked.has("a") || asked.has("b")) show(form.elements.a.value, form.elements.b.value);
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  const address = new URL(location.href);
  address.search = new URLSearchParams({ a: form.elements.a.value, b: form.elements.b.value });
  history.pushState(null, "", address);
  show(form.elements.a.value, form.elements.b.value);
  document.getElementById("common").scrollIntoView();
});
addEventListener("popstate", read);
read();
