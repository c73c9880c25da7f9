"""What the flags of a large Parquet file mean: their words are gathered from all of it before any of them is read."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from bystander.evidence.checks.ev04_columns import shown
from bystander.evidence.checks.ev28_flags import FlagsSeen
from bystander.evidence.checks.where import LISTED, Rows
from bystander.evidence.comparisons.columns import is_return_code
from bystander.evidence.comparisons.labels import settled
from bystander.evidence.formats.parquet.blocks import each
from bystander.evidence.tables.columns import normal
from bystander.evidence.tables.flag_columns import ROLES, told_words
from bystander.evidence.tables.flags import words_of

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from bystander.errors import Problem
    from bystander.evidence.formats.parquet.blocks import Part, Source
    from bystander.evidence.request import Request


def told_flags(
    source: Source, parts: Sequence[Part], request: Request
) -> tuple[Source, dict[str, Mapping[str, bool]], list[Problem]]:
    """Return the source without columns that are no flags, what the words of the others mean, and what there is to say.

    A column of truth values has no words. Raises EvidenceError for flags that cannot be told.
    """
    schema = source.metadata.schema.to_arrow_schema()
    found: dict[str, Mapping[str, bool] | FlagsSeen] = {}
    for role in (role for role in ROLES if role in source.names):
        yes = request.mated_is if role == "mated" else ""
        if str(schema.field(source.names[role]).type) != "bool" or yes:
            found[role] = _told(source, parts, role, yes)
    kept, problems = settled(found, list(source.names), request, source.path.name)
    names = {role: name for role, name in source.names.items() if role in kept}
    told = {role: words for role, words in found.items() if not isinstance(words, FlagsSeen)}
    return replace(source, names=names), told, problems


def _told(source: Source, parts: Sequence[Part], role: str, yes: str) -> Mapping[str, bool] | FlagsSeen:
    def column(groups: tuple[int, ...]) -> Any:  # noqa: ANN401 - pyarrow ships no types
        return source.read(groups, [role])[role]

    def rows(some: Collection[str]) -> Rows:
        first: list[int] = []
        total = 0
        hits = each(lambda groups: words_of(column(groups)).rows(some), parts)
        for (_, start, _), at in zip(parts, hits, strict=True):
            first.extend(start + 1 + int(p) for p in at[: LISTED - len(first)])
            total += len(at)
        return Rows(first, total)

    distinct = dict.fromkeys(word for words in each(lambda g: words_of(column(g)).distinct, parts) for word in words)
    code = role == "failed" and is_return_code(source.names[role])
    told = told_words(distinct, role, rows, source.path.name, yes=yes, code=code)
    own = source.names[role] if normal(source.names[role]) != role else ""
    return replace(told, heading=shown(own)) if isinstance(told, FlagsSeen) else told
