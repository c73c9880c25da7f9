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
    from collections.abc import Callable


def peak_mebibytes() -> float:
    """Give the most memory this process ever held; the kernel resets it when a program starts."""
    status = Path("/proc/self/status")
    if status.exists():
        line = next(line for line in status.read_text().splitlines() if line.startswith("VmHWM"))
        return int(line.split()[1]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def measured(work: Callable[[], Any], *, repeats: int) -> dict[str, Any]:
    """Run work some times; give the median CPU seconds (user + system), its wall seconds, and peak memory."""
    times = []
    answer: Any = None
    for _ in range(repeats):
        wall, used = time.perf_counter(), resource.getrusage(resource.RUSAGE_SELF)
        answer = work()
        after = resource.getrusage(resource.RUSAGE_SELF)
        cpu = after.ru_utime - used.ru_utime + after.ru_stime - used.ru_stime
        times.append((cpu, time.perf_counter() - wall))
    times.sort()
    cpu, wall = times[len(times) // 2]
    return {"cpu_s": cpu, "wall_s": wall, "peak_mib": peak_mebibytes(), "answer": answer}


def in_a_process(module: str, name: str, folder: Path, *, repeats: int) -> dict[str, Any]:
    """Run one peer of a module in a fresh Python and give what it measured."""
    command = [sys.executable, "-m", module, "--one", name, "--folder", str(folder), "--repeats", str(repeats)]
    done = subprocess.run(command, check=False, capture_output=True, text=True)
    if done.returncode:
        message = f"{name} failed:\n{done.stderr}"
        raise RuntimeError(message)
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found
