"""Channels: the pixels of each row of a layer, direction by direction."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from bystander.plots.drawing.scales import number, scale
from bystander.plots.drawing.words import fixed, known

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from bystander.plots.drawing.marks import Pixels
    from bystander.plots.drawing.scales import Place

    Row = Mapping[str, Any]

_FIELD = ("field", "type", "scale", "axis", "stack")
_DIRECTIONS = ("x", "x2", "y", "y2")


@dataclass(frozen=True)
class Area:
    """The plotting area in pixels; numbers grow to the right, and upwards."""

    width: float
    height: float

    def scale(self, direction: str, given: Mapping[str, Any]) -> Place:
        """Return the scale of a direction, "x" or "y"."""
        return scale(given, (0, self.width) if direction == "x" else (self.height, 0))


def pixels(encoding: Mapping[str, Any], rows: Sequence[Row], kind: str | None, area: Area) -> Pixels:
    """Return the pixels of every row, by channel, with those that a ``kind`` of mark does not need to be told.

    A rule that is told its height alone runs through the whole width; an area without a second end reaches to 0.
    Raises ValueError for a word that is not known, and for a row that holds no number.
    """
    known(encoding, _DIRECTIONS, "encoding")
    found: Pixels = {}
    for direction, length in (("x", area.width), ("y", area.height)):
        second = f"{direction}2"
        channel = encoding.get(direction)
        if channel is None:
            if kind == "rule" and direction == "x" and second not in encoding:
                found |= {"x": [length] * len(rows), "x2": [0.0] * len(rows)}
            continue
        place = _place(channel, direction, area)
        found[direction] = _of(channel, rows, place)
        if second in encoding:
            known(encoding[second], ("field", "value"), second)
            found[second] = _of(encoding[second], rows, place)
        elif kind == "area" and direction == "y":
            found[second] = [_base(place, length)] * len(rows)
    return found


def _place(channel: Row, direction: str, area: Area) -> Callable[[float], float]:
    """Return how a value of a channel becomes a pixel: by its scale, or as it is."""
    if "value" in channel:
        known(channel, ("value",), direction)
        return float
    known(channel, _FIELD, direction)
    fixed({"stack": None, **channel}, {"type": "quantitative", "stack": None}, direction)
    return float if channel["scale"] is None else area.scale(direction, channel["scale"])


def _of(channel: Row, rows: Sequence[Row], place: Place) -> list[float]:
    if "value" in channel:
        return [number(channel["value"], "value")] * len(rows)
    name = channel["field"]
    return [place(number(row.get(name), name)) for row in rows]


def _base(place: Place, length: float) -> float:
    at = place(0)
    if not 0 <= at <= length:
        message = "an area without a second end reaches to 0, which its scale does not show"
        raise ValueError(message)
    return at
