"""The report: one self-contained HTML page, verdict first, readable without scripts, in the dark and on paper.

The page holds no time and no path: the same study gives the same bytes. It loads nothing and runs nothing;
its content security policy allows its one style sheet by hash.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from bystander.findings import wording
from bystander.report import cards, claim_page, conventions, requirements
from bystander.report.glossary import glossary
from bystander.report.policy import content_security_policy
from bystander.report.rows import rows_table

if TYPE_CHECKING:
    from jinja2 import Environment

    from bystander.findings import Document, Study
    from bystander.plots.chart import Chart, Table

TOP_CAVEATS = 3  # as many as a reader will bear in mind; the others follow further down
_PERCENT = re.compile(r"(?<=\d) %")
_RATE = re.compile(r"\b1 in (?=\d)")
_STUDIES = {"evaluate": "Evaluation", "audit": "Audit", "crowd": "Crowd", "compare": "Comparison"}


@dataclass(frozen=True)
class Figure:
    """A chart with both of its drawings, one for wide screens and paper, one for narrow screens."""

    chart: Chart
    wide: str
    narrow: str


def render(study: Study, *, title: str | None = None) -> str:
    """Return the page of a study; ``title`` replaces "Evaluation of FILE" as its heading.

    Charts whose series the study lacks are left out; the findings say why there is no number.
    """
    document = study.document
    if document.claim is not None:
        return claim_page.render(study)
    figures = _figures(study)
    found = cards.chapters(document, study.quantities)
    caveats = cards.numbered_caveats(document)
    style = _style()
    return (
        _environment()
        .get_template("page.html.j2")
        .render(
            title=title
            or document.title
            or f"{_STUDIES[document.study]} of {wording.listed([e.name for e in document.evidence])}",
            eyebrow=f"Bystander · {_STUDIES[document.study].lower()}",
            summary=_summary(document),
            document=document,
            policy=content_security_policy(style),
            style=style,
            top_caveats=caveats[: min(TOP_CAVEATS, len(document.caveats))],
            caveats=caveats,
            figures=figures,
            required=requirements.section(study),
            chapters=found,
            glance=cards.glance(found),
            conventions=conventions.conventions(document),
            methods=conventions.methods(document),
            glossary=glossary(
                _text(document, [f.chart for f in figures]),
                [study.quantities[finding.quantity] for finding in document.findings],
            ),
            count=wording.count,
            rows_table=rows_table,
            listed=wording.listed,
        )
    )


def _figures(study: Study) -> list[Figure]:
    """Draw what the study has series for, the most telling picture first; what was required has its own section."""
    from bystander.plots import export
    from bystander.plots.chart import NARROW, WIDE
    from bystander.plots.charts import charts

    return [
        Figure(c, export.inline(c, WIDE), export.inline(c, NARROW)) for c in charts(study) if c.name != "requirements"
    ]


def _summary(document: Document) -> list[str]:
    """Say in a line what was looked at."""
    lines = []
    for note in document.evidence:
        if note.kind == "scenario":
            lines.append(f"{note.name}: scenario of a crowd")
            continue
        rows = (
            wording.plural(note.rows_used, "row")
            if note.kind != "comparisons"
            else wording.plural(note.rows_used, "comparison")
        )
        people = "" if note.people is None else f" of {wording.plural(note.people, 'person', 'people')}"
        kind = "" if note.kind == "comparisons" else f"{note.kind}, "
        lines.append(f"{note.name}: {kind}{rows}{people}")
    return lines


def _text(document: Document, charts: list[Chart]) -> str:
    """Return the words of the page, for finding out which terms need explaining."""
    said = [*document.verdict, *document.caveats]
    for finding in document.findings:
        said += [finding.question, finding.answer, finding.unit, *finding.caveats]
    for chart in charts:
        said += [chart.title, chart.reading, *_words(chart.table)]
    said += ["interval"] if any(f.estimate for f in document.findings) else []
    said += ["effective"] if any(f.estimate and f.estimate.effective_trials for f in document.findings) else []
    return "\n".join(said)


def _words(table: Table) -> list[str]:
    return [table.caption, *table.head]


@cache
def _style() -> str:
    from bystander.plots import theme

    templates = files("bystander.report").joinpath("templates")
    sheet = "".join(templates.joinpath(name).read_text(encoding="utf-8") for name in ("report.css", "requirements.css"))
    light, dark = theme.variables(dark=False), theme.variables(dark=True)
    return (
        f":root{{color-scheme:light dark;{light}}}\n"
        f"@media screen and (prefers-color-scheme:dark){{:root{{{dark}}}}}\n"
        f"{theme.css()}\n{sheet}"
    )


@cache
def _environment() -> Environment:
    from jinja2 import Environment, PackageLoader, StrictUndefined

    return Environment(
        loader=PackageLoader("bystander.report", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        finalize=_unbroken,
    )


def _unbroken(value: object) -> object:
    """Keep "95 %" and "1 in 6,000" on one line; what is marked as safe (style, drawings) stays as it is."""
    if not isinstance(value, str) or hasattr(value, "__html__"):
        return value
    return _RATE.sub("1\u00a0in\u00a0", _PERCENT.sub("\u00a0%", value))
