"""docs/reference/vectors.md: every case with its rule and its right values, from the files."""

from __future__ import annotations

import json
from typing import Any

from benchmarks.vectors.cases import FOLDER, said

MOST = 8  # values of a case that are shown
TITLES = {
    "comparisons": "Comparisons at a threshold",
    "thresholds": "Thresholds that are chosen",
    "searches": "Searches of a watchlist",
    "intervals": "Limits",
    "records": "Deployment records",
    "groups": "Groups of people",
    "crowds": "Crowds",
    "claims": "Claims and requirements",
}


def vectors_reference() -> str:
    """Return the page."""
    parts = [
        "# Every vector",
        "",
        "Generated from the files in `vectors` by `make docs`.",
        "What the files hold and how to use them: [vectors](../vectors.md).",
    ]
    for topic, title in TITLES.items():
        document = json.loads((FOLDER / f"{topic}.json").read_text(encoding="utf-8"))
        parts += ["", f"## {title}", "", f"`vectors/{topic}.json`, version {document['version']}.", ""]
        parts += ["| case | shows | right | rule |", "|---|---|---|---|"]
        parts += [_row(case) for case in document["cases"]]
    return "\n".join(parts) + "\n"


def _row(case: dict[str, Any]) -> str:
    told = [f"{name} {said(value)}" for name, value in case["expected"].items()]
    right = ", ".join(told[:MOST]) + (f", and {len(told) - MOST} more" if len(told) > MOST else "")
    name = case["id"].partition("/")[2]
    cells = (f"`{name}` ({case['standing']})", case["shows"], right, case["rule"])
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"
