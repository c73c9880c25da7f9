"""Containers that are not read: each is refused with the line of Python that makes of it what is read.

A pickle is never opened, as reading one runs what is in it; HDF5 has no layout of its own that could be told; of a zip
archive of several files it would be a guess which of them is meant.
"""

from __future__ import annotations

import re
import zipfile
from typing import TYPE_CHECKING

from bystander.errors import EvidenceError
from bystander.evidence.checks.ev03_not_text import container
from bystander.evidence.tables.text import head_of
from bystander.evidence.tables.zipped import MAGIC, files_in, is_npz

if TYPE_CHECKING:
    from pathlib import Path

    from bystander.evidence.comparisons.trial import Trial
    from bystander.evidence.request import Request
    from bystander.evidence.tables.head import Head

NAME = "container"
_HDF5, _MATLAB = b"\x89HDF\r\n\x1a\n", b"MATLAB 7.3 MAT-file"
_PICKLES = tuple(bytes((0x80, version)) for version in (2, 3, 4, 5))
_SAVE = "np.savez('scores.npz', scores=..., labels=...)"
_FROM_HDF5 = (
    "import h5py, numpy as np; f = h5py.File({file!r}); "
    "np.savez('scores.npz', scores=f['SCORES'][()], labels=list(f['LABELS'][()]))"
)
_FRAME = "in Python: import pandas as pd; pd.read_{kind}('FILE').to_csv('scores.csv', index=False)"
_OF_R = "in R: write.csv(readRDS('FILE'), 'scores.csv', row.names = FALSE); of .RData, load('FILE') comes first"
_PAGE = "save its table as CSV; where a download should have been a file, look at the page in a browser"
_AVRO = "pd.DataFrame(fastavro.reader(open('FILE', 'rb'))).to_csv('scores.csv', index=False)"
_FROM_HTML = "in Python: import pandas as pd; pd.read_html('FILE')[0].to_csv('scores.csv', index=False)"
_AS_CSV = "write the table as CSV where it was made, in pandas with to_csv('scores.csv', index=False)"
_QUERY = "let the database write the table as CSV"
_SQL = (b"create table", b"insert into", b"drop table", b"-- mysql dump", b"-- postgresql", b"begin transaction",
        b"pragma foreign_keys")  # fmt: skip
_RULE = re.compile(rb"[^\n]*\|[^\n]*\n[ \t]*\|?([ \t]*:?-{2,}:?[ \t]*\|)+([ \t]*:?-{2,}:?)?[ \t]*\r?(\n|$)")
_MARKDOWN = (b"|", "a table in Markdown", f"{_AS_CSV}, or leave out the line of dashes and the | at both ends")
# how a file begins, unpacked; what it is; and what makes of it what is read: of binary files, and of text in any case
_BINARY: tuple[tuple[bytes, str, str], ...] = (
    *((start, "a file of R", _OF_R) for start in (b"RDX", b"X\n\0\0\0", b"B\n\0\0\0")),
    (b"ORC", "an ORC file", _FRAME.format(kind="orc")),
    (b"$FL2", "a file of SPSS", _FRAME.format(kind="spss")),
    (b"<stata_dta>", "a file of Stata", _FRAME.format(kind="stata")),
    (b"Obj\x01", "an Avro file", f"in Python: import fastavro, pandas as pd; {_AVRO}"),
    (b"FEA1", "a Feather file of the first version", _FRAME.format(kind="feather")),
)
_TEXT: tuple[tuple[bytes, str, str], ...] = (
    (b"%pdf-", "a PDF", "ask for the table as CSV or as a workbook: numbers copied out of a page are easily lost"),
    (b"<!doctype html", "a page (HTML)", _PAGE),
    (b"<html", "a page (HTML)", _PAGE),
    (b"<table", "a table in HTML", _FROM_HTML),
    (b"\\begin{tab", "a table in TeX", _AS_CSV),
    (b"\\begin{longtable", "a table in TeX", _AS_CSV),
    *((start, "a dump of a database (SQL)", _QUERY) for start in _SQL),
    (b"+-----", "a table as a database client prints it", _QUERY),
    (b"version https://git-lfs", "a pointer that Git LFS left in place of the file", "fetch the file: git lfs pull"),
)
_NAMED = "the names of its arrays in place of SCORES and LABELS (list(f) shows them)"
_SHOWN = "the arrays that hold scores and labels in place of the dots"


def fits(head: Head, request: Request) -> bool:
    """Return whether the file is a container of one of these kinds."""
    return _kind(head.raw, request.file) is not None


def read(request: Request) -> Trial:
    """Raise EvidenceError: say what the file is, and what converts it."""
    kind = _kind(head_of(request.file), request.file)
    what, line = kind or ("a container", "")
    raise EvidenceError(request.name, [container(request.file.name, what, line)])


def _kind(raw: bytes, path: Path) -> tuple[str, str] | None:
    """Return what a container is, and how it becomes something else; None of anything else."""
    if raw.startswith(_HDF5):
        return "an HDF5 file", f"in Python, with {_NAMED}: {_FROM_HDF5.format(file=path.name)}"
    if raw.startswith(_MATLAB):
        # through Python it would come out with rows for columns
        line = f"s = load({_quoted(path.name)}); save('scores.mat', '-struct', 's', '-v7')"
        return "a MATLAB file of version 7.3, which is HDF5", f"in MATLAB: {line}"
    if raw.startswith(_PICKLES):
        what = "a pickle, whose reading would run what is in it"
        line = f"where it comes from, in Python: import pickle, numpy as np; f = pickle.load(open(FILE, 'rb')); {_SAVE}"
        return what, f"{line}, with {_SHOWN}"
    small = raw.lstrip()[:64].lower()
    binary = [one for one in _BINARY if b"\0" in raw and raw.startswith(one[0])]
    ruled = [_MARKDOWN] if _RULE.match(raw.lstrip()) else []
    for _, what, line in (*binary, *ruled, *(one for one in _TEXT if small.startswith(one[0]))):
        return what, line
    if raw.startswith(MAGIC) and not is_npz(path):
        return _archive(path)
    return None


def _quoted(name: str) -> str:
    """Return a name as MATLAB writes text."""
    return "'" + name.replace("'", "''") + "'"


def _archive(path: Path) -> tuple[str, str] | None:
    with path.open("rb") as file:
        if file.read(len(MAGIC)) != MAGIC:
            return "a workbook or a zip archive that was packed once more", "unpack it, and give what was in it"
    try:
        with zipfile.ZipFile(path) as archive:
            names = [one.filename for one in files_in(archive)]
    except (OSError, ValueError, zipfile.BadZipFile):
        return "a zip archive, which is damaged", "copy it again"
    if "xl/workbook.xml" in names:
        return None
    if any(name.endswith("data.pkl") for name in names):
        what = "a file of PyTorch, whose reading may run what is in it"
        return what, f"where it comes from, in Python: import torch, numpy as np; f = torch.load(FILE); {_SAVE}"
    if "content.xml" in names:
        return "a document or sheet of OpenDocument", "save the sheet as CSV or as a workbook (.xlsx)"
    return f"a zip archive of {len(names):,} file{'' if len(names) == 1 else 's'}", "unpack it, and give the file meant"
