"""What a study gives back to Python: findings that can be read, drawn, and written."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bystander.errors import UsageError

if TYPE_CHECKING:
    from bystander.findings import Document, Finding, Series, Study
    from bystander.plots.chart import Chart

_TEXT = ("id", "question", "answer", "quantity", "unit", "period", "group", "systems", "method", "not_estimable")
_WHOLE = ("events", "people", "n", "rank")
_COLUMNS = (
    "question", "value", "low", "high", "id", "answer", "quantity", "unit", "group", "systems",
    "target_fmr", "target_fpir", "threshold", "achieved_fmr", "achieved_fpir", "n", "rank", "period",
    "level", "method", "events", "trials", "effective_trials", "people", "df",
    "if_seen_among_closest_upper", "assumption_free_upper", "compliance_upper", "not_estimable",
)  # fmt: skip


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

    ``document``: the contract of findings.json. In a notebook it shows the first screen of its report.
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
        """Return the text of findings.json: the same bytes for the same evidence and options."""
        return self.document.to_json()

    def find(self, finding_id: str, **at: float | str | None) -> list[Finding]:
        """Return the findings of an id (docs/included.md) at a point: ``find("fnmr-at-fmr", target_fmr=0.001)``."""
        return self.document.find(finding_id, **at)

    def series(self, name: str) -> Series:
        """Return the table that a chart is drawn from. Raises UsageError, naming those there are."""
        found = self._study.get(name)
        if found is None:
            there = ", ".join(s.name for s in self._study.series)
            raise UsageError(f"there is no series {name!r}; there are: {there}")
        return found

    def frame(self) -> Any:  # noqa: ANN401 - a pandas or a pyarrow table, whichever is there
        """Return one row a finding, in the document's order: a pandas DataFrame, or without pandas a pyarrow Table.

        Columns: question, value, low, high; id, answer, quantity, unit, group, systems; target_fmr, target_fpir,
        threshold, achieved_fmr, achieved_fpir, n, rank, period; level, method, events, trials, effective_trials,
        people, df; if_seen_among_closest_upper, assumption_free_upper, compliance_upper; not_estimable. What does not
        apply is null, and so are the numbers of what is not estimable.
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

    @property
    def plots(self) -> tuple[str, ...]:
        """The names of the charts that this study has, the most telling first."""
        return tuple(self._charts)

    def plot(self, name: str | None = None) -> Picture:
        """Draw a chart by its name (:attr:`plots`); without one, the picture of the first screen.

        Where the first screen has none, that is the first chart. Raises UsageError, naming those that this study has.
        """
        from bystander.plots import export
        from bystander.report.picture import main_chart, main_picture

        if name is None:
            drawn = main_picture(self._study)
            if drawn is not None:
                return Picture("first-screen", drawn.alt, drawn.svg)
            name = main_chart(self._study) or next(iter(self._charts), "")
        if name not in self._charts:
            there = f"there are: {', '.join(self._charts)}" if self._charts else "it has none"
            raise UsageError(f"there is no chart {name!r} of this study; {there}")
        return Picture(name, self._charts[name].alt, export.svg(self._charts[name]))

    @cached_property
    def _charts(self) -> dict[str, Chart]:
        from bystander.plots.charts import charts

        return {chart.name: chart for chart in charts(self._study)}

    def __repr__(self) -> str:
        document = self.document
        estimated = sum(finding.estimate is not None for finding in document.findings)
        rest = len(document.findings) - estimated
        head = f"Findings of {document.study}: {estimated} estimated, {rest} not estimable"
        return "\n".join([head, *document.verdict])

    def _repr_html_(self) -> str:
        """Return the first screen of the report, with a style that holds within it alone."""
        from bystander.report.html import fragment

        return fragment(self._study)


def _save(path: Path, text: str) -> Path:
    from bystander.atomic import write_outputs

    write_outputs(path.parent, {path.name: text})
    return path


def _row(finding: Finding) -> dict[str, str | float | int | None]:
    """Return a finding as one row of the frame."""
    group = None if finding.group is None else ", ".join(f"{key}={value}" for key, value in finding.group.items())
    parts = (finding.estimate, finding.bounds, finding.at, finding)
    row: dict[str, str | float | int | None] = {}
    for column in _COLUMNS:
        row[column] = next(
            (getattr(part, column) for part in parts if part is not None and hasattr(part, column)), None
        )
    return row | {"group": group, "systems": " / ".join(finding.systems) or None}


def _arrow_type(column: str) -> Any:  # noqa: ANN401 - pyarrow ships no types
    import pyarrow as pa

    if column in _TEXT:
        return pa.string()
    return pa.int64() if column in _WHOLE else pa.float64()
