"""A row that holds most of all is told: the others hardly show how it would come out another time."""

from __future__ import annotations

import numpy as np
import pytest

import bystander as by
from bystander.quantities.record.words import one_row


@pytest.mark.parametrize(("faces", "share"), [((500.0, 499.0, 1.0), "50 %"), ((1.0, 2.0, 97.0), "97 %")])
def test_the_share_of_the_largest_row_is_told(faces: tuple[float, ...], share: str) -> None:
    (said,) = one_row(np.array(faces), scattered=True)
    assert f"One row holds {share} of all" in said


def test_nothing_is_told_of_rows_alike_of_one_row_of_none_or_where_no_scatter_is_allowed_for() -> None:
    assert one_row(np.full(4, 100.0), scattered=True) == ()
    assert one_row(np.array([100.0]), scattered=True) == ()
    assert one_row(np.zeros(0), scattered=True) == ()
    assert one_row(np.array([900.0, 50.0, 50.0]), scattered=False) == ()


def test_an_audit_says_it_beside_the_rate_that_rests_on_it() -> None:
    days = [f"2024-01-{day:02d}" for day in range(1, 13)]
    faces = [950_000] + [5_000] * 11
    alerts = [60, 4, 0, 3, 0, 5, 0, 0, 2, 0, 6, 0]
    record = {"date": days, "faces": faces, "alerts": alerts, "false": alerts}
    found = by.audit(record).find("false-alerts-per-face")[0]
    assert any("One row holds 95 % of all" in caveat for caveat in found.caveats)
    even = by.audit({**record, "faces": [100_000] * 12}).find("false-alerts-per-face")[0]
    assert not any("One row holds" in caveat for caveat in even.caveats)
