"""The server's own pages, in the clothes of the report."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from bystander.claims import examples as claims
from bystander.crowd import examples
from bystander.evidence.templates import TEMPLATES, WRITERS
from bystander.look import style as look
from bystander.look.logo import LOGO
from bystander.quantities.crowd import PER_HOUR
from bystander.report.screen import first_screen, marked
from bystander.serve.crowd_form import CROWD, per_cent
from bystander.serve.examples import EXAMPLES
from bystander.serve.fields import NAMED, SECOND, grouped
from bystander.serve.said import Said
from bystander.serve.words import in_words, of_the_page
from bystander.studies.crowd.words import amount

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from jinja2 import Environment

    from bystander.crowd.scenario import Scenario
    from bystander.errors import Problem
    from bystander.findings import Study
    from bystander.serve.crowd_form import Filled
    from bystander.serve.jobs import Job

STAGES = {
    "arriving": "Receiving the files",
    "waiting": "Waiting for its turn",
    "reading": "Reading the files",
    "checking": "Looking for problems",
    "counting": "Counting errors and working out how sure they are",
    "drawing": "Drawing the report",
}
CLAIM = (
    "text",
    "value",
    "counts",
    "per",
    "as_said",
    "source",
    "judged_by",
    "denominator",
    "evidence",
    "people",
    "sought",
    "tpir",
)  # fields of a claim
ORDER = {"error": 0, "refused": 1, "warning": 2, "note": 3}


def start(*, problem: str = "") -> str:
    """Return the first page."""
    return _page(
        "start.html.j2", title="What does your evidence support?", problem=problem, examples=EXAMPLES.values(),
        groups=grouped(), given=Said(), templates=TEMPLATES, endings=WRITERS,
    )  # fmt: skip


def compare() -> str:
    """Return the page that takes the scores of two systems."""
    return _page("compare.html.j2", title="Which of two systems errs less?", second=SECOND, given=Said())


def job(found: Job, *, before: int) -> str:
    """Return the page of a job: how far it is, what it has to ask, or what came of it."""
    found = replace(found)  # work goes on while the page is made; its parts speak of one moment
    ranked = sorted(map(of_the_page, found.problems), key=lambda p: (ORDER[p.severity], p.code))
    stopping = [p for p in ranked if p.stops]
    titles = {
        "asking": "One more thing is needed",
        "done": "The report is ready",
        "unusable": "This cannot be used as it is",
        "failed": "Something went wrong",
    }
    return _page(
        "job.html.j2",
        title=titles.get(found.stage, "Working on it"),
        job=found,
        before=before,
        said=[in_words(line) for line in found.said],
        problems=ranked,
        stopping=stopping,
        rest=[p for p in ranked if not p.stops] if found.stage == "asking" else [],
        asked=[NAMED[name] for name in found.asked],
        because="p-1" if stopping else "said-1",
        groups=grouped(but=found.asked),
        more_asked=[NAMED[name] for name in found.more],
        nothing=Said(),
        stages=list(STAGES.items()),
        reached=list(STAGES).index(found.stage) if found.stage in STAGES else len(STAGES),
    )


def scenario(
    given: Filled,
    *,
    as_text: bool,
    chosen: str = "",
    scenario: Scenario | None = None,
    study: Study | None = None,
    problems: Sequence[Problem] = (),
) -> str:
    """Return the form of a crowd and the answer as it stands; what was written is kept where it was wrong.

    ``as_text``: the scenario is written as its file is, as the form has no field for all of it.
    """
    per_hour = None if study is None else next((f for f in study.document.findings if f.id == PER_HOUR.id), None)
    return _page(
        "scenario.html.j2", title="What would it do to a crowd?", given=given, as_text=as_text, chosen=chosen,
        scenario=scenario, screen=first_screen(study.document, study.first) if study else None, marked=marked,
        per_hour=amount(per_hour.estimate.value) if per_hour and per_hour.estimate else "", problems=list(problems),
        names=examples.names(), crowd=CROWD, per_cent=per_cent,
    )  # fmt: skip


def claim(said: Mapping[str, str], *, chosen: str = "", problems: Sequence[Problem] = ()) -> str:
    """Return the page on which a claim is written down; what was written is kept where it was wrong."""
    return _page(
        "claim.html.j2",
        title="A sentence",
        said={name: said.get(name, "") for name in CLAIM},
        chosen=chosen,
        problems=list(problems),
        names=claims.names(),
    )


def told(title: str, text: str) -> str:
    """Return a page that says one thing."""
    return _page("told.html.j2", title=title, text=text)


def gone() -> str:
    """Return the page for what is not there, or not the asker's."""
    return _page("gone.html.j2", title="There is nothing here")


@cache
def style() -> str:
    """Return the style sheet of all these pages."""
    sheet = (files("bystander.serve") / "templates" / "serve.css").read_text("utf-8")
    return look.style(sheet)


def _page(template: str, **values: object) -> str:
    return _environment().get_template(template).render(logo=LOGO, **values)


@cache
def _environment() -> Environment:
    from jinja2 import Environment, PackageLoader, StrictUndefined

    return Environment(
        loader=PackageLoader("bystander.serve", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
