"""The crowd as a picture: every dot a person, those whom the system is expected to flag lit.

The crowd is one tile of 2,500 jittered dots, repeated as an SVG pattern, so that 60,000 people take about 35 KB.
Where the crowd is larger than the dots, a dot stands for several people, and the picture says for how many.
"""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from math import ceil, hypot, sqrt
from random import Random
from typing import TYPE_CHECKING

from bystander.findings import wording
from bystander.look import tokens
from bystander.plots.chart import NO_TABLE, Chart, Size
from bystander.plots.points import number
from bystander.plots.shapes import picture

if TYPE_CHECKING:
    from bystander.findings import Study

DOTS = 60_000  # people that are drawn one by one
TILE = 50  # dots along one side of a tile
MOST_LIT = 600
MOST_SOUGHT = 200
APART, TRIES = 3.0, 200  # of marks, in their radius; of places for one
LARGER = "Marks are drawn larger than people."
LABELS = {
    "invented": "Invented numbers: no system was measured",
    "asserted": "Asserted rate: nobody says how sure it is",
    "hits invented": "False alerts as counted; hit rate invented",
    "hits asserted": "False alerts as counted; hit rate asserted",
}


@dataclass(frozen=True, kw_only=True)
class CrowdData:
    """A crowd: ``people`` not sought, of whom ``flagged`` are expected to be, the range, and the sought people.

    ``said``: how many are expected, as the headline says it ("about 2.6"), and how many are drawn, if not as many.
    """

    people: int
    flagged: int
    said: str
    low: int
    high: int
    found: int
    missed: int
    status: str

    @property
    def per_dot(self) -> int:
        """People that one dot stands for."""
        return max(1, ceil(self.people / DOTS))

    @property
    def per_mark(self) -> int:
        """Flagged people that one mark stands for."""
        return max(1, ceil(self.flagged / MOST_LIT))

    @property
    def per_sought(self) -> int:
        """Sought people that one mark stands for."""
        return max(1, ceil((self.found + self.missed) / MOST_SOUGHT))

    @property
    def sentence(self) -> str:
        """What the picture says; where fewer than one is expected, or nothing was counted, the range alone."""
        if not self.flagged and self.high:
            return f"0 to {wording.count(self.high)} of {wording.count(self.people)} people flagged by mistake"
        return f"{wording.capital(self.said)} of {wording.count(self.people)} people flagged by mistake"

    @property
    def range(self) -> str:
        """What it leaves open."""
        low, high = wording.count(self.low), wording.count(self.high)
        return f"range {'at most ' + high if self.low == 0 else low + ' to ' + high}"


def data(study: Study) -> CrowdData | None:
    """Build what the picture shows; None where the study is of no crowd."""
    series = study.get("crowd")
    if series is None or not len(series):
        return None
    row = series.rows()[0]
    counts = {key: int(number(row[key]) or 0) for key in ("people", "flagged", "low", "high", "found", "missed")}
    return CrowdData(**counts, said=str(row["said"]), status=str(row["status"]))


def chart(study: Study) -> Chart | None:
    """Return the picture of the crowd; None where there is none to draw."""
    built = data(study)
    if built is None or not built.people:
        return None
    each = "Every dot is one person" if built.per_dot == 1 else f"Every dot stands for {built.per_dot:,} people"
    who = "who is" if built.per_dot == 1 else "who are"
    marks = "" if built.per_mark == 1 else f" Every lit mark stands for {built.per_mark:,} flagged people."
    return Chart(
        name="crowd",
        title="The crowd",
        alt=f"{each}. {built.sentence}, as expected; {built.range}; {_sought(built)}.",
        reading=f"{each} {who} not sought; where the marks stand means nothing.{marks}",
        table=NO_TABLE,
        draw=lambda size: _draw(built, size),
    )


def _sought(built: CrowdData) -> str:
    sought = built.found + built.missed
    if not sought:
        return "nobody is sought"
    return f"of {wording.plural(sought, 'sought person', 'sought people')} {wording.count(built.found)} flagged"


def _draw(built: CrowdData, size: Size) -> str:
    """Write the picture as SVG."""
    width, dots = size.width, min(built.people, DOTS)
    height = round(width * (0.6 if size.narrow else 0.18))
    top = 50 if size.narrow else 28
    step = sqrt(width * height / dots)
    parts = [*_words(built, size), _people(size, height, step, dots, top), *_marks(built, width, height, top, size)]
    label = LABELS.get(built.status)
    if label:
        wide, high = _room_of_label(built, size)
        box = f'<rect x="8" y="{top + 8}" width="{wide:.0f}" height="{high}"'
        parts.append(f'{box} fill="{tokens.light("paper")}"/>')
        parts.append(_text(label, 16, top + 13 + size.font, size, role="ink", bold=True, smaller=1))
    bottom = top + height
    key = _key(built, bottom + 26, size)
    parts += key
    total = bottom + (44 + 22 * (len(key) - 1) if size.narrow else 44)
    return picture(parts, width, total)


def _room_of_label(built: CrowdData, size: Size) -> tuple[float, int]:
    """Return how wide and high the words are that say what was invented; nothing where all was counted."""
    label = LABELS.get(built.status, "")
    return (len(label) * size.font * 0.66, size.font + 12) if label else (0.0, 0)


def _words(built: CrowdData, size: Size) -> list[str]:
    spread = f"{'expected' if built.flagged else 'none drawn'}; {built.range}"
    head = _text(built.sentence, 0, 18, size, role="ink", bold=True, smaller=-1)
    if size.narrow:
        return [head, _text(f"{spread}. {LARGER}", 0, 38, size, smaller=1)]
    at = (len(built.sentence) + 2) * size.font * 0.54
    return [head, _text(f"{spread}. {LARGER}", at, 18, size)]


def _people(size: Size, height: float, step: float, dots: int, top: float) -> str:
    """Return the dots: a pattern of one tile where there are many, all of them where there are few."""
    many, width = dots > TILE * TILE, size.width
    columns = TILE if many else max(1, ceil(width / step))
    count = TILE * TILE if many else dots
    shake = Random(1)  # noqa: S311 - a texture
    at = []
    for i in range(count):
        x = (i % columns + 0.5 + shake.uniform(-0.36, 0.36)) * step
        y = (i // columns + 0.5 + shake.uniform(-0.36, 0.36)) * step
        at.append(f"M{x:.1f} {y:.1f}h0")
    stroke = f'stroke="{tokens.light("ink3")}" stroke-width="{max(0.9, step * 0.5):.2f}" stroke-linecap="round"'
    path = f'<path d="{"".join(at)}" fill="none" {stroke}/>'
    if not many:
        return f'<g transform="translate(0 {top})">{path}</g>'
    side = f"{TILE * step:.2f}"
    name = f"crowd-{size.name}-1"  # a page may hold no two identifiers alike
    pattern = f'<pattern id="{name}" width="{side}" height="{side}" patternUnits="userSpaceOnUse">{path}</pattern>'
    field = f'<rect width="{width}" height="{height}" fill="url(#{name})"/>'
    return f'<defs>{pattern}</defs><g transform="translate(0 {top})">{field}</g>'


def _marks(built: CrowdData, width: float, height: float, top: float, size: Size) -> list[str]:
    """Light the flagged: discs by mistake, diamonds rightly, rings for the sought who pass unseen."""
    place = Random(7)  # noqa: S311 - where they stand means nothing
    lit = ceil(built.flagged / built.per_mark)
    radius = (
        max(1.6, min(4.2, 60 / sqrt(max(lit, 1)))) if not size.narrow else max(1.3, min(3.4, 45 / sqrt(max(lit, 1))))
    )
    halo = f'stroke="{tokens.light("paper")}" stroke-width="{radius * 0.45:.1f}"'
    found, missed = (ceil(n / built.per_sought) for n in (built.found, built.missed))

    label = _room_of_label(built, size)
    taken: list[tuple[float, float]] = []

    def spot() -> tuple[float, float]:
        """Return a place that the label does not cover, and no other mark as long as there is room."""
        for _ in range(TRIES):
            x, y = place.uniform(6, width - 6), place.uniform(6, height - 6)
            hidden = x <= label[0] + 16 and y <= label[1] + 16
            if not hidden and all(hypot(x - a, y - b) > APART * radius for a, b in taken):
                break
        taken.append((x, y))
        return x, top + y

    marks = []
    for x, y in (spot() for _ in range(lit)):
        marks.append(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{radius:.1f}" fill="{tokens.light("false")}" {halo}/>')
    r = max(radius * 1.25, 2.4)
    for x, y in (spot() for _ in range(found)):
        marks.append(f'<path d="{_diamond(x, y, r)}" fill="{tokens.light("right")}" {halo}/>')
    for x, y in (spot() for _ in range(missed)):
        marks.append(_ring(x, y, r))
    return marks


def _diamond(x: float, y: float, r: float) -> str:
    return f"M{x:.1f} {y - r:.1f}L{x + r:.1f} {y:.1f}L{x:.1f} {y + r:.1f}L{x - r:.1f} {y:.1f}Z"


def _ring(x: float, y: float, r: float) -> str:
    return (
        f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{r:.1f}" fill="{tokens.light("paper")}" '
        f'stroke="{tokens.light("ink")}" stroke-width="1.6"/>'
    )


def _key(built: CrowdData, y: float, size: Size) -> list[str]:
    """Name the marks that are drawn; each has a shape of its own beside its colour."""
    other, mated, axis = (tokens.light(role) for role in ("false", "right", "ink3"))
    dot = "one person" if built.per_dot == 1 else f"{built.per_dot:,} people"
    lit = "flagged by mistake" if built.per_mark == 1 else f"{built.per_mark:,} flagged by mistake"
    each = "" if built.per_sought == 1 else f"{built.per_sought:,} "
    marks = (
        (built.people, f'<circle cx="5" cy="0" r="1.4" fill="{axis}"/>', dot),
        (built.flagged, f'<circle cx="5" cy="0" r="4.2" fill="{other}"/>', lit),
        (built.found, f'<path d="{_diamond(5, 0, 5)}" fill="{mated}"/>', f"{each}sought and flagged"),
        (built.missed, _ring(5, 0, 4.6), f"{each}sought, passed unseen"),
    )
    parts, x = [], 0.0
    for i, (mark, name) in enumerate((mark, name) for drawn, mark, name in marks if drawn):
        at = (0, y + 22 * i) if size.narrow else (x, y)
        parts.append(f'<g transform="translate({at[0]:.0f} {at[1]:.0f})">{mark}{_text(name, 16, 4.5, size)}</g>')
        x += 40 + len(name) * size.font * 0.5
    return parts


def _text(
    text: str, x: float, y: float, size: Size, *, role: str = "ink2", bold: bool = False, smaller: int = 0
) -> str:
    weight = ' font-weight="600"' if bold else ""
    return (
        f'<text x="{x:g}" y="{y:g}" font-size="{size.font - smaller}"{weight} fill="{tokens.light(role)}">'
        f"{escape(text)}</text>"
    )
