"""A scenario's mistakes are told all at once, each in its own words."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bystander.api.verbs import audit
from bystander.crowd import examples
from bystander.crowd.scenario_file import read_scenario, read_scenario_text, scenario_of_findings
from bystander.errors import ScenarioError

if TYPE_CHECKING:
    from pathlib import Path

    from bystander.errors import Problem

SOUND = """
title = "t"
[crowd]
people = 60_000
[false_alerts]
events = 1
trials = 1_000
"""


def problems(text: str) -> list[Problem]:
    with pytest.raises(ScenarioError) as raised:
        read_scenario_text(text)
    return raised.value.problems


def test_the_examples_are_sound_and_name_their_sources() -> None:
    for name in examples.names():
        scenario = read_scenario_text(examples.text(name))
        assert all(rate.source for rate in scenario.rates), name
        assert scenario.note, name


@pytest.mark.parametrize(
    ("change", "code", "said"),
    [
        (("people =", "poeple ="), "SC02", 'did you mean "people"?'),
        (("60_000", "-5"), "SC05", "a number at least 0"),
        (("60_000", "1.5"), "SC04", "whole number"),
        (("60_000", '"many"'), "SC04", "whole number"),
        (("events = 1\ntrials = 1_000", "rate = 99.8"), "SC05", "write 0.998"),
        (("events = 1", "events = 2_000"), "SC06", "were the two exchanged?"),
        (("trials = 1_000", ""), "SC06", "belong together"),
        (("trials = 1_000", "trials = 1_000\nrate = 0.1"), "SC06", "exactly one of"),
        (("trials = 1_000", "trials = inf"), "SC04", "number"),
        (('title = "t"', ""), "SC03", "add it"),
        (('title = "t"', "title ="), "SC01", "quotes"),
        (("trials = 1_000", 'trials = 1_000\n[[groups]]\nname="a"\nshare=0.7\n[[groups]]\nname="b"\nshare=0.5'),
         "SC06", "sum to 1.2, not to 1"),
        (("trials = 1_000", 'trials = 1_000\n[[groups]]\nname="a"\nshare=0.5\n[[groups]]\nname="a"\nshare=0.5'),
         "SC06", "same name"),
        (("trials = 1_000", "trials = 1_000\n[simulation]\narrivals = [0, 0]"), "SC06", "nobody would come"),
        (("trials = 1_000", "trials = 1_000\ndesign_effect = 0.5"), "SC05", "at least 1"),
    ],
)  # fmt: skip
def test_each_mistake_has_a_message_of_its_own(change: tuple[str, str], code: str, said: str) -> None:
    assert change[0] in SOUND
    found = {p.code: "\n".join(p.lines()) for p in problems(SOUND.replace(*change))}
    assert said in found[code]
    assert set(found) <= {code, "SC03"}  # a misspelt key is missing as well


def test_all_mistakes_are_told_at_once() -> None:
    text = SOUND.replace("60_000", "-1").replace("trials = 1_000", "trails = 3").replace('"t"', '""')
    shares = '[[groups]]\nname = "a"\nshare = 1.2\n[operators]\naccept_true = 85'
    assert len(problems(text + shares)) >= 5


def test_a_findings_file_gives_its_counts_and_their_design_effect(tmp_path: Path) -> None:
    record = tmp_path / "record.csv"
    record.write_text("date,faces_seen,alerts,true_alerts,false_alerts\n2024-01-01,8600,8,1,7\n2024-02-01,9000,1,1,0\n")
    (tmp_path / "findings.json").write_text(audit(record).to_json())
    scenario = tmp_path / "crowd.toml"
    scenario.write_text(SOUND.replace("events = 1\ntrials = 1_000", 'findings = "findings.json"'))
    rate = read_scenario(scenario).false_alerts
    assert rate is not None
    assert (rate.events, rate.trials, rate.status) == (7, 17_600, "counts")


def test_a_findings_file_that_cannot_serve_is_named_with_what_would(tmp_path: Path) -> None:
    scenario = tmp_path / "crowd.toml"
    scenario.write_text(SOUND.replace("events = 1\ntrials = 1_000", 'findings = "nothing.json"'))
    with pytest.raises(ScenarioError, match="SC07"):
        read_scenario(scenario)
    record = tmp_path / "record.csv"
    record.write_text("date,faces_seen,alerts,true_alerts,false_alerts\n2024-01-01,8600,8,1,7\n2024-02-01,9000,1,1,0\n")
    (tmp_path / "findings.json").write_text(audit(record).to_json())
    scenario.write_text(
        SOUND.replace("events = 1\ntrials = 1_000", 'findings = "findings.json"\nfinding = "false-alerts-per-alert"')
    )
    with pytest.raises(ScenarioError, match="a rate per alert"):
        read_scenario(scenario)


def test_a_text_without_a_place_opens_no_file() -> None:
    (problem,) = problems(SOUND.replace("events = 1\ntrials = 1_000", 'findings = "/etc/passwd"'))
    assert problem.code == "SC07"


def test_a_file_that_is_none_is_a_message(tmp_path: Path) -> None:
    for content in (b"\xff\xfe\x00", b"x" * 2_000_000):
        (tmp_path / "s.toml").write_bytes(content)
        with pytest.raises(ScenarioError, match="SC01"):
            read_scenario(tmp_path / "s.toml")
    with pytest.raises(ScenarioError, match="SC01"):
        read_scenario(tmp_path / "missing.toml")


def test_findings_alone_make_a_scenario_whose_hits_are_called_invented(tmp_path: Path) -> None:
    record = tmp_path / "record.csv"
    record.write_text("date,faces_seen,alerts,true_alerts,false_alerts\n2024-01-01,8600,8,1,7\n2024-02-01,9000,1,1,0\n")
    (tmp_path / 'it\'s "mine".json').write_text(audit(record).to_json())
    made = scenario_of_findings(tmp_path / 'it\'s "mine".json')
    assert made.false_alerts is not None
    assert made.hits is not None
    assert (made.false_alerts.events, made.false_alerts.trials, made.hits.status) == (7, 17_600, "invented")
    (tmp_path / "none.json").write_text("{}")
    with pytest.raises(ScenarioError, match="SC07"):
        scenario_of_findings(tmp_path / "none.json")
