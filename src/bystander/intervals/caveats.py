"""What an interval is read with: said from the method that made it, so that no assumption is named but the method's.

Each sentence takes its assumption from the method (``Method.assumption``, ``Method.only_if``).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bystander.findings import wording
from bystander.intervals import kg_t, methods

if TYPE_CHECKING:
    from bystander.findings import Estimate
    from bystander.findings.method import Method

NONE_SEEN = (
    "Where none was counted, the limit rests on the number of people. It assumes {assumption}, and nothing else. More "
    "people would narrow it."
)
ALWAYS = (
    "Where every trial came out alike, the limit rests on the number of people. It assumes {assumption}, and nothing "
    "else. More people would narrow it."
)
SIDE_BY_SIDE = (
    "Too few people to see how errors repeat within a person: the interval assumes {assumption}, and nothing else. "
    "More people would narrow it."
)
_OF_FEW = "{errors} are few, or few people had them. The range is as if about {people} had been tested"
SURE = "Only the assumption-free limit is guaranteed."
SURE_IS, WHATEVER = "Sure is only: at most", "Whatever people do, it is at most"
NOTHING_SURE = "No limit is sure."
_GUARANTEED = f". {SURE} More people would remove this."
MUCH = "and may be much too narrow."  # of fewer than eight people, where no limit is sure
_MUCH_TOO_NARROW = f", {MUCH} More people would remove this."
FEW = _OF_FEW + _GUARANTEED
FEW_ALONE = _OF_FEW + _MUCH_TOO_NARROW
SOME = _OF_FEW + ", and may be a little too narrow. More people would remove this."
FLOOR = (
    "Errors are too few to show how they repeat within a person. It was assumed {assumption}, with a correlation of at "
    "most {icc}. More people would remove this."
)
UNEVEN = (
    "Few people made most of the tries, and only they show how the tries of one person repeat. So the range reaches as "
    "far as that of a mean in which everybody counts once. It was assumed {assumption}. More people with several tries "
    "would remove this."
)
UNEVEN_PAIRS = (
    "Few people are in most of the comparisons, as some have far more images. So the range reaches as far as that of a "
    "mean in which every two people count once. It was assumed {assumption}. More people with several images would "
    "remove this."
)
FLOOR_OF_PASSES = (
    "Too few passes came out unlike the others to show how alike the passes of one person are. It was assumed "
    "{assumption}, with a correlation of at most {icc}. More people would remove this."
)
UNKNOWN = (
    "The evidence does not say which trials belong to the same person. The interval assumes {assumption}. "
    "If errors come in clusters it is too narrow{rows}. Identifiers of people would remove this."
)
BY_HOW_MUCH = "; “Every number” says by how much"
NOBODY_NAMED = (
    "The people behind these errors are not named. The range holds only {only_if}. Simulated trials had the same 50 "
    "people in all comparisons or searches. There, 95 % ranges made like this one held the truth in 22 to 55 % of "
    "trials. {rows}Identifiers of people would remove this."
)
ROWS = "“Every number” has ranges for errors in twos or fives, and even they may be too narrow. "


def of(estimate: Estimate, *, alone: bool = False, errors: str = "these errors", floor: str = FLOOR) -> tuple[str, ...]:
    """Return the caveats of a rate's estimate, by its method.

    ``alone``: no assumption-free limit and no other row stands beside it. ``errors``: what they are of, where the
    caveats of two rates stand together and would contradict each other. ``floor``: how an assumed correlation is said.
    """
    method = estimate.method
    if method.of_people:
        one_sided = ALWAYS if estimate.events else NONE_SEEN
        return ((one_sided if method.one_sided else SIDE_BY_SIDE).format(assumption=method.assumption),)
    if method.rests_on(methods.CLOPPER_PEARSON):
        return (of_counts(method, alone=alone),)
    said = flags(estimate.drivers, alone=alone, errors=errors)
    if method.rests_on(methods.ICC_FLOOR):
        said = (*said, floor.format(assumption=methods.ICC_FLOOR.assumption, icc=methods.ASSUMED_ICC))
    return (*said, *of_uneven(method))


def of_uneven(method: Method) -> tuple[str, ...]:
    """Return what is said where few people made most of the tries, or are in most of the comparisons."""
    told = ((UNEVEN, methods.UNEVEN_TRIES), (UNEVEN_PAIRS, methods.UNEVEN_PAIRS))
    return tuple(said.format(assumption=of.assumption) for said, of in told if method.rests_on(of))


def of_counts(method: Method, *, alone: bool = False) -> str:
    """Return the caveat where people are unknown; where that is all an interval rests on, it says so first."""
    if method.only_if:
        return NOBODY_NAMED.format(only_if=method.only_if, rows="" if alone else ROWS)
    return UNKNOWN.format(assumption=method.assumption, rows="" if alone else BY_HOW_MUCH)


def far_too_narrow(said: str) -> bool:
    """Return whether a caveat says that so few people are behind errors that their range may be far too narrow."""
    return said.endswith(_MUCH_TOO_NARROW) or any(mark in said for mark in (SURE, SURE_IS, WHATEVER, NOTHING_SURE))


def sure_limit(upper: float | None, high: float, *, often: bool = True) -> str:
    """Say which upper end holds whatever people do: none, one beyond the range, or one within it.

    ``often``: it is said in per cent, else in a million.
    """
    if upper is None or upper >= 1:
        return NOTHING_SURE
    limit = wording.percent(upper, up=True) if often else wording.in_a_million(upper, up=True)
    return f"{SURE_IS} {limit}." if upper > high else f"{WHATEVER} {limit}."


def flags(df: float | None, *, alone: bool = False, errors: str = "these errors") -> tuple[str, ...]:
    """Say how few people drive the errors; nothing where they are many, or where nobody knows how many."""
    if df is None or df >= kg_t.SOME_PEOPLE:
        return ()
    said = SOME if df >= kg_t.FEW_PEOPLE else FEW_ALONE if alone else FEW
    return (said.format(errors=wording.capital(errors), people=wording.plural(round(df), "person", "people")),)
