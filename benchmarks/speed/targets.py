"""What was asked for before anything was built, and whether it was reached."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from math import inf
from typing import Any

Works = Mapping[str, Mapping[str, Any]]
Measure = Callable[[Works], float | None]


@dataclass(frozen=True, kw_only=True)
class Target:
    """A figure to reach: ``least``, or ``most``. ``told`` puts what was measured into words.

    ``measure``: gives the figure, None where it was not measured; None itself where there is nothing to measure yet.
    """

    work: str
    asked: str
    measure: Measure | None = None
    least: float = -inf
    most: float = inf
    told: str = "{:.3g} times"

    def judged(self, works: Works) -> tuple[str, str]:
        """Return what was measured, in words, and whether it is enough."""
        if self.measure is None:
            return "", "not built"
        value = self.measure(works)
        if value is None:
            return "", "not measured"
        reached = self.least <= value <= self.most
        return self.told.format(value), "reached" if reached else "**not reached**"


def figure(work: str, peer: str, key: str) -> Measure:
    """Return a figure of a peer."""

    def measure(works: Works) -> float | None:
        found: float | None = works.get(work, {}).get("measured", {}).get(peer, {}).get(key)
        return found

    return measure


def times(work: str, peer: str, ours: str, key: str = "cpu_s") -> Measure:
    """Return how many times as much a peer takes."""

    def measure(works: Works) -> float | None:
        theirs, mine = figure(work, peer, key)(works), figure(work, ours, key)(works)
        return theirs / mine if theirs is not None and mine else None

    return measure


DET, PARQUET, CSV = "exact DET curve", "Parquet to tally", "CSV"
READING = "what each part of a reading costs"
SEARCHES, PAIRS, CROWD, START = "searches", "all pairs of embeddings", "crowd", "start"
DRAWN = "people drawn again"

TARGETS = (
    Target(work=DET, asked="scikit-learn takes at least 60 times the CPU",
           measure=times("comparisons", "scikit_learn", "exact_det"), least=60),
    Target(work=DET, asked="scikit-learn takes at least 6 times the memory",
           measure=times("comparisons", "scikit_learn", "exact_det", "peak_mib"), least=6),
    Target(work=DET, asked="sorting takes at least 10 times the CPU",
           measure=times("comparisons", "sort_and_search", "exact_det"), least=10),
    Target(work=DET, asked="bob.measure takes at least 100 times the CPU",
           measure=times("bob", "bob_measure", "exact_det"), least=100),
    Target(work=PARQUET, asked="at least 80 million rows a second",
           measure=figure("comparisons", "tally_at_thresholds", "mrow_per_s"), least=80, told="{:.3g} million"),
    Target(work=PARQUET, asked="at most 600 MiB, however long the file; without checks",
           measure=figure("comparisons", "tally_at_thresholds", "peak_mib"), most=600, told="{:.0f} MiB"),
    Target(work=PARQUET, asked="at most 600 MiB, however long the file; with every check",
           measure=figure("comparisons", "checked_and_tallied", "peak_mib"), most=600, told="{:.0f} MiB"),
    Target(work=CSV, asked="at least 7 million rows a second with every check on",
           measure=figure("delimited", "read_and_checked", "mrow_per_s"), least=7, told="{:.3g} million"),
    Target(work=PAIRS, asked="faiss `range_search` takes at least as much CPU",
           measure=times("embeddings", "faiss_range_search", "all_pairs"), least=1),
    Target(work=PAIRS, asked="faiss `search` takes at least as much CPU",
           measure=times("embeddings", "faiss_search", "all_pairs"), least=1),
    # whole numbers of 16 bits took the place of torch on the processor, where it was no quicker
    Target(work=PAIRS, asked="with torch on the processor, faiss `search` takes at least 1.8 times as long",
           measure=times("embeddings", "faiss_search", "all_pairs", "wall_s"), least=1.8),
    Target(work=PAIRS, asked="on a GPU, 75 % of its dense bf16 peak",
           measure=figure("embeddings", "all_pairs_on_a_gpu", "share_of_peak"), least=0.75),
    Target(work=CROWD, asked="who is flagged, in at most 1 s",
           measure=figure("crowd", "skipping", "cpu_s"), most=1, told="{:.2f} s"),
    Target(work=CROWD, asked="counts alone, in at most 0.2 s",
           measure=figure("crowd", "skipping", "cpu_s"), most=0.2, told="{:.2f} s"),
    Target(work=START, asked="`bystander --help` in at most 0.25 s",
           measure=figure("start", "help", "wall_s"), most=0.25, told="{:.2f} s"),
    Target(work=START, asked="it imports none of numpy, scipy, numba, altair, duckdb, pyarrow",
           measure=figure("start", "help", "imports"), most=0, told="{:.0f} of them"),
    Target(work=START, asked="the report of a small trial in at most 6 s",
           measure=figure("start", "report", "wall_s"), most=6, told="{:.1f} s"),
    Target(work=DRAWN, asked="1,000 replicates of 1e8 comparisons in at most 2 s",
           measure=figure("resampling", "drawn_again", "wall_s"), most=2, told="{:.2f} s"),
)  # fmt: skip
