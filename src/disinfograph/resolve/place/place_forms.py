"""How the names of places are declined, for the languages in which a name seldom stands in its first form.

Each ending has the endings that take its place in the genitive, dative, accusative, instrumental and locative; for
Georgian, in any five frequent cases. A name of several words agrees from its first word on ("Южной Кореи"), and may
end in words that stay as they are ("Соединённых Штатов Америки"). A form that nobody
writes does no harm.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_ENDINGS = {
    "ru": """
        ия: ии ии ию ией ии | ья: ьи ье ью ьей ье | ея: еи ее ею еей ее | ка: ки ке ку кой ке | га: ги ге гу гой ге
        ша: ши ше шу шей ше | ая: ой ой ую ой ой | а: ы е у ой е | я: и е ю ей е | й: я ю й ем е | ь: я ю ь ем е
        ь: и и ь ью и | ье: ья ью ье ьем ье | о: а у о ом е | ы: - ам ы ами ах | ы: ов ам ы ами ах
        ый: ого ому ый ым ом | кий: кого кому кий ким ком | ний: него нему ний ним нем | ое: ого ому ое ым ом
        ые: ых ым ые ыми ых | ие: их им ие ими их | -: а у - ом е""",
    "uk": """
        ія: ії ії ію ією ії | ея: еї еї ею еєю еї | 'я: 'я 'ю 'я 'ям 'ї | ка: ки ці ку кою ці | ща: щі щі щу щею щі
        а: и і у ою і | а: ої ій у ою ій | й: ю ю й єм ї | ь: і і ь ю і | ь: я ю ь ем і | о: а у о ом і
        и: - ам и ами ах | и: ів ам и ами ах | ий: ого ому ий им ому | і: их им і ими их
        -: у у - ом і | -: а ові - ом і""",
    "sr": "ија: ије ији ију ијом ији | ка: ке ци ку ком ци | а: е и у ом и | о: а у о ом у | -: а у - ом у",
    "pl": """
        ja: ji ji ję ją ji | ia: ii ii ię ią ii | ka: ki ce kę ką ce | ga: gi dze gę gą dze | na: ny nie nę ną nie
        da: dy dzie dę dą dzie | wa: wy wie wę wą wie | ba: by bie bę bą bie | ny: n nom ny nami nach
        -: u owi - em ie | -: a owi - em u""",
    "cs": """
        ie: ie ii ii ií ii | ka: ky ce ku kou ce | na: ny ně nu nou ně | da: dy dě du dou dě | o: a u o em u
        á: é é ou ou é | ý: ého ému ý ým ém | é: ých ým é ými ých | -: u u - em u | -: a u - em u""",
    "ka": "ი: ის ს მა ში იდან | ა: ის ას ამ აში იდან | ო: ოს ოსა ომ ოში ოდან",
}
_CASES = 5
_VOWELS = "аеёиоуыэюяіїєaeiouyáéěíóúůýąęóაეიოუь'"
_SHORTEST = 5
_SHORTEST_IN_CONSONANT = 4


def _paradigms(table: str) -> list[tuple[str, tuple[str, ...]]]:
    rows = (row.split(":") for row in re.split(r"[|\n]", table.strip()))
    read = [(ending.strip().strip("-"), tuple(case.strip("-") for case in cases.split())) for ending, cases in rows]
    return sorted(read, key=lambda row: -len(row[0]))


_PARADIGMS = {language: _paradigms(table) for language, table in _ENDINGS.items()}


def forms(name: str, language: str) -> Iterator[str]:
    """Yield the declined forms of a name; none in a language without a table, or for a name too short to tell."""
    words = name.split(" ")
    if language not in _PARADIGMS or (len(words) == 1 and not _is_long(name)):
        return
    declined = [_declined(word, language) for word in words]
    for agreeing in range(1, len(words) + 1):
        for case in range(_CASES):
            yield from _joined(declined[:agreeing], words[agreeing:], case)


def _is_long(name: str) -> bool:
    return len(name) >= (_SHORTEST if name[-1] in _VOWELS else _SHORTEST_IN_CONSONANT)


def _declined(word: str, language: str) -> list[tuple[str, ...]]:
    """Return the forms of a word in each case, once for every paradigm of its longest known ending."""
    fitting = [row for row in _PARADIGMS[language] if word.endswith(row[0]) and (row[0] or word[-1] not in _VOWELS)]
    if not fitting or not word[0].isalpha() or len(word) < _SHORTEST_IN_CONSONANT:
        return [(word,) * _CASES]
    longest = len(fitting[0][0])
    stem = word[: len(word) - longest]
    return [tuple(stem + case for case in cases) for ending, cases in fitting if len(ending) == longest]


def _joined(declined: list[list[tuple[str, ...]]], rest: list[str], case: int) -> Iterator[str]:
    combined = [""]
    for paradigms in declined:
        combined = [f"{start} {paradigm[case]}".strip() for start in combined for paradigm in paradigms]
    for start in combined:
        yield " ".join([start, *rest])
