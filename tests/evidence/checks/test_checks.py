"""Each check on evidence that has the fault, and on evidence that nearly has it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa
import pytest

from bystander.errors import EvidenceError
from bystander.evidence import inspect, read_trial, require_usable
from tests.evidence.makers import all_pairs, codes_of, columns_of, people, write_table

if TYPE_CHECKING:
    from pathlib import Path

    from bystander.errors import Problem
    from bystander.evidence.comparisons.inspection import Inspection


def frame(rows: list[tuple[Any, ...]], *more: str) -> pa.Table:
    names = ("probe_subject", "reference_subject", "score", *more)
    return pa.table({name: [row[i] for row in rows] for i, name in enumerate(names)})


def looked_at(rows: list[tuple[Any, ...]], *more: str, **options: Any) -> Inspection:
    return inspect(read_trial(frame(rows, *more), **options))


def coded(found: Inspection, code: str) -> list[Problem]:
    return [p for p in found.problems if p.code == code]


def test_a_clean_trial_has_no_problem() -> None:
    found = looked_at(all_pairs(30))
    assert found.problems == ()
    assert (found.rows, found.mated, found.non_mated, found.people, found.failed) == (900, 30, 870, 30, 0)


def test_nan_and_infinite_scores_are_errors_unless_declared() -> None:
    rows = all_pairs(12)
    rows[3] = (*rows[3][:2], float("nan"))
    rows[13] = (*rows[13][:2], float("inf"))
    found = looked_at(rows)
    (problem,) = found.errors
    assert (problem.code, problem.where) == ("EV11", "table in memory, row 4; row 14")
    assert problem.found == "scores that are no numbers: 1 missing or NaN and 1 infinite"
    declared = looked_at(rows, failed_scores=[float("nan"), float("inf")])
    assert not declared.errors
    assert (declared.failed, declared.failed_mated) == (2, 1)  # row 14 is S001 against S001


def test_failures_score_minus_infinity_whichever_way_they_are_declared() -> None:
    rows = [(a, b, -1.0 if i in {2, 7} else s) for i, (a, b, s) in enumerate(all_pairs(12))]
    by_value = columns_of(read_trial(frame(rows), failed_scores=[-1]))
    flagged = [(*row[:2], None if i in {2, 7} else row[2], i in {2, 7}) for i, row in enumerate(rows)]
    by_column = columns_of(read_trial(frame(flagged, "failed")))
    for whole in (by_value, by_column):
        np.testing.assert_array_equal(np.flatnonzero(whole["failed"]), [2, 7])
        assert whole["score"][[2, 7]].tolist() == [-np.inf, -np.inf]
    distances = [(a, b, s if s == -1 else -s) for a, b, s in rows]
    np.testing.assert_array_equal(
        columns_of(read_trial(frame(distances), distance=True, failed_scores=[-1]))["score"], by_value["score"]
    )


def test_a_probe_with_one_score_throughout_is_a_suspected_failure() -> None:
    rows = [(a, b, 0.25 if a in {"S001", "S004"} else s) for a, b, s in all_pairs(12)]
    (problem,) = coded(looked_at(rows), "EV12")
    assert problem.found == "2 of 12 probe subjects have one and the same score in every comparison"
    assert problem.where == "table in memory, 24 comparisons"
    nine = [row for row in rows if row[1] not in {"S009", "S010", "S011"}]
    assert not coded(looked_at(nine), "EV12")  # nine comparisons are too few to say so


def test_a_reference_column_of_one_value_is_found_by_its_sample(tmp_path: Path) -> None:
    scores = np.random.default_rng(1).normal(size=(12, 12))
    scores[:, 5] = 0
    np.savez(
        tmp_path / "m.npz",
        scores=scores,
        probe_subjects=np.repeat(np.arange(6), 2),
        reference_subjects=np.repeat(np.arange(6), 2),
    )
    (problem,) = coded(inspect(read_trial(tmp_path / "m.npz")), "EV12")
    assert problem.found == "1 of 12 reference samples has one and the same score in every comparison"


def test_declared_failures_are_not_suspected_again() -> None:
    rows = [(a, b, -1.0 if a == "S001" else s) for a, b, s in all_pairs(12)]
    assert not coded(looked_at(rows, failed_scores=[-1]), "EV12")


def test_a_pile_at_the_lowest_score_is_named_with_its_value() -> None:
    rows = [(a, b, -9.0 if i % 20 == 3 and a != b else s) for i, (a, b, s) in enumerate(all_pairs(40))]
    piled = sum(s == -9 for *_, s in rows)
    (problem,) = coded(looked_at(rows), "EV13")
    assert problem.found.startswith(f"{piled} comparisons")
    assert "lowest score, -9" in problem.found
    stepped = [(a, b, round(s)) for a, b, s in all_pairs(40)]
    assert not coded(looked_at(stepped), "EV13")  # few distinct scores: every one holds many


def test_samples_compared_with_themselves_are_refused_and_counted(tmp_path: Path) -> None:
    rows = [(a, b, s, f"{a}.1", f"{b}.1" if a == b == "S003" else f"{b}.2") for a, b, s in all_pairs(12)]
    trial = read_trial(
        write_table(
            tmp_path / "t.csv", rows, ("probe_subject", "reference_subject", "score", "probe_id", "reference_id")
        )
    )
    assert (trial.rows_read, trial.rows_refused) == (144, 1)
    assert [(p.code, p.severity, p.where) for p in trial.problems] == [
        ("EV14", "refused", "t.csv, row 41")
    ]  # 1 + 3 * 12 + 4
    assert inspect(trial).mated == 11


def test_repeated_rows_are_refused_and_conflicting_ones_are_an_error() -> None:
    rows = [(a, b, s, f"{a}.1", f"{b}.2") for a, b, s in all_pairs(12)]
    trial = read_trial(frame([*rows, rows[5], rows[5]], "probe_id", "reference_id"))
    assert [(p.code, p.severity, p.where) for p in trial.problems] == [
        ("EV15", "refused", "table in memory, rows 145 and 146")
    ]
    other = (*rows[7][:2], rows[7][2] + 1, *rows[7][3:])
    with pytest.raises(EvidenceError) as error:
        read_trial(frame([*rows, rows[5], other], "probe_id", "reference_id"))
    assert [(p.code, p.severity) for p in error.value.problems] == [("EV15", "refused"), ("EV15", "error")]


def test_rows_without_sample_names_are_never_called_repeated() -> None:
    rows = all_pairs(12)
    assert read_trial(frame([*rows, *rows])).rows_refused == 0


def test_sample_numbers_that_start_anew_for_each_person_are_read_so() -> None:
    rows = [(a, b, s, 1, 2) for a, b, s in all_pairs(12)]
    rows += [(a, b, s, 2, 1) for a, b, s in all_pairs(12, seed=2)]
    trial = read_trial(frame(rows, "probe_id", "reference_id"))
    assert (trial.rows_refused, [p.code for p in trial.problems]) == (0, ["EV21", "EV114"])
    assert inspect(trial).images == 24


def test_probes_and_references_that_are_numbered_separately_are_read_so() -> None:
    names = people(12)
    rows = [(a, b, s, names.index(a), (names.index(b) + 1) % 12) for a, b, s in all_pairs(12)]
    trial = read_trial(frame(rows, "probe_id", "reference_id"))
    assert (trial.rows_refused, [p.code for p in trial.problems]) == (0, ["EV21"])
    assert inspect(trial).images == 24


def test_a_sample_of_two_people_is_a_warning() -> None:
    rows = [(a, b, s, f"{a}.1", f"{b}.2") for a, b, s in all_pairs(30)]
    rows[40] = (*rows[40][:3], "S009.1", rows[40][4])
    (problem,) = read_trial(frame(rows, "probe_id", "reference_id")).problems
    assert (problem.code, problem.severity) == ("EV21", "warning")
    assert problem.found.startswith("1 of 60 samples is of two people")


def test_rows_without_a_subject_are_refused_and_if_all_are_the_trial_is() -> None:
    rows: list[tuple[Any, ...]] = list(all_pairs(12))
    rows[0] = (None, *rows[0][1:])
    rows[1] = (" ", *rows[1][1:])
    trial = read_trial(frame(rows))
    assert (trial.rows_refused, trial.rows_used, trial.subjects) == (2, 142, 12)
    with pytest.raises(EvidenceError) as error:
        read_trial(frame([("", b, s) for _, b, s in all_pairs(12)]))
    assert codes_of(error.value) == ["EV10", "EV20"]


def test_distances_given_as_similarities_are_an_error_and_the_reverse() -> None:
    rows = [(a, b, -s) for a, b, s in all_pairs(15)]
    found = looked_at(rows)
    assert [(p.code, p.do) for p in found.errors] == [("EV16", "give --distance")]
    assert not looked_at(rows, distance=True).errors
    assert [p.do for p in looked_at(all_pairs(15), distance=True).errors] == ["leave --distance out"]


def test_of_labels_it_is_said_that_they_may_be_the_other_way_round() -> None:
    table = pa.table({"label": [0] * 60 + [1] * 60, "score": [0.5 + i / 200 for i in range(120)][::-1]})
    (problem,) = inspect(read_trial(table)).errors
    assert problem.code == "EV16"
    assert "--mated-is" in problem.do
    assert not inspect(read_trial(table, mated_is="0")).errors


def test_a_useless_system_is_not_called_a_distance() -> None:
    rng = np.random.default_rng(4)
    assert not looked_at([(a, b, float(rng.normal())) for a, b, _ in all_pairs(60)]).errors


def test_in_order_is_the_share_of_pairs_counted_by_hand() -> None:
    rows = [("A", "A", 2.0), ("B", "B", 1.0), ("A", "B", 1.0), ("B", "A", 0.0)]
    # mated 2 beats 1 and 0; mated 1 ties with 1 and beats 0: (1 + 1 + 1/2 + 1) / 4
    assert looked_at(rows).in_order == 3.5 / 4


def test_one_class_alone_is_a_warning_and_no_error() -> None:
    non_mated = [row for row in all_pairs(12) if row[0] != row[1]]
    mated = [row for row in all_pairs(40) if row[0] == row[1]]
    for rows, absent in ((non_mated, "no mated"), (mated, "no non-mated")):
        found = looked_at(rows)
        (problem,) = coded(found, "EV17")
        assert problem.severity == "warning"
        assert absent in problem.found
        assert not found.errors


def test_ties_are_counted_within_each_kind_by_hand() -> None:
    rows = [("A", "A", 1.0), ("B", "B", 2.0), ("A", "B", 1.0), ("B", "A", 0.5), ("A", "C", 0.5), ("C", "A", 0.25)]
    assert looked_at(rows).ties == pytest.approx(2 / 6)  # only the two non-mated 0.5


def test_heavy_ties_are_a_warning() -> None:
    rows = [(a, b, round(s)) for a, b, s in all_pairs(20)]
    assert [p.severity for p in coded(looked_at(rows), "EV18")] == ["warning"]


@pytest.mark.parametrize(("times", "said"), [(2, "twice"), (3, "3 times")])
def test_a_file_that_holds_every_row_several_times_is_told_so_first(times: int, said: str) -> None:
    rows = [(a, b, s + 0.001 * i) for i, (a, b, s) in enumerate(all_pairs(20))]
    assert not coded(looked_at(rows), "EV18")
    (problem,) = coded(looked_at(rows * times), "EV18")
    assert problem.leads
    assert f"every score occurs {said}" in problem.found
    (rounded,) = coded(looked_at([(a, b, round(s)) for a, b, s in rows]), "EV18")
    assert not rounded.leads


def test_one_person_is_an_error_and_few_are_a_warning() -> None:
    assert [p.code for p in looked_at([("A", "A", float(i)) for i in range(40)]).errors] == ["EV19"]
    assert [p.severity for p in coded(looked_at(all_pairs(7)), "EV19")] == ["warning"]
    assert not coded(looked_at(all_pairs(10)), "EV19")


def test_two_rows_are_usable_with_warnings() -> None:
    found = looked_at([("A", "A", 1.0), ("A", "B", 0.0)])
    assert not found.errors
    assert {"EV19", "EV20"} <= {p.code for p in found.problems}


def test_require_usable_raises_every_error_at_once() -> None:
    rows = [(a, b, -s) for a, b, s in all_pairs(15)]
    rows[3] = (*rows[3][:2], float("nan"))
    trial = read_trial(frame(rows))
    with pytest.raises(EvidenceError) as error:
        require_usable(trial, inspect(trial))
    assert codes_of(error.value) == ["EV11", "EV16"]
    fine = read_trial(frame(all_pairs(15)))
    require_usable(fine, inspect(fine))


def test_words_that_name_nobody_are_named_where_rows_have_no_ground_truth(tmp_path: Path) -> None:
    rows = [*all_pairs(8), ("NA", "p1", 0.5), ("p1", "None", 0.5)]
    told = coded(inspect(read_trial(write_table(tmp_path / "t.csv", rows))), "EV10")
    assert len(told) == 2
    assert {p.got for p in told} == {"an empty cell, or a word that names nobody, such as NA, None or unknown"}
