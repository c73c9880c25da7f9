"""What an audit of a record of searches comes to, counted by hand."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import numpy as np
import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import beta, norm, t

import bystander as by
from bystander.cli import cli, run
from bystander.demo.search_record import made_up_searches
from bystander.differentials.groups import GroupCount
from bystander.differentials.methods import SAME_PERIODS
from bystander.differentials.ratios import largest_ratio
from bystander.differentials.within_strata import design_effect_within
from bystander.evidence.search_record.entry import SearchEntry
from bystander.evidence.search_record.read import SearchRecord
from bystander.findings import wording
from bystander.studies.audit.search_record.study import audit_searches

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from bystander.findings import Document, Finding


def document(folder: Path, text: str, **options: object) -> Document:
    file = folder / "searched.csv"
    file.write_text(text, "utf-8")
    return by.audit(file, **options).study.document  # type: ignore[arg-type]


def one(found: Document, name: str, **group: str) -> Finding:
    (finding,) = [f for f in found.findings if f.id == name and (f.group or {}) == group]
    return finding


def counts(finding: Finding) -> tuple[int | None, float | None]:
    assert finding.estimate is not None
    return finding.estimate.events, finding.estimate.trials


def test_the_made_up_record_comes_to_what_was_counted_by_hand(tmp_path: Path) -> None:
    found = document(tmp_path, made_up_searches())
    assert found.verdict[0] == "88 of 1,240 searches led to a confirmed match."
    assert (
        "310 of 1,240 searches led to a follow-up, and 28 % of follow-ups were confirmed: 23 to 34 %."
        in found.verdict[1]
    )
    assert "The record does not tell how often somebody was wrongly suspected" in found.verdict[1]
    assert counts(one(found, "lists-returned-per-search")) == (1189, 1240)
    assert counts(one(found, "followed-up-per-search")) == (310, 1240)
    assert counts(one(found, "confirmed-per-follow-up")) == (88, 310)
    assert counts(one(found, "confirmed-per-search")) == (88, 1240)
    assert counts(one(found, "confirmed-per-follow-up", group="female")) == (17, 62)
    assert counts(one(found, "searches-by-group", group="male")) == (974, 1240)
    assert one(found, "wrong-person-per-follow-up").not_estimable
    assert not any("arrests" in f.id for f in found.findings)


def test_the_limits_are_exact_and_rows_stand_beside_them(tmp_path: Path) -> None:
    finding = one(document(tmp_path, "year,searches,leads,confirmed\n2024,1240,310,88\n"), "confirmed-per-follow-up")
    e = finding.estimate
    assert e is not None
    assert (e.low, e.high) == pytest.approx((beta.ppf(0.025, 88, 223), beta.ppf(0.975, 89, 222)))
    assert "clustering unknown" in e.method
    rows = {s.deff: (s.low, s.high) for s in finding.sensitivity}
    assert set(rows) == {1.0, 2.0, 5.0}
    for deff, ends in ((d, e) for d, e in rows.items() if d is not None):
        x, n = 88 / deff, 310 / deff
        assert ends == pytest.approx((beta.ppf(0.025, x, n - x + 1), beta.ppf(0.975, x + 1, n - x)))
    assert any("of one person" in caveat for caveat in finding.caveats)


def test_periods_that_differ_beyond_chance_have_a_row_of_their_own(tmp_path: Path) -> None:
    rows = "".join(
        f"{year},100,{leads}\n" for year, leads in zip(range(2018, 2024), (5, 60, 10, 55, 8, 62), strict=True)
    )
    finding = one(document(tmp_path, "year,searches,leads\n" + rows), "followed-up-per-search")
    assert finding.sensitivity[-1].deff is not None
    assert finding.sensitivity[-1].deff > 5
    assert "periods differ" in finding.sensitivity[-1].assumption


def test_the_range_allows_for_how_periods_differ_and_says_so(tmp_path: Path) -> None:
    leads = (5, 60, 10, 55, 8, 62)
    rows = "".join(f"{year},100,{n}\n" for year, n in zip(range(2018, 2024), leads, strict=True))
    found = document(tmp_path, "year,searches,leads\n" + rows)
    finding = one(found, "followed-up-per-search")
    e = finding.estimate
    assert e is not None
    # phi by hand: (sum (x - m)² / m / (1 - p)) / 5 with m = 100/3, p = 1/3; Student's t for 5 degrees of freedom
    phi = sum((n - 100 / 3) ** 2 for n in leads) / (100 / 3) / (2 / 3) / 5
    deff = phi * (1 + ((t.ppf(0.975, 5) / norm.ppf(0.975)) ** 2 - 1) * (1 - 1 / phi))
    x, n = 200 / deff, 600 / deff
    assert (e.low, e.high) == pytest.approx((beta.ppf(0.025, x, n - x + 1), beta.ppf(0.975, x + 1, n - x)))
    assert "95 % interval if periods to come differ as these did: " in finding.answer
    assert "Only 6 periods show how much they differ; the range may be too narrow." in finding.caveats
    assert "periods that differ as these did leave" in found.verdict[1]


def test_where_one_period_holds_most_of_all_the_range_is_for_these_periods(tmp_path: Path) -> None:
    rows = "".join(f"{year},{n},{n // 5}\n" for year, n in zip(range(2018, 2024), (9000, 5, 5, 5, 5, 5), strict=True))
    finding = one(document(tmp_path, "year,searches,leads\n" + rows), "followed-up-per-search")
    assert "if these periods were held again" in finding.answer
    assert "One period holds 100 % of all counted here; how another may differ is unknown." in finding.caveats


def test_nothing_in_it_is_called_an_error_rate(tmp_path: Path) -> None:
    said = json.dumps(document(tmp_path, made_up_searches()).model_dump(mode="json"))
    assert "None of these shares is an error rate" in said
    for word in ("false match", "false positive", "false alert", "erring"):
        assert word not in said.replace("no false alert", "")


PICKED = "month,searches,leads\n" + "".join(f"{m},50,{2 if m in {3, 7, 9} else ''}\n" for m in range(1, 13))


def test_rows_that_were_picked_by_what_they_count_make_no_share(tmp_path: Path) -> None:
    found = document(tmp_path, PICKED)
    finding = one(found, "followed-up-per-search")
    assert finding.estimate is None
    assert "only 3 of 12 rows" in (finding.not_estimable or "")
    assert "6 of 600 searches" in finding.answer  # if an empty cell means none
    assert "6 of 150" in finding.answer
    assert "only 3 of 12 rows" in found.verdict[0]
    with_zeros = document(tmp_path, PICKED.replace(",50,\n", ",50,0\n"))
    assert counts(one(with_zeros, "followed-up-per-search")) == (6, 600)


def test_wrong_persons_are_told_where_they_are_counted_and_as_a_least_number(tmp_path: Path) -> None:
    found = document(tmp_path, "year,searches,leads,confirmed,misidentifications,arrests\n2024,13,5,1,2,0\n")
    assert counts(one(found, "wrong-person-per-follow-up")) == (2, 5)
    assert any("ask how the mistakes came out" in line.casefold() for line in found.verdict)  # not how many there were
    assert "In 2 of 5 follow-ups it came out" in found.verdict[1]
    assert counts(one(found, "arrests-per-search")) == (0, 13)


def test_no_lead_at_all_is_no_share_of_nought(tmp_path: Path) -> None:
    found = document(tmp_path, "year,searches,leads,confirmed\n2024,40,0,0\n")
    assert "there was no follow-up at all: 0 of 0" in one(found, "confirmed-per-follow-up").answer
    assert "None of 40 searches" in one(found, "followed-up-per-search").answer
    assert found.verdict[0] == "None of 40 searches led to a confirmed match."


def test_agencies_are_reported_each_on_its_own(tmp_path: Path) -> None:
    found = document(tmp_path, "year,agency,searches,confirmed\n2024,A,100,50\n2024,B,100,1\n")
    assert "mixes 2 agencies" in (one(found, "confirmed-per-search").not_estimable or "")
    assert counts(one(found, "confirmed-per-search", operator="B")) == (1, 100)


def test_groups_that_differ_are_told_in_the_verdict_with_the_test(tmp_path: Path) -> None:
    text = "year,group,searches,leads,confirmed\n2024,a,900,300,180\n2024,b,900,300,45\n"
    found = document(tmp_path, text)
    ratio = one(found, "confirmed-per-follow-up-group-ratio")
    assert ratio.test is not None
    assert ratio.test.p < 0.001
    assert ratio.estimate is not None
    assert ratio.estimate.value == pytest.approx(4.0)
    low, high = (wording.times(end) for end in (ratio.estimate.low, ratio.estimate.high))
    assert "4.0 times as often for a (60 % of 300) as for b (15 % of 300)" in found.verdict[1]
    assert f"Chance leaves open between {low} and {high} (95 %)." in found.verdict[1]
    assert ratio.reference is not None
    assert ratio.reference.detectable is not None


def test_of_a_group_in_which_nobody_was_confirmed_no_ratio_is_told(tmp_path: Path) -> None:
    found = document(tmp_path, "year,group,searches,leads,confirmed\n2024,a,900,120,48\n2024,b,900,120,0\n")
    assert "confirmed more often for a (40 % of 120) than for b (0 % of 120), in this one period" in found.verdict[1]
    ratio = one(found, "confirmed-per-follow-up-group-ratio")
    assert ratio.estimate is None
    assert ratio.answer.startswith("b has no confirmed follow-ups, so a has no ratio to it.")
    assert (ratio.bounds.lower or 0) > 1
    to_mean = next(f for f in found.findings if f.id.endswith("max-to-mean"))
    assert "b without confirmed follow-ups counts" in to_mean.answer


def test_purposes_have_their_shares_and_no_test(tmp_path: Path) -> None:
    found = document(tmp_path, "year,crime type,searches,leads\n2024,robbery,100,20\n2024,homicide,40,12\n")
    assert counts(one(found, "followed-up-per-search", purpose="homicide")) == (12, 40)
    assert counts(one(found, "followed-up-per-search")) == (32, 140)
    assert not any("group" in f.id for f in found.findings)


def test_groups_in_columns_are_the_same_as_groups_in_rows(tmp_path: Path) -> None:
    wide = document(tmp_path, "year,searches,leads,searches_f,leads_f,searches_m,leads_m\n2024,10,3,4,1,6,2\n",
                    groups="f,m")  # fmt: skip
    long = document(tmp_path, "year,group,searches,leads\n2024,f,4,1\n2024,m,6,2\n")
    assert [f.answer for f in wide.findings if f.group] == [f.answer for f in long.findings if f.group]


ROWS = st.lists(
    st.tuples(st.integers(0, 400), st.integers(0, 100), st.integers(0, 100), st.sampled_from("ab"), st.integers(1, 3)),
    min_size=1, max_size=8,
)  # fmt: skip


def made(rows: Sequence[tuple[int, int, int, str, int]]) -> SearchRecord:
    entries = tuple(
        SearchEntry(row=at, period=f"Q{quarter}", group=group, searches=n, followed_up=n * f // 100,
                    confirmed=(n * f // 100) * c // 100)
        for at, (n, f, c, group, quarter) in enumerate(rows, 2)
    )  # fmt: skip
    return of(entries)


def of(entries: Sequence[SearchEntry]) -> SearchRecord:
    return SearchRecord(
        name="made", sha256="0" * 64, format="", entries=tuple(entries), columns=frozenset(), rows_read=len(entries)
    )


def numbers(record: SearchRecord) -> list[object]:
    return [(f.id, f.group, f.estimate, f.sensitivity) for f in audit_searches(record).document.findings]


@settings(max_examples=25, deadline=None)
@given(ROWS, st.randoms(use_true_random=False))
def test_the_order_of_rows_does_not_matter(rows: list[tuple[int, int, int, str, int]], random: object) -> None:
    mixed = list(rows)
    random.shuffle(mixed)  # type: ignore[attr-defined]
    assert numbers(made(mixed)) == numbers(made(rows))


@settings(max_examples=25, deadline=None)
@given(ROWS)
def test_a_row_split_in_two_changes_nothing(rows: list[tuple[int, int, int, str, int]]) -> None:
    whole = made(rows)
    first = whole.entries[0]
    parts = []
    for half in (0, 1):
        split = {n: (getattr(first, n) + half) // 2 for n in ("searches", "followed_up", "confirmed")}
        parts.append(SearchEntry(row=100 + half, period=first.period, group=first.group, **split))
    assert numbers(of((*parts, *whole.entries[1:]))) == numbers(whole)


def test_the_command_the_library_and_check_read_it_alike(tmp_path: Path) -> None:
    file = tmp_path / "made_up_searches.csv"
    file.write_text(made_up_searches(), "utf-8")
    done = CliRunner().invoke(cli, ["audit", str(file), "-o", str(tmp_path / "out")], catch_exceptions=False)
    assert done.exit_code == 0
    assert "88 of 1,240 searches led to a confirmed match." in done.output
    page = (tmp_path / "out" / "report.html").read_text("utf-8")
    assert "What came of the searches" in page
    rows = re.findall(r'<th scope="row" class="who"><b>(.*?)</b>', page)
    assert len(rows) == len(set(rows)) == 5
    assert [p for p in by.check(file) if p.severity != "note"] == []
    assert "search record" in CliRunner().invoke(cli, ["check", str(file)]).output


def test_what_is_asked_on_the_command_line_is_settled_there(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "hits.csv"
    file.write_text("year,searches,Hits\n2024,100,30\n", "utf-8")
    arguments = ["audit", str(file), "-o", str(tmp_path / "out")]
    assert run(arguments) == 2
    assert "--column followed_up='Hits'" in capsys.readouterr().err
    assert run([*arguments, "--column", "followed_up=Hits"]) == 0
    assert "Hits as followed_up" in capsys.readouterr().out
    record = tmp_path / "record.csv"
    record.write_text("date,faces_seen,alerts,true_alerts\n2024-01-01,1000,3,2\n", "utf-8")
    assert run(["audit", str(record), "-o", str(tmp_path / "out2"), "--column", "searches=x"]) == 2


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ("10,10,10", ("10 of 10 searches led to a confirmed match.", "That is 100 %; chance alone leaves open at ")),
        ("1,1,1", ("1 of 1 search led to a confirmed match.",)),
        ("10,1,1", ("1 of 10 searches led to a confirmed match.", "That is 10 %; chance alone leaves open 0.25 to 4")),
        ("0,0,0", ("There was no search: every row says 0, and a share of no searches is 0/0.",)),
        ("10,,10", ("10 of 10 searches led to a confirmed match.",)),
        ("10,,0", ("None of 10 searches led to a confirmed match.", "Chance alone leaves open up to 26 % (95 %).")),
        ("10,0,", ("None of 10 searches led to a follow-up.", "Chance alone leaves open up to 26 % (95 %).")),
    ],
)  # fmt: skip
def test_none_and_all_are_said_as_such(rows: str, said: tuple[str, ...], tmp_path: Path) -> None:
    # 26 % is 1 - 0.05^(1/10), the one-sided limit of none of ten
    verdict = document(tmp_path, f"searches,followed_up,confirmed\n{rows}\n").verdict
    assert all(sentence.startswith(begin) for sentence, begin in zip(verdict, said, strict=False)), verdict


def periods(*rows: tuple[int, int, int, int]) -> str:
    """Return a record of groups a and b; a row: follow-ups of a and of b, confirmed of a and of b."""
    lines = ["period,group,searches,followed_up,confirmed"]
    for at, (of_a, of_b, confirmed_a, confirmed_b) in enumerate(rows):
        lines += [f"2024-{at + 1:02d},a,{2 * of_a},{of_a},{confirmed_a}",
                  f"2024-{at + 1:02d},b,{2 * of_b},{of_b},{confirmed_b}"]  # fmt: skip
    return "\n".join(lines) + "\n"


def test_what_a_period_does_to_all_groups_cancels_where_they_are_compared(tmp_path: Path) -> None:
    """Of a twice the share in each period: .6 and .3, then .2 and .1. In sum 144 of 360, and 48 of 240."""
    before, after = [(60, 40, 36, 12)] * 3, [(60, 40, 12, 4)] * 3
    found = document(tmp_path, periods(*before, *after))
    ratio = one(found, "confirmed-per-follow-up-group-ratio")
    assert ratio.estimate is not None
    assert ratio.estimate.value == pytest.approx((144 / 360) / (48 / 240))
    assert ratio.estimate.method.rests_on(SAME_PERIODS)
    assert ratio.test is not None
    assert ratio.test.p < 1e-4
    assert "Follow-ups were confirmed 2.0 times as often for a (40 % of 360) as for b (20 % of 240)" in found.verdict[1]
    assert f"Chance leaves open between {wording.times(ratio.estimate.low)} and" in found.verdict[1]
    assert any("What a period does, it does to all groups alike" in line for line in found.verdict)
    apart = one(found, "confirmed-per-follow-up-group-difference")
    assert apart.estimate is not None
    assert not apart.estimate.method.rests_on(SAME_PERIODS)


def test_periods_leave_what_shares_scatter_and_not_what_counts_of_events_do(tmp_path: Path) -> None:
    """Of shares of four fifths, which scatter less than counts of events without a whole, periods leave something."""
    rows = [(50, 50, 48, 32), (50, 50, 40, 40), (50, 50, 34, 46), (50, 50, 48, 32), (50, 50, 34, 46), (50, 50, 44, 28)]
    found = document(tmp_path, periods(*rows))
    estimate = one(found, "confirmed-per-follow-up-group-ratio").estimate
    events, trials = np.array([row[2:] for row in rows]), np.array([row[:2] for row in rows])
    deff = design_effect_within(events, trials, bounded=True)
    assert deff is not None
    assert deff > 2 * (design_effect_within(events, trials) or 0)
    told = largest_ratio([
        GroupCount(name=name, events=int(events[:, k].sum()), trials=300.0, deff=deff, people=None)
        for k, name in enumerate("ab")
    ])  # fmt: skip
    assert estimate is not None
    assert told is not None
    assert (estimate.low, estimate.high) == pytest.approx((told.low, told.high))


def test_a_group_without_follow_ups_keeps_no_others_from_being_compared_within_periods(tmp_path: Path) -> None:
    rows = [(60, 40, 36, 12)] * 3 + [(60, 40, 12, 4)] * 3
    alone = document(tmp_path, periods(*rows))
    beside = document(tmp_path, periods(*rows) + "2024-01,c,5,0,0\n")
    of_two, of_all = (one(found, "confirmed-per-follow-up-group-ratio").estimate for found in (alone, beside))
    assert of_two is not None
    assert of_two == of_all


def test_groups_that_differ_by_when_they_were_searched_for_are_not_said_to_differ(tmp_path: Path) -> None:
    """Confirmed alike in each period, ever less often; a was searched for early and b late."""
    rows = [(100 - 12 * at, 16 + 12 * at, 0.6 - 0.05 * at) for at in range(8)]
    found = document(tmp_path, periods(*((a, b, round(a * share), round(b * share)) for a, b, share in rows)))
    ratio = one(found, "confirmed-per-follow-up-group-ratio")
    assert any("it may lie in when groups were searched for." in said for said in ratio.caveats)
    assert not any("within the same periods" in line for line in found.verdict)


def test_a_difference_within_periods_that_sums_hide_is_told_in_the_verdict(tmp_path: Path) -> None:
    """Confirmed .6 against .3, then .2 against .1; b has most follow-ups where more are confirmed. In sum alike."""
    rows = [(20, 200, 12, 60)] * 4 + [(200, 20, 40, 2)] * 4
    found = document(tmp_path, periods(*rows))
    told = next(line for line in found.verdict if "ithin the same periods" in line)
    assert "Sums over all periods do not tell groups apart. But within the same periods, " in told
    assert "more than chance explains." in told
