"""The machine and the versions that figures were measured with; nothing of where they lie, or of whose they are."""

from __future__ import annotations

import os
import platform
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

PACKAGES = (
    "bystander", "numpy", "scipy", "numba", "pyarrow", "duckdb", "polars", "pandas", "scikit-learn", "faiss-cpu",
    "bob.measure", "click",
)  # fmt: skip


def about() -> dict[str, Any]:
    """Return machine and versions; None for a package that is not installed."""
    return {"machine": machine(), "versions": {name: _version(name) for name in PACKAGES}}


def machine() -> dict[str, Any]:
    """Return the processor, its cores and what matters of its instructions, and memory, as the system tells them."""
    processor = _processor()
    has = processor.get("flags", "").split()
    return {
        "processor": processor.get("model name") or platform.processor() or platform.machine(),
        "cores": os.cpu_count(),
        "avx512": "avx512f" in has,
        "vnni": "avx512_vnni" in has or "avx_vnni" in has,
        "memory_gib": round(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30, 1),
        "system": platform.system(),
        "python": platform.python_version(),
    }


def _processor() -> dict[str, str]:
    """Return what Linux says of the first core; nothing elsewhere."""
    told = Path("/proc/cpuinfo")
    if not told.exists():
        return {}
    lines = told.read_text().partition("\n\n")[0].splitlines()
    return {key.strip(): value.strip() for key, _, value in (line.partition(":") for line in lines)}


def _version(name: str) -> str | None:
    try:
        return version(name)
    except PackageNotFoundError:
        return None
