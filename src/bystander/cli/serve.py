"""``bystander serve``: a local page for people without a command line."""

from __future__ import annotations

import logging
import signal
import socket
from contextlib import suppress

import click

from bystander.errors import MissingExtraError, UsageError

HELP = "A local page for people without a command line."
PLACE = 90  # in the list of commands

MEGA = 1_000_000


@click.command("serve", short_help=HELP)
@click.option(
    "--host",
    metavar="ADDRESS",
    default="127.0.0.1",
    show_default=True,
    help="Address to listen on. Any other than this machine's own lets others in.",
)
@click.option(
    "--port",
    metavar="N",
    type=click.IntRange(0, 65535),
    default=8765,
    show_default=True,
    help="Port; 0 takes a free one.",
)
@click.option(
    "--max-size",
    metavar="MB",
    type=click.IntRange(min=1),
    default=2000,
    show_default=True,
    help="Largest upload, in megabytes.",
)
def command(host: str, port: int, max_size: int) -> None:
    """Serve a page on this machine: drop scores or a deployment record, get the check, then the report.

    Uploads are deleted as soon as they are answered. Nothing is logged but the address. Stop it with Ctrl-C.

    \b
    Example:
      bystander serve --help
    """
    try:
        import python_multipart  # noqa: F401 - starlette needs it for forms
        import uvicorn

        from bystander.serve.app import LOCAL, application
    except ModuleNotFoundError:
        feature = "bystander serve"
        raise MissingExtraError(feature, "serve") from None
    listening = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET, socket.SOCK_STREAM)
    try:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind((host, port))
        listening.listen(64)  # who comes before the server is up waits, and is not refused
    except OSError as error:
        listening.close()
        raise UsageError(f"cannot listen on {host}, port {port}: {error.strerror or error}; try --port 0") from None
    taken = listening.getsockname()[1]
    if host not in LOCAL:
        click.echo(f"Whoever can reach {host} can now use this page; there is no password.", err=True)
    shown = f"[{host}]" if ":" in host else host
    click.echo(f"Open http://{shown}:{taken}/ in a browser. Stop with Ctrl-C.")
    app = application(hosts=LOCAL | {host.lower()}, limit=max_size * MEGA, numbers=host not in LOCAL)
    logging.disable()  # whatever a library would say may hold a name or a piece of content
    settings = uvicorn.Config(
        app, log_config=None, log_level="critical", access_log=False, server_header=False, timeout_graceful_shutdown=3
    )
    server = uvicorn.Server(settings)
    # the terminal was closed: end as by Ctrl-C, and clean up; what was started with nohup is to outlive it
    if hasattr(signal, "SIGHUP") and signal.getsignal(signal.SIGHUP) != signal.SIG_IGN:

        def end(*_: object) -> None:
            server.should_exit = True

        signal.signal(signal.SIGHUP, end)
    with suppress(KeyboardInterrupt):
        server.run(sockets=[listening])
