"""Who is who in a table whose subjects are not given: from true pairs, labelled trials, labels of its own, or names."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa

from bystander.errors import EvidenceError
from bystander.evidence.checks.check import found_by, stop
from bystander.evidence.comparisons.assemble import to_flags
from bystander.evidence.comparisons.checks import ev66_people as ev66
from bystander.evidence.comparisons.checks.ev65_trials import TrialsSeen
from bystander.evidence.comparisons.checks.order import CHAINS, COVER, TRIALS
from bystander.evidence.comparisons.mated_chains import Chains, people_in_chains
from bystander.evidence.comparisons.reading import ChainsSeen, PairsSeen
from bystander.evidence.comparisons.subject_names import with_subjects
from bystander.evidence.comparisons.trial_labels import match, read_labels
from bystander.evidence.comparisons.true_pairs import people_by_pairs
from bystander.evidence.comparisons.who_is_in_each import who_told
from bystander.evidence.people.codes import codes_of, encoded
from bystander.evidence.people.of_samples import OfSamples

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from bystander.errors import Problem
    from bystander.evidence.comparisons.trial_labels import TrialLabels
    from bystander.evidence.people.codes import Codes
    from bystander.evidence.request import Request
    from bystander.evidence.tables.table_columns import TableColumns

_SAMPLES = ("probe_id", "reference_id")
_SUBJECTS = ("probe_subject", "reference_subject")


@dataclass(frozen=True, kw_only=True)
class Truth:
    """The columns of a table by role, with what is told of their people.

    ``people``: subject codes of both sides and what tells them, None where they are columns, or nobody is named.
    ``chained``: they follow from labels, which must not contradict them. ``unlisted``: rows without ground truth that
    are left out, None where there are none. ``problems``: what was found on the way.
    """

    columns: dict[str, Any]
    people: tuple[NDArray[np.int32], NDArray[np.int32], OfSamples] | None = None
    chained: bool = False
    unlisted: NDArray[np.bool_] | None = None
    problems: Sequence[Problem] = field(default=())


def truth_of(read: TableColumns[str], columns: dict[str, Any], request: Request, name: str) -> Truth:
    """Return what is told of the people of a table. ``read``: the table as it came; ``columns``: typed, by role.

    Raises EvidenceError where what tells it cannot be read or contradicts itself.
    """
    if request.subject_from:
        columns = with_subjects(columns, request.subject_from, name, read)
    samples = all(role in columns for role in _SAMPLES)
    named = all(role in columns for role in _SUBJECTS)
    if request.truth is not None:
        probe, reference = (columns[role] for role in _SAMPLES)
        if (who := who_told(request.truth, probe, reference, name)) is not None:
            if request.subject_from:
                raise EvidenceError(name, [ev66.told_twice(name)])
            subjects = dict(zip(_SUBJECTS, (who.probe, who.reference), strict=True))
            return Truth(columns={**columns, **subjects}, problems=[who.note])
        trials = read_labels(request.truth)
        if trials is not None:
            return _labelled(read, columns, trials, request.truth.name, name)
        first, second, told, found = people_by_pairs(request.truth, probe, reference, name)
        return Truth(columns=columns, people=(first, second, told), problems=found)
    if "mated" in columns and samples and not named:
        codes, (probe, reference) = encoded([columns[role] for role in _SAMPLES])
        mated = to_flags(columns["mated"])
        chains = people_in_chains(codes.size, probe, reference, probe[mated], reference[mated])
        return _chained(columns, chains, codes, name)
    return Truth(columns=columns)


def _chained(
    columns: dict[str, Any], chains: Chains, codes: Codes, name: str, unlisted: NDArray[np.bool_] | None = None
) -> Truth:
    seen = ChainsSeen(name=name, people=chains.size, samples=chains.samples, alone=chains.alone)
    people = (chains.probe, chains.reference, OfSamples(codes, chains.of_name, chains.size))
    return Truth(
        columns=columns, people=people, chained=True, unlisted=unlisted, problems=found_by(CHAINS, seen)
    )  # fmt: skip


def _labelled(read: TableColumns[str], columns: dict[str, Any], trials: TrialLabels, file: str, name: str) -> Truth:
    """Give every score the label of its trial."""
    sides = [columns[role] for role in _SAMPLES]
    codes = codes_of([*sides, trials.first, trials.second])
    probe, reference = (codes.encode(side) for side in sides)
    found = match(trials, codes, probe, reference)
    unlisted = found.label < 0
    if unlisted.all():
        raise EvidenceError(name, found_by(COVER, PairsSeen(file=file, listed=len(trials.label), covered=0)))
    seen = TrialsSeen(
        name=name, file=file, unlisted=read.at(np.flatnonzero(unlisted)), unscored=found.unscored,
        conflicting=found.conflicting,
    )  # fmt: skip
    problems = found_by(TRIALS, seen)
    stop(problems, name)
    labelled = {**columns, "mated": pa.chunked_array([pa.array(found.label > 0)])}
    left_out = unlisted if unlisted.any() else None
    if all(role in columns for role in _SUBJECTS):
        return Truth(columns=labelled, unlisted=left_out, problems=problems)
    joined = trials.label > 0
    first, second = codes.encode(trials.first)[joined], codes.encode(trials.second)[joined]
    chains = people_in_chains(codes.size, probe, reference, first, second)
    made = _chained(labelled, chains, codes, name, left_out)
    return Truth(
        columns=labelled, people=made.people, chained=True, unlisted=left_out, problems=[*problems, *made.problems]
    )  # fmt: skip
