"""What people are told on standard error: messages, and progress on a terminal."""

from __future__ import annotations

import sys
import unicodedata
from collections.abc import Callable, Iterator
from contextlib import contextmanager

Tell = Callable[[str], None]

# A surrogate is a byte of a file name that is no text: the stream writes it as \udc.., which says more than nothing.
_CONTROL = {"Cc", "Cf"}
# The joiners shape letters in Persian and Hindi and command nothing.
_HARMLESS = {"\u200c", "\u200d"}


def harmless(text: str) -> str:
    """Return text from outside without the characters that could command a terminal; line ends and tabs stay."""
    return "".join(
        c for c in text if c in "\n\t" or c in _HARMLESS or c.isprintable() or unicodedata.category(c) not in _CONTROL
    )


def printable(text: str) -> str:
    """Return text from outside as one harmless line with single spaces."""
    return " ".join(harmless(text.replace("\r", " ")).split())


def counted(count: int, name: str) -> str:
    """Return a number with its noun: `1 case`, `2,000 cases`."""
    return f"{count:,} {name}" if count == 1 else f"{count:,} {name}s"


def say(message: str, *, quiet: bool = False) -> None:
    """Print a message for the user on standard error."""
    if not quiet:
        print(harmless(message), file=sys.stderr)  # noqa: T201 - this room speaks


def say_some(messages: list[str], most: int, *, quiet: bool = False) -> None:
    """Print the first messages of a list, indented, and how many more there are."""
    for message in messages[:most]:
        say(f"  {message}", quiet=quiet)
    if len(messages) > most:
        say(f"  … and {len(messages) - most:,} more", quiet=quiet)


@contextmanager
def progress(*, quiet: bool = False) -> Iterator[Tell]:
    """Give a function that says what is being done: on a terminal only, and gone at the end."""
    if quiet or not sys.stderr.isatty():
        yield lambda _: None
        return
    from rich.console import Console
    from rich.text import Text

    with Console(stderr=True).status(Text("reading")) as status:
        yield lambda text: status.update(Text(printable(text)))
