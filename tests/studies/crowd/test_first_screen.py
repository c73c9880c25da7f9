"""What is seen first of a crowd: each rule by what it must mean, whatever kind of evidence is behind it."""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING

import pytest

from bystander.api.verbs import audit
from bystander.crowd.scenario_file import read_scenario, read_scenario_text
from bystander.report import html
from bystander.studies.crowd.study import crowd as study_of

if TYPE_CHECKING:
    from pathlib import Path

    from bystander.findings import Study
    from bystander.findings.first_screen import FirstScreen

HEAD = 'title = "A square"\n[crowd]\npeople = 60_000\nsought = 1\n'
NOBODY_SOUGHT = HEAD.replace("sought = 1\n", "")
COUNTED = '[false_alerts]\nevents = 20\ntrials = 120_000\nsource = "The operator, May 2025"\n'
NONE = COUNTED.replace("20\n", "0\n")
FEW = COUNTED.replace("20\n", "3\n")
ASSERTED = '[false_alerts]\nrate = 0.0001\nsource = "A brochure"\n'
INVENTED = "[false_alerts]\nrate = 0.0001\ninvented = true\n"
HITS = "[hits]\nevents = 89\ntrials = 100\n"
DAYS = "day_scatter = 2.5\nday_looks = 4_000\n"
GROUPS = """
[[groups]]
name = "Young"
share = 0.5
false_alerts = { events = 14, trials = 20_000, watchlist_size = 900 }
[[groups]]
name = "Old"
share = 0.5
false_alerts = { events = 6, trials = 50_000, watchlist_size = 900 }
"""
KINDS = {
    "counted": COUNTED, "with days": COUNTED + DAYS, "none": NONE, "few": FEW, "asserted": ASSERTED,
    "invented": INVENTED, "groups": GROUPS, "nothing": "",
}  # fmt: skip


def study(text: str) -> Study:
    return study_of(read_scenario_text(text), name="square.toml", sha256="0" * 64)


def screen(text: str) -> FirstScreen:
    first = study(text).first
    assert first is not None
    return first


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("others", ["nobody sought", "sought"])
def test_every_kind_says_what_may_be_added_what_is_next_and_what_of_the_watchlist(kind: str, others: str) -> None:
    groups = kind == "groups"
    rates = KINDS[kind] if others == "nobody sought" or groups else KINDS[kind] + HITS
    head = NOBODY_SOUGHT if others == "nobody sought" else HEAD
    first = screen(head + (HITS if groups and others == "sought" else "") + rates)
    assert "add" in first.apart
    assert "Flagged is not stopped." in first.apart
    assert first.next
    assert str(first.lead) == str(first.lead).strip()
    assert first.untold.count("atchlist") == 1
    assert first.eyebrow.count("Given: 1 look at each of 60,000 people") == 1
    if kind != "nothing" or others == "sought":
        assert first.assumed.count("day, place and staff") + first.assumed.count("days, places and staff") == 1


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != "nothing"])
def test_the_headline_says_on_how_many_days_it_holds_and_under_what(kind: str) -> None:
    headline = str(screen(HEAD + KINDS[kind]).sentence)
    assert "on 95 of 100 such days" in headline.lower()
    assert headline.endswith("days differ by chance alone.") is (kind != "with days")
    assert ("if the rate is right and" in headline) is (kind == "asserted")
    assert not re.search(r"mistake: ", headline)  # no bare range


def test_with_one_alert_in_several_crowds_the_range_is_said_to_be_of_one() -> None:
    rare = COUNTED.replace("20\n", "1\n").replace("120_000", "1_200_000")
    assert re.search(
        r"In 20 crowds .* In one crowd, on 95 of 100 such days: at most \d,", str(screen(HEAD + rare).sentence)
    )


def test_what_was_not_counted_is_said_in_the_sentence_that_may_be_repeated() -> None:
    unnamed = ASSERTED.replace('source = "A brochure"\n', "")
    long = ASSERTED.replace("A brochure", "A brochure that was handed out in May")
    assert "by mistake, at a rate asserted by a brochure." in str(screen(HEAD + ASSERTED).sentence)
    for text in (unnamed, long):
        assert "by mistake, at an asserted rate." in str(screen(HEAD + text).sentence)
    assert "by mistake, at an invented rate." in str(screen(HEAD + INVENTED).sentence)
    partly = GROUPS.replace("events = 6, trials = 50_000, watchlist_size = 900", "rate = 0.001")
    assert "by mistake, at rates that are partly asserted." in str(screen(HEAD + partly).sentence)
    assert "rate" not in str(screen(HEAD + COUNTED).sentence)
    # hits do not move the number of people flagged by mistake
    assert "rate" not in str(screen(HEAD + COUNTED + "[hits]\nrate = 0.9\n").sentence)


def test_counts_are_of_other_days_and_what_nobody_counted_is_of_none() -> None:
    assert "Other days, places and staff stand in for this crowd’s." in screen(HEAD + COUNTED).assumed
    asserted = screen(HEAD + ASSERTED).assumed
    assert asserted.startswith("The rate is right as asserted. The rates hold for this day, place and staff.")
    # one rate that was counted is enough for other days to stand in
    assert "Other days" in screen(HEAD + ASSERTED + HITS).assumed
    assert "Nothing here was counted." in screen(HEAD + ASSERTED).eyebrow
    assert "Nothing here was counted." not in screen(HEAD + ASSERTED + HITS).eyebrow


def test_what_is_only_asserted_is_asked_for_its_counts() -> None:
    assert screen(HEAD + ASSERTED).next.startswith("ask for the counts behind it")
    assert screen(HEAD + INVENTED).next.startswith("put counts of real days")


def test_the_share_of_right_alerts_says_its_condition_beside_a_range_that_has_none() -> None:
    first = screen(HEAD + COUNTED + DAYS + HITS)
    assert "if days differ by chance alone" not in str(first.sentence)
    # how days differ was measured of false alerts, and not of hits
    assert "if days differ by chance alone" not in str(first.lead)
    assert str(first.lead).count("if hits differ by chance alone") == 1
    both = screen(HEAD + COUNTED + DAYS + HITS + "day_scatter = 1.5\nday_looks = 10\n")
    assert "by chance alone" not in str(both.lead)


def test_each_rate_stands_behind_its_kind_and_a_kind_is_named_once() -> None:
    both = screen(HEAD + COUNTED + HITS).eyebrow
    assert (
        "Counted: 20 of 120,000 looks gave a false alert. 89 of 100 looks at people on the list gave an alert." in both
    )
    mixed = screen(HEAD + ASSERTED + HITS).eyebrow
    assert "Asserted: 1 in 10,000 looks give a false alert. Counted: 89 of 100 looks" in mixed
    made_up = screen(HEAD + COUNTED + "invented = true\n").eyebrow
    assert "Invented: 20 of 120,000 looks give a false alert." in made_up  # nothing of it is past


def test_what_was_counted_is_named_and_what_is_taken_for_a_look() -> None:
    seen = screen(HEAD + COUNTED + 'unit = "face seen"\nrows = 5\n').eyebrow
    assert "Counted: 20 false alerts in 120,000 faces seen, 5 rows; each face is taken for one look." in seen
    searched = screen(HEAD + COUNTED + 'unit = "non-mated search"\n').eyebrow
    assert "20 false alerts in 120,000 non-mated searches; each search is taken for one look." in searched


def test_hits_are_told_only_where_somebody_is_sought() -> None:
    assert "people on the list" in screen(HEAD + COUNTED + HITS).eyebrow
    assert "people on the list" not in screen(NOBODY_SOUGHT + COUNTED + HITS).eyebrow


def test_groups_with_counts_of_their_own_are_told_and_drawn() -> None:
    found = study(HEAD + GROUPS)
    assert found.first is not None
    assert "14 of 20,000 looks in the group Young gave a false alert; 6 of 50,000 in Old." in found.first.eyebrow
    assert found.get("crowd") is not None
    more = GROUPS.replace("0.5", "0.25") + GROUPS.replace("Young", "Tall").replace("Old", "Small").replace(
        "0.5", "0.25"
    )
    assert "40 of 140,000 looks in 4 groups gave a false alert." in screen(HEAD + more).eyebrow
    beside = screen(
        HEAD + COUNTED + GROUPS.replace("{ events = 6, trials = 50_000, watchlist_size = 900 }", "{ rate = 0.5 }")
    )
    assert "Counted: 20 of" not in beside.eyebrow  # no group uses the overall rate
    assert "Asserted: 50 % of looks in the group Old give a false alert." in beside.eyebrow


def test_the_source_is_that_of_the_rates_else_of_the_scenario_else_said_not_to_be_given() -> None:
    assert "Source: The operator, May 2025." in screen(HEAD + COUNTED).eyebrow
    plain = "[false_alerts]\nevents = 20\ntrials = 120_000\n"
    whole = HEAD.replace("[crowd]", 'source = "A press report"\n[crowd]')
    assert "Source: A press report." in screen(whole + plain).eyebrow
    assert "Source: not given." in screen(HEAD + plain).eyebrow
    both = screen(HEAD + COUNTED + HITS + 'source = "Volunteers"\n').eyebrow
    assert "Sources: The operator, May 2025; Volunteers." in both
    assert "Source" not in screen(HEAD + INVENTED).eyebrow  # what was invented has none


def test_expected_alerts_add_up_over_days_and_where_none_was_counted_nothing_does() -> None:
    assert screen(HEAD + COUNTED).apart.startswith("Expected alerts add up over days; ranges and people do not.")
    assert screen(HEAD + NONE).apart.startswith("This range does not add up over days")
    assert screen(HEAD + HITS).apart.startswith("Nothing can be added up")


def test_without_false_alerts_the_screen_says_so_and_asks_for_them() -> None:
    first = screen(HEAD + HITS)
    assert str(first.sentence) == "In a crowd of 60,000, nobody can say how many are flagged by mistake."
    assert "chance of 89 %" in str(first.lead)
    assert "Counted: 89 of 100 looks at people on the list gave an alert." in first.eyebrow
    assert first.next.startswith("ask how many alerts were false")


def test_what_was_invented_stands_over_the_page_by_its_name_and_not_again_among_the_caveats() -> None:
    for text, named in (
        (HEAD + INVENTED + HITS, "False alerts: invented"),
        (HEAD + COUNTED + "[hits]\nrate = 0.9\ninvented = true\n", "Hits: invented"),
        (HEAD + INVENTED + "[hits]\nrate = 0.9\ninvented = true\n", "All rates: invented"),
    ):
        found = study(text)
        assert found.first is not None
        assert not any("invented" in c.claim for c in found.first.caveats)
        assert f"<b>{named}</b>, not counted anywhere." in html.render(found)


@pytest.mark.parametrize(
    ("rate", "said", "drawn"),
    [
        ("0.0000433", "about 3", ""),
        ("0.00005", "about 3", ""),
        ("0.00002", "about 1", ""),
        ("0.000206", "about 12", ""),
    ],
)
def test_the_picture_says_the_number_of_the_headline_and_how_many_it_draws(rate: str, said: str, drawn: str) -> None:
    found = study(HEAD + f"[false_alerts]\nrate = {rate}\n")
    page = html.render(found)
    assert f"expect {said} {'person' if said == 'about 1' else 'people'} to be flagged" in page
    assert f"{said.capitalize()}{drawn} of 60,000 people flagged by mistake" in page


def test_the_table_gives_the_numbers_of_the_headline() -> None:
    page = html.render(study(HEAD + '[false_alerts]\nevents = 7\ntrials = 8_600\nsource = "One day"\n'))
    assert page.count("18 to 104") >= 3  # the headline, the table's false alerts and people flagged
    assert "18 to 100" not in page
    large = html.render(study(HEAD.replace("60_000", "2_000_000") + "[false_alerts]\nevents = 31\ntrials = 52_000\n"))
    assert "about 1,190 people" in large
    assert "1,190 per day like this" in large


def test_days_that_are_not_alike_lead_the_caveats_and_others_are_not_told_so() -> None:
    wild, mild = (screen(HEAD + COUNTED + DAYS.replace("2.5", scatter)) for scatter in ("8", "2.5"))
    assert wild.ranked[0].claim == "The days counted differ 8.0 times as much as by chance."
    assert not any("as much as by chance" in caveat.claim for caveat in mild.caveats)


def test_labels_above_the_sentence_are_bold_and_nothing_else_is() -> None:
    page = html.render(study(HEAD + COUNTED + HITS + 'source = "By <us>: 9 of 10"\n'))
    eyebrow = page.partition('<p class="eyebrow">')[2].partition("</p>")[0]
    labels = ["Counted:", "Sources:", "Given:", "Repeat only this:"]
    assert re.findall(r"<strong[^>]*>(.*?)</strong>", eyebrow) == labels
    assert "By &lt;us&gt;: 9 of 10" in eyebrow


def test_what_an_alert_leads_to_is_said_as_it_was_given() -> None:
    given = HEAD.replace("[crowd]", 'follows = "a guard takes the person aside."\n[crowd]') + COUNTED
    assert screen(given).assumed.endswith(" After an alert, as given: a guard takes the person aside.")
    assert "After an alert" not in screen(given).apart
    assert screen(HEAD + COUNTED).apart.endswith(" Flagged is not stopped.")


def test_a_chance_of_which_nothing_was_counted_has_no_range_of_95_percent() -> None:
    twice = HEAD.replace("sought = 1\n", "sought = 1\nlooks = 2\n")
    asserted = str(screen(twice + COUNTED + "[hits]\nrate = 0.95\n").lead)
    # missed twice: .05 (1 - .95 (1 - r)), at correlations of .1, of .5 and of 0
    assert (
        "By the asserted rate, a sought person is flagged with a chance of 99.28 % "
        "(97.4 % to 99.75 %, as looks are alike)." in asserted
    )
    assert "% range:" in str(screen(twice + COUNTED + HITS).lead)


def test_what_nobody_told_hangs_on_what_was_told() -> None:
    assert screen(HEAD + ASSERTED).untold.startswith("The counts behind the rate;")
    assert "the threshold" in screen(HEAD + COUNTED).untold
    assert "the threshold" not in screen(HEAD + "[watchlist]\nthreshold = 0.6\n" + COUNTED).untold
    assert "whom false alerts fall on" in screen(HEAD + COUNTED).untold
    assert "whom false alerts fall on" not in screen(HEAD + GROUPS).untold


def test_a_limit_at_an_asserted_rate_says_both() -> None:
    first = screen(f"{HEAD}[watchlist]\nsize = 2_000\n{ASSERTED}watchlist_size = 600\n")
    said = "expect at least about 6 people to be flagged by mistake, if a longer watchlist flags more. "
    assert f"{said}That is at a rate asserted by a brochure." in str(first.sentence)


def test_next_names_only_what_was_invented_and_what_a_larger_test_would_leave() -> None:
    hits = "[hits]\nrate = 0.9\ninvented = true\n"
    assert screen(HEAD + COUNTED + hits).next.startswith("put counts of real days in place of the invented hits.")
    assert screen(HEAD + INVENTED + hits).next.startswith("put counts of real days in place of these rates.")
    # 10 people of 60,000, each with 1 chance in 6,000: on 95 of 100 days 4 to 17, by the table of Poisson
    assert screen(HEAD + COUNTED).next.endswith("More looks narrow the range: with the rate known, 4 to 17.")
    assert "with the rate known" not in screen(HEAD + INVENTED).next


def test_the_findings_that_a_scenario_rests_on_are_named_with_their_hash(tmp_path: Path) -> None:
    record = tmp_path / "r.csv"
    record.write_text(
        "date,place,faces_seen,alerts,true_alerts,false_alerts\n"
        "2025-01-05,A,20000,5,4,1\n2025-02-05,A,30000,6,4,2\n2025-03-05,A,25000,7,5,2\n"
    )
    (tmp_path / "findings.json").write_text(audit(record).to_json(), encoding="utf-8")
    (tmp_path / "s.toml").write_text(NOBODY_SOUGHT + '[false_alerts]\nfindings = "findings.json"\n')
    found = study_of(read_scenario(tmp_path / "s.toml"), name="s.toml", sha256="0" * 64)
    digest = hashlib.sha256((tmp_path / "findings.json").read_bytes()).hexdigest()
    assert [(n.name, n.sha256) for n in found.document.evidence][1:] == [("findings.json, of r.csv", digest)]
    page = html.render(found)
    assert digest in page
    assert "rows read" not in page
    assert ">Counted</th>" not in page  # a column that no row fills


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (NOBODY_SOUGHT + COUNTED, ["flagged by mistake"]),
        (HEAD + COUNTED + "[hits]\nrate = 1.0\n", ["flagged by mistake", "sought and flagged"]),
        (HEAD + COUNTED + "[hits]\nrate = 0.0\n", ["flagged by mistake", "sought, passed unseen"]),
    ],
)
def test_the_key_of_the_picture_names_what_is_drawn(text: str, names: list[str]) -> None:
    page = html.render(study(text))
    every = {"flagged by mistake", "sought and flagged", "sought, passed unseen"}
    assert {name for name in every if f">{name}</text>" in page} == set(names)


def test_how_alike_looks_at_one_person_are_is_said_where_it_was_given() -> None:
    alike = COUNTED.replace("[false_alerts]", "[false_alerts]\ncorrelation = 0.3")
    twice = HEAD.replace("[crowd]", "[crowd]\nlooks = 2")
    assert "; false alerts of one person correlate by 0.3." in screen(twice + alike).eyebrow
    assert "correlate" not in screen(twice + COUNTED).eyebrow
    assert "correlate" not in screen(HEAD + alike).eyebrow  # one look has nothing to be alike


def test_a_note_of_the_scenario_is_among_the_first_caveats() -> None:
    noted = HEAD.replace("[crowd]", 'note = "Hits were never measured. Ask."\n[crowd]') + COUNTED
    assert "Hits were never measured." in [caveat.claim for caveat in screen(noted).caveats[:1]]
