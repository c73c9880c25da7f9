"""The verdict of a comparison: what its one operating point shows, how many were looked at, and what the others show.

The point is chosen by a rule that does not look at what is found there; whoever reads of a difference at one point
should still know at how many it was looked for.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bystander.findings import wording
from bystander.studies.compare import words
from bystander.studies.compare.verdict import Verdict, hidden, listed_as, said, verdict_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from bystander.studies.compare.series import Told

Pair = tuple[int, int]
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


def of_two(main: Looked, every: Sequence[Looked], names: tuple[str, str], *, where: str, level: float) -> list[str]:
    """Say which of two systems is better at a point, ``where`` in words, and what the other points show."""
    told, verdict = main.told[(0, 1)], main.verdict((0, 1))
    sure = verdict is not Verdict.OPEN  # else the interval is said as what could be hidden
    changes = wording.listed([words.change(t.rate, t.compared.difference, names, interval=sure) for t in told])
    sentences = [f"{said(verdict, *names)}: {where[:1].lower()}{where[1:]}, {changes}."]
    if not sure:
        could = [hidden(t.compared.difference, what=t.rate.does, first=names[0], second=names[1]) for t in told]
        sentences.append(f"That is no proof that they are equal: {wording.listed(could)} ({words.surely(level)}).")
    return sentences + looked_at(main, every, lambda at: listed_as(at.verdict((0, 1)), names[1]), level=level)


def of_many(main: Looked, every: Sequence[Looked], names: Sequence[str], *, where: str, level: float) -> list[str]:
    """Say between which systems a difference is shown at a point, ``where`` in words, and at the other points."""
    shown = [said(main.verdict(pair), names[pair[0]], names[pair[1]]) for pair in main.shown]
    among = wording.plural(len(main.told), "pair")
    sentences = [
        f"{where[:1].upper()}{where[1:]}: of {among} of systems, a difference is shown in {len(shown)}.",
        f"{wording.listed(shown)}." if shown else "No difference is shown between any two of them.",
    ]
    unsure = [t for pair, told in main.told.items() if pair not in main.shown for t in told]
    if unsure:
        widest = max(unsure, key=lambda t: max(t.compared.difference.high, -t.compared.difference.low))
        what = hidden(widest.compared.difference, what=widest.rate.does, first=widest.names[0], second=widest.names[1])
        sentences.append(f"Where none is shown, the largest that could be hidden: {what}.")

    def summed_up(at: Looked) -> str:
        return f"a difference shown in {len(at.shown)} of {among}"

    return sentences + looked_at(main, every, summed_up, level=level)


def looked_at(main: Looked, every: Sequence[Looked], shows: Callable[[Looked], str], *, level: float) -> list[str]:
    """Say how many points were looked at and what each shows, that of the verdict first; nothing where it is alone."""
    if len(every) < 2:
        return []
    found: dict[str, list[str]] = {}
    for at in [main, *(other for other in every if other.named != main.named)]:
        found.setdefault(shows(at), []).append(at.named)
    points = wording.plural(len(every), "setting")
    each = [f"At {wording.listed(where)}: {what}." for what, where in found.items()]
    return [" ".join([f"{points} were looked at, each at {words.surely(level)} by itself.", *each])]
