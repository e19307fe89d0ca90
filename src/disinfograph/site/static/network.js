// The network, to be moved and searched: drawn by sigma when a reader asks for it, since that takes time and WebGL.
import { button, colour, count, data, draw, make, onScheme } from "./making.js";

const STEPS = 600;

function key() {
  const dot = (kind) => draw("svg", { viewBox: "0 0 10 10", "aria-hidden": "true" }, draw("circle", { class: kind, cx: 5, cy: 5, r: 5 }));
  return make(
    "ul",
    { class: "key" },
    make("li", {}, dot("of-narrative"), "narrative: what claims say"),
    make("li", {}, dot("of-outlet"), "outlet: no verdict on it"),
    make("li", {}, "greater: more cases"),
  );
}

function filled(Graph, given) {
  const graph = new Graph({ type: "undirected" });
  given.nodes.forEach(([path, name, cases, address], at) => {
    const kind = path.split("/")[0];
    const short = name.length > 44 ? `${name.slice(0, 43)}…` : name;
    const [whole, label] = [name, short].map((text) => (kind === "narrative" ? `“${text}”` : text));
    // Around a circle at first, so that the drawing is the same each time.
    const turn = (2 * Math.PI * at * 137.5) / 360;
    graph.addNode(at, { x: Math.cos(turn) * Math.sqrt(at + 1), y: Math.sin(turn) * Math.sqrt(at + 1), label, whole, kind, cases, address, size: 3 + Math.sqrt(cases) / 2 });
  });
  for (const [one, other, cases] of given.edges) graph.addEdge(one, other, { cases, size: 0.5 + Math.log2(1 + cases) / 2, weight: cases });
  const most = Math.max(...graph.mapNodes((_, node) => node.size));
  graph.forEachNode((node, { size }) => graph.setNodeAttribute(node, "size", Math.max(3, (12 * size) / most)));
  return graph;
}

function painted(graph) {
  const colours = { narrative: colour("false"), outlet: colour("accent") };
  graph.forEachNode((node, { kind }) => graph.setNodeAttribute(node, "color", colours[kind] ?? colour("true")));
  graph.forEachEdge((edge) => graph.setEdgeAttribute(edge, "color", colour("shade-2")));
}

function told(graph, node, status) {
  if (node === null) return status.replaceChildren("Point at a node, or find one by its name.");
  const { whole, cases, address } = graph.getNodeAttributes(node);
  const near = graph.neighbors(node).map((other) => [graph.getNodeAttributes(other).whole, graph.getEdgeAttributes(node, other).cases]);
  near.sort((one, other) => other[1] - one[1] || one[0].localeCompare(other[0]));
  const listed = near.slice(0, 6).map(([name, number]) => `${name} (${number})`);
  const rest = near.length > 6 ? ` and ${near.length - 6} more` : "";
  return status.replaceChildren(address ? make("a", { href: address }, whole) : whole, `${cases ? `: ${count(cases, "case")}` : ""}; tied to ${listed.join(", ")}${rest}`);
}

/** Draw a network into a figure: `nodes` are path, name, number and address, `edges` numbers of two nodes and of cases. */
export function live(figure, given, { Graph, Sigma, forceAtlas2 }) {
  const graph = filled(Graph, given);
  painted(graph);
  forceAtlas2.assign(graph, { iterations: STEPS, settings: { ...forceAtlas2.inferSettings(graph), gravity: 1, scalingRatio: 40, adjustSizes: true } });
  const canvas = make("div", { class: "canvas", role: "img", "aria-label": "Network; a table has the same ties" });
  const status = make("p", { role: "status" });
  const names = new Map(graph.mapNodes((node, { whole }) => [whole, node]));
  const find = make("input", { type: "search", id: "find-node", list: "nodes", autocomplete: "off" });
  const list = make("datalist", { id: "nodes" }, ...[...names.keys()].sort().map((name) => make("option", { value: name })));
  const tools = make("div", { class: "tools" }, make("label", { for: "find-node" }, "Find a node"), find, list);
  figure.replaceChildren(make("figcaption", {}, `${count(given.nodes.length, "node")}, ${count(given.edges.length, "tie")}`), make("div", { class: "live-network" }, key(), tools, canvas, status));
  const sigma = new Sigma(graph, canvas, {
    labelFont: getComputedStyle(document.body).fontFamily,
    labelColor: { color: colour("ink") },
    labelRenderedSizeThreshold: 8,
    zIndex: true,
    // Sigma writes the name of the node under the pointer on white.
    defaultDrawNodeHover: hover,
  });
  choosing(graph, sigma, find, names, status, tools);
  onScheme(() => {
    painted(graph);
    sigma.setSetting("labelColor", { color: colour("ink") });
    sigma.refresh();
  });
}

function hover(context, node, settings) {
  const size = settings.labelSize;
  context.font = `${settings.labelWeight} ${size}px ${settings.labelFont}`;
  const width = context.measureText(node.label).width;
  context.fillStyle = colour("card");
  context.strokeStyle = colour("soft");
  context.beginPath();
  context.roundRect(node.x + node.size + 2, node.y - size / 2 - 5, width + 10, size + 10, 4);
  context.fill();
  context.stroke();
  context.beginPath();
  context.arc(node.x, node.y, node.size + 2, 0, 2 * Math.PI);
  context.stroke();
  context.fillStyle = colour("ink");
  context.fillText(node.label, node.x + node.size + 7, node.y + size / 3);
}

function choosing(graph, sigma, find, names, status, tools) {
  let chosen = null;
  const choose = (node) => {
    chosen = node;
    told(graph, node, status);
    sigma.refresh({ skipIndexation: true });
  };
  const far = (node) => chosen !== null && node !== chosen && !graph.areNeighbors(node, chosen);
  sigma.setSetting("nodeReducer", (node, shown) => (far(node) ? { ...shown, color: colour("track"), label: "", zIndex: 0 } : { ...shown, zIndex: 1, forceLabel: node === chosen }));
  sigma.setSetting("edgeReducer", (edge, shown) => (chosen !== null && !graph.hasExtremity(edge, chosen) ? { ...shown, hidden: true } : shown));
  sigma.on("enterNode", ({ node }) => choose(node));
  sigma.on("leaveNode", () => choose(names.get(find.value) ?? null));
  sigma.on("clickNode", ({ node }) => {
    const address = graph.getNodeAttribute(node, "address");
    if (address) location.href = address;
  });
  find.addEventListener("input", () => choose(names.get(find.value) ?? null));
  const camera = sigma.getCamera();
  tools.append(
    button("Closer", () => camera.animatedZoom(), { class: "quiet" }),
    button("Farther", () => camera.animatedUnzoom(), { class: "quiet" }),
    button("All", () => camera.animatedReset(), { class: "quiet" }),
  );
  choose(null);
}

/** Offer the live drawing of a network in place of the one that the page came with. */
export function offer(figure, given) {
  const start = button("Move and search the network", async () => {
    start.disabled = true;
    const before = [...figure.childNodes];
    try {
      live(figure, given, await import("./vendor/network.js"));
      figure.querySelector("input").focus();
    } catch {
      figure.replaceChildren(...before);
      start.replaceWith(make("p", { class: "faint", role: "status" }, "This browser cannot draw it: it has no WebGL. The drawing and the table below have the strongest ties."));
    }
  });
  figure.querySelector("figcaption").after(make("div", { class: "tools" }, start));
}

for (const figure of document.querySelectorAll("[data-network]")) offer(figure, data(figure.dataset.network));
