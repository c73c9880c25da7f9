"""How the verdict says few people, and a rate whose faces are a lower end."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import bystander as by

if TYPE_CHECKING:
    from pathlib import Path


def verdict(folder: Path, faces: str) -> str:
    file = folder / "record.csv"
    rows = "".join(f"2025-01-{day:02},{faces},20,19,1\n" for day in range(1, 3))
    file.write_text(f"date,faces_seen,alerts,true_alerts,false_alerts\n{rows}", encoding="utf-8")
    return " ".join(by.audit(file).verdict)


ALONE = "if each alert is independent of every other"
FEW = f"or fewer than 0.1 of 60,000 people flagged by mistake on average; {ALONE}, fewer than 0.1, even if "
ONE = f"about 1 in 60,000, or about 1.0 of 60,000 people flagged by mistake on average; {ALONE}, anything from "
AT_MOST = "at most 1 in 60,000, or at most 1.0 of 60,000 people flagged by mistake on average"


@pytest.mark.parametrize(("faces", "said"), [("9500000", FEW), ("60000", f"{ONE}0.12 to 3.6"), (">60000", AT_MOST)])
def test_the_verdict_says_a_number_of_people_once(faces: str, said: str, tmp_path: Path) -> None:
    assert said in verdict(tmp_path, faces)
