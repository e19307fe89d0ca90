"""Make cases of a given number from a seed: records, a table, pages.

    python benchmarks/speed/generate.py FOLDER --cases 1000 [--seed 20261122] [--pages 1000]

Writes into FOLDER: `cases.jsonl`, as `disinfograph parse` prints records; `cases.csv`, the table that a user would
have, with every label resolved to its slug; `pages/`, the first cases as texts of case pages. Memory does not grow
with the number of cases.
"""

from __future__ import annotations

import argparse
import csv
import json
import sys
from datetime import date
from pathlib import Path

from world import Case, World

from disinfograph.vocabularies import load

SEED = 20261122
LISTS = "|"
"""What parts the members of a list in a cell of the table."""
DISCLAIMER = "Cases in the EUvsDisinfo database are laid out like this one."
COLUMNS = (
    "case url title claim response date issue languages places keywords outlets outlet_names narratives links"
    " articles article_urls archives article_outlets evidence evidence_urls"
).split()


def row(case: Case) -> dict[str, str]:
    """Return the row of a case in the table; lists whose names begin alike run alongside each other."""
    record, by_label = case.record, {outlet.label: outlet.slug for outlet in case.outlets}
    cells: dict[str, object] = {
        "case": case.slug,
        "url": record.url,
        "title": record.title,
        "claim": record.claim,
        "response": record.response,
        "date": record.date,
        "issue": record.issue or "",
        "languages": record.languages,
        "places": [place.slug for place in case.places],
        "keywords": [keyword.slug for keyword in case.keywords],
        "outlets": [outlet.slug for outlet in case.outlets],
        "outlet_names": record.outlets,
        "narratives": case.narratives,
        "links": case.links,
        "articles": [f"{record.position}-{place}" for place in range(len(record.articles))],
        "article_urls": [article.url for article in record.articles],
        "archives": [article.archive or "" for article in record.articles],
        "article_outlets": [by_label[article.outlet or ""] for article in record.articles],
        "evidence": [str(cited.url).rsplit("/", 1)[-1] for cited in record.evidence],
        "evidence_urls": [cited.url for cited in record.evidence],
    }
    return {name: cell if isinstance(cell, str) else _cell(cell) for name, cell in cells.items()}


def _cell(value: object) -> str:
    return LISTS.join(map(str, value)) if isinstance(value, list | tuple) else str(value)


def page(case: Case, languages: dict[str, str]) -> str:
    """Return the text of a case's page in the layout of recent years; `languages` gives the name of each tag."""
    record = case.record
    day = date.fromisoformat(record.date or "")
    fields = {
        "Outlet": ", ".join(record.outlets),
        "Date of publication": f"{day:%B} {day.day}, {day.year}",
        "Article language(s)": ", ".join(languages[tag] for tag in record.languages),
        "Countries / regions discussed": ", ".join(record.countries),
        "TAGS": ", ".join(record.keywords),
    }
    listed = "\n".join(f"  • {name}: {value}" for name, value in fields.items() if value)
    heading = f"DISINFO: {record.title}"
    texts = (heading, "SUMMARY", record.claim, "RESPONSE", record.response, "Disclaimer", DISCLAIMER)
    return "\n\n".join(map(str, (heading, "DISINFORMATION CASE DETAILS", listed, *texts))) + "\n"


def write(folder: Path, seed: int, cases: int, pages: int) -> None:
    """Write the files of a world, case by case."""
    world = World(seed, cases)
    languages = {language.slug: language.label for language in load("languages")}
    (folder / "pages").mkdir(parents=True, exist_ok=True)
    with (
        (folder / "cases.jsonl").open("w", encoding="utf-8", newline="\n") as records,
        (folder / "cases.csv").open("w", encoding="utf-8", newline="") as table,
    ):
        rows = csv.DictWriter(table, COLUMNS, lineterminator="\n")
        rows.writeheader()
        for number in range(cases):
            case = world.case(number)
            records.write(json.dumps(case.record.to_dict(), ensure_ascii=False) + "\n")
            rows.writerow(row(case))
            if number < pages:
                (folder / "pages" / f"{number:07}.txt").write_text(page(case, languages), "utf-8")
            _tell(number + 1, cases)


def _tell(done: int, of: int) -> None:
    if sys.stderr.isatty() and (done % 1000 == 0 or done == of):
        sys.stderr.write(f"\r{done:,} of {of:,} cases" + "\n" * (done == of))


def main() -> None:
    """Read the command line and write the files."""
    parser = argparse.ArgumentParser(description="Make cases of a given number from a seed.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--cases", type=int, required=True)
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--pages", type=int, default=0, help="make pages of so many cases (default: none)")
    options = parser.parse_args()
    if options.cases < 1:
        parser.error("--cases is 1 or more")
    write(options.folder, options.seed, options.cases, options.pages)


if __name__ == "__main__":
    main()
