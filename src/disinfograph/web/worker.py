"""The program of a worker process: it answers queries, and makes pages and data of the site, over one snapshot.

It is started as `python -m disinfograph.web.worker FOLDER MEMORY BASE TASK`; see `stores.worker`.
"""

from __future__ import annotations

import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from disinfograph.stores.worker import work

if TYPE_CHECKING:
    from disinfograph.web.clerk import Clerk


def main(arguments: list[str]) -> int:
    """Answer until standard input ends."""
    folder, memory, base, task = arguments
    return work(Path(folder), int(memory), partial(_opened, base=base, pages=task == "pages"))


def _opened(folder: Path, base: str, *, pages: bool) -> Clerk:
    from disinfograph.web.clerk import Clerk

    return Clerk.open(folder, base, pages=pages)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
