// Tables can be put in order by any column: a click or the Enter key on its head, once more for the other way round.
import { make } from "./making.js";

const NUMBER = /^-?[\d,.]+$/;
const words = new Intl.Collator(undefined, { numeric: true });

function value(row, column) {
  const cell = row.cells[column];
  return cell ? cell.textContent.trim() : "";
}

function compare(one, other, numeric) {
  // What is missing comes last, whichever way.
  if (numeric) return Number(one.replaceAll(",", "")) - Number(other.replaceAll(",", ""));
  return words.compare(one, other);
}

function sort(table, head, column) {
  const body = table.tBodies[0];
  const rows = [...body.rows];
  const numeric = rows.every((row) => value(row, column) === "" || NUMBER.test(value(row, column)));
  const down = head.getAttribute("aria-sort") ? head.getAttribute("aria-sort") === "ascending" : numeric;
  for (const other of table.tHead.rows[0].cells) other.removeAttribute("aria-sort");
  head.setAttribute("aria-sort", down ? "descending" : "ascending");
  const sign = down ? -1 : 1;
  rows.sort((one, other) => {
    const [first, second] = [value(one, column), value(other, column)];
    if (!first || !second) return !first - !second;
    return sign * compare(first, second, numeric);
  });
  body.append(...rows);
}

/** Make a table sortable. */
export function enliven(table) {
  if (!table.tHead || table.tBodies.length !== 1 || table.tBodies[0].rows.length < 3) return;
  if ([...table.tBodies[0].rows].some((row) => row.cells.length !== table.tHead.rows[0].cells.length)) return;
  [...table.tHead.rows[0].cells].forEach((head, column) => {
    const inner = make("button", { type: "button", class: "sort" });
    inner.append(...head.childNodes);
    inner.addEventListener("click", () => sort(table, head, column));
    head.append(inner);
  });
}

for (const table of document.querySelectorAll("main table")) enliven(table);
