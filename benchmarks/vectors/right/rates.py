"""Error rates of a trial of comparisons, by counting."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from benchmarks.vectors.right.values import Value, above, exact, none, rate, score

NO_NON_MATED = "no comparisons of different people: 0 of 0"
NO_MATED = "no comparisons of one person: 0 of 0"


@dataclass(frozen=True, kw_only=True)
class Scores:
    """The scores of a trial; failed comparisons have none. With ``distance``, smaller means more alike."""

    mated: list[float]
    non_mated: list[float]
    failed_mated: int = 0
    failed_non_mated: int = 0
    distance: bool = False

    def passes(self, value: float, threshold: float, accept: str) -> bool:
        """Return whether a score is accepted."""
        if value == threshold:
            return accept in (">=", "<=")
        return (value < threshold) if self.distance else (value > threshold)

    def at(self, threshold: float, *, accept: str, failures: str = "fold") -> tuple[int, int, int, int]:
        """Return false matches of how many, and false non-matches of how many."""
        folded = failures == "fold"
        matches = sum(self.passes(s, threshold, accept) for s in self.non_mated)
        missed = sum(not self.passes(s, threshold, accept) for s in self.mated)
        return (
            matches,
            len(self.non_mated) + self.failed_non_mated * folded,
            missed + self.failed_mated * folded,
            len(self.mated) + self.failed_mated * folded,
        )

    def rates(self, threshold: float, *, accept: str, failures: str = "fold") -> dict[str, Value]:
        """Return both rates at a threshold."""
        matches, others, missed, same = self.at(threshold, accept=accept, failures=failures)
        return {"fmr": rate(matches, others, NO_NON_MATED), "fnmr": rate(missed, same, NO_MATED)}


def once(pairs: list[tuple[str, str, bool, float]]) -> list[tuple[str, str, bool, float]]:
    """Return rows of two samples, whether they are of one person, and a score, without what another says again.

    Where all pairs in both orders have one score, the second row of each says nothing new; else every row stays.
    """
    score = {(a, b): s for a, b, _, s in pairs}
    both = [(a, b) for a, b in score if (b, a) in score]
    if any(score[a, b] != score[b, a] for a, b in both):
        return pairs
    return [row for row in pairs if (row[1], row[0]) not in score or row[0] < row[1]]


def at_target(
    scores: Scores, target: Fraction, *, accept: str = ">=", failures: str = "fold"
) -> dict[str, Value]:  # fmt: skip
    """Return threshold and rates where the FMR is held at or below a target, of similarities.

    The smallest distinct non-mated score, or just above the largest, whose FMR is at most the target.
    """
    everything = scores.at(scores.non_mated[0], accept=accept, failures=failures)[1]
    allowed = (target * everything).__floor__()
    following = None
    for threshold in sorted(set(scores.non_mated)):
        matches, others, missed, same = scores.at(threshold, accept=accept, failures=failures)
        if matches <= allowed:
            found = score(threshold)
            break
        following = Fraction(matches, others)
    else:
        top = max(scores.non_mated)
        found = above(top, min((s for s in scores.mated if s > top), default=None))
        matches, others, missed, same = scores.at(top, accept=">", failures=failures)
    return {
        "threshold": found,
        "fmr": rate(matches, others, NO_NON_MATED),
        "next_fmr": none("every comparison is accepted already") if following is None else exact(following),
        "fnmr": rate(missed, same, NO_MATED),
    }


def equal_error(scores: Scores) -> dict[str, Value]:
    """Return the bracket in which FMR and FNMR cross: the last point with FMR >= FNMR, and the next one."""
    points = [(Fraction(1), Fraction(0))]
    for threshold in sorted({*scores.mated, *scores.non_mated}):
        matches, others, missed, same = scores.at(threshold, accept=">")
        points.append((Fraction(matches, others), Fraction(missed, same)))
    last = max(k for k, (fmr, fnmr) in enumerate(points) if fmr >= fnmr)
    below, beyond = points[last], points[last + 1]
    low, high = max(beyond[0], below[1]), min(below[0], beyond[1])
    return {"eer": exact(high), "eer_low": exact(low), "eer_high": exact(high)}


def area(scores: Scores) -> Value:
    """Return the chance that a mated score is above a non-mated one, a tie counting one half."""
    wins = sum(Fraction((a > b) * 2 + (a == b), 2) for a in scores.mated for b in scores.non_mated)
    return exact(Fraction(wins) / (len(scores.mated) * len(scores.non_mated)))
