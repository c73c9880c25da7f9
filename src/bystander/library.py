"""The library: the same work as the command line, for Python.

Where a file is named, a table serves as well: anything with the Arrow PyCapsule interface (pandas, polars,
duckdb, pyarrow). Nothing is written unless a path is given, and no bare number is handed out.
"""

from __future__ import annotations

from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bystander.errors import BystanderError, EvidenceError, Problem, UsageError
from bystander.evidence.record import Record
from bystander.evidence.record import read_record as _read_record
from bystander.evidence.trial import Trial

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bystander.findings import Document, Finding, Series, Study
    from bystander.studies.evaluate import Accept, Failures


class Findings:
    """What a study found: its document, and the series that its charts are drawn from.

    ``document``: the contract of findings.json. In a notebook it shows its verdict and its table.
    """

    def __init__(self, study: Study) -> None:
        self._study = study

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

        Columns: id, question, answer, quantity, unit; target_fmr, threshold, achieved_fmr, period; value, low, high,
        level, method, events, trials, effective_trials, people, df; assumption_free_upper, compliance_upper;
        not_estimable. What does not apply is null, and so are the numbers of what is not estimable.
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
        from bystander.files import write_outputs
        from bystander.report.html import render

        target = Path(path)
        write_outputs(target.parent, {target.name: render(self._study)})
        return target

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
