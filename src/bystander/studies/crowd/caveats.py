"""What to bear in mind of a crowd's numbers: what was invented, asserted, counted elsewhere, or never measured."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bystander.crowd.blocks import UNMEASURED
from bystander.crowd.evidence import FEW
from bystander.findings import wording
from bystander.findings.first_screen import Caveat, Weight
from bystander.studies.caveats import in_short
from bystander.studies.crowd.words import days_known

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bystander.crowd.scenario import Rate, Scenario

NO_DAYS = Caveat(
    "No day was simulated.",
    "No false alert was counted, and days could only be drawn from an assumption.",
    "Evidence with false alerts in it would remove this.",
    Weight.WIDENS,
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
                f"{wording.listed(bare).capitalize()}: only asserted.",
                "Nobody has said how sure the rate is; the range holds luck from day to day, not doubt about the rate.",
                "The counts behind the rate would remove this.",
                Weight.MOVES,
            )
        )
    others = [
        caveat for name, rate in rates_by_name(scenario).items() if rate is not None
        for caveat in _elsewhere(name, rate, scenario)
    ]  # fmt: skip
    if scenario.simulation is not None and scenario.false_evidence and not scenario.counted:
        others.append(NO_DAYS)
    if scenario.note:
        others.append(in_short(" ".join(scenario.note.split()), Weight.BACKGROUND))
    return (*found, *others)


def _elsewhere(name: str, rate: Rate, scenario: Scenario) -> Iterator[Caveat]:
    """Say where the evidence was taken under other conditions than the crowd's; nothing is scaled silently."""
    size, threshold = scenario.watchlist.size, scenario.watchlist.threshold
    if size is not None and rate.watchlist_size is not None and size != rate.watchlist_size:
        yield Caveat(
            f"The {name} were counted with another watchlist.",
            f"It had {wording.plural(rate.watchlist_size, 'entry', 'entries')}, this one has {wording.count(size)}. "
            "More entries give more false alerts; the numbers are not scaled.",
            "Evidence with a watchlist of this size would remove this.",
            Weight.WIDENS,
        )
    elif size is not None and rate.watchlist_size is None and rate.rate is None:
        yield Caveat(
            f"The watchlist behind the {name} is not known.",
            f"That of this crowd has {wording.plural(size, 'entry', 'entries')}; the numbers are not scaled.",
            "Its size would remove this.",
            Weight.WIDENS,
        )
    if threshold is not None and rate.threshold is not None and threshold != rate.threshold:
        yield Caveat(
            f"The {name} were counted at another threshold.",
            f"It was {wording.threshold(rate.threshold)}, here it is {wording.threshold(threshold)}; the numbers are "
            "not converted.",
            "Evidence at this threshold would remove this.",
            Weight.WIDENS,
        )


def rate_caveats(scenario: Scenario) -> tuple[Caveat, ...]:
    """Return what to bear in mind of the false alerts: what their own finding says comes first."""
    false = scenario.false_evidence
    said = [in_short(text, Weight.WIDENS) for text in dict.fromkeys(limit for rate in false for limit in rate.limits)]
    rates = [r for r in false if r.rate is None]
    if not days_known(scenario):
        holds = "chance, and what the counts leave open" if rates else "chance alone"
        said.append(
            Caveat(
                "How much days differ was not measured.",
                f"The range holds {holds}: it is too narrow if days differ by more.",
                "Counts of several days would remove this.",
                Weight.WIDENS,
            )
        )
    if any(r.deff == 1 for r in rates):
        said.append(
            Caveat(
                "Nobody counted whether several false alerts were of one person.",
                "Each is taken to stand alone; the range is too narrow if they do not.",
                "Counts by person would remove this.",
                Weight.WIDENS,
            )
        )
    if any((r.events or 0) < FEW for r in rates):
        said.append(
            Caveat(
                "So few false alerts were counted that the rate is hardly known.",
                "How high it could be stands beside the number.",
                "A larger test would remove this.",
                Weight.WIDENS,
            )
        )
    if scenario.crowd.looks > 1:
        said.append(_related([r.correlation for r in false]))
    return tuple(said)


def _related(correlations: list[float | None]) -> Caveat:
    given = [c for c in correlations if c is not None]
    remedy = "Counts of people flagged repeatedly would remove this."
    if len(given) < len(correlations):
        least, most = UNMEASURED
        return Caveat(
            "How alike several looks at one person are was not measured.",
            f"The range allows correlations from {least:g} to {most:g}; the number is that at {least:g}. A higher one "
            "flags fewer people more often.",
            remedy,
            Weight.WIDENS,
        )
    return Caveat(
        f"Looks at one person are taken to correlate by {max(given, default=0.0):g}.",
        "A higher correlation flags fewer people more often.",
        remedy,
        Weight.WIDENS,
    )
