"""What a careful reader gets from a piece of evidence: counts, a refusal, or no answer where the documents leave it open.

Written from the documents and not from the code: columns by docs/reference/columns.md, what is refused by
docs/reference/checks.md (EV04 to EV11, EV14, EV15, EV22, EV28, EV64, EV65).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from benchmarks.mutations.people_of import joined
from benchmarks.mutations.strict import Refused, Unsure, is_number, number, records_in, table_in, text_in

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from benchmarks.mutations.sheet import Case, Written

_ROLES: Mapping[str, tuple[str, ...]] = {
    "probe_subject": ("probe_subject", "id1"), "reference_subject": ("reference_subject", "id2"),
    "score": ("score", "similarity", "cosine"), "probe_id": ("probe_id", "img1"),
    "reference_id": ("reference_id", "img2"), "mated": ("label", "same", "y_true"),
}  # fmt: skip
_SEARCHES = ("search", "subject", "rank", "candidate_subject", "score")
_YES = {"1", "true", "target", "genuine", "yes"}
_NO = {"0", "false", "nontarget", "impostor", "no", "-1"}
_NOBODY = {"?", "unknown", "unk", "na", "nan", "n/a", "none", "null", "-1"}  # words that may mean that nobody knows


@dataclass(frozen=True, kw_only=True)
class Counts:
    """Rows or cells of the evidence, those that are refused, and comparisons or searches of either kind.

    ``people``: in what is used, None where nobody is named or it is not compared.
    """

    rows: int
    refused: int
    mated: int
    non_mated: int
    people: int | None = None


@dataclass(frozen=True)
class Pair:
    """One comparison: names of either side, "" where there is none, its score, and whether it is mated."""

    first: str
    second: str
    score: float | None
    mated: bool | None


def expected(case: Case) -> Counts:
    """Return what is in the evidence. Raises Refused, or Unsure."""
    try:
        return _OF_KIND[case.kind](case)
    except Refused:
        if case.kind != "lists" and any(_has_another_delimiter(file) for file in case.files):
            raise Unsure("another delimiter parts the lines evenly") from None
        raise


def _has_another_delimiter(file: Written) -> bool:
    """Return whether the delimiter that a file was made with parts its lines unevenly, and another one evenly."""
    if file.delimiter == "{" or file.damaged:
        return False
    lines = [line for line in re.split("\r\n|\r|\n", text_in(file)) if line.strip()]
    even = {mark: {len(line.split(None if mark == " " else mark)) for line in lines} for mark in ",;\t| "}
    others = [widths for mark, widths in even.items() if mark != file.delimiter]
    return len(even[file.delimiter]) > 1 and any(len(widths) == 1 and widths != {1} for widths in others)


def _plain(name: str) -> str:
    return re.sub(r"[\s.\-]+", "_", name.strip().strip("\ufeff").casefold())


def _places(header: Sequence[str]) -> dict[str, int]:
    found: dict[str, int] = {}
    for at, name in enumerate(header):
        role = next((role for role, names in _ROLES.items() if _plain(name) in names), None)
        if role in found:
            raise Refused("a column twice")
        if role:
            found[role] = at
    return found


def _flag(cell: str) -> bool | None:
    word = _word(cell)
    if word in _YES:
        return True
    if word in _NO:
        return False
    if word:
        raise Refused("a label that is neither yes nor no")
    return None


def _flags(cells: Sequence[str]) -> list[bool | None]:
    said = [_flag(cell) for cell in cells]
    if {"0", "-1"} <= set(cells):
        raise Refused("a label of three values")
    return said


def _named(cell: str) -> str:
    if cell.casefold() in _NOBODY:
        raise Unsure("a name that may mean nobody")
    return cell


def _comparisons(case: Case) -> Counts:
    header, rows = table_in(case.file())
    return _of_table(header, rows)


def _of_table(header: Sequence[str], rows: Sequence[Sequence[str]]) -> Counts:
    at = _places(header)
    people, samples = {"probe_subject", "reference_subject"} <= {*at}, {"probe_id", "reference_id"} <= {*at}
    if "score" not in at or not (people or "mated" in at):
        raise Refused("columns that are missing")
    scores = [number(row[at["score"]]) for row in rows]
    labels = _flags([row[at["mated"]] for row in rows]) if "mated" in at else [None] * len(rows)
    if people:
        sides = [(_named(row[at["probe_subject"]]), _named(row[at["reference_subject"]])) for row in rows]
        if samples:
            _samples(rows, at, sides)
        pairs = [Pair(a, b, s, a == b if a and b else None) for (a, b), s in zip(sides, scores, strict=True)]
        return _of_pairs(pairs, len(rows))
    if samples:
        names = [(row[at["probe_id"]], row[at["reference_id"]]) for row in rows]
        pairs = [Pair(a, b, s, said) for (a, b), s, said in zip(names, scores, labels, strict=True)]
        return _of_chains(pairs)
    return _unnamed(scores, labels)


def _unnamed(scores: Sequence[float | None], labels: Sequence[bool | None]) -> Counts:
    used = [(s, said) for s, said in zip(scores, labels, strict=True) if said is not None]
    if any(s is None for s, _ in used):
        raise Refused("a score that is missing")
    mated = sum(bool(said) for _, said in used)
    return Counts(rows=len(scores), refused=len(scores) - len(used), mated=mated, non_mated=len(used) - mated)


def _samples(rows: Sequence[Sequence[str]], at: Mapping[str, int], sides: Sequence[tuple[str, str]]) -> None:
    """Raise Unsure where samples are not told apart as they were made: each once, on one side."""
    named = [(row[at["probe_id"]], row[at["reference_id"]]) for row in rows]
    if not all(a and b for a, b in named) or not all(a and b for a, b in sides):
        raise Unsure("samples or people without a name")
    both = [name for pair in named for name in pair]
    if len(set(both)) < len(both):
        raise Unsure("samples twice")


def _of_pairs(pairs: Sequence[Pair], rows: int) -> Counts:
    used = [pair for pair in pairs if pair.mated is not None and pair.first and pair.second]
    if any(pair.score is None for pair in used):
        raise Refused("a score that is missing")
    mated = sum(bool(pair.mated) for pair in used)
    who = {name for pair in used for name in (pair.first, pair.second)}
    return Counts(rows=rows, refused=rows - len(used), mated=mated, non_mated=len(used) - mated, people=len(who))


def _of_chains(pairs: Sequence[Pair], links: Sequence[tuple[str, str]] | None = None) -> Counts:
    """Count pairs of samples whose people follow from mated pairs, or from links that are given."""
    given = [(p.first, p.second) for p in pairs if p.mated] if links is None else links
    person = joined([name for p in pairs for name in (p.first, p.second)], given)
    scores: dict[tuple[str, str], float | None] = {}
    used = []
    for p in pairs:
        if p.mated is None or not (p.first and p.second) or p.first == p.second:
            continue
        if p.mated != (person[p.first] == person[p.second]):
            raise Refused("a label that others contradict")
        if (p.first, p.second) in scores:
            if scores[p.first, p.second] != p.score:
                raise Refused("a pair twice, with two scores")
            continue
        scores[p.first, p.second] = p.score
        used.append(p)
    if any(p.score is None for p in used):
        raise Refused("a score that is missing")
    mated = sum(bool(p.mated) for p in used)
    who = {person[name] for p in used for name in (p.first, p.second)}
    return Counts(
        rows=len(pairs), refused=len(pairs) - len(used), mated=mated, non_mated=len(used) - mated, people=len(who)
    )


def _verification(case: Case) -> Counts:
    _, rows = table_in(case.file())
    width, columns = len(rows[0]), list(zip(*rows, strict=True))
    labels = [at for at, cells in enumerate(columns) if _is_label(cells)]
    scores = [at for at, cells in enumerate(columns) if at not in labels and all(map(is_number, cells))]
    if len(labels) != 1:
        raise Refused("no column that is the label, or several")
    if len(scores) > 1:
        raise Unsure("several columns of numbers")
    names = [at for at in range(width) if at != labels[0] and at not in scores]
    if not scores or len(names) not in {0, 2}:
        raise Refused("columns of which it is not told what they are")
    said, numbers = _flags(columns[labels[0]]), [number(cell) for cell in columns[scores[0]]]
    if not names:
        return _unnamed(numbers, said)
    return _of_chains([
        Pair(a, b, s, label)
        for a, b, s, label in zip(columns[names[0]], columns[names[1]], numbers, said, strict=True)
    ])  # fmt: skip


def _is_label(cells: Sequence[str]) -> bool:
    words = {_word(cell) for cell in cells if cell}
    return len(words) == 2 and len(words & _YES) == 1 and len(words & _NO) == 1


def _word(cell: str) -> str:
    return cell if cell == "-1" else re.sub(r"[\s_\-]+", "", cell.casefold()).removesuffix(".0")


def _trials(case: Case) -> Counts:
    _, rows = table_in(case.file())
    _, listed = table_in(case.file("truth"))
    columns = list(zip(*listed, strict=True))
    labels = [at for at, cells in enumerate(columns) if _is_label(cells)]
    if len(rows[0]) != 3 or len(columns) != 3 or len(labels) != 1:
        raise Refused("not two names and a label, or two names and a score")
    one, two = (at for at in range(3) if at != labels[0])
    label = {}
    for a, b, said in zip(columns[one], columns[two], _flags(columns[labels[0]]), strict=True):
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
    return _of_chains(pairs, [pair for pair, said in label.items() if said])


def _true_pairs(case: Case) -> Counts:
    _, rows = table_in(case.file())
    _, listed = table_in(case.file("truth"))
    if len(rows[0]) != 3 or len(listed[0]) != 2 or not all(is_number(row[2]) for row in rows):
        raise Unsure("not two names and a score, or not two names")
    links = [(row[0], row[1]) for row in listed]
    person = joined([name for row in (*rows, *listed) for name in row[:2]], links)
    pairs = [Pair(row[0], row[1], number(row[2]), person[row[0]] == person[row[1]]) for row in rows]
    return _of_chains(pairs, links)


def _lists(case: Case) -> Counts:
    kinds = []
    for part in ("main", "second"):
        lines = [line.strip() for line in re.split("\r\n|\r|\n", text_in(case.file(part))) if line.strip()]  # type: ignore[arg-type]
        if any('"' in line.strip('"') or line.count('"') not in {0, 2} for line in lines):
            raise Refused("quotation marks")
        cells = [line.strip('"').strip() for line in lines]
        if any("\t" in cell for cell in cells):
            raise Refused("several columns")
        if cells and re.match(r"#|n/?a\b|null|none", cells[0].casefold()):
            raise Unsure("a remark or a gap above a list")
        header = int(bool(cells) and re.match(r"[^\W\d_]", cells[0]) is not None)
        values = [number(cell) for cell in cells[header:]]
        kinds.append([value for value in values if value is not None])
    if not all(kinds):
        raise Refused("a list without a score")
    return Counts(rows=len(kinds[0]) + len(kinds[1]), refused=0, mated=len(kinds[0]), non_mated=len(kinds[1]))


def _histograms(case: Case) -> Counts:
    sums = []
    for part in ("main", "second"):
        if re.match("\\s*[#%]", text_in(case.file(part))):  # type: ignore[arg-type]
            raise Unsure("a remark above a list")
        records = [row[:2] if not any(row[2:]) else row for row in records_in(case.file(part))]  # type: ignore[arg-type]
        if any(len(row) != 2 for row in records):
            raise Refused("not a score and a count")
        header = int(not any(re.search("[0-9]", cell) for cell in records[0]))
        counts = [(number(a), number(b)) for a, b in records[header:]]
        if not counts or any(a is None or b is None or b < 0 or b % 1 for a, b in counts):
            raise Refused("a count that is none")
        sums.append(int(sum(b or 0 for _, b in counts)))
    return Counts(rows=sum(sums), refused=0, mated=sums[0], non_mated=sums[1])


def _matrix(case: Case) -> Counts:
    header, rows = table_in(case.file())
    down, across = [row[0] for row in rows], header[1:]
    if not all(down) or not all(across):
        raise Refused("a row or column without a name")
    cells = [
        (a, b, number(cell)) for a, row in zip(down, rows, strict=True) for b, cell in zip(across, row[1:], strict=True)
    ]
    if any(name.casefold() in _NOBODY for name in (*down, *across)):
        raise Unsure("a name that may mean nobody")
    if down == across and (len(set(down)) < len(down) or len(down) < 4):
        raise Unsure("a square of repeated names")
    used = [(a, b) for a, b, value in cells if value is not None]
    mated = sum(a == b for a, b in used)
    return Counts(
        rows=len(cells), refused=len(cells) - len(used), mated=mated, non_mated=len(used) - mated,
        people=len({name for pair in used for name in pair}),
    )  # fmt: skip


def _bob(case: Case) -> Counts:
    _, rows = table_in(case.file())
    width = len(rows[0])
    if width not in {4, 5}:
        raise Refused("not four or five columns")
    if sum(is_number(row[-1]) for row in rows) * 2 < len(rows):
        raise Unsure("the score is not the last column")
    if any(all(is_number(row[at]) for row in rows) for at in range(width - 1)) or _is_label([r[1] for r in rows]):
        raise Unsure("several columns of numbers")
    scores = [number(row[-1]) for row in rows]
    names = [(row[0], row[2 if width == 5 else 1]) for row in rows]
    samples = [(row[-2], row[1]) if width == 5 else (row[-2], "") for row in rows]
    if len({s for s, _ in samples}) < len(rows) or (
        width == 5 and len({s for pair in samples for s in pair}) < 2 * len(rows)
    ):
        raise Unsure("samples twice")
    pairs = [Pair(_named(a), _named(b), s, a == b) for (a, b), s in zip(names, scores, strict=True)]
    return _of_pairs(pairs, len(rows))


def _candidates(case: Case) -> Counts:
    header, rows = table_in(case.file())
    places = [_plain(name) for name in header]
    if any(places.count(name) != 1 for name in _SEARCHES):
        raise Refused("a column that is missing, or twice")
    at = {name: places.index(name) for name in _SEARCHES}
    if any(row[at["subject"]].casefold() in _NOBODY for row in rows):
        raise Unsure("a name that may mean nobody")
    for row in rows:
        number(row[at["rank"]])
        if number(row[at["score"]]) is None and row[at["candidate_subject"]]:
            raise Refused("a candidate without a score")
        if row[at["score"]] and not row[at["candidate_subject"]]:
            raise Refused("a score of nobody")
        if not row[at["search"]]:
            raise Unsure("a search without a name")
    subjects: dict[str, set[str]] = {}
    for row in rows:
        subjects.setdefault(row[at["search"]], set()).add(row[at["subject"]])
    if any(len(found) > 1 for found in subjects.values()):
        raise Refused("a search of two people")
    ranks = [(row[at["search"]], row[at["rank"]]) for row in rows if row[at["candidate_subject"]]]
    if len(set(ranks)) < len(ranks):
        raise Refused("a rank twice")
    mated = sum(found != {""} for found in subjects.values())
    return Counts(rows=len(rows), refused=0, mated=mated, non_mated=len(subjects) - mated)


def _nist(case: Case) -> Counts:
    header, rows = table_in(case.file())
    head, told = table_in(case.file("subjects"))
    if [_plain(name) for name in header[:6]] != [
        "searchid",
        "candidaterank",
        "searchretcode",
        "isassigned",
        "templateid",
        "score",
    ]:
        raise Refused("not a candidate log")
    if [_plain(name) for name in head] != ["id", "subject"]:
        raise Unsure("not the file of subjects that was made")
    of: dict[str, str] = {}
    for one, person in told:
        if of.setdefault(one, person) != person:
            raise Refused("somebody twice")
    ranks = [(row[0], row[1]) for row in rows if row[3] == "1"]
    if len(set(ranks)) < len(ranks):
        raise Refused("a rank twice")
    searches: dict[str, None] = {}
    enrolled = {person for one, person in told if not any(one == row[0] for row in rows)}
    for row in rows:
        number(row[2]), number(row[3])
        searches[row[0]] = None
        if row[3] == "1" and (row[4] not in of or number(row[5]) is None):
            raise Refused("a template of nobody, or without a score")
    if any(one not in of for one in searches) or {"", "unknown"} & {*of.values()}:
        raise Unsure("a search of nobody knows whom")
    mated = sum(of[one] in enrolled for one in searches)
    return Counts(rows=len(rows), refused=0, mated=mated, non_mated=len(searches) - mated)


def _people(case: Case) -> Counts:
    header, rows = table_in(case.file("people"))
    names = [_plain(name) for name in header]
    if names.count("subject") != 1 or names.count("sex") != 1:
        raise Refused("no column of people, or of what they are, or several")
    said: dict[str, str] = {}
    for row in rows:
        who, value = row[names.index("subject")], row[names.index("sex")]
        if who and value and said.setdefault(who, value) != value:
            raise Refused("somebody who is two things")
    return _comparisons(case)


def _json_lines(case: Case) -> Counts:
    from benchmarks.mutations.strict_json import objects_in

    header, rows = objects_in(text_in(case.file()))
    return _of_table(header, rows)


_OF_KIND: Mapping[str, Callable[[Case], Counts]] = {
    "comparisons": _comparisons, "labels": _comparisons, "labelled images": _comparisons, "verification": _verification,
    "trials": _trials, "true pairs": _true_pairs, "lists": _lists, "histograms": _histograms, "matrix": _matrix,
    "bob": _bob, "candidates": _candidates, "nist": _nist, "json lines": _json_lines, "people": _people,
}  # fmt: skip
