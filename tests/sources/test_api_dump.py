from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from disinfograph.errors import UnreadableInput
from disinfograph.records import Article, Record, Reject
from disinfograph.sources.api_dump import READER

CLAIM: dict[str, Any] = {
    "@id": "/claims/7",
    "appearances": ["/news_articles/1"],
    "datePublished": "2019-12-28T00:00:00+00:00",
    "firstAppearance": "/news_articles/1",
    "isPartOf": "/issues/178",
    "keywords": ["/keywords/1", "/keywords/2"],
    "contentLocations": ["/countries/1", "/countries/2"],
}
ARTICLE_COLUMNS = '"","@id","url","author","webArchiveUrl","abstract","inLanguage"\n'


@pytest.fixture
def dump(tmp_path: Path) -> Path:
    (tmp_path / "all_countries.csv").write_text(
        '"","@id","name"\n"1","/countries/1","US"\n"2","/countries/2","United States"\n'
    )
    (tmp_path / "all_keywords.csv").write_text('"","@id","name"\n"1","/keywords/1","Sea"\n"2","/keywords/2","Army"\n')
    (tmp_path / "all_languages.csv").write_text(
        '"","@id","name","alternateName"\n'
        '"1","/languages/1","Spanish, Castilian","spa"\n"2","/languages/2","blr","blr"\n'
    )
    (tmp_path / "all_organisations.csv").write_text(
        '"","@id","name"\n"1","/organizations/1","Left Press"\n"2","/organizations/2","a.example // b.example"\n'
    )
    (tmp_path / "all_news_articles.csv").write_text(
        ARTICLE_COLUMNS + '"1","/news_articles/1","https://left.example/1","/organizations/1",NA,NA,"/languages/1"\n'
        '"2","/news_articles/2","https://a.example/2","/organizations/2","https://archive.example/2 (slow)",'
        '"First.\n\nSecond ""line"".","/languages/2"\n'
    )
    save(tmp_path, CLAIM)
    return tmp_path


def save(folder: Path, *claims: object) -> None:
    (folder / "claims.json").write_text(json.dumps(list(claims)))


def one(folder: Path) -> Record:
    (found,) = READER.read(folder)
    assert isinstance(found, Record)
    return found


def test_a_dump_is_recognised_by_its_folder_or_its_claims(dump: Path) -> None:
    assert READER.recognises(dump, b"")
    assert READER.recognises(dump / "claims.json", b"[{")
    assert not READER.recognises(dump / "all_countries.csv", b"")


def test_claims_without_tables_are_no_dump(tmp_path: Path) -> None:
    save(tmp_path, CLAIM)
    assert not READER.recognises(tmp_path, b"")


def test_a_claim_is_joined_with_what_it_refers_to(dump: Path) -> None:
    assert one(dump) == Record(
        source="euvsdisinfo-api",
        file="claims.json",
        position=1,
        id="/claims/7",
        date="2019-12-28",
        issue=178,
        languages=("Spanish, Castilian",),
        countries=("US", "United States"),
        keywords=("Sea", "Army"),
        outlets=("Left Press",),
        articles=(
            Article(url="https://left.example/1", outlet="Left Press", language="Spanish, Castilian", first=True),
        ),
    )


def test_a_first_appearance_outside_of_the_appearances_is_added(dump: Path) -> None:
    save(dump, {**CLAIM, "firstAppearance": "/news_articles/2"})
    record = one(dump)
    assert [(article.url, article.first) for article in record.articles] == [
        ("https://left.example/1", False),
        ("https://a.example/2", True),
    ]
    assert record.articles[1].archive == "https://archive.example/2"
    assert record.articles[1].abstract == 'First.\n\nSecond "line".'


def test_a_language_is_called_by_its_name_and_not_its_code(dump: Path) -> None:
    save(dump, {**CLAIM, "appearances": ["/news_articles/2"]})
    assert one(dump).languages == ("blr", "Spanish, Castilian")


def test_an_organisation_that_stands_for_several_outlets_is_parted(dump: Path) -> None:
    save(dump, {**CLAIM, "appearances": ["/news_articles/2"], "firstAppearance": None})
    record = one(dump)
    assert record.outlets == ("a.example", "b.example")
    assert record.articles[0].outlet is None


def test_a_claim_without_first_appearance_has_no_first_article(dump: Path) -> None:
    save(dump, {name: value for name, value in CLAIM.items() if name != "firstAppearance"})
    assert [article.first for article in one(dump).articles] == [False]


def test_exact_repeats_of_a_claim_are_one_record(dump: Path) -> None:
    save(dump, CLAIM, {**CLAIM, "@id": "/claims/8"}, dict(reversed(CLAIM.items())))
    assert [(item.id, item.position) for item in READER.read(dump)] == [("/claims/7", 1), ("/claims/8", 2)]


def test_references_to_what_the_dump_lacks_are_counted_in_a_note(dump: Path) -> None:
    save(dump, {**CLAIM, "appearances": ["/media_objects/3"], "firstAppearance": "/media_objects/3"})
    assert one(dump).articles == ()
    assert READER.notes(dump) == ("claims.json: 1 references to media_objects that the dump lacks",)


def test_a_missing_table_is_noted(dump: Path) -> None:
    (dump / "all_keywords.csv").unlink()
    assert one(dump).keywords == ()
    assert READER.notes(dump) == ("all_keywords.csv is not there; what it names is left out",)


def test_na_is_nothing(dump: Path) -> None:
    article = one(dump).articles[0]
    assert (article.archive, article.abstract) == (None, None)
    save(dump, {**CLAIM, "datePublished": "NA", "isPartOf": None})
    record = one(dump)
    assert (record.date, record.issue) == (None, None)


@pytest.mark.parametrize("claim", [7, {"datePublished": "2019-12-28"}, {**CLAIM, "datePublished": "2019-02-30"}])
def test_a_broken_claim_is_rejected_and_the_rest_goes_on(dump: Path, claim: object) -> None:
    save(dump, claim, CLAIM)
    reject, record = READER.read(dump)
    assert isinstance(reject, Reject)
    assert isinstance(record, Record)
    assert reject.position == 1


@pytest.mark.parametrize("text", ["", "{", '{"a": 1}', "3"])
def test_claims_that_are_no_list_are_refused(dump: Path, text: str) -> None:
    (dump / "claims.json").write_text(text)
    with pytest.raises(UnreadableInput, match=r"claims\.json"):
        list(READER.read(dump))


def test_an_answer_of_the_api_with_its_frame_is_read(dump: Path) -> None:
    (dump / "claims.json").write_text(json.dumps({"hydra:member": [CLAIM], "hydra:totalItems": 1}))
    assert one(dump).id == "/claims/7"


def test_the_real_dump_has_each_claim_once(shared: Path) -> None:
    folder = shared / "data" / "api-2020"
    cases = [item for item in READER.read(folder) if isinstance(item, Record)]
    assert len(json.loads((folder / "claims.json").read_text())) == 7_228
    assert len(cases) == len({record.id for record in cases}) == 7_014
    assert len({record.issue for record in cases}) == 175
    assert {record.date[:4] for record in cases if record.date} == {"2015", "2016", "2017", "2018", "2019", "2020"}
    countries = Counter(name for record in cases for name in record.countries)
    assert countries["US"] > 0
    assert countries["United States"] > 0
    assert not [
        name for record in cases for name in (*record.countries, *record.outlets, *record.keywords) if name == "NA"
    ]
    assert all(sum(article.first for article in record.articles) <= 1 for record in cases)
