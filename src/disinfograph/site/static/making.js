// Small things that several scripts need. Text is only ever set as text, never as HTML.

const SVG = "http://www.w3.org/2000/svg";

/** Return a new element with attributes and children; a child may be a text. */
export function make(name, attributes = {}, ...children) {
  return filled(document.createElement(name), attributes, children);
}

/** Return a new element of SVG. */
export function draw(name, attributes = {}, ...children) {
  return filled(document.createElementNS(SVG, name), attributes, children);
}

function filled(element, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === true) element.setAttribute(name, "");
    else if (value !== false && value !== null && value !== undefined) element.setAttribute(name, value);
  }
  element.append(...children);
  return element;
}

/** Return the data of a script element, by its id. */
export function data(id) {
  return JSON.parse(document.getElementById(id).textContent);
}

export const number = new Intl.NumberFormat("en-GB");

/** Return a number with its noun: "1 case", "1,259 cases". */
export function count(amount, noun) {
  return `${number.format(amount)} ${noun}${amount === 1 ? "" : "s"}`;
}

/** Return a button that does something. */
export function button(words, action, attributes = {}) {
  const made = make("button", { type: "button", ...attributes }, words);
  made.addEventListener("click", action);
  return made;
}

/** Return a box for a few words near the pointer, inside an element that is positioned. */
export function tip(inside) {
  const box = make("div", { class: "tip", hidden: true, "aria-hidden": "true" });
  inside.append(box);
  return {
    show(words, left, top) {
      box.textContent = words;
      box.hidden = false;
      const room = inside.clientWidth - box.offsetWidth;
      box.style.left = `${Math.max(0, Math.min(room, left - box.offsetWidth / 2))}px`;
      box.style.top = `${Math.max(0, top - box.offsetHeight - 10)}px`;
    },
    hide() {
      box.hidden = true;
    },
  };
}

/** Make one stop of the Tab key out of many elements; the arrow keys go from one to the next. */
export function rove(elements) {
  elements.forEach((element, at) => element.setAttribute("tabindex", at ? "-1" : "0"));
  const steps = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };
  elements.forEach((element, at) =>
    element.addEventListener("keydown", (event) => {
      let to = event.key in steps ? at + steps[event.key] : -1;
      if (event.key === "Home") to = 0;
      if (event.key === "End") to = elements.length - 1;
      const next = elements[to];
      if (!next) return;
      event.preventDefault();
      element.setAttribute("tabindex", "-1");
      next.setAttribute("tabindex", "0");
      next.focus();
    }),
  );
}

/** Return the value of a colour of the page, as it is now. */
export function colour(name) {
  return getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();
}

/** Call a function whenever the system changes between light and dark. */
export function onScheme(action) {
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", action);
}

/** Put a text on the clipboard; on pages without a secure address the old way is the only one. */
export async function copy(text) {
  if (navigator.clipboard) return navigator.clipboard.writeText(text);
  const field = make("textarea", { class: "hidden" }, text);
  document.body.append(field);
  field.select();
  document.execCommand("copy");
  field.remove();
}

/** Return a button that copies a text and says so. */
export function copier(words, text) {
  const made = button(words, async () => {
    try {
      await copy(text());
      made.textContent = "Copied";
    } catch {
      made.textContent = "Not copied";
    }
    setTimeout(() => (made.textContent = words), 2000);
  }, { class: "quiet", "aria-live": "polite" });
  return made;
}
