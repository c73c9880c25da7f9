"""Run a tool on the cases: what agrees, what differs, what it does not offer, and where it raised."""

from __future__ import annotations

import contextlib
import io
import warnings
from dataclasses import dataclass
from typing import TYPE_CHECKING

from benchmarks.vectors.cases import agrees, said, shown

if TYPE_CHECKING:
    from collections.abc import Sequence

    from benchmarks.vectors.cases import Case
    from benchmarks.vectors.tools.tool import Tool

AGREES, DIFFERS, RAISED, NOT_OFFERED = "agrees", "differs", "raises", "not offered"
REFUSALS = (ValueError, RuntimeError, ZeroDivisionError)  # ways to say that there is no number


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """What came of one value of one case. ``given``: the tool's, or what it raised; empty where it has none."""

    case: str
    name: str
    standing: str
    outcome: str
    right: str
    given: str = ""


def run(tool: Tool, cases: Sequence[Case]) -> list[Outcome]:
    """Ask a tool for every value of every case."""
    return [outcome for case in cases for outcome in _of(tool, case)]


def _of(tool: Tool, case: Case) -> list[Outcome]:
    raised, refused = "", False
    try:
        # Tools warn of 0/0 and print: both are their way of answering, and none of it is a value.
        with warnings.catch_warnings(), contextlib.redirect_stdout(io.StringIO()):
            warnings.simplefilter("ignore")
            given = tool.ask(case)
    except Exception as error:  # noqa: BLE001 - whatever a tool raises is its answer
        given, refused = {}, isinstance(error, REFUSALS)
        raised = f"{type(error).__name__}: {str(error).splitlines()[0][:90] if str(error) else ''}"
    found = []
    for name, right in case.expected.items():
        if name in given:
            told = shown(given[name])
            outcome = AGREES if agrees(right, given[name], case.tolerance) else DIFFERS
        elif refused and "none" in right:
            told, outcome = raised, AGREES
        else:
            told, outcome = raised, RAISED if raised else NOT_OFFERED
        found.append(
            Outcome(case=case.id, name=name, standing=case.standing, outcome=outcome, right=said(right), given=told)
        )
    return found
