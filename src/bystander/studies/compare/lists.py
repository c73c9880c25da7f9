"""What systems searched: lists of other lengths, or of other people, make a difference by themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from bystander.findings import wording

if TYPE_CHECKING:
    from numpy.typing import NDArray

LISTS_DIFFER = (
    "{first} searched a list of {of_first}, {second} one of {of_second}. A longer list gives more false alerts and "
    "more misses, so part of the difference is that of the lists. Searching one list with both would remove this."
)
LISTS_UNTOLD = (
    "Nobody says how long the lists of {first} and {second} were. In that of {first} are {of_first} at least, in that "
    "of {second} {of_second}. Part of the difference may be that of the lists. Their lengths (a column watchlist_size) "
    "would remove this."
)
OTHER_LISTS = (
    "{first} and {second} searched different people: at least {apart} of {of} on one list are not on the other. Part "
    "of the difference may be that of the lists. Searching one list with both would remove this."
)
CUT_APART = (
    "{first} gave up to {of_first} a search, {second} up to {of_second}. Whoever is not among them counts as missed, "
    "so part of the difference may be that of the lists. Lists of one length would remove this."
)
ALIKE = 1.1  # times as many people found in one list as in another may be chance, where lists are cut
OFTEN = 10  # times that each was given on average: of fewer, more may be on the list than were ever given


class Lists(NamedTuple):
    """What a system searched: a list of so many ``people``, of whom it gives as many ``candidates``; None: unknown.

    ``named``: how often it gave each, by shared code; None where people of two systems cannot be told.
    """

    people: int | None = None
    candidates: int | None = None
    named: NDArray[np.int64] | None = None

    def apart(self, other: Lists) -> int:
        """Return how many people of one list are not on another of its length, at least; 0 where nobody can tell."""
        if self.people is None or self.people != other.people or self.named is None or other.named is None:
            return 0
        return max(0, int(np.count_nonzero(self.named + other.named)) - self.people)

    @property
    def found(self) -> int | None:
        """How many people it gave in any search; None where they cannot be told."""
        return None if self.named is None else int(np.count_nonzero(self.named))

    @property
    def all_found(self) -> bool:
        """Whether it gave so many candidates that hardly anybody on the list is missing among them."""
        return self.named is not None and int(self.named.sum()) >= OFTEN * (self.found or 0)


def lists_differ(names: tuple[str, str], first: Lists, second: Lists) -> str:
    """Say that two systems searched lists of other lengths, or of other people; nothing where nobody can tell."""
    sizes = _apart(first.people, second.people, "person", "people")
    if sizes:
        return LISTS_DIFFER.format(first=names[0], second=names[1], **sizes)
    if apart := first.apart(second):
        of = wording.plural(first.people or 0, "person", "people")
        return OTHER_LISTS.format(first=names[0], second=names[1], apart=wording.count(apart), of=of)
    if None in (first.people, second.people) and first.found is not None and second.found is not None:
        fewer, more = sorted((first, second), key=lambda lists: lists.found or 0)
        if fewer.all_found and (more.found or 0) > ALIKE * (fewer.found or 0):
            found = _apart(first.found, second.found, "person", "people")
            return LISTS_UNTOLD.format(first=names[0], second=names[1], **found)
    if sizes := _apart(first.candidates, second.candidates, "candidate", "candidates"):
        return CUT_APART.format(first=names[0], second=names[1], **sizes)
    return ""


def _apart(first: int | None, second: int | None, one: str, many: str) -> dict[str, str]:
    """Return two numbers as they are said, where both are known and they differ; else nothing."""
    if first is None or second is None or first == second:
        return {}
    return {"of_first": wording.plural(first, one, many), "of_second": wording.count(second)}
