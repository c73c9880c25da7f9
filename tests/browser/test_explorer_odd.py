"""The page under scenarios that nobody would draw first: what it says stays a sentence, and true of its range."""

from __future__ import annotations

import csv
import io
import re
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from bystander.crowd.page import shipped, state
from bystander.crowd.scenario_file import read_scenario_text
from bystander.explorer import build
from tests.browser import explorer_parity
from tests.browser.explorer_parity import one, rate
from tests.browser.odd_scenarios import ODD
from tests.browser.opening import opened, settle

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page

STATES = [state(read_scenario_text(text, name=name)) for name, text in ODD.items()] + shipped()
NO_VALUE = re.compile(r"NaN|undefined|Infinity|\bnull\b|\[object")
NO_WORD = re.compile(rf"{NO_VALUE.pattern}|\de[+-]?\d|\d\.\d{{12}}|(?<![\d.,])1 (?:hours|people|looks)\b")
WORDS = 25  # of a sentence, at most

# every word that is drawn into the picture, and how far to the right it reaches
DRAWN = """() => {
  const proto = CanvasRenderingContext2D.prototype, before = proto.fillText, said = [];
  proto.fillText = function (text, x, y) {
    said.push([text, x + this.measureText(text).width, this.canvas.width, y, this.canvas.height]);
    before.call(this, text, x, y);
  };
  window.bystander.picture();
  proto.fillText = before;
  return said;
}"""


@pytest.fixture(scope="module")
def odd(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    """Open a page that holds them all."""
    file = tmp_path_factory.mktemp("odd") / "odd.html"
    file.write_text(build.page(STATES), encoding="utf-8")
    page, noise = opened(browser, file)
    yield page
    assert noise == [file.as_uri()]
    page.close()


SHOWN: dict[int, dict[str, Any]] = {}


def shown(page: Page, index: int) -> dict[str, Any]:
    """Show another day of a scenario, and return all that is said; each is shown once."""
    if index not in SHOWN:
        SHOWN[index] = _shown(page, index)
    return SHOWN[index]


def _shown(page: Page, index: int) -> dict[str, Any]:
    page.select_option("#scenario", str(index))
    page.click("#another")
    settle(page)
    return {
        "text": page.locator("body").inner_text(),
        "rests": page.locator("#rests").inner_text(),
        "how": page.locator("#how").inner_text(),
        "day": page.locator("#day").inner_text(),
        "needed": page.locator("#needed").inner_text(),
        "csv": page.evaluate("() => window.bystander.csvText()"),
        "drawn": page.evaluate(DRAWN),
        "said": page.evaluate("() => window.bystander.said(window.bystander.state())"),
        "title": page.title(),
    }


@pytest.mark.parametrize("index", range(len(STATES)), ids=[*ODD, *(s["title"] for s in shipped())])
def test_everything_that_leaves_the_page_says_what_it_rests_on(odd: Page, index: int) -> None:
    found = shown(odd, index)
    rows = found["said"]["inputs"]
    names = {name for name, *_ in rows}
    assert {"Crowd", "Looks", "Sought people flagged"} <= names
    assert any(name.startswith(("False alerts", "Group")) for name in names)
    table = {row[0]: row[1] for row in csv.reader(io.StringIO(found["csv"]))}
    picture = " ".join(text for text, *_ in found["drawn"])
    close = re.compile(r"\s+")
    for name, text, kind, source in rows:
        assert close.sub("", name) in close.sub("", picture)
        assert close.sub("", name).lower() in close.sub("", found["rests"]).lower()
        for part in (part for part in (text, kind, source) if part):
            for place in (found["rests"], table[f"input: {name}"], picture):
                # a picture and a page break words where they must
                assert close.sub("", part).lower() in close.sub("", place).lower(), (name, part)
    for wanted in ("Right alerts wanted", "Day shown"):
        assert f"input: {wanted}" in table
        assert wanted in picture
        assert wanted in found["rests"]
    for said in ("headline", "range", "how", "label"):
        assert close.sub("", found["said"][said]) in close.sub("", picture)
    if found["said"]["label"]:
        assert found["said"]["label"] in found["title"]
    assert [(t, x, w) for t, x, w, *_ in found["drawn"] if x > w] == []
    assert [(t, y, h) for t, _, _, y, h in found["drawn"] if y > h] == []


@pytest.mark.parametrize("index", range(len(STATES)), ids=[*ODD, *(s["title"] for s in shipped())])
def test_what_is_said_is_a_sentence(odd: Page, index: int) -> None:
    found = shown(odd, index)
    named = STATES[index]["title"] + STATES[index]["note"]
    assert [w for w in NO_WORD.findall(found["text"] + found["how"]) if w not in named] == []
    assert [w for w in NO_VALUE.findall(found["csv"]) if w not in named] == []
    for said in (found["how"], found["day"], found["needed"], found["said"]["headline"]):
        for sentence in re.split(r"(?<=[.?!])\s", said):
            group_names = [g["name"] for g in STATES[index]["groups"]]
            for name in group_names:
                sentence = sentence.replace(name, "X")  # noqa: PLW2901
            assert len(sentence.split()) <= WORDS + 2 * len(group_names), sentence


@pytest.fixture(scope="module")
def papers(browser: Browser) -> Iterator[dict[bool, Page]]:
    """Give a sheet of paper by whether scripts run before it is printed."""
    sheets = {scripts: browser.new_context(java_script_enabled=scripts).new_page() for scripts in (False, True)}
    for sheet in sheets.values():
        sheet.emulate_media(media="print")
    yield sheets
    for sheet in sheets.values():
        sheet.context.close()


@pytest.mark.parametrize("index", range(len(STATES)), ids=[*ODD, *(s["title"] for s in shipped())])
def test_on_paper_and_without_scripts_it_rests_on_the_same(
    papers: dict[bool, Page], tmp_path: Path, index: int
) -> None:
    file = tmp_path / "one.html"
    file.write_text(build.page([STATES[index]]), encoding="utf-8")
    texts = []
    for scripts, page in papers.items():
        page.goto(file.as_uri())
        if scripts:
            settle(page)
        texts.append(
            {name: page.locator(f"#{name}").inner_text() for name in ("headline", "range", "how", "tag", "rests")}
        )
        assert page.locator("#rests").is_visible()
        assert page.evaluate("() => document.documentElement.scrollWidth <= innerWidth")
    without, live = texts
    assert live["rests"].startswith(without["rests"])
    assert live["range"].startswith(without["range"])
    assert [without[name] for name in ("headline", "how", "tag")] == [live[name] for name in ("headline", "how", "tag")]


def agrees(headline: str, r: dict[str, float]) -> bool:
    """Say whether a headline is one that its range allows."""
    if "nobody can say" in headline:
        return True
    if match := re.search(r"anything from nobody to (?:([\d,]+) people|1 person)", headline):
        return r["mean"] == 0 and r["low"] == 0 and r["high"] == int((match[1] or "1").replace(",", ""))
    if "expect nobody" in headline:
        return bool(r["mean"] < 1e-15 and r["high"] == 0)
    if headline.startswith("In a crowd"):
        return bool(r["low"] <= r["mean"] + 0.5 and r["mean"] - 0.5 <= r["high"])
    return r["low"] == 0  # in so many crowds one: none in most of them


def test_no_headline_contradicts_its_range_and_the_page_says_what_python_does(odd: Page) -> None:
    states = [*STATES, *random_states(60)]
    script = "(states) => states.map((s) => [window.bystander.said(s), window.bystander.consequences(s).flagged])"
    ours = odd.evaluate(script, states)
    wrong = []
    for one_state, (page_says, flagged) in zip(states, ours, strict=True):
        if page_says != (python_says := explorer_parity.said(one_state)):
            wrong.append(f"{one_state}: {page_says} and {python_says}")
        if not agrees(page_says["headline"], flagged):
            wrong.append(f"{one_state}: {page_says['headline']} against {flagged}")
        if NO_WORD.search(" ".join(page_says[k] for k in ("headline", "range", "how", "label"))):
            wrong.append(f"{one_state}: {page_says}")
    assert wrong == []


def random_states(n: int) -> list[dict[str, Any]]:
    """Return so many states of every kind, the same ones each time."""
    rng = np.random.default_rng(20261130)

    def evidence(low: float = -9, high: float = -0.3) -> dict[str, Any]:
        status = str(rng.choice(["counts", "invented"]))
        more: dict[str, Any] = {"correlation": None if rng.random() < 0.6 else float(rng.choice([0, 0.2, 0.7]))}
        p = float(f"{10 ** rng.uniform(low, high):.4g}")
        if rng.random() < 0.3:
            return rate(p, None, status=str(rng.choice(["asserted", "invented"])), **more)
        trials = int(10 ** rng.uniform(0, 7))
        if rng.random() < 0.2:
            more |= {"day_scatter": float(rng.choice([0.8, 2, 30])), "day_looks": int(10 ** rng.uniform(1, 5))}
        more |= {"design_effect": float(rng.choice([1, 1, 3.5, 40]))}
        return rate(int(rng.binomial(trials, p)), trials, status=status, **more)

    found = []
    for _ in range(n):
        groups: list[dict[str, Any]] = []
        if rng.random() < 0.3:
            shares = rng.dirichlet([1, 1, 1]).round(3)
            shares[2] = round(1 - shares[0] - shares[1], 3)
            groups = [
                {"name": name, "share": float(share), "false_alerts": evidence() if rng.random() < 0.6 else None}
                for name, share in zip("abc", shares, strict=True)
            ]
        found.append(
            one(
                evidence(),
                people=int(10 ** rng.uniform(0, 9.3)),
                sought=int(rng.choice([0, 1, 7, 4000])),
                looks=int(rng.choice([1, 1, 2, 9])),
                capture=float(rng.choice([1, 1, 0.8, 0.01])),
                hours=None if rng.random() < 0.5 else 3.0,
                hits=evidence(-0.5, 0),
                groups=groups,
            )
        )
    return found
