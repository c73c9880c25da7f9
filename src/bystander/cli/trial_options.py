"""The options by which every command is told what a trial is; said once, read the same way everywhere."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from bystander.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from bystander.evidence.comparisons.trial import Trial
    from bystander.evidence.searches.searches import Searches

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
    click.option("--format", "form", metavar="NAME", help="The layout, where looking at the file is not enough."),
)
_OPTIONS = (
    click.argument("evidence", nargs=-1, required=True, type=_FILE, metavar="EVIDENCE..."),
    click.option(
        "--non-mated",
        metavar="FILE|leave-mate-out",
        type=_FILE,
        help="The non-mated scores, where EVIDENCE lists the mated ones. Of searches: make non-mated ones by leaving "
        "the right person out of each.",
    ),
    click.option(
        "--truth",
        metavar="FILE",
        type=_FILE,
        help="Pairs of samples that are of one person, or the mask of a BEE matrix.",
    ),
    click.option(
        "--probe-ids", metavar="FILE", type=_FILE, help="Identifiers of the rows of a .npy matrix, one a line."
    ),
    click.option("--reference-ids", metavar="FILE", type=_FILE, help="Identifiers of its columns, one a line."),
    *_DESCRIBING,
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
        "columns": dict(_pair(text) for text in options["columns"]),
        "format": options["form"],
    }


def trial_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add the evidence argument and the options that declare what it is to a click command."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


def of_people(options: Mapping[str, Any]) -> dict[str, Any]:
    """Return which attributes of people are asked about, and where they are recorded; nothing where none is.

    Raises UsageError for an option that is given and empty, as an unset variable leaves it: without the attribute the
    intervals would be others.
    """
    for name in ("by", "cluster"):
        if options.get(name) == "":
            raise UsageError(f"--{name} is empty; leave it out, or name an attribute of people")
    return {"by": options.get("by") or (), "people": options.get("people"), "cluster": options.get("cluster") or ""}


def open_trial(options: Mapping[str, Any]) -> Trial:
    """Read the trial that the options describe; raises :class:`EvidenceError` or :class:`UsageError`."""
    from bystander.evidence.read import read_trial

    evidence = list(options["evidence"])
    return read_trial(
        evidence[0] if len(evidence) == 1 else evidence,
        non_mated=options["non_mated"],
        truth=options["truth"],
        probe_ids=options["probe_ids"],
        reference_ids=options["reference_ids"],
        **of_people(options),
        **described(options),
    )


def holds_searches(options: Mapping[str, Any]) -> bool:
    """Return whether the evidence is to be read as searches: declared so, or plainly candidate lists."""
    return bool(options["searches"]) or already_searches(options)


def already_searches(options: Mapping[str, Any]) -> bool:
    """Return whether the evidence holds searches of its own accord."""
    from bystander.evidence.searches.read import is_searches

    return is_searches([str(path) for path in options["evidence"]])


def open_searches(options: Mapping[str, Any]) -> Searches:
    """Read the searches that the options describe; raises :class:`EvidenceError` or :class:`UsageError`."""
    from bystander.evidence.searches.read import read_searches

    evidence = list(options["evidence"])
    non_mated = options["non_mated"]
    return read_searches(
        evidence[0] if len(evidence) == 1 else evidence,
        subjects=options["subjects"],
        non_mated=None if non_mated is None else str(non_mated),
        unit=options["unit"],
        metric=options["metric"],
        truth=options["truth"],
        probe_ids=options["probe_ids"],
        reference_ids=options["reference_ids"],
        **of_people(options),
        **described(options),
    )


def _pair(text: str) -> tuple[str, str]:
    role, equals, name = text.partition("=")
    if not (role and equals and name):
        message = "--column needs ROLE=NAME, such as --column score=cosine"
        raise UsageError(message)
    return role, name
