"""The server's side of the work: start the process that answers a job, hear it, stop it.

What unpacks without end or wants more memory than there is takes nobody else's work with it; it can be stopped at
once; its temporary files lie in the job's own folder, or have no name.
"""

from __future__ import annotations

import base64
import json
import os
import shutil
import subprocess
import sys
from threading import Thread
from typing import TYPE_CHECKING, Any

from bystander.api.defect import headline
from bystander.errors import EvidenceError, Problem, UsageError
from bystander.evidence.tables.scratch import scratch_size
from bystander.serve.jobs import DefectError, StoppedError

if TYPE_CHECKING:
    from pathlib import Path

    from bystander.serve.jobs import Job

UNPACKED = 10  # times the size of an upload that it may take on the disk
SPARE = 500_000_000  # bytes of disk that stay free
LOOK = 0.25  # seconds between looks at the disk
CHILD = "from bystander.serve.work import main; main()"


def in_a_process(job: Job, *, most: int) -> None:
    """Let a process of its own answer a job. ``most``: bytes that it may take on the disk.

    Raises what :func:`answer` raises, StoppedError where the disk or the memory does not suffice, and DefectError.
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
            given = {"values": job.given.values, "files": job.given.files, "made_up": job.given.made_up}
            _ask(process, {"folder": str(job.folder), "given": given})
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
        elif name == "facts":
            job.facts = tuple((word, text) for word, text in value)
        elif name in {"said", "verdict", "more"}:
            setattr(job, name, tuple(value))
    return None


def _judge(heard: dict[str, Any], filled: list[str]) -> None:
    """Raise what the process ended with, unless it is an answer."""
    ended = heard.get("ended")
    if ended == "answered":
        return
    if filled:
        raise StoppedError(filled[0])
    if ended == "evidence":
        raise EvidenceError(heard["name"], [Problem(**p) for p in heard["problems"]])
    if ended == "usage":
        raise UsageError(heard["text"])
    if ended in {None, "memory"}:
        raise StoppedError("The work was stopped: most likely this machine has too little memory for it.")
    raise DefectError(headline(heard["place"]))


def _watch(process: subprocess.Popen[bytes], folder: Path, most: int, filled: list[str]) -> None:
    """Stop a process that fills the disk."""
    while process.poll() is None:
        try:
            taken = sum(p.stat().st_size for p in folder.rglob("*") if p.is_file()) + scratch_size(process.pid)
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
