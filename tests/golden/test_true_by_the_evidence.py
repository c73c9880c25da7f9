"""No sentence of a page counts what the evidence did not count: over all golden pages, and what would be seen.

What each finding says in its answer is held against that finding alone, the words of the page against all of them.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from bystander.claims import examples
from tests.golden.counted import COUNTED, false_sentences, number
from tests.golden.test_runs import DEMO, KEPT, RUNS, outputs

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize("name", [*RUNS, *DEMO])
def test_a_page_says_no_count_that_its_evidence_does_not(
    folder: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = outputs(folder, name, monkeypatch)
    findings = json.loads((found / "findings.json").read_text("utf-8"))
    page = (found / "report.html").read_text("utf-8")
    given = examples.text(RUNS["claim"].split()[1]) if name == "claim" else ""
    assert false_sentences(page, findings, found / "curves.parquet", given=given) == []


@pytest.mark.parametrize(
    "name", sorted(path.stem for path in KEPT.glob("*.json") if path.stem not in {"pages", "curves"})
)
def test_a_count_in_an_answer_is_that_of_its_own_estimate(name: str) -> None:
    findings = json.loads((KEPT / f"{name}.json").read_text("utf-8"))["findings"]
    checked = 0
    for finding in findings:
        e = finding["estimate"]
        for said in COUNTED.finditer(finding["answer"]) if e is not None and e["trials"] is not None else ():
            if number(said[2]) == e["trials"] and number(said[1]) != 1:
                assert number(said[1]) in {e["events"], e["trials"] - e["events"]}, finding["answer"]
                checked += 1
    assert checked or name in {"crowd", "demo-crowd"} or name.startswith("compare")


def audit() -> dict[str, Any]:
    """Return the findings of the published record, in which 34 of 42 alerts were judged by nobody."""
    found: dict[str, Any] = json.loads((KEPT / "audit.json").read_text("utf-8"))
    return found


@pytest.mark.parametrize(
    ("sentence", "seen"),
    [
        ("10 of 2,077 alerts were judged false.", ""),
        ("8 of 42 alerts were verified as right.", ""),
        ("34 of 42 alerts were judged false.", "nobody counted 34 of 42"),
        ("2,297 of 170,000 faces were flagged.", "nobody counted 2,297 of 170,000"),
        ("54 of 2,147 alerts were false.", "nobody counted 54 of 2,147"),
        ("10 of 2,077 0.48 % (0.23 to 0.88)", ""),
        ("10 of 2,077 4.8 % (0.23 to 0.88)", "4.8 % is not 10 of 2,077"),
        ("10 of 2,077 0.48 % (0.53 to 0.88)", "0.48 % is outside 0.53 to 0.88"),
        ("10 in 3,147,436 3.2 in a million (1.5 to 5.8)", ""),
        ("10 in 3,147,436 32 in a million (1.5 to 58)", "32 in a million is not 10 in 3,147,436"),
    ],
)
def test_what_would_be_seen(sentence: str, seen: str) -> None:
    found = false_sentences(f"<style></style><p>{sentence}</p>", audit())
    assert [text.partition(": ")[0] for text in found] == ([seen] if seen else [])
