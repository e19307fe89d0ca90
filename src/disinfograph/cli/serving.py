"""The command that serves a store over HTTP."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from disinfograph.cli import settings
from disinfograph.cli.exit_codes import DONE
from disinfograph.cli.messages import say
from disinfograph.errors import WrongUse
from disinfograph.web.settings import Settings, explained, read_settings

__all__ = ["explained", "run_serve"]


def run_serve(store: str | None, base: str, file: Path | None, *, quiet: bool = False, **given: Any) -> int:
    """Serve a store until interrupted; without one named or here, the examples. `given` goes before the file."""
    chosen = read_settings(file, **given)
    try:
        from disinfograph.web.server import serve
    except ImportError as fault:
        raise WrongUse(f"serving needs the extra: pip install 'disinfograph[web]' ({fault.name} is missing)") from fault
    with _folder(store, quiet) as folder:
        serve(folder, chosen, base, lambda address: _greet(address, chosen, quiet))
    return DONE


def _greet(address: str, chosen: Settings, quiet: bool) -> None:
    # Even with --quiet: port 0 is known to nobody else.
    say(f"serving at {address}; stop with Ctrl-C")
    if chosen.open_to_others:
        say(
            "warning: others can reach this server; put a proxy with TLS in front of it, and look at the limits "
            "in --help",
            quiet=quiet,
        )


@contextmanager
def _folder(store: str | None, quiet: bool) -> Iterator[Path]:
    """Give the folder to serve: the store's, a copy of a SPARQL endpoint's content, or one built of the examples."""
    place = settings.store_place(store)
    if place.lower().startswith(("http://", "https://")):
        with tempfile.TemporaryDirectory(prefix="disinfograph-") as folder:
            say(f"copying what {place} holds", quiet=quiet)
            yield copied(place, Path(folder) / "copy.db")
    elif place == settings.DEFAULT_STORE and not Path(place).exists():
        with tempfile.TemporaryDirectory(prefix="disinfograph-") as folder:
            say(f"there is no {place} here: serving the examples, which are built first", quiet=quiet)
            yield _examples(Path(folder) / "examples.db")
    else:
        yield Path(place)


def copied(endpoint: str, folder: Path) -> Path:
    """Return a folder that is filled with what a SPARQL endpoint holds."""
    from disinfograph.stores import open_store

    source, quads, ledger = open_store(endpoint), folder.with_name("quads"), folder.with_name("ledger")
    for path, lines in ((quads, source.quads()), (ledger, source.ledger())):
        with path.open("w", encoding="utf-8", newline="\n") as file:
            file.writelines(f"{line}\n" for line in lines)
    open_store(folder).publish(quads, ledger)
    quads.unlink()
    return folder


def _examples(folder: Path) -> Path:
    from disinfograph.build import Options
    from disinfograph.cli.building import Inputs, Report, run_build

    report = Report(folder.with_name("rejects"), quiet=True)
    run_build(Inputs(("examples",)), str(folder), Options(), None, report)
    return folder
