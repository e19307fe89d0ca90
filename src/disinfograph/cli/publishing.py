"""The command that publishes a store as files."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from disinfograph.cli.exit_codes import DONE
from disinfograph.cli.messages import counted, progress, say
from disinfograph.cli.serving import copied
from disinfograph.errors import NotFound, WrongUse

_LONGEST = 80


def run_publish(
    target: Path,
    store: str,
    base: str,
    url: str | None,
    syntaxes: list[str],
    without: list[str],
    title: str | None,
    *,
    quiet: bool,
) -> int:
    """Publish a store to a folder, and say what changed."""
    try:
        from disinfograph.publish.publishing import Options, publish
    except ImportError as fault:
        raise WrongUse(
            f"publishing needs the extra: pip install 'disinfograph[publish]' ({fault.name} is missing)"
        ) from fault
    options = Options(_address(url), base, _syntaxes(syntaxes), _parts(without), title=_title(title))
    with _folder(store) as folder, progress(quiet=quiet) as tell:
        done = publish(folder, target, options, lambda what: tell(f"writing {what}"))
    say(f"{counted(done.files, 'file')}, {done.size / 1e6:,.1f} MB in {target}", quiet=quiet)
    if done.made:
        say(f"{done.changed:,} written, {done.removed:,} removed", quiet=quiet)
    else:
        say("the same data, program and options, and every file is there: nothing was rendered", quiet=quiet)
    return DONE


def _address(given: str | None) -> str:
    """Return the address of a site with a slash at its end, "" where none is given; WrongUse for no http address."""
    if not given:
        return ""
    scheme, _, rest = given.partition("://")
    if scheme not in {"http", "https"} or rest[:1] in {"", "/"} or set(given) & set(' <>"{}|\\^`?#'):
        raise WrongUse(f"--url {given!r} is no address of a site: give one that begins with https://")
    return given if given.endswith("/") else f"{given}/"


def _title(given: str | None) -> str:
    """Return the name of a site without spaces around it, "" where none is given; WrongUse for one that is no line."""
    title = (given or "").strip()
    if given is not None and not (title and title.isprintable() and len(title) <= _LONGEST):
        raise WrongUse(f"--title must be one line of 1 to {_LONGEST} characters")
    return title


def _syntaxes(given: list[str]) -> tuple[str, ...]:
    from disinfograph.publish.publishing import SYNTAXES
    from disinfograph.site.addresses import DATA

    for name in given:
        if name not in DATA:
            raise NotFound("syntax of data", name, DATA)
    return tuple(name for name in DATA if name in given) or SYNTAXES


def _parts(given: list[str]) -> frozenset[str]:
    from disinfograph.publish.publishing import PARTS

    for name in given:
        if name not in PARTS:
            raise NotFound("part", name, PARTS)
    return frozenset(given)


@contextmanager
def _folder(place: str) -> Iterator[Path]:
    """Give the folder of a store, or a copy of what a SPARQL endpoint holds."""
    if not place.lower().startswith(("http://", "https://")):
        yield Path(place)
        return
    with tempfile.TemporaryDirectory(prefix="disinfograph-") as folder:
        yield copied(place, Path(folder) / "copy.db")
