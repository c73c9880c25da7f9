"""Small evidence in every layout, made in the tests."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from bystander.evidence.comparisons.trial import Trial

HEADER = ("probe_subject", "reference_subject", "score")


def people(n: int, prefix: str = "S") -> list[str]:
    """Return n identifiers."""
    return [f"{prefix}{i:03d}" for i in range(n)]


def all_pairs(n: int, seed: int = 1, prefix: str = "S") -> list[tuple[str, str, float]]:
    """Return every probe against every reference of n people: n mated rows, n (n - 1) non-mated ones."""
    rng = np.random.default_rng(seed)
    names = people(n, prefix)
    return [(a, b, round(float(rng.normal(3 if a == b else 0)), 6)) for a in names for b in names]


def write_table(
    path: Path, rows: Sequence[Sequence[object]], header: Sequence[str] | None = HEADER, sep: str = ","
) -> Path:
    """Write rows as delimited text."""
    lines = [sep.join(header)] if header else []
    lines += [sep.join(str(cell) for cell in row) for row in rows]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def write_bee(path: Path, cells: NDArray[np.generic], *, kind: bytes = b"S", order: str = "<") -> Path:
    """Write a BEE matrix (float32) or mask (uint8)."""
    mask = cells.dtype == np.uint8
    magic = (0x12345678).to_bytes(4, "little" if order == "<" else "big")
    rows, columns = cells.shape
    body = cells.tobytes() if mask else cells.astype(f"{order}f4").tobytes()
    size = b"M" + (b"B" if mask else b"F") + f" {rows} {columns} ".encode() + magic
    path.write_bytes(kind + b"2\ntargets.xml\nqueries.xml\n" + size + b"\n" + body)
    return path


def columns_of(trial: Trial) -> dict[str, NDArray[np.generic]]:
    """Put the blocks of a trial together again."""
    batches = [block.read() for block in trial.blocks]
    names = ("score", "probe", "reference", "mated", "failed", "probe_image", "reference_image")
    whole = {}
    for name in names:
        parts = [getattr(batch, name) for batch in batches]
        if any(part is not None for part in parts):
            whole[name] = np.concatenate(
                [np.zeros(len(b.score), bool) if p is None else p for p, b in zip(parts, batches, strict=True)]
            )
    return whole


def codes_of(error: Exception) -> list[str]:
    """Return the codes of the problems of an error, in order."""
    return [p.code for p in error.problems]  # type: ignore[attr-defined]
