"""JSON from outside: nesting that would exhaust the interpreter is a fault of the text like any other."""

from __future__ import annotations

import json
from typing import Any


def parsed(text: str | bytes) -> Any:
    """Return the value of a JSON text; ValueError where it is none, or nests too deeply."""
    try:
        return json.loads(text)
    except RecursionError as error:
        raise ValueError("its brackets stand in each other too deeply") from error
