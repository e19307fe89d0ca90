"""The page of the whole data set as files, where it is published with the pages."""

from __future__ import annotations

from disinfograph.site.frame import Frame
from disinfograph.site.page import Page, Place


def downloads_page(place: Place) -> Page | None:
    """Return the list of files to download, None where there are none."""
    files = place.known.files.distributions
    if not files:
        return None
    return Frame(place).rendered("downloads.html", "Downloads", files=files, amount=amount)


def amount(size: int) -> str:
    """Return a number of bytes in the unit that suits it: `3.4 MB`; "" where it is not known."""
    if size < 0:
        return ""
    for unit, bytes_of in (("GB", 10**9), ("MB", 10**6), ("kB", 10**3)):
        if size >= bytes_of:
            return f"{size / bytes_of:.1f} {unit}"
    return f"{size} B"
