"""What a study leaves behind: files that are there whole or not at all.

Everything is written and flushed to disk beside its destination first, and only then renamed into place: the old files
go, ``findings.json`` first, and the new ones come, ``findings.json`` last. A run that is killed before that leaves what
was there; a kill in the very moment leaves files of one run, never of two, and no findings. What a killed run leaves of
its own is removed by the next.
"""

from __future__ import annotations

import os
import re
import shutil
import tempfile
import time
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from bystander.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping

FINDINGS = "findings.json"
PATIENCE = 10.0  # seconds that a run waits for another that writes beside it


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
    if any(_same(output, given) for given in inputs):
        raise UsageError(f"-o {output}: that is a file to be read; name another for the result")


def check_file(output: Path, *, is_ours: Callable[[Path], bool]) -> None:
    """Raise UsageError where one file could not be written, or would take the place of one that is not ours.

    ``is_ours``: whether a file that is there was made by the same command, and may be made again.
    """
    if not output.name or output.is_dir():
        raise UsageError(f"-o {output}: that is a folder; name a file")
    if output.exists() and output.stat().st_size and not is_ours(output):
        raise UsageError(f"-o {output}: that file is there, and is none that this command makes; name another")


def _same(one: Path, other: Path) -> bool:
    """Return whether two names are of one file: the same path, or two links to it."""
    if one.absolute().resolve() == other.absolute().resolve():
        return True
    return one.exists() and other.exists() and one.samefile(other)


def write_outputs(directory: Path, files: Mapping[str, str | bytes], *, gone: Collection[str] = ()) -> list[Path]:
    """Write all the files, or none of them, and give their paths in the order given.

    ``files`` maps file names (with folders, if wanted) to text (written as UTF-8) or bytes. A directory that
    was not there appears in one rename. In one that was there the old files go before the new ones come, and files of
    other names are left alone but for those ``gone``: what an earlier run left of which this one writes nothing. Two
    runs that write into one directory wait for each other. Raises UsageError where the directory cannot be written to.
    """
    check_directory(directory)
    target = directory.absolute()
    for name in files:
        if (target / name).is_dir():
            raise UsageError(f"-o {directory}: {name} is a directory there; move it away")
    made = _make_parents(target.parent)
    try:
        with _alone(target):
            _stage(target, files, gone)
            _sync_directory(target)
    except BaseException as error:
        for parent in reversed(made):
            if not any(parent.iterdir()):
                parent.rmdir()
        if isinstance(error, OSError):
            raise UsageError(f"-o {directory}: {error.strerror or 'cannot be written'}") from error
        raise
    return [directory / name for name in files]


@contextmanager
def _alone(target: Path) -> Iterator[None]:
    """Keep other runs from writing this directory meanwhile, and remove what killed ones have left half done.

    Where nothing can be locked, nothing is removed either: it could be another run's.
    """
    handle = _locked(target.parent)
    try:
        if handle is not None:
            _sweep(target)
        yield
    finally:
        if handle is not None:
            os.close(handle)


def _locked(folder: Path) -> int | None:
    """Return the handle of a folder that no other run holds, or None where the system cannot tell."""
    try:
        import fcntl

        handle = os.open(folder, os.O_RDONLY)
    except (ImportError, OSError):
        return None
    given_up = time.monotonic() + PATIENCE
    while time.monotonic() < given_up:
        with suppress(OSError):
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return handle
        time.sleep(0.05)
    os.close(handle)
    return None


def _sweep(target: Path) -> None:
    left = re.compile(rf"\.{re.escape(target.name)}-[a-z0-9_]{{8}}\.tmp")  # as mkdtemp makes them
    for place in (target.parent, target):
        if place.is_dir():
            for path in place.iterdir():
                if left.fullmatch(path.name):
                    shutil.rmtree(path, ignore_errors=True)


def _stage(target: Path, files: Mapping[str, str | bytes], gone: Collection[str]) -> None:
    """Write the files into a folder of their own beside the target, and then put all of them in place."""
    fresh = not target.exists()
    staging = Path(tempfile.mkdtemp(prefix=f".{target.name}-", suffix=".tmp", dir=target.parent if fresh else target))
    new = staging / "new"
    try:
        new.mkdir()
        for name, content in files.items():
            _write(new / name, content)
        if fresh:
            new.rename(target)
        else:
            _replace(target, new=new, old=staging / "old", names=list(files), gone=gone)
    finally:
        shutil.rmtree(staging, ignore_errors=True)


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


def _replace(target: Path, *, new: Path, old: Path, names: list[str], gone: Collection[str]) -> None:
    """Put new files in the place of old ones; where that fails, the old ones are back."""
    ordered = sorted(names, key=lambda name: (Path(name).name == FINDINGS, name))
    going = [*reversed(ordered), *(name for name in gone if name not in names)]
    moves = [(target / name, old / name) for name in going if (target / name).is_file()]
    moves += [(new / name, target / name) for name in ordered]
    for done, (there, here) in enumerate(moves):
        try:
            here.parent.mkdir(parents=True, exist_ok=True)
            there.replace(here)
        except OSError:
            for came, went in reversed(moves[:done]):
                went.replace(came)
            raise


def _sync_directory(path: Path) -> None:
    """Make the renames themselves durable, where the system knows how."""
    if os.name == "posix":
        handle = os.open(path, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
