"""Who decided which events were wrong: as the claim says it, or a note of it does."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bystander.claims.claim import Claim

_DONE = r"(?:judged|verified|checked|reviewed|adjudicated|assessed)"
_WHO = r"(?:officers?|police|operators?|analysts?|examiners?|experts?|staff|reviewers?|auditors?|observers?|engineers?)"
_NOBODY = re.compile(r"\b(?:not|never|nobody|no one|none|without)\b", re.IGNORECASE)
_BY = re.compile(rf"\b{_DONE} by (?:an? |the |two |three )?((?:[\w'’-]+ ){{0,2}}{_WHO})\b", re.IGNORECASE)
_DID = re.compile(rf"\b((?:[\w'’-]+ ){{0,1}}{_WHO}) {_DONE}\b", re.IGNORECASE)


def judges(claim: Claim) -> str:
    """Return who judged, empty where nobody says: what is declared goes before what the note says in a clause."""
    if claim.judged_by:
        return claim.judged_by
    for clause in re.split(r"[.;,]", claim.note):
        found = None if _NOBODY.search(clause) else _BY.search(clause) or _DID.search(clause)
        if found:
            return found[1].strip()
    return ""
