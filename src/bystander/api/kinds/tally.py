"""A tally file, opened: counts of a trial of comparisons or of searches, under pseudonyms."""

from __future__ import annotations

from typing import TYPE_CHECKING, NoReturn

from bystander.api.kinds import comparisons, searches
from bystander.api.kinds.opened import Checked
from bystander.api.question import USUAL
from bystander.api.refusals import NO_GROUPS, NOT_COMPARED
from bystander.api.watching import unseen
from bystander.errors import UsageError
from bystander.findings.wording import plural

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from bystander.api.kinds.opened import Told
    from bystander.api.question import Question
    from bystander.api.refusals import Refusals
    from bystander.api.watching import Progress
    from bystander.findings import Study


class OpenTally:
    """A tally; what the evidence is was settled when its shards were tallied."""

    def __init__(self, file: Path, told: Told, refusals: Refusals) -> None:
        self._file, self._told, self._refusals = file, told, refusals

    def check(self, stage: Callable[[str], None] = lambda _: None) -> Checked:
        """Look at it."""
        from bystander.shards.comparison_counts import Counted
        from bystander.shards.files import read_tally
        from bystander.studies.evaluate.comparisons.study import whole_of_tally
        from bystander.studies.evaluate.of_tally import searches_of_tally

        del stage
        stored = read_tally(self._file)
        shards = f"made of {plural(len(stored.shards), 'shard')}; evidence about single people, under keyed pseudonyms"
        if isinstance(stored, Counted):
            trial, found = whole_of_tally(stored, name=self._file.name)
            lines = comparisons.described(trial, found, what="comparisons under pseudonyms")
            return Checked(
                lines=[*lines, "", *comparisons.supported(found), "", shards], said="", problems=found.problems
            )
        gathered = searches_of_tally(stored, name=self._file.name)
        lines = searches.described(gathered, what="searches under pseudonyms")
        return Checked(lines=[*lines, "", shards], said="", problems=gathered.problems)

    def evaluate(self, question: Question = USUAL, progress: Progress = unseen) -> Study:
        """Answer a question, as far as it was not settled before."""
        from bystander.studies.evaluate.of_tally import evaluate_stored

        del progress
        if self._told.of_people or "small_cell" in question.said:
            raise UsageError(NO_GROUPS)
        if self._told.declared:
            option = self._refusals.option(min(self._told.declared))
            raise UsageError(self._refusals.settled.format(option=option))
        return evaluate_stored(self._file, question.options(*(question.said - {"threads"})))

    def system(self) -> NoReturn:
        """Raise UsageError."""
        raise UsageError(NOT_COMPARED.format(name=self._file.name))
