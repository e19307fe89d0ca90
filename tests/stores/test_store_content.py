from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from disinfograph.stores import memory_store
from disinfograph.stores.content import canonical, digest, lines, ordered
from disinfograph.terms import Literal, token

TEXTS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"))


@pytest.mark.parametrize(
    ("written", "canonical_line"),
    [
        (r'<a:b> <a:b> "a\tb\b\f\u0001\u007F" .', '<a:b> <a:b> "a\tb\b\f\x01\x7f" .'),
        (r'<a:b> <a:b> "\\t\"\n\r" .', r'<a:b> <a:b> "\\t\"\n\r" .'),
        (r'<a:b> <a:b> "\u0022\u005C\u000A\U0001F600" .', r'<a:b> <a:b> "\"\\\n😀" .'),
    ],
)
def test_a_canonical_line_escapes_only_what_it_must(written, canonical_line):
    assert canonical(written) == canonical_line


@given(st.lists(TEXTS, max_size=8))
def test_any_text_comes_back_as_its_token(tmp_path_factory, texts):
    folder = tmp_path_factory.mktemp("any")
    published = sorted({f"<http://e.org/s> <http://e.org/p> {token(Literal(text))} ." for text in texts})
    (folder / "q").write_text("".join(f"{line}\n" for line in published), "utf-8", newline="\n")
    (folder / "l").touch()
    store = memory_store()
    store.publish(folder / "q", folder / "l")
    assert list(store.quads()) == published


@given(st.lists(TEXTS.filter(lambda text: "\n" not in text)))
def test_lines_are_ended_by_lf_alone(tmp_path_factory, texts):
    path = tmp_path_factory.mktemp("lines") / "l"
    path.write_text("".join(f"{text}\n" for text in texts), "utf-8", newline="\n")
    assert list(lines(path)) == texts


def test_lines_come_in_the_order_of_code_points_each_once():
    assert list(ordered(["b", "é", "a", "b", "Z", "😀", "\ufffd"])) == ["Z", "a", "b", "é", "\ufffd", "😀"]


def test_the_digest_tells_the_two_files_apart(content):
    one, other = content("a", ledger=("b",)), content("a", "b")
    assert digest(one.quads, one.ledger) != digest(other.quads, other.ledger)
    assert digest(one.quads, one.ledger) == digest(one.quads, one.ledger)
    assert digest(one.quads, one.ledger) != digest(one.ledger, one.quads)
