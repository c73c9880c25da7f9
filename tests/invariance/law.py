"""A law: evidence is changed, some fields of some findings move as declared, and everything else stays."""

from __future__ import annotations

from dataclasses import dataclass
from fnmatch import fnmatchcase
from math import isclose
from typing import TYPE_CHECKING, Any

from tests.invariance.seen import label

if TYPE_CHECKING:
    from collections.abc import Callable

    from bystander.findings import Finding
    from tests.invariance.seen import Seen

ALIKE = 1e-9  # findings have ten digits, and the last of them may fall to either side
SAID = {"question", "answer", "caveats", "verdict", "not_estimable"}  # sentences: they follow the numbers


@dataclass(frozen=True)
class How:
    """How a field moves: its words, and whether a pair of values before and after does."""

    words: str
    holds: Callable[[Any, Any], bool]


@dataclass(frozen=True)
class Move:
    """Fields of findings that move, and how; both are patterns with spaces between. The first that fits is taken."""

    findings: str
    fields: str
    how: How
    maybe: bool = False  # of many studies, some of which have nothing of the kind


@dataclass(frozen=True, kw_only=True)
class Law:
    """What becomes of a study when its evidence is changed. With no move the findings are the same to the byte.

    ``change``: of the evidence. ``asked``: other options of the study after the change. ``rename``: what findings are
    called after it, in the words of before. ``words``: sentences stay as well. ``gone``, ``new``: findings (starred)
    that there are only before, or only after.
    """

    name: str
    change: Callable[[Any], Any]
    moves: tuple[Move, ...] = ()
    asked: dict[str, Any] | None = None
    rename: Callable[[Finding], dict[str, Any]] | None = None
    words: bool = True
    only: str = "*"

    @property
    def to_the_byte(self) -> bool:
        """Whether nothing may change at all."""
        return self.words and not self.moves and self.asked is None and self.only == "*"

    def broken(self, before: Seen, after: Seen) -> list[str]:
        """Return each field that did not do as the law says, in words."""
        before, after = ({k: v for k, v in told.items() if _any(label(k), self.only)} for told in (before, after))
        wrong = [f"{key} is gone" for key in before if key not in after]
        wrong += [f"{key} is new" for key in after if key not in before]
        idle = {move for move in self.moves if not move.maybe}
        for key, fields in before.items():
            for name, old in fields.items() if key in after else ():
                new = after[key].get(name)
                move = next((m for m in self.moves if _any(label(key), m.findings) and _any(name, m.fields)), None)
                if move is None:
                    if not (self._may_be_said_otherwise(name) or same(old, new)):
                        wrong.append(f"{key} {name}: {old!r} became {new!r}, and should stay")
                elif old is None or new is None:
                    if old is not new and move.how not in {FREE, BY_HAND}:
                        wrong.append(f"{key} {name}: {old!r} became {new!r}")
                else:
                    idle.discard(move)
                    if not move.how.holds(old, new):
                        wrong.append(f"{key} {name}: {old!r} became {new!r}, and should be {move.how.words}")
        return wrong + [f"{move.findings} {move.fields}: there is nothing that could move" for move in idle]

    def _may_be_said_otherwise(self, name: str) -> bool:
        return not self.words and name in SAID


def same(old: Any, new: Any) -> bool:
    """Return whether two values are the same, numbers to the digits that are written."""
    if isinstance(old, float) and isinstance(new, float):
        return isclose(old, new, rel_tol=ALIKE, abs_tol=1e-300)
    if isinstance(old, (tuple, list)) and isinstance(new, (tuple, list)):
        return len(old) == len(new) and all(same(a, b) for a, b in zip(old, new, strict=True))
    return bool(old == new)


def times(factor: float) -> How:
    """Multiplied, exactly."""
    return How(f"{factor:g} times as much", lambda old, new: isclose(new, factor * old, rel_tol=ALIKE, abs_tol=1e-300))


def plus(more: float) -> How:
    """Larger by so much, exactly."""
    return How(f"{more:g} more", lambda old, new: isclose(new, old + more, rel_tol=ALIKE))


def about(low: float, high: float) -> How:
    """Multiplied by something between the two."""
    return How(f"{low:g} to {high:g} times as much", lambda old, new: low * old <= new <= high * old)


def at_least(factor: float) -> How:
    """Multiplied by no less."""
    return How(f"at least {factor:g} times as much", lambda old, new: new >= factor * old * (1 - ALIKE))


def at_most(factor: float) -> How:
    """Multiplied by no more."""
    return How(f"at most {factor:g} times as much", lambda old, new: new <= factor * old * (1 + ALIKE))


def through(f: Callable[[Any], Any], words: str) -> How:
    """What a function makes of it, exactly."""
    return How(words, lambda old, new: same(f(old), new))


def and_said(words: str) -> How:
    """The same sentences, and one more with these words."""

    def holds(old: Any, new: Any) -> bool:
        more = [sentence for sentence in new if words in sentence]
        return len(more) == 1 and [sentence for sentence in new if sentence not in more] == list(old)

    return How(f"the same, and one that says {words!r}", holds)


NOT_HIGHER, NOT_LOWER = at_most(1), at_least(1)
BY_HAND = How("as formulas give it: test_by_hand.py, test_copies.py, test_records_by_hand.py", lambda old, new: True)  # noqa: ARG005
FREE = How("anything", lambda old, new: True)  # noqa: ARG005 - a relation has two sides


def _any(name: str, patterns: str) -> bool:
    return any(fnmatchcase(name, pattern) for pattern in patterns.split())
