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


def vocabulary_files(name: str) -> tuple[Path, ...]:
    """Return the files of a vocabulary: its own, and what stands beside it, such as `places.labels.ttl`, sorted."""
    path = vocabulary(name)
    return (path, *sorted(path.parent.glob(f"{name}.*.ttl")))


def vocabularies() -> tuple[str, ...]:
    """Return the names of all vocabularies, sorted."""
    files = (root() / "ontology" / "vocab").glob("*.ttl")
    return tuple(sorted(path.stem for path in files if "." not in path.stem))
