"""SPARQL constraints asked for all focus nodes at once (SHACL 1.0 sections 5.2 and 5.3.1).

SHACL puts each focus node into the query in place of `$this`. Joining the targets at the start of the outermost group
is the same only where every group that speaks of `$this` sees that join: any other query is NotCovered.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from disinfograph.validation.shape_model import NotCovered, Path, Select, may_be_empty

_TOKEN = re.compile(
    r"""(?P<comment>\#[^\n]*)|(?P<iri><[^<>"{}|^`\\\s]*>)"""
    r"""|(?P<string>\"{3}(?:\"{0,2}(?:[^"\\]|\\.))*\"{3}|'{3}(?:'{0,2}(?:[^'\\]|\\.))*'{3}"""
    r"""|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*')"""
    r"""|[?$](?P<variable>\w+)|(?P<word>[A-Za-z_][\w.:-]*)|(?P<space>\s+)|(?P<sign>.)""",
    re.DOTALL,
)
_REFUSED = {
    *("MINUS", "VALUES", "SERVICE", "GRAPH", "UNION", "GROUP", "HAVING", "ORDER", "LIMIT", "OFFSET", "FROM", "NAMED"),
    *("ASK", "CONSTRUCT", "DESCRIBE", "COUNT", "SUM", "MIN", "MAX", "AVG", "SAMPLE", "GROUP_CONCAT", "BASE", "LATERAL"),
}
_UNKNOWN = {"shapesGraph", "currentShape", "failure"}
Token = tuple[str, str]


def joined(select: Select, focus: str, path: Path | None, path_text: str) -> tuple[str, str]:
    """Return the query of a SPARQL constraint with the pattern of its targets, which binds `?this`, joined to it.

    Beside it stands the column of the value; for a node shape that is the focus node where the query selects no other.
    """
    tokens = [token for token in _tokens(select.text) if token[0] != "comment"]
    _refuse_words(tokens)
    selected = _checked_groups([token for token in tokens if token[0] != "space"])
    if not selected & {"this", "*"}:
        raise NotCovered("a SPARQL constraint that does not select $this")
    if ("variable", "PATH") in tokens and (path is None or may_be_empty(path)):
        raise NotCovered("a SPARQL constraint with a $PATH that may be empty")
    body = "".join(_rewritten(tokens, path_text))
    head, brace, rest = body.partition("{")
    column = "value" if path is not None or selected & {"value", "*"} else "this"
    return f"{select.prologue}\n{head}{brace} {focus} {rest}", column


def _tokens(text: str) -> Iterator[Token]:
    for match in _TOKEN.finditer(text):
        kind = match.lastgroup or "sign"
        yield kind, match[kind]


def _rewritten(tokens: list[Token], path_text: str) -> Iterator[str]:
    for kind, text in tokens:
        if kind == "variable":
            yield path_text if text == "PATH" else f"?{text}"
        else:
            yield text


def _refuse_words(tokens: list[Token]) -> None:
    words = [text.upper() for kind, text in tokens if kind == "word"]
    variables = {text for kind, text in tokens if kind == "variable"}
    if refused := sorted(_REFUSED.intersection(words)) or sorted(_UNKNOWN & variables):
        raise NotCovered(f"a SPARQL constraint with {refused[0]}")
    if words.count("SELECT") != 1:
        raise NotCovered("a SPARQL constraint with a nested SELECT")


def _checked_groups(tokens: list[Token]) -> set[str]:
    """Return what the query selects, once its groups are seen to be of a kind that the join leaves as they are."""
    groups: list[str] = []
    selected: set[str] = set()
    for before, (kind, text) in zip([("", ""), *tokens], tokens, strict=False):
        word = before[1].upper() if before[0] == "word" else ""
        if not groups and kind in ("variable", "sign"):
            selected.add(text)
        if kind == "word" and text.upper() == "BIND" and len(groups) > 1:
            raise NotCovered("a SPARQL constraint with BIND in an inner group")
        if kind == "variable" and text in ("this", "PATH") and word == "AS":
            raise NotCovered("a SPARQL constraint that assigns to $this")
        if kind == "sign" and text == "{":
            groups.append(_kind_of_group(groups, word))
        elif kind == "sign" and text == "}":
            groups.pop()
    return selected


def _kind_of_group(groups: list[str], word: str) -> str:
    """Return what a group is: the whole, an EXISTS in anything, or an OPTIONAL of the whole."""
    if not groups:
        return "WHERE"
    if word == "EXISTS" or (word == "OPTIONAL" and len(groups) == 1):
        return word
    raise NotCovered("a SPARQL constraint with groups within groups")
