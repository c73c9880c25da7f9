"""Whether a number counts what went right or what went wrong: what is counted, what was done to whom, denials read.

One of these tells it, in reach of the number: a word such as "wrong" or "accurate" that is said of it; a rate by name;
errors that were made; and what was done to people who are innocent, looked for, or who they say they are. A denial
turns its word round. All words between the number and the word that tells are known, and so are those that govern it:
of "errors are sidestepped in 98 % of cases" nobody can tell without knowing the verb, and it is asked for. What stands
out of reach turns nothing round but by denying it, and a denial that is left over is asked for as well.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from bystander.claims.printed import plain
from bystander.claims.reach import is_apart, is_share, number_of, unreached
from bystander.claims.said_of import NAMED, Said, denials, found
from bystander.claims.sentence import masked, numbers
from bystander.claims.words import Word, Words, words

Side = Literal["right", "wrong"]
_EXCEPT = (
    r"(?:except(?:ing|ed)?|apart from|other than|aside from|bar(?:ring)?|save|with the exception of)(?:\s(?:for|in))?"
)
_EVERY = r"\b(?:all|every\w*|each|always|in all)\b"
_ALL_BUT = re.compile(
    rf"{_EVERY}(?:\s[\w-]+)?\sbut\s(?:for\s|in\s)?(?=#)|{_EVERY}[^.;]*?\b{_EXCEPT}\s(?=#)"
    rf"|^\W*{_EXCEPT}\s(?=#[#=\s]*.*{_EVERY})",
    re.IGNORECASE,
)
_BUT = re.compile(rf"\b(?:(?<!, )but|but(?=\s#[#=\s]*$)|{_EXCEPT})\s(?:for\s|in\s)?(?=#)", re.IGNORECASE)
_SETTING = re.compile(  # of a system, and no share of anything
    r"\b(?:threshold|setting|confidence|similarity)(?: of| at)? (?=#)|(?<=# )(?:confidence|similarity|threshold)\b",
    re.IGNORECASE,
)
_UNTRUE = re.compile(r"\b(?:wrong|false|incorrect|mistaken|mistake|error) (?:to|that)\b", re.IGNORECASE)


@dataclass(frozen=True)
class Told:
    """What a sentence tells: ``side``, None where it tells both or neither, and what of it is open.

    ``left``: a denial that is left over. ``unknown``: a word that may turn its number round. ``share_of``: the errors
    that its number is a share of.
    """

    side: Side | None
    left: str = ""
    unknown: str = ""
    share_of: str = ""


def told(text: str, *, none: bool = False) -> Told:
    """Return it. ``none``: that the number is none, so that "no false alerts" is that number and denies nothing."""
    said, shown = masked(text), plain(text)
    read = words(said)
    turned = _ALL_BUT.search(said)
    sides: set[bool] = set()
    taken: list[int] = []
    reach: list[tuple[Said, int | None]] = []
    apart: list[Said] = []
    shared = ""
    for one in found(read):
        denied, number = denials(read, one), number_of(read, one)
        taken += denied
        if number is not None and (is_share(read, one, number) or _counted(text, read, one)):
            shared = shared or (shown[read[one.first].start : read[one.last].end] if one.wrong else "")
            apart.append(one)
        elif number is not None and is_apart(read, one, number):
            apart.append(one)
        else:
            sides.add(one.wrong != (len(denied) % 2 == 1 and not (none and one.wrong)))
            reach.append((one, None if number is None else unreached(read, one, number)))
    if turned:
        sides = {not wrong for wrong in sides}
    side: Side | None = None if len(sides) != 1 else "wrong" if sides == {True} else "right"
    odd = _odd(read, reach, apart)
    setting = _SETTING.search(said)
    if setting and len(numbers(text)) == 1:
        return Told(None, unknown=shown[setting.start() : setting.end()].strip())
    left = _left_over(text, said, taken, read, turned)
    return Told(
        side, "" if left is None else _words(shown, left), "" if odd is None else _whole(shown, read[odd]), shared
    )


def _odd(read: Words, reach: list[tuple[Said, int | None]], apart: list[Said]) -> int | None:
    """Return the word for which nobody can tell; None where something is in reach of the number."""
    done = [at for one, at in reach if one.sort == "deed"]
    if apart and (not reach or done):  # "98 % of wanted people flagged were arrested"
        return apart[0].first
    if not reach:
        people = next((i for i in range(len(read)) if read.is_a(i, *NAMED)), len(read))
        return next((i for i in range(people, len(read)) if not read[i].kinds), None)
    # "it keeps 98 % of innocents from being flagged": what is done is read as a whole, or not at all
    unknown = [at for at in (done or [at for _, at in reach]) if at is not None]
    return unknown[0] if unknown and (done or len(unknown) == len(reach)) else None


def counted_by(text: str, *, none: bool = False) -> Side | None:
    """Tell from the words whether a number counts what went right or wrong; None where they tell both, or neither."""
    return told(text, none=none).side


def _counted(text: str, read: Words, one: Said) -> bool:
    """Return whether errors are all that was counted: "4 of 6 false positives", but not "4 of 6 false"."""
    before = next((number for number in numbers(text) if number.end == read[one.first].start - 1), None)
    return before is not None and " of " in before.text and one.sort == "event"


def _left_over(text: str, said: str, taken: list[int], read: Words, turned: re.Match[str] | None) -> int | None:
    """Return where a denial stands that denies nothing that is read; None where none does."""
    limits = [number.start for number in numbers(text) if number.is_limit]
    # "never wrong more than once" and "no error in more than 98 %": what is denied there, the word or the limit?
    free = [i for i in taken if not any(read[i].start < start for start in limits)]
    if turned and len(numbers(text)) > 1:
        return turned.start()
    known = [i for i in range(len(read)) if i in free or (read.says(i, "without") and _tells_nothing(read, i))]
    spans = [(read[i].start, read[i].end) for i in known] + ([turned.span()] if turned else [])
    denying = [(word.start, word.end) for word in read.all if not word.kinds.isdisjoint(("denial", "avoids", "denies"))]
    others = [match.span() for pattern in (_BUT, _UNTRUE) for match in pattern.finditer(said)]
    return min((a for a, b in (*denying, *others) if not any(x <= a and b <= y for x, y in spans)), default=None)


def _tells_nothing(read: Words, without: int) -> bool:
    """Return whether something is left out that tells neither right nor wrong: "without the masks"."""
    out = read.clause(without + 1)
    told = read.any_of(out, "number") or any(one.first in out for one in found(read))
    return read.is_a(without + 1, "article", "own") and not told


def _whole(shown: str, word: Word) -> str:
    """Return a word with all that hyphens join to it."""
    start = re.search(r"[\w-]*$", shown[: word.start])
    end = re.match(r"[\w-]*", shown[word.end :])
    return f"{start[0] if start else ''}{shown[word.start : word.end]}{end[0] if end else ''}"


def _words(said: str, start: int, most: int = 4) -> str:
    """Return the words from a place on, as many as show what stands there."""
    return " ".join(said[start:].split()[:most]).strip(" ,;.:")
