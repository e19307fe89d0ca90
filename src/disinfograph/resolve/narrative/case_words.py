"""The words of all cases and what they tell, kept on disk: memory holds little more than the cases' slugs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from disinfograph.records import Record
from disinfograph.resolve.narrative.case_text import CaseText, TextWords
from disinfograph.resolve.narrative.signs import Told, Words
from disinfograph.shelf import Handed, NamedShelf


class CaseWords:
    """The words of cases by slug; `told` and `text` are what was made of them, until a case gets another record."""

    def __init__(self) -> None:
        self._words, self._told, self._read = NamedShelf(), NamedShelf(), NamedShelf()
        self._last: tuple[str, Words] = ("", Words())

    def __iter__(self) -> Iterator[str]:
        return iter(self._words)

    def __contains__(self, slug: str) -> bool:
        return slug in self._words

    def add(self, slug: str, record: Record) -> None:
        """Enter a record of a case."""
        words = self.of(slug) if slug in self._words else Words()
        words.add(record)
        self._words[slug] = (words.titles, words.claims, tuple(words.phrases), tuple(words.keywords))
        self._told.forget(slug)
        self._read.forget(slug)
        self._last = (slug, words)

    def of(self, slug: str) -> Words:
        """Return the words of a case that some record was entered of; they are not to be changed."""
        if self._last[0] != slug:
            titles, claims, phrases, keywords = self._words[slug]
            self._last = (slug, Words(titles, claims, dict.fromkeys(phrases), dict.fromkeys(keywords)))
        return self._last[1]

    def text(self, slug: str) -> CaseText:
        """Return what of the words of a case is compared and weighed, read once."""
        words = self.of(slug)
        titles, claims = (" ".join(texts[name] for name in sorted(texts)) for texts in (words.titles, words.claims))
        keywords = tuple(sorted(words.keywords))
        if slug in self._read:
            title, claim, labels = self._read[slug]
            return CaseText(titles, claims, keywords, TextWords(tuple(title.split()), tuple(claim.split()), labels))
        text = CaseText(titles, claims, keywords)
        found = text.words
        self._read[slug] = (" ".join(found.title), " ".join(found.claim), found.keywords)
        return text

    def texts(self) -> Handed:
        """Return all that was read, for the `take_texts` of a process that forked this one when nothing was."""
        return self._read.handed()

    def take_texts(self, texts: Handed) -> None:
        """Take what another process read."""
        self._read.take(texts)

    def tell(self, slug: str, told: Mapping[str, Told]) -> None:
        """Keep what the words of a case tell, by narrative."""
        self._told[slug] = {name: (found.signs, found.evidence) for name, found in told.items()}

    def told(self, slug: str) -> dict[str, Told] | None:
        """Return what was kept, the caller's own; None where nothing was."""
        if slug not in self._told:
            return None
        return {name: Told(found, evidence) for name, (found, evidence) in self._told[slug].items()}
