"""What rows of the table of every number share is told once."""

from __future__ import annotations

from bystander.findings.axes import percent_axis
from bystander.report.chapters import Chapter, Line, said_once

FORCE = "A force"


def line(scope: str, *notes: str, reason: str = "") -> Line:
    return Line(scope=scope, notes=notes, reason=reason)


def test_what_is_made_of_the_numbers_above_stands_under_their_heading() -> None:
    above = Chapter("Misses, group by group", None, (line("female", "1", "3"), line("male", "2", "3")))
    ratio = Chapter("Misses, group by group: the highest rate", None, (line("At 1 in 100", "b", "3"),))
    short = Chapter("Misses: the lowest rate", None, (line("At 1 in 100", "c", "3"),))
    (told,) = said_once([above, short, ratio])
    assert (told.heading, told.where, told.notes) == ("Misses, group by group", "at 1 in 100", ("3",))
    assert [one.scope for one in told.lines] == ["female", "male", "The lowest rate", "The highest rate"]
    assert [one.notes for one in told.lines] == [("1",), ("2",), ("c",), ("b",)]


def test_single_rows_of_one_operator_on_one_ground_stand_under_its_name_on_one_axis() -> None:
    half, whole = percent_axis(0.4), percent_axis(0.9)
    rows = [
        Chapter("Arrests per alert", half, (line(FORCE, "b", "7"),)),
        Chapter("Alerts per hour", None, (line("", reason="nobody gave hours"),)),
        Chapter("Stops per alert", whole, (line(FORCE, "b", "8"),)),
        Chapter("Spread", None, (line(FORCE, "d"),)),
        Chapter("Stops per face", half, (line("Another force", "b"),)),
    ]
    joined, *others = said_once(rows)
    assert (joined.heading, joined.axis, joined.notes) == (FORCE, None, ("b",))
    assert [(one.scope, one.notes, one.axis) for one in joined.lines] == [
        ("Arrests per alert", ("7",), whole), ("Stops per alert", ("8",), whole),
    ]  # fmt: skip
    assert [one.named for one in joined.lines] == [True, False]  # the ends of their axis
    assert [other.heading for other in others] == ["Alerts per hour", "Spread", "Stops per face"]


def test_what_all_rows_of_a_chapter_begin_with_is_told_in_its_heading() -> None:
    rows = (line("b against a, at 1 in 100"), line("b against a, at 1 in 1,000"))
    (told,) = said_once([Chapter("Difference", None, rows)])
    assert told.where == "b against a"
    assert [one.scope for one in told.lines] == ["At 1 in 100", "At 1 in 1,000"]
    apart = Chapter("Misses", None, (line("a, at 1 in 100"), line("b, at 1 in 100")))
    assert said_once([apart])[0].where == ""


def test_a_row_that_cannot_be_shown_does_not_keep_the_others_from_sharing_a_note() -> None:
    (told,) = said_once([Chapter("Rate", None, (line("x", reason="?"), line("y", "5"), line("z", "5", "6")))])
    assert told.notes == ("5",)
    assert [one.notes for one in told.lines] == [(), (), ("6",)]


def test_what_cannot_be_shown_for_the_same_reason_stands_in_one_row_under_the_numbers_above() -> None:
    above = Chapter("Misses, group by group, in a million", None, (line("female", "3"), line("male", "3")))
    reason = "a group without an error sets no limit"
    typical = Chapter("Misses, group by group: the highest rate against the typical one", None,
                      (line("At 1 in 100", "3", reason=reason),))  # fmt: skip
    lowest = Chapter("Misses, group by group: the highest rate against the lowest", None,
                     (line("At 1 in 100", "3", reason=reason),))  # fmt: skip
    gap = Chapter("Misses, group by group: how far apart they are, in a million", None, (line("At 1 in 100", "3"),))
    (told,) = said_once([above, typical, lowest, gap])
    assert [one.scope for one in told.lines] == [
        "female", "male", "The highest rate against the typical one; against the lowest", "How far apart they are",
    ]  # fmt: skip


def test_limits_under_another_assumption_are_said_to_be_limits_once() -> None:
    rows = tuple(
        Line(scope=scope, assumed=(("errors cluster no more strongly", span),))
        for scope, span in (("North", "at most 76"), ("South", "at most 45"))
    )
    (told,) = said_once([Chapter("Taken for one", None, rows)])
    assert told.lines[-1].others == ("If errors cluster no more strongly: at most north 76; south 45.",)
