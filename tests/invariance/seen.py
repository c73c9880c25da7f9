"""Everything that a study says, as fields that can be compared one by one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

    from bystander import Findings
    from bystander.findings import Document, Finding

Key = tuple[Any, ...]  # the finding: its id, where it holds, whose it is, and which of those alike
Fields = dict[str, Any]
Seen = dict[Key, Fields]


def seen(found: Findings, rename: Callable[[Finding], dict[str, Any]] | None = None) -> Seen:
    """Return the fields of every finding, and what is said of the study as a whole.

    ``rename``: parts of a finding's key that go by other names here (``group``, ``systems``).
    """
    told: Seen = {}
    for finding in found.document.findings:
        at = finding.at
        named = {"group": finding.group, "systems": finding.systems} | (rename(finding) if rename else {})
        point = (at.target_fmr, at.target_fpir, at.n, at.rank, at.period)
        group = tuple(sorted((named["group"] or {}).items()))
        alike = [key for key in told if key[:4] == (finding.id, point, group, tuple(named["systems"]))]
        told[finding.id, point, group, tuple(named["systems"]), len(alike)] = fields(finding)
    told["document", (None, None), (), (), 0] = {"verdict": found.document.verdict, "caveats": found.document.caveats}
    return told


def written(document: Document) -> str:
    """Return findings.json without its notes on evidence: names of files, digests, columns that were passed over."""
    return document.model_copy(update={"evidence": ()}).to_json()


def label(key: Key) -> str:
    """Return what patterns name a finding by: its id, ``@`` its target, ``:`` its group, as in ``fmr@0.01:e``."""
    name, point, group, _, _ = key
    target = next((f"@{rate:g}" for rate in point[:2] if rate is not None), "")
    return f"{name}{target}" + "".join(f":{value}" for _, value in group)


def fields(finding: Finding) -> Fields:
    """Return a finding flat: ``value``, ``low``, ``at.threshold``, ``bounds.compliance_upper``, ... and its width."""
    whole = finding.model_dump()
    estimate = whole.pop("estimate")
    flat: Fields = {"estimable": estimate is not None, "width": None}
    flat |= estimate or {}
    if estimate:
        flat["width"] = estimate["high"] - estimate["low"]
    for part in ("at", "bounds", "test", "reference"):
        flat |= {f"{part}.{name}": value for name, value in (whole.pop(part) or {}).items()}
    for row, sensitivity in enumerate(whole.pop("sensitivity")):
        flat |= {f"sensitivity{row}.{name}": value for name, value in sensitivity.items()}
    for name in ("id", "group", "systems"):
        del whole[name]  # the key
    return flat | whole
