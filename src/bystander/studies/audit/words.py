"""The sentences of an audit: answers, caveats and verdict, for a reader who has to decide something."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bystander.findings import wording
from bystander.findings.estimate import UNLIKE
from bystander.findings.first_screen import Caveat, Weight
from bystander.quantities.record.words import further

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from bystander.evidence.record.record import Record
    from bystander.intervals.record_rate import Rate
    from bystander.quantities.record.scope import Scope

_FACES = "A person may count once, or at each camera; no range here allows for that."
_HOW = "A published rule of counting would help."
ESTIMATED = {
    "said": Caveat("“Faces seen” is an estimate.", _FACES, _HOW, Weight.WIDENS),
    "some": Caveat("“Faces seen” is partly an estimate.", _FACES, _HOW, Weight.WIDENS),
    "round": Caveat("“Faces seen” looks like an estimate: nearly all figures are round.", _FACES, _HOW, Weight.WIDENS),
}
CLUSTERS = Caveat(
    "Nobody knows whether one person set off several alerts.",
    "If so, ranges are too narrow; “Every number” says by how much.",
    "Counts of different people would settle it.",
    Weight.WIDENS,
)
SEVERAL = "One person set off several alerts, by a note."
TOO_NARROW = "So ranges are too narrow; “Every number” says by how much."
ADJUDICATED = Caveat(
    "Nobody counts the mistakes that nobody noticed.",
    "Only alerts that somebody judged false count as false.",
    "An independent check would settle it.",
    Weight.MOVES,
)
UNNOTICED = Caveat(ADJUDICATED.claim, "", ADJUDICATED.remedy, ADJUDICATED.weight)  # where false ones were worked out
SOUGHT = "sought people missed"
JUDGED = "alerts were counted and judged rightly (not checked again)"
APART = "Add or rank no two operators: systems, watchlists or counting may differ."
DIFFERENT = 1.5  # from such a variance on, compared with chance, it is said that the rows differ
MIXTURE = "What counts as a face changed between these rows, so this rate mixes two ways of counting."
MIXED = Caveat(
    "No two operators may be added up.",
    "They have different systems, watchlists and ways of counting, so each is reported on its own.",
)

TO_COME = "asked of deployments to come, and no kind of day is missing here"
RARE_KIND = 0.03  # the share of days of a kind that is rare


def say_what(heading: str) -> str:
    """Ask of a column that was not read what it counts."""
    return f"say what column “{heading}” counts (--column)"


def rare_kinds(deployments: int) -> str:
    """Say how often a record of so many deployments holds no day of a rare kind: (1 - share)^deployments."""
    missing = (1 - RARE_KIND) ** deployments
    often = "fewer than 0.1 %" if missing < 1e-3 else wording.percent(missing)
    return f"A kind of day that is {wording.percent(RARE_KIND)} of all is missing from {often} of records this long."


def of(operator: str, caveat: Caveat) -> Caveat:
    """Open a caveat's claim with the operator that it is about."""
    if not operator:
        return caveat
    claim = f"{operator}: {caveat.claim[:1].lower()}{caveat.claim[1:]}"
    return Caveat(claim, caveat.reason, caveat.remedy, caveat.weight)


def clusters(noted: str, repeated: int = 0) -> Caveat:
    """Say that one person may have set off several alerts, or did.

    ``noted``: what a note says of one who did, quoted; ``repeated``: alerts that a column says repeat another.
    """
    if repeated:
        many = f"{wording.plural(repeated, 'alert')} here {'repeats' if repeated == 1 else 'repeat'}"
        claim = f"{many} another, by the record."
        return Caveat(claim, TOO_NARROW, CLUSTERS.remedy, CLUSTERS.weight)
    return Caveat(SEVERAL, f"{noted} {TOO_NARROW}", CLUSTERS.remedy, CLUSTERS.weight) if noted else CLUSTERS


def estimates(record: Record, scopes: Sequence[Scope]) -> dict[str, Caveat]:
    """Return the caveat of each operator, by name, whose faces were estimated, as far as it shows."""
    return {scope.said: ESTIMATED[how] for scope in scopes if (how := _how_estimated(record, scope))}


def _how_estimated(record: Record, scope: Scope) -> str:
    if record.faces_estimated in {"said", "round"}:
        return record.faces_estimated
    about = ["faces_seen" in e.about for e in scope.entries if e.faces_seen is not None]
    return "said" if about and all(about) else "some" if any(about) else ""


def estimated(by_operator: Mapping[str, Caveat], *, all_of_them: bool) -> Caveat:
    """Return the caveat of a record; ``all_of_them``: it is of every operator, so that none has to be named."""
    kinds = list(dict.fromkeys(by_operator.values()))
    weakest = kinds[0] if len(kinds) == 1 else ESTIMATED["some"]
    return weakest if all_of_them else of(wording.listed(list(by_operator)), weakest)


def misjudged(shares: Sequence[tuple[str, int, int]]) -> Caveat | None:
    """Say how the share of right alerts hangs on the judging; None where no alert could be supposed wrong.

    ``shares``: of each operator its name, or nothing where there is one, the right alerts and all of them.
    """
    said: dict[str, list[str]] = {}
    for operator, right, alerts in shares:
        wrong, lower = _if_wrong(right, alerts)
        if wrong:
            whose = f"{operator}’s falls" if operator else "the share falls"
            said.setdefault(wrong, []).append(f"{whose} from {wording.percent(right / alerts)} to {lower}")
    if not said:
        return None
    told = [f"If {wrong}, {'. '.join(falls)}." for wrong, falls in said.items()]
    return Caveat("The share of right alerts depends on who judged them.", " ".join(told), weight=Weight.NARROWS)


def _if_wrong(right: int, alerts: int) -> tuple[str, str]:
    """Return how many right alerts are supposed to be wrong, and the shares that leaves; nothing where none can be.

    Of the fewest and the most, those that make a difference to the share as it is said.
    """
    said = wording.percent(right / alerts)
    supposed = [k for k in further(alerts)[::2] if k <= right and wording.percent((right - k) / alerts) != said]
    if not supposed:
        return "", ""
    many = wording.listed([str(k) for k in supposed], last="or")
    lower = wording.listed([wording.percent((right - k) / alerts) for k in supposed], last="or")
    wrong = f"{many} ‘right’ {'alert was' if supposed == [1] else 'alerts were'} wrong"
    return wrong, lower


def differ(rate: Rate, *, periods: bool) -> Caveat | None:
    """Say that the rows differ by more than chance, and what that leaves open; None where they do not.

    ``periods``: whether there are any to be read one by one.
    """
    row = rate.scattered
    if row is None or rate.phi is None or rate.phi < DIFFERENT:
        return None
    if rate.phi < UNLIKE:
        return Caveat(
            f"Per face, rows differ about {wording.significant(rate.phi)} times as much as by chance.",
            "The range of all rows together allows for it, if each differs by itself.",
            weight=Weight.WIDENS,
        )
    span = wording.ends(row.low, row.high, often=False)
    span = span if span.startswith("up") else f"from {span}"
    return Caveat(
        "From row to row, the rate changed far more than chance explains.",
        f"So no single rate describes it: anything {span} in a million faces.",
        "Read each period by itself." if periods else "",
        Weight.WIDENS,
    )
