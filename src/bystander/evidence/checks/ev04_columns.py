"""EV04: the columns of a table cannot be told.

A table of comparisons needs a score, and for each side the person (``probe_subject``,
``reference_subject``). Known other names are accepted; a name that comes close is pointed at, never
guessed, because a column taken for another gives numbers that look right. A table without a header is
recognised by numbers in its first row. Names under ``probe`` and ``reference`` beside the people are those
of samples where each belongs to one person and people have several; that is told, and of a shard asked.
What a system decided is no score: the message says how the errors of decisions alone are counted.
Objects within a row, as JSON has them, are columns called by their path; a list of objects is asked about.
Lines above a header that have fewer cells than the table, and rows that repeat the header, are passed over and told.
No column is shown by what is written in it: without a header those would be identifiers.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bystander.errors import Problem
from bystander.evidence.checks.check import Check
from bystander.evidence.checks.where import in_rows
from bystander.findings.wording import count, listed, plural

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from bystander.evidence.tables.columns import Column, Resolved
    from bystander.evidence.tables.head import Head
    from bystander.evidence.tables.header_seen import HeaderSeen

CODE = "EV04"
_SHOWN, _LONGEST = 8, 40  # headings that are named, and the characters of each
_PEOPLE = {"probe_subject", "reference_subject"}  # a label stands for both
_ONE_WORD = re.compile(r"[\w.+\-]+")  # a heading that no shell takes for something else
_NAMES = ("probe", "reference", "subject")  # how roles begin that name whom or what was compared


@dataclass(frozen=True, kw_only=True)
class ColumnsRead:
    """Headings of a table: those of other names that have a role (``told``, by role), and those that have none.

    ``decision``: the ground truth is a column whose name may mean what the system decided.
    """

    name: str
    told: Mapping[str, str]
    unused: Sequence[str] = ()
    decision: bool = False


def missing(
    name: str, resolved: Resolved, width: int, *, table: Sequence[Column], decided: tuple[int, str] | None = None,
    labels: Sequence[str] = (),
) -> Problem:  # fmt: skip
    """Return the problem of a header that lacks needed columns, with "did you mean" where a name comes close.

    ``decided``: place and heading of a column of what the system decided, which stands where the score should.
    ``labels``: headings of columns that may be the label.
    """
    absent = [c for c in table if c.required and c.name not in resolved.positions]
    near = [f"column {resolved.near[c.name] + 1} for {c.name}" for c in absent if c.name in resolved.near]
    known = "; ".join(f"{c.name} (or {', '.join(c.aliases[:4])}, ...)" for c in absent)
    means = "the columns have names that are not known"
    do = "rename the columns in row 1, or say which is which with --column ROLE=NAME"
    if near:
        means = f"did you mean {listed(near)}? The name comes close"
    elif decided and [c.name for c in absent] == ["score"]:
        means = f"by its name column {decided[0] + 1} is what the system decided, which does not tell how alike two are"
        do = (
            "export the scores. For the errors of these decisions alone, write 1 for a match and 0 for none, and "
            f"give --column score={shown(decided[1])} --threshold 0.5"
        )
    elif resolved.has("score") and {c.name for c in absent} == _PEOPLE:
        do = labelled_by(labels) + (
            "rename the columns in row 1, or say which is which with --column ROLE=NAME"
            if labels
            else "if a column says of each comparison whether it is of one person, say which with --column mated=NAME. "
            "Otherwise rename the columns in row 1, or say which is which with --column ROLE=NAME"
        )
    elif len(set(resolved.positions.values())) == width:
        means = "every column is something else by its name, so what is missing is not in this table"
        do = "export the table with what is missing; if a column is that after all, say so with --column ROLE=NAME"
    return Problem(
        code=CODE, severity="error", found=f"no column for {listed([c.name for c in absent])}", where=f"{name}, row 1",
        expected=known, got=f"{count(width)} columns, {len(resolved.positions)} of them known", means=means, do=do,
    )  # fmt: skip


def lists_within(name: str, columns: Sequence[str]) -> Problem:
    """Return the problem of a table whose rows hold lists of objects."""
    headings = listed([shown(column) for column in columns[:_SHOWN]])
    return Problem(
        code=CODE, severity="error", found="lists of objects within the rows",
        where=f"{name}, {'column' if len(columns) == 1 else 'columns'} {headings}",
        expected="a row for each comparison, or for each candidate, with values alone",
        means="a row stands for as many comparisons as its list has objects, and which goes with which is not said",
        do="write a row for each object of the list, with what stands beside the list repeated. Objects that are in no "
        'list are read: {"probe": {"subject": ...}} has a column probe.subject',
    )  # fmt: skip


def twice(name: str, role: str, positions: Sequence[int], header: Sequence[str] = ()) -> Problem:
    """Return the problem of two columns that could both play a role; ``header``: the headings, where they are known."""
    called = f", called {listed([shown(header[p]) for p in positions[:_SHOWN]])}" if header else ""
    return Problem(
        code=CODE,
        severity="error",
        found=f"{len(positions)} columns could each be the {role}",
        where=f"{name}, columns {listed([str(p + 1) for p in positions])}{called}",
        expected=f"one column for {role}",
        means="a joined table often holds a column twice, or scores of several systems side by side",
        do=f"say which one to use with --column {role}=NAME, or remove the others",
    )


def several_scores(name: str, columns: Sequence[str]) -> Problem:
    """Return the problem of several columns of numbers, none of which is called the score."""
    shown = [*columns[:_SHOWN], *(["others"] if len(columns) > _SHOWN else [])]
    return Problem(
        code=CODE,
        severity="error",
        found=f"{len(columns)} columns could each be the score: {listed(shown)}",
        where=f"{name}, row 1",
        expected="one column for score",
        means="scores of several systems stand side by side; to take one of them would be a guess",
        do="say which one with --column score=NAME; compare takes several of them, --column score=FIRST,SECOND",
    )


def _no_header(name: str, width: int) -> Problem:
    """Return the problem of a table whose first row is data."""
    return Problem(
        code=CODE,
        severity="error",
        found="the table has no header: its first row looks like data",
        where=f"{name}, row 1",
        expected="column names, such as probe_subject,reference_subject,score",
        got=f"{width} columns with a number among them",
        means="without names nobody can tell the person from the sample, or the probe from the reference",
        do="put a row with the column names above the data, or give the pairs of one person with --truth",
    )


def _read_as(seen: ColumnsRead) -> Problem:
    """Return the note of which columns were taken for what, and which were not used."""
    told = [f"{shown(heading)} as {role}" for role, heading in seen.told.items()]
    unused = [shown(heading) for heading in seen.unused[:_SHOWN]]
    if len(seen.unused) > _SHOWN:
        unused.append(f"{count(len(seen.unused) - _SHOWN)} more")
    said = [f"read {listed(told)}"] if told else []
    said += [f"not used: {listed(unused)}"] if unused else []
    if unused and "mated" in seen.told and not any(role.startswith(_NAMES) for role in seen.told):
        return _nobody_named(seen, listed(unused))
    return Problem(
        code=CODE,
        severity="note",
        found="; ".join(said),
        where=f"{seen.name}, row 1",
        means="columns are told by their names",
        do="nothing, if that is so; otherwise say which is which with --column ROLE=NAME",
        needed=False,
        told=bool(seen.unused),
    )


def _nobody_named(seen: ColumnsRead, unused: str) -> Problem:
    """Return the warning of columns that may name the people or images whom nothing else names."""
    return Problem(
        code=CODE,
        severity="warning",
        found=f"nothing names people or images, and columns were not used: {unused}",
        where=f"{seen.name}, row 1",
        means="if any of them names whom or what was compared, the ranges are too narrow without it",
        do="name them with --column, such as --column probe_id=NAME --column reference_id=NAME, if they do",
        leads=True,
    )


def _decided(seen: ColumnsRead) -> Problem:
    """Return the warning of ground truth that may be what the system decided."""
    return Problem(
        code=CODE,
        severity="warning",
        found=f"the ground truth was read from a column called {shown(seen.told.get('mated', ''))}",
        where=f"{seen.name}, row 1",
        expected="a label that was made without the system",
        means="if that is what the system decided, these rates compare it with itself and say nothing about its errors",
        do=f"if it is ground truth, say so with {declaring('mated', seen.told.get('mated', ''))}",
        leads=True,
        voids=True,
    )


def told_by_words(name: str, heading: str) -> Problem:
    """Return the note that a column was taken for the label because of its words, and not of its name."""
    return Problem(
        code=CODE, severity="note", found=f"read {shown(heading)} as mated, as its words are those of a label",
        where=f"{name}, row 1", means="its name does not say so", needed=False, told=True,
        do="nothing, if that is so; otherwise say which column it is with --column mated=NAME",
    )  # fmt: skip


def lines_above(name: str, rows: Sequence[int]) -> Problem:
    """Return the note that lines above the header were passed over."""
    many = len(rows) > 1
    return Problem(
        code=CODE, severity="note",
        found=f"{plural(len(rows), 'line')} above the header {'were' if many else 'was'} passed over",
        where=in_rows(name, rows), means="the header is the first line with as many cells as the rows below it",
        do="nothing, if a title or settings stand there", needed=False, told=True,
    )  # fmt: skip


def header_again(name: str, rows: Sequence[int]) -> Problem:
    """Return the note that rows that repeat the header were passed over."""
    many = len(rows) > 1
    return Problem(
        code=CODE, severity="note",
        found=f"{plural(len(rows), 'row')} that {'repeat' if many else 'repeats'} the header "
        f"{'were' if many else 'was'} passed over",
        where=in_rows(name, rows), means="files were put together, or a table was cut into pages",
        do="nothing, if nothing is missing between them", needed=False, told=True,
    )  # fmt: skip


def told_by_people(name: str, headings: Mapping[str, str]) -> Problem:
    """Return the note that columns were taken for names of samples because of the people beside them."""
    told = [f"{shown(heading)} as {role}" for role, heading in headings.items()]
    return Problem(
        code=CODE, severity="note",
        found=f"read {listed(told)}, as each name there belongs to one person, and people have several",
        where=f"{name}, row 1", means="the headings do not say so", needed=False, told=True,
        do="nothing, if these are images or recordings; otherwise give the columns other headings",
    )  # fmt: skip


def untold_by_a_shard(name: str, headings: Mapping[str, str]) -> Problem:
    """Return the problem of columns that may name samples in a shard, of which other shards have other rows."""
    declared = " ".join(f"--column {role}={shown(heading)}" for role, heading in headings.items())
    return Problem(
        code=CODE, severity="error",
        found=f"{listed([shown(heading) for heading in headings.values()])} may name images or not",
        where=f"{name}, row 1", expected="headings that say so, such as probe_id",
        means="only the rows of the whole trial tell, and each shard might be read otherwise",
        do=f"if they are images or recordings say {declared}; otherwise leave the columns out of every shard",
    )  # fmt: skip


def right_unread(name: str, heading: str) -> Problem:
    """Return the warning of a column of a seeded test that may say which alerts were right, and is not read."""
    return Problem(
        code=CODE, severity="warning",
        found=f"column {shown(heading)} is not read, and may say whether an alert named the right person",
        where=f"{name}, row 1", expected="every alert judged that the record judges",
        means="it says yes to alerts alone, and no to some: if those were of somebody else, too many count as noticed",
        do=f"say so with --column right={shown(heading)!r}; if it says something else, leave it out of the file",
    )  # fmt: skip


def shown(text: str) -> str:
    """Return a heading as messages have it: on one line, and cut where it is long."""
    plain = " ".join(text.split())
    return plain if len(plain) <= _LONGEST else f"{plain[:_LONGEST]}..."


def declaring(role: str, heading: str) -> str:
    """Return the option that says which column plays a role, as the command line has it."""
    plain = " ".join(shown(heading).replace("'", " ").split())  # names are compared without marks
    return f"--column {role}={plain}" if _ONE_WORD.fullmatch(plain) else f"--column {role}='{plain}'"


def labelled_by(labels: Sequence[str]) -> str:
    """Say how a column is taken for the label that may be one; nothing where none may."""
    if not labels:
        return ""
    named = " or ".join(declaring("mated", label) for label in labels[:_SHOWN])
    which = f"{listed([shown(label) for label in labels[:_SHOWN]])} may say which comparisons are of one person"
    return f"{which}. If it does, and the system did not decide it, say so: {named}. Otherwise "


def look_at_columns(seen: ColumnsRead) -> list[Problem]:
    """Tell how the columns of a table were read, where their names do not say it."""
    found = [_decided(seen)] if seen.decision else []
    return [*found, _read_as(seen)] if seen.told or seen.unused else found


def look(seen: HeaderSeen) -> list[Problem]:
    """Find columns that are there twice, or missing."""
    problems = [twice(seen.name, role, places, seen.header) for role, places in seen.resolved.twice.items()]
    if not seen.complete:
        problems.append(
            missing(seen.name, seen.resolved, seen.width, table=seen.table, decided=seen.decided, labels=seen.labels)
        )
    return problems


def look_at_first_line(head: Head) -> list[Problem]:
    """Find a table whose first line cannot be a header."""
    return [] if head.has_header else [_no_header(head.path.name, head.width)]


CHECK = Check(code=CODE, about=__doc__, look=look)
HEADED, READ_AS = CHECK.on(look_at_first_line), CHECK.on(look_at_columns)
