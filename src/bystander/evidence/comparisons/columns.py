"""The columns of a table of comparisons: names, other names, units and meanings, said once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bystander.evidence.tables.columns import Column, Resolved, resolve

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from bystander.evidence.tables.columns import Kind

COMPARISONS: tuple[Column, ...] = (
    Column(
        name="probe_subject",
        aliases=("probe_subject_id", "probe_person", "probe_person_id", "subject1", "subject_1", "subject_id1",
                 "subject_id_1", "id1", "subject_a", "real_id", "query_subject", "query_subject_id", "verify_subject"),
        unit="identifier",
        meaning="the person in the probe, as ground truth has it; never shown",
        required=True,
    ),
    Column(
        name="reference_subject",
        aliases=("reference_subject_id", "bio_ref_subject_id", "ref_subject", "ref_subject_id", "reference_person",
                 "reference_person_id", "subject2", "subject_2", "subject_id2", "subject_id_2", "id2", "subject_b",
                 "claimed_id", "gallery_subject", "gallery_subject_id", "target_subject", "target_subject_id",
                 "enrol_subject", "enroll_subject"),
        unit="identifier",
        meaning="the person in the reference, as ground truth has it; never shown",
        required=True,
    ),
    Column(
        name="score",
        kind="number",
        aliases=("scores", "similarity", "similarity_score", "comparison_score", "match_score", "distance", "dist",
                 "llr"),
        unit="the system's own",
        meaning="the comparison score; larger means more alike, unless --distance says otherwise",
        required=True,
    ),
    Column(
        name="probe_id",
        aliases=("probe_reference_id", "probe_template_id", "probe_sample", "probe_sample_id", "probe_image",
                 "probe_file", "probe_label", "sample1", "sample_1", "image1", "image_1", "file1", "path1", "p1",
                 "query_id", "verify_id",
                 "segmentid", "segment_id", "segment", "test_id", "test_segment"),
        unit="identifier",
        meaning="the sample (image, video, template) that was searched; never shown",
    ),
    Column(
        name="reference_id",
        aliases=("bio_ref_reference_id", "bio_ref_template_id", "ref_id", "reference_sample", "reference_sample_id",
                 "reference_image", "reference_file", "model_label", "sample2", "sample_2", "image2", "image_2",
                 "file2", "path2", "p2", "gallery_id", "target_id", "enrol_id", "enroll_id",
                 "modelid", "model_id"),
        unit="identifier",
        meaning="the sample it was compared with; never shown",
    ),
    Column(
        name="failed",
        kind="flag",
        aliases=("failure", "is_failed", "failed_to_acquire", "fta", "failed_to_match"),
        unit="true or false",
        meaning="the comparison gave no score, because a face was not found or no template was made",
    ),
    Column(
        name="mated",
        kind="flag",
        aliases=("is_mated", "genuine", "is_genuine", "same_subject", "same_person"),
        unit="true or false",
        meaning="both samples are of one person; needed only where there are no subject columns",
    ),
)  # fmt: skip

NAMES: tuple[str, ...] = tuple(column.name for column in COMPARISONS)
KINDS: Mapping[str, Kind] = {column.name: column.kind for column in COMPARISONS}


def roles_in(header: Sequence[str], mapping: Mapping[str, str] | None = None) -> Resolved:
    """Return which columns of a header play which role in a comparison; ``mapping``: role to the file's own name."""
    return resolve(header, mapping, table=COMPARISONS)


def complete(found: Resolved) -> bool:
    """Return whether a trial can be read: a score, and subjects, samples or a mated column."""
    pairs = found.has("probe_subject", "reference_subject") or found.has("probe_id", "reference_id")
    return found.has("score") and (pairs or found.has("mated"))


def wanted(resolved: Resolved, *, truth: bool) -> Mapping[str, int]:
    """Choose the columns to read. With a file of true pairs the samples decide, and subjects are not read."""
    positions = {role: resolved.positions[role] for role in NAMES if role in resolved.positions}
    if truth:
        if not resolved.has("probe_id", "reference_id") and resolved.has("probe_subject", "reference_subject"):
            # a table whose only identifiers are named as subjects: the pairs tell which of them are one person
            positions["probe_id"], positions["reference_id"] = (
                positions["probe_subject"],
                positions["reference_subject"],
            )
        for role in ("probe_subject", "reference_subject", "mated"):
            positions.pop(role, None)
    elif not resolved.has("probe_subject", "reference_subject"):
        for role in ("probe_subject", "reference_subject"):
            positions.pop(role, None)
    return positions
