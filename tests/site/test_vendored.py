"""What is vendored is what its table says, with its licences; and what our own scripts never do."""

from __future__ import annotations

import hashlib
import json
import re

import pytest

from disinfograph.site.assets import FOLDER
from disinfograph.site.templates import POLICY, POLICY_OF

VENDOR = FOLDER / "vendor"
ROW = re.compile(r"\| `([^`]+)` \| (.+) \| `([0-9a-f]{64})` \|")
OURS = sorted(FOLDER.glob("*.js"))


def _rows() -> list[tuple[str, str, str]]:
    return [match.groups() for match in ROW.finditer((VENDOR / "README.md").read_text("utf-8"))]


def test_every_file_is_in_the_table_and_is_the_one_that_was_made() -> None:
    found = {name: digest for name, _, digest in _rows()}
    files = {path.name for path in VENDOR.iterdir()} - {"README.md", "LICENCES.txt"}
    assert set(found) == files
    for name, digest in found.items():
        assert hashlib.sha256((VENDOR / name).read_bytes()).hexdigest() == digest, name


def test_the_licence_of_every_package_is_there() -> None:
    text = (VENDOR / "LICENCES.txt").read_text("utf-8")
    packages = {each for _, listed, _ in _rows() for each in re.findall(r"(\S+ \d+\.\d+\.\d+) \(", listed)}
    assert len(packages) > 25
    for package in packages:
        assert re.search(rf"^{re.escape(package)} ", text, re.MULTILINE), package


@pytest.mark.parametrize("path", OURS, ids=lambda path: path.name)
def test_our_scripts_make_no_markup_from_text_and_no_code(path: object) -> None:
    text = path.read_text("utf-8")  # type: ignore[attr-defined]
    for word in ("innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(", "new Function", "://"):
        found = [line for line in text.splitlines() if word in line and not _is_allowed(line)]
        assert found == [], word


def _is_allowed(line: str) -> bool:
    return "www.w3.org/2000/svg" in line or "https?:" in line


def test_our_scripts_import_only_what_is_here() -> None:
    for path in OURS:
        for name in re.findall(r'(?:from|import\(?) ?"(\./[^"]+)"', path.read_text("utf-8")):
            assert (FOLDER / name).is_file(), (path.name, name)


def test_the_policy_of_a_page_allows_no_more_scripts_than_that_of_all_others() -> None:
    def parts(policy: str) -> dict[str, str]:
        return dict(each.strip().split(" ", 1) for each in policy.split(";"))

    for page, policy in POLICY_OF.items():
        wider = {name for name, sources in parts(policy).items() if sources != parts(POLICY)[name]}
        assert wider == {"style-src"}, page
        assert "unsafe" not in policy, page


def test_the_map_says_where_it_comes_from() -> None:
    assert "Natural Earth" in (VENDOR / "README.md").read_text("utf-8")
    assert set(json.loads((FOLDER / "world.json").read_text("utf-8"))) == {"viewBox", "origin", "paths"}
