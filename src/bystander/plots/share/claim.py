"""The card of a claim: in quotation marks, of what, as counted of each, and the verdict in plain words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bystander.findings import wording
from bystander.findings.claim import ILL_DEFINED
from bystander.plots.share.card import MOST_MARKS, Bar, Card, Row
from bystander.plots.share.text import Span

if TYPE_CHECKING:
    from bystander.findings import Study
    from bystander.findings.claim import Claimed
    from bystander.plots.share.text import Line

MOST = 3  # denominators, if no yardstick stands beside them
IN_A_MILLION = frozenset({"look", "comparison"})  # are told so, unless they are one per cent or more
SELDOM = 0.01
ORDER = ("alert", "look", "comparison", "mated", "all", "other")


def card(study: Study) -> Card | None:
    """Return the card of a claim; None where the study is of none."""
    claim, series = study.document.claim, study.get("claim")
    if claim is None or series is None:
        return None
    found = sorted(series.rows(), key=lambda row: (row["trials"] is None, ORDER.index(str(row["kind"]))))
    never = _never(claim, found)
    counted = [row for row in found if row["wrong"] is not None and row["trials"] is not None]
    shown = (counted or found)[: MOST - len(never)]
    rows = (*(_row(claim, row, study) for row in shown), *never)
    supposed = () if counted else _supposed(study)
    plain = f"{wording.capital(claim.plainly)}. {study.first.lead if study.first else ''}".rstrip()
    return Card(
        eyebrow=f"A claim, {claim.source}" if claim.source else "A claim",
        tag="invented" if study.document.synthetic else "asserted",
        tag_said="asserted: counts as given" if counted else "asserted: no counts given",
        headline=f"“{claim.text}”",
        after="of what?" if claim.verdict == ILL_DEFINED else "",
        rows=rows,
        verdict=(Span(f"Verdict: {claim.verdict}.", bold=True), Span(f" {plain}")),
        foot=(*_foot(counted), *supposed),
        alt=" ".join((*study.document.verdict, *(f"{r.number} {''.join(s.text for s in r.said)}" for r in rows))),
    )


def _row(claim: Claimed, row: dict[str, Any], study: Study) -> Row:
    name, wrong, trials = str(row["of"]), row["wrong"], row["trials"]
    if wrong is None or trials is None:
        told = _would_mean(name, study)
        return Row(number=wording.capital(claim.number), said=(Span("of "), Span(name, bold=True), Span(told)))
    if row["unverified"]:
        return _unverified(row)
    right = trials - wrong
    share = right / trials if claim.counts == "right" else wrong / trials
    said: Line = (Span("of "), Span(f"{wording.count(trials)} {name}", bold=True), *_counted(claim, row))
    marks = (right, wrong) if trials <= MOST_MARKS and row["kind"] == "alert" else None
    if _in_millionths(row) and wrong and _as_so_many(claim):
        return Row(number=wording.in_a_million(share), said=said)
    bar = None if marks or row["kind"] != "alert" else _bar(row)
    return Row(number=_number(share, row), said=said, marks=marks, bar=bar)


def _bar(row: dict[str, Any]) -> Bar:
    """Return all of them as a bar: wrong ones, those that nobody verified, and where the line may lie."""
    trials = row["trials"]
    return Bar(row["wrong"] / trials, (row["unverified"] or 0) / trials, row["low"], row["high"])


def _in_millionths(row: dict[str, Any]) -> bool:
    return row["kind"] in IN_A_MILLION and row["high"] < SELDOM


def _as_so_many(claim: Claimed) -> bool:
    """Return whether the claim is of wrong ones in so many: then its row has one unit, in a million."""
    return claim.counts == "wrong" and " in " in claim.number


def _number(share: float, row: dict[str, Any]) -> str:
    """Say a share with two figures of what is rarer, of what is very rare with one."""
    rare = min(share, 1 - share)
    return wording.percent(share, 1 if row["kind"] in IN_A_MILLION and rare < 1e-4 else 2)


def _counted(claim: Claimed, row: dict[str, Any]) -> Line:
    wrong, trials = row["wrong"], row["trials"]
    of_right = claim.counts == "right"
    number = "none" if not wrong else wording.count(wrong)
    if _in_millionths(row):
        rate = f", or {_whole(wording.in_a_million(wrong / trials))}" if wrong and not _as_so_many(claim) else ""
        was = f" were {row['right_is']}; {number} {_were(wrong)}{rate}. "
        return (Span(was if of_right else f": {number} {_were(wrong)} {row['wrong_is']}{rate}. "), *_left(row))
    if of_right:
        right = wording.count(trials - wrong)
        return (Span(f" were {row['right_is']}: {right}; {number} {_were(wrong)} {row['wrong_is']}. "), *_left(row))
    return (Span(f": {number} {_were(wrong)} {row['wrong_is']}. "), *_left(row))


def _left(row: dict[str, Any]) -> Line:
    """Say the range, of which ones it is, and at which level: never one without the others."""
    by = "Chance and the unverified leave open " if row["unverified"] else "Chance alone leaves open "
    return Span(by), Span(row["range"], doubt=True), Span(f" {row['range_of']} ({_whole(row['range_level'])}).")


def _unverified(row: dict[str, Any]) -> Row:
    wrong, trials, unverified = row["wrong"], row["trials"], row["unverified"]
    right = trials - wrong - unverified
    false = wording.count(wrong) if wrong else "none"
    told = f": {wording.count(right)} were {row['right_is']}, {false} {row['wrong_is']}, "
    said = (
        Span("of "), Span(f"{wording.count(trials)} {row['of']}", bold=True), Span(f" may be {row['wrong_is']}"),
        Span(f"{told}{wording.count(unverified)} not verified. "), *_left(row),
    )  # fmt: skip
    often = not _in_millionths(row)
    number = (
        f"{wording.ends(wrong / trials, (wrong + unverified) / trials, often=often)} {'%' if often else 'in a million'}"
    )
    return Row(number=number, said=said, bar=_bar(row))


def _would_mean(name: str, study: Study) -> str:
    """Say what the number would mean of a denominator without counts: the first answer that there is for the crowd."""
    by_id = {f.id: f for f in study.document.findings if (f.group or {}).get("of") == name}
    said = []
    if (found := by_id.get("claim-false-alerts")) is not None and found.estimate is not None:
        people, e = wording.count(study.document.conventions.crowd), found.estimate
        about, up = {e.high: ("at most", True), e.low: ("at least", False)}.get(e.value, ("about", None))
        said.append(f" would mean {about} {wording.significant(e.value, up=up)} false alerts in {people} people")
    if (found := by_id.get("claim-share-of-right-alerts")) is not None and found.estimate is not None:
        said.append(f": {wording.percent(found.estimate.value)} of the alerts would be right")
    if (found := by_id.get("claim-rate-behind")) is not None and found.estimate is not None:
        most = wording.significant(found.estimate.value * 1e6, up=True)
        said.append(f" would take at most {most} in a million passers-by flagged by mistake")
    return f"{''.join(said)}." if said else ": no counts were given."


def _never(claim: Claimed, rows: list[dict[str, Any]]) -> tuple[Row, ...]:
    """Return the yardstick: what a system that never alerts would score, and of what; none where it counts nothing."""
    scored = [row for row in rows if row["never"] and row["kind"] in {"look", "comparison", "all"}]
    if not scored:
        return ()
    row, of_right = max(scored, key=lambda one: one["never"]), claim.counts == "right"
    of = f"{wording.count(row['trials'])} {row['of']}" if row["trials"] else str(row["of"])
    said = (
        Span("of the same " if row["trials"] else "of "), Span(of, bold=True),
        Span(f": {row['right_is'] if of_right else row['wrong_is']} by a system that "),
        Span("never alerts", bold=True), Span(" and finds nobody."),
    )  # fmt: skip
    score = row["never"] if of_right else 1 - row["never"]
    in_millionths = not score and row["trials"] and _in_millionths(row) and _as_so_many(claim)
    return (Row(number="0 in a million" if in_millionths else wording.percent(score), said=said, yardstick=True),)


def _foot(counted: list[dict[str, Any]]) -> Line:
    if not counted:
        return (Span("No counts were given."),)
    told = [f"{wording.count(row['trials'])} {row['of']}{_judged(row)}" for row in counted[:MOST]]
    alerts = next((row["wrong"] for row in counted if row["kind"] in {"look", "alert"} and not row["unverified"]), None)
    false = [wording.plural(alerts, "false alert")] if alerts is not None else []
    return (Span(f"Counts: {', '.join([*false, *told])}. Never add or compare shares of different things."),)


def _judged(row: dict[str, Any]) -> str:
    """Say of what some were not verified how many were judged, and as what."""
    if not row["unverified"]:
        return ""
    wrong, unverified = row["wrong"], row["unverified"]
    right = wording.count(row["trials"] - wrong - unverified)
    return (
        f" ({wording.count(wrong)} {row['wrong_is']}, {right} {row['right_is']}, {wording.count(unverified)} neither)"
    )


def _supposed(study: Study) -> Line:
    """Say of which crowd the rows speak, where they have no counts."""
    crowd = next((f for f in study.document.findings if f.id == "claim-share-of-right-alerts" and f.estimate), None)
    return () if crowd is None else (Span(f" {crowd.answer.partition('. ')[0]}."),)


def _whole(text: str) -> str:
    """Return words that no line break parts."""
    return text.replace(" ", "\u00a0")


def _were(number: int) -> str:
    return "was" if number <= 1 else "were"  # after "one" and "none"
