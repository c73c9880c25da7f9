"""The verdict of an evaluation and its caveats: what the report opens with."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bystander.findings import wording
from bystander.findings.at_zero import at_most
from bystander.findings.first_screen import Caveat, Weight
from bystander.intervals.caveats import SURE, flags, sure_limit
from bystander.intervals.kg_t import SOME_PEOPLE
from bystander.quantities.comparisons.facts import SAME_DATA, spread, threshold_of
from bystander.quantities.comparisons.fmr import failed_of
from bystander.quantities.comparisons.fnmr import missed, without_failed
from bystander.quantities.without_a_score import LARGE, moved_by
from bystander.studies.caveats import MADE_UP, NOT_A_CROWD, TIES, in_short, leading, of_problem, of_rates, steps
from bystander.studies.evaluate.cluster_words import caveat, counted_as

if TYPE_CHECKING:
    from bystander.intervals.measured import Measured
    from bystander.quantities.comparisons.facts import Facts
    from bystander.quantities.comparisons.operating_point import OperatingPoint

FEW_BEHIND_BAND = (
    "Along half of the band around the curve, or more, fewer than eight people drive the false matches. The band may "
    "miss the truth clearly more often than it says. A trial with more people would remove this."
)
NO_THRESHOLD = (
    "How often this system misses somebody cannot be told: nobody said which threshold it uses.",
    "Give the threshold in use (--threshold). None follows from comparisons that are each of a person with themself.",
)
CHOSEN_HERE = Caveat(
    "The threshold was chosen on these same comparisons.",
    "The range for false matches is somewhat too narrow.",
    "A threshold set in advance (--threshold) would remove this.",
    Weight.WIDENS,
)


def verdict(main: OperatingPoint | None, facts: Facts, *, groups: str = "") -> tuple[str, ...]:
    """Return the three sentences that the report opens with; what groups bear, where that was asked, is the last.

    Where nobody is named, what the intervals rest on comes first: nothing in the evidence shows that it holds.
    """
    said: list[str] = []
    if main is not None and main.fmr is not None:
        estimate = main.fmr.estimate
        if estimate.events == 0:
            so = "" if main.unreached is None else ", as it was set for that"
            said.append(
                f"At a threshold of {threshold_of(main.point)}, no two different people were taken for one in this "
                f"trial{so}. The rate need not be zero: it is "
                f"{at_most(estimate, main.fmr.bounds, wording.of_comparisons)}."
            )
        else:
            new = f"{estimate.method.only_if}, for new people".removeprefix(", ")
            said.append(
                f"At a threshold of {threshold_of(main.point)}, the system takes two different people for one in about "
                f"{wording.of_comparisons(estimate.value)}; {new} it could be {spread(main.fmr)}."
            )
    if main is None and facts.mated and not facts.non_mated:
        said += NO_THRESHOLD
    if main is not None and main.fnmr is not None:
        where = "that threshold" if main.fmr is not None else f"a threshold of {threshold_of(main.point)}"
        said.append(f"At {where}, {missed(main.fnmr, facts)}.")
    if facts.people is None and not groups:
        return (_ground(main, facts), *said)
    return (*said, groups or _ground(main, facts))


def study_caveats(main: OperatingPoint | None, facts: Facts, *, by_group: bool = False) -> tuple[Caveat, ...]:
    """Return the caveats of the whole: what leads, who was tested, what the rates are not, and all other warnings.

    ``by_group``: the page is about groups, of which other numbers of strangers would tell as much.
    """
    found = [MADE_UP] if facts.synthetic else []
    found += leading(facts.problems)
    found += [in_short(text, Weight.MOVES) for text in (without_failed(main.fnmr, facts) if main and main.fnmr else ())]
    if main is not None and main.fmr is not None and moved_by(facts.unmatched, main.fmr.estimate) > LARGE:
        found += [in_short(text, Weight.MOVES) for text in failed_of(main.fmr, facts)]
    found += facts.of_several
    if facts.alike and main is not None and main.fmr is not None:
        found.append(in_short(facts.alike, Weight.MOVES))
    named = facts.people is not None
    found.append(_people(main, facts, by_group=by_group) if named else in_short(_ground(main, facts), Weight.MOVES))
    found += [NOT_A_CROWD] if facts.non_mated else []
    found += [in_short(text, Weight.WIDENS) for text in caveat(facts.clusters)]
    found += of_rates(
        (_named(main.fmr, "the false matches", often=False), _named(main.fnmr, "the misses", often=True))
        if main
        else ()
    )
    if main is not None and main.point.achieved_fmr is not None and not main.chosen_again:
        found.append(in_short(SAME_DATA, Weight.WIDENS))
    elif main is not None and main.point.achieved_fmr is not None and not by_group:
        found.append(CHOSEN_HERE)
    if main is not None and main.target is not None:
        at = main.point
        found += steps(at.achieved_fmr, at.next_fmr, main.target, what="false matches", often=False)
    small = main is not None and main.target is not None
    found += [of_problem(p, Weight.NARROWS) for p in facts.problems if not p.leads and not (small and p.code == TIES)]
    return tuple(dict.fromkeys(found))


def _named(measured: Measured | None, errors: str, *, often: bool) -> Measured | None:
    """Return a rate whose caveat of few people says which errors they are behind, and which limit is sure.

    Both rates stand side by side. ``often``: the limit is said in per cent.
    """
    if measured is None or not (few := flags(measured.estimate.drivers)):
        return measured
    named = flags(measured.estimate.drivers, errors=errors)
    sure = sure_limit(measured.bounds.assumption_free_upper, measured.estimate.high, often=often)
    named = tuple(text.replace(SURE, sure) for text in named)
    return replace(measured, caveats=tuple(named[few.index(c)] if c in few else c for c in measured.caveats))


def _people(main: OperatingPoint | None, facts: Facts, *, by_group: bool) -> Caveat:
    """Say how many people there are, and how much less their comparisons tell than those of strangers would."""
    claim = f"These are {wording.plural(facts.people or 0, 'person', 'people')}{counted_as(facts.clusters)}."
    measured = main.fmr if main and main.fmr else None
    effective = measured.estimate.effective_trials if measured else None
    none = measured is not None and not measured.estimate.events  # then the limit counts people, not comparisons
    if 0 < (facts.people or 0) < SOME_PEOPLE:
        return Caveat(
            claim, "Others may fare quite differently.", "More people would show how differently.", Weight.WIDENS
        )
    if by_group or effective is None or none or effective > 0.9 * facts.non_mated:
        return Caveat(claim, "The ranges are for other people like them.", "", Weight.NARROWS)
    return Caveat(
        claim,
        f"They appear again and again: of false matches, {wording.count(facts.non_mated)} comparisons tell as much as "
        f"{wording.significant(effective)} of strangers would.",
        "More people, not more pictures, would narrow the range.",
        Weight.WIDENS,
    )


def _ground(main: OperatingPoint | None, facts: Facts) -> str:
    """Say what everything rests on."""
    kinds = ((facts.non_mated, "different people"), (facts.mated, "a person with themself"))
    seen = wording.listed(
        [wording.plural(n, f"comparison of {what}", f"comparisons of {what}") for n, what in kinds if n]
    )
    if facts.people is None:
        return (
            f"Nobody is named in this trial. It has {seen}. The ranges hold only if no person appears twice; if "
            "anybody does, they are too narrow, and nothing here tells by how much."
        )
    whose = f"{wording.plural(facts.people, 'person', 'people')}{counted_as(facts.clusters)}"
    sentence = f"This rests on {whose}{',' if facts.clusters else ''} and on {seen}"
    measured = main.fmr if main and main.fmr else None
    effective = measured.estimate.effective_trials if measured else None
    if effective is None or effective > 0.9 * facts.non_mated:
        return sentence + "."
    return (
        f"{sentence}; as the same people appear again and again, the {wording.count(facts.non_mated)} comparisons "
        f"of different people tell about as much as {wording.significant(effective)} independent ones."
    )
