"""How the small multiples are drawn: a row an operator, two panels beside each other, or below on a narrow screen."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from itertools import groupby, pairwise, product
from textwrap import wrap
from typing import TYPE_CHECKING

from bystander.findings import dates
from bystander.look import tokens
from bystander.plots import shapes
from bystander.plots.shapes import Box

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bystander.findings.signs import Axis
    from bystander.plots.chart import Size
    from bystander.plots.over_time_data import Operator, OverTimeData, Period, Shown

Segment = tuple[tuple[float, float], tuple[float, float]]

TITLES = {"alerts": "Of all alerts, how many were false?", "faces": "Of a million faces, how many by mistake?"}
TALL, FLAT, LEAST = 104, 34, 6  # pixels: a panel with numbers, one without any, and the narrowest box
_LANE = 13  # pixels from one of several periods of the same days to the next: a disc, and paper between two
LABELS = 44  # pixels before a panel that the names of its lines take; its title begins with them
_CLEAR = 3  # pixels between words and a band's edge above or below them
_NEAR = 5  # pixels between a mark and its words
_APART = 12  # pixels from which on words need a hairline to their mark
NAMED = 6  # marks of a panel whose counts are written beside them; more would cover each other


def draw(built: OverTimeData, size: Size) -> str:
    """Return the picture as the text of an SVG."""
    font = size.font - 2
    names = list(TITLES)
    named = any(operator.name for operator in built.operators)
    left, gap = (40, 0) if size.narrow else (168 if named else LABELS, 62)
    room = size.width - left - 6
    wide = room if size.narrow else (room - gap) / 2
    spans = {name: (left + (0 if size.narrow else i * (wide + gap)), wide) for i, name in enumerate(names)}
    parts: list[str] = []
    y = 0.0
    if not size.narrow:
        parts += [
            shapes.words(TITLES[n], (spans[n][0] - LABELS, 14), size.font - 0.5, role="ink", bold=True) for n in names
        ]
        y = 30.0
    for operator in built.operators:
        parts.append(shapes.line((0, y), (size.width, y), "rule"))
        y += 6
        lines = wrap(tokens.cut(operator.name, 60), 19 if not size.narrow else 46)
        parts += [
            shapes.words(text, (0, y + 16 + 15 * i), size.font, role="ink", bold=True) for i, text in enumerate(lines)
        ]
        if size.narrow:
            y += 10 + 15 * len(lines)
        tall = 0.0
        for name in names:
            if size.narrow:
                parts.append(shapes.words(TITLES[name], (0, y + 14), font))
                y += 22
            height = TALL if any(not p.of[name].missing for p in operator.periods) else FLAT
            panel = _Panel(Box(spans[name][0], y + 8, spans[name][1], height), built, name, font)
            parts += panel.draw(operator)
            tall = max(tall, height + 18)
            if size.narrow:
                y += height + 34
                parts += panel.times()
        if not size.narrow:
            y += max(tall, 24 + 15 * len(lines))
            if operator is built.operators[-1]:
                for name in names:
                    parts += _Panel(Box(spans[name][0], y - 10, spans[name][1], 0), built, name, font).times()
                y += 14
    return shapes.picture(parts, size.width, y + 4)


@dataclass(frozen=True)
class _Panel:
    """One column of an operator: where it stands, what it shows, and in which size words are set."""

    box: Box
    built: OverTimeData
    name: str
    font: float

    @property
    def axis(self) -> Axis:
        return self.built.axes[self.name]

    def across(self, day: float) -> float:
        days = self.built.last + 1 - self.built.first
        return self.box.x + LEAST + (day - self.built.first) / days * (self.box.width - 2 * LEAST)

    def up(self, value: float) -> float:
        return self.box.y + self.box.height * (1 - self.axis.place(value))

    def place(self, period: Period) -> tuple[float, float]:
        """Return where a period begins and how wide it is, at least as wide as a mark."""
        start, stop = self.across(period.first), self.across(period.last + 1)
        if period.lanes > 1:  # of the same days: side by side, each with room for its disc where the panel has it
            pitch = max((stop - start) / period.lanes, min(_LANE, self.box.width / period.lanes))
            left = (start + stop - pitch * period.lanes) / 2
            left = min(max(left, self.box.x), self.box.x + self.box.width - pitch * period.lanes)
            start, stop = left + pitch * period.lane, left + pitch * (period.lane + 1)
        wide = max(stop - start - 2, LEAST)  # two periods that follow on each other stay apart
        return min((start + stop - wide) / 2, self.box.x + self.box.width - wide), wide

    def draw(self, operator: Operator) -> list[str]:
        box, foot = self.box, self.box.y + self.box.height
        drawn = []
        if box.height == TALL:
            drawn += [self._line(value, said) for value, said in self.axis.ticks]
        drawn.append(shapes.line((box.x, foot), (box.x + box.width, foot), "ink"))
        told = [(p, p.of[self.name]) for p in operator.periods]
        taken: list[Box] = []
        named: list[tuple[Box, str, bool]] = []
        for missing, run in groupby(told, key=lambda one: one[1].missing):
            periods = [p for p, _ in run]
            if missing:
                start, _ = self.place(periods[0])
                end, wide = self.place(periods[-1])
                area = Box(start, box.y, end + wide - start, box.height)
                drawn.append(shapes.hatched(area))
                named.append((area, missing, True))
        few = sum(not shown.missing for _, shown in told) <= NAMED
        for period, shown in told:
            if not shown.missing:
                signs, around = self._verified(period, shown) if shown.verified else self._box(period, shown)
                drawn += signs
                taken.append(around)
                if few:
                    named.append((around, shown.counted + (" right" if shown.verified else ""), False))
        newest = sorted(named, key=lambda one: -one[0].x)
        orders = [
            sorted(order, key=lambda one: not one[2]) for order in (newest, newest[::-1])
        ]  # hatches before counts
        return drawn + max((self._told(order, taken) for order in orders), key=len)

    def _told(self, named: list[tuple[Box, str, bool]], taken: list[Box]) -> list[str]:
        """Return the words beside each mark, one a mark; the first have room first, and what has none is left out."""
        ruled = [Box(self.box.x, y - 1, self.box.width, 2) for y in self._lines()]
        hatches, drawn, said = [around for around, _, hatch in named if hatch], [], set[str]()
        places, leaders = list(taken), list[Segment]()
        for around, text, hatch in named:
            if hatch and text in said:
                continue
            said.add(text)
            others = [*places, *ruled, *(h for h in hatches if h is not around)]
            periods = [mark for mark, _, _ in named if mark is not around]
            lines, at = self._room(around, text, others, periods, leaders, hatch=hatch)
            if at is not None:
                places.append(at)
                hair = []
                if not hatch and (leader := _leader(at, around, periods)):
                    leaders.append(leader)
                    hair = [shapes.line(*leader, "ink3", 0.8)]
                drawn.append("".join([*hair, *self._words(lines, at, hatch=hatch)]))
        return drawn

    def _lines(self) -> list[float]:
        """Return where a line lies that no words may cover: each tick, and the foot."""
        ticks = [self.up(value) for value, _ in self.axis.ticks] if self.box.height == TALL else []
        return sorted({round(y, 1) for y in (*ticks, self.box.y + self.box.height)})

    def _line(self, value: float, said: str) -> str:
        y = self.up(value)
        words = shapes.words(said, (self.box.x - 5, y + 3.5), self.font - 1, anchor="end")
        return shapes.line((self.box.x, y), (self.box.x + self.box.width, y), "rule") + words

    def _box(self, period: Period, shown: Shown) -> tuple[list[str], Box]:
        x, wide = self.place(period)
        none = shown.value == 0 and shown.low == 0
        foot = self.box.y + self.box.height
        top, bottom = self.up(shown.high), foot if none else self.up(shown.low)
        if bottom - top < 3:
            top, bottom = (top + bottom) / 2 - 1.5, (top + bottom) / 2 + 1.5
        y = foot if none else self.up(shown.value)
        band = Box(x, top, wide, bottom - top)
        mark = shapes.disc(x + wide / 2, y, hollow=none)
        high = min(top, y - 5)
        around = Box(min(x, x + wide / 2 - 5), high, max(wide, 10), max(bottom, y + 5) - high)
        return [*shapes.band_upright(band, low=not none), mark], around

    def _verified(self, period: Period, shown: Shown) -> tuple[list[str], Box]:
        """Draw a bar of all alerts: those verified as right at its top, the others hatched, the band between."""
        x, wide = self.place(period)
        line, top, bottom = self.up(1 - shown.value), self.up(1 - shown.low), self.up(1 - shown.high)
        whole = Box(x, self.box.y, wide, self.box.height)
        right = shapes.rect(Box(x, self.box.y, wide, line - self.box.y), "right-soft")
        rest = shapes.hatched(Box(x, line, wide, self.box.y + self.box.height - line))
        band = shapes.band_upright(Box(x + wide / 4, top, wide / 2, bottom - top))
        return [right, rest, *band], whole

    def _room(
        self, around: Box, text: str, others: list[Box], periods: list[Box], leaders: list[Segment], *, hatch: bool
    ) -> tuple[list[str], Box | None]:
        """Return a text in lines, and the nearest place to its mark where it covers no line, no mark and no words.

        Words in the column of another of the ``periods`` come last, as they need a hairline to be read as their own;
        before them, those that stand close to a band's edge for want of room.
        A hatch has a place always: its reason may not be missing.
        """
        high = self.font + 2
        lines = [text]
        for of_another, clear, width in product((False, True), (_CLEAR, 0), (60, 20, 13)):
            lines = wrap(text, width)
            wide = max(shapes.wide(one, self.font, bold=not hatch) for one in lines) + 4
            for at in self._places(around, wide, high * len(lines)):
                if _of_another(at, around, periods) != of_another:
                    continue
                leader = None if hatch else _leader(at, around, periods)
                halfway = hatch and at.meets(around) and not at.within(around)
                airy = at if hatch else Box(at.x, at.y - clear, at.width, at.height + 2 * clear)
                if (
                    halfway
                    or any((airy if o.height > 2 else at).meets(o) for o in others)
                    or any(at.crossed(*one) for one in leaders)
                ):
                    continue
                if leader is None or not any(o.crossed(*leader) for o in others if o.height > 2 and o is not around):
                    return lines, at
        middle = around.y + around.height / 2 - high * len(lines) / 2
        return lines, Box(max(around.x, self.box.x), middle, wide, high * len(lines)) if hatch else None

    def _places(self, around: Box, wide: float, tall: float) -> list[Box]:
        """Return where words of this size may stand, the nearest to the mark first."""
        frame = Box(self.box.x - 2, self.box.y - 8, self.box.width + 8, self.box.height + 9)
        middle = around.y + around.height / 2 - tall / 2
        lines = self._lines()
        gaps = [(above + 2, below - tall - 1) for above, below in pairwise([self.box.y - 10, *lines])]
        rows = [y for first, last in gaps if first <= last for y in (first, (first + last) / 2, last)]
        right, left = around.x + around.width + _NEAR, around.x - _NEAR - wide
        columns = (right, left, around.x + (around.width - wide) / 2, around.x, around.x + around.width - wide)
        found = [Box(x, y, wide, tall) for y in (middle, *rows) for x in columns]
        return sorted((at for at in found if at.within(frame)), key=lambda at: _far(at, around))

    def _words(self, lines: list[str], at: Box, *, hatch: bool) -> list[str]:
        ground = [shapes.rect(at, "paper")] if hatch else []
        role = "ink2" if hatch else "ink"
        high = self.font + 2
        return ground + [
            shapes.words(text, (at.x + 2, at.y + high * (i + 1) - 3), self.font, role=role, bold=not hatch)
            for i, text in enumerate(lines)
        ]

    def times(self) -> list[str]:
        """Return the names of years, or of months within two years, under the panel."""
        foot = self.box.y + self.box.height
        drawn = []
        for day, said in _dates(self.built.first, self.built.last, max(2, int(self.box.width / 66))):
            x = self.across(day)
            drawn.append(shapes.line((x, foot), (x, foot + 4), "ink"))
            drawn.append(shapes.words(said, (x, foot + 16), self.font - 1, anchor="middle"))
        return drawn


def _far(words: Box, mark: Box) -> float:
    """Return how far words are from their mark; beside it is nearer than above or below."""
    across = max(words.x - mark.x - mark.width, mark.x - words.x - words.width, 0)
    up = max(words.y - mark.y - mark.height, mark.y - words.y - words.height, 0)
    return across + 2 * up + (_NEAR if up else 0)


def _of_another(words: Box, mark: Box, periods: Sequence[Box]) -> bool:
    """Return whether words stand above or below another period, and not their own."""

    def shared(other: Box) -> float:
        return min(words.x + words.width, other.x + other.width) - max(words.x, other.x)

    return any(shared(other) > max(shared(mark), 0) for other in periods)


def _leader(words: Box, mark: Box, periods: Sequence[Box]) -> Segment | None:
    """Return a hairline from words to their mark where they do not stand beside it, or could be another's."""
    near = Box(mark.x - _APART, mark.y - _APART, mark.width + 2 * _APART, mark.height + 2 * _APART)
    if words.meets(near) and not _of_another(words, mark, periods):
        return None
    x, foot = mark.x + mark.width / 2, mark.y + mark.height
    above, below = words.y + words.height <= mark.y, words.y >= foot
    at = mark.y if above else foot if below else min(max(words.y, mark.y), foot)
    return (min(max(x, words.x), words.x + words.width), words.y + (words.height if above else 0)), (x, at)


def _dates(first: int, last: int, most: int) -> list[tuple[int, str]]:
    """Return at most so many first days of years or months, with their names; the first day where none lies within."""
    start, stop = date.fromordinal(first), date.fromordinal(last)
    months = [(y, m) for y in range(start.year, stop.year + 1) for m in range(1, 13)]
    inside = [(y, m) for y, m in months if first <= date(y, m, 1).toordinal() <= last]
    for step in (1, 2, 3, 6, 12, 24, 60, 120):
        chosen = [(y, m) for y, m in inside if (y * 12 + m - 1) % step == 0]
        if len(chosen) <= most:
            break
    if not chosen:
        return [(first, dates.month_of(str(start)))]
    names = [(date(y, m, 1), f"{y}" if step >= 12 else f"{dates.month_of(f'{y}-{m:02}')[:3]} {y}") for y, m in chosen]
    return [(day.toordinal(), said) for day, said in names]
