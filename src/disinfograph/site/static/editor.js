// The field for SPARQL: colours, completion and examples, and the answer as a table, chart, map or network.
import { show } from "./answers.js";
import { button, copier, data, make } from "./making.js";
import { Yasqe } from "./vendor/yasqe.js";

const form = document.querySelector("[data-editor]");
const field = form.querySelector("textarea");
const known = data(form.dataset.editor);
const endpoint = new URL(form.getAttribute("action"), location.href);
const answer = make("div", { class: "answer", role: "region", "aria-label": "Answer", tabindex: "-1" });
let running = null;

// The completers that come with it ask other hosts; these ask the page.
function completers() {
  const own = { bulk: true, persistenceId: null };
  Yasqe.forkAutocompleter("prefixes", { ...own, name: "our-prefixes", get: () => Object.entries(known.prefixes).map(([name, iri]) => `${name}: <${iri}>`) }, false);
  Yasqe.forkAutocompleter("class", { ...own, name: "our-classes", get: () => known.classes }, false);
  Yasqe.forkAutocompleter("property", { ...own, name: "our-properties", get: () => known.properties }, false);
  return ["our-prefixes", "our-classes", "our-properties", "variables"];
}

function opened() {
  const place = make("div");
  field.before(place);
  const editor = new Yasqe(place, {
    value: asked() ?? field.value,
    autocompleters: completers(),
    persistenceId: null,
    consumeShareLink: null,
    createShareableLink: null,
    createShortLink: null,
    prefixCcApi: null,
    showQueryButton: false,
    resizeable: false,
    collapsePrefixesOnLoad: false,
    lineWrapping: true,
    screenReaderLabel: "Query",
    // The Tab key must lead out of the field.
    extraKeys: { "Ctrl-Enter": ask, "Cmd-Enter": ask, "Ctrl-Space": () => editor.autocomplete(), Tab: false, "Shift-Tab": false },
  });
  place.querySelectorAll("button, [title]").forEach((element) => element.getAttribute("title") && !element.getAttribute("aria-label") && element.setAttribute("aria-label", element.getAttribute("title")));
  field.hidden = true;
  field.removeAttribute("required");
  form.querySelector("label[for=query]").removeAttribute("for");
  return editor;
}

function asked() {
  return new URLSearchParams(location.hash.slice(1)).get("query");
}

async function ask() {
  running?.abort();
  running = new AbortController();
  const mine = running;
  const text = editor.getValue();
  answer.replaceChildren(make("p", { role: "status" }, "Asking …"));
  try {
    const body = new URLSearchParams({ query: text });
    const headers = { Accept: "application/sparql-results+json, text/turtle;q=0.5" };
    const reply = await fetch(endpoint, { method: "POST", body, headers, signal: mine.signal });
    await show(answer, reply, known);
    answer.scrollIntoView({ block: "nearest" });
  } catch (fault) {
    if (mine === running) answer.replaceChildren(make("p", { class: "caution", role: "alert" }, fault.name === "AbortError" ? "Stopped." : "The server did not answer."));
  }
}

function python() {
  return `from SPARQLWrapper import JSON, SPARQLWrapper

endpoint = SPARQLWrapper(${JSON.stringify(endpoint.href)})
endpoint.setReturnFormat(JSON)
endpoint.setQuery(${JSON.stringify(editor.getValue())})
for row in endpoint.queryAndConvert()["results"]["bindings"]:
    print({name: term["value"] for name, term in row.items()})
`;
}

function r() {
  return `rows <- read.csv(text = httr::content(httr::GET(
  ${JSON.stringify(endpoint.href)},
  query = list(query = ${JSON.stringify(editor.getValue())}, format = "csv")
), "text", encoding = "UTF-8"))
`;
}

function curl() {
  const quoted = editor.getValue().replaceAll("'", "'\\''");
  return `curl '${endpoint.href}' -H 'Accept: text/csv' --data-urlencode 'query=${quoted}'`;
}

function link() {
  const address = new URL(location.href);
  address.hash = new URLSearchParams({ query: editor.getValue() });
  return address.href;
}

function examples() {
  const select = make("select", { id: "example" }, make("option", { value: "" }, "choose …"));
  for (const one of document.querySelectorAll("[data-example]")) select.append(make("option", { value: one.id }, one.dataset.example));
  select.addEventListener("change", () => {
    const text = select.value && document.getElementById(select.value).querySelector("pre").textContent;
    if (text) editor.setValue(text);
  });
  return make("p", { class: "row" }, make("label", { for: "example" }, "Example"), select);
}

const editor = opened();
form.before(examples());
form.after(
  make("div", { class: "tools" }, copier("Copy the link", link), copier("Copy as curl", curl), copier("Copy as Python", python), copier("Copy as R", r)),
  answer,
);
const row = form.querySelector("button[type=submit]").parentElement;
row.replaceChildren(button("Ask", ask), button("Stop", () => running?.abort(), { class: "quiet" }), make("span", { class: "faint" }, "Ctrl-Enter asks, Ctrl-Space completes"));
form.addEventListener("submit", (event) => {
  event.preventDefault();
  ask();
});
if (asked()) ask();
