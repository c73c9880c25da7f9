"""The verdict on a claim, in the words of a closed list; the document of a claim has one, and no other has."""

from __future__ import annotations

from typing import Final, Literal, get_args

from bystander.findings.estimate import Frozen

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


class VerdictOf(Frozen):
    """The verdict if the number is ``of`` one denominator, and ``why``. ``said``: whether the claim says so itself."""

    of: str
    said: bool = False
    verdict: Verdict
    why: str


class Claimed(Frozen):
    """What was claimed: the ``text``, the ``number`` as it was printed, its ``source``, the verdict with ``why``.

    ``judged_by``: who decided which events were wrong; empty where it was not told.
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
