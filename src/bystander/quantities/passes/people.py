"""How many of those who are on the watchlist set off an alert at least once, in all their passes?"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from bystander.findings import Quantity, wording
from bystander.findings.at_zero import at_least, at_most
from bystander.kernels.distinct import distinct
from bystander.quantities.answer import Answer
from bystander.quantities.passes.facts import NO_PASSES, VOLUNTEERS
from bystander.quantities.passes.share import share_of

if TYPE_CHECKING:
    from bystander.evidence.passes.passes import Passes
    from bystander.intervals.measured import Measured
    from bystander.quantities.passes.facts import Facts

VOLUNTEERS_ALERTED = Quantity(
    name="volunteers-alerted",
    heading="Volunteers who set off an alert at least once",
    question="How many of those who are on the watchlist set off an alert at least once?",
    unit="volunteer",
    population=f"{VOLUNTEERS}, who pass as often",
    of_passers_by=False,
    nothing=NO_PASSES,
    often=True,
    page="seeded-tests.md",
)
MORE_OFTEN = (
    "Whoever passes more often has more chances: the share of people holds for as many passes as these volunteers made."
    " A test with as many passes as people make in use would remove this."
)


def volunteers_alerted(facts: Facts) -> Answer:
    """Return the share of volunteers with a right alert in any pass, measured and said."""
    measured = measured_volunteers(facts.passes, level=facts.level)
    e = measured.estimate
    answer = (
        f"{facts.where}{counted(measured, facts)}, in {often(facts.passes)}. That is {wording.percent(e.value)} "
        f"({limits(measured, facts)})."
    )
    return Answer.of(VOLUNTEERS_ALERTED, measured, answer, at=facts.point, caveats=(MORE_OFTEN,))


def measured_volunteers(passes: Passes, *, level: float) -> Measured:
    """Measure the share of volunteers with a right alert; people who share a cluster count as one."""
    who = distinct(passes.person)
    alerted = np.zeros(passes.people, np.int64)
    np.maximum.at(alerted, passes.person, (passes.right > 0).astype(np.int64))
    group = who if passes.clusters is None else passes.clusters.codes[who]
    number = passes.people if passes.clusters is None else passes.clusters.number
    x, k = np.zeros(number, np.int64), np.zeros(number, np.int64)
    np.add.at(x, group, alerted[who])
    np.add.at(k, group, 1)
    return share_of(x, k, level=level)


def counted(measured: Measured, facts: Facts) -> str:
    """Say how many there were: "38 of 40 volunteers set off an alert at least once"; where it is known, on whom."""
    e = measured.estimate
    who = " on the right person" if facts.passes.right_known else ""
    whole = wording.plural(e.trials or 0, "volunteer")
    if e.trials == 1:
        return f"the one volunteer set off {f'an alert{who} at least once' if e.events else f'no alert{who}'}"
    if not e.events:
        return f"none of {whole} set off an alert{who}"
    part = "all" if e.events == e.trials else f"{wording.count(e.events)} of"
    return f"{part} {whole} set off an alert{who} at least once"


def limits(measured: Measured, facts: Facts) -> str:
    """Say the interval, or the limit on one side."""
    e = measured.estimate
    if e.events == 0:
        return at_most(e, measured.bounds, wording.percent, in_brackets=True)
    if e.events == e.trials:
        return at_least(e, wording.percent, in_brackets=True)
    return f"{facts.surely}: {wording.percent_span(e.low, e.high)}"


def often(passes: Passes) -> str:
    """Say how often volunteers passed: "3 passes each", "2 to 7 passes each"; of one volunteer without "each"."""
    made = np.zeros(passes.people, np.int64)
    np.add.at(made, passes.person, passes.passes)
    least, most = int(made[made > 0].min()), int(made.max())
    each = " each" if np.count_nonzero(made) > 1 else ""
    return (wording.plural(most, "pass", "passes") if least == most else f"{least:,} to {most:,} passes") + each
