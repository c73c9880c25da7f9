"""A contest: several peers do the same work on the same made-up data, each in a process of its own."""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from benchmarks.speed.machine import about
from benchmarks.speed.measure import in_a_process, measured_or_left_out

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

Answer = list[int]
Peer = Callable[[Path], Callable[[], Answer]]  # gets ready in a folder of data, which is not timed, and gives the work


@dataclass(frozen=True, kw_only=True)
class Contest:
    """What is done, by whom.

    ``module``: where it stands. ``make``: writes so many comparisons, of a seed, into a folder. ``peers``: those who
    take part; the first line of a docstring says what one does. ``same``: two of them, and how many first numbers of
    their answers must be equal. ``once``: those too slow to be run several times. ``scaled``: those who do a part
    of the work, and how many such parts there are. ``fresh``: what a fresh process takes beside the work is measured,
    of all that are not in ``once``; so nobody is to be warmed up.
    """

    module: str
    about: str
    make: Callable[[Path, int, int], None]
    peers: tuple[Peer, ...]
    same: tuple[tuple[str, str, int], ...] = ()
    once: tuple[str, ...] = ()
    scaled: Mapping[str, int] = field(default_factory=dict)
    fresh: bool = False

    @property
    def names(self) -> list[str]:
        """The names of the peers."""
        return [peer.__name__ for peer in self.peers]

    def run(self, rows: int, *, only: Sequence[str] = (), repeats: int = 3, seed: int = 1) -> dict[str, Any]:
        """Let them work one after the other; give the figures of each, and who answered differently."""
        found: dict[str, dict[str, Any]] = {}
        with tempfile.TemporaryDirectory(prefix="bystander-bench-") as folder:
            self.make(Path(folder), rows, seed)
            for peer in self.peers:
                name = peer.__name__
                if name not in (only or self.names):
                    continue
                times = 1 if name in self.once else repeats
                figures = in_a_process(self.module, name, Path(folder), repeats=times)
                found[name] = {"what": _first_line(peer), **self._completed(name, figures, rows)}
                print(_line(name, found[name]), flush=True)
        return {"rows": rows, "measured": found, "different": self.different(found)}

    def different(self, found: Mapping[str, Mapping[str, Any]]) -> list[list[str]]:
        """Return the pairs of peers that answered differently."""
        answers = {name: figures["answer"] for name, figures in found.items() if "answer" in figures}
        return [
            [one, other]
            for one, other, size in self.same
            if one in answers and other in answers and answers[one][:size] != answers[other][:size]
        ]

    def main(self, arguments: list[str] | None = None, *, rows: float) -> int:
        """Run it from the command line, by default with ``rows``; exit status 1 where two answer differently."""
        parser = argparse.ArgumentParser(prog=f"python -m {self.module}", description=self.about)
        parser.add_argument("--rows", type=float, default=rows, help=f"comparisons (default {rows:g})")
        parser.add_argument("--repeats", type=int, default=3, help="runs of each, the median counts (default 3)")
        parser.add_argument("--only", nargs="+", choices=self.names, default=[], help="which of them")
        parser.add_argument("--seed", type=int, default=1, help="another seed makes other data (default 1)")
        parser.add_argument("-o", "--out", type=Path, help="write the figures here as JSON")
        parser.add_argument("--one", choices=self.names, help=argparse.SUPPRESS)
        parser.add_argument("--folder", type=Path, help=argparse.SUPPRESS)
        options = parser.parse_args(arguments)
        if options.one:
            peer = self.peers[self.names.index(options.one)]
            fresh = self.fresh and options.one not in self.once
            found = measured_or_left_out(lambda: peer(options.folder), repeats=options.repeats, fresh=fresh)
            print(json.dumps(found))
            return 0
        found = self.run(int(options.rows), only=options.only, repeats=options.repeats, seed=options.seed)
        if options.out:
            options.out.write_text(json.dumps({**about(), **found}, indent=1) + "\n", encoding="utf-8")
        for one, other in found["different"]:
            print(f"{one} and {other} answer differently", file=sys.stderr)
        return 1 if found["different"] else 0

    def _completed(self, name: str, figures: dict[str, Any], rows: int) -> dict[str, Any]:
        if "left_out" in figures:
            return figures
        if name in self.scaled:
            parts = self.scaled[name]
            figures = {**figures, "parts": parts, **{key: figures[key] * parts for key in ("cpu_s", "wall_s")}}
        return {**figures, **{f"mrow_per_{key}": rows / figures[key] / 1e6 for key in ("cpu_s", "wall_s")}}


def _first_line(peer: Peer) -> str:
    return (peer.__doc__ or peer.__name__).splitlines()[0].removesuffix(".")


def _line(name: str, figures: Mapping[str, Any]) -> str:
    if "left_out" in figures:
        return f"{name:<24} left out: {figures['left_out']}"
    return (
        f"{name:<24} {figures['cpu_s']:8.2f} cpu-s {figures['wall_s']:8.2f} s {figures['mrow_per_wall_s']:8.1f} Mrow/s "
        f"{figures['peak_mib']:8.0f} MiB"
    )
