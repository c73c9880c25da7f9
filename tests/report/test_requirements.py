"""The section of a report on what was required."""

from __future__ import annotations

import re

from bystander.report.html import render
from bystander.report.requirements import section
from tests.plots.sample_charts import required
from tests.report import samples


def test_a_report_without_requirements_has_no_such_section() -> None:
    study = samples.audit(days=10)
    assert section(study) is None
    assert 'id="required"' not in render(study)


def test_every_requirement_stands_there_once_with_number_limit_verdict_and_reason() -> None:
    study = required()
    page = render(study).replace("\u00a0", " ")
    part = page[page.index('<section id="required"') : page.index("</section>", page.index('<section id="required"'))]
    asked = [f.requirement for f in study.document.findings if f.requirement is not None]
    for one in asked:
        assert part.count(f"<strong>{one.name}</strong>") == 1
        assert one.why.replace("&", "&amp;") in part
        assert page.count(one.why) == 1  # each fact once
    assert page.count("Of four requirements, one is met and one is not. Two cannot be shown.") == 1  # first screen
    assert part.count("url(#rq-lines)") == 1
    assert "certifies nothing." in part


def test_the_section_styles_nothing_by_attribute_which_the_policy_would_refuse() -> None:
    page = render(required())
    assert re.findall(r"<[^>]* style=", page) == []
