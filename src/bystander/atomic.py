"""What a study leaves behind: files that are there whole or not at all.

Everything is written and flushed to disk beside its destination first, and only then renamed into place,
``findings.json`` last. A run that is killed leaves what was there before.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from bystander.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

FINDINGS = "findings.json"


def check_directory(directory: Path) -> None:
    """Raise UsageError where outputs could not be written; called before the long work, not after it.

    A directory that is not there yet is fine: it is made when there is something to put in it.
    """
    nearest = directory.absolute()
    while not nearest.exists():
        nearest = nearest.parent
    if not nearest.is_dir():
        raise UsageError(f"-o {directory}: {nearest.name} is a file; name a directory, which is made if need be")
    if not os.access(nearest, os.W_OK | os.X_OK):
        raise UsageError(f"-o {directory}: not allowed to write in {nearest.name or nearest}")


def check_not_input(output: Path, inputs: Iterable[Path]) -> None:
    """Raise UsageError where an output would take the place of what it is made from."""
    if any(output.absolute().resolve() == given.absolute().resolve() for given in inputs):
        raise UsageError(f"-o {output}: that is a file to be read; name another for the result")


def write_outputs(directory: Path, files: Mapping[str, str | bytes]) -> list[Path]:
    """Write all the files, or none of them, and give their paths in the order given.

    ``files`` maps file names (with folders, if wanted) to text (written as UTF-8) or bytes. A directory that
    was not there appears in one rename. In one that was there each file is replaced by a rename,
    ``findings.json`` last, and files of other names are left alone. Raises UsageError where the directory
    cannot be written to.
    """
    check_directory(directory)
    target = directory.absolute()
    fresh = not target.exists()
    for name in files:
        if (target / name).is_dir():
            raise UsageError(f"-o {directory}: {name} is a directory there; move it away")
    made = _make_parents(target.parent)
    staging = Path(tempfile.mkdtemp(prefix=f".{target.name}-", suffix=".tmp", dir=target.parent if fresh else target))
    try:
        for name, content in files.items():
            _write(staging / name, content)
        if fresh:
            staging.chmod(0o777 & ~_umask())  # mkdtemp's is for the owner's eyes only
            staging.rename(target)
        else:
            _replace(staging, target, names=list(files))
        _sync_directory(target)
    except BaseException as error:
        shutil.rmtree(staging, ignore_errors=True)
        for parent in reversed(made):
            if not any(parent.iterdir()):
                parent.rmdir()
        if isinstance(error, OSError):
            raise UsageError(f"-o {directory}: {error.strerror or 'cannot be written'}") from error
        raise
    shutil.rmtree(staging, ignore_errors=True)
    return [directory / name for name in files]


def _make_parents(parent: Path) -> list[Path]:
    """Make the missing folders above the output; give those that were made, outermost first."""
    missing = [p for p in (parent, *parent.parents) if not p.exists()][::-1]
    for path in missing:
        path.mkdir(exist_ok=True)
    return missing


def _write(path: Path, content: str | bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        file.write(content.encode() if isinstance(content, str) else content)
        file.flush()
        os.fsync(file.fileno())


def _replace(staging: Path, target: Path, *, names: list[str]) -> None:
    for name in sorted(names, key=lambda n: (Path(n).name == FINDINGS, n)):
        (target / name).parent.mkdir(parents=True, exist_ok=True)
        (staging / name).replace(target / name)


def _sync_directory(path: Path) -> None:
    """Make the renames themselves durable, where the system knows how."""
    if os.name == "posix":
        handle = os.open(path, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _umask() -> int:
    current = os.umask(0)
    os.umask(current)
    return current
