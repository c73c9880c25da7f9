"""The columns of a seeded operational test: a row a pass, a row a volunteer with counts, or a column a pass.

A header is recognised by three things together that no other evidence has: a volunteer, what the system did (an alert),
and either the pass or whether a face was found.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal

from bystander.evidence.tables.columns import Column, bare, resolve

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from bystander.evidence.tables.columns import Kind, Resolved

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
        "testperson",
        "versuchsperson",
        "freiwillige",
        "freiwilliger",
        "volontaire",
        "participante",
        "vrijwilliger",
        "proefpersoon",
        "voluntario",
        "voluntaria",
        "volontario",
        "volontaria",
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
        aliases=(
            "location",
            "site",
            "where",
            "venue",
            "ort",
            "standort",
            "lieu",
            "plaats",
            "locatie",
            "lugar",
            "luogo",
        ),
        unit="",
        meaning="where the cameras stood; the share is told for each",
    ),
    Column(
        name="camera",
        aliases=("camera_id", "cam", "sensor", "station", "kamera", "caméra", "cámara", "telecamera"),
        unit="",
        meaning="which camera it was; the share is told for each",
    ),
    Column(
        name="threshold",
        kind="number",
        aliases=(
            "score_threshold",
            "min_threshold",
            "minimum_threshold",
            "schwelle",
            "schwellenwert",
            "seuil",
            "drempel",
            "drempelwaarde",
            "umbral",
            "soglia",
        ),
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
        aliases=(
            "session_id",
            "date",
            "day",
            "datetime",
            "round",
            "datum",
            "tag",
            "jour",
            "dag",
            "fecha",
            "día",
            "giorno",
        ),
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
                 "durchgang_nr", "durchlauf", "doorgang", "pase", "pasada", "passaggio"),
        unit="number or name",
        meaning="which pass of the volunteer it was",
    ),
    Column(
        name="detected",
        kind="flag",
        aliases=("face_detected", "face_found", "found", "captured", "face_captured", "acquired", "detection",
                 "gesicht", "gesicht_gefunden", "gesicht_erkannt", "visage_détecté", "visage_trouvé",
                 "gezicht_gevonden", "gezicht_gedetecteerd", "rostro_detectado", "cara_detectada", "volto_rilevato"),
        unit="true or false",
        meaning="the system found a face; a pass without one counts as one without an alert",
    ),
    Column(
        name="alerted",
        kind="flag",
        aliases=("alert", "alerts", "alarm", "flagged", "hit", "matched", "match", "recognised", "recognized",
                 "identified", "treffer", "alerte", "alarme", "alerta", "alarma", "allarme", "alarmiert", "melding"),
        unit="true or false, or the time of the alert",
        meaning="the system set off an alert",
        required=True,
    ),
    Column(
        name="right",
        kind="flag",
        aliases=("correct", "right_person", "correct_person", "right_candidate", "correct_candidate",
                 "candidate_right", "candidate_correct", "right_identity", "correct_identity", "identity_correct",
                 "person_correct", "alert_correct", "alert_right", "correct_alert", "right_alert", "match_correct",
                 "correct_match", "right_match", "hit_correct", "correct_hit", "correctly_identified",
                 "richtige_person",
                 "richtig", "bonne_personne", "juiste_persoon", "persona_correcta", "persona_giusta"),
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
                 "walkthroughs", "opportunities", "recognition_opportunities", "attempts", "trials", "durchgänge",
                 "durchläufe", "passages", "doorgangen", "pases", "passaggi"),
        unit="passes",
        meaning="how often the volunteer passed",
        required=True,
    ),
    Column(
        name="alerts",
        kind="count",
        aliases=("n_alerts", "number_of_alerts", "alerted", "passes_alerted", "times_alerted", "hits", "matches",
                 "times_recognised", "times_recognized", "recognised", "recognized", "identified", "flagged", "alarme",
                 "alertes", "alarmen", "alertas", "alarmas", "allarmi", "treffer"),
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
_WIDE = re.compile(
    r"(?:pass|passage|walk|run|crossing|attempt|transit|durchgang|durchlauf|doorgang|pase|pasada|passaggio)_?[0-9]+"
    r"(?:_(?:alert|alerted))?"
)
_SCORES = ("score", "similarity", "distance")
_OTHERS = ("probe", "reference", "gallery", "candidate_subject", "candidate_id")
_VOLUNTEERS = ("volunt", "volont", "vrijwill", "freiwill", "proband")  # nobody else is called so
_PLAIN = frozenset({"subject", "subject_id", "person", "person_id"})  # other evidence has them too
_LEAST = 2


def layout_of(header: Sequence[str], mapping: Mapping[str, str] | None = None) -> Layout | None:
    """Return which layout of a seeded test a header has, None where it has none.

    ``mapping``: role to the file's own name. A header that names a second person is of other evidence, and so is one
    of scores, unless alerts of volunteers stand beside them, or of passes with whether a face was found; one that names
    a volunteer, and not only a person, and either a pass or an alert, lacks something at most.
    """
    names = [bare(cell) for cell in header]
    declared = {bare(name) for name in (mapping or {}).values()}
    if any(name.startswith(_OTHERS) for name in names if name not in declared):
        return None
    each, counts = (resolve(header, mapping, table=TABLES[key]) for key in ("passes", "counts"))
    if "volunteer" not in each.positions:
        return None
    known = set(each.positions.values()) | set(counts.positions.values())
    volunteer = "volunteer" in (mapping or {}) or names[each.positions["volunteer"]] not in _PLAIN
    if any(name.startswith(_SCORES) for at, name in enumerate(names) if at not in known and name not in declared):
        told = volunteer or each.has("pass", "detected")
        return "passes" if told and each.has("alerted") and not counts.has("passes") else None
    return _layout(header, names, each, counts, volunteer=volunteer)


def _layout(
    header: Sequence[str], names: Sequence[str], each: Resolved, counts: Resolved, *, volunteer: bool
) -> Layout | None:
    if counts.has("passes", "alerts"):
        return "counts"
    if volunteer and len(wide_places(header)) >= _LEAST:
        return "wide"
    told = sum(role in each.positions for role in ("pass", "alerted", "detected"))
    if volunteer and told and not each.has("alerted") and counts.has("passes"):
        return "counts"
    sure = volunteer and (bool(told) or names[each.positions["volunteer"]].startswith(_VOLUNTEERS))
    return "passes" if sure or (told >= _LEAST and each.has("alerted")) else None


def kinds_of(layout: Layout) -> dict[str, Kind]:
    """Return what text of each column of a layout is to be read as."""
    return {column.name: column.kind for column in TABLES[layout]}


def wide_places(header: Sequence[str]) -> list[int]:
    """Return the places of columns that are a pass each: pass_1, pass_2, ..., or 1, 2, ... one after the other."""
    names = [bare(cell) for cell in header]
    found = [at for at, name in enumerate(names) if _WIDE.fullmatch(name)]
    alone = [at for at, name in enumerate(names) if name.isdecimal()]
    return found or (alone if [int(names[at]) for at in alone] == [*range(1, len(alone) + 1)] else [])
