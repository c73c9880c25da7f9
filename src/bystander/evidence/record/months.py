"""The names of months and days of the week, in the languages that records are published in."""

from __future__ import annotations

import unicodedata
from functools import cache

_MONTHS = (
    "january januar janner janvier enero gennaio januari janeiro",
    "february februar feber fevrier febrero febbraio februari fevereiro",
    "march maerz marz mars marzo maart mrt marco",
    "april avril abril aprile",
    "may mai mayo maggio mei maio",
    "june juni juin junio giugno junho",
    "july juli juillet julio luglio julho",
    "august aout agosto augustus",
    "september septembre septiembre setiembre settembre setembro",
    "october oktober octobre octubre ottobre outubro",
    "november novembre noviembre novembro",
    "december dezember decembre diciembre dicembre dezembro",
)
_DAYS = (
    "monday tuesday wednesday thursday friday saturday sunday",
    "montag dienstag mittwoch donnerstag freitag samstag sonnabend sonntag",
    "lundi mardi mercredi jeudi vendredi samedi dimanche",
    "lunes martes miercoles jueves viernes sabado domingo",
    "lunedi martedi mercoledi giovedi venerdi sabato domenica",
    "maandag dinsdag woensdag donderdag vrijdag zaterdag zondag",
    "segunda terca quarta quinta sexta",
)
_SHORTEST = 3


def plain_word(word: str) -> str:
    """Return a word in lower case, without accents."""
    return "".join(c for c in unicodedata.normalize("NFD", word.casefold()) if not unicodedata.combining(c)).strip(".")


@cache
def month(word: str) -> int | None:
    """Return the month that a word names or begins to name, from 1; None where it names none, or two ("jui")."""
    start = plain_word(word)
    if len(start) < _SHORTEST:
        return None
    found = {at for at, names in enumerate(_MONTHS, 1) if any(name.startswith(start) for name in names.split())}
    if start.startswith("sept"):  # "Sept."
        found = {9}
    return found.pop() if len(found) == 1 else None


def is_weekday(word: str) -> bool:
    """Return whether a word names a day of the week, or begins to."""
    start = plain_word(word)
    return start in {"mo", "di", "mi", "do", "fr", "sa", "so", "tues", "thurs"} or (
        len(start) >= _SHORTEST and any(day.startswith(start) for days in _DAYS for day in days.split())
    )
