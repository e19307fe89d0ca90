"""Pages for people: Jinja2 templates with everything escaped, and links only to where links may go."""

from __future__ import annotations

import re
from functools import cache
from typing import Any, Final

from jinja2 import Environment, PackageLoader, StrictUndefined

from disinfograph.namespaces import shorten

_LINK = re.compile(r"(?:https?://|mailto:|/(?!/))", re.IGNORECASE)

POLICY: Final = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'"
)
"""The Content-Security-Policy of every page: nothing but what this server sends."""


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("disinfograph.web", "pages"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["link"] = link
    environment.filters["short"] = shorten
    return environment


def link(address: str) -> str:
    """Return an address that may stand in `href`: http, https, mailto or a path; "" for any other."""
    return address if _LINK.match(address) else ""


def rendered(name: str, **values: Any) -> str:
    """Return a page of `pages/` with its values."""
    return _environment().get_template(name).render(**values)
