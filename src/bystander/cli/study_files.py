"""The files that every study leaves, and what is said on the screen about it."""

from __future__ import annotations

import json
import platform
from datetime import UTC, datetime
from importlib.metadata import version
from typing import TYPE_CHECKING

import click

from bystander import __version__
from bystander.cli.output import FINDINGS

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from bystander.findings import Document, Study

REPORT = "report.html"
CURVES = "curves.parquet"
PROVENANCE = "provenance.json"
STANDS_ON = ("numpy", "scipy", "numba", "pyarrow", "duckdb", "pydantic", "altair", "vl-convert-python")


def study_files(study: Study, *, seconds: float) -> dict[str, str | bytes]:
    """Give findings.json, report.html, curves.parquet and provenance.json of a study, by name.

    ``seconds`` is how long the study took; it goes to provenance.json, which alone may differ from run to run.
    """
    from bystander.cli.curves import curves_parquet
    from bystander.report.html import render

    return {
        FINDINGS: study.document.to_json(),
        REPORT: render(study),
        CURVES: curves_parquet(study),
        PROVENANCE: provenance(seconds=seconds),
    }


def provenance(*, seconds: float) -> str:
    """Say when and with which versions a study was made; nothing about the machine or the person."""
    made = {
        "schema": "bystander.provenance/1",
        "made_at": datetime.now(UTC).isoformat(timespec="seconds"),
        "seconds": round(seconds, 3),
        "versions": {"bystander": __version__, "python": platform.python_version()}
        | {name: version(name) for name in STANDS_ON},
    }
    return json.dumps(made, indent=2) + "\n"


def tell(document: Document, written: Sequence[Path]) -> None:
    """Print the rows of the evidence, the verdict, and the files written."""
    for note in document.evidence:
        if note.kind != "scenario":
            rows = rows_in(note.rows_read, note.rows_used, note.rows_refused)
            click.echo(f"{note.name}: {rows}")
    for sentence in document.verdict:
        click.echo(sentence)
    for path in written:
        click.echo(f"wrote {path}")


def rows_in(read: int, used: int, refused: int) -> str:
    """Say "rows in 12 = used 10 + refused 2"."""
    return f"rows in {read:,} = used {used:,} + refused {refused:,}"
