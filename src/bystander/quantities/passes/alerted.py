"""TPIR of a seeded test: how often does a pass of somebody on the watchlist set off an alert? And how often none?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bystander.findings import InGroups, Quantity, Sensitivity, Term, wording
from bystander.findings.at_zero import at_least, at_most
from bystander.quantities.answer import Answer
from bystander.quantities.passes.facts import NO_PASSES, UNIT, VOLUNTEERS
from bystander.quantities.passes.share import share_of

if TYPE_CHECKING:
    from bystander.evidence.passes.passes import Passes
    from bystander.intervals.measured import Measured
    from bystander.quantities.passes.facts import Facts

PASSES_ALERTED = Quantity(
    name="passes-alerted",
    heading="Passes that set off an alert (TPIR)",
    question="How often does a pass of somebody who is on the watchlist set off an alert?",
    unit=UNIT,
    population=VOLUNTEERS,
    term=Term(
        "Seeded test",
        "A test of a system in use. Volunteers whose pictures are on the watchlist pass its cameras, and each pass is "
        "counted.",
        ("seeded test", "seeded tests", "seeded operational test"),
    ),
    of_passers_by=False,
    nothing=NO_PASSES,
    often=True,
    page="seeded-tests.md",
    groups=InGroups(
        question="How often does a pass of somebody who is on the watchlist set off an alert, part by part?",
        errors="passes with an alert",
        chart="Passes that set off an alert",
        of=VOLUNTEERS,
    ),
)
PASSES_MISSED = Quantity(
    name="passes-missed",
    heading="Passes without an alert",
    question="How often does a pass of somebody who is on the watchlist set off no alert?",
    unit=UNIT,
    population=VOLUNTEERS,
    of_passers_by=False,
    nothing=NO_PASSES,
    often=True,
    page="seeded-tests.md",
    groups=InGroups(
        question="How often does a pass of somebody who is on the watchlist set off no alert, by group?",
        errors="passes without an alert",
        chart="Passes without an alert",
        of=VOLUNTEERS,
    ),
)
ONLY_FACES = "passes whose face was not found are left out"


def passes_alerted(facts: Facts, *, failures: str) -> Answer:
    """Return the share of passes with a right alert, measured and said; not estimable without a pass (0/0)."""
    passes = facts.passes
    counted = passes.without_failures() if failures == "exclude" else passes
    if not counted.passes.sum():
        return Answer.none(PASSES_ALERTED, at=facts.point)
    measured = measured_alerts(counted, level=facts.level)
    answer = f"{facts.where}{wording.capital(said(measured, facts))}."
    found = Answer.of(PASSES_ALERTED, measured, answer, at=facts.point)
    seen = passes.without_failures()
    if failures == "exclude" or not 0 < seen.passes.sum() < passes.passes.sum():
        return found
    e = measured_alerts(seen, level=facts.level).estimate
    row = Sensitivity(
        assumption=f"{ONLY_FACES}: {wording.percent(e.value)} of {wording.count(e.trials or 0)}", low=e.low, high=e.high
    )
    finding = found.finding.model_copy(update={"sensitivity": (row,)})
    return Answer(measured=measured, finding=finding)


def measured_alerts(passes: Passes, *, level: float) -> Measured:
    """Measure the share of passes with a right alert. Raises ValueError without a pass (0/0)."""
    return share_of(passes.of_people(passes.right), passes.of_people(passes.passes), level=level)


def measured_misses(passes: Passes, *, level: float) -> Measured:
    """Measure the share of passes without a right alert. Raises ValueError without a pass (0/0)."""
    return share_of(passes.of_people(passes.passes - passes.right), passes.of_people(passes.passes), level=level)


def said(measured: Measured, facts: Facts, *, whose: str = "") -> str:
    """Say the share as part of a sentence; ``whose``: put behind the passes."""
    e = measured.estimate
    who = " on the right person" if facts.passes.right_known else ""
    events, trials = wording.count(e.events or 0), wording.plural(e.trials or 0, facts.one, facts.many)
    lead = f" {whose} " if whose else " "
    if e.trials == 1:
        did, limit = ("an", at_least(e, wording.percent)) if e.events else ("no", _most(measured))
        return f"the one {facts.one}{lead}set off {did} alert{who}; the share of passes is {limit}"
    if e.events == 0:
        return f"none of {trials}{lead}set off an alert{who}; the share is {_most(measured)}"
    if e.events == e.trials:
        return f"all {trials}{lead}set off an alert{who}; the share is {at_least(e, wording.percent)}"
    return (
        f"of {trials}{lead.rstrip()}, {events} set off an alert{who}: {wording.percent(e.value)} "
        f"({facts.surely}: {wording.percent_span(e.low, e.high)})"
    )


def _most(measured: Measured) -> str:
    return at_most(measured.estimate, measured.bounds, wording.percent)
