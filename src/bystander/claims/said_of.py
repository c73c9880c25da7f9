"""What in a sentence tells right from wrong: words that say it, errors, rates by name, and what was done to people.

What is done to people tells it with who they are, as ``DONE`` has it; where that has no answer, nothing is told.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from bystander.claims.words import Words

Sort = Literal["predicate", "event", "rate", "level", "deed"]
DONE: dict[str, dict[str, bool]] = {  # whether it went wrong
    "innocent": {"self": True, "touch": True, "return": True, "spare": False, "overlook": False, "pass": False},
    "wrong one": {"self": True, "touch": True, "return": True, "accept": True, "spare": False, "overlook": False,
                  "reject": False},
    "right one": {"self": False, "touch": False, "return": False, "accept": False, "spare": True, "overlook": True,
                  "reject": True},
    "wanted": {"self": False, "touch": False, "return": False, "spare": True, "overlook": True, "pass": True},
    "genuine": {"self": False, "accept": False, "pass": False, "reject": True, "overlook": True},
    "impostor": {"accept": True, "pass": True, "overlook": True, "touch": False, "reject": False},
    "anybody": {"self": False, "overlook": True},
}  # fmt: skip
DEEDS = tuple(sorted({deed for of in DONE.values() for deed in of}))
NAMED = ("innocent", "wanted", "genuine", "impostor")
_WEAK = NAMED[1:]  # those of whom a word such as "wrongly" tells more
_ADVERBS = ("wrong adverb", "right adverb")
_ADJECTIVES = ("wrong adjective", "right adjective", "true adjective")
_OF_SIDE = {side: tuple(f"{side} {sort}" for sort in ("noun", "rate", "level", "verb")) for side in ("wrong", "right")}
_SORTS: dict[str, Sort] = {"rate": "rate", "level": "level", "verb": "predicate"}
_ENDS = ("number", "stop", "link", "before a noun", "conjunction", "be", "aux", "make", "that", "denial", "denies")
_SPLIT = {  # "let 98 % of them through", with so many words between
    "let": ("pass", ("through", "go", "pass", "past")), "lets": ("pass", ("through", "go", "pass", "past")),
    "letting": ("pass", ("through", "pass", "past")), "waves": ("pass", ("through",)), "waved": ("pass", ("through",)),
    "left": ("spare", ("alone",)), "leaves": ("spare", ("alone",)), "leaving": ("spare", ("alone",)),
}  # fmt: skip
_APART = 8


@dataclass(frozen=True)
class Said:
    """What tells it, from word ``first`` to ``last``; ``wrong``: that it tells of what went wrong, denials apart.

    ``of``: the word for those to whom it was done.
    """

    first: int
    last: int
    wrong: bool
    sort: Sort
    of: int | None = None


Person = tuple[int, str]


def found(read: Words) -> tuple[Said, ...]:
    """Return what in a sentence tells right from wrong, in its order."""
    said: list[Said] = []
    people: list[Person] = []
    i = 0
    while i < len(read):
        one = _at(read, i)
        if isinstance(one, Said):
            said.append(one)
        elif one is not None:
            people.append(one)
        i = 1 + (i if one is None else one.last if isinstance(one, Said) else one[0])
    taken = {i for one in said for i in range(one.first, one.last + 1)}
    deeds = [
        (i, deed) for i in range(len(read)) if i not in taken and not _judged(read, i) and (deed := _deed(read, i))
    ]
    strong, weak = ([one for one in people if (one[1] in _WEAK) is is_weak] for is_weak in (False, True))
    said += _done(read, deeds, strong)
    if not said:
        said += _done(read, deeds, weak)
    if not said and not weak:
        said += [Said(i, i, DONE["anybody"][deed], "deed") for i, deed in deeds if _to_anybody(read, i, deed)]
    if not said:
        said += [Said(at - 1, at, wrong=True, sort="event") for at, sort in strong if sort == "wrong one"]
    return tuple(sorted(said, key=lambda one: one.first))


def _at(read: Words, i: int) -> Said | Person | None:
    """Return what a word says, or whom it names; None for a word that does neither by itself."""
    if read.is_a(i, *_ADJECTIVES):
        return _adjective(read, i)
    if read.is_a(i, "innocent"):
        return _innocent(read, i)
    if weak := next((sort for sort in _WEAK if read.is_a(i, sort)), None):
        return (i, weak)
    if read.is_a(i, *_ADVERBS):
        joined = " " not in read[i].text and not read.is_a(i + 1, *_ENDS)
        return Said(i, i + joined, read.is_a(i, "wrong adverb"), "predicate")
    return _thing(read, i)


def _thing(read: Words, i: int) -> Said | None:
    """Return what a noun or a verb says: errors, a rate, "failed", "works 98 % of the time"."""
    if read.is_a(i, "non") and read.is_a(i + 1, "event", "self"):
        return _counted(read, i, i + 1, wrong=True)
    if read.is_a(i, "wrong noun") and read.is_a(i + 1, "free") and not read.says(i + 2, "of", "from"):
        return Said(i, i + 1, wrong=False, sort="predicate")
    if read.is_a(i, "works") and read.is_a(i - 1, "system") and read.is_a(i + 1, "number"):
        return Said(i, i, wrong=False, sort="predicate")
    rated = read.says(i, "match", "hit", "recognition") and read.is_a(i + 1, "rate")
    side = "right" if rated else next((side for side in ("wrong", "right") if read.is_a(i, *_OF_SIDE[side])), "")
    if not side:
        return None
    one = _counted(read, i, i, wrong=side == "wrong")
    if rated or one.sort == "rate" or read.is_a(i, f"{side} noun"):
        return one
    sort = next(sort for sort in ("rate", "level", "verb") if read.is_a(i, f"{side} {sort}"))
    return Said(i, i, side == "wrong", _SORTS[sort])


def _counted(read: Words, first: int, last: int, *, wrong: bool) -> Said:
    """Return errors, or what was right, as they are counted; their rate, where it stands behind them."""
    rate = read.is_a(last + 1, "rate")
    return Said(first, last + rate, wrong, "rate" if rate else "event")


def _adjective(read: Words, i: int) -> Said | Person | None:
    """Return what "wrong" or "accurate" says: of a thing that it stands before, of somebody, or of the number."""
    wrong, true, last = read.is_a(i, "wrong adjective"), read.is_a(i, "true adjective"), i + 1
    last += read.is_a(last, "non")
    if not true and read.is_a(last, "person") and not read.is_a(i - 1, "number"):
        return (last, "wrong one" if wrong else "right one")
    if read.is_a(last, "event"):
        while read.is_a(last + 1, "event"):
            last += 1
        if true and read.says(_before_articles(read, i), "of") and not read.is_a(last + 1, "rate"):
            return (last, "right one")  # "98 % of true matches were found"
        return _counted(read, i, last, wrong=wrong)
    if true or (read.says(i, "right") and not _says_right(read, i)):
        return None
    alone = (
        read.says(i, "right") or read.is_a(i + 1, *_ENDS, "apart", "chance", "fail", "-ly") or read.says(i + 1, "even")
    )
    return Said(i, i, wrong, "predicate") if alone else Said(i, i + 1, wrong, "event")


def _says_right(read: Words, i: int) -> bool:
    """Return whether "right" is no side: "were right", "gets it right", "right in 98 % of cases"."""
    it = read.says(i - 1, "all", "it", "them", "things", "everybody", "everyone", "people", "faces")
    return (
        it or read.is_a(i - 1, "be", "number", "denial") or read.is_a(i + 1, "number") or read.says(i + 1, "in", "all")
    )


def _innocent(read: Words, i: int) -> Said | Person:
    """Return that they are said to be innocent, or else that they are those of whom something is said."""
    j = read.back(i - 1, "denial", "article", "innocent link", "-ally")
    said = read.is_a(j, "is") and not read.is_a(j - 1, "that")
    alone = read.is_a(i + 1, "stop", "conjunction") or read.says(i + 1, "in", "at", "on")
    if said or (alone and read.is_a(i - 1, "number")):
        return Said(i, i, wrong=True, sort="predicate")
    return (i, "innocent")


def _before_articles(read: Words, i: int) -> int:
    return read.back(i - 1, "article", "own")


def _deed(read: Words, i: int) -> str:
    """Return what a word says was done; empty for one that says nothing of the kind."""
    before = _before_articles(read, i)
    if read.is_a(i, "event") and (read.is_a(before, "number") or read.says(before, "of")):  # "98 % of alerts"
        return ""
    deed, particles = _SPLIT.get(read[i].text.casefold(), ("", ()))
    if deed and any(read.says(j, *particles) for j in range(i + 1, i + _APART + 1)):
        return deed
    return next((deed for deed in DEEDS if read.is_a(i, deed)), "")


def _judged(read: Words, i: int) -> bool:
    """Return whether a word beside it tells already: "rightly ignored"."""
    return read.is_a(i - 1, *_ADVERBS) or read.is_a(i + 1, *_ADVERBS)


def _done(read: Words, deeds: Sequence[tuple[int, str]], people: Sequence[Person]) -> Iterator[Said]:
    """Yield what was done to people: to those named last before it, or else to the first that are named behind it."""
    if any(_are_some(read, at) for at, _ in people):
        return
    to = [one for one in people if _are_meant(read, one[0])]
    for i, deed in deeds:
        one = next((one for one in reversed(to) if one[0] < i), None) or next((one for one in to if one[0] > i), None)
        if one is not None and deed in DONE[one[1]]:
            yield Said(i, i, DONE[one[1]][deed], "deed", one[0])


def _are_some(read: Words, at: int) -> bool:
    """Return whether a number is of those alone to whom something was done: "98 % of arrested suspects"."""
    i = read.back(at - 1, *NAMED, *_ADJECTIVES)
    of = _before_articles(read, i)
    return (
        read.is_a(i, *DEEDS) and read.is_a(i, "-ed", "-found") and read.says(of, "of") and read.is_a(of - 1, "number")
    )


def _are_meant(read: Words, at: int) -> bool:
    """Return whether people stand there themselves: not those like them, their relatives, or who they were before."""
    i = at
    if read[at].text.casefold().startswith(("on ", "from ")):  # "people on the list"
        i -= 1
        if not (read.is_a(i, "person", *_WEAK) or read.says(i, "those", "everybody", "anybody", "everyone")):
            return False
    i = read.back(i - 1, "article", *NAMED, *_ADJECTIVES)
    if read.says(i, "of"):
        return i == 0 or read.is_a(i - 1, "number")
    if read.is_a(i, "be") or read.says(i, "as", "for", "like", "than"):
        return read.is_a(i - 1, "that")
    beside = read.is_a(i, "beside") and not read.is_a(at, *_WEAK)
    split = read[i].text.casefold() in _SPLIT
    return (
        beside or split or read.is_a(i, "number", "stop", "denial", "avoids", "conjunction", "fail", *_ADVERBS, *DEEDS)
    )


def _to_anybody(read: Words, i: int, deed: str) -> bool:
    """Return whether it tells something whoever it was done to: "98 % were recognised", "it missed 2 %"."""
    if deed not in DONE["anybody"] or read.says(i, "missing"):
        return False
    to_so_many = read.is_a(i + 1, "number") and not read.says(i, "find")
    then = read.is_a(i + 1, "number", "stop", "before a noun", "conjunction", "person", "-ly") and not read.says(
        i + 1, "as"
    )
    place = read.says(i, "found") and read.says(i + 1, "that", "to", "an", "a", "in", "at")
    thing = read.any_of(range(i), "form") or (read.says(i, "found") and read.any_of(range(i), "event"))
    done = read.is_a(i, "-ed", "-found") or read.is_a(i - 1, "denial") or read[i].text.casefold().startswith("un")
    return to_so_many or (done and then and not place and not thing)


def denials(read: Words, one: Said) -> tuple[int, ...]:
    """Return the words that deny it: before it with nothing between that changes it, or behind what is avoided."""
    places = {_before(read, at) for at in (one.first, *(() if one.of is None else (one.of,)))}
    if read.is_a(one.first, *_ADVERBS):  # "fails to identify suspects accurately"
        verb = read.back(one.first - 1, "person", "other", "filler", *_WEAK)
        places |= {_before(read, verb)} if read.is_a(verb, "self", "touch") else set()
    if one.wrong and one.sort != "deed":
        behind = next(i for i in range(one.last + 1, len(read) + 1) if not read.is_a(i, "be", "aux"))
        places |= {behind} if read.is_a(behind, "avoids") and not read.is_a(behind + 1, "number") else set()
    return tuple(sorted(places - {-1}))


def _before(read: Words, at: int) -> int:
    """Return the denial before a place, past words that leave it as it is; -1 where there is none."""
    near = range(at - 1, max(at - 5, -1), -1)
    i = next(
        (i for i in near if not read.is_a(i, "filler", "be", "aux", "make", "right adverb") or read.is_a(i, *_NO)), -1
    )
    return i if i >= 0 and read.is_a(i, *_NO) else -1


_NO = ("denial", "avoids")
