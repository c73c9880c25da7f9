"""What each setting costs, whatever is set: remarks beside a trade-off, and the table of its settings."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bystander.findings import wording
from bystander.findings.axes import percent_axis, rare_axis
from bystander.findings.cells import limits_of_none, rate_cell
from bystander.findings.section import Remark
from bystander.findings.signs import Column, Row, Rows, Sign

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bystander.intervals.measured import Measured

THIS = ", this page"


@dataclass(frozen=True, kw_only=True)
class Setting:
    """A threshold with both rates. ``label``: what it was set for; ``named``: where that is, within a sentence."""

    label: str
    named: str
    threshold: str
    false: Measured
    missed: Measured
    chosen: bool


@dataclass(frozen=True, kw_only=True)
class Heads:
    """The words of a table of settings; ``often``: false matches or alerts are said in per cent."""

    caption: str
    allowed: str
    false: str
    missed: str
    often: bool


def stricter(settings: Sequence[Setting]) -> Remark | None:
    """Say what the next stricter setting costs, or, where there is none, what the next laxer one gains."""
    main = next((s for s in settings if s.chosen), None)
    if main is None:
        return None
    at = _false(main)
    fewer, more = [s for s in settings if _false(s) < at], [s for s in settings if _false(s) > at]
    if not fewer and not more:
        return None
    other = max(fewer, key=_false) if fewer else min(more, key=_false)
    before, after = main.missed.estimate.events or 0, other.missed.estimate.events or 0
    of = f"of {wording.count(other.missed.estimate.trials or 0)}"
    here = wording.capital(main.named)
    head = "Moving left is stricter." if fewer else "Moving right is laxer."
    return Remark(head, f"{here}, {wording.count(before)} {of} were missed; {other.named}, {wording.count(after)}.")


def _false(setting: Setting) -> int:
    return setting.false.estimate.events or 0


def table(settings: Sequence[Setting], beyond: Sequence[tuple[str, str]], heads: Heads) -> Rows:
    """Return the table of the settings; ``beyond``: what cannot be shown, each with its reason."""
    rates = [s.false.estimate for s in settings]
    axis = percent_axis(max(e.high for e in rates)) if heads.often else rare_axis(rates, steps=1)
    columns = (
        Column(heads.false, axis, "Share" if heads.often else "In a million"),
        Column(heads.missed, percent_axis(max(s.missed.estimate.high for s in settings)), "Share"),
    )
    rows = [
        Row(
            label=s.label + (THIS if s.chosen else ""),
            detail=s.threshold,
            cells=(
                rate_cell(s.false.estimate, s.false.bounds, often=heads.often, sign=Sign.FALSE, bare=True),
                rate_cell(s.missed.estimate, s.missed.bounds, often=True, sign=Sign.MISS),
            ),
            chosen=s.chosen,
        )
        for s in settings
    ]
    rows += [Row(label=label, reason=f"cannot be shown: {reason}") for label, reason in beyond]
    return Rows(
        caption=heads.caption, heads=(heads.allowed, "Threshold"), columns=columns, rows=tuple(rows),
        reading=_reading([s.false for s in settings], often=heads.often),
    )  # fmt: skip


def _reading(rates: Sequence[Measured], *, often: bool) -> str:
    """Say what the two limits of a rate hold under, where none was counted."""
    none = next((m for m in rates if m.estimate.events == 0), None)
    if none is None:
        return ""
    near, far = limits_of_none(none.estimate, none.bounds)
    if far is None:
        return "None counted is not never: the limit rests on the number of people."
    return (
        f"Where none was counted, there are two limits. At most {wording.frequency(near, often=often)}, if those who "
        f"would err already show among the closest errors. "
        f"At most {wording.frequency(far, often=often)}, whatever people do."
    )
