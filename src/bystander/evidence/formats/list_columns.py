"""What the columns of a list without a header are, told by what is in them.

The score is the column of numbers that are not all 0, 1 and -1. The label is a column of exactly two words that call a
comparison mated or not. The names are what is left. Where that is not the only way to read the list, it is a stop.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pyarrow.compute as pc

from bystander.errors import EvidenceError
from bystander.evidence.checks.check import stop
from bystander.evidence.comparisons.checks import ev64_lists as ev64
from bystander.evidence.comparisons.checks.ev67_attacks import of_attacks
from bystander.evidence.comparisons.label_words import has_attacks, label_in
from bystander.evidence.tables.columns_of_text import read_layout
from bystander.evidence.tables.flags import plain
from bystander.evidence.tables.head import is_number
from bystander.evidence.tables.rejects import Layout
from bystander.evidence.tables.table_columns import TableColumns
from bystander.findings.wording import listed

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from bystander.evidence.request import Request
    from bystander.evidence.tables.columns import Kind
    from bystander.evidence.tables.head import Head

BOB = ("reference_subject", "probe_subject", "probe_id", "score")
_PAIR = ("reference_id", "probe_id")
_PEOPLE = ("reference_subject", "probe_subject")
_FLAGS = {"0", "1", "-1"}
_CALLED = {
    "reference_id": "the reference", "probe_id": "the probe", "mated": "the label", "score": "the score",
    "reference_subject": "the person of the reference", "probe_subject": "the person of the probe", "": "not used",
}  # fmt: skip


@dataclass(frozen=True)
class ListLayout:
    """The role of every column of a list, "" where it has none."""

    roles: tuple[str, ...]

    @property
    def bob(self) -> bool:
        """Return whether it is a score file of Bob."""
        return self.roles == BOB

    @property
    def form(self) -> str:
        """Return the layout as the first line of a description has it."""
        if self.bob:
            return f"Bob score file, {len(self.roles)} columns"
        return "verification list: " + ", ".join(_CALLED[role].removeprefix("the ") for role in self.roles)

    def columns(self) -> str:
        """Return what each column is."""
        return listed([f"column {at} {_CALLED[role]}" for at, role in enumerate(self.roles, 1)])

    def words(self) -> str:
        """Return the layout and what each column is."""
        return f"{'a score file of Bob' if self.bob else 'a verification list'}: {self.columns()}"


@dataclass(frozen=True)
class ReadList:
    """A list, its columns by role."""

    layout: ListLayout
    columns: TableColumns[str]


def read_list(head: Head, request: Request) -> ReadList:
    """Return a list with the roles of its columns. Raises EvidenceError where they cannot be told."""
    name = request.file.name
    score = _score(head, request)
    found = _columns(head, request, score)
    others = {at: found.columns[at] for at in range(head.width) if at != score}
    if any(has_attacks(column) for column in others.values()):
        raise EvidenceError(name, [of_attacks(name)])
    said = {at: told for at, column in others.items() if (told := label_in(column)) is not None}
    if len(said) > 1:
        raise EvidenceError(name, [ev64.undecided(name, f"{len(said)} columns could each be the label")])
    names = [at for at in others if at not in said]
    label = next(iter(said), None)
    flags = None if label is None else said[label].flags()
    roles = _roles(head, request, names, label)
    if label is not None and len(names) == len(_PAIR):
        same = pc.equal(*(others[at].cast("string") for at in names))
        if pc.any(same).as_py():
            roles = _of_equal_names(name, roles, same, flags)
    placed = {**roles, score: "score", **({} if label is None else {label: "mated"})}
    layout = ListLayout(tuple(placed.get(at, "") for at in range(head.width)))
    columns = {role: found.columns[at] for at, role in roles.items()} | {"score": found.columns[score]}
    if flags is not None:
        columns["mated"] = flags
    return ReadList(layout, TableColumns(columns=columns, first_row=1, rows=found.rows, problems=found.problems))


def _roles(head: Head, request: Request, names: Sequence[int], label: int | None) -> Mapping[int, str]:
    """Return the roles of the columns that are names, in their order."""
    name = request.file.name
    if label is not None and request.truth is not None:
        got = "the list has labels of its own, and --truth gives others"
        raise EvidenceError(name, [ev64.undecided(name, got, do="leave --truth out, or give scores without labels")])
    if len(names) == len(_PAIR):
        if label is None and request.truth is None and not request.subject_from:
            raise EvidenceError(name, [ev64.no_labels(name)])
        return dict(zip(names, _PAIR, strict=True))
    if label is None and len(names) == len(_PAIR) + 1 and request.truth is None and not request.subject_from:
        if head.delimiter in " \t" and max(names) < head.width - 1:
            return dict(zip(names, BOB[:-1], strict=True))
        names = []
    if label is None:
        got = f"{head.width} columns, of which none has two words that call comparisons mated and non-mated"
        raise EvidenceError(name, [ev64.undecided(name, got)])
    return {}


def _of_equal_names(name: str, roles: Mapping[int, str], same: Any, flags: Any) -> Mapping[int, str]:  # noqa: ANN401 - pyarrow
    """Return the roles where some rows have one name twice: those of people, where the labels say just that.

    Raises EvidenceError where a name and itself are called non-mated.
    """
    if pc.all(pc.equal(same, flags)).as_py():
        return dict(zip(roles, _PEOPLE, strict=True))
    if pc.any(pc.and_(same, pc.invert(flags))).as_py():
        got = "a column of two label words, and rows whose two names are equal and whose label is non-mated"
        do = f"{ev64.HEADER}; if it is a score file of Bob (claimed_id real_id probe_label score), give --format bob"
        raise EvidenceError(name, [ev64.undecided(name, got, do=do)])
    return roles


def _score(head: Head, request: Request) -> int:
    """Return the position of the score, told from the first lines."""
    name = request.file.name
    rows = [row for row in head.cells if len(row) == head.width]
    numbers = [at for at in range(head.width) if is_number(head.cells[0][at]) and _most(rows, at)]
    if len(numbers) == 1:
        if label_in(_columns(head, request, None).columns[numbers[0]]) is not None:
            raise EvidenceError(name, [ev64.no_scores(name)])
        return numbers[0]
    likely = _likely(head, rows, numbers)
    if len(likely) != 1:
        got = f"{len(likely)} columns that could be the score" if likely else "no column of scores"
        raise EvidenceError(name, [ev64.undecided(name, got)])
    return likely[0]


def _likely(head: Head, rows: Sequence[Sequence[str]], numbers: Sequence[int]) -> list[int]:
    """Return which of several columns of numbers could be the score."""
    last = head.width - 1
    flags = [at for at in numbers if {plain(row[at]) for row in rows} <= _FLAGS]
    parts = [at for at in numbers if any(not row[at].strip().lstrip("+-").isdecimal() for row in rows)]
    others = [at for at in numbers if at not in flags]
    if any(at in parts for at in others):
        return [at for at in others if at in parts]
    # identifiers may be whole numbers; a score that is one as well, or only 1.0 and 0.0, is told by its place, the last
    if last in others or (last in parts and {0, 1} <= set(numbers)):
        return [last]
    return others


def _most(rows: Sequence[Sequence[str]], at: int) -> bool:
    return 2 * sum(is_number(row[at]) for row in rows) > len(rows)


def _columns(head: Head, request: Request, score: int | None) -> TableColumns[int]:
    """Return all columns, as text but for the score. Raises EvidenceError for rows and cells that cannot be read."""
    kinds: dict[int, Kind] = {at: "number" if at == score else "text" for at in range(head.width)}
    labels = {at: "score" if at == score else f"{at + 1}" for at in kinds}
    layout = Layout(delimiter=head.delimiter, width=head.width, kinds=kinds, labels=labels, header_rows=0)
    found = read_layout(request.file, layout)
    stop(found.problems, request.file.name)
    return found
