"""A scenario's mistakes are told all at once, each in its own words."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa
import pytest
from scipy.special import chdtri

from bystander.api.verbs import audit, evaluate
from bystander.crowd import examples
from bystander.crowd.blocks import blocks
from bystander.crowd.scenario_file import read_scenario, read_scenario_text, scenario_of_findings
from bystander.errors import ScenarioError
from bystander.findings import Conventions, Document, EvidenceNote
from bystander.intervals.overdispersion import design_effect
from bystander.quantities.searches.fpir import FPIR
from bystander.quantities.searches.of_searches import measured_of

if TYPE_CHECKING:
    from pathlib import Path

    from bystander.crowd.scenario import Scenario
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
        (("trials = 1_000", "trials = 1_000\ncorrelation = 1"), "SC05", "write less than 1"),
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


def test_a_crowd_inherits_the_limit_that_holds_whatever_people_do(tmp_path: Path) -> None:
    # none of 1,000 searches of 200 people: the limit is that of 200, 1 - .05^(1/200), and not that of 1,000
    measured = measured_of(np.zeros(1000, bool), np.repeat(np.arange(200, dtype=np.int32), 5), level=0.95)
    said = FPIR.answered("none", measured.estimate, bounds=measured.bounds, caveats=measured.caveats)
    note = EvidenceNote(name="t.csv", sha256="0" * 64, kind="searches", rows_read=1000, rows_used=1000, rows_refused=0)
    found = Document(
        made_by={"bystander": "1"}, study="evaluate", evidence=(note,), findings=(said,), conventions=Conventions()
    )
    (tmp_path / "findings.json").write_text(found.to_json())
    inherits = 'findings = "findings.json"\nfinding = "fpir"'
    (tmp_path / "crowd.toml").write_text(SOUND.replace("events = 1\ntrials = 1_000", inherits))
    scenario = read_scenario(tmp_path / "crowd.toml")
    rate = scenario.false_alerts
    assert rate is not None
    assert rate.limits == measured.caveats
    assert (rate.unit, rate.rows) == (FPIR.unit, None)
    (bystanders,) = blocks(scenario).bystanders
    assert bystanders.rate.upper(0.95) == pytest.approx(1 - 0.05 ** (1 / 200), rel=1e-9)


ROWS = [(8600, 7), (9000, 0), (7400, 1), (10_000, 12), (5000, 2), (8000, 0), (12_000, 3)]


def record_of(rows: list[tuple[int, int]], agency: str = "A") -> str:
    days = (f"{agency},2024-{i + 1:02}-01,{n},{x + 1},1,{x}" for i, (n, x) in enumerate(rows))
    return "agency,date,faces_seen,alerts,true_alerts,false_alerts\n" + "\n".join(days) + "\n"


def read_audited(folder: Path, record: str) -> Scenario:
    (folder / "record.csv").write_text(record)
    (folder / "findings.json").write_text(audit(folder / "record.csv").to_json())
    (folder / "crowd.toml").write_text(SOUND.replace("events = 1\ntrials = 1_000", 'findings = "findings.json"'))
    return read_scenario(folder / "crowd.toml")


def test_a_crowd_inherits_the_sizes_of_the_watchlists_that_a_record_gives(tmp_path: Path) -> None:
    head, *rows = record_of(ROWS).splitlines()
    sized = [f"{row},{size}" for row, size in zip(rows, (900, "", 2050, 950, 900, 900, 900), strict=True)]
    rate = read_audited(tmp_path, "\n".join([f"{head},watchlist_size", *sized])).false_alerts
    assert rate is not None
    assert rate.watchlists == (900, 2050)
    assert read_audited(tmp_path, record_of(ROWS)).rates[0].watchlists == ()


def test_a_crowd_inherits_how_much_the_deployments_of_a_record_differed(tmp_path: Path) -> None:
    rate = read_audited(tmp_path, record_of(ROWS)).false_alerts
    assert rate is not None
    x, n = sum(x for _, x in ROWS), sum(n for n, _ in ROWS)
    expected = [n_i * x / n for n_i, _ in ROWS]
    chi = sum((x_i - m) ** 2 / (m * (1 - x / n)) for (_, x_i), m in zip(ROWS, expected, strict=True))
    squares = sum((n_i / n) ** 2 for n_i, _ in ROWS)
    weight = 6 * (n * squares - 1) / (n * (1 - squares) - 6)  # days of unequal size
    looks = (n * (1 - squares) - 6) / 6  # of a day at which the scatter is phi: below the mean row
    assert looks < n / len(ROWS)
    assert (rate.events, rate.trials, rate.unit, rate.rows) == (x, n, "face seen", len(ROWS))
    assert rate.day_looks == pytest.approx(looks, rel=1e-9)
    assert rate.days == pytest.approx(1 / squares, rel=1e-9)
    phi = chi / (len(ROWS) - 1)
    assert rate.day_scatter == pytest.approx(phi, rel=1e-6)
    assert rate.deff == pytest.approx(design_effect(phi, len(ROWS), weight=weight))  # as the audit has it
    k = 1 / squares - 1
    quartile = k / chdtri(k, 0.75)  # of what so many days leave open of phi; exact, where the package has a cube
    assert rate.between == pytest.approx((quartile * phi - 1) / looks, rel=0.02)


def test_a_record_of_days_of_one_size_is_as_many_days_as_it_has_rows(tmp_path: Path) -> None:
    rate = read_audited(tmp_path, record_of([(9_000, x) for _, x in ROWS])).false_alerts
    assert rate is not None
    assert rate.days == pytest.approx(len(ROWS))
    assert rate.day_looks == pytest.approx(9_000, rel=2e-4)  # less one: a look does not scatter about itself


def test_rows_that_sum_several_deployments_make_a_single_day_scatter_more(tmp_path: Path) -> None:
    table = record_of(ROWS).splitlines()
    summed = "\n".join([f"{table[0]},deployments", *(f"{row},{9 if i == 3 else 1}" for i, row in enumerate(table[1:]))])
    single, several = (read_audited(tmp_path, text).false_alerts for text in (record_of(ROWS), summed + "\n"))
    assert single is not None
    assert several is not None
    assert several.between > single.between


def test_the_source_of_a_findings_file_says_whose_counts_and_of_when(tmp_path: Path) -> None:
    named = read_audited(tmp_path, record_of(ROWS)).false_alerts
    nameless = read_audited(tmp_path, "\n".join(r.partition(",")[2] for r in record_of(ROWS).splitlines())).false_alerts
    assert named is not None
    assert nameless is not None
    assert named.source == "record.csv, a record as published or kept, A, January 2024 to July 2024"
    assert "operator not named, January 2024 to July 2024" in nameless.source


def test_a_record_of_few_deployments_leaves_the_scatter_unmeasured(tmp_path: Path) -> None:
    rate = read_audited(tmp_path, record_of([(8600, 3), (9000, 2)])).false_alerts
    assert rate is not None
    assert (rate.day_scatter, rate.day_looks, rate.between) == (None, None, 0)
    assert rate.days is None


def test_no_operator_is_picked_out_of_a_record_that_mixes_them(tmp_path: Path) -> None:
    other = record_of(ROWS, "B").partition("\n")[2]
    with pytest.raises(ScenarioError, match="no answer for the whole record"):
        read_audited(tmp_path, record_of(ROWS) + other)


@pytest.mark.parametrize("one", ["day_scatter = 2.0", "day_looks = 1000", "days = 7"])
def test_a_scatter_without_the_looks_of_its_days_is_refused(one: str) -> None:
    (problem,) = problems(SOUND.replace("trials = 1_000", f"trials = 1_000\n{one}"))
    assert problem.code == "SC06"


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


def of_searches(folder: Path) -> None:
    """Write the findings of four searches of people on the list, one of whom is missed, and of five of others."""
    on = [(f"s{i}", "x", "x", 9.0 if i else 1.0) for i in range(4)]
    off = [(f"n{i}", "", "x", i / 10) for i in range(5)]
    names = ("search", "subject", "candidate_subject", "score")
    table = pa.table(dict(zip(names, map(list, zip(*on, *off, strict=True)), strict=True)))
    found = evaluate(table, searches=True, thresholds=[5.0], replicates=0)
    (folder / "findings.json").write_text(found.to_json())


def test_people_who_are_missed_are_not_taken_for_those_who_are_found(tmp_path: Path) -> None:
    of_searches(tmp_path)
    hits = '[hits]\nfindings = "findings.json"\nfinding = "fnir"\n'
    (tmp_path / "s.toml").write_text(SOUND.partition("[hits]")[0] + hits)
    read = read_scenario(tmp_path / "s.toml").hits
    assert read is not None
    assert (read.events, read.trials) == (3, 4)


@pytest.mark.parametrize(
    ("rate", "finding", "instead"),
    [
        ("false_alerts", "fnir", "fpir"),
        ("false_alerts", "cmc", "fpir"),
        ("false_alerts", "selectivity", "fpir"),
        ("hits", "fpir", "fnir"),
        ("hits", "cmc", "fnir"),
    ],
)
def test_another_finding_is_no_rate_of_false_alerts_or_of_hits(
    tmp_path: Path, rate: str, finding: str, instead: str
) -> None:
    of_searches(tmp_path)
    given = f'[{rate}]\nfindings = "findings.json"\nfinding = "{finding}"\n'
    (tmp_path / "s.toml").write_text(f'title = "t"\n[crowd]\npeople = 100\nsought = 1\n{given}')
    with pytest.raises(ScenarioError, match=f'"{finding}" is no rate of .*') as stopped:
        read_scenario(tmp_path / "s.toml")
    assert f"name one of: {instead}" in str(stopped.value)


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
