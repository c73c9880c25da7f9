"""What Bystander makes of a piece of evidence: counts, or the codes of what stops it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import bystander as by
from benchmarks.mutations.counts import Counts
from bystander.evidence.comparisons.inspection import inspect

if TYPE_CHECKING:
    from pathlib import Path

    from benchmarks.mutations.sheet import Case

SEARCHES = ("candidates", "nist")


class Stopped(Exception):  # noqa: N818 - an answer, not a mistake
    """Bystander says that the evidence cannot be used: the codes of why, and the message."""

    def __init__(self, codes: tuple[str, ...], said: str) -> None:
        super().__init__(said)
        self.codes = codes


def write(case: Case, folder: Path) -> dict[str, Path]:
    """Write the files of a case, and return them by part."""
    written: dict[str, Path] = {}
    for file in case.files:
        written[file.part] = folder / file.name
        written[file.part].write_bytes(file.content)
    return written


def answer(case: Case, folder: Path) -> Counts:
    """Return what Bystander counts in a case. Raises Stopped; anything else that is raised is a fault of it."""
    files: dict[str, Any] = write(case, folder)
    try:
        if case.kind in SEARCHES:
            return _searches(files)
        return _comparisons(case, files)
    except by.EvidenceError as stop:
        raise Stopped(tuple(sorted({p.code for p in stop.problems if p.stops})), str(stop)) from stop
    except by.UsageError as stop:
        raise Stopped(("usage",), str(stop)) from stop


def check(case: Case, folder: Path) -> None:
    """Let ``check`` look at the first file; it lists problems and raises none of them."""
    by.check(write(case, folder)["main"])


def _comparisons(case: Case, files: dict[str, Any]) -> Counts:
    told: dict[str, Any] = {}
    source = files["main"]
    if "second" in files:
        source = [files["main"], files["second"]]
    if "truth" in files:
        told["truth"] = files["truth"]
    if "people" in files:
        told |= {"by": "sex", "people": files["people"]}
    if case.kind == "histograms":
        told["format"] = "histograms"
    trial = by.read_trial(source, **told)
    found = inspect(trial)
    if found.errors:
        raise by.EvidenceError(trial.name, found.errors)
    return Counts(
        rows=trial.rows_read, refused=trial.rows_refused, mated=found.mated, non_mated=found.non_mated,
        people=found.people,
    )  # fmt: skip


def _searches(files: dict[str, Any]) -> Counts:
    found = by.read_searches(files["main"], subjects=files.get("subjects"))
    mated = int(found.mated.sum())
    return Counts(rows=found.rows_read, refused=found.rows_refused, mated=mated, non_mated=len(found.mated) - mated)
