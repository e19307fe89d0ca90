// A button beside each text that is there to be copied: citations, queries, commands.
import { copier, make } from "./making.js";

for (const text of document.querySelectorAll("main pre")) {
  text.before(make("div", { class: "tools" }, copier("Copy", () => text.textContent)));
}
