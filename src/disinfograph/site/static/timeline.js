// Timelines: each month says its number, by pointer and by keyboard, and some of the years can be looked at closer.
import { count, data, draw, make, rove, tip } from "./making.js";

const MONTH = 10;

/** Draw the months (`{"2022-03": 5}`) of a timeline anew, for keys and pointers. */
export function enliven(figure, months) {
  const svg = figure.querySelector("svg");
  const plot = figure.querySelector(".plot");
  // The page has drawn it already: over which years, and to which scale, it may share with another.
  const listed = [...figure.querySelectorAll(".years li")];
  const begin = Number(listed[0].textContent);
  const end = begin + listed.length - 1;
  const scale = Number(figure.querySelector(".most").textContent.replaceAll(",", ""));
  const box = tip(plot);
  svg.setAttribute("role", "group");
  const show = (from, to) => {
    const bars = drawn(svg, months, from, to, from === begin && to === end ? scale : 0, figure.querySelector(".most"));
    listed.forEach((item, at) => (item.hidden = begin + at < from || begin + at > to));
    bars.forEach((bar) => hint(bar, plot, box));
    rove(bars);
  };
  show(begin, end);
  if (end - begin >= 2) plot.before(choosing(begin, end, show));
}

function drawn(svg, months, from, to, scale, label) {
  const kept = Object.entries(months).filter(([month]) => Number(month.slice(0, 4)) >= from && Number(month.slice(0, 4)) <= to);
  const most = scale || Math.max(1, ...kept.map(([, cases]) => cases));
  const width = 12 * MONTH * (to - from + 1);
  svg.setAttribute("viewBox", `0 0 ${width} 100`);
  label.textContent = most.toLocaleString("en-GB");
  const rule = draw("line", { class: "rule", x1: 0, y1: 0.5, x2: width, y2: 0.5 });
  const bars = kept.map(([month, cases]) => {
    const x = MONTH * (12 * (Number(month.slice(0, 4)) - from) + Number(month.slice(5, 7)) - 1);
    const high = (100 * cases) / most;
    const words = `${month}: ${count(cases, "case")}`;
    return draw(
      "g",
      { class: "month", role: "img", "aria-label": words },
      draw("rect", { class: "whole", x, y: 0, width: MONTH, height: 100 }),
      draw("rect", { x: x + 1, y: 100 - high, width: MONTH - 2, height: high }),
    );
  });
  svg.replaceChildren(rule, ...bars);
  return bars;
}

function hint(bar, plot, box) {
  const show = () => {
    const place = plot.getBoundingClientRect();
    const shape = bar.lastChild.getBoundingClientRect();
    box.show(bar.getAttribute("aria-label"), shape.left - place.left + shape.width / 2, shape.top - place.top);
  };
  for (const event of ["pointerenter", "focus"]) bar.addEventListener(event, show);
  for (const event of ["pointerleave", "blur"]) bar.addEventListener(event, box.hide);
}

function choosing(begin, end, show) {
  const years = Array.from({ length: end - begin + 1 }, (_, at) => begin + at);
  const select = (chosen) => make("select", {}, ...years.map((year) => make("option", { selected: year === chosen }, year)));
  const [from, to] = [select(begin), select(end)];
  const act = (event) => {
    if (Number(from.value) > Number(to.value)) (event.target === from ? to : from).value = event.target.value;
    show(Number(from.value), Number(to.value));
  };
  from.addEventListener("change", act);
  to.addEventListener("change", act);
  return make("div", { class: "tools", role: "group", "aria-label": "Years to look at" }, make("label", {}, "From ", from), make("label", {}, "to ", to));
}

for (const figure of document.querySelectorAll("figure[data-chart=timeline]")) {
  const months = data(figure.dataset.from);
  if (Object.keys(months).length) enliven(figure, months);
}
