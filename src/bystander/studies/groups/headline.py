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


def setting(name: str, label: str, point: Point) -> str:
    """Say at which threshold groups are compared, and for what it was chosen on the same evidence, where it was."""
    aimed = ""
    if point.target_fmr is not None:
        aimed = f", set in this trial to false matches of {wording.one_in(point.target_fmr)}"
    elif point.target_fpir is not None:
        aimed = f", set in this trial to false alerts of {wording.limit(point.target_fpir)}"
    return f"By {name}, at one threshold for all: {label}{aimed}."


def sentence(errors: Sequence[Error], name: str) -> Said:
    """Say which errors differ, and in which no difference was found, each with the counts of its groups."""
    told = [e for e in errors if e.test.ratio is not None]
    shown = [f"{upper(e.word)} differ by {name}: {_counts(e)}." for e in told if e.test.shown]
    hidden = one_may_be_hidden([(e.word, _counts(e)) for e in told if not e.test.shown], name="" if shown else name)
    return said(" ".join(text for text in (*shown, hidden) if text))


def lead(errors: Sequence[Error], others: Sequence[Error] = (), *, level: float) -> Said:
    """Say how far apart new people could be, what cannot be compared, and which gaps would have gone unnoticed.

    ``others``: of other attributes, which have a part of their own; which of them differ is said.
    """
    told = [e for e in errors if not e.why_not]
    parts: Parts = []
    for frame in dict.fromkeys(_frame(e) for e in told):
        alike = [e for e in told if _frame(e) == frame]
        sure = f" ({level * 100:g} %)" if frame is not None and not parts else ""
        parts += [*(_too_small(alike) if frame is None else _apart(frame, alike, sure=sure)), ". "]
    least = [
        f"{wording.times(d)} ({e.word})"
        for e in told
        if (r := e.test.reference) is not None and not e.test.shown and (d := r.detectable) is not None
    ]
    if least:
        parts.append(f"A gap below about {wording.listed(least)} would often have gone unnoticed. ")
    also = [f"{upper(e.word)} differ by {e.by.name} too, see below. " for e in others if e.test.shown]
    return said(*parts, lacking(errors), *also)


def lacking(errors: Sequence[Error]) -> str:
    """Say which errors cannot be compared, and why; nothing where all can."""
    return "".join(f"{upper(e.word)} cannot be compared: {e.why_not}. " for e in errors if e.why_not)


Frame = tuple[str, str, str]


def _limit(e: Error) -> float | None:
    """Return the upper limit of the ratio; None where it limits nothing."""
    high = None if e.test.ratio is None else e.test.ratio.high
    return high if high is not None and high <= LARGEST_GAP else None


def _frame(e: Error) -> Frame | None:
    """Return what stands around the range of a ratio: before it, its verb, and behind.

    Of two groups that differ it says of which; None where the trial limits nothing.
    """
    ratio = e.test.ratio
    shown = e.test.shown and ratio is not None and ratio.low > 1
    if ratio is None or (_limit(e) is None and not shown):
        return None
    verb = "are" if shown else "could be"
    if not e.pair:
        return "the highest rate of ", "is" if shown else verb, "the lowest"
    between = f"for {ratio.numerator} as for {ratio.denominator}" if shown else "for one group as for the other"
    return "", verb, f"as frequent {between}"


def _apart(frame: Frame, errors: Sequence[Error], *, sure: str) -> Parts:
    """Say how many times as frequent errors of new people may be, of one error after the other."""
    begin, verb, end = frame
    first, *more = errors
    parts: Parts = [f"For new people, {begin}{first.word} {verb} ", doubt(_span(first)), f" {end}{sure}"]
    for e in more:
        parts += [f". {upper(e.word)}: ", doubt(_span(e))]
    return parts


def _span(e: Error) -> str:
    ratio, most = e.test.ratio, _limit(e)
    low = 1.0 if ratio is None or not e.test.shown else ratio.low
    if most is None:
        return f"at least {wording.times(low)}"
    return f"{wording.times_as(low)} to {wording.times(most)}" if low > 1 else f"up to {wording.times(most)}"


def _too_small(errors: Sequence[Error]) -> Parts:
    what = wording.listed([e.word for e in errors])
    return ["The trial is ", doubt("too small to limit"), f" how far apart {what} are"]


def _counts(e: Error) -> str:
    """Say the counts of both groups, or of the lowest and the highest of many, by their rates."""
    ranked = sorted(e.by.measured, key=lambda pair: -pair[1].estimate.value)
    if e.pair:
        return ", ".join(f"{rate.label} {counted(m.estimate)}" for rate, m in ranked)
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


def upper(text: str) -> str:
    """Begin a sentence."""
    return text[:1].upper() + text[1:]
