"""The sentence about a claim that may be repeated: what was counted, with its range; or that nothing was."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bystander.claims.denominators import Kind
from bystander.claims.judges import judges
from bystander.claims.verdict import judged_against
from bystander.findings import wording
from bystander.findings.first_screen import doubt, said
from bystander.quantities.claim import words
from bystander.quantities.claim.left import at, in_right, left, span

if TYPE_CHECKING:
    from bystander.claims.claim import Claim, Counts
    from bystander.findings.first_screen import Part, Said

    Parts = list[str | tuple[str, Part]]

MOST = 2  # things of which counts are repeated, where the claim does not say of what; the rows have them all
ORDER = (Kind.ALERT, Kind.LOOK, Kind.COMPARISON, Kind.MATED, Kind.ALL, Kind.OTHER)  # as in the rows


def told(claim: Claim) -> tuple[Counts, ...]:
    """Return the counts by which the claim is judged, one for each thing that it may be of, alerts first."""
    found = [against[0] for against in judged_against(claim).values() if against]
    return tuple(sorted(found, key=lambda counts: ORDER.index(counts.what.kind)))


def repeated(claim: Claim) -> tuple[Counts, ...]:
    """Return the counts that are repeated: of what the claim says it is of, if that was counted."""
    counts = told(claim)
    said = tuple(one for one in counts if claim.of is not None and one.what == claim.of.what)
    return said or counts[:MOST]


def repeat(claim: Claim, *, level: float) -> Said:
    """Return it: no more than was counted; where nothing was, why the number says nothing."""
    counts = repeated(claim)
    if not counts:
        return said(_uncounted(claim))
    parts: Parts = []
    for i, one in enumerate(counts):
        parts += [" " if i else "", *_counted(claim, one, level=level)]
    return said(*parts)


def _counted(claim: Claim, counts: Counts, *, level: float) -> Parts:
    """Say counts and what chance alone leaves of their rate, with its level; of right ones where the claim does."""
    what, wrong, trials = counts.what, counts.wrong or 0, counts.trials or 0
    found = left(counts, level=level)
    of = f"Of {wording.count(trials)} {what.name}, "
    in_right_ = in_right(claim, counts, found)
    range_, level_ = span(what, found, of_right=in_right_), at(found, level=level)
    given = "" if judges(claim) else " (as given, unchecked)"
    if counts.unverified:
        number = wording.count(wrong) if wrong else "none"
        right = wording.count(trials - wrong - counts.unverified)
        unverified = (
            f"and {wording.count(counts.unverified)} not verified{given}. Chance and the unverified leave open "
        )
        told_so = f"{of}{right} were {what.right}, {number} {what.wrong}, {unverified}"
        return [told_so, doubt(range_), f" {what.wrong} ({level_})."]
    is_, told = (what.right, trials - wrong) if in_right_ else (what.wrong, wrong)
    number = wording.count(told) if told else "none"
    counted = f"{of}{number} {words.were(told or 1)} {is_}{given}. Chance alone leaves open "
    return [counted, doubt(range_), f" ({level_})."]


def _uncounted(claim: Claim) -> str:
    number = f"“{words.number_of(claim)}”"
    if claim.of is None:
        return f"{number} came without counts and does not say of what: nobody can check it, or say how sure it is."
    return f"The number {number}, of {claim.of.what.name}, came without counts, so nobody can check it."
