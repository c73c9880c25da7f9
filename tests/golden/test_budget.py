"""No page over 2,400 words and six sheets of paper, every fold open: golden pages, and those that combine most."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from bystander.cli import run
from tests.golden.conftest import SEARCHES, TRIAL
from tests.golden.test_runs import DEMO, RUNS, SECOND, outputs
from tests.printed import printed

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser

WORDS, SHEETS = 2_400, 6
EU, CRITERIA, STATE = "--require eu-2019-329-fnmr", "--require common-criteria", "--require virginia-98"
REQUIRED = {
    "evaluate": f"evaluate {TRIAL} {EU} {CRITERIA} {STATE}",
    "by": f"evaluate {TRIAL} --by sex {EU} {CRITERIA} {STATE}",
    "by-two": f"evaluate {TRIAL} --by sex,glasses --people wears.csv {EU} {CRITERIA} {STATE}",
    "by-five": f"evaluate {TRIAL} --by age --people wears.csv {STATE}",
    "searches": f"evaluate {TRIAL} {SEARCHES} --require eu-2019-329-fnir",
    "searches-by": f"evaluate {TRIAL} {SEARCHES} --by sex --require eu-2019-329-fnir",
    "compare": f"compare {TRIAL} {SECOND} {EU} {CRITERIA}",
    "compare-three": f"compare {TRIAL} {SECOND} {TRIAL} --name A --name B --name C",
    "audit": "audit demo/published_counts.csv --require approved-1-in-6000",
    "audit-groups": "audit demo/published_counts.csv --groups black --require approved-1-in-6000",
}


def page_of(folder: Path, name: str, patch: pytest.MonkeyPatch) -> Path:
    """Return the page of a golden run, or of one that combines requirements, groups or systems."""
    if name in (*RUNS, *DEMO):
        return outputs(folder, name, patch) / "report.html"
    patch.chdir(folder)
    if not (folder / name).is_dir():
        assert run([*REQUIRED[name.removeprefix("required-")].split(), "-o", name]) == 0
    return folder / name / "report.html"


every = pytest.mark.parametrize("name", [*RUNS, *DEMO, *(f"required-{name}" for name in REQUIRED)])


@every
def test_a_page_comes_to_few_words_and_sheets_on_paper(
    browser: Browser, folder: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = printed(browser, page_of(folder, name, monkeypatch))
    assert found.words <= WORDS
    assert found.sheets <= SHEETS


@every
def test_a_page_has_few_words_outside_its_drawings_those_that_nobody_sees_included(
    folder: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = page_of(folder, name, monkeypatch).read_text("utf-8")
    body = re.sub(r"<svg\b.*?</svg>", " ", page.split("</style>", 1)[1], flags=re.DOTALL)
    assert len(re.sub(r"<[^>]+>", " ", body).split()) <= WORDS


def test_a_phone_names_the_column_of_each_cell_without_a_word_that_is_said_twice(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = page_of(folder, "demo-audit", monkeypatch).read_text("utf-8")
    rows = re.findall(r'<table class="rows.*?</table>', page, flags=re.DOTALL)[0]
    titles = re.findall(r'<th scope="col"><strong>(.*?)</strong>', rows)
    assert len(titles) == 2
    for title in titles:
        assert rows.count(f">{title}<") == 1
        assert rows.count(f'data-label="{title}"') > 1
