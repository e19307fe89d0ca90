"""Which error gives which exit code."""

from __future__ import annotations

from typing import Final

from disinfograph.errors import (
    BadQuery,
    DisinfographError,
    InvalidData,
    NotFound,
    Rejected,
    StoreUnavailable,
    UnreadableInput,
    WrongUse,
)

DONE, FINDINGS, WRONG_USE, UNAVAILABLE, INTERRUPTED = 0, 1, 2, 3, 130

EXIT_CODES: Final[dict[type[DisinfographError], int]] = {
    WrongUse: WRONG_USE,
    NotFound: WRONG_USE,
    UnreadableInput: WRONG_USE,
    BadQuery: WRONG_USE,
    InvalidData: FINDINGS,
    Rejected: FINDINGS,
    StoreUnavailable: UNAVAILABLE,
}


def exit_code(error: DisinfographError) -> int:
    """Return the exit code of an error: that of its class or of the nearest class above it."""
    return next(EXIT_CODES[kind] for kind in type(error).__mro__ if kind in EXIT_CODES)
