"""Two systems on one trial: what was said of the form's file holds of both, and each keeps the name of its file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bystander.errors import UsageError
from bystander.serve.fields import NAMED, SECOND

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from bystander.api.kinds.opened import Opened
    from bystander.findings import Study
    from bystander.serve.said import Said

OF_ONE = ("by", "people", "cluster", "small_cell", "record")  # what is asked of one system only


def require_of_both(said: Said) -> None:
    """Raise UsageError for what is asked of one system only."""
    idle = next((name for name in (*said.values, *said.files) if name in OF_ONE), None)
    if idle is None and "non_mated" in said.files:
        idle = "non_mated"
    if idle is not None:
        option = NAMED[idle].option
        raise UsageError(f"--{option} is of one system, and two are compared; leave --{option} out")


def compared(first: Opened, files: Sequence[Path], said: Said, folder: Path) -> Study:
    """Return the comparison of a trial with the second system's, whose file is in the same folder.

    ``files``: those of the first. Raises EvidenceError where the second cannot be read, UsageError for what does not go
    with it.
    """
    from bystander.api.opening import fitting_targets, open_systems
    from bystander.api.question import Question
    from bystander.api.refusals import COMMAND
    from bystander.studies.compare.names import named_systems, system_names
    from bystander.studies.compare.study import compare

    file = folder / said.files[SECOND.name]
    (second,) = open_systems([file], [said.of_trial(folder)], searches="searches" in said.values, refusals=COMMAND)
    systems = [first.system(), second]
    question = Question.of(said.question())
    targets = fitting_targets(systems, question.targets, question.fpir_targets, COMMAND)
    names = system_names([files[0].name, file.name], ())
    return compare(
        named_systems(systems, names), targets=targets, thresholds=[*question.thresholds],
        **question.options("rank", "accept", "failures", "level", "threads"),
    )  # fmt: skip
