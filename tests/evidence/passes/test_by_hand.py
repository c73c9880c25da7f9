"""Seeded tests as a lab notes them by hand: remarks in headings, times, other languages, scores beside the alerts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd
import pytest

from bystander.errors import EvidenceError
from bystander.evidence.passes.columns import layout_of
from bystander.evidence.passes.read import read_passes
from tests.corpus.makers import written

if TYPE_CHECKING:
    from pathlib import Path

    from bystander.evidence.passes.passes import Passes


def read(folder: Path, header: tuple[str, ...], rows: list[Any], **options: Any) -> Passes:
    return read_passes(written(folder / "passes.csv", [header, *rows], ","), **options)


def counts(passes: Passes) -> tuple[int, int, int]:
    return int(passes.passes.sum()), int(passes.alerts.sum()), int(passes.right.sum())


@pytest.mark.parametrize(
    ("header", "yes", "no"),
    [
        (("volontaire", "passage", "visage détecté", "alerte", "bonne personne"), "oui", "non"),
        (("voluntario", "pase", "rostro detectado", "alerta", "persona correcta"), "sí", "no"),
        (("vrijwilliger", "doorgang", "gezicht gevonden", "alarm", "juiste persoon"), "ja", "nee"),
        (("volontario", "passaggio", "volto rilevato", "allarme", "persona giusta"), "sì", "no"),
        (("Versuchsperson", "Durchgang", "Gesicht gefunden", "Alarm", "Richtige Person"), "ja", "nein"),
        (("Volunteer ID", "Pass no.", "Face found?", "Alert (Y/N)", "Right person? [y/n]"), "Y", "N"),
    ],
)
def test_headings_of_other_languages_and_with_remarks(
    header: tuple[str, ...], yes: str, no: str, tmp_path: Path
) -> None:
    rows = [("A", 1, yes, yes, yes), ("A", 2, yes, yes, no), ("B", 1, yes, no, ""), ("B", 2, no, no, "")]
    found = read(tmp_path, header, rows)
    assert counts(found) == (4, 2, 1)
    assert found.right_known
    assert found.detected is not None
    assert found.detected.sum() == 3


def test_a_heading_with_a_remark_is_declared_as_it_stands(tmp_path: Path) -> None:
    rows = [("A", 1, "Y"), ("A", 2, "N")]
    found = read(tmp_path, ("Volunteer", "Pass", "Seen it (Y/N)"), rows, columns={"alerted": "Seen it (Y/N)"})
    assert counts(found)[:2] == (2, 1)


def test_the_time_of_an_alert_is_an_alert_and_no_time_is_asked_about(tmp_path: Path) -> None:
    rows = [("A", 1, "10:02:11"), ("A", 2, ""), ("B", 1, "9:05"), ("B", 2, "10.15 am")]
    header = ("volunteer", "pass", "alerted")
    with pytest.raises(EvidenceError, match=r"1 cell under alerted is empty"):
        read(tmp_path, header, rows)
    found = read(tmp_path, header, rows, blank="no")
    assert counts(found)[:2] == (4, 3)
    assert "times of day under alerted were read as alerts at that time" in [p.found for p in found.problems]


def test_times_in_every_cell_of_a_column_a_pass_may_be_those_of_the_passes(tmp_path: Path) -> None:
    header = ("volunteer", "pass 1", "pass 2")
    with pytest.raises(EvidenceError, match="neither"):
        read(tmp_path, header, [("A", "10:02", "10:15"), ("B", "10:03", "10:16")])
    found = read(tmp_path, header, [("A", "10:02", "missed"), ("B", "10:03", "10:16")])
    assert counts(found)[:2] == (4, 3)


def test_that_right_does_not_apply_is_no_answer_where_there_was_an_alert(tmp_path: Path) -> None:
    header = ("volunteer", "pass", "alerted", "right")
    assert counts(read(tmp_path, header, [("A", 1, "yes", "yes"), ("A", 2, "no", "n/a")])) == (2, 1, 1)
    with pytest.raises(EvidenceError, match="1 cell under right is empty"):
        read(tmp_path, header, [("A", 1, "yes", "n/a"), ("A", 2, "no", "n/a")])


def test_that_an_alert_does_not_apply_is_a_stop(tmp_path: Path) -> None:
    with pytest.raises(EvidenceError, match="neither"):
        read(tmp_path, ("volunteer", "pass", "alerted"), [("A", 1, "yes"), ("A", 2, "n/a")], blank="no")


def test_scores_beside_the_alerts_of_volunteers_are_not_used(tmp_path: Path) -> None:
    header = ("volunteer", "pass", "alerted", "score")
    found = read(tmp_path, header, [("A", 1, "yes", 0.7), ("A", 2, "no", 0.4)])
    assert counts(found)[:2] == (2, 1)
    assert found.thresholds == (None,)


@pytest.mark.parametrize(
    ("header", "layout"),
    [
        (("volunteer", "cam1", "cam2"), "passes"),  # it lacks alerts, and is told so
        (("volunteer", "pass", "score"), None),
        (("person", "pass", "alerted", "score"), None),
        (("volunteer", "probe", "score", "alerted"), None),
        (("volunteer", "pass", "alerted", "score_threshold"), "passes"),
        (("volunteer", "1", "2", "3"), "wide"),
        (("volunteer", "2", "3"), "passes"),
        (("participant", "sex"), None),
    ],
)
def test_which_headers_are_of_a_seeded_test(header: tuple[str, ...], layout: str | None) -> None:
    assert layout_of(header) == layout


def test_passes_that_are_numbered_columns_are_read_from_a_frame() -> None:
    frame = pd.DataFrame({"volunteer": ["A", "B"], "1": ["yes", "no"], "2": ["no", "no"]})
    assert counts(read_passes(frame))[:2] == (4, 1)


def test_groups_that_differ_in_capitals_alone_are_a_stop(tmp_path: Path) -> None:
    header = ("volunteer", "pass", "alerted", "sex")
    rows = [(f"v{i}", 1, "yes" if i % 3 else "no", ("F", "f", "M")[i % 3]) for i in range(60)]
    with pytest.raises(EvidenceError, match="2 values of sex differ in nothing but capitals or blanks"):
        read(tmp_path, header, rows, by="sex")
    rows = [(*row[:3], row[3].upper()) for row in rows]
    assert read(tmp_path, header, rows, by="sex").groups[0].labels == (("F",), ("M",))


def test_of_volunteers_who_did_not_pass_nothing_is_asked(tmp_path: Path) -> None:
    header = ("volunteer", "passes", "detected", "alerts")
    found = read(tmp_path, header, [("A", 3, 3, 2), ("B", 0, "", ""), ("C", 0, 0, 0), ("", 2, "", "")])
    assert counts(found)[:2] == (3, 2)
    assert (found.rows_read, found.rows_refused) == (4, 3)
    with pytest.raises(EvidenceError, match="1 cell under alerted is empty"):
        read(tmp_path, header, [("A", 3, 3, 2), ("B", 1, 1, "")])
