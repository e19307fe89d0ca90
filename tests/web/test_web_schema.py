"""Schemathesis makes requests from the description and holds the answers to it."""

from __future__ import annotations

import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest
from web_world import Site

pytestmark = pytest.mark.skipif(find_spec("schemathesis") is None, reason="schemathesis is not installed")

# One query of each kind of parameter, so that this takes seconds; benchmarks/interop/ has all of them.
SOME = "^/api/queries(/(narratives/across-countries|cases/find|cases/search|quality/doubtful-narratives))?$"


def test_schemathesis_finds_nothing(site: Site, tmp_path: Path) -> None:
    program = Path(sys.executable).with_name("schemathesis")
    options = f"--include-path-regex {SOME} --phases examples,coverage,fuzzing --max-examples 10 --seed 7 --no-color"
    command = [str(program), "run", f"{site.url}/api/openapi.json", *options.split()]
    done = subprocess.run(command, capture_output=True, text=True, cwd=tmp_path, timeout=300, check=False)
    assert done.returncode == 0, done.stdout[-6000:] + done.stderr[-2000:]
    assert "Tested: 5" in done.stdout
