"""The files that every study leaves."""

from __future__ import annotations

import json
import platform
from contextlib import suppress
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING

from bystander._version import __version__
from bystander.atomic import FINDINGS
from bystander.findings.document import SCHEMA

if TYPE_CHECKING:
    from collections.abc import Collection
    from pathlib import Path

    from bystander.findings import Study

REPORT = "report.html"
CURVES = "curves.parquet"
PROVENANCE = "provenance.json"
STUDY_FILES = (FINDINGS, REPORT, CURVES, PROVENANCE)
SHARE_SVG, SHARE_PNG = SHARE_FILES = ("share.svg", "share.png")  # of a study that has a picture to hand on
STANDS_ON = ("numpy", "scipy", "numba", "pyarrow", "pydantic", "vl-convert-python")


def study_files(study: Study, *, seconds: float) -> dict[str, str | bytes]:
    """Return findings.json, report.html, curves.parquet and provenance.json of a study, by name, and its picture.

    ``seconds`` is how long the study took; it goes to provenance.json, which alone may differ from run to run.
    """
    from bystander.api.curves import curves_parquet
    from bystander.report.html import render

    return {
        FINDINGS: study.document.to_json(),
        REPORT: render(study),
        CURVES: curves_parquet(study),
        PROVENANCE: provenance(seconds=seconds),
        **share_files(study),
    }


def stale_files(directory: Path, files: Collection[str]) -> tuple[str, ...]:
    """Return what an earlier study left in a folder that ``files`` has nothing of: the picture of another claim.

    A picture is ours beside the findings of a claim alone, which were written with it; any other is somebody else's.
    """
    try:
        found = json.loads((directory / FINDINGS).read_text("utf-8"))
    except (OSError, ValueError):
        return ()
    ours = isinstance(found, dict) and str(found.get("schema", "")).startswith(SCHEMA.partition("/")[0] + "/")
    return tuple(n for n in SHARE_FILES if n not in files) if ours and found.get("study") == "claim" else ()


def share_files(study: Study) -> dict[str, str | bytes]:
    """Return the picture to hand on as SVG and PNG, by name; nothing of a study that has none.

    The PNG is left out where nothing draws it, as in a browser.
    """
    from bystander.plots import export
    from bystander.plots.share import claim, draw

    card = claim.card(study)
    if card is None:
        return {}
    picture = draw.svg(card)
    found: dict[str, str | bytes] = {SHARE_SVG: picture}
    with suppress(ModuleNotFoundError):
        found[SHARE_PNG] = export.to_png(picture)
    return found


def provenance(*, seconds: float) -> str:
    """Say when and with which versions a study was made; nothing about the machine or the person."""
    made = {
        "schema": "bystander.provenance/1",
        "made_at": datetime.now(UTC).isoformat(timespec="seconds"),
        "seconds": round(seconds, 3),
        "versions": {"bystander": __version__, "python": platform.python_version()}
        | {name: found for name in STANDS_ON if (found := _version_of(name)) is not None},
    }
    return json.dumps(made, indent=2) + "\n"


def _version_of(name: str) -> str | None:
    """Return the version of a distribution; None where it is not installed, as not every study needs each."""
    try:
        return version(name)
    except PackageNotFoundError:
        return None
