"""Checks are declared once: in a file of the folder of their evidence, and in the list of that folder."""

from __future__ import annotations

import re
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

import bystander.evidence
from bystander.evidence.checks.check import Check, found_by
from bystander.evidence.checks.every import EVERY
from bystander.evidence.comparisons.checks.order import INSPECTION, OF_A_PART, OF_SEARCHES

if TYPE_CHECKING:
    from types import ModuleType

    from bystander.errors import Problem

EVIDENCE = Path(bystander.evidence.__file__).parent
FILES = sorted(EVIDENCE.rglob("checks/ev[0-9]*.py"))


def module_of(path: Path) -> ModuleType:
    return import_module(".".join(("bystander.evidence", *path.relative_to(EVIDENCE).with_suffix("").parts)))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_file_of_a_folder_of_checks_declares_one_that_is_listed(path: Path) -> None:
    check: Check[Any] = module_of(path).CHECK
    assert check.code == path.stem.partition("_")[0].upper()
    assert (check.about or "").startswith(f"{check.code}: ")
    assert check.name
    assert check.paragraph
    assert check.code in {listed.code for listed in import_module(f"{module_of(path).__package__}.order").EVERY}


def test_every_check_has_one_file_and_no_code_is_used_twice() -> None:
    numbers = sorted(int(path.stem.partition("_")[0].removeprefix("ev")) for path in FILES)
    assert [check.code for check in EVERY] == [f"EV{number:02}" for number in numbers]


def test_no_file_of_the_evidence_compares_codes() -> None:
    texts = {path.name: path.read_text("utf-8") for path in EVIDENCE.rglob("*.py")}
    assert [
        name for name, text in texts.items() if re.search(r"""[!=]= ?["']EV\d|\.code\b *(?:[!=]=|(?:not )?in)""", text)
    ] == []


def test_what_is_found_is_told_in_the_order_of_the_list() -> None:
    def saying(code: str) -> Check[int]:
        from bystander.errors import Problem

        def look(times: int) -> list[Problem]:
            return [Problem(code=code, severity="note", found=f"{n}") for n in range(times)]

        return Check(code=code, about=None, look=look)

    found: list[Problem] = found_by((saying("EV92"), saying("EV91")), 2)
    assert [(p.code, p.found) for p in found] == [("EV92", "0"), ("EV92", "1"), ("EV91", "0"), ("EV91", "1")]


def test_one_class_is_no_matter_for_searches_and_odd_scores_and_the_wrong_way_are_one_for_any_part() -> None:
    assert {c.code for c in INSPECTION} - {c.code for c in OF_SEARCHES} == {"EV17"}
    assert {c.code for c in OF_A_PART} == {"EV11", "EV16", "EV115"}
