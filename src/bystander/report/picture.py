"""The picture of a first screen as an SVG file of its own: rows of signs with their words, or a thousand marks each."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from textwrap import wrap
from typing import TYPE_CHECKING

from bystander.findings.signs import Arrays, Hatch, Rows
from bystander.look import signs, tokens
from bystander.plots.export import SYNTHETIC
from bystander.report.screen import anchored, chart_of, first_screen

if TYPE_CHECKING:
    from bystander.findings import Study
    from bystander.findings.signs import Array, Column, Mark, Row

WIDTH, MARGIN, GAP = 960, 16, 28
WHO = 0.25  # share of the width that names take
FONT, LINE = 14, 19
_LETTER = 0.55  # width of a letter in the mean, of the size of its font
_BOLD = "700"


@dataclass(frozen=True)
class Drawn:
    """A picture as SVG, and what it shows in words."""

    svg: str
    alt: str


def main_picture(study: Study) -> Drawn | None:
    """Return the picture of a study's first screen; None where that is a chart, or there is none."""
    screen = first_screen(study.document, study.first)
    title = str(screen.sentence)
    if isinstance(screen.picture, Rows):
        body, height = _rows(screen.picture)
        alt = screen.picture.caption
    elif isinstance(screen.picture, Arrays):
        body, height = _arrays(screen.picture)
        alt = ". ".join(f"{one.title}: {one.said} {one.spread}, counted {one.counted}" for one in screen.picture.arrays)
    else:
        return None
    top = LINE if study.document.synthetic else 0
    said = _line(SYNTHETIC, MARGIN, LINE - 3, weight=_BOLD, role="false") if top else ""
    return Drawn(_file(f'{said}<g transform="translate(0 {top})">{body}</g>', height + top, title, alt), alt)


def main_chart(study: Study) -> str:
    """Return the name of the chart that is the picture of a study's first screen; nothing where it is none."""
    return chart_of(first_screen(study.document, study.first).picture)


def _file(body: str, height: float, title: str, alt: str) -> str:
    """Return a whole SVG file: light colours by the classes of the signs, white ground, title and description."""
    rules = "".join(
        f".f-{role}{{fill:{pair[0]}}}.s-{role}{{stroke:{pair[0]}}}" for role, pair in tokens.COLOURS.items()
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height:.0f}" width="{WIDTH}" '
        f'height="{height:.0f}" font-family="{tokens.DRAWN_FONT}"><title>{escape(title)}</title>'
        f"<desc>{escape(alt)}</desc><style>.iv{{overflow:visible}}{rules}</style>"
        f'<rect class="f-paper" width="{WIDTH}" height="{height:.0f}"/>{body}</svg>\n'
    )


def _line(text: str, x: float, y: float, *, weight: str = "400", role: str = "ink", anchor: str = "start") -> str:
    return (
        f'<text class="f-{role}" x="{x:.0f}" y="{y:.0f}" font-size="{FONT}" font-weight="{weight}" '
        f'text-anchor="{anchor}">{escape(text)}</text>'
    )


def _lines(text: str, x: float, y: float, width: float, *, weight: str = "400", role: str = "ink") -> tuple[str, float]:
    """Return a text broken to a width, from a top on, and where it ends."""
    broken = wrap(text, max(int(width / (FONT * _LETTER)), 8)) if text else []
    drawn = [_line(one, x, y + LINE * (i + 1) - 5, weight=weight, role=role) for i, one in enumerate(broken)]
    return "".join(drawn), y + LINE * len(broken)


# ---- rows of signs ---------------------------------------------------------------------------------------------------


def _rows(picture: Rows) -> tuple[str, float]:
    """Return the rows, each with a sign and its words a column, and how tall they are."""
    who = WIDTH * WHO
    each = (WIDTH - MARGIN - who) / len(picture.columns)
    drawn, head = [], float(MARGIN)
    for i, column in enumerate(picture.columns):
        title, end = _lines(column.title, who + i * each, MARGIN, each - GAP, weight=_BOLD)
        drawn.append(title)
        head = max(head, end)
    for i, column in enumerate(picture.columns):
        drawn += _ticks(column, who + i * each, head, each - GAP)
    y: float = head + (LINE if any(column.axis.ticks for column in picture.columns) else 0) + 6
    drawn.append(f'<rect class="f-ink" x="{MARGIN}" y="{y:.0f}" width="{WIDTH - 2 * MARGIN}" height="1.5"/>')
    for row in picture.rows:
        body, y = _row(row, picture, y + 8, who, each)
        drawn.append(body)
        drawn.append(f'<rect class="f-rule" x="{MARGIN}" y="{y + 6:.0f}" width="{WIDTH - 2 * MARGIN}" height="1"/>')
        y += 6
    below, y = _below(picture, y + 8)
    return "".join([*drawn, below]), y


def _row(row: Row, picture: Rows, y: float, who: float, each: float) -> tuple[str, float]:
    label, at = _lines(row.label, MARGIN, y, who - MARGIN - GAP, weight=_BOLD)
    detail, lowest = _lines(row.detail, MARGIN, at, who - MARGIN - GAP, role="ink2")
    drawn = [label, detail]
    for i, (cell, column) in enumerate(zip(row.cells, picture.columns, strict=True)):
        x, width = who + i * each, each - GAP
        sign, below = _sign(cell.mark, column, x, y, width)
        counted, after = _lines(cell.counted, x, below, width, weight=_BOLD)
        words, end = _lines(" ".join(text for text in (cell.said, cell.note) if text), x, after, width, role="ink2")
        drawn += [sign, counted, words]
        lowest = max(lowest, end)
    return "".join(drawn), lowest


def _sign(mark: Mark | None, column: Column, x: float, y: float, width: float) -> tuple[str, float]:
    """Return a sign at a place, and where it ends; what cannot be shown has its reason in words on the hatch."""
    if mark is None:
        return "", y
    if isinstance(mark, Hatch):
        return _hatch(mark.reason, x, y, width)
    drawn = signs.mark(mark, column.axis)
    place = f'x="{x:.0f}" y="{y:.0f}" width="{width:.0f}" height="{signs.HEIGHT}"'
    return f'<svg {place} overflow="visible">{drawn}</svg>', y + signs.HEIGHT + 2


def _hatch(reason: str, x: float, y: float, width: float) -> tuple[str, float]:
    """Return a hatch as long as the axis would be, with the reason in words on it, and where it ends."""
    words, end = _lines(reason, x + 14, y + 5, width - 28, role="ink2")
    height = end - y + 5
    strokes = "".join(f"M{at} {height:.0f}l{height:.0f}-{height:.0f}" for at in range(-int(height), int(width), 9))
    on = min(len(reason) * FONT * _LETTER, width - 28) + 12
    return (
        f'<svg x="{x:.0f}" y="{y:.0f}" width="{width:.0f}" height="{height:.0f}">'
        f'<path class="s-hatch" d="{strokes}" fill="none"/></svg>'
        f'<rect class="f-paper" x="{x + 8:.0f}" y="{y + 4:.0f}" width="{on:.0f}" height="{height - 8:.0f}"/>{words}'
    ), y + height + 4


def _ticks(column: Column, x: float, y: float, width: float) -> list[str]:
    drawn = []
    for value, text in column.axis.ticks:
        at = column.axis.place(value)
        drawn.append(_line(text, x + at * width, y + LINE - 5, role="ink2", anchor=anchored(at)))
    return drawn


# ---- a thousand marks each -------------------------------------------------------------------------------------------


def _arrays(picture: Arrays) -> tuple[str, float]:
    """Return the arrays side by side, and how tall they are."""
    count = len(picture.arrays)
    each = (WIDTH - 2 * MARGIN - GAP * (count - 1)) / count
    drawn, top = [], 0.0
    for i, one in enumerate(picture.arrays):
        words, end = _said(one, MARGIN + i * (each + GAP), each)
        drawn.append(words)
        top = max(top, end + 8)
    height = each * (signs.DOWN * signs.STEP + 2) / (signs.ACROSS * signs.STEP)
    for i, one in enumerate(picture.arrays):
        x = MARGIN + i * (each + GAP)
        place = f'x="{x:.0f}" y="{top:.0f}" width="{each:.0f}" height="{height:.0f}"'
        drawn.append(signs.array(one).replace("<svg ", f"<svg {place} ", 1))
    below, y = _below(picture, top + height + 8)
    return "".join([*drawn, below]), y


def _said(one: Array, x: float, width: float) -> tuple[str, float]:
    """Return the words over an array, and where they end."""
    title, y = _lines(one.title, x, MARGIN, width, weight=_BOLD)
    words, y = _lines(f"{one.said} {one.spread}, counted: {one.counted}", x, y, width, role="ink2")
    return f"{title}{words}", y


# ---- below both ------------------------------------------------------------------------------------------------------


def _below(picture: Rows | Arrays, y: float) -> tuple[str, float]:
    """Return how to read the picture and its key, and where they end."""
    reading, y = _lines(picture.reading, MARGIN, y, WIDTH - 2 * MARGIN, role="ink2")
    drawn, x = [reading], float(MARGIN)
    for name, meaning in picture.told if isinstance(picture, Rows) else picture.key:
        wide = signs.key_width(name) + 8 + len(meaning) * FONT * _LETTER + GAP
        if x > MARGIN and x + wide > WIDTH:
            x, y = float(MARGIN), y + LINE + 4
        drawn.append(signs.key(name).replace("<svg ", f'<svg x="{x:.0f}" y="{y + 4:.0f}" ', 1))
        drawn.append(_line(meaning, x + signs.key_width(name) + 8, y + LINE - 3, role="ink2"))
        x += wide
    return "".join(drawn), y + (LINE + 4 if picture.key else 0) + MARGIN
