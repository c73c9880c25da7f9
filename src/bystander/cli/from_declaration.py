"""Options of the command line, made of what is declared in :mod:`bystander.api.options`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from bystander.api.options.option import Option

FILE = click.Path(path_type=Path)


class Spelled(click.Option):
    """An option that is also taken as the library spells it; help and messages name one spelling."""

    def __init__(self, *names: Any, others: Iterable[str] = (), **told: Any) -> None:  # noqa: ANN401 - as click has it
        super().__init__(*names, **told)
        self.others = tuple(others)

    def add_to_parser(self, parser: Any, ctx: click.Context) -> None:  # noqa: ANN401 - click's own parser
        """Take every spelling."""
        shown = self.opts
        self.opts = [*shown, *self.others]
        super().add_to_parser(parser, ctx)
        self.opts = shown


def add_options(command: Callable[..., Any], declared: Iterable[Option]) -> Callable[..., Any]:
    """Add options to a command, to be shown in their order."""
    for one in reversed(tuple(declared)):
        command = option_of(one)(command)
    return command


def option_of(declared: Option, **more: Any) -> Callable[[Callable[..., Any]], Callable[..., Any]]:  # noqa: ANN401
    """Return the decorator that adds an option. ``more``: what one command has otherwise, as click names it."""
    told: dict[str, Any] = {"help": declared.help}
    if declared.kind == "flag":
        told["is_flag"] = True
    else:
        told["type"] = _type(declared)
    if declared.metavar:
        told["metavar"] = declared.metavar
    if declared.many:
        told["multiple"] = True
    elif declared.default is not None:
        told |= {"default": declared.default, "show_default": declared.default != ""}
    elif declared.kind == "text":
        told["default"] = None
    others = [f"--{spelling.replace('_', '-')}" for spelling in declared.spellings]
    told |= {"cls": Spelled, "others": [other for other in others if other != f"--{declared.option}"]}
    return click.option(f"--{declared.option}", declared.name, **{**told, **more})


def _type(declared: Option) -> click.ParamType[Any] | None:
    kinds: dict[str, click.ParamType[Any]] = {
        "number": click.FLOAT,
        "rate": click.FloatRange(0, 1, min_open=True),
        "share": click.FloatRange(0.5, 1, min_open=True, max_open=True),
        "count": click.IntRange(min=declared.least),
        "choice": click.Choice(declared.values),
        "file": FILE,
        "file or choice": FILE,
    }
    return kinds.get(declared.kind)
