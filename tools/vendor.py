"""Make `src/disinfograph/site/static/vendor/`: what pages use of others' JavaScript, each bundle one ES module.

    python tools/vendor.py FOLDER

Needs npm. FOLDER is a working folder outside the project; the packages are installed there, in exactly the versions of
`PACKAGES`. Nothing is changed in them but white space and names that only they use. The licences of all packages that
are in a bundle are written beside it, with a table of what is where.
"""

from __future__ import annotations

import hashlib
import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Final

PACKAGES: Final = {
    "@observablehq/plot": "0.6.17",
    "@zazuko/yasqe": "4.6.2",
    "d3": "7.9.2",
    "esbuild": "0.28.2",
    "graphology": "0.26.0",
    "graphology-layout-forceatlas2": "0.10.1",
    "sigma": "3.0.3",
}
BUNDLES: Final = {
    "network": (
        'export { default as Graph } from "graphology";'
        'export { default as Sigma } from "sigma";'
        'export { default as forceAtlas2 } from "graphology-layout-forceatlas2";'
    ),
    "plot": 'export { plot, barX, barY, lineY, dot, ruleX, ruleY } from "@observablehq/plot";',
    "yasqe": 'export { Yasqe } from "@zazuko/yasqe";',
}
"""The modules that pages load, each as the entry that it is bundled from."""

STYLES: Final = {"yasqe.css": "@zazuko/yasqe/build/yasqe.min.css"}
INSIDE: Final = {
    "@zazuko/yasqe": (
        "@zazuko/yasgui-utils codemirror decode-uri-component dompurify filter-obj lodash-es query-string "
        "split-on-first store strict-uri-encode"
    ).split()
}
"""What a package has in its own bundle; yasqe's file holds it too."""

MIT: Final = """Permission is hereby granted, free of charge, to any person obtaining a copy of this software and
associated documentation files (the "Software"), to deal in the Software without restriction, including without
limitation the rights to use, copy, modify, merge, publish, distribute, sublicense, and/or sell copies of the Software,
and to permit persons to whom the Software is furnished to do so, subject to the following conditions:

The above copyright notice and this permission notice shall be included in all copies or substantial portions of the
Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR IMPLIED, INCLUDING BUT NOT LIMITED TO THE
WARRANTIES OF MERCHANTABILITY, FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE AUTHORS OR
COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR
OTHERWISE, ARISING FROM, OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE SOFTWARE."""
NO_FILE: Final = dict.fromkeys(
    ("@zazuko/yasqe", "@zazuko/yasgui-utils"), f"Copyright (c) Triply B.V. and Zazuko GmbH\n\n{MIT}"
)
"""The licence of packages that say MIT but carry no text of it."""

TARGET: Final = Path(__file__).resolve().parents[1] / "src" / "disinfograph" / "site" / "static" / "vendor"
_PACKAGE: Final = re.compile(r"^node_modules/((?:@[^/]+/)?[^/]+)/")


def bundle(folder: Path, name: str) -> set[str]:
    """Write a bundle and return the packages that are in it."""
    (folder / f"{name}.entry.js").write_text(BUNDLES[name], "utf-8")
    options = ["--bundle", "--minify", "--format=esm", "--target=es2022", "--legal-comments=none", "--charset=utf8"]
    command = ["node_modules/.bin/esbuild", f"{name}.entry.js", *options, "--metafile=made.json"]
    subprocess.run([*command, f"--outfile={TARGET / name}.js"], cwd=folder, check=True)  # noqa: S603
    made = json.loads((folder / "made.json").read_text("utf-8"))
    used = {
        path for output in made["outputs"].values() for path, part in output["inputs"].items() if part["bytesInOutput"]
    }
    found = {match[1] for path in used if (match := _PACKAGE.match(path))}
    return found | {inner for package in found for inner in INSIDE.get(package, ())}


def about(folder: Path, package: str) -> tuple[str, str, str]:
    """Return the version, the licence and its text of an installed package."""
    place = folder / "node_modules" / package
    said = json.loads((place / "package.json").read_text("utf-8"))
    files = sorted(path for path in place.iterdir() if path.name.lower().startswith("licen"))
    text = files[0].read_text("utf-8").strip() if files else NO_FILE[package]
    return said["version"], said["license"].strip("()"), text


def table(folder: Path, made: dict[str, set[str]]) -> str:
    """Return the table of files: what is in each, and its checksum."""
    rows = []
    for name, packages in sorted(made.items()):
        digest = hashlib.sha256((TARGET / name).read_bytes()).hexdigest()
        said = [(package, *about(folder, package)[:2]) for package in sorted(packages)]
        rows.append(f"| `{name}` | {', '.join(f'{p} {v} ({licence})' for p, v, licence in said)} | `{digest}` |")
    return "\n".join(rows)


def main() -> None:
    """Install, bundle, and write the table and the licences."""
    folder = Path(sys.argv[1]).resolve()
    folder.mkdir(parents=True, exist_ok=True)
    TARGET.mkdir(exist_ok=True)
    (folder / "package.json").write_text('{"private": true}\n', "utf-8")
    wanted = [f"{name}@{version}" for name, version in PACKAGES.items()]
    # No script of a package is run: esbuild's own only looks whether its program works.
    options = ["--save-exact", "--no-audit", "--no-fund", "--ignore-scripts"]
    subprocess.run(["npm", "install", *options, *wanted], cwd=folder, check=True)  # noqa: S603, S607
    made = {f"{name}.js": bundle(folder, name) for name in BUNDLES}
    for name, source in STYLES.items():
        text = (folder / "node_modules" / source).read_text("utf-8")
        (TARGET / name).write_text(re.sub(r"/\*# sourceMappingURL=.*?\*/", "", text), "utf-8")
        made[name] = {re.match(r"(?:@[^/]+/)?[^/]+", source)[0]}  # type: ignore[index]
    (TARGET / "README.md").write_text(HEAD + table(folder, made) + "\n", "utf-8")
    texts = {package: about(folder, package) for package in sorted(set().union(*made.values()))}
    parts = [f"{'=' * 80}\n{name} {version} ({kind})\n\n{text}\n" for name, (version, kind, text) in texts.items()]
    (TARGET / "LICENCES.txt").write_text("\n".join(parts), "utf-8")


HEAD: Final = """# What others wrote

ES modules for the pages, made by `tools/vendor.py` from packages of npm, and unchanged but for white space and names.
They are served from here: no page loads anything from another host. The licences are in `LICENCES.txt`.

`../world.json` is made by `tools/world_map.py` from world-atlas 2.0.2 (ISC, © 2013-2019 Michael Bostock), which holds
Natural Earth 4.1 (public domain), with the ownership of territories corrected.

| file | packages | SHA-256 |
| --- | --- | --- |
"""

if __name__ == "__main__":
    main()
