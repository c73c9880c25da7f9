"""Two studies as the real ones look: a trial, and a deployment record."""

from __future__ import annotations

from tests.report.sample_record import audit
from tests.report.sample_trial import evaluate

__all__ = ["audit", "evaluate"]
