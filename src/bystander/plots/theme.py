"""Colours by role, in light and dark, the font, and how a name is cut.

The hues are Okabe and Ito's, which people with the common colour deficiencies can tell apart; no chart
relies on them alone: line style, shape or a label always says the same thing.
"""

from __future__ import annotations

# role: (on white, on the dark page). Every light colour is unique: export finds the role by it.
COLOURS: dict[str, tuple[str, str]] = {
    "ink": ("#1c2127", "#e8eaed"),
    "muted": ("#56606b", "#a7b0ba"),
    "grid": ("#e4e7eb", "#2c333b"),
    "axis": ("#9aa3ad", "#66707b"),
    "surface": ("#ffffff", "#14181d"),
    "floor": ("#eef0f3", "#20262d"),
    "band": ("#d3e3ef", "#24405a"),
    "mated": ("#0072b2", "#56b4e9"),
    "other": ("#c44f00", "#f0a35e"),
    "count": ("#00785a", "#3fc99f"),
}
FONT = "Helvetica Neue, Helvetica, Arial, Liberation Sans, sans-serif"


def light(role: str) -> str:
    """Return the colour of a role on white paper."""
    return COLOURS[role][0]


def css() -> str:
    """Return the style rules that colour inlined charts: a variable a role, a fill and a stroke class each."""
    rules = [f".f-{role}{{fill:var(--{role})}}.s-{role}{{stroke:var(--{role})}}" for role in COLOURS]
    return "\n".join(rules)


def variables(*, dark: bool) -> str:
    """Return the declarations of the colour variables of one colour scheme."""
    return "".join(f"--{role}:{pair[dark]};" for role, pair in COLOURS.items())


def cut(text: str, room: int) -> str:
    """Shorten a name in its middle: those of groups often begin alike ("Black or Black British: African")."""
    if len(text) <= room:
        return text
    kept = max(room - 1, 2)
    return f"{text[: kept - kept // 2].rstrip()}…{text[-(kept // 2) :].lstrip()}"
