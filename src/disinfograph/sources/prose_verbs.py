"""Verbs with which responses say what a message does or claims, as alternatives of a pattern."""

from __future__ import annotations

_VERBS = (
    "accuse affirm allege amplify antagonise attack attribute belittle blame brand cast challenge conceal"
    " condemn connect"
    " criticise defame defend dehumanise delegitimise demonise denigrate deny depict deprive describe"
    " destabilise dilute"
    " diminish discourage discredit disparage distort divide downplay equate erode exaggerate exonerate"
    " exploit expose"
    " falsify frame glorify humiliate ignore incite influence intimidate justify label legitimise link"
    " manipulate minimise"
    " misinterpret misrepresent misuse mock negate obfuscate obscure overstate paint perpetuate polarise"
    " portray present profess project"
    " promote provoke question reduce refute reject relativise represent revise rewrite ridicule sabotage"
    " scapegoat show smear"
    " spread stigmatise stoke target tarnish trivialise undermine vilify weaken whitewash"
).split()
_SPEECH = "claim allege state assert insist suggest argue say imply maintain contend purport hold declare"


def _participle(verb: str) -> str:
    return f"{verb[:-1] if verb.endswith('e') else verb}ing"


def _third_person(verb: str) -> str:
    if verb.endswith("y") and verb[-2] not in "aeiou":
        return f"{verb[:-1]}ies"
    return f"{verb}es" if verb.endswith(("s", "sh", "ch", "x")) else f"{verb}s"


def _spelt(verbs: list[str]) -> list[str]:
    """Return the verbs with the American spelling of those in -ise beside them."""
    return [*verbs, *(f"{verb[:-3]}ize" for verb in verbs if verb.endswith("ise") and verb != "revise")]


INFINITIVES = "|".join(_spelt(_VERBS))
PARTICIPLES = "|".join(map(_participle, _spelt(_VERBS)))
THIRD_PERSONS = "|".join(map(_third_person, _spelt(_VERBS)))
SAYING = "(?:" + "|".join(map(_participle, _SPEECH.split())) + ")"
SAY = "(?:" + "|".join(_SPEECH.split()) + ")"
SAYS = "(?:" + "|".join(map(_third_person, _SPEECH.split())) + ")"
