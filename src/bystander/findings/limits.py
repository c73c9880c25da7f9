"""The limits that stand beside an interval (the fields of ``Bounds``): what each assumes and how it is explained."""

from __future__ import annotations

from bystander.findings.method import Method

INDEPENDENT = "different people are independent of each other"
ASSUMPTION_FREE = Method(
    "assumption-free (Z1)",
    term="Assumption-free limit (Z1)",
    explanation=(
        "A wide limit that holds however the trials of one person depend on each other, because it counts people. "
        "It takes different people to be independent of each other, and nothing else."
    ),
    assumes=(INDEPENDENT,),
    page="zero-errors.md",
    of_people=True,
)
CLOSEST = Method(
    "people like the closest (Z1.5)",
    term="Limit for people like the closest (Z1.5)",
    explanation=(
        "With no error seen, how large may the rate be? At lower thresholds there are errors: those of the 30, 60, "
        "120 and 250 closest pairs of people. How many people drive those tells how large a share of such people the "
        "trial may lack. The limit is the largest rate that so many could cause here. Not covered is somebody who errs "
        "often and whose like is in no comparison."
    ),
    assumes=("those who would err here already show among the closest errors", INDEPENDENT),
    page="zero-errors.md",
    one_sided=True,
    only_if="if those who would err here already show among the closest errors",
)
COMPLIANCE = Method(
    "compliance limit",
    term="Limit for a claim of compliance",
    explanation=(
        "For the question whether a rate stays below an approved one. It is one-sided and more cautious than the "
        "interval."
    ),
    assumes=(INDEPENDENT,),
    page="intervals.md",
    one_sided=True,
)
NAIVE = Method(
    "naive limit",
    term="Naive limit",
    explanation=(
        "What counting every trial (comparison, search or face) as independent would claim. It is shown as a warning, "
        "because others publish such figures, and must not be relied on."
    ),
    assumes=("every trial is independent of every other, which people who appear twice contradict",),
    page="zero-errors.md",
    one_sided=True,
)
LIMITS = {
    "if_seen_among_closest_upper": CLOSEST,
    "assumption_free_upper": ASSUMPTION_FREE,
    "compliance_upper": COMPLIANCE,
    "naive_upper": NAIVE,
}
