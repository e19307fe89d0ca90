"""Where the data of the package lies: in a wheel beside the code, in a checkout beside `src`."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from disinfograph.errors import NotFound


@cache
def root() -> Path:
    """Return the folder that holds ontology/, shapes/, queries/ and examples/."""
    here = Path(__file__).resolve().parent
    for folder in (here / "_data", here.parents[1]):
        if (folder / "ontology").is_dir():
            return folder
    raise NotFound("data folder", str(here))


def vocabulary(name: str) -> Path:
    """Return the file of a vocabulary, such as `places`; NotFound when there is none."""
    path = root() / "ontology" / "vocab" / f"{name}.ttl"
    if not path.is_file():
        raise NotFound("vocabulary", name, vocabularies())
    return path


def vocabularies() -> tuple[str, ...]:
    """Return the names of all vocabulary files, sorted."""
    return tuple(sorted(path.stem for path in (root() / "ontology" / "vocab").glob("*.ttl")))
