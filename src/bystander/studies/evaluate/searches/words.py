"""The findings of a trial of searches, in words a layperson reads."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from bystander.findings import Bounds, Estimate, Point, wording
from bystander.findings.asked import Asked

if TYPE_CHECKING:
    from bystander.evidence.people.clusters import Clusters
    from bystander.evidence.searches.searches import Searches
    from bystander.findings import Finding
    from bystander.intervals.measured import Measured

PASSES = 10_000  # of people who are not on the watchlist: what a search of it does to so many

NO_NON_MATED = (
    "the trial holds no searches of people who are known not to be on the watchlist; --non-mated leave-mate-out makes "
    "some by leaving the right person out of each search"
)
NO_MATED = "the trial holds no searches of people who are on the watchlist"
NO_THRESHOLD = "no threshold was given, and without non-mated searches none follows from a rate of false alerts"
SAME_DATA = (
    "The threshold was chosen on the same searches, and the interval takes it as given: it is somewhat too narrow. "
    "A threshold set in advance (--threshold), or a second trial, would remove this."
)
TOO_FEW = (
    "The threshold was chosen on the same searches, and the interval takes it as given: with fewer than five false "
    "alerts, or fewer than five people missed or found, resampling cannot show how much the choice matters. It is too "
    "narrow. A threshold set in advance (--threshold), or more searches, would remove this."
)
CHOSEN = (
    "The threshold was chosen on the same searches. The interval of the people missed knows of that; the one of false "
    "alerts takes the threshold as given. A threshold set in advance (--threshold), or a second trial, would remove "
    "this."
)
LEFT_OUT = (
    "The trial has no searches of people who are not on the watchlist. They were made of the others, by leaving the "
    "right person out: the watchlist is then one person smaller, and the people are those whom somebody enrolled, not "
    "passers-by. Searches of people who are not enrolled would remove this."
)
FIXED = "new people, in front of the same watchlist"
TIES = (
    "Candidates that score exactly as much as the right person are taken to stand before them; taken to stand behind, "
    "the share would be {other}. Finer scores would remove this."
)
SHORT = (
    "the system left out candidates that scored low, and no list says which threshold it used: beyond {lowest} nobody "
    "can tell whom it would have returned; lists of full length would remove this"
)
CUT_SHORT = (
    "The system left candidates that scored low out of some lists: with all of them the share could be up to {other}. "
    "Lists of full length would remove this."
)
BEYOND = "the right person would still come further down the list, with a score that passes"
WATCHLIST = (
    "These rates hold for a watchlist of {n}. A larger one gives more false alerts. A trial with the watchlist that is "
    "used would remove this."
)
WATCHLIST_UNKNOWN = (
    "The trial does not say how many people are on the watchlist, and false alerts grow with it. Its size "
    "(a column watchlist_size) would remove this."
)


def asked(id_: str, question: str, unit: str, quantity: str = "") -> Asked:
    """Return a question about searches of a unit."""
    return Asked(id=id_, question=question, unit=unit, population=FIXED, quantity=quantity)


@dataclass(frozen=True, kw_only=True)
class Facts:
    """What the sentences need to know about the trial."""

    level: float
    unit: str  # "search", "track", "passage", "person"
    mated: int  # units
    non_mated: int
    people: int | None
    clusters: Clusters | None
    watchlist: int | None
    length: int | None
    left_out: bool
    distance: bool
    synthetic: bool
    warnings: tuple[str, ...]

    @classmethod
    def of(cls, searches: Searches, *, level: float, mated: int, non_mated: int, people: int | None) -> Facts:
        """Gather them; ``mated`` and ``non_mated`` count units."""
        warned = [p for p in searches.problems if p.severity in ("refused", "warning")]
        size = searches.watchlist
        return cls(
            level=level, unit=searches.unit_name, mated=mated, non_mated=non_mated, people=people,
            clusters=searches.clusters,
            watchlist=size - 1 if size is not None and searches.left_out else size, length=searches.length,
            left_out=searches.left_out, distance=searches.distance, synthetic=searches.synthetic,
            warnings=tuple(p.caveat for p in warned),
        )  # fmt: skip

    @property
    def surely(self) -> str:
        """Name the level."""
        return f"{self.level * 100:g} %"

    @property
    def sign(self) -> float:
        """What turns a score of the tally into one of the file."""
        return -1.0 if self.distance else 1.0

    @property
    def non_mated_unit(self) -> str:
        """Name one trial of the FPIR."""
        return "person not on the watchlist" if self.unit == "person" else f"non-mated {self.unit}"

    @property
    def mated_unit(self) -> str:
        """Name one trial of the FNIR."""
        return "person on the watchlist" if self.unit == "person" else f"mated {self.unit}"

    @property
    def many(self) -> str:
        """Name several units."""
        return {"search": "searches", "person": "people"}.get(self.unit, f"{self.unit}s")

    def asked_fpir(self) -> Asked:
        """Return the question that FPIR answers."""
        question = "How often is somebody who is not on the watchlist taken for somebody who is?"
        found = asked("fpir", question, self.non_mated_unit)
        return replace(found, population=f"{FIXED} without the person searched") if self.left_out else found

    def asked_fnir(self) -> Asked:
        """Return the question that FNIR answers."""
        return asked("fnir", "How often is a person who is on the watchlist not found?", self.mated_unit)


def fpir(measured: Measured | None, point: Point, facts: Facts, *, chosen: bool) -> Finding:
    """Say how often somebody is returned who should not be."""
    question = facts.asked_fpir()
    if measured is None:
        return question.missing(NO_NON_MATED, at=point)
    return _answered(question, fpir_answer(measured, point, facts), measured, point, _caveats(facts, chosen=chosen))


def fpir_answer(measured: Measured, point: Point, facts: Facts) -> str:
    """Say an FPIR in a sentence."""
    estimate = measured.estimate
    if estimate.events == 0:
        return (
            f"At the threshold {threshold_of(point)}, nobody was returned in {count_of(facts.non_mated, facts)} of "
            f"people who are not on the watchlist; the rate is at most {wording.one_in(estimate.high)} "
            f"({facts.surely} one-sided)."
        )
    return (
        f"At the threshold {threshold_of(point)}, {wording.per_crowd(estimate.value, PASSES)} {facts.many} of people "
        f"who are not on the watchlist return somebody, {wording.one_in(estimate.value)} ({facts.surely} interval: "
        f"{wording.interval(estimate.low, estimate.high)})."
    )


def fnir(
    measured: Measured | None, point: Point, facts: Facts, *, said: tuple[str, ...], beyond: float | None
) -> Finding:
    """Say how often a person on the watchlist is not found.

    ``beyond``: if the list went on, this often. ``said``: what the interval does not know of the threshold's choice.
    """
    question = facts.asked_fnir()
    if measured is None:
        return question.missing(NO_MATED, at=point)
    answer = f"At the threshold {threshold_of(point)}, {missed(measured, facts)}{within(point)}."
    found = _answered(question, answer, measured, point, (*_caveats(facts, chosen=False, watchlist=False), *said))
    if beyond is None or found.estimate is None or beyond >= found.estimate.value:
        return found
    from bystander.findings import Sensitivity

    row = Sensitivity(assumption=BEYOND, low=beyond, high=found.estimate.value)
    return found.model_copy(update={"sensitivity": (*found.sensitivity, row)})


def tpir_at_fpir(measured: Measured | None, point: Point, facts: Facts, *, said: tuple[str, ...] = ()) -> Finding:
    """Say how often a person is found where false alerts are held at or below a target; ``said``: as for FNIR."""
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
    answer = (
        f"The lowest threshold that keeps false alerts at or below {wording.one_in(target)} is {threshold_of(point)} "
        f"(it reaches {wording.one_in(point.achieved_fpir or 0)}); there the right person is found in "
        f"{wording.percent(found.value)} of the {facts.many} ({facts.surely} interval: "
        f"{wording.percent_span(found.low, found.high)}){within(point)}."
    )
    return question.answered(
        answer, found, at=point, caveats=(*measured.caveats, *_caveats(facts, chosen=False, watchlist=False), *said)
    )


def asked_tpir(target: float, facts: Facts) -> Asked:
    """Return the question that TPIR at a target FPIR answers."""
    said = wording.one_in(target)
    question = f"If at most {said} {facts.many} of others may return somebody, how often is the right person found?"
    return asked("tpir-at-fpir", question, facts.mated_unit, "tpir")


def beyond_evidence(target: float, facts: Facts) -> Finding:
    """Say that a target lies below what the trial can show, and what would be needed."""
    reason = NO_NON_MATED
    if facts.non_mated:
        reason = (
            f"the trial has {count_of(facts.non_mated, facts)} of people who are not on the watchlist, and a rate of "
            f"{wording.one_in(target)} needs at least {wording.count(1 / target)} to show one, several times that "
            "to measure it"
        )
    return asked_tpir(target, facts).missing(reason, at=Point(target_fpir=target, n=facts.watchlist))


def cmc(measured: Measured, optimistic: float, point: Point, facts: Facts, *, hidden: float | None = None) -> Finding:
    """Say how often the right person is among the first candidates, whatever the scores.

    ``hidden``: the rate if everybody who is missing from a list that the system cut short stood just behind its end.
    """
    rank = point.rank or 1
    first = "the first candidate" if rank == 1 else f"among the first {wording.count(rank)} candidates"
    question = asked("cmc", f"Without any threshold, how often is the right person {first}?", facts.mated_unit)
    e = measured.estimate
    answer = (
        f"In {wording.percent(e.value)} of {count_of(facts.mated, facts)} ({facts.surely} interval: "
        f"{wording.percent_span(e.low, e.high)})."
    )
    said = (TIES.format(other=wording.percent(optimistic)),) if optimistic > e.value else ()
    if hidden is not None and hidden > e.value:
        said = (*said, CUT_SHORT.format(other=wording.percent(hidden)))
    # An upper limit is for a claim about errors; held against "how often is the right person found" it would mislead.
    return _answered(question, answer, replace(measured, bounds=Bounds()), point, said)


def selectivity(measured: Measured | None, point: Point, facts: Facts, *, reason: str = "") -> Finding:
    """Say how many wrong people a search returns on average."""
    question = asked("selectivity", "How many wrong people does a search return, on average?", "non-mated search")
    if measured is None:
        return question.missing(reason, at=point)
    e = measured.estimate
    answer = (
        f"At the threshold {threshold_of(point)}, {amount(e.value)} for each search of a person who is not on the "
        f"watchlist ({facts.surely} interval: {span(e.low, e.high)})."
    )
    return _answered(question, answer, measured, point, ())


def false_candidates(measured: Measured, point: Point, facts: Facts) -> Finding:
    """Say how often somebody else is returned beside, or instead of, the right person."""
    question = asked(
        "false-candidates-in-mated-searches",
        "When a person on the watchlist is searched, how often is somebody else returned too?",
        facts.mated_unit, "false-candidate-rate",
    )  # fmt: skip
    e = measured.estimate
    answer = (
        f"At the threshold {threshold_of(point)}, in {wording.percent(e.value)} of {count_of(facts.mated, facts)} of "
        f"people on the watchlist ({facts.surely} interval: {wording.percent_span(e.low, e.high)}). No rate of false "
        "alerts counts these, though somebody else is looked for in the wrong place."
    )
    return _answered(question, answer, measured, point, ())


def failures(measured: Measured, facts: Facts) -> Finding:
    """Say how often a search failed altogether."""
    question = asked(
        "failed-searches", "How often could the system not search at all?", facts.unit, "failed-search-rate"
    )
    e = measured.estimate
    answer = (
        f"In {wording.count(e.events or 0)} of {wording.count(e.trials or 0)} {facts.many}, {wording.percent(e.value)} "
        f"({facts.surely} interval: {wording.percent_span(e.low, e.high)})."
    )
    return _answered(question, answer, measured, Point(), ())


def missed(measured: Measured, facts: Facts) -> str:
    """Say an FNIR as part of a sentence."""
    e = measured.estimate
    if e.events == 0:
        return (
            f"everybody on the watchlist was found in {count_of(facts.mated, facts)}; at most "
            f"{wording.percent(e.high)} are missed ({facts.surely} one-sided)"
        )
    return (
        f"a person on the watchlist is not found in {wording.percent(e.value)} of the {facts.many} "
        f"({facts.surely} interval: {wording.percent_span(e.low, e.high)})"
    )


def within(point: Point) -> str:
    """Say how many candidates are looked at."""
    if point.rank is None:
        return ""
    return (
        ", looking at the first candidate" if point.rank == 1 else f", looking at the first {point.rank:,} candidates"
    )


def count_of(number: int, facts: Facts) -> str:
    """Say "1,000 searches"."""
    return wording.plural(number, facts.unit, facts.many)


def amount(value: float) -> str:
    """Say a mean number of people."""
    return "none" if value == 0 else wording.significant(value)


def span(low: float, high: float) -> str:
    """Say the interval of a mean number."""
    if not wording.bounded_below(low, high):
        return f"at most {wording.significant(high)}"
    return f"{wording.significant(low)} to {wording.significant(high)}"


def threshold_of(point: Point) -> str:
    """Say the threshold of a point."""
    return "none" if point.threshold is None else wording.threshold(point.threshold)


def _caveats(facts: Facts, *, chosen: bool, watchlist: bool = True) -> tuple[str, ...]:
    said = [LEFT_OUT] if facts.left_out else []
    if watchlist:
        size = facts.watchlist
        known = None if size is None else wording.plural(size, "person", "people")
        said.append(WATCHLIST_UNKNOWN if known is None else WATCHLIST.format(n=known))
    if chosen:
        said.append(SAME_DATA)
    return tuple(said)


def _answered(question: Asked, answer: str, measured: Measured, point: Point, caveats: tuple[str, ...]) -> Finding:
    return question.answered(
        answer, measured.estimate, at=point, bounds=measured.bounds, sensitivity=measured.sensitivity,
        caveats=(*measured.caveats, *caveats),
    )  # fmt: skip
