"""Comparisons by the documents: tables with a header, lists without one, and what goes with them in another file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from benchmarks.mutations.counts import (
    Counts,
    Pair,
    flags,
    is_label,
    joined,
    named,
    of_chains,
    of_pairs,
    plain,
    unnamed,
)
from benchmarks.mutations.strict import Refused, Unsure, is_number, number, table_in, text_in
from benchmarks.mutations.strict_json import objects_in

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from benchmarks.mutations.sheet import Case

_ROLES: Mapping[str, tuple[str, ...]] = {
    "probe_subject": ("probe_subject", "id1"), "reference_subject": ("reference_subject", "id2"),
    "score": ("score", "similarity", "cosine"), "probe_id": ("probe_id", "img1"),
    "reference_id": ("reference_id", "img2"), "mated": ("label", "same", "y_true"),
}  # fmt: skip


def comparisons(case: Case) -> Counts:
    """Count a table of comparisons that has a header."""
    header, rows = table_in(case.file())
    return _of_table(header, rows)


def _of_table(header: Sequence[str], rows: Sequence[Sequence[str]]) -> Counts:
    at = _places(header)
    people, samples = {"probe_subject", "reference_subject"} <= {*at}, {"probe_id", "reference_id"} <= {*at}
    if "score" not in at or not (people or "mated" in at):
        raise Refused("columns that are missing")
    scores = [number(row[at["score"]]) for row in rows]
    labels = flags([row[at["mated"]] for row in rows]) if "mated" in at else [None] * len(rows)
    if people:
        sides = [(named(row[at["probe_subject"]]), named(row[at["reference_subject"]])) for row in rows]
        if samples:
            _samples(rows, at, sides)
        pairs = [Pair(a, b, s, a == b if a and b else None) for (a, b), s in zip(sides, scores, strict=True)]
        return of_pairs(pairs, len(rows))
    if samples:
        names = [(row[at["probe_id"]], row[at["reference_id"]]) for row in rows]
        pairs = [Pair(a, b, s, said) for (a, b), s, said in zip(names, scores, labels, strict=True)]
        return of_chains(pairs)
    return unnamed(scores, labels)


def _places(header: Sequence[str]) -> dict[str, int]:
    found: dict[str, int] = {}
    for at, name in enumerate(header):
        role = next((role for role, names in _ROLES.items() if plain(name) in names), None)
        if role in found:
            raise Refused("a column twice")
        if role:
            found[role] = at
    return found


def _samples(rows: Sequence[Sequence[str]], at: Mapping[str, int], sides: Sequence[tuple[str, str]]) -> None:
    """Raise Unsure where samples are not told apart as they were made: each once, on one side."""
    named = [(row[at["probe_id"]], row[at["reference_id"]]) for row in rows]
    if not all(a and b for a, b in named) or not all(a and b for a, b in sides):
        raise Unsure("samples or people without a name")
    both = [name for pair in named for name in pair]
    if len(set(both)) < len(both):
        raise Unsure("samples twice")


def verification(case: Case) -> Counts:
    """Count a list without a header: two names, a label and a score, or the last two alone."""
    _, rows = table_in(case.file())
    width, columns = len(rows[0]), list(zip(*rows, strict=True))
    labels = [at for at, cells in enumerate(columns) if is_label(cells)]
    scores = [at for at, cells in enumerate(columns) if at not in labels and all(map(is_number, cells))]
    if len(labels) != 1:
        raise Refused("no column that is the label, or several")
    if len(scores) > 1:
        raise Unsure("several columns of numbers")
    names = [at for at in range(width) if at != labels[0] and at not in scores]
    if not scores or len(names) not in {0, 2}:
        raise Refused("columns of which it is not told what they are")
    said, numbers = flags(columns[labels[0]]), [number(cell) for cell in columns[scores[0]]]
    if not names:
        return unnamed(numbers, said)
    return of_chains([
        Pair(a, b, s, label)
        for a, b, s, label in zip(columns[names[0]], columns[names[1]], numbers, said, strict=True)
    ])  # fmt: skip


def trials(case: Case) -> Counts:
    """Count scores of pairs whose labels are in a list of trials."""
    _, rows = table_in(case.file())
    _, listed = table_in(case.file("truth"))
    columns = list(zip(*listed, strict=True))
    labels = [at for at, cells in enumerate(columns) if is_label(cells)]
    if len(rows[0]) != 3 or len(columns) != 3 or len(labels) != 1:
        raise Refused("not two names and a label, or two names and a score")
    one, two = (at for at in range(3) if at != labels[0])
    label: dict[tuple[str, str], bool | None] = {}
    for a, b, said in zip(columns[one], columns[two], flags(columns[labels[0]]), strict=True):
        if label.setdefault((a, b), said) != said:
            raise Refused("a trial with two labels")
    if any((b, a) in label for a, b in label if a != b):
        raise Unsure("a trial in both directions")
    pairs = []
    for cells in rows:
        if not is_number(cells[2]):
            raise Unsure("the score is not the last column")
        both = cells[0], cells[1]
        pairs.append(Pair(*both, number(cells[2]), label.get(both, label.get(both[::-1]))))
    if all(p.mated is None for p in pairs):
        raise Refused("no trial of these scores")
    return of_chains(pairs, [pair for pair, said in label.items() if said])


def true_pairs(case: Case) -> Counts:
    """Count scores of pairs beside the pairs of one person."""
    _, rows = table_in(case.file())
    _, listed = table_in(case.file("truth"))
    if len(rows[0]) != 3 or len(listed[0]) != 2 or not all(is_number(row[2]) for row in rows):
        raise Unsure("not two names and a score, or not two names")
    links = [(row[0], row[1]) for row in listed]
    if not {name for row in rows for name in row[:2]} & {name for link in links for name in link}:
        raise Refused("true pairs of other samples")
    person = joined([name for row in (*rows, *listed) for name in row[:2]], links)
    pairs = [Pair(row[0], row[1], number(row[2]), person[row[0]] == person[row[1]]) for row in rows]
    return of_chains(pairs, links)


def bob(case: Case) -> Counts:
    """Count a score file of Bob."""
    _, rows = table_in(case.file())
    width = len(rows[0])
    if width not in {4, 5}:
        raise Refused("not four or five columns")
    if sum(is_number(row[-1]) for row in rows) * 2 < len(rows):
        raise Unsure("the score is not the last column")
    if any(all(is_number(row[at]) and "." in row[at] for row in rows) for at in range(width - 1)):
        raise Unsure("several columns of numbers")
    if any(is_label([row[at] for row in rows]) for at in range(width)):
        raise Unsure("a column that may be a label")
    scores = [number(row[-1]) for row in rows]
    names = [(row[0], row[2 if width == 5 else 1]) for row in rows]
    samples = [(row[-2], row[1]) if width == 5 else (row[-2], "") for row in rows]
    if len({s for s, _ in samples}) < len(rows) or (
        width == 5 and len({s for pair in samples for s in pair}) < 2 * len(rows)
    ):
        raise Unsure("samples twice")
    pairs = [Pair(named(a), named(b), s, a == b) for (a, b), s in zip(names, scores, strict=True)]
    return of_pairs(pairs, len(rows))


def people(case: Case) -> Counts:
    """Count comparisons beside a table of what their people are recorded as."""
    header, rows = table_in(case.file("people"))
    names = [plain(name) for name in header]
    if names.count("subject") != 1 or names.count("sex") != 1:
        raise Refused("no column of people, or of what they are, or several")
    said: dict[str, str] = {}
    for row in rows:
        who, value = row[names.index("subject")], row[names.index("sex")]
        if who and value and said.setdefault(who, value) != value:
            raise Refused("somebody who is two things")
    return comparisons(case)


def json_lines(case: Case) -> Counts:
    """Count comparisons in JSON lines."""
    header, rows = objects_in(text_in(case.file()))
    return _of_table(header, rows)
