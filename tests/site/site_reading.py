"""Pages as a test reads them: elements with their text, links, and what stands inside a claim's mark."""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import unquote, urlsplit

_MODULE = re.compile(r"(\.\./)*assets/[a-z]+\.js")
_VOID = frozenset(("area", "base", "br", "col", "hr", "img", "input", "link", "meta", "rect", "line", "path"))


@dataclass
class Element:
    """An element: its name, attributes, and all text inside it."""

    tag: str
    attributes: dict[str, str]
    parts: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The text, with runs of white space as one space."""
        return " ".join("".join(self.parts).split())


class Reading(HTMLParser):
    """A page taken apart; `unmarked` is its text outside of what is marked as a claim or quoted."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[Element] = []
        self.unmarked: list[str] = []
        self._open: list[Element] = []
        self.feed(html)
        self.left_open = [element.tag for element in self._open]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag, {name: value or "" for name, value in attrs})
        self.elements.append(element)
        if tag not in _VOID:
            self._open.append(element)

    def handle_endtag(self, tag: str) -> None:
        if tag in _VOID:
            return
        assert [each.tag for each in self._open[-1:]] == [tag], f"</{tag}>"
        self._open.pop()

    def handle_data(self, data: str) -> None:
        for element in self._open:
            element.parts.append(data)
        inside = [each.tag for each in self._open] + [
            name for each in self._open for name in each.attributes.get("class", "").split()
        ]
        if not {"claim", "title", "script", "pre", "q"} & set(inside):
            self.unmarked.append(data)

    def scripts(self) -> list[Element]:
        """Return the script elements that hold data; any other must be one of our modules."""
        held = [each for each in self.all("script") if "src" not in each.attributes]
        for each in self.all("script"):
            module = each.attributes.get("type") == "module" and _MODULE.fullmatch(each.attributes.get("src", ""))
            assert each in held or (module and not each.text), each
        assert all(each.attributes.get("type") in {"application/json", "application/ld+json"} for each in held)
        return held

    def all(self, tag: str) -> list[Element]:
        """Return the elements of a name."""
        return [element for element in self.elements if element.tag == tag]

    def links(self) -> list[str]:
        """Return where the page's links, forms and files lead."""
        names = ("href", "src", "action")
        return [each.attributes[name] for each in self.elements for name in names if name in each.attributes]


def target(link: str, path: str) -> str:
    """Return the path of the site, decoded, to which a link of the page at a path leads."""
    where = unquote(urlsplit(link).path)
    return posixpath.normpath(posixpath.join(posixpath.dirname(path), where)) if where else path


def is_outside(link: str) -> bool:
    """Say whether a link leads away from the site."""
    return urlsplit(link).scheme in {"http", "https", "mailto"}
