"""Shards one after the other, or on a Dask cluster; what is done stays done.

Each shard's tally is a file of its own, beside the result, named by what it depends on: the shard's content, the key,
what was asked, and the version. A run that was killed finds the finished ones there and goes on.
"""

from __future__ import annotations

import shutil
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from bystander._version import __version__
from bystander.atomic import check_file, check_not_input, write_outputs
from bystander.errors import EvidenceError, MissingExtraError, UsageError
from bystander.evidence.formats.parquet.tally_mark import is_tally
from bystander.evidence.provenance import sha256_of
from bystander.evidence.tables.text import ensure_file
from bystander.shards.files import merged, to_bytes
from bystander.shards.key import fingerprint
from bystander.shards.shard import tally_shard

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from bystander.errors import Problem
    from bystander.evidence.comparisons.trial import Trial
    from bystander.shards.asked import Asked

PATIENCE = "20s"  # with a scheduler that does not answer
RETRIES = 3  # of a shard whose worker died


@dataclass(frozen=True, kw_only=True)
class Done:
    """A shard that is tallied: its file, whether an earlier run had left it, and what its reader had to say."""

    shard: str
    part: Path
    earlier: bool
    problems: tuple[Problem, ...] = ()


def spread(
    shards: Sequence[Path],
    output: Path,
    key: bytes,
    asked: Asked,
    *,
    dask: str | None = None,
    keep: bool = True,
    tell: Callable[[Done], None] = lambda done: None,  # noqa: ARG005 - the signature of a real one
    watch: Callable[[Trial], Trial] = lambda trial: trial,
) -> None:
    """Tally shards into one file, which appears whole when all are done.

    ``keep``: finished shards stay where others fail, for the next run; under a key that is thrown away they would be
    of no use. ``dask``: address of a scheduler whose workers see the same files under the same paths. ``tell`` is told
    of every finished shard, ``watch`` wraps what is read (not on a cluster). Raises EvidenceError with the problems of
    all shards that cannot be used, UsageError where one is given twice or would be overwritten.
    """
    if not shards:
        raise UsageError("there is no shard to tally")
    asked.check_shards(shards)
    check_not_input(output, [*shards, *asked.inputs])
    check_file(output, is_ours=is_tally)
    with _folder(output.with_name(output.name + ".parts").absolute(), keep=keep) as folder:
        jobs, problems = _jobs(shards, folder, key, asked)
        waiting = []
        for shard, part in jobs:
            if part.exists():
                tell(Done(shard=shard.name, part=part, earlier=True))
            else:
                waiting.append((shard, part))
        here = (_one(*job, key, asked, watch) for job in waiting)
        for outcome in _on_cluster(waiting, key, asked, dask) if dask else here:
            if isinstance(outcome, Done):
                tell(outcome)
            else:
                problems += outcome.problems
        _write(jobs, problems, output, one_scale=asked.one_scale)


@contextmanager
def _folder(parts: Path, *, keep: bool) -> Iterator[Path]:
    """Return the folder of the parts, which is gone when all are done, or when they are of no use to anybody."""
    try:
        yield parts
    except BaseException:
        if not keep:
            shutil.rmtree(parts, ignore_errors=True)
        raise
    shutil.rmtree(parts, ignore_errors=True)


def _jobs(
    shards: Sequence[Path], folder: Path, key: bytes, asked: Asked
) -> tuple[list[tuple[Path, Path]], list[Problem]]:
    """Return each shard that can be read with its part, and the problems of the others."""
    jobs: list[tuple[Path, Path]] = []
    problems: list[Problem] = []
    for shard in shards:
        try:
            ensure_file(shard)
        except EvidenceError as error:
            problems += error.problems
            continue
        part = _part_of(shard, folder, key, asked)
        if part in [other for _, other in jobs]:
            raise UsageError(f"{shard.name} has the content of an earlier shard; a shard counts once")
        jobs.append((shard.absolute(), part))
    return jobs, problems


def _write(jobs: Sequence[tuple[Path, Path]], problems: Sequence[Problem], output: Path, *, one_scale: bool) -> None:
    """Write the tally of all parts, or raise what is wrong with the shards."""
    if problems:
        raise EvidenceError("a shard, or more than one,", list(problems))
    parts, names = [part for _, part in jobs], [shard.name for shard, _ in jobs]
    content = parts[0].read_bytes() if len(parts) == 1 else to_bytes(merged(parts, names=names, one_scale=one_scale))
    write_outputs(output.parent, {output.name: content})


def _part_of(shard: Path, folder: Path, key: bytes, asked: Asked) -> Path:
    """Name a part by everything that it depends on."""
    depends = repr((__version__, fingerprint(key), asked.settled(), sha256_of(shard)))
    return folder / f"{sha256(depends.encode()).hexdigest()[:32]}.tally"


def _one(
    shard: Path, part: Path, key: bytes, asked: Asked, watch: Callable[[Trial], Trial] = lambda trial: trial
) -> Done | EvidenceError:
    """Tally one shard into its part."""
    try:
        tally, problems = tally_shard(shard, key, asked, watch=watch)
    except EvidenceError as error:
        return error
    write_outputs(part.parent, {part.name: to_bytes(tally)})
    return Done(shard=shard.name, part=part, earlier=False, problems=problems)


def _on_cluster(
    jobs: Sequence[tuple[Path, Path]], key: bytes, asked: Asked, address: str
) -> Iterator[Done | EvidenceError]:
    """Return the outcomes as they come; a shard whose worker died goes to another worker."""
    try:
        import distributed
    except ImportError as error:
        raise MissingExtraError("A Dask cluster", "dask") from error
    cluster: Any = distributed  # it has no types
    try:
        client = cluster.Client(address, timeout=PATIENCE, set_as_default=False)
    except OSError as error:
        raise UsageError(f"--dask {address}: no scheduler answers there") from error
    with client:
        futures = [client.submit(_one, *job, key, asked, retries=RETRIES, pure=False) for job in jobs]
        for future in cluster.as_completed(futures, loop=client.loop):
            yield future.result()
