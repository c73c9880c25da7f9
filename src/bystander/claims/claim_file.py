"""Read a claim from TOML: every mistake at once, with its line, and what to do.

CL01 not TOML, CL02 unknown key, CL03 missing key, CL04 wrong kind of value, CL05 a number out of range, CL06 a number
that cannot be read, counts that contradict each other, or what the sentence leaves open.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from bystander.claims.claim import Claim
from bystander.claims.faults import faults
from bystander.errors import ClaimError
from bystander.toml_file import TomlFile, line_of

FILE = TomlFile(Claim, "CL", "claim", ClaimError, lines=True)
COUNTS = re.compile(r"\s*(?:(?P<wrong>\d[\d,]*)\s*(?:wrong\s+)?(?:of|in)\s*)?(?P<trials>\d[\d,]*)?\s*(?P<of>\D.*?)\s*")


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


def counts_of(text: str) -> dict[str, Any] | None:
    """Read "1 of 61 alerts", "61 alerts" or "alerts" as the keys of counts; None where it is none of them."""
    match = COUNTS.fullmatch(text)
    if match is None:
        return None
    found = {key: int(match[key].replace(",", "")) for key in ("wrong", "trials") if match[key]}
    return {"of": match["of"], **found}


def _fitting(claim: Claim, name: str, text: str) -> Claim:
    """Return a claim whose parts fit each other. Raises ClaimError with all that does not."""

    def where(key: str) -> str:
        line = line_of(text, (key,)) or line_of(text, (key, 0, ""))
        return f"{key}, line {line}" if line else key

    wrong = [FILE.problem(6, fault.found, where(fault.where), do=fault.do) for fault in faults(claim)]
    if wrong:
        raise ClaimError(name, wrong)
    return claim
