"""Read a claim from TOML: every mistake at once, with its line, and what to do.

CL01 not TOML, CL02 unknown key, CL03 missing key, CL04 wrong kind of value, CL05 a number out of range, CL06 a number
that cannot be read, counts that contradict each other, or what the sentence leaves open.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from bystander.claims.claim import Claim, Counts
from bystander.claims.denominators import COMPARISONS, denominator
from bystander.claims.faults import faults
from bystander.errors import ClaimError
from bystander.toml_file import TomlFile, line_of

FILE = TomlFile(Claim, "CL", "claim", ClaimError, lines=True)
_RIGHT = r"right(?:ly)?|correct(?:ly)?|true|confirmed|found|judged rightly|not flagged by mistake"
_WRONG = (
    r"wrong(?:ly)?|false|incorrect(?:ly)?|mistaken|missed|not found|judged wrongly|(?:flagged|matched) by "
    r"mistake|flagged wrongly|wrongly flagged"
)
_SIDE = rf"(?:(?:was|were)\s+)?(?:(?P<{{0}}right>{_RIGHT})|(?P<{{0}}wrong>{_WRONG}))"
COUNTS = re.compile(
    rf"\s*(?:(?P<some>\d[\d,]*)\s*(?:{_SIDE.format('first_')}\s+)?(?:of|in)\s*(?:the\s+)?)?(?P<trials>\d[\d,]*)?\s*"
    rf"(?P<of>\D+?)(?:\s+{_SIDE.format('then_')})?\s*",
    re.IGNORECASE,
)


def read_claim(path: str | Path) -> Claim:
    """Read a claim file. Raises :class:`ClaimError`."""
    path = Path(path)
    return read_claim_text(FILE.text_of(path), name=path.name)


def read_claim_text(text: str, *, name: str = "claim") -> Claim:
    """Read a claim from its text. Raises :class:`ClaimError`."""
    return _fitting(FILE.parsed(text, name), name, text)


def claim_of(said: dict[str, Any], *, name: str = "claim") -> Claim:
    """Make a claim of what was said in flags or fields, in the keys of the file. Raises :class:`ClaimError`."""
    try:
        found = Claim.model_validate(said)
    except ValidationError as error:
        raise ClaimError(name, [FILE.told(e) for e in error.errors()]) from None
    return _fitting(found, name, "")


def counts_of(text: str, where: str) -> dict[str, Any]:
    """Read "1 of 61 alerts wrong", "60 of 61 alerts right", "61 alerts" or "alerts" as the keys of counts.

    Faces and comparisons need no word: of them the mistakes are told. Raises :class:`ClaimError`, at ``where``, for
    what is not read, and where nobody can tell what was counted.
    """
    match = COUNTS.fullmatch(text)
    if match is None or (match["some"] and not match["trials"]):
        do = 'write it as "1 of 61 alerts wrong", or "alerts" without counts'
        raise _unread(4, f'"{text}" is not read as counts', where, do)
    some, trials = (int(match[key].replace(",", "")) if match[key] else None for key in ("some", "trials"))
    found = {"of": match["of"], **({} if trials is None else {"trials": trials})}
    if some is None or trials is None:
        return found
    right, wrong = (bool(match[f"first_{side}"] or match[f"then_{side}"]) for side in ("right", "wrong"))
    if right == wrong and (right or _asks_which(match["of"])):
        of = f"{match['some']} of {match['trials']} {match['of']}"
        do = f'write "{of} right" or "{of} wrong"'
        raise _unread(6, f'"{text}" does not say whether the {some:,} were right or wrong', where, do)
    if (right or wrong) and _is_of_either(match["of"]):
        of = f"{match['some']} of {match['trials']}"
        do = f'give the mistakes of one kind, such as "{of} non-mated comparisons wrong"'
        either = f'"{text}" may be of one person who was not recognised, or of two who were taken for one'
        raise _unread(6, either, where, do)
    if right and some > trials:
        raise _unread(6, f"{some:,} right cannot come from {trials:,}", where, "correct it; were the two exchanged?")
    return {**found, "wrong": trials - some if right else some}


def line_of_counts(one: Counts) -> str:
    """Return counts as ``counts_of`` reads them."""
    if one.trials is None:
        return one.of
    if one.wrong is None:
        return f"{one.trials} {one.of}"
    return f"{one.wrong} of {one.trials} {one.of}{' wrong' if one.what.asks_which else ''}"


def _asks_which(of: str) -> bool:
    try:
        return denominator(of).asks_which
    except ValueError:  # nearly a known name, of which the keys say more
        return False


def _is_of_either(of: str) -> bool:
    """Return whether right and wrong comparisons may be of one person and of two: accuracy over pairs is of both."""
    plain = of.casefold()
    try:
        return denominator(of) is COMPARISONS and not plain.startswith(("non-mated", "impostor"))
    except ValueError:
        return False


def _unread(code: int, found: str, where: str, do: str) -> ClaimError:
    return ClaimError("the claim", [FILE.problem(code, found, where, do=do)])


def _fitting(claim: Claim, name: str, text: str) -> Claim:
    """Return a claim whose parts fit each other. Raises ClaimError with all that does not."""

    def where(key: str) -> str:
        line = line_of(text, (key,)) or line_of(text, (key, 0, ""))
        return f"{key}, line {line}" if line else key

    wrong = [FILE.problem(6, fault.found, where(fault.where), do=fault.do) for fault in faults(claim)]
    if wrong:
        raise ClaimError(name, wrong)
    return claim
