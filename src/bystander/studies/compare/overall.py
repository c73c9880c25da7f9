"""The verdict of a comparison: what its one operating point shows, how many were looked at, and what the others show.

The point is chosen by a rule that does not look at what is found there; whoever reads of a difference at one point
should still know at how many it was looked for.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bystander.findings import wording
from bystander.studies.compare import words
from bystander.studies.compare.verdict import Verdict, better_than, hidden, said, verdict_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from bystander.studies.compare.series import Told

Pair = tuple[int, int]
MOST_WINNERS = 3  # sentences that a reader bears
NOTHING = "Nothing can be compared: the trials have no point in common at which both systems have a rate."


@dataclass(frozen=True, kw_only=True)
class Looked:
    """An operating point that was looked at. ``named``: as after "at"; ``told``: what was found of each pair."""

    named: str
    told: Mapping[Pair, Sequence[Told]]

    def verdict(self, pair: Pair) -> Verdict:
        """Judge two systems there."""
        return verdict_of([t.compared.difference for t in self.told[pair]])

    @property
    def shown(self) -> list[Pair]:
        """The pairs that a difference is shown of."""
        return [pair for pair in self.told if self.verdict(pair) is not Verdict.OPEN]


def of_many(main: Looked, every: Sequence[Looked], names: Sequence[str], *, best: str = "", level: float) -> list[str]:
    """Say between which systems a difference is shown at a point, and in how many pairs at the other points.

    ``best``: the system that the headline calls better than each other one.
    """
    verdicts = {(names[i], names[j]): main.verdict((i, j)) for i, j in main.told}
    clear = {Verdict.BETTER, Verdict.WORSE, Verdict.OPEN}
    better = sorted(better_than(verdicts).items(), key=lambda one: -len(one[1]))
    told = [(winner, others) for winner, others in better if winner != best]
    sentences = [f"{winner} is better than {wording.listed(others)}." for winner, others in told[:MOST_WINNERS]]
    sentences += [f"{said(verdict, *pair)}." for pair, verdict in verdicts.items() if verdict not in clear]
    if not sentences and not best:
        sentences = ["No difference is shown between any two of them."]
    elif len(told) > MOST_WINNERS:
        sentences.append("The other pairs are below.")
    unsure = [t for pair, told in main.told.items() if pair not in main.shown for t in told]
    if unsure:
        widest = max(unsure, key=lambda t: max(t.compared.difference.high, -t.compared.difference.low))
        what = hidden(widest.compared.difference, what=widest.rate.does, first=widest.names[0], second=widest.names[1])
        sentences.append(f"Where none is shown, one may be hidden. At the widest, {what}.")
    among = wording.plural(len(main.told), "pair")

    def summed_up(at: Looked) -> str:
        return f"a difference shown in {len(at.shown)} of {among}"

    return sentences + looked_at(main, every, summed_up, level=level)


def looked_at(main: Looked, every: Sequence[Looked], shows: Callable[[Looked], str], *, level: float) -> list[str]:
    """Say at how many points it was looked and what they show, that of the verdict first; nothing where it is alone."""
    if len(every) < 2:
        return []
    found: dict[str, list[str]] = {}
    for at in [main, *(other for other in every if other.named != main.named)]:
        found.setdefault(shows(at), []).append(at.named)
    points = wording.plural(len(every), "setting")
    if len(found) == 1:
        return [f"At all {points} looked at, each at {words.surely(level)} by itself: {next(iter(found))}."]
    each = [f"At {wording.listed(where)}: {what}." for what, where in found.items()]
    return [" ".join([f"{points} were looked at, each at {words.surely(level)} by itself.", *each])]
