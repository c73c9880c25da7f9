"""What the quantities of a trial of searches need to know of it, and the words that they share."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from bystander.findings import wording
from bystander.findings.first_screen import Caveat, Weight
from bystander.quantities.searches import units

if TYPE_CHECKING:
    from bystander.errors import Problem
    from bystander.evidence.people.clusters import Clusters
    from bystander.evidence.searches.searches import Searches
    from bystander.findings import Point
    from bystander.quantities.searches.point import OfTies

NO_NON_MATED = (
    "the trial holds no searches of people who are known not to be on the watchlist. Leaving the right person out of "
    'each search makes some: --non-mated leave-mate-out (in Python non_mated="leave-mate-out")'
)
ALL_ALONE = "with the right person left out, no search was compared with anybody; each met only its own person"
NO_MATED = "the trial holds no searches of people who are on the watchlist"
NO_THRESHOLD = "no threshold was given, and without non-mated searches none follows from a rate of false alerts"
SAME_DATA = (
    "The threshold was chosen on the same searches. The range takes it as given and is somewhat too narrow. "
    "A threshold set in advance (--threshold), or a second trial, would remove this."
)
THIS_THRESHOLD = (
    "The range is that of this threshold, which was chosen on the same searches. The trial shows of no threshold that "
    "it keeps to the target for new people. More searches would remove this."
)
CHOSEN = (
    "The threshold was chosen on the same searches. The range for misses allows for this; the range for false "
    "alerts does not and is somewhat too narrow. A threshold set in advance (--threshold), or a second trial, would "
    "remove this."
)
NOBODY_OFF_THE_LIST = Caveat(
    "Everybody searched was on the list.",
    "For false alerts, each was taken off it and searched for again; real passers-by may differ.",
    "Searches of people who are not enrolled would remove this.",
    Weight.MOVES,
)
ALONE = Caveat(
    "{searches} met only their own person.",
    "They say nothing of false alerts and are not counted there.",
    "Comparing every search with the whole list would remove this.",
    Weight.MOVES,
)
TIES = Caveat(
    "Equal scores count against the right person.",
    "{otherwise}, there would be {missed} misses in {of}, and not {instead_of}.",
    "Finer scores would remove this.",
    Weight.MOVES,
)
FIXED = "new people, in front of the same watchlist"
SHORT = (
    "the system left out candidates that scored low, and no list says which threshold it used. Nobody can tell whom it "
    "would have returned beyond {lowest}. A threshold there, or a stricter one, would remove this. So would lists of "
    "full length"
)
WATCHLIST_UNKNOWN = Caveat(
    "Nobody says how long the list is.",
    "False alerts grow with it.",
    "Its length (a column watchlist_size) would remove this.",
    Weight.MOVES,
)

LISTS_DIFFER = Caveat(
    "The searches had {lists}.",
    "A longer list gives more false alerts, so the rate of these is that of no list.",
    "Comparing every search with the whole list would remove this.",
    Weight.MOVES,
)


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
    uneven: tuple[int, int] | None  # fewest and most references that a search met, where these differ
    elsewhere: int  # searches that did not meet their person, who is a reference of others
    left_out: bool
    excluded: int  # mated searches that failed and are left out, in units
    silent: int  # non-mated searches that failed and count as returning nobody, in units
    alone: int  # mated searches that met nobody but their own person, where the mate is left out
    distance: bool
    synthetic: bool
    problems: tuple[Problem, ...]  # what a finding is read with: rows that were refused, and warnings

    @classmethod
    def of(
        cls,
        searches: Searches,
        *,
        level: float,
        mated: int,
        non_mated: int,
        people: int | None,
        alone: int = 0,
        excluded: int = 0,
        silent: int = 0,
    ) -> Facts:
        """Return the facts of a trial; ``alone`` counts searches, and all but ``people`` count units."""
        warned = [p for p in searches.problems if p.severity in ("refused", "warning")]
        met = searches.compared if searches.compared is not None and len(searches) else np.zeros(1, np.int64)
        uneven = (int(met.min()), int(met.max())) if met.min() < met.max() else None
        size = None if uneven else searches.watchlist
        return cls(
            level=level, unit=searches.unit_name, mated=mated, non_mated=non_mated, people=people,
            clusters=searches.clusters,
            watchlist=size - 1 if size is not None and searches.left_out else size, length=searches.length,
            uneven=uneven, elsewhere=searches.elsewhere, left_out=searches.left_out, alone=alone,
            excluded=excluded, silent=silent,
            distance=searches.distance, synthetic=searches.synthetic, problems=tuple(warned),
        )  # fmt: skip

    @property
    def no_non_mated(self) -> str:
        """Why there are no non-mated searches, where there are none."""
        return ALL_ALONE if self.alone else NO_NON_MATED

    @property
    def enrolled(self) -> int | None:
        """How many people the list had, the one who is left out of a search among them; None where nobody says.

        And where searches had lists of different lengths.
        """
        return None if self.watchlist is None else self.watchlist + self.left_out

    @property
    def lists(self) -> str:
        """What was searched: a list of so many, or lists of several lengths."""
        if self.uneven is not None:
            few, many = (wording.count(n) for n in self.uneven)
            return f"lists of {few} to {many} references"
        return "a list of unknown length" if self.enrolled is None else f"a list of {wording.count(self.enrolled)}"

    @property
    def off_the_list(self) -> str:
        """Name the people of non-mated searches; where others met them, that they were off the list is assumed."""
        return "people taken not to be on the list" if self.elsewhere else "people who are not on the list"

    @property
    def sign(self) -> float:
        """What turns a score of the tally into one of the file."""
        return -1.0 if self.distance else 1.0

    @property
    def non_mated_unit(self) -> str:
        """Name one trial of the FPIR."""
        return units.non_mated(self.unit)

    @property
    def mated_unit(self) -> str:
        """Name one trial of the FNIR."""
        return units.mated(self.unit)

    @property
    def many(self) -> str:
        """Name several units."""
        return units.many(self.unit)


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


def count_of_people(number: int, facts: Facts, who: str) -> str:
    """Say "1,000 searches of people off the list", and "1,000 people off the list" where people are counted."""
    return f"{count_of(number, facts)} {who if facts.unit == 'person' else f'of people {who}'}"


def threshold_of(point: Point) -> str:
    """Say the threshold of a point."""
    return "none" if point.threshold is None else wording.threshold(point.threshold)


def shared_caveats(
    facts: Facts, *, chosen: bool = False, misses_allow: bool = False, watchlist: bool = False
) -> tuple[str, ...]:
    """Return what is read with every rate of these searches.

    ``chosen``: its threshold was chosen on them, and its interval does not know; ``misses_allow``: that of the misses
    does. ``watchlist``: it depends on its size.
    """
    said = [str(NOBODY_OFF_THE_LIST)] if facts.left_out else []
    if watchlist:
        said += [str(c) for c in of_alone(facts)]
        said.append(str(of_watchlist(facts)))
    if chosen:
        said.append(CHOSEN if misses_allow else SAME_DATA)
    return tuple(said)


def of_alone(facts: Facts) -> list[Caveat]:
    """Say of how many searches no false alert could be told; nothing where there are none."""
    searches = wording.plural(facts.alone, "search", "searches")
    return [replace(ALONE, claim=ALONE.claim.format(searches=searches))] if facts.alone else []


def of_ties(ties: OfTies | None, facts: Facts) -> list[Caveat]:
    """Say what equal scores decide among the first candidates; nothing where they decide nothing."""
    if ties is None:
        return []
    otherwise = "By the file's own ranks" if ties.by_file else "With equal scores behind them"
    missed, instead_of = wording.count(ties.missed), wording.count(ties.instead_of)
    reason = TIES.reason.format(otherwise=otherwise, missed=missed, of=count_of(ties.of, facts), instead_of=instead_of)
    return [replace(TIES, reason=reason)]


def of_watchlist(facts: Facts) -> Caveat:
    """Say for how long a list the rates hold."""
    if facts.uneven is not None:
        return replace(LISTS_DIFFER, claim=LISTS_DIFFER.claim.format(lists=facts.lists))
    if facts.enrolled is None:
        return WATCHLIST_UNKNOWN
    return Caveat(
        f"The list had {wording.plural(facts.enrolled, 'name')}.",
        "A longer list gives more false alerts.",
        "A trial with the real list would remove this.",
        Weight.MOVES,
    )
