"""What may be set of the server, in one TOML file; a key that nobody reads is an error."""

from __future__ import annotations

import os
import tomllib
from dataclasses import dataclass, field, fields
from difflib import get_close_matches
from pathlib import Path
from typing import Any, Final

from disinfograph.errors import WrongUse

LOOPBACK: Final = frozenset({"127.0.0.1", "::1", "localhost"})


def _setting(default: Any, says: str, least: float = 0) -> Any:
    return field(default=default, metadata={"says": says, "least": least})


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings, each with its unit; `explained` tells what they mean."""

    host: str = _setting("127.0.0.1", "address to listen at; any other than loopback opens the server to others")
    port: int = _setting(8000, "port to listen at; 0 takes a free one")
    public_url: str = _setting("", "address that people use, where a proxy stands in front: https://example.org")
    trusted_proxies: str = _setting("", "addresses of proxies, comma-separated, whose X-Forwarded-For is believed")
    workers: int = _setting(max(4, os.cpu_count() or 1), "queries that run at the same time", 1)
    reserved: int = _setting(1, "workers kept free for stored queries")
    page_workers: int = _setting(max(2, os.cpu_count() or 1), "workers that make pages and data, and nothing else", 1)
    per_client: int = _setting(2, "queries of one client that run at the same time", 1)
    deadline: float = _setting(10.0, "seconds after which a query is stopped (504)", 0.1)
    waiting: int = _setting(64, "queries that may wait for a worker; further ones are refused (503)")
    patience: float = _setting(15.0, "seconds that a query may wait for a worker (503)", 0.1)
    memory_mb: int = _setting(1024, "MiB of address space of a worker, of which about 450 are its own", 600)
    rows: int = _setting(10_000, "rows or triples of an answer; longer answers are cut, and say so", 1)
    answer_mb: int = _setting(32, "MiB of an answer (400)", 1)
    query_kb: int = _setting(64, "KiB of a query (413)", 1)
    page: int = _setting(1000, "rows on a page of a stored query that sets none itself", 1)
    cache_mb: int = _setting(128, "MiB of answers kept to be given again, most compressed; 0 keeps none")
    rate: float = _setting(20.0, "requests a second and client in the long run; 0 for no limit (429)")
    burst: int = _setting(100, "requests that a client may make at once", 1)

    def __post_init__(self) -> None:
        """Hold each value to its type and least value; WrongUse otherwise."""
        for each in fields(self):
            _check(each.name, getattr(self, each.name), each.default, each.metadata["least"])
        if self.reserved >= self.workers:
            raise WrongUse(f"reserved = {self.reserved} leaves none of {self.workers} workers for queries")

    @property
    def open_to_others(self) -> bool:
        """Say whether more than this machine can reach the server."""
        return self.host not in LOOPBACK


def _check(name: str, value: Any, default: Any, least: float) -> None:
    kind = type(default)
    fits = isinstance(value, (int, float) if kind is float else kind) and not isinstance(value, bool)
    if not fits:
        words = {str: "a text", int: "a whole number", float: "a number"}
        raise WrongUse(f"{name} takes {words[kind]}, not {value!r}")
    if kind is not str and not least <= value < float("inf"):
        raise WrongUse(f"{name} = {value} is too small: {least:g} or more")


def read_settings(path: Path | None, **given: Any) -> Settings:
    """Return the settings of a TOML file, with what is `given` and not None in their place; WrongUse for a fault."""
    return Settings(
        **(_said(path) if path else {}) | {name: value for name, value in given.items() if value is not None}
    )


def _said(path: Path) -> dict[str, Any]:
    try:
        said = tomllib.loads(path.read_text("utf-8"))
    except OSError as fault:
        raise WrongUse(f"cannot read the settings {path}: {fault.strerror}") from fault
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as fault:
        raise WrongUse(f"the settings {path} are no TOML: {fault}") from fault
    known = [each.name for each in fields(Settings)]
    for name in said:
        if name not in known:
            near = get_close_matches(name, known, n=1)
            hint = f"did you mean {near[0]}?" if near else f"there are: {', '.join(known)}"
            raise WrongUse(f"the settings {path} have an unknown key {name}; {hint}")
    return said


def explained() -> str:
    """Return a settings file with every default and what it means, as TOML."""
    lines = (
        f"{each.name} = {_toml(each.default)}".ljust(26) + f"  # {each.metadata['says']}" for each in fields(Settings)
    )
    return "\n".join(lines) + "\n"


def _toml(value: Any) -> str:
    return f'"{value}"' if isinstance(value, str) else str(value)
