"""Evidence becomes counts: exact, mergeable, and small enough to keep."""

from bystander.tally.comparisons.count import tally_comparisons
from bystander.tally.comparisons.exact_det import ExactDet, exact_det
from bystander.tally.comparisons.points import (
    DetVertices,
    EqualErrorRate,
    OperatingPoint,
    PairErrors,
    PairGraph,
    ScoreHistogram,
    SubjectErrors,
)
from bystander.tally.comparisons.tail import Tail
from bystander.tally.comparisons.tally import ComparisonTally

__all__ = [
    "ComparisonTally",
    "DetVertices",
    "EqualErrorRate",
    "ExactDet",
    "OperatingPoint",
    "PairErrors",
    "PairGraph",
    "ScoreHistogram",
    "SubjectErrors",
    "Tail",
    "exact_det",
    "tally_comparisons",
]
