"""The report: one self-contained HTML page, verdict first, readable without scripts, in the dark and on paper.

The page holds no time and no path: the same study gives the same bytes. It loads nothing and runs nothing;
its content security policy allows its one style sheet by hash.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files as files_of
from typing import TYPE_CHECKING

from bystander.findings import wording
from bystander.findings.first_screen import said
from bystander.look import signs
from bystander.look.logo import LOGO
from bystander.look.style import style
from bystander.report import claim_page, conventions, numbers, requirements
from bystander.report import screen as screens
from bystander.report.glossary import glossary
from bystander.report.policy import content_security_policy
from bystander.report.rows import rows_table
from bystander.report.unbroken import unbroken

if TYPE_CHECKING:
    from collections.abc import Sequence

    from jinja2 import Environment

    from bystander.findings import Document, Study
    from bystander.findings.section import Section
    from bystander.plots.chart import Chart, Table
    from bystander.report.cards import Card

_PAPER = """@page{size:A4;margin:17mm 14mm 16mm;
@top-left{content:"Bystander · TITLE";font:8pt sans-serif;color:#45515c}
@bottom-right{content:"Page " counter(page) " of " counter(pages);font:8pt sans-serif;color:#45515c}}"""
_STUDIES = {"evaluate": "Evaluation", "audit": "Audit", "crowd": "Crowd", "compare": "Comparison"}


@dataclass(frozen=True)
class File:
    """A file beside the reports: its name, what it is, and the command that reads it."""

    name: str
    what: str
    command: str


@dataclass(frozen=True)
class Part:
    """A section with its chart, drawn; None where the study has none."""

    section: Section
    figure: Figure | None


@dataclass(frozen=True)
class Figure:
    """A chart with both of its drawings, one for wide screens and paper, one for narrow screens."""

    chart: Chart
    wide: str
    narrow: str


def render(study: Study, *, title: str | None = None) -> str:
    """Return the page of a study; ``title`` replaces "Evaluation of FILE" in its bar.

    Charts whose series the study lacks are left out; the findings say why there is no number.
    """
    document = study.document
    if document.claim is not None:
        return claim_page.render(study)
    screen = screens.first_screen(document, study.first)
    leading = screens.chart_of(screen.picture)
    required = requirements.section(study)
    if required is not None:
        screen = replace(screen, beside=(said(required.summary), *screen.beside))
    figures = _figures(study)
    by_name = {f.chart.name: f for f in figures}
    sections = [Part(section, by_name.get(section.chart)) for section in study.sections]
    shown = {leading, *screens.stands_for(screen.picture), *(section.chart for section in study.sections)}
    title = title or document.title or f"{_STUDIES[document.study]} of {_names(document)}"
    style = _style(title)
    told = numbers.chapters(document, study.quantities)
    above = {str(caveat): caveat.claim for caveat in screens.shown(screen)}  # its reason stands on the first screen
    return (
        _environment()
        .get_template("page.html.j2")
        .render(
            title=title,
            logo=LOGO,
            document=document,
            screen=screen,
            top_caveats=screens.shown(screen),
            policy=content_security_policy(style),
            style=style,
            required=required,
            caveats=[above.get(text, text) for text in numbers.numbered_caveats(document)],
            lead_figure=by_name.get(leading),
            sections=sections,
            figures=[f for f in figures if f.chart.name not in shown],
            chapters=told,
            glance=_glance(document),
            columns=numbers.columns(told),
            level=f"{document.conventions.level * 100:g}",
            conventions=conventions.conventions(document),
            methods=numbers.methods(document),
            limits=conventions.limits(document),
            glossary=glossary(
                _text(document, [f.chart for f in figures]),
                [study.quantities[finding.quantity] for finding in document.findings],
            ),
            count=wording.count,
            rows_table=rows_table,
            **screens.HELPERS,
        )
    )


def index(cards: Sequence[Card], files: Sequence[File], *, crowd: str) -> str:
    """Return the first page of several reports: a card each, and the files behind them; ``crowd``: the crowd page."""
    sheet = files_of("bystander.report").joinpath("templates", "index.css").read_text(encoding="utf-8")
    whole = style(sheet)
    return (
        _environment()
        .get_template("index.html.j2")
        .render(
            cards=cards, files=files, crowd=crowd, logo=LOGO, style=whole, policy=content_security_policy(whole),
            dots=signs.dots(),
        )
    )  # fmt: skip


def _names(document: Document) -> str:
    return wording.listed([e.name for e in document.evidence])


def _glance(document: Document) -> str:
    """Say how many numbers there are, and how many there are not."""
    missing = sum(f.estimate is None for f in document.findings)
    found = wording.plural(len(document.findings) - missing, "number")
    return f"{found}, a row each" + (f"; {missing} cannot be shown, with the reason" if missing else "")


def _figures(study: Study) -> list[Figure]:
    """Draw what the study has series for, the most telling picture first; what was required has its own section."""
    from bystander.plots import export
    from bystander.plots.chart import NARROW, WIDE
    from bystander.plots.charts import charts

    return [
        Figure(c, export.inline(c, WIDE), export.inline(c, NARROW)) for c in charts(study) if c.name != "requirements"
    ]


def _text(document: Document, charts: list[Chart]) -> str:
    """Return the words of the page, for finding out which terms need explaining."""
    said = [*document.verdict, *document.caveats]
    for finding in document.findings:
        said += [finding.unit, *finding.caveats]
    for chart in charts:
        said += [chart.title, chart.reading, *_words(chart.table)]
    said += ["interval"] if any(f.estimate for f in document.findings) else []
    said += ["effective"] if any(f.estimate and f.estimate.effective_trials for f in document.findings) else []
    return "\n".join(said)


def _words(table: Table) -> list[str]:
    return [table.caption, *table.head]


def _style(title: str) -> str:
    """Return the style sheet; on paper every page carries the title, its number and who made it."""
    templates = files_of("bystander.report").joinpath("templates")
    sheets = [templates.joinpath(name).read_text(encoding="utf-8") for name in ("report.css", "requirements.css")]
    head = title.replace("\\", "\\\\").replace('"', '\\"').replace("<", "\\3c ").replace("\n", " ")
    return style(*sheets, _PAPER.replace("TITLE", head))


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
    """Keep numbers and their words together; what is marked as safe (style, drawings) stays as it is."""
    return value if not isinstance(value, str) or hasattr(value, "__html__") else unbroken(value)
