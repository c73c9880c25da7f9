"""Are there people in the trial who are alike in groups, without anybody having said so? What a study says of it.

A number of people leaves, never who they are.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bystander.findings import wording
from bystander.intervals.likeness import COMPARED, FEWEST, MOST, likeness
from bystander.tally.comparisons.pair_means import drawn, gathering, pair_means

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from bystander.evidence.comparisons.trial import Trial
    from bystander.tally.comparisons.pair_means import Drawn, Gathered

SOME = 3  # fewer are not counted
GROUPS = (
    "Some people are alike in groups (relatives, look-alikes) beyond what each one's scores explain{number}: such "
    "people err together, and intervals may be too narrow. Naming the groups with --cluster would remove this."
)
UNSEEN = (
    "Relatives recorded as strangers cannot be seen here, as {why}. If there are any, they err together, and intervals "
    "are too narrow. Naming them with --cluster would remove this."
)
HIGHEST = "a tally keeps only the highest scores of different people"
PAIRS = "most pairs of people were not compared"


@dataclass(frozen=True, kw_only=True)
class Alike:
    """What is said: of ``groups``, which may change what the study comes to, or of what is ``unseen``; else nothing.

    ``drawn``: the seed was used.
    """

    groups: str = ""
    unseen: str = ""
    drawn: bool = False


def begun(trial: Trial) -> Callable[[], Gathered] | None:
    """Return what begins to gather, while a trial is inspected, what :func:`alike` takes; None where it takes none."""
    if trial.subjects is None or trial.clusters is not None or _too_few(trial.subjects, trial.rows_used):
        return None
    return gathering(trial.subjects, most=MOST)


def to_come(trial: Trial, gathered: Sequence[Gathered]) -> Drawn | None:
    """Return what begins to gather what else :func:`alike` takes, in a pass after :func:`begun`; None for nothing."""
    return None if trial.subjects is None else drawn(trial.subjects, gathered, most=MOST)


def alike(
    trial: Trial,
    *,
    people: int | None,
    non_mated: int,
    seed: int,
    threads: int | None,
    gathered: Sequence[Gathered] = (),
) -> Alike:
    """Look for people who are alike in groups; nothing is said where clusters are declared or nobody is named.

    ``people``, ``non_mated``: in the trial. ``seed``: of the draws that likeness is held against. ``gathered``: what
    was gathered by :func:`begun` and :func:`to_come`.
    """
    if trial.subjects is None or trial.clusters is not None or people is None or people < FEWEST or not non_mated:
        return Alike()
    if _too_few(people, non_mated):
        return Alike(unseen=UNSEEN.format(why=PAIRS))
    found = pair_means(trial.blocks, trial.subjects, most=MOST, threads=threads, gathered=gathered)
    seen = likeness(found.means, found.compared, seed=seed)
    if seen is None:
        return Alike(unseen=UNSEEN.format(why=PAIRS))
    if not seen.flagged:
        return Alike(drawn=True)
    number = ""
    if seen.concerned >= SOME:
        whom = wording.plural(seen.people, "person", "people")
        number = f", about {wording.count(seen.concerned)} or more of the {whom} whose scores were looked at"
    return Alike(groups=GROUPS.format(number=number), drawn=True)


def _too_few(people: int, non_mated: int) -> bool:
    """Return whether a pass is not worth it, as there are not half as many comparisons as it takes pairs."""
    return 2 * non_mated < COMPARED / 2 * people * (people - 1)


def alike_in_tally(trial: Trial, *, people: int | None, non_mated: int) -> Alike:
    """Return what can be said of a trial whose scores are no more at hand."""
    named = trial.subjects is not None and trial.clusters is None and people is not None and people >= FEWEST
    return Alike(unseen=UNSEEN.format(why=HIGHEST)) if named and non_mated else Alike()
