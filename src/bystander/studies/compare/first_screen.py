"""What is seen first of a comparison: who misses fewer at equal strictness, by how much, and at which settings."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bystander.findings import wording
from bystander.findings.first_screen import FirstScreen, Part, doubt, said
from bystander.quantities.searches.units import PERSON
from bystander.studies.beside import NEW_PEOPLE, assumed, how_made, untold, with_failures
from bystander.studies.compare.headline import best_of, of_many, of_two
from bystander.studies.compare.picture import MOST_SYSTEMS, picture
from bystander.studies.compare.verdict import Verdict, verdict_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bystander.findings.first_screen import Caveat, Said
    from bystander.studies.compare.series import Told
    from bystander.studies.compare.setting import Heads, Setting

POINTS = "percentage points"
THREE = 3  # systems, whose pairs the lead has room for one by one
APART = "Systems only on the same people and with equally rare {held}; never raw scores. Do not add the two rates."
BETTER_FOR_ALL = "whether fewer errors here mean fewer for every group"
NEXT = "test at the setting that will be used: at another, a gap may vanish or reverse."
NEXT_GIVEN = (
    "compare them with equally rare {held}, without thresholds: here their settings may differ, not the systems."
)


def first_screen(
    main: Setting, others: Sequence[Setting], names: Sequence[str], kind: Heads, *, looked_at: str,
    caveats: Sequence[Caveat], synthetic: bool, level: float,
) -> FirstScreen:  # fmt: skip
    """Return the first screen; ``looked_at``: what the pairs and the other points show, after the headline."""
    two = len(names) == 2
    pairs = _of_three(main, names, kind) if ranged(main, names) else _ahead(main, names)
    return FirstScreen(
        eyebrow=_tried(main, names, kind),
        sentence=of_two(main, names, kind, others) if two else of_many(main, names),
        lead=_of_new_people(main, _beside(main, looked_at), kind, level=level) if two else said(*pairs, looked_at),
        assumed=assumed(with_failures(NEW_PEOPLE, sum(main.failed)), *(t.compared.difference for t in main.told)),
        untold=untold(BETTER_FOR_ALL, how_made(synthetic=synthetic)),
        apart=APART.format(held=kind.held),
        next=NEXT_GIVEN.format(held=kind.held) if main.given else NEXT,
        picture=picture(main, names, kind, level=level, settings=len(others) + 1),
        caveats=tuple(caveats),
    )


def _tried(main: Setting, names: Sequence[str], kind: Heads) -> str:
    """Say how many people and tries each system had, where all had the same, and how many tries gave no score."""
    of = {(None, None) if m is None else (m.estimate.people, m.estimate.trials) for m in main.misses}
    people, tries = of.pop() if len(of) == 1 else (None, None)
    told = []
    if people is not None and tries is not None:
        of_each = "" if kind.tries[0] == PERSON else f", {wording.plural(tries, *kind.tries)}"
        told.append(f"{wording.plural(people, 'person', 'people')}{of_each} per system.")
    if any(main.failed):
        each = [f"{wording.count(n)} ({name})" for n, name in zip(main.failed, names, strict=True)]
        few, most = (wording.count(end(main.failed)) for end in (min, max))
        many = f"{few} to {most} a system" if few != most else f"{few} of each system"
        told.append(f"Without a score: {', '.join(each) if len(names) <= MOST_SYSTEMS else many}.")
    return " ".join(told)


def ranged(main: Setting, names: Sequence[str]) -> bool:
    """Return whether the lead says the range of every pair: of three systems, each pair compared in one rate."""
    return len(names) == THREE and not main.given and len({t.names for t in main.told}) == len(main.told) > 0


def _of_three(main: Setting, names: Sequence[str], kind: Heads) -> list[str | tuple[str, Part]]:
    """Say the range of the difference of each of three pairs: who misses less often than whom, or what may be hidden.

    The system with the most others behind it comes first, and of those the nearest.
    """
    gaps = [_turned(t) for t in main.told]
    behind = {name: [g for g in gaps if g.better == name and g.high < 0] for name in names}
    does, do = ("misses", "miss") if any(main.misses) else ("errs", "err")
    parts: list[str | tuple[str, Part]] = []
    for name in sorted((n for n in names if behind[n]), key=lambda n: -len(behind[n])):
        parts += [f"For new people, {name} {does} " if not parts else f"{name} {does} "]
        for i, g in enumerate(sorted(behind[name], key=lambda g: -g.high)):
            more = _more(g.low, g.high, of="" if i else kind.in_100)
            parts += [" and " if i else "", doubt(more), f" than {g.other}"]
        parts += [". "]
    for g in gaps:
        if g.high >= 0:
            span = doubt(_either(g.low, g.high, of=kind.in_100))
            parts += [f"{'' if parts else 'For new people, '}{g.better} could {do} ", span, f" than {g.other}. "]
    *_, last = parts
    return [*parts[:-1], f"{str(last).removesuffix('. ')} {_together(main)}. "]


@dataclass(frozen=True)
class _Gap:
    """How much less often the better of two systems misses: the ends of the range, below 0 where that is shown."""

    better: str
    other: str
    low: float
    high: float


def _turned(t: Told) -> _Gap:
    d, (first, second) = t.compared.difference, t.names
    return _Gap(second, first, d.low, d.high) if d.value <= 0 else _Gap(first, second, -d.high, -d.low)


def _together(main: Setting) -> str:
    """Say at which level the ranges of all pairs hold together."""
    level, pairs = main.told[0].compared.difference.level, len({t.names for t in main.told})
    return f"(ranges of all {pairs} pairs together: {(1 - (1 - level) * pairs) * 100:.4g} %)"


def _ahead(main: Setting, names: Sequence[str]) -> list[str | tuple[str, Part]]:
    """Say by how much the best of many systems misses less often than the one that is nearest to it."""
    best = best_of(main, names)
    if not best:
        return []
    gaps = {name: t for t in main.told if best in t.names for name in t.names if name != best}
    rival = min(gaps, key=lambda name: abs(gaps[name].compared.difference.value))
    d, turned = gaps[rival].compared.difference, gaps[rival].names[0] == best
    low, high = (-d.high, -d.low) if turned else (d.low, d.high)
    span = doubt(wording.change_span(low, high))
    return [f"For new people, {best} {gaps[rival].rate.does_it} ", span, f" than {rival} {_together(main)}. "]


def _of_new_people(main: Setting, looked_at: str, kind: Heads, *, level: float) -> Said:
    """Say the range of each difference between two systems; how it came out in the trial is in the picture."""
    parts: list[str | tuple[str, Part]] = []
    for i, t in enumerate(main.told):
        of = f" in 100 {kind.of}" if main.given and i == 0 and len(main.told) > 1 else kind.in_100
        d, (first, second) = t.compared.difference, t.names
        sure = f" ({d.interval})" if d.method.only_if else f" ({level * 100:g} % range)"
        span = doubt(wording.change_span(d.low, d.high))
        if verdict_of([d]) is Verdict.OPEN:
            either = doubt(_either(d.low, d.high, of=of.partition(" of ")[0], times=" times"))
            parts += [f"For new people, {second} could {t.rate.does} ", either, f" than {first}{sure}. "]
        elif (often := _times(t)) is not None:
            begin = (f"For new people, {second} {t.rate.does_it} ", doubt(often), f" as {first}. That is ")
            parts += [*begin, doubt(_more(d.low, d.high, of=of)), f"{sure}. "]
        else:
            parts += [f"For new people, {second} {t.rate.does_it} ", span, f" than {first}{sure}. "]
    return said(*parts, looked_at)


def _beside(main: Setting, looked_at: str) -> str:
    """Return what else the points show, after what both systems missed of the tries that gave a score at all."""
    a, b = main.misses
    if a is None or b is None or len(set(main.failed)) == 1:  # as many failures of both move no difference
        return looked_at
    kept = [(m.estimate, failed) for m, failed in zip((a, b), main.failed, strict=True)]
    first, second = (f"{wording.count((e.events or 0) - n)} of {wording.count((e.trials or 0) - n)}" for e, n in kept)
    left_out = " and ".join(wording.count(n) for n in reversed(main.failed))
    without = f"Without tries that gave no score ({left_out}), it is {second} against {first}."
    return f"{without} {looked_at}".strip()


def _more(low: float, high: float, *, of: str) -> str:
    """Say a difference that lies on one side of nothing as errors more, or fewer: "14 to 19 more in 100 tries"."""
    near, far = sorted((low, high), key=abs)
    most, _, unit = wording.size(far).partition(" ")
    rare = "" if unit == POINTS else f" {unit}"
    return f"{wording.size(near, like=far, unit=False)} to {most} {'more' if low > 0 else 'fewer'}{rare or of}"


def _either(low: float, high: float, *, of: str, times: str = "") -> str:
    """Say a difference that may be on either side as errors fewer and more: "11 fewer to 0.53 more in 100 tries"."""
    like = max(abs(low), abs(high))
    if not low < 0 < high or not wording.size(like).endswith(POINTS):
        return wording.change_span(low, high)
    fewer, more = (wording.size(end, like=like, unit=False) for end in (low, high))
    return f"{fewer} fewer to {more} more{times}{of}"


def _times(t: Told) -> str | None:
    """Say how many times as often the second of two systems errs; None where that is not told apart from once."""
    r = t.compared.ratio
    if r is None or r.low <= 1 <= r.high:
        return None
    return f"{wording.significant(r.low)} to {wording.significant(r.high)} times as often"
