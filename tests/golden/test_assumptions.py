"""No finding says that something was assumed, or holds under something, which its own method does not say.

Over all methods and all findings of the golden runs, and of trials without an error, as they are written: a sentence
that a method assumes, or holds under, may stand in a finding only where that method, or one of its limits, is in it.
"""

from __future__ import annotations

import json
from typing import Any

import numpy as np
import pytest

import bystander as by
from bystander.crowd import methods as of_crowds
from bystander.differentials import methods as of_groups
from bystander.findings import limits
from bystander.findings.limits import LIMITS
from bystander.findings.method import WHATEVER, Method
from bystander.intervals import methods as of_rates
from bystander.intervals.measured import LOWER_THRESHOLD
from tests.golden.test_runs import KEPT

MODULES = (of_rates, of_groups, of_crowds, limits)
METHODS = {method for module in MODULES for method in vars(module).values() if isinstance(method, Method)}
RUNS = sorted(path for path in KEPT.glob("*.json") if path.stem not in {"pages", "curves"})


def sentences(method: Method) -> set[str]:
    """Return all that may be said of what a method assumes."""
    said = {*method.assumed, *(text for part in method.parts for text in part.assumes)}
    said |= {method.only_if} if method.only_if else set()
    return said | ({WHATEVER} if method.of_people else set())


SAID = set().union(*(sentences(method) for method in METHODS))


def named(finding: dict[str, Any]) -> str:
    """Return the names of what a finding was made by, as they are written."""
    return " ".join(finding[made]["method"] for made in ("estimate", "test") if finding.get(made) is not None)


def founded(finding: dict[str, Any]) -> set[str]:
    """Return all that the methods of a finding assume, and hold under, and those of the limits beside it."""
    made = named(finding)
    used = [method for name, method in LIMITS.items() if finding["bounds"].get(name) is not None]
    used += [method for method in METHODS if str(method) in made]
    return {said for said in SAID if said in made}.union(*(sentences(method) for method in used))


def unfounded(finding: dict[str, Any]) -> set[str]:
    """Return what is said in the answer or the caveats of a finding, and belongs to no method of it."""
    text = " ".join((finding["answer"], *finding["caveats"]))
    if finding["estimate"] is None:
        return set()
    return {said for said in SAID if said in text} - founded(finding)


def no_error() -> list[list[dict[str, Any]]]:
    """Return the findings of trials without an error: of people, of nobody, by group, of two systems, of searches."""
    rng, documents = np.random.default_rng(4), []
    first, second = np.triu_indices(60, 1)
    score = rng.normal(size=len(first) + 60)
    score[len(first) :] += 9
    p, r = np.r_[first, np.arange(60)], np.r_[second, np.arange(60)]
    named = {"probe_subject": p, "reference_subject": r, "score": score, "sex": None}
    named["probe_sex"], named["reference_sex"] = (np.where(side % 2, "f", "m") for side in (p, r))
    del named["sex"]
    documents.append(by.evaluate(named, thresholds=[6.0, 0.5], by=["sex"]))
    documents.append(by.evaluate({"score": score, "mated": p == r}, thresholds=[6.0, 0.5]))
    documents.append(by.compare(named, {**named, "score": score + 0.1}, names=["a", "b"], thresholds=[6.0]))
    return [json.loads(d.to_json())["findings"] for d in documents]


def test_every_method_says_what_it_assumes_in_words_that_no_other_contradicts() -> None:
    assert len(METHODS) > 20
    assert all(method.assumption == ", and ".join(f"that {said}" for said in method.assumed) for method in METHODS)
    assert LOWER_THRESHOLD not in SAID  # it is a row of the table, and no method rests on it


@pytest.mark.parametrize("path", RUNS, ids=lambda path: path.stem)
def test_every_assumption_that_a_golden_finding_says_is_one_of_its_method(path: Any) -> None:
    findings = json.loads(path.read_text("utf-8"))["findings"]
    assert {f["id"]: wrong for f in findings if (wrong := unfounded(f))} == {}
    for finding in findings:
        assert "lower threshold" not in " ".join((finding["answer"], *finding["caveats"]))


def test_every_assumption_of_a_trial_without_an_error_is_one_of_its_method() -> None:
    people, nobody, compared = no_error()
    found = [*people, *nobody, *compared]
    assert {f["id"]: wrong for f in found if (wrong := unfounded(f))} == {}
    none = [f for f in found if f["estimate"] and f["estimate"]["events"] == 0]
    assert sum(WHATEVER in f["answer"] for f in none if f in people) >= 4
    assert not any(WHATEVER in f["answer"] for f in nobody)
    assert any(limits.CLOSEST.only_if in f["answer"] for f in people)
    assert any(limits.CLOSEST.only_if in f["answer"] for f in compared)
    for finding in none:
        smaller, free = (finding["bounds"][n] for n in ("if_seen_among_closest_upper", "assumption_free_upper"))
        assert (limits.CLOSEST.only_if in finding["answer"]) == (smaller is not None)
        assert smaller is None or smaller < free == finding["estimate"]["high"]


def test_a_sentence_of_another_method_is_found() -> None:
    (finding, *_) = no_error()[1]
    finding["caveats"].append(f"It was assumed that {limits.INDEPENDENT}.")
    assert unfounded(finding) == {limits.INDEPENDENT}
