"""A stored query that looks for a text asks the index beside the store, and answers without one."""

from __future__ import annotations

from pathlib import Path

from web_world import published, serving

from disinfograph.search.index import Search
from disinfograph.searching import refresh
from disinfograph.stores import open_store

SMALL = Path(__file__).resolve().parents[1] / "data" / "small.trig"
ADDRESS = "/api/queries/cases/search"
TEXTS = ("hospital", "HOSPITAL", "no such words", "the")


def test_the_answer_is_the_same_with_an_index_and_without(tmp_path: Path) -> None:
    place = published(tmp_path / "small.db", (SMALL, None))
    with serving(place) as site:
        plain = [site.get(ADDRESS, text=text).json for text in TEXTS]
    assert [1, 1, 0] == [len(rows) for rows in plain[:3]]
    refresh(place)
    with serving(place) as site:
        assert plain == [site.get(ADDRESS, text=text).json for text in TEXTS]


def test_the_index_is_asked(tmp_path: Path) -> None:
    place = published(tmp_path / "small.db", (SMALL, None))
    # An index that knows of no case shows who was asked.
    folder = place / "search" / open_store(place).version()
    folder.mkdir(parents=True)
    Search.write(folder, [])
    with serving(place) as site:
        assert [] == site.get(ADDRESS, text="hospital").json
