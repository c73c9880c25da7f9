"""The style sheet of a page: the tokens, what every page shares, and the page's own rules."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from bystander.look import tokens


@cache
def base() -> str:
    """Return the rules that every page shares, light and dark, with the classes that colour inlined pictures."""
    light, dark = tokens.variables(dark=False), tokens.variables(dark=True)
    fonts = f"--sans:{tokens.FONT};--mono:{tokens.MONO};"
    sheet = files("bystander.look").joinpath("base.css").read_text(encoding="utf-8")
    return (
        f":root{{color-scheme:light dark;{light}{fonts}}}\n"
        f"@media screen and (prefers-color-scheme:dark){{:root{{{dark}}}}}\n"
        f"{tokens.css()}\n{sheet}"
    )


def style(*sheets: str) -> str:
    """Return the whole style sheet of a page: the base, then the page's own ``sheets`` in order."""
    return "\n".join((base(), *sheets))
