"""What to bear in mind of a crowd's numbers: what was invented, asserted, counted elsewhere, or never measured."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bystander.crowd.blocks import UNMEASURED
from bystander.crowd.evidence import FEW
from bystander.findings import wording
from bystander.findings.first_screen import Caveat, Weight
from bystander.studies.crowd.words import days_known

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bystander.crowd.scenario import Rate, Scenario

NO_DAYS = (
    "No day was simulated: no false alert was counted, and days could only be drawn from an assumption. Evidence with "
    "false alerts in it would remove this."
)


def rates_by_name(scenario: Scenario) -> dict[str, Rate | None]:
    """Return the rates of a scenario by what they are of."""
    return {"false alerts": scenario.false_alerts, "hits": scenario.hits} | {
        f"false alerts in the group {g.name}": g.false_alerts for g in scenario.groups
    }


def invented_names(scenario: Scenario) -> list[str]:
    """Return what the evidence is made up of."""
    return [name for name, rate in rates_by_name(scenario).items() if rate is not None and rate.invented]


def bare_names(scenario: Scenario) -> list[str]:
    """Return what is given as a bare rate, of which nobody knows how sure it is."""
    return [name for name, rate in rates_by_name(scenario).items() if rate is not None and rate.rate is not None]


def weighty(scenario: Scenario) -> tuple[Caveat, ...]:
    """Return the caveats of the whole: what was invented, asserted, counted elsewhere, and never measured."""
    found = []
    invented = invented_names(scenario)
    if invented:
        found.append(
            Caveat(
                f"{wording.listed(invented).capitalize()}: invented.",
                "The numbers show what would follow, not what any system does.",
                "Published counts would remove this.",
                Weight.VOIDS,
            )
        )
    if bare := [name for name in bare_names(scenario) if name not in invented]:
        found.append(
            Caveat(
                f"{wording.listed(bare).capitalize()}: asserted.",
                "Nobody has said how sure the rate is; the range holds luck from day to day, not doubt about the rate.",
                "The counts behind the rate would remove this.",
                Weight.MOVES,
            )
        )
    others = [
        text for name, rate in rates_by_name(scenario).items() if rate is not None
        for text in _elsewhere(name, rate, scenario)
    ]  # fmt: skip
    if scenario.simulation is not None and scenario.false_evidence and not scenario.counted:
        others.append(NO_DAYS)
    if scenario.note:
        others.append(" ".join(scenario.note.split()))
    found += [Caveat(text, weight=Weight.WIDENS) for text in others]
    return tuple(found)


def _elsewhere(name: str, rate: Rate, scenario: Scenario) -> Iterator[str]:
    """Say where the evidence was taken under other conditions than the crowd's; nothing is scaled silently."""
    size, threshold = scenario.watchlist.size, scenario.watchlist.threshold
    if size is not None and rate.watchlist_size is not None and size != rate.watchlist_size:
        yield (
            f"The {name} were counted with a watchlist of {wording.count(rate.watchlist_size)}; this crowd is searched "
            f"for {wording.count(size)}. More entries give more false alerts, fewer give less; the numbers are those "
            "of the evidence, not scaled. Evidence with a watchlist of this size would remove this."
        )
    elif size is not None and rate.watchlist_size is None and rate.rate is None:
        yield (
            f"The watchlist behind the {name} is not known, and that of this crowd has "
            f"{wording.plural(size, 'entry', 'entries')}: the numbers are those of the evidence, not scaled. Its size "
            "would remove this."
        )
    if threshold is not None and rate.threshold is not None and threshold != rate.threshold:
        yield (
            f"The {name} were counted at the threshold {wording.threshold(rate.threshold)}; this crowd is searched at "
            f"{wording.threshold(threshold)}. The numbers are those of the evidence, not converted. Evidence at this "
            "threshold would remove this."
        )


def rate_caveats(scenario: Scenario) -> tuple[str, ...]:
    """Return what to bear in mind of the false alerts: what their own finding says comes first."""
    false = scenario.false_evidence
    said = list(dict.fromkeys(limit for rate in false for limit in rate.limits))
    rates = [r for r in false if r.rate is None]
    if not days_known(scenario):
        holds = "chance and of what the counts leave open" if rates else "chance alone"
        said.append(
            f"How much days differ from each other was not measured: the range is that of {holds}, and too narrow if "
            "days differ by more. Counts of several days would remove this."
        )
    if any(r.deff == 1 for r in rates):
        said.append(
            "The counts do not say whether several false alerts came from one person or one entry of the watchlist; "
            "each is taken to stand alone, which makes the range too narrow if they did not. Counts by person would "
            "remove this."
        )
    if any((r.events or 0) < FEW for r in rates):
        said.append(
            "So few false alerts were counted that the rate is hardly known; the row for the largest rate that the "
            "evidence does not exclude says how high it could be. A larger test would remove this."
        )
    if scenario.crowd.looks > 1:
        said.append(_related([r.correlation for r in false]))
    return tuple(said)


def _related(correlations: list[float | None]) -> str:
    given = [c for c in correlations if c is not None]
    if len(given) < len(correlations):
        least, most = UNMEASURED
        return (
            f"How related looks at one person are was not measured: the range allows correlations from {least:g} to "
            f"{most:g}, the number is that at {least:g}, and a higher one flags fewer people more often. Counts of "
            "people flagged repeatedly would remove this."
        )
    return (
        f"Looks at one person are taken to be related with a correlation of {max(given, default=0.0):g}; a higher one "
        "flags fewer people more often. Counts of people flagged repeatedly would remove this."
    )
