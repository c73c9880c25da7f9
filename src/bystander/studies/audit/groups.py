"""Who bears the false alerts of a deployment: each group's part, and what it says if nobody counted who walked past.

Without the faces seen of each group there is no rate. But the part of the false alerts has limits, and a group that is
a smaller part of those who walked past than its lower limit has more false alerts than chance gives it (METHODS 4.4).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from bystander.differentials.tipping_point import tipping_point
from bystander.findings import Estimate, Point, Sensitivity, Series, wording
from bystander.findings.first_screen import Caveat, Weight
from bystander.intervals import methods
from bystander.intervals.few_rows import ENOUGH, pooled_deff
from bystander.intervals.measured import Measured, unclustered
from bystander.intervals.record_rate import rate_per_trial
from bystander.quantities.record.false_alerts import FALSE_OF_GROUPS, FALSE_PER_FACE, PART_OF_GROUP, SUPPOSED_RATIO
from bystander.quantities.record.words import uneven_rows
from bystander.studies.audit.groups_in_rows import compared_in_rows, everybody, of_one_row
from bystander.studies.audit.words import CLUSTERS
from bystander.studies.groups.answers import Answers
from bystander.studies.groups.by_group import ByGroup, GroupRate
from bystander.studies.groups.series import group_series, ratio_series

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bystander.differentials.tipping_point import TippingPoint
    from bystander.evidence.record.groups import GroupTotals
    from bystander.findings import Finding

SHARES = (0.05, 0.1, 0.135, 0.2, 0.25, 0.3, 0.4, 0.5)
NEXT_TO_NOBODY = 0.02  # a share of the faces seen below which to say "unless they were more" says nothing
PICKED_AMONG = 4  # groups that somebody may have looked at before speaking of one

UNKNOWN = "Nobody counted the faces of each group, and a census does not tell who walks past."
CONFOUNDED = (
    "A group also has more where the list or those seen hold more of its people, or its alerts are followed up more. "
    "Counts of both, and an independent check, would tell."
)
PICKED = (
    "If the group was picked because of its false alerts, only the widest limits hold, which allow for a choice among "
    f"{PICKED_AMONG}."
)
NO_GROUP = (
    "{left} of {total} false alerts are of no group. They may change every comparison. Counts of all would remove this."
)
TOO_MANY = (
    "The groups hold {held} {what}, and the record {total}. One person may be in two groups, or a count is "
    "wrong. The keeper of the record can tell."
)
FEW_ROWS = (
    "A group has only {rows}. Whether groups differ goes by how much the rows of all of them do, and each rate by its "
    "own counts. More rows would show it."
)
ONE_ROW = (
    "Each group has one row, so nothing shows how much rows differ by chance. What is said is of these rows alone, if "
    "alerts are independent; another day may show the opposite. More rows would tell."
)
SEEN_BY_GROUP = "Faces seen by group would show a rate."

FALSE_PER_FACE_BY_GROUP = FALSE_PER_FACE.by_group()
NOT_SEEN = "the record does not tell how many faces of the group were seen"


def audit_groups(groups: Sequence[GroupTotals], *, level: float, several: bool = False) -> Answers:
    """Return what a record tells of groups: parts of the false alerts, and rates where faces were counted by group.

    ``several``: whether the record has several operators, so that it is said whose counts these are; those of more than
    one are never added up.
    """
    if not groups:
        return Answers()
    whose = sorted({operator for g in groups for operator in g.operators})
    if len(whose) > 1:
        return Answers(findings=tuple(_mixed(group, len(whose)) for group in groups))
    of = f"{whose[0]}: " if whose and several else ""
    findings: list[Finding] = []
    series: list[Series] = []
    sentence, most, leading = "", 0.0, None
    assumes: tuple[str, ...] = ()
    counted = [g for g in groups if g.faces_seen]
    for group in groups:
        tip = tipping_point(group.false_alerts, group.all_false_alerts, shares=SHARES, level=level)
        said = "" if tip is None or (group in counted and len(counted) > 1) else _evidence(tip)
        findings += _part(group, tip, said, groups=len(groups), level=level)
        if tip is not None and group.faces_seen is None:
            findings.append(_supposed(group, tip))
        if tip is not None and said and (tip.more_below or 0.0) > most:  # of several groups, the one it says most of
            claim, most = f"{_counts(tip)} fell on the group {group.name}.", tip.more_below or 0.0
            sentence, leading = f"{claim} {said}", Caveat(f"{of}{claim}", said, SEEN_BY_GROUP, Weight.MOVES)
    if counted:
        rates = _rates(counted, groups, level=level)
        findings += rates.findings
        series += rates.series
        sentence, leading, assumes = rates.sentence or sentence, None if rates.sentence else leading, rates.assumes
    table = _table(groups, level=level)
    return Answers(
        findings=tuple(findings),
        series=(*series, *([table] if table is not None else [])),
        sentence=f"{of}{sentence}" if sentence else "",
        assumes=assumes,
        leading=leading,
        caveats=(*_apart(groups), *_too_many_faces(groups), *(() if counted else (UNKNOWN, CONFOUNDED))),
    )


def _apart(groups: Sequence[GroupTotals]) -> tuple[str, ...]:
    """Say that the groups do not hold all false alerts of the same rows, or hold more; nothing of one group."""
    whole = {g.all_false_alerts for g in groups}
    if len(groups) < 2 or len(whole) > 1:
        return ()
    total, held = whole.pop(), sum(g.false_alerts for g in groups)
    if held < total:
        return (NO_GROUP.format(left=wording.count(total - held), total=wording.count(total)),)
    return _too_many("false alerts", held, total)


def _too_many_faces(groups: Sequence[GroupTotals]) -> tuple[str, ...]:
    """Say that the groups hold more faces than the same rows; nothing where they do not, or are told of other rows."""
    whole = {g.all_faces_seen for g in groups}
    total = whole.pop()
    if whole or total is None or any(g.faces_seen is None for g in groups):
        return ()
    return _too_many("faces seen", sum(g.faces_seen or 0 for g in groups), total)


def _too_many(what: str, held: int, total: int) -> tuple[str, ...]:
    return (TOO_MANY.format(held=wording.count(held), what=what, total=wording.count(total)),) if held > total else ()


def _mixed(group: GroupTotals, operators: int) -> Finding:
    reason = (
        f"false alerts by group come from {operators} operators, and one share over all would describe none of them"
    )
    answer = f"{group.name}: not estimable, because {reason}. A record of each operator would tell."
    return PART_OF_GROUP.missing(reason, answer=answer, group={"group": group.name})


def _part(group: GroupTotals, tip: TippingPoint | None, evidence: str, *, groups: int, level: float) -> list[Finding]:
    about = {"group": group.name}
    if tip is None:
        return [PART_OF_GROUP.missing(group=about)]
    among = max(PICKED_AMONG, groups)
    picked = tipping_point(group.false_alerts, group.all_false_alerts, level=1 - (1 - level) / among)
    rows = []
    if picked is not None:
        rows.append(
            Sensitivity(
                assumption=f"the group was picked among {among} after looking", low=picked.low, high=picked.high
            )
        )
    for deff in (2.0, 5.0):
        limits = tipping_point(group.false_alerts, group.all_false_alerts, level=level, deff=deff)
        if limits is not None:
            said = f"false alerts come in groups of {deff:.0f}"
            rows.append(Sensitivity(assumption=said, deff=deff, low=limits.low, high=limits.high))
    estimate = Estimate(
        value=tip.part, low=tip.low, high=tip.high, level=level, method=methods.CLUSTERING_UNKNOWN,
        events=tip.events, trials=tip.total,
    )  # fmt: skip
    answer = (
        f"{group.name}: {_counts(tip)}, "
        f"{wording.percent(tip.part)} ({level * 100:g} % interval: {wording.percent_span(tip.low, tip.high)}). "
        f"{evidence}"
    )
    return [
        PART_OF_GROUP.answered(
            answer.strip(), estimate, group=about, sensitivity=tuple(rows), caveats=(PICKED, CONFOUNDED)
        )
    ]


def _counts(tip: TippingPoint) -> str:
    return f"{wording.count(tip.events)} of {wording.plural(tip.total, 'false alert')}"


def _evidence(tip: TippingPoint) -> str:
    """Say for which shares of the faces seen the false alerts show a difference; nothing where they show none.

    The condition comes first: a large group bears many of the false alerts without any difference.
    """
    if tip.more_below is None or tip.more_below < NEXT_TO_NOBODY:
        return ""
    return (
        f"If fewer than {wording.percent(tip.more_below)} of the faces seen were theirs, that is evidence that they "
        "are flagged by mistake more often than others."
    )


def _supposed(group: GroupTotals, tip: TippingPoint) -> Finding:
    said = []
    for row in tip.supposed:
        span = (
            f"at least {wording.significant(row.low)}"
            if row.high is None
            else f"{wording.significant(row.low)} to {wording.significant(row.high)}"
        )
        said.append(f"{wording.percent(row.share, 3)}: {wording.times(row.ratio)} ({span})")
    reason = NOT_SEEN
    answer = (
        f"{group.name}: that depends on their part of the faces seen, which nobody counted. Supposed {'. '.join(said)}."
    )
    return SUPPOSED_RATIO.missing(reason, group={"group": group.name}, answer=answer, caveats=(UNKNOWN, CONFOUNDED))


def _rates(counted: Sequence[GroupTotals], groups: Sequence[GroupTotals], *, level: float) -> Answers:
    """Return the rate of every group whose faces were counted, and how far apart they are."""
    rates = []
    findings: list[Finding] = []
    for g in groups:
        measured: Measured | None = None
        if g.faces_seen:
            measured = _measured(g, level=level)
            e = measured.estimate
            counts = f"{wording.plural(e.events or 0, 'false alert')} in {wording.count(e.trials or 0)} faces seen"
            rate = wording.with_range(e.value, e.low, e.high, often=False)
            answer = f"{g.name}: {counts}, {rate}."
            findings.append(
                FALSE_PER_FACE_BY_GROUP.answered(
                    answer, e, group={"group": g.name}, bounds=measured.bounds, sensitivity=measured.sensitivity,
                    caveats=(*measured.caveats, CONFOUNDED),
                )
            )  # fmt: skip
        else:
            findings.append(FALSE_PER_FACE_BY_GROUP.missing(NOT_SEEN, group={"group": g.name}))
        rates.append(
            GroupRate(
                group={"group": g.name}, label=g.name, people=0, measured=measured, reason="" if measured else NOT_SEEN
            )
        )
    total = _measured(everybody(counted), level=level)
    by = ByGroup(
        quantity=FALSE_OF_GROUPS, groups=None, name="group", point=Point(), label="", rates=tuple(rates), overall=total,
        people=0, unrecorded=0, outside=0, trial="face seen",
        caveats=(*_few_rows(counted), str(CLUSTERS), CONFOUNDED),
        least_deff=pooled_deff([[*g.by_row.values()] for g in counted], bounded=False, level=level),
    )  # fmt: skip
    test, sentence = compared_in_rows(by, counted, level=level)
    given = [s for s in (group_series([by], stabilised=[test.stabilised]), ratio_series([by], [test])) if s is not None]
    return Answers(
        findings=(*findings, *test.findings), series=tuple(given), sentence=sentence, assumes=test.assumes
    )  # fmt: skip


def _few_rows(groups: Sequence[GroupTotals]) -> tuple[str, ...]:
    """Say that groups have so few rows that these show together how much rows differ; nothing where none has."""
    fewest = min(len(group.by_row) for group in groups)
    if of_one_row(groups):
        return (ONE_ROW,)
    return (FEW_ROWS.format(rows=wording.plural(fewest, "row")),) if 0 < fewest < ENOUGH else ()


def _measured(group: GroupTotals, *, level: float) -> Measured:
    """Return the rate of a group whose faces were counted; by the scatter of its rows, where these show one."""
    events, faces = zip(*group.by_row.values(), strict=True) if group.by_row else ((), ())
    if (sum(events), sum(faces)) == (group.false_alerts, group.faces_seen):
        rate = rate_per_trial(events, faces, level=level)
        if rate.shown.differing:
            told = uneven_rows(np.asarray(faces, np.float64), rate.shown)
            return Measured(estimate=rate.estimate, bounds=rate.bounds, sensitivity=rate.sensitivity, caveats=told)
    return unclustered(group.false_alerts, group.faces_seen or 0, level=level)


def _table(groups: Sequence[GroupTotals], *, level: float) -> Series | None:
    """Return the supposed shares of every group as a table."""
    rows: list[dict[str, float | int | str | None]] = []
    for group in groups:
        tip = tipping_point(group.false_alerts, group.all_false_alerts, shares=SHARES, level=level)
        if tip is None or group.faces_seen is not None:
            continue
        rows += [
            {
                "group": group.name, "events": tip.events, "total": tip.total, "part": tip.part, "part_low": tip.low,
                "part_high": tip.high, "share": r.share, "ratio": r.ratio, "low": r.low, "high": r.high, "p": r.p,
            }
            for r in tip.supposed
        ]  # fmt: skip
    if not rows:
        return None
    return Series("supposed_shares", {name: [row[name] for row in rows] for name in rows[0]}, {"ratio": "times"})
