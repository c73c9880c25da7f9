"""The parts of a search record: all of it, each agency, each group, each purpose."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Literal

from bystander.quantities.search_record.rates import Part

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bystander.evidence.search_record.entry import SearchEntry

By = Literal["who", "group", "purpose"]
NOT_RECORDED = {"who": "agency not named", "group": "group not recorded", "purpose": "purpose not recorded"}
_KEY = {"who": "operator", "group": "group", "purpose": "purpose"}


def by(entries: Sequence[SearchEntry], what: By) -> list[Part]:
    """Return one part a value, in order of names; none where nothing is told, or one thing only."""
    found: dict[str, list[SearchEntry]] = defaultdict(list)
    for entry in entries:
        found[getattr(entry, what) or NOT_RECORDED[what]].append(entry)
    if len(found) < 2:
        return []
    names = sorted(found, key=lambda name: (name == NOT_RECORDED[what], name.casefold(), name))
    return [Part(entries=tuple(found[name]), said=name, group={_KEY[what]: name}) for name in names]
