"""Searches with ground truth, opened: lists of candidates, or every probe of comparisons taken as one search."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

from bystander.api.kinds.comparisons import OF_SEARCHES, OpenComparisons, seen_by
from bystander.api.kinds.opened import Checked, what_it_is
from bystander.api.question import BOTH, USUAL
from bystander.api.refusals import READ_ALREADY
from bystander.api.watching import unseen
from bystander.errors import UsageError
from bystander.findings.wording import one_in, plural

if TYPE_CHECKING:
    from collections.abc import Callable

    from bystander.api.kinds.opened import Told
    from bystander.api.question import Question
    from bystander.api.refusals import Refusals
    from bystander.api.watching import Progress
    from bystander.evidence.comparisons.trial import Trial
    from bystander.evidence.searches.searches import Searches
    from bystander.findings import Study

PASSES = 4  # what is in it, who is searched, the best scores, and who else matters


class OpenSearches:
    """Searches; ``source``: some that were read, or what :func:`bystander.read_searches` takes as its own."""

    def __init__(self, source: object, told: Told, refusals: Refusals) -> None:
        self._source, self._told, self._refusals = source, told, refusals

    @cached_property
    def searches(self) -> Searches:
        """The searches, read."""
        from bystander.evidence.searches.read import read_searches
        from bystander.evidence.searches.searches import Searches

        if not isinstance(self._source, Searches):
            return read_searches(self._source, **self._told.every)
        if self._told.every:
            names = ", ".join(self._told.every)
            raise UsageError(READ_ALREADY.format(what="the searches have", names=names, reader="read_searches"))
        return self._source

    def check(self, stage: Callable[[str], None] = lambda _: None) -> Checked:
        """Look at it."""
        del stage
        found = self.searches
        mated = int(found.mated.sum())
        return Checked(
            lines=described(found),
            said=f"{mated:,} searches of people on a watchlist and {len(found) - mated:,} of people who are not",
            problems=found.problems,
        )

    def evaluate(self, question: Question = USUAL, progress: Progress = unseen) -> Study:
        """Answer a question."""
        self._refuse(question)
        with progress("reading and evaluating the searches"):
            return self._study(self.searches, question)

    def system(self) -> Searches:
        """Return it as one of the systems of a comparison."""
        return self.searches

    def _refuse(self, question: Question) -> None:
        if question.asks("targets"):
            raise UsageError(self._refusals.of_comparisons.format(option=self._refusals.option("targets")))

    def _study(self, searches: Searches, question: Question) -> Study:
        from bystander.studies.evaluate.searches.study import evaluate_searches

        return evaluate_searches(searches, targets=question.fpir_targets, **question.options(*BOTH, "rank"))


class SearchesOfComparisons(OpenSearches):
    """Every probe of comparisons as one search; ``source``: as for comparisons."""

    @cached_property
    def searches(self) -> Searches:
        """The searches, made of the comparisons as they are read."""
        return self._made(self._trial())

    def evaluate(self, question: Question = USUAL, progress: Progress = unseen) -> Study:
        """Answer a question; the comparisons are gone through several times."""
        self._refuse(question)
        with progress("reading the trial"):
            trial = self._trial()
        with progress("evaluating", unit="rows") as watch:
            watch.expect(PASSES * trial.rows_used)
            return self._study(self._made(seen_by(watch, trial)), question)

    def _trial(self) -> Trial:
        return OpenComparisons(self._source, self._told.without(*self._own), self._refusals).trial.as_searches_need_it()

    def _made(self, trial: Trial) -> Searches:
        from bystander.evidence.searches.read import read_searches

        return read_searches(trial, **self._own)

    @property
    def _own(self) -> dict[str, Any]:
        """What was declared of the searches, and not of the comparisons that they are made of."""
        from bystander.evidence.searches.read import LEAVE_MATE_OUT

        declared = self._told.declared
        own = {*OF_SEARCHES, *(["non_mated"] if str(declared.get("non_mated")) == LEAVE_MATE_OUT else [])}
        return {name: value for name, value in declared.items() if name in own}


def described(searches: Searches, *, what: str = "searches with ground truth") -> list[str]:
    """Say what a trial of searches is, and which rates it can support."""
    mated = int(searches.mated.sum())
    others = mated - searches.alone if searches.left_out else len(searches) - mated
    size = "size not recorded" if searches.watchlist is None else plural(searches.watchlist, "person", "people")
    length = "all references" if searches.length is None else plural(searches.length, "candidate")
    lines = [
        *what_it_is(searches, what),
        f"  watchlist   {size}",
        f"  lists       {length} a search",
        f"  mated       {plural(mated, 'search', 'searches')}",
        f"  non-mated   {plural(len(searches) - mated, 'search', 'searches')}",
    ]
    if searches.failed.any():
        lines.append(f"  failures    {plural(int(searches.failed.sum()), 'search', 'searches')}")
    lines += ["", "What it can support:"]
    if searches.left_out and searches.alone:
        lines.insert(-2, f"  alone       {plural(searches.alone, 'search', 'searches')} met only their own person")
    for rate, n, hint in (
        ("false alerts (FPIR)", others, "no search of anybody not enrolled; --non-mated leave-mate-out makes some"),
        ("people not found (FNIR)", mated, "no search of anybody enrolled"),
    ):
        smallest = (
            f"the smallest that can be seen is {one_in(1 / n)}" if n else f"not estimable, because there is {hint}"
        )
        lines.append(f"  {rate}: {smallest}")
    return lines
