"""EV01: the file cannot be opened.

There is no such file, it is a folder, or the account that runs Bystander may not read it. Nothing can be
said about evidence that was not read, so the work stops. Give the path of one file (or the files of one
trial, one after the other); a folder of files is not searched, because a file left in it by mistake would
silently become evidence.
"""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING, Literal

from bystander.errors import Problem
from bystander.evidence.checks.check import Check

if TYPE_CHECKING:
    from pathlib import Path

CODE = "EV01"
_ADDRESS = re.compile(r"(https?|s3|gs|ftp|hf|abfss?):/", re.IGNORECASE)  # Path makes one stroke of two
Reason = Literal["missing", "address", "pattern", "pipe", "folder", "special", "forbidden"]

_FOUND: dict[Reason, tuple[str, str, str]] = {
    "missing": ("there is no such file", "the name is misspelt, or the path starts from another folder",
                "check the name and the folder it is given from"),
    "address": ("an address, and not a file", "nothing is fetched from anywhere", "download the file, and give that"),
    "pattern": ("no file is called so, and * and ? are not filled in", "the shell found no file that fits",
                "give the file or files of the trial by name"),
    "pipe": ("there is no file called -", "what comes through a pipe is not read, as evidence is read more than once",
             "save it to a file first"),
    "folder": ("this is a folder, not a file", "a folder may hold files that are no part of the trial",
               "give the file or files of the trial by name"),
    "special": ("this is neither a file nor a folder", "evidence is read more than once, a pipe or device only once",
                "save it to a file first"),
    "forbidden": ("the file may not be read by this account", "the file belongs to someone else",
                  "ask its owner for permission to read it"),
}  # fmt: skip


def _unreadable(path: Path, reason: Reason) -> Problem:
    """Return the problem of a file that cannot be opened."""
    found, means, do = _FOUND[reason]
    return Problem(
        code=CODE,
        severity="error",
        found=found,
        where=path.name,
        expected="a file that can be read",
        means=means,
        do=do,
    )


def _why_missing(path: Path) -> Reason:
    """Return what may have been meant by a name that no file has."""
    if _ADDRESS.match(str(path)):
        return "address"
    if path.name == "-":
        return "pipe"
    return "pattern" if {"*", "?"} & set(path.name) else "missing"


def look(path: Path) -> list[Problem]:
    """Find out why a file cannot be opened, if it cannot."""
    reason: Reason | None = None
    if not path.exists():
        reason = _why_missing(path)
    elif path.is_dir():
        reason = "folder"
    elif not path.is_file():
        reason = "special"
    elif not os.access(path, os.R_OK):
        reason = "forbidden"
    return [] if reason is None else [_unreadable(path, reason)]


CHECK = Check(code=CODE, about=__doc__, look=look)
