"""Every two people of a trial counted once, where few are in most of its comparisons."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from bystander.intervals.images_met import Met
from bystander.intervals.pairs_met import PairsMet
from bystander.intervals.uneven_pairs import PairsOnce
from bystander.tally.comparisons.pairs import pair_people

if TYPE_CHECKING:
    from bystander.tally.comparisons.tally import ComparisonTally


def pairs_once(tally: ComparisonTally) -> PairsOnce | None:
    """Return what counts every two people once; None where people weigh alike, or are not known one by one.

    Where relatives count as one, nobody knows how many images they have together.
    """
    m, graph = tally.non_mated_per_subject, tally.graph
    if m is None or graph is None or tally.clusters is not None or graph.keys is None or graph.compared is None:
        return None
    first, second = pair_people(graph.keys)
    counted = PairsMet(first=first, second=second, compared=graph.compared.astype(np.float64), people=len(m))
    met = Met(pairs=counted.pairs * 2**graph.level, squared=graph.qn, level=graph.level, counted=counted)
    return PairsOnce.of(m, met, as_probe=graph.as_probe)
