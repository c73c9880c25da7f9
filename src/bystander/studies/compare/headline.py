"""The sentence of a comparison: who errs less, with the counts of both, or that no difference is shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bystander.findings import wording
from bystander.findings.cells import counted
from bystander.findings.first_screen import said
from bystander.studies.compare.verdict import Verdict, better_than, verdict_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from bystander.findings.first_screen import Said
    from bystander.intervals.measured import Measured
    from bystander.studies.compare.setting import Heads, Setting

MANY = 4  # systems beside one, whose counts a sentence has no room for one by one


def of_two(main: Setting, names: Sequence[str], kind: Heads, others: Sequence[Setting] = ()) -> Said:
    """Say who misses fewer, with both counts; or that no difference is shown, and at which of ``others`` one is."""
    verdict = verdict_of([t.compared.difference for t in main.told])
    first, second = names
    a, b = main.misses
    if a is None or b is None:
        a, b = main.matches
    what = "misses" if main.misses[0] is not None and main.misses[1] is not None else "false matches"
    counts = "" if a is None or b is None else f": {counted(b.estimate)} against {counted(a.estimate)}{kind.of_units}"
    if verdict is Verdict.OPEN:
        shown = ", ".join(
            name if m is None else f"{name} {counted(m.estimate)}" for name, m in ((first, a), (second, b))
        )
        elsewhere = _elsewhere(others, second, what) or "A difference may be hidden."
        return said(f"No difference in {what} is shown: {shown}{kind.of_units}, {main.label}. {elsewhere}")
    if verdict not in {Verdict.BETTER, Verdict.WORSE}:
        return said(_one_by_one(main, names, kind))
    does = f"{'misses' if what == 'misses' else 'errs'} {'less' if verdict is Verdict.BETTER else 'more'} often"
    return said(f"{second} {does} than {first}{counts}, {main.label}.")


def _elsewhere(others: Sequence[Setting], second: str, what: str) -> str:
    """Say at which other setting a difference is shown, of the first that shows one; nothing where none does."""
    for other in others:
        verdict = verdict_of([t.compared.difference for t in other.told])
        a, b = other.misses
        if verdict in {Verdict.BETTER, Verdict.WORSE} and a is not None and b is not None and what == "misses":
            often = "less" if verdict is Verdict.BETTER else "more"
            counts = f"{counted(b.estimate)} against {counted(a.estimate)}"
            return f"But at {other.allowed} {second} misses {often} often: {counts}."
    return ""


def _one_by_one(main: Setting, names: Sequence[str], kind: Heads) -> str:
    """Say both rates of two systems whose thresholds were given, what is shown first: each with its counts."""
    first, second = names
    shown: list[str] = []
    open_: list[str] = []
    sides = ((kind.held, main.matches), ("misses", main.misses))
    for (what, rates), t in zip(sides, main.told, strict=True):
        counts = _against(rates, kind)
        if verdict_of([t.compared.difference]) is Verdict.OPEN:
            told = counts.removeprefix(": ")
            open_.append(
                f"In {what}, {told} show no difference for new people." if told else f"In {what}, none is shown."
            )
            continue
        often = "less" if t.compared.difference.value < 0 else "more"
        shown.append(f"{'It also' if shown else second} {t.rate.does_it} {often} often than {first}{counts}.")
    return " ".join(["At these thresholds,", *shown, *open_])


def _against(rates: Sequence[Measured | None], kind: Heads) -> str:
    """Return the counts of two systems, the second's first: ": 9 against 45 of 19,800"."""
    a, b = rates
    if a is None or b is None:
        return ""
    if a.estimate.trials == b.estimate.trials:
        return f": {wording.count(b.estimate.events or 0)} against {counted(a.estimate)}{kind.of_units}"
    return f": {counted(b.estimate)} against {counted(a.estimate)}{kind.of_units}"


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
        does, told = f"{others[-1]} misses most", f"{count[others[-1]]}; {_each(names, others[-1], count)}"
    else:
        does, told = "none is shown to miss least", f"{best} {count[best]} to {others[-1]} {count[others[-1]]}"
    where = wording.capital(main.label.replace("all set to", "at"))
    return said(f"{where}, {does} often of {len(names)} systems: {told}.")


def _each(names: Sequence[str], apart: str, count: Mapping[str, str]) -> str:
    """Say the counts of all systems but one in their given order, so that none is ranked; of many, the ends."""
    others = [name for name in names if name != apart]
    if len(others) < MANY:
        return wording.listed([f"{name} {count[name]}" for name in others])
    ends = sorted((count[name] for name in others), key=lambda told: int(told.partition(" of ")[0].replace(",", "")))
    return f"the others {ends[0]} to {ends[-1]}"


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
