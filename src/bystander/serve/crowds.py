"""A crowd is filled in, and becomes the answer as it stands, the page of the crowd, its report or its file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.concurrency import run_in_threadpool
from starlette.responses import HTMLResponse, Response

from bystander.crowd import examples
from bystander.crowd.scenario_file import read_scenario_text
from bystander.errors import EvidenceError, Problem
from bystander.serve import pages
from bystander.serve.crowd_form import FIELDS, Filled, filled, texts_of
from bystander.serve.guard import RESULT

if TYPE_CHECKING:
    from starlette.requests import Request

    from bystander.crowd.scenario import Scenario

LARGEST = 1_000_000  # bytes of a field: the whole scenario may be one
ANSWER, PAGE, REPORT, FILE = "answer", "page", "report", "file"  # what the buttons ask for


async def form(request: Request) -> Response:
    """Return the form, filled in with a scenario that ships with the package, and its answer."""
    name = request.query_params.get("example", examples.names()[0])
    if name not in examples.names():
        return HTMLResponse(pages.gone(), 404)
    text = examples.text(name)
    texts = texts_of(read_scenario_text(text, name=name))
    given = Filled(texts=texts or {}, text=text)
    return HTMLResponse(await run_in_threadpool(_answered, given, chosen=name, as_text=texts is None))


async def made(request: Request) -> Response:
    """Turn what was filled in, or a scenario's own text, into what its button asks for."""
    async with request.form(max_files=0, max_fields=len(FIELDS) + 3, max_part_size=LARGEST) as sent:
        texts = {name: value.replace("\r\n", "\n") for name, value in sent.items() if isinstance(value, str)}
    wanted, as_text = texts.get("wanted", PAGE), "scenario" in texts
    given = Filled(texts={}, text=texts["scenario"]) if as_text else filled(texts)
    unfinished = bool(given.wrong or given.waits)
    try:
        if wanted == ANSWER or unfinished:
            page = await run_in_threadpool(_answered, given, as_text=as_text)
            return HTMLResponse(page, 422 if unfinished else 200)
        if wanted == FILE:
            read(given.text)
            headers = {"Content-Disposition": 'attachment; filename="crowd.toml"'}
            return Response(given.text, media_type="application/toml", headers=headers)
        return HTMLResponse(await run_in_threadpool(_page, read(given.text), wanted), headers=RESULT)
    except EvidenceError as error:
        return HTMLResponse(pages.scenario(given, as_text=as_text, problems=error.problems), 422)


def read(text: str) -> Scenario:
    """Read a scenario, without any file. Raises ScenarioError."""
    try:
        return read_scenario_text(text)
    except RecursionError:
        found = Problem(code="SC01", severity="error", found="brackets within brackets without end", do="close them")
        raise EvidenceError("scenario", [found]) from None


def _answered(given: Filled, *, chosen: str = "", as_text: bool) -> str:
    """Return the form with the answer as it stands; days are simulated for a report only, as that takes long."""
    if given.waits:
        return pages.scenario(given, as_text=as_text)
    from bystander.api.verbs import consequences

    scenario = read(given.text).model_copy(update={"simulation": None})
    return pages.scenario(given, as_text=as_text, chosen=chosen, scenario=scenario, study=consequences(scenario).study)


def _page(scenario: Scenario, wanted: str) -> str:
    if wanted == REPORT:
        from bystander.api.verbs import consequences
        from bystander.report.html import render

        return render(consequences(scenario).study)
    from bystander.explorer.build import page
    from bystander.explorer.states import state_of

    return page([state_of(scenario)])
