"""From uploaded files to an answer: the work of check, evaluate and audit, stage by stage, in a process of its own.

It listens to the server alone (`supervision`), writes nothing outside the job's folder, and should the server die, it
removes that folder and ends.
"""

from __future__ import annotations

import base64
import json
import os
import shutil
from dataclasses import asdict, replace
from pathlib import Path
from threading import Thread
from time import perf_counter
from typing import TYPE_CHECKING

from bystander.api.defect import place_of
from bystander.api.options.record import OF_RECORDS
from bystander.errors import BystanderError, EvidenceError, UsageError
from bystander.serve.fields import MORE, NAMED, SECOND
from bystander.serve.said import Said

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from bystander.api.kinds.opened import Opened
    from bystander.api.question import Question
    from bystander.findings import Study

    Tell = Callable[..., None]


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

    try:
        answer(folder / "given", Said(**asked["given"]), tell)
        tell(ended="answered")
    except EvidenceError as error:
        tell(ended="evidence", name=error.name, problems=[asdict(p) for p in error.problems])
    except BystanderError as error:
        tell(ended="usage", text=str(error))
    except MemoryError:
        tell(ended="memory")
    except Exception as error:  # noqa: BLE001 - whatever it was, its text may hold what nobody should read
        tell(ended="failed", place=place_of(error))
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


def answer(folder: Path, said: Said, tell: Tell) -> None:
    """Check and evaluate, compare or audit the files in a folder. Raises what the library raises."""
    from bystander.api.command import asked
    from bystander.api.opening import open_evidence
    from bystander.api.question import Question
    from bystander.api.refusals import COMMAND
    from bystander.serve.compared import compared, require_of_both

    started = perf_counter()
    files = sorted(file for file in folder.iterdir() if file.name not in said.files.values())
    tell(stage="reading")
    evidence = open_evidence(
        files, said.of_trial(folder), searches="searches" in said.values, records=True, of_record=said.of_record(),
        refusals=COMMAND,
    )  # fmt: skip
    require_fitting(evidence, said)
    if SECOND.name in said.files:
        require_of_both(said)
    found = evidence.check(lambda stage: tell(stage=stage))
    if found.said:
        tell(said=[found.said], problems=[asdict(p) for p in found.problems])
    tell(stage="counting", more=more_of(evidence))
    question = said.question()
    if SECOND.name in said.files:
        study = compared(evidence, files, said, folder)
    else:
        study = study_of(evidence, Question.of(question, said=question), said.required(folder))
    beside = {name: folder / file for name, file in said.files.items() if name != SECOND.name}
    both = [*files, *(folder / said.files[SECOND.name] for _ in (1,) if SECOND.name in said.files)]
    study = asked(study, both, {**said.values, **beside})
    if said.made_up:
        study = replace(study, document=study.document.model_copy(update={"synthetic": True}))
    from bystander.api.study_files import study_files
    from bystander.report.screen import first_screen

    screen = first_screen(study.document, study.first)
    said_first = (screen.sentence, *screen.beside, screen.lead)
    tell(stage="drawing", verdict=[str(line) for line in said_first if line], facts=screen.facts)
    written = study_files(study, seconds=perf_counter() - started)
    encoded = {name: text.encode() if isinstance(text, str) else text for name, text in written.items()}
    tell(files={name: base64.b64encode(content).decode() for name, content in encoded.items()})


def study_of(evidence: Opened, question: Question, given: Sequence[Path | str]) -> Study:
    """Answer a question, and say whether the evidence shows what is required. Raises what the library raises."""
    from bystander.api.kinds.record import OpenRecord
    from bystander.api.kinds.search_record import OpenSearchRecord
    from bystander.api.requirements import of_record, of_trial, required

    requirements = required(given)
    study = evidence.evaluate(question)
    if isinstance(evidence, (OpenRecord, OpenSearchRecord)):
        return of_record(study, requirements, evidence, level=question.level)
    return of_trial(study, requirements, evidence, question)


def more_of(evidence: Opened) -> tuple[str, ...]:
    """Return the fields that hold what else may be asked of evidence."""
    from bystander.api.kinds.comparisons import OpenComparisons
    from bystander.api.kinds.passes import OpenPasses
    from bystander.api.kinds.searches import OpenSearches

    kinds = {OpenComparisons: "comparisons", OpenSearches: "searches", OpenPasses: "passes"}
    return next((MORE[name] for kind, name in kinds.items() if isinstance(evidence, kind)), ())


def is_record(evidence: Opened) -> bool:
    """Return whether evidence is a record, of deployments or of searches."""
    from bystander.api.kinds.record import OpenRecord
    from bystander.api.kinds.search_record import OpenSearchRecord

    return isinstance(evidence, (OpenRecord, OpenSearchRecord))


def require_fitting(evidence: Opened, said: Said) -> None:
    """Raise UsageError for what was said of a trial where the evidence is a record, or of a record where it is none."""
    of_record = OF_RECORDS if is_record(evidence) else None
    idle = said.idle(of_record)
    if idle:
        what = "a record, and this is a trial" if of_record is None else "a trial, and this is a record"
        option = NAMED[idle[0]].option
        raise UsageError(f"--{option} is of {what}; leave --{option} out")
