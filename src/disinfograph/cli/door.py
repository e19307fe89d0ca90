"""The way in and out: which error gives which exit code, and one clear sentence instead of a traceback."""

from __future__ import annotations

import os
import sys
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


def run(arguments: list[str] | None = None) -> int:
    """Run the command line and return its exit code; every error becomes one sentence on standard error."""
    import typer

    from disinfograph.cli.commands import app

    try:
        code = app(args=arguments, prog_name="disinfograph", standalone_mode=False)
        return code if isinstance(code, int) else DONE
    except DisinfographError as error:
        print(f"disinfograph: {error}", file=sys.stderr)  # noqa: T201 - the door speaks
        return exit_code(error)
    except typer.TyperException as error:
        _show(error)
        return WRONG_USE
    except (KeyboardInterrupt, typer.Abort):
        print("disinfograph: interrupted; the store is as it was", file=sys.stderr)  # noqa: T201
        return INTERRUPTED
    except BrokenPipeError:
        # The reader of a pipe had enough: nothing is wrong, and Python must not complain at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE


def _show(error: Exception) -> None:
    """Print a wrong use as typer words it: usage line, hint, reason."""
    show = getattr(error, "show", None)
    if callable(show):
        show()
    else:
        print(f"disinfograph: {error}", file=sys.stderr)  # noqa: T201
