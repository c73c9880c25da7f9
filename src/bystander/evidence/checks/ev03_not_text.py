"""EV03: the content fits no format that Bystander reads.

The bytes are not text, or a compressed file is cut off, or nothing in the file tells which layout it has.
An old workbook (``.xls``), a PDF, a picture or a database gives this. Save the table as CSV or Parquet, or name
the layout with ``--format``. Text that is not UTF-8, and of which nothing says what it is, is read as windows-1252:
that keeps people apart whatever it was, and it is said; ``--encoding`` settles it. Of containers that other programs
read the line of Python is said that converts them; a pickle is never opened, as reading one runs what is in it.
Large text may be read more than once: if it is changed in between, the work stops.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bystander.errors import Problem
from bystander.evidence.checks.check import Check

if TYPE_CHECKING:
    from bystander.evidence.tables.head import Head

CODE = "EV03"

_MAGIC = {
    b"PK\x03\x04": "a workbook or a zip archive",
    b"\xd0\xcf\x11\xe0": "an old workbook (.xls)",
    b"%PDF": "a PDF",
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
    b"SQLite": "a database",
    b"PAR1": "a Parquet file",
    b"ARROW1": "an Arrow file",
    b"\x93NUMPY": "a NumPy array",
    b"\x7fELF": "a program",
    b"\x89HDF": "an HDF5 file",
}

_UNKNOWN = "binary data"


def not_text(name: str, head: bytes) -> Problem:
    """Return the problem of bytes that are no text; says what they look like where that is known."""
    kind = next((word for magic, word in _MAGIC.items() if head.startswith(magic)), _UNKNOWN)
    return Problem(
        code=CODE,
        severity="error",
        found="the content is not text",
        where=name,
        expected="a text table in UTF-8, UTF-16 or Latin-1 (compressed with gzip, zstd, bzip2 or xz, or not)",
        got=kind,
        means="the file was saved in another format, or its name has the wrong ending",
        do="save the table as CSV or as Parquet"
        + ("; if it is text, name its encoding with --encoding, such as utf-16-le" if kind == _UNKNOWN else ""),
    )


_NAMED = "name it with --encoding (encoding=), such as cp1252, cp850, cp866, shift_jis or gb18030; or save it as UTF-8"


def wrong_encoding(name: str) -> Problem:
    """Return the problem of text that is not in the encoding that was declared."""
    return Problem(
        code=CODE,
        severity="error",
        found="the text is not in the encoding that was declared",
        where=name,
        expected="text in that encoding from the first to the last byte",
        means="another encoding was used, or the file is damaged",
        do=_NAMED,
    )


def unclear_encoding(name: str) -> Problem:
    """Return the problem of text of which it cannot be told whether a byte is a letter or a space."""
    return Problem(
        code=CODE,
        severity="error",
        found="the encoding of the text cannot be told",
        where=name,
        expected="UTF-8, or an encoding that is named",
        got="a byte at the edge of a cell that is a space in some code pages and a letter in others",
        means="without that letter, two people may be called the same",
        do=_NAMED,
    )


def two_encodings(name: str) -> Problem:
    """Return the problem of text that is UTF-8 at its beginning and something else later."""
    return Problem(
        code=CODE,
        severity="error",
        found="the text is UTF-8 at first, and something else later",
        where=name,
        expected="one encoding from the first to the last byte",
        means="files of different programs were put together; the same name is written in two ways",
        do="save the parts in one encoding before they are put together",
    )


def cut_text(name: str) -> Problem:
    """Return the problem of UTF-8 text that ends within a character."""
    return Problem(
        code=CODE,
        severity="error",
        found="the text ends in the middle of a character",
        where=name,
        expected="UTF-8 up to the last byte",
        means="a copy or a download was interrupted, and rows may be missing",
        do="copy the file again and compare its size",
    )


def guessed_encoding(name: str) -> Problem:
    """Return the warning of text of which nothing tells the encoding, where that decides what somebody is called."""
    return Problem(
        code=CODE,
        severity="warning",
        found="the text is not UTF-8, and nothing says what it is: it was read as windows-1252",
        where=name,
        expected="UTF-8, or an encoding that is named",
        got="letters beyond ASCII in identifiers or headings",
        means="people are kept apart all the same, but their names in a file of another encoding are not found again",
        do=_NAMED,
        needed=False,
    )


def cut_off(name: str) -> Problem:
    """Return the problem of a compressed file that ends too early or is damaged."""
    return Problem(
        code=CODE,
        severity="error",
        found="the compressed file is damaged or ends too early",
        where=name,
        expected="a complete gzip, zstd, bzip2 or xz file",
        means="a copy or a download was interrupted",
        do="copy the file again and compare its size",
    )


def changed(name: str) -> Problem:
    """Return the problem of a file that is another one when it is read again."""
    return Problem(
        code=CODE,
        severity="error",
        found="the file was changed while it was read",
        where=name,
        expected="the same file from the beginning to the end of the run",
        means="another program wrote to it, and the numbers would be of neither version",
        do="wait until it is written, or copy it, and run this again",
    )


def container(name: str, what: str, line: str) -> Problem:
    """Return the problem of a container that is not read; ``line``: how it becomes something that is."""
    return Problem(
        code=CODE,
        severity="error",
        found=f"the file is {what}",
        where=name,
        expected="a table as CSV, Parquet, Arrow, JSON lines or a workbook, or arrays as .npy, .npz or old .mat",
        means="which of its parts holds scores, and which the truth, nobody but its maker can tell",
        do=line,
    )


def broken_line(name: str, line: int | None) -> Problem:
    """Return the problem of a line of JSON that cannot be read, or does not go with those before it."""
    return Problem(
        code=CODE,
        severity="error",
        found="the JSON lines cannot be read" if line is None else f"line {line} cannot be read as the others",
        where=name if line is None else f"{name}, line {line}",
        expected="one object a line, each key once, its value a number, a text or a flag, and of one kind in all lines",
        means="the file was cut off or edited, or numbers are written as text in some lines",
        do="write one object a line; leave the score out, and give failed, where there is none",
    )


def broken_json(name: str, got: str = "JSON that is cut off, damaged, or has a key twice") -> Problem:
    """Return the problem of JSON that is no table."""
    return Problem(
        code=CODE, severity="error", found="the JSON is no table that can be read", where=name,
        expected="a list of objects, or lists of one length by the names of columns, with values of one kind in each. "
        'Or mated and non-mated scores, as {"genuine": [...], "impostor": [...]}',
        got=got, means="what its parts are is told by their names alone",
        do="write a table as CSV, or in Python: "
        'json.dump([{"image1": ..., "image2": ..., "label": ..., "score": ...}, ...], file)',
    )  # fmt: skip


def no_format(name: str, known: str) -> Problem:
    """Return the problem of content that no reader recognises."""
    return Problem(
        code=CODE,
        severity="error",
        found="the content fits no layout of comparisons",
        where=name,
        expected=known,
        means="the file may hold something else, or its layout is not known to Bystander yet",
        do="give a table with the columns probe_subject, reference_subject and score, or name the layout with --format",
    )


def unreadable_content(name: str, kind: str) -> Problem:
    """Return the problem of a Parquet, Arrow or NumPy file whose content is damaged or of a kind that is not read."""
    return Problem(
        code=CODE,
        severity="error",
        found=f"the file looks like {kind} and cannot be read as that",
        where=name,
        expected=f"a complete {kind}",
        means="a copy was interrupted, or the file was written in a variant that is not supported",
        do="write the file again",
    )


def look(head: Head) -> list[Problem]:
    """Find a file that does not begin with text."""
    return [] if head.is_text else [not_text(head.path.name, head.raw)]


CHECK = Check(code=CODE, about=__doc__, look=look)
