"""From the columns of flags of a table to truth values, or to what is wrong with them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from bystander.evidence.checks.ev28_flags import FlagsSeen
from bystander.evidence.tables.flags import ASKED, is_of_attacks, is_whole, kind_of, meaning, words_of

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping

    import pyarrow as pa

    from bystander.evidence.checks.where import Rows
    from bystander.evidence.tables.table_columns import TableColumns

ROLES = ("failed", "mated")
_TWO = 2


def is_plain(column: Any) -> bool:  # noqa: ANN401 - pyarrow ships no types
    """Return whether a column holds truth values already."""
    return str(column.type) == "bool"


def flags_in(
    column: Any,  # noqa: ANN401 - pyarrow ships no types
    role: str,
    table: TableColumns[str],
    name: str,
    *,
    yes: str = "",
    heading: str = "",
    code: bool = False,
) -> pa.Array | FlagsSeen:
    """Return a column of flags as truth values, null where it is empty, or what keeps it from being that.

    ``table``: tells the rows, which the evidence called ``name`` is spoken of with. ``yes``: the word that is declared
    to mean true. ``heading``: of the column, where it has one that may be shown. ``code``: it is a return code.
    """
    if is_plain(column) and not yes:
        return column
    words = words_of(column)
    told = told_words(words.distinct, role, lambda some: table.at(words.rows(some)), name, yes=yes, code=code)
    return replace(told, heading=heading) if isinstance(told, FlagsSeen) else words.flags(told)


def told_words(
    distinct: Collection[str],
    role: str,
    rows: Callable[[Collection[str]], Rows],
    name: str,
    *,
    yes: str = "",
    code: bool = False,
) -> Mapping[str, bool] | FlagsSeen:
    """Return what the words of a column of flags mean, or what keeps it from being one; ``rows``: those with some.

    ``code``: it is a return code, which is a whole number, and 0 where all went well.
    """
    if code and all(is_whole(word) for word in distinct):
        return {word: word != "0" for word in distinct}
    told, values = meaning(distinct, role, yes), len(distinct)
    if role == "mated" and any(is_of_attacks(word) for word in distinct):
        return FlagsSeen(name=name, role=role, values=values, attacks=True)
    if told is None:
        return FlagsSeen(name=name, role=role, values=values, declared=True)
    odd = [word for word in distinct if word not in told]
    if not odd:
        return told
    kinds = list(dict.fromkeys(kind_of(word) for word in odd))
    # of two values nobody but the maker of the table knows which is which; a fraction or NaN is no value of a label
    ask = role == "mated" and values == _TWO and all(kind in ASKED for kind in kinds)
    two = [rows([word]) for word in distinct] if ask else ()
    return FlagsSeen(name=name, role=role, odd=rows(odd), kinds=kinds, two=two, values=values, known=len(told))
