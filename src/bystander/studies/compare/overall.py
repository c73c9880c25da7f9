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
MOST_PAIRS = 3  # that are named with who is better
MOST_ALIKE = 2  # pairs that are named as not told apart
NOTHING = "Nothing can be compared: the trials have no point in common at which both systems have a rate."
WRITE = "Give a rate that {all} reach, such as {option} {target:g}."
WRITE_THRESHOLDS = "{begin} the threshold that each has in use, as in {options}, with a number for T."


def nothing(names: Sequence[str], target: float | None, *, searches: bool) -> tuple[str, ...]:
    """Say that there is no point in common, and what would make one.

    ``target``: a rate of false matches, or of false alerts, that the trials are large enough for; None where there is
    none, or where it was asked for in vain.
    """
    options = " ".join(f"--threshold {name}=T" for name in names[:2])
    option = "--target-fpir" if searches else "--target-fmr"
    everyone = "both" if len(names) == 2 else "all"
    by_rate = () if target is None else (WRITE.format(all=everyone, option=option, target=target),)
    return (NOTHING, *by_rate, WRITE_THRESHOLDS.format(begin="Or give" if by_rate else "Give", options=options))


def smallest_rate(trials: int) -> float | None:
    """Return the smallest rate of one digit, 1, 2 or 5, that so many trials can show; None where they show none."""
    if not trials:
        return None
    power = int(10 ** (len(str(trials)) - 1))  # 1 / trials lies above 1 / (10 * power), and at 1 / power at most
    return next(digit / (10 * power) for digit in (1, 2, 5, 10) if digit * trials >= 10 * power)


@dataclass(frozen=True, kw_only=True)
class Looked:
    """An operating point that was looked at. ``named``: as after "at"; ``told``: what was found of each pair.

    ``counted``: of two systems, "A 7, B 7"; nothing where the headline says it, or where it is not known. ``few``:
    the false matches that its thresholds rest on, "4 false matches", where these are few.
    """

    named: str
    told: Mapping[Pair, Sequence[Told]]
    counted: str = ""
    few: str = ""

    @property
    def where(self) -> str:
        """Name it, with what it rests on where that is little, and what was counted."""
        beside = [f"only {self.few}" if self.few else "", self.counted]
        told = "; ".join(text for text in beside if text)
        return f"{self.named} ({told})" if told else self.named

    def verdict(self, pair: Pair) -> Verdict:
        """Judge two systems there."""
        return verdict_of([t.compared.difference for t in self.told[pair]])

    def pairs(self, names: Sequence[str]) -> dict[tuple[str, str], Verdict]:
        """Return the verdict of every two systems by their names."""
        return {(names[i], names[j]): self.verdict((i, j)) for i, j in self.told}

    @property
    def shown(self) -> list[Pair]:
        """The pairs that a difference is shown of."""
        return [pair for pair in self.told if self.verdict(pair) is not Verdict.OPEN]


def of_many(main: Looked, names: Sequence[str], *, best: str = "") -> list[str]:
    """Say between which systems a difference is shown at a point, and how large one could be hidden.

    ``best``: the system that the headline calls better than each other one.
    """
    verdicts = main.pairs(names)
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
    return sentences


def summed_up(at: Looked, names: Sequence[str], main: Looked | None = None) -> str:
    """Say what a point shows of several systems: of few pairs which, and who is better; of more, of how many.

    ``main``: the point whose pairs were told one by one; what is as there is not said again.
    """
    verdicts = at.pairs(names)
    before = {} if main is None or main is at else main.pairs(names)
    alike = [pair for pair, verdict in verdicts.items() if verdict is Verdict.OPEN]
    named = [f"{' and '.join(pair)}{_turned(at, main, pair, names)}" for pair in alike]
    none = f"no difference is shown between {wording.listed(named, last='or')}"
    if len(alike) == len(verdicts):
        return "no difference shown"
    if len(verdicts) > MOST_PAIRS:
        told = f"a difference shown in {len(at.shown)} of {wording.plural(len(verdicts), 'pair')}"
        return f"{told}, {none}" if 0 < len(alike) <= MOST_ALIKE else told
    if before == verdicts:
        turned = "".join(_turned(at, main, pair, names) for pair in alike)
        return f"as at {main.named}{turned}" if main is not None else "the same"
    winners: dict[str, list[str]] = {}
    for name, others in better_than(verdicts).items():
        winners.setdefault(wording.listed(others), []).append(name)
    told_of = [f"{wording.listed(w)} {'is' if len(w) == 1 else 'are'} better than {o}" for o, w in winners.items()]
    mixed = [f"{' and '.join(pair)} differ in one respect or both ways" for pair, verdict in verdicts.items()
             if verdict not in {Verdict.BETTER, Verdict.WORSE, Verdict.OPEN}]  # fmt: skip
    return "; ".join([*told_of, *mixed, *([none] if alike else [])])


def _turned(at: Looked, main: Looked | None, pair: tuple[str, str], names: Sequence[str]) -> str:
    """Say who erred less often at a point where the order of two systems is not that of the main one, in brackets."""
    place = names.index(pair[0]), names.index(pair[1])
    here, there = ([t.compared.difference.value for t in one.told.get(place, ())] if one else [] for one in (at, main))
    if len(here) != 1 or len(there) != 1 or here[0] * there[0] >= 0:
        return ""
    fewer, more = (pair[1], pair[0]) if here[0] < 0 else pair
    return f" (there {fewer} had fewer than {more})"


def looked_at(
    main: Looked, every: Sequence[Looked], shows: Callable[[Looked], str], *, level: float, told: bool = False
) -> list[str]:
    """Say at how many points it was looked and what they show, that of the verdict first.

    Where it is alone, of how many rates a difference was found in one. ``told``: what the point of the verdict shows
    was said in full, and is said again only with others like it.
    """
    if len(every) < 2:
        rates = max(map(len, main.told.values()), default=0)
        if rates < 2 or not main.shown:
            return []
        return [f"{wording.plural(rates, 'rate')} were looked at, each at {words.surely(level)} by itself."]
    found: dict[str, list[Looked]] = {}
    for at in [main, *(other for other in every if other.named != main.named)]:
        found.setdefault(shows(at), []).append(at)
    points = wording.plural(len(every), "setting")
    if len(found) == 1:
        few = [f"{wording.capital(at.named)} rests on only {at.few}." for at in every if at.few]
        return [
            " ".join(
                [f"At all {points} looked at, each at {words.surely(level)} by itself: {next(iter(found))}.", *few]
            )
        ]
    few = [f"{wording.capital(main.named)} rests on only {main.few}."] if told and main.few else []
    each = [
        f"At {wording.listed([at.where for at in where])}: {what}."
        for what, where in found.items() if not (told and where == [main])
    ]  # fmt: skip
    return [" ".join([*few, f"{points} were looked at, each at {words.surely(level)} by itself.", *each])]
