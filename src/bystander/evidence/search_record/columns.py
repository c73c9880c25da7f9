"""The columns of a search record: name, aliases, unit, meaning. Docs and error texts are made from this.

One row a period, group and purpose. An empty cell means *not known*; a zero means zero. Headings come in many words
("Number of facial recognition searches conducted"), so what only surrounds the noun is taken off before they are
compared. Words that mean one thing here and another there ("matches", "hits", "Treffer") belong to no column: they
have to be declared.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bystander.evidence.record.brackets import explains, split
from bystander.evidence.record.words import plain_words
from bystander.evidence.tables.columns import Column
from bystander.evidence.tables.plain_headings import plain

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

COLUMNS: tuple[Column, ...] = (
    Column(
        name="date", unit="", meaning="the period of the row, in any words: a day, a week, a quarter, a year",
        aliases=("period", "year", "month", "week", "quarter", "from", "date_from", "start_date", "week_ending",
                 "reporting_period", "calendar_year", "fiscal_year", "jahr", "monat", "quartal", "zeitraum", "datum",
                 "annee", "année", "mois", "trimestre", "periode", "période", "jaar", "maand", "kwartaal"),
    ),
    Column(
        name="date_to", unit="", meaning="the last day, where the period has two columns",
        aliases=("to", "until", "end_date", "bis", "au", "tot"),
    ),
    Column(
        name="who", unit="", meaning="who searched, and in which gallery",
        aliases=("agency", "force", "police_force", "department", "organisation", "organization", "operator", "unit",
                 "requesting_agency", "database", "gallery", "system", "datenbank",
                 "behörde", "behoerde", "dienststelle", "land", "service", "organisme",
                 "eenheid", "korps", "instantie", "fichier", "databank"),
    ),
    Column(
        name="group", unit="", meaning="of whom the photographs are taken to be: the group of people of the row",
        aliases=("race", "ethnicity", "race_ethnicity", "race_and_sex", "race_sex", "ethnic_group", "sex", "gender",
                 "demographic", "demographics", "age_group", "geschlecht", "gruppe", "sexe", "genre", "groupe",
                 "geslacht", "groep"),
    ),
    Column(
        name="purpose", unit="", meaning="what the searches were for: the kind of offence, a missing person",
        aliases=("offence", "offense", "offence_type", "offense_type", "crime", "crime_type", "type_of_crime",
                 "type_of_offense", "type_of_offence", "reason", "case_type", "category", "delikt", "zweck",
                 "deliktsbereich", "anlass", "straftat", "infraction", "motif", "finalité", "finalite", "delict",
                 "doel"),
    ),
    Column(
        name="requests", kind="count", unit="requests",
        meaning="photographs handed in, whether they were then searched or not",
        aliases=("submissions", "submitted", "images_submitted", "photographs_submitted", "photos_submitted",
                 "requests_received", "search_requests", "anfragen", "anträge", "antraege", "aufträge", "demandes",
                 "requêtes_reçues", "aanvragen", "verzoeken", "aangeboden_afbeeldingen", "aangeboden"),
    ),
    Column(
        name="not_searched", kind="count", unit="requests",
        meaning="photographs that were handed in and not searched: unsuitable, refused, withdrawn",
        aliases=("unsuitable", "unsuitable_images", "rejected", "denied", "declined", "cancelled", "canceled",
                 "requests_denied", "not_suitable", "nicht_geeignet", "ungeeignet", "abgelehnt", "refusées",
                 "refusees", "rejetées", "niet_geschikt", "ongeschikt"),
    ),
    Column(
        name="searches", kind="count", unit="searches", core=True,
        meaning="photographs that were searched against a gallery; a probe or a query is one search",
        aliases=("probes", "probe_images", "queries", "searched", "images_searched", "photographs_searched",
                 "search_transactions", "recherchen", "suchläufe", "suchlaeufe", "abfragen", "lichtbildabgleiche",
                 "ges_recherchen", "recherches", "requêtes", "requetes", "interrogations", "consultations",
                 "zoekvragen", "zoekopdrachten", "zoekingen", "bevragingen", "geschikte_afbeeldingen"),
    ),
    Column(
        name="lists_returned", kind="count", unit="searches", core=True,
        meaning="searches for which the system returned a list of candidates",
        aliases=("lists", "candidate_lists", "candidate_lists_returned", "lists_of_candidates",
                 "searches_with_candidates", "searches_with_results", "searches_returning_candidates",
                 "searches_that_returned_candidates", "kandidatenlisten", "listes_de_candidats", "listes_renvoyées",
                 "kandidatenlijsten"),
    ),
    Column(
        name="no_list", kind="count", unit="searches",
        meaning="searches for which the system returned nobody",
        aliases=("no_list_returned", "no_match_returned", "no_matches_returned", "no_candidates",
                 "no_candidates_returned", "no_results", "no_results_returned", "returned_no_matches",
                 "keine_kandidaten", "sans_candidat", "geen_kandidaten"),
    ),
    Column(
        name="followed_up", kind="count", unit="searches", core=True,
        meaning="searches that led to a follow-up: a lead was handed on and somebody was looked into",
        aliases=("follow_ups", "followups", "leads", "leads_generated", "investigative_leads",
                 "investigative_leads_generated", "leads_provided", "leads_returned", "leads_followed_up",
                 "searches_with_leads", "searches_that_led_to_a_lead", "ermittlungsansätze", "ermittlungsansaetze",
                 "spuren", "hinweise", "pistes", "suites_données", "suites_donnees", "pistes_suivies",
                 "opsporingsindicaties", "opgevolgd"),
    ),
    Column(
        name="no_lead", kind="count", unit="searches",
        meaning="searches that led to no follow-up",
        aliases=("no_leads", "no_lead_generated", "not_followed_up", "no_follow_up", "ohne_ermittlungsansatz",
                 "sans_suite", "niet_opgevolgd"),
    ),
    Column(
        name="confirmed", kind="count", unit="follow-ups", core=True,
        meaning="follow-ups in which the person was confirmed, by whatever the record calls that",
        aliases=("confirmations", "identified", "identifications", "confirmed_identifications", "persons_identified",
                 "people_identified", "positive_identifications", "confirmed_leads", "leads_confirmed",
                 "corroborated", "identifizierungen", "personenidentifizierungen", "identifizierte_personen",
                 "identifiziert", "bestätigt", "bestaetigt", "personnes_identifiées", "personnes_identifiees",
                 "identifications_confirmées", "confirmées", "confirmes", "confirmés", "identificaties",
                 "bevestigd", "geïdentificeerd", "geidentificeerd"),
    ),
    Column(
        name="unconfirmed", kind="count", unit="follow-ups",
        meaning="follow-ups in which nobody was confirmed; that is not to say that the person was the wrong one",
        aliases=("not_confirmed", "unconfirmed_leads", "nicht_bestätigt", "nicht_bestaetigt", "non_confirmées",
                 "niet_bevestigd"),
    ),
    Column(
        name="wrong", kind="count", unit="follow-ups",
        meaning="follow-ups of somebody who turned out to be the wrong person",
        aliases=("false_identifications", "misidentifications", "misidentified", "wrong_identifications",
                 "wrong_person", "wrongly_identified", "falsely_identified", "bad_leads", "falschidentifizierungen",
                 "fehlidentifizierungen", "falsch_identifiziert", "fausses_identifications",
                 "erreurs_d_identification", "foutieve_identificaties"),
    ),
    Column(
        name="arrests", kind="count", unit="people", meaning="how many people were arrested after a search",
        aliases=("arrests_made", "arrested", "festnahmen", "interpellations", "arrestations", "aanhoudingen"),
    ),
    Column(
        name="note", unit="", meaning="a remark",
        aliases=("notes", "remark", "remarks", "comment", "comments", "source", "bemerkung", "anmerkung", "remarque",
                 "opmerking"),
    ),
)  # fmt: skip
BY_NAME = {column.name: column for column in COLUMNS}
COUNTS = tuple(column.name for column in COLUMNS if column.kind == "count")
OUTCOMES = ("lists_returned", "followed_up", "confirmed")

# what one agency calls its lists, another its leads and a third its identifications
UNCLEAR = frozenset(
    {
        "match", "matches", "possible_match", "possible_matches", "potential_match", "potential_matches", "hit",
        "hits", "positive", "positives", "positive_matches", "returns", "no_match", "no_matches", "no_hit", "no_hits",
        "bad_matches", "false_positives", "false_matches", "mismatches", "treffer", "kein_treffer", "keine_treffer",
        "trefferzahl", "correspondances", "rapprochements", "aucune_correspondance", "herkend", "herkenningen",
        "niet_herkend", "geen_treffer",
    }
)  # fmt: skip
_AROUND = (
    ("number_of_", "numbers_of_", "no_of_", "total_number_of_", "total_", "count_of_", "anzahl_der_", "anzahl_",
     "zahl_der_", "gesamtzahl_der_", "nombre_de_", "nombre_d_", "nombre_total_de_", "aantal_", "facial_recognition_",
     "face_recognition_", "facial_", "face_", "frt_", "fr_", "rfr_"),
    ("_conducted", "_performed", "_made", "_run", "_carried_out", "_completed", "_executed", "_total", "_count",
     "_durchgeführt", "_effectuées", "_uitgevoerd"),
)  # fmt: skip
_RESTS = ("no_", "kein", "aucun", "niet_", "geen_", "bad_", "false_", "mismatch")
_BY_ALIAS = {plain(name): column.name for column in COLUMNS for name in column.names}
_BY_ALIAS |= {  # one lead, one identification
    name.removesuffix("s"): of for name, of in _BY_ALIAS.items()
    if name.endswith("s") and name.removesuffix("s") not in _BY_ALIAS
    and BY_NAME[of].unit in {"searches", "follow-ups"} and of != "searches"
}  # fmt: skip
_SEARCHED = re.compile(
    r"(?:\w+_)?(?:searches|recherchen|suchläufe|abfragen|recherches|consultations|zoekvragen|zoekopdrachten|bevragingen)"
    r"(?:_\d{4})?"
)
_OF_A_DEPLOYMENT = {"faces", "faces_seen", "faces_scanned", "people_seen", "watchlist", "watchlist_size"}


def bare(header: str) -> str:
    """Return a heading without what surrounds its noun: "Number of FR searches conducted" is "searches"."""
    name = plain(header)
    changed = True
    while changed and name not in _BY_ALIAS and name not in UNCLEAR:
        changed = False
        for start in _AROUND[0]:
            if name.startswith(start):
                name, changed = name.removeprefix(start), True
        for end in _AROUND[1]:
            if name.endswith(end):
                name, changed = name.removesuffix(end), True
    return name


def recognise(header: str) -> str | None:
    """Return the canonical name of a heading, or None; brackets that only explain it are passed over."""
    found = _BY_ALIAS.get(bare(header))
    outside, inside = split(header)
    if found or not inside or not all(explains(text, plain_words(plain(outside))) for text in inside):
        return found
    return name if (name := _BY_ALIAS.get(bare(outside))) and BY_NAME[name].kind == "count" else None


def begins_with(header: str) -> frozenset[str]:
    """Return the counts whose headings a heading begins with that names none: "wrong person excluding staff"."""
    words = plain(header).split("_")
    names = (recognise(" ".join(words[:end])) for end in range(1, len(words)))
    return frozenset() if recognise(header) else frozenset(name for name in names if name in COUNTS)


def resolved(header: Sequence[str], declared: Mapping[str, str] | None = None) -> tuple[str | None, ...]:
    """Return the canonical name of every heading; what is declared (column to heading) goes before the known names."""
    wanted = {plain(heading): name for name, heading in (declared or {}).items() if name in BY_NAME}
    names = [wanted.get(plain(cell)) for cell in header]
    return tuple(
        name or (None if (known := recognise(cell)) in wanted.values() else known)
        for name, cell in zip(names, header, strict=True)
    )


def unclear(header: Sequence[str], columns: Sequence[str | None]) -> list[str]:
    """Return the headings that mean one thing here and another there, and that nobody declared."""
    return [cell for cell, name in zip(header, columns, strict=True) if name is None and bare(cell) in UNCLEAR]


def is_search_record_header(header: Sequence[str], declared: Mapping[str, str] | None = None) -> bool:
    """Return whether a header is that of a search record: searches (or requests), and what came of them."""
    columns = resolved(header, declared)
    known = set(columns)
    came = known & {*OUTCOMES, "no_list", "no_lead", "wrong", "arrests"} or unclear(header, columns)
    return bool(known & {"searches", "requests"} and came)


def speaks_of_searches(header: Sequence[str]) -> bool:
    """Return whether a header counts searches, in whatever words, and neither faces seen nor alerts."""
    return any(_SEARCHED.fullmatch(plain(cell)) for cell in header) and not of_a_deployment(header)


def is_rest(header: str) -> bool:
    """Return whether an unclear heading counts the rest, where there was no match, or a wrong one."""
    return bare(header).startswith(_RESTS)


def of_a_deployment(header: Sequence[str]) -> list[str]:
    """Return the headings that only a deployment record has: faces seen, a watchlist, alerts."""
    return [cell for cell in header if plain(cell) in _OF_A_DEPLOYMENT or "alert" in plain(cell)]
