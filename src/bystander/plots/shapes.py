"""The signs as plain SVG in pixels, for charts that are no specification: band, disc, diamond, ring, hatch, words.

Colours are the light ones by role; :mod:`bystander.plots.export` makes classes of them. Nothing here is clipped, as
identifiers of clips have to differ on a page: hatching is cut off by arithmetic.
"""

from __future__ import annotations

from dataclasses import dataclass
from html import escape

from bystander.look import tokens

_WIDE, _WIDE_BOLD = 0.46, 0.5  # of a letter, in parts of the size of its font
_GAP = 7  # pixels between two strokes of a hatch


@dataclass(frozen=True)
class Box:
    """A rectangle in pixels, from its upper left corner."""

    x: float
    y: float
    width: float
    height: float

    def meets(self, other: Box) -> bool:
        """Return whether two rectangles overlap."""
        apart = self.x + self.width <= other.x or other.x + other.width <= self.x
        return not (apart or self.y + self.height <= other.y or other.y + other.height <= self.y)

    def crossed(self, start: tuple[float, float], end: tuple[float, float]) -> bool:
        """Return whether a straight line passes through this rectangle (Liang and Barsky 1984)."""
        first, last = 0.0, 1.0
        for at, to, low, size in ((start[0], end[0], self.x, self.width), (start[1], end[1], self.y, self.height)):
            if at == to:
                if not low < at < low + size:
                    return False
                continue
            ends = sorted(((low - at) / (to - at), (low + size - at) / (to - at)))
            first, last = max(first, ends[0]), min(last, ends[1])
        return first < last

    def within(self, other: Box) -> bool:
        """Return whether this one lies inside another."""
        across = other.x <= self.x and self.x + self.width <= other.x + other.width
        return across and other.y <= self.y and self.y + self.height <= other.y + other.height


def picture(parts: list[str], width: float, height: float) -> str:
    """Return an SVG of parts."""
    w, h = round(width), round(height)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {w} {h}" width="{w}" height="{h}">{"".join(parts)}</svg>'
    )


def rect(box: Box, role: str) -> str:
    """Return a filled rectangle."""
    at = f'x="{box.x:.1f}" y="{box.y:.1f}" width="{max(box.width, 0):.1f}" height="{max(box.height, 0):.1f}"'
    return f'<rect {at} fill="{tokens.light(role)}"/>'


def line(start: tuple[float, float], end: tuple[float, float], role: str, thick: float = 1.0) -> str:
    """Return a straight line."""
    d = f"M{start[0]:.1f} {start[1]:.1f}L{end[0]:.1f} {end[1]:.1f}"
    return f'<path d="{d}" fill="none" stroke="{tokens.light(role)}" stroke-width="{thick:g}"/>'


def hatched(box: Box) -> str:
    """Return strokes over a rectangle: what it would show is not known, or may not be shown."""
    strokes = []
    for at in range(_GAP, int(box.width + box.height), _GAP):
        x1, y1 = min(at, box.width), max(0.0, at - box.width)
        x2, y2 = max(0.0, at - box.height), min(at, box.height)
        strokes.append(f"M{box.x + x1:.1f} {box.y + y1:.1f}L{box.x + x2:.1f} {box.y + y2:.1f}")
    return f'<path d="{"".join(strokes)}" fill="none" stroke="{tokens.light("hatch")}" stroke-width="1.2"/>'


def disc(x: float, y: float, radius: float = 4.5, *, hollow: bool = False) -> str:
    """Return the sign of what was wrong; ``hollow``: none was counted."""
    fill, stroke, thick = ("paper", "false", 2) if hollow else ("false", "paper", 1)
    return (
        f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{radius:g}" fill="{tokens.light(fill)}" '
        f'stroke="{tokens.light(stroke)}" stroke-width="{thick}"/>'
    )


def band_across(box: Box, *, low: bool = True, high: bool = True) -> list[str]:
    """Return a band from left to right with an edge at its ends; an end that is none has no edge."""
    drawn = [rect(box, "band")]
    drawn += [rect(Box(box.x - 1, box.y, 2, box.height), "band-edge")] if low else []
    return drawn + ([rect(Box(box.x + box.width - 1, box.y, 2, box.height), "band-edge")] if high else [])


def band_upright(box: Box, *, low: bool = True) -> list[str]:
    """Return a band from its foot to its top with an edge at both; ``low``: whether the lower end is one."""
    drawn = [rect(box, "band"), rect(Box(box.x, box.y - 1, box.width, 2), "band-edge")]
    return drawn + ([rect(Box(box.x, box.y + box.height - 1, box.width, 2), "band-edge")] if low else [])


def words(
    said: str, at: tuple[float, float], font: float, *, role: str = "ink2", bold: bool = False, anchor: str = "start"
) -> str:
    """Return a line of text on its base line."""
    weight = ' font-weight="600"' if bold else ""
    where = "" if anchor == "start" else f' text-anchor="{anchor}"'
    return (
        f'<text x="{at[0]:.1f}" y="{at[1]:.1f}" font-size="{font:g}"{weight}{where} fill="{tokens.light(role)}">'
        f"{escape(said)}</text>"
    )


def wide(said: str, font: float, *, bold: bool = False) -> float:
    """Return about how many pixels a line of text takes."""
    return len(said) * font * (_WIDE_BOLD if bold else _WIDE)
