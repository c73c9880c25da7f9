"""The verdict of an audit: three sentences that a lay reader may take away, each true without the others."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bystander.findings import wording
from bystander.quantities.record.false_alerts import FALSE, FALSE_PER_ALERT, FALSE_PER_FACE
from bystander.quantities.record.one_sided import ABOUT
from bystander.quantities.record.rates import rate_of, rows_of, told_of, used_by
from bystander.quantities.record.words import COMMON, expected, people, span, up_to
from bystander.quantities.record.wrong_stops import WRONG_STOPS_PER_STOP
from bystander.studies.audit.changes import jumps
from bystander.studies.audit.scopes import parts, spoken

UNCOUNTED = (
    "Only alerts that somebody judged false are counted here, and not which of them were of the same person: the true "
    "number may be higher."
)
UNLIKE = 5.0  # from such a variance on, compared with chance, the verdict tells a range instead of one rate

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bystander.evidence.record.entry import Entry
    from bystander.intervals.record_rate import Rate
    from bystander.quantities.record.scope import Scope
    from bystander.studies.audit.changes import Counting


def unlike(rate: Rate) -> bool:
    """Return whether the rows of a rate are so unlike that one number for all of them would mislead."""
    return rate.phi is not None and rate.phi >= UNLIKE


def verdict(
    scopes: Sequence[Scope], countings: Sequence[Counting | None], *, level: float, crowd: int
) -> tuple[str, ...]:
    """Return at most three sentences; of several operators, those on whom most faces and alerts are known."""
    if len(scopes) > 1:
        return _several(scopes, level=level, crowd=crowd)
    scope, counting = scopes[0], countings[0]
    if not any(rate_of(quantity, scope, level=level) for quantity in FALSE):
        return ("The record supports no rate of false alerts: no row gives false alerts with something to divide by.",)
    (counted,), but, stopped = (
        _counted(scope, level=level),
        _but(scope, counting, level=level),
        _stopped(scope, level=level),
    )
    if but and stopped:
        counted = f"{counted.removesuffix('.')}; {stopped}."
    last = but or (f"{stopped[:1].upper()}{stopped[1:]}." if stopped else UNCOUNTED)
    return (counted, _per_face(scope, level=level, crowd=crowd), last)


def _counted(scope: Scope, *, level: float) -> list[str]:
    rate = rate_of(FALSE_PER_ALERT, scope, level=level)
    if rate is None:
        wrong = sum(e.wrong or 0 for e in scope.entries)
        return [f"The record counts {wording.plural(wrong, 'false alert')} in {_over(scope.entries)}."]
    e = rate.estimate
    over = _over(used_by(FALSE_PER_ALERT, scope))
    told = told_of(FALSE_PER_ALERT, scope, rate, crowd=0)
    if not e.events:
        return [f"None of {wording.plural(e.trials or 0, 'alert')} in {over} was judged false.{told.left_out}"]
    verb = "was" if e.events == 1 else "were"
    often = f"{'' if told.about == ABOUT else told.about + ' '}{wording.percent(e.value)} of them"
    share = often if e.high > COMMON else f"{told.about} {wording.one_in(e.value)}"
    alerts = wording.plural(e.trials or 0, "judged alert" if told.unjudged else "alert")
    return [f"Of {alerts} in {over}, {wording.count(e.events)} {verb} judged false: {share}.{told.left_out}"]


def _stopped(scope: Scope, *, level: float) -> str:
    """Say how many of those stopped were the wrong person; nothing where that is not told."""
    rate = rate_of(WRONG_STOPS_PER_STOP, scope, level=level)
    if rate is None:
        return ""
    wrong, people = rate.estimate.events or 0, rate.estimate.trials or 0
    verb = "was" if wrong == 1 else "were"
    stopped = wording.plural(people, "person stopped", "people stopped")
    return f"of {stopped}, {wording.count(wrong) if wrong else 'none'} {verb} the wrong person"


def _over(entries: Sequence[Entry]) -> str:
    """Say how many deployments rows stand for, or how many rows where that is not known of each."""
    if all(e.deployments is not None for e in entries):
        return wording.plural(sum(e.deployments or 0 for e in entries), "deployment")
    return wording.plural(len(entries), "row")


def _per_face(scope: Scope, *, level: float, crowd: int) -> str:
    rate = rate_of(FALSE_PER_FACE, scope, level=level)
    if rate is None:
        return "How many people were seen was not recorded, so the risk of a passer-by cannot be told from it."
    e = rate.estimate
    widest = max(s.high for s in rate.sensitivity)
    told = told_of(FALSE_PER_FACE, scope, rate, crowd=crowd)
    if not e.events:
        upper = max(s.upper or s.high for s in rate.sensitivity)
        return (
            f"No false alert in {wording.count(e.trials or 0)} faces does not mean none to come: "
            f"{up_to(e.high * crowd)} of {wording.count(crowd)} people seen once could be flagged by "
            f"mistake, and {up_to(upper * crowd)} if false alerts come in clusters."
        )
    chance, clusters = span(e.low * crowd, e.high * crowd), up_to(widest * crowd)
    return (
        f"Per face seen that is {told.about} {wording.one_in(e.value)}, or {expected(told, crowd)} of "
        f"{wording.count(crowd)} people flagged by mistake on average; chance alone leaves "
        f"{f'anything from {chance}' if ' to ' in chance else chance}, "
        f"{'even' if clusters == chance else f'and {clusters}'} if false alerts come in clusters."
    )


def _but(scope: Scope, counting: Counting | None, *, level: float) -> str:
    """Say why the rate per face is no one rate; nothing where it may be."""
    if counting is not None and counting.changes and rows_of(FALSE_PER_FACE, scope):
        return (
            f"But the rate per face is a mixture: faces seen per {counting.basis} went {jumps(counting)}, so what is "
            "counted as a face seen, or where the cameras stood, seems to have changed."
        )
    if ranged := _range(scope, level=level):
        return f"But that rate is a mixture: {ranged}."
    return ""


def _range(scope: Scope, *, level: float) -> str:
    """Say the rates per face of the periods furthest apart, where the rows are too unlike for one rate."""
    whole = rate_of(FALSE_PER_FACE, scope, level=level)
    if whole is None or not unlike(whole):
        return ""
    said = []
    for part in parts(scope):
        rate = rate_of(FALSE_PER_FACE, part, level=level)
        if rate is None or part.point.period is None:
            continue
        e = rate.estimate
        about = told_of(FALSE_PER_FACE, part, rate, crowd=0).about
        one = (
            f"{about} {wording.one_in(e.value)} faces" if e.events else f"none in {wording.count(e.trials or 0)} faces"
        )
        said.append((e.value, -(e.trials or 0), f"{one} {spoken(part.point.period)}"))
    return f"as recorded, from {max(said)[2]} to {min(said)[2]}" if len(said) > 1 else ""


def _several(scopes: Sequence[Scope], *, level: float, crowd: int) -> tuple[str, ...]:
    """Say of two operators what their counts show: those with most faces seen, then those with most alerts judged."""

    def size(scope: Scope) -> tuple[float, float]:
        faces, alerts = (rate_of(q, scope, level=level) for q in (FALSE_PER_FACE, FALSE_PER_ALERT))
        return (faces.estimate.trials or 0 if faces else 0, alerts.estimate.trials or 0 if alerts else 0)

    known = sorted((s for s in scopes if any(size(s))), key=lambda s: (*(-n for n in size(s)), s.said))
    said = [
        f"The record holds {wording.count(len(scopes))} operators, and one rate over all of them would describe none."
    ]
    for scope in known[:2]:
        more = (_elsewhere(scope, level=level), _stopped(scope, level=level))
        said.append("; ".join(text for text in (_of_operator(scope, level=level, crowd=crowd), *more) if text) + ".")
    return tuple(said)


def _elsewhere(scope: Scope, *, level: float) -> str:
    """Say the false alerts per alert where some are of rows whose faces were not counted; else nothing."""
    faces, alerts = (rate_of(q, scope, level=level) for q in (FALSE_PER_FACE, FALSE_PER_ALERT))
    if faces is None or alerts is None or (alerts.estimate.events or 0) <= (faces.estimate.events or 0):
        return ""
    e = alerts.estimate
    verb = "was" if e.events == 1 else "were"
    return f"of {wording.plural(e.trials or 0, 'alert')}, {wording.count(e.events or 0)} {verb} judged false"


def _of_operator(scope: Scope, *, level: float, crowd: int) -> str:
    rate = rate_of(FALSE_PER_FACE, scope, level=level)
    if rate is None:
        counted = " ".join(_counted(scope, level=level)).removesuffix(".")
        return f"{scope.said}: {counted[:1].lower()}{counted[1:]}"
    e, widest = rate.estimate, max(rate.sensitivity, key=lambda s: s.high)
    clusters = up_to((widest.high if e.events else widest.upper or widest.high) * crowd)
    if ranged := _range(scope, level=level):
        return f"{scope.said}, false alerts per face: {ranged}, so one rate over all its rows would mislead"
    about = told_of(FALSE_PER_FACE, scope, rate, crowd=crowd).about
    told = f"{scope.said}: {wording.plural(e.events or 0, 'false alert')} in {wording.count(e.trials or 0)} faces"
    if e.events:
        return (
            f"{told}, {about} {wording.one_in(e.value)}; of {wording.count(crowd)} people seen once "
            f"{people(e.value * crowd)} would be flagged by mistake on average, and {clusters} if false alerts come in "
            "clusters"
        )
    return f"{told}, which still leaves {clusters} of {wording.count(crowd)} people seen once flagged by mistake"
