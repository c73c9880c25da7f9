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
    sheet = _base_sheet()
    return (
        f":root{{color-scheme:light dark;{light}{fonts}}}\n"
        f"@media screen and (prefers-color-scheme:dark){{:root{{{dark}}}}}\n"
        f"{tokens.css()}\n{sheet}"
    )


def _base_sheet() -> str:
    return files("bystander.look").joinpath("base.css").read_text(encoding="utf-8")


def nested(*sheets: str, within: str = "bystander") -> str:
    """Return the same style for a part of a page that is not ours: every rule holds within one class alone.

    Rules are nested in that of the class, which every browser since 2023 reads. What is said of the page is said of
    the part.
    """
    light, dark = tokens.variables(dark=False), tokens.variables(dark=True)
    fonts = f"--sans:{tokens.FONT};--mono:{tokens.MONO};"
    sheet = "\n".join((tokens.css(), _base_sheet(), *sheets))
    sheet = sheet.replace("body{", "&{").replace(":root{", "&{").replace("html{", "&{")
    return (
        f".{within}{{color-scheme:light dark;{light}{fonts}padding:0 .25rem .5rem;\n"
        f"@media screen and (prefers-color-scheme:dark){{&{{{dark}}}}}\n{sheet}}}"
    )


def style(*sheets: str) -> str:
    """Return the whole style sheet of a page: the base, then the page's own ``sheets`` in order."""
    return "\n".join((base(), *sheets))
