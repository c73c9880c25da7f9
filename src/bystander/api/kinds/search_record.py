"""A search record, opened: checked, audited."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any, NoReturn

from bystander.api.kinds.opened import Checked, is_said, rows_in
from bystander.api.options.record import OF_DEPLOYMENTS_ALONE
from bystander.api.question import USUAL
from bystander.api.refusals import READ_ALREADY
from bystander.api.watching import unseen
from bystander.errors import UsageError
from bystander.findings.wording import listed, plural

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from bystander.api.question import Question
    from bystander.api.watching import Progress
    from bystander.evidence.search_record.read import SearchRecord
    from bystander.findings import Study

_OF_DEPLOYMENTS = frozenset(option.name for option in OF_DEPLOYMENTS_ALONE)
_COUNTS = ("searches", "lists_returned", "followed_up", "confirmed", "wrong", "arrests")


class OpenSearchRecord:
    """A search record; ``source``: one that was read, or what :func:`read_search_record` takes, with its options."""

    def __init__(self, source: object, told: Mapping[str, Any]) -> None:
        self._source, self._told = source, {name: value for name, value in told.items() if is_said(value)}

    @cached_property
    def record(self) -> SearchRecord:
        """The record, read."""
        from bystander.evidence.search_record.read import SearchRecord, read_search_record

        other = sorted(_OF_DEPLOYMENTS & self._told.keys())
        if other:
            message = f"--{other[0].replace('_', '-')} is of deployment records, and this is a record of searches"
            raise UsageError(message)
        if not isinstance(self._source, SearchRecord):
            return read_search_record(self._source, **self._told)
        if self._told:
            names = ", ".join(self._told)
            raise UsageError(READ_ALREADY.format(what="the record has", names=names, reader="read_search_record"))
        return self._source

    def check(self, stage: Callable[[str], None] = lambda _: None) -> Checked:
        """Look at it."""
        del stage
        record = self.record
        told = {name: [v for e in record.entries if (v := getattr(e, name)) is not None] for name in _COUNTS}
        lines = [
            f"{record.name}: search record ({record.format})",
            f"  sha256      {record.sha256}",
            rows_in(record.rows_read, record.rows_used, record.rows_refused),
            f"  columns     {listed(sorted(record.columns))}",
            *(f"  {name:<15}{sum(found):>9,} in {plural(len(found), 'row')}" for name, found in told.items() if found),
        ]
        said = f"a search record with {record.rows_used:,} usable rows of {record.rows_read:,}"
        return Checked(lines=lines, said=said, problems=record.problems)

    def evaluate(self, question: Question = USUAL, progress: Progress = unseen) -> Study:
        """Audit it: of a question, only the level is one of records."""
        with progress("reading and auditing the record"):
            return self.audit(level=question.level)

    def audit(self, *, level: float = USUAL.level, crowd: int = 0) -> Study:
        """Say what its counts do and do not support; ``crowd`` is of records of cameras, and not used."""
        from bystander.studies.audit.search_record.study import audit_searches

        del crowd
        return audit_searches(self.record, level=level)

    def system(self) -> NoReturn:
        """Raise UsageError: a record tells of one system, as it was used."""
        raise UsageError("a search record cannot be compared; audit it")
