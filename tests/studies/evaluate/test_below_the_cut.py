"""Below the threshold at which a system cut its lists, nobody knows whom it would have returned, right or wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

import bystander as by
from bystander.findings import Verdict

if TYPE_CHECKING:
    from pathlib import Path

PEOPLE = 40


def lists(*, cut: float = -9.0, length: int = PEOPLE) -> dict[str, list[Any]]:
    """Return the same searches of people on the list and of others, their lists cut at a score, or by length."""
    rng = np.random.default_rng(8)
    rows: list[tuple[Any, ...]] = []
    for number in range(2 * PEOPLE):
        mated = number < PEOPLE
        scores = np.round(rng.normal(0, 1, PEOPLE) + 2.5 * (np.arange(PEOPLE) == number), 4)
        best = [int(c) for c in np.argsort(-scores)[:length] if scores[c] >= cut]
        who = (f"s{number}", f"p{number}" if mated else "", PEOPLE)
        rows += [(*who, f"p{c}", float(scores[c])) for c in best] or [(*who, None, None)]
    names = ("search", "subject", "watchlist_size", "candidate_subject", "score")
    return dict(zip(names, map(list, zip(*rows, strict=True)), strict=True))


def reasons(found: by.Findings, name: str) -> list[str | None]:
    return [f.not_estimable for f in found.document.find(name)]


def test_no_rate_is_told_there() -> None:
    found = by.evaluate(lists(cut=2.0), thresholds=[1.0])
    for name in ("fpir", "fnir"):
        (reason,) = reasons(found, name)
        assert reason is not None
        assert reason.startswith("the system left out candidates that scored low")
    assert found.verdict[0].startswith("No rate is known at the threshold 1, as the system left out candidates")


def test_from_the_lowest_score_on_they_are_those_of_full_lists() -> None:
    (cut,), (full,) = (by.evaluate(made, thresholds=[2.1]).document.find("fnir") for made in (lists(cut=2.0), lists()))
    assert cut.estimate == full.estimate
    assert cut.estimate is not None
    assert cut.estimate.events  # somebody was missed, so a cut below it would hide right people
    assert by.evaluate(lists(cut=2.0), thresholds=[2.1]).document.find("fpir")[0].estimate is not None


def test_lists_that_were_cut_by_their_length_still_tell_misses() -> None:
    (found,) = by.evaluate(lists(length=3), thresholds=[1.0]).document.find("fnir")
    assert found.estimate is not None
    assert [row.low < found.estimate.value for row in found.sensitivity if "further down" in row.assumption] == [True]


def test_a_requirement_there_is_neither_met_nor_broken(tmp_path: Path) -> None:
    asked = tmp_path / "asked.toml"
    asked.write_text(
        '[[requirement]]\nname = "few missed"\nquantity = "fnir"\nlimit = "40 %"\ndirection = "at-most"\n'
        "at = { threshold = 1.0 }\n"
    )
    verdicts = []
    for made in (lists(), lists(cut=2.0)):
        found = by.evaluate(made, thresholds=[1.0], require=asked)
        verdicts += [f.requirement.verdict for f in found.document.findings if f.requirement]
    assert verdicts == [Verdict.MET, Verdict.NOT_SHOWN]


@pytest.mark.parametrize("turned", [False, True])
def test_one_system_does_not_miss_more_because_its_lists_were_cut(*, turned: bool) -> None:
    made = [lists(), lists(cut=2.0)]
    both = made[::-1] if turned else made
    (below,) = by.compare(*both, names=["A", "B"], thresholds=[1.0]).document.find("fnir-difference")
    assert below.estimate is None
    (above,) = by.compare(*both, names=["A", "B"], thresholds=[2.1]).document.find("fnir-difference")
    assert above.estimate is not None
    assert above.estimate.value == 0
