"""In which words no difference between groups may be said: only with its upper limit and what could have been seen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bystander.findings.wording import times

if TYPE_CHECKING:
    from collections.abc import Sequence

# What may be said where a test found nothing. Nothing found in a small trial is no news, so no other module says so,
# and these refuse to without the numbers that tell how much could have been overlooked (METHODS 4.3).

_BELOW = (1.25, 1.5, 2.0, 3.0, 5.0, 10.0)  # factors that people argue about


def no_difference_shown(
    between: str, *, upper: float | None, detectable: float | None, power: float = 0.8, having: str = "erring"
) -> str:
    """Say that no difference was shown, with what it could still be and what could have been shown.

    Raises ValueError without both: then the sentence would mislead.
    """
    if upper is None or detectable is None:
        message = "that no difference was shown may be said only with its upper limit and the detectable ratio"
        raise ValueError(message)
    return (
        f"No difference between {between} was shown, but one may be hidden. One rate may be up to {times(upper)} "
        f"another. {_would_show(power, detectable, having)}."
    )


def one_may_be_hidden(found: Sequence[tuple[str, str]], *, name: str = "") -> str:
    """Say that a test found nothing, as a headline; how much could be hidden stands right below it.

    ``found``: errors with the counts of their groups; nothing is said of none. ``name``: what groups differ in, where
    the sentence before does not say it.
    """
    if not found:
        return ""
    by = f" by {name}" if name else ""
    begins = (f"No difference{by} was found in", *["Nor was one found in"] * (len(found) - 1))
    each = [f"{begin} {errors}: {counts}." for begin, (errors, counts) in zip(begins, found, strict=True)]
    return " ".join((*each, "A difference may be hidden."))


def shown_to_be_less(between: str, *, upper: float | None) -> str:
    """Say below which factor the largest ratio was shown to lie; nothing where it was shown below none of interest."""
    # below as it is said elsewhere, too: not "less than 2 times" beside "up to 2.0 times"
    factor = next((k for k in _BELOW if upper is not None and float(f"{upper:.1e}") < k), None)
    if factor is None:
        return ""
    return f"The rates of {between} were shown to lie within a factor of {factor:g} of each other."


def no_room(between: str, *, power: float = 0.8) -> str:
    """Say that rates are so high that no ratio between them could be large enough to be shown reliably."""
    return (
        f"Which of them is higher, if any, was not shown. The rates of {between} are very high. Even the largest "
        f"ratio that fits below 100 % would be shown with a chance of less than {power * 100:g} %."
    )


def too_few_to_tell(
    between: str, *, detectable: float | None, power: float = 0.8, events: str = "errors", having: str = "erring",
    any_shown: bool = True,
) -> str:  # fmt: skip
    """Say that the evidence is too small to tell whether rates differ, where no upper limit follows from it.

    ``any_shown``: whether there is a difference of any group, in any direction, that evidence like this would show with
    that chance; without it none is promised, and none is ruled out, as less likely findings happen.
    """
    clustered = f"If {events} cluster as they do here"
    chance = f"a chance of {power * 100:g} %"
    could = f"{clustered}, no higher rate has {chance} to be shown in every group"
    if detectable is not None:
        could = _would_show(power, detectable, having)
    elif not any_shown:
        could = f"{clustered}, no difference of a group from everyone else has {chance} to be shown"
    return f"There are too few {events} to tell whether the rates of {between} differ. {could}."


def _would_show(power: float, detectable: float, having: str) -> str:
    return (
        f"One group {having} {times(detectable)} as often as everyone else would be shown with a chance of "
        f"{power * 100:g} %"
    )
