"""How sure it is that an anchor means a case: a conditional logit over the cases like it and "none of them".

The weights of the likeness were fitted to damaged titles of cknabs (`benchmarks/quality/crosslinks.py` damages others
in the same ways): 2,016 anchors, the cases of 35 % of them taken away; that of numbers is set by hand, as no damage
changes a number: another year or another sum is another claim. Those of the context are logarithms of
likelihood ratios, rounded towards nought: 239 links of the site dump whose targets the dump itself names against the
671 other cases most like their anchors, and, for what an anchor names, 2,553 right and 1,666 wrong likest cases.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import exp
from operator import mul

from disinfograph.resolve.link.title_blocks import Likeness

_CONSTANT = -14.78
_WEIGHTS = Likeness(anchor=-0.5, name=0.38, letters=6.84, part=6.2, information=0.91, numbers=-4.0, refusals=-0.81)
_BOTH, _ALL = 2.98, 3.51


@dataclass(frozen=True, slots=True)
class Context:
    """What else speaks for a case: the narratives, keywords and days of the linking case and of this one.

    Each is None where one side does not say. `narrative` and `keyword` tell whether the two share one, `named` whether
    the anchor names a narrative of this case, `later` whether this case is the younger.
    """

    narrative: bool | None = None
    named: bool | None = None
    keyword: bool | None = None
    later: bool | None = None

    @property
    def odds(self) -> float:
        """Return what the context adds to the logarithm of the odds."""
        return (
            _either(self.narrative, 0.45, -0.55)
            + _either(self.named, 0.0, -1.4)
            + _either(self.keyword, 0.3, -1.5)
            + _either(self.later, -2.0, 0.0)
        )

    @property
    def tells(self) -> bool:
        """Tell whether a narrative speaks for the case."""
        return self.narrative is True or self.named is True


def _either(said: bool | None, yes: float, no: float) -> float:
    if said is None:
        return 0.0
    return yes if said else no


def odds(like: Likeness) -> float:
    """Return the logarithm of the odds that a case is meant by an anchor so like it, against that none is."""
    linear = sum(map(mul, _WEIGHTS, like))
    return float(_CONSTANT + linear + _BOTH * like.anchor * like.name + _ALL * like.anchor**4)


def best_odds(found: Iterable[tuple[str, Likeness]]) -> dict[str, float]:
    """Return the odds of each case by the likest of its names."""
    best: dict[str, float] = {}
    for slug, like in found:
        best[slug] = max(odds(like), best.get(slug, float("-inf")))
    return best


def surest(cases: Mapping[str, float]) -> tuple[str, float]:
    """Return the case with the best odds and the probability, 0 to 1, that it is meant; "" and 0 for no cases."""
    if not cases:
        return "", 0.0
    slug = min(cases, key=lambda name: (-cases[name], name))
    highest = max(0.0, cases[slug])
    total = exp(-highest) + sum(exp(value - highest) for value in cases.values())
    return slug, exp(cases[slug] - highest) / total
