"""What the prose of a response says, as data: narratives, pointers to other cases, evidence."""

from __future__ import annotations

from disinfograph.sources.prose_evidence import evidence
from disinfograph.sources.prose_links import cross_links
from disinfograph.sources.prose_narratives import narrative_phrases

__all__ = ["cross_links", "evidence", "narrative_phrases"]
