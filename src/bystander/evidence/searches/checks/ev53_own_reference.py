"""EV53: a probe that is its own reference.

The very sample that was searched is on the watchlist. It finds itself with a perfect score, which says nothing about
two different images of one person.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from bystander.errors import Problem
from bystander.evidence.checks.check import Check
from bystander.evidence.checks.where import in_rows
from bystander.findings.wording import plural
from bystander.kernels.distinct import distinct

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bystander.evidence.searches.list_rows import ListRows

CODE = "EV53"


def _itself(name: str, rows: Sequence[int], total: int) -> Problem:
    """Return the problem of candidates that are the searched sample itself."""
    return Problem(
        code=CODE, severity="error",
        found=f"{plural(total, 'candidate')} {'is' if total == 1 else 'are'} the very sample that was searched",
        where=in_rows(name, rows, total, "candidate_id"),
        expected="another image of the person",
        means="a sample compared with itself always matches: the system would look better than it is",
        do="search with samples that are not enrolled, and give their scores",
    )  # fmt: skip


def _of_two_people(name: str, rows: Sequence[int], total: int) -> Problem:
    """Return the problem of samples that belong to two people, as probe and as reference, or as references."""
    return Problem(
        code=CODE, severity="error",
        found=f"{plural(total, 'sample')} {'belongs' if total == 1 else 'belong'} to two different people",
        where=in_rows(name, rows, total), expected="one person a sample, whatever its role",
        means="two subjects share an identifier across roles, or a sample is labelled wrongly",
        do="give samples their own names, or mend the labels",
    )  # fmt: skip


def look(seen: ListRows) -> list[Problem]:
    """Find probes that are their own reference, and samples of two people."""
    if seen.sample is None:
        return []
    problems = []
    own = seen.table.at(np.flatnonzero((seen.sample == seen.search) & (seen.sample >= 0)))
    if own:
        problems.append(_itself(seen.name, own.first, own.total))
    whose = np.concatenate([seen.who, seen.candidate])
    sample = np.concatenate([seen.search, seen.sample])
    named = np.flatnonzero((whose >= 0) & (sample >= 0))
    order = named[np.lexsort((whose[named], sample[named]))]
    other = (sample[order][1:] == sample[order][:-1]) & (whose[order][1:] != whose[order][:-1])
    # rows of one search that name different people are told as that (EV50), not as samples
    both = order[1:][other] % len(seen.search)
    across = seen.table.at(distinct(both[np.isin(sample[order][1:][other], seen.sample)]))
    return [*problems, _of_two_people(seen.name, across.first, across.total)] if across else problems


CHECK = Check(code=CODE, about=__doc__, look=look)
