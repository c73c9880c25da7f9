"""The findings of an evaluation, in words a layperson reads."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from bystander.findings import Point, wording
from bystander.findings.asked import Asked
from bystander.quantities.comparisons.comparison import failure_rate

if TYPE_CHECKING:
    from bystander.evidence.comparisons.inspection import Inspection
    from bystander.evidence.comparisons.trial import Trial
    from bystander.evidence.people.clusters import Clusters
    from bystander.findings import Finding
    from bystander.intervals.measured import Measured
    from bystander.quantities.comparisons.auc import AreaMeasure
    from bystander.quantities.comparisons.eer import EqualErrorMeasure
    from bystander.quantities.comparisons.operating_point import OperatingMeasure
    from bystander.tally.comparisons.tally import ComparisonTally

NEW_PEOPLE = "new people, for both sides of the comparison"
NEW_PERSON = "new people"
NEW_ON_BOTH_SIDES = "new people to be compared, and new people as references"
CROWD = 60_000

SAME_DATA = (
    "The threshold was chosen on the same comparisons, and the interval takes it as given: it is somewhat too narrow. "
    "A threshold set in advance (--threshold), or a second trial, would remove this."
)
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
NO_CROSSING = "so many comparisons failed that rejections outnumber false matches at every threshold"
AREA_LEGACY = (
    "It averages over all thresholds, most of them with false matches by the thousand; it serves comparison with older "
    "reports, and a system is better judged at the threshold that it is used with."
)
NO_REPLICATES = "its interval needs replicates of the trial, and none were asked for (--replicates 0)"
PEOPLE_UNKNOWN = (
    "the evidence does not say which comparisons belong to the same person, so that nothing tells how sure it is"
)
AREA_BELOW = (
    "only the highest {kept} of {all} comparisons of different people are kept one by one, and nothing tells how much "
    "the people in the others differ"
)
SEPARATED = (
    "fewer than 5 comparisons of either kind lie on the wrong side of one of the other kind, which is too few to tell "
    "how sure it is; a larger trial would show more"
)
NO_MATED = "the trial holds no comparisons of a person with themself"
NO_THRESHOLD = "no threshold was given, and without non-mated comparisons none follows from a false match rate"


ASKED_FMR = Asked(
    id="fmr",
    question="How often does the system take two different people for one?",
    quantity="fmr",
    unit="non-mated comparison",
    population=NEW_PEOPLE,
)
ASKED_FNMR = Asked(
    id="fnmr",
    question="How often does the system fail to recognise that two images show one person?",
    quantity="fnmr",
    unit="mated comparison",
    population=NEW_PERSON,
)
ASKED_ZERO = replace(
    ASKED_FNMR,
    id="fnmr-at-zero-fmr",
    question="If the threshold is raised until no two different people match in the trial, "
    "how often is a person not recognised?",
)
ASKED_EER = Asked(
    id="eer",
    question="At the threshold where both kinds of error are equally frequent, how frequent are they?",
    quantity="eer",
    unit="comparison",
    population=NEW_PEOPLE,
)
ASKED_AUC = Asked(
    id="auc",
    question="How often does a comparison of one person with themself score higher than one of two different people?",
    quantity="auc",
    unit="pair of a mated and a non-mated comparison",
    population=NEW_PEOPLE,
)
ASKED_FAILURES = Asked(
    id="failures",
    question="How often could the system not compare two images at all?",
    quantity="failure-rate",
    unit="mated comparison",
    population=NEW_PERSON,
)


@dataclass(frozen=True, kw_only=True)
class Facts:
    """What the sentences need to know about the trial."""

    level: float
    mated: int
    non_mated: int
    people: int | None
    clusters: Clusters | None
    synthetic: bool
    approximate_pairs: bool
    crossed: bool  # nobody is both probe and reference
    warnings: tuple[str, ...]
    in_tail: int  # comparisons of different people that are held one by one
    kept: int | None  # comparisons of different people that a tally file keeps one by one, where it lacks the others

    @classmethod
    def of(cls, trial: Trial, inspection: Inspection, tally: ComparisonTally, *, level: float) -> Facts:
        """Gather them."""
        warned = [p for p in inspection.problems if p.severity in ("refused", "warning")]
        return cls(
            level=level,
            mated=tally.mated_total,
            non_mated=tally.non_mated_total,
            people=inspection.people,
            clusters=trial.clusters,
            synthetic=trial.synthetic,
            approximate_pairs=tally.subjects is not None and tally.pairs is None and tally.non_mated_total > 0,
            crossed=bool(tally.roles_disjoint),
            warnings=tuple(p.caveat for p in warned),
            in_tail=len(tally.tail),
            kept=None if tally.non_mated_at_or_above is not None else len(tally.tail),
        )

    @property
    def surely(self) -> str:
        """Name the level."""
        return f"{self.level * 100:g} %"

    @property
    def asked_fmr(self) -> Asked:
        """Return the question that FMR answers, for whom the trial can answer it."""
        return replace(ASKED_FMR, population=NEW_ON_BOTH_SIDES) if self.crossed else ASKED_FMR


def target_label(target: float) -> str:
    """Name a target FMR."""
    return wording.one_in(target)


def fmr(measure: OperatingMeasure, facts: Facts) -> Finding:
    """Say how often two different people match at a threshold."""
    if measure.fmr is None:
        return facts.asked_fmr.missing(NO_NON_MATED, at=measure.point)
    estimate = measure.fmr.estimate
    if estimate.events == 0:
        answer = (
            f"At the threshold {threshold_of(measure)} none of {wording.count(facts.non_mated)} comparisons of two "
            f"different people matched; the rate is at most {wording.one_in(estimate.high)} ({facts.surely} one-sided)."
        )
    else:
        answer = (
            f"At the threshold {threshold_of(measure)}, {wording.per_crowd(estimate.value, CROWD)} comparisons of two "
            f"different people match by mistake, {wording.one_in(estimate.value)} "
            f"({facts.surely} interval: {spread(measure.fmr)})."
        )
    chosen = (SAME_DATA,) if measure.point.achieved_fmr is not None else ()
    sampled = (SAMPLED_PAIRS,) if facts.approximate_pairs else ()
    return _finding(facts.asked_fmr, answer, measure.point, measure.fmr, (*chosen, *sampled))


def fnmr(measure: OperatingMeasure, facts: Facts) -> Finding:
    """Say how often a person is not recognised as themself at a threshold."""
    if measure.fnmr is None:
        return ASKED_FNMR.missing(NO_MATED, at=measure.point)
    answer = f"At the threshold {threshold_of(measure)}, {missed(measure.fnmr, facts)}."
    return _finding(ASKED_FNMR, answer, measure.point, measure.fnmr)


def fnmr_at_fmr(measure: OperatingMeasure, facts: Facts) -> Finding:
    """Say the FNMR where the FMR is held at or below a target."""
    target = measure.point.target_fmr or 0.0
    asked = _at_most(target)
    if measure.fnmr is None:
        return asked.missing(NO_MATED, at=measure.point)
    answer = (
        f"The lowest threshold that keeps false matches at or below {wording.one_in(target)} is "
        f"{threshold_of(measure)} (it reaches {wording.one_in(measure.point.achieved_fmr or 0)}); "
        f"there {missed(measure.fnmr, facts)}."
    )
    return _finding(asked, answer, measure.point, measure.fnmr, () if measure.chosen_again else (SAME_DATA,))


def fnmr_at_zero_fmr(measure: OperatingMeasure, facts: Facts) -> Finding:
    """Say the FNMR at the lowest threshold where no non-mated comparison matched."""
    if measure.fnmr is None:
        return ASKED_ZERO.missing(NO_MATED, at=measure.point)
    answer = (
        f"That takes a threshold of {threshold_of(measure)}; there {missed(measure.fnmr, facts)}. "
        "No false match in this trial is not a false match rate of zero."
    )
    return _finding(ASKED_ZERO, answer, measure.point, measure.fnmr, (SAME_DATA,))


def beyond_evidence(target: float, facts: Facts) -> Finding:
    """Say that a target lies below what the trial can show, and what would be needed."""
    reason = NO_NON_MATED
    if facts.non_mated:
        reason = (
            f"the trial has {wording.count(facts.non_mated)} comparisons of different people, and a rate of "
            f"{wording.one_in(target)} needs at least {wording.count(1 / target)} to show one, several times that "
            "to measure it"
        )
    return _at_most(target).missing(reason, at=Point(target_fmr=target))


def below_floor(target: float, facts: Facts) -> Finding:
    """Say that the threshold of a target lies where a tally file does not reach."""
    return _at_most(target).missing(_not_kept(facts, "its threshold lies"), at=Point(target_fmr=target))


def _not_kept(facts: Facts, what: str) -> str:
    return (
        f"the tally keeps the {wording.count(facts.kept or 0)} highest comparisons of different people one by one, and "
        f"{what} below them; tally the shards with a larger --tail, or evaluate the evidence itself"
    )


def no_fmr(facts: Facts) -> Finding:
    """Say that there is no FMR at all."""
    return ASKED_FMR.missing(NO_THRESHOLD if facts.non_mated else NO_NON_MATED)


def no_fnmr(facts: Facts) -> Finding:
    """Say that there is no FNMR at all."""
    return ASKED_FNMR.missing(NO_THRESHOLD if facts.mated else NO_MATED)


def eer(measure: EqualErrorMeasure | None, facts: Facts, *, sign: float) -> Finding:
    """Say where the two error rates are equal."""
    if measure is None:
        crossing = NO_CROSSING if facts.kept is None else _not_kept(facts, "the two rates are equal")
        reason = NO_NON_MATED if not facts.non_mated else crossing if facts.mated else NO_MATED
        return ASKED_EER.missing(reason)
    low, value = (wording.percent(end, 3) for end in (measure.bracket_low, measure.estimate.value))
    both = f"Both are {value}" if low == value else f"Where they cross, both lie between {low} and {value}"
    span = wording.percent_span(measure.estimate.low, measure.estimate.high)
    said = [LEGACY] if measure.chosen_again else [LEGACY, SAME_DATA]
    if measure.bracket_low < measure.bracket_high:
        low, high = (wording.percent(end, 4) for end in (measure.bracket_low, measure.bracket_high))
        said.insert(0, BRACKET.format(low=low, high=high))
    return ASKED_EER.answered(
        f"{both} (equal error rate; {facts.surely} interval {span}).",
        measure.estimate,
        at=Point(threshold=sign * measure.threshold + 0.0),
        caveats=(*said, *measure.caveats),
    )


def auc(measure: AreaMeasure | None, facts: Facts, *, value: float | None, replicates: int) -> Finding:
    """Say the area under the ROC; ``value``: without its interval, where it is known."""
    if measure is None:
        return ASKED_AUC.missing(_no_area(facts, value=value, replicates=replicates))
    estimate = measure.estimate
    return ASKED_AUC.answered(
        f"In {wording.percent(estimate.value, 4)} of all pairs of two such comparisons (area under the curve; "
        f"{facts.surely} interval {wording.percent_span(estimate.low, estimate.high)}).",
        estimate,
        caveats=(AREA_LEGACY, *measure.caveats),
    )


def _no_area(facts: Facts, *, value: float | None, replicates: int) -> str:
    if not facts.non_mated:
        return NO_NON_MATED
    if not facts.mated:
        return NO_MATED
    if facts.people is None:
        return PEOPLE_UNKNOWN
    if value is None:
        return AREA_BELOW.format(kept=wording.count(facts.in_tail), all=wording.count(facts.non_mated))
    return NO_REPLICATES if not replicates else SEPARATED


def failures(tally: ComparisonTally, facts: Facts, *, level: float) -> list[Finding]:
    """Say how often a person could not be compared with themself, where the evidence records failures."""
    failed = tally.mated_failed + tally.non_mated_failed
    if not failed:
        return []
    measured = failure_rate(tally, level=level)
    if measured is None:
        return [ASKED_FAILURES.missing(NO_MATED)]
    estimate = measured.estimate
    answer = (
        f"In {wording.count(estimate.events or 0)} of {wording.count(estimate.trials or 0)} comparisons of a person "
        f"with themself, {wording.percent(estimate.value)} ({facts.surely} interval: "
        f"{wording.percent_span(estimate.low, estimate.high)}); and in "
        f"{wording.count(tally.non_mated_failed)} comparisons of different people."
    )
    return [_finding(ASKED_FAILURES, answer, Point(), measured)]


def _at_most(target: float) -> Asked:
    said = wording.one_in(target)
    question = f"If at most {said} comparisons of different people may match, how often is a person not recognised?"
    return replace(ASKED_FNMR, id="fnmr-at-fmr", question=question)


def missed(measured: Measured, facts: Facts) -> str:
    """Say an FNMR as part of a sentence."""
    estimate = measured.estimate
    if estimate.events == 0:
        return (
            f"no person went unrecognised in {wording.plural(facts.mated, 'comparison')}; the rate is at most "
            f"{wording.percent(estimate.high)} ({facts.surely} one-sided)"
        )
    return (
        f"{wording.percent(estimate.value)} of the comparisons of a person with themself fail "
        f"({facts.surely} interval: {wording.percent_span(estimate.low, estimate.high)})"
    )


def spread(measured: Measured) -> str:
    """Say the interval of a rate."""
    return wording.interval(measured.estimate.low, measured.estimate.high)


def threshold_of(measure: OperatingMeasure) -> str:
    """Say the threshold of a measure."""
    threshold = measure.point.threshold
    return "none" if threshold is None else wording.threshold(threshold)


def _finding(asked: Asked, answer: str, point: Point, measured: Measured, caveats: tuple[str, ...] = ()) -> Finding:
    return asked.answered(
        answer,
        measured.estimate,
        at=point,
        bounds=measured.bounds,
        sensitivity=measured.sensitivity,
        caveats=(*measured.caveats, *caveats),
    )
