"""A crowd's watchlist: as given, as counted with, of another size, or not known."""

from __future__ import annotations

import pytest

from tests.studies.crowd.test_first_screen import COUNTED, GROUPS, HEAD, screen


def test_the_watchlist_is_as_given_else_as_counted_with_else_unknown() -> None:
    here = "[watchlist]\nsize = 5_000\n"
    assert screen(HEAD + here + COUNTED).untold.startswith("Who is on the watchlist of 5,000 entries (given);")
    assert "Who is on the watchlist of 900 entries (as where it was counted)" in screen(HEAD + GROUPS).untold
    assert screen(HEAD + COUNTED).untold.startswith("How long the watchlist is, and who is on it;")
    apart = GROUPS.replace("watchlist_size = 900", "watchlist_size = 800", 1)
    assert screen(HEAD + apart).untold.startswith("How long the watchlist is, and who is on it;")


def test_the_sizes_that_a_record_gives_are_said_and_held_against_that_of_this_crowd() -> None:
    held = HEAD + COUNTED + "watchlists = [2_050, 4_015]\n"
    told = "How long the watchlist is, and who is on it; the record’s held 2,050 to 4,015 entries"
    assert told in screen(held).untold
    here = screen(held.replace("[false", "[watchlist]\nsize = 5_000\n[false"))
    assert any("It had 2,050 to 4,015 entries, this one has 5,000." in str(c) for c in here.caveats)
    alike = screen(held.replace("2_050, 4_015", "900").replace("[false", "[watchlist]\nsize = 900\n[false"))
    assert not any("watchlist" in str(c) for c in alike.caveats)


def test_another_watchlist_is_said_once_of_all_groups_that_it_was_behind() -> None:
    claims = [c.claim for c in screen(HEAD + "[watchlist]\nsize = 5_000\n" + GROUPS).caveats]
    assert "Another watchlist was behind the false alerts in the groups Young and Old." in claims
    assert len([c for c in claims if "watchlist" in c]) == 1


@pytest.mark.parametrize(
    ("here", "limit", "why", "with_"),
    [
        (2_400, "at least about 10", ", if a longer watchlist flags more.", "such days, with 600 entries: "),
        (100, "at most about 10", ", if a shorter watchlist flags fewer.", "such days, with 600 entries: "),
        (600, "about 10", ".", "such days: "),
    ],
)
def test_a_number_counted_with_another_watchlist_is_a_limit(here: int, limit: str, why: str, with_: str) -> None:
    first = screen(f"{HEAD}[watchlist]\nsize = {here}\n{COUNTED}watchlist_size = 600\n")
    assert f"expect {limit} people to be flagged by mistake{why} On 95 of 100 {with_}" in str(first.sentence)
    assert ("threshold or watchlist" in first.apart) == (here == 600)
    assert ("Its watchlist already differs from the counted one." in first.apart) == (here != 600)


def test_a_watchlist_within_those_of_a_record_makes_no_limit() -> None:
    within = screen(f"{HEAD}[watchlist]\nsize = 2_000\n{COUNTED}watchlists = [1_840, 2_330]\n")
    assert "expect about 10 people to be flagged by mistake." in str(within.sentence)
    # two groups with lists on both sides of this one
    sides = GROUPS.replace("watchlist_size = 900", "watchlist_size = 9_000", 1)
    assert " at " not in str(screen(f"{HEAD}[watchlist]\nsize = 2_000\n{sides}").sentence)
