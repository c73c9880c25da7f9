"""Signs become SVG: an interval on its axis, a share of all alerts, what cannot be shown, a thousand marks.

Widths are in per cent of the room there is and marks are in pixels, so that a disc stays a disc in a narrow cell and on
paper. No ``style`` attribute and no colour of its own: the classes of :func:`bystander.look.tokens.css` give them.
"""

from __future__ import annotations

from html import escape
from math import ceil
from typing import TYPE_CHECKING

from bystander.findings.signs import GAP, Hatch, Interval, Share, Sign

if TYPE_CHECKING:
    from bystander.findings.signs import Array, Axis, Mark

HEIGHT = 22  # of a sign in a cell
ACROSS, DOWN = 50, 20  # marks of an array
STEP = 11  # pixels from one mark of an array to the next
_KEY = {
    "false": '<circle class="f-false" cx="7" cy="7" r="5.5"/>',
    "right": '<path class="f-right" d="M7 .8 13.2 7 7 13.2 .8 7Z"/>',
    "right-soft": '<rect class="f-right-soft" width="14" height="14"/>',
    "miss": '<circle class="f-paper s-ink" cx="7" cy="7" r="5" stroke-width="2.6"/>',
    "measured": '<circle class="f-ink" cx="7" cy="7" r="5.5"/>',
    "person": '<circle class="f-person" cx="7" cy="7" r="2.6"/>',
    "none": '<circle class="f-paper s-false" cx="7" cy="7" r="5" stroke-width="2.6"/>',
    "limit": '<path class="s-ink" d="M7 0v14" stroke-width="2.5"/>',
    "band": (
        '<rect class="f-band" width="26" height="14"/><path class="s-band-edge" d="M1 0v14M25 0v14" stroke-width="2"/>'
    ),
    "counted": '<path class="s-ink" d="M0 7h26" stroke-width="2" stroke-dasharray="3 4" fill="none"/>',
    "cross": '<path class="s-band-edge" d="M13 0v14M0 7h26" stroke-width="2" fill="none"/>',
    "far": (
        '<rect class="f-band" width="13" height="14"/><rect class="f-band" x="13" y="4" width="13" height="6"/>'
        '<path class="s-band-edge" d="M12 0v14M25 4v6" stroke-width="2"/>'
    ),
    "gap": '<path class="s-ink3" d="M0 7h9M17 7h9" stroke-width="1.4"/>',
    "hatch": '<path class="s-hatch" d="M0 12 12 0M7 14 21 0M16 14 26 4" stroke-width="1.4" fill="none"/>',
}
_WIDE_KEYS = {"band", "counted", "cross", "far", "gap", "hatch"}


def key(name: str) -> str:
    """Return the sign of a name as it stands in a key. Raises KeyError for one that there is not."""
    width = key_width(name)
    return (
        f'<svg class="sign" width="{width}" height="14" viewBox="0 0 {width} 14" aria-hidden="true">{_KEY[name]}</svg>'
    )


def key_width(name: str) -> int:
    """Return how wide the sign of a key is, in pixels."""
    return 26 if name in _WIDE_KEYS else 14


def text(words: str) -> str:
    """Return words as they stand in HTML."""
    return escape(words)


def mark(given: Mark | None, axis: Axis) -> str:
    """Return a mark on its axis; what it shows stands beside it in words, so it is hidden from screen readers."""
    if given is None:
        return ""
    if isinstance(given, Hatch):
        return f'<span class="hatch"><span>{escape(given.reason)}</span></span>'
    drawn = _interval(given, axis) if isinstance(given, Interval) else _share(given)
    return f'<svg class="iv" width="100%" height="{HEIGHT}" aria-hidden="true">{"".join(drawn)}</svg>'


def _interval(given: Interval, axis: Axis) -> list[str]:
    middle = HEIGHT / 2
    open_low = given.none or (axis.nothing and given.low < axis.low)  # from nothing on: there is no end to draw
    low = 0.0 if open_low else axis.place(given.low) * 100
    high = axis.place(given.high) * 100
    drawn = [
        f'<rect class="f-rule" x="0" y="{middle - 0.5}" width="100%" height="1"/>',
        _band(low, high, 2, HEIGHT - 4),
        *((_gap(),) if axis.nothing else ()),
    ]
    if not open_low:
        drawn.append(_edge(low) if axis.holds(given.low) else _arrow(low, -1))
    drawn.append(_edge(high, end=True) if axis.holds(given.high) else _arrow(high, 1))
    if given.far is not None:
        far = axis.place(given.far) * 100
        drawn.append(_band(high, far, middle - 4, 8))
        drawn.append(_edge(far, end=True) if axis.holds(given.far) else _arrow(far, 1))
    if given.limit is not None:
        at = axis.place(given.limit) * 100
        drawn.append(f'<rect class="f-ink" x="{at:.2f}%" y="0" width="2" height="{HEIGHT}"/>')
    value = 0.0 if given.none else given.value
    if value is not None:
        drawn.append(_mark_at(axis.place(value) * 100, given.sign, none=given.none))
    return drawn


def _share(given: Share) -> list[str]:
    """A bar of all: the part from the left and the rest; where the rest is not verified, it is hatched, on the left."""
    part = given.part / given.whole * 100
    low, high = given.low * 100, given.high * 100
    if given.rest_unknown:
        part, low, high = 100 - part, 100 - high, 100 - low
    right = given.sign is Sign.RIGHT and not given.rest_unknown
    left_fill, rest_fill = ("f-right", "f-rule") if right else ("f-false", "f-right-soft")
    drawn = [f'<rect class="{rest_fill}" x="0" y="3" width="100%" height="16"/>']
    if given.rest_unknown:
        drawn.append(_hatched(part))
    else:
        drawn.append(f'<rect class="{left_fill}" x="0" y="3" width="{part:.2f}%" height="16"/>')
    return [*drawn, _band(low, high, 8, 6), _edge(low, 5, 12), _edge(high, 5, 12, end=True)]


def _band(low: float, high: float, top: float, height: float) -> str:
    return f'<rect class="f-band" x="{low:.2f}%" y="{top}" width="{max(high - low, 0):.2f}%" height="{height}"/>'


def _edge(at: float, top: float = 2, height: float = HEIGHT - 4, *, end: bool = False) -> str:
    """The end of a band, inside it: never left out, as the fill is faint by itself."""
    shift = ' transform="translate(-2)"' if end and at > 2 else ""
    return f'<rect class="f-band-edge" x="{at:.2f}%" y="{top}" width="2" height="{height}"{shift}/>'


def _gap() -> str:
    """What parts 0 from where a logarithmic axis begins."""
    at, height = GAP * 50, HEIGHT
    return (
        f'<svg x="{at:.2f}%" width="8" height="{height}" overflow="visible">'
        f'<path class="f-paper gap" d="M-1 {height} 4 0H8L3 {height}Z"/></svg>'
    )


def _arrow(at: float, way: int) -> str:
    """What leads past the axis' end at a place, instead of an edge: to the left (-1) or to the right (1)."""
    height = HEIGHT - 6
    return (
        f'<svg x="{at:.2f}%" y="3" width="12" height="{height}" overflow="visible">'
        f'<path class="f-band-edge" d="M{-12 * way} 0 0 {height / 2:g} {-12 * way} {height}Z"/></svg>'
    )


def _mark_at(at: float, sign: Sign, *, none: bool) -> str:
    middle = HEIGHT / 2
    place = f'cx="{at:.2f}%" cy="{middle}"'
    if none and sign is not Sign.MISS:
        return f'<circle class="f-paper s-false" {place} r="5" stroke-width="2.5"/>'
    if sign is Sign.MISS:
        return f'<circle class="f-paper s-ink" {place} r="4.5" stroke-width="3"/>'
    if sign is Sign.RIGHT:
        return (
            f'<svg x="{at:.2f}%" y="{middle}" overflow="visible">'
            '<path class="f-right s-paper" d="M0-6.5 6.5 0 0 6.5-6.5 0Z" stroke-width="1.5"/></svg>'
        )
    colour = {Sign.FALSE: "false", Sign.MEASURED: "ink", Sign.PERSON: "person"}[sign]
    return f'<circle class="f-{colour} s-paper" {place} r="5.5" stroke-width="1.5"/>'


def _hatched(width: float) -> str:
    """Strokes from the left over so much of the bar, on paper; cut off by a nested picture's own frame."""
    strokes = "".join(f"M{x} 16 {x + 16} 0" for x in range(-16, 1200, 8))
    return (
        f'<rect class="f-paper" x="0" y="3" width="{width:.2f}%" height="16"/>'
        f'<svg x="0" y="3" width="{width:.2f}%" height="16">'
        f'<path class="s-hatch" d="{strokes}" stroke-width="1.3"/></svg>'
    )


def array(given: Array) -> str:
    """Return a thousand marks, so many of them the event, with the band over where the line may lie."""
    width, height = ACROSS * STEP, DOWN * STEP
    events = 0 if given.rate == 0 else max(1, round(given.rate * 1000))
    low, high = given.low * 1000, given.high * 1000
    drawn = [*_line(low, high), _rest(events, given.rest)]
    drawn += [_event(i, given.sign) for i in range(events)]
    label = escape(f"{given.title}: {given.said} {given.spread}")
    return (
        f'<svg class="array" viewBox="0 -1 {width} {height + 2}" role="img" aria-label="{label}">{"".join(drawn)}</svg>'
    )


def _line(low: float, high: float) -> list[str]:
    """The band from one mark to another, row by row, with an edge at both ends."""
    drawn = []
    for row in range(int(low // ACROSS), min(ceil(high / ACROSS), DOWN)):
        start, stop = max(low - row * ACROSS, 0), min(high - row * ACROSS, ACROSS)
        y = row * STEP
        wide = (stop - start) * STEP
        drawn.append(f'<rect class="f-band" x="{start * STEP:.1f}" y="{y}" width="{wide:.1f}" height="{STEP}"/>')
    for at in (low, high):
        row = min(int(at // ACROSS), DOWN - 1)
        x, y = (at - row * ACROSS) * STEP - 1, row * STEP - 1
        drawn.append(f'<rect class="f-band-edge" x="{x:.1f}" y="{y}" width="2" height="{STEP + 2}"/>')
    return drawn


def _centre(i: int) -> tuple[float, float]:
    return i % ACROSS * STEP + STEP / 2, i // ACROSS * STEP + STEP / 2


def _rest(events: int, sign: Sign) -> str:
    """All other marks, as one path."""
    places = [_centre(i) for i in range(events, ACROSS * DOWN)]
    if sign is Sign.RIGHT:
        d = "".join(f"M{x:g} {y - 2.3:g}l2.3 2.3-2.3 2.3-2.3-2.3z" for x, y in places)
        return f'<path class="f-right" d="{d}"/>'
    d = "".join(f"M{x:g} {y:g}h0" for x, y in places)
    return f'<path class="s-person" d="{d}" stroke-width="3.4" stroke-linecap="round" fill="none"/>'


def _event(i: int, sign: Sign) -> str:
    x, y = _centre(i)
    if sign is Sign.MISS:
        return f'<circle class="f-paper s-ink" cx="{x:g}" cy="{y:g}" r="3.7" stroke-width="2"/>'
    return f'<circle class="f-{"false" if sign is Sign.FALSE else "ink"}" cx="{x:g}" cy="{y:g}" r="4.6"/>'


def dots(people: int = 60_000, flagged: int = 40) -> str:
    """Return a crowd in small, some of it flagged by mistake, and one of it marked as the reader: an ornament.

    The places follow from a fixed rule, so that the picture is the same everywhere.
    """
    width, height, step = 600, 330, 8
    rows = [
        (x + (x * 7 + y * 13) % 5 - 2, y + (x * 11 + y * 5) % 5 - 2)
        for y in range(step // 2, height, step)
        for x in range(step // 2, width, step)
    ]
    lit = [rows[(i * 997 + 331) % len(rows)] for i in range(flagged)]
    crowd = "".join(f"M{x} {y}h0" for x, y in rows)
    discs = "".join(f'<circle class="f-false s-paper" cx="{x}" cy="{y}" r="6" stroke-width="1.5"/>' for x, y in lit)
    you = f'<circle class="f-paper s-ink" cx="{width * 0.6:.0f}" cy="{height * 0.42:.0f}" r="11" stroke-width="2.5"/>'
    you += f'<circle class="f-ink" cx="{width * 0.6:.0f}" cy="{height * 0.42:.0f}" r="4"/>'
    label = f"A crowd of {people:,} people; some are flagged by mistake, and one of them is you"
    return (
        f'<svg class="dots" viewBox="0 0 {width} {height}" role="img" aria-label="{label}">'
        f'<path class="s-person" d="{crowd}" stroke-width="2" stroke-linecap="round" fill="none"/>{discs}{you}</svg>'
    )
