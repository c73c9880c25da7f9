"""Evidence becomes counts: exact, mergeable, and small enough to keep."""

from bystander.tally.comparison_tally import ComparisonTally
from bystander.tally.comparisons import tally_comparisons
from bystander.tally.det import ExactDet, exact_det
from bystander.tally.points import (
    DetVertices,
    EqualErrorRate,
    OperatingPoint,
    PairErrors,
    PairGraph,
    ScoreHistogram,
    SubjectErrors,
)
from bystander.tally.tail import Tail

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
