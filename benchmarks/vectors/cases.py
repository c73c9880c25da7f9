"""The cases as any tool may read them, and whether a tool's value is the right one."""

from __future__ import annotations

import json
from dataclasses import dataclass
from fractions import Fraction
from math import isfinite
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).resolve().parents[2] / "vectors"


@dataclass(frozen=True)
class NoNumber:
    """A tool said that there is no number (not estimable, NaN, None)."""

    why: str = ""


Given = float | str | NoNumber


@dataclass(frozen=True, kw_only=True)
class Case:
    """A case of a file. ``expected``: of each value either ``value``, ``above``, ``none`` or ``word``."""

    id: str
    standing: str
    input: dict[str, Any]
    settings: dict[str, Any]
    expected: dict[str, dict[str, str]]
    tolerance: Fraction

    @property
    def topic(self) -> str:
        """The file it is in."""
        return self.id.partition("/")[0]


def scores_of(data: dict[str, Any]) -> dict[str, Any]:
    """Return the scores of a trial; of rows of two samples those of every row, as a list of scores has them."""
    if "pairs" not in data:
        return data
    return {kind: [s for _, _, same, s in data["pairs"] if same is mated] for kind, mated in
            (("mated", True), ("non_mated", False))}  # fmt: skip


def load(folder: Path = FOLDER) -> list[Case]:
    """Return the cases of every topic, in the order of the files."""
    found = []
    for path in sorted(folder.glob("*.json")):
        document = json.loads(path.read_text(encoding="utf-8"))
        if path.name == "schema.json":
            continue
        found += [
            Case(
                id=case["id"], standing=case["standing"], input=case["input"], settings=case["settings"],
                expected=case["expected"], tolerance=Fraction(document["tolerance"]),
            )
            for case in document["cases"]
        ]  # fmt: skip
    return found


def agrees(expected: dict[str, str], given: Given, tolerance: Fraction) -> bool:
    """Return whether a value is the right one: to the relative tolerance, and exactly where the right one is 0."""
    if "word" in expected or isinstance(given, str):
        return expected.get("word") == given
    if isinstance(given, NoNumber) or "none" in expected:
        return isinstance(given, NoNumber) and "none" in expected
    if not isfinite(given):
        return False
    told = Fraction(float(given))
    if "above" in expected:
        least, most = float(expected["above"]), float(expected.get("at_most", "inf"))
        return least < given <= most
    right = Fraction(expected["value"])
    return abs(told - right) <= tolerance * abs(right)


def said(expected: dict[str, str]) -> str:
    """Say a right value in a few characters."""
    if "value" in expected:
        fraction = expected.get("fraction", "")
        return fraction if fraction and len(fraction) <= 12 else f"{float(expected['value']):.10g}"
    if "above" in expected:
        return f"just above {expected['above']}"
    return expected.get("word") or "no number"


def shown(given: Given) -> str:
    """Say a tool's value in a few characters."""
    if isinstance(given, NoNumber):
        return "no number"
    return given if isinstance(given, str) else f"{given:.10g}"
