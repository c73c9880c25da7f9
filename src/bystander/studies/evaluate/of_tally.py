"""A tally file becomes findings, whichever kind of trial it is of."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from bystander.errors import EvidenceError, UsageError
from bystander.evidence.checks.check import found_by, stop
from bystander.evidence.comparisons.checks.order import OF_SEARCHES
from bystander.evidence.comparisons.inspection import inspection_of, require_usable
from bystander.evidence.searches.checks.ev56_uneven import Compared
from bystander.evidence.searches.checks.ev69_no_empty_list import lists_seen
from bystander.evidence.searches.checks.order import EVEN, LENGTHS_OF_LISTS
from bystander.shards.comparison_counts import Counted
from bystander.shards.files import read_tally, trial_of_tally
from bystander.studies.evaluate.comparisons.study import evaluate_tally
from bystander.studies.evaluate.searches.study import evaluate_searches

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from bystander.evidence.searches.searches import Searches
    from bystander.findings import Study
    from bystander.shards.search_counts import Gathered

ASKED_OF_SEARCHES = {"fpir_targets": "targets of false alerts", "rank": "a rank"}
FIXED = ("accept", "failures")  # of comparisons, when the shards were tallied


def evaluate_stored(file: Path, asked: Mapping[str, Any]) -> Study:
    """Evaluate a tally file.

    ``asked``: options of :func:`bystander.evaluate` that were given. Raises EvidenceError for a file that is no tally
    or whose whole is unusable, UsageError for an option that does not go with it.
    """
    stored = read_tally(file)
    options = dict(asked)
    if isinstance(stored, Counted):
        for name, what in ASKED_OF_SEARCHES.items():
            if options.pop(name, None):
                raise UsageError(f"the tally is of comparisons, and {what} is of searches; tally them with --searches")
        for name in FIXED:
            said, was = options.pop(name, None), getattr(stored.settings, name)
            if said not in {None, was}:
                raise UsageError(f"the shards were tallied with --{name} {was}; to have {said}, tally them again")
        return evaluate_tally(stored, name=file.name, **options)
    if options.pop("targets", None):
        raise UsageError("the tally is of searches; give a rate of false alerts (--target-fpir)")
    options["targets"] = options.pop("fpir_targets", None) or ()
    return evaluate_searches(searches_of_tally(stored, name=file.name), **options)


def searches_of_tally(gathered: Gathered, *, name: str) -> Searches:
    """Return the searches of a tally file as evidence; what was wrong in single shards was told when they were tallied.

    Raises EvidenceError with every problem of the whole.
    """
    wrong = gathered.contradictions(name)
    if wrong:
        raise EvidenceError(name, wrong)
    trial = trial_of_tally(gathered, name=name)
    problems = trial.problems
    if gathered.checks is not None:
        inspection = inspection_of(trial, gathered.checks, OF_SEARCHES)
        require_usable(trial, inspection)
        uneven = found_by(EVEN, Compared.of(name, gathered.compared, gathered.mated, gathered.elsewhere))
        stop(uneven, name)
        others = (p for p in inspection.problems if p not in trial.problems)
        problems = (*trial.problems, *uneven, *others)
    searches = gathered.as_searches(name=name, sha256=trial.sha256)
    # no shard can know of the whole that no list of it is empty
    seen = lists_seen(name, gathered.listed[~gathered.failed], length=searches.length)
    problems = (*problems, *found_by(LENGTHS_OF_LISTS, seen))
    return replace(searches, some_missing=gathered.settings.lists and seen.missing, problems=problems)
