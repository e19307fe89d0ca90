"""How text becomes words for the search in the browser; `search.js` does the same to what is looked for."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

_WORD = re.compile(r"[^\W_]+")
_LETTERS: Final = str.maketrans({"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ł": "l", "ı": "i", "ς": "σ"})
_LONGEST: Final = 40


def words(text: str) -> list[str]:
    """Return the words of a text: runs of letters and digits, in lower case and without accents; no longer than 40."""
    plain = text.lower()
    if not plain.isascii():
        folded = unicodedata.normalize("NFKD", plain.translate(_LETTERS))
        plain = "".join(sign for sign in folded if unicodedata.category(sign) != "Mn")
    return [word for word in _WORD.findall(plain) if len(word) <= _LONGEST]
