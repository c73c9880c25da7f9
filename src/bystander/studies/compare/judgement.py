"""What is told first of several systems: the point of the verdict, what it says, and what the other points add."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from bystander.findings import wording
from bystander.studies.compare import overall, words
from bystander.studies.compare.first_screen import first_screen, ranged
from bystander.studies.compare.headline import best_of
from bystander.studies.compare.overall import Looked
from bystander.studies.compare.picture import MOST_SYSTEMS
from bystander.studies.compare.setting import OF_COMPARISONS, OF_SEARCHES, Setting
from bystander.studies.compare.verdict import listed_as

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from bystander.findings.first_screen import Caveat, FirstScreen
    from bystander.intervals.measured import Measured
    from bystander.intervals.sides import Side
    from bystander.quantities.two_systems import Trial
    from bystander.studies.compare.at import At
    from bystander.studies.compare.series import Told
    from bystander.studies.compare.setting import Heads
    from bystander.studies.compare.shared import Bench, Shared


@dataclass(frozen=True, kw_only=True)
class Judgement:
    """Everything that was compared, at thresholds ``given`` and at targets ``reached``.

    ``told``: each comparison of two systems. ``each``: the level of one of them where there are several. ``measured``:
    the rate of a system at a point, and whether its interval knows that the threshold was chosen.
    """

    bench: Bench
    kind: Trial
    names: tuple[str, ...]
    shared: Mapping[tuple[int, int], Shared]
    given: Sequence[At]
    reached: Sequence[At]
    told: Sequence[Told]
    level: float
    each: float
    measured: Callable[[int, At, Side], tuple[Measured, bool]]

    @cached_property
    def pairs(self) -> list[tuple[int, int]]:
        """Every two systems."""
        return list(self.shared)

    @cached_property
    def main(self) -> At | None:
        """Choose the point of the verdict: the first threshold given, else the usual target, else the nearest to it."""
        given, reached = ([at for at in points if self._found(at)] for points in (self.given, self.reached))
        if given:
            return given[0]
        usual = [at for at in reached if (at.target or 0) >= self.bench.usual]
        smallest = min(usual, key=lambda at: at.target or 0, default=None)
        return smallest or max(reached, key=lambda at: at.target or 0, default=None)

    def _found(self, at: At) -> bool:
        """Tell whether any two systems could be compared at a point."""
        return any(t.label == at.label for t in self.told)

    def told_of(self, pair: tuple[int, int], at: At) -> list[Told]:
        """Return what was told of two systems at a point."""
        names = (self.names[pair[0]], self.names[pair[1]])
        return [t for t in self.told if t.names == names and t.label == at.label]

    def _looked(self, at: At) -> Looked:
        named = f"the {at.label}" if at.target is None else wording.one_in(at.target)
        two = zip(self.names, at.y, strict=True) if len(self.names) == 2 and at.target is not None else ()
        each = [f"{name} {wording.count(side.events)}" for name, side in two if side is not None]
        counted = ", ".join(each) if at is not self.main else ""
        told = {pair: self.told_of(pair, at) for pair in self.pairs}
        return Looked(named=named, told=told, counted=counted, few="" if at.target is None else self._few(at))

    def _few(self, at: At) -> str:
        """Say how few false matches or alerts the thresholds of a point rest on; nothing where they are not few."""
        few = [side.events for side in at.x if side is not None]
        if not few or min(few) >= words.DOZEN:
            return ""
        low, high = min(few), max(few)
        one = "false alert" if self.bench.searches else "false match"
        most = wording.plural(high, one, self.kind.held)
        return most if low == high else f"{wording.count(low)} to {most}"

    def first(self, caveats: Sequence[Caveat]) -> FirstScreen | None:
        """Return what is seen first; None where nothing can be compared."""
        if (at := self.main) is None:
            return None
        every = [other for other in (*self.given, *self.reached) if self._found(other)]
        looked = [self._looked(other) for other in every]
        main = self._looked(at)
        if len(self.pairs) == 1:
            said = overall.looked_at(
                main, looked, lambda at: listed_as(at.verdict((0, 1)), self.names[1]), level=self.level
            )
        else:
            setting = self._setting(at)
            in_full = ranged(setting, self.names)
            said = [] if in_full else overall.of_many(main, self.names, best=best_of(setting, self.names))
            said += overall.looked_at(
                main, looked, lambda at: overall.summed_up(at, self.names, main if in_full else None),
                level=self.level, told=in_full,
            )  # fmt: skip
        return first_screen(
            self._setting(at),
            [self._setting(other) for other in every if other is not at],
            self.names,
            self.heads,
            looked_at=" ".join(said),
            caveats=caveats,
            synthetic=any(s.synthetic for s in self.bench.systems),
            level=self.level,
        )

    @property
    def heads(self) -> Heads:
        """The headings of the kind of trial."""
        return OF_SEARCHES.counted_in(self.bench.unit) if self.bench.searches else OF_COMPARISONS

    def settings(self) -> list[Setting]:
        """Return every point where any two systems could be compared, that of the sentence first."""
        at = self.main
        every = [other for other in (*self.given, *self.reached) if self._found(other)]
        return [self._setting(other) for other in sorted(every, key=lambda other: other is not at)]

    def _all_measured(self, at: At, sides: Sequence[Side | None]) -> tuple[Measured | None, ...]:
        return tuple(
            self.measured(i, at, side)[0] if side is not None and side.trials else None for i, side in enumerate(sides)
        )

    def _setting(self, at: At) -> Setting:
        apart = any(shared.people == 0 for shared in self.shared.values())
        label = f"at the {at.label}"
        if at.target is not None:
            each = "at" if apart else "both set to" if len(self.names) == 2 else "all set to"
            label = f"{each} {self.kind.held} of {self._strictness(at, at.target)}"
        if apart:
            label = f"on different people, {label}"
        return Setting(
            label=label,
            misses=self._all_measured(at, at.y),
            matches=self._all_measured(at, at.x),
            allowed=f"at the {at.label}" if at.target is None else self._rate(at.target),
            thresholds=tuple(wording.threshold(t) for t in at.thresholds),
            told=tuple(t for pair in self.pairs for t in self.told_of(pair, at)),
            given=at.target is None,
            failed=tuple(s.failed for s in self.bench.systems),
        )

    def _strictness(self, at: At, target: float) -> str:
        """Say how strict the systems are: as the target has it, or, where they are not alike, with the errors left."""
        rate = wording.one_in(target)
        errors = [wording.count(side.events) for side in at.x if side is not None]
        if not at.unequal or len(errors) < len(at.x):
            return rate
        told = f" ({wording.listed(errors)})" if len(errors) <= MOST_SYSTEMS else ""
        return f"at most {rate}{told}, not equally rare"

    def _rate(self, target: float) -> str:
        return wording.limit(target) if self.bench.searches else wording.one_in(target)
