"""Everything this package raises on purpose.

DisinfographError
├── WrongUse             an argument or option that cannot be followed
├── NotFound             a name or IRI that nothing carries
├── UnreadableInput      a file that is missing, locked, or of no known format
├── BadQuery             a query that cannot be parsed or is not allowed, or a wrong parameter
├── InvalidData          a graph that breaks its shapes; carries the findings
├── Rejected             a strict build met records that it had to leave out
└── StoreUnavailable     the store could not be opened or did not answer
"""

from __future__ import annotations

from collections.abc import Sequence


class DisinfographError(Exception):
    """The root of the tree: its text is one clear sentence for the user."""


class WrongUse(DisinfographError):
    """An argument or option cannot be followed."""


class NotFound(DisinfographError):
    """Nothing carries the name; `known` lists what there is."""

    def __init__(self, kind: str, name: str, known: Sequence[str] = ()) -> None:
        hint = f"; there are: {', '.join(known)}" if known else ""
        super().__init__(f"no {kind} named {name!r}{hint}")
        self.kind, self.name, self.known = kind, name, tuple(known)


class UnreadableInput(DisinfographError):
    """A file cannot be read: which, why, what to do."""

    def __init__(self, file: str, reason: str, advice: str = "") -> None:
        super().__init__(f"{file}: {reason}" + (f"; {advice}" if advice else ""))
        self.file, self.reason, self.advice = file, reason, advice


class BadQuery(DisinfographError):
    """A query cannot be run as given; `name` is the stored query's name or 'query'."""

    def __init__(self, name: str, reason: str) -> None:
        super().__init__(f"{name}: {reason}")
        self.name, self.reason = name, reason


class InvalidData(DisinfographError):
    """A graph breaks its shapes; `findings` says where."""

    def __init__(self, message: str, findings: Sequence[object] = ()) -> None:
        super().__init__(message)
        self.findings = tuple(findings)


class Rejected(DisinfographError):
    """A strict build would have left records out; `rejects` are they."""

    def __init__(self, rejects: Sequence[object]) -> None:
        records = "1 record" if len(rejects) == 1 else f"{len(rejects):,} records"
        super().__init__(f"{records} would be left out; nothing was built (--strict)")
        self.rejects = tuple(rejects)


class StoreUnavailable(DisinfographError):
    """The store could not be opened or did not answer: where, and why."""

    def __init__(self, where: str, reason: str) -> None:
        super().__init__(f"store {where}: {reason}")
        self.where, self.reason = where, reason
