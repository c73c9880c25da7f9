"""What ``import bystander as by`` offers is what it says, and each name leads somewhere."""

from __future__ import annotations

import ast
import subprocess
import sys
from importlib import import_module
from typing import TYPE_CHECKING

import pytest

import bystander as by
from bystander import errors
from tests.architecture.imports import module_name, source_files

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize("name", sorted(by.__all__))
def test_every_public_name_is_there_and_documented(name: str) -> None:
    thing = getattr(by, name)
    assert name == "__version__" or thing.__doc__


def test_a_public_name_stays_what_it_is_when_the_packages_are_imported() -> None:
    """A function that is named like a folder or module beside it would turn into that."""
    root = {module_name(p).split(".")[1] for p in source_files() if module_name(p) != "bystander"}
    assert set(by.__all__) & root == set()


def test_the_list_of_public_names_is_sorted_and_is_what_dir_gives() -> None:
    assert by.__all__ == sorted(by.__all__)
    assert dir(by) == by.__all__
    assert set(by._HOME) == set(by.__all__) - {"__version__"}


def test_every_error_of_the_family_is_public() -> None:
    family = {name for name, thing in vars(errors).items() if isinstance(thing, type) and issubclass(thing, Exception)}
    assert family <= set(by.__all__)


def test_a_name_that_is_not_there_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="has no attribute 'recognise'"):
        _ = by.recognise


def test_a_public_name_is_imported_when_it_is_used_and_not_before() -> None:
    script = "import sys, bystander as by; a = 'bystander.api.verbs' in sys.modules; by.evaluate; print(a)"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"


def with_all() -> list[Path]:
    return [p for p in source_files() if "__all__" in p.read_text("utf-8")]


@pytest.mark.parametrize("path", with_all(), ids=module_name)
def test_what_a_module_declares_public_exists(path: Path) -> None:
    module = import_module(module_name(path))
    assert [name for name in module.__all__ if not hasattr(module, name)] == []


@pytest.mark.parametrize("path", [p for p in source_files() if p.read_text("utf-8")], ids=module_name)
def test_every_module_says_which_question_it_answers(path: Path) -> None:
    assert ast.get_docstring(ast.parse(path.read_text("utf-8")))
