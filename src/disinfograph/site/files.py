"""What a published site has as files, where a server has everything."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from disinfograph.site.addresses import DATA, data_paths
from disinfograph.site.distribution import Distribution


@dataclass(frozen=True, slots=True)
class Files:
    """The files of a site; without arguments all that a server has.

    `syntaxes` are those of the data of things; things of the kinds `unlinked` have no page; `url` is the address of the
    site with a slash at the end, "" where it is not known; `distributions` are the whole data set to download. `title`
    is the name of the site, "" for that of this program.
    """

    syntaxes: tuple[str, ...] = DATA
    unlinked: frozenset[str] = frozenset()
    url: str = ""
    distributions: Sequence[Distribution] = ()
    title: str = ""

    def data(self, iri: str, base: str) -> dict[str, str]:
        """Return the path of each syntax that there is of a thing's data; none for an IRI that is not ours."""
        return {syntax: path for syntax, path in data_paths(iri, base).items() if syntax in self.syntaxes}
