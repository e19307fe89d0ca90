"""The way in and out: every error gives its exit code, and one clear sentence instead of a traceback."""

from __future__ import annotations

import io
import os
import sys
from difflib import get_close_matches
from typing import TextIO

from disinfograph.cli.exit_codes import DONE, INTERRUPTED, WRONG_USE, exit_code
from disinfograph.errors import DisinfographError, InvalidData, NotFound

_LISTED_NAMES = 20
_LISTED_FINDINGS = 10


def run(arguments: list[str] | None = None) -> int:
    """Run the command line and return its exit code; every error becomes one sentence on standard error."""
    try:
        _speak_any_text()
        code = _run(arguments)
        sys.stdout.flush()
    except DisinfographError as error:
        _complain(sentence(error))
        return exit_code(error)
    except KeyboardInterrupt:
        code = INTERRUPTED
    except BrokenPipeError:
        _let_go(sys.stdout)
        return DONE
    except OSError as error:
        _let_go(sys.stdout)
        _complain(f"{error.filename}: {error.strerror}" if error.filename else f"cannot write: {error.strerror}")
        return WRONG_USE
    if code == INTERRUPTED:
        _complain("interrupted; the store is as it was")
    return code


def _run(arguments: list[str] | None) -> int:
    import typer

    from disinfograph.cli.commands import app

    try:
        code = app(args=arguments, prog_name="disinfograph", standalone_mode=False)
    except typer.TyperException as error:
        _show(error)
        return WRONG_USE
    except typer.Abort:
        return INTERRUPTED
    except SystemExit as left:
        # Typer leaves with 1 where the reader of a pipe had enough; nothing is wrong then.
        if isinstance(left.__context__, BrokenPipeError):
            return DONE
        raise
    return code if isinstance(code, int) else DONE


def _show(error: Exception) -> None:
    """Print a wrong use as typer words it: usage line, hint, reason."""
    show = getattr(error, "show", None)
    if callable(show):
        show()
    else:
        _complain(str(error))


def sentence(error: DisinfographError) -> str:
    """Return what an error says to a user: of a long list of names the nearest, and the gravest findings."""
    if isinstance(error, NotFound) and len(error.known) > _LISTED_NAMES:
        near = get_close_matches(error.name, error.known, n=3, cutoff=0.5)
        hint = (
            f"; did you mean {' or '.join(near)}?"
            if near
            else f"; there are {len(error.known)}, none of a similar name"
        )
        return f"no {error.kind} named {error.name!r}{hint}"
    if isinstance(error, InvalidData):
        return "\n".join([str(error), *(f"  {finding}" for finding in _first_findings(error))])
    return str(error)


def _first_findings(error: InvalidData) -> list[str]:
    grave = [f for f in error.findings if str(getattr(f, "severity", "")) == "Violation"]
    return [f"{getattr(f, 'focus', '')} {getattr(f, 'message', f)}" for f in grave[:_LISTED_FINDINGS]]


def _complain(text: str) -> None:
    from disinfograph.cli.messages import say

    say(f"disinfograph: {text}")


def _speak_any_text() -> None:
    """Make sure that no letter is a reason to fail: file names may hold bytes that are no text at all."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    if isinstance(sys.stdout, io.TextIOWrapper) and not sys.stdout.isatty():
        sys.stdout.reconfigure(encoding="utf-8")


def _let_go(stream: TextIO) -> None:
    """Send what is still to be written nowhere, so that Python does not complain at exit."""
    try:
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
    except (OSError, ValueError):
        # A stream in memory has no descriptor to send elsewhere.
        return
