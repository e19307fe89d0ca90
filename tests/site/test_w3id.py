"""The rules for w3id.org lead where the server leads: they are played here as Apache's mod_rewrite plays them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

import pytest

from disinfograph.namespaces import KINDS, ONTOLOGY, PREFIXES
from disinfograph.site.addresses import Address, page_path

RULES = Path(__file__).resolve().parents[2] / "w3id" / ".htaccess"
BASE = "https://w3id.org/disinfograph/"
BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,*/*;q=0.8"
RDFLIB = "text/turtle;q=1,application/rdf+xml;q=0.9,application/ld+json;q=0.8,*/*;q=0.1"


@dataclass
class Apache:
    """What of mod_rewrite the file needs: conditions on Accept, E, R, L, NE, and back references."""

    lines: list[str]

    def redirected(self, path: str, accept: str) -> tuple[int, str]:
        environment: dict[str, str] = {}
        conditions: list[str] = []
        for line in self.lines:
            word, *rest = re.split(r"(?<!\\)\s+", line)
            if word == "RewriteCond":
                assert rest[0] == "%{HTTP_ACCEPT}"
                conditions.append(rest[1])
            elif word == "RewriteRule":
                pattern, target, flags = rest[0], rest[1], rest[2].strip("[]").split(",")
                match, conditions_now, conditions = re.search(pattern, path), conditions, []
                if match is None or not all(re.search(each, accept) for each in conditions_now):
                    continue
                environment |= dict(flag[2:].split(":", 1) for flag in flags if flag.startswith("E="))
                if target != "-":
                    assert "L" in flags
                    (status,) = [int(flag[2:]) for flag in flags if flag.startswith("R=")]
                    for name, value in environment.items():
                        target = target.replace(f"%{{ENV:{name}}}", value)
                    return status, match.expand(re.sub(r"\$(\d)", r"\\g<\1>", target))
        raise AssertionError(f"no rule for {path}")


@pytest.fixture(scope="module")
def apache() -> Apache:
    lines = RULES.read_text("utf-8").splitlines()
    return Apache([line for line in lines if line.strip() and not line.startswith("#")])


@pytest.fixture(scope="module")
def host() -> str:
    """Return the host: a placeholder in one place, so that filling it in there is enough."""
    (found,) = re.findall(r"E=HOST:(\S+/)\]", RULES.read_text("utf-8"))
    return found


@pytest.mark.parametrize("kind", KINDS)
def test_a_browser_gets_the_page_of_every_kind_of_thing(apache: Apache, host: str, kind: str) -> None:
    expected = page_path(f"{BASE}{kind}/some-name", BASE)
    assert apache.redirected(f"{kind}/some-name", BROWSER) == (303, f"{host}{expected}")


@pytest.mark.parametrize(
    ("accept", "syntax"),
    [
        ("text/turtle", "ttl"),
        (RDFLIB, "ttl"),
        ("application/ld+json", "jsonld"),
        ("application/json", "jsonld"),
        ("application/n-triples", "nt"),
        ("application/rdf+xml", "rdf"),
        ("*/*", "ttl"),
        ("", "ttl"),
    ],
)
@pytest.mark.parametrize("thing", ["place/UA", "graph/source/cknabs", "claim/x", "ontology", "ontology/0.1.0", "cube"])
def test_a_program_gets_the_syntax_that_it_asks_for(
    apache: Apache, host: str, thing: str, accept: str, syntax: str
) -> None:
    assert apache.redirected(thing, accept) == (303, host + Address(thing).path(syntax))


def test_a_suffix_goes_before_the_accept_header(apache: Apache, host: str) -> None:
    assert apache.redirected("case/some-name.ttl", BROWSER) == (303, f"{host}case/some-name.ttl")
    assert apache.redirected("case/some-name.html", "text/turtle") == (303, f"{host}case/some-name.html")
    assert apache.redirected("ontology/context.jsonld", BROWSER) == (303, f"{host}ontology/context.jsonld")


@pytest.mark.parametrize("iri", [ONTOLOGY, f"{ONTOLOGY}/0.1.0", f"{ONTOLOGY}/alignments", PREFIXES["cube"][:-1]])
def test_the_documents_of_the_ontology_have_pages(apache: Apache, host: str, iri: str) -> None:
    assert apache.redirected(iri.removeprefix(BASE), BROWSER) == (303, f"{host}{page_path(iri, BASE)}")


def test_the_base_and_the_data_set_lead_to_the_home_page_or_to_their_description(apache: Apache, host: str) -> None:
    for path in ("", "dataset"):
        assert apache.redirected(path, BROWSER) == (303, f"{host}index.html")
        assert apache.redirected(path, "application/ld+json") == (303, f"{host}dataset.jsonld")
        assert apache.redirected(path, "text/turtle") == (303, f"{host}dataset.ttl")


def test_the_host_is_a_placeholder_in_one_rule_and_any_other_can_stand_there(apache: Apache, host: str) -> None:
    rules = [line for line in RULES.read_text("utf-8").splitlines() if not line.startswith("#")]
    assert sum(host in line for line in rules) == 1
    filled = Apache([line.replace(host, "https://owner.github.io/graph/") for line in apache.lines])
    for path in ("case/x", "dataset", "", "claim/x"):
        for accept in (BROWSER, RDFLIB):
            before, after = apache.redirected(path, accept), filled.redirected(path, accept)
            assert after == (before[0], before[1].replace(host, "https://owner.github.io/graph/"))
