"""The command line as its users meet it: help, exit statuses, messages, and what is left behind."""

from __future__ import annotations

import csv
import gzip
import json
import math
import os
import random
import re
import shlex
import subprocess
import sys
from html import unescape
from typing import TYPE_CHECKING, Any

import click
import jsonschema
import pyarrow.parquet as pq
import pytest

from bystander._version import __version__
from bystander.cli import COMMANDS, cli
from tests.generated import help_text, schema

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Run = Callable[..., subprocess.CompletedProcess[str]]

OUTPUTS = {"findings.json", "report.html", "curves.parquet", "provenance.json"}


def examples(name: str) -> list[str]:
    return re.findall(r"^\s*(?:\$ )?bystander (.+?)\s*$", help_text(name).split("Example", 1)[1], flags=re.MULTILINE)


@pytest.fixture(scope="module")
def trial(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small trial: 40 people, two probes each, three of them failed."""
    random.seed(7)
    rows = [["probe_subject", "reference_subject", "score", "failed"]]
    for probe in range(40):
        for image in range(2):
            failed = (probe, image) in ((1, 0), (2, 1), (3, 0))
            for reference in range(40):
                score = random.gauss(60 if probe == reference else 20, 9)
                rows.append([f"p{probe}", f"p{reference}", "" if failed else f"{score:.2f}", str(int(failed))])
    path = tmp_path_factory.mktemp("trial") / "trial.csv"
    with path.open("w", newline="") as file:
        csv.writer(file).writerows(rows)
    return path


@pytest.mark.parametrize("name", COMMANDS)
def test_the_list_of_commands_says_what_each_command_says_of_itself(name: str) -> None:
    command = cli.get_command(click.Context(cli), name)
    assert command is not None
    assert command.name == name
    assert command.get_short_help_str(limit=200) == COMMANDS[name]


@pytest.mark.parametrize("name", COMMANDS)
def test_the_help_of_every_command_has_an_example_that_runs(name: str, demo: tuple[Path, str], bystander: Run) -> None:
    shown = examples(name)
    assert shown
    for example in shown:
        if example == "demo -o bystander-demo":  # what the fixture did: that is where the demo goes by itself
            assert (demo[0] / "bystander-demo/index.html").exists()
            continue
        done = bystander(*shlex.split(example), cwd=demo[0])
        assert done.returncode == 0, f"bystander {example}\n{done.stderr}"


def test_the_version_is_printed(process: Run) -> None:
    assert process("--version").stdout == f"bystander {__version__}\n"


def test_the_status_of_the_command_is_that_of_its_process(process: Run, bystander: Run) -> None:
    for arguments in (["--version"], ["evaluate", "absent.csv", "-o", "out"], ["evaluate"]):
        done, within = process(*arguments), bystander(*arguments)
        assert (done.returncode, done.stdout, done.stderr) == (within.returncode, within.stdout, within.stderr)


def test_the_demo_goes_where_its_example_says() -> None:
    command = cli.get_command(click.Context(cli), "demo")
    assert command is not None
    (output,) = [option for option in command.params if option.name == "output"]
    assert f"demo -o {output.default}" in examples("demo")


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["evaluate"], "Missing argument"),
        (["no-such-command"], "No such command 'no-such-command'"),
        (["evaluate", "trial.csv"], "Missing option '-o'"),
        (["evaluate", "trial.csv", "-o", "out", "--target-fmr", "2"], "2.0 is not in the range"),
        (["evaluate", "trial.csv", "-o", "out", "--level", "95"], "95.0 is not in the range"),
        (["evaluate", "trial.csv", "-o", "trial.csv"], "trial.csv is a file; name a directory"),
        (["evaluate", "trial.csv", "-o", "out", "--replicates", "20"], "needs 200 to 100,000 replicates"),
        (["evaluate", "absent.csv", "-o", "out"], "absent.csv"),
        (["audit", "absent.csv", "-o", "out"], "absent.csv"),
        (["check", "absent.csv"], "absent.csv"),
    ],
)
def test_a_mistaken_call_says_why_exits_with_2_and_writes_nothing(
    arguments: list[str], says: str, trial: Path, tmp_path: Path, bystander: Run
) -> None:
    (tmp_path / "trial.csv").write_bytes(trial.read_bytes())
    done = bystander(*arguments, cwd=tmp_path)
    assert done.returncode == 2
    assert says in done.stderr
    assert "Traceback" not in done.stderr
    assert [p.name for p in tmp_path.iterdir()] == ["trial.csv"]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "EV02"),
        (b"probe_subject,reference_subject,score\n", "EV02"),
        (b"\x7fELF\x02\x01\x01\x00\x00\x00\xff\xfe\x00\x01" * 40, "EV03"),
        (b"alpha,beta\n1,2\n3,4\n", "EV04"),
    ],
    ids=["empty", "header only", "binary", "other columns"],
)
@pytest.mark.parametrize("command", ["evaluate", "check"])
def test_an_unusable_file_is_named_with_its_problem_and_nothing_is_written(
    command: str, content: bytes, code: str, tmp_path: Path, bystander: Run
) -> None:
    (tmp_path / "scores.csv").write_bytes(content)
    output = ["-o", "out"] if command == "evaluate" else []
    done = bystander(command, "scores.csv", *output, cwd=tmp_path)
    assert done.returncode == 2
    assert "scores.csv" in done.stdout + done.stderr
    assert code in done.stdout + done.stderr
    assert [p.name for p in tmp_path.iterdir()] == ["scores.csv"]


@pytest.fixture(scope="module")
def evaluated(
    trial: Path, tmp_path_factory: pytest.TempPathFactory, process: Run
) -> tuple[Path, subprocess.CompletedProcess[str]]:
    """Evaluate the trial as users do, once for all who look at what that leaves."""
    out = tmp_path_factory.mktemp("evaluated") / "out"
    done = process("evaluate", trial, "-o", out)
    assert done.returncode == 0, done.stderr
    return out, done


def test_an_evaluation_writes_its_four_files_and_prints_rows_verdict_and_names(
    evaluated: tuple[Path, subprocess.CompletedProcess[str]],
) -> None:
    out, done = evaluated
    assert done.stderr == ""
    assert {p.name for p in out.iterdir()} == OUTPUTS
    document = json.loads((out / "findings.json").read_text("utf-8"))
    assert "trial.csv: rows in 3,200 = used 3,200 + refused 0" in done.stdout
    assert all(sentence in done.stdout for sentence in document["verdict"])
    assert all(str(out / name) in done.stdout for name in OUTPUTS)


def test_the_same_trial_gives_the_same_bytes_whatever_the_number_of_threads(
    trial: Path, evaluated: tuple[Path, object], tmp_path: Path, bystander: Run
) -> None:
    """Whatever the process, too: each has a seed of its own for the order of sets."""
    for threads in (1, 2):
        assert bystander("evaluate", trial, "-o", tmp_path / str(threads), "--threads", threads).returncode == 0
        for name in OUTPUTS - {"provenance.json"}:
            assert (tmp_path / str(threads) / name).read_bytes() == (evaluated[0] / name).read_bytes(), name


def test_the_same_rows_in_another_order_give_the_same_findings(
    trial: Path, evaluated: tuple[Path, object], tmp_path: Path, bystander: Run
) -> None:
    header, *rows = trial.read_text("utf-8").splitlines()
    random.seed(1)
    random.shuffle(rows)
    (tmp_path / "trial.csv").write_text("\n".join([header, *rows]) + "\n", encoding="utf-8")
    assert bystander("evaluate", tmp_path / "trial.csv", "-o", tmp_path / "out").returncode == 0
    texts = []
    for out in (evaluated[0], tmp_path / "out"):
        document = json.loads((out / "findings.json").read_text("utf-8"))
        hashed = document["evidence"][0].pop("sha256")
        assert re.fullmatch(r"[0-9a-f]{64}", hashed)
        texts.append(json.dumps(document))
    assert texts[0] == texts[1]
    assert (evaluated[0] / "curves.parquet").read_bytes() == (tmp_path / "out/curves.parquet").read_bytes()


def test_counts_at_a_given_threshold_are_those_counted_by_hand(trial: Path, tmp_path: Path, bystander: Run) -> None:
    with trial.open() as file:
        rows = list(csv.DictReader(file))
    mated = [r for r in rows if r["probe_subject"] == r["reference_subject"]]
    other = [r for r in rows if r["probe_subject"] != r["reference_subject"]]
    bystander("evaluate", trial, "-o", tmp_path / "out", "--threshold", "41.5")
    findings = json.loads((tmp_path / "out/findings.json").read_text("utf-8"))["findings"]
    at = {f["id"]: f["estimate"] for f in findings if f["at"]["threshold"] == 41.5}
    passed = [float(r["score"]) >= 41.5 for r in other if r["score"]]
    missed = [not r["score"] or float(r["score"]) < 41.5 for r in mated]
    assert (at["fmr"]["events"], at["fmr"]["trials"]) == (sum(passed), len(other))
    assert (at["fnmr"]["events"], at["fnmr"]["trials"]) == (sum(missed), len(mated))


def test_provenance_names_time_and_versions_and_no_machine(evaluated: tuple[Path, object]) -> None:
    import getpass
    import platform

    text = (evaluated[0] / "provenance.json").read_text("utf-8")
    assert set(json.loads(text)) == {"schema", "made_at", "seconds", "versions"}
    assert platform.node() not in text
    assert getpass.getuser() not in text
    assert str(evaluated[0].parent) not in text


def test_the_curves_hold_every_series_in_one_documented_table(evaluated: tuple[Path, object]) -> None:
    table = pq.read_table(evaluated[0] / "curves.parquet")
    assert table.column_names == ["series", "row", "column", "unit", "number", "text"]
    assert b"one row a cell" in table.schema.metadata[b"bystander"]
    rows = table.to_pylist()
    assert {"det", "scores"} <= {r["series"] for r in rows}
    mated = [r["number"] for r in rows if (r["series"], r["column"]) == ("scores", "mated")]
    assert sum(mated) == 80 - 3  # failed comparisons have no score to draw


def read_strictly(path: Path) -> Any:
    def refuse(constant: str) -> float:
        raise AssertionError(f"{constant} in {path.name}")

    return json.loads(path.read_text("utf-8"), parse_constant=refuse)


@pytest.mark.parametrize("study", ["audit", "evaluate"])
def test_what_the_demo_writes_is_valid_under_the_shipped_schema_and_finite(demo: tuple[Path, str], study: str) -> None:
    document = read_strictly(demo[0] / "bystander-demo" / study / "findings.json")
    jsonschema.validate(document, json.loads(schema()))
    numbers = pq.read_table(demo[0] / "bystander-demo" / study / "curves.parquet")["number"].to_pylist()
    assert all(math.isfinite(number) for number in numbers if number is not None)


def test_the_demo_prints_three_sentences_and_names_the_reports(demo: tuple[Path, str]) -> None:
    folder, printed = demo
    assert printed.count("rows in") == 2
    assert printed.count("Published counts: ") == 2
    assert "Metropolitan Police" in printed
    assert printed.count("A synthetic trial, with nobody in it: ") == 1
    for named in (
        "bystander-demo/audit/report.html",
        "bystander-demo/evaluate/report.html",
        "bystander-demo/index.html",
    ):
        assert named in printed
        assert (folder / named).stat().st_size > 500


def test_the_synthetic_trial_is_called_synthetic_in_the_document_and_on_the_page(demo: tuple[Path, str]) -> None:
    out = demo[0] / "bystander-demo"
    assert read_strictly(out / "evaluate/findings.json")["synthetic"] is True
    assert read_strictly(out / "audit/findings.json")["synthetic"] is False
    assert "synthetic" in (out / "evaluate/report.html").read_text("utf-8").lower()


def test_the_files_of_the_demo_give_the_demo_again(demo: tuple[Path, str], tmp_path: Path, bystander: Run) -> None:
    out = demo[0] / "bystander-demo"
    assert (
        bystander("audit", out / "published_counts.csv", "-o", tmp_path / "audit", "--groups", "black").returncode == 0
    )
    assert (tmp_path / "audit/findings.json").read_bytes() == (out / "audit/findings.json").read_bytes()


def test_the_page_of_the_demo_loads_nothing(demo: tuple[Path, str]) -> None:
    page = unescape((demo[0] / "bystander-demo/index.html").read_text("utf-8"))
    assert "default-src 'none'" in page
    assert re.findall(r"(?:src=|@import|https?:)", page) == []
    for target in set(re.findall(r'href="([^"]+)"', page)) - {"data:,"}:  # an icon of nothing
        assert (demo[0] / "bystander-demo" / target).exists(), target


def test_the_demo_trial_has_the_counts_that_its_generator_says(demo: tuple[Path, str]) -> None:
    with gzip.open(demo[0] / "bystander-demo/synthetic_trial.csv.gz", "rt") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == 3 * 300**2
    assert sum(r["probe_subject"] == r["reference_subject"] for r in rows) == 3 * 300
    assert all((r["score"] == "") == (r["failed"] == "1") for r in rows)
    assert sum(r["failed"] == "1" for r in rows) % 300 == 0


def test_a_reader_that_leaves_early_causes_no_traceback() -> None:
    reader, writer = os.pipe()  # and not through a shell, which would complain of a locale that is not installed
    os.close(reader)
    command = [sys.executable, "-m", "bystander", "evaluate", "--help"]
    done = subprocess.run(command, stdout=writer, stderr=subprocess.PIPE, text=True, check=False)
    os.close(writer)
    assert done.stderr == ""


def test_an_interrupt_is_said_in_a_line_and_gives_130(monkeypatch: pytest.MonkeyPatch, capsys: Any) -> None:
    from bystander.cli import run

    def interrupted(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(cli, "main", interrupted)
    assert run([]) == 130
    assert "nothing was written" in capsys.readouterr().err


def test_a_command_is_a_file_that_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from bystander import cli as package

    (tmp_path / "helper.py").write_text('"""Helps."""\n', encoding="utf-8")
    for name, place in (("second", 20), ("first", 3)):
        text = (
            f'"""``bystander {name}``."""\n\nHELP = "Does the {name} thing."\nPLACE = {place}\n\nraise AssertionError\n'
        )
        (tmp_path / f"{name}.py").write_text(text, encoding="utf-8")
    monkeypatch.setattr(package, "__file__", str(tmp_path / "__init__.py"))
    assert list(package.declared().items()) == [
        ("first", "Does the first thing."),
        ("second", "Does the second thing."),
    ]
