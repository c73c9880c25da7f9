"""Every shape of file that docs/how-to/your-file.md has a command for: how it is made, and what is in it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from tests.corpus.makers import MATED, NON_MATED, PEOPLE, pairs, written

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

PAIRS = pairs()
TABLE = ("probe_subject", "reference_subject", "score")
LISTS = ("search", "subject", "candidate_subject", "score")


class Counts(NamedTuple):
    """What ``bystander check`` says is in a file; ``people``: None where nobody is recorded, or it is not said."""

    mated: int
    non_mated: int
    people: int | None


ALL = Counts(MATED, NON_MATED, PEOPLE)
NOBODY = Counts(MATED, NON_MATED, None)
SEARCHES = Counts(30, 30, None)
SQUARE = Counts(8, 56, 8)


def person(sample: str) -> str:
    """Return whose a sample is: q3/1 is of q3."""
    return sample.split("/", maxsplit=1)[0]


def of_people() -> list[tuple[str, str, float]]:
    """Return the pairs as pairs of people."""
    return [(person(p.first), person(p.second), p.score) for p in PAIRS]


def unlabelled(name: str = "q{person}/{sample}") -> list[tuple[str, str, float]]:
    """Return the pairs of samples that are named so, without their labels."""
    return [(p.first, p.second, p.score) for p in pairs(name=name)]


def labelled(words: tuple[str, str] = ("0", "1")) -> list[tuple[str, str, str]]:
    """Return the pairs of samples with a label each."""
    return [(p.first, p.second, words[p.mated]) for p in PAIRS]


def lists(*others: str) -> list[tuple[object, ...]]:
    """Return a candidate each of 30 people who are enrolled, and of 30 who are not, called ``others`` in turn."""
    found = [(f"m{i}", f"e{i}", f"e{i}", 0.8) for i in range(30)]
    return [LISTS, *found, *((f"u{i}", others[i % len(others)], f"e{i}", 0.3) for i in range(30))]


def square() -> list[list[float]]:
    """Return scores of 8 people against the same 8, other samples of them."""
    return [[0.8 + i / 100 if i == j else 0.1 + (i + 3 * j) / 200 for j in range(8)] for i in range(8)]


def headed(header: Sequence[str], rows: Iterable[Sequence[object]]) -> list[Sequence[object]]:
    """Return a header and rows under it."""
    return [header, *rows]


def make(folder: Path) -> None:
    """Write every file that the page names into a folder."""
    _tables(folder)
    _lists(folder)
    _layouts(folder)
    _searches(folder)
    _passes(folder)


def _tables(folder: Path) -> None:
    rows = of_people()
    written(folder / "scores.csv", headed(TABLE, rows), ",")
    written(folder / "own.csv", headed(("left", "right", "score"), rows), ";")
    commas = [(a, b, str(s).replace(".", ",")) for a, b, s in rows]
    written(folder / "european.csv", headed(TABLE, commas), ";")
    named = [[f'"{cell}"' if cell is not s else cell for cell in (at, a, b, s)] for at, (a, b, s) in enumerate(rows, 1)]
    written(folder / "r_table.txt", headed([f'"{name}"' for name in TABLE], named))
    written(folder / "distances.csv", headed(TABLE, [(a, b, round(1 - s, 4)) for a, b, s in rows]), ",")
    written(
        folder / "failures.csv", headed(TABLE, [(a, b, -1 if at == 5 else s) for at, (a, b, s) in enumerate(rows)]), ","
    )
    pq.write_table(
        pa.table(dict(zip(TABLE, map(list, zip(*rows, strict=True)), strict=True))), folder / "scores.parquet"
    )
    lines = (json.dumps(dict(zip(TABLE, row, strict=True))) for row in rows)
    (folder / "scores.jsonl").write_text("\n".join(lines) + "\n", "utf-8")
    written(folder / "mated.csv", headed(("mated", "score"), [(p.mated, p.score) for p in PAIRS]), ",")
    (folder / "scores.json").write_text(json.dumps([dict(zip(TABLE, row, strict=True)) for row in rows]), "utf-8")
    vendor = [(*row, round(100 * p.score, 2)) for row, p in zip(labelled(("Imposter", "Genuine")), PAIRS, strict=True)]
    written(folder / "vendor.csv", headed(("SOURCE", "TARGET", "TEST", "SIMILARITY"), vendor), ",")
    written(folder / "savetxt.csv", headed(("# ground truth", "score"), [(int(p.mated), p.score) for p in PAIRS]), ",")
    log = [
        (*row, "-1 2" if at % 50 == 0 else f"{s} 0") for at, (*row, s) in enumerate(unlabelled("p{person}-{sample}"))
    ]
    written(folder / "match.log", headed(("enrollTemplFile", "verifTemplFile", "simScore", "returnCode"), log))
    images = [(*row, p.score) for row, p in zip(labelled(("false", "true")), PAIRS, strict=True)]
    written(folder / "images.csv", headed(("image1", "image2", "same_person", "score"), images), ",")
    deployments = [(f"2025-01-{day:02d}", 9000, 10, 9, 1) for day in range(1, 21)]
    written(
        folder / "record.csv", headed(("date", "faces_seen", "alerts", "true_alerts", "false_alerts"), deployments), ","
    )
    quarters = [(f"2025-Q{n}", 300, 75, 21) for n in range(1, 5)]
    written(folder / "searched.csv", headed(("date", "Searches", "Leads", "Identifications"), quarters), ",")
    written(folder / "hits.csv", headed(("year", "searches", "Hits"), [(2024, 300, 75), (2025, 310, 70)]), ",")


def _passes(folder: Path) -> None:
    """Write a seeded test of 12 volunteers with 3 passes each: 20 with an alert."""
    alerts = [[at % 2, int(at < 8), int(at % 2 == 0)] for at in range(12)]
    rows = [(f"q{at}", one, 1, alert) for at, made in enumerate(alerts) for one, alert in enumerate(made, 1)]
    written(folder / "passes.csv", headed(("volunteer", "pass", "detected", "alerted"), rows), ",")
    counted = [(f"q{at}", 3, sum(made)) for at, made in enumerate(alerts)]
    written(folder / "counted.csv", headed(("volunteer", "passes", "alerts"), counted), ";")
    wide = [(f"q{at}", *("yes" if alert else "no" for alert in made)) for at, made in enumerate(alerts)]
    written(folder / "wide.csv", headed(("volunteer", "pass_1", "pass_2", "pass_3"), wide), ",")


def _lists(folder: Path) -> None:
    written(folder / "enrol_test.txt", [(*row, p.score) for row, p in zip(labelled(), PAIRS, strict=True)])
    written(folder / "label_first.txt", [(int(p.mated), p.first, p.second, p.score) for p in reversed(PAIRS)], "\t")
    written(folder / "label_score.txt", [(("non", "target")[p.mated], p.score) for p in PAIRS])
    written(folder / "scores.txt", unlabelled())
    written(folder / "trials.txt", labelled(("nontarget", "target")))
    written(folder / "veri_test.txt", [(label, a, b) for a, b, label in labelled()])
    written(folder / "same.txt", [(p.first, p.second) for p in PAIRS if p.mated])
    images = sorted({name for p in PAIRS for name in (p.first, p.second)})
    written(folder / "who.csv", headed(("image", "person"), [(name, name.split("/")[0]) for name in images]), ",")
    scores = [(p.first, p.second, "a", p.score) for p in PAIRS]
    written(folder / "sre_scores.tsv", headed(("modelid", "segmentid", "side", "LLR"), scores), "\t")
    key = [(a, b, "a", label) for a, b, label in labelled(("nontarget", "target"))]
    written(folder / "sre_key.tsv", headed(("modelid", "segmentid", "side", "targettype"), key), "\t")
    written(folder / "lfw.txt", unlabelled("Ann_Lee{person}/Ann_Lee{person}_000{sample}.jpg"))
    written(folder / "voxceleb.txt", unlabelled("id1000{person}/dVPC-{sample}/00001.wav"))
    written(
        folder / "folders.csv", headed(("file1", "file2", "score"), unlabelled("faces/p{person}/{sample}.png")), ","
    )
    written(folder / "named.csv", headed(("file1", "file2", "score"), unlabelled("p{person}-{sample}")), ",")


def _layouts(folder: Path) -> None:
    mated, others = [(p.score,) for p in PAIRS if p.mated], [(p.score,) for p in PAIRS if not p.mated]
    for name, rows in (("genuine", mated), ("impostor", others), ("a", mated), ("b", others)):
        written(folder / f"{name}.txt", rows)
    apart = {"genuine": [s for (s,) in mated], "impostor": [s for (s,) in others]}
    for name, kind in (("genuine", True), ("impostor", False)):
        table = [(p.first, p.second, p.score) for p in PAIRS if p.mated == kind]
        written(folder / f"{name}_scores.csv", headed(("image_1", "image_2", "similarity_score"), table), ",")
        np.save(folder / f"{name}.npy", np.array(apart[name]))
    filled = [*(s for (s,) in mated), *[""] * (len(others) - len(mated))]
    side = zip(filled, (s for (s,) in others), strict=True)
    written(folder / "side_by_side.csv", headed(("genuine", "impostor"), side), ",")
    (folder / "both.json").write_text(json.dumps(apart), "utf-8")
    np.save(folder / "only_scores.npy", np.array([p.score for p in PAIRS]))
    numbers = {name: at for at, name in enumerate(dict.fromkeys(n for p in PAIRS for n in (p.first, p.second)), 1)}
    written(folder / "template_pair_label.txt", [(numbers[a], numbers[b], label) for a, b, label in labelled()])
    written(folder / "hist_genuine.txt", [(0.7, 20), (0.9, 4)])
    written(folder / "hist_impostor.txt", [(0.1, 250), (0.2, 2)])
    people = [f"someone {i}" for i in range(8)]
    matrix = [(who, *row) for who, row in zip(people, square(), strict=True)]
    written(folder / "matrix.csv", headed(("", *people), matrix), ",")
    np.save(folder / "matrix.npy", np.array(square()))
    for name in ("rows", "columns"):
        written(folder / f"{name}.txt", [(who,) for who in people])
    images = [f"Ann_Lee{at // 2}_000{at % 2}.jpg" for at in range(8)]
    of_images = [(images[i], *(1.0 if i == j else 0.1 + 0.6 * (i // 2 == j // 2) for j in range(8))) for i in range(8)]
    written(folder / "images_matrix.csv", headed(("", *images), of_images), ",")
    written(folder / "bob.txt", [(a, b, f"{b}-{at}", s) for at, (a, b, s) in enumerate(of_people())])


def _searches(folder: Path) -> None:
    written(folder / "lists.csv", lists(""), ",")
    written(folder / "minus_one.csv", lists("-1"), ",")
    written(folder / "strangers.csv", lists("stranger"), ";")
    written(folder / "all_named.csv", lists(*(f"v{i}" for i in range(30))), ",")
    vectors = np.random.default_rng(1).normal(size=(24, 8)).astype(np.float32)
    np.savez(folder / "embeddings.npz", vectors=vectors, subjects=np.array([f"p{i // 3}" for i in range(24)]))


# the first file of a command, with what tells it from others of that file: what is in it
RIGHT: dict[str, Counts] = {
    "scores.csv": ALL, "own.csv": ALL, "r_table.txt": ALL, "european.csv": ALL, "scores.parquet": ALL,
    "scores.jsonl": ALL,
    "distances.csv": ALL,
    "failures.csv": ALL, "mated.csv": NOBODY, "images.csv": ALL, "enrol_test.txt": ALL, "label_first.txt": ALL,
    "scores.json": ALL, "vendor.csv": ALL, "savetxt.csv": NOBODY, "match.log": ALL, "genuine_scores.csv": ALL,
    "genuine.npy": NOBODY, "side_by_side.csv": NOBODY, "both.json": NOBODY, "only_scores.npy": ALL,
    "label_score.txt": NOBODY, "scores.txt": ALL, "sre_scores.tsv": ALL, "lfw.txt": ALL, "voxceleb.txt": ALL,
    "folders.csv": ALL, "named.csv": ALL, "genuine.txt": NOBODY, "a.txt": NOBODY, "hist_genuine.txt": NOBODY,
    "matrix.csv": SQUARE, "matrix.npy": SQUARE, "bob.txt": ALL,
    "images_matrix.csv": Counts(4, 24, 4),
    "lists.csv": SEARCHES, "minus_one.csv": SEARCHES, "strangers.csv": SEARCHES, "all_named.csv": SEARCHES,
    "matrix.csv --searches": Counts(8, 0, None), "embeddings.npz": Counts(24, 252, 8),
    "embeddings.npz --searches": Counts(24, 0, None),
}  # fmt: skip
