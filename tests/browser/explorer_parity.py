"""Write `explorer_parity.json`: states of the page, and what Python computes and says for each.

Run `python -m tests.browser.explorer_parity` from the project's root.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from bystander.crowd.page import numbers, shipped
from bystander.explorer.build import first_words
from bystander.explorer.inputs import inputs, label, weakest

FILE = Path(__file__).with_suffix(".json")


def rate(events: float | None, trials: float | None, **more: Any) -> dict[str, Any]:
    """Return a piece of evidence; without trials, ``events`` is an asserted rate."""
    given = {"status": "counts", "events": events, "trials": trials, "rate": None}
    if trials is None:
        given |= {"events": 0, "trials": 0, "rate": events, "status": "asserted"}
    known = {"design_effect": 1, "correlation": 0.1, "day_scatter": None, "day_looks": None, "source": ""}
    return given | known | more


def one(false: dict[str, Any], **more: Any) -> dict[str, Any]:
    """Return a state."""
    start = {"title": "t", "note": "", "source": "", "people": 60_000, "sought": 1, "looks": 1, "capture": 1.0}
    return start | {"hours": None, "false_alerts": false, "hits": rate(89, 100), "groups": []} | more


def states() -> list[dict[str, Any]]:
    """Return the shipped scenarios, and what sliders can make of them."""
    found = shipped()
    evidence = [rate(0, 12_120), rate(7, 8_600), rate(10, 3_147_436), rate(0.37, 61.5), rate(20, 120_000), rate(3, 4)]
    asserted = [rate(r, None) for r in (0.0, 1e-7, 0.001, 0.3, 1.0)]
    for false in (*evidence, *asserted):
        found.append(one(false))
        found.append(one(false, people=2, sought=3, looks=3, capture=0.5, hours=4))
        found.append(one(false, people=2_000_000, sought=40, looks=12, capture=0.8))
    clustered = rate(2, 50_000, design_effect=3.5)
    found += [one(clustered, people=n, looks=2, hits=rate(0.9, None)) for n in (0, 1, 1500, 1_400_000_000)]
    found.append(one(rate(5, 5_000), sought=0))
    found.append(one(rate(5, 5_000, correlation=0.0), looks=40, sought=100, hits=rate(0, 30, correlation=0.6)))
    found.append(one(rate(500, 1_000_000), looks=7, sought=900, capture=0.35, hits=rate(1.0, None)))
    groups = [
        {"name": "a", "share": 0.55, "false_alerts": None},
        {"name": "b", "share": 0.4, "false_alerts": rate(0, 900)},
    ]
    scattered = rate(90, 900_000, day_scatter=4.0, day_looks=30_000)
    found += [one(rate(90, 900_000, day_scatter=s, day_looks=9_000, days=d)) for s, d in ((0.9, 40), (4, 9), (900, 3))]
    unmeasured = {"correlation": None}
    found += [one(scattered, looks=n, people=p) for n, p in ((1, 60_000), (3, 360_000), (2, 40))]
    found.append(one(scattered | unmeasured, looks=6, hits=rate(0, 30, **unmeasured)))
    found.append(one(rate(0, 12_120, **unmeasured), looks=4, sought=0))
    found.append(one(rate(0.002, None, day_scatter=2.0, day_looks=5_000, **unmeasured), looks=2, hours=4))
    found.append(one(rate(30, 30, **unmeasured), looks=2, hits=rate(30, 30)))
    found.append(one(rate(0.0, None), hits=rate(0, 100)))
    rounded = [{"name": n, "share": 0.1666667, "false_alerts": rate(3, 1_000_000)} for n in "abcdef"]
    found.append(one(rate(3, 1_000_000), people=10_000_000, groups=rounded))
    far = {"day_scatter": 10.0, "days": 3}
    groups_apart = [
        {"name": "a", "share": 0.4, "false_alerts": rate(8, 200_000, day_looks=66_666, **far)},
        {"name": "b", "share": 0.6, "false_alerts": None},
    ]
    found.append(one(rate(34, 458_621, day_looks=152_873, **far), people=1_000_000, groups=groups_apart))
    third = {"name": "c", "share": 0.05, "false_alerts": rate(0.02, None)}
    found.append(one(rate(4, 40_000), groups=[*groups, third], looks=3))
    for lists in (
        {"longer": 1, "here": 2_400, "least": 600, "most": 600},
        {"longer": -1, "here": 9, "least": 20, "most": 30},
    ):
        found += [one(evidence, list=lists) for evidence in (rate(20, 120_000), rate(1, 1_200_000), rate(0, 900))]
        found.append(one(rate(20, 120_000, day_scatter=2.0, day_looks=5_000), list=lists, looks=3))
    unknown = {"status": "unknown"}
    found.append(one(rate(0, 0, **unknown), hits=rate(0, 0, **unknown), sought=3))
    found.append(one(rate(4, 40_000), hits=rate(0.9, None, status="invented"), note="A\n note.", source="A paper"))
    found.append(one(rate(0.4, None), people=1, sought=0))
    found.append(
        one(rate(4, 40_000), groups=[dict(g, false_alerts=rate(1, 700)) for g in [*groups, third]], people=1001)
    )
    return found


def said(state: dict[str, Any]) -> dict[str, Any]:
    """Return what Python says of a state, as the page's own script should."""
    rows = [list(row) for row in inputs(state)]
    return {**first_words(state)._asdict(), "label": label(state), "weakest": weakest(state), "inputs": rows}


def document() -> list[dict[str, Any]]:
    """Return each state with its numbers and its words."""
    return [{"state": s, "numbers": numbers(s), "said": said(s)} for s in states()]


def main() -> None:
    """Write the file."""
    lines = ",\n".join(json.dumps(case, allow_nan=False) for case in document())
    FILE.write_text(f"[\n{lines}\n]\n", encoding="utf-8")


if __name__ == "__main__":
    main()
