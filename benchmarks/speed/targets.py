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

    ``measure``: gives the figure, None where it was not measured. ``on``: what a machine needs for it to be asked.
    """

    work: str
    asked: str
    measure: Measure
    on: str = ""
    least: float = -inf
    most: float = inf
    told: str = "{:.3g} times"

    def judged(self, works: Works) -> tuple[str, str]:
        """Return what was measured, in words, and whether it is enough."""
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


def grown(work: str, size: int) -> Measure:
    """Return what one size of what grows takes."""

    def measure(works: Works) -> float | None:
        points = works.get(f"growth_{work}", {}).get("points", [])
        return next((p["cpu_s"] for p in points if p["size"] == size), None)

    return measure


def share(one: Measure, other: Measure) -> Measure:
    """Return how many times the other one is."""

    def measure(works: Works) -> float | None:
        a, b = one(works), other(works)
        return a / b if a is not None and b else None

    return measure


DET, PARQUET, CSV = "exact DET curve", "Parquet to tally", "CSV"
READING, NAMED = "what each part of a reading costs", "people and images as text"
SEARCHES, LISTS, PAIRS, CROWD, START = "searches", "candidate lists", "all pairs of embeddings", "crowd", "start"
DRAWN = "people drawn again"
SECONDS = "{:.3g} s"

TARGETS = (
    Target(work=DET, asked="scikit-learn takes at least 60 times the CPU",
           measure=times("comparisons", "scikit_learn", "exact_det"), least=60),
    Target(work=DET, asked="scikit-learn takes at least 6 times the memory",
           measure=times("comparisons", "scikit_learn", "exact_det", "peak_mib"), least=6),
    Target(work=DET, asked="sorting takes at least 3 times the CPU",
           measure=times("comparisons", "sort_and_search", "exact_det"), least=3),
    Target(work=PARQUET, asked="3e7, every check and the survey: at most 2 CPU s",
           measure=figure("comparisons_part", "checked_and_tallied", "cpu_s"), most=2, told=SECONDS),
    Target(work=PARQUET, asked="the whole of `evaluate` without its page, 1e8: at most 1.5 times DuckDB by subject",
           measure=share(grown("rows", 10**8), figure("comparisons", "duckdb_by_subject", "cpu_s")), most=1.5),
    Target(work=PARQUET, asked="at most 600 MiB, however long the file; with every check",
           measure=figure("comparisons", "checked_and_tallied", "peak_mib"), most=600, told="{:.0f} MiB"),
    Target(work=PARQUET, asked="3e6 comparisons of 1e6 people: `evaluate` in at most 10 CPU s",
           measure=grown("people", 10**6), most=10, told=SECONDS),
    Target(work=NAMED, asked="1e7: at most 2 CPU s",
           measure=figure("named", "read_and_checked", "cpu_s"), most=2, told=SECONDS),
    Target(work=CSV, asked="1e7, every check: polars, which checks nothing, takes as much CPU",
           measure=times("delimited", "polars", "read_and_checked"), least=1),
    Target(work=SEARCHES, asked="1e7, every check: DuckDB, which checks nothing, takes as much CPU",
           measure=times("searches", "duckdb", "read_and_tallied"), least=1),
    Target(work=SEARCHES, asked="the same of 3e7",
           measure=times("searches_more", "duckdb", "read_and_tallied"), least=1),
    Target(work=LISTS, asked="1e5 searches of 50 candidates as text: at most 3 CPU s",
           measure=figure("lists", "read_and_tallied", "cpu_s"), most=3, told=SECONDS),
    Target(work=PAIRS, asked="faiss `search` takes at least 1.5 times the CPU",
           measure=times("embeddings", "faiss_search", "all_pairs"), least=1.5),
    Target(work=PAIRS, asked="with registers of 512 bits, 86 million a CPU second", on="avx512",
           measure=figure("embeddings", "all_pairs", "mrow_per_cpu_s"), least=86, told="{:.3g} million"),
    Target(work=PAIRS, asked="with products of bytes, 250 million a CPU second", on="vnni",
           measure=figure("embeddings", "all_pairs", "mrow_per_cpu_s"), least=250, told="{:.3g} million"),
    Target(work=PAIRS, asked="on a GPU, 75 % of its dense bf16 peak",
           measure=figure("embeddings", "all_pairs_on_a_gpu", "share_of_peak"), least=0.75),
    Target(work=CROWD, asked="who is flagged, in at most 1 s",
           measure=figure("crowd", "skipping", "cpu_s"), most=1, told=SECONDS),
    Target(work=CROWD, asked="counts alone, in at most 0.2 s",
           measure=figure("crowd", "skipping", "cpu_s"), most=0.2, told=SECONDS),
    Target(work=DRAWN, asked="1,000 replicates of 1e8 comparisons in at most 2 s",
           measure=figure("resampling", "drawn_again", "wall_s"), most=2, told=SECONDS),
    Target(work=DRAWN, asked="1,000 replicates of 1e6 people in at most 3 CPU s",
           measure=figure("resampling_people", "drawn_again", "cpu_s"), most=3, told=SECONDS),
    Target(work=START, asked="`bystander --help` in at most 0.25 s",
           measure=figure("start", "help", "wall_s"), most=0.25, told=SECONDS),
    Target(work=START, asked="it imports none of numpy, scipy, numba, altair, duckdb, pyarrow",
           measure=figure("start", "help", "imports"), most=0, told="{:.0f} of them"),
    Target(work=START, asked="the report of a small trial in at most 2 CPU s",
           measure=figure("start", "report", "cpu_s"), most=2, told=SECONDS),
    Target(work=START, asked="`bystander demo` in at most 6 CPU s",
           measure=figure("start", "demo", "cpu_s"), most=6, told=SECONDS),
)  # fmt: skip
