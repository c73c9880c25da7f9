"""The columns of a seeded operational test: a row a pass, a row a volunteer with counts, or a column a pass.

A header is recognised by three things together that no other evidence has: a volunteer, what the system did (an alert),
and either the pass or whether a face was found.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal

from bystander.evidence.tables.columns import Column, normal, resolve

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from bystander.evidence.tables.columns import Kind

Layout = Literal["passes", "counts", "wide"]

_VOLUNTEER = Column(
    name="volunteer",
    aliases=(
        "volunteer_id",
        "volunteer_no",
        "participant",
        "participant_id",
        "proband",
        "proband_id",
        "test_person",
        "test_person_id",
        "test_subject",
        "test_subject_id",
        "subject",
        "subject_id",
        "person",
        "person_id",
    ),
    unit="identifier",
    meaning="who passed: somebody who is on the watchlist; passes of one person are told by it; never shown",
    required=True,
)
_WHERE = (
    Column(
        name="place",
        aliases=("location", "site", "where", "venue"),
        unit="",
        meaning="where the cameras stood; the share is told for each",
    ),
    Column(
        name="camera",
        aliases=("camera_id", "cam", "sensor", "station"),
        unit="",
        meaning="which camera it was; the share is told for each",
    ),
    Column(
        name="threshold",
        kind="number",
        aliases=("score_threshold", "min_threshold", "minimum_threshold"),
        unit="score",
        meaning="the score at which the system alerts; passes at several are never put together",
    ),
    Column(
        name="system",
        aliases=("algorithm", "vendor", "supplier", "software"),
        unit="",
        meaning="whose system it was; one at a time is evaluated",
    ),
    Column(
        name="session",
        aliases=("session_id", "date", "day", "datetime", "round"),
        unit="",
        meaning="the day or session, where passes are numbered anew each time; of a date with a time the day counts",
    ),
)
PASSES: tuple[Column, ...] = (
    _VOLUNTEER,
    Column(
        name="pass",
        aliases=("pass_id", "pass_no", "pass_number", "passage", "passage_id", "walk", "walk_id", "walk_no", "run",
                 "run_id", "run_no", "crossing", "crossing_id", "transit", "walkthrough", "walk_through", "opportunity",
                 "attempt", "attempt_no", "transaction", "transaction_id", "trial", "trial_no", "durchgang",
                 "durchgang_nr"),
        unit="number or name",
        meaning="which pass of the volunteer it was",
    ),
    Column(
        name="detected",
        kind="flag",
        aliases=("face_detected", "face_found", "found", "captured", "face_captured", "acquired", "detection",
                 "gesicht", "gesicht_gefunden", "gesicht_erkannt"),
        unit="true or false",
        meaning="the system found a face; a pass without one counts as one without an alert",
    ),
    Column(
        name="alerted",
        kind="flag",
        aliases=("alert", "alerts", "alarm", "flagged", "hit", "matched", "match", "recognised", "recognized",
                 "identified", "treffer"),
        unit="true or false",
        meaning="the system set off an alert",
        required=True,
    ),
    Column(
        name="right",
        kind="flag",
        aliases=("correct", "right_person", "correct_person", "right_candidate", "correct_candidate",
                 "candidate_right", "candidate_correct", "right_identity", "correct_identity"),
        unit="true or false",
        meaning="the alert named the volunteer, and nobody else on the watchlist; empty where there was none",
    ),
    *_WHERE,
)  # fmt: skip
COUNTED: tuple[Column, ...] = (
    _VOLUNTEER,
    Column(
        name="passes",
        kind="count",
        aliases=("n_passes", "number_of_passes", "passes_made", "walks", "runs", "crossings", "transits",
                 "walkthroughs", "opportunities", "recognition_opportunities", "attempts", "trials"),
        unit="passes",
        meaning="how often the volunteer passed",
        required=True,
    ),
    Column(
        name="alerts",
        kind="count",
        aliases=("n_alerts", "number_of_alerts", "alerted", "passes_alerted", "times_alerted", "hits", "matches",
                 "times_recognised", "times_recognized", "recognised", "recognized", "identified", "flagged"),
        unit="passes",
        meaning="in how many of these passes the system set off an alert",
        required=True,
    ),
    Column(
        name="detected",
        kind="count",
        aliases=("detections", "n_detected", "faces_detected", "faces_found", "times_detected", "captured", "acquired"),
        unit="passes",
        meaning="in how many of these passes the system found a face",
    ),
    Column(
        name="right",
        kind="count",
        aliases=("right_alerts", "correct_alerts", "n_right", "n_correct", "correct"),
        unit="passes",
        meaning="how many of these alerts named the volunteer, and nobody else on the watchlist",
    ),
    *_WHERE,
)  # fmt: skip
TABLES: dict[Layout, tuple[Column, ...]] = {"passes": PASSES, "counts": COUNTED, "wide": (_VOLUNTEER, *_WHERE)}
FLAGS = ("alerted", "detected", "right")
COUNTS = ("passes", "alerts", "detected", "right")
_WIDE = re.compile(r"(?:pass|passage|walk|run|crossing|attempt|transit)_?[0-9]+(?:_(?:alert|alerted))?")
_OTHERS = ("score", "similarity", "distance", "probe", "reference", "gallery", "candidate_subject", "candidate_id")
_PLAIN = frozenset({"subject", "subject_id", "person", "person_id"})  # other evidence has them too
_LEAST = 2


def layout_of(header: Sequence[str], mapping: Mapping[str, str] | None = None) -> Layout | None:
    """Return which layout of a seeded test a header has, None where it has none.

    ``mapping``: role to the file's own name. A header that names scores or a second person is of other evidence; one
    that names a volunteer, and not only a person, and either a pass or an alert, lacks something at most.
    """
    names = [normal(cell) for cell in header]
    declared = {normal(name) for name in (mapping or {}).values()}
    if any(name.startswith(other) for name in names if name not in declared for other in _OTHERS):
        return None
    each, counts = (resolve(header, mapping, table=TABLES[key]) for key in ("passes", "counts"))
    if "volunteer" not in each.positions:
        return None
    if counts.has("passes", "alerts"):
        return "counts"
    volunteer = names[each.positions["volunteer"]] not in _PLAIN
    if volunteer and len(wide_places(header)) >= _LEAST:
        return "wide"
    told = sum(role in each.positions for role in ("pass", "alerted", "detected"))
    if volunteer and told and not each.has("alerted") and counts.has("passes"):
        return "counts"
    return "passes" if (told >= _LEAST and each.has("alerted")) or (volunteer and told) else None


def kinds_of(layout: Layout) -> dict[str, Kind]:
    """Return what text of each column of a layout is to be read as."""
    return {column.name: column.kind for column in TABLES[layout]}


def wide_places(header: Sequence[str]) -> list[int]:
    """Return the places of columns that are a pass each: pass_1, pass_2, ..."""
    return [at for at, cell in enumerate(header) if _WIDE.fullmatch(normal(cell))]
