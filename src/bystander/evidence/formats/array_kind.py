"""Is an array "X" with as many labels as rows and columns a matrix of scores, or vectors?"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from bystander.errors import EvidenceError
from bystander.evidence.checks import ev08_shape as ev08
from bystander.evidence.comparisons.own_square import square_seen

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from bystander.evidence.request import Request


def require_scores(name: str, values: NDArray[Any], request: Request) -> None:
    """Raise EvidenceError where nobody can tell: scores of one set against itself are their own mirror image."""
    alike = np.zeros(len(values), np.int32)
    seen = square_seen(values, None, alike, alike)
    if request.square or (seen is not None and seen.mirrored):
        return
    raise EvidenceError(name, [ev08.unclear_square(name)])
