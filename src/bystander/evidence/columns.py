"""The columns of a table of comparisons: names, other names, units and meanings, said once.

Error texts and the reference pages are generated from :data:`COMPARISONS`. Names are compared without
regard to case, and with spaces, dots and dashes read as underscores.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import get_close_matches
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


@dataclass(frozen=True, kw_only=True)
class Column:
    """One column: its canonical name, the other names it is known by, its unit and its meaning."""

    name: str
    aliases: tuple[str, ...]
    unit: str
    meaning: str
    required: bool = False


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
        aliases=("scores", "similarity", "similarity_score", "comparison_score", "match_score", "distance", "dist"),
        unit="the system's own",
        meaning="the comparison score; larger means more alike, unless --distance says otherwise",
        required=True,
    ),
    Column(
        name="probe_id",
        aliases=("probe_reference_id", "probe_template_id", "probe_sample", "probe_sample_id", "probe_image",
                 "probe_file", "probe_label", "sample1", "sample_1", "image1", "image_1", "file1", "path1", "p1",
                 "query_id", "verify_id"),
        unit="identifier",
        meaning="the sample (image, video, template) that was searched; never shown",
    ),
    Column(
        name="reference_id",
        aliases=("bio_ref_reference_id", "bio_ref_template_id", "ref_id", "reference_sample", "reference_sample_id",
                 "reference_image", "reference_file", "model_label", "sample2", "sample_2", "image2", "image_2",
                 "file2", "path2", "p2", "gallery_id", "target_id", "enrol_id", "enroll_id"),
        unit="identifier",
        meaning="the sample it was compared with; never shown",
    ),
    Column(
        name="failed",
        aliases=("failure", "is_failed", "failed_to_acquire", "fta", "failed_to_match"),
        unit="true or false",
        meaning="the comparison gave no score, because a face was not found or no template was made",
    ),
    Column(
        name="mated",
        aliases=("is_mated", "genuine", "is_genuine", "same_subject", "same_person"),
        unit="true or false",
        meaning="both samples are of one person; needed only where there are no subject columns",
    ),
)  # fmt: skip

NAMES: tuple[str, ...] = tuple(column.name for column in COMPARISONS)
IDENTIFIERS: tuple[str, ...] = ("probe_subject", "reference_subject", "probe_id", "reference_id")
_ROLE: dict[str, str] = {name: c.name for c in COMPARISONS for name in (c.name, *c.aliases)}


@dataclass(frozen=True)
class Resolved:
    """Which column of a file plays which role: positions from 0; ``twice`` names roles with two columns."""

    positions: Mapping[str, int]
    twice: Mapping[str, tuple[int, ...]]
    near: Mapping[str, int]  # a role that is missing, and the column whose name comes close to it

    def has(self, *roles: str) -> bool:
        """Tell whether every one of the roles has a column."""
        return all(role in self.positions for role in roles)

    @property
    def complete(self) -> bool:
        """Tell whether a trial can be read: a score, and subjects, samples or a mated column."""
        pairs = self.has("probe_subject", "reference_subject") or self.has("probe_id", "reference_id")
        return self.has("score") and (pairs or self.has("mated"))


def normal(name: str) -> str:
    """Give a column name in the form in which names are compared."""
    return re.sub(r"[\s.\-]+", "_", name.strip().strip("\ufeff").casefold())


def resolve(header: Sequence[str], mapping: Mapping[str, str] | None = None) -> Resolved:
    """Find the columns of a header; ``mapping`` (role to the file's own name) goes before the known names."""
    names = [normal(name) for name in header]
    chosen = {role: normal(name) for role, name in (mapping or {}).items()}
    found: dict[str, list[int]] = {}
    for position, name in enumerate(names):
        for role in NAMES:
            wanted = chosen.get(role)
            if name == wanted or (wanted is None and _ROLE.get(name) == role):
                found.setdefault(role, []).append(position)
    # the canonical name wins over its other names: a table may hold both "score" and "distance"
    positions, twice = {}, {}
    for role, places in found.items():
        exact = [p for p in places if names[p] == role]
        best = exact or places
        positions[role] = best[0]
        if len(best) > 1:
            twice[role] = tuple(best)
    near = {}
    for column in COMPARISONS:
        if column.name in positions:
            continue
        words = [w for w in (column.name, *column.aliases) if len(w) > 3]
        for position, name in enumerate(names):
            if position not in positions.values() and get_close_matches(name, words, n=1, cutoff=0.75):
                near[column.name] = position
                break
    return Resolved(positions, twice, near)
