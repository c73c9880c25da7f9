"""Temporary files that no kill can leave behind, for evidence that has to be unpacked."""

from __future__ import annotations

import stat
import tempfile
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

HANDLES = Path("/proc/self/fd")  # where Linux lets a file be opened by its handle, each time from its beginning


@contextmanager
def unnamed_file() -> Iterator[Path]:
    """Lend the path of an empty file that only this process sees; it is gone with the process, however that ends.

    It has no name in any folder where the system allows that; elsewhere it has one, in a folder for its owner alone,
    until the block ends.
    """
    if not HANDLES.is_dir():
        with tempfile.TemporaryDirectory(prefix="bystander-") as folder:
            yield Path(folder) / "unpacked"
        return
    with tempfile.TemporaryFile(prefix="bystander-") as file:
        yield HANDLES / str(file.fileno())


def unnamed_size(process: int) -> int:
    """Return the bytes of the files without a name that a process holds open; 0 where it has ended or none are told."""
    size = 0
    with suppress(OSError):
        for handle in Path(f"/proc/{process}/fd").iterdir():
            with suppress(OSError):  # closed meanwhile
                found = handle.stat()
                size += found.st_size if stat.S_ISREG(found.st_mode) and not found.st_nlink else 0
    return size
