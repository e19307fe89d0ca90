"""Arguments that need no check: texts as they are typed, names of files, switches, and what is left out.

Typer 0.29 hands every value to pydantic, also to make a text of a text, and pydantic takes 0.1 s to load.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from typer.core import TyperGroup

if TYPE_CHECKING:
    from typer._click import Command, Context


@dataclass(frozen=True, slots=True)
class _AsTyped:
    """What makes an argument of the value of a parameter: typer's own way is `checked`."""

    annotation: Any
    checked: Callable[[], Any]

    def coerce(self, value: Any, param: Any, ctx: Context) -> Any:
        """Return the argument; typer's BadParameter for a value that is none."""
        if value is None:
            return () if param.multiple or param.nargs == -1 else None
        if self.annotation in (str, bool) and isinstance(value, self.annotation):
            return value
        if self.annotation == list[Path] and isinstance(value, list | tuple):
            return list(map(Path, value))  # of which no command asks typer to look at them
        if self.annotation == list[str] and isinstance(value, list | tuple):
            return list(value)
        return self.checked().coerce(value, param=param, ctx=ctx)


class Group(TyperGroup):
    """A group of commands that take texts as they are typed."""

    def parse_args(self, ctx: Context, args: list[str]) -> list[str]:
        """Return the name of the command that is meant and its arguments."""
        _unchecked(self, ctx)
        return super().parse_args(ctx, args)

    def resolve_command(self, ctx: Context, args: list[str]) -> tuple[str | None, Command | None, list[str]]:
        """Return the command that is meant, its name and its arguments."""
        name, command, rest = super().resolve_command(ctx, args)
        if command:
            _unchecked(command, ctx)
        return name, command, rest


def _unchecked(command: Command, ctx: Context) -> None:
    for param in command.get_params(ctx):
        # Typer has no switch for this. Should these names of its change, it checks all.
        if hasattr(param, "get_runtime_param") and hasattr(param, "type_descriptor"):
            kind, checked = param.type_descriptor.annotation, param.get_runtime_param
            vars(param)["get_runtime_param"] = partial(_AsTyped, kind, checked)
