"""A seeded test on the local page: it is told from its header, and the report is made."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bystander.serve.said import Said
from bystander.serve.work import answer
from tests.corpus.makers import written

if TYPE_CHECKING:
    from pathlib import Path


def test_a_seeded_test_is_evaluated(tmp_path: Path) -> None:
    rows = [(f"v{i}", one, (i + one) % 3 and 1) for i in range(12) for one in (1, 2, 3)]
    written(tmp_path / "passes.csv", [("volunteer", "pass", "alerted"), *rows], ",")
    told: list[dict[str, Any]] = []
    answer(tmp_path, Said(), lambda **values: told.append(values))
    assert {"said": ["36 passes of 12 volunteers on the watchlist, 24 with an alert"], "problems": []} in told
    verdict = next(values["verdict"] for values in told if "verdict" in values)
    assert verdict[0].startswith("Of 36 passes by 12 volunteers who were on the watchlist, 24 set off an alert")
    assert set(told[-1]["files"]) >= {"findings.json", "report.html"}
