"""EV61: shards whose scores do not lie on one scale, or do not point one way.

Shards are read one by one, so nothing in one of them shows that another has similarities from 0 to 1 where it has
percentages, or distances. A tally keeps a few scores of each shard, of mated and of non-mated comparisons apart. Every
shard is held against the one that has the most of either kind. The work stops where mated comparisons of the one look
less alike than non-mated ones of the other (fewer than 40 of 100 pairs in order, of 10 each), and where scores of one
kind lie elsewhere and spread ten times as far, or lie far beyond all others. It is flagged where one of these is so, or
nine tenths of the scores of one kind do not reach those of the other shard. Mated scores are expected to be higher than
non-mated ones, so a shard of one kind is held against the same kind. Where no shard holds both kinds, nothing shows
that they are of one scale, and that is said. Who knows that they are says so when the shards are tallied or merged; it
is told then, too.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from bystander.errors import Problem
from bystander.evidence.checks.check import Check
from bystander.findings.wording import percent

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from bystander.evidence.comparisons.scale import Scale, ShardScales

CODE = "EV61"
AT_LEAST, LIMIT = 10, 0.4
DO = "bring all scores to one scale and direction, and tally again"
DECLARE = f"{DO}; if they are of one, say --one-scale"
TOLD = f"{DO}; nothing, if they are of one"


@dataclass(frozen=True, kw_only=True)
class ScalesSeen:
    """The scales of all shards of a tally. ``names``: what messages call a shard, by its hash."""

    name: str
    shards: Sequence[ShardScales]
    distance: bool
    declared: bool
    names: Mapping[str, str] = field(default_factory=dict)

    def called(self, shard: ShardScales) -> str:
        """Return what a shard is called: without its name, by the hash of its evidence."""
        return self.names.get(shard.shard, f"the shard with the hash {shard.shard[:12]}")

    def range_of(self, scale: Scale) -> str:
        """Say from where to where scores reach, in the numbers of the file."""
        ends = (-scale.high, -scale.low) if self.distance else (scale.low, scale.high)
        return f"{ends[0]:.4g} to {ends[1]:.4g}"


@dataclass(frozen=True, kw_only=True)
class _Side:
    """The scores of one kind in one shard."""

    shard: ShardScales
    kind: str

    @property
    def scale(self) -> Scale:
        return self.shard.mated if self.kind == "mated" else self.shard.non_mated


def look(seen: ScalesSeen) -> list[Problem]:
    """Find shards that are not of one scale or direction: at most one problem a shard, the gravest."""
    if len(seen.shards) < 2:
        return []
    sides = [_Side(shard=shard, kind=kind) for shard in seen.shards for kind in ("mated", "non-mated")]
    most = {kind: _most([side for side in sides if side.kind == kind]) for kind in ("mated", "non-mated")}
    found = [next(_of_shard(seen, shard, most), None) for shard in seen.shards]
    problems = sorted((p for p in found if p is not None), key=lambda p: not p.stops)
    return problems or _unconnected(seen, most)


def _most(sides: Sequence[_Side]) -> _Side | None:
    """Return the side with most scores, whatever the order of shards; None where none has any."""
    side = max(sides, key=lambda s: (s.scale.scores, s.shard.shard))
    return side if side.scale.scores else None


def _of_shard(seen: ScalesSeen, shard: ShardScales, most: Mapping[str, _Side | None]) -> Iterator[Problem]:
    """Give what speaks against a shard, the gravest first."""
    own = {kind: _Side(shard=shard, kind=kind) for kind in most}
    pairs = [(own[kind], other) for kind, other in most.items() if other is not None and other.shard is not shard]
    pairs = [(side, other) for side, other in pairs if side.scale.scores]
    yield from _wrong_way(seen, own, most)
    for side, other in pairs:
        if _elsewhere(side.scale, other):
            yield _other_scale(seen, side, other, surely=True)
    for side, other in pairs:
        enough = min(side.scale.scores, other.scale.scores) >= AT_LEAST
        if side.scale.apart(other.scale) or (enough and side.scale.differs_far(other.scale)):
            yield _other_scale(seen, side, other, surely=False)


def _elsewhere(scale: Scale, other: _Side) -> bool:
    enough = min(scale.scores, other.scale.scores) >= AT_LEAST
    if enough and scale.middle_apart(other.scale) and scale.differs_far(other.scale):
        return True
    both = [s for s in (other.shard.mated, other.shard.non_mated) if s.scores]
    return len(both) == 2 and scale.beyond(min(s.low for s in both), max(s.high for s in both))


def _wrong_way(seen: ScalesSeen, own: Mapping[str, _Side], most: Mapping[str, _Side | None]) -> Iterator[Problem]:
    for mated, non_mated in ((own["mated"], most["non-mated"]), (most["mated"], own["non-mated"])):
        if mated is None or non_mated is None or mated.shard is non_mated.shard:
            continue
        whole = mated.shard.complete and non_mated.shard.complete
        if not whole or min(mated.scale.scores, non_mated.scale.scores) < AT_LEAST:
            continue
        share = mated.scale.above(non_mated.scale)
        if share < LIMIT:
            yield _problem(
                seen, stops=True, found=f"the mated comparisons of {seen.called(mated.shard)} look less alike than the "
                f"non-mated ones of {seen.called(non_mated.shard)}: about {percent(share)} of pairs are in order",
                sides=(mated, non_mated), means="one of the two has distances, or another scale",
            )  # fmt: skip


def _other_scale(seen: ScalesSeen, side: _Side, other: _Side, *, surely: bool) -> Problem:
    return _problem(
        seen, stops=surely, sides=(side, other),
        found=f"the {side.kind} scores of {seen.called(side.shard)} {'are' if surely else 'may be'} of another scale "
        f"than those of {seen.called(other.shard)}",
        means="one has percentages, distances or another system's scores; then the rates are those of none",
    )  # fmt: skip


def _unconnected(seen: ScalesSeen, most: Mapping[str, _Side | None]) -> list[Problem]:
    """Say that nothing shows one scale, where each shard holds one kind alone."""
    mated, non_mated = most["mated"], most["non-mated"]
    if mated is None or non_mated is None or any(s.mated.scores and s.non_mated.scores for s in seen.shards):
        return []
    some, others = mated.scale, non_mated.scale
    leads = min(some.spread, others.spread) == 0 or some.differs_far(others)
    found = "no shard holds both mated and non-mated comparisons, so nothing shows that all scores are of one scale"
    return [
        _problem(
            seen, stops=False, sides=(mated, non_mated), found=found, leads=leads,
            means="were some of them distances, or percentages, the rates would be those of none",
        )
    ]  # fmt: skip


def _problem(
    seen: ScalesSeen, *, stops: bool, found: str, sides: tuple[_Side, _Side], means: str, leads: bool = True
) -> Problem:
    got = "; ".join(f"{side.kind} scores of {seen.called(side.shard)}: {seen.range_of(side.scale)}" for side in sides)
    stops = stops and not seen.declared
    return Problem(
        code=CODE, severity="error" if stops else "warning", found=found, where=seen.name, got=got, means=means,
        expected="scores of one scale and direction in every shard", do=DECLARE if stops else TOLD, leads=leads,
    )  # fmt: skip


CHECK = Check(code=CODE, about=__doc__, look=look)
