"""How a case is cited: as a sentence, as BibTeX and as RIS (the format of Reference Manager)."""

from __future__ import annotations

import re
from typing import NamedTuple

_SPACE = re.compile(r"\s+")
_SPECIAL = re.compile(r"[\\{}$&#%_~^]")
_AS_TEX = {
    "\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}",
}  # fmt: skip
_NO_KEY = re.compile(r"[^A-Za-z0-9:-]+")


class Cited(NamedTuple):
    """A case as it is cited: the title of its claim, its day or "", its IRI, its slug, and its reviewer or ""."""

    title: str
    day: str
    iri: str
    slug: str
    reviewer: str


def sentence(case: Cited) -> str:
    """Return the citation as a sentence."""
    who = f"{_line(case.reviewer)}. " if case.reviewer else ""
    when = f" {case.day}." if case.day else ""
    return f"{who}Debunk of the claim “{_line(case.title)}”.{when} disinfograph. {case.iri}"


def bibtex(case: Cited) -> str:
    """Return the citation for BibTeX; characters that TeX reads as commands are escaped."""
    fields = {
        "title": f"{{Debunk of the claim: {_tex(case.title)}}}",
        "author": f"{{{_tex(case.reviewer)}}}" if case.reviewer else "",
        "year": case.day[:4],
        "howpublished": "disinfograph",
        "note": f"claim of {case.day}" if case.day else "",
        # Within `url` only braces and backslashes would do harm, and an IRI has neither.
        "url": case.iri,
    }
    inner = "".join(f"  {name} = {{{value}}},\n" for name, value in fields.items() if value)
    return f"@misc{{{_NO_KEY.sub('-', case.slug)},\n{inner}}}"


def ris(case: Cited) -> str:
    """Return the citation as RIS: one line for each tag."""
    rows = [
        ("TY", "ELEC"), ("TI", f"Debunk of the claim: {_line(case.title)}"), ("AU", _line(case.reviewer)),
        ("PY", case.day[:4]), ("DA", case.day.replace("-", "/")), ("DB", "disinfograph"), ("UR", case.iri), ("ER", ""),
    ]  # fmt: skip
    return "\n".join(f"{tag}  - {value}" for tag, value in rows if value or tag == "ER")


def _line(text: str) -> str:
    return _SPACE.sub(" ", text).strip()


def _tex(text: str) -> str:
    return _SPECIAL.sub(lambda sign: _AS_TEX.get(sign[0], f"\\{sign[0]}"), _line(text))
