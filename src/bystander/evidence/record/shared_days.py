"""Which rows of a record share days: those within a longer one, and those that overlap in part.

Both kinds of records ask it, of deployments by their place and of searches by whose they are (EV80, EV99).
"""

from __future__ import annotations

from bisect import bisect_left
from datetime import timedelta
from itertools import islice
from operator import itemgetter
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date

    from bystander.evidence.record.dates import Span

T = TypeVar("T")

DAY = timedelta(days=1)
MOST = 4  # rows that are told of one: one more than is shown


def within(span: Span, there: Sequence[tuple[Span, T]], *, before: date | None = None) -> Iterator[T]:
    """Yield what lies within a span, and is another one.

    ``there``: by their spans, ascending. ``before``: the day on which none may begin any more; the day after the last,
    if not given.
    """
    first, last = span
    from_, to = (bisect_left(there, (day, day), key=itemgetter(0)) for day in (first, before or last + DAY))
    yield from (one for of, one in there[from_:to] if of != span and of[1] <= last)


def across(there: Sequence[tuple[Span, T]]) -> Iterator[tuple[T, T]]:
    """Yield pairs that share some of their days, and of which each has others, the earlier one first.

    ``there``: by their spans, ascending. Of one, no more than ``MOST``.
    """
    for k, ((first, last), one) in enumerate(there):
        after = bisect_left(there, (last + DAY,), key=lambda other: other[0][:1])
        later = (other for (begins, ends), other in there[k + 1 : after] if begins > first and ends > last)
        yield from ((one, other) for other in islice(later, MOST))


def fits(part: Mapping[str, int], whole: Mapping[str, int]) -> bool:
    """Return whether no count of a row is larger than that of the row that may hold it; they share one at least."""
    shared = part.keys() & whole.keys()
    return bool(shared) and all(part[name] <= whole[name] for name in shared)
