"""What came of a case: the answer of the tool beside that of the oracle, and a table of all of them."""

from __future__ import annotations

import signal
import time
import traceback
from collections import Counter
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from benchmarks.mutations.oracle import expected
from benchmarks.mutations.strict import Refused, Unsure
from benchmarks.mutations.tool import SEARCHES, Stopped, answer, check

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from benchmarks.mutations.counts import Counts
    from benchmarks.mutations.sheet import Case

LIMIT = 20.0  # seconds of processor time; a file that takes longer hangs
BUGS = ("fault", "hang", "rows lost", "counts differ")
ORDER = (
    "equal", "both stop", "tool stops", "tool goes on", "open: tool goes on", "open: tool stops", *BUGS,
)  # fmt: skip
_CHECKED = 8  # one in so many cases is given to check as well


class Hang(BaseException):
    """The limit is over."""


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """What came of a case: one of ``ORDER``, and what either side said."""

    number: int
    kind: str
    done: tuple[str, ...]
    came: str
    oracle: str
    tool: str
    seconds: float = 0.0


def outcome_of(case: Case, folder: Path, *, limit: float = LIMIT) -> Outcome:
    """Read a case both ways and say what came of it."""
    right = _right(case)
    start = time.process_time()
    came, said = _came(case, folder, right, limit)
    oracle = right if isinstance(right, str) else _words(right)
    return Outcome(
        number=case.number, kind=case.kind, done=tuple(case.done), came=came, oracle=oracle, tool=said,
        seconds=time.process_time() - start,
    )  # fmt: skip


def _right(case: Case) -> Counts | str:
    try:
        return expected(case)
    except Refused as refused:
        return f"stop: {refused}"
    except Unsure as unsure:
        return f"open: {unsure}"


def _came(case: Case, folder: Path, right: Counts | str, limit: float) -> tuple[str, str]:
    stops = isinstance(right, str) and right.startswith("stop")
    try:
        with _limited(limit):
            if case.number % _CHECKED == 0:
                check(case, folder)
            found = answer(case, folder)
    except Stopped as stop:
        open_or_not = "open: tool stops" if isinstance(right, str) else "tool stops"
        return "both stop" if stops else open_or_not, " ".join(stop.codes)
    except Hang:
        return "hang", f"more than {limit:g} seconds"
    except Exception:  # noqa: BLE001 - whatever else escapes is what is looked for
        return "fault", traceback.format_exc(limit=-3)
    if isinstance(right, str):
        return "tool goes on" if stops else "open: tool goes on", _words(found)
    return _compared(case, found, right), _words(found)


def _compared(case: Case, found: Counts, right: Counts) -> str:
    if right.people is None:
        found = replace(found, people=None)
    if case.kind in SEARCHES:  # what is refused of a log are rows of searches that failed
        found = replace(found, refused=0)
    if found == right:
        return "equal"
    return "rows lost" if found.rows != right.rows else "counts differ"


@contextmanager
def _limited(seconds: float) -> Iterator[None]:
    def over(*_: object) -> None:
        raise Hang

    before = signal.signal(signal.SIGPROF, over)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


def _words(found: Counts) -> str:
    people = "" if found.people is None else f", {found.people} people"
    return f"{found.rows} rows, {found.refused} refused: {found.mated} + {found.non_mated}{people}"


def table_of(outcomes: Sequence[Outcome]) -> str:
    """Return how often what came, by kind of evidence."""
    kinds = list(dict.fromkeys(one.kind for one in outcomes))
    counts = Counter((one.kind, one.came) for one in outcomes)
    wide = max(map(len, kinds))
    lines = [" " * wide + "".join(f"{came:>20}" for came in ORDER)]
    lines += [f"{kind:<{wide}}" + "".join(f"{counts[kind, came]:>20}" for came in ORDER) for kind in kinds]
    total = Counter(one.came for one in outcomes)
    return "\n".join([*lines, f"{'all':<{wide}}" + "".join(f"{total[came]:>20}" for came in ORDER)])


def groups_of(outcomes: Sequence[Outcome], came: str) -> str:
    """Return what came so, alike ones together: how often, of what, what both sides said, and the first of them."""
    found: dict[tuple[str, str, str], list[Outcome]] = {}
    for one in outcomes:
        if one.came == came:
            last = one.tool.strip().splitlines()[-1] if came == "fault" else one.tool if came == "tool stops" else ""
            right = one.oracle if one.oracle.startswith("stop") else ""
            found.setdefault((one.kind, right, last), []).append(one)
    lines = []
    for (kind, right, last), some in sorted(found.items(), key=lambda item: -len(item[1])):
        done = Counter(done for one in some for done in one.done).most_common(3)
        by = ", ".join(f"{name} {times}" for name, times in done)
        first = ", ".join(str(one.number) for one in some[:4])
        lines.append(f"{len(some):>5}  {kind}: {right} {last} | {by} | {first}")
    return "\n".join(lines)
