"""Every error that the package raises on purpose has an exit code."""

from __future__ import annotations

import inspect
from collections.abc import Iterator

import pytest

from disinfograph import errors
from disinfograph.cli.door import sentence
from disinfograph.cli.exit_codes import EXIT_CODES, exit_code
from disinfograph.errors import DisinfographError, InvalidData, NotFound
from disinfograph.validation.findings import Finding, Severity


def tree(root: type[DisinfographError]) -> Iterator[type[DisinfographError]]:
    for kind in root.__subclasses__():
        yield kind
        yield from tree(kind)


ERRORS = sorted({kind for kind in tree(DisinfographError) if kind.__module__ == errors.__name__}, key=str)


@pytest.mark.parametrize("kind", ERRORS, ids=lambda kind: kind.__name__)
def test_every_error_of_the_tree_has_an_exit_code(kind: type[DisinfographError]) -> None:
    assert exit_code(kind.__new__(kind)) in {1, 2, 3}


def test_every_error_of_the_module_is_in_the_tree_and_in_its_picture() -> None:
    defined = {kind for _, kind in inspect.getmembers(errors, inspect.isclass) if kind.__module__ == errors.__name__}
    assert defined == {DisinfographError, *ERRORS}
    assert [kind.__name__ for kind in ERRORS if f"─ {kind.__name__} " not in (errors.__doc__ or "")] == []


def test_the_table_names_no_error_twice_over() -> None:
    assert set(EXIT_CODES) <= set(ERRORS)
    assert set(EXIT_CODES.values()) == {1, 2, 3}


def test_of_many_names_the_nearest_is_offered() -> None:
    known = [f"cases/number-{number}" for number in range(50)]
    assert sentence(NotFound("query", "cases/numbr-7", known)).startswith(
        "no query named 'cases/numbr-7'; did you mean cases/"
    )
    assert sentence(NotFound("query", "?", known)) == "no query named '?'; there are 50, none of a similar name"


def test_a_graph_that_breaks_its_shapes_is_reported_with_what_breaks_them() -> None:
    finding = Finding(Severity.VIOLATION, "s", "<https://example.org/x>", "", "", "c", "A thing has a name.")
    assert sentence(InvalidData("broken", [finding])) == "broken\n  <https://example.org/x> A thing has a name."
