"""From uploaded files to an answer: the work of check, evaluate and audit, stage by stage, in a process of its own.

It listens to the server alone (`supervision`), writes nothing outside the job's folder, and should the server die, it
removes that folder and ends.
"""

from __future__ import annotations

import base64
import json
import os
import shutil
from dataclasses import asdict, dataclass
from pathlib import Path
from threading import Thread
from time import perf_counter
from typing import TYPE_CHECKING

from bystander.errors import BystanderError, EvidenceError

if TYPE_CHECKING:
    from collections.abc import Callable

    from bystander.findings import Study

    Tell = Callable[..., None]


@dataclass(frozen=True)
class Declared:
    """What the form says of a trial."""

    distance: bool = False
    failed_scores: tuple[float, ...] = ()
    columns: tuple[tuple[str, str], ...] = ()  # role, and the name that the column has in the file
    truth: str = ""  # the name of the upload that holds the pairs of one person


def main() -> None:
    """Answer the one job that is asked for on stdin, and end. Nothing that a library prints leaves the process."""
    out = os.fdopen(os.dup(1), "wb")
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.dup2(nowhere, 2)
    _no_core()
    raw = b""
    while not raw.endswith(b"\n"):
        got = os.read(0, 1 << 16)
        if not got:
            os._exit(1)
        raw += got
    asked = json.loads(raw)
    folder = Path(asked["folder"])
    Thread(target=_lifeline, args=(folder,), daemon=True).start()

    def tell(**values: object) -> None:
        out.write(json.dumps(values).encode() + b"\n")
        out.flush()

    said = asked["declared"]
    said["failed_scores"] = tuple(said["failed_scores"])
    said["columns"] = tuple((role, name) for role, name in said["columns"])
    try:
        answer(folder / "given", Declared(**said), tell)
        tell(ended="answered")
    except EvidenceError as error:
        tell(ended="evidence", name=error.name, problems=[asdict(p) for p in error.problems])
    except BystanderError as error:
        tell(ended="usage", text=str(error))
    except MemoryError:
        tell(ended="memory")
    except Exception:  # noqa: BLE001 - whatever it was, its text may hold what nobody should read
        tell(ended="failed")
    os._exit(0)


def _lifeline(folder: Path) -> None:
    """Wait for the server to go; then leave nothing behind."""
    while os.read(0, 1 << 10):
        pass
    shutil.rmtree(folder, ignore_errors=True)
    os._exit(1)


def _no_core() -> None:
    """Write no memory image on a crash: it would hold the evidence."""
    try:
        import resource
    except ImportError:  # not on Windows
        return
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def answer(folder: Path, declared: Declared, tell: Tell) -> None:
    """Check and evaluate, or audit, the files in a folder. Raises what the library raises."""
    from bystander.evidence.record.record import is_record
    from bystander.evidence.searches.read import is_searches
    from bystander.shards.files import is_tally

    started = perf_counter()
    files = sorted(file for file in folder.iterdir() if file.name != declared.truth)
    tell(stage="reading")
    alone = len(files) == 1
    if alone and is_record(files[0]):
        study = _record(files[0], tell)
    elif alone and is_tally(files[0]):
        from bystander.studies.evaluate.of_tally import evaluate_stored

        tell(stage="counting")
        study = evaluate_stored(files[0], {})
    elif alone and is_searches(files[0]):
        study = _searches(files[0], declared, tell)
    else:
        study = _trial(files, folder, declared, tell)
    tell(stage="drawing", verdict=list(study.document.verdict))
    from bystander.api.study_files import study_files

    written = study_files(study, seconds=perf_counter() - started)
    encoded = {name: text.encode() if isinstance(text, str) else text for name, text in written.items()}
    tell(files={name: base64.b64encode(content).decode() for name, content in encoded.items()})


def _record(file: Path, tell: Tell) -> Study:
    from bystander.evidence.record.record import read_record
    from bystander.studies.audit.study import audit

    record = read_record(file)
    said = f"a deployment record with {record.rows_used:,} usable rows of {record.rows_read:,}"
    tell(said=[said], problems=[asdict(p) for p in record.problems], stage="counting")
    return audit(record)


def _searches(file: Path, declared: Declared, tell: Tell) -> Study:
    from bystander.evidence.searches.read import read_searches
    from bystander.studies.evaluate.searches.study import evaluate_searches

    found = read_searches(file, distance=declared.distance, columns=dict(declared.columns))
    mated = int(found.mated.sum())
    said = f"{mated:,} searches of people on a watchlist and {len(found) - mated:,} of people who are not"
    tell(said=[said], problems=[asdict(p) for p in found.problems], stage="counting")
    return evaluate_searches(found)


def _trial(files: list[Path], folder: Path, declared: Declared, tell: Tell) -> Study:
    from bystander.evidence.comparisons.inspection import inspect
    from bystander.evidence.read import read_trial
    from bystander.studies.evaluate.comparisons.study import evaluate

    trial = read_trial(
        files if len(files) > 1 else files[0],
        distance=declared.distance,
        failed_scores=declared.failed_scores,
        columns=dict(declared.columns),
        truth=folder / declared.truth if declared.truth else None,
    )
    tell(stage="checking")
    found = inspect(trial)
    people = "" if found.people is None else f" of {found.people:,} people"
    said = f"{found.mated:,} comparisons of a person with themself and {found.non_mated:,} of different people{people}"
    tell(said=[said], problems=[asdict(p) for p in found.problems], stage="counting")
    return evaluate(trial, inspection=found)
