"""A finding as a reader meets it: question, answer, the number in words, and everything that it rests on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bystander.findings import Point, wording
from bystander.findings.limits import CLOSEST
from bystander.plots.chart import Table
from bystander.report import values
from bystander.report.conventions import Entry
from bystander.report.values import Told

if TYPE_CHECKING:
    from bystander.findings import Catalogue, Document, Finding


@dataclass(frozen=True, kw_only=True)
class Card:
    """One finding, in words. ``value`` is empty where it is not estimable; then ``reason`` says why.

    A ``part`` of a finding that is also given as a whole (by period, by threshold, by group) is shown in
    short: its scope, its answer, and the numbers of ``brief`` in a line; the question stands above, with the whole.
    """

    anchor: str
    name: str
    scope: str
    question: str
    answer: str
    group: str
    value: str
    interval: str
    interval_is: str
    level: str  # "95", of the interval: with several pairs of systems it is above that of the study
    crowd: str
    reason: str
    facts: tuple[Entry, ...]
    sensitivity: Table | None
    brief: tuple[str, ...]
    part: bool
    shared: tuple[int, ...]
    own: tuple[str, ...]
    counted: str


@dataclass(frozen=True)
class Chapter:
    """The cards of one quantity."""

    heading: str
    cards: tuple[Card, ...]


def numbered_caveats(document: Document) -> tuple[str, ...]:
    """Return caveats that are printed once and referred to by number: the study's, and those that findings share."""
    seen: dict[str, int] = {}
    for finding in _told(document):
        for caveat in dict.fromkeys(finding.caveats):
            seen[caveat] = seen.get(caveat, 0) + 1
    shared = [caveat for caveat, times in seen.items() if times > 1]
    return tuple(dict.fromkeys((*document.caveats, *shared)))


def chapters(document: Document, quantities: Catalogue) -> list[Chapter]:
    """Return every finding as a card, those of a quantity together, in the order in which they were found.

    ``quantities``: what the findings are of. Raises KeyError for one that nobody declared.
    """
    caveats = numbered_caveats(document)
    whole = {f.quantity for f in _told(document) if _is_whole(f)}
    by_quantity: dict[str, list[Card]] = {}
    for i, finding in enumerate(_told(document), 1):
        quantity = quantities[finding.quantity]
        part = quantity.in_parts or (finding.quantity in whole and not _is_whole(finding))
        card = _card(Told(finding, quantity), i, document, caveats, part=part)
        by_quantity.setdefault(finding.quantity, []).append(card)
    return [Chapter(quantities[name].heading, tuple(cards)) for name, cards in by_quantity.items()]


def _told(document: Document) -> list[Finding]:
    """Return the findings that have cards; what was required has a section of its own."""
    return [finding for finding in document.findings if finding.requirement is None]


def _is_whole(finding: Finding) -> bool:
    return finding.at == Point() and not finding.group


def glance(found: list[Chapter]) -> Table:
    """Return the table of the main numbers at a glance; parts stand below, with the whole they belong to."""
    rows = tuple(
        (card.name, card.value or "not estimable", card.interval, card.counted)
        for chapter in found
        for card in chapter.cards
        if not card.part
    )
    used = [i for i in range(4) if i < 3 or any(row[i] for row in rows)]
    head = ("Finding", "Rate", "Interval", "Counted")
    return Table(
        caption="The main numbers at a glance",
        head=tuple(head[i] for i in used),
        rows=tuple(tuple(row[i] for i in used) for row in rows),
        numeric=tuple(i > 0 for i in used),
    )


def _card(told: Told, number: int, document: Document, caveats: tuple[str, ...], *, part: bool) -> Card:
    finding, crowd = told.finding, document.conventions.crowd
    estimate = finding.estimate
    own = tuple(c for c in dict.fromkeys(finding.caveats) if c not in caveats)
    return Card(
        anchor=f"finding-{number}",
        name=", ".join(text for text in (told.quantity.heading, _scope(finding)) if text),
        scope=_scope(finding),
        question=finding.question,
        answer=finding.answer,
        group=", ".join(f"{key}: {value}" for key, value in (finding.group or {}).items()),
        value=values.value(told) if estimate else "",
        interval=values.interval(told, estimate.low, estimate.high) if estimate else "",
        interval_is="limit" if estimate and estimate.method.one_sided else "interval",
        level=f"{(estimate.level if estimate else document.conventions.level) * 100:.4g}",
        crowd=values.crowd(told, crowd) if estimate else "",
        reason=finding.not_estimable or "",
        facts=tuple(_facts(told)),
        sensitivity=_sensitivity(told),
        brief=tuple(values.brief(told)),
        part=part,
        shared=tuple(caveats.index(c) + 1 for c in dict.fromkeys(finding.caveats) if c in caveats),
        own=own,
        counted=values.counted(told) if estimate else "",
    )


def _scope(finding: Finding) -> str:
    """Say where a finding holds; nothing where it holds for all of the evidence."""
    at, where = finding.at, []
    if finding.systems:
        where.append(" against ".join(reversed(finding.systems)))
    if at.target_fmr is not None:
        where.append(f"false matches at most {wording.one_in(at.target_fmr)}")
    elif at.target_fpir is not None:
        where.append(f"false alerts at most {wording.one_in(at.target_fpir)}")
    elif at.threshold is not None:
        where.append(f"threshold {wording.threshold(at.threshold)}")
    elif at.thresholds:
        where.append(f"thresholds {_thresholds(finding)}")
    if at.rank is not None:
        where.append("first candidate" if at.rank == 1 else f"first {wording.count(at.rank)} candidates")
    if at.period is not None:
        where.append(at.period)
    where += [f"{key} {value}" for key, value in (finding.group or {}).items()]
    return ", ".join(where)


def _thresholds(finding: Finding) -> str:
    said = [wording.threshold(t) for t in finding.at.thresholds]
    if len(said) != len(finding.systems):
        return wording.listed(said)
    return wording.listed([f"{t} ({name})" for t, name in zip(said, finding.systems, strict=True)])


def _facts(told: Told) -> list[Entry]:
    finding = told.finding
    estimate, at = finding.estimate, finding.at
    said: list[tuple[str, str | None]] = []
    if estimate is not None:
        effective, people, df = estimate.effective_trials, estimate.people, estimate.df
        said += [
            ("Counted", values.counted(told) or None),
            (
                "Worth as much as",
                None if effective is None else f"{values.amount(effective)} independent ones (effective trials)",
            ),
            ("People behind it", None if people is None else wording.count(people)),
            (
                "People driving the errors",
                # without people, as between deployments, df is of something else
                None if df is None or people is None else f"{wording.significant(df, 3)} (effective number)",
            ),
        ]
    said += [
        ("Threshold", None if at.threshold is None else wording.threshold(at.threshold)),
        ("Thresholds", _thresholds(finding) if at.thresholds else None),
        ("Target", None if at.target_fmr is None else f"false match rate of at most {wording.one_in(at.target_fmr)}"),
        ("Attained", None if at.achieved_fmr is None else _attained(at.achieved_fmr, at.next_fmr)),
        ("Target", None if at.target_fpir is None else f"false alerts in at most {wording.one_in(at.target_fpir)}"),
        ("Attained", None if at.achieved_fpir is None else wording.apart_from(at.achieved_fpir, at.next_fpir)),
        ("Next attainable above", None if at.next_fpir is None else wording.apart_from(at.next_fpir, at.achieved_fpir)),
        ("Next attainable above", None if at.next_fmr is None else _attained(at.next_fmr, at.achieved_fmr)),
        ("Watchlist", None if at.n is None else wording.plural(at.n, "person", "people")),
        ("Ranks looked at", None if at.rank is None else wording.count(at.rank)),
        ("Period", at.period),
    ]
    limits = (
        (f"Upper limit {CLOSEST.only_if}", finding.bounds.if_seen_among_closest_upper),
        ("Upper limit without assumptions", finding.bounds.assumption_free_upper),
        ("Upper limit for a claim of compliance", finding.bounds.compliance_upper),
        ("Naive upper limit, not to be relied on", finding.bounds.naive_upper),
        ("Lower limit, one-sided", finding.bounds.lower),
    )
    said += [(term, None if limit is None else values.said(told, limit)) for term, limit in limits]
    said += _shown(told)
    said += [
        ("Holds for", finding.population),
        ("Method", None if estimate is None else f"{estimate.method}, {estimate.level * 100:g} %"),
    ]
    said.append(("In findings.json", finding.id))
    return [Entry(term, text) for term, text in said if text is not None]


def _shown(told: Told) -> list[tuple[str, str | None]]:
    """Say what was tested, and what evidence like this could have shown."""
    finding = told.finding
    test, reference, lower = finding.test, finding.reference, finding.bounds.lower
    found: list[tuple[str, str | None]] = [("At least", None if lower is None else values.said(told, lower))]
    if test is not None:
        found.append(
            ("Test", f"that {test.null}; differences like these come about {wording.chance(test.p)}; {test.method}")
        )
    if reference is not None and reference.no_difference is not None:
        rare = "" if finding.estimate is None else f", in at most {wording.one_in(1 - finding.estimate.level)} trials"
        found.append(("Without any difference", f"more than {wording.times(reference.no_difference)} by chance{rare}"))
    if reference is not None:
        least = "no difference, however large"
        if reference.detectable is not None:
            least = f"{wording.times(reference.detectable)} or more, with a chance of {reference.power * 100:g} %"
        found.append(("Would have shown", least))
    return found


def _attained(rate: float, other: float | None) -> str:
    """Say an attainable rate, told from its neighbour: rounded alike, both would seem to be the target."""
    return "no false match in the trial" if rate == 0 else f"false match rate {wording.apart_from(rate, other)}"


def _sensitivity(told: Told) -> Table | None:
    finding = told.finding
    if not finding.sensitivity:
        return None
    rows = tuple(
        (
            s.assumption[:1].upper() + s.assumption[1:],
            values.interval(told, s.low, s.high),
            "" if s.upper is None else values.said(told, s.upper),
            "" if s.effective_trials is None else values.amount(s.effective_trials),
        )
        for s in finding.sensitivity
    )
    used = [i for i in range(4) if i < 2 or any(row[i] for row in rows)]
    head = ("If instead", "Interval", "One-sided upper limit", "Effective trials")
    return Table(
        caption="The same number under other assumptions",
        head=tuple(head[i] for i in used),
        rows=tuple(tuple(row[i] for i in used) for row in rows),
        numeric=tuple(i > 0 for i in used),
    )
