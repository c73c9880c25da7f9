"""Python callers are told of parameters, not of options alone."""

from __future__ import annotations

import pytest

import bystander as by
from bystander.api.in_python import parameters
from tests.evidence.doors import pairs


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("give --distance", "distance=True"),
        ("leave --distance out, if these are similarities", "distance=True"),
        ("say so with --column mated=decision", 'columns={"mated": "decision"}'),
        ("--column probe_id=NAME --column reference_id=NAME, or people",
         'columns={"probe_id": "NAME", "reference_id": "NAME"}'),
        ("compare takes several of them, --column score=FIRST,SECOND", 'columns={"score": ["FIRST", "SECOND"]}'),
        ("give --failed-score -1; if not", "failed_scores=[-1]"),
        ("declare the value with --failed-score, so that", "failed_scores=[...]"),
        ("say --square itself if they are, or --square apart if not", 'square="itself" or "apart"'),
        ("give --non-mated absent, if they are not enrolled; --non-mated nobody, if so; or --non-mated-subject VALUE",
         'non_mated="absent" or "nobody", non_mated_subjects=["VALUE"]'),
        ("give the pairs of one person with --truth FILE", 'truth="FILE"'),
        ("leave --truth out, or give scores without labels", "truth=..."),
        ("say which one with --mated-is WORD (mated_is= in Python)", ""),
        ("correct the table", ""),
    ],
)  # fmt: skip
def test_every_option_is_said_as_its_parameter(text: str, said: str) -> None:
    assert parameters(text) == said


def test_what_stops_in_python_says_it_in_python() -> None:
    columns = pairs()
    names = {"p1": columns["img1"], "p2": columns["img2"], "score": columns["score"]}
    for ask in (by.read_trial, by.evaluate):
        with pytest.raises(
            by.EvidenceError, match=r'in Python: truth="FILE", subject_from="lfw", columns=\{"mated": "NAME"'
        ):
            ask(names)
    (problem,) = by.check(names)
    assert 'truth="FILE"' in problem.do
    people = {"subject1": columns["img1"], "subject2": columns["img2"], "score": columns["score"]}
    with pytest.raises(by.EvidenceError, match=r'in Python: columns=\{"probe_sex": "NAME"\}, people="FILE"'):
        by.evaluate(people, by="sex")


def test_what_python_reads_is_documented_as_it_is() -> None:
    from bystander.evidence.read import read_trial

    assert by.read_trial.__doc__ == read_trial.__doc__
