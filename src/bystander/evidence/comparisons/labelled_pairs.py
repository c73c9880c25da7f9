"""People who are not named, from labels of pairs of samples in the table itself."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bystander.evidence.checks.check import found_by
from bystander.evidence.comparisons.assemble import to_flags
from bystander.evidence.comparisons.checks.order import CHAINS
from bystander.evidence.comparisons.mated_chains import people_in_chains
from bystander.evidence.comparisons.reading import ChainsSeen
from bystander.evidence.people.codes import encoded

if TYPE_CHECKING:
    from collections.abc import Mapping

    import numpy as np
    from numpy.typing import NDArray

    from bystander.errors import Problem

_SUBJECTS, _SAMPLES = ("probe_subject", "reference_subject"), ("probe_id", "reference_id")


def is_labelled_pairs(columns: Mapping[str, Any]) -> bool:
    """Return whether columns name the samples of each comparison and label it, and name nobody."""
    return all(role in columns for role in ("mated", *_SAMPLES)) and not any(role in columns for role in _SUBJECTS)


def people_in_pairs(
    columns: Mapping[str, Any], name: str
) -> tuple[tuple[NDArray[np.int32], NDArray[np.int32], int], list[Problem]]:
    """Return the subject codes of both sides of labelled pairs, how many people they are, and what there is to say."""
    codes, (probe, reference) = encoded([columns[role] for role in _SAMPLES])
    mated = to_flags(columns["mated"])
    chains = people_in_chains(codes.size, probe, reference, probe[mated], reference[mated])
    seen = ChainsSeen(name=name, people=chains.size, samples=chains.samples, alone=chains.alone)
    return (chains.probe, chains.reference, chains.size), found_by(CHAINS, seen)
