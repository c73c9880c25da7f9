"""Bystander: error rates of face identification, for everyone who was not being looked for.

The public API on one screen; each name is imported when it is first used::

    import bystander as by

    by.check("trial.csv")  # what it is, and every problem in it
    trial = by.read_trial("trial.csv")  # or a pandas, polars, duckdb or pyarrow table
    findings = by.evaluate(trial, targets=[0.001])
    findings  # the verdict, in words
    findings.frame()  # one row a finding
    findings.report("report.html")  # the page
    by.compare("old.csv", "new.csv")  # two systems on the same trial
    by.audit("record.csv").to_json()  # a deployment record
    by.require("trial.csv", "requirement.toml")  # met, not met, cannot be shown
    by.consequences("concert.toml")  # what a system does to a crowd
    by.claim("claim.toml")  # what "99.8 % accurate" stands for, and what counts say of it

It recognises nobody, and nothing that it reports says who matched whom.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from bystander._version import __version__

if TYPE_CHECKING:
    from bystander.api.findings import Findings
    from bystander.api.reading import read_passes, read_record, read_search_record, read_searches, read_trial
    from bystander.api.verbs import (
        audit,
        check,
        claim,
        compare,
        consequences,
        evaluate,
        merge_tallies,
        require,
        tally_shards,
    )
    from bystander.claims.claim_file import read_claim
    from bystander.crowd.scenario_file import read_scenario
    from bystander.errors import (
        BystanderError,
        ClaimError,
        EvidenceError,
        MissingExtraError,
        Problem,
        RequirementError,
        ScenarioError,
        UsageError,
    )
    from bystander.requirements.read import read_requirements

_HOME = {
    "BystanderError": "errors",
    "ClaimError": "errors",
    "EvidenceError": "errors",
    "Findings": "api.findings",
    "MissingExtraError": "errors",
    "Problem": "errors",
    "RequirementError": "errors",
    "ScenarioError": "errors",
    "UsageError": "errors",
    "audit": "api.verbs",
    "check": "api.verbs",
    "claim": "api.verbs",
    "compare": "api.verbs",
    "consequences": "api.verbs",
    "evaluate": "api.verbs",
    "merge_tallies": "api.verbs",
    "read_claim": "claims.claim_file",
    "read_passes": "api.reading",
    "read_record": "api.reading",
    "read_requirements": "requirements.read",
    "read_scenario": "crowd.scenario_file",
    "read_search_record": "api.reading",
    "read_searches": "api.reading",
    "read_trial": "api.reading",
    "require": "api.verbs",
    "tally_shards": "api.verbs",
}

__all__ = [
    "BystanderError",
    "ClaimError",
    "EvidenceError",
    "Findings",
    "MissingExtraError",
    "Problem",
    "RequirementError",
    "ScenarioError",
    "UsageError",
    "__version__",
    "audit",
    "check",
    "claim",
    "compare",
    "consequences",
    "evaluate",
    "merge_tallies",
    "read_claim",
    "read_passes",
    "read_record",
    "read_requirements",
    "read_scenario",
    "read_search_record",
    "read_searches",
    "read_trial",
    "require",
    "tally_shards",
]


def __getattr__(name: str) -> Any:  # noqa: ANN401 - a module's attributes are of any type
    if name in _HOME:
        return getattr(import_module(f"bystander.{_HOME[name]}"), name)
    raise AttributeError(f"module 'bystander' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted(__all__)
