"""Searches at the door: every layout, and every planted error with its row."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa
import pytest

from bystander.errors import EvidenceError, UsageError
from bystander.evidence.searches.read import is_searches, read_searches
from bystander.quantities.searches import cmc, fnir, fpir, selectivity
from bystander.tally.searches.fold import tally_searches
from tests.evidence.makers import write_table
from tests.shared_data import path

if TYPE_CHECKING:
    from pathlib import Path

    from bystander.evidence.searches.searches import Searches

HEADER = ("search", "subject", "rank", "candidate_subject", "score", "candidate_id", "watchlist_size", "person")
N = 12


def lists(seed: int = 4, searches: int = 40, length: int = 5) -> list[tuple[Any, ...]]:
    """Candidate lists of 40 searches of a watchlist of 12: two of three searches of enrolled people."""
    draw = random.Random(seed)
    rows = []
    for s in range(searches):
        mated = s % 3 != 0
        person = f"E{s % N}" if mated else f"V{s % 7}"
        scores = {f"E{i}": draw.gauss(0, 1) for i in range(N)}
        if mated:
            scores[person] += 3
        best = sorted(scores.items(), key=lambda item: -item[1])[:length]
        rows += [(f"p{s}", person if mated else "", r, who, f"{score:.4f}", f"t-{who}", N, person)
                 for r, (who, score) in enumerate(best, 1)]  # fmt: skip
    return rows


def read(tmp_path: Path, rows: list[tuple[Any, ...]], header: tuple[str, ...] = HEADER, **options: Any) -> Searches:
    return read_searches(write_table(tmp_path / "lists.csv", rows, header), **options)


def problems(tmp_path: Path, rows: list[tuple[Any, ...]], **options: Any) -> dict[str, str]:
    with pytest.raises(EvidenceError) as caught:
        read(tmp_path, rows, **options)
    return {p.code: f"{p.found} | {p.where} | {p.do}" for p in caught.value.problems}


def changed(rows: list[tuple[Any, ...]], at: int, **values: Any) -> list[tuple[Any, ...]]:
    """Change cells of a row; the row is as a spreadsheet counts it."""
    row = list(rows[at - 2])
    for name, value in values.items():
        row[HEADER.index(name)] = value
    return [*rows[: at - 2], tuple(row), *rows[at - 1 :]]


def summary(found: Searches) -> tuple[Any, ...]:
    """What every layout of the same trial must agree about."""
    tally = tally_searches(found)
    alerts = fpir.false_positive_identification_rate(tally, 1.5, level=0.95).estimate
    misses = fnir.false_negative_identification_rate(tally, 1.5, rank=3, level=0.95).estimate
    ranks = cmc.cmc(tally, range(1, 6))
    return len(found), int(found.mated.sum()), found.watchlist, found.length, alerts, misses, ranks


def test_candidate_lists_are_told_from_comparisons(tmp_path: Path) -> None:
    assert is_searches(write_table(tmp_path / "l.csv", lists(), HEADER))
    pairs = write_table(tmp_path / "c.csv", [("a", "b", 1.0)])
    assert not is_searches(pairs)
    bob = write_table(tmp_path / "b.csv", [("a", "x", "b", "y", 1.0)],
                      ("probe_subject", "probe_id", "reference_subject", "reference_id", "score"))  # fmt: skip
    assert not is_searches(bob)
    assert not is_searches(tmp_path / "nothing.csv")
    assert not is_searches(tmp_path)


def test_text_parquet_and_tables_in_memory_give_the_same_whatever_the_order_of_rows(tmp_path: Path) -> None:
    rows = lists()
    first = summary(read(tmp_path, rows))
    assert first[:4] == (40, 26, N, 5)
    shuffled = random.Random(1).sample(rows, len(rows))
    assert summary(read(tmp_path, shuffled)) == first
    assert summary(read_searches(write_table(tmp_path / "l.tsv", rows, HEADER, "\t"))) == first
    columns = dict(zip(HEADER, zip(*rows, strict=True), strict=True))
    table = pa.table(columns | {"score": [float(s) for s in columns["score"]]})
    assert summary(read_searches(table)) == first
    import pyarrow.parquet as pq

    pq.write_table(table, tmp_path / "lists.parquet")
    assert summary(read_searches(tmp_path / "lists.parquet")) == first


def test_distances_give_the_same_with_every_score_turned_round(tmp_path: Path) -> None:
    rows = [(*r[:4], f"{-float(r[4]):.4f}", *r[5:]) for r in lists()]
    assert summary(read(tmp_path, rows, distance=True))[4:] == summary(read(tmp_path, lists()))[4:]
    assert "give --distance" in problems(tmp_path, rows)["EV51"]


def test_ranks_may_count_from_zero(tmp_path: Path) -> None:
    rows = [(*r[:2], r[2] - 1, *r[3:]) for r in lists()]
    assert summary(read(tmp_path, rows)) == summary(read(tmp_path, lists()))


def test_a_list_whose_scores_rise_with_rank_is_found_with_its_row(tmp_path: Path) -> None:
    assert "1 candidate is more alike than the one ranked before | lists.csv, column score, row 9" in problems(
        tmp_path, changed(lists(), 9, score="99")
    )["EV51"]  # fmt: skip


def test_a_watchlist_smaller_than_a_rank_is_found_with_its_row(tmp_path: Path) -> None:
    rows = [(*r[:6], 12, r[7]) for r in changed(lists(), 6, rank=13)]
    assert "lists.csv, row 6" in problems(tmp_path, rows)["EV52"]
    few = [(*r[:6], 3, r[7]) for r in lists(length=3)]
    assert "more people than the 3 enrolled" in problems(tmp_path, few)["EV52"]
    mixed = changed(lists(), 8, watchlist_size=11)
    assert "2 different sizes" in problems(tmp_path, mixed)["EV52"]


def test_a_probe_that_is_its_own_reference_is_found_with_its_row(tmp_path: Path) -> None:
    rows = changed(lists(), 7, candidate_id="p1")
    assert "very sample that was searched | lists.csv, column candidate_id, row 7" in problems(tmp_path, rows)["EV53"]


def test_a_sample_of_two_people_across_roles_is_found_with_its_row(tmp_path: Path) -> None:
    rows = changed(lists(), 3, candidate_id="p5")  # p5 is a search of somebody else
    found = problems(tmp_path, rows)["EV53"]
    assert "belongs to two different people" in found
    twice = changed(lists(), 3, candidate_id="t-E5" if lists()[1][3] != "E5" else "t-E6")
    assert "belongs to two different people" in problems(tmp_path, twice)["EV53"]


def test_a_search_of_two_people_and_a_rank_given_twice_are_found(tmp_path: Path) -> None:
    assert "rows of two different people" in problems(tmp_path, changed(lists(), 8, subject="E7"))["EV50"]
    assert "a rank that the search gave already" in problems(tmp_path, changed(lists(), 3, rank=1))["EV51"]


def test_a_non_mated_search_of_a_person_on_the_list_is_found(tmp_path: Path) -> None:
    rows = [changed([r], 2, person=r[3])[0] if r[0] == "p0" and r[2] == 1 else r for r in lists()]
    rows = [changed([r], 2, person=rows[0][3])[0] if r[0] == "p0" else r for r in rows]
    assert "candidates in the same file" in problems(tmp_path, rows)["EV50"]


def test_candidates_without_a_person_or_a_score_are_found(tmp_path: Path) -> None:
    assert "score and no person" in problems(tmp_path, changed(lists(), 5, candidate_subject=""))["EV50"]
    assert "no numbers" in problems(tmp_path, changed(lists(), 5, score=""))["EV11"]


def test_searches_without_ground_truth_are_left_out_and_counted(tmp_path: Path) -> None:
    rows = [changed([r], 2, subject="?", person="?")[0] if r[0] in {"p1", "p2"} else r for r in lists()]
    found = read(tmp_path, rows)
    assert len(found) == 38
    assert (found.rows_read, found.rows_refused) == (200, 10)
    (problem,) = [p for p in found.problems if p.code == "EV50"]
    assert problem.severity == "refused"
    assert "2 searches without ground truth were left out" in problem.found
    unknown = [changed([r], 2, subject="unknown", person="")[0] for r in lists()]
    assert "no search is left" in problems(tmp_path, unknown)["EV50"]


def test_a_search_that_returned_nobody_or_failed_stays_in_the_totals(tmp_path: Path) -> None:
    header = ("search", "subject", "candidate_subject", "score", "failed")
    rows = [("a", "x", "x", 2.0, 0), ("b", "y", "", "", 0), ("c", "z", "", "", 1), ("d", "", "", "", 1),
            ("e", "", "x", 1.0, 0)]  # fmt: skip
    tally = tally_searches(read(tmp_path, rows, header))
    misses = fnir.false_negative_identification_rate(tally, 0.0, level=0.95).estimate
    alerts = fpir.false_positive_identification_rate(tally, 0.0, level=0.95).estimate
    assert (misses.events, misses.trials, alerts.events, alerts.trials) == (2, 3, 1, 2)
    assert tally.failed.tolist() == [False, False, True, True, False]


def test_passages_and_people_can_be_the_unit(tmp_path: Path) -> None:
    header = ("search", "subject", "candidate_subject", "score", "person", "passage")
    rows = [(f"s{i}", "", "x", i % 4, f"v{i // 4}", i // 2) for i in range(16)]
    by_unit = {}
    for unit in ("search", "passage", "person"):
        tally = tally_searches(read(tmp_path, rows, header, unit=unit))
        e = fpir.false_positive_identification_rate(tally, 3.0, level=0.95).estimate
        by_unit[unit] = (e.events, e.trials, e.people)
    assert by_unit == {"search": (4, 16, 4), "passage": (4, 8, 4), "person": (4, 4, 4)}
    with pytest.raises(UsageError, match="needs a column track"):
        read(tmp_path, rows, header, unit="track")


@pytest.mark.parametrize("unit", ["person", "passage"])
def test_a_search_without_what_is_counted_is_not_told_as_one_more_of_it(tmp_path: Path, unit: str) -> None:
    """Sixteen searches of four people in eight passages, of whom one search names neither."""
    header = ("search", "subject", "candidate_subject", "score", "person", "passage")
    rows = [(f"s{i}", "", "x", i % 4, f"v{i // 4}" if i else "", i // 2 if i else "") for i in range(16)]
    with pytest.raises(UsageError, match=f"^1 of 16 searches in .* name no {unit}, so --unit {unit} cannot"):
        read(tmp_path, rows, header, unit=unit)
    assert len(read(tmp_path, rows, header)) == 16


def test_missing_columns_and_an_empty_file_say_what_is_missing(tmp_path: Path) -> None:
    file = write_table(tmp_path / "l.csv", [("p", "c", 1.0)], ("search_id", "candidate_subject", "score"))
    assert is_searches(file)
    with pytest.raises(EvidenceError, match="no column for subject"):
        read_searches(file)
    with pytest.raises(EvidenceError, match="no row under it"):
        read_searches(write_table(tmp_path / "m.csv", [], HEADER))


def test_cells_that_are_no_numbers_are_named_with_their_rows(tmp_path: Path) -> None:
    rows = [(*r[:4], r[4].replace(".", ",", at % 2), *r[5:]) for at, r in enumerate(lists())]
    with pytest.raises(EvidenceError, match="decimal comma"):
        read_searches(write_table(tmp_path / "l.csv", rows, HEADER, ";"))
    assert "row 9" in problems(tmp_path, changed(lists(), 9, score="high"))["EV05"]


def test_options_of_comparisons_do_not_go_with_lists(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no use for truth"):
        read(tmp_path, lists(), truth=tmp_path / "x")
    with pytest.raises(UsageError, match="unit is one of"):
        read(tmp_path, lists(), unit="day")


# ---- NIST ------------------------------------------------------------------------------------------------------------

LOG = ["searchId", "candidateRank", "searchRetCode", "isAssigned", "templateId", "score", "decision"]


def nist(tmp_path: Path, *, roles: bool) -> tuple[Path, Path]:
    """The same trial as a candidate log, ranks from 0, the last two searches failed, with its file of subjects."""
    numbers = {f"p{s}": s for s in range(40)}
    rows: list[tuple[Any, ...]] = []
    for search, _, rank, who, score, *_ in lists():
        s = numbers[search]
        if s >= 38:
            rows.append((s, rank - 1, 2, 0, "null", "null", 0))
        else:
            rows.append((s, rank - 1, 0, 1, int(who[1:]) + (0 if roles else 1000), score, 1))
    people = {int(search[1:]): person for search, *_, person in lists()}
    subjects = [(s, person, "search") for s, person in people.items()]
    subjects += [(i + (0 if roles else 1000), f"E{i}", "template") for i in range(N)]
    log = write_table(tmp_path / "log.txt", rows, LOG, " ")
    header = ("id", "subject", "role") if roles else ("id", "subject")
    return log, write_table(tmp_path / "subjects.txt", [s[: len(header)] for s in subjects], header, " ")


@pytest.mark.parametrize("roles", [True, False])
def test_a_nist_log_gives_what_the_same_lists_give(tmp_path: Path, roles: bool) -> None:  # noqa: FBT001
    log, subjects = nist(tmp_path, roles=roles)
    assert is_searches(log)
    found = read_searches(log, subjects=subjects)
    same = [r for r in lists() if int(r[0][1:]) < 38]
    failed = [(f"p{s}", lists()[s * 5][1], "", "", "", "", N, lists()[s * 5][7]) for s in (38, 39)]
    expected = summary(read(tmp_path, [*same, *failed]))
    assert summary(found) == expected
    assert int(found.failed.sum()) == 2


def test_a_log_without_subjects_or_with_unknown_templates_says_so(tmp_path: Path) -> None:
    log, subjects = nist(tmp_path, roles=True)
    with pytest.raises(EvidenceError, match="--subjects"):
        read_searches(log)
    few = [line for line in subjects.read_text().splitlines() if not line.startswith("5 E5")]
    subjects.write_text("\n".join(few) + "\n")
    with pytest.raises(EvidenceError, match=r"are not in subjects\.txt"):
        read_searches(log, subjects=subjects)
    both = [line.rsplit(" ", 1)[0] for line in few]
    subjects.write_text("\n".join(both) + "\n")
    with pytest.raises(EvidenceError, match="add a third column, role"):
        read_searches(log, subjects=subjects)


# ---- comparisons -----------------------------------------------------------------------------------------------------


def test_a_matrix_is_searches_and_leaving_the_mate_out_makes_non_mated_ones(tmp_path: Path) -> None:
    draw = random.Random(3)
    names = [f"S{i}" for i in range(9)]
    values = np.array([[draw.gauss(2 if i == j else 0, 1) for j in range(9)] for i in range(9)])
    rows = [(names[i], *(repr(float(v)) for v in values[i])) for i in range(9)]
    file = write_table(tmp_path / "m.csv", rows, ("", *names))
    found = read_searches(file, non_mated="leave-mate-out")
    assert (len(found), found.watchlist, int(found.mated.sum()), found.left_out) == (9, 9, 9, True)
    tally = tally_searches(found)
    np.testing.assert_array_equal(np.sort(tally.mate), np.sort(np.diag(values)))
    off = values.copy()
    np.fill_diagonal(off, -np.inf)
    np.testing.assert_array_equal(np.sort(tally.other), np.sort(off.max(axis=1)))
    ranks = 1 + (off >= np.diag(values)[:, None]).sum(axis=1)
    assert sorted(tally.rank) == sorted(ranks)


def test_probes_of_people_who_are_not_among_the_references_are_non_mated_searches(tmp_path: Path) -> None:
    rows = [(f"v{p}" if p % 2 else f"e{p}", f"e{r}", (p * r) % 7) for p in range(6) for r in range(0, 6, 2)]
    found = read_searches(write_table(tmp_path / "c.csv", rows))
    assert (len(found), int(found.mated.sum()), found.watchlist) == (6, 3, 3)


def test_uneven_searches_are_told(tmp_path: Path) -> None:
    rows = [(f"p{p}", f"e{r}", p + r) for p in range(6) for r in range(3)][:-1]
    found = read_searches(write_table(tmp_path / "c.csv", rows))
    assert "2 to 3" in next(p.found for p in found.problems if p.code == "EV56")


def test_scores_of_nobody_cannot_be_searches(tmp_path: Path) -> None:
    file = write_table(tmp_path / "c.csv", [(1, 0.5), (0, 0.2)], ("mated", "score"))
    with pytest.raises(EvidenceError, match="do not say which probe"):
        read_searches(file)


def test_bobs_cmc_file_gives_its_published_values() -> None:
    tally = tally_searches(read_searches(path("bob/scores-cmc-5col.txt")))
    assert cmc.cmc(tally, range(1, 6)) == [0.76, 0.89, 0.96, 0.98, 1.0]  # METHODS part III


@pytest.mark.parametrize("exp", [1, 2])
def test_pyeers_cmc_files_give_what_plain_loops_give(exp: int) -> None:
    pairs = dict(line.split() for line in path(f"pyeer/cmc_exp{exp}_tp.txt").read_text().splitlines())
    scores: dict[str, dict[str, float]] = {}
    for line in path(f"pyeer/cmc_exp{exp}_scores.txt").read_text().splitlines():
        probe, reference, score = line.split()
        scores.setdefault(probe, {})[reference] = float(score)
    ranks = [1 + sum(s >= found[pairs[p]] for r, s in found.items() if r != pairs[p]) for p, found in scores.items()]
    source = path(f"pyeer/cmc_exp{exp}_scores.txt")
    tally = tally_searches(read_searches(source, truth=path(f"pyeer/cmc_exp{exp}_tp.txt")))
    expected = [sum(r <= limit for r in ranks) / len(ranks) for limit in (1, 2, 5, 10, 50)]
    assert cmc.cmc(tally, (1, 2, 5, 10, 50)) == expected
    best = [max(s for r, s in found.items() if r != pairs[p]) for p, found in scores.items()]
    np.testing.assert_array_equal(np.sort(tally.other), np.sort(best))


def test_bssr1_as_searches_gives_what_plain_numpy_gives() -> None:
    lines = path("bssr1/face_g.csv").read_text().splitlines()
    values = np.array([[float(cell) for cell in line.split(",")[1:]] for line in lines[1:]])
    tally = tally_searches(read_searches(path("bssr1/face_g.csv"), non_mated="leave-mate-out"))
    mate = np.diag(values)
    off = values.copy()
    np.fill_diagonal(off, -np.inf)
    ranks = 1 + (off >= mate[:, None]).sum(axis=1)
    assert cmc.cmc(tally, (1, 5, 20)) == [float((ranks <= r).mean()) for r in (1, 5, 20)]
    out = tally.leave_mate_out()
    found = fpir.threshold_for(out, 0.01)
    best = np.sort(off.max(axis=1))
    assert found.achieved == float((best >= found.threshold).mean()) <= 0.01 < found.next_rate  # type: ignore[operator]
    rate = selectivity.selectivity(out, found.threshold, references=516, level=0.95)
    assert rate.estimate.value == pytest.approx(float((off >= found.threshold).sum() / 517))
