"""The options of groups on the command line, and identifiers that stay where they are."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import numpy as np
from click.testing import CliRunner

from bystander.cli import cli

if TYPE_CHECKING:
    from pathlib import Path

    from click.testing import Result

CANARY = "CANARY_7f3a"


def run(*arguments: str) -> Result:
    return CliRunner().invoke(cli, list(arguments))


def trial(folder: Path, people: int = 24) -> Path:
    """Write a trial of people with telling names, each of one of two groups."""
    rng = np.random.default_rng(2)
    rows = ["probe_subject,reference_subject,score,probe_sex,reference_sex"]
    for i in range(people):
        for j in range(people):
            score = rng.normal() + 4 * (i == j)
            rows.append(f"{CANARY}_{i},{CANARY}_{j},{score:.3f},{'FM'[i % 2]},{'FM'[j % 2]}")
    file = folder / "trial.csv"
    file.write_text("\n".join(rows) + "\n")
    return file


def written(folder: Path) -> str:
    return "".join(path.read_bytes().decode("latin-1") for path in folder.iterdir())


def test_groups_are_in_every_output_and_the_people_in_none(tmp_path: Path) -> None:
    people = tmp_path / "people.csv"
    people.write_text("subject;band\n" + "".join(f"{CANARY}_{i};{'young' if i % 3 else 'old'}\n" for i in range(20)))
    done = run("evaluate", str(trial(tmp_path)), "-o", str(tmp_path / "a"), "--by", "sex", "--threshold", "2")
    more = run(
        "evaluate", str(tmp_path / "trial.csv"), "-o", str(tmp_path / "b"), "--by", "band", "--people", str(people),
        "--threshold", "2", "--small-cell", "5",
    )  # fmt: skip
    for result, folder, attribute, group in ((done, "a", "sex", "F"), (more, "b", "band", "young")):
        assert result.exit_code == 0, result.output
        text = written(tmp_path / folder)
        findings = json.loads((tmp_path / folder / "findings.json").read_text("utf-8"))["findings"]
        assert {attribute: group} in [finding["group"] for finding in findings]
        page = (tmp_path / folder / "report.html").read_text("utf-8")
        assert f"By {attribute}</th>" in page
        assert re.search(rf'<th[^>]*scope="row"[^>]*>(<[^>]*>)*\s*{group}\b', page)
        assert CANARY not in text + result.output
    assert "4 of 24 people have no band recorded" in written(tmp_path / "b")


def test_what_is_wrong_with_groups_is_told_without_a_name(tmp_path: Path) -> None:
    file = trial(tmp_path)
    people = tmp_path / "people.csv"
    people.write_text("subject,sex\n" + "".join(f"{CANARY}_{i},{s}\n" for i in range(24) for s in "FM"))
    nicknames = tmp_path / "names.csv"
    nicknames.write_text("subject,nick\n" + "".join(f"{CANARY}_{i},{CANARY}{i}\n" for i in range(24)))
    for arguments, said in (
        (("--by", "sex", "--people", str(people)), "EV55"),
        (("--by", "nick", "--people", str(nicknames)), "tells people apart"),
        (("--by", "subject"), "no attribute of people"),
        (("--by", "ethnicity"), "no column for ethnicity"),
        (("--people", str(people)), "goes with --by"),
        (("--small-cell", "5"), "goes with --by"),
    ):
        done = run("evaluate", str(file), "-o", str(tmp_path / "out"), *arguments)
        text = done.output + str(done.exception)
        assert done.exit_code != 0
        assert said in text
        assert CANARY not in text
    assert not (tmp_path / "out").exists()


def test_a_tally_has_no_groups_and_says_why(tmp_path: Path) -> None:
    tally = tmp_path / "trial.tally"
    assert run("tally", str(trial(tmp_path)), "-o", str(tally)).exit_code == 0
    done = run("evaluate", str(tally), "-o", str(tmp_path / "out"), "--by", "sex")
    assert done.exit_code != 0
    assert "pseudonyms, which tell nobody's sex" in done.output + str(done.exception)


def test_searches_and_records_have_groups_too(tmp_path: Path) -> None:
    done = run(
        "evaluate", str(trial(tmp_path)), "-o", str(tmp_path / "s"), "--searches", "--non-mated", "leave-mate-out",
        "--by", "sex", "--threshold", "3",
    )  # fmt: skip
    assert done.exit_code == 0, done.output
    assert '"fpir-by-group"' in written(tmp_path / "s")
    record = tmp_path / "record.csv"
    record.write_text("date,faces_seen,alerts,false_alerts,false_alerts_black\n2024-09-01,3147436,2077,10,8\n")
    done = run("audit", str(record), "-o", str(tmp_path / "r"), "--groups", "black")
    assert done.exit_code == 0, done.output
    assert "If fewer than 44 % of the faces seen were theirs" in written(tmp_path / "r")


def test_families_count_as_one_and_are_nowhere_named(tmp_path: Path) -> None:
    people = tmp_path / "people.csv"
    people.write_text("subject,family\n" + "".join(f"{CANARY}_{i},{CANARY}_fam{i // 3}\n" for i in range(24)))
    asked = ("evaluate", str(trial(tmp_path)), "--threshold", "2", "--replicates", "0", "--people", str(people))
    done = run(*asked, "-o", str(tmp_path / "a"), "--cluster", "family")
    assert done.exit_code == 0, done.output
    assert "24 people, who count as 8 by family" in written(tmp_path / "a")
    assert CANARY not in done.output + written(tmp_path / "a")
    refused = run(*asked, "-o", str(tmp_path / "b"))
    assert "goes with --by or --cluster" in str(refused.exception)
    for option in ("--by", "--cluster"):  # as an unset variable of a script leaves it
        assert f"{option} is empty" in str(run(*asked, "-o", str(tmp_path / "b"), option, "").exception)
    searched = run(*asked[:-2], "--searches", "--non-mated", "leave-mate-out", "--people", str(people), "-o",
                   str(tmp_path / "c"), "--cluster", "family")  # fmt: skip
    assert searched.exit_code == 0, searched.output
    assert "People with the same family may err together. They count as one: 24 people as 8." in written(tmp_path / "c")
    assert CANARY not in searched.output + written(tmp_path / "c")
