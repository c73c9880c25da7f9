"""What the test of the tour's words has to know of a language. Somebody who adds a language adds its line here."""

from __future__ import annotations

from dataclasses import dataclass

NARROW, WIDE = "\u202f", "\u00a0"  # no-break spaces


@dataclass(frozen=True)
class Language:
    """How a language is called in English, how it counts and how it is set.

    ``plurals`` are the categories that CLDR has for it (`tests/browser` asks a browser for the same), ``quotes`` what
    stands around quoted words, ``numbers`` three, four, seven and twenty as words, ``spaced`` the marks that a no-break
    space must stand before, and ``same`` the keys whose text may be that of the English.
    """

    name: str
    plurals: tuple[str, ...]
    quotes: tuple[str, str]
    numbers: tuple[str, str, str, str]
    spaced: str = "%"
    same: tuple[str, ...] = ()


LANGUAGES = {
    "en": Language("English", ("one", "other"), ("“", "”"), ("three", "four", "seven", "twenty"), spaced=""),
    "de": Language("German", ("one", "other"), ("„", "“"), ("drei", "vier", "sieben", "zwanzig")),
    "fr": Language(
        "French",
        ("many", "one", "other"),
        (f"«{NARROW}", f"{NARROW}»"),
        ("trois", "quatre", "sept", "vingt"),
        spaced="%:;!?»",
    ),
    "es": Language("Spanish", ("many", "one", "other"), ("«", "»"), ("tres", "cuatro", "siete", "veinte")),
}

# The text that a reader of a step meets, source lines and what stands in the pictures apart: by telling of the story,
# of a record with counts, and so on.
STEPS = {
    "you, story": ("you.title", "you.story.1", "you.story.2"),
    "you, any": ("you.title", "you.any.1", "you.any.2"),
    "guess, story": ("guess.title", "guess.story", "guess.legend", "guess.stays"),
    "guess, counted": ("guess.title", "guess.counted", "guess.legend", "guess.stays"),
    "guess, any": ("guess.title", "guess.any", "guess.legend", "guess.stays"),
    "day, story": ("day.title", "day.story", "day.here"),
    "day, counted": ("day.title", "day.counted", "day.here", "day.none"),
    "day, asserted": ("day.title", "day.asserted", "day.here", "day.none"),
    "day, invented": ("day.title", "day.invented", "day.here", "day.none"),
    "day, none counted": ("day.title", "day.bound", "day.here"),
    "day, unknown": ("day.title", "day.unknown"),
    "days, story": ("days.title", "days.first", "days.range", "days.why.story"),
    "days, counted": ("days.title", "days.first", "days.range", "days.why.counted"),
    "days, groups": ("days.title", "days.first", "days.range", "days.why.groups"),
    "days, chance": ("days.title", "days.first", "days.range", "days.why.chance"),
    "queue, story": ("queue.title.story", "queue.story", "queue.share", "queue.range", "queue.misses"),
    "queue, any": ("queue.title", "queue.any", "queue.share", "queue.range", "queue.misses"),
    "queue, nobody": ("queue.title", "queue.nobody", "queue.hundred"),
    "accurate, story": ("accurate.title", "accurate.story", "accurate.more"),
    "accurate, any": ("accurate.title", "accurate.any", "accurate.more"),
    "shrink": ("shrink.title", "shrink.first", "shrink.second", "shrink.ask"),
    "who, story": ("who.title", "who.story.1", "who.story.2", "who.story.3"),
    "who, any": ("who.title", "who.any.1", "who.any.2"),
}
