"""Counts that are not what their column says: visitors for faces, alerts that nobody verified for false ones.

A record says so in columns of its own (``counted``, ``alerts_verified``) or in the note of a row. Such a count is
told and enters no rate.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bystander.evidence.record.entry import Withheld
from bystander.evidence.record.months import plain_word
from bystander.evidence.record.noted_unjudged import note_on_open, unverified
from bystander.findings.wording import cut

if TYPE_CHECKING:
    from collections.abc import Callable

    from bystander.evidence.record.cells import Row
    from bystander.evidence.record.parts import Parts

YES = frozenset({"yes", "y", "true", "1", "verified", "ja", "oui", "si", "sí"})
NO = frozenset({"no", "n", "false", "0", "not verified", "unverified", "nein", "non", "nee", "partly", "in part"})
_FACES = frozenset({"face", "faces", "faces seen", "gesichter", "visages", "rostros", "caras", "volti", "gezichten"})
_ESTIMATED = frozenset({
    "estimate", "estimated", "estimates", "approximate", "approximately", "approx", "rounded", "about", "geschätzt",
    "estimation", "estimé", "estimado", "stima", "schatting",
})  # fmt: skip
_MANNER = _ESTIMATED | {  # how faces were counted: not what
    "yes", "exact", "exactly", "actual", "counted", "automatic", "automatically", "manual", "manually", "system",
    "by the system", "by software", "by camera", "software", "camera",
}  # fmt: skip
_NOT_FACES = re.compile(
    r"\b(?P<what>visitors?|people|persons|attendees|attendance|footfall|passengers|customers|tickets?|spectators)\b"
    r"(?:[^.;]{0,40}\b(?:not|rather than|instead of|and no)\b[^.;]{0,12}\bfaces\b|\s(?:were\s)?counted\b)"
    r"|\b(?:not|no) (?:a count of )?faces\b(?: but (?P<other>[a-z]+))?",
    re.IGNORECASE,
)
_FACES_NOTED = re.compile(r"faces.*estimat|estimat.*faces", re.IGNORECASE)
_NO_ESTIMATE = re.compile(r"\b(?:not?|never|nor)\b(?: an?| been| be)? estimat\w*", re.IGNORECASE)
_OF_WRONG = re.compile(r"\b(?:false|wrong)\b", re.IGNORECASE)
_RIGHT_VERIFIED = re.compile(
    r"(?<!not )(?<!never )(?<!un)\b(?:verif\w+|confirmed|proven|correct\w*|adjudicated|checked)\b", re.IGNORECASE
)
# In other languages a clause says so that speaks of alerts, of judging them, and denies it. Words without accents.
_ALERTS = re.compile(r"all?arm|alert|alerte|warnung|meldung|melding|treffer|segnalazion|correspondance|coincidencia")
_DENIED = re.compile(
    r"\b(?:kein\w*|nicht|nie|niemand|ohne|aucune?s?|pas|jamais|personne|sans|ningun\w*|nunca|nadie|sin|nessun\w*|non|mai"
    r"|geen|niet|nooit|niemand|zonder|nenhum\w*|nao|ninguem|sem|no)\b"
)
_JUDGED_ABROAD = re.compile(
    r"\b(?:(?:ge|uber|nachge)pruft|bewertet|beurteilt|verifiziert|kontrolliert|verifiee?s?|controlee?s?|examinee?s?|jugee?s?"
    r"|verificad[oa]s?|comprobad[oa]s?|revisad[oa]s?|verificat[oaie]|controllat[oaie]|esaminat[oaie]|gecontroleerd"
    r"|geverifieerd|beoordeeld|conferid[oa]s?)\b"
)
_NOT_FACES_ABROAD = re.compile(
    r"\b(?:keine|nicht|pas (?:les |des |de )?|et non (?:les |des )?|no|non|geen|niet|nao)\s*"
    r"(?:gesichter|visages|rostros|caras|volti|gezichten|rostos)\b"
)
_MOST = 40
_SPOKEN_OF = {"faces_seen": "faces?", "alerts": "alerts?", "wrong": "false alerts?"}
_NEVER = re.compile(r"\b(?:not?|never|none|nobody|without|unknown|n/a)\b", re.IGNORECASE)


def withheld_of(row: Row, parts: Parts) -> tuple[Withheld, ...]:
    """Return the counts of a row that enter no rate."""
    found = []
    faces, wrong = row.count("faces_seen"), parts.wrong
    if faces is not None and (why := _not_faces(row)):
        found.append(Withheld("faces_seen", faces, why))
    if wrong is not None and (why := _not_verified(row, parts)):
        none = parts.right is not None and not parts.derived and _none_verified(row)
        why = why.replace("those alerts false", "these alerts") if none else why
        found.append(Withheld("false_alerts", wrong, why))
        if none and parts.right is not None:
            found.append(Withheld("true_alerts", parts.right, why))
    found += [
        Withheld(name, hidden.most, "only an upper end of it is told", said=hidden.said)
        for name, hidden in row.hidden.items()
        if hidden.most is not None and not _determined(name, parts)
    ]
    return tuple(found)


def note_on(note: str | None, field: str) -> str:
    """Return what a row's note says of a count that the row lacks, quoted; nothing where it does not speak of it.

    ``field``: of an entry. Quoted is the clause that names what is counted and denies something of it, if it is short.
    """
    for clause in re.split(r"[;.]", note or ""):
        said = clause.strip()
        about = re.search(rf"\b{_SPOKEN_OF[field]}\b", said, re.IGNORECASE)
        if about and _NEVER.search(said) and len(said) <= _MOST:
            return f'its note says "{said}"'
    return ""


def _determined(name: str, parts: Parts) -> bool:
    told = {"alerts": parts.alerts, "true_alerts": parts.right, "false_alerts": parts.wrong}
    return told.get(name) is not None


def unread_words(row: Row) -> bool:
    """Return whether ``alerts_verified`` says neither yes nor no."""
    said = row.words("alerts_verified").casefold().strip(". ")
    return bool(said) and said not in YES and said not in NO


def _not_faces(row: Row) -> str:
    said = row.words("counted").casefold().strip(". ")
    if said:
        return "" if said in _FACES | _MANNER else f"{said[:_MOST]} were counted, not faces"
    noted = _NOT_FACES.search(row.words("note"))
    if noted is None:
        return _quoted(row, lambda clause: bool(_NOT_FACES_ABROAD.search(clause)))
    what = (noted["what"] or noted["other"] or "").casefold()
    return f'its note says "{_short(noted)}"' + (f": {what} were counted" if what and "not" not in noted[0] else "")


def faces_estimated(row: Row) -> bool:
    """Return whether ``counted`` says of faces that they were estimated."""
    return row.words("counted").casefold().strip(". ") in _ESTIMATED


def noted_as_estimate(note: str) -> bool:
    """Return whether the note of a row says that its faces are an estimate."""
    return bool(_FACES_NOTED.search(_NO_ESTIMATE.sub("", note)))


def _not_verified(row: Row, parts: Parts) -> str:
    """Say why false alerts are none; a note on alerts that nobody judged may be about those that the parts leave."""
    said = row.words("alerts_verified").casefold().strip(". ")
    if said in NO:
        return "nobody judged those alerts false"
    left = None not in parts[:3] and (parts.alerts or 0) > (parts.right or 0) + (parts.wrong or 0)
    if said or left:
        return ""
    if (noted := unverified(row.words("note"))) is not None:
        return f'its note says "{cut(noted[0][0], _MOST)}"'
    if parts.wrong and (still := note_on_open(row, parts.wrong)):
        return f'its note says "{cut(still, _MOST)}"'
    return _quoted(row, lambda clause: all(p.search(clause) for p in (_ALERTS, _DENIED, _JUDGED_ABROAD)))


def _none_verified(row: Row) -> bool:
    """Return whether a row's note says of all its alerts that they were not verified, and of none that it was.

    A column alone says it of those that are not right: of these somebody knew it.
    """
    note = row.words("note")
    noted = unverified(note)
    if noted is None or noted[1] not in {None, row.count("alerts")}:
        return False
    said = noted[0][0]
    return not _OF_WRONG.search(said) and not _RIGHT_VERIFIED.search(note.replace(said, ""))


def _quoted(row: Row, tells: Callable[[str], bool]) -> str:
    """Quote the clause of a row's note that tells something; "" where none does."""
    clauses = [clause.strip() for clause in re.split(r"[.;,]", row.words("note"))]
    found = next((clause for clause in clauses if clause and tells(plain_word(clause))), "")
    return f'its note says "{cut(found, _MOST)}"' if found else ""


def _short(noted: re.Match[str]) -> str:
    """Return the words of a note on faces; of many the first, and those that deny that they were faces."""
    said = " ".join(noted[0].split())
    denied = re.search(r"\b(?:not|rather than|instead of|and no)\b[^.;]{0,12}\bfaces\b.*", said, re.IGNORECASE)
    if len(said) <= _MOST or denied is None or not noted["what"]:
        return cut(said, _MOST)
    return f"{noted['what']} … {denied[0]}"
