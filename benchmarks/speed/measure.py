"""Measure one piece of work in a process of its own."""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

# What a peer may import that is not there: it is left out then, and said so. Anything else that is missing is a fault.
OPTIONAL = {
    "bob": "bob.measure", "faiss": "faiss", "pandas": "pandas", "polars": "polars", "sklearn": "scikit-learn",
    "torch": "torch, or a GPU for it,",
}  # fmt: skip


def peak_mebibytes() -> float:
    """Return the most memory this process ever held; the kernel resets it when a program starts."""
    status = Path("/proc/self/status")
    if status.exists():
        line = next(line for line in status.read_text().splitlines() if line.startswith("VmHWM"))
        return int(line.split()[1]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def measured(work: Callable[[], Any], *, repeats: int, who: int = resource.RUSAGE_SELF) -> dict[str, Any]:
    """Run work some times; give the median CPU seconds (user + system), its wall seconds, and peak memory.

    ``who``: whose CPU seconds, this process's or those of the programs that it started.
    """
    times = []
    answer: Any = None
    for _ in range(repeats):
        wall, used = time.perf_counter(), resource.getrusage(who)
        answer = work()
        after = resource.getrusage(who)
        cpu = after.ru_utime - used.ru_utime + after.ru_stime - used.ru_stime
        times.append((cpu, time.perf_counter() - wall))
    times.sort()
    cpu, wall = times[len(times) // 2]
    return {"cpu_s": cpu, "wall_s": wall, "peak_mib": peak_mebibytes(), "answer": answer}


def of_a_command(command: Sequence[str], *, repeats: int) -> dict[str, Any]:
    """Run a program some times from its start; give median CPU and wall seconds, and the last line it printed."""

    def work() -> str:
        return _output(command).strip().rpartition("\n")[2]

    found = measured(work, repeats=repeats, who=resource.RUSAGE_CHILDREN)
    del found["peak_mib"]  # of this process, not of the program
    return found


def in_a_process(module: str, name: str, folder: Path, *, repeats: int) -> dict[str, Any]:
    """Run one peer of a module in a fresh Python and give what it measured, or why it was left out."""
    command = [sys.executable, "-m", module, "--one", name, "--folder", str(folder), "--repeats", str(repeats)]
    found: dict[str, Any] = json.loads(_output(command).splitlines()[-1])
    return found


def measured_or_left_out(peer: Callable[[], Callable[[], Any]], *, repeats: int, fresh: bool = False) -> dict[str, Any]:
    """Prepare a peer and measure its work; say what is missing where it is not installed.

    ``fresh``: the process has done nothing yet. The work is done once more, before, and ``start_s`` is what that took
    from the start of the process, less the work as it is measured then: CPU seconds for imports, kernels, threads.
    """
    try:
        work = peer()
        if not fresh:
            return measured(work, repeats=repeats)
        work()
        used = resource.getrusage(resource.RUSAGE_SELF)
        found = measured(work, repeats=repeats)
        return {**found, "start_s": max(0.0, used.ru_utime + used.ru_stime - found["cpu_s"])}
    except ModuleNotFoundError as missing:
        package = (missing.name or "").partition(".")[0]
        if package not in OPTIONAL:
            raise
        return {"left_out": f"{OPTIONAL[package]} is not installed"}


def _output(command: Sequence[str]) -> str:
    done = subprocess.run(command, check=False, capture_output=True, text=True)
    if done.returncode:
        message = f"{' '.join(command[1:4])} ... failed:\n{done.stderr}"
        raise RuntimeError(message)
    return done.stdout
