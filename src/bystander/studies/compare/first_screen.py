"""What is seen first of a comparison: who misses fewer at equal strictness, by how much, and at which settings."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bystander.findings import wording
from bystander.findings.axes import percent_axis
from bystander.findings.first_screen import FirstScreen, Part, doubt, said
from bystander.findings.signs import Axis, Cell, Column, Interval, Row, Rows, Sign
from bystander.studies.compare.verdict import Verdict, verdict_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bystander.findings import Estimate
    from bystander.findings.first_screen import Caveat, Said
    from bystander.studies.compare.series import Told

MOST_POINTS, MOST_SYSTEMS = 3, 5
APART = "Only systems tried on the same people may be compared, at the same strictness; scores of two systems may not."
NEXT = "test at the setting of use: a gap at one setting may vanish or turn at another."


@dataclass(frozen=True, kw_only=True)
class Setting:
    """An operating point as it is shown. ``label``: "1 false match in 1,000 allowed".

    ``misses``, ``matches``: of every system, None where its trial lacks them; ``told``: what was found of every pair;
    ``given``: thresholds were given, so that systems differ in both rates.
    """

    label: str
    misses: tuple[Estimate | None, ...]
    matches: tuple[Estimate | None, ...]
    told: tuple[Told, ...]
    given: bool


def first_screen(
    main: Setting, others: Sequence[Setting], names: Sequence[str], *, looked_at: str, caveats: Sequence[Caveat],
    level: float,
) -> FirstScreen:  # fmt: skip
    """Return the first screen; ``looked_at``: how many points were looked at, and what each shows."""
    two = len(names) == 2
    return FirstScreen(
        sentence=_of_two(main, names) if two else _of_many(main, names),
        lead=_lead(main, looked_at, two=two, level=level),
        apart=APART,
        next=NEXT,
        picture=_picture(main, others, names, level=level),
        caveats=tuple(caveats),
    )


def _of_two(main: Setting, names: Sequence[str]) -> Said:
    """Say who misses fewer, with both counts; or that no difference was found."""
    verdict = verdict_of([t.compared.difference for t in main.told])
    first, second = names
    a, b = main.misses
    if a is None or b is None:
        a, b = main.matches
    what = "misses" if main.misses[0] is not None and main.misses[1] is not None else "false matches"
    counts = "" if a is None or b is None else f": {_counted(b)} against {_counted(a)}"
    if verdict is Verdict.OPEN:
        return said(f"No difference between {first} and {second} was found in {what}{counts}, {main.label}.")
    if verdict is Verdict.MIXED:
        return said(f"{second} is better than {first} in one respect and worse in another, {main.label}.")
    fewer = verdict in {Verdict.BETTER, Verdict.PARTLY_BETTER}
    does = f"{'misses' if what == 'misses' else 'errs'} {'less' if fewer else 'more'} often"
    partly = verdict in {Verdict.PARTLY_BETTER, Verdict.PARTLY_WORSE}
    respect = " in one respect, with no difference shown in the other" if partly else ""
    return said(f"{second} {does} than {first}{respect}{counts if not partly else ''}, {main.label}.")


def _of_many(main: Setting, names: Sequence[str]) -> Said:
    pairs = len({t.names for t in main.told})
    shown = [
        pair
        for pair in dict.fromkeys(t.names for t in main.told)
        if verdict_of([t.compared.difference for t in main.told if t.names == pair]) is not Verdict.OPEN
    ]
    of = f"{wording.plural(pairs, 'pair')} of {wording.count(len(names))} systems"
    return said(f"Of {of}, a difference is shown in {len(shown)}, {main.label}.")


def _lead(main: Setting, looked_at: str, *, two: bool, level: float) -> Said:
    parts: list[str | tuple[str, Part]] = []
    if two:
        for t in main.told:
            d = t.compared.difference
            sure = f" ({d.interval})" if d.method.only_if else f" ({level * 100:g} % range)"
            than = f"{'as' if d.value == 0 else 'than'} {t.names[0]}"
            parts += [
                f"{t.names[1]} {t.rate.does_it} {wording.change(d.value)} {than}: ",
                doubt(wording.change_span(d.low, d.high)),
                f"{sure}. ",
            ]
    parts.append(looked_at)
    return said(*parts)


def _counted(e: Estimate) -> str:
    return f"{wording.count(e.events or 0)} of {wording.count(e.trials or 0)}"


def _picture(main: Setting, others: Sequence[Setting], names: Sequence[str], *, level: float) -> Rows:
    settings = [main, *others][: MOST_POINTS if len(names) == 2 else 1]
    rates = [e for s in settings for e in (s.misses if any(s.misses) else s.matches) if e is not None]
    rate_axis = percent_axis(max((e.high for e in rates), default=1.0))
    two = len(names) == 2
    gaps = [_gap(s) for s in settings] if two else []
    far = max((max(abs(g.low), abs(g.high)) for g in gaps if g is not None), default=0.0)
    columns = [Column("How often does it miss the right person?", rate_axis)]
    if two and far:
        columns.append(Column(f"By how much does {names[1]} miss more or less often?", _gap_axis(far)))
    rows = []
    for s in settings:
        for i, name in enumerate(names[:MOST_SYSTEMS]):
            e = (s.misses if any(s.misses) else s.matches)[i]
            cells = [Cell(None) if e is None else _rate(e)]
            if len(columns) == 2:
                gap = _gap(s)
                cells.append(Cell(None) if i == 0 or gap is None else _difference(gap))
            label = _upper(s.label) if i == 0 else ""
            chosen = s is main and len(settings) > 1
            rows.append(Row(label=label, detail=name, cells=tuple(cells), chosen=chosen, goes_on=i > 0))
    more = len(others) + 1 - len(settings)
    return Rows(
        caption="Each system's misses at each setting, and the gap between the two",
        columns=tuple(columns),
        rows=tuple(rows),
        key=(
            ("miss", "share missed"),
            ("band", f"where it may lie for new people ({level * 100:g} %)"),
            *((("measured", "the gap"), ("limit", "no difference")) if len(columns) == 2 else ()),
        ),
        reading=f"{wording.plural(more, 'more setting')}: in the table of every number." if more > 0 else "",
    )


def _gap(setting: Setting) -> Estimate | None:
    """Return the difference in misses at a setting: the last that is told, after that in false matches."""
    return setting.told[-1].compared.difference if setting.told else None


def _gap_axis(far: float) -> Axis:
    end = next((e for e in (0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5) if far <= e), 1.0)
    points = wording.significant(end * 100, 1)
    return Axis(-end, end, ((-end, f"{points} points less often"), (0.0, "0"), (end, f"{points} points more often")))


def _rate(e: Estimate) -> Cell:
    mark = Interval(low=e.low, high=e.high, value=e.value, sign=Sign.MISS)
    told = (
        wording.with_range(e.value, e.low, e.high, often=True)
        if e.events
        else f"none counted: at most {wording.percent(e.high)}"
    )
    return Cell(mark, _counted(e), told)


def _difference(e: Estimate) -> Cell:
    mark = Interval(low=e.low, high=e.high, value=e.value, sign=Sign.MEASURED, limit=0.0)
    ends = wording.signed_span(e.low, e.high).removesuffix(" percentage points")
    return Cell(mark, wording.signed(e.value, like=max(abs(e.low), abs(e.high))), f"({ends})")


def _upper(text: str) -> str:
    return text[:1].upper() + text[1:]
