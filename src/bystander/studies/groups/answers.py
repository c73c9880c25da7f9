"""Who bears the errors: everything that a study says about groups, put together."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from bystander.errors import UsageError
from bystander.evidence.people.groups import SMALL_CELL, refuse_names
from bystander.findings import EvidenceNote
from bystander.studies.groups import words
from bystander.studies.groups.by_group import in_order
from bystander.studies.groups.series import group_series, matrix_series, ratio_series

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bystander.evidence.people.clusters import Clusters
    from bystander.evidence.people.groups import Groups
    from bystander.findings import Finding, Series
    from bystander.findings.first_screen import Caveat, FirstScreen
    from bystander.studies.groups.by_group import ByGroup
    from bystander.studies.groups.how_far_apart import Compared

MOST_SENTENCES = 2  # of the verdict
LEAST = 2  # the smallest small cell: one person is nobody's group


@dataclass(frozen=True, kw_only=True)
class Answers:
    """What is found of groups. ``sentence``: for the verdict, empty where there is none; ``seed``: of the draws."""

    findings: tuple[Finding, ...] = ()
    series: tuple[Series, ...] = ()
    sentence: str = ""
    seed: int | None = None
    caveats: tuple[str, ...] = ()
    several: str = ""  # what comes of many tests
    compared: tuple[tuple[ByGroup, Compared], ...] = ()  # for the first screen
    assumes: tuple[str, ...] = ()  # what the sentence takes for granted of rows
    leading: Caveat | None = None  # what they bear, where no rate tells of it: beside a headline of something else

    def caveats_beside(self, first: FirstScreen | None) -> tuple[str, ...]:
        """Return the caveats, and what comes of many tests where the first screen does not say it."""
        told = first is not None and self.several in first.apart
        return self.caveats if told or not self.several else (*self.caveats, self.several)


def check_small_cell(small_cell: int) -> None:
    """Raise UsageError for a small cell that protects nobody."""
    if small_cell < LEAST:
        message = f"a small cell is {LEAST} people at least (--small-cell), so {small_cell} cannot be one"
        raise UsageError(message)


def check_groups(groups: Sequence[Groups], *, small_cell: int = SMALL_CELL) -> None:
    """Raise UsageError for groups that tell people apart instead of putting them together."""
    check_small_cell(small_cell)
    for g in groups:
        if len(g.attributes) == 1:
            codes = g.codes if g.of_search is None else g.of_search
            sizes = np.bincount(codes[codes >= 0], minlength=len(g.labels)).tolist()
            refuse_names(sizes, g.name, small_cell=small_cell)


def with_groups(said: tuple[str, ...], groups: str) -> tuple[str, ...]:
    """Return three sentences at most, the last about groups where that was asked."""
    return (*said[: 3 - bool(groups)], groups) if groups else said


def answers_of(found: Sequence[ByGroup], *, level: float, seed: int) -> Answers:
    """Return the findings of groups, the tables of their charts, and the sentence for the verdict.

    ``found``: by attribute, quantity and threshold, the most important threshold first. ``seed``: of the draws
    of the tests.
    """
    if not found:
        return Answers()
    found = [in_order(by) for by in found]
    from bystander.studies.groups.how_far_apart import compared
    from bystander.studies.groups.legacy import legacy

    tests = [compared(by, level=level, seed=seed) for by in found]
    findings: list[Finding] = []
    for by, test in zip(found, tests, strict=True):
        findings += [*words.by_group(by), *test.findings]
    findings += legacy(found)
    series = (
        group_series(found, stabilised=[test.stabilised for test in tests]),
        matrix_series(found),
        ratio_series(found, tests),
    )
    said = [
        text for by in found for text in (*by.failed, words.unrecorded(by), *(() if by.groups is None else by.caveats))
    ]
    caveats = tuple(dict.fromkeys(text for text in said if text))
    return Answers(
        findings=tuple(findings),
        series=tuple(s for s in series if s is not None),
        sentence=_sentence(found, tests),
        seed=seed,
        caveats=caveats,
        several=words.several(
            sum(test.test is not None for test in tests), list(dict.fromkeys(by.name for by in found)), level=level
        ),
        compared=tuple(zip(found, tests, strict=True)),
    )


def _sentence(found: Sequence[ByGroup], tests: Sequence[Compared]) -> str:
    """Return what the verdict says: the differences that were shown, two at most; else what can be said of the first.

    That is false matches or alerts of the first attribute, as nobody who bears them has agreed to be compared.
    """
    first = [(by, t) for by, t in zip(found, tests, strict=True) if by.label == found[0].label and t.sentence]
    shown = [t.sentence for _, t in first if t.shown]
    if shown:
        return " ".join(shown[:MOST_SENTENCES])
    bystanders = [t.sentence for by, t in first if by.quantity.told_by_group.bystanders]
    return next(iter(bystanders or [t.sentence for _, t in first]), "")


def notes_of_tables(groups: Sequence[Groups], clusters: Clusters | None) -> tuple[EvidenceNote, ...]:
    """Name the tables of people that groups and clusters came from."""
    asked = (*groups, *(() if clusters is None else (clusters,)))
    tables = dict.fromkeys(a.table for a in asked if a.table is not None)
    return tuple(
        EvidenceNote(
            name=t.name, sha256=t.sha256, kind="table of people", format=t.format, rows_read=t.rows, rows_used=t.rows,
            rows_refused=0,
        )
        for t in tables
    )  # fmt: skip
