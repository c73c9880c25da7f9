"""The options by which every command is told what a trial is; said once, read the same way everywhere."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from click.core import ParameterSource

from bystander.api.refusals import COMMAND
from bystander.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from bystander.api.kinds.opened import Opened

READ_AS = {"form": "format"}  # options that readers know by another name
DECLARING = frozenset(
    {
        "blank", "by", "cluster", "columns", "distance", "encoding", "failed_scores", "form", "mated_is", "metric",
        "non_mated", "non_mated_subjects", "people", "probe_ids", "record", "reference_ids", "sheet", "square",
        "subject_from", "subjects", "truth", "unit",
    }
)  # fmt: skip
_FILE = click.Path(path_type=Path)
_DESCRIBING = (
    click.option("--distance", is_flag=True, help="Scores are distances: smaller means more alike."),
    click.option(
        "--failed-score",
        "failed_scores",
        metavar="X",
        type=float,
        multiple=True,
        help="A score that stands for a failure, such as -1 or nan; may be repeated.",
    ),
    click.option(
        "--column",
        "columns",
        metavar="ROLE=NAME",
        multiple=True,
        help="A column that has another name, such as score=cosine; may be repeated.",
    ),
    click.option(
        "--encoding", metavar="NAME", default="", help="The encoding of text, such as cp866, where it is not UTF-8."
    ),
    click.option(
        "--mated-is",
        metavar="WORD",
        default="",
        help="Which of the two values of a column of labels means one person, where its words are not known.",
    ),
    click.option("--format", "form", metavar="NAME", help="The layout, where looking at the file is not enough."),
)
_OPTIONS = (
    click.argument("evidence", nargs=-1, required=True, type=_FILE, metavar="EVIDENCE..."),
    click.option(
        "--non-mated",
        metavar="FILE|leave-mate-out|absent|nobody",
        type=_FILE,
        help="The non-mated scores, where EVIDENCE lists the mated ones. Of searches: leave-mate-out makes non-mated "
        "ones by leaving the right person out of each. Of candidate lists: people whom no list holds are not enrolled "
        "(absent), or everybody who is named is (nobody is non-mated).",
    ),
    click.option(
        "--truth",
        metavar="FILE",
        type=_FILE,
        help="Pairs of samples that are of one person, a list of trials with labels, or the mask of a BEE matrix.",
    ),
    click.option(
        "--subject-from",
        metavar="PATTERN",
        help="How the name of a sample tells the person: lfw, voxceleb, path (its folder), or a regular expression "
        "with one group.",
    ),
    click.option(
        "--probe-ids", metavar="FILE", type=_FILE, help="Identifiers of the rows of a .npy matrix, one a line."
    ),
    click.option("--reference-ids", metavar="FILE", type=_FILE, help="Identifiers of its columns, one a line."),
    click.option(
        "--square",
        type=click.Choice(["itself", "apart"]),
        help="Of scores with the same identifiers on both sides: one set of images against itself, or probes that are "
        "other images than the references. [default: told from the scores, or asked]",
    ),
    click.option(
        "--sheet",
        metavar="NAME",
        help="Which sheet of a workbook, of evidence or of --people. [default: the only one that fits]",
    ),
    *_DESCRIBING,
    click.option(
        "--non-mated-subject",
        "non_mated_subjects",
        metavar="VALUE",
        multiple=True,
        help="Of candidate lists: a subject that stands for people who are not enrolled, such as -1 or unknown; may be "
        "repeated.",
    ),
    click.option(
        "--blank",
        type=click.Choice(["no", "unknown"]),
        help="Of a seeded test: what an empty cell means, no alert (or no face found), or that it is not known, and "
        "then the row is left out. [default: asked]",
    ),
    click.option("--searches", is_flag=True, help="Take every probe of a score matrix or a table as one search."),
    click.option(
        "--subjects", metavar="FILE", type=_FILE, help="Whose the searches and templates of a candidate log are."
    ),
    click.option(
        "--unit",
        type=click.Choice(["search", "track", "passage", "person"]),
        default="search",
        show_default=True,
        help="What counts as one trial of a search.",
    ),
    click.option(
        "--metric",
        type=click.Choice(["cosine", "l2"]),
        default="cosine",
        show_default=True,
        help="How embeddings are compared: by their cosine, or by their squared Euclidean distance.",
    ),
)


def describing_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options that say what the scores and columns of any file mean."""
    for option in reversed(_DESCRIBING):
        command = option(command)
    return command


def described(options: Mapping[str, Any]) -> dict[str, Any]:
    """Return what those options say, as ``read_trial`` names it."""
    return {
        "distance": options["distance"],
        "failed_scores": options["failed_scores"],
        "columns": named_columns(options["columns"]),
        "mated_is": options["mated_is"],
        "format": options["form"],
        **({"encoding": options["encoding"]} if options["encoding"] else {}),
    }


def trial_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add the evidence argument and the options that declare what it is to a click command."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


def said(context: click.Context) -> frozenset[str]:
    """Return the names of the parameters that were given on the command line."""
    return frozenset(n for n in context.params if context.get_parameter_source(n) is ParameterSource.COMMANDLINE)


def declared(context: click.Context) -> dict[str, Any]:
    """Return what the options say of the evidence, as ``read_trial`` and ``read_searches`` name it.

    Nothing that was not said: what is usual is theirs to know. Raises UsageError for an attribute of people that is
    given and empty, as an unset variable leaves it: without it the intervals would be others.
    """
    for name in ("by", "cluster"):
        if context.params.get(name) == "":
            raise UsageError(f"--{name} is empty; leave it out, or name an attribute of people")
    given = {READ_AS.get(name, name): context.params[name] for name in said(context) & DECLARING}
    if "columns" in given:
        given["columns"] = named_columns(given["columns"])
    if "non_mated" in given:
        given["non_mated"] = str(given["non_mated"])
    return given


def opened(context: click.Context, *, records: bool = False) -> Opened:
    """Open the evidence that the options describe; raises UsageError."""
    from bystander.api.opening import open_evidence

    return open_evidence(
        context.params["evidence"],
        declared(context),
        searches=context.params["searches"],
        records=records,
        refusals=COMMAND,
    )


def named_columns(texts: Sequence[str]) -> dict[str, str]:
    """Return the columns that are named by role. Raises UsageError for a role that is given twice."""
    pairs = [_pair(text) for text in texts]
    roles = [role for role, _ in pairs]
    twice = next((role for role in roles if roles.count(role) > 1), None)
    if twice is not None:
        message = f"--column {twice}= is given twice; a role has one column"
        raise UsageError(message)
    return dict(pairs)


def _pair(text: str) -> tuple[str, str]:
    role, equals, name = text.partition("=")
    if not (role and equals and name):
        message = "--column needs ROLE=NAME, such as --column score=cosine"
        raise UsageError(message)
    return role, name
