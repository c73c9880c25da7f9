"""EV114: pairs of samples that stand there in both orders.

A double loop over one set of images writes a with b, and b with a. Where all such pairs have one score, each is counted
once: twice as many rows know nothing more. Where any has two scores the matcher is not symmetric, and both rows of each
are counted; that is said. Where rows name people alone, the images may be others, so that nothing is left out; it is
said. Of files that are read part by part a sample of such rows tells, and says nothing where it cannot be sure. Of such
Parquet, pairs of samples are counted once where each that could stand in both orders does. ``--square apart`` says that
probes and references are other images.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bystander.errors import Problem
from bystander.evidence.checks.check import Check
from bystander.findings.wording import plural

if TYPE_CHECKING:
    from bystander.evidence.comparisons.reading import Reading

CODE = "EV114"


def counted_once(name: str, total: int, read: int) -> Problem:
    """Return the problem of rows that say again what another says in the other order."""
    return Problem(
        code=CODE,
        severity="refused",
        found=f"{total:,} of {plural(read, 'row')} say again what another says in the other order, with the same score",
        where=name,
        expected="a with b, or b with a",
        means="each pair of samples is counted once",
        do="nothing; --square apart if probes and references of one name are other images",
        needed=False,
    )


def _two_scores(name: str, differing: int, pairs: int, *, about: bool) -> Problem:
    """Return the warning of pairs whose score depends on which of the two samples is the probe."""
    return Problem(
        code=CODE,
        severity="warning",
        found=f"{'about ' if about else ''}{differing:,} of {plural(pairs, 'pair')} of samples in both orders "
        f"{'has' if differing == 1 else 'have'} another score in each",
        where=name,
        expected="one score of a pair, or each pair in one order",
        means="the matcher is not symmetric, so both are counted, and they know less than as many other pairs",
        do="nothing, if the matcher is not symmetric; otherwise leave one order out",
        needed=False,
    )


def _not_told_apart(name: str, pairs: int) -> Problem:
    """Return the warning of pairs in both orders among others in one, in a file too large to be held."""
    return Problem(
        code=CODE,
        severity="warning",
        leads=True,
        found=f"about {plural(pairs, 'pair')} of samples with the same score in both orders, among others in one order",
        where=name,
        expected="a with b, or b with a",
        means="each of them is counted twice, as the file is too large to tell which rows these are",
        do="leave one order out, or say --square apart if probes and references are other images",
    )


def _of_people(name: str, total: int, *, about: bool) -> Problem:
    """Return the warning of rows that may be of the same two images, which have no names."""
    return Problem(
        code=CODE,
        severity="warning",
        leads=True,
        found=f"{'about ' if about else ''}{plural(total, 'comparison')} of two people with the score of another in "
        "the other order",
        where=name,
        expected="a with b, or b with a; or columns that name the images, such as probe_id and reference_id",
        means="if both are of the same two images, they are one comparison that is counted twice",
        do="name the images, or say --square apart if probes and references are other images",
    )


def beside_another(name: str, total: int) -> Problem:
    """Return the warning of pairs that are counted in both orders, as they are in the trial of another system."""
    return Problem(
        code=CODE,
        severity="warning",
        found=f"{plural(total, 'pair')} of samples with the same score in both orders",
        where=name,
        means="both are counted here, as in the other trial each order has a score of its own",
        do="nothing",
        needed=False,
    )


def look(seen: Reading) -> list[Problem]:
    """Find pairs in both orders."""
    differing, pairs = seen.two_scores
    if seen.both_orders:
        return [counted_once(seen.name, seen.both_orders, seen.read)]
    if differing:
        return [_two_scores(seen.name, differing, pairs, about=seen.about)]
    if seen.of_people:
        return [_of_people(seen.name, seen.of_people, about=seen.about)]
    return [_not_told_apart(seen.name, pairs)] if seen.about else []


CHECK = Check(code=CODE, about=__doc__, look=look)
