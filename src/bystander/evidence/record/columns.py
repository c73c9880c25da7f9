"""The columns of a deployment record: name, aliases, unit, meaning. Docs and error texts are made from this.

A record is one table, one row a deployment (or a published total of several, with ``date_to`` or
``deployments``). An empty cell means *not known*; a zero means zero.
"""

from __future__ import annotations

from bystander.evidence.tables.columns import Column

COLUMNS: tuple[Column, ...] = (
    Column(
        name="date",
        kind="date",
        unit="day",
        meaning="the day of the deployment, or the first day of the period",
        aliases=("from", "date_from", "start_date", "deployment_date", "day"),
    ),
    Column(
        name="date_to",
        kind="date",
        unit="day",
        meaning="the last day, where the row is a total of several days",
        aliases=("to", "end_date", "until"),
    ),
    Column(
        name="place",
        kind="text",
        unit="",
        meaning="where the cameras stood",
        aliases=("location", "location_raw", "where", "site", "venue", "deployment_location"),
    ),
    Column(
        name="who",
        kind="text",
        unit="",
        meaning="who ran it",
        aliases=("operator", "force", "agency", "organisation", "organization", "police_force"),
    ),
    Column(
        name="deployments",
        kind="count",
        unit="deployments",
        meaning="how many deployments the row adds up",
        aliases=("number_of_deployments", "operations"),
    ),
    Column(
        name="watchlist_size",
        kind="count",
        unit="people",
        meaning="how many people were on the watchlist",
        aliases=("watchlist", "size_of_watchlist"),
    ),
    Column(
        name="faces_seen",
        kind="count",
        unit="faces",
        core=True,
        meaning="how many faces the cameras saw; one person may be seen more than once",
        aliases=("faces", "faces_scanned", "people_seen", "passes", "number_of_faces_seen"),
    ),
    Column(
        name="alerts",
        kind="count",
        unit="alerts",
        core=True,
        meaning="how often the system flagged a face",
        aliases=("total_alerts", "number_of_alerts", "alerts_total"),
    ),
    Column(
        name="true_alerts",
        kind="count",
        unit="alerts",
        core=True,
        meaning="alerts that were judged right, confirmed or not",
        aliases=("correct_alerts", "right_alerts", "true_positives", "true_alerts_total"),
    ),
    Column(
        name="false_alerts",
        kind="count",
        unit="alerts",
        core=True,
        meaning="alerts that were judged wrong, confirmed or not",
        aliases=("incorrect_alerts", "wrong_alerts", "false_positives", "false_alerts_total"),
    ),
    Column(
        name="true_confirmed",
        kind="count",
        unit="alerts",
        core=True,
        meaning="alerts judged right, and the person's identity was confirmed",
        aliases=("true_alerts_confirmed", "confirmed_true_alerts", "true_alert_confirmed"),
    ),
    Column(
        name="true_unconfirmed",
        kind="count",
        unit="alerts",
        core=True,
        meaning="alerts judged right by an operator, with nobody's identity confirmed",
        aliases=("true_alerts_unconfirmed", "unconfirmed_true_alerts", "true_alert_unconfirmed"),
    ),
    Column(
        name="false_confirmed",
        kind="count",
        unit="alerts",
        core=True,
        meaning="alerts judged wrong, and it was confirmed that the person was someone else",
        aliases=("false_alerts_confirmed", "confirmed_false_alerts", "false_alert_confirmed"),
    ),
    Column(
        name="false_unconfirmed",
        kind="count",
        unit="alerts",
        core=True,
        meaning="alerts judged wrong by an operator, with nobody's identity confirmed",
        aliases=("false_alerts_unconfirmed", "unconfirmed_false_alerts", "false_alert_unconfirmed"),
    ),
    Column(
        name="threshold",
        kind="number",
        unit="score",
        meaning="the score at which the system flags a face",
        aliases=("min_threshold", "minimum_threshold", "score_threshold", "setting"),
    ),
    Column(
        name="hours",
        kind="number",
        unit="hours",
        meaning="how long the cameras ran",
        aliases=("duration_hours", "duration_h", "hours_deployed"),
    ),
    Column(
        name="duration_min",
        kind="number",
        unit="minutes",
        meaning="how long the cameras ran",
        aliases=("minutes", "duration_minutes", "duration_mins"),
    ),
    Column(
        name="stops",
        kind="count",
        unit="people",
        meaning="how many people were stopped or spoken to",
        aliases=("engagements", "people_stopped"),
    ),
    Column(
        name="true_stops",
        kind="count",
        unit="people",
        meaning="people stopped after a right alert",
        aliases=("true_alert_engagements",),
    ),
    Column(
        name="false_stops",
        kind="count",
        unit="people",
        meaning="people stopped after a wrong alert",
        aliases=("false_alert_engagements",),
    ),
    Column(
        name="arrests",
        kind="count",
        unit="people",
        meaning="how many people were arrested",
        aliases=("arrests_disposals", "arrests_made"),
    ),
    Column(
        name="source",
        kind="text",
        unit="",
        meaning="where the row was published",
        aliases=("sources", "read_at", "reference", "published_in"),
    ),
    Column(
        name="note",
        kind="text",
        unit="",
        meaning="a remark; only its saying that faces are an estimate is read",
        aliases=("notes", "remark", "remarks", "comment", "comments"),
    ),
    Column(
        name="counted",
        kind="text",
        unit="",
        meaning="what faces_seen counts: faces, or visitors, tickets and the like, which enter no rate per face",
    ),
    Column(
        name="alerts_verified",
        kind="text",
        unit="",
        meaning="whether somebody judged the alerts: yes or no; false alerts of a row with no are not judged false",
    ),
)
BY_NAME = {column.name: column for column in COLUMNS}
CORE = tuple(column.name for column in COLUMNS if column.core)
OUTCOMES = tuple(name for name in CORE if name != "faces_seen")  # alerts and their parts
_BY_ALIAS = {alias: column.name for column in COLUMNS for alias in (column.name, *column.aliases)}
_ESTIMATE = ("_estimated", "_estimate", "_est", "_approx")


def plain(header: str) -> str:
    """Return a header as names are compared: lower case, words joined by "_", nothing else."""
    return "_".join("".join(c if c.isalnum() else " " for c in header.casefold()).split())


def recognise(header: str) -> tuple[str | None, bool]:
    """Return the canonical name of a header, or None, and whether the header says that it is an estimate."""
    name = plain(header)
    for ending in _ESTIMATE:
        if name.endswith(ending):
            return _BY_ALIAS.get(name.removesuffix(ending)), True
    return _BY_ALIAS.get(name), False
