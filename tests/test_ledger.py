"""What sources have said: corrected records replace, others stay, and order never matters."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from disinfograph.iris import case_slug
from disinfograph.ledger import Ledger
from disinfograph.records import Article, CrossLink, Evidence, Record, Run, Unresolved

FULL = Record(source="a", file="one.txt", position=1, title="Snow is black", date="2020-01-02", countries=("Sweden",))
CUT = Record(source="a", file="two.txt", position=2, main=False, title="Snow is black")
OTHER = Record(source="b", file="one.csv", position=1, title="Snow is black", date="2020-01-03")


def ledger(*records: Record) -> Ledger:
    made = Ledger()
    made.take(records)
    return made


def test_the_same_records_again_change_nothing() -> None:
    once, twice = ledger(FULL, CUT, OTHER), ledger(FULL, CUT, OTHER)
    twice.take([OTHER, CUT, FULL])
    assert list(once.lines()) == list(twice.lines())


def test_a_corrected_record_replaces_what_its_source_said() -> None:
    made = ledger(FULL, OTHER)
    corrected = replace(FULL, file="corrected.txt", date="2020-01-05")
    made.take([corrected])
    assert [corrected, OTHER] == list(made)


def test_a_cut_off_record_never_displaces_a_main_one() -> None:
    made = ledger(FULL)
    made.take([CUT])
    assert [FULL, CUT] == list(made)


def test_a_cut_off_record_replaces_the_one_from_the_same_place() -> None:
    made = ledger(CUT)
    longer = replace(CUT, response="It is white.")
    made.take([longer])
    assert [longer] == list(made)


def test_two_records_of_one_reading_stay_both() -> None:
    second = replace(FULL, position=9, outlets=("Radio",))
    assert [FULL, second] == list(ledger(FULL, second))


def test_parts_of_a_ledger_are_together_the_whole_and_none_is_in_two() -> None:
    made = ledger(FULL, CUT, OTHER)
    assert [FULL, OTHER] == list(made[0::2])
    assert [CUT] == list(made[1::2])
    assert [] == list(made[3::4])


def test_a_withdrawn_source_is_forgotten_and_others_stay() -> None:
    made = ledger(FULL, CUT, OTHER)
    made.note(Run(("a",), ("one.txt sha256:0",), "1"))
    made.note(Run(("a", "b"), ("x sha256:1",), "1"))
    made.withdraw("a")
    assert [OTHER] == list(made)
    assert [("a", "b")] == [run.sources for run in made.runs.values()]


def test_a_dropped_record_is_gone() -> None:
    made = ledger(FULL, CUT)
    made.drop({FULL, CUT})
    assert 0 == len(made)


def test_a_ledger_survives_being_written_and_read() -> None:
    rich = Record(
        source="a",
        file="f",
        position=3,
        id="/claims/3",
        url="https://a.org/report/x/",
        title="X…",
        title_truncated=True,
        claim="A // B",
        response="No.",
        date="2020-01-01",
        issue=7,
        languages=("ru",),
        countries=("US",),
        keywords=("k",),
        outlets=("o",),
        articles=(Article("https://a.org/1", None, "o", "ru", first=True, abstract="…"),),
        narrative_phrases=("p",),
        cross_links=(CrossLink("t", None),),
        evidence=(Evidence("e", "https://e.org/"),),
        reviewer="r",
        verdict="false",
        license="CC BY 4.0",
        unresolved=(Unresolved("languages", "Moldova"),),
    )
    made = ledger(rich)
    made.note(Run(("a",), ("f sha256:0",), "1", "2024-01-01"))
    again = Ledger.read(made.lines())
    assert [rich] == list(again)
    assert made.runs == again.runs
    assert list(made.lines()) == list(again.lines())


SOME = st.builds(
    Record,
    source=st.sampled_from(["a", "a-b", "b"]),
    file=st.sampled_from(["", "f", "f g", "f\tg", "f\x02", "fé", "f\U0001f600"]),
    position=st.sampled_from([1, 2, 10]),
    main=st.booleans(),
    id=st.sampled_from([None, "", "1", "10"]),
    title=st.sampled_from(["Snow is black", "Snow"]),
    claim=st.sampled_from([None, "It is."]),
)


class Simple:
    """What a ledger does, in the plainest words."""

    def __init__(self) -> None:
        self.cases: dict[tuple[str, str], list[Record]] = {}

    def take(self, new: list[Record]) -> None:
        groups: dict[tuple[str, str], list[Record]] = {}
        for record in new:
            groups.setdefault((record.source, case_slug(record)), []).append(record)
        for key, records in groups.items():
            kept = [old for old in self.cases.get(key, []) if not self._gone(old, records)]
            self.cases[key] = list(dict.fromkeys([*kept, *records]))

    @staticmethod
    def _gone(old: Record, records: list[Record]) -> bool:
        if old.main:
            return any(record.main for record in records)
        return any((record.file, record.position) == (old.file, old.position) for record in records)

    def __iter__(self) -> Iterator[Record]:
        for key in sorted(self.cases):
            yield from sorted(self.cases[key], key=lambda r: (not r.main, r.file, r.position, r.id or ""))


@settings(deadline=None)
@given(st.lists(st.tuples(st.lists(SOME, max_size=9), st.sampled_from(["", "a", "b"]), st.booleans()), max_size=4))
def test_a_ledger_on_disk_does_what_one_in_memory_would(turns: list[tuple[list[Record], str, bool]]) -> None:
    made, simple = Ledger(), Simple()
    for new, withdrawn, is_looked_at in turns:
        made.withdraw(withdrawn)
        simple.cases = {key: records for key, records in simple.cases.items() if key[0] != withdrawn}
        made.take(iter(new))
        simple.take(new)
        if is_looked_at:
            assert list(made) == list(simple)
            unwanted = set(list(simple)[:1])
            made.drop(unwanted)
            simple.cases = {key: [r for r in records if r not in unwanted] for key, records in simple.cases.items()}
    assert list(made) == list(simple)
    assert len(made) == len(list(simple))
    assert made.sources() == sorted({record.source for record in simple})
    assert list(Ledger.read(made.lines()).lines()) == list(made.lines())


def test_no_record_is_held_in_memory() -> None:
    made = Ledger()
    made.take(replace(FULL, position=number, title=f"Snow {number}") for number in range(500))
    held = [sum(isinstance(thing, Record) for thing in gc.get_objects())]
    for number, _ in enumerate(made):
        if number % 100 == 0:
            held.append(sum(isinstance(thing, Record) for thing in gc.get_objects()))
    assert max(held) < 50
