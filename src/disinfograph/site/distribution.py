"""A file of the data set that can be downloaded."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Distribution:
    """A file of the data set; `path` is told from the root of the site, `size` in bytes, -1 where it is not known."""

    path: str
    media_type: str
    title: str
    size: int = -1
    sha256: str = ""
