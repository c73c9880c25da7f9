"""`python -m benchmarks.speed.embeddings`: all pairs of embeddings against faiss and a plain matrix product.

Each contender works in a process of its own, one after the other on the same vectors, so that its memory can be read.
Bystander gives the exact best wrong score of every search, the rank of every mate, and the exact tail; faiss the two
best of every search (``search``), and all pairs above a threshold (``range_search``), in single precision; the product
nothing at all. faiss and torch are no dependencies: without them, or without a GPU for torch, theirs is left out and
said so.
"""

from __future__ import annotations

import argparse
import json
import platform
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np

CONTENDERS = ("bystander", "bystander on a GPU", "faiss search", "faiss range_search", "numpy product")


def make(folder: Path, probes: int, references: int, width: int) -> None:
    """Write vectors of people, half of the probes enrolled."""
    draw = np.random.default_rng(1)
    centres = draw.standard_normal((references, width), dtype=np.float32)
    who = draw.integers(0, 2 * references, probes)
    mine = np.where((who < references)[:, None], centres[who % references], draw.standard_normal((probes, width)))
    np.savez(
        folder / "vectors.npz", probe_subjects=who, reference_subjects=np.arange(references),
        probe_vectors=(mine + 0.6 * draw.standard_normal((probes, width))).astype(np.float32),
        reference_vectors=centres + 0.6 * draw.standard_normal((references, width), dtype=np.float32),
    )  # fmt: skip


def unit(vectors: np.ndarray) -> np.ndarray:
    """Give vectors of length one."""
    return np.asarray(vectors / np.linalg.norm(vectors, axis=1, keepdims=True), dtype=np.float32)


def work(name: str, folder: Path, floor: float) -> dict[str, float]:
    """Do the work of a contender; reading is not timed."""
    file = folder / "vectors.npz"
    if name.startswith("bystander"):
        from bystander.evidence.read_searches import read_searches
        from bystander.tally.embeddings import Source, tally_embeddings

        source: Source = "compiled"
        if name == "bystander on a GPU":
            import torch

            source = "torch"
            if not torch.cuda.is_available():
                raise SystemExit("torch sees no GPU")
        found = read_searches(file)
        started, cpu = time.perf_counter(), time.process_time()
        tally = tally_embeddings(found, products=source)
        seen = {"tail": float(len(tally.tail_score)), "floor": tally.tail_floor}
        return {"wall_s": time.perf_counter() - started, "cpu_s": time.process_time() - cpu, **seen}
    with np.load(file) as raw:
        probes, references = unit(raw["probe_vectors"]), unit(raw["reference_vectors"])
    if name == "numpy product":
        started, cpu = time.perf_counter(), time.process_time()
        for i in range(0, len(probes), 1024):
            for j in range(0, len(references), 8192):
                probes[i : i + 1024] @ references[j : j + 8192].T
        return {"wall_s": time.perf_counter() - started, "cpu_s": time.process_time() - cpu}
    import faiss

    index = faiss.IndexFlatIP(probes.shape[1])
    index.add(references)
    started, cpu = time.perf_counter(), time.process_time()
    if name == "faiss search":
        index.search(probes, 2)
        seen = {}
    else:
        limits, _, _ = index.range_search(probes, floor)
        seen = {"tail": float(limits[-1])}
    return {"wall_s": time.perf_counter() - started, "cpu_s": time.process_time() - cpu, **seen}


def main() -> None:
    """Print what each took, in the same run."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--probes", type=int, default=50_000)
    parser.add_argument("--references", type=int, default=100_000)
    parser.add_argument("--width", type=int, default=512)
    parser.add_argument("--only", choices=CONTENDERS)
    parser.add_argument("--folder", type=Path)
    parser.add_argument("--floor", type=float, default=0.15)
    asked = parser.parse_args()
    if asked.only:
        found = work(asked.only, asked.folder, asked.floor)
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(json.dumps(found | {"peak_mib": peak}))
        return
    rows: list[dict[str, object]] = []
    pairs = asked.probes * asked.references
    with tempfile.TemporaryDirectory(prefix="bystander-bench-") as name:
        make(Path(name), asked.probes, asked.references, asked.width)
        floor = asked.floor
        for contender in CONTENDERS:
            command = [sys.executable, "-m", "benchmarks.speed.embeddings", "--only", contender, "--folder", name,
                       "--floor", str(floor)]  # fmt: skip
            done = subprocess.run(command, capture_output=True, text=True, check=False)
            if done.returncode:
                said = done.stderr.strip().splitlines()
                rows.append({"what": contender, "left_out": said[-1] if said else "failed"})
                continue
            found = json.loads(done.stdout)
            floor = found.get("floor", floor)
            rows.append({"what": contender, "mpairs_per_s": pairs / found["wall_s"] / 1e6, **found})
    print(json.dumps({"machine": platform.processor() or platform.machine(), "pairs": pairs, "rows": rows}, indent=1))


if __name__ == "__main__":
    main()
