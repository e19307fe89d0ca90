"""A small world for the commands: inputs of two sources, and ways to run a command."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

COMMAND = [sys.executable, "-c", "from disinfograph.cli import main; main()"]
BRIDGE = "https://example.org/report/the-bridge-was-never-built/"
ALPHA = [
    {
        "source": "alpha",
        "title": "The bridge was never built",
        "url": BRIDGE,
        "claim": "There is no bridge. // The photos are from another country.",
        "response": "Recurring pro-Kremlin disinformation narrative about colour revolutions. The bridge stands.",
        "date": "2021-03-04",
        "languages": ["Russian"],
        "countries": ["Ukraine", "Georgia"],
        "keywords": ["Euromaidan"],
        "outlets": ["Sputnik"],
        "narrative_phrases": ["colour revolutions"],
    },
    {
        "source": "alpha",
        "title": "The lake was poisoned by \u001b[31mforeign divers[/red] [link=https://example.org]",
        "claim": "Divers poisoned the lake.",
        "date": "2021-05-06",
        "languages": ["German"],
        "countries": ["Poland"],
    },
    {"source": "alpha", "title": "The mountain moves at night", "date": "2022-01-02", "countries": ["Moldova"]},
]
TABLE = f"""date,id,title,countries,keywords,languages,outlets
2021-03-04,{BRIDGE},The bridge was never built,Ukraine+Moldova,Euromaidan,Russian,Sputnik
2022-07-08,https://example.org/report/the-train-had-no-driver/,The train had no driver,Georgia,Euromaidan,Georgian,RT
"""


@dataclass(frozen=True, slots=True)
class Said:
    """What a command answered."""

    code: int
    out: str
    err: str


Disinfograph = Callable[..., Said]


def as_lines(records: Iterable[Mapping[str, object]]) -> str:
    return "".join(f"{json.dumps(record)}\n" for record in records)


def in_a_process(*arguments: object, environment: Mapping[str, str] | None = None, text: bytes = b"") -> Said:
    """Run a command as users do: in a process of its own, with pipes, and `text` on standard input."""
    given = {name: value for name, value in os.environ.items() if name != "COLUMNS"} | dict(environment or {})
    words = [*COMMAND, *map(str, arguments)]
    done = subprocess.run(words, input=text, capture_output=True, env=given, timeout=120, check=False)
    return Said(done.returncode, done.stdout.decode(), done.stderr.decode())
