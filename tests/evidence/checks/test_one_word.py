"""EV55: values of an attribute that are one word, in two ways of writing or beside what it is short for."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyarrow as pa
import pytest

import bystander as by
from bystander.errors import EvidenceError
from bystander.evidence.checks.one_word import one_word

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

PEOPLE = [f"p{i:02d}" for i in range(24)]
COUNTRIES = (
    "Austria", "Australia", "Chad", "Congo", "Congo-Kinshasa", "Dominica", "Dominican Republic", "Equatorial Guinea",
    "Guinea", "Guinea-Bissau", "India", "Indonesia", "Iran", "Iraq", "Ireland", "Korea (North)", "Korea (South)",
    "Mali", "Malawi", "Mauritania", "Mauritius", "Niger", "Nigeria", "Oman", "Papua New Guinea", "Samoa", "Sudan",
    "South Sudan", "Virgin Islands", "Zambia", "Zimbabwe",
)  # fmt: skip


@pytest.mark.parametrize(
    ("values", "pairs"),
    [
        (("F", "female", "M", "male"), 2),
        (("F", "M", "female"), 1),
        (("W", "woman", "m", "männlich"), 2),
        (("M", "Man", "W", "Woman"), 2),
        (("B", "W", "Black", "White", "Asian"), 2),
        (("männlich", "mannlich"), 1),
        (("South-East Asian", "South East Asian", "South east asian "), 2),
        (("Asian/Pacific", "Asian, Pacific", "Black"), 1),
        (("U.S.A.", "USA"), 1),
        (("18-29", "18 – 29", "30-39"), 1),
        (("region 2", "region-2", "region 12"), 1),
        (("fem.", "female"), 1),
        (("Asian", "Asians"), 1),
    ],
)  # fmt: skip
def test_one_word_in_two_ways_of_writing_is_found(values: Sequence[str], pairs: int) -> None:
    found = one_word(values)
    assert (len(found.same), len(found.doubtful)) == (pairs, 0)


@pytest.mark.parametrize(
    ("values", "pairs"),
    [
        (("Cauc", "Caucasian", "Black"), 1),
        (("fem", "female", "masc", "masculine"), 2),
        (("India", "Indian"), 1),
        (("Oman", "Omani"), 1),
        (("A", "B", "C", "Control"), 1),
        (("W", "B", "A", "O", "Other"), 1),
    ],
)
def test_what_may_be_one_word_is_doubtful(values: Sequence[str], pairs: int) -> None:
    found = one_word(values)
    assert (len(found.same), len(found.doubtful)) == (0, pairs)


@pytest.mark.parametrize(
    "values",
    [
        ("A", "AB", "B", "0"),
        ("A", "B", "C", "ABC"),
        ("A", "AA", "AAA"),
        ("I", "II", "III", "IV", "V", "VI", "VII", "VIII"),
        ("1", "18", "180"),
        ("18-29", "18-2", "1829", "182-9"),
        ("18+", "18", "18-"),
        ("<30", ">30", "30"),
        ("A+", "A-", "AB+", "AB-", "AB"),
        ("Black", "Black African", "Black Caribbean"),
        ("young", "younger", "old", "older"),
        ("male", "female"),
        ("DE", "Deutschland", "DK"),
        COUNTRIES,
    ],
)
def test_other_words_and_codes_are_left_alone(values: Sequence[str]) -> None:
    found = one_word(values)
    assert (found.same, found.doubtful) == ([], [])


def pairs_of_people() -> pa.Table:
    rows = [(p, q, float(p == q) + 0.01 * i + 0.001 * j) for i, p in enumerate(PEOPLE) for j, q in enumerate(PEOPLE)]
    return pa.table(dict(zip(("probe_subject", "reference_subject", "score"), zip(*rows, strict=True), strict=True)))


def people(*values: str) -> pa.Table:
    return pa.table({"subject": PEOPLE, "sex": [values[i % len(values)] for i in range(len(PEOPLE))]})


def test_a_word_and_its_letter_stop_a_question_about_groups() -> None:
    with pytest.raises(EvidenceError) as refused:
        by.evaluate(pairs_of_people(), thresholds=[0.5], by="sex", people=people("F", "female", "M", "male"))
    (problem,) = refused.value.problems
    assert (problem.code, problem.severity) == ("EV55", "error")
    assert problem.found == "“F” and “female”, “M” and “male”, values of sex, are one word each"
    both = people("F", "female", "M", "male").append_column("age", pa.array(["old", "young"] * 12))
    with pytest.raises(EvidenceError, match=r"EV55 error: .* are one word each"):
        by.evaluate(pairs_of_people(), thresholds=[0.5], by="sex*age", people=both)


def test_what_may_be_one_word_stands_before_all_other_caveats() -> None:
    given = people("Cauc", "Caucasian", "Black")
    document = by.evaluate(pairs_of_people(), thresholds=[0.5], by="sex", people=given).document
    assert document.caveats[0].startswith("“Cauc” and “Caucasian”, values of sex, may be one word. If one is short")
    usual = by.evaluate(pairs_of_people(), thresholds=[0.5], by="sex", people=people("F", "M")).document
    assert not any("one word" in caveat for caveat in usual.caveats)


def test_values_that_may_be_names_of_people_are_not_shown() -> None:
    names = ["M", "Maria", "Anna", "Bela", "Carl", "Dora", "Ewa", "Finn", "Gert", "Hans", "Ida", "Jon"]
    with pytest.raises(EvidenceError, match="two values of sex are one word") as refused:
        by.evaluate(pairs_of_people(), thresholds=[0.5], by="sex", people=people(*names))
    assert "Maria" not in str(refused.value)


def test_names_of_families_are_no_groups() -> None:
    assert by.evaluate(pairs_of_people(), thresholds=[0.5], cluster="sex", people=people("M", "Maria", "Han", "Hani"))


def test_searches_passes_and_records_ask_too(tmp_path: Path) -> None:
    search = {"search": [1, 2, 3, 4], "subject": ["a", "b", "c", "d"], "candidate_subject": ["a", "b", "c", "d"]}
    lists = pa.table({**search, "score": [0.9, 0.8, 0.7, 0.6], "sex": ["F", "female", "M", "M"]})
    with pytest.raises(EvidenceError, match="“F” and “female”, values of sex, are one word"):
        by.read_searches(lists, by="sex", non_mated="nobody")
    passes = tmp_path / "passes.csv"
    rows = [f"v{i},1,yes,{('F', 'female', 'M')[i % 3]}" for i in range(30)]
    passes.write_text("\n".join(["volunteer,pass,alerted,sex", *rows]))
    with pytest.raises(EvidenceError, match="“F” and “female”, values of sex, are one word"):
        by.evaluate(passes, by="sex")
    record = tmp_path / "record.csv"
    record.write_text("year,group,searches,leads\n2024,F,40,10\n2024,female,30,9\n2024,M,50,12\n")
    with pytest.raises(EvidenceError, match="“F” and “female”, values of group, are one word"):
        by.audit(record)


def test_whole_numbers_are_one_with_and_without_a_fraction_of_nought() -> None:
    assert one_word(["0", "0.0", "1", "1.0", "2.5"]).same == [("0", "0.0"), ("1", "1.0")]
    assert one_word(["1", "10", "1.05"]).same == []
