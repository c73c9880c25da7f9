"""From uploaded files to an answer: the same work as check, evaluate and audit, stage by stage.

The work is done by a process of its own, which the server only listens to. What unpacks without end or wants more
memory than there is takes nobody else's work with it; it can be stopped at once; its temporary files lie in the job's
own folder; and should the server die, the process removes that folder and ends.
"""

from __future__ import annotations

import base64
import json
import os
import shutil
import subprocess
import sys
from dataclasses import asdict, dataclass
from pathlib import Path
from threading import Thread
from time import perf_counter
from typing import TYPE_CHECKING, Any
from unicodedata import normalize

from bystander.errors import BystanderError, EvidenceError, Problem, UsageError

if TYPE_CHECKING:
    from collections.abc import Callable

    from bystander.findings import Study
    from bystander.serve.jobs import Job

    Tell = Callable[..., None]

LONGEST = 80  # characters of a file's name that are kept
BYTES = 200  # of the same, as file systems count
UNPACKED = 10  # times the size of an upload that it may take on the disk
SPARE = 500_000_000  # bytes of disk that stay free
LOOK = 0.25  # seconds between looks at the disk
CHILD = "from bystander.serve.work import main; main()"


@dataclass(frozen=True)
class Declared:
    """What the form says of a trial."""

    distance: bool = False
    failed_scores: tuple[float, ...] = ()
    columns: tuple[tuple[str, str], ...] = ()  # role, and the name that the column has in the file
    truth: str = ""  # the name of the upload that holds the pairs of one person


def safe_name(given: str, number: int) -> str:
    """Give a name to store an upload under: its suffix tells readers what it is, nothing else of it can do harm."""
    last = normalize("NFC", given).replace("\\", "/").rsplit("/", 1)[-1]
    kept = "".join(c for c in last if c.isalnum() or c in "._- ").strip(". ")[-LONGEST:]
    while len(kept.encode("utf-8", "replace")) > BYTES:
        kept = kept[1:]
    return kept or f"evidence-{number}"


# ---- in the server ---------------------------------------------------------------------------------------------------


def in_a_process(job: Job, declared: Declared, *, most: int) -> None:
    """Let a process of its own answer a job. ``most``: bytes that it may take on the disk.

    Raises what :func:`answer` raises, and UsageError where the disk or the memory does not suffice.
    """
    scratch = job.folder / "scratch"
    scratch.mkdir(mode=0o700)
    places = dict.fromkeys(("TMPDIR", "TEMP", "TMP"), str(scratch))
    with subprocess.Popen(  # noqa: S603 - our own code, and nothing of the upload is among the arguments
        [sys.executable, "-P", "-c", CHILD],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
        env=os.environ | places, start_new_session=True,
    ) as process:  # fmt: skip
        job.process = process
        if job.stopped:
            process.kill()
        filled: list[str] = []
        Thread(target=_watch, args=(process, job.folder, most, filled), daemon=True).start()
        heard: dict[str, Any] = {}
        try:
            _ask(process, {"folder": str(job.folder), "declared": asdict(declared)})
            assert process.stdout is not None  # noqa: S101 - it is a pipe
            for line in process.stdout:
                heard = _hear(job, json.loads(line)) or heard
        finally:
            process.kill()
    _judge(heard, filled)


def _ask(process: subprocess.Popen[bytes], asked: dict[str, Any]) -> None:
    """Send what is to be done. The pipe stays open: its end tells the process that the server is gone."""
    assert process.stdin is not None  # noqa: S101 - it is a pipe
    process.stdin.write(json.dumps(asked).encode() + b"\n")
    process.stdin.flush()


def _hear(job: Job, told: dict[str, Any]) -> dict[str, Any] | None:
    """Take over what the process tells; give what it ended with, once it has."""
    if "ended" in told:
        return told
    for name, value in told.items():
        if name == "problems":
            job.problems = tuple(Problem(**p) for p in value)
        elif name == "files":
            job.files = {file: base64.b64decode(content) for file, content in value.items()}
        elif name == "stage":
            job.stage = value
        elif name in {"said", "verdict"}:
            setattr(job, name, tuple(value))
    return None


def _judge(heard: dict[str, Any], filled: list[str]) -> None:
    """Raise what the process ended with, unless it is an answer."""
    ended = heard.get("ended")
    if ended == "answered":
        return
    if filled:
        raise UsageError(filled[0])
    if ended == "evidence":
        raise EvidenceError(heard["name"], [Problem(**p) for p in heard["problems"]])
    if ended == "usage":
        raise UsageError(heard["text"])
    if ended in {None, "memory"}:
        raise UsageError("The work was stopped: most likely this machine has too little memory for it.")
    raise RuntimeError


def _watch(process: subprocess.Popen[bytes], folder: Path, most: int, filled: list[str]) -> None:
    """Stop a process that fills the disk."""
    while process.poll() is None:
        try:
            taken = sum(p.stat().st_size for p in folder.rglob("*") if p.is_file())
            free = shutil.disk_usage(folder).free
        except OSError:
            taken, free = 0, SPARE  # files come and go while they are counted
        if taken > most or free < SPARE:
            filled.append(
                f"Unpacked, this takes more than {most / 1e6:,.0f} MB; give it as Parquet, or use the command line."
                if taken > most
                else "The disk of this machine is full."
            )
            process.kill()
            return
        try:
            process.wait(LOOK)
        except subprocess.TimeoutExpired:
            continue


# ---- in the process --------------------------------------------------------------------------------------------------


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
    from bystander.evidence.record import is_record

    started = perf_counter()
    files = sorted(file for file in folder.iterdir() if file.name != declared.truth)
    tell(stage="reading")
    record = len(files) == 1 and is_record(files[0])
    study = _record(files[0], tell) if record else _trial(files, folder, declared, tell)
    tell(stage="drawing", verdict=list(study.document.verdict))
    from bystander.outputs import study_files

    written = study_files(study, seconds=perf_counter() - started)
    encoded = {name: text.encode() if isinstance(text, str) else text for name, text in written.items()}
    tell(files={name: base64.b64encode(content).decode() for name, content in encoded.items()})


def _record(file: Path, tell: Tell) -> Study:
    from bystander.evidence.record import read_record
    from bystander.studies.audit import audit

    record = read_record(file)
    said = f"a deployment record with {record.rows_used:,} usable rows of {record.rows_read:,}"
    tell(said=[said], problems=[asdict(p) for p in record.problems], stage="counting")
    return audit(record)


def _trial(files: list[Path], folder: Path, declared: Declared, tell: Tell) -> Study:
    from bystander.evidence.inspection import inspect
    from bystander.evidence.read import read_trial
    from bystander.studies.evaluate import evaluate

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
