"""Readers, one format a file; the first whose ``fits`` says yes reads the evidence.

A reader is a module with ``NAME``, ``fits(head, request)`` and ``read(request)``. It is imported where a file may be of
its format: of nearly all files the first bytes say that they are not.
"""

from __future__ import annotations

from dataclasses import replace
from importlib import import_module
from typing import TYPE_CHECKING, Protocol, cast

from bystander.errors import EvidenceError, UsageError
from bystander.evidence.checks.check import require
from bystander.evidence.checks.ev03_not_text import no_format
from bystander.evidence.checks.ev07_files import further_files, two_lists_of_pairs
from bystander.evidence.checks.order import IS_TEXT
from bystander.evidence.tables.look import look

if TYPE_CHECKING:
    from bystander.evidence.comparisons.trial import Trial
    from bystander.evidence.request import Request
    from bystander.evidence.tables.head import Head

# name given with --format -> module; in the order in which they are tried
READERS: dict[str, str] = {
    "embeddings": "vectors",
    "parquet": "parquet.read",
    "arrow": "arrow",
    "scores": "scores_in_order",
    "npy": "numpy_arrays",
    "workbook": "workbook",
    "mat": "matlab",
    "container": "containers",
    "bee": "bee",
    "lists": "score_lists",
    "tables": "score_tables",
    "histograms": "histograms",
    "samples": "sample_scores",
    "list": "verification_list",
    "bob": "bob",
    "json": "json_whole",
    "jsonl": "json_lines",
    "bare": "bare_matrix",
    "matrix": "score_matrix",
    "table": "delimited",
}

# what a file of a format begins with, where that is one of few; a file of any other may begin with anything
BEGINNINGS: dict[str, tuple[bytes, ...]] = {
    "embeddings": (b"PK", b"MATL", b"PAR1"),
    "parquet": (b"PAR1",),
    "arrow": (b"ARROW1", b"\xff\xff\xff\xff"),
    "npy": (b"\x93NUMPY", b"PK"),
    "workbook": (b"PK",),
    "mat": (b"MATLAB 5.0 MAT-file",),
    "bee": (b"S2\n", b"S2\r\n", b"D2\n", b"D2\r\n"),
}

GUESSES = ("matrix",)  # told by where numbers stand, which other tables have there too


class Reader(Protocol):
    """What every module of a format offers."""

    NAME: str

    def fits(self, head: Head, request: Request) -> bool:
        """Return whether the evidence has this format."""
        ...

    def read(self, request: Request) -> Trial:
        """Read it."""
        ...


def reader_for(request: Request, name: str | None = None) -> Reader:
    """Choose the reader, by name or by looking into the first file.

    Raises :class:`UsageError` for an unknown name and :class:`EvidenceError` (EV03) where nothing fits.
    """
    if name is not None:
        if name not in READERS:
            message = f"there is no format {name!r}; the formats are {', '.join(READERS)}"
            raise UsageError(message)
        return _module(name)
    head = look(request.file)
    for key in READERS:
        if not head.raw.startswith(BEGINNINGS.get(key, b"")):
            continue
        reader = _module(key)
        if reader.fits(head, request):
            return reader
    file = request.file.name
    if len(request.files) > 1:  # alone, the first may be what nobody comes with in parts
        if head.is_text and not head.has_header and _says_both_kinds(request):
            raise EvidenceError(request.name, [two_lists_of_pairs(request.name)])
        layout = reader_for(replace(request, files=request.files[:1])).NAME
        raise EvidenceError(request.name, [further_files(request.name, layout, len(request.files), 1)])
    require(IS_TEXT, head, file)
    known = ", ".join(_module(key).NAME for key in READERS)
    raise EvidenceError(file, [no_format(request.name, known)])


def _says_both_kinds(request: Request) -> bool:
    """Return whether two files are mated and non-mated comparisons by their names."""
    from bystander.evidence.formats.score_lists import role_of

    return len(request.files) == len({role_of(path) for path in request.files} - {None}) == 2


def is_guess(reader: Reader) -> bool:
    """Return whether what a reader fits may be something else, so that what comes of it has to make sense."""
    return any(reader is _module(key) for key in GUESSES)


def _module(key: str) -> Reader:
    return cast("Reader", import_module(f"bystander.evidence.formats.{READERS[key]}"))
