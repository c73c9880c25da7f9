"""A file without a name, for evidence that has to be unpacked: whatever ends the run, nothing of it is left behind.

Linux lends such a file by the number under which it is open. Elsewhere it has a name while it is open, and a run that
is killed leaves it in the temporary folder.
"""

from __future__ import annotations

import stat
import tempfile
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, TYPE_CHECKING

from bystander.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_OPEN_FILES = Path("/proc/self/fd")


@contextmanager
def scratch(chunks: Iterable[bytes]) -> Iterator[Path]:
    """Lend a file with some content, while the block lasts; it can be opened by its path as often as is needed.

    What ``chunks`` raise is raised. Raises UsageError where there is no room for it.
    """
    with _opened() as file:
        for chunk in chunks:
            try:
                file.write(chunk)
            except OSError as full:
                raise _no_room(full) from full
        try:
            file.flush()
        except OSError as full:
            raise _no_room(full) from full
        yield _OPEN_FILES / str(file.fileno()) if _OPEN_FILES.is_dir() else Path(file.name)


def scratch_size(process: int) -> int:
    """Return the bytes of the files without a name that a process holds open; 0 where it has ended or none are told."""
    size = 0
    with suppress(OSError):
        for handle in Path(f"/proc/{process}/fd").iterdir():
            with suppress(OSError):  # closed meanwhile
                found = handle.stat()
                size += found.st_size if stat.S_ISREG(found.st_mode) and not found.st_nlink else 0
    return size


def _opened() -> IO[bytes]:
    try:
        if _OPEN_FILES.is_dir():
            return tempfile.TemporaryFile(prefix="bystander-", buffering=0)
        return tempfile.NamedTemporaryFile(prefix="bystander-", buffering=0)
    except OSError as full:
        raise _no_room(full) from full


def _no_room(full: OSError) -> UsageError:
    reason = full.strerror or "it cannot be written to"
    return UsageError(
        f"the evidence has to be unpacked, and the temporary folder has no room for it ({reason}). "
        "Make room there, or set TMPDIR to a folder that has"
    )
