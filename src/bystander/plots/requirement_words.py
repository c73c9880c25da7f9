"""How requirements are drawn and how they came out, in words: of all in a sentence, and of a few by name."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from bystander.findings import Verdict, wording

WORDS = {
    Verdict.MET: "Met", Verdict.NOT_MET: "Not met", Verdict.NOT_SHOWN: "Cannot be shown",
    Verdict.NOT_BY_THIS_KIND: "Cannot be shown",
}  # fmt: skip
MOST_NAMED = 3  # requirements, of which each is named
MADE_UP = "made up"  # as the source of a requirement says it
STRICTER = "Verdicts allow for alerts that come several at a time: their ranges are wider."
_NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


@dataclass(frozen=True, kw_only=True)
class Row:
    """One requirement. ``value``, ``low``, ``high``: places on the axis, 0 to 1; None where there is no number.

    ``where``: it holds, ``at``: that, and how sure one has to be.
    ``before``, ``beyond``: whether the range goes on past the axis' ends. ``none``: whether no event was counted.
    ``numbers``: rate and range in their own unit; ``range``: that alone, rounded away from the rate;
    ``together``: how events of a record come in it, "in fives"; ``part``: of which part of it the number is, where it
    is not all. ``rest``: of what has to be at least so much, what is drawn in its place.
    """

    name: str
    where: str
    at: str
    whose: str
    value: float | None
    low: float | None
    high: float | None
    before: bool
    beyond: bool
    none: bool
    counted: str
    numbers: str
    range: str
    together: str
    part: str
    rest: str
    limit: str
    verdict: Verdict
    why: str
    would: str

    @property
    def word(self) -> str:
        """The verdict in a word or three."""
        return WORDS[self.verdict]


def summary(rows: tuple[Row, ...]) -> str:
    """Say how it came out: "Of five requirements, one is met and one is not. Three cannot be shown."."""
    found = Counter(row.word for row in rows)
    met, not_met, open_ = (found[WORDS[v]] for v in (Verdict.MET, Verdict.NOT_MET, Verdict.NOT_SHOWN))
    if len(rows) == 1:
        is_met = "is met" if met else "is not met" if not_met else "cannot be shown to be met"
        return f"The requirement “{rows[0].name}” {is_met}."
    parts = [
        f"{_many(met)} met" if met else "",
        f"{_many(not_met)} not" if met and not_met else f"{_many(not_met)} not met" if not_met else "",
    ]
    said = " and ".join(part for part in parts if part)
    rest = f"{_number(open_)} cannot be shown"
    whole = f"Of {_number(len(rows))} requirements, {said or rest}."
    return whole + (f" {wording.capital(rest)}." if said and open_ else "")


def named(rows: tuple[Row, ...]) -> str:
    """Name a few requirements by how they came out, with count and limit.

    Of many the first that is not met, or open, with its count; how all came out stands before it. A limit that nobody
    set is told here: a reader would else hold the verdict against an approval that there is not.
    """
    return " ".join(map(_named, rows)) if len(rows) <= MOST_NAMED else f"{_of_many(rows)}{_made_up(rows)}"


def stricter(rows: tuple[Row, ...]) -> str:
    """Say why verdicts' ranges are wider than those of a record's page, of one with which; nothing without a range."""
    told = [row for row in rows if row.value is not None]
    if len(told) == 1:
        return f"The verdict allows for alerts that come {told[0].together}: {told[0].range}."
    return STRICTER if told else ""


def would_show(rows: tuple[Row, ...]) -> str:
    """Say what would show the one requirement that there is, of a number; nothing of several: reasons stand below."""
    return rows[0].would if len(rows) == 1 and rows[0].value is not None else ""


def _made_up(rows: tuple[Row, ...]) -> str:
    """Say how many limits are made up, by their sources; nothing where none is."""
    many = sum(MADE_UP in row.whose.casefold() for row in rows)
    if not many:
        return ""
    whose = "All limits" if many == len(rows) else f"{_number(many)} of the limits"
    return f" {wording.capital(whose)} {'is' if many == 1 else 'are'} made up."


def _of_many(rows: tuple[Row, ...]) -> str:
    order = [WORDS[v] for v in (Verdict.NOT_MET, Verdict.NOT_SHOWN, Verdict.MET)]
    first = min(rows, key=lambda row: order.index(row.word))
    return f"{summary(rows)} {first.word}: {_called(first)}{f' ({first.counted})' if first.counted else ''}."


def _called(row: Row) -> str:
    return f"“{row.name}” {row.part}" if row.part else f"“{row.name}”"


def _named(row: Row) -> str:
    made_up = "made-up limit: " if MADE_UP in row.whose.casefold() else ""
    limit = ", ".join(text for text in (f"{made_up}{row.limit}", "" if row.part else row.where) if text)
    return f"{row.word}: {_called(row)} ({row.counted + '; ' if row.counted else ''}{limit})."


def _number(count: int) -> str:
    return _NUMBERS[count] if count < len(_NUMBERS) else wording.count(count)


def _many(count: int) -> str:
    return f"{_number(count)} {'is' if count == 1 else 'are'}"
