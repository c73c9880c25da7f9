"""The findings of a comparison of systems, in words a layperson reads."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bystander.findings import wording
from bystander.findings.at_zero import at_most
from bystander.findings.first_screen import Caveat, Weight
from bystander.intervals.paired import WHAT_DIFFERS
from bystander.quantities.searches.units import SEARCH, many
from bystander.studies.caveats import in_short, leading, of_problem
from bystander.studies.compare.lists import lists_differ
from bystander.studies.compare.verdict import Verdict, hidden, verdict_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from bystander.errors import Problem
    from bystander.findings import Estimate, Finding, Point
    from bystander.intervals.measured import Measured
    from bystander.intervals.paired import Compared
    from bystander.quantities.two_systems import RateOfTwo, Trial
    from bystander.studies.compare.at import At
    from bystander.studies.compare.lists import Lists
    from bystander.studies.compare.shared import Shared


UNNAMED = (
    "At least one of the two trials does not say whose its {many} are. So {first} and {second} are compared as if they "
    "had been tested on different people. A small difference then stays unseen. "
    "Identifiers, the same in both files, would remove this."
)
NOBODY_SHARED = (
    "{first} and {second} were tested on different people. The difference may lie in the people as "
    "well as in the systems, and their variances add. Testing both systems on the same people would remove this."
)
PARTLY_SHARED = (
    "Only {common} are in both trials. {of_first} are in that of {first}, {of_second} in that of {second}. The range "
    "takes account of those in common; part of the difference may lie in the others. Testing both systems on the "
    "same people would remove this."
)
OTHER_CHAINS = (
    "Who is who was told by chains of mated pairs, in each trial on its own. {other} of {common} have other samples in "
    "the trial of {first} than in that of {second}, so one person may count as two. Identifiers of people, the same in "
    "both files, would remove this."
)
OTHER_COMPARISONS = (
    "{first} and {second} were not given all the same {many} of these people. They have {of_first} and {of_second}. "
    "Part of the difference may lie in those that one lacks. Giving both systems the same ones would remove this."
)
CHOSEN_HERE = (
    "Both thresholds were chosen on the same {many}. How far they would move in another trial is in the range. "
    "Thresholds set in advance would not move, so the range would be narrower."
)
ROUGH = (
    "How far a threshold would move is known roughly only, as one rests on few {held} ({few}). "
    "A larger trial would remove this."
)
DOZEN = 12  # errors at a target, below which how far a threshold moves is known roughly only
NOT_RECHOSEN = (
    "The thresholds were chosen on the same {many}. The range takes them as given and is somewhat too narrow. "
    "Thresholds set in advance, or a second trial, would remove this."
)
ON_THE_LIST = (
    "Each person was taken off the list and searched for again. Two who are alike then alert on each other, and the "
    "range takes them for independent: it may be too narrow. Searches of people who are not enrolled would remove this."
)
MANY_PAIRS = (
    "There are {pairs} pairs of systems. Each range is at {each}, so that those of one rate at one setting hold "
    "together at {level} (Bonferroni). No order of two systems is claimed where the range of their difference reaches "
    "0."
)
LEFT_OUT = (
    "Failed {many} are left out: {parts}. So each system may be judged by other {many}, and one that fails on hard "
    "ones looks better for it. Counting failures as misses (--failures fold) would remove this."
)
COUNTED_IN = (
    "Failed {many} count as misses: {parts}. A difference may lie in them. Leaving them out (--failures exclude) "
    "would show how much."
)
NO_FALSE_MATCH = (
    "Failed {many} count as right: {parts}. A difference may lie in them. Leaving them out (--failures exclude) would "
    "show how much."
)
NOT_RANKED = "the trial cannot show so small a rate in {names}"


def one_system(first: str, second: str) -> Caveat:
    """Say of two systems that gave the same scores to different people that they may be one."""
    return Caveat(
        f"{first} and {second} may not be two systems.",
        "Both files have the same highest scores of different people, which two systems hardly ever give.",
        "Asking how each file was made would tell.",
        Weight.MOVES,
    )


def of_system(name: str, problem: Problem) -> Caveat:
    """Return what was found in the evidence of a system."""
    (caveat,) = named(name, leading([problem]) or [of_problem(problem, Weight.NARROWS)])
    return caveat


def named(name: str, caveats: Sequence[Caveat]) -> list[Caveat]:
    """Return caveats with the name of the system that they are about."""
    return [replace(caveat, claim=f"{name}: {caveat.claim}") for caveat in caveats]


def only_if(e: Estimate) -> str:
    """Return what an interval is said with: what it holds under, where nothing in the evidence shows that."""
    return f", {e.method.only_if}" if e.method.only_if else ""


def one_sided(e: Estimate) -> str:
    """Name a limit on one side."""
    return f"{surely(e.level)} one-sided{only_if(e)}"


def surely(level: float) -> str:
    """Name a level, to as many digits as are needed."""
    return f"{level * 100:.4g} %"


def not_alike(at: At, names: Sequence[str], kind: Trial) -> Caveat:
    """Return the caveat of systems that are not equally strict at a target, as scores of one jump in steps."""
    told = sorted(
        ((side.events, name) for side, name in zip(at.x, names, strict=True) if side is not None), reverse=True
    )
    (most, lax), *_, (fewest, strict) = told
    return Caveat(
        "The systems are not equally strict here.",
        f"{lax} had {wording.count(most)} {kind.held}, {strict} {wording.count(fewest)}: its scores leave no threshold "
        "between. A difference may lie in that alone.",
        "Scores with all their digits would remove this.",
        Weight.VOIDS,
    )


def at_thresholds(names: tuple[str, ...], thresholds: tuple[float, ...]) -> str:
    """Say thresholds, as part of a sentence that has "at the" before it."""
    if len(set(thresholds)) == 1:
        return f"threshold {wording.threshold(thresholds[0])}"
    said = [f"{wording.threshold(t)} for {name}" for name, t in zip(names, thresholds, strict=True)]
    return f"thresholds {wording.listed(said)}"


def where(kind: Trial, target: float | None, names: tuple[str, ...], thresholds: tuple[float, ...]) -> str:
    """Say where rates are compared, as the beginning of a sentence."""
    if target is not None:
        most = wording.one_in(target) + (" of" if target >= 0.5 else "")  # from there on a percentage
        return f"At {kind.held} of {most}"
    return f"At the {at_thresholds(names, thresholds)}"


def alone(
    rate: RateOfTwo, measured: Measured, *, place: str, point: Point, name: str, caveats: tuple[str, ...]
) -> Finding:
    """Say the rate of one system."""
    e = measured.estimate
    if e.events == 0:
        said = f"never in this trial. The rate is {at_most(e, measured.bounds, wording.percent)}"
    else:
        said = (
            f"in {wording.percent(e.value)} of {wording.units(rate.alone.unit)} "
            f"({e.interval}: {wording.percent_span(e.low, e.high)})"
        )
    found = rate.alone.answered(
        f"{place}, {name} {rate.does_it} {said}.", e, at=point, bounds=measured.bounds,
        sensitivity=measured.sensitivity, caveats=(*measured.caveats, *caveats),
    )  # fmt: skip
    return found.model_copy(update={"systems": (name,)})


def difference(
    rate: RateOfTwo, compared: Compared, *, place: str, point: Point, names: tuple[str, str], caveats: tuple[str, ...]
) -> Finding:
    """Say the difference of two systems' rates, and what may be hidden where none is shown."""
    e = compared.difference
    answer = f"{place}, {change(rate, e, names)}."
    if verdict_of([e]) is Verdict.OPEN:
        what = hidden(e, what=rate.does, first=names[0], second=names[1])
        level = f"{surely(e.level)}{only_if(e)}"
        answer = f"{place}, {change(rate, e, names, interval=False)}. No difference is shown. {what} ({level})."
    found = rate.difference.answered(answer, e, at=point, caveats=(*compared.caveats, *caveats))
    return found.model_copy(update={"systems": names})


def change(rate: RateOfTwo, e: Estimate, names: tuple[str, str], *, interval: bool = True) -> str:
    """Say a difference as part of a sentence."""
    said = f"{names[1]} {rate.does_it} {wording.change(e.value)} {'as' if e.value == 0 else 'than'} {names[0]}"
    if not interval:
        return f"{said} in this trial"
    return f"{said} ({e.interval}: {wording.change_span(e.low, e.high, after=e.value)})"


def ratio(
    rate: RateOfTwo, compared: Compared, *, place: str, point: Point, names: tuple[str, str], caveats: tuple[str, ...]
) -> Finding:
    """Say the ratio of two systems' rates, or why there is none."""
    e = compared.ratio
    if e is None:
        reason = (compared.no_ratio or "").format(first=names[0])
        lower = compared.bounds.lower
        beyond = (
            "" if lower is None else f" It is at least {wording.significant(lower)} ({one_sided(compared.difference)})."
        )
        found = rate.ratio.missing(reason, at=point, answer=f"Not estimable, because {reason}.{beyond}")
        return found.model_copy(update={"systems": names, "bounds": compared.bounds})
    answer = (
        f"{place}, {names[1]} {rate.does_it} {wording.significant(e.value)} times as often as {names[0]} "
        f"({e.interval}: {wording.significant(e.low)} to {wording.significant(e.high)})."
    )
    found = rate.ratio.answered(answer, e, at=point, caveats=(*compared.caveats, *caveats))
    return found.model_copy(update={"systems": names})


def missing(rate: RateOfTwo, reason: str, *, point: Point, names: tuple[str, str]) -> list[Finding]:
    """Say that neither difference nor ratio can be told."""
    return [
        asked.missing(reason, at=point).model_copy(update={"systems": names}) for asked in (rate.difference, rate.ratio)
    ]


def sharing(
    shared: Shared, kind: Trial, names: tuple[str, str], amounts: tuple[int, int], lists: tuple[Lists, Lists]
) -> str | None:
    """Return the caveat on what two trials share; None where people, comparisons and lists are the same.

    ``amounts``: how many comparisons or searches each of them has; ``lists``: what each of them searched.
    """
    return " ".join(filter(None, (lists_differ(names, *lists), _shared(shared, kind, names, amounts)))) or None


def _shared(shared: Shared, kind: Trial, names: tuple[str, str], amounts: tuple[int, int]) -> str | None:
    words = {"first": names[0], "second": names[1], "many": kind.many}
    if shared.people is None:
        return UNNAMED.format(**words)
    if shared.people == 0:
        return NOBODY_SHARED.format(**words)
    if shared.other_samples:
        common = wording.plural(shared.people, "person", "people")
        return OTHER_CHAINS.format(other=wording.count(shared.other_samples), common=common, **words)
    if not shared.same_people:
        people = [wording.plural(n or 0, "person", "people") for n in (shared.people, *shared.of)]
        return PARTLY_SHARED.format(common=people[0], of_first=people[1], of_second=people[2], **words)
    if shared.same_comparisons:
        return None
    first, second = (wording.count(n) for n in amounts)
    return OTHER_COMPARISONS.format(of_first=first, of_second=second, **words)


def failed(
    failures: str,
    counts: Mapping[str, int],
    missed: Mapping[str, int],
    right: Mapping[str, int],
    kind: Trial,
    *,
    unit: str,
) -> tuple[str, ...]:
    """Return the caveat on what could not be compared, or searched; none where everything could.

    ``counts``: how many of each system failed; ``missed``, ``right``: how many of these, in ``unit``, count as misses
    and as no false match or alert.
    """
    if not any(counts.values()):
        return ()
    if failures == "exclude":
        return (LEFT_OUT.format(parts=_parts(counts), many=kind.many),)
    apart = unit if unit != SEARCH else ""
    told = [COUNTED_IN.format(parts=_parts(missed, apart), many=kind.many)] if any(missed.values()) else []
    if any(right.values()):
        told.append(NO_FALSE_MATCH.format(parts=_parts(right, apart), many=kind.others))
    return tuple(told)


def _parts(counts: Mapping[str, int], unit: str = "") -> str:
    """Say a number of each system; ``unit``: what is counted, where that is not each try by itself."""
    said = [wording.plural(n, unit, many(unit)) if unit else wording.count(n) for n in counts.values()]
    return wording.listed([f"{n} of {name}" for n, name in zip(said, counts, strict=True)])


def of_rate(caveats: Sequence[str], rate: RateOfTwo) -> list[str]:
    """Return the caveats of one rate of two, which say of which: both stand side by side."""
    return [text.replace(WHAT_DIFFERS, f"how often the systems {rate.does}") for text in caveats]


def tried_on(shared: Shared, kind: Trial, names: tuple[str, str], not_shared: str | None, *, of_all: bool) -> Caveat:
    """Say on whom two systems were tried: what two trials do not share, or how many people they have in common.

    ``not_shared``: what :func:`sharing` says; ``of_all``: it says nothing of any two systems, so that all are alike.
    """
    if not_shared:
        return in_short(not_shared, Weight.MOVES)
    people = wording.plural(shared.people or 0, "person", "people")
    return Caveat(
        f"These are {people}." if of_all else f"{wording.listed([*names])} were tried on {people}.",
        f"{'Every system was' if of_all else 'Both were'} given the same {kind.many}; other people may differ.",
        "More people would narrow the range.",
        Weight.WIDENS,
    )


def chosen_here(kind: Trial, errors: Sequence[int]) -> list[str]:
    """Return the caveats on thresholds chosen in the trial; ``errors``: how many each of them was set by."""
    few = min(errors, default=DOZEN)
    rough = [ROUGH.format(held=kind.held, few=few)] if few < DOZEN else []
    return [CHOSEN_HERE.format(many=kind.many), *rough]
