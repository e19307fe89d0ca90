r"""Which texts are legal for a datatype, as regular expressions that SPARQL, Rust and Python read alike.

Casts would do for a few datatypes (SPARQL 1.1 section 17.5), not for xsd:date: engines differ there. Source: W3C XML
Schema 1.1 part 2, lexical spaces; each expression is meant for a whole text. `\d` is not used: it means more than 0-9.
"""

from __future__ import annotations

from disinfograph.terms import XSD

_ZONE = "(Z|[-+](0[0-9]|1[0-3]):[0-5][0-9]|[-+]14:00)?"
_YEAR = "-?([1-9][0-9]{3,}|0[0-9]{3})"
_LEAP = "-?([0-9]*[0-9]{2}(0[48]|[2468][048]|[13579][26])|[0-9]*([02468][048]|[13579][26])00)"
_DAYS = "(0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|(0[469]|11)-(0[1-9]|[12][0-9]|30)|02-(0[1-9]|1[0-9]|2[0-8])"
_DATE = f"({_YEAR}-({_DAYS})|{_LEAP}-02-29)"
_TIME = "(([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]([.][0-9]+)?|24:00:00([.]0+)?)"
_WHOLE, _DECIMAL = "[-+]?[0-9]+", "[-+]?([0-9]+([.][0-9]*)?|[.][0-9]+)"
_FLOAT = f"({_DECIMAL}([eE][-+]?[0-9]+)?|[-+]?INF|NaN)"
_CLOCK = "T([0-9]+H([0-9]+M)?([0-9]+([.][0-9]+)?S)?|[0-9]+M([0-9]+([.][0-9]+)?S)?|[0-9]+([.][0-9]+)?S)"
_DAY_TIME = f"([0-9]+D({_CLOCK})?|{_CLOCK})"
_MONTHS = "([0-9]+Y([0-9]+M)?|[0-9]+M)"
_DURATION = f"-?P({_MONTHS}([0-9]+D)?({_CLOCK})?|{_DAY_TIME})"

TEXTS: dict[str, str] = {
    "boolean": "(true|false|0|1)",
    "date": _DATE + _ZONE,
    "dateTime": f"{_DATE}T{_TIME}{_ZONE}",
    "dateTimeStamp": f"{_DATE}T{_TIME}{_ZONE[:-1]}",
    "time": _TIME + _ZONE,
    "gYear": _YEAR + _ZONE,
    "gYearMonth": f"{_YEAR}-(0[1-9]|1[0-2]){_ZONE}",
    "gMonth": f"--(0[1-9]|1[0-2]){_ZONE}",
    "gMonthDay": f"--({_DAYS}|02-29){_ZONE}",
    "gDay": f"---(0[1-9]|[12][0-9]|3[01]){_ZONE}",
    "decimal": _DECIMAL,
    "float": _FLOAT,
    "double": _FLOAT,
    "integer": _WHOLE,
    "duration": _DURATION,
    "dayTimeDuration": f"-?P{_DAY_TIME}",
    "yearMonthDuration": f"-?P{_MONTHS}",
    "hexBinary": "([0-9a-fA-F]{2})*",
    "base64Binary": "(([A-Za-z0-9+/] ?){4})*(([A-Za-z0-9+/] ?){3}=|([A-Za-z0-9+/] ?){2}= ?=)?",
}
"""Local names of XML Schema's datatypes, each with its texts; a datatype that is not here takes any text."""

BOUNDS: dict[str, tuple[int | None, int | None]] = {
    "byte": (-(2**7), 2**7 - 1),
    "short": (-(2**15), 2**15 - 1),
    "int": (-(2**31), 2**31 - 1),
    "long": (-(2**63), 2**63 - 1),
    "unsignedByte": (0, 2**8 - 1),
    "unsignedShort": (0, 2**16 - 1),
    "unsignedInt": (0, 2**32 - 1),
    "unsignedLong": (0, 2**64 - 1),
    "nonNegativeInteger": (0, None),
    "positiveInteger": (1, None),
    "nonPositiveInteger": (None, 0),
    "negativeInteger": (None, -1),
}
"""The kinds of whole numbers, with the least and the greatest of each."""


def is_legal(variable: str, datatype: str) -> str:
    """Return the test, in SPARQL, that a literal's text is legal for a datatype; nothing where every text is."""
    name = datatype.removeprefix(XSD)
    if name == datatype:
        return ""
    if name in BOUNDS:
        return " && ".join([_matches(variable, _WHOLE), *_within(variable, *BOUNDS[name])])
    return _matches(variable, TEXTS[name]) if name in TEXTS else ""


def _matches(variable: str, text: str) -> str:
    return f'REGEX(STR({variable}), "^({text})$")'


def _within(variable: str, least: int | None, greatest: int | None) -> list[str]:
    """Return the comparisons as decimals, in which every bound has room."""
    number = f"<{XSD}decimal>(STR({variable}))"
    tests = [f"{number} >= {least}"] if least is not None else []
    return [*tests, f"{number} <= {greatest}"] if greatest is not None else tests
