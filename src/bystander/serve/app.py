"""The pages and what their forms do."""

from __future__ import annotations

import secrets
from contextlib import asynccontextmanager
from importlib.resources import files
from typing import TYPE_CHECKING

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.middleware import Middleware
from starlette.responses import HTMLResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route

from bystander.errors import EvidenceError
from bystander.serve import pages
from bystander.serve.guard import FRAMES, Guard
from bystander.serve.jobs import Job, Jobs, TooManyJobsError
from bystander.serve.work import Declared, answer, safe_name

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from starlette.datastructures import FormData, UploadFile
    from starlette.requests import Request

COOKIE = "bystander"
MOST_FILES = 20
LOCAL = frozenset({"127.0.0.1", "localhost", "::1"})
TYPES = {"html": "text/html; charset=utf-8", "json": "application/json", "parquet": "application/octet-stream"}


class Server:
    """The endpoints, and the jobs behind them."""

    def __init__(self) -> None:
        self._declared: dict[str, Declared] = {}
        self._jobs = Jobs(lambda job: answer(job, self._declared.pop(job.token, Declared())))

    @asynccontextmanager
    async def lifespan(self, app: Starlette) -> AsyncIterator[None]:
        """Clean up when the server stops."""
        del app
        yield
        self._jobs.close()

    async def start(self, request: Request) -> Response:
        """Give the first page."""
        return _known(request, HTMLResponse(pages.start()))

    async def evidence(self, request: Request) -> Response:
        """Take in evidence and go to the page of its job."""
        owner = request.cookies.get(COOKIE) or secrets.token_urlsafe(32)
        async with request.form(max_files=MOST_FILES, max_fields=20) as form:
            uploads = [f for f in form.getlist("files") if not isinstance(f, str) and f.filename]
            if not uploads:
                return HTMLResponse(pages.start(problem="No file arrived. Choose one, then press the button."), 422)
            try:
                said = _declared(form)
            except ValueError:
                return HTMLResponse(pages.start(problem="The score written for failures is not a number."), 422)
            try:
                job = self._jobs.new(owner)
            except TooManyJobsError:
                return HTMLResponse(pages.start(problem="Too many files are being worked on. Try again soon."), 503)
            self._declared[job.token] = said
            await run_in_threadpool(_store, uploads, job)
        self._jobs.start(job)
        return _known(request, RedirectResponse(f"/jobs/{job.token}", 303), owner)

    async def job_page(self, request: Request) -> Response:
        """Show how far a job is, or its answer."""
        job = self._jobs.find(request.path_params["token"], request.cookies.get(COOKIE))
        if job is None:
            return HTMLResponse(pages.gone(), 404)
        return HTMLResponse(pages.job(job, before=self._jobs.before(job)), 422 if job.stage == "unusable" else 200)

    async def job_file(self, request: Request) -> Response:
        """Give a file of the answer to its owner."""
        job = self._jobs.find(request.path_params["token"], request.cookies.get(COOKIE))
        name = request.path_params["name"]
        if job is None or name not in job.files:
            return HTMLResponse(pages.gone(), 404)
        kind = TYPES[name.rpartition(".")[2]]
        headers = {"Content-Security-Policy": FRAMES}
        if not name.endswith(".html"):
            headers["Content-Disposition"] = f'attachment; filename="{name}"'
        return Response(job.files[name], media_type=kind, headers=headers)

    async def forget(self, request: Request) -> Response:
        """Drop a job at its owner's wish."""
        job = self._jobs.find(request.path_params["token"], request.cookies.get(COOKIE))
        if job is not None and job.ended:
            self._jobs.forget(job)
        return RedirectResponse("/", 303)

    async def scenario(self, request: Request) -> Response:
        """Give a scenario to edit."""
        from bystander.crowd import examples

        name = request.query_params.get("example", examples.names()[0])
        if name not in examples.names():
            return HTMLResponse(pages.gone(), 404)
        return HTMLResponse(pages.scenario(examples.text(name), chosen=name))

    async def crowd(self, request: Request) -> Response:
        """Turn a scenario into the page or the report."""
        async with request.form(max_files=0, max_fields=5, max_part_size=1_000_000) as form:
            text, wanted = str(form.get("scenario", "")), str(form.get("wanted", "page"))
        try:
            made = await run_in_threadpool(_crowd, text.replace("\r\n", "\n"), wanted)
        except EvidenceError as error:
            return HTMLResponse(pages.scenario(text, problems=error.problems), 422)
        return HTMLResponse(made, headers={"Content-Security-Policy": FRAMES})

    async def asset(self, request: Request) -> Response:
        """Give style and script of these pages."""
        name = request.path_params["name"]
        if name == "style.css":
            return Response(pages.style(), media_type="text/css")
        if name == "drop.js":
            script = (files("bystander.serve") / "templates" / "drop.js").read_text("utf-8")
            return Response(script, media_type="text/javascript")
        return PlainTextResponse("There is nothing here.", 404)


def application(*, hosts: frozenset[str] = LOCAL, limit: int = 2_000_000_000) -> Starlette:
    """Give the server's application. ``hosts``: names that it answers to. ``limit``: bytes of a request."""
    server = Server()
    routes = [
        Route("/", server.start),
        Route("/evidence", server.evidence, methods=["POST"]),
        Route("/jobs/{token}", server.job_page),
        Route("/jobs/{token}/forget", server.forget, methods=["POST"]),
        Route("/jobs/{token}/{name}", server.job_file),
        Route("/scenario", server.scenario),
        Route("/crowd", server.crowd, methods=["POST"]),
        Route("/static/{name}", server.asset),
    ]
    return Starlette(routes=routes, middleware=[Middleware(Guard, hosts=hosts, limit=limit)], lifespan=server.lifespan)


def _known(request: Request, response: Response, owner: str | None = None) -> Response:
    """Give a visitor the cookie by which their jobs are theirs, if they have none."""
    if COOKIE not in request.cookies:
        token = owner or secrets.token_urlsafe(32)
        response.set_cookie(COOKIE, token, httponly=True, samesite="strict", path="/")
    return response


def _declared(form: FormData) -> Declared:
    failed = str(form.get("failed", "")).strip()
    return Declared(distance=form.get("direction") == "distance", failed_scores=(float(failed),) if failed else ())


def _store(uploads: list[UploadFile], job: Job) -> None:
    import shutil

    taken: set[str] = set()
    for number, upload in enumerate(uploads, 1):
        name = safe_name(upload.filename or "", number)
        name = f"{number}-{name}" if name in taken else name
        taken.add(name)
        with (job.folder / name).open("xb") as file:
            shutil.copyfileobj(upload.file, file, 1 << 20)


def _crowd(text: str, wanted: str) -> str:
    from bystander.crowd.page import state
    from bystander.crowd.scenario_file import read_scenario_text

    read = read_scenario_text(text)
    if wanted == "report":
        from bystander.library import crowd
        from bystander.report.html import render

        return render(crowd(read).study)
    from bystander.explorer.build import page

    return page([state(read)])
