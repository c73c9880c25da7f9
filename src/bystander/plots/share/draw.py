"""A card becomes an SVG of 1200 by 630, and the SVG a PNG."""

from __future__ import annotations

from dataclasses import replace
from html import escape
from itertools import chain, repeat
from typing import TYPE_CHECKING

from bystander.plots.share.card import MOST_MARKS
from bystander.plots.share.text import Span, cut_to, line_width, width, wrapped

if TYPE_CHECKING:
    from bystander.plots.share.card import Bar, Card, Row
    from bystander.plots.share.text import Line

WIDTH, HEIGHT = 1200, 630
SIDE = 56
ROOM = WIDTH - 2 * SIDE
SMALLEST = 18
COLUMN = 322  # where the words of a row begin
FONT = "Liberation Sans, Arial, Helvetica, sans-serif"  # all of one width
INK, INK2, RULE, PAPER = "#10171e", "#45515c", "#d4dbe2", "#ffffff"
FALSE, RIGHT, BAND = "#c8420a", "#0a66ae", "#ffdc6b"
RIGHT_SOFT, BAND_EDGE, HATCH = "#b9d6ec", "#8d6800", "#aab5bf"
THICK = 22  # pixels of a bar
TIGHT = -0.03  # letter spacing of large numbers, in sizes of the type
TOP, FOOT = 208, 596  # of the first row, if the headline takes one line; the base line of the foot
LEADING = 1.34


def svg(card: Card) -> str:
    """Return the picture as a stand-alone SVG file, with its words inside for those who do not see it."""
    parts = [*_head(card)]
    headline, y = _headline(card)
    parts += headline
    foot = wrapped(card.foot, SMALLEST, ROOM - 190)[:2]
    bottom = FOOT - 26 * len(foot) - 12
    parts += _rows(card, y, bottom)
    parts += _foot(foot)
    words = f"<title>{escape(card.headline)}</title><desc>{escape(card.alt)}</desc>"
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" height="{HEIGHT}" '
        f'font-family="{FONT}">{words}<rect width="{WIDTH}" height="{HEIGHT}" fill="{PAPER}"/>{"".join(parts)}</svg>\n'
    )


def _head(card: Card) -> list[str]:
    tag = width(card.tag_said, SMALLEST, bold=True) + 22
    left = WIDTH - SIDE - tag
    filled, dashed = card.tag == "counted", card.tag == "invented"
    box = (
        f'<rect x="{left:.1f}" y="45" width="{tag:.1f}" height="33" rx="2" fill="{INK if filled else PAPER}" '
        f'stroke="{INK}" stroke-width="2"{" stroke-dasharray=" + chr(34) + "6 4" + chr(34) if dashed else ""}/>'
    )
    eyebrow = cut_to(card.eyebrow, 20, left - SIDE - 24)
    return [
        _text(eyebrow, SIDE, 69, 20, colour=INK2),
        box,
        _text(card.tag_said, left + 11, 67, SMALLEST, bold=True, colour=PAPER if filled else INK),
    ]


def _headline(card: Card) -> tuple[list[str], float]:
    """Return the headline as large as it fits, on one line or two, and where the rows begin."""
    for size in (74, 66, 58, 52):
        first = width(card.headline, size, bold=True, spacing=TIGHT)
        rest = width(f" {card.after}", size, spacing=TIGHT) if card.after else 0.0
        if first + rest <= ROOM:
            return _one_line(card, size, first), TOP
    size = 44
    spans = (Span(card.headline, bold=True), *((Span(f" {card.after}"),) if card.after else ()))
    lines = wrapped(spans, size, ROOM)
    if len(lines) > 2:
        size, lines = 34, wrapped(spans, 34, ROOM)[:2]
    parts = [_line(line, SIDE, 132 + i * size * 1.12, size) for i, line in enumerate(lines)]
    return parts, TOP + (12 if len(lines) > 1 else 0)


def _one_line(card: Card, size: float, first: float) -> list[str]:
    base = 164 - (74 - size) / 3
    parts = [_text(card.headline, SIDE, base, size, bold=True, spacing=TIGHT)]
    if card.after:
        gap = width(" ", size, spacing=TIGHT)
        parts.append(_text(card.after, SIDE + first + gap, base, size, spacing=TIGHT))
    return parts


def _rows(card: Card, top: float, bottom: float) -> list[str]:
    """Return the rows and the verdict, in type as large as all of them fit; the last reasons give way first."""
    told = card.verdict
    for size in chain((36, 33, 30, 27, 25, 23, 21, 19), repeat(SMALLEST)):
        rows = [_row_lines(row, size) for row in card.rows]
        verdict = wrapped(told, size, ROOM)
        gap = 15 if size >= 23 else 10
        heights = [2 * gap + _row_height(row, lines, size) for row, lines in zip(card.rows, rows, strict=True)]
        if top + sum(heights) + gap + len(verdict) * size * LEADING <= bottom:
            break
        if size == SMALLEST:
            shorter = _without_the_last(told)
            if shorter == told:
                break
            told = shorter
    parts, y = [], top
    for i, (row, lines) in enumerate(zip(card.rows, rows, strict=True)):
        parts.append(_rule(y, heavy=i == 0))
        parts += _row(row, lines, y, heights[i], size)
        y += heights[i]
    parts.append(_rule(y, heavy=True))
    parts += [_line(line, SIDE, y + gap + size * (0.95 + i * LEADING), size) for i, line in enumerate(verdict)]
    return parts


def _without_the_last(line: Line) -> Line:
    """Return a line without its last sentence; the first one stays."""
    *others, last = line
    first, stop, _ = last.text.rstrip().removesuffix(".").rpartition(". ")
    return (*others, replace(last, text=f"{first}.")) if stop else line


def _row_lines(row: Row, size: float) -> list[Line]:
    return wrapped(row.said, size, WIDTH - SIDE - COLUMN)


def _row_height(row: Row, lines: list[Line], size: float) -> float:
    words = len(lines) * size * LEADING + (21 if _has_marks(row) else 34 if row.bar else 0)
    return max(words, _number_size(row.number) * 1.05)


def _has_marks(row: Row) -> bool:
    return row.marks is not None and 0 < sum(row.marks) <= MOST_MARKS


def _number_size(number: str) -> float:
    sizes = (46, 42, 38, 34, 30, 26)
    return next((s for s in sizes if width(number, s, bold=True, spacing=TIGHT) <= COLUMN - SIDE - 18), 22)


def _row(row: Row, lines: list[Line], y: float, height: float, size: float) -> list[str]:
    middle, large = y + height / 2, _number_size(row.number)
    parts = [_text(row.number, SIDE, middle + large * 0.345, large, bold=True, spacing=TIGHT)]
    words = len(lines) * size * LEADING
    first = middle - words / 2
    if _has_marks(row) and row.marks is not None:
        parts += _marks(row.marks, first - 1)
        first += 10.5
    if row.bar:
        first -= 17
        parts += _bar(row.bar, first)
        first += 34
    parts += [_line(line, COLUMN, first + size * (1.02 + i * LEADING), size) for i, line in enumerate(lines)]
    return parts


def _marks(marks: tuple[int, int], y: float) -> list[str]:
    """Return a diamond for each right one and a disc for each false one, in one row."""
    right, false = marks
    step = min(24.0, (WIDTH - SIDE - COLUMN) / (right + false + 1))
    half, radius = min(step / 2, 11.0), min(8.5, step * 0.65)  # of a diamond, from its middle to a corner
    parts = []
    for i in range(right):
        x = COLUMN + step * (i + 0.5) - 3
        parts.append(f"M{x:.1f} {y - half:.1f}l{half:.1f} {half:.1f}l{-half:.1f} {half:.1f}l{-half:.1f} {-half:.1f}z")
    found = [f'<path d="{"".join(parts)}" fill="{RIGHT}"/>'] if parts else []
    for i in range(false):
        x = COLUMN + step * (right + i + 0.5) - 3 + (radius - step / 2 if right else 0) / 2 + 2
        found.append(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{radius:.1f}" fill="{FALSE}"/>')
    return found


def _bar(bar: Bar, y: float) -> list[str]:
    """Return the bar of a share: wrong ones, hatched what nobody verified, the rest; inside it the range."""
    room = WIDTH - SIDE - COLUMN
    parts = [_box(COLUMN, y, room, THICK, RIGHT_SOFT), _box(COLUMN, y, room * bar.wrong, THICK, FALSE)]
    if bar.unverified:
        left, wide = COLUMN + room * bar.wrong, room * bar.unverified
        strokes = "".join(
            f"M{left + x:.1f} {y + THICK}l{min(THICK, wide - x):.1f} {-min(THICK, wide - x):.1f}"
            for x in range(0, int(wide), 7)
        )
        parts += [_box(left, y, wide, THICK, PAPER), f'<path d="{strokes}" stroke="{HATCH}" stroke-width="2"/>']
    low, high = (COLUMN + room * end for end in (bar.low, bar.high))
    parts.append(_box(low, y + 6, high - low, THICK - 12, BAND))
    return [*parts, *(_box(x - 1.5, y + 3, 3, THICK - 6, BAND_EDGE) for x in (low, high))]


def _box(x: float, y: float, width_: float, height: float, colour: str) -> str:
    return f'<rect x="{x:.1f}" y="{y:.1f}" width="{width_:.1f}" height="{height:.1f}" fill="{colour}"/>'


def _foot(lines: list[Line]) -> list[str]:
    dots = "".join(
        f'<circle cx="{60 + 7 * column}" cy="{578 + 7 * row}" r="1.7" fill="{INK}" opacity=".45"/>'
        for row in range(3)
        for column in range(3)
        if (row, column) != (1, 2)
    )
    logo = f'{dots}<circle cx="74" cy="585" r="3.6" fill="{FALSE}"/>'
    parts = [logo, _text("Bystander", 87, 592, 20, bold=True)]
    for i, line in enumerate(lines):
        y = 592 - 25 * (len(lines) - 1 - i)
        parts.append(_line(line, WIDTH - SIDE - line_width(line, SMALLEST), y, SMALLEST, colour=INK2))
    return parts


def _rule(y: float, *, heavy: bool) -> str:
    return f'<path d="M{SIDE} {y:.1f}h{ROOM}" stroke="{INK if heavy else RULE}" stroke-width="{2 if heavy else 1}"/>'


def _line(line: Line, x: float, y: float, size: float, *, colour: str = INK) -> str:
    """Return a line of words; under a range lies its band."""
    parts = []
    for span in line:
        wide = width(span.text, size, bold=span.bold)
        if span.doubt:
            parts.append(
                f'<rect x="{x - 3:.1f}" y="{y - size * 0.2:.1f}" width="{wide + 6:.1f}" height="{size * 0.36:.1f}" '
                f'fill="{BAND}"/>'
            )
        parts.append(_text(span.text, x, y, size, bold=span.bold, colour=colour))
        x += wide
    return "".join(parts)


def _text(
    text: str, x: float, y: float, size: float, *, bold: bool = False, colour: str = INK, spacing: float = 0.0
) -> str:
    weight = ' font-weight="700"' if bold else ""
    apart = f' letter-spacing="{spacing * size:.2f}"' if spacing else ""
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" font-size="{size:g}"{weight}{apart} fill="{colour}" xml:space="preserve">'
        f"{escape(text)}</text>"
    )
