"""The first screen of a page as HTML: the sentence with its marks, one picture, and three caveats."""

from __future__ import annotations

import re
from html import escape
from typing import TYPE_CHECKING

from bystander.findings.first_screen import MOST_CAVEATS, Caveat, FirstScreen, Part, said
from bystander.findings.signs import GAP, Arrays, ChartOf, Hatch, Rows
from bystander.look import signs
from bystander.report.unbroken import unbroken

LONG = 140  # letters of a sentence that is set smaller
MOST_ROWS = 4  # that leave room for the caveats below them, on a screen of 1400 by 900
OF_A_REQUIREMENT = 2  # rows that have no room where a requirement stands above

if TYPE_CHECKING:
    from bystander.findings import Document
    from bystander.findings.first_screen import Said
    from bystander.findings.signs import Axis, Mark, Picture


_LABEL = re.compile(r"(^|[.;] )([A-Z][a-z]+:)(?= )")


def first_screen(document: Document, given: FirstScreen | None) -> FirstScreen:
    """Return what a study shows first; made of its verdict and caveats where it has nothing of its own."""
    if given is not None:
        return given
    first, *others = document.verdict or ("Nothing was found.",)
    return FirstScreen(
        sentence=said(first), lead=said(" ".join(others)), caveats=tuple(_split(text) for text in document.caveats)
    )


def _split(text: str) -> Caveat:
    """Return a caveat of a text, whose first sentence is the claim."""
    claim, stop, reason = text.partition(". ")
    return Caveat(f"{claim}." if stop else text, reason)


def shown(screen: FirstScreen) -> tuple[Caveat, ...]:
    """Return the caveats that the first screen has room for."""
    return screen.ranked[:MOST_CAVEATS]


def marked(sentence: Said) -> str:
    """Return a sentence as HTML, its parts in the colours of their signs, how sure it is on a line of its own."""
    end = next((i for i, (_, part) in enumerate(sentence.parts) if part is Part.HOLDS), len(sentence.parts))
    first, then = ("".join(_part(unbroken(text), part) for text, part in some)
                   for some in (sentence.parts[:end], sentence.parts[end:]))  # fmt: skip
    return f'{first}<span class="holds">{then}</span>' if then else first


def _part(text: str, part: Part) -> str:
    plain = part in {Part.PLAIN, Part.HOLDS}
    return escape(text) if plain else f'<span class="is-{part.value}">{escape(text)}</span>'


def is_long(sentence: Said) -> bool:
    """Return whether a sentence would take four lines at full size."""
    return len(str(sentence)) > LONG


def labelled(eyebrow: str) -> str:
    """Return what stands above a sentence as HTML, each label before a colon in bold: "Counted:", "Given:"."""
    return _LABEL.sub(r"\1<strong>\2</strong>", escape(eyebrow))


def ticks(axis: Axis, *, near: bool = False) -> str:
    """Return the values of an axis as they stand over its column; ``near``: under each of its signs, on a phone."""
    if not axis.ticks:
        return ""
    drawn = []
    for value, text in axis.ticks:
        at = axis.place(value)
        anchor = anchored(at)
        drawn.append(f'<text x="{at * 100:.2f}%" y="11" text-anchor="{anchor}">{escape(text)}</text>')
    where = " near" if near else ""
    return f'<svg class="ticks{where}" width="100%" height="14" aria-hidden="true">{"".join(drawn)}</svg>'


def anchored(at: float) -> str:
    """Return which part of a tick's text stands at its place: within the axis, and clear of the 0 before a gap."""
    return "start" if at <= GAP else "end" if at > 0.9 else "middle"


def under(mark: Mark | None, axis: Axis) -> str:
    """Return the values of a sign's axis for a screen where no column has a head; nothing of what is hatched."""
    return "" if mark is None or isinstance(mark, Hatch) else ticks(axis, near=True)


def is_rows(picture: Picture | None) -> bool:
    """Return whether the picture is a table of signs."""
    return isinstance(picture, Rows)


def is_tall(picture: Picture | None, *, required: bool = False) -> bool:
    """Return whether a picture leaves no room below it on the first screen: caveats are then named above it.

    ``required``: a requirement stands above it, which takes the room of some rows, and all of it from other pictures.
    """
    if not isinstance(picture, Rows):
        return required
    return len(picture.rows) > MOST_ROWS - (OF_A_REQUIREMENT if required else 0)


def is_arrays(picture: Picture | None) -> bool:
    """Return whether the picture is of a thousand marks each."""
    return isinstance(picture, Arrays)


def stands_for(picture: Picture | None) -> tuple[str, ...]:
    """Return the names of the charts that a table of signs shows already."""
    return picture.instead_of if isinstance(picture, Rows) else ()


def chart_of(picture: Picture | None) -> str:
    """Return the name of the chart that is the picture; nothing where it is another."""
    return picture.chart if isinstance(picture, ChartOf) else ""


HELPERS = {
    "marked": marked, "is_long": is_long, "labelled": labelled, "ticks": ticks, "under": under, "mark": signs.mark,
    "array": signs.array, "key_sign": signs.key, "is_rows": is_rows, "is_tall": is_tall, "is_arrays": is_arrays,
}  # fmt: skip
