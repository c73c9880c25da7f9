"""Numbers to words, in one place: what a lay reader is told, and how.

A rate is said as a natural frequency ("about 1 in 6,000"), never as 1.67e-4. How many digits a number has goes by what
it is: what was estimated has two, with its ends; what was counted, all; what somebody set or printed, and what follows
from that alone, as many as end it, else three (:func:`own`). No other module turns a number into a phrase.
"""

from __future__ import annotations

from math import floor, inf, log10, nextafter

from bystander.findings.digits import before_words, figures_of, to_figures

_COUNTABLE = 1e15  # beyond it "1 in ..." is a row of zeros, and at last not even a number
NOTHING = 1e-12  # below it, digits tell a reader nothing


def significant(value: float, digits: int = 2, *, up: bool | None = None) -> str:
    """Return a number with so many significant digits and no exponent: the nearest, or the next one ``up`` or not."""
    if abs(value) < NOTHING:
        return "0" if not up or value <= 0 else f"{NOTHING:.12f}"
    said = to_figures(value, digits, up=up)  # may carry: 9.99 is 10
    places = digits - 1 - floor(log10(abs(said)))
    return f"{said:,.{max(places, 0)}f}"


def own(value: float, *, up: bool | None = None) -> str:
    """Return a number that was set, or follows from one that was, with its own figures: "3.5", "182" of 1/5,500."""
    return significant(value, figures_of(value), up=up)


def expected(value: float) -> str:
    """Say an expected number of people or alerts: two digits below a thousand, else three, as its range is exact."""
    return significant(value, 2 if value < 1000 else 3)


def count(value: float) -> str:
    """Return a whole number with thousands separated."""
    return f"{round(before_words(value)):,}"


def one_in(rate: float, digits: int = 2, *, up: bool | None = None) -> str:
    """Say a rate as "1 in 6,000"; rates above one half as a percentage; 0 as "none".

    ``up``: round the rate up or down, not to the nearest.
    """
    if rate <= 0:
        return "none"
    if rate >= 0.5:
        return percent(rate, digits, up=up)
    if rate * _COUNTABLE < 1:
        return f"fewer than 1 in {count(_COUNTABLE)}"
    inverse = before_words(1 / rate)
    said = significant(inverse, digits, up=None if up is None else not up)
    few = f"{float(said.replace(',', '')) if up is not None else inverse:.{digits - 1}f}".rstrip("0").rstrip(".")
    return f"1 in {said if inverse >= 10 else few}"


def apart_from(rate: float, other: float | None) -> str:
    """Say a rate with as many digits as tell it from another one: "1 in 997" where that is 1 in 1,000."""
    enough = (d for d in range(2, 7) if other is None or one_in(rate, d) != one_in(other, d))
    return one_in(rate, next(enough, 2))


NEARLY_NONE = 1e-8  # a share below is a row of zeros


def percent(rate: float, digits: int = 2, *, up: bool | None = None) -> str:
    """Say a rate as a percentage that never rounds to 0 % or 100 % unless it is: the nearest, or the next ``up``."""
    if rate in (0.0, 1.0):
        return f"{rate * 100:.0f} %"
    if 0 < rate < NEARLY_NONE:
        return "nearly 0 %"
    if rate > 0.5:
        left = significant((1 - rate) * 100, digits, up=None if up is None else not up)
        places = len(left.partition(".")[2])
        return f"{rate * 100 if up is None else 100 - float(left):.{places}f} %"
    return f"{significant(rate * 100, digits, up=up)} %"


def limit(rate: float) -> str:
    """Say a share that somebody set as it was set: "1 %", "0.1 %", "1 in 6,000"."""
    inverse = before_words(1 / rate) if rate else 0.0
    if inverse.is_integer() and to_figures(rate, figures_of(rate)) != before_words(rate):
        return f"1 in {count(inverse)}"
    return f"{own(rate * 100)} %"


MILLION = 1e6


def in_a_million(rate: float, digits: int = 2, *, up: bool | None = None) -> str:
    """Say a rate of something rare: "3.2 in a million"; the one denominator of faces and of false matches."""
    return f"{of_a_million(rate, digits, up=up)} in a million"


def of_a_million(rate: float, digits: int = 2, *, up: bool | None = None) -> str:
    """Return a rate as so many of a million, where the denominator has just been named: "1,400"."""
    number = before_words(rate * MILLION)
    said = significant(number, digits, up=up)
    return count(number) if number < MILLION <= float(said.replace(",", "")) else said


def ends(low: float, high: float, *, often: bool) -> str:
    """Say the two ends of a range without their unit, the lower first: "5.4 to 11", "710 to 1,400"; "up to 11".

    A lone upper end is rounded up, as "up to" would not be so of what is cut off.
    """
    if often:
        return percent_span(low, high).replace(" %", "")
    two = bounded_below(low, high)
    return f"{of_a_million(low)} to {of_a_million(high)}" if two else f"up to {of_a_million(high, up=True)}"


def frequency(rate: float, *, often: bool, up: bool | None = None) -> str:
    """Say a rate in its one denominator: "7.7 %" of something frequent, "3.2 in a million" of something rare."""
    return percent(rate, up=up) if often else in_a_million(rate, up=up)


def with_range(rate: float, low: float, high: float, *, often: bool, up: bool | None = None) -> str:
    """Say a rate and its range: "7.7 % (5.4 to 11)", "3.2 in a million (1.5 to 5.8)"; ``up``: of the rate."""
    return f"{frequency(rate, often=often, up=up)} ({ends(low, high, often=often)})"


def per_crowd(rate: float, crowd: int) -> str:
    """Say how many of a crowd a rate means: "about 14 of 60,000"; below one, "fewer than 1"."""
    people = rate * crowd
    if people == 0:
        return f"0 of {count(crowd)}"
    if people < 1:
        return f"fewer than 1 of {count(crowd)}"
    return f"about {significant(people, 2)} of {count(crowd)}"


NEXT_TO_NOTHING = 1e-4  # a lower limit below this share of the upper one says no more than 0 does


def bounded_below(low: float, high: float) -> bool:
    """Return whether a lower limit says something; "1 in 10,000,000,000" beside "1 in 70" does not."""
    return low > high * NEXT_TO_NOTHING


def interval(low: float, high: float) -> str:
    """Say an interval of rates in the form of :func:`one_in`, the smaller rate first."""
    if not bounded_below(low, high):
        return f"at most {one_in(high, up=True)}"
    say = percent if high >= 0.5 else one_in  # one manner for both ends: "1.3 % and 98 %", not "1 in 79 and 98 %"
    return f"between {say(low)} and {say(high)}"


def percent_span(low: float, high: float) -> str:
    """Say an interval of frequent events: "12 % to 15 %", "up to 3 %", "6 % to nearly 100 %"."""
    unbounded = high < 1 and not bounded_below(1 - high, 1 - low)
    two = bounded_below(low, high)
    most = "nearly 100 %" if unbounded else percent(high, up=None if two else True)
    return f"{percent(low)} to {most}" if two else f"up to {most}"


def listed(words: list[str], *, last: str = "and") -> str:
    """Join words as a sentence does: "a, b and c"."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {last} {words[-1]}"


def cut(text: str, most: int) -> str:
    """Return words on one line, as many whole ones as fit in ``most`` characters, with a mark where they go on."""
    line = " ".join(text.split())
    return line if len(line) <= most else f"{line[:most].rsplit(' ', 1)[0].rstrip(' ,')} …"


def capital(text: str) -> str:
    """Begin a sentence with a capital letter."""
    return text[:1].upper() + text[1:]


def plural(number: float, noun: str, many: str | None = None) -> str:
    """Return "1 false alert", "2 false alerts", "0 false alerts"."""
    return f"{count(number)} {noun if number == 1 else (many or noun + 's')}"


# Units whose rate is a mean count, which can exceed one, and never the chance of something.
_COUNTED_UNITS = frozenset({"deployment", "hour", "day", "week", "month", "year"})
_AFTER_THE_NOUN = frozenset({"like", "seen", "stopped", "of", "in", "at", "with", "on", "not"})
_IRREGULAR = {"search": "searches", "person": "people", "pass": "passes"}


def is_count(unit: str) -> bool:
    """Return whether a rate per this unit is a mean count ("per deployment", "per hour"), not a chance."""
    return not _COUNTED_UNITS.isdisjoint(unit.lower().split())


def units(unit: str) -> str:
    """Return the plural of a unit: "faces seen", "mated comparisons", "hours of operation"."""
    words = unit.split()
    noun = next((i for i, word in enumerate(words) if i and word in _AFTER_THE_NOUN), len(words)) - 1
    return " ".join([*words[:noun], _IRREGULAR.get(words[noun], words[noun] + "s"), *words[noun + 1 :]])


def rate(value: float, unit: str) -> str:
    """Say a rate in the manner of its unit: "1 in 6,000", or "0.05 per deployment"."""
    return f"{significant(value)} per {unit}" if is_count(unit) else one_in(value)


def span(low: float, high: float, unit: str) -> str:
    """Say an interval in the manner of its unit: "between 0.01 and 0.2 per deployment"."""
    if not is_count(unit):
        return interval(low, high)
    if not bounded_below(low, high):
        return f"at most {significant(high, up=True)} per {unit}"
    return f"between {significant(low)} and {significant(high)} per {unit}"


def short_span(low: float, high: float, unit: str) -> str:
    """Say an interval where there is little room and the unit stands beside it: "0.01 to 0.2"."""
    if is_count(unit):
        ends = [significant(v) for v in (low, high)]
    else:  # one manner for both ends: "48 % to 100 %", not "1 in 2.1 to 100 %"
        ends = [percent(v) if high >= 0.5 else one_in(v) for v in (low, high)]
    return f"up to {ends[1]}" if not bounded_below(low, high) else f"{ends[0]} to {ends[1]}"


def crowd_span(low: float, high: float, crowd: int) -> str:
    """Say an interval as people of a crowd: "35 to 100 of 60,000"; below a tenth, "fewer than 0.1"."""
    return f"{people_span(low, high, crowd)} of {count(crowd)}"


def people_span(low: float, high: float, crowd: int) -> str:
    """Say an interval as people of a crowd that has just been named: "35 to 100"."""
    ends = [("fewer than 0.1" if v * crowd < 0.1 else significant(v * crowd)) for v in (low, high)]
    if ends[0] == ends[1]:
        return ends[0]
    return f"{'up to ' if not bounded_below(low, high) else ends[0] + ' to '}{ends[1]}"


def threshold(value: float) -> str:
    """Return a threshold to seven significant digits; the number next to a score as "just above" or "just below" it.

    The threshold that no score reaches is the next number that a computer knows above the highest; rounded,
    it would read as that score, which it is not.
    """
    for neighbour, side in ((nextafter(value, -inf), "just above"), (nextafter(value, inf), "just below")):
        if len(repr(neighbour)) + 4 < len(repr(value)):
            return f"{side} {neighbour:.7g}"
    return f"{value:.7g}"


def of_comparisons(value: float, *, up: bool | None = None) -> str:
    """Say a rate with its denominator: "1 in 1,000 comparisons", "95 % of comparisons"."""
    return f"{one_in(value, up=up)} of comparisons" if value >= 0.5 else f"{one_in(value, up=up)} comparisons"


def rows_left_out(shown: int, total: int) -> str:
    """Say how many rows a printed table leaves out; nothing where it leaves out none."""
    if shown >= total:
        return ""
    return f"{count(shown)} of {count(total)} rows are shown; curves.parquet holds all of them."


RAREST = 1e-4  # a chance below this rests on assumptions more than on counts
MOST_CHANCE = 0.99  # of a p value; nobody asks how far beyond


def share(rate: float, *, often: bool, up: bool | None = None) -> str:
    """Say a rate of something frequent as "12 %", of something rare as "1 in 6,000"."""
    return percent(rate, up=up) if often else one_in(rate, up=up)


def share_span(low: float, high: float, *, often: bool) -> str:
    """Say its interval in the same manner, both ends alike: "10 % to 15 %", "1 in 9,000 to 1 in 4,000"."""
    return percent_span(low, high) if often else short_span(low, high, "")


def times(ratio: float) -> str:
    """Say a ratio: "2.4 times", "120 times"."""
    return f"{times_as(ratio)} times"


def times_as(ratio: float) -> str:
    """Return a ratio as a number that reads as 1 only where it is next to nothing from it: 1.02 is no "1.0"."""
    digits = next((d for d in (2, 3, 4) if float(f"{ratio:.{d - 1}e}") != 1), 2)
    return significant(ratio, digits)


def chance(p: float) -> str:
    """Say a p value as what it is: "in 1 in 20 such trials (p = 0.050)", "in fewer than 1 in 10,000 (p < 0.0001)"."""
    if p < RAREST:
        return f"in fewer than {one_in(RAREST)} such trials (p < {significant(RAREST, 1)})"
    if p == RAREST:  # the smallest that as many draws can give
        return f"in at most {one_in(RAREST)} such trials (p ≤ {significant(RAREST, 1)})"
    if p > MOST_CHANCE:  # 99.99999999999916 % would be a precision that nothing has
        return f"in nearly all such trials (p > {MOST_CHANCE:g})"
    said = f"{percent(p)} of" if p >= 0.5 else one_in(p)
    return f"in {said} such trials (p = {significant(p)})"


POINT = 0.0005  # a difference of rates from which it is said in percentage points


def size(difference: float, *, like: float | None = None, unit: bool = True) -> str:
    """Say how large a difference of two rates is: "2.1 percentage points", "13 in 100,000".

    ``like``: another difference, in whose unit it is said. ``unit``: whether that is said at all.
    """
    scale = abs(difference if like is None else like) or 1.0
    if scale >= POINT:
        return significant(abs(difference) * 100) + (" percentage points" if unit else "")
    of = 10.0 ** (1 - floor(log10(scale)))
    return significant(abs(difference) * of) + (f" in {count(of)}" if unit else "")


def change(difference: float, *, like: float | None = None) -> str:
    """Say a difference of two rates with its direction: "2.1 percentage points less often"."""
    if difference == 0:
        return "exactly as often"
    return f"{size(difference, like=like)} {'less' if difference < 0 else 'more'} often"


def change_span(low: float, high: float, *, after: float | None = None) -> str:
    """Say an interval of a difference: "1.2 to 3.0 percentage points less often", or across nothing, both ways.

    ``after``: the difference just said; unit and direction are not said again where they are its own: "1.2 to 3.0".
    """
    like = max(abs(low), abs(high))
    if low < 0 < high:
        return f"{change(low, like=like)} to {size(high, like=like, unit=False)} more often"
    near, far = sorted((low, high), key=abs)
    direction = "less" if low < 0 else "more"
    if after is not None and size(after).partition(" ")[2] == size(like).partition(" ")[2]:
        return f"{size(near, like=like, unit=False)} to {size(far, like=like, unit=False)}"
    return f"{size(near, like=like, unit=False)} to {size(far, like=like)} {direction} often"


def signed(difference: float, *, like: float | None = None, unit: bool = True) -> str:
    """Say a difference of two rates in short, with its sign: "-1.1 percentage points"; the sign is a true minus."""
    sign = "" if difference == 0 else "+" if difference > 0 else "\N{MINUS SIGN}"
    return f"{sign}{size(difference, like=like, unit=unit)}"


def signed_span(low: float, high: float, *, unit: bool = True) -> str:
    """Say an interval of a difference in short: "-4.0 to +1.8 percentage points"."""
    like = max(abs(low), abs(high))
    return f"{signed(low, like=like, unit=False)} to {signed(high, like=like, unit=unit)}"


def signed_of_a_million(difference: float) -> str:
    """Say a difference of two rare rates as so many of a million, where that has just been named: "+980"."""
    sign = "" if difference == 0 else "+" if difference > 0 else "\N{MINUS SIGN}"
    return f"{sign}{of_a_million(abs(difference))}"
