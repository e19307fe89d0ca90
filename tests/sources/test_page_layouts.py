"""Random cases rendered in each of the five layouts are read back as they were."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from disinfograph.records import Record
from disinfograph.sources import page_text

_WORDS = "rain bridge market river school train harvest letter winter tower keywords country outlet date issue".split()
_words = st.lists(st.sampled_from(_WORDS), min_size=3, max_size=9).map(" ".join)
sentence = _words.map(lambda words: f"{words.capitalize()}.")
paragraph = st.lists(sentence, min_size=1, max_size=3).map(" ".join)
lines = st.lists(paragraph, min_size=1, max_size=3).map("\r\n".join)
prose = st.lists(lines, min_size=1, max_size=3).map("\n\n".join)
label = st.lists(
    st.sampled_from(("Red", "Green", "South Blue", "Grey and White", "Pink/Black")), unique=True, max_size=4
)


@dataclass(frozen=True)
class Case:
    title: str
    claim: str
    response: str
    day: date
    issue: int
    spaced: bool
    languages: list[str]
    countries: list[str]
    keywords: list[str]


@dataclass(frozen=True)
class Related:
    title: str
    claim: str
    response: str


cases = st.builds(
    Case,
    title=_words.map(str.capitalize),
    claim=prose,
    response=prose,
    day=st.dates(date(2015, 1, 1), date(2026, 12, 31)),
    issue=st.integers(1, 500),
    spaced=st.booleans(),
    languages=label,
    countries=label,
    keywords=label,
)


@st.composite
def related_cases(draw: st.DrawFn) -> Related:
    claim = draw(prose)
    title = " ".join(claim.split()[:3]).rstrip(".")
    return Related(draw(st.sampled_from((f"{title}...", f"{title}…", title))), claim, draw(prose))


related = st.lists(related_cases(), max_size=4)


def fields_of(case: Case, labels: tuple[str, str, str, str, str], separator: str, bullet: str) -> str:
    issue, day, languages, countries, keywords = labels
    rows = [
        f"{issue}Issue{' ' * case.spaced}{case.issue}",
        f"{day}{case.day.strftime(f'%d{separator}%m{separator}%Y')}",
    ]
    for name, values in ((languages, case.languages), (countries, case.countries), (keywords, case.keywords)):
        rows += [f"{name}{', '.join(values)}"] if values else []
    return "\n".join(f"{bullet}{row}" for row in rows)


def marked(case: Case, others: list[Related], language: str) -> str:
    labels = (
        "Reported in: ",
        "DATE OF PUBLICATION: ",
        language,
        "Countries and/or Regions discussed in the disinformation: ",
        "Keywords: ",
    )
    fields = fields_of(case, labels, "/", "  • ")
    page = f"Disinfo: {case.title}\n\n\n{case.claim}\n\n\n{case.response}\n\n\n{fields}\nsee more\n"
    return page + "".join(f"\nDisinfo: {o.title}\n\n{o.claim}\n\n\n{o.response}\n" for o in others)


def unmarked(case: Case, others: list[Related]) -> str:
    labels = ("Reported in: ", "DATE OF PUBLICATION: ", "Language/target audience: ", "Country: ", "Keywords: ")
    fields = fields_of(case, labels, "/", "  • ")
    page = f"Disinfo: {case.title}\n\n\n{case.claim}\n\n\n{case.response}\n\n\n{fields}\n\n\n"
    page += "Cases in the EUvsDisinfo database focus on messages of a certain kind.\n\nsee more\n"
    return page + "".join(f"\n{o.title}\n\n{o.claim}\n\n\n{o.response}\n" for o in others)


def oldest(case: Case) -> str:
    labels = ("Reported in: ", "Date: ", "Language: ", "Country: ", "Keywords: ")
    fields = fields_of(case, labels, ".", "") + "\nOutlet where the disinformation appeared: "
    return (
        f"home - disinfo cases - detail\n\n{case.title}\n\nSummary of Disinformation\n\n{case.claim}\n\n\n"
        f"{case.response}\n\nshare with\n{fields}\nshare with\n\nHave you found a mistake?\nGive us your feedback.\n"
    )


def newest(case: Case) -> str:
    title = f"DISINFO: {case.title}"
    return (
        f"{title}\n\nDISINFORMATION CASE DETAILS\n\n{title}\n\nSUMMARY\n\n{case.claim}\n\n"
        f"RESPONSE\n\n{case.response}\n\n"
        "Disclaimer\n\nCases in the EUvsDisinfo database focus on messages of a certain kind.\n"
    )


def read(page: str) -> list[Record]:
    return [record for record in page_text.read_text(page, "page.txt") if isinstance(record, Record)]


def fold(text: str | None) -> str:
    return " ".join((text or "").split())


def assert_texts(record: Record, case: Case | Related) -> None:
    assert fold(record.title) == fold(case.title)
    assert fold(record.claim) == fold(case.claim)
    assert fold(record.response) == fold(case.response)


def assert_fields(record: Record, case: Case) -> None:
    assert (record.date, record.issue) == (case.day.isoformat(), case.issue)
    assert list(record.languages) == case.languages
    assert list(record.countries) == case.countries
    assert list(record.keywords) == case.keywords


def assert_page(page: str, case: Case, others: list[Related]) -> None:
    main, *rest = read(page)
    assert_texts(main, case)
    assert_fields(main, case)
    assert len(rest) == len(others)
    for record, other in zip(rest, others, strict=True):
        assert_texts(record, other)
        assert (record.date, record.issue) == (None, None)
        assert record.languages + record.countries + record.keywords == ()


@settings(deadline=None, max_examples=40)
@given(cases, related)
def test_pages_of_2022_are_read_back(case: Case, others: list[Related]) -> None:
    assert_page(marked(case, others, "Article language(s) "), case, others)


@settings(deadline=None, max_examples=40)
@given(cases, related)
def test_pages_of_2021_are_read_back(case: Case, others: list[Related]) -> None:
    assert_page(marked(case, others, "Outlet language(s) "), case, others)


@settings(deadline=None, max_examples=40)
@given(cases, st.lists(related_cases().filter(lambda other: other.title.endswith("…")), max_size=4))
def test_pages_of_2020_are_read_back(case: Case, others: list[Related]) -> None:
    assert_page(unmarked(case, others), case, others)


@settings(deadline=None, max_examples=40)
@given(cases)
def test_pages_of_2019_are_read_back(case: Case) -> None:
    assert_page(oldest(case), case, [])


@settings(deadline=None, max_examples=40)
@given(cases)
def test_pages_since_2023_are_read_back(case: Case) -> None:
    (record,) = read(newest(case))
    assert_texts(record, case)
    assert (record.date, record.issue, record.keywords) == (None, None, ())


@settings(deadline=None, max_examples=40)
@given(st.text(alphabet="Disnfo:\n •ab…RESPONUMAYKeywrds/,.1", max_size=400))
def test_any_text_gives_records_or_one_reject(text: str) -> None:
    found = list(page_text.read_text(text, "page.txt"))
    assert [item.position for item in found] == list(range(1, len(found) + 1))
    assert len(found) >= 1
