"""Counts of comparisons as rows and back."""

from __future__ import annotations

from dataclasses import asdict
from math import inf
from typing import TYPE_CHECKING, Any

import numpy as np

from bystander.shards.comparison_counts import Counted, People
from bystander.shards.files import checks
from bystander.shards.keyed_pairs import KeyedPairs
from bystander.shards.order_sums import NO_ORDERS
from bystander.shards.settings import Settings
from bystander.tally.comparisons.pairs import PairSample, pair_keys, pair_people
from bystander.tally.comparisons.tail import Tail

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from bystander.shards.files.table import Kinds, Rows

HOLDS = "comparisons"


def rows(c: Counted) -> list[Rows]:
    """Return the rows: people, mated comparisons, the highest non-mated ones, pairs of people, and the checks."""
    found: list[Rows] = []
    if c.people is not None:
        p = c.people
        found.append(
            ("person", {"pseudonym": p.pseudonyms, "counts": np.vstack([p.as_probe, p.as_reference, p.errors]).T})
        )
    mated: dict[str, NDArray[Any]] = {"score": c.mated_score}
    tail: dict[str, NDArray[Any]] = {"score": c.tail.score}
    if c.mated_subject is not None and c.tail.probe is not None and c.tail.reference is not None:
        mated["probe"] = c.mated_subject
        tail |= {"probe": c.tail.probe, "reference": c.tail.reference}
    found += [("mated", mated), ("non-mated", tail)]
    if c.people is not None:
        sample = c.people.pairs.sample
        low, high = pair_people(sample.keys)
        counts = np.column_stack([sample.compared, sample.errors])
        found.append(("pair", {"probe": low.astype(np.int32), "reference": high.astype(np.int32), "counts": counts}))
    return [*found, *checks.rows(c.checks)]


def meta(c: Counted) -> dict[str, Any]:
    """Return what a file of the tally holds beside its rows, for its JSON header."""
    orders = {"orders": list(c.orders)} if c.orders != NO_ORDERS else {}
    return orders | {
        "settings": asdict(c.settings),
        "people": None if c.people is None else len(c.people.pseudonyms),
        "pair_level": None if c.people is None else c.people.pairs.sample.level,
        "non_mated": c.non_mated,
        "non_mated_failed": c.non_mated_failed,
        "range": [c.lowest, c.highest],
        "floor": None if c.complete else c.tail.floor,
        "errors": c.errors.tolist(),
        "checks": checks.meta(c.checks),
    }


def counted(kinds: Kinds, common: dict[str, Any]) -> Counted:
    """Return the counts back."""
    given = kinds.meta
    settings = Settings(**{**given["settings"], "cutoffs": tuple(given["settings"]["cutoffs"])})
    named = given["people"] is not None
    tail = Tail(
        probe=kinds.column("non-mated", "probe").astype(np.int32) if named else None,
        reference=kinds.column("non-mated", "reference").astype(np.int32) if named else None,
        score=kinds.column("non-mated", "score"),
        floor=-inf if given["floor"] is None else float(given["floor"]),
    )
    return Counted(
        settings=settings,
        people=_people(kinds, settings, int(given["pair_level"])) if named else None,
        mated_score=kinds.column("mated", "score"),
        mated_subject=kinds.column("mated", "probe").astype(np.int32) if named else None,
        non_mated=given["non_mated"],
        non_mated_failed=given["non_mated_failed"],
        lowest=given["range"][0],
        highest=given["range"][1],
        tail=tail,
        errors=np.array(given["errors"], np.int64),
        checks=checks.summary(kinds, given["checks"], given["people"]),
        orders=tuple(given.get("orders", NO_ORDERS)),
        **common,
    )


def _people(kinds: Kinds, settings: Settings, level: int) -> People:
    pseudonyms = kinds.column("person", "pseudonym").astype(np.uint64)
    counts = kinds.counts("person", 2 + len(settings.cutoffs))
    low, high = (kinds.column("pair", side).astype(np.int32) for side in ("probe", "reference"))
    pairs = kinds.counts("pair", 1 + len(settings.cutoffs))
    sample = PairSample(keys=pair_keys(low, high), compared=pairs[:, 0].copy(), errors=pairs[:, 1:].copy(), level=level)
    return People(
        pseudonyms=pseudonyms,
        as_probe=counts[:, 0].copy(),
        as_reference=counts[:, 1].copy(),
        errors=counts[:, 2:].T.copy(),
        pairs=KeyedPairs(people=pseudonyms, sample=sample),
    )
