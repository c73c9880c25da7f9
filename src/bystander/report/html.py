"""The report: one self-contained HTML page, verdict first, readable without scripts, in the dark and on paper.

The page holds no time and no path: the same study gives the same bytes. It loads nothing and runs nothing;
its content security policy allows its one style sheet by hash.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache, partial
from hashlib import sha256
from importlib.resources import files as files_of
from typing import TYPE_CHECKING, Any

from bystander.findings import wording
from bystander.findings.first_screen import said
from bystander.look import signs, tokens
from bystander.look.logo import LOGO
from bystander.look.style import nested, style
from bystander.plots import scores
from bystander.report import conventions, numbers, requirements
from bystander.report import screen as screens
from bystander.report.glossary import explained
from bystander.report.policy import content_security_policy
from bystander.report.rows import rows_table
from bystander.report.unbroken import unbroken

if TYPE_CHECKING:
    from collections.abc import Sequence

    from jinja2 import Environment

    from bystander.findings import Document, Study
    from bystander.findings.section import Section
    from bystander.plots.chart import Chart
    from bystander.report.cards import Card
    from bystander.report.chapters import Chapter

_PAPER = """@page{size:A4;margin:17mm 14mm 16mm;
@top-left{content:"%s";font:8pt sans-serif;color:%s}
@top-right{content:"%s";font:8pt sans-serif;color:%s;white-space:nowrap}
@bottom-right{content:counter(page) " of " counter(pages);font:8pt sans-serif;color:%s;white-space:nowrap}}
@page :first{@bottom-left{content:"%s";font:7pt monospace;color:%s}}"""
_LONGEST_COMMAND = 90  # characters of it in the margin of paper; the footer has all
_HASHES = 2  # files whose hash is told in the margin
_IDENTIFIER = re.compile(r'(\b(?:id|aria-labelledby)="|url\(#)')
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
        from bystander.report import claim_page

        return claim_page.render(study)
    figures = _figures(study)
    first = _first(study, figures)
    sections = [Part(section, first["by_name"].get(section.chart)) for section in study.sections]
    shown = first["shown"] | {section.chart for section in study.sections}
    if any(section.short for section in study.sections):  # scores and ranks of all say nothing of groups
        shown |= {*(kind.name for kind in scores.KINDS), "cmc"}
    required = requirements.section(study)
    if required is not None:  # the numbers of these bars are in the table of every number
        shown |= {"stops"}
    rows = numbers.rows(document, study.quantities)
    leading = [str(c) for c in first["top_caveats"]]
    told = numbers.chapters(document, rows, leading=leading)
    headings = {f.chart.title for f in figures}  # their reasons stand on the first screen
    above = {str(c): c.claim for c in first["screen"].caveats if c.claim.removesuffix(".") in headings}
    title = title or document.title or f"{_STUDIES[document.study]} of {_names(document)}"
    style = _style(title, document)
    methods = numbers.methods(document)
    page = partial(
        _environment().get_template("page.html.j2").render,
        title=title,
        logo=LOGO,
        policy=content_security_policy(style),
        style=style,
        required=required,
        caveats=[above.get(text, text) for text in numbers.caveats(document, rows, leading=leading).texts],
        sections=sections,
        figures=[f for f in figures if f.chart.name not in shown],
        chapters=told,
        glance=_glance(document, told),
        columns=numbers.columns(told),
        usual_people=numbers.usual_people(document),
        usual_methods=[m.letter for m in methods if m.term in numbers.usual_methods(rows)],
        level=f"{document.conventions.level * 100:g}",
        conventions=conventions.conventions(document),
        methods=methods,
        limits=conventions.limits(document),
        count=wording.count,
        rows_table=rows_table,
        **first,
    )
    return explained(page, study.quantities.declared)


def fragment(study: Study) -> str:
    """Return the first screen of a study as a part of another page, such as a notebook.

    Its style is nested in ``.bystander``, so it touches nothing else; it loads nothing. Identifiers carry a mark of
    the study, as the page around it may show several.
    """
    first = _first(study, _figures(study))
    made = _environment().get_template("fragment.html.j2").render(style=nested(_sheet("report.css")), **first)
    mark = sha256(study.document.to_json().encode()).hexdigest()[:8]
    return _IDENTIFIER.sub(rf"\g<1>b{mark}-", made)


def _first(study: Study, figures: Sequence[Figure]) -> dict[str, Any]:
    """Return what the template of the first screen shows."""
    screen = screens.first_screen(study.document, study.first)
    required = requirements.section(study)
    if required is not None:
        lead = replace(screen.lead, parts=(*screen.lead.parts, *said(f" {required.stricter}").parts))
        screen = replace(
            screen,
            beside=(said(required.named), *screen.beside),
            lead=lead if required.stricter else screen.lead,
            next=" ".join(text for text in (screen.next, required.would_show) if text),
        )
    leading = screens.chart_of(screen.picture)
    by_name = {f.chart.name: f for f in figures}
    return {
        "document": study.document, "screen": screen, "top_caveats": screens.shown(screen),
        "early": screens.is_tall(screen.picture, required=required is not None),  # caveats named above a picture
        "lead_figure": by_name.get(leading), "by_name": by_name,
        "shown": {leading, *screens.stands_for(screen.picture)}, **screens.HELPERS,
    }  # fmt: skip


def index(cards: Sequence[Card], files: Sequence[File], *, crowd: str) -> str:
    """Return the first page of several reports: a card each, and the files behind them; ``crowd``: the crowd page."""
    whole = style(_sheet("index.css"))
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


def _glance(document: Document, told: Sequence[Chapter]) -> str:
    """Say how many rows there are, how many numbers there are not, and how many are told by others."""
    lines = [line for chapter in told for line in chapter.lines]
    shown = [line for line in lines if not line.reason]
    missing = f"; {len(lines) - len(shown)} cannot be shown, with the reason" if len(shown) < len(lines) else ""
    left = sum(f.estimate is not None and f.requirement is None for f in document.findings) - len(shown)
    others = f"; {left} more in findings.json" if left else ""
    return f"{wording.plural(len(shown), 'number')}, a row each{missing}{others}"


def _figures(study: Study) -> list[Figure]:
    """Draw what the study has series for, the most telling picture first; what was required has its own section."""
    from bystander.plots import export
    from bystander.plots.chart import NARROW, WIDE
    from bystander.plots.charts import charts

    return [
        Figure(c, export.inline(c, WIDE), export.inline(c, NARROW)) for c in charts(study) if c.name != "requirements"
    ]


def _style(title: str, document: Document) -> str:
    """Return the style sheet; on paper every page carries title, version, hash and number. It has no date.

    The command stands on the first sheet.
    """
    made_by = " ".join(f"{name} {version}" for name, version in document.made_by.items())
    hashes = ", ".join(note.sha256[:8] for note in document.evidence[:_HASHES])
    told = f"{made_by}, sha256 {hashes}{', ...' if len(document.evidence) > _HASHES else ''}"
    grey = tokens.light("ink2")
    command = tokens.cut(document.command, _LONGEST_COMMAND)
    paper = _PAPER % (_in_css(title), grey, _in_css(told), grey, grey, _in_css(command), grey)
    return style(_sheet("report.css"), _sheet("requirements.css"), paper)


def _in_css(text: str) -> str:
    """Return a text as it stands between quotation marks of a style sheet."""
    return text.replace("\\", "\\\\").replace('"', '\\"').replace("<", "\\3c ").replace("\n", " ")


def _sheet(name: str) -> str:
    return files_of("bystander.report").joinpath("templates", name).read_text(encoding="utf-8")


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
