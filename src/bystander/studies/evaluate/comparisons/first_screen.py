"""What is seen first of a trial of comparisons: who was not recognised, and what the setting costs others."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bystander.findings import wording
from bystander.findings.first_screen import FirstScreen, doubt, false, said
from bystander.findings.signs import Array, Arrays, Sign
from bystander.quantities.comparisons.facts import threshold_of
from bystander.studies.evaluate.comparisons.verdict import study_caveats

if TYPE_CHECKING:
    from bystander.findings import Estimate
    from bystander.findings.first_screen import Said
    from bystander.quantities.comparisons.facts import Facts
    from bystander.quantities.comparisons.operating_point import OperatingPoint

THOUSAND = 1000


def first_screen(main: OperatingPoint | None, facts: Facts, *, groups: str = "") -> FirstScreen | None:
    """Return the first screen; None where there is no rate to put first. ``groups``: what groups bear, in a sentence."""
    if main is None or main.fnmr is None:
        return None
    misses = main.fnmr.estimate
    matches = main.fmr.estimate if main.fmr is not None else None
    return FirstScreen(
        sentence=_missed(misses),
        beside=(said(groups),) if groups else (),
        lead=_lead(main, misses, matches, facts),
        apart="The two rates have different denominators: do not add them, and do not read either as a share of passers-by."
        if matches is not None
        else "",
        next="set the threshold in advance and test it on other people." if main.target is not None else "",
        picture=Arrays(arrays=tuple(_arrays(misses, matches)), key=_key(misses, matches)),
        caveats=study_caveats(main, facts, groups=groups),
    )


def _missed(misses: Estimate) -> Said:
    if not misses.events:
        return said(f"None of {wording.count(misses.trials or 0)} times did the system fail to recognise a person.")
    return said(
        f"{wording.count(misses.events)} of {wording.count(misses.trials or 0)} times, the system did not recognise a "
        "person it should have known."
    )


def _lead(main: OperatingPoint, misses: Estimate, matches: Estimate | None, facts: Facts) -> Said:
    condition = f"{misses.method.only_if}: " if misses.method.only_if else ""
    new = (
        f"{condition[:1].upper()}{condition[1:]}for new people like these, expect "
        if condition
        else "For new people like these, expect "
    )
    range_ = doubt(f"{_thousand(misses)} such misses in 1,000")
    if matches is None:
        return said(new, range_, f". The threshold was {threshold_of(main.point)}.")
    if main.target is not None:
        setting = f". The threshold was set so that about {wording.one_in(main.target)} comparisons takes two different people for one"
    else:
        setting = f". The threshold was {threshold_of(main.point)}"
    trials = wording.count(matches.trials or 0)
    if not matches.events:
        return said(
            new, range_, f"{setting}. In this trial two different people were never taken for one, in {trials} comparisons: at most ",
            doubt(wording.in_a_million(matches.high)), ".",
        )  # fmt: skip
    return said(
        new, range_, f"{setting}. In this trial that happened ", false(wording.count(matches.events)),
        f" {'time' if matches.events == 1 else 'times'} in {trials}: ", doubt(f"{wording.ends(matches.low, matches.high, often=False)} in a million"), ".",
    )  # fmt: skip


def _thousand(estimate: Estimate) -> str:
    low, high = (wording.count(v * THOUSAND) for v in (estimate.low, estimate.high))
    return f"{low} to {high}" if estimate.events else f"at most {wording.significant(estimate.high * THOUSAND)}"


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
                sign=Sign.FALSE, rest=Sign.PERSON, said=_of_thousand(matches.value, "taken for the same"),
                spread=f"({wording.in_a_million(matches.value)})" if matches.events else f"(at most {wording.in_a_million(matches.high)})",
                counted=_counted(matches),
            )
        )  # fmt: skip
    return found


def _of_thousand(rate: float, what: str) -> str:
    number = rate * THOUSAND
    if not rate:
        return f"none of 1,000 {what}"
    said = wording.count(number) if number >= 0.95 else "fewer than 1"
    return f"{said} of 1,000 {what}"


def _counted(estimate: Estimate) -> str:
    return f"{wording.count(estimate.events or 0)} of {wording.count(estimate.trials or 0)}"


def _key(misses: Estimate, matches: Estimate | None) -> tuple[tuple[str, str], ...]:
    entries = [("miss", "not recognised"), ("right", "recognised")]
    if matches is not None:
        entries += [("false", "taken for another"), ("person", "told apart")]
    return (*entries, ("band", f"where the line may lie for new people ({misses.level * 100:g} %)"))
