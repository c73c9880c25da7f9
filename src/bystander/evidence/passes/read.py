"""Reading a seeded operational test: the one door through which passes of volunteers come in."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bystander.errors import EvidenceError, UsageError
from bystander.evidence.checks import ev55_groups as ev55
from bystander.evidence.checks.check import found_by, require, stop
from bystander.evidence.checks.ev02_nothing_in_it import Count
from bystander.evidence.checks.ev04_columns import ColumnsRead
from bystander.evidence.checks.order import HEADED, HEADER, IS_TEXT, READ_AS
from bystander.evidence.checks.order import ROWS as SOME_ROWS
from bystander.evidence.passes.cells import rows_of
from bystander.evidence.passes.checks.order import ROWS
from bystander.evidence.passes.columns import TABLES, kinds_of, layout_of, wide_places
from bystander.evidence.passes.header import fits
from bystander.evidence.passes.made import made_of
from bystander.evidence.passes.recorded import GROUP, Asked
from bystander.evidence.passes.unread import unread_flags
from bystander.evidence.passes.wide import melted
from bystander.evidence.people.groups import doubtful
from bystander.evidence.provenance import sha256_of
from bystander.evidence.tables.arrow_hash import hash_of
from bystander.evidence.tables.columns import column_of, normal, resolve
from bystander.evidence.tables.encoding import text_as_declared
from bystander.evidence.tables.header_seen import HeaderSeen
from bystander.evidence.tables.made_up import marks_made_up
from bystander.evidence.tables.open_table import open_table
from bystander.evidence.tables.opened import ArrowTable, TextTable, WorkbookTable

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from bystander.evidence.passes.columns import Layout
    from bystander.evidence.passes.passes import Passes
    from bystander.evidence.tables.opened import Opened

BLANK = ("no", "unknown")
UNITS = ("", "search", "passage")
_LAYOUTS = {"passes": "a row a pass", "counts": "a row a volunteer, counted", "wide": "a column a pass"}
_IN_MEMORY = "table in memory"

_ALONE = frozenset({"passes", "alerts"})  # roles of a row a volunteer, with counts


@text_as_declared
def read_passes(
    source: object,
    *,
    columns: Mapping[str, str] | None = None,
    sheet: str = "",
    encoding: str = "",
    by: str | Sequence[str] = (),
    people: object = None,
    cluster: str = "",
    blank: str = "",
    unit: str = "",
) -> Passes:
    """Read a seeded operational test: volunteers who are on the watchlist pass the cameras.

    ``source``: a path (text, Parquet, a workbook), or what speaks Arrow: a row a pass, a row a volunteer with counts,
    or a column a pass. ``columns``, ``sheet``, ``encoding``, ``by``, ``people``, ``cluster``: as for ``read_trial``; an
    attribute is a column of its own name. ``blank``: what an empty cell means where it has to be known: "no" (no
    alert, no face found), or "unknown", whose rows are left out. ``unit``: where a pass was before several cameras, "passage"
    makes one trial of it (an alert of any camera is one), and "search" one of what each camera saw.

    Rows without a volunteer are left out and counted. Raises EvidenceError with every problem, UsageError for an
    unusable option.
    """  # noqa: E501
    del encoding  # the decorator has it
    if blank and blank not in BLANK:
        message = f"an empty cell means one of {', '.join(BLANK)}, not {blank!r}"
        raise UsageError(message)
    if unit not in UNITS:
        message = f"one trial of a seeded test is a passage, or what one camera saw of it (search), not {unit!r}"
        raise UsageError(message)
    asked, mapping = Asked.of(by, people, cluster), dict(columns or {})
    _refuse_roles(mapping, asked)
    given = Path(source) if isinstance(source, (str, Path)) else source
    table = open_table(given, sheet=sheet, fits=fits(mapping))
    if isinstance(table, TextTable):
        require(IS_TEXT, table.head, table.name)
        require(HEADED, table.head, table.name)
        require(SOME_ROWS, Count(table.name, len(table.head.cells) - 1), table.name)
    if isinstance(table, WorkbookTable):
        require(SOME_ROWS, Count(table.name, table.table.num_rows), table.name)
    layout: Layout = layout_of(table.header, mapping) or ("counts" if _ALONE & mapping.keys() else "passes")
    places, own = _places(table, layout, mapping, asked)
    read = table.read(places, {**kinds_of(layout), **dict.fromkeys(own, "text")})
    sha256 = sha256_of([given]) if isinstance(given, Path) else hash_of(dict(read.columns))
    if layout == "wide":
        read = melted(read, own)
    rows = rows_of(read, layout, name=table.name, blank=blank, unit=unit)
    doubtful_columns = unread_flags(table, layout, places)
    problems = [*_noted(table, layout, places, mapping), *doubtful_columns, *read.problems, *found_by(ROWS, rows)]
    stop(problems, table.name)
    groups, clusters = asked.recorded(rows)
    problems += doubtful(groups, table.name)
    stop(problems, table.name)
    form = f"{_LAYOUTS[layout]}, {_form(table)}"
    made = made_of(rows, sha256=sha256, form=form)
    marked = any(marks_made_up(heading) for heading in table.header)
    return replace(made, problems=tuple(problems), groups=groups, clusters=clusters, synthetic=marked)


def _form(table: Opened) -> str:
    if isinstance(table, ArrowTable):
        return _IN_MEMORY
    return {TextTable: "delimited text", WorkbookTable: "workbook"}.get(type(table), "Parquet")


def _refuse_roles(mapping: Mapping[str, str], asked: Asked) -> None:
    """Raise UsageError for a role that there is not, and for an attribute that is none of people."""
    roles = {column.name for table in TABLES.values() for column in table}
    unknown = [role for role in mapping if role not in roles and role not in asked.attributes]
    if unknown:
        message = f"a seeded test has no column role {unknown[0]!r}; the roles are {', '.join(sorted(roles))}"
        raise UsageError(message)
    named = {name for table in TABLES.values() for column in table for name in column.names}
    taken = next((name for name in asked.attributes if name in named), None)
    if taken is not None:
        message = (
            f"--by {taken} is no attribute of people; shares by place and by camera are told wherever they are recorded"
        )
        raise UsageError(message)


def _places(
    table: Opened, layout: Layout, mapping: Mapping[str, str], asked: Asked
) -> tuple[dict[str, int], tuple[str, ...]]:
    """Return the positions of columns by role, and the roles of those that are a pass each."""
    declared, header = TABLES[layout], table.header
    resolved = resolve(header, mapping, table=declared)
    complete = resolved.has(*(column.name for column in declared if column.required))
    seen = HeaderSeen(
        name=table.name, width=len(header), resolved=resolved, complete=complete, table=declared
    )  # fmt: skip
    problems = found_by(HEADER, seen)
    found = dict(resolved.positions)
    for attribute in asked.here(mapping):
        at = column_of(header, attribute, mapping, attribute, f"volunteer_{attribute}")
        if at is None:
            problems.append(ev55.no_column(table.name, attribute, (attribute,), ()))
        else:
            found[GROUP + attribute] = at
    if problems:
        raise EvidenceError(table.name, problems)
    own = {f"pass {number}": at for number, at in enumerate(wide_places(table.header), 1)} if layout == "wide" else {}
    return {**found, **own}, tuple(own)


def _noted(table: Opened, layout: Layout, places: Mapping[str, int], mapping: Mapping[str, str]) -> list[Any]:
    """Say which columns were told by other names, and which were not used."""
    told = {
        role: table.header[at]
        for role, at in places.items()
        if role in kinds_of(layout) and normal(table.header[at]) != role and role not in mapping
    }
    others = [cell for at, cell in enumerate(table.header) if at not in places.values() and cell.strip()]
    unused = [cell for cell in others if not marks_made_up(cell)]
    return found_by(READ_AS, ColumnsRead(name=table.name, told=told, unused=unused))
