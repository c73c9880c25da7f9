"""Gathered searches as rows and back."""

from __future__ import annotations

from dataclasses import asdict
from math import inf
from typing import TYPE_CHECKING, Any

import numpy as np

from bystander.evidence.searches.searches import Candidates
from bystander.shards.files import checks
from bystander.shards.search_counts import RANKS, Gathered
from bystander.shards.search_settings import SearchSettings

if TYPE_CHECKING:
    from bystander.shards.files.table import Kinds, Rows

HOLDS = "searches"


def rows(g: Gathered) -> list[Rows]:
    """Return the rows: people, searches, the candidates that are kept, and the checks."""
    c = g.candidates
    flags = np.column_stack([g.mated, g.failed, g.compared, g.listed, g.people_listed, g.ranked]).astype(np.int64)
    return [
        ("person", {"pseudonym": g.people, "counts": g.enrolled.astype(np.int64)[:, None]}),
        ("search", {"pseudonym": g.searches, "unit": g.unit, "probe": g.person, "score": g.lowest, "counts": flags}),
        ("candidate", {"probe": c.search.astype(np.int32), "reference": c.identity, "score": c.score}),
        *(checks.rows(g.checks) if g.checks is not None else ()),
    ]


def meta(g: Gathered) -> dict[str, Any]:
    """Return what a file of the tally holds beside its rows, for its JSON header."""
    return {
        "settings": asdict(g.settings),
        "people": len(g.people),
        "ranks": RANKS,
        "floor": None if g.floor == -inf else g.floor,
        "watchlist": g.watchlist,
        "length": g.length,
        "checks": None if g.checks is None else checks.meta(g.checks),
    }


def gathered(kinds: Kinds, common: dict[str, Any]) -> Gathered:
    """Return the searches back."""
    given = kinds.meta
    flags = kinds.counts("search", 8)
    return Gathered(
        settings=SearchSettings(**given["settings"]),
        people=kinds.column("person", "pseudonym").astype(np.uint64),
        enrolled=kinds.counts("person", 1)[:, 0] > 0,
        searches=kinds.column("search", "pseudonym").astype(np.uint64),
        person=kinds.column("search", "probe").astype(np.int32),
        unit=kinds.column("search", "unit").astype(np.uint64),
        mated=flags[:, 0] > 0,
        failed=flags[:, 1] > 0,
        compared=flags[:, 2].copy(),
        listed=flags[:, 3].copy(),
        people_listed=flags[:, 4].copy(),
        ranked=flags[:, 5:8].copy(),
        lowest=kinds.column("search", "score"),
        candidates=Candidates(
            search=kinds.column("candidate", "probe").astype(np.int64),
            identity=kinds.column("candidate", "reference").astype(np.int32),
            score=kinds.column("candidate", "score"),
        ),
        floor=-inf if given["floor"] is None else float(given["floor"]),
        watchlist=given["watchlist"],
        length=given["length"],
        checks=None if given["checks"] is None else checks.summary(kinds, given["checks"], given["people"]),
        **common,
    )
