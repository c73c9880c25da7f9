"""Requirements in words: what is required, where it has to hold, and what was counted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bystander.findings import wording

if TYPE_CHECKING:
    from bystander.findings import Finding
    from bystander.requirements.requirement import Requirement


def counted(finding: Finding) -> str:
    """Say what was counted: "69 of 900"; nothing where it was not."""
    e = finding.estimate
    if e is None or e.events is None or e.trials is None:
        return ""
    return f"{wording.count(e.events)} of {wording.count(e.trials)}"


def at_said(requirement: Requirement) -> str:
    """Say where a requirement holds: "at 1 false match in 1,000"."""
    at, said = requirement.at, []
    if at.target_fmr is not None:
        said.append(f"at a false match rate of {wording.one_in(at.target_fmr)}")
    if at.target_fpir is not None:
        said.append(f"with false alerts in {wording.one_in(at.target_fpir)} searches")
    if at.threshold is not None:
        said.append(f"at the threshold {wording.threshold(at.threshold)}")
    if at.n is not None:
        said.append(f"before a watchlist of {wording.plural(at.n, 'person', 'people')}")
    if at.rank is not None:
        said.append("first candidate" if at.rank == 1 else f"among the first {wording.count(at.rank)} candidates")
    return ", ".join(said)


def side(requirement: Requirement) -> str:
    """Say on which side of its limit the number has to be."""
    return "at most" if requirement.direction == "at-most" else "at least"
