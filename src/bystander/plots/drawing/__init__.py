"""From a specification to SVG: the part of Vega-Lite that our charts use, drawn here.

What is known is listed where it is drawn; any other word is refused by its name, so that nothing is left out silently.
"""

from bystander.plots.drawing.document import to_svg

__all__ = ["to_svg"]
