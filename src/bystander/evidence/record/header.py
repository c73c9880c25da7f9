"""Where the header of a record is, whether it has two rows, and which column of the table each heading names.

Titles may stand above it. Of two rows, an upper heading goes on over the gaps beside it, as merged cells leave them:
"Alerts" above "True" and "False" are true alerts and false alerts.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from bystander.evidence.record.columns import BY_NAME, CORE, STOPS
from bystander.evidence.record.heading_units import unit_of
from bystander.evidence.record.headings import Named, recognise
from bystander.evidence.tables.plain_headings import plain

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from bystander.evidence.record.grid import Cells, Line

_NEAR = 3  # lines that a title and a header in two rows take
# Nobody counts those whom a deployment rightly passed over: where these stand, a trial was counted at thresholds.
COUNTED_IN_A_TRIAL = frozenset({"tn", "fn", "true_negative", "true_negatives", "false_negative", "false_negatives"})
_OF_A_TRIAL = COUNTED_IN_A_TRIAL | {
    "tnr", "fnr", "tpr", "fpr", "accuracy", "precision", "recall", "specificity", "sensitivity", "f1", "f1_score",
    "auc", "eer", "far", "frr",
}  # fmt: skip
_OF_COMPARISONS = (  # one of each: a trial, whose "match" is no count
    frozenset({"probe", "probe_id", "probe_subject", "probe_image", "pair", "image1", "image2", "img1", "img2"}),
    frozenset({"score", "distance", "similarity", "similarity_score", "match_score"}),
)
# "No engagements"; of "No. of engagements" it is how many
_NONE_OF_IT = re.compile(r"no[ _](?!of\b|\.)", re.IGNORECASE)
Roles = tuple[str | None, ...]


@dataclass(frozen=True, kw_only=True)
class Header:
    """A header: its headings, and the canonical column that each names, None where none.

    ``at``: place among the lines of its last row. ``rows``: one or two. ``estimated``: columns whose heading says that
    they are estimates. ``settled``: headings that could be two things, and what the others left them to be.
    ``unclear``: those that are left open, with what they could be. ``absent``: declared headings that are not there.
    ``explained``: headings that name something without what stands in their brackets. ``times``: what a one stands for
    in columns whose heading says thousands or the like.
    """

    at: int
    rows: int
    headings: tuple[str, ...]
    columns: Roles
    estimated: frozenset[str] = frozenset()
    settled: tuple[tuple[str, str], ...] = ()
    unclear: tuple[tuple[str, tuple[str, ...]], ...] = ()
    absent: tuple[str, ...] = ()
    explained: tuple[tuple[str, str], ...] = ()
    times: Mapping[str, int] = field(default_factory=dict)

    @property
    def is_of_a_record(self) -> bool:
        """Whether at least two counts of a record are named, and it is no table of how a trial came out."""
        open_ones = {names[0] for _, names in self.unclear}
        if self._tells(_OF_A_TRIAL):
            return False
        return not self.is_of_comparisons and len(({name for name in self.columns if name} | open_ones) & set(CORE)) > 1

    @property
    def is_of_decisions(self) -> bool:
        """Whether right and wrong decisions of a test are counted, of those who should match and those who should not.

        Headings that are declared to be counts of deployments are none.
        """
        open_ones = {names[0] for _, names in self.unclear}
        return self._tells(COUNTED_IN_A_TRIAL) and {"true_alerts", "false_alerts"} <= {*self.columns, *open_ones}

    def _tells(self, words: frozenset[str]) -> bool:
        """Return whether such headings stand where no face, day or place of a deployment is told."""
        of_use = {"faces_seen", "date", "place"} & set(self.columns)
        return not of_use and bool({plain(heading) for heading in self.headings} & words)

    @property
    def is_of_comparisons(self) -> bool:
        """Whether the headings are those of comparisons, each with its score, in which no faces were counted."""
        said = {plain(heading) for heading in self.headings}
        return "faces_seen" not in self.columns and all(said & words for words in _OF_COMPARISONS)

    @property
    def told(self) -> int:
        """How many columns are told, each once: what makes one reading of a header better than another."""
        return len({name for name in self.columns if name}) + len(self.unclear)


def find_header(lines: Sequence[Line], declared: Mapping[str, str]) -> Header:
    """Return the first header of a record within the first lines.

    Where there is none: the first of a test's right and wrong decisions, else what the first line would be.
    """
    if not lines:
        return Header(at=0, rows=1, headings=(), columns=())
    readings: list[list[Header]] = []  # a line alone, and above the next one
    for at, (_, cells) in enumerate(lines):
        readings.append([_header(cells, at, 1, declared)])
        below = lines[at + 1][1] if at + 1 < len(lines) else ()
        if below and _can_be_above(cells, below):
            readings[at].append(_header(_joined(cells, below), at + 1, 2, declared))
    for at, ways in enumerate(readings):
        if any(header.is_of_a_record for header in ways):
            near = [header for some in readings[at : at + _NEAR] for header in some]  # a title may be above two rows
            return max((header for header in near if header.is_of_a_record), key=_rank)
    return next((header for ways in readings for header in ways if header.is_of_decisions), readings[0][0])


def _rank(header: Header) -> tuple[int, int]:
    return header.told, -header.rows


def _can_be_above(upper: Cells, lower: Cells) -> bool:
    """Return whether a row can be the upper part of a header: no title in its first cell alone, and no figures."""
    filled = [at for at, cell in enumerate(upper) if cell]
    is_title = len(filled) < 2 and (not filled or filled[0] == 0)
    return not is_title and not any(cell[:1].isdigit() for cell in (*upper, *lower))


def _joined(upper: Cells, lower: Cells) -> Cells:
    width = max(len(upper), len(lower))
    high, low = (*upper, *[""] * (width - len(upper))), (*lower, *[""] * (width - len(lower)))
    over, found = "", []
    for above, below in zip(high, low, strict=True):
        over = above or over
        found.append(_one_of(above, over, below))
    return tuple(found)


def _one_of(above: str, over: str, below: str) -> str:
    """Return a heading of two rows; one that only goes on beside it counts where the lower one alone says nothing."""
    if not below or not over:
        return above or below
    both = f"{over} / {below}"
    if above:
        return both if recognise(both).columns or not recognise(below).columns else below
    alone, together = recognise(below).columns, recognise(both).columns
    if alone and together and alone != together:
        return f"{over} / {below} ?"  # kept apart, as it can be either
    return both if together else below


def _header(cells: Cells, at: int, rows: int, declared: Mapping[str, str]) -> Header:
    named = [_named(cell) for cell in cells]
    columns: list[str | None] = [None] * len(cells)
    absent: list[str] = []
    for name, heading in declared.items():
        place = next((i for i, cell in enumerate(cells) if _is(cell, heading)), None)
        if place is None:
            absent.append(heading)
        else:
            columns[place] = name
    counts = any(name in CORE for n in named for name in n.columns)
    told = [n.column or (n.beside if counts else None) for n in named]
    firm = [name if columns[i] is None and name not in declared else None for i, name in enumerate(told)]
    for i, one in enumerate(_without_none(_once(firm, cells), cells)):
        columns[i] = columns[i] or one
    settled, unclear = _settle(columns, cells, named)
    triples = [(c, cell, n) for c, cell, n in zip(columns, cells, named, strict=True) if c]
    return Header(
        at=at, rows=rows, headings=cells, columns=tuple(columns),
        settled=tuple(settled), unclear=tuple(unclear), absent=tuple(absent),
        estimated=frozenset(c for c, _, n in triples if n.estimated),
        explained=tuple((cell, c) for c, cell, n in triples if n.explained and c not in declared),
        times={c: times for c, cell, _ in triples if _is_count(c) and (times := unit_of(cell)[1]) > 1},
    )  # fmt: skip


def _settle(
    columns: list[str | None], cells: Cells, named: Sequence[Named]
) -> tuple[list[tuple[str, str]], list[tuple[str, tuple[str, ...]]]]:
    """Settle headings that may be two things by the others, one after the other; return these, and those left open."""
    settled: list[tuple[str, str]] = []
    while True:
        taken = set(columns)
        unclear = [
            (i, left)
            for i, n in enumerate(named)
            if columns[i] is None and len(n.columns) > 1 and (left := _left(n.columns, taken))
        ]
        clear = [(i, left[0]) for i, left in unclear if len(left) == 1]
        if not clear:
            return settled, [(cells[i], left) for i, left in unclear]
        for i, name in clear:  # two of one name stay so, and are told as a mistake
            columns[i] = name
            settled.append((cells[i], name))


def _named(cell: str) -> Named:
    if not cell.endswith(" ?"):
        return recognise(cell)
    both = cell.removesuffix(" ?")
    below = both.rpartition(" / ")[2]
    return Named((*recognise(below).columns, *recognise(both).columns))


def _is(cell: str, heading: str) -> bool:
    return plain(heading) in {plain(cell), plain(cell.rpartition(" / ")[2])} and bool(plain(heading))


def _left(candidates: tuple[str, ...], taken: set[str | None]) -> tuple[str, ...]:
    """Return what a heading can still be, given what the others are."""
    if candidates == ("true_confirmed", "true_alerts"):
        if taken & {"true_unconfirmed", "false_confirmed", "true_alerts"}:
            return () if "true_confirmed" in taken else ("true_confirmed",)
        return candidates if "false_alerts" not in taken else ("true_alerts",)
    if candidates == ("true_stops", "stops"):  # "positive interventions": after right alerts, beside those after wrong
        return ("true_stops",) if "false_stops" in taken and "true_stops" not in taken else ()
    if taken & {"true_alerts", "true_confirmed"}:
        candidates = tuple(c for c in candidates if c != "true_alerts")
    return tuple(c for c in candidates if c not in taken)


def _once(names: Sequence[str | None], cells: Cells) -> list[str | None]:
    """Return the columns that headings name, words and dates once: by the name that is best known, the first of equals.

    Counts that are named twice stay so, and are told as a mistake.
    """
    found = list(names)
    for name in {n for n in names if n is not None and BY_NAME[n].kind in {"text", "date"}}:
        places = [i for i, n in enumerate(names) if n == name]
        order = (name, *BY_NAME[name].aliases)
        best = min(places, key=lambda i: (_place(order, plain(cells[i])), i))
        if _place(order, plain(cells[best])) == 0 and sum(plain(cells[i]) == name for i in places) > 1:
            continue
        for i in places:
            found[i] = name if i == best else None
    return found


def _without_none(names: Sequence[str | None], cells: Cells) -> list[str | None]:
    """Return the columns without "No engagements" beside "Engagements": it is no second number of them."""
    often = Counter(name for name in names if name is not None)
    return [
        None if name is not None and often[name] > 1 and _NONE_OF_IT.match(cell) else name
        for name, cell in zip(names, cells, strict=True)
    ]


def _place(order: Sequence[str], name: str) -> int:
    return order.index(name) if name in order else len(order)


def _is_count(column: str) -> bool:
    return column in BY_NAME and BY_NAME[column].kind == "count"


def counts_of(columns: Roles) -> list[tuple[int, str]]:
    """Return the places of the counts that rows can be added up by: faces, alerts and their parts, stops."""
    wanted = {*CORE, *STOPS}
    return [(at, name) for at, name in enumerate(columns) if name in wanted]
