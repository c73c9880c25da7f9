"""``bystander explain``: every declaration can be asked for by the name that a reader meets."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from bystander.evidence.checks.every import EVERY
from bystander.quantities.catalogue import CATALOGUE

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Callable

    Run = Callable[..., subprocess.CompletedProcess[str]]


def test_a_finding_is_explained_by_its_id_and_a_check_by_its_code_in_any_case(bystander: Run) -> None:
    done = bystander("explain", "fnmr-at-fmr", "ev15")
    assert done.returncode == 0, done.stderr
    finding, check = done.stdout.split("\n\n")
    assert finding.startswith("fnmr-at-fmr: A person not recognised (FNMR)\n")
    assert "from 0 to 1" in finding
    assert "mated comparison" in finding
    assert "docs/methods/thresholds.md" in finding
    assert check.startswith("EV15: ")


def test_everything_that_is_declared_is_listed_and_explained(bystander: Run) -> None:
    listed = bystander("explain").stdout.split()
    assert listed == sorted([*CATALOGUE.ids(), *(check.code for check in EVERY), "your-file", "your-record"])
    done = bystander("explain", *listed)
    assert done.returncode == 0, done.stderr
    assert max(map(len, done.stdout.splitlines())) <= 100
    assert not re.findall(r"`|\*\w+\*", done.stdout)


def test_a_ratio_is_not_called_the_rate_that_it_is_a_ratio_of(bystander: Run) -> None:
    said = bystander("explain", "fmr-ratio").stdout
    assert "A ratio from 0 up" in said
    assert "False match rate (FMR): The share of comparisons" in said


def test_the_name_of_a_quantity_is_understood_too(bystander: Run) -> None:
    assert bystander("explain", "failure-rate").stdout == bystander("explain", "failures").stdout


@pytest.mark.parametrize(("asked", "near"), [("fnmr-at-fnr", "fnmr-at-fmr"), ("zzzz", "explain lists")])
def test_an_unknown_name_is_refused_with_what_it_may_mean(bystander: Run, asked: str, near: str) -> None:
    done = bystander("explain", asked)
    assert done.returncode == 2
    assert near in done.stderr
