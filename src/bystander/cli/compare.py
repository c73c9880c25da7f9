"""``bystander compare``: two systems, or a few, on the same trial."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from bystander.api.options.systems import DISTANCES_OF, NAMES, THRESHOLDS_OF
from bystander.api.question import Question
from bystander.api.refusals import COMMAND
from bystander.api.requirements import of_systems, required
from bystander.api.score_columns import system_columns, with_column
from bystander.cli.from_declaration import option_of
from bystander.cli.output import progress
from bystander.cli.study_options import (
    acceptance_options,
    level_option,
    operating_options,
    output_option,
    requirement_options,
    threads_option,
)
from bystander.cli.telling import leave
from bystander.cli.trial_options import declared, trial_options
from bystander.errors import EvidenceError, UsageError
from bystander.findings import wording

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from bystander.evidence.comparisons.trial import Trial
    from bystander.evidence.searches.searches import Searches
    from bystander.findings import Study

HELP = "Two systems on the same trial: which is better, and how sure is that."
PLACE = 30  # in the list of commands


@click.command("compare", short_help=HELP)
@trial_options
@output_option()
@option_of(NAMES)
@option_of(DISTANCES_OF)
@option_of(THRESHOLDS_OF)
@operating_options
@acceptance_options
@requirement_options
@level_option()
@threads_option
@click.pass_context
def command(context: click.Context, /, output: Path, **_: Any) -> int:  # noqa: ANN401 - click's options
    """Compare systems on the same trial: each EVIDENCE holds the scores of one of them.

    The same people in both files are compared with themselves, so small differences show that two separate tests
    would miss. Each system has its own threshold for the same rate of false matches; scores of different systems are
    on different scales. Says which is better, or how large a difference could be hidden. Writes findings.json,
    report.html, curves.parquet and provenance.json into DIR: all of them, or none. Where one table holds the scores of
    all systems side by side, name their columns: --column score=FIRST,SECOND.

    \b
    Example (bystander demo writes the files):
      bystander compare bystander-demo/synthetic_trial.csv.gz bystander-demo/second_system.csv.gz -o compared
    """
    return leave(output, lambda: _study(context), fail_on=context.params["fail_on"])


def _study(context: click.Context) -> Study:
    from bystander.api.opening import fitting_targets
    from bystander.studies.compare.names import named_systems, system_names
    from bystander.studies.compare.study import compare

    options = context.params
    requirements = required(options["require"])
    _known(options)
    said = declared(context)
    files, columns = system_columns([str(file) for file in options["evidence"]], said)
    called_by = columns if columns and len({*files}) == 1 else [Path(file).name for file in files]
    names = system_names(called_by, options["names"], columns=bool(columns))
    called = _called(names, called_by)
    each = [with_column(said, column) for column in columns] or [said] * len(files)
    thresholds = _thresholds(options["thresholds"], called, names)
    distances = {_system(name, called, f"--distance-of {name}") for name in options["distances_of"]}
    with progress("reading the trials"):
        found = _read(files, _with_distances(each, names, distances), searches=options["searches"])
    targets = fitting_targets(found, options["targets"], options["fpir_targets"], COMMAND)
    asked = {name: options[name] for name in ("rank", "accept", "failures", "level", "threads")}
    systems = named_systems(found, names)
    with progress("comparing the systems"):
        try:
            study = compare(systems, targets=targets, thresholds=thresholds, **asked)
            return of_systems(study, requirements, systems, Question.of_each(systems, thresholds, asked))
        except EvidenceError as error:
            raise _of_one_system(error) from None


OF_SEARCHES = {"leave-mate-out", "absent", "nobody"}  # what --non-mated says of searches, the same of all systems


def _known(options: Mapping[str, Any]) -> None:
    if options["non_mated"] is not None and str(options["non_mated"]) not in OF_SEARCHES:
        raise UsageError(
            "--non-mated names the other half of one system's scores, and every system has its own; "
            "in Python, by.compare(by.read_trial(...), by.read_trial(...)) reads each with its own"
        )


def _called(names: Sequence[str], given: Sequence[str]) -> dict[str, str]:
    """Return systems by all that they may be called: by file or column, too, where only one has it."""
    return {f: n for f, n in zip(given, names, strict=True) if given.count(f) == 1} | {n: n for n in names}


def _system(name: str, called: Mapping[str, str], option: str) -> str:
    """Return the system of a name."""
    if name not in called:
        raise UsageError(
            f"{option}: there is no system of that name; there are {wording.listed([*dict.fromkeys(called.values())])}"
        )
    return called[name]


def _with_distances(
    each: Sequence[Mapping[str, Any]], names: Sequence[str], distances: Collection[str]
) -> list[Mapping[str, Any]]:
    return [
        {**said, **({"distance": True} if name in distances else {})} for said, name in zip(each, names, strict=True)
    ]


def _read(files: Sequence[str], each: Sequence[Mapping[str, Any]], *, searches: bool) -> list[Trial | Searches]:
    """Read the trials of all systems. Raises EvidenceError with the problems of all that cannot be read."""
    from bystander.api.opening import open_systems

    try:
        return open_systems(files, each, searches=searches, refusals=COMMAND)
    except EvidenceError as error:
        raise _of_one_system(error) from None


def _of_one_system(error: EvidenceError) -> EvidenceError:
    """Advise what turns round the scores of one system, not of all."""
    advice = "give --distance-of NAME, or --distance where the scores of all systems are distances"
    return EvidenceError(error.name, [replace(p, do=p.do.replace("give --distance", advice)) for p in error.problems])


def _thresholds(
    given: Sequence[str], called: Mapping[str, str], names: Sequence[str]
) -> list[float | Mapping[str, float]]:
    """Read thresholds: numbers for all, and the first, second and so on that each named system has."""
    common: list[float | Mapping[str, float]] = []
    named: dict[str, list[float]] = {}
    for text in given:
        name, equals, number = text.rpartition("=")
        try:
            value = float(number)
        except ValueError:
            raise UsageError(f"--threshold {text}: a number was expected, or NAME=NUMBER") from None
        if equals:
            named.setdefault(_system(name, called, f"--threshold {text}"), []).append(value)
        else:
            common.append(value)
    if len({len(values) for values in named.values()}) > 1 or (named and len(named) < len(names)):
        raise UsageError("a threshold by name needs one for every system; give each of them as many")
    return common + [dict(zip(named, values, strict=True)) for values in zip(*named.values(), strict=True)]
