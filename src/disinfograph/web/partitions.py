"""What the served graph holds, from the counts beside its snapshot: read once for each version."""

from __future__ import annotations

import asyncio
from typing import Final

from disinfograph.site.addresses import DATASET
from disinfograph.site.dataset import dataset_statements
from disinfograph.site.partitions import VOID_EXT as VOID_EXT
from disinfograph.site.partitions import void
from disinfograph.stores.counts import Counts, counts_of
from disinfograph.stores.folder import Folder
from disinfograph.terms import Triple, iri_token
from disinfograph.web.pool import Pool

DOCUMENT: Final = "/.well-known/void"


class Partitions:
    """The description of the graph that a pool serves."""

    def __init__(self, pool: Pool) -> None:
        self._pool = pool
        self._reading = asyncio.Lock()
        self._version = ""
        self._counts = Counts()

    async def counts(self) -> Counts:
        """Return the counts of what is served."""
        async with self._reading:
            version = self._pool.version
            if self._version != version:
                # A store that an older version built has none: then this takes seconds.
                snapshot = Folder(self._pool.folder).snapshot(version)
                self._counts = await asyncio.to_thread(counts_of, snapshot)
                self._version = version
            return self._counts

    async def statements(self, site: str) -> list[Triple]:
        """Return the triples that describe the graph, as served at an address."""
        dataset = iri_token(self._pool.base + DATASET)
        said = dataset_statements(await self.counts(), self._pool.base, f"{site}/", version=self._pool.version)
        return [*said, (dataset, void("sparqlEndpoint"), f"<{site}/sparql>")]
