"""Score distributions of a trial: how far mated and non-mated scores lie apart.

Each kind is drawn as the share of its own comparisons in each bin, as there are far more pairs of
different people than of one person; heights of unequal bins are scaled to the common width.
"""

from __future__ import annotations

from dataclasses import dataclass
from statistics import median
from typing import TYPE_CHECKING

from bystander.findings import wording
from bystander.look import tokens
from bystander.plots import vega
from bystander.plots.axes import alike, axis, nice_values, percent
from bystander.plots.chart import Chart, Size, Spec, Table
from bystander.plots.points import number, operating_points

if TYPE_CHECKING:
    from bystander.findings import Study

FEWEST = 5  # bins with scores that a picture needs
PILE = 3  # times as high as any other bin
DRAWABLE = (1e-280, 1e280)  # spans of scores that an axis can be divided into


@dataclass(frozen=True, kw_only=True)
class Kind:
    """Whose scores are shown, and the words for them: one person's first, then the others'."""

    name: str
    title: str
    series: str
    counted: str
    of: tuple[str, str]
    key: tuple[str, str]
    heads: tuple[str, str]
    reading: str


COMPARISONS = Kind(
    name="scores",
    title="How alike the system finds them",
    series="scores",
    counted="comparisons",
    of=("of one person", "of different people"),
    key=("one person (mated), solid", "different people (non-mated), dashed"),
    heads=("Of one person", "Of different people"),
    reading="Where the two overlap, no threshold can tell a person from somebody else.",
)
SEARCHES = Kind(
    name="best_scores",
    title="The best score of somebody else, and the score of the right person",
    series="best_scores",
    counted="searches",
    of=("of people on the watchlist (the right person's score)", "of others (the best score of anybody)"),
    key=("the right person, solid", "best of somebody else, dashed"),
    heads=("The right person", "The best of somebody else"),
    reading=(
        "Dashed: the score of the closest wrong person on the list. If the threshold is at or below it, the search "
        "gives a false alert."
    ),
)
DRAWN = Kind(
    name="drawn_scores",
    title="How alike the system finds them, in pairs drawn at random",
    series="drawn_scores",
    counted="pairs of images",
    of=COMPARISONS.of,
    key=COMPARISONS.key,
    heads=COMPARISONS.heads,
    reading="At most 100,000 pairs of either kind were drawn at random, the same for every run; rates rest on all.",
)
KINDS = (COMPARISONS, SEARCHES, DRAWN)


@dataclass(frozen=True, kw_only=True)
class Bin:
    """One bin of scores; heights are shares of each kind's own comparisons in a bin of the common width."""

    low: float
    high: float
    mated: int
    non_mated: int
    mated_height: float
    non_mated_height: float


@dataclass(frozen=True, kw_only=True)
class ScoreData:
    """The bins from the lowest score up, both totals, and the thresholds; True: of the setting of the page.

    ``aside``: bins at an end where scores pile up far from all others, as of a value that stands for a failure; they
    are told and not drawn.
    """

    bins: tuple[Bin, ...]
    mated: int
    non_mated: int
    thresholds: tuple[tuple[bool, float], ...]
    kind: Kind
    aside: tuple[Bin, ...] = ()


def data(study: Study, kind: Kind = COMPARISONS) -> ScoreData | None:
    """Build what the chart shows; None without scores, or where their range cannot be drawn.

    A kind without comparisons has height 0 everywhere.
    """
    series = study.get(kind.series)
    if series is None or not len(series):
        return None
    rows = [
        (low, high, int(number(r["mated"]) or 0), int(number(r["non_mated"]) or 0))
        for r in series.rows()
        if (low := number(r["low"])) is not None and (high := number(r["high"])) is not None
    ]
    rows.sort()
    if not rows or not (rows[0][0] == rows[-1][1] or DRAWABLE[0] < rows[-1][1] - rows[0][0] < DRAWABLE[1]):
        return None
    mated, non_mated = sum(r[2] for r in rows), sum(r[3] for r in rows)
    usual = median(high - low for low, high, _, _ in rows)
    bins = tuple(
        Bin(
            low=low,
            high=high,
            mated=m,
            non_mated=n,
            mated_height=_height(m, mated, high - low, usual),
            non_mated_height=_height(n, non_mated, high - low, usual),
        )
        for low, high, m, n in rows
    )
    thresholds = tuple((p.chosen, p.threshold) for p in operating_points(study) if p.threshold is not None)
    drawn, aside = _set_aside(bins)
    return ScoreData(bins=drawn, mated=mated, non_mated=non_mated, thresholds=thresholds, kind=kind, aside=aside)


def _set_aside(bins: tuple[Bin, ...]) -> tuple[tuple[Bin, ...], tuple[Bin, ...]]:
    """Split off a pile at the lowest or the highest score: beyond a gap of half the range, or towering over all."""
    for end, rest in ((bins[0], bins[1:]), (bins[-1], bins[:-1])):
        full = [b for b in rest if b.mated or b.non_mated]
        if len(full) < FEWEST:
            continue
        gap = max(full[0].low - end.high, end.low - full[-1].high)
        tallest = max(max(b.mated_height, b.non_mated_height) for b in full)
        if gap > (bins[-1].high - bins[0].low) / 2 or max(end.mated_height, end.non_mated_height) > PILE * tallest:
            return tuple(b for b in rest if full[0].low <= b.low <= full[-1].low), (end,)
    return bins, ()


def chart(study: Study, kind: Kind = COMPARISONS) -> Chart | None:
    """Return the chart of score distributions; None where the study has none."""
    built = data(study, kind)
    if built is None:
        return None
    return Chart(
        name=kind.name,
        title=kind.title,
        alt=_alt(built),
        reading=" ".join(text for text in (_reading(built), _aside(built), _lines(built)) if text),
        table=Table(caption=kind.title, head=(), rows=(), numeric=(), note="curves.parquet holds every bin."),
        draw=lambda size: _draw(built, size),
        synthetic=study.document.synthetic,
    )


def _height(part: int, total: int, width: float, usual: float) -> float:
    return part / total * (usual / width if width > 0 else 1.0) if total else 0.0


def _alt(built: ScoreData) -> str:
    said = []
    for what, kind in zip(built.kind.of, ("mated", "non_mated"), strict=True):
        total = getattr(built, kind)
        if total:
            peak = max(built.bins, key=lambda b: getattr(b, f"{kind}_height"))
            centre = wording.threshold(float(f"{(peak.low + peak.high) / 2:.3g}"))
            said.append(
                f"The scores of {wording.count(total)} {built.kind.counted} {what} are most frequent near {centre}."
            )
    return " ".join(said)


def _aside(built: ScoreData) -> str:
    """Name what is not drawn."""
    said = []
    for b in built.aside:
        counts = wording.listed(
            [
                f"{wording.count(n)} of {wording.count(total)} {what}"
                for n, total, what in zip(
                    (b.mated, b.non_mated), (built.mated, built.non_mated), built.kind.of, strict=True
                )
                if n
            ]
        )
        at = _between(b)
        said.append(
            f"Not drawn: {counts} scored {at}, apart from all others. If that stands for a failure, declare it."
        )
    return " ".join(said)


def _between(b: Bin) -> str:
    return f"{b.low:.4g} to {b.high:.4g}".replace("-", "−")


def _lines(built: ScoreData) -> str:
    """Say what the vertical lines are."""
    if not built.thresholds:
        return ""
    thick = ", the thick one that of this page" if any(chosen for chosen, _ in built.thresholds) else ""
    return f"Vertical lines are the settings{thick}."


def _draw(built: ScoreData, size: Size) -> Spec:
    left, right, top, bottom = (48, 20, 74, 56) if size.narrow else (56, 26, 56, 56)
    width, height = size.width - left - right, 220 if size.narrow else 280
    low, high = built.bins[0].low, built.bins[-1].high
    tallest = max(max(b.mated_height, b.non_mated_height) for b in built.bins) or 1.0
    shares = nice_values(0, tallest * 1.05, 5)
    scores = nice_values(low, high, 5 if size.narrow else 9)
    x = vega.place("x", vega.linear(low, high), axis(scores, alike(scores), grid=False))
    y = vega.place("y", vega.linear(0, tallest * 1.05), axis(shares, percent, orient="left"))
    y["stack"] = None  # both corners of an edge have the same x: Vega-Lite would heap one on the other
    layers = [
        *_outline(built, "non_mated_height", "false", x, y, dash=[5, 3]),
        *_outline(built, "mated_height", "right", x, y, dash=[]),
        *_rules(built, x, height),
        *_key(built, left, size),
        vega.words(f"Share of the {built.kind.counted} of each kind", -left, -14, size, role="ink"),
        vega.words("Score", width, height + 44, size, role="ink", align="right"),
    ]
    return vega.drawing(layers, size, width=width, height=height, margins=(top, right, bottom, left))


def _outline(
    built: ScoreData, height: str, role: str, x: vega.Channel, y: vega.Channel, *, dash: list[int]
) -> list[vega.Layer]:
    """Draw one kind as a tinted staircase; the edges of the bins are its corners."""
    if not any(getattr(b, height) for b in built.bins):
        return []
    corners = [{"x": at, "y": getattr(b, height)} for b in built.bins for at in (b.low, b.high)]
    colour, at = tokens.light(role), {"x": x, "y": y}
    return [
        vega.layer("area", corners, at, color=colour, opacity=0.14),
        vega.layer("line", corners, at, color=colour, strokeWidth=2, strokeDash=dash),
    ]


def _rules(built: ScoreData, x: vega.Channel, height: float) -> list[vega.Layer]:
    """Rule the thresholds off, the one that the page is about thicker."""
    low, high = built.bins[0].low, built.bins[-1].high
    through = {"x": x, "y": vega.value(0), "y2": vega.value(height)}
    layers = []
    for chosen in (False, True):
        inside = [{"x": t} for c, t in built.thresholds if low <= t <= high and c is chosen]
        if inside:
            width = 3 if chosen else 1
            layers.append(vega.layer("rule", inside, through, color=tokens.light("ink"), strokeWidth=width))
    return layers


def _reading(built: ScoreData) -> str:
    """Say how it is read; nothing of an overlap where there is one kind alone."""
    return built.kind.reading if built.kind is not COMPARISONS or (built.mated and built.non_mated) else ""


def _key(built: ScoreData, left: float, size: Size) -> list[vega.Layer]:
    """Name the lines that there are above the chart, each by its colour and its stroke."""
    drawn: tuple[tuple[str, str, list[int], int], ...] = (
        ("right", built.kind.key[0], [], built.mated),
        ("false", built.kind.key[1], [5, 3], built.non_mated),
    )
    named = [(role, text, dash) for role, text, dash, many in drawn if many or built.kind is not COMPARISONS]
    layers = []
    for i, (role, text, dash) in enumerate(named):
        at_x = -left + (0 if size.narrow else 240 * i)
        at_y = -58 + 20 * i if size.narrow else -38
        across = {"x": vega.value(at_x), "x2": vega.value(at_x + 26), "y": vega.value(at_y)}
        layers.append(vega.layer("rule", vega.ONE, across, color=tokens.light(role), strokeWidth=3, strokeDash=dash))
        layers.append(vega.words(text, at_x + 34, at_y, size))
    return layers
