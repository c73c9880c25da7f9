"""The verdict on a claim, in the words of a closed list; the document of a claim has one, and no other has."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal, get_args

from bystander.findings.estimate import Frozen

if TYPE_CHECKING:
    from collections.abc import Sequence

Verdict = Literal[
    "supported",
    "consistent but unproven",
    "not testable from what is published",
    "contradicted",
    "ill-defined denominator",
]
SUPPORTED: Final = "supported"
CONSISTENT: Final = "consistent but unproven"
NOT_TESTABLE: Final = "not testable from what is published"
CONTRADICTED: Final = "contradicted"
ILL_DEFINED: Final = "ill-defined denominator"
PLAIN: Final[dict[Verdict, str]] = {  # each in plain words, after "the verdict is that"; no two can hold of one reading
    SUPPORTED: "the counts are enough to show it",
    CONSISTENT: "the counts neither show it nor rule it out",
    NOT_TESTABLE: "no counts of it were given, so nobody can say how sure it is",
    CONTRADICTED: "the counts rule it out",
    ILL_DEFINED: "it does not say of what, and can be judged only once it does",
}
VERDICTS: Final[tuple[str, ...]] = get_args(Verdict)


def decides(verdict: Verdict) -> bool:
    """Return whether counts decide a claim by a verdict."""
    return verdict in {SUPPORTED, CONTRADICTED}


def plainly(verdict: Verdict, conditions: Sequence[str] = ()) -> str:
    """Return a verdict in plain words; one that decides carries the ``conditions`` of which the counts may not be."""
    return f"{PLAIN[verdict]}, {same(conditions)}" if conditions and decides(verdict) else PLAIN[verdict]


def same(conditions: Sequence[str]) -> str:
    """Return what a verdict assumes of counts, as a clause: that they are of whom the sentence speaks, and when."""
    return f"if they are of the same: {', '.join(f'“{one}”' for one in conditions)}"


class VerdictOf(Frozen):
    """The verdict if the number is ``of`` one denominator, and ``why``. ``said``: whether the claim says so itself."""

    of: str
    said: bool = False
    verdict: Verdict
    why: str


class Claimed(Frozen):
    """What was claimed: the ``text``, the ``number`` as it was printed, its ``source``, the verdict with ``why``.

    ``judged_by``: who decided which events were wrong; empty where it was not told. ``conditions``: of whom the text
    speaks, or when, as it says so, where nobody declared that the counts are of the same.
    """

    text: str
    number: str
    counts: Literal["right", "wrong"]
    source: str = ""
    read: str = ""  # when, and where
    judged_by: str = ""
    verdict: Verdict
    why: str
    denominators: tuple[VerdictOf, ...]
    conditions: tuple[str, ...] = ()

    @property
    def plainly(self) -> str:
        """The verdict in plain words, with the condition that it rests on."""
        return plainly(self.verdict, self.conditions)
