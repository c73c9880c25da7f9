"""The pages and what their forms do."""

from __future__ import annotations

import asyncio
import secrets
from contextlib import asynccontextmanager, suppress
from dataclasses import replace
from importlib.resources import files
from typing import TYPE_CHECKING

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.responses import HTMLResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route

from bystander.errors import EvidenceError, Problem
from bystander.serve import pages
from bystander.serve.guard import RESULT, Guard
from bystander.serve.jobs import Job, Jobs, TooManyJobsError
from bystander.serve.supervision import UNPACKED, in_a_process
from bystander.serve.uploads import declared, store, uploads
from bystander.serve.work import Declared

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from starlette.requests import Request

COOKIE = "bystander"
MOST_FILES = 20
MINUTE = 60.0
LOCAL = frozenset({"127.0.0.1", "localhost", "::1"})
TYPES = {"html": "text/html; charset=utf-8", "json": "application/json", "parquet": "application/octet-stream"}


class Server:
    """The endpoints, and the jobs behind them."""

    def __init__(self, *, limit: int) -> None:
        self._declared: dict[str, Declared] = {}
        self._most = UNPACKED * limit
        self._jobs = Jobs(self._work)

    def _work(self, job: Job) -> None:
        in_a_process(job, self._declared.pop(job.token, Declared()), most=self._most)

    @asynccontextmanager
    async def lifespan(self, app: Starlette) -> AsyncIterator[None]:
        """Forget from time to time, and everything when the server stops."""
        del app

        async def now_and_then() -> None:
            while True:
                await asyncio.sleep(MINUTE)
                await run_in_threadpool(self._jobs.forget_old)

        forgetting = asyncio.create_task(now_and_then())
        yield
        forgetting.cancel()
        with suppress(asyncio.CancelledError):
            await forgetting
        await run_in_threadpool(self._jobs.close)

    async def start(self, request: Request) -> Response:
        """Return the first page."""
        return _known(request, HTMLResponse(pages.start()))

    async def evidence(self, request: Request) -> Response:
        """Take in evidence and go to the page of its job."""
        owner = request.cookies.get(COOKIE) or secrets.token_urlsafe(32)
        try:
            job = self._jobs.new(owner)  # its place is taken before anything arrives, so that uploads are limited too
        except TooManyJobsError:
            return HTMLResponse(pages.start(problem="Too many files are being worked on. Try again soon."), 503)
        try:
            problem = await self._arrive(request, job)
        except BaseException:
            self._jobs.forget(job)
            raise
        if problem:
            self._jobs.forget(job)
            return HTMLResponse(pages.start(problem=problem), 422)
        self._jobs.start(job)
        return _known(request, RedirectResponse(f"/jobs/{job.token}", 303), owner)

    async def _arrive(self, request: Request, job: Job) -> str:
        """Store the files of a form in the folder of a job; give what is wrong with the form, if anything is."""
        async with request.form(max_files=MOST_FILES, max_fields=20) as form:
            given = uploads(form, "files")
            truth = uploads(form, "truth")
            if not given:
                return "No file arrived. Choose one, then press the button."
            try:
                said = declared(form)
            except ValueError as error:
                return str(error)
            names = await run_in_threadpool(store, [*given, *truth], job.folder / "given")
            self._declared[job.token] = replace(said, truth=names[-1]) if truth else said
        return ""

    async def job_page(self, request: Request) -> Response:
        """Show how far a job is, or its answer."""
        job = self._jobs.find(request.path_params["token"], request.cookies.get(COOKIE))
        if job is None:
            return HTMLResponse(pages.gone(), 404)
        return HTMLResponse(pages.job(job, before=self._jobs.before(job)), 422 if job.stage == "unusable" else 200)

    async def job_file(self, request: Request) -> Response:
        """Return a file of the answer to its owner."""
        job = self._jobs.find(request.path_params["token"], request.cookies.get(COOKIE))
        name = request.path_params["name"]
        if job is None or name not in job.files:
            return HTMLResponse(pages.gone(), 404)
        kind = TYPES[name.rpartition(".")[2]]
        headers = dict(RESULT)
        if not name.endswith(".html") or "save" in request.query_params:
            headers["Content-Disposition"] = f'attachment; filename="{name}"'
        return Response(job.files[name], media_type=kind, headers=headers)

    async def forget(self, request: Request) -> Response:
        """Drop a job at its owner's wish."""
        job = self._jobs.find(request.path_params["token"], request.cookies.get(COOKIE))
        if job is not None:
            await run_in_threadpool(self._jobs.forget, job)
        return RedirectResponse("/", 303)

    async def scenario(self, request: Request) -> Response:
        """Return a scenario to edit."""
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
        return HTMLResponse(made, headers=RESULT)

    async def asset(self, request: Request) -> Response:
        """Return style and script of these pages."""
        name = request.path_params["name"]
        if name == "style.css":
            return Response(pages.style(), media_type="text/css")
        if name == "drop.js":
            script = (files("bystander.serve") / "templates" / "drop.js").read_text("utf-8")
            return Response(script, media_type="text/javascript")
        return PlainTextResponse("There is nothing here.", 404)


def application(*, hosts: frozenset[str] = LOCAL, limit: int = 2_000_000_000, numbers: bool = False) -> Starlette:
    """Return the server's application.

    ``hosts``: names that it answers to; ``numbers``: and to any address written in numbers. ``limit``: bytes of a
    request.
    """
    server = Server(limit=limit)
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
    handlers = {HTTPException: _told}
    return Starlette(
        exception_handlers=handlers,
        routes=routes,
        middleware=[Middleware(Guard, hosts=hosts, limit=limit, numbers=numbers)],
        lifespan=server.lifespan,
    )


async def _told(request: Request, error: Exception) -> Response:
    """Say in a page what starlette says in a line: nothing there, a form that cannot be read."""
    del request
    status = error.status_code if isinstance(error, HTTPException) else 500
    if status == 404:
        return HTMLResponse(pages.gone(), status)
    return HTMLResponse(pages.told("This did not arrive whole", "Go back and send the form once more."), status)


def _known(request: Request, response: Response, owner: str | None = None) -> Response:
    """Return a visitor the cookie by which their jobs are theirs, if they have none."""
    if COOKIE not in request.cookies:
        token = owner or secrets.token_urlsafe(32)
        response.set_cookie(COOKIE, token, httponly=True, samesite="strict", path="/")
    return response


def _crowd(text: str, wanted: str) -> str:
    from bystander.crowd.page import state
    from bystander.crowd.scenario_file import read_scenario_text

    try:
        read = read_scenario_text(text)
    except RecursionError:
        found = Problem(code="SC01", severity="error", found="brackets within brackets without end", do="close them")
        raise EvidenceError("scenario", [found]) from None
    if wanted == "report":
        from bystander.api.verbs import consequences
        from bystander.report.html import render

        return render(consequences(read).study)
    from bystander.explorer.build import page

    return page([state(read)])
