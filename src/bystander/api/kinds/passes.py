"""A seeded operational test, opened: checked, evaluated."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any, NoReturn

from bystander.api.kinds.opened import Checked, rows_in
from bystander.api.question import USUAL
from bystander.api.refusals import READ_ALREADY
from bystander.api.watching import unseen
from bystander.errors import UsageError
from bystander.findings.wording import plural

if TYPE_CHECKING:
    from collections.abc import Callable

    from bystander.api.kinds.opened import Told
    from bystander.api.question import Question
    from bystander.api.refusals import Refusals
    from bystander.api.watching import Progress
    from bystander.evidence.passes.passes import Passes
    from bystander.evidence.record.record import Record
    from bystander.findings import Study

READS = ("blank", "by", "cluster", "columns", "encoding", "people", "sheet", "unit")
NOT_READ = ("format", "record")  # what is declared and not of the reader
ANSWERS = ("failures", "level", "seed", "small_cell")
NEEDLESS = ("replicates", "threads")  # on which nothing depends that a seeded test has


class OpenPasses:
    """A seeded test; ``source``: one that was read, or what :func:`bystander.read_passes` takes."""

    def __init__(self, source: object, told: Told, refusals: Refusals) -> None:
        self._source, self._told, self._refusals = source, told, refusals

    @cached_property
    def passes(self) -> Passes:
        """The passes, read."""
        from bystander.evidence.passes.passes import Passes
        from bystander.evidence.passes.read import read_passes

        told: dict[str, Any] = {name: value for name, value in self._told.every.items() if name not in NOT_READ}
        if isinstance(self._source, Passes):
            if told:
                raise UsageError(
                    READ_ALREADY.format(what="the passes have", names=", ".join(told), reader="read_passes")
                )
            return self._source
        unused = next((name for name, value in told.items() if name not in READS and value), None)
        if unused is not None:
            raise UsageError(f"a seeded test has no use for {self._refusals.option(unused)}")
        return read_passes(self._source, **{name: value for name, value in told.items() if name in READS})

    @property
    def _record(self) -> Record | None:
        """The deployment record that is told beside, read; None where there is none."""
        from bystander.evidence.record.record import Record, read_record

        given = self._told.declared.get("record")
        return given if given is None or isinstance(given, Record) else read_record(given)

    def check(self, stage: Callable[[str], None] = lambda _: None) -> Checked:
        """Look at it."""
        del stage
        found = self.passes
        passes, alerts = int(found.passes.sum()), int(found.alerts.sum())
        lines = [
            f"{found.name}: seeded operational test ({found.format})",
            f"  sha256      {found.sha256}",
            rows_in(found.rows_read, found.rows_used, found.rows_refused),
            f"  people      {plural(found.seen, 'volunteer')} on the watchlist",
            f"  passes      {passes:,}",
        ]
        if found.detected is not None:
            lines.append(f"  face found  in {int(found.detected.sum()):,}")
        lines.append(f"  alerts      in {alerts:,}")
        if found.right_known:
            lines.append(f"  right       {int(found.right.sum()):,} of these alerts")
        said = f"{passes:,} passes of {plural(found.seen, 'volunteer')} on the watchlist, {alerts:,} with an alert"
        return Checked(lines=lines, said=said, problems=found.problems)

    def evaluate(self, question: Question = USUAL, progress: Progress = unseen) -> Study:
        """Answer a question: there are no scores, so a threshold cannot be chosen any more."""
        idle = next((name for name in sorted(question.said) if name not in (*ANSWERS, *NEEDLESS)), None)
        if idle is not None:
            option = self._refusals.option(idle)
            raise UsageError(f"{option} does not go with a seeded test: it has no scores, only alerts")
        from bystander.studies.evaluate.passes.study import evaluate_passes

        with progress("reading and evaluating the seeded test"):
            return evaluate_passes(self.passes, record=self._record, **question.options(*ANSWERS))

    def system(self) -> NoReturn:
        """Raise UsageError: two seeded tests are of different passes, and nothing pairs them."""
        raise UsageError("seeded tests cannot be compared; evaluate each")
