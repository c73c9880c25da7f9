"""Fold blocks into accumulators with threads; the result must not depend on who took which block."""

from __future__ import annotations

import os
import threading
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

T = TypeVar("T")
A = TypeVar("A")


def available_threads() -> int:
    """Return the number of processors that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def fold(parts: Sequence[T], start: Callable[[], A], step: Callable[[A, T], None], *, threads: int | None) -> list[A]:
    """Return one accumulator a thread, all parts folded in; the caller merges them.

    An error in one thread stops the others at their next part and is raised here.
    """
    workers = max(1, min(threads or available_threads(), len(parts)))
    if workers == 1:
        accumulator = start()
        for part in parts:
            step(accumulator, part)
        return [accumulator]
    waiting = iter(parts)
    lock = threading.Lock()
    failed = threading.Event()

    def work() -> A:
        accumulator = start()
        try:
            while not failed.is_set():
                with lock:
                    part = next(waiting, None)
                if part is None:
                    break
                step(accumulator, part)
        except BaseException:
            failed.set()
            raise
        return accumulator

    with ThreadPoolExecutor(workers) as pool:
        futures = [pool.submit(work) for _ in range(workers)]
        return [future.result() for future in futures]
