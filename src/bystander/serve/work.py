"""From uploaded files to an answer: the same work as check, evaluate and audit, stage by stage."""

from __future__ import annotations

from dataclasses import dataclass
from time import perf_counter
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pathlib import Path

    from bystander.findings import Study
    from bystander.serve.jobs import Job

LONGEST = 80  # characters of a file's name that are kept


@dataclass(frozen=True)
class Declared:
    """What the form says of a trial."""

    distance: bool = False
    failed_scores: tuple[float, ...] = ()


def safe_name(given: str, number: int) -> str:
    """Give a name to store an upload under: its suffix tells readers what it is, nothing else of it can do harm."""
    last = given.replace("\\", "/").rsplit("/", 1)[-1]
    kept = "".join(c for c in last if c.isalnum() or c in "._- ").strip(". ")[-LONGEST:]
    return kept or f"evidence-{number}"


def answer(job: Job, declared: Declared) -> None:
    """Check and evaluate, or audit, the files in the job's folder. Raises what the library raises."""
    from bystander.evidence.record import is_record

    started = perf_counter()
    files = sorted(job.folder.iterdir())
    job.stage = "reading"
    record = len(files) == 1 and is_record(files[0])
    study = _record(job, files[0]) if record else _trial(job, files, declared)
    job.stage = "drawing"
    job.verdict = study.document.verdict
    from bystander.outputs import study_files

    written = study_files(study, seconds=perf_counter() - started)
    job.files = {name: text.encode() if isinstance(text, str) else text for name, text in written.items()}


def _record(job: Job, file: Path) -> Study:
    from bystander.evidence.record import read_record
    from bystander.studies.audit import audit

    record = read_record(file)
    job.problems = tuple(record.problems)
    job.said = (f"a deployment record with {record.rows_used:,} usable rows of {record.rows_read:,}",)
    job.stage = "counting"
    return audit(record)


def _trial(job: Job, files: list[Path], declared: Declared) -> Study:
    from bystander.evidence.inspection import inspect
    from bystander.evidence.read import read_trial
    from bystander.studies.evaluate import evaluate

    options: dict[str, Any] = {}
    if declared.distance:
        options["distance"] = True
    if declared.failed_scores:
        options["failed_scores"] = declared.failed_scores
    trial = read_trial(files if len(files) > 1 else files[0], **options)
    job.stage = "checking"
    found = inspect(trial)
    job.problems = found.problems
    people = "" if found.people is None else f" of {found.people:,} people"
    job.said = (
        f"{found.mated:,} comparisons of a person with themself and {found.non_mated:,} of different people{people}",
    )
    job.stage = "counting"
    return evaluate(trial)
