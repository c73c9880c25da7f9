"""The command line: one file a command, imported when it is called.

``bystander --help`` must answer at once, so this module reads from the files what the commands are and one
line each, and imports none of them. An error that Bystander raises on purpose becomes its own text on stderr and exit
status 2. An error that nobody foresaw is a defect: its place in the code and the names of the files are told, and not
its own text, which may hold what the files say of people.
"""

from __future__ import annotations

import os
import re
import signal
import sys
from importlib import import_module
from pathlib import Path

import click

from bystander._version import __version__
from bystander.cli.lean import lean, leave
from bystander.errors import BystanderError

DECLARED = re.compile(r'^HELP = "(?P<help>.+)"\nPLACE = (?P<place>\d+)', re.MULTILINE)

UNUSABLE = 2  # exit status: the input or the arguments cannot be used
DEFECT = 1  # exit status: an error that nobody foresaw
TRACEBACK = "BYSTANDER_TRACEBACK"  # set it to see where such an error comes from, with its text
INTERRUPTED = 130  # 128 + SIGINT, as shells have it


def declared() -> dict[str, str]:
    """Return the commands and the line each has in the list, in the order in which a reader needs them.

    A command is a file of this folder that begins with ``HELP`` and ``PLACE``: they are read, and nothing is imported.
    """
    files = [(path.stem, DECLARED.search(path.read_text("utf-8"))) for path in Path(__file__).parent.glob("*.py")]
    found = [(int(there["place"]), name, there["help"]) for name, there in files if there is not None]
    return {name: line for _, name, line in sorted(found)}


COMMANDS = declared()


class LazyGroup(click.Group):
    """A group whose commands are imported from ``bystander.cli.<name>:command`` when they are called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names in the order in which a reader needs them."""
        del ctx
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import a command, or give None where there is none of that name."""
        del ctx
        if cmd_name not in COMMANDS:
            return None
        command = import_module(f"bystander.cli.{cmd_name}").command
        assert isinstance(command, click.Command)  # noqa: S101 - a defect of Bystander, not an input error
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands without importing any of them."""
        del ctx
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="bystander", message="%(prog)s %(version)s")
def cli() -> None:
    """Evaluate face-identification trials and deployments, for those who were not being looked for.

    Bystander recognises nobody: it reads scores and counts with ground truth, and reports error rates
    with their uncertainty.

    \b
    Example:
      bystander demo
    """


def main(arguments: list[str] | None = None) -> None:
    """Run the command line and exit: 0 done, 1 a defect, 2 unusable input or arguments, 130 interrupted."""
    for name in ("SIGTERM", "SIGHUP"):
        number = getattr(signal, name, None)
        if number is not None and signal.getsignal(number) == signal.SIG_DFL:
            signal.signal(number, _stop)
    lean()
    status = run(arguments)
    leave()
    raise SystemExit(status)


def _stop(number: int, _: object) -> None:
    """End as an error would, so that what was unpacked or half written is removed."""
    raise SystemExit(128 + number)


def run(arguments: list[str] | None = None) -> int:
    """Run the command line and give its exit status."""
    try:
        status = cli.main(args=arguments, prog_name="bystander", standalone_mode=False)
        sys.stdout.flush()
    except BystanderError as error:
        click.echo(str(error), err=True)
        return UNUSABLE
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except (click.Abort, KeyboardInterrupt):
        click.echo("interrupted; nothing was written", err=True)
        return INTERRUPTED
    except BrokenPipeError:
        # The reader (head, less) has left. Give the interpreter somewhere to flush what is still buffered.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except Exception as error:
        if os.environ.get(TRACEBACK):
            raise
        click.echo(_defect(error, sys.argv[1:] if arguments is None else arguments), err=True)
        return DEFECT
    return status if isinstance(status, int) else 0


def _defect(error: Exception, arguments: list[str]) -> str:
    """Say where an error happened and in which files, and nothing that the files say."""
    if isinstance(error, MemoryError):
        return "there is not enough memory for this; nothing was written"
    from bystander.api.defect import headline, place_of

    files = ", ".join(Path(given).name for given in arguments if Path(given).is_file())
    about = f" The files given: {files}." if files else ""
    return (
        f"{headline(place_of(error))}{about}\n"
        "Please report these lines, which hold nothing of what the files say. "
        f"With {TRACEBACK}=1 there is more to see, and it may."
    )
