"""Where a finding holds: at which target or threshold, at which rank, in which period, for which group."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bystander.findings import Point, wording

if TYPE_CHECKING:
    from bystander.findings import Finding

FNMR = "fnmr"  # at a target that no threshold is shown to keep: it is that of its threshold alone


def is_whole(finding: Finding) -> bool:
    """Return whether a finding holds for all of the evidence."""
    return finding.at == Point() and not finding.group


def scope(finding: Finding) -> str:
    """Say where a finding holds; nothing where it holds for all of the evidence."""
    at, where = finding.at, []
    aimed = at.target_fmr is not None or at.target_fpir is not None  # its threshold is in the table of settings
    groups = [value for _, value in (finding.group or {}).items()]
    if aimed and groups:  # groups are compared at one setting
        return ", ".join(groups)
    if finding.systems:
        where.append(" against ".join(reversed(finding.systems)))
    if at.target_fmr is not None and (finding.id != FNMR or at.threshold is None):
        where.append(f"at {wording.one_in(at.target_fmr)}")
    elif at.target_fpir is not None:
        where.append(f"at {wording.limit(at.target_fpir)}")
    elif at.threshold is not None:
        where.append(f"threshold {wording.threshold(at.threshold)}")
    elif at.thresholds:
        where.append(f"thresholds {_thresholds(finding)}")
    if at.rank is not None:
        where.append("first candidate" if at.rank == 1 else f"first {wording.count(at.rank)} candidates")
    return ", ".join([*where, *groups, *([at.period] if at.period is not None else [])])


def _thresholds(finding: Finding) -> str:
    said = [wording.threshold(t) for t in finding.at.thresholds]
    if len(said) != len(finding.systems):
        return wording.listed(said)
    return wording.listed([f"{t} ({name})" for t, name in zip(said, finding.systems, strict=True)])
