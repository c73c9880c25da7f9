from __future__ import annotations

import base64
import hashlib
import re
from dataclasses import replace
from functools import cache
from itertools import pairwise

import pytest

from bystander.findings import Document, Series, Study
from bystander.findings.first_screen import MOST_CAVEATS
from bystander.plots.export import SYNTHETIC
from bystander.report import html, numbers, values
from bystander.report.values import Told
from tests.report import golden, samples
from tests.report.sample_record import QUANTITIES

TRIAL, RECORD = samples.evaluate(steps=200), samples.audit(days=40)
both = pytest.mark.parametrize("name", ["evaluate", "audit"])


@cache
def page_of(name: str) -> str:
    """Return the page of a study, drawn when the first test asks for it: whoever collects tests draws nothing."""
    return html.render(TRIAL if name == "evaluate" else RECORD)


def words(page: str) -> str:
    """Return a page's text with plain spaces."""
    body = re.sub(r"<(style|svg)\b.*?</\1>", " ", page, flags=re.DOTALL)
    return re.sub(r"[\s\u00a0]+", " ", re.sub(r"<[^>]+>", " ", body))


def changed(study: Study, **fields: object) -> Study:
    data = study.document.model_dump(by_alias=True)
    return replace(study, document=Document.model_validate({**data, **fields}))


@both
def test_the_page_is_the_one_that_was_looked_at(name: str) -> None:
    golden.check(f"report_{name}.html", page_of(name))


@both
def test_the_same_study_gives_the_same_bytes(name: str) -> None:
    study = samples.evaluate(steps=200) if name == "evaluate" else samples.audit(days=40)
    assert html.render(study) == page_of(name)


@both
def test_the_only_style_sheet_is_the_one_that_the_policy_allows_by_hash(name: str) -> None:
    page = page_of(name)
    sheets = re.findall(r"<style>(.*?)</style>", page, flags=re.DOTALL)
    assert len(sheets) == 1
    digest = base64.b64encode(hashlib.sha256(sheets[0].encode()).digest()).decode()
    assert f"style-src 'sha256-{digest}'" in page.replace("&#39;", "'")
    assert "default-src 'none'" in page.replace("&#39;", "'")
    assert "style=" not in page.replace(sheets[0], "")


@both
def test_the_page_has_no_script_and_no_address(name: str) -> None:
    assert "<script" not in page_of(name)
    assert "http://" not in page_of(name)
    assert "https://" not in page_of(name)
    assert "@import" not in page_of(name)
    assert "url(" not in re.sub(r'"url\(#[\w-]+\)"', "", page_of(name))
    assert not re.search(r"\son\w+=", page_of(name))


@both
def test_identifiers_are_unique_and_every_reference_inside_the_page_arrives(name: str) -> None:
    ids = re.findall(r'\bid="([^"]+)"', page_of(name))
    assert len(ids) == len(set(ids))
    targets = re.findall(r'href="#([^"]+)"', page_of(name)) + re.findall(r'aria-labelledby="([^"]+)"', page_of(name))
    assert set(targets) <= set(ids)


@both
def test_there_is_one_main_heading_and_no_level_is_skipped(name: str) -> None:
    levels = [int(level) for level in re.findall(r"<h([1-6])\b", page_of(name))]
    assert levels.count(1) == 1
    assert levels[0] == 1
    assert all(b <= a + 1 for a, b in pairwise(levels))


@both
def test_every_table_has_a_name_and_its_headings_have_a_scope(name: str) -> None:
    page = page_of(name)
    tables = re.findall(r"<table\b.*?</table>", page, flags=re.DOTALL)
    assert tables
    for table in tables:
        named_by = re.match(r'<table [^>]*aria-labelledby="([^"]+)"', table)  # the heading of its picture
        assert "<caption" in table or (named_by and f'id="{named_by[1]}"' in page)
        assert len(re.findall(r"<th\b", table)) == len(re.findall(r'<th scope="(?:col|row)(?:group)?"', table))


def test_the_sentence_comes_first_then_caveats_pictures_numbers_methods_evidence() -> None:
    page = page_of("evaluate")
    order = [
        "<h1",
        'class="lead"',
        'class="caveats"',
        "<figure id=",
        'id="every-number"',
        'id="caveats"',
        'id="computed"',
        'id="evidence"',
    ]
    places = [page.index(mark, page.index("<main")) for mark in order]
    assert places == sorted(places)
    text = words(page)
    assert all(sentence in text for sentence in TRIAL.document.verdict)


def test_at_most_three_caveats_stand_at_the_top_and_the_others_below() -> None:
    page = page_of("audit")
    top = re.findall(r'<ol class="caveats".*?</ol>', page, flags=re.DOTALL)[0]
    assert top.count("<li>") == MOST_CAVEATS
    below = page[page.index('id="caveats"') :]
    assert f"1 to {MOST_CAVEATS}: on the first screen" in words(below)
    assert f'<ol class="all-caveats" start="{MOST_CAVEATS + 1}">' in below  # those are not said again
    whole = words(top) + words(below)
    assert all(part in whole for caveat in RECORD.document.caveats for part in caveat.split(". "))


@both
def test_every_finding_has_a_row_with_its_counts_and_its_number_or_the_reason(name: str) -> None:
    study = TRIAL if name == "evaluate" else RECORD
    text = words(page_of(name)).replace("&#39;", "'").replace("&gt;", ">")
    for finding in study.document.findings:
        if finding.estimate is not None and finding.estimate.events is not None:
            assert f"{finding.estimate.events:,} of " in text
        for caveat in finding.caveats:
            assert caveat in text
        if len(finding.sensitivity) <= numbers.FEW:
            assert all(f"If {row.assumption}: " in text for row in finding.sensitivity)


@both
def test_many_assumptions_are_told_by_their_widest_range(name: str) -> None:
    study = TRIAL if name == "evaluate" else RECORD
    page = page_of(name)
    table = words(page[page.index('id="every-number"') :])
    many = [f for f in study.document.findings if len(f.sensitivity) > numbers.FEW]
    assert bool(many) == (name == "audit")
    assert ("At widest" in table) == bool(many)
    for finding in many:
        low, high = min(s.low for s in finding.sensitivity), max(s.high for s in finding.sensitivity)
        told = Told(finding, QUANTITIES[finding.quantity])
        assert f" {values.spread(told, low, high)} " in table


def test_a_page_of_a_curve_of_1500_vertices_stays_below_a_megabyte() -> None:
    n = 40_000
    columns = {"fmr": [(i + 1) / n for i in range(n)], "fnmr": [1 - i / n for i in range(n)]}
    dense = replace(TRIAL, series=(Series("det", columns, {}), *TRIAL.series[1:]))
    page = html.render(dense)
    assert len(page) > len(page_of("evaluate"))
    assert len(page.encode()) < 1_000_000


def test_a_record_of_five_thousand_deployments_stays_below_a_megabyte() -> None:
    assert len(html.render(samples.audit(days=5000)).encode()) < 1_000_000


@both
def test_a_file_name_that_is_markup_is_shown_and_not_obeyed(name: str) -> None:
    hostile = "<script>alert(1)</script>&\"'.csv"
    study = samples.evaluate(steps=20, name=hostile) if name == "evaluate" else samples.audit(days=10, name=hostile)
    page = html.render(replace(study, series=()))
    assert "<script" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;&amp;" in page


def test_markup_in_places_periods_and_assumptions_is_shown_and_not_obeyed() -> None:
    hostile = "<img src=x onerror=1>"
    series = dict(RECORD.series[0].columns)
    series["place"] = [hostile] * len(RECORD.series[0])
    series["period"] = [hostile] * 20 + ["later"] * (len(RECORD.series[0]) - 20)
    study = replace(RECORD, series=(Series("deployments", series, {}),))
    page = html.render(study, title=hostile)
    assert "<img" not in page
    assert "&lt;img src=x onerror=1&gt;" in page


def test_only_what_the_contract_names_reaches_the_page() -> None:
    canary = "canary-7f3a"
    extra = Series("internal", {"subject": [canary]}, {"subject": "identifier"})
    page = html.render(replace(TRIAL, series=(*TRIAL.series, extra)))
    assert canary not in page
    assert page == page_of("evaluate")


def test_made_up_evidence_is_called_so_at_the_top_and_in_every_chart() -> None:
    page = page_of("evaluate")
    assert "Made-up data." in page
    charts = re.findall(r'<svg\b[^>]*class="chart[^>]*>.*?</svg>', page, flags=re.DOTALL)
    assert len(charts) == 4
    assert all(SYNTHETIC in chart for chart in charts)
    real = html.render(samples.evaluate(steps=20, synthetic=False))
    assert SYNTHETIC not in real
    assert "Made-up" not in words(real)


def test_a_study_without_series_still_has_its_findings() -> None:
    page = html.render(Study(document=TRIAL.document, quantities=QUANTITIES))
    assert 'class="chart' not in page
    rows = re.findall(
        r'<th scope="row">', page[page.index('id="numbers"') : page.index("</table>", page.index('id="numbers"'))]
    )
    assert len(rows) == len(TRIAL.document.findings)


def test_a_study_without_caveats_or_findings_renders() -> None:
    page = html.render(replace(changed(TRIAL, caveats=(), findings=()), series=()))
    assert 'class="caveats"' not in page


def test_rows_read_are_shown_as_used_and_refused() -> None:
    assert "499,513 rows read = 499,501 used + 12 refused" in words(page_of("evaluate"))


def test_a_percentage_and_one_in_so_many_are_not_torn_apart_at_the_end_of_a_line() -> None:
    page = page_of("evaluate")
    body = re.sub(r"<(style|svg)\b.*?</\1>", " ", page, flags=re.DOTALL)
    assert not re.search(r"\d %", body)
    assert not re.search(r"\b1 in \d", body)


def test_a_title_of_ones_own_stands_in_the_bar_and_on_every_sheet_of_paper() -> None:
    page = html.render(Study(document=RECORD.document, quantities=QUANTITIES), title='Gate "4"')
    assert '<span class="of">Gate &#34;4&#34;</span>' in page
    assert '@top-left{content:"Gate \\"4\\""' in page


def test_a_title_cannot_leave_the_style_sheet() -> None:
    page = html.render(Study(document=RECORD.document, quantities=QUANTITIES), title="</style><b>\\")
    assert "</style><b>" not in page
    assert page.count("</style>") == 1


COMMAND = 'bystander evaluate "trial <1>.csv" --by sex'


def test_the_command_stands_at_the_foot_with_the_evidence_and_on_paper() -> None:
    page = html.render(changed(TRIAL, command=COMMAND))
    text = words(page).replace("&#34;", '"').replace("&lt;", "<").replace("&gt;", ">")
    assert text.count(COMMAND) == 1
    assert COMMAND in text[text.index("Every number is also in findings.json") - 400 :]
    assert '@bottom-left{content:"bystander evaluate \\"trial \\3c 1>.csv\\" --by sex"' in page
    assert "@bottom-left" in page_of("evaluate")
    assert "What made this page" not in page_of("evaluate")  # a study that no door asked for has none


def test_paper_tells_the_version_and_the_first_digits_of_each_hash() -> None:
    (note,) = TRIAL.document.evidence
    notes = [note.model_copy(update={"sha256": digit * 64}).model_dump() for digit in "abc"]
    page = html.render(changed(TRIAL, evidence=notes))
    (margin,) = re.findall(r'@top-right{content:"([^"]*)"', page)
    assert margin == f"bystander {TRIAL.document.made_by['bystander']}, sha256 aaaaaaaa, bbbbbbbb, ..."


def test_a_long_command_is_cut_in_the_margin_and_whole_at_the_foot() -> None:
    long = "bystander evaluate " + " ".join(f"shard-{i}.csv" for i in range(60))
    page = html.render(changed(TRIAL, command=long))
    (margin,) = re.findall(r'@bottom-left{content:"([^"]*)"', page)
    assert "…" in margin
    assert len(margin) <= 150
    assert long in words(page)
