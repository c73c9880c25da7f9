"""Twenty-two real runs and what came of them; ``BYSTANDER_REGOLD=1`` writes them again, for a human to look at.

``runs/NAME.json`` is the findings of a run as they were written, without the version; ``runs/pages.json`` the hash of
each report, its version left out; ``runs/curves.json`` a fingerprint of each column behind the charts, as the bytes of
Parquet are those of its library. Numbers are compared to the last of their ten digits: one that sits on a rounding edge
may be written either way by another processor, and a page may show it, so the hash of a page counts where its findings
are equal.
"""

from __future__ import annotations

import json
import os
import re
import shlex
from hashlib import sha256
from math import fsum
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

from bystander.cli import run
from bystander.findings.digits import WRITTEN
from tests.golden.conftest import SEARCHES, TRIAL

KEPT = Path(__file__).with_name("runs")
REGOLD = bool(os.environ.get("BYSTANDER_REGOLD"))
LAST_DIGIT = 2 * WRITTEN  # the numbers on both sides of a rounding edge are so far apart
VERSION = re.compile(r"(?<=Bystander )\d+\.\d+\.\d+")

SECOND = "demo/second_system.csv.gz"
RUNS = {
    "targets": f"evaluate {TRIAL} --target-fmr 0.001 --threshold 45",
    "by": f"evaluate {TRIAL} --by sex --threshold 45",
    "family": f"evaluate {TRIAL} --cluster family --people demo/people.csv",
    "gt": f"evaluate {TRIAL} --accept gt --failures exclude --replicates 0",
    "searches": f"evaluate {TRIAL} {SEARCHES} --by sex",
    "rank": f"evaluate {TRIAL} {SEARCHES} --rank 1 --threshold 45 --unit person",
    "compare": f"compare {TRIAL} {SECOND}",
    "compare-searches": f"compare {TRIAL} {SECOND} {SEARCHES}",
    "compare-threshold": f"compare {TRIAL} {SECOND} --threshold 45",
    "audit": "audit demo/published_counts.csv",
    "audit-groups": "audit demo/made_up_record.csv --groups female,male",
    "require": "audit demo/made_up_record.csv --groups female,male --require approved-1-in-6000",
    "search-record": "audit demo/made_up_searches.csv",
    "seeded": "evaluate demo/made_up_seeded_test.csv --by sex --record demo/made_up_record.csv",
    "crowd": "crowd demo/concert.toml",
    "claim": "claim met-0-0003",
    "tally": "evaluate t.tally",
    "tally-searches": "evaluate s.tally",
}
DEMO = ("demo-evaluate", "demo-search", "demo-audit", "demo-crowd")


def outputs(folder: Path, name: str, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Run a study and return the folder of its outputs; those of the demo are there already."""
    monkeypatch.chdir(folder)
    if name in RUNS and not (folder / name).is_dir():
        assert run([*RUNS[name].split(), "-o", name]) == 0
    if name in RUNS:
        return folder / name
    return folder / "demo" / name.removeprefix("demo-")


@pytest.mark.parametrize("name", [*RUNS, *DEMO])
def test_a_real_run_gives_what_it_gave(folder: Path, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    found = outputs(folder, name, monkeypatch)
    findings = json.loads((found / "findings.json").read_text("utf-8"))
    del findings["made_by"]
    page = VERSION.sub("", (found / "report.html").read_text("utf-8"))
    kept(name, "pages", sha256(page.encode()).hexdigest())
    kept(name, "curves", fingerprints(found / "curves.parquet"))
    path = KEPT / f"{name}.json"
    if REGOLD:
        path.write_text(json.dumps(findings, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    before = json.loads(path.read_text("utf-8"))
    assert differences(before, findings) == []
    curves = json.loads((KEPT / "curves.json").read_text("utf-8"))[name]
    assert differences(curves, fingerprints(found / "curves.parquet")) == []
    if before == findings:
        assert json.loads((KEPT / "pages.json").read_text("utf-8"))[name] == sha256(page.encode()).hexdigest()


@pytest.mark.parametrize("name", [*(n for n in RUNS if n != "claim"), *DEMO])
def test_the_command_of_a_report_gives_its_findings_again(
    folder: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = (outputs(folder, name, monkeypatch) / "findings.json").read_bytes()
    called, *words = shlex.split(json.loads(before)["command"])
    assert called == "bystander"
    monkeypatch.chdir(folder / "demo" if "demo/" in RUNS.get(name, "demo/") else folder)
    assert run([*words, "-o", f"{name}-again"]) == 0
    assert (Path.cwd() / f"{name}-again" / "findings.json").read_bytes() == before


def test_a_claim_is_told_as_it_was_read_and_has_no_command(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert json.loads((outputs(folder, "claim", monkeypatch) / "findings.json").read_bytes())["command"] == ""


def kept(name: str, file: str, value: Any) -> None:
    """Write what is kept of a run, where it is to be written again."""
    if REGOLD:
        path = KEPT / f"{file}.json"
        known = json.loads(path.read_text("utf-8")) if path.is_file() else {}
        path.write_text(json.dumps({**known, name: value}, indent=1, sort_keys=True) + "\n", encoding="utf-8")


def fingerprints(path: Path) -> dict[str, list[Any]]:
    """Return for each column of each series: its cells, how many are numbers, their sum, and a hash of the texts."""
    columns: dict[str, list[Any]] = {}
    for row in pq.read_table(path).to_pylist():
        columns.setdefault(f"{row['series']}.{row['column']} ({row['unit']})", []).append(
            row["text"] if row["number"] is None else row["number"]
        )
    return {
        name: [
            len(cells),
            fsum(abs(cell) for cell in cells if isinstance(cell, float)),
            fsum(cell * (1 + i % 7) for i, cell in enumerate(cells) if isinstance(cell, float)),
            sha256("\n".join(str(c) for c in cells if not isinstance(c, float)).encode()).hexdigest()[:16],
        ]
        for name, cells in columns.items()
    }


def differences(expected: Any, found: Any, path: str = "") -> list[str]:
    """Say where two documents differ by more than the last digit of a number."""
    if isinstance(expected, dict) and isinstance(found, dict):
        gone = [f"{path}.{key} is gone" for key in expected if key not in found]
        new = [f"{path}.{key} is new" for key in found if key not in expected]
        both = [key for key in expected if key in found]
        return gone + new + [d for key in both for d in differences(expected[key], found[key], f"{path}.{key}")]
    if isinstance(expected, list) and isinstance(found, list):
        length = [] if len(expected) == len(found) else [f"{path}: {len(expected)} became {len(found)}"]
        pairs = enumerate(zip(expected, found, strict=False))
        return length + [d for i, (one, other) in pairs for d in differences(one, other, f"{path}[{i}]")]
    if isinstance(expected, float) and isinstance(found, int | float):
        same = found == pytest.approx(expected, rel=LAST_DIGIT, abs=1e-300)
    else:
        same = expected == found
    return [] if same else [f"{path}: {expected!r} became {found!r}"]


def test_more_than_the_last_digit_would_be_seen() -> None:
    assert differences({"a": [0.3333333333]}, {"a": [0.3333333334]}) == []
    assert differences({"a": [0.3333333333]}, {"a": [0.3333333339]}) == [".a[0]: 0.3333333333 became 0.3333333339"]
    assert differences({"a": 1, "b": "x"}, {"b": "y", "c": 1}) == [".a is gone", ".c is new", ".b: 'x' became 'y'"]
    assert differences([1], [1, 2]) == [": 1 became 2"]
