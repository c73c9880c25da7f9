"""Jobs: one upload each, worked on one at a time, seen by their owner alone, forgotten after a while.

An upload lies in a private folder only until it has been answered; what remains is the answer, in memory. Where a
question stops the work that a field of the form settles, the upload waits for the answer, ten minutes at most.
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

from bystander.api.defect import headline, place_of
from bystander.errors import BystanderError, EvidenceError, UsageError
from bystander.serve.fields import CHOICE
from bystander.serve.keeper import Keeper
from bystander.serve.said import Said
from bystander.serve.words import fields_in, settling

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Callable

    from bystander.errors import Problem

KEPT = 30 * 60.0  # seconds after the last look at it that a job is kept
OPEN = 10 * 60.0  # seconds that an upload waits for an answer
QUESTIONS = 4  # uploads at a time that wait for one
WAITING = 8  # jobs at a time: arriving, waiting, and the one that is worked on
PREFIX = "bystander-serve-"
Stage = Literal[
    "arriving", "waiting", "reading", "checking", "counting", "drawing", "asking", "done", "unusable", "failed"
]
ENDED = frozenset({"asking", "done", "unusable", "failed"})


class TooManyJobsError(Exception):
    """Too many jobs are waiting."""


class StoppedError(UsageError):
    """The work was stopped for what no field of the form can settle."""


class DefectError(Exception):
    """An error that nobody foresaw; its text is the place in the code, and nothing of what was read."""


@dataclass
class Job:
    """One piece of evidence on its way to a report; ``files`` are what its owner may take away.

    ``evidence``: names of what was uploaded; ``given``: what the form said. ``asked``: the fields that settle what
    stopped the work, while the upload waits, ``since`` when.
    """

    token: str
    owner: str
    folder: Path
    born: float
    seen: float  # when somebody last looked at it
    stage: Stage = "arriving"
    said: tuple[str, ...] = ()  # what the evidence is and what it can support
    problems: tuple[Problem, ...] = ()
    verdict: tuple[str, ...] = ()  # what the report says first
    facts: tuple[tuple[str, str], ...] = ()  # what is assumed, not told, to be compared, and next: each under its word
    more: tuple[str, ...] = ()  # fields that hold what else may be asked of it
    evidence: tuple[str, ...] = ()
    given: Said = field(default_factory=Said)
    asked: tuple[str, ...] = ()
    since: float = 0.0
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
        self._keeper = Keeper(self._root)

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

    def ask(self, job: Job, fields: tuple[str, ...], *, said: tuple[str, ...] = ()) -> None:
        """Let the upload of a job wait for what some fields hold; the oldest question gives way to one too many."""
        _remove(job.folder / "scratch")
        job.asked, job.since, job.said = fields, self._clock(), said or job.said
        job.stage = "asking"
        waiting = sorted((j for j in self._asking() if j is not job), key=lambda j: j.since)
        for old in waiting[: max(0, len(waiting) + 1 - QUESTIONS)]:
            self._close_question(old)

    def answered(self, job: Job) -> bool:
        """Take up a job that waits for an answer; False where it does not, or no longer."""
        self.forget_old()
        with self._lock:
            if job.stage != "asking":
                return False
            job.stage = "arriving"
            return True

    def start(self, job: Job) -> None:
        """Queue a job whose files have arrived."""
        job.problems, job.said, job.asked, job.stage = (), (), (), "waiting"
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
        """Drop what nobody has looked at for long, whatever its stage, and uploads that waited long enough."""
        now = self._clock()
        for job in self._asking():
            if now - job.since > OPEN:
                self._close_question(job)
        for job in list(self._jobs.values()):
            if now - job.seen > KEPT:
                self.forget(job)

    def close(self) -> None:
        """Stop working and remove everything."""
        for job in list(self._jobs.values()):
            self.forget(job)
        self._pool.shutdown(wait=True, cancel_futures=True)
        self._keeper.close()
        _remove(self._root)
        if self._mark is not None:
            self._mark.close()

    def _run(self, job: Job) -> None:
        try:
            if not job.stopped:
                self._work(job)
                job.stage = "done"
        except EvidenceError as error:
            job.problems = tuple(error.problems)
            self._stopped(job, settling(error.problems))
        except StoppedError as error:
            job.said, job.stage = (str(error),), "unusable"
        except BystanderError as error:
            job.said = (str(error),)
            self._stopped(job, fields_in(job.said))
        except DefectError as error:
            job.said, job.stage = (str(error),), "failed"
        except Exception as error:  # noqa: BLE001 - whatever it was, its text may hold what nobody should read
            job.said, job.stage = (headline(place_of(error)),), "failed"
        finally:
            if job.stage != "asking":
                _remove(job.folder)

    def _stopped(self, job: Job, fields: tuple[str, ...]) -> None:
        """Ask, where a field settles it: one that was named, or else one that was filled in."""
        fields = fields or tuple(dict.fromkeys(name.removesuffix(CHOICE) for name in job.given.texts))
        if fields and not job.stopped:
            self.ask(job, fields)
        else:
            job.stage = "unusable"

    def _asking(self) -> list[Job]:
        return [job for job in list(self._jobs.values()) if job.stage == "asking"]

    def _close_question(self, job: Job) -> None:
        """Drop an upload that waited; what was found in it stays."""
        with self._lock:
            if job.stage == "asking":
                job.stage, job.asked = "unusable", ()
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
