"""What is seen first of a comparison: who misses fewer at equal strictness, by how much, and at which settings."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bystander.findings import wording
from bystander.findings.axes import percent_axis, rare_axis
from bystander.findings.cells import counted, rate_cell
from bystander.findings.first_screen import FirstScreen, Part, doubt, said
from bystander.findings.signs import Axis, Cell, Column, Hatch, Interval, Row, Rows, Sign
from bystander.studies.beside import NEW_PEOPLE, assumed, how_made, untold, with_failures
from bystander.studies.compare.verdict import Verdict, better_than, verdict_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bystander.findings import Estimate
    from bystander.findings.first_screen import Caveat, Said
    from bystander.intervals.measured import Measured
    from bystander.studies.compare.series import Told

MOST_SYSTEMS = 5
OF_TRIES = " in 100 tries"
POINTS = "percentage points"
THREE = 3  # systems, whose pairs the lead has room for one by one
APART = "Systems only on the same people and with equally rare {held}; never raw scores. Do not add the two rates."
BETTER_FOR_ALL = "whether fewer errors here mean fewer for every group"
NEXT = "test at the setting that will be used: at another, a gap may vanish or reverse."
NEXT_GIVEN = (
    "compare them with equally rare {held}, without thresholds: here their settings may differ, not the systems."
)


@dataclass(frozen=True, kw_only=True)
class Heads:
    """The words of both errors; ``often``: the false ones are said in per cent, else in a million.

    ``word``: of a false one in the key; ``do``: what a system does then; ``held``: the false ones, in the plural;
    ``of``: what they are counted among.
    """

    false: str
    missed: str
    word: str
    do: str
    allowed: str
    held: str
    of: str
    often: bool


OF_COMPARISONS = Heads(
    false="Two different people taken for one", missed="One person not recognised", word="taken for one",
    do="take two people for one", allowed="False matches allowed", held="false matches",
    of="comparisons of different people", often=False,
)  # fmt: skip
OF_SEARCHES = Heads(
    false="Returned somebody by mistake", missed="Missed the right person", word="returned by mistake",
    do="return somebody by mistake", allowed="False alerts allowed", held="false alerts", of="searches",
    often=True,
)  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Setting:
    """An operating point as it is shown. ``label``: "1 false match in 1,000 allowed".

    ``misses``, ``matches``: of every system, None where its trial lacks them; ``told``: what was found of every pair;
    ``given``: thresholds were given, so that systems differ in both rates. ``allowed``: the label in a table,
    ``thresholds``: of every system.
    """

    label: str
    misses: tuple[Measured | None, ...]
    matches: tuple[Measured | None, ...]
    told: tuple[Told, ...]
    given: bool
    allowed: str
    thresholds: tuple[str, ...]
    failed: tuple[int, ...]


def first_screen(
    main: Setting, others: Sequence[Setting], names: Sequence[str], kind: Heads, *, looked_at: str,
    caveats: Sequence[Caveat], synthetic: bool, level: float,
) -> FirstScreen:  # fmt: skip
    """Return the first screen; ``looked_at``: what the pairs and the other points show, after the headline."""
    two = len(names) == 2
    pairs = _of_three(main, names) if ranged(main, names) else _ahead(main, names)
    return FirstScreen(
        eyebrow=_tried(main, names),
        sentence=_of_two(main, names, kind) if two else of_many(main, names),
        lead=_of_new_people(main, _beside(main, looked_at), kind, level=level) if two else said(*pairs, looked_at),
        assumed=assumed(with_failures(NEW_PEOPLE, any(main.failed)), *(t.compared.difference for t in main.told)),
        untold=untold(BETTER_FOR_ALL, how_made(synthetic=synthetic)),
        apart=APART.format(held=kind.held),
        next=NEXT_GIVEN.format(held=kind.held) if main.given else NEXT,
        picture=_picture(main, names, kind, level=level, settings=len(others) + 1),
        caveats=tuple(caveats),
    )


def _tried(main: Setting, names: Sequence[str]) -> str:
    """Say how many people and tries each system had, where all had the same, and how many tries gave no score."""
    of = {(None, None) if m is None else (m.estimate.people, m.estimate.trials) for m in main.misses}
    people, tries = of.pop() if len(of) == 1 else (None, None)
    told = []
    if people is not None and tries is not None:
        told.append(
            f"{wording.plural(people, 'person', 'people')}, {wording.plural(tries, 'try', 'tries')} per system."
        )
    if any(main.failed):
        each = [f"{wording.count(n)} ({name})" for n, name in zip(main.failed, names, strict=True)]
        few, most = (wording.count(end(main.failed)) for end in (min, max))
        many = f"{few} to {most} a system" if few != most else f"{few} of each system"
        told.append(f"Without a score: {', '.join(each) if len(names) <= MOST_SYSTEMS else many}.")
    return " ".join(told)


def _of_two(main: Setting, names: Sequence[str], kind: Heads) -> Said:
    """Say who misses fewer, with both counts; or that no difference is shown."""
    verdict = verdict_of([t.compared.difference for t in main.told])
    first, second = names
    a, b = main.misses
    if a is None or b is None:
        a, b = main.matches
    what = "misses" if main.misses[0] is not None and main.misses[1] is not None else "false matches"
    counts = "" if a is None or b is None else f": {counted(b.estimate)} against {counted(a.estimate)}"
    if verdict is Verdict.OPEN:
        shown = ", ".join(
            name if m is None else f"{name} {counted(m.estimate)}" for name, m in ((first, a), (second, b))
        )
        return said(f"No difference in {what} is shown: {shown}, {main.label}. A difference may be hidden.")
    if verdict not in {Verdict.BETTER, Verdict.WORSE}:
        return said(_one_by_one(main, names, kind))
    does = f"{'misses' if what == 'misses' else 'errs'} {'less' if verdict is Verdict.BETTER else 'more'} often"
    return said(f"{second} {does} than {first}{counts}, {main.label}.")


def _one_by_one(main: Setting, names: Sequence[str], kind: Heads) -> str:
    """Say both rates of two systems whose thresholds were given, what is shown first: each with its counts."""
    first, second = names
    shown: list[str] = []
    open_: list[str] = []
    sides = ((kind.held, main.matches), ("misses", main.misses))
    for (what, rates), t in zip(sides, main.told, strict=True):
        counts = _against(rates)
        if verdict_of([t.compared.difference]) is Verdict.OPEN:
            told = counts.removeprefix(": ")
            open_.append(
                f"In {what}, {told} show no difference for new people." if told else f"In {what}, none is shown."
            )
            continue
        often = "less" if t.compared.difference.value < 0 else "more"
        shown.append(f"{'It also' if shown else second} {t.rate.does_it} {often} often than {first}{counts}.")
    return " ".join(["At these thresholds,", *shown, *open_])


def _against(rates: Sequence[Measured | None]) -> str:
    """Return the counts of two systems, the second's first: ": 9 against 45 of 19,800"."""
    a, b = rates
    if a is None or b is None:
        return ""
    if a.estimate.trials == b.estimate.trials:
        return f": {wording.count(b.estimate.events or 0)} against {counted(a.estimate)}"
    return f": {counted(b.estimate)} against {counted(a.estimate)}"


def of_many(main: Setting, names: Sequence[str]) -> Said:
    """Say which system misses less often than each of the others, where one is shown to; else how far they reach."""
    misses = {name: m.estimate for name, m in zip(names, main.misses, strict=True) if m is not None}
    if main.given or len(misses) < len(names):
        pairs = {t.names: [o.compared.difference for o in main.told if o.names == t.names] for t in main.told}
        shown = [pair for pair, differences in pairs.items() if verdict_of(differences) is not Verdict.OPEN]
        of = f"{wording.plural(len(pairs), 'pair')} of {wording.count(len(names))} systems"
        return said(f"Of {of}, a difference is shown in {len(shown)}, {main.label}.")
    best, *others = sorted(names, key=lambda name: misses[name].value)
    count = {name: counted(e) for name, e in misses.items()}
    if best_of(main, names) == best:
        does, told = f"{best} misses least", f"{count[best]}, next {others[0]} {count[others[0]]}"
    elif best_of(main, names, worst=True) == others[-1]:
        does, told = f"{others[-1]} misses most", f"{count[others[-1]]}; {best} least often, {count[best]}"
    else:
        does, told = "none is shown to miss least", f"{best} {count[best]} to {others[-1]} {count[others[-1]]}"
    where = wording.capital(main.label.replace("all set to", "at"))
    return said(f"{where}, {does} often of {len(names)} systems: {told}.")


def best_of(main: Setting, names: Sequence[str], *, worst: bool = False) -> str:
    """Return the system that is shown to miss less often than each other one, at one target; nothing without one.

    ``worst``: more often than each.
    """
    if main.given:
        return ""
    better = better_than({t.names: verdict_of([t.compared.difference]) for t in main.told})
    others = len(names) - 1
    if worst:
        behind = [name for losers in better.values() for name in losers]
        return next((name for name in names if behind.count(name) == others), "")
    return next((name for name, losers in better.items() if len(losers) == others), "")


def ranged(main: Setting, names: Sequence[str]) -> bool:
    """Return whether the lead says the range of every pair: of three systems, each pair compared in one rate."""
    return len(names) == THREE and not main.given and len({t.names for t in main.told}) == len(main.told) > 0


def _of_three(main: Setting, names: Sequence[str]) -> list[str | tuple[str, Part]]:
    """Say the range of the difference of each of three pairs: who misses less often than whom, or what may be hidden.

    The system with the most others behind it comes first, and of those the nearest.
    """
    gaps = [_turned(t) for t in main.told]
    behind = {name: [g for g in gaps if g.better == name and g.high < 0] for name in names}
    does, do = ("misses", "miss") if any(main.misses) else ("errs", "err")
    parts: list[str | tuple[str, Part]] = []
    for name in sorted((n for n in names if behind[n]), key=lambda n: -len(behind[n])):
        parts += [f"For new people, {name} {does} " if not parts else f"{name} {does} "]
        for i, g in enumerate(sorted(behind[name], key=lambda g: -g.high)):
            more = _more(g.low, g.high)
            parts += [" and " if i else "", doubt(more.removesuffix(OF_TRIES) if i else more), f" than {g.other}"]
        parts += [". "]
    for g in gaps:
        if g.high >= 0:
            span = doubt(wording.change_span(g.low, g.high))
            parts += [f"{'' if parts else 'For new people, '}{g.better} could {do} ", span, f" than {g.other}. "]
    *_, last = parts
    return [*parts[:-1], f"{str(last).removesuffix('. ')} {_together(main)}. "]


@dataclass(frozen=True)
class _Gap:
    """How much less often the better of two systems misses: the ends of the range, below 0 where that is shown."""

    better: str
    other: str
    low: float
    high: float


def _turned(t: Told) -> _Gap:
    d, (first, second) = t.compared.difference, t.names
    return _Gap(second, first, d.low, d.high) if d.value <= 0 else _Gap(first, second, -d.high, -d.low)


def _together(main: Setting) -> str:
    """Say at which level each range of several pairs is, and at which all of them hold."""
    level, pairs = main.told[0].compared.difference.level, len({t.names for t in main.told})
    whole = 1 - (1 - level) * pairs
    each, of_all = (f"{value * 100:.4g} %" for value in (level, whole))
    return f"(each range at {each}, all {pairs} pairs together at {of_all})"


def _ahead(main: Setting, names: Sequence[str]) -> list[str | tuple[str, Part]]:
    """Say by how much the best of many systems misses less often than the one that is nearest to it."""
    best = best_of(main, names)
    if not best:
        return []
    gaps = {name: t for t in main.told if best in t.names for name in t.names if name != best}
    rival = min(gaps, key=lambda name: abs(gaps[name].compared.difference.value))
    d, turned = gaps[rival].compared.difference, gaps[rival].names[0] == best
    low, high = (-d.high, -d.low) if turned else (d.low, d.high)
    span = doubt(wording.change_span(low, high))
    return [f"For new people, {best} {gaps[rival].rate.does_it} ", span, f" than {rival} {_together(main)}. "]


def _of_new_people(main: Setting, looked_at: str, kind: Heads, *, level: float) -> Said:
    """Say the range of each difference between two systems; how it came out in the trial is in the picture."""
    parts: list[str | tuple[str, Part]] = []
    for i, t in enumerate(main.told):
        of = f" in 100 {kind.of}" if main.given and i == 0 and len(main.told) > 1 else OF_TRIES
        d, (first, second) = t.compared.difference, t.names
        sure = f" ({d.interval})" if d.method.only_if else f" ({level * 100:g} % range)"
        span = doubt(wording.change_span(d.low, d.high))
        if verdict_of([d]) is Verdict.OPEN:
            parts += [f"For new people, {second} could {t.rate.does} ", span, f" than {first}{sure}. "]
        elif (often := _times(t)) is not None:
            begin = (f"For new people, {second} {t.rate.does_it} ", doubt(often), f" as {first}. That is ")
            parts += [*begin, doubt(_more(d.low, d.high, of=of)), f"{sure}. "]
        else:
            parts += [f"For new people, {second} {t.rate.does_it} ", span, f" than {first}{sure}. "]
    return said(*parts, looked_at)


def _beside(main: Setting, looked_at: str) -> str:
    """Return what else the points show, after what both systems missed of the tries that gave a score at all."""
    a, b = main.misses
    if a is None or b is None or len(set(main.failed)) == 1:  # as many failures of both move no difference
        return looked_at
    kept = [(m.estimate, failed) for m, failed in zip((a, b), main.failed, strict=True)]
    first, second = (f"{wording.count((e.events or 0) - n)} of {wording.count((e.trials or 0) - n)}" for e, n in kept)
    left_out = " and ".join(wording.count(n) for n in reversed(main.failed))
    without = f"Without tries that gave no score ({left_out}), it is {second} against {first}."
    return f"{without} {looked_at}".strip()


def _more(low: float, high: float, *, of: str = OF_TRIES) -> str:
    """Say a difference that lies on one side of nothing as errors more, or fewer: "14 to 19 more in 100 tries"."""
    near, far = sorted((low, high), key=abs)
    most, _, unit = wording.size(far).partition(" ")
    rare = "" if unit == POINTS else f" {unit}"
    return f"{wording.size(near, like=far, unit=False)} to {most} {'more' if low > 0 else 'fewer'}{rare or of}"


def _times(t: Told) -> str | None:
    """Say how many times as often the second of two systems errs; None where that is not told apart from once."""
    r = t.compared.ratio
    if r is None or r.low <= 1 <= r.high:
        return None
    return f"{wording.significant(r.low)} to {wording.significant(r.high)} times as often"


def _picture(main: Setting, names: Sequence[str], kind: Heads, *, level: float, settings: int) -> Rows:
    """Return both errors of every system at the setting of the sentence, and of two systems the gap in misses."""
    gap = _gap(main) if len(names) == 2 else None
    columns, measured = [], [(main.matches, Sign.FALSE, kind.often), (main.misses, Sign.MISS, True)]
    kept = [(rates, sign, often) for rates, sign, often in measured if any(rates)]
    for rates, sign, often in kept:
        columns.append(
            Column(kind.false if sign is Sign.FALSE else kind.missed, rate_axis(rates, often=often, named=True))
        )
    if gap is not None:
        do = "miss" if any(main.misses) else kind.do
        title = f"How much more or less often does {names[1]} {do}?"
        columns.append(Column(title, _gap_axis(max(-gap.low, gap.high))))
    rows = []
    for i, name in enumerate(names[:MOST_SYSTEMS]):
        cells = [cell_of(rates[i], often=often, sign=sign) for rates, sign, often in kept]
        if gap is not None:
            cells.append(_difference(gap, _apart(main.told[-1])) if i else Cell(None))
        here = "" if main.given else ", set in this trial"
        rows.append(Row(label=name, detail=f"threshold {main.thresholds[i]}{here}", cells=tuple(cells)))
    more = [f"{len(names) - MOST_SYSTEMS} more systems are in the table below."] if len(names) > MOST_SYSTEMS else []
    more += ["Every other setting is below."] if settings > 1 else []
    signs = {sign for _, sign, _ in kept}
    return Rows(
        caption=f"Both errors of each system, {main.label}",
        columns=tuple(columns),
        rows=tuple(rows),
        key=(
            *((("false", kind.word),) if Sign.FALSE in signs else ()),
            *((("miss", "missed"),) if Sign.MISS in signs else ()),
            ("band", f"where it may lie for new people ({level * 100:g} %)"),
            *((("measured", "the gap"), ("limit", "no difference")) if gap is not None else ()),
        ),
        reading=" ".join(more),
    )


def rate_axis(rates: Sequence[Measured | None], *, often: bool, named: bool = False) -> Axis:
    """Return the axis that the rates of all systems share; ``named`` as for :func:`rare_axis`."""
    found = [m.estimate for m in rates if m is not None]
    return percent_axis(max((e.high for e in found), default=1.0)) if often else rare_axis(found, steps=1, named=named)


def cell_of(measured: Measured | None, *, often: bool, sign: Sign, bare: bool = False) -> Cell:
    """Return the cell of a rate; hatched where the trial lacks what it is of."""
    if measured is None:
        return Cell(Hatch("not in this trial"))
    return rate_cell(measured.estimate, measured.bounds, often=often, sign=sign, bare=bare)


def _gap(setting: Setting) -> Estimate | None:
    """Return the difference in misses at a setting: the last that is told, after that in false matches."""
    return setting.told[-1].compared.difference if setting.told else None


def _gap_axis(far: float) -> Axis:
    end = next((e for e in (0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5) if far <= e), 1.0)
    points = wording.significant(end * 100, 1)
    return Axis(-end, end, ((-end, f"{points} points less often"), (0.0, "0"), (end, f"{points} points more often")))


def _apart(t: Told) -> str:
    """Say how often only one of the two systems erred; nothing where that is not known."""
    first, second = t.compared.only_first, t.compared.only_second
    if first is None or second is None:
        return ""
    return f"{t.names[1]} alone erred {_times_of(second)}, {t.names[0]} alone {_times_of(first)}"


def _times_of(n: int) -> str:
    return wording.plural(n, "time") if n else "never"


def _difference(e: Estimate, apart: str) -> Cell:
    mark = Interval(low=e.low, high=e.high, value=e.value, sign=Sign.MEASURED, limit=0.0)
    ends = wording.signed_span(e.low, e.high, unit=False)
    return Cell(mark, wording.signed(e.value, like=max(abs(e.low), abs(e.high))), f"({ends})", apart)
