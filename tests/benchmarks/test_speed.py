"""The speed benchmark: peers answer alike, what is missing is said, and the page is what the figures say. No timing."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from benchmarks.speed import __main__, comparisons, delimited, growth, lists, named, page, resampling, searches
from benchmarks.speed.measure import measured_or_left_out
from benchmarks.speed.targets import TARGETS, Target, figure
from tests.report import golden

if TYPE_CHECKING:
    from collections.abc import Callable

    from benchmarks.speed.contest import Contest

FIGURES: dict[str, Any] = json.loads((Path(__file__).parent / "speed.json").read_text(encoding="utf-8"))


def _answers(contest: Contest, folder: Path) -> dict[str, dict[str, list[int]]]:
    """Let all peers answer that are developers' dependencies, in this process."""
    contest.make(folder, 10_000, 1)
    return {p.__name__: {"answer": p(folder)()} for p in contest.peers if p.__name__ != "bob_measure"}


def test_bystander_duckdb_and_polars_find_the_same_of_every_search(tmp_path: Path) -> None:
    found = _answers(searches.CONTEST, tmp_path)
    first, *others = (peer["answer"] for peer in found.values())
    assert [first] * 2 == others
    assert first[0] == 100
    assert first[1], "false alerts of none compare nothing"
    assert all(first[4:7]), "nor do misses of none"


@pytest.mark.parametrize(
    "contest", [comparisons.CONTEST, delimited.CONTEST, lists.CONTEST], ids=["comparisons", "delimited", "lists"]
)
def test_the_peers_of_comparisons_count_alike(contest: Contest, tmp_path: Path) -> None:
    found = _answers(contest, tmp_path)
    assert contest.different(found) == []
    name = contest.same[0][0]
    found[name]["answer"][0] += 1
    assert [name, contest.same[0][1]] in contest.different(found)


def test_bystander_counts_every_row_that_names_people_by_text(tmp_path: Path) -> None:
    assert _answers(named.CONTEST, tmp_path) == {
        "read_and_checked": {"answer": [100 * 99]}, "pyarrow": {"answer": [100 * 99]},
    }  # fmt: skip


def test_what_draws_people_again_and_its_peer_work_on_the_same_tail(tmp_path: Path) -> None:
    found = _answers(resampling.CONTEST, tmp_path)
    ours, numpy = (found[name]["answer"] for name in resampling.CONTEST.names)
    assert ours[0] <= numpy[0] == 500  # the thresholds are ranks, the last of them near the end of the tail
    assert ours[0] > 400


def test_a_run_measures_each_in_a_process_of_its_own() -> None:
    found = searches.CONTEST.run(10_000, repeats=1)
    assert found["different"] == []
    assert list(found["measured"]) == ["read_and_tallied", "duckdb", "polars"]
    assert all(peer["wall_s"] > 0 and peer["peak_mib"] > 0 for peer in found["measured"].values())
    assert all(peer["start_s"] > 0 for peer in found["measured"].values())  # nobody imports anything in no time


def test_what_a_fresh_process_takes_beside_the_work_is_measured_by_doing_it_once_more() -> None:
    done: list[int] = []

    def work() -> list[int]:
        done.append(1)
        return done

    assert "start_s" not in measured_or_left_out(lambda: work, repeats=3)
    assert len(done) == 3
    assert measured_or_left_out(lambda: work, repeats=3, fresh=True)["start_s"] > 0
    assert len(done) == 3 + 1 + 3


def test_a_peer_that_is_not_installed_is_left_out_and_anything_else_that_is_missing_is_a_fault() -> None:
    def missing(name: str) -> Callable[[], Callable[[], None]]:
        def peer() -> Callable[[], None]:
            raise ModuleNotFoundError(name=name)

        return peer

    assert measured_or_left_out(missing("faiss"), repeats=1) == {"left_out": "faiss is not installed"}
    with pytest.raises(ModuleNotFoundError):
        measured_or_left_out(missing("bystander.tally.gone"), repeats=1)


def test_a_power_is_what_a_cost_is_multiplied_with_by_powers_of_its_size() -> None:
    points = [{"size": size, "cpu_s": 3.0 * size**1.5} for size in (10, 20, 80)]
    assert growth.powers(points, "cpu_s") == [None, pytest.approx(1.5), pytest.approx(1.5)]


@pytest.mark.parametrize("name", growth.GROWTHS)
def test_what_grows_is_evaluated_at_every_size(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for rows in ("ROWS", "SCORES"):
        monkeypatch.setattr(growth, rows, 20_000)
    size = min(growth.GROWTHS[name].sizes[1], 2_000)
    growth.GROWTHS[name].make(tmp_path, size, 1)
    study = growth.GROWTHS[name].work(tmp_path, size).document
    assert sum(finding.estimate is not None for finding in study.findings) >= 2
    several = {"groups": [f for f in study.findings if f.id == "fmr-by-group"], "systems": study.evidence}
    assert name not in several or len(several[name]) == size


@pytest.mark.parametrize(("value", "verdict"), [(6.0, "reached"), (5.9, "**not reached**"), (None, "not measured")])
def test_a_target_is_judged_in_words(value: float | None, verdict: str) -> None:
    target = Target(work="w", asked="a", measure=figure("w", "peer", "cpu_s"), least=6)
    works = {"w": {"measured": {"peer": {} if value is None else {"cpu_s": value}}}}
    assert target.judged(works)[1] == verdict


def test_every_target_asks_for_a_figure_that_a_run_gives() -> None:
    assert {t.work for t in TARGETS} <= {section.title for section in page.SECTIONS}
    assert {section.work for section in page.SECTIONS} <= set(__main__.works(1, repeats=1))


def test_the_page_says_what_was_measured_reached_left_out_and_extrapolated(tmp_path: Path) -> None:
    figures, out = tmp_path / "speed.json", tmp_path / "page.md"
    figures.write_text(json.dumps(FIGURES), encoding="utf-8")
    assert page.main([str(figures), "-o", str(out)]) == 0
    golden.check("benchmarks.md", out.read_text(encoding="utf-8"))
