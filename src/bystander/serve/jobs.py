"""Jobs: one upload each, worked on one at a time, seen by their owner alone, forgotten after a while.

An upload lies in a private folder only until it has been answered; what remains is the answer, in memory.
"""

from __future__ import annotations

import secrets
import shutil
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock
from typing import IO, TYPE_CHECKING, Literal

from bystander.errors import BystanderError, EvidenceError

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Callable

    from bystander.errors import Problem

KEPT = 30 * 60.0  # seconds after the last look at it that a job is kept
WAITING = 8  # jobs at a time: arriving, waiting, and the one that is worked on
PREFIX = "bystander-serve-"
Stage = Literal["arriving", "waiting", "reading", "checking", "counting", "drawing", "done", "unusable", "failed"]
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
    seen: float  # when somebody last looked at it
    stage: Stage = "arriving"
    said: tuple[str, ...] = ()  # what the evidence is and what it can support
    problems: tuple[Problem, ...] = ()
    verdict: tuple[str, ...] = ()
    files: dict[str, bytes] = field(default_factory=dict)
    process: subprocess.Popen[bytes] | None = None
    stopped: bool = False

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
        _sweep(Path(tempfile.gettempdir()))
        self._root = Path(tempfile.mkdtemp(prefix=PREFIX))  # mkdtemp: 0700
        self._mark = _marked(self._root)

    def new(self, owner: str) -> Job:
        """Make a job with an empty private folder. Raises TooManyJobsError."""
        self.forget_old()
        with self._lock:
            if sum(not job.ended for job in self._jobs.values()) >= WAITING:
                raise TooManyJobsError
            token = secrets.token_urlsafe(32)
            folder = self._root / secrets.token_hex(8)
            (folder / "given").mkdir(mode=0o700, parents=True)
            now = self._clock()
            job = Job(token, owner, folder, now, now)
            self._jobs[token] = job
        return job

    def start(self, job: Job) -> None:
        """Queue a job whose files have arrived."""
        job.stage = "waiting"
        self._pool.submit(self._run, job)

    def find(self, token: str, owner: str | None) -> Job | None:
        """Return the owner's job; None for anybody else, as for a job that is not there."""
        self.forget_old()
        job = self._jobs.get(token)
        if job is None or not owner or not secrets.compare_digest(job.owner.encode(), owner.encode()):
            return None
        job.seen = self._clock()
        return job

    def before(self, job: Job) -> int:
        """Return how many jobs come before this one."""
        return sum(not other.ended and other.born < job.born for other in list(self._jobs.values()))

    def forget(self, job: Job) -> None:
        """Stop a job and drop everything that belongs to it."""
        self._jobs.pop(job.token, None)
        job.stopped = True
        if job.process is not None:
            job.process.kill()
        _remove(job.folder)

    def forget_old(self) -> None:
        """Drop what nobody has looked at for long, whatever its stage."""
        now = self._clock()
        for job in list(self._jobs.values()):
            if now - job.seen > KEPT:
                self.forget(job)

    def close(self) -> None:
        """Stop working and remove everything."""
        for job in list(self._jobs.values()):
            self.forget(job)
        self._pool.shutdown(wait=True, cancel_futures=True)
        _remove(self._root)
        if self._mark is not None:
            self._mark.close()

    def _run(self, job: Job) -> None:
        try:
            if not job.stopped:
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
    shutil.rmtree(folder, ignore_errors=True)


def _marked(root: Path) -> IO[bytes] | None:
    """Hold a lock as long as this server lives: by it the next one tells a folder in use from one left behind."""
    with suppress(ImportError, OSError):
        import fcntl

        mark = (root / "in-use").open("wb")
        fcntl.flock(mark, fcntl.LOCK_EX | fcntl.LOCK_NB)
        return mark
    return None


def _sweep(place: Path) -> None:
    """Remove what a server left that was killed; only where its lock is there and nobody holds it."""
    with suppress(ImportError):
        import fcntl

        for mark in place.glob(f"{PREFIX}*/in-use"):
            with suppress(OSError), mark.open("rb+") as held:
                fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
                _remove(mark.parent)
