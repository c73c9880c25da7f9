"""The same answers by plain Python, comparison by comparison, as the definitions read. Slow on purpose."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from fractions import Fraction
from math import inf, nextafter


@dataclass(frozen=True)
class Row:
    score: float
    mated: bool
    probe: int = 0
    reference: int = 0


class Oracle:
    """Definitions of METHODS D.2, D.4 and 1.2, read literally."""

    def __init__(self, rows: list[Row], *, accept: str, failures: str) -> None:
        kept = [row for row in rows if failures == "fold" or row.score > -inf]
        self.accept = accept
        self.mated = [row for row in kept if row.mated]
        self.non_mated = [row for row in kept if not row.mated]
        finite = sorted({row.score + 0.0 for row in kept if row.score > -inf})
        # "score > T" needs a threshold that accepts everything, as "score >= T" needs one that accepts nothing
        ends = [nextafter(finite[-1], inf)] if accept == "ge" else []
        starts = [nextafter(finite[0], -inf)] if accept == "gt" else []
        self.candidates = [*starts, *finite, *ends]

    def accepted(self, row: Row, threshold: float) -> bool:
        if row.score == -inf:
            return False
        return row.score >= threshold if self.accept == "ge" else row.score > threshold

    def false_matches(self, threshold: float) -> int:
        return sum(self.accepted(row, threshold) for row in self.non_mated)

    def false_non_matches(self, threshold: float) -> int:
        return sum(not self.accepted(row, threshold) for row in self.mated)

    def operating_point(self, target: float) -> tuple[float, int, Fraction | None, int]:
        wanted = Fraction(str(target))
        steps = sorted({row.score for row in self.non_mated if row.score > -inf})
        if not steps:
            at = [self.candidates[0]]
        elif self.accept == "ge":
            at = [*steps, nextafter(steps[-1], inf)]
        else:
            at = [nextafter(steps[0], -inf), *steps]
        rates = [(t, Fraction(self.false_matches(t), len(self.non_mated))) for t in at]
        threshold = next(t for t, rate in rates if rate <= wanted)
        higher = [rate for _, rate in rates if rate > wanted]
        errors = self.false_matches(threshold)
        return threshold, errors, min(higher, default=None), self.false_non_matches(threshold)

    def eer(self) -> tuple[float, float, Fraction, Fraction] | None:
        """Thresholds below and above the crossing, and the bracket; None where there is none."""
        last = None
        for t in self.candidates:
            fmr = Fraction(self.false_matches(t), len(self.non_mated))
            fnmr = Fraction(self.false_non_matches(t), len(self.mated))
            if fmr < fnmr:
                if last is None:
                    return None
                t0, fmr0, fnmr0 = last
                return t0, t, max(fmr, fnmr0), min(fmr0, fnmr)
            last = (t, fmr, fnmr)
        raise AssertionError

    def pair_errors(self, threshold: float, subjects: int) -> tuple[int, list[int], list[int], int, int]:
        d, m = [0] * subjects, [0] * subjects
        c: Counter[tuple[int, int]] = Counter()
        n: Counter[tuple[int, int]] = Counter()
        for row in self.non_mated:
            pair = (min(row.probe, row.reference), max(row.probe, row.reference))
            wrong = self.accepted(row, threshold)
            n[pair] += 1
            c[pair] += wrong
            for subject in pair:
                m[subject] += 1
                d[subject] += wrong
        return sum(c.values()), d, m, sum(x * x for x in c.values()), sum(x * x for x in n.values())

    def graph(self, subjects: int) -> tuple[int, int, bool, int, bool]:
        pairs = Counter(frozenset((row.probe, row.reference)) for row in self.non_mated)
        degree = [sum(i in pair for pair in pairs) for i in range(subjects)]
        probes = {row.probe for row in self.non_mated}
        references = {row.reference for row in self.non_mated}
        complete = subjects > 1 and len(pairs) == subjects * (subjects - 1) // 2
        return len(pairs), max(degree, default=0), complete, max(pairs.values(), default=0), not probes & references

    def mated_errors(self, threshold: float) -> list[tuple[int, int]]:
        k = Counter(row.probe for row in self.mated)
        x = Counter(row.probe for row in self.mated if not self.accepted(row, threshold))
        return [(x[subject], k[subject]) for subject in sorted(k)]
