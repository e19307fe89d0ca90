"""Pages for people: Jinja2 templates with everything escaped, and links only to where links may go."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from functools import cache
from typing import Any, Final

from jinja2 import Environment, PackageLoader, StrictUndefined, pass_context
from jinja2.runtime import Context
from markupsafe import Markup

from disinfograph.namespaces import BASE, shorten
from disinfograph.site.addresses import page_path, relative
from disinfograph.site.told import told_in

_LINK = re.compile(r"(?:https?://|mailto:|/(?!/))", re.IGNORECASE)
_IN_SCRIPT = str.maketrans({"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"})

POLICY: Final = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'"
)
"""The Content-Security-Policy of every page: nothing but what this server sends."""

_PLOT_STYLE: Final = "'sha256-jSYQUrW7J0b3jPqhZP9C2Xh1PyJKHKXd4s0fpGGKrww='"
POLICY_OF: Final = {"query.html": POLICY.replace("style-src 'self'", f"style-src 'self' {_PLOT_STYLE}")}
"""The policies of pages that need their own: Observable Plot puts this one style sheet into every chart."""


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("disinfograph.site", "pages"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {
        "link": link, "short": shorten, "href": _href, "thing": _thing, "script_json": script_json,
        "told_in": _told_in,
    }  # fmt: skip
    return environment


def link(address: str) -> str:
    """Return an address that may stand in `href`: http, https, mailto or a path; "" for any other."""
    return address if _LINK.match(address) else ""


@pass_context
def _href(context: Context, target: str) -> str:
    """Return a path of the site, such as `place/UA.html`, relative to the page that is rendered.

    A page without a path of its own, which only a server has, gets it from the root.
    """
    path = context.get("path")
    return f"/{target}" if path is None else relative(target, path)


@pass_context
def _thing(context: Context, iri: str) -> str:
    """Return where an IRI leads: to the page of a thing, relative to this one, or elsewhere if a link may go there.

    That is "" for a thing of the kinds `unlinked`, which have no page in published files.
    """
    target = page_path(iri, context.get("base", BASE))
    if target is not None and target.partition("/")[0] in context.get("unlinked", ()):
        return ""
    return link(iri) if target is None else _href(context, target)


@pass_context
def _told_in(context: Context, row: Mapping[str, Mapping[str, Any]], name: str) -> bool:
    return told_in(row, name, context.get("base", BASE))


def script_json(value: Any) -> Markup:
    """Return a value as JSON that may stand in a `script` element: no tag and no comment can begin in it."""
    # Every character that HTML could read is escaped for JSON instead.
    return Markup(json.dumps(value, ensure_ascii=False, separators=(",", ":")).translate(_IN_SCRIPT))  # noqa: S704


def rendered(name: str, **values: Any) -> str:
    """Return a page of `pages/` with its values; `path`, the page's own, lets it link to others."""
    return _environment().get_template(name).render(**values)
