"""The page as a text: what is joined, escaped and said before any script runs."""

from __future__ import annotations

import json
import re
from html import unescape
from importlib.resources import files
from typing import Any

import pytest

from bystander.api.verbs import consequences
from bystander.crowd import examples
from bystander.crowd.page import state
from bystander.crowd.scenario_file import read_scenario_text
from bystander.explorer import build
from bystander.explorer.states import state_of

STATIC = files("bystander.explorer") / "static"


def concert(**changed: Any) -> dict[str, Any]:
    return state(read_scenario_text(examples.text("concert"))) | changed


def test_a_page_without_a_scenario_is_refused() -> None:
    with pytest.raises(ValueError, match="needs a scenario"):
        build.page([])


def test_every_script_is_joined_after_those_that_it_imports_from() -> None:
    assert sorted(build.MODULES) == sorted(f.name for f in STATIC.iterdir() if f.name.endswith(".js"))
    for index, name in enumerate(build.MODULES):
        imported = re.findall(r'from "\./(.+?)";', (STATIC / name).read_text("utf-8"))
        assert set(imported) <= set(build.MODULES[:index]), name


def test_every_import_names_what_is_exported() -> None:
    texts = {name: (STATIC / name).read_text("utf-8") for name in build.MODULES}
    for name, text in texts.items():
        for names, source in re.findall(r'^import \{(.+?)\} from "\./(.+?)";', text, re.MULTILINE | re.DOTALL):
            for one in (part.strip() for part in names.split(",")):
                assert re.search(rf"^export (?:const|function) {one}\b", texts[source], re.MULTILINE), (name, one)
                assert len(re.findall(rf"\b{one}\b", text)) > 1, f"{name} imports {one} and never uses it"


def test_joining_leaves_no_import_no_export_and_no_comment() -> None:
    code = build.script()
    assert not re.search(r"^(?:import|export)\b", code, re.MULTILINE)
    assert not re.search(r"^\s*//", code, re.MULTILINE)
    assert "/**" not in code


@pytest.mark.parametrize("evil", ["</script><img src=x onerror=alert(1)>", "<!--<script>", "\u2028", "$title", "&lt;"])
def test_text_of_a_scenario_cannot_end_the_element_that_it_stands_in(evil: str) -> None:
    page = build.page([concert(title=evil, note=evil, source=evil)])
    data = page.partition('<script type="application/json" id="scenarios">')[2].partition("</script>")[0]
    assert "<" not in data
    assert json.loads(data)[0]["title"] == evil
    assert page.count("</script>") == 2
    assert "<img" not in page


@pytest.mark.parametrize(
    ("rate", "people", "said"),
    [
        (0.001, 60_000, "In a crowd of 60,000, expect about 60 people to be flagged by mistake"),
        (0.0, 60_000, "In a crowd of 60,000, expect nobody to be flagged by mistake"),
        (0.2 / 60_000, 60_000, "In 5 crowds of 60,000, expect about 1 person to be flagged by mistake"),
        (0.8 / 60_000, 60_000, "In a crowd of 60,000, expect about 1 person to be flagged by mistake"),
        (0.001, 1000, "In a crowd of 1,000, expect about 1 person to be flagged by mistake"),
        (0.001, 1_400_000_000, "In a crowd of 1.4 billion, expect about 1.4 million people to be flagged by mistake"),
    ],
)
def test_the_headline_counts_whole_people(rate: float, people: int, said: str) -> None:
    scenario = concert(people=people)
    scenario["false_alerts"] |= {"rate": rate}
    assert f'<h1 id="headline">{said}</h1>' in build.page([scenario])


def test_a_page_says_what_a_report_says_of_its_watchlist_what_is_not_told_and_what_may_be_compared() -> None:
    scenario = read_scenario_text(
        'title = "A stadium"\n[crowd]\npeople = 42_000\nlooks = 3\ncapture = 0.85\n[watchlist]\nsize = 2_400\n'
        "[false_alerts]\nevents = 4\ntrials = 31_500\nwatchlist_size = 600\n"
    )
    text, first = unescape(build.page([state_of(scenario)])), consequences(scenario).study.first
    assert first is not None
    for said in ("It had 600 entries, this one has 2,400.", first.untold, first.apart):
        assert said in text.partition('id="facts"')[2].partition("</p>")[0]
    assert str(first.sentence).partition(". ")[0] in text
    assert "With 600 entries, between 1 and 37" in text
    assert "Repeat only this, with its range:" in text.partition("<h1")[0]


def test_with_nothing_counted_the_headline_is_the_range() -> None:
    scenario = concert()
    scenario["false_alerts"] |= {"status": "counts", "rate": None, "events": 0, "trials": 12_120}
    assert "anything from nobody to 20 people may be flagged by mistake" in build.page([scenario])


def test_on_how_many_days_is_said_only_where_it_was_measured_how_days_differ() -> None:
    scenario = concert()
    assert "if days differ by chance alone" in build.page([scenario])
    scenario["false_alerts"] |= {"rate": None, "events": 7, "trials": 8600, "day_scatter": 2.0, "day_looks": 1000}
    assert "On 95 of 100 such days " in build.page([scenario])


def test_what_was_never_published_is_not_made_up() -> None:
    scenario = concert()
    scenario["false_alerts"] |= {"status": "unknown", "rate": None}
    assert "nobody can say how many are flagged by mistake" in build.page([scenario])
