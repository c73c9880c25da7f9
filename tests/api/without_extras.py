"""``python -m tests.api.without_extras [PACKAGE...]``: print findings of all studies as JSON, by name.

The packages that are named are refused by the import system, as if they were not installed; then threads are refused
too, as a browser has none.
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
import threading
from pathlib import Path
from typing import Any


class Refused:
    """A finder that knows nothing of some packages, and lets nobody else find them."""

    def __init__(self, packages: list[str]) -> None:
        self._packages = packages

    def find_spec(self, name: str, path: object = None, target: object = None) -> None:
        """Raise for a package that is refused."""
        del path, target
        if name.partition(".")[0] in self._packages:
            raise ModuleNotFoundError(name=name)


def people(number: int) -> dict[str, list[Any]]:
    """Return a table of people."""
    names = [f"p{i}" for i in range(number)]
    return {"subject": names, "sex": ["f", "m", "m"] * (number // 3), "family": [f"f{i // 3}" for i in range(number)]}


def trial(number: int, seed: int) -> dict[str, list[Any]]:
    """Return comparisons of everybody with everybody, twice."""
    import random

    draw = random.Random(seed)
    pairs = [(i, j) for _ in range(2) for i in range(number) for j in range(number)]
    return {
        "probe_subject": [f"p{i}" for i, _ in pairs],
        "reference_subject": [f"p{j}" for _, j in pairs],
        "score": [round(draw.gauss(50 if i == j else 20, 10), 2) for i, j in pairs],
    }


RECORD = {
    "date": [f"2024-05-{day:02d}" for day in range(1, 13)],
    "place": ["Square", "Station"] * 6,
    "faces_seen": [9000, 8000, 7000] * 4,
    "alerts": [3, 5] * 6,
    "true_alerts": [2, 1] * 6,
    "false_alerts": [1, 4] * 6,
}


def lists() -> dict[str, list[Any]]:
    """Return candidate lists of sixty searches."""
    rows = [(i, rank) for i in range(60) for rank in (1, 2, 3)]
    return {
        "search": [f"s{i}" for i, _ in rows],
        "subject": [f"p{i % 15}" if i % 3 else "" for i, _ in rows],
        "rank": [rank for _, rank in rows],
        "candidate_subject": [f"p{(i + rank) % 15}" for i, rank in rows],
        "score": [50.0 - rank + (i % 7) / 10 for i, rank in rows],
    }


def findings() -> dict[str, str]:
    """Return the findings of every study, by name."""
    import numpy as np
    import pyarrow as pa
    import pyarrow.parquet as pq

    import bystander as by
    from bystander.claims import examples as claims
    from bystander.claims.claim_file import read_claim_text
    from bystander.crowd import examples
    from bystander.tally.comparisons import count
    from bystander.tally.searches import embeddings, fold

    table, other, of_people = pa.table(trial(30, 1)), pa.table(trial(30, 2)), pa.table(people(30))
    made = {
        "evaluate": by.evaluate(table, targets=[0.01], thresholds=[45.0], by="sex", people=of_people),
        "families": by.evaluate(table, cluster="family", people=of_people, accept="gt", failures="exclude"),
        "searches": by.evaluate(table, searches=True, non_mated="leave-mate-out", by="sex", people=of_people),
        "lists": by.evaluate(pa.table(lists())),
        "compare": by.compare(table, other, names=["old", "new"], targets=[0.01]),
        "compare searches": by.compare(table, other, names=["old", "new"], searches=True, non_mated="leave-mate-out"),
        "audit": by.audit(pa.table(RECORD)),
        "claim": by.claim(read_claim_text(claims.text("essex-99-9997"))),
    }
    with tempfile.TemporaryDirectory() as folder:
        scenario = Path(folder) / "city-day.toml"
        city = examples.text("city-day").replace("days = 2_000", "days = 200")  # several parts, and each of its bytes
        scenario.write_text(city, encoding="utf-8")
        made["crowd"] = by.consequences(scenario)
        record = Path(folder) / "record.csv"
        rows = [RECORD, *zip(*RECORD.values(), strict=True)]
        record.write_text("\n".join(",".join(map(str, row)) for row in rows) + "\n", encoding="utf-8")
        made["audit of text"] = by.audit(record)
        # as if there were more than numpy takes by itself
        count.SMALL = embeddings.SMALL = 0
        for function in (fold.tally_searches, embeddings.tally_embeddings):
            (function.__kwdefaults__ or {})["small"] = 0
        made["large"] = by.evaluate(table, targets=[0.01], by="sex", people=of_people)
        made["large searches"] = by.evaluate(table, searches=True)
        draw = np.random.default_rng(2)
        label = np.arange(90) % 30
        vectors = (draw.normal(size=(30, 16))[label] + draw.normal(size=(90, 16))).astype(np.float32)
        np.savez(Path(folder) / "vectors.npz", vectors=vectors, subjects=label.astype(str))
        made["vectors"] = by.evaluate(Path(folder) / "vectors.npz", replicates=0, searches=True)
        made["pairs of vectors"] = by.evaluate(Path(folder) / "vectors.npz", replicates=0)
        shard = Path(folder) / "shard.parquet"
        pq.write_table(table, shard)
        (Path(folder) / "key").write_bytes(bytes(32))
        made["tally"] = by.evaluate(by.tally_shards(shard, Path(folder) / "t.tally", key_file=Path(folder) / "key"))
    return {name: found.to_json() for name, found in made.items()}


def refuse_threads() -> None:
    """Let there be one processor, and no thread beside this one."""

    def start(self: threading.Thread) -> None:
        del self
        raise RuntimeError("can't start new thread")

    vars(threading)["Thread"].start = start
    os.cpu_count = lambda: 1
    os.sched_getaffinity = lambda _: {0}


if __name__ == "__main__":
    sys.meta_path.insert(0, Refused(sys.argv[1:]))
    if sys.argv[1:]:
        refuse_threads()
    found = findings()
    there = [name for name in sys.argv[1:] if name in sys.modules]
    print(json.dumps({"findings": found, "there": there}))  # noqa: T201
