"""The unit that a heading gives its counts in: "Faces seen ('000)", "Gesichter in Tsd.", "Faces (millions)".

Alone a unit is told by its word; a letter or a number only where it stands apart, in brackets or behind "in" or "x".
"m" and "mil" are a million in one country and something else in another, so they are no unit.
"""

from __future__ import annotations

import re

_WORDS = {
    100: "hundreds hunderte",
    1_000: "thousand thousands tausend tsd milliers millier migliaia duizend duizenden duizendtallen milhares",
    1_000_000: "million millions millionen mio mill mn millones milioni miljoen miljoenen milhões milhoes",
}
_APART = {
    1_000: ("k", "0{3}", "1[,.’' ]?0{3}", r"10\^?[3³]"),
    1_000_000: (r"10\^?[6⁶]", "1([,.’' ]?)0{3}([,.’' ]?)0{3}"),
}
_IN = r"(?:in|en|em|as)\s+"


def _at_the_end(times: int) -> re.Pattern[str]:
    words = "|".join(_WORDS[times].split())
    apart = "|".join(_APART.get(times, ("(?!)",)))
    alone = rf"(?:{_IN})?(?:{words})\.?"
    marked = rf"(?:{_IN})?(?:x\s?|×\s?|\*\s?)?['’‘`´,]?(?:{apart})['’]?s?"
    behind = rf"(?:{_IN}|x\s?|×\s?|\*\s?|['’‘`´])(?:{apart})['’]?s?"
    return re.compile(
        rf"(?:\s*[(\[{{]\s*(?:{alone}|{marked})\s*[)\]}}]|[\s,;:/–-]+(?:{alone}|{behind}))\s*$", re.IGNORECASE
    )


_ENDS = {times: _at_the_end(times) for times in _WORDS}
_OF = re.compile(r"^(hundreds|thousands|millions) of (?=\S)", re.IGNORECASE)


def unit_of(heading: str) -> tuple[str, int]:
    """Return a heading without its unit, and how many of what is counted a one stands for; 1 where it has no unit."""
    if begin := _OF.match(heading):
        return heading[begin.end() :], next(n for n, words in _WORDS.items() if begin[1].casefold() in words.split())
    for times, pattern in _ENDS.items():
        if (found := pattern.search(heading)) and found.start():
            return heading[: found.start()], times
    return heading, 1
