"""The limits that stand beside an interval (the fields of ``Bounds``): what each assumes and how it is explained."""

from __future__ import annotations

from bystander.findings.method import Method

INDEPENDENT = "different people are independent of each other"
ASSUMPTION_FREE = Method(
    "assumption-free (Z1)",
    term="Assumption-free limit (Z1)",
    explanation=(
        "It counts people: however the trials of one person depend on each other, it holds if different people are "
        "independent."
    ),
    assumes=(INDEPENDENT,),
    page="zero-errors.md",
    of_people=True,
)
CLOSEST = Method(
    "people like the closest (Z1.5)",
    term="Limit for people like the closest (Z1.5)",
    explanation=(
        "With no error seen, the largest rate that people like the closest could cause. The 30, 60, 120 and 250 "
        "closest pairs tell how large a share of such people the trial may lack. Somebody who errs often, and whose "
        "like is in no comparison, is not covered."
    ),
    assumes=("those who would err here already show among the closest errors", INDEPENDENT),
    page="zero-errors.md",
    one_sided=True,
    only_if="if those who would err here already show among the closest errors",
)
COMPLIANCE = Method(
    "compliance limit",
    term="Limit for a claim of compliance",
    explanation=("Whether a rate stays below an approved one: one-sided, and more cautious than the interval."),
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
