"""A world of cases that never were: each case follows from the seed, the number of cases and its own number alone.

So cases can be made one by one in constant memory, and any case can name an earlier one without having kept it.
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from hashlib import sha256
from itertools import accumulate, pairwise

import sentences
import skew
from grammar import Grammar, Leaf
from sentences import name
from skew import how_many, pick

from disinfograph.iris import fold
from disinfograph.records import Article, CrossLink, Evidence, Record
from disinfograph.vocabularies import Concept, load

FIRST_DAY, LAST_YEAR = date(2015, 1, 1), 2025
FIRST_ISSUE = date(2015, 11, 3)
CLAIM_WORDS, RESPONSE_WORDS, SENTENCE_WORDS = 90, 200, 15
REPEATED = 0.05
"""Share of claims that say again, in other words here and there, what an earlier one said."""
EVIDENCE_ADDRESSES = 5_000
_EXAMPLE = "http://www.w3.org/2004/02/skos/core#example"
_HOST = "https://w3id.org/disinfograph/ontology#host"
_COUNTRY = "https://w3id.org/disinfograph/ontology#Country"


@dataclass(frozen=True, slots=True)
class Named:
    """A thing by its slug, its English label and, for an outlet, its host."""

    slug: str
    label: str
    host: str = ""


@dataclass(frozen=True, slots=True)
class Story:
    """A narrative: its slug, label, the sentences of its examples, the phrases that name it."""

    slug: str
    label: str
    examples: tuple[str, ...]
    phrases: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Case:
    """A case as a record, and what the world knows of it beside: the things that it is about, by slug."""

    slug: str
    record: Record
    places: tuple[Named, ...]
    keywords: tuple[Named, ...]
    outlets: tuple[Named, ...]
    narratives: tuple[str, ...]
    links: tuple[str, ...]


class World:
    """All cases of a seed and a number of cases; `case(number)` makes one, numbers count from 0."""

    def __init__(self, seed: int, cases: int) -> None:
        self.seed, self.cases = seed, cases
        self.places = [c for c in self._known("places") if c[1] & {_COUNTRY}]
        self._place = self._ranked(skew.COUNTRIES, len(self.places))
        self.keywords = self._known("keywords")
        self._keyword = self._ranked(skew.KEYWORDS, len(self.keywords))
        self.languages = self._known("languages")
        self._language = self._ranked(skew.LANGUAGES, len(self.languages))
        self.outlets = self._known("outlets")
        self._outlet = self._ranked(skew.OUTLETS, skew.outlets_of(cases))
        self.stories = self._stories()
        self._grammar = Grammar(sentences.GRAMMAR, self._leaves())
        self._story = skew.Ranked(len(self.stories), skew.KEYWORDS.exponent, skew.KEYWORDS.offset)

    def case(self, number: int) -> Case:
        """Return a case, whole."""
        return _Draft(self, number).case()

    def title(self, number: int) -> str:
        """Return the title of a case without making the rest of it."""
        rng = self._rng("title", number)
        template, story = pick(sentences.TITLED, rng), self.story(number)
        told = pick(story.examples, rng) if rng.random() < 0.8 else story.label
        person = f"{pick(sentences.FORENAMES, rng)} {name(number)}"
        gaps = {"story": told.rstrip("."), "lower": told.rstrip("."), "person": person, "town": self.town(rng)}
        return template.format(place=self.place(rng).label, **gaps)

    def slug(self, number: int) -> str:
        """Return the slug of a case, as the address of its page ends; no other case has it."""
        return f"{fold(self.title(number))[:60].strip('-')}-{number}"

    def url(self, number: int) -> str:
        """Return the address of the page of a case."""
        return f"https://example.org/report/{self.slug(number)}/"

    def story(self, number: int) -> Story:
        """Return the narrative that a case tells first."""
        return self.stories[self._story.draw(self._rng("story", number))]

    def claim(self, number: int) -> str:
        """Return the claim of a case in words of its own."""
        rng = self._rng("claim", number)
        return self._prose(rng, "claimed", CLAIM_WORDS, self._told(rng, number))

    def town(self, rng: random.Random) -> str:
        """Return the name of a town that is nowhere."""
        return name(5_000_000 + int(rng.random() * 4_000))

    def place(self, rng: random.Random) -> Named:
        """Return a country, the frequent ones more often."""
        return self.places[self._place.draw(rng)][0]

    def outlet(self, rank: int) -> Named:
        """Return the outlet of a rank from 0: every third one of our list as long as it lasts, else an invented one."""
        known, other = divmod(rank, 3)
        if not other and known < len(self.outlets):
            return self.outlets[known][0]
        label = f"{name(9_000_000 - rank)} {sentences.KINDS[rank % len(sentences.KINDS)]}"
        slug = fold(label)
        return Named(slug, label, f"{slug}.example")

    def some(self, field: str, rng: random.Random) -> tuple[Named, ...]:
        """Return the things of a list field of a case: `places`, `keywords`, `languages` or `outlets`."""
        law, ranked = {
            "places": (skew.COUNTRIES, self._place),
            "keywords": (skew.KEYWORDS, self._keyword),
            "languages": (skew.LANGUAGES, self._language),
            "outlets": (skew.OUTLETS, self._outlet),
        }[field]
        ranks = ranked.draw_some(rng, how_many(law, rng))
        if field == "outlets":
            return tuple(map(self.outlet, ranks))
        return tuple(getattr(self, field)[rank][0] for rank in ranks)

    def day(self, number: int) -> date:
        """Return the day of a case: the cases are in the order of time, with the years' shares of them."""
        at = (number + self._rng("day", number).random()) / self.cases
        for year, (start, end) in self._years.items():
            if at <= end:
                days = (date(year, 12, 31) - date(year, 1, 1)).days
                return date(year, 1, 1) + timedelta(round(days * (at - start) / (end - start)))
        return date(LAST_YEAR, 12, 31)

    @cached_property
    def _years(self) -> dict[int, tuple[float, float]]:
        """Return the stretch of all cases, from 0 to 1, of each year; years after the fitted ones are alike."""
        mean = sum(skew.YEARS.values()) / len(skew.YEARS)
        counts = {year: skew.YEARS.get(year, mean) for year in range(FIRST_DAY.year, LAST_YEAR + 1)}
        upto = [0.0, *accumulate(counts.values())]
        return {year: (a / upto[-1], b / upto[-1]) for year, (a, b) in zip(counts, pairwise(upto), strict=True)}

    def _known(self, vocabulary: str) -> list[tuple[Named, frozenset[str]]]:
        """Return the things of a list in an order that hangs on the seed alone, with their types.

        A label with a sign that parts lists would be two labels on a page.
        """
        plain = [c for c in load(vocabulary) if not any(sign in c.label for sign in ",;+|/()&")]
        return [(_named(c), c.types) for c in sorted(plain, key=lambda c: self._place_of(c.iri))]

    def _stories(self) -> list[Story]:
        told = [c for c in load("narratives") if c.properties.get(_EXAMPLE)]
        return [_story(c) for c in sorted(told, key=lambda c: self._place_of(c.iri))]

    def _place_of(self, iri: str) -> str:
        return sha256(f"{self.seed} {iri}".encode()).hexdigest()

    def _ranked(self, law: skew.Law, most: int) -> skew.Ranked:
        return skew.Ranked(min(most, law.labels) if law is not skew.OUTLETS else most, law.exponent, law.offset)

    def _rng(self, purpose: str, number: int) -> random.Random:
        # Python promises the same random() for the same seed in every version, so only random() is used.
        return random.Random(f"{self.seed} {purpose} {number}")  # noqa: S311

    def _told(self, rng: random.Random, number: int) -> list[str]:
        """Return the sentences of a claim that tell its narratives."""
        story, told = self.story(number), []
        told.append(pick(story.examples, rng))
        if rng.random() < 0.3:
            told.append(pick(self.stories[self._story.draw(rng)].examples, rng))
        return told

    def _prose(self, rng: random.Random, symbol: str, words: int, begun: list[str]) -> str:
        """Return sentences of about so many words, a fifth more or less from case to case."""
        told, wanted = list(begun), words * (0.8 + 0.4 * rng.random())
        length = sum(t.count(" ") + 1 for t in told)
        # Half a sentence more would be as far off as half a sentence less.
        while length + SENTENCE_WORDS / 2 < wanted:
            told.append(self._grammar.sentence(symbol, rng))
            length += told[-1].count(" ") + 1
        return " ".join(told)

    def _leaves(self) -> dict[str, Leaf]:
        return {
            "place": lambda rng: self.place(rng).label,
            "keyword": lambda rng: self.keywords[self._keyword.draw(rng)][0].label,
            "outlet": lambda rng: self.outlet(self._outlet.draw(rng)).label,
            "person": lambda rng: f"{pick(sentences.FORENAMES, rng)} {name(7_000_000 + int(rng.random() * 20_000))}",
            "town": self.town,
            "year": lambda rng: str(2005 + int(rng.random() * 20)),
            "number": lambda rng: str(2 + int(rng.random() * 500)),
            "url": lambda _: "{url}",
        }

    def response(self, rng: random.Random, phrase: str, cited: list[str], links: list[str]) -> str:
        """Return a response: the narrative's name, what is known, what is cited, what other cases are alike."""
        opening = f"Recurring pro-Kremlin disinformation narrative about {phrase}."
        sources = [self._grammar.sentence("cited", rng).replace("{url}", url) for url in cited]
        first = self._prose(rng, "answered", RESPONSE_WORDS // 2, [opening, *sources[:1]])
        alike = f" See other examples: {'; '.join(links)}." if links else ""
        second = self._prose(rng, "answered", RESPONSE_WORDS // 2 - len(alike.split()), sources[1:])
        return f"{first}\n\n{second}{alike}"


def _named(concept: Concept) -> Named:
    return Named(concept.slug, concept.label, next(iter(concept.properties.get(_HOST, ())), ""))


def _story(concept: Concept) -> Story:
    examples = tuple(e.removeprefix("Claim: ") for e in concept.properties[_EXAMPLE])
    phrases = tuple(alias for language, alias in concept.aliases if language == "en") or (concept.label,)
    return Story(concept.slug, concept.label, examples, phrases)


class _Draft:
    """One case while it is made."""

    def __init__(self, world: World, number: int) -> None:
        self.world, self.number = world, number
        self.rng = world._rng("case", number)

    def case(self) -> Case:
        world, rng, number = self.world, self.rng, self.number
        places, keywords = world.some("places", rng), world.some("keywords", rng)
        outlets, languages = world.some("outlets", rng), world.some("languages", rng)
        links, story, day = self._links(), world.story(number), world.day(number)
        titles = [world.title(other) for other in links]
        cited, phrase = self._cited(), pick(story.phrases, rng)
        tags = tuple(language.slug for language in languages)
        record = Record(
            source="generated",
            file="cases.jsonl",
            position=number + 1,
            id=world.slug(number),
            url=world.url(number),
            title=world.title(number),
            claim=self._claim(),
            response=world.response(rng, phrase, cited, titles),
            date=day.isoformat(),
            issue=(day - FIRST_ISSUE).days // 7 + 1 if day >= FIRST_ISSUE else None,
            languages=tags,
            countries=tuple(place.label for place in places),
            keywords=tuple(keyword.label for keyword in keywords),
            outlets=tuple(outlet.label for outlet in outlets),
            articles=self._articles(outlets, tags),
            narrative_phrases=(phrase,),
            cross_links=tuple(map(CrossLink, titles, self._addresses(links))),
            evidence=tuple(Evidence(None, url) for url in cited),
        )
        slugs = tuple(map(world.slug, links))
        return Case(world.slug(number), record, places, keywords, outlets, (story.slug,), slugs)

    def _links(self) -> list[int]:
        """Return earlier cases: the first ones are named most often, as well-known cases are."""
        wanted = int(self.rng.random() * 3.4) if self.number else 0
        return list(dict.fromkeys(int(self.number * self.rng.random() ** 3) for _ in range(wanted)))

    def _addresses(self, links: list[int]) -> list[str | None]:
        """Return the addresses of linked cases, for half of them: pages saved as text have lost them."""
        return [self.world.url(link) if self.rng.random() < 0.5 else None for link in links]

    def _claim(self) -> str:
        if self.number and self.rng.random() < REPEATED:
            words = self.world.claim(int(self.number * self.rng.random())).split(" ")
            return " ".join(word for word in words if self.rng.random() > 0.08)
        return self.world.claim(self.number)

    def _cited(self) -> list[str]:
        drawn = (int(EVIDENCE_ADDRESSES * self.rng.random() ** 2) for _ in range(1 + int(self.rng.random() * 2)))
        return [f"https://{sentences.HOSTS[at % len(sentences.HOSTS)]}.example/{at}" for at in dict.fromkeys(drawn)]

    def _articles(self, outlets: tuple[Named, ...], tags: tuple[str, ...]) -> tuple[Article, ...]:
        """Return the articles of a case, the first marked as first; no outlet, no article."""
        wanted = max(how_many(skew.ARTICLES, self.rng), len(outlets)) if outlets else 0
        made = []
        for place in range(wanted):
            outlet = outlets[place % len(outlets)]
            url = f"https://{outlet.host or f'{outlet.slug}.example'}/{self.number}/{place}"
            archive = f"https://archive.example/{self.number}/{place}" if self.rng.random() < skew.ARCHIVED else None
            made.append(Article(url, archive, outlet.label, next(iter(tags), None), place == 0))
        return tuple(made)
