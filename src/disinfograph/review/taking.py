"""Take what a curator filled in into the files of decisions."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from disinfograph.errors import UnreadableInput
from disinfograph.resolve import authorities
from disinfograph.resolve.curation import decided as kinds
from disinfograph.resolve.curation import decision_files
from disinfograph.resolve.curation.decided import FIELDS, Broken, Decided, choice, made, slug, thing
from disinfograph.resolve.curation.decisions import Decisions
from disinfograph.review.items import CANDIDATE, IDENTITY, LABEL, LINK, NARRATIVE, Item, filled_in
from disinfograph.review.questions import ACCEPT, CLAIM, DIFFERENT, NONE, REJECT, SAME

_Who = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Taken:
    """How many decisions were new, how many stood there already, and which files changed."""

    new: int
    known: int
    files: tuple[Path, ...]


def take(path: Path, folder: Path, author: str = "", day: str = "") -> Taken:
    """Merge the decisions of a filled-in review into a folder, which is made where it is missing.

    `author` and `day` (ISO) stand for the rows that name none. UnreadableInput, with each row that cannot be followed
    or that contradicts another or what was decided before; nothing is written then. Taking twice changes nothing.
    """
    before = Decisions.read(folder) if folder.is_dir() else Decisions()
    found = [_decided(item, where, author, day) for where, item in filled_in(path)]
    decision_files.refuse([one for one in found if isinstance(one, UnreadableInput)])
    merged, errors = dict(before.by_key), []
    given = [one for one in found if isinstance(one, Decided)]
    for one in given:
        other = merged.setdefault(one.key, one)
        if other.outcome != one.outcome:
            advice = "take that line out first if it no longer holds" if other.key in before.by_key else "keep one"
            errors.append(UnreadableInput(one.where, f"decides otherwise than {other.where} ({other})", advice))
    decision_files.refuse(errors)
    decisions = Decisions.of(merged.values())
    files = tuple(decision_files.write(folder, decisions))
    new = len(decisions) - len(before)
    return Taken(new, len(given) - new, files)


def _decided(item: Item, where: str, author: str, day: str) -> Decided | UnreadableInput:
    try:
        return _read(item, where, (item.author or author, item.date or day, item.note))
    except Broken as broken:
        return UnreadableInput(where, broken.reason, broken.advice)


def _read(item: Item, where: str, who: _Who) -> Decided:
    answer = _answer(item)
    if item.kind == LABEL:
        if item.about not in FIELDS:
            raise Broken(f"is about the field {item.about!r}", f"leave one of {', '.join(FIELDS)} there")
        meant = "" if answer == NONE else _known(answer, tuple(FIELDS.values()))
        return made(kinds.LABEL, (item.about, item.label), holds=bool(meant), meant=meant, who=who, where=where)
    if item.kind == CANDIDATE:
        meant = "" if answer == NONE else _known(answer, ("narrative",))
        return made(kinds.PHRASE, (item.label,), holds=bool(meant), meant=meant, who=who, where=where)
    if item.kind == NARRATIVE:
        meant = _known(item.object, ("narrative",))
        subject = (_case(item.about), meant.partition(":")[2])
        return made(kinds.NARRATIVE, subject, holds=choice(answer, ACCEPT, REJECT), meant=meant, who=who, where=where)
    if item.kind == LINK:
        return _link(item, answer, who, where)
    if item.kind == IDENTITY:
        first, second = sorted((_case(item.about), _case(item.object)))
        same = choice(answer, SAME, DIFFERENT)
        if first == second and not same:
            raise Broken("says that a case differs from itself", "correct the sources, so that each has its own title")
        return made(kinds.CASE, (first, second), holds=same, meant=f"case:{second}", who=who, where=where)
    raise Broken(f"is a row of the kind {item.kind!r}, which nobody can decide", "clear its decision")


def _answer(item: Item) -> str:
    """Return the decision of a row; of one whose answer is a thing, `accept` means what is proposed or stands there."""
    answer = item.decision
    if item.kind == NARRATIVE:
        return answer.lower()
    if answer.lower() == ACCEPT:
        return item.object if item.kind == LINK and item.object else _proposed(item)
    return answer.lower() if answer.lower() in {NONE, REJECT, SAME, DIFFERENT} else answer


def _proposed(item: Item) -> str:
    if not item.proposed or item.proposed == ACCEPT:
        raise Broken("accepts a proposal, but there is none", "write the decision out")
    return item.proposed


def _link(item: Item, answer: str, who: _Who, where: str) -> Decided:
    source, target = _case(item.about), "" if answer in {NONE, REJECT} else _case(answer)
    if source == target:
        raise Broken("leads a case to itself", f"name another case, or {NONE}")
    subject = (source, item.label.removeprefix(CLAIM))
    meant = f"case:{target}" if target else ""
    return made(kinds.LINK, subject, holds=bool(target), meant=meant, who=who, where=where)


def _known(curie: str, allowed: tuple[str, ...]) -> str:
    if not authorities.is_known(thing(curie, allowed)):
        raise Broken(f"names {curie}, which no vocabulary holds", "correct the name, or add the thing first")
    return curie


def _case(curie: str) -> str:
    kind, _, name = curie.rpartition(":")
    if kind not in {"", "case"}:
        raise Broken(f"names {curie!r} where a case should stand", "write case:… or the slug alone")
    return slug(name, "case")
