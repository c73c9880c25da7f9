"""What a form brings: files, under names that can do no harm, and what it says of them."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING
from unicodedata import normalize

from bystander.serve.work import Declared

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from starlette.datastructures import FormData, UploadFile

LONGEST = 80  # characters of a file's name that are kept
BYTES = 200  # of the same, as file systems count


def uploads(form: FormData, name: str) -> list[UploadFile]:
    """Return the files that arrived in a field."""
    return [f for f in form.getlist(name) if not isinstance(f, str) and f.filename]


def declared(form: FormData) -> Declared:
    """Read what the form says of a trial. Raises ValueError in words for a reader."""
    given = str(form.get("failed", "")).replace(";", " ").split()
    try:
        failed = tuple(float(value) for value in given)
    except ValueError:
        message = "The score written for failures is not a number; write it with a point, such as -1 or 0.5."
        raise ValueError(message) from None
    pairs = [pair.partition("=") for pair in str(form.get("columns", "")).replace(";", ",").split(",") if pair.strip()]
    if not all(role.strip() and name.strip() for role, _, name in pairs):
        message = "Columns are written as role = name in the file, such as score = cosine."
        raise ValueError(message)
    columns = tuple((role.strip(), name.strip()) for role, _, name in pairs)
    if len(dict(columns)) < len(columns):
        message = "A role is given two columns; it has one."
        raise ValueError(message)
    return Declared(
        distance=form.get("direction") == "distance",
        failed_scores=failed,
        columns=columns,
        encoding=str(form.get("encoding", "")).strip(),
    )


def safe_name(given: str, number: int) -> str:
    """Return a name to store an upload under: its suffix tells readers what it is, nothing else of it can do harm."""
    last = normalize("NFC", given).replace("\\", "/").rsplit("/", 1)[-1]
    kept = "".join(c for c in last if c.isalnum() or c in "._- ").strip(". ")[-LONGEST:]
    while len(kept.encode("utf-8", "replace")) > BYTES:
        kept = kept[1:]
    return kept or f"evidence-{number}"


def store(arrived: Sequence[UploadFile], folder: Path) -> list[str]:
    """Store uploads in a folder; give their names, no two alike on any file system."""
    taken: list[str] = []
    for number, upload in enumerate(arrived, 1):
        name = safe_name(upload.filename or "", number)
        name = f"{number}-{name}" if name.lower() in {t.lower() for t in taken} else name
        taken.append(name)
        with (folder / name).open("xb") as file:
            shutil.copyfileobj(upload.file, file, 1 << 20)
    return taken
