"""Of several operators the order is by all that each tells, and what holds of one is said of that one alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import bystander as by

if TYPE_CHECKING:
    from pathlib import Path

    from bystander.findings.first_screen import FirstScreen

HEAD = "date,operator,faces_seen,alerts,true_alerts,false_alerts,note\n"
KING = (
    "2025-Q1,King,412300,58,51,7,\n",
    "2025-Q2,King,588100,77,70,7,\n",
    "2025-Q3,King,463900,61,55,6,\n",
)
PORT = (
    '2025-Q1,Port,96000,31,22,9,"visitors were counted, not faces"\n'
    '2025-Q2,Port,121000,40,27,13,"visitors were counted, not faces"\n'
)


def first_of(folder: Path, *rows: str) -> FirstScreen:
    file = folder / "record.csv"
    file.write_text(HEAD + "".join(rows), encoding="utf-8")
    first = by.audit(file).study.first
    assert first is not None
    return first


def test_an_operator_is_not_put_back_by_a_thin_period_that_it_adds(tmp_path: Path) -> None:
    # King has 58 + 77 + 61 = 196 judged alerts, Port 31 + 40 = 71; the newest half-year of King has 61
    without, with_it = (first_of(tmp_path, *king, PORT) for king in (KING[:2], KING))
    assert str(without.sentence).startswith("King: 14 of 135 alerts")
    assert str(with_it.sentence).startswith("King: 20 of 196 alerts were judged false from January 2025 to September")
    assert with_it.eyebrow.endswith("Most alerts judged first.")


def test_the_sentence_is_of_a_whole_record_that_was_counted_alike_and_the_others_stand_beside_it(
    tmp_path: Path,
) -> None:
    first = first_of(tmp_path, *KING, PORT)
    assert "Of 1,464,300 faces seen, 20 were flagged by mistake, about 14 in a million: " in str(first.lead)
    assert [str(line) for line in first.beside] == ["Judged false of others: Port 22 of 71."]  # 9 + 13 of 31 + 40
    assert first_of(tmp_path, *KING).beside == ()


def test_the_rows_whose_faces_were_seen_are_counted_where_they_are_fewer(tmp_path: Path) -> None:
    without = "2025-Q2,King,,77,70,7,\n"
    assert "Of 412,300 faces seen in 1 row, 7 were" in str(first_of(tmp_path, KING[0], without).lead)
    assert "Of 1,000,400 faces seen, 14 were" in str(first_of(tmp_path, *KING[:2]).lead)


FOOD = (
    '2025-Q1,Food,,210,,3,"alerts were not verified; only complaints were counted"\n'
    '2025-Q2,Food,,245,,2,"alerts were not verified; only complaints were counted"\n'
)


def test_what_is_not_told_and_what_to_do_next_names_whose_it_is(tmp_path: Path) -> None:
    first = first_of(tmp_path, *KING, PORT, FOOD)
    assert first.untold.startswith("Whether 455 alerts were right (Food);")  # 210 + 245, of which none was judged
    have = "Have faces counted (Port and Food). Have the 455 unjudged alerts judged (Food)."
    assert first.next == f"{have} Ask who judged alerts."
    assert first.apart.startswith(
        "King: First half of 2025, then July 2025 to September 2025: as counted, false alerts per"
    )


def test_of_whose_passers_by_nothing_can_be_said_is_named_where_there_are_several(tmp_path: Path) -> None:
    alone, beside = (first_of(tmp_path, *rows) for rows in ((PORT,), (PORT, KING[0])))
    nothing = "as faces seen counts something else, so nothing can be said of"
    assert str(alone.lead).endswith(f"What is given {nothing} passers-by.")
    assert str(beside.lead).endswith(f"What Port gives {nothing} its passers-by.")


def test_where_faces_are_to_be_counted_is_said_where_they_were_counted_elsewhere(tmp_path: Path) -> None:
    file = tmp_path / "record.csv"
    head = "date,place,faces_seen,alerts,true_alerts,false_alerts,note\n"
    rows = ["2025-01-05,Gate,9100,9,6,3,\n", "2025-02-05,Arena,9200,9,6,3,tickets were counted and not faces\n"]
    long = rows[1].replace("Arena", "The great hall beside the river and the station")
    said = []
    for given in (rows, [rows[0], long], [rows[1]]):
        file.write_text(head + "".join(given), encoding="utf-8")
        first = by.audit(file).study.first
        assert first is not None
        said.append(first.next.partition(";")[0])
    assert said == ["have faces counted at Arena too", "have faces counted in row 3 too", "have faces counted"]


def test_alerts_judged_years_ago_do_not_lead_a_page(tmp_path: Path) -> None:
    # 2,470 judged alerts of 2017, against 71 of 2025: the first are of 8 years ago, more than 3
    past = "2017-06-01,Old,,2470,173,2297,\n"
    first = first_of(tmp_path, past, PORT)
    assert str(first.sentence).startswith("Port: 22 of 71 alerts")
    assert first.eyebrow.endswith("Most alerts judged within 3 years first.")
    within = first_of(tmp_path, past.replace("2017", "2022"), PORT)  # 2025 less 3
    assert str(within.sentence).startswith("Old: 2,297 of 2,470 alerts")
    assert within.eyebrow.endswith("Most alerts judged first.")


def test_a_half_year_of_which_a_part_was_counted_is_named_by_its_months(tmp_path: Path) -> None:
    # its second half of 2025 ends in September
    assert "First half of 2025, then July 2025 to September 2025" in first_of(tmp_path, *KING, PORT).apart
