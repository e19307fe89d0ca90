"""Whether a node conforms to a shape, as one SPARQL expression.

Every pattern stands in an EXISTS of its own: engines look a single pattern up, but evaluate a group of several in full
for each row. A path of several steps is therefore taken apart.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from itertools import count

from rdflib.namespace import RDF

from disinfograph.validation.components import is_of_one_value, one_value
from disinfograph.validation.shape_model import (
    Choice,
    Constraint,
    NotCovered,
    Path,
    Qualified,
    Repeat,
    Sequence,
    Shape,
    Step,
    may_be_empty,
    written,
)

TYPE = f"<{RDF.type}>"
MOST = 3
"""So many different values are counted by naming each; more are counted by grouping, which a nested shape cannot."""

Test = Callable[[str], str]
TRUE, FALSE = "true", "false"


def either(tests: Iterable[str]) -> str:
    """Return the test that one of several is true."""
    given = [test for test in dict.fromkeys(tests) if test != FALSE]
    return FALSE if not given else TRUE if TRUE in given else given[0] if len(given) == 1 else f"({' || '.join(given)})"


def both(*tests: str) -> str:
    """Return the test that all of several are true."""
    given = [test for test in dict.fromkeys(tests) if test != TRUE]
    return (
        TRUE if not given else FALSE if FALSE in given else given[0] if len(given) == 1 else f"({' && '.join(given)})"
    )


def negated(test: str) -> str:
    """Return the test that another is not true."""
    return {TRUE: FALSE, FALSE: TRUE}.get(test, f"!({test})")


def exists(pattern: str, test: str = TRUE) -> str:
    """Return the test that a pattern has a match for which another test is true."""
    return FALSE if test == FALSE else f"EXISTS {{ {pattern}{'' if test == TRUE else f' FILTER({test})'} }}"


@dataclass(slots=True)
class Nested:
    """Makes expressions, under a hierarchy of classes: tokens of each class with those of all below it."""

    below: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    asked: set[str] = field(default_factory=set)
    """Tokens of the classes that were asked for."""
    _numbers: count[int] = field(default_factory=count)

    def fresh(self) -> str:
        """Return a variable that is not used yet."""
        return f"?v{next(self._numbers)}"

    def classes(self, token: str) -> tuple[str, ...]:
        """Return a class and all below it."""
        self.asked.add(token)
        return self.below.get(token, (token,))

    def some(self, node: str, path: Path | None, test: Test) -> str:
        """Return the test that a path leads from a node to some value for which a test is true."""
        match path:
            case None:
                return test(node)
            case Sequence(parts):
                rest = Sequence(parts[1:]) if len(parts) > 1 else None
                return self.some(node, parts[0], lambda middle: self.some(middle, rest, test))
            case Choice(parts):
                return either(self.some(node, part, test) for part in parts)
            case Repeat(part, "?"):
                return either([test(node), self.some(node, part, test)])
            case Step(predicate, backwards):
                value = self.fresh()
                steps = (value, predicate, node) if backwards else (node, predicate, value)
                return exists(" ".join(steps), test(value))
            case Repeat(part, _):
                value = self.fresh()
                further = exists(f"{node} ({written(part)})+ {value}", test(value))
                return either([test(node), further]) if may_be_empty(path) else further

    def has(self, node: str, path: Path | None, token: str) -> str:
        """Return the test that a path leads from a node to one term."""
        match path:
            case Step(predicate, False):
                return exists(f"{node} {predicate} {token}")
            case Step(predicate, True) if token.startswith("<"):
                return exists(f"{token} {predicate} {node}")
            case Choice(parts):
                return either(self.has(node, part, token) for part in parts)
        return self.some(node, path, lambda value: f"sameTerm({value}, {token})")

    def at_least(self, number: int, node: str, path: Path | None, test: Test, others: tuple[str, ...] = ()) -> str:
        """Return the test that so many different values pass a test; NotCovered for more than MOST."""
        if number > MOST:
            raise NotCovered(f"a count above {MOST} within another shape")
        if not number:
            return TRUE

        def one_more(value: str) -> str:
            new = both(*(f"!sameTerm({value}, {other})" for other in others))
            rest = self.at_least(number - 1, node, path, test, (*others, value))
            return both(new, test(value), rest)

        return self.some(node, path, one_more)

    def conforms(self, node: str, shape: Shape) -> str:
        """Return the test that a node conforms to a shape."""
        if shape.deactivated:
            return TRUE
        broken = [self.broken(node, shape, constraint) for constraint in shape.constraints]
        listed = (
            self.some(node, shape.path, lambda value, inner=inner: negated(self.conforms(value, inner)))  # type: ignore[misc]
            for inner in shape.properties
        )
        return negated(either([*broken, *listed]))

    def broken(self, node: str, shape: Shape, constraint: Constraint) -> str:
        """Return the test that a focus node breaks one constraint of a shape."""
        if self.is_of_values(constraint):
            return self.some(node, shape.path, lambda value: self.breaks(value, constraint))
        match constraint.name, constraint.argument:
            case "disjoint", str(other):
                return self.some(node, shape.path, lambda value: exists(f"{node} {other} {value}"))
            case "lessThan" | "lessThanOrEquals", str(other):
                return self.some(node, shape.path, lambda value: self.out_of_order(node, value, other, constraint))
            case "equals", str(other):
                return either([self.lacks_other(node, shape.path, other), self.lacks_own(node, shape.path, other)])
            case "closed", tuple(allowed):
                return self.some(node, shape.path, lambda value: self._open(value, allowed))
        return self.counted(node, shape.path, constraint)

    def counted(self, node: str, path: Path | None, constraint: Constraint) -> str:
        """Return the test that the values of a focus node, taken together, break a constraint."""
        match constraint.name, constraint.argument:
            case "minCount", int(number):
                return negated(self.at_least(number, node, path, lambda _: TRUE))
            case "maxCount", int(number):
                return self.at_least(number + 1, node, path, lambda _: TRUE)
            case "qualifiedMinCount", Qualified(_, _, number) as qualified:
                return negated(self.at_least(number, node, path, lambda value: self.qualifies(value, qualified)))
            case "qualifiedMaxCount", Qualified(_, _, number) as qualified:
                return self.at_least(number + 1, node, path, lambda value: self.qualifies(value, qualified))
            case "hasValue", str(token):
                return negated(self.has(node, path, token))
            case "uniqueLang", _:
                return self.some(node, path, lambda value: self._said_twice(node, path, value))
        raise NotCovered(f"sh:{constraint.name} within another shape")

    def is_of_values(self, constraint: Constraint) -> bool:
        """Return whether a constraint looks at each value by itself."""
        return is_of_one_value(constraint) or constraint.name in ("class", "node", "not", "and", "or", "xone")

    def breaks(self, value: str, constraint: Constraint) -> str:
        """Return the test that a value breaks a constraint that looks at each value by itself."""
        match constraint.name, constraint.argument:
            case "class", str(token):
                return negated(either(exists(f"{value} {TYPE} {name}") for name in self.classes(token)))
            case name, tuple(shapes) if not is_of_one_value(constraint):
                return self._combined(name, [self.conforms(value, s) for s in shapes if isinstance(s, Shape)])
        return one_value(constraint, value)

    def _combined(self, name: str, conforming: list[str]) -> str:
        match name:
            case "not":
                return both(*conforming)
            case "or":
                return negated(either(conforming))
            case "xone":
                return f"({' + '.join(f'IF({test}, 1, 0)' for test in conforming) or '0'} != 1)"
        return negated(both(*conforming))

    def qualifies(self, value: str, qualified: Qualified) -> str:
        """Return the test that a value counts."""
        siblings = (negated(self.conforms(value, sibling)) for sibling in qualified.siblings)
        return both(self.conforms(value, qualified.shape), *siblings)

    def out_of_order(self, node: str, value: str, other: str, constraint: Constraint) -> str:
        """Return the test that a value is not before, or cannot be compared with, some value of another property."""
        later, sign = self.fresh(), "<" if constraint.name == "lessThan" else "<="
        return exists(f"{node} {other} {later}", f"!COALESCE({value} {sign} {later}, false)")

    def lacks_other(self, node: str, path: Path | None, other: str) -> str:
        """Return the test that some value of the path is none of another property."""
        return self.some(node, path, lambda value: negated(exists(f"{node} {other} {value}")))

    def lacks_own(self, node: str, path: Path | None, other: str) -> str:
        """Return the test that some value of another property is none of the path."""
        value = self.fresh()
        return exists(f"{node} {other} {value}", negated(self.reaches(node, path, value)))

    def reaches(self, node: str, path: Path | None, value: str) -> str:
        """Return the test that a path leads from a node to the value of a variable."""
        return self.some(node, path, lambda found: f"sameTerm({found}, {value})")

    def _open(self, value: str, allowed: tuple[object, ...]) -> str:
        predicate, thing = self.fresh(), self.fresh()
        return exists(f"{value} {predicate} {thing}", f"{predicate} NOT IN ({', '.join(map(str, allowed))})")

    def _said_twice(self, node: str, path: Path | None, value: str) -> str:
        def again(other: str) -> str:
            return f"COALESCE(!sameTerm({value}, {other}) && LCASE(LANG({value})) = LCASE(LANG({other})), false)"

        return both(f'COALESCE(LANG({value}) != "", false)', self.some(node, path, again))
