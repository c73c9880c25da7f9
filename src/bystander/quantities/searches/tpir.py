"""TPIR at a target FPIR: how often is the right person found where false alerts are held rare? One less FNIR."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bystander.findings import Estimate, Point, Quantity, Term, wording
from bystander.findings.at_zero import at_least
from bystander.quantities.searches.facts import (
    FIXED,
    NO_MATED,
    count_of,
    shared_caveats,
    threshold_of,
    within,
)
from bystander.quantities.searches.fnir import without_failed

if TYPE_CHECKING:
    from bystander.findings import Finding
    from bystander.intervals.measured import Measured
    from bystander.quantities.searches.facts import Facts

TPIR = Quantity(
    name="tpir",
    id="tpir-at-fpir",
    heading="Searched people who are found (TPIR)",
    question="If so many searches of others may return somebody, how often is the right person found?",
    unit="mated search",
    population=FIXED,
    term=Term(
        "True positive identification rate (TPIR)",
        "How often a person on the watchlist is found: one minus the FNIR.",
        ("true positive identification rate", "TPIR"),
    ),
    of_passers_by=False,
    nothing=NO_MATED,
    often=True,
    page="identification.md",
)


def tpir_at_fpir(measured: Measured | None, point: Point, facts: Facts, *, said: tuple[str, ...] = ()) -> Finding:
    """Return the finding of a TPIR at a target, from the FNIR there; ``said``: as for FNIR."""
    target = point.target_fpir or 0.0
    question = asked_tpir(target, facts)
    if measured is None:
        return question.missing(NO_MATED, at=point)
    e = measured.estimate
    found = Estimate(
        value=1 - e.value, low=1 - e.high, high=1 - e.low, level=e.level, method=e.method,
        events=None if e.events is None or e.trials is None else int(e.trials) - e.events, trials=e.trials,
        effective_trials=e.effective_trials, people=e.people, df=e.df,
    )  # fmt: skip
    doubt = f"({found.interval}: {wording.ends(found.low, found.high, often=True)})"
    if e.events == 0:
        doubt = f"({at_least(found, wording.percent, in_brackets=True)})"
    answer = (
        f"The lowest threshold that keeps false alerts at or below {wording.one_in(target)} is {threshold_of(point)} "
        f"(it reaches {wording.percent(point.achieved_fpir or 0)}). There the right person is found in "
        f"{wording.percent(found.value)} of the {facts.many} {doubt}{within(point)}."
    )
    caveats = (*measured.caveats, *shared_caveats(facts), *without_failed(measured, facts), *said)
    return question.answered(answer, found, at=point, caveats=caveats)


UNBOUNDED = (
    "no threshold is shown to keep to that for new people. Some {needed} of people who are not on the watchlist might "
    "show such a threshold"
)
UNBOUNDED_BY_MANY = "no threshold is shown to keep to that for new people. More people, or finer scores, might show one"
NEEDED = 10  # false alerts expected at the target, from which on some threshold is shown to keep it


def unbounded(target: float, point: Point, facts: Facts) -> Finding:
    """Return the finding that nothing bounds the threshold of a target from above, and what would."""
    enough = round(NEEDED / target)
    reason = UNBOUNDED.format(needed=count_of(enough, facts)) if enough > facts.non_mated else UNBOUNDED_BY_MANY
    return asked_tpir(target, facts).missing(reason, at=point)


def asked_tpir(target: float, facts: Facts) -> Quantity:
    """Return the question at a target, in the units of the trial."""
    said = wording.one_in(target)
    question = f"If at most {said} {facts.many} of others may return somebody, how often is the right person found?"
    return replace(TPIR, question=question, unit=facts.mated_unit)


def beyond_evidence(target: float, facts: Facts) -> Finding:
    """Return the finding that a target lies below what the trial can show, and what would be needed."""
    reason = too_few(target, facts) if facts.non_mated else facts.no_non_mated
    return asked_tpir(target, facts).missing(reason, at=Point(target_fpir=target, n=facts.watchlist))


def too_few(target: float, facts: Facts) -> str:
    """Say why a target cannot be shown by the searches of people who are not on the watchlist."""
    return (
        f"{count_of(facts.non_mated, facts)} of people off the list are too few; "
        f"{wording.count(1 / target)} would hold one false alert, several times that measure it"
    )
