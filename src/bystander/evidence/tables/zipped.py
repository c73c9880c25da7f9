"""A zip archive of one file of text, which is read as one packed by gzip is.

What a Mac or Windows adds of its own accord is no file of anybody's. Where there are several, nobody can tell which is
meant; and what programs keep in such archives (workbooks, arrays, models) is no text.
"""

from __future__ import annotations

import zipfile
import zlib
from typing import IO, TYPE_CHECKING

from bystander.evidence.tables.decoding import CONTROL
from bystander.evidence.tables.encoding import encoding_by_mark

if TYPE_CHECKING:
    from pathlib import Path

MAGIC = b"PK\x03\x04"
_OWN = ("__MACOSX/", "__macosx/")
_ADDED = {".ds_store", "thumbs.db", "desktop.ini"}
_ARRAY = ".npy"
_OF_PROGRAMS = (".xml", ".pkl", _ARRAY)
_LOOKED_AT = 1 << 12


def files_in(archive: zipfile.ZipFile) -> list[zipfile.ZipInfo]:
    """Return the files of an archive that somebody put there."""
    return [one for one in archive.infolist() if not (one.is_dir() or _is_added(one.filename))]


def holds_text(path: Path) -> bool:
    """Return whether a zip archive holds one file, and that is text; never raises for one that is damaged."""
    try:
        with zipfile.ZipFile(path) as archive:
            files = files_in(archive)
            if len(files) != 1 or files[0].flag_bits & 1 or files[0].filename.casefold().endswith(_OF_PROGRAMS):
                return False
            with archive.open(files[0]) as content:
                head = content.read(_LOOKED_AT)
    except (OSError, ValueError, EOFError, NotImplementedError, zipfile.BadZipFile, zlib.error):
        return False
    return bool(head) and (bool(encoding_by_mark(head)) or head.translate(None, CONTROL) == head)


def is_npz(path: Path) -> bool:
    """Return whether an archive is one of arrays, by what it holds, or its name where that is damaged; never raises."""
    try:
        with zipfile.ZipFile(path) as archive:
            names = [one.filename for one in files_in(archive)]
    except (OSError, ValueError, zipfile.BadZipFile):
        names = []
    return path.suffix.casefold() == ".npz" if not names else all(name.endswith(_ARRAY) for name in names)


def text_in(path: Path) -> IO[bytes]:
    """Open the one file of an archive that holds text; it is read on its own, and closing it closes the archive."""
    with zipfile.ZipFile(path) as archive:
        return archive.open(files_in(archive)[0])


def _is_added(name: str) -> bool:
    last = name.rpartition("/")[2]
    return name.startswith(_OWN) or last.startswith("._") or last.casefold() in _ADDED
