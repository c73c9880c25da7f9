"""Audit a deployment record: what its counts do and do not support.

One rate of false alerts for each denominator that the record has, with exact limits, with what clustering could
do to them, and with the reasons why they may not mean what they seem to (METHODS 1.6 last row, and 7).
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bystander._version import __version__
from bystander.findings import Conventions, Document, Estimate, EvidenceNote, Finding, Kind, Sensitivity, Study, wording
from bystander.findings.first_screen import Caveat, Weight
from bystander.intervals import methods
from bystander.intervals.overdispersion import overdispersion, to_come, why_not
from bystander.intervals.scatter_to_come import LARGEST
from bystander.intervals.uneven_rows import Sizes
from bystander.quantities.catalogue import CATALOGUE, RATES_OF_A_RECORD
from bystander.quantities.record.false_alerts import (
    FALSE,
    FALSE_PER_ALERT,
    FALSE_PER_DEPLOYMENT,
    FALSE_PER_FACE,
    FALSE_PER_HOUR,
)
from bystander.quantities.record.over_dispersion import OVER_DISPERSION
from bystander.quantities.record.rates import alike_of, finding_of, rate_of, rows_of
from bystander.quantities.record.right_alerts import CONFIRMED, JUDGED_RIGHT, RIGHT
from bystander.quantities.record.scope import Scope
from bystander.quantities.record.words import of_alike, prefixed
from bystander.studies.audit import words
from bystander.studies.audit.between_periods import between_periods
from bystander.studies.audit.changes import change_findings, counting_of, leading_caveat, mixes
from bystander.studies.audit.first_screen import first_screen
from bystander.studies.audit.groups import audit_groups
from bystander.studies.audit.over_time import over_time
from bystander.studies.audit.picture import ranked, shown
from bystander.studies.audit.remarks import leading, left_out, rows_told
from bystander.studies.audit.repeats import several_times
from bystander.studies.audit.scopes import parts, same_rows, wholes, whose_and_when
from bystander.studies.audit.series import deployments
from bystander.studies.audit.stops import asked_of, in_parts, stops
from bystander.studies.audit.told_part import newest
from bystander.studies.audit.verdict import unlike
from bystander.studies.caveats import in_short
from bystander.studies.groups.answers import Answers

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bystander.evidence.record.record import Record
    from bystander.quantities.record.between_periods import Between
    from bystander.quantities.record.rates import RecordRate
    from bystander.studies.audit.changes import Counting

IN_PICTURE = (FALSE_PER_FACE, FALSE_PER_ALERT)


def audit(record: Record, *, level: float = 0.95, crowd: int = 60_000, seed: int = 1) -> Study:
    """Audit a record.

    ``level``: of all intervals. ``crowd``: the number of people that natural frequencies are told for. ``seed``: of
    the random orderings behind over-dispersion and changes. Rates that no row supports are *not estimable*, with
    the reason; with several operators each is audited on its own.
    """
    scopes = ranked(wholes(record))
    countings = [counting_of(scope, level=level, seed=seed) for scope in scopes]
    asked = (*RATES_OF_A_RECORD, *asked_of(record.entries))
    findings: list[Finding] = []
    if len(scopes) > 1:
        everything = Scope(entries=record.entries, unread=record.unread_counts)
        findings += [
            _mixed(quantity, len(scopes))
            if rows_of(quantity, everything)
            else finding_of(quantity, everything, level=level, crowd=crowd)
            for quantity in asked
        ]
    estimates = words.estimates(record, scopes)
    estimated = words.estimated(estimates, all_of_them=len(estimates) == len(scopes)) if estimates else None
    over = [between_periods(scope, counting, level=level) for scope, counting in zip(scopes, countings, strict=True)]
    for scope, counting, changed in zip(scopes, countings, over, strict=True):
        findings += _of_scope(
            scope,
            counting,
            asked,
            level=level,
            crowd=crowd,
            seed=seed,
            estimated=estimated if scope.said in estimates else None,
        )
        told = changed[:1] if scope.group else changed  # of one among several, what a first screen would say
        findings += [one.finding for one in told if one.finding.estimate is not None or not scope.group]
    groups = audit_groups(record.groups, level=level, several=len(scopes) > 1)
    caveats = _caveats(record, scopes, countings, over, level=level)
    caveats = (*((groups.leading,) if groups.leading else ()), *caveats)
    rates_of_groups = Answers() if groups.leading else groups
    first = first_screen(record, scopes, countings, over, caveats, groups=rates_of_groups, level=level)
    document = Document(
        made_by={"bystander": __version__},
        study="audit",
        synthetic=record.synthetic,
        verdict=first.verdict,
        caveats=(*(str(c) for c in caveats), *groups.caveats),
        evidence=(_note(record),),
        conventions=Conventions(level=level, crowd=crowd, seed=seed),
        findings=(*findings, *groups.findings),
    )
    series = (
        stops(scopes, level=level),
        deployments(scopes, countings, level=level),
        over_time(scopes, countings, level=level),
    )
    now = newest(shown(scopes)[0], countings[0], over[0], level=level) if len(scopes) == 1 else ()
    return Study(document, (*(s for s in series if len(s)), *groups.series), CATALOGUE, first, newest=now)


def _of_scope(
    scope: Scope,
    counting: Counting | None,
    asked: Sequence[RecordRate],
    *,
    level: float,
    crowd: int,
    seed: int,
    estimated: Caveat | None,
) -> list[Finding]:
    cautious: tuple[RecordRate, ...] = ()
    if scope.counts.unconfirmed.any():
        cautious = (CONFIRMED,)
    elif scope.counts.unjudged.any():
        cautious = (JUDGED_RIGHT,)
    quantities = (*asked, *cautious)

    def found_of(quantity: RecordRate, of: Scope) -> Finding:
        mixed = of.once("mixes", lambda: mixes(counting, of))
        per_face = (*((words.MIXTURE,) if mixed else ()), *((str(estimated),) if estimated else ()))
        found = finding_of(quantity, of, level=level, crowd=crowd, per_face=per_face)
        return found.model_copy(update={"caveats": (*left_out(quantity, of), *found.caveats)})

    found = [found_of(q, scope) for q in quantities]
    found.append(_scatter(scope, level=level, seed=seed))
    found += change_findings(counting, scope, level=level)
    for part in parts(scope):
        # A part says what it can; that it lacks something was said of the whole, and of right alerts by the false ones.
        rates = (
            IN_PICTURE if scope.group else RATES_OF_A_RECORD
        )  # of one operator among several, what the picture shows
        asked_of_part = [*rates, *in_parts(part)]
        of_part = [q for q in asked_of_part if q is not RIGHT or not rows_of(FALSE_PER_ALERT, part)]
        of_part = [q for q in of_part if rate_of(q, part, level=level) and not _same(q, scope, part)]
        found += [_with(found_of(q, part), same_rows(parts(scope), part)) for q in of_part]
    if scope.group:
        # Of several operators, each says what it can, and the one thing that a passer-by would ask for.
        found = [f for f in found if f.estimate is not None or f.id == FALSE_PER_FACE.id]
    return found


def _with(finding: Finding, caveat: str) -> Finding:
    return finding.model_copy(update={"caveats": (*finding.caveats, caveat)}) if caveat else finding


def _same(quantity: RecordRate, whole: Scope, part: Scope) -> bool:
    """Return whether a part rests on all the rows of the whole, so that its rate was told already."""
    return len(rows_of(quantity, whole)) == len(rows_of(quantity, part))


def _scatter(scope: Scope, *, level: float, seed: int) -> Finding:
    """Say whether deployments differ by more than chance, per face if faces are known, else per what is."""
    usable = [q for q in (FALSE_PER_FACE, FALSE_PER_HOUR, FALSE_PER_ALERT, FALSE_PER_DEPLOYMENT) if rows_of(q, scope)]
    best = next((q for q in usable if not _why_not(q, scope)), usable[0] if usable else FALSE_PER_FACE)
    asked = replace(OVER_DISPERSION, unit=best.unit)
    reason = _why_not(best, scope) if usable else asked.nothing
    if usable and reason and (rate := rate_of(best, scope, level=level)) and rate.phi is not None:
        reason += "; but they differ far more than chance alone gives, so one rate describes none of them"
    if reason:
        return asked.missing(reason, answer=prefixed(scope.said, f"Not estimable: {reason}."), group=scope.group)
    rows = rows_of(best, scope)
    d = overdispersion(rows.events, rows.trials, level=level, seed=seed, bounded=best.kind is not Kind.MEAN)
    said = (
        f"In false alerts per {best.unit}, these rows differ about {wording.significant(d.phi)} times as much as by "
        f"chance ({wording.plural(d.events, 'false alert')} in {wording.plural(d.deployments, 'row')}). If alerts "
        f"within a row are independent, {wording.significant(d.low)} to {wording.significant(d.high)} times. "
    )
    often = "fewer than 0.1 %" if d.p_value < 1e-3 else wording.percent(d.p_value)
    said += f"Chance alone gives as much in {often} of such records. " + (
        "These deployments are not alike, and one rate for all of them hides it."
        if d.p_value <= 1 - level
        else "No difference is shown, which does not show that there is none."
    )
    first, last = to_come(rows.events, rows.trials, level=level, seed=seed, bounded=best.kind is not Kind.MEAN)
    ends = f"between {wording.significant(first)} and {wording.significant(last)} times"
    said += (
        f" Deployments to come may differ by {ends if last < LARGEST else 'any amount'}, if no kind of day is missing "
        "here."
    )
    sizes = Sizes.of(rows.trials, rows.deployments)  # what a crowd makes of it hangs on how unequal the rows are
    day = sizes.day(bounded=best.kind is not Kind.MEAN)
    estimate = Estimate(
        value=d.phi, low=d.low, high=max(d.high, d.low * (1 + 1e-9) + 1e-12), level=level, method=methods.SCATTER,
        events=d.events, trials=d.deployments, effective_trials=sizes.total / day if day else None,
        df=max(sizes.as_many - 1, 0.0),
    )  # fmt: skip
    return asked.answered(
        prefixed(scope.said, said),
        estimate,
        group=scope.group,
        sensitivity=(Sensitivity(assumption=words.TO_COME, deff=None, low=first, high=last),),
        caveats=(
            "This spread cannot see one person who is flagged twice in one place.",
            words.rare_kinds(d.deployments),
        ),
    )


def _why_not(quantity: RecordRate, scope: Scope) -> str | None:
    rows = rows_of(quantity, scope)
    return why_not(rows.events, rows.trials, bounded=quantity.kind is not Kind.MEAN)


def _mixed(quantity: RecordRate, operators: int) -> Finding:
    reason = f"the record mixes {operators} operators, and one rate over all would describe none of them"
    answer = f"Not estimable over the whole record: {reason}. Each operator has its own answer below."
    return replace(quantity, population=None).missing(reason, answer=answer)


def _caveats(
    record: Record,
    scopes: Sequence[Scope],
    countings: Sequence[Counting | None],
    over: Sequence[tuple[Between, ...]],
    *,
    level: float,
) -> tuple[Caveat, ...]:
    """Return what limits all of it: what no number holds, then what is divided by.

    ``over``: what is said of changes between periods; where one is shown, that rows differ is no news.
    """
    said = _found(record, leads=True)
    said += leading(record)
    said += [
        words.of(scope.said, caveat)
        for scope, counting in zip(scopes, countings, strict=True)
        if (caveat := leading_caveat(counting))
    ]
    derived = any(scope.counts["wrong_derived"].any() for scope in scopes)
    said.append(words.UNNOTICED if derived else words.ADJUDICATED)
    if estimated := words.estimates(record, scopes):
        said.append(words.estimated(estimated, all_of_them=len(estimated) == len(scopes)))
    said.append(words.clusters(several_times(record.entries, record.footnotes), record.repeated))
    for scope, changed in zip(scopes, over, strict=True):
        said += [words.of(scope.said, caveat) for caveat in _alike(scope)]
        face = rate_of(FALSE_PER_FACE, scope, level=level)
        by_period = any(part.point.period for part in parts(scope))
        shown = any(c.shown for c in changed)
        if face is not None and not shown and (differ := words.differ(face, periods=by_period)):
            said.append(words.of(scope.said, differ))
    shares = [(scope.said, *judged) for scope in scopes if (judged := _judged_right(scope, level=level))]
    if judging := words.misjudged(shares):
        said.append(judging)
    if len(scopes) > 1 and not any(rate_of(quantity, s, level=level) for quantity in FALSE for s in scopes):
        said.append(words.MIXED)  # else the first screen says so
    said += _found(record, leads=False)
    return tuple(dict.fromkeys(said))


def _alike(scope: Scope) -> list[Caveat]:
    """Say of the rate per face, or else per alert, that rows of one place or close in time are alike."""
    told = next((q for q in IN_PICTURE if len(rows_of(q, scope))), None)
    return [] if told is None else [in_short(said, Weight.WIDENS) for said in of_alike(alike_of(told, scope))]


def _judged_right(scope: Scope, *, level: float) -> tuple[int, int] | None:
    """Return the right alerts and all that were judged: of all rows, or of the newest period if they are unlike."""
    right = rate_of(RIGHT, scope, level=level)
    if right is not None and unlike(right):
        periods = [p for p in parts(scope) if p.point.period is not None]
        newest = [rate for p in periods if (rate := rate_of(RIGHT, p, level=level)) is not None]
        right = newest[-1] if newest else right
    return None if right is None else (right.estimate.events or 0, round(right.estimate.trials or 0))


def _found(record: Record, *, leads: bool) -> list[Caveat]:
    """Say what was found wrong with the record and is in no finding; ``leads``: what changes the meaning of a rate."""
    weight = Weight.MOVES if leads else Weight.NARROWS
    return [
        Caveat(
            f"{'Left out: ' + p.found if p.severity == 'refused' else wording.capital(p.found)}.",
            f"{wording.capital(p.means)}." if p.means else "",
            weight=weight,
        )
        for p in record.problems
        if p.severity in {"warning", "refused"} and not p.of_findings and p.leads is leads
    ]


def _watchlists(record: Record) -> tuple[int, ...]:
    """Return the sizes of the smallest and of the largest watchlist; nothing where no row gives one."""
    sizes = [e.watchlist_size for e in record.entries if e.watchlist_size is not None]
    return (min(sizes), max(sizes)) if sizes else ()


def _note(record: Record) -> EvidenceNote:
    rows, more = rows_told(record)
    return EvidenceNote(
        name=record.name,
        sha256=record.sha256,
        kind="deployment record",
        of=whose_and_when(record),
        watchlists=_watchlists(record),
        format=record.format,
        rows_read=record.rows_read,
        rows_used=record.rows_used,
        rows_refused=record.rows_refused,
        problems=tuple(p.lines()[0] for p in record.problems if p.severity != "note"),
        rows=rows,
        more_rows=more,
    )
