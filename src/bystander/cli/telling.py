"""What a study leaves, and what is said on the screen about it."""

from __future__ import annotations

from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING

import click
from click.core import ParameterSource

from bystander.api.command import asked
from bystander.api.requirements import fails
from bystander.api.study_files import SHARE_FILES, STUDY_FILES, stale_files, study_files
from bystander.atomic import check_directory, check_not_input, write_outputs
from bystander.cli.trial_options import named_columns
from bystander.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from bystander.findings import Document, Study


FAILED = 1  # exit status: a requirement has a verdict that was to be told so


def leave(output: Path, work: Callable[[], Study], *, fail_on: str | None = None) -> int:
    """Do the work of a study, write its files into a folder, all of them or none, and tell of it.

    Gives the exit status: 1 where a requirement has a verdict that is to stop whoever called (``fail_on``), else 0.
    Raises UsageError before the work where nothing is required that could have such a verdict, where the folder could
    not be written to, or one of the files would take the place of what the command was given to read.
    """
    started = perf_counter()
    if fail_on and not click.get_current_context().params.get("require"):  # else a lost file would pass for ever
        message = "--fail-on needs a requirement to fail on; name one with --require"
        raise UsageError(message)
    check_directory(output)
    given = given_files()
    for name in (*STUDY_FILES, *SHARE_FILES):
        check_not_input(output / name, given)
    study = _asked(work())
    files = study_files(study, seconds=perf_counter() - started)
    written = write_outputs(output, files, gone=stale_files(output, files))
    tell(study.document, written)
    return FAILED if fails(study.document, fail_on) else 0


def _asked(study: Study) -> Study:
    """Return a study that tells the running command, as it was given."""
    context = click.get_current_context()
    arguments = [str(p.name) for p in context.command.params if isinstance(p, click.Argument)]
    said = {n: v for n, v in context.params.items() if context.get_parameter_source(n) is ParameterSource.COMMANDLINE}
    if "columns" in said:
        said["columns"] = named_columns(said["columns"])
    return asked(study, [context.params[name] for name in arguments], said)


def given_files() -> list[Path]:
    """Return the files that the running command was given to read: all that it was given but the output."""
    given = [value for name, value in click.get_current_context().params.items() if name != "output"]
    parts = [part for value in given for part in (value if isinstance(value, tuple) else (value,))]
    return [part for part in parts if isinstance(part, Path)]


def tell(document: Document, written: Sequence[Path]) -> None:
    """Print the rows of the evidence and what it was read as, the verdict, and the files written."""
    for note in document.evidence:
        if note.kind not in {"scenario", "claim", "findings"}:  # of which no rows are counted
            rows = rows_in(note.rows_read, note.rows_used, note.rows_refused)
            click.echo(f"{note.name}: {rows}, read as {note.format}")
    for sentence in document.verdict:
        click.echo(sentence)
    for finding in document.findings:
        if (asked := finding.requirement) is not None:
            whose = f"{', '.join(finding.systems)}: " if finding.systems else ""
            click.echo(
                f"{whose}{asked.name}: {asked.verdict}. {asked.why}{f' {asked.would_show}' if asked.would_show else ''}"
            )
    for path in written:
        click.echo(f"wrote {path}")


def rows_in(read: int, used: int, refused: int) -> str:
    """Say "rows in 12 = used 10 + refused 2"."""
    return f"rows in {read:,} = used {used:,} + refused {refused:,}"
