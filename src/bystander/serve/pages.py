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
from bystander.serve.fields import NAMED, grouped
from bystander.serve.said import Said
from bystander.serve.words import in_words, of_the_page

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from jinja2 import Environment

    from bystander.errors import Problem
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
    "source",
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
        "start.html.j2", title="What does your evidence support?", problem=problem, names=examples.names(),
        groups=grouped(), given=Said(), templates=TEMPLATES.values(), endings=WRITERS,
    )  # fmt: skip


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
        stages=list(STAGES.items()),
        reached=list(STAGES).index(found.stage) if found.stage in STAGES else len(STAGES),
    )


def scenario(text: str, *, chosen: str = "", problems: Sequence[Problem] = ()) -> str:
    """Return the page on which a scenario is picked and edited; the text is kept where it was wrong."""
    return _page(
        "scenario.html.j2", title="A crowd", text=text, chosen=chosen, problems=list(problems), names=examples.names()
    )


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
    return _environment().get_template(template).render(**values)


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
