"""What every request must pass, and every answer carries: who may ask, how much, and what a browser may do with it."""

from __future__ import annotations

import re
import sys
from ipaddress import ip_address
from typing import TYPE_CHECKING

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import ClientDisconnect
from starlette.responses import HTMLResponse

from bystander.api.defect import headline, place_of
from bystander.serve import pages

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

OWN_PAGES = (
    "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; img-src data:; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'"
)
# What is answered carries a stricter policy of its own, and tells nobody its address.
RESULT = {"Content-Security-Policy": "frame-ancestors 'none'", "Referrer-Policy": "no-referrer"}
MOST_DRAINED = 8  # times the limit that is still read, and thrown away, so that a browser shows why it was refused
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",  # with no-referrer a browser would hide the origin of our own forms, too
    "Cache-Control": "no-store",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}

_HOST = re.compile(r"(?:\[([0-9a-fA-F:.]+)\]|([^\[\]:/@\s]+))(?::\d{1,5})?")


class TooLargeError(Exception):
    """An upload exceeds the limit."""


class Guard:
    """Middleware: known hosts only, no posts from other sites, a limit on sizes, headers, and no tracebacks."""

    def __init__(self, app: ASGIApp, *, hosts: frozenset[str], limit: int, numbers: bool = False) -> None:
        self._app, self._hosts, self._limit, self._numbers = app, hosts, limit, numbers

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
        body = _Body(receive, limit=self._limit, announced=int(headers.get("content-length") or 0))

        async def noted(message: Message) -> None:
            nonlocal started
            started = started or message["type"] == "http.response.start"
            await send(message)

        try:
            await self._app(scope, body.receive, _with_headers(noted))
        except TooLargeError:
            await body.drain()
            if not started:
                await self._too_large()(scope, receive, _with_headers(send))
        except ClientDisconnect:
            return
        except Exception as error:  # noqa: BLE001 - a traceback may hold what was uploaded
            place = place_of(error)
            sys.stderr.write(f"bystander serve: a request failed ({place})\n")
            if not started:
                text = f"Nothing was kept. {headline(place)} Please report this; it holds nothing of what was sent."
                await _page("Something went wrong", text, 500)(scope, receive, _with_headers(send))

    def _refusal(self, method: str, headers: Headers) -> HTMLResponse | None:
        host = headers.get("host", "")
        if not self._known(host):
            return _page("This is not the address", "Bystander does not answer to this address.", 421)
        if method not in ("GET", "HEAD", "POST"):
            return _page("This cannot be done", "Go back, and use the buttons of the page.", 405)
        if method == "POST" and _foreign(headers, host):
            return _page("Not from here", "Forms of other sites are not taken.", 403)
        return None

    def _known(self, host: str) -> bool:
        """Whether a Host header names this server. A number is nobody's name, so nobody can turn it elsewhere."""
        name = _name(host)
        if name in self._hosts:
            return True
        try:
            ip_address(name)
        except ValueError:
            return False
        return self._numbers

    def _too_large(self) -> HTMLResponse:
        size = f"{self._limit / 1e6:,.0f} MB"
        text = f"The upload is larger than {size}. Start bystander serve with a larger --max-size."
        return _page("This is too large", text, 413)


class _Body:
    """The body of a request: counted while it arrives."""

    def __init__(self, receive: Receive, *, limit: int, announced: int) -> None:
        self._receive, self._limit, self._announced = receive, limit, announced
        self._seen, self._whole = 0, False

    async def receive(self) -> Message:
        """Return next piece. Raises TooLargeError beyond the limit, and before anything where that was announced."""
        if self._announced > self._limit:
            raise TooLargeError
        message = await self._next()
        if self._seen > self._limit:
            raise TooLargeError
        return message

    async def drain(self) -> None:
        """Read on and throw away: a browser that is cut off shows an error of its own instead of the answer."""
        while not self._whole and self._seen <= MOST_DRAINED * self._limit:
            await self._next()

    async def _next(self) -> Message:
        message = await self._receive()
        self._seen += len(message.get("body", b""))
        self._whole = not message.get("more_body", False)
        return message


def _with_headers(send: Send) -> Send:
    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in HEADERS.items():
                headers.setdefault(name, value)
            headers.setdefault("Content-Security-Policy", OWN_PAGES)
        await send(message)

    return sending


def _page(title: str, text: str, status: int) -> HTMLResponse:
    return HTMLResponse(pages.told(title, text), status)


def _foreign(headers: Headers, host: str) -> bool:
    """Return whether a form came from another site, or from a page that hides its origin."""
    if headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
        return True
    sender = headers.get("origin") or headers.get("referer")
    if sender is None:
        return False  # no browser: they all send one of the two
    return sender.split("/")[:3] not in (["http:", "", host], ["https:", "", host])


def _name(host: str) -> str:
    """Return the name of a Host header without its port."""
    found = _HOST.fullmatch(host.strip())
    return "" if found is None else (found[1] or found[2]).lower()
