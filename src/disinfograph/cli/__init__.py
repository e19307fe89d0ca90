"""The command line: arguments in, exit code out."""

from __future__ import annotations

__all__ = ["main"]


def main() -> None:
    """Run the command with the arguments of the process and leave with its exit code."""
    from disinfograph.cli.door import run

    raise SystemExit(run())
