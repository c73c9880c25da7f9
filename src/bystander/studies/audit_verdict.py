"""The verdict of an audit: three sentences that a lay reader may take away, each true without the others."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bystander.findings import wording
from bystander.studies.audit_quantities import ALERT, FACE, FALSE, rate_of, rows_of
from bystander.studies.audit_changes import jumps
from bystander.studies.audit_words import COMMON, people

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bystander.evidence.record import Entry
    from bystander.studies.audit_changes import Counting
    from bystander.studies.audit_scopes import Scope


def verdict(
    scopes: Sequence[Scope], countings: Sequence[Counting | None], *, level: float, crowd: int
) -> tuple[str, ...]:
    """Give at most three sentences; of several operators, those on whom most faces and alerts are known."""
    if len(scopes) > 1:
        return _several(scopes, level=level, crowd=crowd)
    scope, counting = scopes[0], countings[0]
    if not any(rate_of(quantity, scope.entries, level=level) for quantity in FALSE):
        return ("The record supports no rate of false alerts: no row gives false alerts with something to divide by.",)
    return (
        *_counted(scope, level=level),
        *_per_face(scope, level=level, crowd=crowd),
        _but(scope, counting),
    )


def _counted(scope: Scope, *, level: float) -> list[str]:
    rate = rate_of(ALERT, scope.entries, level=level)
    if rate is None:
        wrong = sum(e.wrong or 0 for e in scope.entries)
        return [f"The record counts {wording.plural(wrong, 'false alert')} in {_over(scope.entries)}."]
    e = rate.estimate
    over = _over([entry for entry in scope.entries if rows_of(ALERT, [entry])])
    if not e.events:
        return [f"None of {wording.plural(e.trials or 0, 'alert')} in {over} was judged false."]
    verb = "was" if e.events == 1 else "were"
    share = f"{wording.percent(e.value)} of them" if e.high > COMMON else f"about {wording.one_in(e.value)}"
    return [
        f"Of {wording.plural(e.trials or 0, 'alert')} in {over}, {wording.count(e.events)} {verb} judged false: {share}."
    ]


def _over(entries: Sequence[Entry]) -> str:
    """Say how many deployments rows stand for, or how many rows where that is not known of each."""
    if all(e.deployments is not None for e in entries):
        return wording.plural(sum(e.deployments or 0 for e in entries), "deployment")
    return wording.plural(len(entries), "row")


def _per_face(scope: Scope, *, level: float, crowd: int) -> list[str]:
    rate = rate_of(FACE, scope.entries, level=level)
    if rate is None:
        return ["How many people were seen was not recorded, so the risk of a passer-by cannot be told from it."]
    e = rate.estimate
    widest = max(s.high for s in rate.sensitivity)
    if not e.events:
        upper = max(s.upper or s.high for s in rate.sensitivity)
        return [
            f"No false alert in {wording.count(e.trials or 0)} faces does not mean none to come: up to "
            f"{people(e.high * crowd, about=False)} of {wording.count(crowd)} people seen once could be flagged by "
            f"mistake, and up to {people(upper * crowd, about=False)} if false alerts come in clusters."
        ]
    return [
        f"Per face seen that is about {wording.one_in(e.value)}, or {people(e.value * crowd)} of "
        f"{wording.count(crowd)} people flagged by mistake on average; chance alone leaves anything from "
        f"{people(e.low * crowd, about=False)} to {people(e.high * crowd, about=False)}, and up to "
        f"{people(widest * crowd, about=False)} if false alerts come in clusters."
    ]


def _but(scope: Scope, counting: Counting | None) -> str:
    if counting is not None and counting.changes and rows_of(FACE, scope.entries):
        return (
            f"But the rate per face is a mixture: faces seen per {counting.basis} went {jumps(counting)}, so what is "
            "counted as a face seen, or where the cameras stood, seems to have changed."
        )
    return (
        "Only alerts that somebody judged false are counted here, and not which of them were of the same person: "
        "the true number may be higher."
    )


def _several(scopes: Sequence[Scope], *, level: float, crowd: int) -> tuple[str, ...]:
    known = [
        (sum(n for _, n in rows_of(FACE, scope.entries)), scope, rate)
        for scope in scopes
        if (rate := rate_of(FACE, scope.entries, level=level))
    ]
    known.sort(key=lambda item: (-item[0], item[1].said))
    said = [
        f"The record holds {wording.count(len(scopes))} operators, and one rate over all of them would describe none."
    ]
    for faces, scope, rate in known[:2]:
        e, widest = rate.estimate, max(rate.sensitivity, key=lambda s: s.high)
        told = f"{scope.said}: {wording.plural(e.events or 0, 'false alert')} in {wording.count(faces)} faces"
        clusters = people((widest.high if e.events else widest.upper or widest.high) * crowd, about=False)
        if e.events:
            said.append(
                f"{told}, about {wording.one_in(e.value)}; of {wording.count(crowd)} people seen once "
                f"{people(e.value * crowd)} would be flagged by mistake on average, and up to {clusters} if false alerts "
                "come in clusters."
            )
        else:
            said.append(
                f"{told}, which still leaves up to {clusters} of {wording.count(crowd)} people seen once flagged by "
                "mistake."
            )
    return tuple(said)
