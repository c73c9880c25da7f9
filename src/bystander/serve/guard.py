"""What every request must pass, and every answer carries: who may ask, how much, and what a browser may do with it."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

OWN_PAGES = (
    "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; img-src data:; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'"
)
FRAMES = "frame-ancestors 'none'"  # pages that carry a stricter policy of their own
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",  # with no-referrer a browser would hide the origin of our own forms, too
    "Cache-Control": "no-store",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}


class TooLargeError(Exception):
    """An upload exceeds the limit."""


class Guard:
    """Middleware: known hosts only, no posts from other sites, a limit on sizes, headers, and no tracebacks."""

    def __init__(self, app: ASGIApp, *, hosts: frozenset[str], limit: int) -> None:
        self._app, self._hosts, self._limit = app, hosts, limit

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request pass, or refuse it."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        refused = self._refusal(scope["method"], headers)
        if refused is not None:
            await refused(scope, receive, _with_headers(send))
            return
        started = False

        async def noted(message: Message) -> None:
            nonlocal started
            started = started or message["type"] == "http.response.start"
            await send(message)

        try:
            await self._app(scope, self._counted(receive), _with_headers(noted))
        except TooLargeError:
            await self._too_large()(scope, receive, _with_headers(send))
        except Exception as error:  # noqa: BLE001 - a traceback may hold what was uploaded
            sys.stderr.write(f"bystander serve: a request failed ({type(error).__name__})\n")
            if not started:
                text = "Something went wrong here. Nothing was kept. This is a defect of Bystander."
                await PlainTextResponse(text, 500)(scope, receive, _with_headers(send))

    def _refusal(self, method: str, headers: Headers) -> PlainTextResponse | None:
        host = headers.get("host", "")
        if _name(host) not in self._hosts:
            return PlainTextResponse("This address is not one that Bystander answers to.", 421)
        if method not in ("GET", "HEAD", "POST"):
            return PlainTextResponse("No such thing can be done here.", 405)
        if method == "POST":
            origin, site = headers.get("origin"), headers.get("sec-fetch-site")
            foreign = origin is not None and urlsplit(origin).netloc != host
            if foreign or site in ("cross-site", "same-site"):
                return PlainTextResponse("Forms of other sites are not taken.", 403)
            if int(headers.get("content-length") or 0) > self._limit:
                return self._too_large()
        return None

    def _too_large(self) -> PlainTextResponse:
        size = f"{self._limit / 1e6:,.0f} MB"
        text = f"The upload is larger than {size}. Start bystander serve with a larger --max-size."
        return PlainTextResponse(text, 413)

    def _counted(self, receive: Receive) -> Receive:
        seen = 0

        async def counted() -> Message:
            nonlocal seen
            message = await receive()
            seen += len(message.get("body", b""))
            if seen > self._limit:
                raise TooLargeError
            return message

        return counted


def _with_headers(send: Send) -> Send:
    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in HEADERS.items():
                headers.setdefault(name, value)
            headers.setdefault("Content-Security-Policy", OWN_PAGES)
        await send(message)

    return sending


def _name(host: str) -> str:
    """Give the name of a Host header without its port."""
    try:
        return (urlsplit(f"//{host}").hostname or "").lower()
    except ValueError:
        return ""
