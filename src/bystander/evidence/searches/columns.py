"""The columns of candidate lists: names, other names, units and meanings, said once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bystander.evidence.tables.columns import Column, normal, resolve

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from bystander.evidence.tables.columns import Kind

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
        kind="number",
        aliases=("similarity", "similarity_score", "candidate_score", "match_score", "distance"),
        unit="any; larger means more alike, unless declared as distance",
        meaning="what the system gave for the candidate; empty where a search returned none",
        required=True,
    ),
    Column(
        name="rank",
        kind="number",
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
        kind="flag",
        aliases=("is_mated", "enrolled", "is_enrolled", "mate_enrolled"),
        unit="true or false",
        meaning="the person is on the watchlist; needed only where subject is filled in for others too",
    ),
    Column(
        name="failed",
        kind="flag",
        aliases=("failure", "is_failed", "search_failed", "failed_to_acquire"),
        unit="true or false",
        meaning="the search gave no list, because a face was not found or no template was made",
    ),
    Column(
        name="watchlist_size",
        kind="number",
        aliases=("n", "gallery_size", "enrolled_subjects", "database_size"),
        unit="people",
        meaning="how many people are enrolled",
    ),
    Column(
        name="list_length",
        kind="number",
        aliases=("l", "candidates_requested", "requested"),
        unit="candidates",
        meaning="how many candidates a list may have; without it, as many as the longest list has",
    ),
    Column(name="track", aliases=("track_id", "tracklet"), unit="identifier", meaning="the track of the search"),
    Column(name="passage", aliases=("pass", "pass_id", "passage_id", "transit"), unit="identifier",
           meaning="the passage of a person that the search belongs to"),
)  # fmt: skip

KINDS: Mapping[str, Kind] = {column.name: column.kind for column in SEARCHES}


def is_search_header(header: Sequence[str]) -> bool:
    """Return whether a header is that of candidate lists: a search, candidates, and no second probe column.

    Ranks alone say so too: what is then told to be missing are the scores.
    """
    positions = resolve(header, table=SEARCHES).positions
    names = {normal(name) for name in header}
    lists = {"search", "candidate_subject"} <= set(positions) and not {"score", "rank"}.isdisjoint(positions)
    return lists and bool(names & {"search", "search_id", "searchid", "rank", "candidate_rank", "candidate_subject"})
