"""A scenario's findings, in words and numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bystander.api.verbs import consequences
from bystander.crowd import examples
from bystander.crowd.scenario_file import read_scenario_text
from bystander.report import html
from bystander.studies.crowd import words
from bystander.studies.crowd.days import days_of
from bystander.studies.crowd.study import crowd as study_of

if TYPE_CHECKING:
    from bystander.findings import Document, Finding, Study

HEAD = 'title = "A square"\n[crowd]\npeople = 60_000\nsought = 1\nhours = 3\n'
HITS = "[hits]\nevents = 89\ntrials = 100\n"
PUBLISHED = "[false_alerts]\nevents = 20\ntrials = 120_000\n"


def study(text: str) -> Study:
    return study_of(read_scenario_text(text), name="square.toml", sha256="0" * 64)


def one(document: Document, finding_id: str) -> Finding:
    return document.find(finding_id)[0]


def test_the_verdict_says_flagged_expected_and_range() -> None:
    verdict = study(HEAD + PUBLISHED + HITS).document.verdict
    assert verdict[0] == (
        "In a crowd of 60,000, expect about 10 people to be flagged by mistake. "
        "On 95 of 100 such days: 3 to 19, if days differ by chance alone."
    )
    assert verdict[1].startswith("Of about 11 alerts, ")
    assert verdict[1].endswith("A sought person is flagged with a chance of 89 % (95 % range: 81 % to 94.4 %).")
    assert "stopped" not in " ".join(verdict[:2])


def test_hits_are_of_looks_and_alerts_of_several_looks_are_not_of_people() -> None:
    once, thrice = (study(HEAD + looks + PUBLISHED + HITS).first for looks in ("", "looks = 3\n"))
    assert once is not None
    assert thrice is not None
    for screen in (once, thrice):  # a trial sees the same person several times
        assert "89 of 100 looks at people on the list gave an alert." in screen.eyebrow
    assert "one person may set off several" not in str(once.lead)
    assert " of them false (one person may set off several), " in str(thrice.lead)


def test_a_range_whose_ends_are_said_alike_is_not_said_twice() -> None:
    often = "[false_alerts]\nevents = 70\ntrials = 8_600\n"
    assert one(study(HEAD + often + HITS).document, "nobody-flagged").answer == (
        "The chance that nobody innocent is flagged is less than 0.01 %, at both ends of the 95 % range."
    )


def test_on_how_many_days_is_said_only_where_it_was_measured_how_days_differ() -> None:
    measured = PUBLISHED + "day_scatter = 2.5\nday_looks = 12_000\n"
    known, unknown = (study(HEAD + false + HITS).document for false in (measured, PUBLISHED))
    assert "On 95 of 100 such days: " in known.verdict[0]
    assert "chance alone" not in known.verdict[0]
    assert unknown.verdict[0].endswith(", if days differ by chance alone.")
    days = "Next: Count the false alerts of several days, and which of them fell on the same person."
    assert unknown.verdict[-1].startswith(days)
    that_day = "Next: Count the people flagged by mistake that day, and hold them against this range."
    assert known.verdict[-1].startswith(that_day)
    assert "95 of 100" not in " ".join(f.answer for f in unknown.findings)
    assert any("How much days differ was not measured" in c for c in one(unknown, "false-alerts").caveats)
    assert not any("not measured" in c for c in one(known, "false-alerts").caveats)
    wide, narrow = (one(d, "false-alerts").estimate for d in (known, unknown))
    assert wide is not None
    assert narrow is not None
    assert (wide.value, narrow.value) == (10, 10)
    assert wide.low < narrow.low < narrow.high < wide.high
    # a right alert rests on hits as well, and nobody measured how those differ from day to day
    assert "if days differ by chance alone" in one(known, "right-alerts").answer


def test_with_nothing_counted_a_bound_alone_is_told() -> None:
    document = study(HEAD + "[false_alerts]\nevents = 0\ntrials = 12_120\n" + HITS + "[simulation]\n").document
    assert document.verdict[0].startswith("In a crowd of 60,000, anything from nobody to 20 people may be flagged by")
    assert document.verdict[0].endswith(" That holds on 95 of 100 such days, if days differ by chance alone.")
    assert "would be right" not in " ".join(document.verdict)
    answer = one(document, "false-alerts").answer
    assert answer == (
        "As counted, no false alerts in this crowd; at most 20 (95 % range, if days differ by chance alone)."
    )
    nobody = one(document, "nobody-flagged")
    assert nobody.estimate is None
    assert one(document, "share-of-right-alerts").estimate is None
    assert nobody.answer == (
        "The chance that nobody innocent is flagged is anything from less than 0.01 % to next to certain (95 % range)."
    )
    assert any("No day was simulated" in c for c in document.caveats)


def test_a_correlation_that_was_not_measured_is_told_as_a_range() -> None:
    several = HEAD.replace("sought = 1", "sought = 1\nlooks = 6")
    given = study(several + PUBLISHED + "correlation = 0.3\n" + HITS).document
    open_ = study(several + PUBLISHED + HITS).document
    assert any("again and again" in c and "(correlation 0 to 0.5)" in c for c in one(open_, "false-alerts").caveats)
    assert any("taken to correlate by 0.3" in c for c in one(given, "false-alerts").caveats)
    wide, narrow = (one(d, "people-flagged").estimate for d in (open_, given))
    assert wide is not None
    assert narrow is not None
    assert wide.low < narrow.low < narrow.high < wide.high


def test_less_than_one_person_is_said_in_crowds() -> None:
    verdict = study(HEAD + "[false_alerts]\nevents = 10\ntrials = 3_147_436\n" + HITS).document.verdict
    assert verdict[0].startswith("In 5 crowds of 60,000, expect about 1 person to be flagged by mistake.")
    never = study(HEAD + "[false_alerts]\nrate = 0.0\n").document.verdict
    assert "expect nobody" in never[0]


def test_without_any_evidence_of_false_alerts_nobody_can_say() -> None:
    document = study(HEAD + HITS).document
    for finding_id in ("false-alerts", "people-flagged", "nobody-flagged", "share-of-right-alerts", "alerts-per-hour"):
        assert one(document, finding_id).estimate is None
        assert "published or counted" in (one(document, finding_id).not_estimable or "")
    assert one(document, "sought-person-found").estimate is not None
    assert "nobody can say" in document.verdict[0]
    assert study(HEAD + HITS).get("crowd") is None


def test_a_bare_rate_is_called_asserted_and_an_invented_one_invented() -> None:
    asserted = study(HEAD + "[false_alerts]\nrate = 0.001\n" + HITS).document
    assert any(c.startswith("False alerts: only asserted.") for c in asserted.caveats)
    assert not asserted.synthetic
    invented = study(HEAD + "[false_alerts]\nrate = 0.001\ninvented = true\n" + HITS)
    assert invented.document.synthetic
    assert any(c.startswith("False alerts: invented.") for c in invented.document.caveats)
    assert "Invented numbers: no system was measured" in html.render(invented)
    half = study(HEAD + PUBLISHED + "[hits]\nrate = 0.9\ninvented = true\n")
    assert "hit rate invented" in html.render(half)
    assert "False alerts as counted;" not in html.render(study(HEAD + PUBLISHED + HITS))


def test_another_watchlist_or_threshold_is_said_and_not_scaled() -> None:
    there = PUBLISHED + "watchlist_size = 2_000\nthreshold = 0.6\n"
    here = "[watchlist]\nsize = 9_000\nthreshold = 0.64\n"
    document = study(HEAD + there + HITS + here).document
    said = " ".join(document.caveats)
    assert "It had 2,000 entries, this one has 9,000." in said
    assert "not scaled" in said
    assert "It was 0.6, here it is 0.64" in said
    same = study(HEAD + there + HITS).document
    assert one(document, "false-alerts").estimate == one(same, "false-alerts").estimate
    assert one(document, "false-alerts").at.n == 2000


def test_few_events_bring_the_bound_beside_the_range() -> None:
    finding = one(study(HEAD + "[false_alerts]\nevents = 0\ntrials = 12_120\n").document, "false-alerts")
    row = next(s for s in finding.sensitivity if s.upper is not None)
    assert row.upper == pytest.approx(14.8, abs=0.05)  # METHODS II.3
    fives = next(s for s in finding.sensitivity if s.deff == 5)
    assert finding.estimate is not None
    assert fives.high > finding.estimate.high


def test_groups_with_their_own_evidence_differ_and_others_say_that_they_share() -> None:
    groups = (
        '[[groups]]\nname = "a"\nshare = 0.5\n[[groups]]\nname = "b"\nshare = 0.5\n'
        "false_alerts = { events = 90, trials = 60_000 }\n"
    )
    first, second = study(HEAD + PUBLISHED + HITS + groups).document.find("people-flagged")[1:]
    assert (first.group, second.group) == ({"group": "a"}, {"group": "b"})
    assert first.estimate is not None
    assert second.estimate is not None
    assert second.estimate.value == pytest.approx(30_000 * 90 / 60_000)
    assert "no evidence of its own" in first.caveats[0]
    assert second.caveats == ()


def test_operators_who_follow_up_a_part_are_told_apart_from_alerts() -> None:
    operators = "[operators]\naccept_false = 0.25\naccept_true = 0.8\n"
    document = study(HEAD + "[false_alerts]\nrate = 0.001\n" + HITS + operators).document
    followed = one(document, "people-followed-up-by-mistake").estimate
    assert followed is not None
    assert followed.value == pytest.approx(15.0)
    assert one(document, "sought-people-followed-up").estimate is not None


def test_who_is_followed_up_is_told_if_every_alert_is_judged_where_operators_may_have_no_time() -> None:
    """One operator, an hour an alert, three hours: three or four of about eleven alerts are judged."""
    rates = HEAD + PUBLISHED + HITS
    slow = "[operators]\naccept_true = 0.9\nnumber = 1\nminutes = 60\npatience = 1\n"
    unknown = one(study(rates + slow).document, "sought-people-followed-up")
    assert "if every alert is judged" in unknown.answer
    assert unknown.caveats == (words.NOT_LOOKED_AT,)
    scenario = read_scenario_text(f"{rates}{slow}[simulation]\ndays = 50\n")
    simulated = study_of(scenario, name="square.toml", sha256="0" * 64, days=days_of(scenario)).document
    told = one(simulated, "sought-people-followed-up")
    assert "if every alert is judged" in told.answer
    assert told.caveats[0].startswith("On simulated days, nobody has time for about ")
    assert one(simulated, "people-followed-up-by-mistake").caveats == told.caveats
    enough = one(study(f"{rates}[operators]\naccept_true = 0.9\n").document, "sought-people-followed-up")
    assert (enough.caveats, "if every alert" in enough.answer) == ((), False)


def test_where_nobody_is_sought_there_is_no_number_of_right_alerts() -> None:
    nobody = study(HEAD.replace("sought = 1", "sought = 0") + PUBLISHED + HITS).document
    assert one(nobody, "right-alerts").not_estimable == words.NOBODY_SOUGHT


def test_every_example_gives_a_page_of_reasonable_size_and_the_same_bytes_every_time() -> None:
    for name in examples.names():
        scenario = read_scenario_text(examples.text(name)).model_copy(update={"simulation": None})
        first, second = consequences(scenario), consequences(scenario)
        assert first.to_json() == second.to_json()
        page = html.render(first.study)
        assert page == html.render(second.study)
        assert len(page) < 400_000, name


def test_the_simulation_adds_what_closed_forms_cannot_say() -> None:
    scenario = read_scenario_text(examples.text("city-day"))
    settings = scenario.simulation
    assert settings is not None
    few = scenario.model_copy(update={"simulation": settings.model_copy(update={"days": 200})})
    document = consequences(few).document
    assert one(document, "alerts-of-one-entry").estimate is not None
    assert one(document, "alerts-nobody-judged").estimate is not None
    assert len(document.find("false-alerts-of-a-camera")) == 3
    assert document.conventions.seed == 1


def test_nobody_and_two_people_are_no_crash() -> None:
    for people in (0, 1, 2):
        text = (HEAD + PUBLISHED + HITS).replace("60_000", str(people))
        assert study(text).document.findings
    assert study((HEAD + PUBLISHED + HITS).replace("sought = 1", "sought = 0")).document.verdict
    for rate in ("0.0", "1.0"):
        html.render(study(HEAD + f"[false_alerts]\nrate = {rate}\n" + f"[hits]\nrate = {rate}\n"))


def test_what_was_counted_is_not_called_asserted_where_its_range_has_no_width() -> None:
    text = 'title = "t"\n[crowd]\npeople = 1_000_000_000\n[false_alerts]\nevents = 7\ntrials = 8_600\nsource = "x"\n'
    answers = [f.answer for f in study(text).document.findings]
    assert any("nobody innocent is flagged" in answer for answer in answers)
    assert not any("asserted" in answer for answer in answers)
    asserted = text.replace("events = 7\ntrials = 8_600", "rate = 0.001")
    assert any("if the asserted rate does" in f.answer for f in study(asserted).document.findings)
