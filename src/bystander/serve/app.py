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

from bystander.evidence.templates import TEMPLATES, WRITERS
from bystander.serve import claims, crowds, pages
from bystander.serve.arrival import arrive
from bystander.serve.examples import EXAMPLES
from bystander.serve.guard import RESULT, Guard
from bystander.serve.jobs import Jobs, TooManyJobsError
from bystander.serve.said import FieldError, read
from bystander.serve.supervision import UNPACKED, in_a_process

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from starlette.requests import Request

    from bystander.serve.jobs import Job
    from bystander.serve.said import Said

COOKIE = "bystander"
MINUTE = 60.0
BUSY = "Too many files are being worked on. Try again soon."
LOCAL = frozenset({"127.0.0.1", "localhost", "::1"})
TYPES = {
    "html": "text/html; charset=utf-8", "json": "application/json", "parquet": "application/octet-stream",
    "csv": "text/csv; charset=utf-8", "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}  # fmt: skip


class Server:
    """The endpoints, and the jobs behind them."""

    def __init__(self, *, limit: int) -> None:
        self._most = UNPACKED * limit
        self._jobs = Jobs(self._work)

    def _work(self, job: Job) -> None:
        in_a_process(job, most=self._most)

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

    async def compare(self, request: Request) -> Response:
        """Return the page that takes two systems."""
        return _known(request, HTMLResponse(pages.compare()))

    async def evidence(self, request: Request) -> Response:
        """Take in evidence and go to the page of its job."""
        owner = request.cookies.get(COOKIE) or secrets.token_urlsafe(32)
        try:
            job = self._jobs.new(owner)  # its place is taken before anything arrives, so that uploads are limited too
        except TooManyJobsError:
            return HTMLResponse(pages.start(problem=BUSY), 503)
        try:
            arrived = await arrive(request, job)
        except BaseException:
            self._jobs.forget(job)
            raise
        if not job.evidence:
            self._jobs.forget(job)
            return HTMLResponse(pages.start(problem="No file arrived. Choose one, then press the button."), 422)
        self._go_on(job, arrived)
        return _known(request, RedirectResponse(f"/jobs/{job.token}", 303), owner)

    async def example(self, request: Request) -> Response:
        """Take evidence that ships with the package, as if it had been uploaded."""
        example = EXAMPLES.get(request.path_params["name"])
        if example is None:
            return HTMLResponse(pages.gone(), 404)
        owner = request.cookies.get(COOKIE) or secrets.token_urlsafe(32)
        try:
            job = self._jobs.new(owner)
        except TooManyJobsError:
            return HTMLResponse(pages.start(problem=BUSY), 503)
        await run_in_threadpool(example.write, job.folder / "given")
        job.evidence = (example.file,)
        self._go_on(job, replace(read(example.said), made_up=example.made_up))
        return _known(request, RedirectResponse(f"/jobs/{job.token}", 303), owner)

    async def answer(self, request: Request) -> Response:
        """Take in what was asked, and go on with the upload that waited for it."""
        job = self._jobs.find(request.path_params["token"], request.cookies.get(COOKIE))
        if job is None:
            return HTMLResponse(pages.gone(), 404)
        asked, said = job.asked, job.said
        if self._jobs.answered(job):
            try:
                arrived = await arrive(request, job)
            except BaseException:
                self._jobs.ask(job, asked, said=said)
                raise
            self._go_on(job, arrived)
        return RedirectResponse(f"/jobs/{job.token}", 303)

    def _go_on(self, job: Job, arrived: Said | FieldError) -> None:
        """Start a job, or ask for a field that holds what it cannot hold."""
        if isinstance(arrived, FieldError):
            job.problems = ()
            self._jobs.ask(job, (arrived.name,), said=(str(arrived),))
        else:
            job.given = arrived
            self._jobs.start(job)

    async def job_page(self, request: Request) -> Response:
        """Show how far a job is, or its answer."""
        job = self._jobs.find(request.path_params["token"], request.cookies.get(COOKIE))
        if job is None:
            return HTMLResponse(pages.gone(), 404)
        status = 422 if job.stage in {"asking", "unusable"} else 200
        return HTMLResponse(pages.job(job, before=self._jobs.before(job)), status)

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

    async def template(self, request: Request) -> Response:
        """Return an empty table to fill in; it is made in memory, whatever was asked for."""
        name, ending = request.path_params["name"], request.path_params["ending"]
        if name not in TEMPLATES or f".{ending}" not in WRITERS:
            return HTMLResponse(pages.gone(), 404)
        made = await run_in_threadpool(WRITERS[f".{ending}"], TEMPLATES[name])
        headers = {"Content-Disposition": f'attachment; filename="{name}.{ending}"'}
        return Response(made, media_type=TYPES[ending], headers=headers)

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
        Route("/compare", server.compare),
        Route("/evidence", server.evidence, methods=["POST"]),
        Route("/examples/{name}", server.example, methods=["POST"]),
        Route("/jobs/{token}", server.job_page),
        Route("/jobs/{token}/answer", server.answer, methods=["POST"]),
        Route("/jobs/{token}/forget", server.forget, methods=["POST"]),
        Route("/jobs/{token}/{name}", server.job_file),
        Route("/claim", claims.form),
        Route("/claim", claims.checked, methods=["POST"]),
        Route("/scenario", crowds.form),
        Route("/crowd", crowds.made, methods=["POST"]),
        Route("/templates/{name}.{ending}", server.template),
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
