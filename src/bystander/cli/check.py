"""``bystander check``: what the evidence is, what it can support, and every problem in it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from bystander.cli.trial_options import holds_searches, open_searches, open_trial, trial_options
from bystander.findings.wording import count, listed, one_in, percent, plural

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from bystander.errors import Problem
    from bystander.evidence.comparisons.inspection import Inspection
    from bystander.evidence.comparisons.trial import Trial
    from bystander.evidence.searches.searches import Searches

_UNUSABLE = 2


@click.command("check", short_help="What the evidence is, what it can support, and every problem in it.")
@trial_options
@click.pass_context
def command(context: click.Context, /, **options: Any) -> None:  # noqa: ANN401 - click's options, named in the decorator
    """Look at evidence: what it is, what it can support, and every problem in it, at once.

    Reads a trial in any of its layouts, or a deployment record. Exit status 0: usable; 2: not usable.

    \b
    Examples (bystander demo writes the files):
      bystander check bystander-demo/synthetic_trial.csv.gz
      bystander check bystander-demo/published_counts.csv
    """
    from bystander.evidence.record.record import is_record
    from bystander.shards.files import is_tally

    evidence = options["evidence"]
    if len(evidence) == 1 and is_record(evidence[0]):
        _check_record(evidence[0])
        return
    if len(evidence) == 1 and is_tally(evidence[0]):
        context.exit(_check_tally(evidence[0]))
    if holds_searches(options):
        searches = open_searches(options)
        _say([*describe_searches(searches), *_listed_problems(searches.problems)])
        return
    from bystander.evidence.comparisons.inspection import inspect

    trial = open_trial(options)
    found = inspect(trial)
    _say([*describe(trial, found), "", *supports(found), *_listed_problems(found.problems)])
    if found.errors:
        context.exit(_UNUSABLE)


def describe(trial: Trial, found: Inspection, *, what: str = "comparisons with ground truth") -> list[str]:
    """Say what a trial is: layout, rows, people, mated and non-mated comparisons."""
    rows = f"{count(trial.rows_read)} read = {count(trial.rows_used)} used + {count(trial.rows_refused)} refused"
    lines = [
        f"{trial.name}: {what} ({', '.join(_said(trial))})",
        f"  sha256      {trial.sha256}",
        f"  rows        {rows}",
    ]
    if found.people is None:
        lines.append("  people      not recorded")
    else:
        sides = f"{count(found.probe_people or 0)} as probes, {count(found.reference_people or 0)} as references"
        lines.append(f"  people      {count(found.people)} ({sides})")
    if found.images is not None:
        lines.append(f"  samples     {count(found.images)}")
    lines += [
        f"  mated       {plural(found.mated, 'comparison')}",
        f"  non-mated   {plural(found.non_mated, 'comparison')}",
    ]
    if found.failed:
        lines.append(f"  failures    {count(found.failed)}, of which {count(found.failed_mated)} mated")
    if found.lowest is not None and found.highest is not None:
        low, high = (-found.highest, -found.lowest) if trial.distance else (found.lowest, found.highest)
        tied = f", {percent(found.ties)} of them tied" if found.ties is not None else ""
        lines.append(f"  scores      {low:.6g} to {high:.6g}{tied}")
    return lines


def describe_searches(searches: Searches, *, what: str = "searches with ground truth") -> list[str]:
    """Say what a trial of searches is, and which rates it can support."""
    read, used, refused = searches.rows_read, searches.rows_used, searches.rows_refused
    mated = int(searches.mated.sum())
    others = mated if searches.left_out else len(searches) - mated
    size = "size not recorded" if searches.watchlist is None else plural(searches.watchlist, "person", "people")
    length = "all references" if searches.length is None else plural(searches.length, "candidate")
    lines = [
        f"{searches.name}: {what} ({', '.join(_said(searches))})",
        f"  sha256      {searches.sha256}",
        f"  rows        {count(read)} read = {count(used)} used + {count(refused)} refused",
        f"  watchlist   {size}",
        f"  lists       {length} a search",
        f"  mated       {plural(mated, 'search', 'searches')}",
        f"  non-mated   {plural(len(searches) - mated, 'search', 'searches')}",
    ]
    if searches.failed.any():
        lines.append(f"  failures    {plural(int(searches.failed.sum()), 'search', 'searches')}")
    lines += ["", "What it can support:"]
    for rate, n, hint in (
        ("false alerts (FPIR)", others, "no search of anybody not enrolled; --non-mated leave-mate-out makes some"),
        ("people not found (FNIR)", mated, "no search of anybody enrolled"),
    ):
        smallest = (
            f"the smallest that can be seen is {one_in(1 / n)}" if n else f"not estimable, because there is {hint}"
        )
        lines.append(f"  {rate}: {smallest}")
    return lines


def supports(found: Inspection) -> list[str]:
    """Say which rates the evidence can support, and how small a rate it can speak about."""
    lines = ["What it can support:"]
    kinds = (
        ("the false match rate", "non-mated", found.non_mated, "false match"),
        ("the false non-match rate", "mated", found.mated, "miss"),
    )
    for rate, kind, n, event in kinds:
        if not n:
            lines.append(f"  {rate}: not estimable, because there is no {kind} comparison")
            continue
        text = f"  {rate}: the smallest that can be seen is {one_in(1 / n)}"
        if n > 3:
            text += f"; without a single {event} it may still be about {one_in(3 / n)}"
        lines.append(text)
    lines.append(
        "  These are best cases: comparisons share people and errors cluster by person, so the evidence is worth less."
        if found.people is not None
        else "  These are best cases: how far errors cluster by person cannot be told, as nobody is identified."
    )
    return lines


def _check_record(path: Path) -> None:
    from bystander.evidence.record.record import read_record

    record = read_record(path)
    rows = f"{count(record.rows_read)} read = {count(record.rows_used)} used + {count(record.rows_refused)} refused"
    lines = [
        f"{record.name}: deployment record ({record.format})",
        f"  sha256      {record.sha256}",
        f"  rows        {rows}",
        f"  columns     {listed(sorted(record.columns))}",
    ]
    _say([*lines, *_listed_problems(record.problems)])


def _said(evidence: Trial | Searches) -> list[str]:
    return [evidence.format, *(["distances"] if evidence.distance else [])]


def _check_tally(path: Path) -> int:
    """Say what a tally file is, and which rates its whole can support; gives the exit status."""
    from bystander.shards.comparison_counts import Counted
    from bystander.shards.files import read_tally
    from bystander.studies.evaluate.comparisons.study import whole_of_tally
    from bystander.studies.evaluate.of_tally import searches_of_tally

    stored = read_tally(path)
    shards = f"made of {plural(len(stored.shards), 'shard')}; evidence about single people, under keyed pseudonyms"
    if not isinstance(stored, Counted):
        searches = searches_of_tally(stored, name=path.name)
        _say([*describe_searches(searches, what="searches under pseudonyms"), "", shards])
        _say(_listed_problems(searches.problems))
        return 0
    trial, found = whole_of_tally(stored, name=path.name)
    _say([*describe(trial, found, what="comparisons under pseudonyms"), "", *supports(found), "", shards])
    _say(_listed_problems(found.problems))
    return _UNUSABLE if found.errors else 0


def _listed_problems(problems: Iterable[Problem]) -> list[str]:
    order = {"error": 0, "refused": 1, "warning": 2, "note": 3}
    ranked = sorted(problems, key=lambda p: (order[p.severity], p.code))
    if not ranked:
        return ["", "No problem was found."]
    return ["", f"{plural(len(ranked), 'thing')} to know:", *(line for p in ranked for line in p.lines())]


def _say(lines: Iterable[str]) -> None:
    click.echo("\n".join(lines))
