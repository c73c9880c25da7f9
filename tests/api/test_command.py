"""The command that made a report: made of the declared options, and read back by the command line as it was meant."""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING, Any

import click
import numpy as np
import pyarrow as pa
import pytest
from pyarrow import csv

import bystander as by
from bystander.api.command import asked
from bystander.api.options.verbs import OF_STUDY
from bystander.cli import cli, run
from bystander.findings import Conventions, Document, Study
from tests.api.test_verbs import RECORD, columns

if TYPE_CHECKING:
    from pathlib import Path

    from bystander.api.options.option import Option

SAMPLES = {
    "flag": True, "text": "a b=c", "reasons": "5,7-9: it's a test", "number": -1.5, "named number": 45.0, "rate": 1e-06,
    "share": 0.9, "count": 12, "file": "folder/people 1.csv", "file or choice": "folder/other.csv",
}  # fmt: skip


CASES = [(kind, option) for kind, options in OF_STUDY.items() for option in options]


def study(kind: str) -> Study:
    made = Document.model_validate({
        "made_by": {}, "study": kind, "evidence": (), "conventions": Conventions(), "findings": ()
    })  # fmt: skip
    return Study(document=made)


def command_of(kind: str, evidence: list[Any], said: dict[str, Any]) -> str:
    return asked(study(kind), evidence, said).document.command


def sample(option: Option) -> Any:
    if option.kind == "pairs":
        return {"score": "cosine of both", "failed": "f"}
    value = next(v for v in option.values if v != option.default) if option.kind == "choice" else SAMPLES[option.kind]
    return (value, value) if option.many else value


@pytest.mark.parametrize(
    ("kind", "option"),
    CASES,
    ids=[f"{kind}-{option.name}" for kind, option in CASES],
)
def test_what_is_written_is_read_back(kind: str, option: Option) -> None:
    given = sample(option)
    words = shlex.split(command_of(kind, ["folder/my file.csv"], {option.name: given}))
    assert words[:3] == ["bystander", kind, "my file.csv"]
    command = cli.get_command(click.Context(cli), kind)
    assert command is not None
    read = command.make_context(kind, [*words[2:], "-o", "out"]).params[option.name]
    if option.kind == "pairs":
        assert read == ("score=cosine of both", "failed=f")
    elif option.brings_file and option.many:
        assert [str(one) for one in read] == [one.rpartition("/")[2] for one in given]
    elif option.brings_file:
        assert str(read) == given.rpartition("/")[2]
    elif option.kind == "named number":
        assert [float(one) for one in read] == [45.0, 45.0]
    else:
        assert read == given


@pytest.mark.parametrize("kind", sorted(OF_STUDY))
def test_what_is_as_usual_is_left_out(kind: str) -> None:
    usual = {option.name: option.usual for option in OF_STUDY[kind]}
    assert command_of(kind, ["/a/x.csv"], {**usual, "threads": 3, "output": "out"}) == f"bystander {kind} x.csv"


@pytest.mark.parametrize(
    ("said", "written"),
    [
        ({"by": ["sex", "sex*age"]}, "--by 'sex,sex*age'"),
        ({"thresholds": np.array([45.0, 0.1])}, "--threshold 45 --threshold 0.1"),
        ({"failed_scores": (float("nan"), -1)}, "--failed-score nan --failed-score=-1"),
        ({"non_mated": "leave-mate-out", "searches": True}, "--non-mated leave-mate-out --searches"),
        ({"replicates": 0}, "--replicates 0"),
    ],
)
def test_values_are_written_as_the_command_line_takes_them(said: dict[str, Any], written: str) -> None:
    assert command_of("evaluate", ["x.csv"], said) == f"bystander evaluate x.csv {written}"


def test_thresholds_by_name_and_mappings_of_a_record_are_written_out() -> None:
    assert command_of("compare", ["a.csv", "b.csv"], {"thresholds": [{"a": 4, "b": 0.5}]}).endswith(
        "--threshold a=4 --threshold b=0.5"
    )
    told = {"without_rows": {6: "a rehearsal"}, "empty": {"alerts": "zero"}}
    assert command_of("audit", ["r.csv"], told) == (
        "bystander audit r.csv --without-rows '6:a rehearsal' --empty alerts=zero"
    )


def test_a_file_that_looks_like_an_option_is_none() -> None:
    assert command_of("audit", ["/tmp/-o.csv"], {}) == "bystander audit ./-o.csv"


def test_library_and_command_line_tell_the_same_command(tmp_path: Path) -> None:
    csv.write_csv(pa.table(RECORD), tmp_path / "r.csv")
    assert run(["audit", str(tmp_path / "r.csv"), "-o", str(tmp_path / "o"), "--crowd", "500"]) == 0
    written = (tmp_path / "o" / "findings.json").read_text("utf-8")
    assert by.audit(tmp_path / "r.csv", crowd=500).to_json() == written


def test_of_a_table_it_is_the_call_which_gives_the_findings_again() -> None:
    evidence = pa.table(columns())
    found = by.evaluate(evidence, target_fmr=0.05, failed_score=-1, replicates=0, accept="gt")
    assert found.document.command == (
        'by.evaluate(evidence, failed_scores=[-1], targets=[0.05], accept="gt", replicates=0)'
    )
    again = eval(found.document.command, {"by": by, "evidence": evidence})
    assert again.to_json() == found.to_json()


def test_what_was_declared_leaves_a_trace_and_what_was_asked_does_not() -> None:
    told = {"failed_scores": (-1.0,), "columns": {"score": "cosine"}, "distance": True, "level": 0.9, "by": "sex"}
    declared = asked(study("evaluate"), ["x.csv"], told).document.conventions.declared
    assert declared == (
        "Smaller scores mean more alike (distances)", "Score of a failure: -1", "Columns with other names: score=cosine"
    )  # fmt: skip


def test_requirements_ask_and_declare_nothing_and_stand_in_a_call_where_they_are_files_or_names() -> None:
    named = asked(study("audit"), ["folder/r.csv"], {"require": ("folder/mine.toml", "eu-2019-329-fnmr")}).document
    assert named.command == "bystander audit r.csv --require mine.toml --require eu-2019-329-fnmr"
    assert named.conventions.declared == ()
    assert command_of("audit", [pa.table(RECORD)], {"require": ["folder/mine.toml", "virginia-98"]}) == (
        'by.audit(evidence, require=["mine.toml", "virginia-98"])'
    )
    in_memory = by.read_requirements("virginia-98")
    held = asked(study("audit"), ["folder/r.csv"], {"require": in_memory}).document
    assert held.command == 'by.audit("r.csv", require=require)'
    assert held.conventions.declared == ()
