"""The library: the same work as the command line, for Python.

Where a file is named, a table serves as well: anything with the Arrow PyCapsule interface (pandas, polars,
duckdb, pyarrow). Nothing is written unless a path is given, and no bare number is handed out.
"""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bystander.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bystander.errors import Problem
    from bystander.findings import Document, Finding, Series, Study
    from bystander.studies.evaluate import Accept, Failures

_TEXT = ("id", "question", "answer", "quantity", "unit", "period", "group", "method", "not_estimable")
_WHOLE = ("events", "people", "n", "rank")
_COLUMNS = (
    "id", "question", "answer", "quantity", "unit", "group",
    "target_fmr", "target_fpir", "threshold", "achieved_fmr", "achieved_fpir", "n", "rank", "period",
    "value", "low", "high", "level", "method", "events", "trials", "effective_trials", "people", "df",
    "assumption_free_upper", "compliance_upper", "not_estimable",
)  # fmt: skip


def evaluate(
    trial: Any,  # noqa: ANN401 - a Trial, a path, several paths, or any table that speaks Arrow
    *,
    targets: Sequence[float] = (),
    thresholds: Sequence[float] = (),
    accept: Accept = "ge",
    failures: Failures = "fold",
    level: float = 0.95,
    threads: int | None = None,
    searches: bool = False,
    fpir_targets: Sequence[float] = (),
    rank: int | None = None,
    **declared: Any,  # noqa: ANN401 - as read_trial names and types them
) -> Findings:
    """Evaluate a trial of comparisons, or of searches of a watchlist.

    ``trial``: what :func:`read_trial` or :func:`read_searches` gives or takes; ``declared`` is handed to it
    (``distance=True``, ...). Candidate lists are searches; ``searches`` makes every probe of comparisons one, and then
    ``fpir_targets`` are rates of false alerts at which the TPIR is asked for, and ``rank`` the candidates looked at.
    ``targets``: false match rates at which the FNMR is asked for. ``thresholds``: in the units of the scores.
    ``accept``: scores at or above ("ge") or only above ("gt") the threshold match. ``failures``: failed
    comparisons never match ("fold") or are left out and counted ("exclude"). ``level``: of the intervals.
    ``threads``: how many to use; the findings do not depend on it.

    Raises EvidenceError with every problem at once, UsageError for an unusable option.
    """
    from bystander.evidence.read import read_trial
    from bystander.evidence.read_searches import is_searches, read_searches
    from bystander.evidence.searches import Searches
    from bystander.evidence.trial import Trial
    from bystander.studies.evaluate import evaluate as study
    from bystander.studies.searches import evaluate_searches

    asked = {
        "targets": targets, "thresholds": thresholds, "accept": accept, "failures": failures, "level": level,
        "fpir_targets": fpir_targets, "rank": rank,
    }  # fmt: skip
    if _is_tally(trial):
        from bystander.studies.stored import evaluate_stored

        if declared or searches:
            raise UsageError("what the evidence is was settled when the shards were tallied")
        usual = {"accept": "ge", "failures": "fold"}
        return Findings(
            evaluate_stored(Path(trial), {name: value for name, value in asked.items() if usual.get(name) != value})
        )
    if isinstance(trial, Searches) or searches or is_searches(trial):
        if isinstance(trial, Searches) and declared:
            raise UsageError(f"the searches have been read already: {', '.join(declared)} belongs to read_searches")
        if targets:
            raise UsageError("targets are false match rates of comparisons; of searches give fpir_targets")
        found = trial if isinstance(trial, Searches) else read_searches(trial, **declared)
        return Findings(
            evaluate_searches(
                found,
                targets=fpir_targets,
                thresholds=thresholds,
                rank=rank,
                accept=accept,
                failures=failures,
                level=level,
            )
        )
    if fpir_targets or rank is not None:
        raise UsageError("fpir_targets and rank are of searches; give searches=True to search with every probe")
    if isinstance(trial, Trial) and declared:
        raise UsageError(f"the trial has been read already: {', '.join(declared)} belongs to read_trial")
    given = trial if isinstance(trial, Trial) else read_trial(trial, **declared)
    return Findings(
        study(
            given,
            targets=targets,
            thresholds=thresholds,
            accept=accept,
            failures=failures,
            level=level,
            threads=threads,
        )
    )


def tally_shards(
    shards: Any,  # noqa: ANN401 - a path or several
    output: str | Path,
    *,
    key_file: str | Path | None = None,
    searches: bool = False,
    accept: Accept = "ge",
    failures: Failures = "fold",
    thresholds: Sequence[float] = (),
    tail: int = 2**20,
    leave_mate_out: bool = False,
    unit: str = "search",
    threads: int | None = None,
    dask: str | None = None,
    **declared: Any,  # noqa: ANN401 - as read_trial names and types them
) -> Path:
    """Tally shards of a trial into one file, which :func:`evaluate` takes and :func:`merge_tallies` merges.

    ``key_file``: the key of the pseudonyms, one for all shards; without it a random one is used and thrown away.
    ``thresholds``: at which errors are counted wherever they lie. ``tail``: highest comparisons of different people
    that are kept one by one. ``dask``: address of a scheduler. The rest is as for :func:`evaluate`. The file is
    evidence about single people; keep it as you keep the scores. Gives its path.
    """
    from bystander.tally.key import read_key
    from bystander.tally.shard import Asked
    from bystander.tally.spread import spread

    given = [shards] if isinstance(shards, (str, Path)) else shards
    asked = Asked(
        searches=searches, accept=accept, failures=failures, thresholds=tuple(thresholds), tail=tail,
        left_out=leave_mate_out, unit=unit, threads=threads, declared=declared,
    )  # fmt: skip
    key = read_key(None if key_file is None else Path(key_file))
    spread([Path(shard) for shard in given], Path(output), key, asked, dask=dask)
    return Path(output)


def merge_tallies(tallies: Sequence[str | Path], output: str | Path) -> Path:
    """Merge tallies that were made with one key and the same settings into one file, and give its path."""
    from bystander.files import write_outputs
    from bystander.tally.files import merged, to_bytes

    if not tallies:
        raise UsageError("there is nothing to merge")
    content = to_bytes(merged([Path(file) for file in tallies]))
    return write_outputs(Path(output).parent, {Path(output).name: content})[0]


def _is_tally(source: Any) -> bool:  # noqa: ANN401 - anything that evaluate takes
    from bystander.tally.files import is_tally

    return isinstance(source, (str, Path)) and is_tally(Path(source))


def audit(record: Any, *, level: float = 0.95, crowd: int = 60_000) -> Findings:  # noqa: ANN401 - as for evaluate
    """Audit a deployment record: what its counts do and do not support.

    ``record``: what :func:`read_record` gives or takes. ``level``: of the intervals. ``crowd``: the number of
    people that natural frequencies are told for. Raises EvidenceError with every problem at once.
    """
    from bystander.evidence.record import Record, read_record
    from bystander.studies.audit import audit as study

    return Findings(study(record if isinstance(record, Record) else read_record(record), level=level, crowd=crowd))


def crowd(scenario: Any, *, level: float = 0.95) -> Findings:  # noqa: ANN401 - a Scenario or a path
    """Tell what a system does to a crowd.

    ``scenario``: a path to a TOML file, or what :func:`read_scenario` gives. ``level``: share of such days that a range
    holds. Raises ScenarioError with every mistake at once.
    """
    from hashlib import sha256

    from bystander.crowd.scenario import Scenario
    from bystander.crowd.scenario_file import read_scenario
    from bystander.studies.crowd import crowd as study
    from bystander.studies.crowd_days import days_of

    if isinstance(scenario, Scenario):
        given, name, content = scenario, "scenario in memory", scenario.model_dump_json().encode()
    else:
        given, name, content = read_scenario(Path(scenario)), Path(scenario).name, Path(scenario).read_bytes()
    digest = sha256(content).hexdigest()
    return Findings(study(given, name=name, sha256=digest, level=level, days=days_of(given)))


def check(source: Any, **declared: Any) -> tuple[Problem, ...]:  # noqa: ANN401 - as for evaluate
    """Give every problem of a trial or a deployment record, errors first; nothing is raised for what is wrong in it.

    ``source``: a path, several paths, or any table that speaks Arrow. ``declared``: as for :func:`read_trial`.
    An empty tuple means that nothing was found. Problems of severity "error" stop ``evaluate`` and ``audit``.
    """
    from bystander.errors import EvidenceError
    from bystander.evidence.formats.record_table import is_record_header
    from bystander.evidence.inspection import inspect
    from bystander.evidence.read import read_trial
    from bystander.evidence.read_searches import is_searches, read_searches
    from bystander.evidence.record import is_record, read_record

    single = isinstance(source, str | Path)
    try:
        if is_searches(source):
            return read_searches(source, **declared).problems
        if is_record(source) if single else is_record_header(_header(source)):
            return read_record(source).problems
        return inspect(read_trial(source, **declared)).problems
    except EvidenceError as unusable:
        return tuple(unusable.problems)


def _header(table: Any) -> list[str]:  # noqa: ANN401 - any table that speaks Arrow, or several paths
    """Give the column names of a table; none of several paths."""
    if not hasattr(table, "__arrow_c_stream__"):
        return []
    import pyarrow as pa

    return [str(name) for name in pa.RecordBatchReader.from_stream(table).schema.names]


@dataclass(frozen=True)
class Picture:
    """A chart as a stand-alone SVG file; a notebook shows it as it is. ``alt`` says in words what it shows."""

    name: str
    alt: str
    svg: str

    def save(self, path: str | Path) -> Path:
        """Write the SVG to a file, whole or not at all, and give its path."""
        return _save(Path(path), self.svg)

    def _repr_svg_(self) -> str:
        return self.svg


class Findings:
    """What a study found: its document, and the series that its charts are drawn from.

    ``document``: the contract of findings.json. In a notebook it shows its verdict and its table.
    """

    def __init__(self, study: Study) -> None:
        self._study = study

    @property
    def study(self) -> Study:
        """The document with its series."""
        return self._study

    @property
    def document(self) -> Document:
        """The document, as in findings.json."""
        return self._study.document

    @property
    def verdict(self) -> tuple[str, ...]:
        """At most three sentences for a lay reader."""
        return self.document.verdict

    def to_json(self) -> str:
        """Give the text of findings.json: the same bytes for the same evidence and options."""
        return self.document.to_json()

    def find(self, finding_id: str, **at: float | str | None) -> list[Finding]:
        """Give the findings of an id (docs/included.md) at a point: ``find("fnmr-at-fmr", target_fmr=0.001)``."""
        return self.document.find(finding_id, **at)

    def series(self, name: str) -> Series:
        """Give the table that a chart is drawn from. Raises UsageError, naming those there are."""
        found = self._study.get(name)
        if found is None:
            there = ", ".join(s.name for s in self._study.series)
            raise UsageError(f"there is no series {name!r}; there are: {there}")
        return found

    def frame(self) -> Any:  # noqa: ANN401 - a pandas or a pyarrow table, whichever is there
        """Give one row a finding, in the order of the document: a pandas DataFrame, or a pyarrow Table without pandas.

        Columns: id, question, answer, quantity, unit, group; target_fmr, target_fpir, threshold, achieved_fmr,
        achieved_fpir, n, rank, period; value, low, high, level, method, events, trials, effective_trials, people, df;
        assumption_free_upper, compliance_upper; not_estimable. What does not apply is null, and so are
        the numbers of what is not estimable.
        """
        import pyarrow as pa

        rows = [_row(finding) for finding in self.document.findings]
        table = pa.Table.from_pylist(rows, schema=pa.schema([(name, _arrow_type(name)) for name in _COLUMNS]))
        try:
            return table.to_pandas()
        except ModuleNotFoundError:
            return table

    def report(self, path: str | Path) -> Path:
        """Write the page to a file, whole or not at all, and give its path."""
        from bystander.report.html import render

        return _save(Path(path), render(self._study))

    def plot(self, name: str) -> Picture:
        """Draw a chart by its name (docs/included.md). Raises UsageError, naming those that this study has."""
        from bystander.plots import export
        from bystander.plots.charts import charts as all_charts

        charts = {chart.name: chart for chart in all_charts(self._study)}
        if name not in charts:
            raise UsageError(f"there is no chart {name!r} of this study; there are: {', '.join(charts)}")
        return Picture(name, charts[name].alt, export.svg(charts[name]))

    def __repr__(self) -> str:
        document = self.document
        estimated = sum(finding.estimate is not None for finding in document.findings)
        rest = len(document.findings) - estimated
        head = f"Findings of {document.study}: {estimated} estimated, {rest} not estimable"
        return "\n".join([head, *document.verdict])

    def _repr_html_(self) -> str:
        sentences = "".join(f"<p>{escape(sentence)}</p>" for sentence in self.verdict)
        cells = "".join(
            f"<tr><td>{escape(f.id)}</td><td>{escape(f.question)}</td><td>{escape(f.answer)}</td></tr>"
            for f in self.document.findings
        )
        head = "<tr><th>finding</th><th>question</th><th>answer</th></tr>"
        return f"{sentences}<table><thead>{head}</thead><tbody>{cells}</tbody></table>"


def _save(path: Path, text: str) -> Path:
    from bystander.files import write_outputs

    write_outputs(path.parent, {path.name: text})
    return path


def _row(finding: Finding) -> dict[str, str | float | int | None]:
    """Give a finding as one row of the frame."""
    group = None if finding.group is None else ", ".join(f"{key}={value}" for key, value in finding.group.items())
    parts = (finding.estimate, finding.bounds, finding.at, finding)
    row: dict[str, str | float | int | None] = {}
    for column in _COLUMNS:
        row[column] = next(
            (getattr(part, column) for part in parts if part is not None and hasattr(part, column)), None
        )
    return row | {"group": group}


def _arrow_type(column: str) -> Any:  # noqa: ANN401 - pyarrow ships no types
    import pyarrow as pa

    if column in _TEXT:
        return pa.string()
    return pa.int64() if column in _WHOLE else pa.float64()
