"""The smallest specification: layers on a plotting area of 100 by 50 pixels, with margins of 1, 2, 3 and 4."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bystander.plots import vega
from bystander.plots.chart import WIDE

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

HERE = {"x": vega.pixel("x"), "y": vega.pixel("y")}


def one(mark: str, rows: Sequence[Mapping[str, object]], at: Mapping[str, vega.Channel], **look: object) -> Any:
    """Return the drawing of one layer."""
    return several(vega.layer(mark, rows, at, **look))


def several(*layers: vega.Layer) -> Any:
    """Return the drawing of layers."""
    return vega.drawing(layers, WIDE, width=100, height=50, margins=(1, 2, 3, 4))
