"""Jobs: one upload each, worked on one at a time, seen by their owner alone, forgotten after a while.

An upload lies in a private folder only until it has been answered; what remains is the answer, in memory.
"""

from __future__ import annotations

import secrets
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Literal

from bystander.errors import BystanderError, EvidenceError

if TYPE_CHECKING:
    from collections.abc import Callable

    from bystander.errors import Problem

KEPT = 30 * 60.0  # seconds that an answer is kept
WAITING = 8  # jobs at a time, the running one among them
Stage = Literal["waiting", "reading", "checking", "counting", "drawing", "done", "unusable", "failed"]
ENDED = frozenset({"done", "unusable", "failed"})


class TooManyJobsError(Exception):
    """Too many jobs are waiting."""


@dataclass
class Job:
    """One piece of evidence on its way to a report; ``files`` are what its owner may take away."""

    token: str
    owner: str
    folder: Path
    born: float
    stage: Stage = "waiting"
    said: tuple[str, ...] = ()  # what the evidence is and what it can support
    problems: tuple[Problem, ...] = ()
    verdict: tuple[str, ...] = ()
    files: dict[str, bytes] = field(default_factory=dict)

    @property
    def ended(self) -> bool:
        """Whether nothing more will come."""
        return self.stage in ENDED


class Jobs:
    """All jobs of a server. ``work`` turns the files in a job's folder into its answer."""

    def __init__(self, work: Callable[[Job], None], *, clock: Callable[[], float] = time.monotonic) -> None:
        self._work, self._clock = work, clock
        self._jobs: dict[str, Job] = {}
        self._lock = Lock()
        self._pool = ThreadPoolExecutor(1, thread_name_prefix="bystander-job")
        self._root = Path(tempfile.mkdtemp(prefix="bystander-serve-"))  # mkdtemp: 0700

    def new(self, owner: str) -> Job:
        """Make a job with an empty private folder. Raises TooManyJobsError."""
        self.forget_old()
        with self._lock:
            if sum(not job.ended for job in self._jobs.values()) >= WAITING:
                raise TooManyJobsError
            token = secrets.token_urlsafe(32)
            folder = self._root / secrets.token_hex(8)
            folder.mkdir(mode=0o700)
            job = Job(token, owner, folder, self._clock())
            self._jobs[token] = job
        return job

    def start(self, job: Job) -> None:
        """Queue a job whose files have arrived."""
        self._pool.submit(self._run, job)

    def find(self, token: str, owner: str | None) -> Job | None:
        """Give the owner's job; None for anybody else, as for a job that is not there."""
        self.forget_old()
        job = self._jobs.get(token)
        return job if job is not None and owner and secrets.compare_digest(job.owner, owner) else None

    def before(self, job: Job) -> int:
        """Give how many jobs come before this one."""
        return sum(not other.ended and other.born < job.born for other in list(self._jobs.values()))

    def forget(self, job: Job) -> None:
        """Drop a job with everything that belongs to it."""
        self._jobs.pop(job.token, None)
        _remove(job.folder)

    def forget_old(self) -> None:
        """Drop the answers that nobody fetched in time, and uploads that never became a job."""
        now = self._clock()
        for job in list(self._jobs.values()):
            if now - job.born > KEPT and (job.ended or job.stage == "waiting"):
                self.forget(job)

    def close(self) -> None:
        """Stop working and remove everything."""
        self._pool.shutdown(wait=True, cancel_futures=True)
        for job in list(self._jobs.values()):
            self.forget(job)
        _remove(self._root)

    def _run(self, job: Job) -> None:
        try:
            if job.token in self._jobs:
                self._work(job)
                job.stage = "done"
        except EvidenceError as error:
            job.problems, job.stage = tuple(error.problems), "unusable"
        except BystanderError as error:
            job.said, job.stage = (str(error),), "unusable"
        except Exception:  # noqa: BLE001 - whatever it was, its text may hold what nobody should read
            job.stage = "failed"
        finally:
            _remove(job.folder)


def _remove(folder: Path) -> None:
    import shutil

    shutil.rmtree(folder, ignore_errors=True)
