"""What a coarse scan leaves open, looked at again in 16 bits: little of it is left to be scored exactly."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from bystander.tally.searches.scanning import slack_of
from bystander.tally.searches.vectors import LOW, squares

if TYPE_CHECKING:
    from bystander.tally.searches.products import Rounded
    from bystander.tally.searches.scanning import Open, Scanner
    from bystander.tally.searches.vectors import Codes, Pairs, Scores


class Refined:
    """A scanner, and what pairs come to in 16 bits (``fine``)."""

    def __init__(self, coarse: Scanner, fine: Rounded, pairs: Pairs, mate: Scores) -> None:
        self.rows, self.slack = coarse.rows, coarse.slack
        self._coarse, self._fine, self._pairs, self._mate = coarse, fine, pairs, mate
        self._off = slack_of(pairs, fine.slack)
        self._worth = (2 if pairs.l2 else 1) * fine.unit
        self._far = (squares(pairs.probes), squares(pairs.references)) if pairs.l2 else None

    def near(self, probes: Codes) -> Scores:
        """Return what the scores of some probes with all references nearly are."""
        return self._coarse.near(probes)

    def open(self, first: int, last: int, floor: float) -> Open:
        """Say what is open for probes ``first`` to ``last`` and a floor of the tail."""
        found = self._coarse.open(first, last, floor)
        above, doubtful = self._settled(found, first)
        p, r = found.tail
        reaches = self._scores(p, r) >= floor - self._off[p]
        tail = p[reaches], r[reaches]
        p, r = found.best
        score, best = self._scores(p, r), np.full(last - first, LOW)
        np.maximum.at(best, p - first, score)
        rival = score >= best[p - first] - 2 * self._off[p]
        return replace(found, above=above, doubtful=doubtful, tail=tail, best=(p[rival], r[rival]))

    def _settled(self, found: Open, first: int) -> tuple[Codes, tuple[Codes, Codes]]:
        """Return how many identities are surely above each mate, and those that still may be."""
        probe, identity = found.doubtful
        place, r = self._pairs.of(identity)
        best = np.full(len(probe), LOW)
        np.maximum.at(best, place, self._scores(probe[place], r))
        off, mate = self._off[probe], self._mate[probe]
        sure = best > mate + off
        above = found.above + np.bincount(probe[sure] - first, minlength=len(found.above))
        open_still = ~sure & (best >= mate - off)
        return above, (probe[open_still], identity[open_still])

    def _scores(self, p: Codes, r: Codes) -> Scores:
        """Return what the scores of pairs nearly are."""
        score = self._worth[p] * self._fine.pairs(p, r)
        return score if self._far is None else score - self._far[0][p] - self._far[1][r]
