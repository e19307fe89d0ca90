"""What an outside query may be, decided here in time linear in its length, before any engine reads it."""

from __future__ import annotations

from disinfograph.errors import BadQuery
from disinfograph.stores.query_text import Query, read_query
from disinfograph.web.refusals import Refused


def scanned(text: str, most: int) -> Query:
    """Return what a query's text tells; Refused for one of more than `most` bytes, and for one that may not run.

    Refused are updates, SERVICE, LOAD, and what `queries.tokens` says is too deep or too long for the engine's stack.
    """
    if len(text) > most or len(text.encode("utf-8", "surrogatepass")) > most:
        raise Refused(413, f"The query has more than {most:,} bytes.")
    try:
        return read_query(text)
    except BadQuery as fault:
        raise Refused(400, f"The query cannot be run: {fault.reason}.") from fault
