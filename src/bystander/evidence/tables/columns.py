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

SEARCHES: tuple[Column, ...] = (
    Column(
        name="search",
        aliases=("search_id", "searchid", "probe_id", "probe", "query_id", "query", "transaction", "transaction_id"),
        unit="identifier",
        meaning="the search; its candidates are the rows with the same one; never shown",
        required=True,
    ),
    Column(
        name="subject",
        aliases=("subject_id", "search_subject", "probe_subject", "probe_subject_id", "query_subject", "true_subject"),
        unit="identifier",
        meaning="the person who was searched, if enrolled; empty where it is known that they are not; never shown",
        required=True,
    ),
    Column(
        name="candidate_subject",
        aliases=("candidate", "candidate_subject_id", "reference_subject", "gallery_subject", "enrolled_subject",
                 "match_subject", "hit_subject"),
        unit="identifier",
        meaning="the person of a candidate; empty where a search returned none; never shown",
        required=True,
    ),
    Column(
        name="score",
        aliases=("similarity", "similarity_score", "candidate_score", "match_score", "distance"),
        unit="any; larger means more alike, unless declared as distance",
        meaning="what the system gave for the candidate; empty where a search returned none",
        required=True,
    ),
    Column(
        name="rank",
        aliases=("candidate_rank", "candidaterank", "position"),
        unit="from 1, or from 0",
        meaning="the place of the candidate in its list, the best one first",
    ),
    Column(
        name="candidate_id",
        aliases=("template", "template_id", "templateid", "reference_id", "gallery_id", "enrolled_id"),
        unit="identifier",
        meaning="the sample of a candidate, where a person has several; never shown",
    ),
    Column(
        name="person",
        aliases=("searched_person", "visitor", "visitor_id", "actor"),
        unit="identifier",
        meaning="who was searched, enrolled or not, so that repeated passes of one person are known as such; never "
                "shown",
    ),
    Column(
        name="mated",
        aliases=("is_mated", "enrolled", "is_enrolled", "mate_enrolled"),
        unit="true or false",
        meaning="the person is on the watchlist; needed only where subject is filled in for others too",
    ),
    Column(
        name="failed",
        aliases=("failure", "is_failed", "search_failed", "failed_to_acquire"),
        unit="true or false",
        meaning="the search gave no list, because a face was not found or no template was made",
    ),
    Column(
        name="watchlist_size",
        aliases=("n", "gallery_size", "enrolled_subjects", "database_size"),
        unit="people",
        meaning="how many people are enrolled",
    ),
    Column(
        name="list_length",
        aliases=("l", "candidates_requested", "requested"),
        unit="candidates",
        meaning="how many candidates a list may have; without it, as many as the longest list has",
    ),
    Column(name="track", aliases=("track_id", "tracklet"), unit="identifier", meaning="the track of the search"),
    Column(name="passage", aliases=("pass", "pass_id", "passage_id", "transit"), unit="identifier",
           meaning="the passage of a person that the search belongs to"),
)  # fmt: skip

NAMES: tuple[str, ...] = tuple(column.name for column in COMPARISONS)
IDENTIFIERS: tuple[str, ...] = ("probe_subject", "reference_subject", "probe_id", "reference_id")


@dataclass(frozen=True)
class Resolved:
    """Which column of a file plays which role: positions from 0; ``twice`` names roles with two columns."""

    positions: Mapping[str, int]
    twice: Mapping[str, tuple[int, ...]]
    near: Mapping[str, int]  # a role that is missing, and the column whose name comes close to it

    def has(self, *roles: str) -> bool:
        """Return whether every one of the roles has a column."""
        return all(role in self.positions for role in roles)

    @property
    def complete(self) -> bool:
        """Return whether a trial can be read: a score, and subjects, samples or a mated column."""
        pairs = self.has("probe_subject", "reference_subject") or self.has("probe_id", "reference_id")
        return self.has("score") and (pairs or self.has("mated"))


def normal(name: str) -> str:
    """Return a column name in the form in which names are compared."""
    return re.sub(r"[\s.\-]+", "_", name.strip().strip("\ufeff").casefold())


def is_search_header(header: Sequence[str]) -> bool:
    """Return whether a header is that of candidate lists: a search, candidates, and no second probe column."""
    positions = resolve(header, table=SEARCHES).positions
    names = {normal(name) for name in header}
    lists = {"search", "candidate_subject", "score"} <= set(positions)
    return lists and bool(names & {"search", "search_id", "searchid", "rank", "candidate_rank", "candidate_subject"})


def resolve(
    header: Sequence[str], mapping: Mapping[str, str] | None = None, *, table: Sequence[Column] = COMPARISONS
) -> Resolved:
    """Find the columns of a header; ``mapping`` (role to the file's own name) goes before the known names."""
    roles = {name: c.name for c in table for name in (c.name, *c.aliases)}
    names = [normal(name) for name in header]
    chosen = {role: normal(name) for role, name in (mapping or {}).items()}
    found: dict[str, list[int]] = {}
    for position, name in enumerate(names):
        for role in dict.fromkeys(roles.values()):
            wanted = chosen.get(role)
            if name == wanted or (wanted is None and roles.get(name) == role):
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
    for column in table:
        if column.name in positions:
            continue
        words = [w for w in (column.name, *column.aliases) if len(w) > 3]
        for position, name in enumerate(names):
            if position not in positions.values() and get_close_matches(name, words, n=1, cutoff=0.75):
                near[column.name] = position
                break
    return Resolved(positions, twice, near)


def column_of(header: Sequence[str], role: str, mapping: Mapping[str, str], *names: str) -> int | None:
    """Return the position of the first of some names in a header; the name that is declared for a role goes before."""
    plain = [normal(cell) for cell in header]
    wanted = (normal(mapping[role]),) if role in mapping else names
    return next((plain.index(name) for name in wanted if name in plain), None)
