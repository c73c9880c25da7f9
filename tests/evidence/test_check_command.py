"""``bystander check``: what it prints, and its exit status."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from bystander.cli import cli, main
from tests.evidence.makers import all_pairs, write_table
from tests.shared_data import path

if TYPE_CHECKING:
    from pathlib import Path


def test_a_clean_trial_is_described_with_its_rows_people_and_reach(tmp_path: Path) -> None:
    result = CliRunner().invoke(cli, ["check", str(write_table(tmp_path / "t.csv", all_pairs(30)))])
    assert result.exit_code == 0
    assert "900 read = 900 used + 0 refused" in result.output
    assert "people      30 (30 as probes, 30 as references)" in result.output
    assert "mated       30 comparisons" in result.output
    # 870 non-mated comparisons: 1 in 870 can be seen, and 3 / 870 is 1 in 290
    assert (
        "smallest that can be seen is 1 in 870; without a single false match it may still be about 1 in 290"
        in result.output
    )
    assert "No problem was found." in result.output


def test_unusable_data_is_described_and_exits_with_2(tmp_path: Path) -> None:
    file = write_table(tmp_path / "t.csv", [(a, b, -s) for a, b, s in all_pairs(20)])
    result = CliRunner().invoke(cli, ["check", str(file)])
    assert result.exit_code == 2
    assert "EV16 error" in result.output
    assert CliRunner().invoke(cli, ["check", str(file), "--distance"]).exit_code == 0


def test_one_class_alone_is_usable_and_the_other_rate_not_estimable(tmp_path: Path) -> None:
    rows = [row for row in all_pairs(20) if row[0] != row[1]]
    result = CliRunner().invoke(cli, ["check", str(write_table(tmp_path / "t.csv", rows))])
    assert result.exit_code == 0
    assert "the false non-match rate: not estimable, because there is no mated comparison" in result.output


@pytest.mark.parametrize("arguments", [["nothing.csv"], ["t.csv", "--column", "score"], ["t.csv", "--format", "x"], []])
def test_unusable_arguments_exit_with_2_and_no_traceback(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], arguments: list[str]
) -> None:
    write_table(tmp_path / "t.csv", all_pairs(12))
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("sys.argv", ["bystander", "check", *arguments])
    with pytest.raises(SystemExit) as exit_:
        main()
    assert exit_.value.code == 2
    out, err = capsys.readouterr()
    assert "Traceback" not in out + err
    assert err


def test_failures_and_pairs_of_lists_can_be_declared(tmp_path: Path) -> None:
    mated = write_table(tmp_path / "one.txt", [(3,), (4,), (-1,)] * 20, None)
    other = write_table(tmp_path / "two.txt", [(0,), (1,)] * 20, None)
    result = CliRunner().invoke(cli, ["check", str(mated), "--non-mated", str(other), "--failed-score", "-1"])
    assert result.exit_code == 0
    assert "failures    20, of which 20 mated" in result.output
    assert "people      not recorded" in result.output


def test_a_deployment_record_is_recognised_as_one() -> None:
    result = CliRunner().invoke(cli, ["check", str(path("met/met_lfr_2020_2022.csv"))])
    assert result.exit_code == 0
    assert "deployment record" in result.output
    assert "9 read = 8 used + 1 refused" in result.output
