"""Files that a form brings, under names that can do no harm."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING
from unicodedata import normalize

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from pathlib import Path

    from starlette.datastructures import FormData, UploadFile

LONGEST = 80  # characters of a file's name that are kept
BYTES = 200  # of the same, as file systems count


def uploads(form: FormData, name: str) -> list[UploadFile]:
    """Return the files that arrived in a field."""
    return [f for f in form.getlist(name) if not isinstance(f, str) and f.filename]


def safe_name(given: str, number: int) -> str:
    """Return a name to store an upload under: its suffix tells readers what it is, nothing else of it can do harm."""
    last = normalize("NFC", given).replace("\\", "/").rsplit("/", 1)[-1]
    kept = "".join(c for c in last if c.isalnum() or c in "._- ").strip(". ")[-LONGEST:]
    while len(kept.encode("utf-8", "replace")) > BYTES:
        kept = kept[1:]
    return kept or f"evidence-{number}"


def store(arrived: Sequence[UploadFile], folder: Path, taken: Collection[str] = ()) -> list[str]:
    """Store uploads in a folder; give their names, no two alike on any file system. ``taken``: names that are there."""
    lower = {name.lower() for name in taken}
    names: list[str] = []
    for number, upload in enumerate(arrived, len(lower) + 1):
        name = safe_name(upload.filename or "", number)
        while name.lower() in lower:
            name = f"{number}-{name}"
        lower.add(name.lower())
        names.append(name)
        with (folder / name).open("xb") as file:
            shutil.copyfileobj(upload.file, file, 1 << 20)
    return names
