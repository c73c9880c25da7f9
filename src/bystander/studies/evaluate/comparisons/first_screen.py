"""What is seen first of a trial of comparisons: who was not recognised, and what the setting costs others."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bystander.findings import wording
from bystander.findings.first_screen import FirstScreen, doubt, false, said
from bystander.findings.signs import Array, Arrays, Sign
from bystander.intervals import methods
from bystander.intervals.kg_t import SOME_PEOPLE
from bystander.quantities.comparisons.facts import threshold_of
from bystander.studies.beside import BY_GROUP, NEW_PEOPLE, assumed, how_made, untold, with_failures
from bystander.studies.evaluate.cluster_words import named
from bystander.studies.evaluate.comparisons.verdict import study_caveats
from bystander.studies.options import attainable

if TYPE_CHECKING:
    from bystander.findings import Estimate
    from bystander.findings.first_screen import Part, Said
    from bystander.intervals.measured import Measured
    from bystander.quantities.comparisons.facts import Facts
    from bystander.quantities.comparisons.operating_point import OperatingPoint

THOUSAND = 1000
ONE = "1 in "  # how rates are said below one half
LEAST = 0.95  # of 1,000: what rounds to one


APART = (
    "Do not add the two rates, nor read either as a share of passers-by. "
    "Compare neither with another trial, other people or another threshold."
)
PASSERS_BY = "how often a passer-by is flagged"
NEXT = "set the threshold in advance, and test it on more people, and others."
NEXT_PEOPLE = "test many more people: what so few show may be their own."
NEXT_AT = "test this threshold on passers-by who are not on the watchlist."


def first_screen(main: OperatingPoint | None, facts: Facts) -> FirstScreen | None:
    """Return the first screen; None where there is no rate to put first."""
    if main is None or main.fnmr is None:
        return None
    misses = _within_what_is_sure(main.fnmr)
    matches = _within_what_is_sure(main.fmr) if main.fmr is not None else None
    return FirstScreen(
        eyebrow=_eyebrow(facts),
        sentence=_missed(misses, main),
        lead=_lead(main, misses, matches, facts),
        assumed=assumed(
            with_failures(NEW_PEOPLE, facts.missed, left_out=facts.excluded),
            misses,
            matches,
            cluster=named(facts.clusters),
        ),
        untold=untold(PASSERS_BY if matches is not None else "", BY_GROUP, how_made(synthetic=facts.synthetic)),
        apart=APART if matches is not None else "",
        next=_next(main, misses, facts),
        picture=Arrays(arrays=tuple(_arrays(misses, matches)), key=_key(misses, matches)),
        caveats=study_caveats(main, facts),
    )


def _within_what_is_sure(measured: Measured) -> Estimate:
    """Return a rate whose range ends where it can go no further, whatever people do: one person may stretch it far."""
    e, upper = measured.estimate, measured.bounds.assumption_free_upper
    if not e.events or upper is None or upper >= e.high:
        return e
    return e.model_copy(update={"low": 0.0, "high": upper, "method": methods.ONE_SIDED})


def _eyebrow(facts: Facts) -> str:
    """Say who was compared; nothing where the trial does not tell people."""
    if facts.people is None:
        return ""
    many = wording.plural(facts.mated + facts.non_mated, "comparison")
    failed = f", of which {wording.count(facts.failed)} gave no score" if facts.failed else ""
    return f"{wording.plural(facts.people, 'person', 'people')}, {many}{failed}."


def _missed(misses: Estimate, main: OperatingPoint) -> Said:
    """Say how often a person was not recognised, and at which setting: at another, the same trial gives another."""
    trials = wording.count(misses.trials or 0)
    if main.target is None:
        at = f"At a threshold of {threshold_of(main.point)}"
    else:
        rate = wording.one_in(main.target)
        at = f"Set for {rate.replace('1 in ', '1 false match in ', 1) if ONE in rate else f'{rate} false matches'}"
    if not misses.events:
        return said(f"{at}, the system recognised everybody, in {trials} comparisons of a person with themself.")
    return said(f"{at}, the system missed the right person {wording.count(misses.events)} of {trials} times.")


def _lead(main: OperatingPoint, misses: Estimate, matches: Estimate | None, facts: Facts) -> Said:
    """Say the range, how the threshold was set, and what that meant for different people."""
    only_if = misses.method.only_if
    again = " and the threshold set on them," if main.chosen_again else ""
    whose = f"{wording.capital(only_if)}, the" if only_if else f"For new people like these,{again} the"
    new = f"{whose} rate{' for new people' if only_if else ''}"
    sure = f" ({misses.level * 100:g} %)"
    begin = (f"{new} is ", doubt(f"{_thousand(misses)} misses in 1,000 tries"), _whatever(misses), sure)
    which = "distance up to" if facts.distance else "score from"
    setting = _unscored(misses, facts) + _of_one(misses, facts)
    setting += f". The threshold, {threshold_of(main.point)}, is the {which} which two images count as one person"
    if main.target is not None:
        rate = wording.one_in(main.target)
        take = f"{rate} comparisons takes" if ONE in rate else f"{rate} of comparisons take"
        setting += f". It was set in this trial so that at most {take} two different people for one"
    if matches is None:
        return said(*begin, f"{setting}.")
    trials = wording.count(matches.trials or 0)
    if main.unreached is not None:
        return said(*begin, setting, *_by_construction(main.unreached, matches))
    if not matches.events:
        never = f"{setting}. In {trials} comparisons of different people, none was taken for another: at most "
        return said(*begin, never, doubt(wording.in_a_million(matches.high, up=True)), ".")
    times = "time" if matches.events == 1 else "times"
    happened = f"{setting}. {'That' if main.target is not None else 'Two different people were taken for one'}"
    return said(
        *begin,
        f"{happened}{' happened' if main.target is not None else ''} ",
        false(wording.count(matches.events)),
        f" {times} in {trials}{_with_one(facts)}: ",
        doubt(_one_unit(matches)),
        f"{_whatever(matches)}{sure}.",
    )


def _whatever(estimate: Estimate) -> str:
    """Say of a range that ends where it can go no further that it does."""
    return ", whatever people do" if estimate.events and estimate.method.one_sided else ""


def _by_construction(target: float, matches: Estimate) -> tuple[str | tuple[str, Part], ...]:
    """Say that no false match is no result where the threshold was set for that, and what was asked for in vain."""
    trials, asked = wording.count(matches.trials or 0), wording.one_in(target)
    why = f"{trials} comparisons are too few to show {asked}."
    if attainable(target, int(matches.trials or 0)):
        why = f"What was kept of the comparisons does not show {asked}."
    setting = ". It was set in this trial so that no comparison of different people passes"
    none = f"{setting}: none of {trials} is a false match, by construction. For new people the rate is at most "
    return none, doubt(wording.in_a_million(matches.high, up=True)), f". {why}"


def _unscored(misses: Estimate, facts: Facts) -> str:
    """Say how many misses are tries without a score, and of how many of these one person is behind, if most."""
    if not facts.missed:
        return ""
    of_one = facts.missed_of_one
    whose = f", {wording.count(of_one)} of them of one person" if of_one > max(1, facts.missed / 2) else ""
    return f". {wording.count(facts.missed)} of the {wording.count(misses.events or 0)} gave no score{whose}"


def _of_one(misses: Estimate, facts: Facts) -> str:
    """Say that most misses are one person's, where tries without a score have not said it."""
    most = facts.of_one[0]
    if not most or facts.missed:
        return ""
    whole = wording.count(misses.events or 0)
    return f". {'All' if most == misses.events else f'{wording.count(most)} of the'} {whole} misses are one person's"


def _with_one(facts: Facts) -> str:
    """Say in how many false matches one and the same person is."""
    return f", one person in {wording.count(facts.of_one[1])} of them" if facts.of_one[1] else ""


def _next(main: OperatingPoint, misses: Estimate, facts: Facts) -> str:
    """Say what would tell more: why tries gave no score, where most misses are such; then a test set in advance."""
    then = NEXT_AT if main.target is None and main.unreached is None else NEXT
    if 0 < (facts.people or 0) < SOME_PEOPLE:
        then = NEXT_PEOPLE
    if 2 * facts.missed <= (misses.events or 0):
        return then
    return f"find out why {wording.plural(facts.missed, 'try', 'tries')} gave no score. {wording.capital(then)}"


def _thousand(estimate: Estimate) -> str:
    if not estimate.low:
        return f"at most {wording.significant(estimate.high * THOUSAND, up=True)}"
    low, high = (wording.count(v * THOUSAND) for v in (estimate.low, estimate.high))
    return f"{'less than 1' if estimate.low * THOUSAND < LEAST else low} to {high}"


def _in_thousands(matches: Estimate) -> bool:
    """Return whether a range is said in thousands, as the dots of the picture are: where one of them is marked."""
    return bool(matches.events) and matches.value * THOUSAND >= LEAST


def _one_unit(matches: Estimate) -> str:
    if not _in_thousands(matches):
        return f"{wording.ends(matches.low, matches.high, often=False)} in a million"
    return f"{_of_false(matches)} in 1,000"


def _of_false(matches: Estimate) -> str:
    two = wording.bounded_below(matches.low, matches.high)
    high = wording.significant(matches.high * THOUSAND, up=None if two else True)  # alone it is rounded up
    return f"{wording.significant(matches.low * THOUSAND)} to {high}" if two else f"up to {high}"


def _arrays(misses: Estimate, matches: Estimate | None) -> list[Array]:
    found = [
        Array(
            title="One person, compared with themself", rate=misses.value, low=misses.low, high=misses.high,
            sign=Sign.MISS, rest=Sign.RIGHT, said=_of_thousand(misses.value, "not recognised"),
            spread=f"({_thousand(misses)})", counted=_counted(misses),
        )
    ]  # fmt: skip
    if matches is not None:
        found.append(
            Array(
                title="Two different people, compared", rate=matches.value, low=matches.low, high=matches.high,
                sign=Sign.FALSE, rest=Sign.PERSON, said=_taken(matches),
                spread=_in_a_million(matches),
                counted=_counted(matches),
            )
        )  # fmt: skip
    return found


def _in_a_million(matches: Estimate) -> str:
    if not matches.events:
        return f"(at most {wording.in_a_million(matches.high, up=True)})"
    return f"({_of_false(matches) if _in_thousands(matches) else wording.ends(matches.low, matches.high, often=False)})"


def _taken(matches: Estimate) -> str:
    """Say how many are taken for the same, in the unit of the range."""
    what = "taken for the same"
    if matches.events and not _in_thousands(matches):
        return f"{wording.in_a_million(matches.value)} {what}"
    return _of_thousand(matches.value, what)


def _of_thousand(rate: float, what: str) -> str:
    number = rate * THOUSAND
    if not rate:
        return f"none of 1,000 {what}"
    said = wording.count(number) if number >= LEAST else wording.significant(number)
    return f"{said} of 1,000 {what}"


def _counted(estimate: Estimate) -> str:
    return f"{wording.count(estimate.events or 0)} of {wording.count(estimate.trials or 0)}"


def _key(misses: Estimate, matches: Estimate | None) -> tuple[tuple[str, str], ...]:
    entries = [("miss", "not recognised"), ("right", "recognised")]
    if matches is not None:
        entries += [("false", "taken for the same"), ("person", "told apart")]
    return (*entries, ("band", f"where the rate may lie for new people ({misses.level * 100:g} %)"))
