"""What is seen first of a seeded test: how many passes of people who are on the list set off an alert."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bystander.findings import wording
from bystander.findings.axes import percent_axis
from bystander.findings.first_screen import FirstScreen, doubt, right, said
from bystander.findings.signs import Cell, Column, Interval, Row, Rows, Sign
from bystander.quantities.passes.people import often
from bystander.studies.beside import assumed, untold
from bystander.studies.evaluate.cluster_words import named
from bystander.studies.evaluate.passes.verdict import caveats, faces_not_found

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bystander.findings import Estimate
    from bystander.quantities.answer import Answer
    from bystander.quantities.passes.facts import Facts
    from bystander.studies.evaluate.passes.beside import Beside

MOST = 4  # other thresholds that the picture shows
APART = "Passes and volunteers are counted apart: do not add them. Neither is a share of right alerts."
NEW_VOLUNTEERS = "people who are sought look and walk as the volunteers did"
FALSE_ALERTS = "how many people off the list were flagged by mistake"
NO_THRESHOLD = "the threshold"
OTHER_DAYS = "how much other days differ"
FLAGS_EVERYBODY = "a system that flags everybody would find everybody."
ASKED = {  # by what a record beside tells: what is untold, and what to do
    "": (FALSE_ALERTS, f"ask for false alerts at the same threshold: {FLAGS_EVERYBODY}"),
    "alerts": ("how many people off the list were seen", f"ask how many faces were seen: {FLAGS_EVERYBODY}"),
    "faces": (
        "whether the record beside is of the setting of the test",
        "compare place, threshold and watchlist of the test with those of the record beside.",
    ),
}


def first_screen(
    main: Facts, alerted: Answer, people: Answer, others: Sequence[tuple[Facts, Answer]], *, folded: bool,
    beside: Beside | None = None, groups: str = "",
) -> FirstScreen | None:  # fmt: skip
    """Return the first screen; None where no pass is left. ``groups``: what they bear, in a sentence."""
    if alerted.measured is None or people.measured is None:
        return None
    share, each = alerted.measured.estimate, people.measured.estimate
    unseen = faces_not_found(main.passes, folded=folded)
    missing, then = ASKED[beside.tells if beside is not None else ""]
    lines = [text for text in (beside.sentence if beside is not None else "", groups) if text]
    return FirstScreen(
        eyebrow=f"{wording.plural(main.passes.seen, 'volunteer')} on the list, {often(main.passes)}.",
        sentence=said(
            right(wording.count(share.events or 0)),
            f" of {wording.plural(share.trials or 0, main.one, main.many)} by people on the list ",
            f"{'was' if share.events == 1 else 'were'} noticed.",
        ),
        beside=tuple(said(line) for line in lines),
        lead=said(
            "For new volunteers like these on the same days, expect ", doubt(_range(share)),
            f" ({main.level * 100:g} % range). {wording.count(each.events or 0)} of "
            f"{wording.plural(each.trials or 0, 'volunteer')} set off an alert ",
            f"{'on the right person ' if main.passes.right_known else ''}at least once: ",
            doubt(_range(each)), f". {_wrong(main)}{_setting(main)}", f" {unseen}" if unseen else "",
        ),
        assumed=assumed(NEW_VOLUNTEERS, share, each, cluster=named(main.passes.clusters)),
        untold=untold(missing, "" if main.label else NO_THRESHOLD, OTHER_DAYS),
        apart=APART,
        next=then,
        picture=_picture(main, share, each, others),
        caveats=caveats(main, folded=folded, beside=beside),
    )  # fmt: skip


def _wrong(main: Facts) -> str:
    """Say how many alerts named somebody else; nothing where there were none, or where nobody recorded that."""
    wrong = int((main.passes.alerts - main.passes.right).sum()) if main.passes.right_known else 0
    return f"{wording.plural(wrong, 'alert')} named somebody else. " if wrong else ""


def _setting(main: Facts) -> str:
    if not main.label:
        return "The threshold of the test was not recorded."
    return f"The threshold was {main.label}."


def _range(e: Estimate) -> str:
    if not e.events:
        return f"at most {wording.percent(e.high, up=True)}"
    if e.events == e.trials:
        return f"at least {wording.percent(e.low, up=False)}"
    return f"{wording.ends(e.low, e.high, often=True)} %"


def _picture(main: Facts, share: Estimate, each: Estimate, others: Sequence[tuple[Facts, Answer]]) -> Rows:
    at = f"at the threshold {main.label}" if main.label else ""
    rows = [
        Row("Passes noticed", (_cell(share),), at, chosen=bool(others)),
        Row("Volunteers noticed at least once", (_cell(each),), at),
    ]
    told = [(facts, answer.measured.estimate) for facts, answer in others if answer.measured is not None]
    rows += [Row("Passes noticed", (_cell(e),), f"at the threshold {facts.label}") for facts, e in told[:MOST]]
    more = len(told) - MOST
    return Rows(
        caption="Passes and volunteers that set off an alert",
        columns=(Column("Of all, how many set off an alert?", percent_axis(1.0)),),
        rows=tuple(rows),
        key=(("right", "set off an alert"), ("band", f"where the share may lie ({main.level * 100:g} %)")),
        reading=f"{wording.plural(more, 'more threshold')}: in the table of every number." if more > 0 else "",
    )


def _cell(e: Estimate) -> Cell:
    mark = Interval(low=e.low, high=e.high, value=e.value, sign=Sign.RIGHT)
    said_of = f"{wording.percent(e.value)} ({_range(e).removesuffix(' %')})"
    return Cell(mark, f"{wording.count(e.events or 0)} of {wording.count(e.trials or 0)}", said_of)
