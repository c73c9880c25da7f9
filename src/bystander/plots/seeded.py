"""What became of the passes of volunteers who are on the watchlist: a bar of all passes, and one for each place.

The blue part of a bar are passes with an alert on the person; the band is where its end may lie. Each bar is as long as
any other: what is compared is the share. A place with too few people is hatched, and says so.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bystander.findings import wording
from bystander.plots import share_bars
from bystander.plots.chart import NO_TABLE, Chart
from bystander.plots.points import number, text
from bystander.plots.share_bars import HATCH, ShareBar

if TYPE_CHECKING:
    from bystander.findings import Study

MOST = 12  # rows drawn; the table of every number has all of them
_PARTS = (("alerted", "right", "alert"), ("wrong", "false", "alert on somebody else"), ("no_alert", "rule", "no alert"),
          ("no_face", HATCH, "no face found"))  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Row:
    """A bar: passes by what became of them, in the order of the legend; the share with an alert and its interval."""

    label: str
    passes: float | None
    people: float | None
    parts: tuple[float, ...]
    share: float | None
    low: float | None
    high: float | None

    @property
    def said(self) -> str:
        """Say the share and its interval."""
        if self.share is None or self.low is None or self.high is None:
            return "too few people"
        return wording.with_range(self.share, self.low, self.high, often=True)


def data(study: Study) -> tuple[Row, ...]:
    """Build what the chart shows; () without the series."""
    series = study.get("seeded")
    if series is None:
        return ()
    several = len({row["at"] for row in series.rows()}) > 1
    rows = []
    for given in series.rows():
        named = text(given["label"]) if given["kind"] == "all" else f"{given['kind']} {given['label']}"
        share, low, high = (number(given[name]) for name in ("share", "low", "high"))
        rows.append(
            Row(
                label=f"{named}, threshold {given['at']}" if several else named,
                passes=number(given["passes"]), people=number(given["people"]),
                parts=tuple(number(given[name]) or 0.0 for name, _, _ in _PARTS), share=share, low=low, high=high,
            )
        )  # fmt: skip
    return tuple(rows)


def chart(study: Study) -> Chart | None:
    """Return the chart; None without a seeded test."""
    rows = data(study)
    if not rows:
        return None
    return Chart(
        name="seeded",
        title="What became of the passes of people on the watchlist",
        alt=" ".join(f"{wording.capital(r.label)}: an alert in {r.said}." for r in rows[:6]),
        reading="Each bar is all passes of volunteers on the watchlist."
        + (
            f" {wording.plural(len(rows) - MOST, 'more row')}: in the table of every number."
            if len(rows) > MOST
            else ""
        ),
        table=NO_TABLE,
        draw=lambda size: share_bars.draw([_bar(r) for r in rows[:MOST]], _key(rows), size),
        synthetic=study.document.synthetic,
    )


def _used(rows: tuple[Row, ...]) -> list[int]:
    """Return which of the parts any pass is in; alerts, and none, always."""
    return [
        i for i, (name, _, _) in enumerate(_PARTS) if name in {"alerted", "no_alert"} or any(r.parts[i] for r in rows)
    ]


def _bar(row: Row) -> ShareBar:
    if row.passes is None or row.low is None or row.high is None:
        return ShareBar(name=wording.capital(row.label), missing="too few people to tell")
    counted = f"{wording.count(row.parts[0])} of {wording.count(row.passes)}"
    parts = tuple((n / row.passes, role) for n, (_, role, _) in zip(row.parts, _PARTS, strict=True) if n)
    name = wording.capital(row.label)
    return ShareBar(name=name, said=f"{counted}: {row.said}", parts=parts, low=row.low, high=row.high)


def _key(rows: tuple[Row, ...]) -> list[tuple[str, str]]:
    named = [(role, word) for _, role, word in (_PARTS[i] for i in _used(rows))]
    return [*named, ("band", "where the end of the alerts may lie")]
