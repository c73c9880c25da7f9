"""The files: what the schema says, what the generator writes, and written by nobody who is tested with them."""

from __future__ import annotations

import ast
import json
import subprocess
import sys
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator, ValidationError

from benchmarks.vectors.right.__main__ import FOLDER, TOPICS, main, text

ROOT = Path(__file__).resolve().parents[2]
RIGHT = ROOT / "benchmarks" / "vectors" / "right"
SCHEMA = json.loads((FOLDER / "schema.json").read_text("utf-8"))
DOCUMENTS = {topic: json.loads((FOLDER / f"{topic}.json").read_text("utf-8")) for topic in TOPICS}


@pytest.mark.parametrize("topic", TOPICS)
def test_a_file_is_what_the_generator_writes(topic: str) -> None:
    assert (FOLDER / f"{topic}.json").read_text("utf-8") == text(topic), "run: python -m benchmarks.vectors.right"


def test_there_is_no_file_that_nobody_writes() -> None:
    assert {path.name for path in FOLDER.iterdir()} == {"schema.json", *(f"{topic}.json" for topic in TOPICS)}


def test_the_command_says_which_files_would_change(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("benchmarks.vectors.right.__main__.FOLDER", tmp_path)
    monkeypatch.setattr("benchmarks.vectors.right.__main__.TOPICS", {"comparisons": TOPICS["comparisons"]})
    assert main(["--check"]) == 1
    assert "comparisons.json would change" in capsys.readouterr().out
    assert main([]) == 0
    assert main(["--check"]) == 0


@pytest.mark.parametrize("topic", TOPICS)
def test_a_file_is_as_the_schema_says(topic: str) -> None:
    Draft202012Validator.check_schema(SCHEMA)
    Draft202012Validator(SCHEMA).validate(DOCUMENTS[topic])


@pytest.mark.parametrize("broken", ["a value that is a number", "no rule", "a score that is a word"])
def test_the_schema_refuses(broken: str) -> None:
    document = json.loads(text("comparisons"))
    case = document["cases"][0]
    if broken == "a value that is a number":
        case["expected"]["fmr"] = {"value": 0.625}
    elif broken == "no rule":
        del case["rule"]
    else:
        case["input"]["mated"] = ["high"]
    with pytest.raises(ValidationError):
        Draft202012Validator(SCHEMA).validate(document)


def test_ids_are_told_once_and_begin_with_the_topic() -> None:
    ids = [case["id"] for document in DOCUMENTS.values() for case in document["cases"]]
    assert len(set(ids)) == len(ids) >= 50
    assert all(case["id"].startswith(f"{topic}/") for topic, d in DOCUMENTS.items() for case in d["cases"])


def test_the_generator_imports_nothing_that_is_tested() -> None:
    """Only the standard library, mpmath, and itself: read from the source, and seen in a process of its own."""
    allowed = {"mpmath", "benchmarks", *sys.stdlib_module_names}
    for path in RIGHT.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            names = [a.name for a in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            assert {name.partition(".")[0] for name in names} <= allowed, path.name
            assert all(n.startswith("benchmarks.vectors.right") for n in names if n.startswith("benchmarks"))
    said = subprocess.run(
        [sys.executable, "-c", "import sys, benchmarks.vectors.right.__main__; print(*sys.modules)"],
        cwd=ROOT, capture_output=True, text=True, check=True,
    ).stdout.split()  # fmt: skip
    assert not [name for name in said if name.partition(".")[0] in {"bystander", "numpy", "scipy"}]


def test_a_decimal_is_its_fraction() -> None:
    from fractions import Fraction

    for document in DOCUMENTS.values():
        for case in document["cases"]:
            for value in case["expected"].values():
                if "fraction" in value:
                    right = Fraction(value["fraction"])
                    assert abs(Fraction(value["value"]) - right) <= abs(right) * Fraction(1, 10**24), case["id"]
