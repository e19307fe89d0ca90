"""Cross-links to the cases that they mean: by report URL, or by a title that only one case has."""

from __future__ import annotations

from dataclasses import dataclass, field

from disinfograph.iris import fold, url_slug
from disinfograph.records import CrossLink, Record

_CUT_MARKS = ("…", "...")
# Shorter cut titles fit too many cases to decide.
_CUT_MINIMUM = 24
_BY_URL, _BY_TITLE, _BY_CUT_TITLE = 1.0, 0.95, 0.85


@dataclass(frozen=True, slots=True)
class Target:
    """The case that a cross-link means, found by a method with a confidence from 0 to 1."""

    slug: str
    method: str
    confidence: float


@dataclass(slots=True)
class Cases:
    """The cases that cross-links can lead to: their slugs, and which slugs have which folded title.

    `titled` are those of which some record has the whole title, `answered` those with the response of a main record.
    """

    slugs: set[str] = field(default_factory=set)
    titled: set[str] = field(default_factory=set)
    answered: set[str] = field(default_factory=set)
    titles: dict[str, set[str]] = field(default_factory=dict)

    def add(self, slug: str, record: Record) -> None:
        """Enter a record of a case under its slug and, unless the title is cut, under its title."""
        self.slugs.add(slug)
        if record.title and not record.title_truncated:
            self.titles.setdefault(fold(record.title), set()).add(slug)
            self.titled.add(slug)
        if record.main and record.response:
            self.answered.add(slug)

    def find(self, link: CrossLink, own: str) -> Target | None:
        """Return the one other case that a link of case `own` means; None where none or several fit."""
        if link.url and (slug := url_slug(link.url)) in self.slugs:
            return Target(slug, "link-url", _BY_URL) if slug != own else None
        cut = link.text.rstrip().endswith(_CUT_MARKS)
        wanted = fold(link.text)
        found = self._starting(wanted) if cut else self.titles.get(wanted, set())
        if len(found) != 1 or own in found:
            return None
        return Target(min(found), "link-title", _BY_CUT_TITLE if cut else _BY_TITLE)

    def _starting(self, start: str) -> set[str]:
        if len(start) < _CUT_MINIMUM:
            return set()
        return {slug for title, slugs in self.titles.items() if title.startswith(start) for slug in slugs}
