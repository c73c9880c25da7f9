"""The local page has no command line: what is said of options is put in terms of its fields."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

import bystander
from bystander.api.options.trial import TRIAL
from bystander.errors import Problem
from bystander.serve.fields import FIELDS, NAMED
from bystander.serve.words import fields_in, in_words, of_the_page, settling

PACKAGE = Path(bystander.__file__).parent
WITHOUT_A_FIELD = {
    "dask", "key-file", "name", "one-scale", "tail",
    "replicates",  # of tallies and of several systems, which the page does not make
}  # fmt: skip
OF_COMMANDS = {"cli", "demo", "serve", "options", "kernels", "explorer", "look"}  # what says nothing of evidence


def texts() -> list[str]:
    """Return the texts of the package that name an option, other than docstrings; what is filled in is a 7."""
    found = []
    for file in sorted(PACKAGE.rglob("*.py")):
        if OF_COMMANDS & {*file.relative_to(PACKAGE).parts} or file.name in {"your_file.py", "your_record.py"}:
            continue
        source = file.read_text(encoding="utf-8")
        if "--" not in source:
            continue
        tree = ast.parse(source)
        parts = {id(part) for node in ast.walk(tree) if isinstance(node, ast.JoinedStr) for part in node.values}
        docs = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
        for node in ast.walk(tree):
            if isinstance(node, ast.JoinedStr):
                text = "".join(str(p.value) if isinstance(p, ast.Constant) else "7" for p in node.values)
            elif isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in parts | docs:
                text = node.value
            else:
                continue
            if re.search(r"(?<![\w-])--[a-z]", text):
                found.append(text)
    return found


TEXTS = texts()


def test_there_are_many_such_texts() -> None:
    assert len(TEXTS) > 80


@pytest.mark.parametrize("text", TEXTS)
def test_no_option_that_has_a_field_is_left_in_what_the_page_says(text: str) -> None:
    left = set(re.findall(r"(?<![\w-])--([a-z]+(?:-[a-z]+)*)", in_words(text)))
    assert left <= WITHOUT_A_FIELD
    assert "bystander check" not in in_words(text)


@pytest.mark.parametrize(
    ("there", "here"),
    [
        ("give --distance", "tick “Smaller scores mean more alike (distances)”"),
        ("leave --distance out, if these are similarities",
         "do not tick “Smaller scores mean more alike (distances)”, if these are similarities"),
        ("if they are failures, say so with --failed-score nan or a column named failed",
         "if they are failures, say so with “Score of a failure”: nan or a column named failed"),
        ("say --square itself", "say “Both sides are named alike”: “one set of images against itself”"),
        ("or --square apart if not", "or “Both sides are named alike”: “other images on either side” if not"),
        ("say so with --column probe_id=NAME --column reference_id=NAME",
         "say so with “Columns with other names”: probe_id = NAME, reference_id = NAME"),
        ("say which one means one person with --mated-is WORD (mated_is= in Python)",
         "say which one means one person with “Label that means one person”"),
        ("leave --truth out, or give scores",
         "leave “Pairs of one person, who is in each image, or trials with labels” empty, or give scores"),
        ("make one --key-file", "make one --key-file"),
        ("no option here - none -- at all", "no option here - none -- at all"),
    ],
)  # fmt: skip
def test_a_text_reads_as_if_written_for_the_page(there: str, here: str) -> None:
    assert in_words(there) == here


def test_every_text_of_a_problem_is_put_so_and_its_place_is_not() -> None:
    problem = Problem(
        code="EV66", severity="error", found="--truth", where="--truth.csv", expected="--truth", got="--truth",
        means="--truth", do="--truth",
    )  # fmt: skip
    said, label = of_the_page(problem), f"“{NAMED['truth'].label}”"
    assert (said.found, said.expected, said.got, said.means, said.do) == (label,) * 5
    assert said.where == "--truth.csv"


def test_what_settles_a_stop_is_named_by_its_advice_in_order_and_once() -> None:
    stop = Problem(code="EV10", severity="error", found="x", do="--truth FILE, or --column a=B --column c=D; --unknown")
    note = Problem(code="EV18", severity="note", found="x", do="--distance")
    assert settling([note, stop]) == ("truth", "columns")
    assert fields_in(f"--{option.option}" for option in TRIAL) == tuple(option.name for option in TRIAL)


def test_no_two_fields_have_one_label() -> None:
    assert len({field.label for field in FIELDS}) == len(FIELDS)


def test_a_command_that_judges_a_claim_is_a_claim_with_its_counts() -> None:
    said = in_words(
        "alone: `bystander claim --text 'A false match rate of 2 %' --of '2 of 100 comparisons' -o judged`."
    )
    assert said == "alone: as a claim, “A false match rate of 2 %”, with the counts “2 of 100 comparisons”."
