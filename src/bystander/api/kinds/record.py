"""A deployment record, opened: checked, audited."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any, NoReturn

from bystander.api.kinds.opened import Checked, is_said, rows_in
from bystander.api.question import USUAL
from bystander.api.refusals import READ_ALREADY
from bystander.api.watching import unseen
from bystander.errors import UsageError
from bystander.findings.wording import listed, plural

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from bystander.api.question import Question
    from bystander.api.watching import Progress
    from bystander.evidence.record.record import Record
    from bystander.findings import Study

CROWD = 60_000  # people that natural frequencies are told for
_COUNTS = (
    ("deployments", "deployments"),
    ("faces_seen", "faces_seen"),
    ("alerts", "alerts"),
    ("true_alerts", "right"),
    ("false_alerts", "wrong"),
    ("stops", "stops"),
    ("true_stops", "right_stops"),
    ("false_stops", "wrong_stops"),
    ("arrests", "arrests"),
)  # fmt: skip; what is added up, by its column, and the field of an entry that holds it


class OpenRecord:
    """A record; ``source``: one that was read, or what :func:`bystander.read_record` takes, with what is ``told``.

    ``crowd``: people that natural frequencies are told for, where nothing else is said.
    """

    def __init__(self, source: object, told: Mapping[str, Any] | None = None, *, crowd: int = CROWD) -> None:
        self._source, self._told = source, {name: value for name, value in (told or {}).items() if is_said(value)}
        self._crowd = crowd

    @cached_property
    def record(self) -> Record:
        """The record, read."""
        from bystander.evidence.record.record import Record, read_record

        if not isinstance(self._source, Record):
            return read_record(self._source, **self._told)
        if self._told:
            names = ", ".join(self._told)
            raise UsageError(READ_ALREADY.format(what="the record has", names=names, reader="read_record"))
        return self._source

    def check(self, stage: Callable[[str], None] = lambda _: None) -> Checked:
        """Look at it."""
        del stage
        record = self.record
        told = {name: [v for e in record.entries if (v := getattr(e, field)) is not None] for name, field in _COUNTS}
        unread = [f"  not read    {listed([*record.unread])}"] if record.unread else []
        lines = [
            f"{record.name}: deployment record ({record.format})",
            f"  sha256      {record.sha256}",
            rows_in(record.rows_read, record.rows_used, record.rows_refused),
            f"  columns     {listed(sorted(record.columns))}",
            *unread,
            *(f"  {name:<15}{sum(found):>13,} in {plural(len(found), 'row')}" for name, found in told.items() if found),
        ]
        said = f"a deployment record with {record.rows_used:,} usable rows of {record.rows_read:,}"
        return Checked(lines=lines, said=said, problems=record.problems)

    def evaluate(self, question: Question = USUAL, progress: Progress = unseen) -> Study:
        """Audit it: of a question, only the level is one of records."""
        with progress("reading and auditing the record"):
            return self.audit(level=question.level)

    def audit(self, *, level: float = USUAL.level, crowd: int | None = None) -> Study:
        """Say what its counts do and do not support."""
        from bystander.studies.audit.study import audit

        return audit(self.record, level=level, crowd=self._crowd if crowd is None else crowd)

    def system(self) -> NoReturn:
        """Raise UsageError: a record tells of one system, as it was used."""
        raise UsageError("a deployment record cannot be compared; audit it")
