"""The verdict of a seeded test and its caveats: what the report opens with."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bystander.findings import wording
from bystander.findings.first_screen import Caveat, Weight
from bystander.intervals.between_sessions import sessions_differ
from bystander.studies.caveats import in_short, of_problem
from bystander.studies.evaluate.cluster_words import caveat

if TYPE_CHECKING:
    from bystander.evidence.passes.passes import Passes
    from bystander.quantities.passes.facts import Facts
    from bystander.studies.evaluate.passes.beside import Beside

UNLIKE = 0.02  # sessions that are alike are called different so seldom

OTHERS = Caveat(
    "Nothing is said of people flagged by mistake.",
    "The test has only people on the watchlist in it.",
    "A deployment record, or searches of people who are not on the list, would tell.",
    Weight.MOVES,
)
KNOWN = Caveat(
    "Volunteers know of the test.",
    "Their pictures may be better than those of people who are sought, who are then found less often.",
    "Pictures like those in use, and operators who do not know, would remove this.",
    Weight.MOVES,
)
RIGHT = Caveat(
    "An alert on a wrong name counts as a success here.",
    "Whether it named the volunteer or somebody else was not recorded.",
    "A column right would remove this.",
    Weight.WIDENS,
)
VIEWS = Caveat(
    "The share is that of a camera, not of a pass.",
    "A pass before several cameras counts once for each of them, and their alerts are alike.",
    "--unit passage, where every camera's row names its pass, would remove this.",
    Weight.WIDENS,
)
JOINED = Caveat(
    "Several cameras saw each pass, and one alert is enough.",
    "A single camera finds people less often.",
    "--unit search tells what each of them saw.",
    Weight.WIDENS,
)
SESSIONS = Caveat(
    "",
    "The range is for these sessions: others may lie far outside it.",
    "More sessions would show how much they differ.",
    Weight.MOVES,
)
THRESHOLD = Caveat(
    "The threshold of the test is not recorded.",
    "The share is that of it alone.",
    "A column threshold would tell.",
    Weight.NARROWS,
)
SETTING = Caveat(
    "Another place, camera, crowd or list gives another share.",
    "So does another threshold.",
    "A test in each place where it will be used would remove this.",
    Weight.NARROWS,
)
LEFT_OUT = Caveat(
    "{unseen} were left out, as no face was found in them (--failures exclude).",
    "Nobody was found in them either.",
    "--failures fold would remove this.",
    Weight.WIDENS,
)


def faces_not_found(passes: Passes, *, folded: bool) -> str:
    """Say how many passes had no face found, and what they count as; nothing where there was none."""
    if passes.detected is None or passes.detected_of is None:
        return ""
    unseen = int((passes.detected_of - passes.detected).sum())
    if not unseen:
        return ""
    said_of = ("it counts as a pass" if unseen == 1 else "they count as passes") + " without an alert"
    if not folded:
        said_of = f"{'it is' if unseen == 1 else 'they are'} left out of that share"
    return f"In {wording.plural(unseen, 'pass', 'passes')} no face was found; {said_of}."


def sessions(passes: Passes) -> tuple[Caveat, ...]:
    """Say that sessions differ by more than chance, with the ends; nothing where they do not, or are not told."""
    if passes.sessions is None:
        return ()
    found, of = passes.of_sessions(passes.right), passes.of_sessions(passes.passes)
    p = sessions_differ(found, of)
    if p is None or p > UNLIKE:
        return ()
    each = sorted(
        (x / k, wording.count(x), wording.count(k)) for x, k in zip(found.sum(0), of.sum(0), strict=True) if k
    )
    (_, x, k), (_, most, of_most) = each[0], each[-1]
    claim = (
        f"The sessions differ by more than chance: {x} of {k} passes noticed in one, {most} of {of_most} in another."
    )
    return (replace(SESSIONS, claim=claim),)


def caveats(main: Facts, *, folded: bool, beside: Beside | None = None) -> tuple[Caveat, ...]:
    """Return the caveats of the whole, the most important first."""
    passes = main.passes
    found = [of_problem(p, Weight.WIDENS) for p in passes.problems if p.severity == "warning"]
    found += sessions(passes)
    found += [VIEWS] if passes.views else [JOINED] if passes.joined else []
    found += [KNOWN, *beside.caveats] if beside is not None else [OTHERS, KNOWN]
    found += [] if passes.right_known else [RIGHT]
    found += [in_short(text) for text in caveat(passes.clusters)]
    found += [SETTING] if main.label else [THRESHOLD, SETTING]
    if not folded and passes.detected is not None and passes.detected_of is not None:
        unseen = int((passes.detected_of - passes.detected).sum())
        claim = LEFT_OUT.claim.format(unseen=wording.plural(unseen, "pass", "passes"))
        found += [replace(LEFT_OUT, claim=claim)] if unseen else []
    found += [of_problem(p, Weight.NARROWS) for p in passes.problems if p.severity == "refused"]
    return tuple(dict.fromkeys(found))
