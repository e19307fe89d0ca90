"""A query that finds what breaks a constraint of a shape."""

from __future__ import annotations

from dataclasses import dataclass

from disinfograph.validation.findings import Severity


@dataclass(frozen=True, slots=True)
class Query:
    """A SELECT, and what its rows say.

    Column `this` is the focus node; `value` names the column of the value, or is empty; `path` is the path as text, in
    whose place a column `path` stands where the query has one. `message` may hold `{?column}`.

    Two things may save asking. There are no rows in a graph that lacks, of some set of `needs`, every class and every
    predicate; nor where `screen`, a cheaper query, has none. A query that asks for each focus node whether a `test` is
    true has that test, and the pattern of its focus.
    """

    text: str
    severity: Severity
    shape: str
    path: str
    component: str
    message: str
    value: str = ""
    needs: tuple[frozenset[str], ...] = ()
    screen: str = ""
    focus: str = ""
    test: str = ""
