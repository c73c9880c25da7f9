"""Everything that a tally says, as plain values, so that two of them can be compared exactly."""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from bystander.tally import ComparisonTally


def plain(value: Any) -> Any:
    """Turn arrays and dataclasses into lists and dictionaries, with their types."""
    if isinstance(value, np.ndarray):
        return (str(value.dtype), value.tolist(), np.signbit(value).tolist() if value.dtype.kind == "f" else None)
    if is_dataclass(value):
        return {f.name: plain(getattr(value, f.name)) for f in fields(value)}
    if isinstance(value, dict):
        return {key: plain(value[key]) for key in sorted(value)}
    assert value is None or type(value) in {int, float, bool, str}, type(value)
    return value


def facts(tally: ComparisonTally, thresholds: tuple[float, ...] = ()) -> dict[str, Any]:
    """Return everything that it holds, and its answers at thresholds and at the targets it was made for."""
    said: dict[str, Any] = plain(tally)
    # candidates beside a crossing that the acceptance rule does not use may be left open
    said.pop("crossings")
    said.pop("eer_crossing")
    said["points"] = [answer(tally.operating_point, t) for t in sorted({0.0, *tally.crossings})]
    said["eer"] = answer(tally.eer)
    said["det"] = answer(tally.det)
    said["pair_errors"] = [answer(tally.non_mated_errors, t) for t in thresholds]
    said["mated_errors"] = [answer(tally.mated_errors, t) for t in thresholds]
    return said


def answer(question: Any, *args: Any) -> Any:
    """Return an answer, or the text of the refusal."""
    try:
        return plain(question(*args))
    except ValueError as refusal:
        return str(refusal)
