"""What is said first of groups: which errors differ, between whom, how much they may, and what could not be seen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bystander.findings import wording
from bystander.findings.cells import counted
from bystander.findings.first_screen import Part, doubt, said
from bystander.findings.signs import Sign
from bystander.studies.groups.no_difference import one_may_be_hidden

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bystander.findings import Point
    from bystander.findings.first_screen import Said
    from bystander.intervals.measured import Measured
    from bystander.studies.groups.by_group import ByGroup, GroupRate
    from bystander.studies.groups.how_far_apart import Compared

PAIR = 2
LARGEST_GAP = 1000  # a limit beyond it limits nothing
FURTHEST = 20  # times the near end of a range of differences: a far end beyond it is no news, and only confuses
DOUBLE = 2  # a trial that cannot rule out twice the rate has too few errors

Parts = list[str | tuple[str, Part]]


@dataclass(frozen=True)
class Error:
    """One kind of error by group, and what the comparison of the groups came to."""

    by: ByGroup
    test: Compared

    @property
    def word(self) -> str:
        """Name the errors in a word or two."""
        told = self.by.quantity.told_by_group
        return told.word or told.errors

    @property
    def tries(self) -> str:
        """What its counts are out of, in a word; nothing where that is plain."""
        return self.by.quantity.told_by_group.tries

    @property
    def often(self) -> bool:
        """Whether its rates are said in per cent."""
        return self.by.quantity.often

    @property
    def sign(self) -> Sign:
        """The mark of such an error."""
        return Sign.FALSE if self.by.quantity.told_by_group.bystanders else Sign.MISS

    @property
    def pair(self) -> bool:
        """Whether two groups have a rate, so that their names say which is meant."""
        return len(self.by.measured) == PAIR

    @property
    def why_not(self) -> str:
        """Say why the groups cannot be compared; nothing where they can."""
        reason = "" if self.test.ratio is not None else self.test.findings[0].not_estimable or ""
        return reason.partition(", so there is nothing to compare")[0]


def setting(errors: Sequence[Error]) -> str:
    """Say of how many people, and at which threshold, groups are compared, and for what it was set on the same."""
    by, aimed = errors[0].by, ""
    if by.point.target_fmr is not None:
        aimed = f", set in this trial to false matches of {wording.one_in(by.point.target_fmr)}"
    elif by.point.target_fpir is not None:
        aimed = f", set in this trial to false alerts of {wording.limit(by.point.target_fpir)}"
    return f"{_people(errors)} by {by.name}, at one threshold for all: {by.label}{aimed}."


def _people(errors: Sequence[Error]) -> str:
    """Say how many people were tried; of each error by itself, where these differ."""
    tried = {e.word: e.by.people + e.by.unrecorded for e in errors if e.by.people + e.by.unrecorded}
    if len({*tried.values()}) == 1:
        return wording.plural(next(iter(tried.values())), "person", "people")
    several = [f"{wording.plural(n, 'person', 'people')} ({word})" for word, n in tried.items()]
    return wording.listed(several) or "People"


def given_beforehand(point: Point, label: str) -> str:
    """Say of a threshold that was given what nothing shows: that it was not chosen here; nothing of one set here."""
    set_here = point.target_fmr is not None or point.target_fpir is not None or point.achieved_fmr is not None
    return "" if set_here else f"threshold {label} was chosen beforehand, on other people"


def sentence(errors: Sequence[Error], name: str) -> Said:
    """Say which errors differ, and in which no difference was found, each with the counts of its groups."""
    told = [e for e in errors if e.test.ratio is not None]
    shown = [f"{wording.capital(e.word)}{_between(e)} differ by {name}: {_counts(e)}." for e in told if e.test.shown]
    hidden = one_may_be_hidden([(e.word, _counts(e)) for e in told if not e.test.shown], name="" if shown else name)
    return said(" ".join(text for text in (*shown, hidden) if text))


def _between(e: Error) -> str:
    """Say of whom errors of two people are: within a group they are more frequent than among everybody."""
    return " of two people of one group" if e.by.quantity.told_by_group.across else ""


def lead(errors: Sequence[Error], others: Sequence[Error] = (), *, level: float) -> Said:
    """Say how large the rates that differ are, how far apart those of new people could be, and what is not compared.

    ``others``: of other attributes, which have a part of their own; which of them differ is said.
    """
    told = [e for e in errors if not e.why_not]
    parts: Parts = [f"{_shares(e)} " for e in told if e.test.shown]
    told_apart = [e for e in told if not _open(e)]
    for frame in dict.fromkeys(_frame(e) for e in told_apart):
        alike = [e for e in told_apart if _frame(e) == frame]
        sure = f" ({level * 100:g} %)"
        parts += [*(_too_small(alike) if frame is None else _apart(frame, alike, sure=sure)), ". "]
    for e in told:
        if e not in told_apart:
            parts += [*_not_apart(e), f" ({level * 100:g} %). "]
    differ = {e.by.name: [o.word for o in others if o.by.name == e.by.name and o.test.shown] for e in others}
    also = [
        f"{wording.capital(wording.listed(w))} differ by {name} too, see below. " for name, w in differ.items() if w
    ]
    return said(*parts, lacking(errors), *also)


def lacking(errors: Sequence[Error]) -> str:
    """Say which errors cannot be compared, and why; nothing where all can."""
    return "".join(f"{wording.capital(e.word)} cannot be compared: {e.why_not}. " for e in errors if e.why_not)


Frame = tuple[str, str, str]


def _limit(e: Error) -> float | None:
    """Return the upper limit of the ratio; None where it limits nothing."""
    high = None if e.test.ratio is None else e.test.ratio.high
    return high if high is not None and high <= LARGEST_GAP else None


def _shown(e: Error) -> bool:
    """Return whether a difference is shown whose range lies above one."""
    return e.test.shown and e.test.ratio is not None and e.test.ratio.low > 1


def _open(e: Error) -> bool:
    """Return whether two groups were not told apart, and a limit says how far apart they could be."""
    return e.pair and not _shown(e) and _limit(e) is not None


def _frame(e: Error) -> Frame | None:
    """Return what stands around the range of a ratio: before it, its verb, and behind.

    Of two groups that differ it says of which; None where the trial limits nothing.
    """
    ratio = e.test.ratio
    shown = _shown(e)
    if ratio is None or (_limit(e) is None and not shown):
        return None
    if not e.pair:
        return "the highest rate of ", "is" if shown else "could be", "the lowest"
    return "", "are", f"as frequent for {ratio.numerator} as for {ratio.denominator}"


def _not_apart(e: Error) -> Parts:
    """Say of two groups that were not told apart how far apart they could be, and whether errors were too few."""
    if e.test.shown:  # that they differ, and not by how much
        return [f"{wording.capital(e.word)}: by how much, so few people do not tell. One group could have ",
                doubt(_span(e)), " the other's rate"]  # fmt: skip
    few = " and ".join(wording.count(m.estimate.events or 0) for _, m in e.by.measured)
    too_few = f"too few to tell ({few}). One" if (_limit(e) or 0.0) > DOUBLE else "one"
    return [f"{wording.capital(e.word)}: {too_few} group could have ", doubt(_span(e)), " the other's rate"]


def _apart(frame: Frame, errors: Sequence[Error], *, sure: str) -> Parts:
    """Say how many times as frequent errors of new people may be, of one error after the other."""
    begin, verb, end = frame
    first, *more = errors
    parts: Parts = [f"For new people, {begin}{first.word} {verb} ", *_typical(first), doubt(_span(first)),
                    f" {end}{sure}"]  # fmt: skip
    for e in more:
        parts += [f". {wording.capital(e.word)}: ", *_typical(e), doubt(_span(e)), sure]
    return parts


def _typical(e: Error) -> Parts:
    """Say how many times the typical rate the highest is, before what it is held against the lowest.

    That is the primary number of many groups (METHODS 4.1); of two, or where it is not told apart from one, nothing.
    """
    worst = None if e.test.to_mean is None else e.test.to_mean.worst
    if e.pair or not _shown(e) or worst is None or worst.low <= 1:
        return []
    return [doubt(_range(worst.low, worst.high)), " the typical one and "]


def _shares(e: Error) -> str:
    """Say the rates of both groups; of many the lowest and the highest, and how many times the typical one that is."""
    ranked = sorted(e.by.measured, key=lambda pair: -pair[1].estimate.value)
    told = [
        (rate.label, wording.frequency(m.estimate.value, often=e.often) if m.estimate.events else "none")
        for rate, m in ranked
    ]
    what = wording.capital(e.word)
    if e.pair:
        most, least = (m.estimate for _, m in ranked)
        often = f", {wording.times(most.value / least.value)} as frequent" if least.events else ""
        return f"{what}: {', '.join(f'{label} {share}' for label, share in told)}{often}."
    lowest, worst = ranked[-1][1].estimate, None if e.test.to_mean is None else e.test.to_mean.worst
    against = [f"{wording.times(ranked[0][1].estimate.value / lowest.value)} as frequent"] if lowest.events else []
    if worst is not None:
        against.append(f"{wording.times(worst.value)} the rate of a typical group")
    return f"{what} reach from {told[-1][1]} to {told[0][1]}{': ' if against else ''}{', '.join(against)}."


def _span(e: Error) -> str:
    low = 1.0 if e.test.ratio is None or not e.test.shown else e.test.ratio.low
    return _range(low, _limit(e))


def _range(low: float, high: float | None) -> str:
    """Say a range of ratios; by its near end alone, where the far one is none, or too far to tell anything."""
    if high is None or (low > 1 and high > FURTHEST * low):
        return f"at least {wording.times(low)}"
    return f"{wording.times_as(low)} to {wording.times(high)}" if low > 1 else f"up to {wording.times(high)}"


def _too_small(errors: Sequence[Error]) -> Parts:
    what = wording.listed([e.word for e in errors])
    return ["The trial is ", doubt("too small to limit"), f" how far apart {what} are"]


def _counts(e: Error) -> str:
    """Say the counts of both groups, or of the lowest and the highest of many, by their rates."""
    ranked = sorted(e.by.measured, key=lambda pair: -pair[1].estimate.value)
    if e.pair:
        unit = f" {e.tries}" if e.tries else ""
        return ", ".join(f"{rate.label} {counted(m.estimate)}{'' if i else unit}" for i, (rate, m) in enumerate(ranked))
    if not e.test.shown:  # then which they are says nothing
        return " to ".join(dict.fromkeys(counted(m.estimate) for _, m in (ranked[-1], ranked[0])))
    ends = [[one for one in ranked if _alike(one, end)] for end in (ranked[-1], ranked[0])]
    told = [f"{counted(alike[0][1].estimate)} ({_named(alike)})" for alike in ends]
    return told[0] if ends[0] == ends[1] else " to ".join(told)


def _alike(one: tuple[GroupRate, Measured], other: tuple[GroupRate, Measured]) -> bool:
    return counted(one[1].estimate) == counted(other[1].estimate)


def _named(alike: Sequence[tuple[GroupRate, Measured]]) -> str:
    """Name the groups with the same counts, or say how many there are."""
    if len(alike) > PAIR:
        return wording.plural(len(alike), "group")
    return wording.listed([rate.label for rate, _ in alike])
