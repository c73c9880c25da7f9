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

    Tell = Callable[..., None]


@dataclass(frozen=True)
class Declared:
    """What the form says of a trial."""

    distance: bool = False
    failed_scores: tuple[float, ...] = ()
    columns: tuple[tuple[str, str], ...] = ()  # role, and the name that the column has in the file
    encoding: str = ""
    truth: str = ""  # the name of the upload that holds the pairs of one person

    def said(self, folder: Path) -> dict[str, object]:
        """Return what was filled in, as ``read_trial`` names it; uploads are in a ``folder``."""
        given = {
            "distance": self.distance,
            "failed_scores": self.failed_scores,
            "columns": dict(self.columns),
            "encoding": self.encoding,
            "truth": folder / self.truth if self.truth else None,
        }
        return {name: value for name, value in given.items() if value}


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
    from bystander.api.opening import open_evidence

    started = perf_counter()
    files = sorted(file for file in folder.iterdir() if file.name != declared.truth)
    tell(stage="reading")
    evidence = open_evidence(files, declared.said(folder), records=True)
    found = evidence.check(lambda stage: tell(stage=stage))
    if found.said:
        tell(said=[found.said], problems=[asdict(p) for p in found.problems])
    tell(stage="counting")
    study = evidence.evaluate()
    tell(stage="drawing", verdict=list(study.document.verdict))
    from bystander.api.study_files import study_files

    written = study_files(study, seconds=perf_counter() - started)
    encoded = {name: text.encode() if isinstance(text, str) else text for name, text in written.items()}
    tell(files={name: base64.b64encode(content).decode() for name, content in encoded.items()})
