"""`python -m benchmarks.speed.page FILE`: the JSON of a run becomes docs/benchmarks.md."""

from __future__ import annotations

import argparse
import json
from dataclasses import dataclass
from pathlib import Path
from textwrap import fill
from typing import TYPE_CHECKING, Any

from benchmarks.speed.growth import GROWTHS, powers
from benchmarks.speed.targets import (
    CROWD,
    CSV,
    DET,
    DRAWN,
    LISTS,
    NAMED,
    PAIRS,
    PARQUET,
    READING,
    SEARCHES,
    START,
    TARGETS,
)

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

PAGE = Path(__file__).resolve().parents[2] / "docs" / "benchmarks.md"

HEAD = """# Measured speed

How long Bystander takes, how much memory, and what other tools take for the same work on the same made-up data. All
figures of a table come from one run on one machine. Every contender works in a process of its own; the median of
three runs counts, of slow work the only one. CPU seconds (user and system, all cores) are the column to compare:
wall seconds depend on what else the machine does. Compiled kernels lie on disk before the clock starts. The counts of
those who do the same work are compared, and have to be equal; bob.measure and faiss give none that could be.

Where a table has a column *with start*, the work is done once before the clock starts, by everybody, and *the work
alone* is what it takes then. *With start* has all that the process took until it was done once: Python itself, imports,
compiled kernels, threads, and the work. It is what a program costs that is run once.

Machine: {processor}; {cores} cores, {avx512}, {memory_gib} GiB; {system}, Python {python}.

{versions}

Made by

    python -m benchmarks.speed -o speed.json{options}
    python -m benchmarks.speed.page speed.json

The first takes about twenty minutes on two cores for 1e8 comparisons; `--quick` shows in two minutes that it
all works, `--only NAME` runs one part, `--rows 1e7` a tenth of the work. faiss and bob.measure are no
dependencies; what is not installed is left out, and said so below.
"""

HEAD_CPU = {False: ("CPU s",), True: ("CPU s, the work alone", "CPU s, with start")}
TIMES = "CPU, times the first row's"

TARGET_NOTE = """\
What was asked for was fixed before it was built, from figures of other machines, for 1e8 comparisons (embeddings: 5e9)
where nothing else stands. Times of a peer are its CPU seconds, less what it takes to start."""

GROWTH_NOTE = """\
What `bystander evaluate` does before it draws its page: read, inspect, tally and put findings together; a fresh
process, imports included, one run. One thing grows and the rest stays. The power is the slope from the row above, both
by logarithms: 1 is in proportion, 2 is four times as much of what is twice as large. Every two systems are compared, so
that twice as many are about four times as many pairs. Short runs are mostly imports, and drawing people again: they
rise less."""


@dataclass(frozen=True, kw_only=True)
class Section:
    """A table: a work, or some peers of it; the first of them is what the others are compared with."""

    title: str
    work: str
    peers: tuple[str, ...] = ()
    per: str = "comparisons"
    note: str = ""
    start: bool = False  # what a fresh process takes beside is shown


SECTIONS = (
    Section(title=DET, work="comparisons", peers=("exact_det", "sort_and_search", "scikit_learn"),
            note="In memory, single precision, and up to 100,000 mated scores."),
    Section(title=DET, work="bob", note="bob.measure gives 100 points, not the exact curve."),
    Section(title=PARQUET, work="comparisons", peers=(
                "tally_at_thresholds", "tally_in_full", "checked_and_tallied",
                "duckdb_totals", "duckdb_by_subject", "polars_totals", "polars_by_subject"),
            note="The first two rows read the file as the peers do, without checks; the third is what users get.",
            start=True),
    Section(title=PARQUET, work="comparisons_part", start=True),
    Section(title=READING, work="reading", note="""\
In Parquet, and from the third row on in memory. All of it is done in one reading, block by block; here each part has
one thread to itself."""),
    Section(title=NAMED, work="named", start=True, note="In Parquet, every image with every other."),
    Section(title=CSV, work="delimited", note="The peers check nothing."),
    Section(title=SEARCHES, work="searches", start=True, note="""\
Every probe with every reference, in Parquet. Of each search: the best score of a wrong person, the score and the rank
of the right one; false alerts and misses at three thresholds. The peers check nothing."""),
    Section(title=SEARCHES, work="searches_more", start=True),
    Section(title=LISTS, work="lists", start=True, per="candidates",
            note="As text, fifty a search. DuckDB checks nothing."),
    Section(title=PAIRS, work="embeddings", note="512 dimensions; twice as many references as probes."),
    Section(title=CROWD, work="crowd", per="looks", note="""\
60,000 people with 4 looks each on 10,000 days. One simulation gives both who is flagged and counts."""),
    Section(title=DRAWN, work="resampling", note="""\
The people of a trial are drawn again 1,000 times, and both rates with them, at about 240 thresholds in the highest
million comparisons. NumPy does the false matches alone."""),
    Section(title=DRAWN, work="resampling_people", note="The same, of a million people."),
    Section(title=START, work="start", peers=("help", "click"),
            note="Programs from their start to their end; their files are in memory."),
    Section(title=START, work="start", peers=("report", "by_hand", "demo")),
)  # fmt: skip


def markdown(document: Mapping[str, Any]) -> str:
    """Return the page."""
    works = document["works"]
    parts = [_head(document), f"## In short\n\n{TARGET_NOTE}\n\n{_targets(works, document['machine'])}"]
    titles: set[str] = set()
    for section in SECTIONS:
        if section.work in works:
            heading = "" if section.title in titles else f"## {section.title[0].upper()}{section.title[1:]}\n\n"
            parts.append(heading + _section(section, works[section.work]))
            titles.add(section.title)
    parts += growth(works)
    return "\n".join(parts)


def growth(works: Mapping[str, Any]) -> list[str]:
    """Return the part of the page on what grows with what; nothing where it was not measured."""
    found = [works[name] for name in map("growth_{}".format, GROWTHS) if name in works]
    parts = [f"## What more of anything costs\n\n{_wrapped(GROWTH_NOTE)}\n"] if found else []
    for grown in found:
        points = grown["points"]
        slopes = (powers(points, "cpu_s"), powers(points, "peak_mib"))
        rows = [
            (
                f"{p['size']:,}",
                _number(p["cpu_s"]),
                _power(cpu),
                _number(p["wall_s"]),
                _number(p["peak_mib"]),
                _power(memory),
            )
            for p, cpu, memory in zip(points, *slopes, strict=True)
        ]
        parts.append(
            f"{grown['what']}\n\n{_table((grown['unit'], 'CPU s', 'power', 'wall s', 'peak MiB', 'power'), rows)}"
        )
    return parts


def _head(document: Mapping[str, Any]) -> str:
    machine = dict(document["machine"])
    machine["avx512"] = ("with" if machine["avx512"] else "no") + " AVX-512" + (" and VNNI" * machine["vnni"])
    there = [f"{name} {number}" for name, number in document["versions"].items() if number]
    gone = [f"{name} not installed" for name, number in document["versions"].items() if not number]
    options = "" if document["rows"] == 10**8 else f" --rows {document['rows']:g}"
    return HEAD.format(**machine, versions=_wrapped(f"Versions: {', '.join([*there, *gone])}."), options=options)


def _targets(works: Mapping[str, Any], machine: Mapping[str, Any]) -> str:
    rows = [(t.work, t.asked, *t.judged(works)) for t in TARGETS if not t.on or machine[t.on]]
    return _table(("work", "asked for", "measured", ""), rows)


def _section(section: Section, work: Mapping[str, Any]) -> str:
    found = work["measured"]
    names = [name for name in (section.peers or found) if name in found]
    size = f"{work['rows']:,} {section.per}." if "rows" in work else ""
    text = _wrapped(f"{size} {section.note}") + "\n\n" if size or section.note else ""
    first = found[names[0]] if names else {}
    rows = [_row(found[name], first, start=section.start) for name in names]
    head = ("contender", *HEAD_CPU[section.start], "wall s", "million a second", "peak MiB", TIMES)
    different = [pair for pair in work.get("different", []) if set(pair) <= set(names)]
    wrong = "".join(f"\n**{one} and {other} answer differently.**\n" for one, other in different)
    return f"{text}{_table(head, rows)}{wrong}"


def _row(figures: Mapping[str, Any], first: Mapping[str, Any], *, start: bool) -> tuple[str, ...]:
    what = figures["what"].replace("``", "`")
    if "left_out" in figures:
        return (f"{what}: left out, {figures['left_out']}", *[""] * (4 + len(HEAD_CPU[start])))
    if "parts" in figures:
        what += f" (one of {figures['parts']} parts was run, and its time multiplied)"
    ratio = figures["cpu_s"] / first["cpu_s"] if first.get("cpu_s") else None
    once = (figures["cpu_s"] + figures["start_s"] if "start_s" in figures else None,) if start else ()
    numbers = (
        figures["cpu_s"],
        *once,
        figures["wall_s"],
        figures.get("mrow_per_wall_s"),
        figures.get("peak_mib"),
        ratio,
    )
    return (what, *map(_number, numbers))


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines) + "\n"


def _wrapped(text: str) -> str:
    return fill(" ".join(text.split()), 118)


def _number(value: float | None) -> str:
    if value is None:
        return ""
    return f"{value:,.0f}" if value >= 100 else f"{value:.3g}"


def _power(value: float | None) -> str:
    return "" if value is None else f"{round(value, 1) + 0:.1f}"  # there is no minus nought


def main(arguments: list[str] | None = None) -> int:
    """Write the page."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.speed.page", description=__doc__)
    parser.add_argument("file", type=Path, help="what python -m benchmarks.speed wrote")
    parser.add_argument("-o", "--out", type=Path, default=PAGE, help="the page (default docs/benchmarks.md)")
    options = parser.parse_args(arguments)
    options.out.write_text(markdown(json.loads(options.file.read_text(encoding="utf-8"))), encoding="utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
