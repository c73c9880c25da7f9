"""The passes over a large Parquet file before it is a trial: who is in it, and which rows are refused.

The score column is not read here, except where samples are compared twice.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa

from bystander.evidence.checks.check import found_by, stop
from bystander.evidence.checks.ev29_identifiers import NOT_ONE_VALUE, unusable
from bystander.evidence.checks.order import CELLS
from bystander.evidence.checks.rejected import Rejected, Unread
from bystander.evidence.checks.where import LISTED, Rows
from bystander.evidence.comparisons.assemble import to_flags, to_valid
from bystander.evidence.comparisons.checks.order import READING
from bystander.evidence.comparisons.of_table import typed
from bystander.evidence.comparisons.reading import Reading
from bystander.evidence.comparisons.samples import OwnerMap, SampleNames, namespace
from bystander.evidence.comparisons.trial import BothHalves, Trial
from bystander.evidence.formats.parquet.blocks import SAMPLES, SUBJECTS, Decoder, ParquetBlock, Source, each
from bystander.evidence.formats.parquet.flags import told_flags
from bystander.evidence.formats.parquet.orders import Orders, PairSample, orders_of
from bystander.evidence.formats.parquet.places import places
from bystander.evidence.formats.parquet.repeats import without_repeats
from bystander.evidence.people.codes import Codes, Collector
from bystander.kernels.compiling import compiler
from bystander.kernels.distinct import distinct

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from numpy.typing import NDArray

    from bystander.errors import Problem
    from bystander.evidence.comparisons.columns_read import Headed
    from bystander.evidence.formats.parquet.blocks import Part
    from bystander.evidence.formats.parquet.places import Places
    from bystander.evidence.formats.parquet.regular import Regular
    from bystander.evidence.request import Request

_SUBJECTS, _SAMPLES = SUBJECTS, SAMPLES


def survey(source: Source, request: Request, *, form: str, said: Headed) -> Trial:
    """Make the trial of a large Parquet file; ``said``: what there is to say of its header.

    Raises :class:`EvidenceError` with every problem that stops the work.
    """
    name = request.file.name
    _check_types(source, name)
    parts = source.parts()
    source, words, of_flags = told_flags(source, parts, request)
    known = places(source, parts) if compiler() else None
    decoder = Decoder(
        source=source,
        words=words,
        subjects=_collect(source, parts, _SUBJECTS) if known is None else known.subjects,
        sign=-1 if request.distance else 1,
        failed_scores=request.failed_scores,
    )
    decoder, samples = _with_samples(decoder, parts, Reading(name=name), known)
    refused, rows, sample = _refused(decoder, parts, Reading(name=name), known)
    known_rows = () if known is None else known.regular
    orders = Orders() if request.square == "apart" else orders_of(decoder, parts, refused, sample, known_rows)
    total, left_out = source.metadata.num_rows, sum(map(len, refused))
    rows = replace(rows, read=total, used=total - left_out)
    blocks = _blocks(decoder, parts, refused, None, known_rows)
    halves = None
    if orders.second is not None:
        found = (*said.problems, *of_flags, *found_by(READING, samples), *found_by(READING, rows))
        halves = BothHalves(blocks=blocks, rows_refused=left_out, problems=found)
        blocks = _blocks(decoder, parts, refused, orders.second, known_rows)
        again = sum(orders.rows)
        left_out += again
        rows = replace(rows, used=total - left_out, both_orders=again)
    else:
        rows = replace(rows, two_scores=(orders.differing, orders.pairs), about=orders.pairs > 0)
    problems = (*said.problems, *of_flags, *found_by(READING, samples), *found_by(READING, rows))
    return Trial(
        name=request.name, sha256=request.sha256(), format=form, blocks=blocks, subjects=decoder.subjects.size,
        rows_read=total, rows_refused=left_out, distance=request.distance, problems=problems,
        score=said.score,
        people=decoder.subjects, halves=halves, both_orders=orders.pairs > 0,
        orders_unseen=request.square != "apart" and len(decoder.sides) < len(_SAMPLES),
        samples=None if decoder.images is None or decoder.space is None else SampleNames(decoder.images, decoder.space),
    )  # fmt: skip


def _blocks(
    decoder: Decoder,
    parts: Sequence[Part],
    refused: Sequence[NDArray[np.int64]],
    second: Sequence[NDArray[np.uint8]] | None,
    regular: Sequence[Mapping[str, Regular]],
) -> list[ParquetBlock]:
    """Return the blocks less the refused rows, and less those that are the second order of a pair."""
    blocks = []
    for number, ((groups, start, size), bad) in enumerate(zip(parts, refused, strict=True)):
        out = np.zeros(size, np.bool_) if second is None else np.unpackbits(second[number], count=size).view(np.bool_)
        out[bad] = True
        kept = size - int(np.count_nonzero(out))
        if kept:
            left_out = np.packbits(out) if kept < size else None
            names = regular[number] if number < len(regular) else {}
            blocks.append(ParquetBlock(decoder, groups, start, kept, left_out, names))
    return blocks


def _check_types(source: Source, name: str) -> None:
    schema = source.metadata.schema.to_arrow_schema()
    unread = []
    nameless: list[Problem] = []
    for role, column in source.names.items():
        kind = schema.field(column).type
        number = pa.types.is_floating(kind) or pa.types.is_integer(kind) or pa.types.is_decimal(kind)
        try:
            typed(role, pa.chunked_array([], kind))
        except (pa.ArrowInvalid, pa.ArrowNotImplementedError):
            unread.append(Unread(role, [1], ["text"]))
        except TypeError:
            nameless.append(unusable(name, NOT_ONE_VALUE, role))
        else:
            unread += [Unread(role, [1], ["text"])] if role == "score" and not number else []
    stop([*nameless, *found_by(CELLS, Rejected(name=name, unread=unread))], name)


def _collect(source: Source, parts: Sequence[Part], roles: Sequence[str]) -> Codes:
    schema = source.metadata.schema.to_arrow_schema()
    kinds = [schema.field(source.names[role]).type for role in roles]
    span = source.span(roles) if all(map(pa.types.is_integer, kinds)) else None
    # beyond 64 bits with a sign, as hashes are, and where the file does not say how far they go: as their digits
    signed = all(pa.types.is_integer(kind) and not pa.types.is_uint64(kind) for kind in kinds)
    text = not (signed or (span is not None and span[1] < 1 << 63))
    collector = Collector(text=text, people=tuple(roles) == _SUBJECTS, name=source.path.name)
    if span is not None and not text:
        collector.expect(*span)

    def work(groups: tuple[int, ...]) -> None:
        for column in source.read(groups, roles).values():
            collector.add(column)

    try:
        for _ in each(work, parts):
            pass
        return collector.codes()
    except pa.ArrowInvalid as damage:  # text that is none
        raise source.damaged() from damage


def _with_samples(
    decoder: Decoder, parts: Sequence[Part], reading: Reading, known: Places | None
) -> tuple[Decoder, Reading]:
    """Find out what the sample columns mean, if there are any; returns the facts on that, too."""
    source = decoder.source
    roles = [role for role in _SAMPLES if role in source.names]
    if not roles:
        return decoder, reading
    images = known.images if known is not None and known.images is not None else _collect(source, parts, roles)

    def work(groups: tuple[int, ...]) -> Mapping[str, tuple[NDArray[np.int32], NDArray[np.int32]]]:
        columns = source.read(groups, [*_SUBJECTS, *roles])
        people = dict(zip(_SAMPLES, decoder.people(columns), strict=True))
        return {role: (images.encode(columns[role]), people[role]) for role in roles}

    if known is not None and known.owners is not None:
        maps = dict(known.owners)
    else:
        maps = {role: OwnerMap.empty(images.size) for role in roles}
        for found in each(work, parts):
            for role, (names, people) in found.items():
                maps[role].add(names, people)
    placeholders = [role for role in roles if maps[role].placeholder]
    for role in placeholders:
        del maps[role]
    space, doubtful = namespace(maps.get("probe_id"), maps.get("reference_id"))
    rows: list[int] = []
    total = 0
    if doubtful is not None:
        for (_, start, _), found in zip(parts, each(work, parts), strict=True):
            at = distinct(np.concatenate([doubtful.rows(*found[role]) for role in maps]))
            rows.extend(start + 1 + int(p) for p in at[: LISTED - len(rows)])
            total += len(at)
    reading = replace(
        reading, placeholders=placeholders, space=space, doubtful=doubtful, doubtful_rows=Rows(rows, total)
    )
    return replace(decoder, images=images, space=space, sides=frozenset(maps)), reading


def _refused(
    decoder: Decoder, parts: Sequence[Part], reading: Reading, known: Places | None
) -> tuple[list[NDArray[np.int64]], Reading, PairSample]:
    """Return the refused positions of every block: without ground truth, of a sample with itself, repeated.

    Also gives a sample of pairs of samples.
    """
    source = decoder.source
    both = len(decoder.sides) == len(_SAMPLES)
    rows: dict[str, list[int]] = {role: [] for role in (*_SUBJECTS, "self", "mated")}
    totals = dict.fromkeys(rows, 0)
    labelled = "mated" in source.names
    roles = [*_SUBJECTS, *(_SAMPLES if both else ()), *(["mated"] if labelled else [])]
    as_named = decoder.space is not None and not (decoder.space.nested or decoder.space.separate)
    settled = both and as_named and known is not None and known.owners is not None
    sample = PairSample(source.metadata.num_rows)

    def work(groups: tuple[int, ...]) -> Mapping[str, NDArray[np.int64]]:
        columns = source.read(groups, roles)
        probe, reference = decoder.people(columns)
        found = {"probe_subject": np.flatnonzero(probe < 0), "reference_subject": np.flatnonzero(reference < 0)}
        if labelled:
            stated = decoder.flags("mated", columns["mated"])
            odd = ((probe == reference) != to_flags(stated)) & to_valid(stated) & (probe >= 0) & (reference >= 0)
            found["mated"] = np.flatnonzero(odd)
        if both:
            left, right = decoder.samples(columns, probe, reference)
            if left is not None and right is not None:
                sample.add(left, right)
                found["self"] = np.flatnonzero((left == right) & (left >= 0) & (probe >= 0) & (reference >= 0))
        return found

    if not (both or labelled) and (known is not None or source.no_gaps(_SUBJECTS)):
        return [np.empty(0, np.int64) for _ in parts], reading, sample
    each_found: Iterable[Mapping[str, NDArray[np.int64]]] = each(work, parts)
    if known is not None and settled and not labelled:
        each_found, sample = [{"self": positions} for positions in known.itself], known.sample or sample
    refused = []
    for (_, start, _), found in zip(parts, each_found, strict=True):
        for key, positions in found.items():
            rows[key].extend(start + 1 + int(p) for p in positions[: LISTED - len(rows[key])])
            totals[key] += len(positions)
        left_out = [positions for key, positions in found.items() if key != "mated"]  # a label that contradicts stops
        refused.append(distinct(np.concatenate(left_out)).astype(np.int64))
    told = {role: Rows(rows[role], totals[role]) for role in rows}
    reading = replace(
        reading, nameless={role: told[role] for role in _SUBJECTS}, itself=told["self"], disagreeing=told["mated"]
    )
    if both and not (known is not None and settled and not known.repeated):
        refused, repeated, conflicting = without_repeats(decoder, parts, refused)
        reading = replace(reading, repeated=repeated, conflicting=[conflicting])
    return refused, reading, sample
