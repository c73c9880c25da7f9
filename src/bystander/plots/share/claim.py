"""The card of a claim: in quotation marks, of what, as counted of each, and the verdict in plain words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bystander.findings import wording
from bystander.findings.claim import ILL_DEFINED, PLAIN
from bystander.plots.share.card import MOST_MARKS, Card, Row
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
    verdict = PLAIN[claim.verdict]
    return Card(
        eyebrow=f"A claim, {claim.source}" if claim.source else "A claim",
        tag="invented" if study.document.synthetic else "asserted",
        tag_said="asserted: counts as given" if counted else "asserted: no counts published",
        headline=f"“{claim.text}”",
        after="of what?" if claim.verdict == ILL_DEFINED else "",
        rows=rows,
        verdict=(Span("Verdict:", bold=True), Span(f" {verdict}.")),
        foot=_foot(counted, study.document.conventions.level),
        alt=" ".join((*study.document.verdict, *(f"{r.number} {''.join(s.text for s in r.said)}" for r in rows))),
    )


def _row(claim: Claimed, row: dict[str, Any], study: Study) -> Row:
    name, wrong, trials = str(row["of"]), row["wrong"], row["trials"]
    if wrong is None or trials is None:
        return Row(number=claim.number, said=(Span("of "), Span(name, bold=True), Span(_would_mean(name, study))))
    if row["unverified"]:
        return _unverified(row)
    right = trials - wrong
    share = right / trials if claim.counts == "right" else wrong / trials
    said: Line = (Span("of "), Span(f"{wording.count(trials)} {name}", bold=True), *_counted(claim, row))
    marks = (right, wrong) if trials <= MOST_MARKS and row["kind"] == "alert" else None
    return Row(number=_number(share, row), said=said, marks=marks)


def _number(share: float, row: dict[str, Any]) -> str:
    """Say a share with two figures of what is rarer, of what is very rare with one."""
    rare = min(share, 1 - share)
    return wording.percent(share, 1 if row["kind"] in IN_A_MILLION and rare < 1e-4 else 2)


def _counted(claim: Claimed, row: dict[str, Any]) -> Line:
    wrong, trials = row["wrong"], row["trials"]
    of_right = claim.counts == "right"
    if row["kind"] in IN_A_MILLION and row["high"] < SELDOM:
        span = _span(row)
        if not wrong:
            none = f" were {row['right_is']}. " if of_right else f" were {row['wrong_is']}: none. "
            return Span(none), Span(span, doubt=True)
        each = f"{_amount(wrong)} {'was' if wrong == 1 else 'were'}: " if of_right else f"{_amount(wrong)}. "
        head = f" were {row['right_is']}. {each}" if of_right else f" {_were(wrong)} {row['wrong_is']}: {each}"
        return Span(f"{head}{_whole(wording.in_a_million(wrong / trials))}, "), Span(span, doubt=True)
    if of_right:
        rest = f" {row['wrong_is']}" if wrong else f" {row['wrong_is']} of them"
        head = f" were {row['right_is']}: {wording.count(trials - wrong)}. {_amount(wrong)} {_were(wrong)}{rest}. "
        low, high = 1 - row["high"], 1 - row["low"]
    else:
        head, low, high = f" {_were(wrong)} {row['wrong_is']}: {wording.count(wrong)}. ", row["low"], row["high"]
    return Span(head), Span(_percents(low, high), doubt=True)


def _unverified(row: dict[str, Any]) -> Row:
    wrong, trials, unverified = row["wrong"], row["trials"], row["unverified"]
    right = trials - wrong - unverified
    told = f": {wording.count(right)} were {row['right_is']}, {_amount(wrong).lower()} {row['wrong_is']}, "
    said = (
        Span("of "), Span(f"{wording.count(trials)} {row['of']}", bold=True),
        Span(f"{told}{wording.count(unverified)} not verified. {str(row['wrong_is']).capitalize()}: "),
        Span(_percents(row["low"], row["high"]), doubt=True),
    )  # fmt: skip
    return Row(number="not known", said=said)


def _would_mean(name: str, study: Study) -> str:
    """Say what the number would mean of a denominator without counts: the first answer that there is for the crowd."""
    by_id = {f.id: f for f in study.document.findings if (f.group or {}).get("of") == name}
    said = []
    if (found := by_id.get("claim-false-alerts")) is not None and found.estimate is not None:
        people = wording.count(study.document.conventions.crowd)
        said.append(f" would mean about {wording.significant(found.estimate.value)} false alerts in {people} people")
    if (found := by_id.get("claim-share-of-right-alerts")) is not None and found.estimate is not None:
        said.append(f": {wording.percent(found.estimate.value)} of the alerts would be right")
    if (found := by_id.get("claim-rate-behind")) is not None and found.estimate is not None:
        most = wording.in_a_million(found.estimate.value)
        said.append(f" would take at most {most} passers-by flagged by mistake")
    return f"{''.join(said)}." if said else "; no counts of it were published."


def _never(claim: Claimed, rows: list[dict[str, Any]]) -> tuple[Row, ...]:
    """Return the yardstick: what a system that never alerts would score; none where it has nothing to count."""
    scores = [row["never"] for row in rows if row["never"] and row["kind"] in {"look", "comparison", "all"}]
    if not scores:
        return ()
    score = max(scores)
    share = score if claim.counts == "right" else 1 - score
    said = (Span("is what a system that "), Span("never alerts", bold=True), Span(" would score by the same count."))
    return (Row(number=wording.percent(share), said=said),)


def _foot(counted: list[dict[str, Any]], level: float) -> Line:
    if not counted:
        return (Span("No counts were published."),)
    told = [f"{wording.count(row['trials'])} {row['of']}" for row in counted[:MOST]]
    alerts = next((row["wrong"] for row in counted if row["kind"] in {"look", "alert"} and not row["unverified"]), None)
    false = [wording.plural(alerts, "false alert")] if alerts is not None else []
    return (
        Span(f"Counts: {', '.join([*false, *told])}. "), Span("Range", doubt=True),
        Span(f": what chance leaves open ({level * 100:g} %)."),
    )  # fmt: skip


def _span(row: dict[str, Any]) -> str:
    if not row["wrong"]:
        return f"at most {wording.in_a_million(row['upper'])}"
    return f"{wording.of_a_million(row['low'])} to {wording.in_a_million(row['high'])}"


def _percents(low: float, high: float) -> str:
    """Say a range of per cents with the sign once: "91 to 99.96 %"."""
    ends = [wording.percent(value).removesuffix(" %") for value in (max(low, 0.0), min(high, 1.0))]
    return f"{ends[0]} to {ends[1]} %"


def _whole(text: str) -> str:
    """Return words that no line break parts."""
    return text.replace(" ", "\u00a0")


def _were(number: int) -> str:
    return "was" if number == 1 else "were"


def _amount(number: int) -> str:
    return {0: "None", 1: "One"}.get(number, wording.count(number))
