"""Who is in the samples that name the sides of a matrix: told by true pairs, by trials with labels, or by names."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from bystander.errors import EvidenceError
from bystander.evidence.checks.check import found_by, stop
from bystander.evidence.checks.where import Rows
from bystander.evidence.comparisons.checks import ev66_people as ev66
from bystander.evidence.comparisons.checks.ev65_trials import TrialsSeen
from bystander.evidence.comparisons.checks.order import CHAINS, COVER, READING, TRIALS
from bystander.evidence.comparisons.mated_chains import people_in_chains
from bystander.evidence.comparisons.matrix_trials import CodedTrials
from bystander.evidence.comparisons.reading import ChainsSeen, PairsSeen, Reading
from bystander.evidence.comparisons.subject_names import people_named
from bystander.evidence.comparisons.trial_labels import read_labels
from bystander.evidence.comparisons.true_pairs import people_by_pairs
from bystander.evidence.comparisons.who_is_in_each import who_told
from bystander.evidence.people.codes import codes_of
from bystander.evidence.people.of_samples import OfSamples

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from bystander.errors import Problem
    from bystander.evidence.comparisons.trial_labels import TrialLabels
    from bystander.evidence.people.codes import Codes
    from bystander.evidence.people.pseudonyms import Names
    from bystander.evidence.request import Request

    Subjects = NDArray[np.int32]
    Flags = NDArray[np.bool_]


@dataclass(frozen=True, kw_only=True)
class Samples:
    """The samples that name the ``rows`` and ``columns`` of a matrix, pyarrow arrays.

    ``empty``: its cells that hold no comparison, or None. ``name``: what messages call it.
    """

    name: str
    rows: Any
    columns: Any
    empty: Flags | None = None


@dataclass(frozen=True, kw_only=True)
class SidesOf:
    """People of the rows and columns of a matrix of samples.

    ``probe``, ``reference``: subject codes 0 ... size-1. ``names``: what they stand for, None where they have no names.
    ``chained``: what tells them by their samples, where they follow from pairs. ``unlisted``: cells with a score and
    without ground truth, which are left out; None: none.
    """

    probe: Subjects
    reference: Subjects
    size: int
    names: Names | None = None
    chained: OfSamples | None = None
    unlisted: Flags | None = None
    problems: Sequence[Problem] = field(default=())


def sides_of(samples: Samples, request: Request) -> SidesOf:
    """Return who is in the samples of both sides.

    Raises EvidenceError where it is not told of all of them, or contradicts itself.
    """
    name = samples.name
    named = _by_names(samples, request.subject_from) if request.subject_from else None
    if request.truth is None:
        assert named is not None  # noqa: S101 - one of the two is given
        return named
    who = who_told(request.truth, samples.rows, samples.columns, name)
    trials = None if who is not None else read_labels(request.truth)
    if trials is not None:
        return _by_trials(samples, trials, request.truth.name, named)
    if named is not None:
        raise EvidenceError(name, [ev66.told_twice(name)])
    if who is not None:
        return replace(_of_people(name, [who.probe, who.reference]), problems=[who.note])
    probe, reference, chained, problems = people_by_pairs(
        request.truth, samples.rows, samples.columns, name, grid=True
    )  # fmt: skip
    return SidesOf(probe=probe, reference=reference, size=chained.size, chained=chained, problems=problems)


def _by_names(samples: Samples, pattern: str) -> SidesOf:
    name = samples.name
    sides = [people_named(side, pattern) for side in (samples.rows, samples.columns)]
    problems = []
    for side, what in zip(sides, ("row", "column"), strict=True):
        missed = np.flatnonzero(np.asarray(side.is_null()))
        if len(missed):
            places = Rows((missed[:6] + 1).tolist(), len(missed))
            problems.append(ev66.not_in_pattern(name, places, f"the identifiers of the {what}s"))
    if problems:
        raise EvidenceError(name, problems)
    return _of_people(name, sides)


def _of_people(name: str, sides: Sequence[Any]) -> SidesOf:
    codes = codes_of(sides, people=True, name=name)
    probe, reference = (codes.encode(side) for side in sides)
    return SidesOf(probe=probe, reference=reference, size=codes.size, names=codes)


def _by_trials(samples: Samples, trials: TrialLabels, file: str, named: SidesOf | None) -> SidesOf:
    """Give every cell the label of its trial, in whichever order that names the two samples."""
    name = samples.name
    codes = codes_of([samples.rows, samples.columns, trials.first, trials.second])
    coded = CodedTrials(
        size=codes.size, rows=codes.encode(samples.rows), columns=codes.encode(samples.columns),
        first=codes.encode(trials.first), second=codes.encode(trials.second), label=trials.label,
    )  # fmt: skip
    cells = coded.cells(samples.empty)
    if (cells.label < 0).all():
        raise EvidenceError(name, found_by(COVER, PairsSeen(file=file, listed=len(trials.label), covered=0)))
    told = named or _chained(coded, codes, name)
    denied = _rows(trials, coded.denied(told.probe, told.reference))
    unlisted = cells.unlisted(samples.empty)
    seen = TrialsSeen(
        name=name, file=file, unlisted=Rows((), int(unlisted.sum())), unscored=_rows(trials, ~cells.scored),
        conflicting=_rows(trials, cells.conflicting),
    )  # fmt: skip
    odd = Reading(name=file, contradicted=denied) if named is None else Reading(name=file, disagreeing=denied)
    problems = [*found_by(TRIALS, seen), *found_by(READING, odd)]
    stop(problems, name)
    return SidesOf(
        probe=told.probe, reference=told.reference, size=told.size, names=told.names, chained=told.chained,
        unlisted=unlisted if unlisted.any() else None, problems=[*problems, *told.problems],
    )  # fmt: skip


def _chained(coded: CodedTrials, codes: Codes, name: str) -> SidesOf:
    mated = coded.label > 0
    chains = people_in_chains(coded.size, coded.rows, coded.columns, coded.first[mated], coded.second[mated])
    seen = ChainsSeen(name=name, people=chains.size, samples=chains.samples, alone=chains.alone)
    return SidesOf(
        probe=chains.probe, reference=chains.reference, size=chains.size,
        chained=OfSamples(codes, chains.of_name, chains.size), problems=found_by(CHAINS, seen),
    )  # fmt: skip


def _rows(trials: TrialLabels, which: Flags) -> Rows:
    at = np.flatnonzero(which)
    return Rows([int(row) + trials.first_row for row in at[:6]], len(at))
