// Maps: a country says its number where the pointer or the Tab key is, leads to its page, and can be looked at closer.
import { button, count, data, draw, make, number, rove, tip } from "./making.js";

const EUROPE = { x: 0.45, y: 0.03, width: 0.24, height: 0.3 };

/** Make a map live; `countries` holds name, number and address by place, and `noun` says what is counted. */
export function enliven(svg, countries, noun = "case") {
  const frame = make("div", { class: "live-map" });
  svg.replaceWith(frame);
  frame.append(svg);
  svg.setAttribute("role", "group");
  const links = linked(svg, countries, noun);
  hints(frame, links);
  rove(links);
  frame.before(zooming(svg));
}

function counted(cases, noun) {
  return noun === "case" || noun === "row" ? count(cases, noun) : `${number.format(cases)} ${noun}`;
}

function linked(svg, countries, noun) {
  const found = [...svg.querySelectorAll("path[data-place]")].map((path) => {
    const [name, cases, address] = countries[path.dataset.place];
    path.querySelector("title")?.remove();
    const link = draw("a", { href: address, "aria-label": `${name}: ${counted(cases, noun)}`, "data-cases": cases });
    path.replaceWith(link);
    link.append(path);
    return link;
  });
  return found.sort((one, other) => other.dataset.cases - one.dataset.cases);
}

function hints(frame, links) {
  const box = tip(frame);
  const show = (link) => {
    const place = frame.getBoundingClientRect();
    const shape = link.getBoundingClientRect();
    box.show(link.getAttribute("aria-label"), shape.left - place.left + shape.width / 2, shape.top - place.top);
  };
  for (const link of links) {
    link.addEventListener("focus", () => show(link));
    link.addEventListener("blur", box.hide);
    link.addEventListener("pointerleave", box.hide);
    link.addEventListener("pointermove", (event) => {
      const place = frame.getBoundingClientRect();
      box.show(link.getAttribute("aria-label"), event.clientX - place.left, event.clientY - place.top);
    });
  }
}

function zooming(svg) {
  const [x, y, width, height] = svg.getAttribute("viewBox").split(" ").map(Number);
  const whole = { x, y, width, height };
  let view = whole;
  const look = (next) => {
    const wide = Math.min(width, Math.max(width / 16, next.width));
    const high = (wide * height) / width;
    view = {
      x: Math.min(x + width - wide, Math.max(x, next.x + (next.width - wide) / 2)),
      y: Math.min(y + height - high, Math.max(y, next.y + (next.height - high) / 2)),
      width: wide,
      height: high,
    };
    svg.setAttribute("viewBox", `${view.x} ${view.y} ${view.width} ${view.height}`);
    svg.classList.toggle("near", wide < width);
  };
  const times = (factor) =>
    look({
      x: view.x + (view.width * (1 - factor)) / 2,
      y: view.y + (view.height * (1 - factor)) / 2,
      width: view.width * factor,
      height: view.height * factor,
    });
  dragging(svg, () => view, look);
  svg.addEventListener("keydown", (event) => {
    const act = { "+": () => times(0.6), "=": () => times(0.6), "-": () => times(1 / 0.6), 0: () => look(whole) }[event.key];
    if (act && !event.ctrlKey && !event.metaKey) {
      event.preventDefault();
      act();
    }
  });
  const near = (part) => ({ x: x + part.x * width, y: y + part.y * height, width: part.width * width, height: part.height * height });
  return make(
    "div",
    { class: "tools", role: "group", "aria-label": "Look at the map" },
    button("Closer", () => times(0.6), { class: "quiet" }),
    button("Farther", () => times(1 / 0.6), { class: "quiet" }),
    button("Europe", () => look(near(EUROPE)), { class: "quiet" }),
    button("World", () => look(whole), { class: "quiet" }),
  );
}

function dragging(svg, view, look) {
  let from = null;
  let moved = false;
  svg.addEventListener("pointerdown", (event) => {
    from = svg.classList.contains("near") ? { x: event.clientX, y: event.clientY, view: view() } : null;
    moved = false;
  });
  svg.addEventListener("pointermove", (event) => {
    if (!from || !event.buttons) return;
    const [right, down] = [event.clientX - from.x, event.clientY - from.y];
    moved ||= Math.hypot(right, down) > 4;
    const scale = from.view.width / svg.clientWidth;
    look({ ...from.view, x: from.view.x - right * scale, y: from.view.y - down * scale });
  });
  // The browser's own dragging of links would end ours, and the end of a drag is no click.
  svg.addEventListener("dragstart", (event) => event.preventDefault());
  svg.addEventListener("click", (event) => moved && event.preventDefault());
}

for (const figure of document.querySelectorAll("figure[data-chart=map]")) {
  const svg = figure.querySelector("svg");
  if (svg) enliven(svg, data(figure.dataset.from));
}
