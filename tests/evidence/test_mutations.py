"""A hundred and sixty mutated files beside a plain reader; ``python -m benchmarks.mutations`` reads twenty thousand."""

from __future__ import annotations

from collections import Counter
from functools import cache
from typing import TYPE_CHECKING

import pytest

from benchmarks.mutations.__main__ import run
from benchmarks.mutations.cases import case_of
from benchmarks.mutations.kinds import KINDS
from benchmarks.mutations.outcomes import BUGS, groups_of

if TYPE_CHECKING:
    from benchmarks.mutations.outcomes import Outcome

SEED, FILES = 2, 165


@cache
def outcomes() -> list[Outcome]:
    return run(SEED, range(FILES), block=1 << 12)


@pytest.mark.parametrize("came", [*BUGS, "tool goes on"])
def test_no_file_ends_in_a_traceback_hangs_loses_rows_or_is_counted_otherwise(came: str) -> None:
    assert not groups_of(outcomes(), came)


def test_most_files_are_answered_by_both_readers() -> None:
    came = Counter(one.came for one in outcomes())
    assert came["equal"] > FILES / 3
    assert came["both stop"] > FILES / 3
    assert {one.kind for one in outcomes() if one.came == "equal"} == {*KINDS}


def test_a_case_is_the_same_whenever_it_is_made() -> None:
    assert [case_of(SEED, number) for number in range(50)] == [case_of(SEED, number) for number in range(50)]
