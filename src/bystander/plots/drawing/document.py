"""The whole drawing: the grid at the back, the names of the axes, then the layers, the first one at the back.

All layers share their axes, as they share the plotting area; only under "resolve" a layer of layers has its own.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from bystander.plots.drawing.axis import Axis
from bystander.plots.drawing.channels import Area, pixels
from bystander.plots.drawing.marks import mark
from bystander.plots.drawing.words import fixed, known
from bystander.plots.shapes import picture

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from bystander.plots.chart import Spec

# "name" goes into the identifiers of the SVG, of which a page may hold no two alike.
_FIXED = {"autosize": "none", "background": "transparent"}
_KNOWN = (*_FIXED, "name", "width", "height", "padding", "layer", "config", "resolve")
_CONFIG = ("aria", "font", "view", "axis", "text")  # the fonts are those of the page, and nothing here is framed
_SIDES = ("top", "right", "bottom", "left")
_OWN_Y = {"scale": {"y": "independent"}}


def to_svg(spec: Spec) -> str:
    """Return the picture of a Vega-Lite specification as the text of an SVG; its fonts are left to what holds it.

    Raises ValueError, naming it, for a word that is not drawn here, and for a place that is no number.
    """
    known(spec, _KNOWN, "specification")
    fixed(spec, _FIXED, "specification")
    known(spec["padding"], _SIDES, "padding")
    known(spec["config"], _CONFIG, "config")
    fixed(spec["config"], {"view": {"stroke": None}}, "config")
    top, right, bottom, left = (spec["padding"][side] for side in _SIDES)
    drawing = _Drawing(Area(spec["width"], spec["height"]), f"{spec.get('name', 'drawing')}-1")
    if "resolve" in spec:
        fixed(spec, {"resolve": _OWN_Y}, "specification")
    for place, layer in enumerate(spec["layer"]):
        drawing.add(layer, place if "resolve" in spec else 0)
    inside = "".join(drawing.parts(spec["config"]["axis"]))
    whole = f'<g transform="translate({left} {top})" fill="none" stroke-miterlimit="10">{inside}</g>'
    return picture([whole], spec["width"] + left + right, spec["height"] + top + bottom)


@dataclass
class _Drawing:
    """What has been drawn so far. ``axes``: by direction and whose, the whole drawing's (0) or a layer's."""

    area: Area
    clip: str
    axes: dict[tuple[str, int], tuple[Mapping[str, Any], Axis]] = field(default_factory=dict)
    marks: list[str] = field(default_factory=list)
    clipped: bool = False

    def add(self, layer: Mapping[str, Any], owner: int) -> None:
        """Draw a layer, or all that it is made of; without rows it has axes and no marks."""
        if "layer" in layer:
            known(layer, ("layer",), "layer")
            for one in layer["layer"]:
                self.add(one, owner)
            return
        known(layer, ("data", "mark", "encoding"), "layer")
        known(layer["data"], ("values",), "data")
        for direction in ("x", "y"):
            channel = layer["encoding"].get(direction, {})
            if channel.get("axis") is not None:
                self._share(channel, (direction, owner if direction == "y" else 0))
        rows, look = layer["data"]["values"], layer["mark"]
        at = pixels(layer["encoding"], rows, look.get("type"), self.area)
        if rows:
            self.marks.append(mark(look, at, self.clip))
            self.clipped = self.clipped or bool(look.get("clip"))

    def parts(self, look: Mapping[str, Any]) -> Iterator[str]:
        """Return the elements in the order in which they are painted; ``look``: that of the axes."""
        if self.clipped:
            sides = f'width="{self.area.width}" height="{self.area.height}"'
            yield f'<clipPath id="{self.clip}"><rect {sides}/></clipPath>'
        axes = [self.axes[whose][1] for whose in sorted(self.axes)]  # those of x first, as in Vega
        yield from (axis.grid(look) for axis in axes)
        yield from (axis.names(look) for axis in axes)
        yield from self.marks

    def _share(self, channel: Mapping[str, Any], whose: tuple[str, int]) -> None:
        """Take the axis of a channel for all; two layers that say different things of one axis are refused."""
        said = {"scale": channel["scale"], "axis": channel["axis"]}
        if whose not in self.axes:
            place = self.area.scale(whose[0], channel["scale"])
            self.axes[whose] = (said, Axis(channel["axis"], place, self.area.width, self.area.height))
        elif self.axes[whose][0] != said:
            message = f"two layers have different scales or axes on {whose[0]!r}, which they share"
            raise ValueError(message)
