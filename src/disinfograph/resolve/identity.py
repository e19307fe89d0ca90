"""One case, one slug: which slugs of different sources mean the same case.

A record without a report URL has a slug from its title, or from its source's own id. So a case may go by several
slugs. They are matched by title, articles, day, countries and keywords; what remains in doubt is left to a curator.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from disinfograph.records import Record
from disinfograph.resolve.identity_evidence import Corpus
from disinfograph.resolve.identity_groups import Bond, Groups
from disinfograph.resolve.identity_pairs import pairs
from disinfograph.resolve.identity_traits import Traits, Witness, addresses, report_slug

# Log odds: a bond weaker than this is no bond, and one that beats its rivals by less than the margin is in doubt.
THRESHOLD, MARGIN = 2.0, 1.5


@dataclass(frozen=True, slots=True)
class Sameness:
    """Why the case of one slug is published under another; `confidence` from 0 to 1."""

    slug: str
    canonical: str
    method: str
    confidence: float
    because: tuple[str, ...]


@dataclass(frozen=True, slots=True, order=True)
class Conflict:
    """Slugs that a curator should look at.

    `kind` is `ambiguous` (several may be the same case), `two-urls` (the evidence would join two report URLs),
    `same-title-different-date` (one slug, several cases).
    """

    kind: str
    slugs: tuple[str, ...]
    because: tuple[str, ...]
