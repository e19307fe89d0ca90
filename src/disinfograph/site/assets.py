"""Where the files lie that pages need: styles, and later scripts."""

from __future__ import annotations

from pathlib import Path
from typing import Final

FOLDER: Final = Path(__file__).parent / "static"
