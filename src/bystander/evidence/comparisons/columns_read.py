"""Which columns of a table were read as what, which were not used, and what that means for the numbers."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from bystander.evidence.checks.check import found_by
from bystander.evidence.checks.ev04_columns import ColumnsRead
from bystander.evidence.checks.order import READ_AS
from bystander.evidence.comparisons.checks.ev110_own_answer import LabelSeen
from bystander.evidence.comparisons.checks.ev112_pooled import PooledSeen
from bystander.evidence.comparisons.checks.order import LABEL, POOLED
from bystander.evidence.comparisons.columns import (
    PEOPLE,
    is_answer,
    is_either,
    roles_in,
    sides_unclear,
    tells_apart,
)
from bystander.evidence.comparisons.label_words import label_in
from bystander.evidence.tables.columns import normal
from bystander.evidence.tables.made_up import marks_made_up

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from numpy.typing import NDArray

    from bystander.errors import Problem
    from bystander.evidence.request import Request
    from bystander.evidence.tables.opened import Opened

_MANY = 100  # values from which on they are not counted
_LOOKED_INTO = 20  # columns not used that are looked into for another label


@dataclass(frozen=True, kw_only=True)
class Headed:
    """What there is to say of a header, and its label where that may be a decision of the system.

    ``told``: headings of roles whose column has another name. ``sides_unclear``: whether the names on both sides are of
    people or of samples is not said. ``score``: the heading of the scores, as it is written.
    """

    problems: Sequence[Problem] = field(default=())
    label: LabelSeen | None = None
    told: Mapping[str, str] = field(default_factory=dict)
    sides_unclear: bool = False
    score: str = "score"

    def after(self, problems: Sequence[Problem]) -> Headed:
        """Return the same with problems that were found before it."""
        return replace(self, problems=[*problems, *self.problems]) if problems else self

    def label_problems(self, mated: NDArray[np.bool_], scores: NDArray[np.floating]) -> list[Problem]:
        """Return what is wrong with a label that may be a decision; ``mated``, ``scores``: where both are known."""
        if self.label is None:
            return []
        return found_by(LABEL, replace(self.label, exact=_by_threshold(mated, scores)))


def headed(table: Opened, places: Mapping[str, int], request: Request) -> Headed:
    """Return how the header of an open table was read; ``places``: role to position.

    Columns of attributes that were asked for, and those that are declared to be something, are used elsewhere.
    """
    header = table.header
    unused = unused_in(header, places, request)
    apart = [at for at in unused if tells_apart(header[at])]
    values = {header[at]: _counted(part.columns[at] for part in table.parts([at])) for at in apart}
    return headed_by(
        header, places, request, values, lambda at: is_label(part.columns[at] for part in table.parts([at]))
    )


def _label(
    header: Sequence[str], places: Mapping[str, int], request: Request, labels: Callable[[int], bool]
) -> LabelSeen | None:
    """Return the label where it may be what the system answered.

    It is not where its words say so, nor where people who are named on both sides do.
    """
    if "mated" not in places or "mated" in request.by_cells or places.keys() >= {*PEOPLE}:
        return None
    heading, declared = header[places["mated"]], "mated" in request.columns
    if not (declared or is_either(heading) or is_answer(heading)):
        return None
    unused = [] if declared else unused_in(header, places, request)
    others = [at for at in unused if not tells_apart(header[at])][:_LOOKED_INTO]
    return LabelSeen(
        name=request.file.name, heading=heading, exact=False, answer=is_answer(heading), either=is_either(heading),
        declared=declared, others=[header[at] for at in others if labels(at)],
    )  # fmt: skip


def is_label(parts: Iterable[Any]) -> bool:
    """Return whether the parts of a column are a label of comparisons by their words, of yes and no or 1 and 0, too."""
    return all(found := [label_in(part) is not None for part in parts if len(part)]) and bool(found)


def labels_in(table: Opened, places: Mapping[str, int], request: Request) -> list[str]:
    """Return the headings of columns without a role that are labels by their words: which one, nobody said."""
    others = unused_in(table.header, places, request)[:_LOOKED_INTO]
    return [table.header[at] for at in others if is_label(part.columns[at] for part in table.parts([at]))]


def headed_by(
    header: Sequence[str],
    places: Mapping[str, int],
    request: Request,
    values: Mapping[str, int],
    labels: Callable[[int], bool],
) -> Headed:
    """Return the same where ``values`` is known: how many values the columns hold that may tell systems apart.

    ``labels``: whether the column at a position is a label by its words.
    """
    undeclared = {role: header[at] for role, at in places.items() if role not in request.columns}
    told = {role: heading for role, heading in undeclared.items() if normal(heading) != role}
    unused = [header[at] for at in unused_in(header, places, request)]
    name, decided = request.file.name, is_either(told.get("mated", "")) and not places.keys() >= {*PEOPLE}
    seen = ColumnsRead(name=name, told=told, unused=unused, decision=decided)
    several = {column: "many" if n > _MANY else f"{n}" for column, n in values.items() if n > 1}
    problems = [*found_by(POOLED, PooledSeen(name=name, values=several)), *found_by(READ_AS, seen)]
    unclear = sides_unclear(roles_in(header, request.columns)) and request.truth is None and not request.subject_from
    own = {role: header[at] for role, at in places.items() if normal(header[at]) != role}
    score = header[places["score"]] if "score" in places else "score"
    return Headed(
        problems=problems, label=_label(header, places, request, labels), told=own, sides_unclear=unclear, score=score
    )


def unused_in(header: Sequence[str], places: Mapping[str, int], request: Request) -> list[int]:
    """Return the positions of columns that nothing is read from."""
    elsewhere = {normal(name) for name in (*request.attributes, *request.columns.values())}
    used = set(places.values())
    others = [at for at, name in enumerate(header) if at not in used and normal(name) and not marks_made_up(name)]
    return [at for at in others if normal(header[at]) not in elsewhere]


def _counted(parts: Iterable[Any]) -> int:
    """Return how many values a column holds, empty cells apart; more than ``_MANY`` are not counted."""
    found: set[object] = set()
    for part in parts:
        found.update(str(value) for value in part.unique().to_pylist() if value is not None and str(value).strip())
        if len(found) > _MANY:
            break
    return len(found)


def _by_threshold(mated: NDArray[np.bool_], scores: NDArray[np.floating]) -> bool:
    """Return whether all mated scores lie on one side of all others, however the scores are turned."""
    finite = np.isfinite(scores)
    same, others = scores[finite & mated], scores[finite & ~mated]
    if not len(same) or not len(others):
        return False
    return bool(same.min() > others.max() or same.max() < others.min())
