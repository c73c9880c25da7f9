"""The methods behind what is said of groups, by name: what each assumes, and how a report explains it."""

from __future__ import annotations

from bystander.findings.method import Method

MULTINOMIAL = Method(
    "conditional multinomial likelihood ratio, counts divided by their design effects",
    assumes=("errors count as many as their design effect leaves",),
    page="differentials.md",
)
PERMUTATION = Method(
    "studentised permutation of people",
    assumes=("people of all groups are looked at alike, and scatter alike",),
    page="differentials.md",
)
ALL_PAIRS = Method(
    "all pairs, exact conditional binomial",
    term="Ratio of the highest to the lowest rate",
    explanation=(
        "Any pair of groups could have been picked. So each has its exact interval, at a level divided by the number "
        "of pairs, with counts divided by their design effects."
    ),
    assumes=("errors count as many as their design effect leaves",),
    page="differentials.md",
)
CONTRAST = Method(
    "contrast of log rates, likelihood ratio",
    term="Ratio to the typical rate",
    explanation=(
        "The rate of a group over the geometric mean of all groups; one without an error enters it with its limit. "
        "The limits are what a likelihood ratio test of all groups together does not reject."
    ),
    assumes=("errors count as many as their design effect leaves",),
    page="differentials.md",
)
SIMULTANEOUS = Method(
    "simultaneous Clopper-Pearson limits of all groups",
    term="Difference of the highest and the lowest rate",
    explanation=("The limits of all groups hold together. The difference lies between the ends furthest apart."),
    assumes=("errors count as many as their design effect leaves",),
    page="differentials.md",
)


def _within(one: str, many: str) -> Method:
    """Return the method of groups that were seen in the same rows, or periods."""
    return Method(
        f"within the same {many}",
        term=f"Groups seen in the same {many}",
        explanation=(
            f"What a {one} does to all groups cancels where they are compared. So counts are divided by what is left "
            f"of how {many} differ."
        ),
        assumes=(f"what a {one} does, it does to all groups alike, or as differently as these {many} show",),
        page="differentials.md",
    )


SAME_ROWS, SAME_PERIODS = _within("row", "rows"), _within("period", "periods")
