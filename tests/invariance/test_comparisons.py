"""Comparisons: what names, order, sides, units of the score, repetition and more people may change."""

from __future__ import annotations

from functools import cache
from math import exp
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

import bystander as by
from tests.invariance import changes, worlds
from tests.invariance.law import BY_HAND, NOT_HIGHER, NOT_LOWER, Law, Move, and_said, plus, through, times
from tests.invariance.seen import Seen, seen, written
from tests.invariance.twice import PEOPLE_TWICE, ROWS_TWICE

if TYPE_CHECKING:
    from tests.invariance.worlds import Columns

ASKED: dict[str, Any] = {"targets": [0.01, 0.1], "thresholds": [1.5], "by": "kind", "small_cell": 5, "replicates": 0}
EVIDENCE = worlds.comparisons()
SCORES = sorted({*EVIDENCE["score"], 1.5})


def study(evidence: Any, **asked: Any) -> by.Findings:
    return by.evaluate(evidence, **{**ASKED, **asked})


@cache
def before(**asked: Any) -> Seen:
    return seen(study(EVIDENCE, **asked))


def rank(score: float) -> float:
    """Return the place of a score among all that there are; just above one of them, just above its place."""
    return float(np.searchsorted(SCORES, score - 1e-9))


def scores(f: Any, words: str, *, asked: dict[str, Any] | None = None) -> Law:
    """Scores on another scale that keeps their order: thresholds go along, and no rate moves."""
    return Law(
        name=words,
        change=changes.with_column("score", f),
        asked={"thresholds": [f(1.5)], **(asked or {})},
        moves=(Move("*", "at.threshold", through(f, words)),),
        words=False,
    )


LAWS = [
    Law(name="people by other names", change=changes.renamed),
    Law(name="rows in another order", change=changes.in_another_order),
    Law(name="probes and references exchanged", change=changes.sides_exchanged),
    Law(name="every second row with its sides exchanged", change=changes.each_in_an_order_of_its_own),
    Law(
        name="every pair of samples in both orders",
        change=changes.in_both_orders,
        moves=(Move("document", "caveats", and_said("say again what another says in the other order")),),
    ),
    Law(
        name="columns that nobody asked for",
        change=changes.with_columns(probe_hat=lambda row: len(row["probe_id"]) % 2, reference_hat=lambda _: 1),
    ),
    Law(
        name="groups by other names",
        change=changes.group_renamed("kind", {"e": "zebra", "o": "ant"}),
        rename=lambda finding: {"group": finding.group and {"kind": {"zebra": "e", "ant": "o"}[finding.group["kind"]]}},
        words=False,
    ),
    scores(lambda s: 4.0 * s - 8.0, "scores times 4, less 8"),
    scores(lambda s: s * 2.0**1000, "scores near the largest numbers"),
    scores(lambda s: s * 2.0**-900, "scores near the smallest numbers"),
    scores(exp, "the exponential of scores"),
    scores(rank, "ranks of scores"),
    scores(lambda s: -s, "distances", asked={"distance": True}),
    Law(
        name="every comparison twice, of the same people",
        change=changes.every_row_twice,
        words=False,
        moves=(
            Move("fmr-group-* fmr-by-group:* fmr fmr@*", "low bounds.*_lower", NOT_HIGHER),
            Move(
                "fmr-group-* fmr-by-group:* fmr fmr@*", "high bounds.if_* bounds.a* bounds.compliance_upper", NOT_LOWER
            ),
            Move("fnmr fnmr-by-group:*", "low", NOT_HIGHER),
            Move("fnmr fnmr-by-group:*", "high", NOT_LOWER),
            # ... nor where the threshold is chosen on the same trial: the thresholds that may hold it are no fewer
            Move("fnmr-at-fmr@*", "low bounds.compliance_lower", NOT_HIGHER),
            Move("fnmr-at-fmr@*", "high", NOT_LOWER),
            Move("fmr", "sensitivity0.deff", times(2)),  # as many effective trials of twice as many
            *ROWS_TWICE,
        ),
    ),
    Law(
        name="everybody twice",
        change=changes.everybody_twice,
        words=False,
        moves=(
            # of 24 people 250 pairs are more than half of all, of 48 they are not: then there is such a limit
            Move("fmr", "bounds.if_seen_among_closest_upper", BY_HAND, maybe=True),
            *PEOPLE_TWICE,
            Move("fmr", "sensitivity0.deff sensitivity0.effective_trials", BY_HAND),
            Move("fmr", "sensitivity0.high sensitivity0.upper", NOT_HIGHER),
        ),
    ),
]


def with_somebody_who_never_errs(evidence: Columns) -> Columns:
    """Add a person of group e: matched surely with themself, and with nobody else."""
    names = sorted({*evidence["probe_subject"]})
    pairs = [*((p, "p98") for p in names), *(("p98", r) for r in names), ("p98", "p98")]
    more = [
        (p, r, f"{p}-{image}", f"{r}-r", 9.0 if p == r else -9.0, "eo"[int(p[1:]) % 2], "eo"[int(r[1:]) % 2])
        for p, r in pairs for image in range(2)
    ]  # fmt: skip
    return changes.joined(evidence, worlds.columns(" ".join(evidence), more))


# 24 people make 1,104 comparisons of two and 48 of one; 25 make 1,200 and 50.
# Of group e, 12 make 264 and 24; 13 make 312 and 26.
ONE_MORE = Law(
    name="somebody who never errs: as many errors in more comparisons",
    change=with_somebody_who_never_errs,
    only="fmr fnmr fmr-by-group:* fnmr-by-group:*",
    words=False,
    moves=(
        Move("fmr", "at.next_fmr", times(1104 / 1200)),
        # the row that borrows a design effect from errors: with somebody who has none, people differ more
        Move("fmr", "sensitivity0.high sensitivity0.upper sensitivity0.deff sensitivity0.eff*", BY_HAND),
        *(
            move
            for finding, before_it, after_it in (
                ("fmr", 1104, 1200), ("fnmr", 48, 50), ("fmr-by-group:e", 264, 312), ("fnmr-by-group:e", 24, 26),
            )
            for move in (
                Move(finding, "people", plus(1)),
                Move(finding, "trials", times(after_it / before_it)),
                Move(finding, "value", times(before_it / after_it)),
                Move(finding, "low high bounds.*", NOT_HIGHER),
                Move(finding, "df effective_trials width", BY_HAND),
            )
        ),
    ),
)  # fmt: skip


@pytest.mark.parametrize("law", [*LAWS, ONE_MORE], ids=lambda law: law.name)
def test_law(law: Law) -> None:
    after = seen(study(law.change(EVIDENCE), **(law.asked or {})), law.rename)
    assert law.broken(before(), after) == []


@pytest.mark.parametrize("law", [law for law in LAWS if law.to_the_byte], ids=lambda law: law.name)
def test_findings_are_the_same_to_the_byte_with_replicates_too(law: Law) -> None:
    first, second = (study(e, replicates=200).document for e in (EVIDENCE, law.change(EVIDENCE)))
    assert written(first) == written(second)


def test_pairs_in_both_orders_change_no_byte_of_a_finding() -> None:
    both = changes.in_another_order(changes.in_both_orders(EVIDENCE))
    first, second = (study(e, replicates=200).document for e in (EVIDENCE, both))
    assert written(first) == written(second.model_copy(update={"caveats": first.caveats}))
