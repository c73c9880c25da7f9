"""What one of two systems got wrong and the other right: McNemar's table of a pair, and what it can show.

Trials that both got right, or both wrong, say nothing about which errs less. So chance alone, with every trial
independent of the others, leaves the difference a noise that no variance may come out below; and no difference is shown
that the exact test of McNemar would not show of as many discordant trials as the people behind them are worth.

Single trials are counted where they are known one by one; otherwise errors of both systems in trials that nobody can
tell apart, or in the same person or pair of people, cancel first, and the noise is somewhat understated.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from scipy.special import betaincinv

from bystander.intervals.covariance import only_one_erred

if TYPE_CHECKING:
    from bystander.intervals.covariance import ByPerson


@dataclass(frozen=True, kw_only=True)
class Discordant:
    """Trials that only the first, only the second, and both systems got wrong, of ``trials``.

    ``least``: only one got wrong so many or more, as trials of a person cannot be told apart.
    """

    first: int
    second: int
    both: int
    trials: int
    least: bool = False

    def noise(self, weights: tuple[float, float]) -> float:
        """Return the variance that weight B of pB less weight A of pA has if every trial is independent.

        At weights of 1: ((b + c) - (b - c)²/T)/T². At 1/pA, 1/pB: (b + c)/(E_A E_B), that of the log of the ratio.
        """
        wa, wb = weights
        squares = self.second * wb * wb + self.first * wa * wa + self.both * (wb - wa) ** 2
        total = self.second * wb - self.first * wa + self.both * (wb - wa)
        return max(squares - total * total / self.trials, 0.0) / self.trials**2

    def shows(self, stands_for: float, *, level: float) -> bool:
        """Return whether McNemar's exact test shows a difference, if so many discordant trials tell as much as one.

        It is that of Clopper and Pearson's interval of the second system's share, with b/f and c/f trials.
        """
        b, c, tail = self.second / stands_for, self.first / stands_for, (1 - level) / 2
        low = float(betaincinv(b, c + 1, tail)) if b > 0 else 0.0
        high = float(betaincinv(b + 1, c, 1 - tail)) if c > 0 else 1.0
        return not low <= 0.5 <= high


def discordant(a: ByPerson, b: ByPerson) -> Discordant | None:
    """Count what only one of two systems got wrong, on the trials that both had; None where nobody can tell."""
    both = None if a.single is None or b.single is None else a.single.both_wrong(b.single)
    if both is not None:
        least = a.single is not None and not a.single.told_apart
        return Discordant(first=a.events - both, second=b.events - both, both=both, trials=a.total, least=least)
    apart = only_one_erred(a, b)
    if apart is None:
        return None
    second, first = (one.events for one in apart)
    return Discordant(first=first, second=second, both=a.events - first, trials=a.total)
