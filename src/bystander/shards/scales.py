"""The scales of the shards behind a tally: kept with it, so that whoever merges or evaluates it can hold them together.

They belong to how the evidence was cut, and not to what is counted: the hash of a tally leaves them out.
"""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np

from bystander.errors import EvidenceError
from bystander.evidence.comparisons.checks import ev61_scales_of_shards as ev61
from bystander.evidence.comparisons.scale import Scale, ShardScales
from bystander.evidence.comparisons.score_sketch import ScoreSketch
from bystander.shards.fit import Shards

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from bystander.errors import Problem
    from bystander.evidence.comparisons.summary import Summary


class Scaled(Shards, Protocol):
    """What is needed of any tally: its scales, or what they follow from."""

    @property
    def scales(self) -> tuple[ShardScales, ...]:
        """The scales that it keeps."""
        ...

    @property
    def checks(self) -> Summary | None:
        """What is remembered of all scores, None of candidate lists."""
        ...


def scales_of(stored: Scaled) -> tuple[ShardScales, ...]:
    """Return the scales that a tally keeps; of a file that keeps none, those of all of it together."""
    if stored.scales:
        return stored.scales
    shard = stored.shards[0]
    return (of_checks(stored.checks, shard) if stored.checks is not None else _of_lists(stored, shard),)


def of_checks(checks: Summary, shard: str) -> ShardScales:
    """Return the scales of all comparisons of a shard."""
    return ShardScales(
        shard=shard,
        mated=Scale.of(checks.mated_scores, checks.scored_mated),
        non_mated=Scale.of(checks.non_mated_scores, checks.scored_non_mated),
    )


def _of_lists(stored: Any, shard: str) -> ShardScales:  # noqa: ANN401 - a tally of searches, by its checks
    """Return the scales of candidate lists, which hold the best of the wrong people alone."""
    c = stored.candidates
    right = stored.person[c.search] == c.identity
    finite = np.isfinite(c.score)
    mated, others = c.score[right & finite], c.score[~right & finite]
    return ShardScales(
        shard=shard, mated=Scale.of(ScoreSketch.of(mated), len(mated)),
        non_mated=Scale.of(ScoreSketch.of(others), len(others)), complete=False,
    )  # fmt: skip


def together(first: Sequence[ShardScales], second: Sequence[ShardScales]) -> tuple[ShardScales, ...]:
    """Return the scales of both, in an order of their own."""
    return tuple(sorted((*first, *second), key=lambda s: s.shard))


def told_of_scales(stored: Scaled, name: str, names: Mapping[str, str] | None = None) -> list[Problem]:
    """Return what is to be said of shards that are together already; nothing of it stops."""
    return ev61.look(_seen(stored, name, names or {}, declared=True))


def check_scales(stored: Scaled, names: Mapping[str, str], *, declared: bool) -> None:
    """Raise EvidenceError where shards are not of one scale or direction, unless it is declared that they are."""
    name = "the whole of the shards"
    wrong = [p for p in ev61.look(_seen(stored, name, names, declared=declared)) if p.stops]
    if wrong:
        raise EvidenceError(name, wrong)


def _seen(stored: Scaled, name: str, names: Mapping[str, str], *, declared: bool) -> ev61.ScalesSeen:
    return ev61.ScalesSeen(
        name=name, shards=scales_of(stored), distance=stored.settings.distance, declared=declared, names=names
    )


def to_json(scales: Sequence[ShardScales]) -> list[dict[str, Any]]:
    """Return the scales for the header of a file."""
    return [asdict(one) for one in scales]


def from_json(given: Sequence[Mapping[str, Any]]) -> tuple[ShardScales, ...]:
    """Return the scales back."""
    return tuple(
        ShardScales(
            shard=one["shard"], complete=one["complete"],
            mated=_scale(one["mated"]), non_mated=_scale(one["non_mated"]),
        )
        for one in given
    )  # fmt: skip


def _scale(given: Mapping[str, Any]) -> Scale:
    return Scale(scores=given["scores"], tenths=tuple(float(x) for x in given["tenths"]))
