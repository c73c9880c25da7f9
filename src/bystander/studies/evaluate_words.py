"""What an evaluation says: its findings, its verdict and its caveats, in words a layperson reads."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from bystander.findings import Bounds, Finding, Point, wording
from bystander.rates import clusters
from bystander.rates.measured import Measured, clustered, unclustered

if TYPE_CHECKING:
    from bystander.evidence.inspection import Inspection
    from bystander.evidence.trial import Trial
    from bystander.rates.equal_error import EqualErrorMeasure
    from bystander.studies.evaluate import OperatingMeasure
    from bystander.tally.comparisons import ComparisonTally

NEW_PEOPLE = "new people, for both sides of the comparison"
NEW_PERSON = "new people"
MATED, NON_MATED = "mated comparison", "non-mated comparison"
CROWD = 60_000

SAME_DATA = (
    "The threshold was chosen on the same comparisons, and the interval takes it as given: it is somewhat too narrow. "
    "A threshold set in advance (--threshold), or a second trial, would remove this."
)
NOT_A_CROWD = (
    "These are rates per comparison of two images. A camera compares every passer-by with everybody on its watchlist, "
    "so a rate per passer-by is many times larger. A trial of searches, or a deployment record, would tell."
)
SYNTHETIC = "The scores were made up by a generator: they show how a report reads, and nothing about any product."
SAMPLED_PAIRS = (
    "Repeated comparisons of the same two people were counted on a random part of the pairs, the same for every run; "
    "this moves the interval by less than one part in a hundred."
)
BRACKET = (
    "Mated and non-mated scores tie at the crossing: the rate lies between {low} and {high}, the upper end is given. "
    "Finer scores would remove this."
)
LEGACY = "No system is used at this threshold unless it is set there; it serves comparison with older reports."
NO_NON_MATED = "the trial holds no comparisons of two different people"
NO_MATED = "the trial holds no comparisons of a person with themself"
NO_THRESHOLD = "no threshold was given, and without non-mated comparisons none follows from a false match rate"


@dataclass(frozen=True, kw_only=True)
class Facts:
    """What the sentences need to know about the trial."""

    level: float
    mated: int
    non_mated: int
    people: int | None
    synthetic: bool
    approximate_pairs: bool
    warnings: tuple[str, ...]

    @classmethod
    def of(cls, trial: Trial, inspection: Inspection, tally: ComparisonTally, *, level: float) -> Facts:
        """Gather them."""
        warned = [p for p in inspection.problems if p.severity in ("refused", "warning")]
        return cls(
            level=level,
            mated=tally.mated_total,
            non_mated=tally.non_mated_total,
            people=inspection.people,
            synthetic=trial.synthetic,
            approximate_pairs=tally.subjects is not None and tally.pairs is None and tally.non_mated_total > 0,
            warnings=tuple(f"{p.found} {p.means}".strip() for p in warned),
        )

    @property
    def surely(self) -> str:
        """Name the level."""
        return f"{self.level * 100:g} %"


def target_label(target: float) -> str:
    """Name a target FMR."""
    return wording.one_in(target)


def fmr(measure: OperatingMeasure, facts: Facts) -> Finding:
    """Say how often two different people match at a threshold."""
    question = "How often does the system take two different people for one?"
    if measure.fmr is None:
        return _missing("fmr", question, "fmr", NON_MATED, NEW_PEOPLE, NO_NON_MATED, measure.point)
    estimate = measure.fmr.estimate
    if estimate.events == 0:
        answer = (
            f"At the threshold {_threshold(measure)} none of {wording.count(facts.non_mated)} comparisons of two different "
            f"people matched; the rate is at most {wording.one_in(estimate.high)} ({facts.surely} one-sided)."
        )
    else:
        answer = (
            f"At the threshold {_threshold(measure)}, {wording.per_crowd(estimate.value, CROWD)} comparisons of two different "
            f"people match by mistake, {wording.one_in(estimate.value)} ({facts.surely} interval: {_range(measure.fmr)})."
        )
    extra = (SAMPLED_PAIRS,) if facts.approximate_pairs else ()
    chosen = (SAME_DATA,) if measure.point.achieved_fmr is not None else ()
    return _finding("fmr", question, answer, "fmr", NON_MATED, NEW_PEOPLE, measure.point, measure.fmr, (*chosen, *extra))


def fnmr(measure: OperatingMeasure, facts: Facts) -> Finding:
    """Say how often a person is not recognised as themself at a threshold."""
    question = "How often does the system fail to recognise that two images show one person?"
    if measure.fnmr is None:
        return _missing("fnmr", question, "fnmr", MATED, NEW_PERSON, NO_MATED, measure.point)
    answer = f"At the threshold {_threshold(measure)}, {_missed(measure.fnmr, facts)}."
    return _finding("fnmr", question, answer, "fnmr", MATED, NEW_PERSON, measure.point, measure.fnmr)


def fnmr_at_fmr(measure: OperatingMeasure, facts: Facts) -> Finding:
    """Say the FNMR where the FMR is held at or below a target."""
    target = wording.one_in(measure.point.target_fmr or 0)
    question = f"If at most {target} comparisons of different people may match, how often is a person not recognised?"
    if measure.fnmr is None:
        return _missing("fnmr-at-fmr", question, "fnmr", MATED, NEW_PERSON, NO_MATED, measure.point)
    achieved = wording.one_in(measure.point.achieved_fmr or 0)
    answer = (
        f"The lowest threshold that keeps false matches at or below {target} is {_threshold(measure)} (it reaches {achieved}); "
        f"there {_missed(measure.fnmr, facts)}."
    )
    return _finding(
        "fnmr-at-fmr", question, answer, "fnmr", MATED, NEW_PERSON, measure.point, measure.fnmr, (SAME_DATA,)
    )


def fnmr_at_zero_fmr(measure: OperatingMeasure, facts: Facts) -> Finding:
    """Say the FNMR at the lowest threshold where no non-mated comparison matched."""
    question = "If the threshold is raised until no two different people match in the trial, how often is a person not recognised?"
    if measure.fnmr is None:
        return _missing("fnmr-at-zero-fmr", question, "fnmr", MATED, NEW_PERSON, NO_MATED, measure.point)
    answer = (
        f"That takes a threshold of {_threshold(measure)}; there {_missed(measure.fnmr, facts)}. No false match in this trial is "
        "not a false match rate of zero."
    )
    return _finding(
        "fnmr-at-zero-fmr", question, answer, "fnmr", MATED, NEW_PERSON, measure.point, measure.fnmr, (SAME_DATA,)
    )


def beyond_evidence(target: float, facts: Facts) -> Finding:
    """Say that a target lies below what the trial can show, and what would be needed."""
    said = wording.one_in(target)
    question = f"If at most {said} comparisons of different people may match, how often is a person not recognised?"
    if not facts.non_mated:
        reason = NO_NON_MATED
    else:
        needed = wording.count(1 / target)
        reason = (
            f"the trial has {wording.count(facts.non_mated)} comparisons of different people, and a rate of {said} needs at "
            f"least {needed} to show one, several times that to measure it"
        )
    return _missing("fnmr-at-fmr", question, "fnmr", MATED, NEW_PERSON, reason, Point(target_fmr=target))


def no_fmr(facts: Facts) -> Finding:
    """Say that there is no FMR at all."""
    reason = NO_NON_MATED if not facts.non_mated else NO_THRESHOLD
    question = "How often does the system take two different people for one?"
    return _missing("fmr", question, "fmr", NON_MATED, NEW_PEOPLE, reason, Point())


def no_fnmr(facts: Facts) -> Finding:
    """Say that there is no FNMR at all."""
    reason = NO_MATED if not facts.mated else NO_THRESHOLD
    question = "How often does the system fail to recognise that two images show one person?"
    return _missing("fnmr", question, "fnmr", MATED, NEW_PERSON, reason, Point())


def eer(measure: EqualErrorMeasure | None, facts: Facts, *, sign: float) -> Finding:
    """Say where the two error rates are equal."""
    question = "At the threshold where both kinds of error are equally frequent, how frequent are they?"
    if measure is None:
        reason = NO_NON_MATED if not facts.non_mated else NO_MATED
        return _missing("eer", question, "eer", "comparison", NEW_PEOPLE, reason, Point())
    value = wording.percent(measure.estimate.value, 3)
    span = f"{wording.percent(measure.estimate.low)} to {wording.percent(measure.estimate.high)}"
    answer = f"Both are {value} (equal error rate; {facts.surely} interval {span})."
    said = [LEGACY, SAME_DATA]
    if measure.bracket_low < measure.bracket_high:
        low, high = (wording.percent(end, 4) for end in (measure.bracket_low, measure.bracket_high))
        said.insert(0, BRACKET.format(low=low, high=high))
    return Finding(
        id="eer",
        question=question,
        answer=answer,
        quantity="eer",
        unit="comparison",
        population=NEW_PEOPLE,
        at=Point(threshold=sign * measure.threshold + 0.0),
        estimate=measure.estimate,
        caveats=(*said, *measure.caveats),
    )


def failures(tally: ComparisonTally, facts: Facts, *, level: float) -> list[Finding]:
    """Say how often no comparison could be made, where the evidence records failures."""
    failed = tally.mated_failed + tally.non_mated_failed
    if not failed:
        return []
    question = "How often could the system not compare at all?"
    share = tally.failure_counts
    if share.x is None or share.k is None:
        measured = unclustered(share.errors, share.trials, level=level)
    else:
        rate = clusters.one_way(share.x, share.k)
        people = int(np.count_nonzero(share.k))
        measured = clustered(rate, level=level, sets=people)
    estimate = measured.estimate
    answer = (
        f"In {wording.plural(failed, 'comparison')} of {wording.count(share.trials)}, {wording.percent(estimate.value)} "
        f"({facts.surely} interval: {wording.percent(estimate.low)} to {wording.percent(estimate.high)})."
    )
    return [_finding("failures", question, answer, "failure-rate", "comparison", NEW_PERSON, Point(), measured)]


def verdict(main: OperatingMeasure | None, facts: Facts) -> tuple[str, ...]:
    """Give the three sentences that the report opens with."""
    said: list[str] = []
    if main is not None and main.fmr is not None:
        estimate = main.fmr.estimate
        if estimate.events == 0:
            said.append(
                f"At a threshold of {_threshold(main)}, no two different people were taken for one in this trial; that shows a "
                f"rate of at most {wording.one_in(estimate.high)} comparisons, not of zero."
            )
        else:
            said.append(
                f"At a threshold of {_threshold(main)}, the system takes two different people for one in about "
                f"{wording.one_in(estimate.value)} comparisons; for new people it could be {_range(main.fmr)}."
            )
    if main is not None and main.fnmr is not None:
        said.append(f"At that threshold, {_missed(main.fnmr, facts)}." if said else f"At a threshold of {_threshold(main)}, {_missed(main.fnmr, facts)}.")
    said.append(_ground(main, facts))
    return tuple(said)


def study_caveats(main: OperatingMeasure | None, facts: Facts) -> tuple[str, ...]:
    """Give the caveats of the whole, the most important first."""
    said: list[str] = [SYNTHETIC] if facts.synthetic else []
    flags = [c for m in ((main.fmr, main.fnmr) if main else ()) if m for c in m.caveats]
    said += flags
    if facts.non_mated:
        said.append(NOT_A_CROWD)
    if main is not None and main.point.achieved_fmr is not None:
        said.append(SAME_DATA)
    said += facts.warnings
    return tuple(dict.fromkeys(said))


def _ground(main: OperatingMeasure | None, facts: Facts) -> str:
    """Say what everything rests on."""
    seen = wording.listed(
        [
            wording.plural(number, f"comparison of {what}", f"comparisons of {what}")
            for number, what in ((facts.non_mated, "different people"), (facts.mated, "a person with themself"))
            if number
        ]
    )
    if facts.people is None:
        return f"This rests on {seen}; whose they are is not recorded, so how sure one can be is only known if they are independent."
    sentence = f"This rests on {wording.plural(facts.people, 'person', 'people')} and {seen}"
    measured = main.fmr if main and main.fmr else None
    effective = measured.estimate.effective_trials if measured else None
    if measured is None or effective is None or not facts.non_mated or effective > 0.9 * facts.non_mated:
        return sentence + "."
    return (
        f"{sentence}; as the same people appear again and again, the {wording.count(facts.non_mated)} comparisons of different "
        f"people tell about as much as {wording.significant(effective)} independent ones."
    )


def _missed(measured: Measured, facts: Facts) -> str:
    """Say an FNMR as part of a sentence."""
    estimate = measured.estimate
    if estimate.events == 0:
        return (
            f"no person went unrecognised in {wording.count(facts.mated)} comparisons; the rate is at most "
            f"{wording.percent(estimate.high)} ({facts.surely} one-sided)"
        )
    span = f"{wording.percent(estimate.low)} to {wording.percent(estimate.high)}"
    return (
        f"{wording.percent(estimate.value)} of the comparisons of a person with themself fail "
        f"({facts.surely} interval: {span})"
    )


def _range(measured: Measured) -> str:
    return wording.interval(measured.estimate.low, measured.estimate.high)


def _threshold(measure: OperatingMeasure) -> str:
    threshold = measure.point.threshold
    return "none" if threshold is None else f"{threshold:.6g}"


def _finding(
    finding_id: str,
    question: str,
    answer: str,
    quantity: str,
    unit: str,
    population: str,
    point: Point,
    measured: Measured,
    caveats: tuple[str, ...] = (),
) -> Finding:
    return Finding(
        id=finding_id,
        question=question,
        answer=answer,
        quantity=quantity,
        unit=unit,
        population=population,
        at=point,
        estimate=measured.estimate,
        bounds=measured.bounds,
        sensitivity=measured.sensitivity,
        caveats=(*measured.caveats, *caveats),
    )


def _missing(
    finding_id: str, question: str, quantity: str, unit: str, population: str, reason: str, point: Point
) -> Finding:
    return Finding(
        id=finding_id,
        question=question,
        answer=f"Not estimable, because {reason}.",
        quantity=quantity,
        unit=unit,
        population=population,
        at=point,
        not_estimable=reason,
        bounds=Bounds(),
    )


