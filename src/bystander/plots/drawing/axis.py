"""An axis: lines of a grid across the plotting area, and the names of its values beside it.

Lines stand on whole pixels moved by a half, where a stroke of one pixel is sharp; names stand where their value does,
moved by the same half.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from html import escape
from math import floor
from typing import TYPE_CHECKING, Any

from bystander.plots.drawing.lines_of_text import hanging, middle
from bystander.plots.drawing.paths import strokes, written
from bystander.plots.drawing.scales import number
from bystander.plots.drawing.words import fixed, known, one_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bystander.plots.drawing.scales import Place

# What an axis has none of, and what is done to its names: nothing.
_FIXED = {"title": None, "ticks": False, "domain": False, "labelOverlap": False, "labelLimit": 0, "labelFlush": False}
_KNOWN = (*_FIXED, "values", "orient", "grid", "labelPadding", "labelExpr")
_LOOK = ("gridColor", "gridWidth", "labelColor", "labelFont", "labelFontSize")
_ORIENTS = {"bottom": "x", "left": "y"}


@dataclass(frozen=True)
class Axis:
    """An axis that is to be drawn: what it says, where its values stand, and the sides of the plotting area."""

    given: Mapping[str, Any]
    place: Place
    width: float
    height: float

    def __post_init__(self) -> None:
        """Refuse what is not drawn here."""
        known(self.given, _KNOWN, "axis")
        fixed(self.given, _FIXED, "axis")

    def grid(self, look: Mapping[str, Any]) -> str:
        """Return the lines as one path; nothing of an axis without any. ``look`` is the part "axis" of the config."""
        if not self.given["grid"] or not self.given["values"]:
            return ""
        known(look, _LOOK, "config axis")
        pixels = [floor(at + 0.5) + 0.5 for at in self._pixels()]
        if self._level:
            lines = [((at, 0.5), (at, self.height + 0.5)) for at in pixels]
        else:
            lines = [((0.5, at), (self.width + 0.5, at)) for at in pixels]
        return f'<path d="{strokes(lines)}" stroke="{look["gridColor"]}" stroke-width="{look["gridWidth"]}"/>'

    def names(self, look: Mapping[str, Any]) -> str:
        """Return the names of the values as one group; nothing of an axis without values."""
        if not self.given["values"]:
            return ""
        known(look, _LOOK, "config axis")
        size, beside = look["labelFontSize"], self.given["labelPadding"]
        if self._level:
            y = self.height + 0.5 + beside + hanging(size)
            at = [(x + 0.5, y) for x in self._pixels()]
        else:
            at = [(0.5 - beside, y + 0.5 + middle(size)) for y in self._pixels()]
        said = "".join(
            f'<text x="{written(x)}" y="{written(y)}">{escape(name)}</text>'
            for (x, y), name in zip(at, self._labels(), strict=True)
        )
        anchor = "middle" if self._level else "end"
        return f'<g text-anchor="{anchor}" font-size="{size}" fill="{look["labelColor"]}">{said}</g>'

    @property
    def _level(self) -> bool:
        return one_of(_ORIENTS, self.given["orient"], "axis orient") == "x"

    def _pixels(self) -> list[float]:
        return [self.place(number(value, "axis values")) for value in self.given["values"]]

    def _labels(self) -> list[str]:
        """Read the names off the expression that picks one of a list, see :func:`bystander.plots.axes.axis`."""
        try:
            names, _ = json.JSONDecoder().raw_decode(self.given["labelExpr"])
        except (KeyError, ValueError):
            names = None
        if not isinstance(names, list) or len(names) != len(self.given["values"]):
            said = self.given.get("labelExpr")
            message = f"axis: 'labelExpr' is {said!r}; only a list of a name a value is drawn here"
            raise ValueError(message)
        return names
