"""The verdict of a trial of searches and its caveats: what the report opens with."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bystander.findings import wording
from bystander.findings.first_screen import Caveat, Weight
from bystander.intervals.caveats import flags, of_counts, sure_limit
from bystander.intervals.kg_t import FEW_PEOPLE
from bystander.intervals.methods import EVERY_SEARCH
from bystander.quantities.searches.facts import (
    CHOSEN,
    NOBODY_OFF_THE_LIST,
    SAME_DATA,
    count_of,
    of_alone,
    of_ties,
    of_watchlist,
    threshold_of,
    within,
)
from bystander.quantities.searches.fnir import missed, without_failed
from bystander.quantities.searches.fpir import failed_of, fpir_answer
from bystander.quantities.without_a_score import LARGE, moved_by
from bystander.studies.caveats import MADE_UP, TIES, in_short, leading, of_problem, of_rates, steps
from bystander.studies.evaluate.cluster_words import caveat, counted_as

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bystander.intervals.measured import Measured
    from bystander.quantities.searches.facts import Facts
    from bystander.quantities.searches.point import OfTies, SearchMeasure

FEW_BEHIND = "Few errors, or few people, are behind the range of {what}."
MORE = "More people would remove this."
EMPTY = "EV69"  # of lists that tell it by themselves
ALL_PASS = Caveat(
    "Every search that is listed returned somebody at this threshold.",
    "Searches that returned nobody may be missing from the file, and with them people who were missed.",
    "A row with an empty candidate for each of them would remove this.",
    Weight.VOIDS,
)


def verdict(main: SearchMeasure | None, facts: Facts) -> tuple[str, ...]:
    """Return the three sentences that the report opens with."""
    said: list[str] = []
    if main is not None and main.fpir is not None:
        said.append(fpir_answer(main.fpir, main.point, facts))
    elif not facts.non_mated:
        said.append(f"How often somebody is returned by mistake cannot be said, because {facts.no_non_mated}.")
    if main is not None and main.fnir is not None:
        where = "that threshold" if main.fpir is not None else f"the threshold {threshold_of(main.point)}"
        said.append(f"At {where}, {missed(main.fnir, facts)}{within(main.point)}.")
    if main is not None and main.untold is not None:
        both = main.fpir is None and main.fnir is None
        what = "No rate" if both else "No rate of false alerts" if main.fpir is None else "No rate of misses"
        said.append(f"{what} is known at the threshold {threshold_of(main.point)}, as {main.untold}.")
    said.append(_ground(facts))
    return tuple(said)


def caveats(main: SearchMeasure | None, facts: Facts, *, ties: OfTies | None = None) -> tuple[Caveat, ...]:
    """Return the caveats of the whole; ``ties``: what equal scores decide of the number that is told first."""
    found = [MADE_UP] if facts.synthetic else []
    found += leading(facts.problems)
    if main is not None and main.fnir is not None:
        found += [in_short(text, Weight.MOVES) for text in without_failed(main.fnir, facts)]
    if main is not None and main.fpir is not None and moved_by(facts.silent, main.fpir.estimate) > LARGE:
        found += [in_short(text, Weight.MOVES) for text in failed_of(main.fpir, facts)]
    found += of_ties(ties if main is None else main.ties, facts)
    found += of_alone(facts)
    found += [NOBODY_OFF_THE_LIST] if facts.left_out else []
    rates = [main.fpir, main.fnir] if main else []
    lacking = any(m is not None and m.estimate.method.rests_on(EVERY_SEARCH) for m in rates)
    found += [ALL_PASS] if lacking and not any(p.code == EMPTY for p in facts.problems) else []
    found += [in_short(text, Weight.MOVES) for text in _unnamed(rates)]
    found.append(of_watchlist(facts))
    found += [in_short(text, Weight.WIDENS) for text in caveat(facts.clusters)]
    told = {str(c) for c in found}
    few = of_rates(_named(m, what) for m, what in zip(rates, ("false alerts", "misses"), strict=False))
    found += [c for c in few if str(c) not in told]
    if main is not None and main.point.target_fpir is not None:
        found.append(in_short(CHOSEN if main.chosen_again else SAME_DATA, Weight.WIDENS))
    target = main.point.target_fpir if main is not None else None
    if main is not None and target is not None:
        at = main.point
        found += steps(at.achieved_fpir, at.next_fpir, target, what="false alerts", often=True)
    small = target is not None
    found += [of_problem(p, Weight.NARROWS) for p in facts.problems if not p.leads and not (small and p.code == TIES)]
    return tuple(dict.fromkeys(found))


def _named(measured: Measured | None, what: str) -> Measured | None:
    """Return a rate whose caveat of few people says which range it is of, and which limit is sure all the same."""
    if measured is None or not (few := flags(measured.estimate.drivers)):
        return measured
    people, upper = measured.estimate.drivers or 0.0, measured.bounds.assumption_free_upper
    as_if = f"It is as if about {wording.plural(round(people), 'person', 'people')} had been tested, and may be"
    said = f"{FEW_BEHIND.format(what=what)} {as_if}"
    if people >= FEW_PEOPLE:
        said += " a little too narrow."
    else:
        said += f" too narrow. {sure_limit(upper, measured.estimate.high)}"
    return replace(measured, caveats=tuple(f"{said} {MORE}" if c in few else c for c in measured.caveats))


def _unnamed(rates: Sequence[Measured | None]) -> tuple[str, ...]:
    """Return what is said of rates whose people nobody named: how far a range may then be off."""
    known = [m for m in rates if m is not None and m.estimate.method.only_if]
    said = {of_counts(m.estimate.method, alone=alone) for m in known for alone in (False, True)}
    return tuple(dict.fromkeys(text for m in known for text in m.caveats if text in said))


def _ground(facts: Facts) -> str:
    """Say what everything rests on."""
    kinds = [(facts.mated, "people on the watchlist"), (facts.non_mated, "people who are not")]
    seen = wording.listed([f"{count_of(n, facts)} of {who}" for n, who in kinds if n])
    if facts.left_out:
        seen = f"{count_of(facts.mated, facts)}, each read with the right person and with that person left out"
        seen += f", but for {count_of(facts.alone, facts)} that met nobody else" if facts.alone else ""
    size = "a watchlist of unknown size" if facts.uneven is None else facts.lists
    if facts.enrolled is not None:
        size = f"a watchlist of {wording.plural(facts.enrolled, 'person', 'people')}"
    whose = "" if facts.people is None else f"; in all on {wording.plural(facts.people, 'person', 'people')}"
    whose += counted_as(facts.clusters) if whose else ""
    return f"This rests on {seen}{whose}, and on {size}."
