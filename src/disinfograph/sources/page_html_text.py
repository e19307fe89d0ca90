"""The text of a page's markup as a person would copy it: paragraphs by blank lines, list items with bullets."""

from __future__ import annotations

import re
from collections.abc import Iterator

from selectolax.lexbor import LexborNode

_PARAGRAPHS = frozenset("p div section article blockquote h1 h2 h3 h4 h5 h6 ul ol table tr header footer".split())
_UNSEEN = frozenset("script style noscript template svg button form head".split())
_NOISE = re.compile(
    r"[ \t\u00a0]*\(opens in a new (?:tab|window)\)(?!\w)|\(opens in a new (?:tab|window)\)", re.IGNORECASE
)
_BLANKS = re.compile(r"[ \t\r\f\v\u00a0]+")
_BREAKS = re.compile(r" ?\n ?")
_GAPS = re.compile(r"\n{3,}")


def text_of(node: LexborNode | None) -> str:
    """Return a node's text: one blank line between paragraphs, a line for each break and list item."""
    if node is None:
        return ""
    text = _BREAKS.sub("\n", _BLANKS.sub(" ", _NOISE.sub("", "".join(_pieces(node)))))
    return _GAPS.sub("\n\n", text).strip()


def line_of(node: LexborNode | None) -> str:
    """Return a node's text in one line."""
    return " ".join(text_of(node).split())


def _pieces(top: LexborNode) -> Iterator[str]:
    """Yield the text with its breaks, without recursion: hostile pages nest deeply."""
    stack: list[LexborNode | str] = [top]
    while stack:
        node = stack.pop()
        if isinstance(node, str):
            yield node
            continue
        tag = node.tag or ""
        if tag == "-text":
            yield (node.text(deep=False) or "").replace("\n", " ")
        elif tag == "br":
            yield "\n"
        elif tag not in _UNSEEN:
            before, after = _breaks(tag)
            yield before
            stack.append(after)
            stack.extend(reversed([*node.iter(include_text=True)]))


def _breaks(tag: str) -> tuple[str, str]:
    if tag in _PARAGRAPHS:
        return "\n\n", "\n\n"
    return ("\n• ", "") if tag == "li" else ("", "")
