"""The tokens of the one visual system: colours by role in light and dark, the fonts, and how a name is cut.

Colour belongs to evidence; the interface is ink on paper. Disc is wrong, diamond is right, band is doubt: a shape
always says what its colour says, as disc and diamond are almost the same grey. The fill of a band is faint by itself,
so its edges are never left out.
"""

from __future__ import annotations

# role: (light, dark). Every light colour is unique: export finds the role by it.
COLOURS: dict[str, tuple[str, str]] = {
    "paper": ("#ffffff", "#0e141a"),  # the ground
    "wash": ("#f2f5f8", "#18212a"),  # a chosen row
    "rule": ("#d4dbe2", "#313c47"),  # a hairline
    "ink": ("#10171e", "#eff3f6"),  # text
    "ink2": ("#45515c", "#b8c3cd"),  # secondary text
    "ink3": ("#636f79", "#8f9ca8"),  # axes
    "person": ("#a3aeb9", "#5a6772"),  # one of the crowd; told apart
    "false": ("#c8420a", "#ff8149"),  # a false alert, a false match
    "right": ("#0a66ae", "#5cb2f2"),  # a right alert
    "right-soft": ("#b9d6ec", "#234a69"),  # the rest of a bar of alerts
    "band": ("#ffdc6b", "#6a5300"),  # doubt: the fill
    "band-edge": ("#8d6800", "#ecc24c"),  # doubt: both ends
    "hatch": ("#aab5bf", "#4b5864"),  # cannot be shown, not verified
}
FONT = '-apple-system, "Segoe UI", Roboto, "Liberation Sans", "Helvetica Neue", Arial, sans-serif'
MONO = 'ui-monospace, "SF Mono", "Cascadia Mono", "Liberation Mono", monospace'
DRAWN_FONT = "Liberation Sans, Helvetica Neue, Helvetica, Arial, sans-serif"  # of a picture that is a file of its own


def light(role: str) -> str:
    """Return the colour of a role on white paper."""
    return COLOURS[role][0]


def css() -> str:
    """Return the style rules that colour inlined pictures: a fill and a stroke class for each role."""
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
