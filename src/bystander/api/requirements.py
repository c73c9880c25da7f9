"""Requirements beside a study: the same evidence is asked again at the level and the point that is required."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bystander.findings import Study, Verdict

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from bystander.api.kinds.opened import Opened
    from bystander.api.kinds.record import OpenRecord
    from bystander.api.kinds.search_record import OpenSearchRecord
    from bystander.api.question import Question
    from bystander.findings import Document, Finding
    from bystander.requirements.requirement import Requirement
    from bystander.studies.require.asked import Asked

FAILS: Mapping[str, frozenset[Verdict]] = {
    "not-met": frozenset({Verdict.NOT_MET}),
    "not-shown": frozenset(Verdict) - {Verdict.MET},
}


def required(given: Any) -> tuple[Requirement, ...]:  # noqa: ANN401 - a path, a name, a Requirement, or several
    """Read what is required. Raises RequirementError with every mistake of all files."""
    if not given:
        return ()
    from bystander.requirements.read import all_of
    from bystander.requirements.requirement import Requirement

    return all_of([given] if isinstance(given, (str, Path, Requirement)) else given)


def of_trial(study: Study, requirements: Sequence[Requirement], opened: Opened, question: Question) -> Study:
    """Add to the study of a trial what it says of requirements."""
    if not requirements:
        return study
    return _held(study, requirements, found_of_trial(study.document, requirements, opened, question))


def found_of_trial(
    document: Document, requirements: Sequence[Requirement], opened: Opened, question: Question,
    *, systems: tuple[str, ...] = (), own: Sequence[float] = (),
) -> list[Finding]:  # fmt: skip
    """Hold requirements against a trial. ``document``: what it says to the ``question``.

    ``systems``, ``own``: as :func:`requirement_findings` has them.
    """
    from bystander.studies.require.asked import Asked
    from bystander.studies.require.study import requirement_findings

    kind = document.evidence[0].kind

    def ask(asked: Asked) -> Sequence[Finding]:
        if asked == Asked(level=question.level, resampled=False):
            return document.findings
        return opened.evaluate(_at(question, asked, kind)).document.findings

    return requirement_findings(requirements, kind, ask, systems=systems, own=own)


def _at(question: Question, asked: Asked, kind: str) -> Question:
    """Return a question at a level and a point; of passes the level alone is asked, as nothing has scores there."""
    from bystander.requirements.told_by import KINDS

    values: dict[str, Any] = {"level": asked.level}
    idle: set[str] = set()
    if "target_fmr" in KINDS[kind].points:
        values |= {"targets": asked.targets}
    if "target_fpir" in KINDS[kind].points:
        values |= {"fpir_targets": asked.targets}
        values |= {} if asked.rank is None else {"rank": asked.rank}
    if {"targets", "fpir_targets"} & values.keys():
        values |= {} if asked.resampled else {"replicates": 0}
        values["thresholds"] = asked.thresholds or (() if asked.targets else question.thresholds)
        idle = {name for name in ("targets", "fpir_targets", "thresholds") if not values.get(name)}
    return replace(question, **values, said=(question.said | values.keys()) - idle)


def of_record(
    study: Study, requirements: Sequence[Requirement], opened: OpenRecord | OpenSearchRecord, *, level: float
) -> Study:
    """Add to the audit of a record what it says of requirements."""
    if not requirements:
        return study
    from bystander.studies.require.study import requirement_findings

    def ask(asked: Asked) -> Sequence[Finding]:
        same = asked.level == level
        return study.document.findings if same else opened.audit(level=asked.level).document.findings

    kind = study.document.evidence[0].kind
    return _held(study, requirements, requirement_findings(requirements, kind, ask, newest=study.newest))


def of_systems(
    study: Study, requirements: Sequence[Requirement], systems: Mapping[str, object], questions: Sequence[Question]
) -> Study:
    """Add to a comparison what each system's trial says of requirements, as its own evaluation would say it."""
    if not requirements:
        return study
    from bystander.api.opening import open_evidence

    found: list[Finding] = []
    differ = len({question.thresholds for question in questions}) > 1
    for (name, trial), question in zip(systems.items(), questions, strict=True):
        opened = open_evidence(trial, {})
        document = opened.evaluate(question).document
        found += found_of_trial(
            document, requirements, opened, question, systems=(name,), own=question.thresholds if differ else (),
        )  # fmt: skip
    return _held(study, requirements, found)


def _held(study: Study, requirements: Sequence[Requirement], found: Iterable[Finding]) -> Study:
    """Return a study with what it says of requirements, and what several of these are to be read with."""
    from bystander.studies.require.several import of_several

    document = study.document.model_copy(update={"caveats": (*study.document.caveats, *of_several(requirements))})
    return with_findings(replace(study, document=document), found)


def with_findings(study: Study, found: Iterable[Finding]) -> Study:
    """Return a study with more findings, after its own."""
    document = study.document.model_copy(update={"findings": (*study.document.findings, *found)})
    return replace(study, document=document)


def fails(document: Document, on: str | None) -> bool:
    """Return whether a requirement has a verdict that is to stop a scheduler; ``on``: as --fail-on has it."""
    if on is None:
        return False
    return any(f.requirement is not None and f.requirement.verdict in FAILS[on] for f in document.findings)
