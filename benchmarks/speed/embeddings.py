"""`python -m benchmarks.speed.embeddings`: all pairs of embeddings against faiss and a plain matrix product.

Bystander gives the exact best wrong score of every search, the rank of every mate, and the exact tail; faiss the two
best of every search (``search``), and all pairs above a threshold (``range_search``), in single precision; the product
nothing at all. Reading is not timed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from benchmarks.speed import made_up
from benchmarks.speed.contest import Contest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from benchmarks.speed.contest import Answer
    from bystander.tally.searches.embeddings import Source

FLOOR = 0.15  # for range_search, where Bystander has not found one before
ROWS, COLUMNS = 1024, 8192  # of a block of the plain product


def all_pairs(folder: Path) -> Callable[[], Answer]:
    """Bystander: every search exactly, and the exact tail."""
    return _all_pairs(folder, "compiled")


def all_pairs_on_a_gpu(folder: Path) -> Callable[[], Answer]:
    """Bystander with the extra torch, on a GPU: the same."""
    import torch

    if not torch.cuda.is_available():
        raise ModuleNotFoundError("a GPU is missing", name="torch")
    return _all_pairs(folder, "torch")


def _all_pairs(folder: Path, products: Source) -> Callable[[], Answer]:
    from bystander.evidence.searches.read import read_searches
    from bystander.tally.searches.embeddings import tally_embeddings

    few = folder / "few"
    few.mkdir(exist_ok=True)
    made_up.vectors(few, 64, 64, seed=1)
    tally_embeddings(read_searches(few / "vectors.npz"), small=0)  # compiled kernels are kept on disk from then on
    found = read_searches(folder / "vectors.npz")

    def work() -> Answer:
        tally = tally_embeddings(found, products=products)
        (folder / "floor").write_text(str(tally.tail_floor))
        return [len(tally.tail_score)]

    return work


def faiss_range_search(folder: Path) -> Callable[[], Answer]:
    """faiss: ``range_search``, all pairs above the floor of Bystander's tail."""
    import faiss

    probes, references = _units(folder)
    index = faiss.IndexFlatIP(probes.shape[1])
    index.add(references)
    floor = folder / "floor"
    at = float(floor.read_text()) if floor.exists() else FLOOR

    def work() -> Answer:
        limits, _, _ = index.range_search(probes, at)
        return [int(limits[-1])]

    return work


def faiss_search(folder: Path) -> Callable[[], Answer]:
    """faiss: ``search``, the two best of every probe."""
    import faiss

    probes, references = _units(folder)
    index = faiss.IndexFlatIP(probes.shape[1])
    index.add(references)

    def work() -> Answer:
        index.search(probes, 2)
        return []

    return work


def matrix_product(folder: Path) -> Callable[[], Answer]:
    """NumPy: the products, block by block, and nothing else."""
    probes, references = _units(folder)

    def work() -> Answer:
        for i in range(0, len(probes), ROWS):
            for j in range(0, len(references), COLUMNS):
                probes[i : i + ROWS] @ references[j : j + COLUMNS].T
        return []

    return work


def _units(folder: Path) -> tuple[np.ndarray, np.ndarray]:
    """Return probes and references as vectors of length one."""
    with np.load(folder / "vectors.npz") as raw:
        probes, references = raw["probe_vectors"], raw["reference_vectors"]
    probes /= np.linalg.norm(probes, axis=1, keepdims=True)
    references /= np.linalg.norm(references, axis=1, keepdims=True)
    return probes, references


CONTEST = Contest(
    module="benchmarks.speed.embeddings",
    about=__doc__,
    make=made_up.embeddings,
    peers=(all_pairs, all_pairs_on_a_gpu, faiss_range_search, faiss_search, matrix_product),
    once=("all_pairs", "all_pairs_on_a_gpu", "faiss_range_search", "faiss_search", "matrix_product"),
)

if __name__ == "__main__":
    raise SystemExit(CONTEST.main(rows=1e8))
