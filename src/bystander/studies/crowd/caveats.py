"""What to bear in mind of a crowd's numbers: what was invented, asserted, counted elsewhere, or never measured."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bystander.crowd.blocks import LEAST, MOST, TAKEN, evidence_of
from bystander.crowd.evidence import FEW
from bystander.findings import wording
from bystander.findings.estimate import UNLIKE
from bystander.findings.first_screen import Caveat, Weight
from bystander.studies.caveats import in_short
from bystander.studies.crowd.words import days_known, entries

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from bystander.crowd.scenario import Rate, Scenario

FALSE_ALERTS, HITS, IN_THE_GROUP = "false alerts", "hits", "false alerts in the group "
FEW_GROUPS = 3  # that are named one by one
SURE = 0.975  # of each of the two limits that do not meet where rates contradict each other
NO_DAYS = Caveat(
    "No day was simulated.",
    "No false alert was counted, and days could only be drawn from an assumption.",
    "Evidence with false alerts in it would remove this.",
    Weight.WIDENS,
)


def rates_by_name(scenario: Scenario) -> dict[str, Rate]:
    """Return the rates of a scenario by what they are of; those of groups after the overall ones."""
    overall = {FALSE_ALERTS: scenario.false_alerts, HITS: scenario.hits}
    given = overall | {f"{IN_THE_GROUP}{g.name}": g.false_alerts for g in scenario.groups}
    return {name: rate for name, rate in given.items() if rate is not None}


def listed(names: Iterable[str]) -> str:
    """Say of which rates something holds: "false alerts, hits and false alerts in the groups A and B"."""
    found = list(names)
    groups = [name.removeprefix(IN_THE_GROUP) for name in found if name.startswith(IN_THE_GROUP)]
    told = [name for name in found if not name.startswith(IN_THE_GROUP)]
    if len(groups) > FEW_GROUPS:
        told.append(f"{FALSE_ALERTS} in {len(groups)} groups")
    elif groups:
        told.append(f"{FALSE_ALERTS} in the group{'s' if len(groups) > 1 else ''} {wording.listed(groups)}")
    return wording.listed(told)


def invented_names(scenario: Scenario) -> list[str]:
    """Return what the evidence is made up of."""
    return [name for name, rate in rates_by_name(scenario).items() if rate.invented]


def bare_names(scenario: Scenario) -> list[str]:
    """Return what is given as a bare rate, of which nobody knows how sure it is."""
    return [name for name, rate in rates_by_name(scenario).items() if rate.rate is not None]


def weighty(scenario: Scenario) -> tuple[Caveat, ...]:
    """Return the caveats of the whole: what was invented, asserted, counted elsewhere, and never measured."""
    found = []
    invented = invented_names(scenario)
    if invented:
        found.append(
            Caveat(
                f"{wording.capital(_which(invented, scenario))}: invented.",
                "The numbers show what would follow, not what any system does.",
                "Published counts would remove this.",
                Weight.VOIDS,
            )
        )
    if bare := [name for name in bare_names(scenario) if name not in invented]:
        found.append(
            Caveat(
                f"{wording.capital(listed(bare))}: only asserted.",
                "Nobody has said how sure the rate is; the range holds luck from day to day, not doubt about the rate.",
                "The counts behind the rate would remove this.",
                Weight.MOVES,
            )
        )
    others = [*_contradicted(scenario), *_elsewhere(scenario)]
    if scenario.simulation is not None and scenario.false_evidence and not scenario.counted:
        others.append(NO_DAYS)
    if scenario.note:
        others.append(in_short(" ".join(scenario.note.split()), Weight.MOVES))
    return (*found, *others)


def _contradicted(scenario: Scenario) -> list[Caveat]:
    """Say where all people have a rate that no mix of the groups can have, as every group has its own."""
    own = [evidence_of(g.false_alerts) for g in scenario.groups if g.false_alerts is not None]
    if scenario.false_alerts is None or not own or len(own) < len(scenario.groups):
        return []
    every = evidence_of(scenario.false_alerts)
    low, high = min(one.lower(SURE) for one in own), max(one.upper(SURE) for one in own)
    if low <= every.upper(SURE) and every.lower(SURE) <= high:
        return []
    more = every.mean < low
    end = f"{wording.one_in(low, up=False)} or more" if more else f"{wording.one_in(high, up=True)} or fewer"
    return [
        Caveat(
            f"Every group has a {'higher' if more else 'lower'} rate of false alerts than all people together.",
            f"That of all is {wording.one_in(every.mean) if every.mean else 0}, that of each group {end}. "
            "The numbers take the groups.",
            "Counts of groups that add up to those of all would remove this.",
            Weight.MOVES,
        )
    ]


def _which(names: list[str], scenario: Scenario) -> str:
    """Say which rates they are; of several that are all there are, that they are all."""
    return "all rates" if len(names) == len(rates_by_name(scenario)) > 1 else listed(names)


def _elsewhere(scenario: Scenario) -> list[Caveat]:
    """Say where evidence was taken under other conditions than the crowd's, once of all to which it happened alike."""
    of: dict[tuple[Callable[..., Caveat], float | str, float], list[str]] = {}
    size, threshold = scenario.watchlist.size, scenario.watchlist.threshold
    for name, rate in rates_by_name(scenario).items():
        sizes = rate.list_sizes
        if size is not None and set(sizes) - {size}:
            of.setdefault((_other_watchlist, entries(min(sizes), max(sizes)), size), []).append(name)
        elif size is not None and not sizes and not rate.invented:
            of.setdefault((_unknown_watchlist, 0, size), []).append(name)
        if threshold is not None and rate.threshold is not None and threshold != rate.threshold:
            of.setdefault((_other_threshold, rate.threshold, threshold), []).append(name)
    return [said(listed(names), there, here) for (said, there, here), names in of.items()]


def other_watchlists(scenario: Scenario) -> list[Caveat]:
    """Return what is to be said of watchlists of another size, or of none that is known."""
    return [caveat for caveat in _elsewhere(scenario) if "watchlist" in caveat.claim]


def _other_watchlist(names: str, there: str, here: int) -> Caveat:
    return Caveat(
        f"Another watchlist was behind the {names}.",
        f"It had {there}, this one has {wording.count(here)}. "
        "More entries give more false alerts; the numbers are not scaled.",
        "Evidence with a watchlist of this size would remove this.",
        Weight.WIDENS,
    )


def _unknown_watchlist(names: str, _: int, here: int) -> Caveat:
    return Caveat(
        f"The watchlist behind the {names} is not known.",
        f"That of this crowd has {wording.plural(here, 'entry', 'entries')}; the numbers are not scaled.",
        "To be told its size would remove this.",
        Weight.WIDENS,
    )


def _other_threshold(names: str, there: float, here: float) -> Caveat:
    return Caveat(
        f"Another threshold was behind the {names}.",
        f"It was {wording.threshold(there)}, here it is {wording.threshold(here)}; the numbers are not converted.",
        "Evidence at this threshold would remove this.",
        Weight.WIDENS,
    )


def rate_caveats(scenario: Scenario) -> tuple[Caveat, ...]:
    """Return what to bear in mind of the false alerts: what their own finding says comes first."""
    false = scenario.false_evidence
    said = [in_short(text, Weight.WIDENS) for text in dict.fromkeys(limit for rate in false for limit in rate.limits)]
    rates = [r for r in false if r.rate is None]
    scatter = max((rate.day_scatter or 0.0 for rate in false), default=0.0)
    if scatter >= UNLIKE:
        said.append(
            Caveat(
                f"The days counted differ {wording.times(scatter)} as much as by chance.",
                "One rate for all of them may be that of none; the range allows for it.",
                "Counts of days like this one would remove this.",
                Weight.MOVES,
            )
        )
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
                "False alerts were not counted by person.",
                "Those counted are taken to be of different people; the range is too narrow if several are of one.",
                "Counts by person would remove this.",
                Weight.WIDENS,
            )
        )
    if any((r.events or 0) < FEW for r in rates):
        said.append(
            Caveat(
                "Too few were counted to know the rate well.",
                "How high it could be is said with the number.",
                "A larger test would remove this.",
                Weight.WIDENS,
            )
        )
    return (*said, *related(scenario))


def related(scenario: Scenario) -> tuple[Caveat, ...]:
    """Say how alike looks at one person are taken to be; nothing of one look at each."""
    if scenario.crowd.looks == 1:
        return ()
    return (_related([r.correlation for r in scenario.false_evidence]),)


def _related(correlations: list[float | None]) -> Caveat:
    given = [c for c in correlations if c is not None]
    remedy = "Counts of people flagged repeatedly would remove this."
    if len(given) < len(correlations):
        return Caveat(
            "How alike several looks at one person are was not measured.",
            "If the same few are flagged again and again, fewer people are flagged, each more often; if not, more. The "
            f"range allows for both (correlation {LEAST:g} to {MOST:g}), and the number takes {TAKEN:g}.",
            remedy,
            Weight.WIDENS,
        )
    return Caveat(
        f"Looks at one person are taken to correlate by {max(given, default=0.0):g}.",
        "A higher correlation flags fewer people more often.",
        remedy,
        Weight.WIDENS,
    )
