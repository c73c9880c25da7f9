"""Read a scenario from TOML: every mistake at once, each with what was meant and what to do.

SC01 not TOML, SC02 unknown key, SC03 missing key, SC04 wrong kind of value, SC05 a number out of range,
SC06 values that contradict each other, SC07 a findings file that cannot serve.
"""

from __future__ import annotations

import json
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, get_args

from bystander.crowd.scenario import Rate, Scenario, Unit
from bystander.errors import ScenarioError
from bystander.findings import Document
from bystander.findings.complements import MISSED_OF
from bystander.intervals.record_rate import DEFFS
from bystander.toml_file import TomlFile

if TYPE_CHECKING:
    from collections.abc import Callable

    from bystander.errors import Problem
    from bystander.findings import Estimate, EvidenceNote, Finding

PER_FACE = "false-alerts-per-face"
OVER_DISPERSION = "over-dispersion"
# Which findings are such a rate, the likeliest first. Of people missed, the found are the rest.
SERVE = {
    "false_alerts": (PER_FACE, "fpir"),
    "hits": ("tpir-at-fpir", "passes-alerted", "fnir", "passes-missed"),
}
MISSED = frozenset(MISSED_OF.values())
SAID = {"false_alerts": "false alerts", "hits": "people who are found"}
UNITS = frozenset(get_args(Unit))
KINDS = {
    "deployment record": "a record as published or kept",
    "searches": "a trial of searches",
    "seeded operational test": "a test with people on the list",
}
FILE = TomlFile(Scenario, "SC", "scenario", ScenarioError)


def read_scenario(path: str | Path) -> Scenario:
    """Read a scenario file; findings files are looked for beside it. Raises :class:`ScenarioError`."""
    path = Path(path)
    return _read(FILE.text_of(path), path.name, lambda file: (path.parent / file).read_text("utf-8"))


def read_scenario_text(text: str, *, name: str = "scenario") -> Scenario:
    """Read a scenario from its text, without any file: a findings file is refused. Raises :class:`ScenarioError`."""
    return _read(text, name, None)


def scenario_of_findings(path: Path) -> Scenario:
    """Make the scenario of a concert crowd under the counts of a findings file. Raises :class:`ScenarioError`.

    How often the system recognises whom it seeks is not in a deployment record; that rate is invented, and says so.
    """
    title = json.dumps(f"A crowd of 60,000, under the counts of {path.stem}")
    text = (
        f"title = {title}\n[crowd]\npeople = 60_000\nsought = 1\n"
        "[false_alerts]\nfindings = 'here'\n"
        '[hits]\nrate = 0.9\ninvented = true\nsource = "invented: it is not in the findings"\n'
    )
    return _read(text, path.name, lambda _: path.read_text("utf-8"))


def _read(text: str, name: str, opened: Callable[[str], str] | None) -> Scenario:
    scenario = FILE.parsed(text, name)
    problems: list[Problem] = []
    resolved = _resolved(scenario, opened, problems)
    if problems:
        raise ScenarioError(name, problems)
    return resolved


# ---- findings files --------------------------------------------------------------------------------------------------


def _resolved(scenario: Scenario, opened: Callable[[str], str] | None, problems: list[Problem]) -> Scenario:
    """Put the counts of findings files in place of their names."""

    def counts(rate: Rate | None, where: str) -> Rate | None:
        return rate if rate is None or rate.findings is None else _counts(rate, where, opened, problems)

    groups = tuple(
        g.model_copy(update={"false_alerts": counts(g.false_alerts, f"groups.{i + 1}.false_alerts")})
        for i, g in enumerate(scenario.groups)
    )
    rates = {key: counts(getattr(scenario, key), key) for key in ("false_alerts", "hits")}
    return scenario.model_copy(update={"groups": groups, **rates})


def _counts(rate: Rate, where: str, opened: Callable[[str], str] | None, problems: list[Problem]) -> Rate:
    if opened is None:
        problems.append(
            FILE.problem(7, "a findings file cannot be opened from here", where, do="give events and trials instead")
        )
        return rate
    try:
        text = opened(rate.findings or "")
        document = Document.from_json(text)
    except (OSError, ValueError):
        do = "name a findings.json that Bystander wrote, from the folder of the scenario"
        problems.append(FILE.problem(7, "the findings file is not there, or is none", where, do=do))
        return rate
    of = where.rpartition(".")[2]
    wanted = rate.finding or SERVE[of][0]
    found = next((f for f in document.findings if f.id == wanted and f.estimate is not None), None)
    if found is not None and found.unit not in UNITS:
        means = "a look at a person is one search of the whole watchlist, which no rate per comparison describes"
        do = "give a rate per search or per face seen"
        problems.append(FILE.problem(7, f'"{wanted}" is a rate per {found.unit}', where, means=means, do=do))
        return rate
    counted = found is not None and found.estimate is not None and found.estimate.events is not None
    if found is None or found.estimate is None or not counted or not found.estimate.trials or wanted not in SERVE[of]:
        there = {f.id for f in document.findings if f.estimate is not None and f.unit in UNITS and not f.group}
        known = [name for name in SERVE[of] if name in there]
        do = f"name one of: {', '.join(known)}" if known else "give events and trials instead"
        no_rate = f'"{wanted}" is no rate of {SAID[of]}' if counted else f'the file has no counts under "{wanted}"'
        problems.append(FILE.problem(7, no_rate, where, do=do))
        return rate
    if found.group:
        means = "the record mixes operators, and one of them is not the others"
        do = "audit the record of the one operator alone, or give its events and trials"
        said = f'the file has "{wanted}" only for {" and ".join(found.group)} apart, and no answer for the whole record'
        problems.append(FILE.problem(7, said, where, means=means, do=do))
        return rate
    e = found.estimate
    trials, events = float(e.trials or 0), e.events or 0
    deff = max(1.0, trials / e.effective_trials) if e.effective_trials else rate.design_effect
    observed = max((row.deff or 1.0 for row in found.sensitivity if row.deff not in DEFFS), default=1.0)
    return rate.model_copy(
        update={
            "events": round(trials) - events if wanted in MISSED else events,
            "trials": trials,
            "design_effect": max(deff, observed),
            **(_scatter(document, found, trials) if rate.day_scatter is None else {}),
            "limits": (*rate.limits, *found.caveats),
            "unit": found.unit,
            "rows": _rows(document, found),
            "watchlists": tuple(sorted({size for note in document.evidence for size in note.watchlists if size})),
            "read_from": (_named(rate.findings or "", document), sha256(text.encode()).hexdigest()),
            "findings": None,
            "finding": None,
            "invented": rate.invented or document.synthetic,
            "watchlist_size": rate.watchlist_size or found.at.n,
            "threshold": found.at.threshold if rate.threshold is None else rate.threshold,
            "source": rate.source or "; ".join(map(_said, document.evidence)),
        }
    )


def _named(file: str, document: Document) -> str:
    """Name a findings file by what it is of, as all of them are called alike: "findings.json, of record.csv"."""
    of = ", ".join(note.name for note in document.evidence)
    return f"{Path(file).name}, of {of}" if of else Path(file).name


def _said(note: EvidenceNote) -> str:
    """Say of what a findings file is, whose and of when, as far as it knows."""
    return f"{note.name}, {KINDS.get(note.kind, note.kind)}, {note.of or 'date not known'}"


def _rows(document: Document, found: Finding) -> int | None:
    """Return in how many rows of a record its events were counted; None where its findings do not say."""
    measured = _measured(document, found)
    return None if measured is None else round(measured.trials or 0)


def _measured(document: Document, found: Finding) -> Estimate | None:
    """Return what was measured of how the rows behind a finding scatter."""
    same = (f for f in document.findings if (f.id, f.unit, f.group) == (OVER_DISPERSION, found.unit, found.group))
    return next((f.estimate for f in same if f.estimate is not None and f.estimate.trials), None)


def _scatter(document: Document, found: Finding, trials: float) -> dict[str, float]:
    """Return how much the days of a record scatter, at how many looks a day, and how many days; {} if not measured.

    Its rows may be of any size: ``effective_trials`` and ``df`` of the finding have them as days of one size.
    """
    measured = _measured(document, found)
    if measured is None or not measured.trials:
        return {}
    days = measured.trials if measured.df is None else measured.df + 1
    return {
        "day_scatter": measured.value,
        "day_looks": trials / (measured.effective_trials or measured.trials),
        "days": days,
    }
